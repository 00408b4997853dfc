/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-query.h: ranked labels of a time span, for bar charts. */
#pragma once

#include "pv-capture.h"
#include "pv-dns-message.h"
#include "pv-subset.h"

G_BEGIN_DECLS

/**
 * PvRank:
 * @id: id of the label, for pv_capture_dup_label()
 * @clients: for events, where the query asks for it: how many addresses asked for the label; else 0
 * @packets: packets (where events are counted: events)
 * @bytes: bytes of their IP packets
 * @whole_packets: the same of the whole capture, whatever the query's span and set
 * @whole_bytes: likewise
 * @other_packets: where the ranking is compared: the same of the other
 * @other_bytes: likewise
 */
typedef struct
{
  guint32 id;
  guint32 clients;
  guint64 packets;
  guint64 bytes;
  guint64 whole_packets;
  guint64 whole_bytes;
  guint64 other_packets;
  guint64 other_bytes;
} PvRank;

/**
 * PvOutcomeSplit:
 * @n: by #PvOutcomeClass. Of lookups whose answer may still come, or came before what was captured, nothing is known, so
 *   that their sum may be less than the lookups
 *
 * What came of a label's lookups, or of its answers.
 */
typedef struct
{
  guint64 n[PV_N_OUTCOME_CLASSES];
} PvOutcomeSplit;

/* A rank of what is only in the other has this in its id; the rest is the other's id. */
#define PV_RANK_GONE 0x80000000u

/**
 * PvQuery:
 * @dimension: what is ranked
 * @measure: by what
 * @span: which packets
 * @has_span: %FALSE for the whole capture
 * @subset: only this part of the capture, and lookups that its packets carry. Borrowed from who asks; an
 *   answer's own is empty
 * @with_clients: whether clients of names are counted, which takes a little longer
 * @with_outcomes: whether what came of lookups is counted too, where pv_dimension_has_outcomes()
 * @limit: how many ranks are wanted; 0 for all. The best few of very many come faster than all.
 */
typedef struct
{
  PvDimension dimension;
  PvMeasure measure;
  PvSpan span;
  gboolean has_span;
  PvSubset subset;
  gboolean with_clients;
  gboolean with_outcomes;
  guint limit;
} PvQuery;

/* For who keeps it: with references to its subset, which pv_query_clear() gives back. */
static inline PvQuery
pv_query_copy (const PvQuery *self)
{
  PvQuery copy = *self;

  copy.subset = pv_subset_copy (&self->subset);

  return copy;
}

static inline void
pv_query_clear (PvQuery *self)
{
  pv_subset_clear (&self->subset);
}

/* A bit beside those of #PvOutcomeClass. */
#define PV_OUTCOME_NOT_KNOWN (1u << PV_N_OUTCOME_CLASSES)

/**
 * PvRanking:
 * @query: what was asked
 * @n_labels: how many labels occur
 * @n_ranks: how many of them are listed: all, or as many as the query's limit
 * @ranks: (array length=n_ranks): the most first; ties by address or name
 * @outcomes: (array length=n_ranks) (nullable): where the query asks for it: what came of each
 * @outcome_classes: where the query asks for it: bits 1 << #PvOutcomeClass: which the whole capture has, and
 *   %PV_OUTCOME_NOT_KNOWN where of some of its lookups none is known
 * @packets: of all events that the query covers, each counted once: what shares are shares of
 * @bytes: likewise
 * @whole_packets: the same of the whole capture
 * @whole_bytes: likewise
 * @max_whole_packets: the largest of all labels that occur, listed or not
 * @max_whole_bytes: likewise
 * @other: (nullable): the capture that it is compared with; %NULL where it is not. See pv_changes_make_ranking()
 * @length_ns: where it is compared: for how long this was watched, and the other
 * @per_second: whether these differ so much that only rates can be compared
 *
 * An answer. Reference-counted, immutable.
 */
typedef struct
{
  PvQuery query;
  guint n_labels;
  guint n_ranks;
  PvRank *ranks;
  PvOutcomeSplit *outcomes;
  guint outcome_classes;
  guint64 packets;
  guint64 bytes;
  guint64 whole_packets;
  guint64 whole_bytes;
  guint64 max_whole_packets;
  guint64 max_whole_bytes;
  PvCapture *other;
  gint64 length_ns[2];
  gboolean per_second;
} PvRanking;

/* Whether a rank's label is only in the other, so that its id means nothing in this capture. */
static inline gboolean
pv_ranking_is_gone (const PvRanking *self,
                    const PvRank    *rank)
{
  return self->other != NULL && rank->packets == 0;
}

/* An answer with nothing in it, to be filled. (transfer full) */
PvRanking *pv_ranking_new        (const PvQuery   *query);
/* What the label of one of its ranks reads; @capture: where it came from. (transfer full) */
char      *pv_ranking_dup_label  (const PvRanking *self,
                                  PvCapture       *capture,
                                  const PvRank    *rank);

/* In the calling thread. NULL when cancelled, or with PV_ERROR_NO_MEMORY. */
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
