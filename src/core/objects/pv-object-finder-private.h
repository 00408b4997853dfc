/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object-finder-private.h: what protocols tell the finder, and how. */
#pragma once

#include "pv-object-body.h"
#include "pv-object-finder.h"
#include "pv-stream-order.h"

G_BEGIN_DECLS

/* Names and URLs of objects are cut behind so many bytes. */
#define PV_OBJECT_NAME_MAX 1024
#define PV_OBJECT_URL_MAX 2048

/**
 * PvEndpoint:
 * @address: @size bytes, then zeros
 * @size: 4 or 16
 * @port: of TCP or UDP
 */
typedef struct
{
  guint8 address[16];
  guint8 size;
  guint8 unused;
  guint16 port;
} PvEndpoint;

void          pv_endpoint_init              (PvEndpoint       *self,
                                             const guint8     *address,
                                             guint8            size,
                                             guint16           port);
/* Hashes for GHashTable; both take #PvEndpoint. */
guint         pv_endpoint_hash              (gconstpointer     endpoint);
gboolean      pv_endpoint_equal             (gconstpointer     a,
                                             gconstpointer     b);
/* Appends the address as URLs have it, and the port where it is not @usual_port. */
void          pv_endpoint_append            (const PvEndpoint *self,
                                             guint16           usual_port,
                                             GString          *url);

/* A new object between these. (transfer full) */
PvObject     *pv_object_new                 (PvObjectProtocol  protocol,
                                             const PvEndpoint *client,
                                             const PvEndpoint *server,
                                             gboolean          is_upload);
/* The last part of a path that is @length bytes, as UTF-8; NULL where it is empty. (transfer full) (nullable) */
char         *pv_object_dup_name            (const char       *path,
                                             gsize             length);
/* Appends a path to a URL: what is not printable ASCII as %XX. */
void          pv_object_append_path         (GString          *url,
                                             const char       *path,
                                             gsize             length);

/* Lets an object begin with the packet that is looked at. Takes @object. NULL where all ends. */
PvObjectBody *pv_object_finder_begin        (PvObjectFinder   *self,
                                             PvObject         *object,
                                             PvHttpCoding      coding);
/* The next bytes of @body, which may be NULL. */
void          pv_object_finder_put          (PvObjectFinder   *self,
                                             PvObjectBody     *body,
                                             const guint8     *data,
                                             gsize             n);
void          pv_object_finder_put_gap      (PvObjectFinder   *self,
                                             PvObjectBody     *body,
                                             guint64           n);
/* Ends what @body leads to, and sets it to NULL. */
void          pv_object_finder_finish       (PvObjectFinder   *self,
                                             PvObjectBody    **body,
                                             guint64           missing,
                                             gboolean          is_whole);
/* Which packet the bytes came in that are handed on. */
void          pv_object_finder_set_stamp    (PvObjectFinder      *self,
                                             const PvStreamStamp *stamp);
/* Where memory is counted that is kept. */
gsize        *pv_object_finder_get_total    (PvObjectFinder   *self);

G_END_DECLS
