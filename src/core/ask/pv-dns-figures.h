/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dns-figures.h: what came of DNS lookups, and how long that took. */
#pragma once

#include "pv-query.h"

G_BEGIN_DECLS

/**
 * PvResponseTimes:
 * @n: answers of which the query was seen before them
 * @median_ns: half of their response times are not above it (nearest rank); 0 where there are none
 * @p95_ns: 95 of 100 are not above it, likewise
 * @max_ns: the worst
 *
 * How long answers took after their queries.
 */
typedef struct
{
  guint64 n;
  guint64 median_ns;
  guint64 p95_ns;
  guint64 max_ns;
} PvResponseTimes;

/**
 * PvDnsTypeCount:
 * @type: what was asked for
 * @n: answers
 */
typedef struct
{
  guint16 type;
  guint64 n;
} PvDnsTypeCount;

/**
 * PvDnsFigures:
 * @n: all outcomes together
 * @outcomes: how many have each response code, and how many nobody answered
 * @times: how long answers took
 * @n_types: how many types were asked for
 * @types: (array length=n_types): answers by what was asked for, the most first; ties by number
 *
 * Of names and domains it is what came of those of their lookups that a query covers, also of those that were answered
 * later than in the query's span; of all else, as of an address that answers, what outcomes a query covers. These are of
 * the packet with the answer, or with the lookup that nobody answered.
 */
typedef struct
{
  guint64 n;
  guint64 outcomes[PV_N_DNS_OUTCOMES + 1];
  PvResponseTimes times;
  guint n_types;
  PvDnsTypeCount *types;
} PvDnsFigures;

/* Whether there is anything to ask for: labels of lookups, of answers, or addresses, as which they answer. */
gboolean      pv_dns_figures_can   (PvDimension     dimension);
/* What came of the label @id in the query's dimension, in the calling thread. Takes time linear in the answers.
 * (transfer full) NULL where memory is out or it was cancelled. */
PvDnsFigures *pv_dns_figures_new   (PvCapture      *capture,
                                    const PvQuery  *query,
                                    guint32         id,
                                    GCancellable   *cancellable);
void          pv_dns_figures_free  (PvDnsFigures   *self);

/* Sets what came of each rank, where @query asks for that. FALSE where memory is out. */
gboolean      pv_dns_figures_split (PvCapture      *capture,
                                    const PvQuery  *query,
                                    PvRanking      *ranking);

/**
 * PvDnsTimes:
 *
 * Response times of all labels of a dimension.
 */
typedef struct _PvDnsTimes PvDnsTimes;

/* Of the labels of the query's dimension, for which pv_dns_figures_can(). (transfer full) NULL where memory is out */
PvDnsTimes      *pv_dns_times_new  (PvCapture        *capture,
                                    const PvQuery    *query);
void             pv_dns_times_free (PvDnsTimes       *self);
/* All 0 where the label has none. */
PvResponseTimes  pv_dns_times_get  (const PvDnsTimes *self,
                                    guint32           id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvDnsFigures, pv_dns_figures_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvDnsTimes, pv_dns_times_free)

G_END_DECLS
