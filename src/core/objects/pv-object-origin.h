/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object-origin.h: between whom an object goes, what it is called and where it is from. */
#pragma once

#include "pv-endpoint.h"
#include "pv-object.h"

G_BEGIN_DECLS

/* Names and URLs of objects are cut behind so many bytes. */
#define PV_OBJECT_NAME_MAX 1024
#define PV_OBJECT_URL_MAX 2048

/* A new object between these. (transfer full) */
PvObject *pv_object_new         (PvObjectProtocol  protocol,
                                 const PvEndpoint *client,
                                 const PvEndpoint *server,
                                 gboolean          is_upload);
/* The last part of a path that is @length bytes, as UTF-8; NULL where it is empty. (transfer full) (nullable) */
char     *pv_object_dup_name    (const char       *path,
                                 gsize             length);
/* Appends a path to a URL: what is not printable ASCII as %XX. */
void      pv_object_append_path (GString          *url,
                                 const char       *path,
                                 gsize             length);

G_END_DECLS
