/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-order.h: the order of a dimension's labels: addresses by number, names by byte. */
#pragma once

#include "pv-capture-private.h"
#include "pv-dimension-private.h"

G_BEGIN_DECLS

/* Embedded; borrows from the capture that it was made for. */
typedef struct
{
  PvLabelTable *labels;
  PvLabels kind;
} PvLabelOrder;

PvLabelOrder pv_label_order_of         (PvCapture          *capture,
                                        PvDimension         dimension);
/* Less than, equal to or greater than 0. IPv4 comes before IPv6. */
int          pv_label_order_compare    (const PvLabelOrder *self,
                                        guint32             a,
                                        guint32             b);
/* The first bytes of a label, such that the order of prefixes is that of labels: sorting by them seldom
 * has to go and look for the labels. */
guint64      pv_label_order_get_prefix (const PvLabelOrder *self,
                                        guint32             id);

G_END_DECLS
