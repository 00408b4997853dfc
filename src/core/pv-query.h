/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-query.h: ranked labels of a time span, for bar charts. */
#pragma once

#include "pv-capture.h"

G_BEGIN_DECLS

/**
 * PvRank:
 * @id: id of the label, for pv_capture_dup_label()
 * @packets: packets (for lookups: lookups)
 * @bytes: bytes of their IP packets
 */
typedef struct
{
  guint32 id;
  guint64 packets;
  guint64 bytes;
} PvRank;

/**
 * PvQuery:
 * @dimension: what is ranked
 * @metric: by what
 * @span: which packets
 * @has_span: %FALSE for the whole capture
 */
typedef struct
{
  PvDimension dimension;
  PvMetric metric;
  PvSpan span;
  gboolean has_span;
} PvQuery;

/**
 * PvRanking:
 * @query: what was asked
 * @n_ranks: number of labels that occur
 * @ranks: (array length=n_ranks): the most first; ties by address or name
 * @packets: of all events that the query covers, each counted once: what shares are shares of
 * @bytes: likewise
 *
 * An answer. Reference-counted, immutable.
 */
typedef struct
{
  PvQuery query;
  guint n_ranks;
  PvRank *ranks;
  guint64 packets;
  guint64 bytes;
} PvRanking;

/* In the calling thread. NULL only when cancelled. */
PvRanking *pv_query_run          (PvCapture      *capture,
                                  const PvQuery  *query,
                                  GCancellable   *cancellable,
                                  GError        **error);
void       pv_query_run_async    (PvCapture           *capture,
                                  const PvQuery       *query,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);
PvRanking *pv_query_run_finish   (GAsyncResult  *result,
                                  GError       **error);
PvRanking *pv_ranking_ref        (PvRanking *self);
void       pv_ranking_unref      (PvRanking *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvRanking, pv_ranking_unref)

G_END_DECLS
