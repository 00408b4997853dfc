/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object-item.h: a file that went over the wire, as lists show it. */
#pragma once

#include <gio/gio.h>

#include "pv-object.h"

G_BEGIN_DECLS

/**
 * PvObjectColumn:
 *
 * What is told of it.
 */
typedef enum
{
  PV_OBJECT_COLUMN_NAME,
  PV_OBJECT_COLUMN_TYPE,
  PV_OBJECT_COLUMN_SIZE,
  PV_OBJECT_COLUMN_STATE,
  PV_OBJECT_COLUMN_FROM,
  PV_OBJECT_COLUMN_TO,
  PV_OBJECT_COLUMN_TIME,
  PV_OBJECT_COLUMN_URL,
  PV_OBJECT_COLUMN_SHA256,
} PvObjectColumn;
#define PV_N_OBJECT_COLUMNS 9

#define PV_TYPE_OBJECT_ITEM (pv_object_item_get_type ())

G_DECLARE_FINAL_TYPE (PvObjectItem, pv_object_item, PV, OBJECT_ITEM, GObject)

/* @object: (transfer full) */
PvObjectItem   *pv_object_item_new        (PvObject       *object);
const PvObject *pv_object_item_get        (PvObjectItem   *self);
/* In the user's language. (transfer full) */
char           *pv_object_item_dup_text   (PvObjectItem   *self,
                                           PvObjectColumn  column);
/* Whether @words, casefolded, occur in name, type, addresses, URL or SHA-256. */
gboolean        pv_object_item_matches    (PvObjectItem   *self,
                                           const char     *words);
/* As strcmp(): numbers by value, all else as it is read. */
int             pv_object_item_compare    (PvObjectItem   *self,
                                           PvObjectItem   *other,
                                           PvObjectColumn  column);

G_END_DECLS
