/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-search.h: finds a label in any dimension. */
#pragma once

#include "pv-capture.h"

G_BEGIN_DECLS

/**
 * PvFoundLabel:
 * @dimension: where it is, as picks have it
 * @id: of the label
 * @label: what people read
 * @packets: how many packets or lookups it has in the whole capture
 */
typedef struct
{
  PvDimension dimension;
  guint32 id;
  char *label;
  guint64 packets;
} PvFoundLabel;

#define PV_TYPE_LABEL_SEARCH (pv_label_search_get_type ())

/**
 * PvLabelSearch:
 *
 * Searches in the background, and keeps of a capture what makes the next search faster.
 */
G_DECLARE_FINAL_TYPE (PvLabelSearch, pv_label_search, PV, LABEL_SEARCH, GObject)

/* @capture: a settled capture */
PvLabelSearch *pv_label_search_new        (PvCapture            *capture);
/* Labels with @text in them, whatever its case: of each dimension the @n_max with the most packets at most. One
 * search at a time. */
void           pv_label_search_run_async  (PvLabelSearch        *self,
                                           const char           *text,
                                           guint                 n_max,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
/* Returns: (transfer full) (element-type PvFoundLabel): in the order of dimensions */
GPtrArray     *pv_label_search_run_finish (PvLabelSearch        *self,
                                           GAsyncResult         *result,
                                           GError              **error);

G_END_DECLS
