/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-order.c: the order of a dimension's labels. */
#include "pv-label-order.h"

#include <string.h>

PvLabelOrder
pv_label_order_of (PvCapture   *capture,
                   PvDimension  dimension)
{
  return (PvLabelOrder){ pv_capture_get_labels (capture, dimension), pv_dimension_get_info (dimension)->labels };
}

int
pv_label_order_compare (const PvLabelOrder *self,
                        guint32             a,
                        guint32             b)
{
  gsize a_length;
  gsize b_length;
  const guint8 *a_key = pv_label_table_get (self->labels, a, &a_length);
  const guint8 *b_key = pv_label_table_get (self->labels, b, &b_length);
  int difference;

  if (self->kind == PV_LABELS_ADDRESSES && a_length != b_length)
    return a_length < b_length ? -1 : 1;

  difference = memcmp (a_key, b_key, MIN (a_length, b_length));

  return difference != 0 ? difference : (a_length > b_length) - (a_length < b_length);
}

guint64
pv_label_order_get_prefix (const PvLabelOrder *self,
                           guint32             id)
{
  gsize length;
  const guint8 *key = pv_label_table_get (self->labels, id, &length);
  gboolean is_address = self->kind == PV_LABELS_ADDRESSES;
  /* An address's first byte makes room for its version. */
  gsize n = MIN (length, is_address ? 7 : 8);
  guint64 prefix = is_address ? length : 0;

  for (gsize i = 0; i < n; i++)
    prefix = prefix << 8 | key[i];

  /* a shift by all bits would be undefined */
  return n > 0 ? prefix << 8 * ((is_address ? 7 : 8) - n) : 0;
}
