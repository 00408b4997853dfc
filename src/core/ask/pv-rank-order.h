/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-rank-order.h: a ranking's ranks in another order, or only those that a search finds; for tables. */
#pragma once

#include "pv-address-names.h"
#include "pv-query.h"

G_BEGIN_DECLS

/**
 * PvRankKey:
 * @PV_RANK_KEY_RANK: the ranking's own order
 * @PV_RANK_KEY_LABEL: addresses by number, IPv4 before IPv6; names by byte
 * @PV_RANK_KEY_PACKETS: packets, or lookups
 * @PV_RANK_KEY_BYTES: bytes of IP packets
 * @PV_RANK_KEY_CLIENTS: clients that ask for a name
 * @PV_RANK_KEY_OTHER_PACKETS: packets, or lookups, of what it is compared with
 * @PV_RANK_KEY_OTHER_BYTES: bytes likewise
 * @PV_RANK_KEY_CHANGE: by how much what is ranked by became more, of what it is compared with; what was watched for
 *   longer counts by the second
 * @PV_RANK_KEY_SECOND: what labels are called besides, by letters; what is not called anything comes last
 * @PV_RANK_KEY_OUTCOME: how many lookups had the first #PvOutcomeClass; the others follow. Only of rankings with outcomes
 *
 * What ranks are sorted by. Those that are alike stay in the order of their ranks.
 */
typedef enum
{
  PV_RANK_KEY_RANK,
  PV_RANK_KEY_LABEL,
  PV_RANK_KEY_PACKETS,
  PV_RANK_KEY_BYTES,
  PV_RANK_KEY_CLIENTS,
  PV_RANK_KEY_OTHER_PACKETS,
  PV_RANK_KEY_OTHER_BYTES,
  PV_RANK_KEY_CHANGE,
  PV_RANK_KEY_SECOND,
  PV_RANK_KEY_OUTCOME,
} PvRankKey;
#define PV_N_RANK_KEYS (PV_RANK_KEY_OUTCOME + PV_N_OUTCOME_CLASSES)

/**
 * PvRankSort:
 * @key: what ranks are sorted by
 * @descending: whether the largest comes first
 * @names: (nullable): what addresses are called besides. An order keeps a reference
 */
typedef struct
{
  PvRankKey key;
  gboolean descending;
  PvAddressNames *names;
} PvRankSort;

#define PV_TYPE_RANK_ORDER (pv_rank_order_get_type ())

/**
 * PvRankOrder:
 *
 * Rows, each the place of a rank in its ranking. Immutable; any thread may read it.
 */
G_DECLARE_FINAL_TYPE (PvRankOrder, pv_rank_order, PV, RANK_ORDER, GObject)

/**
 * pv_rank_order_new:
 * @capture: where the ranking came from
 * @ranking: what is sorted
 * @sort: by what
 * @search: (nullable): only labels with this text in them, or in what they are called besides, whatever its case
 * @previous: (nullable): another order, from which work is taken over where it can be: a longer search
 *   looks only through what the shorter one found
 * @cancellable: (nullable): to give up
 * @error: place for a %PV_ERROR_NO_MEMORY
 *
 * In the calling thread. For a million ranks, sorting takes some tenths of a second, a search less than
 * one.
 *
 * Returns: (transfer full): rows, or %NULL with @error set
 */
PvRankOrder *pv_rank_order_new         (PvCapture            *capture,
                                        PvRanking            *ranking,
                                        PvRankSort            sort,
                                        const char           *search,
                                        PvRankOrder          *previous,
                                        GCancellable         *cancellable,
                                        GError              **error);

PvCapture   *pv_rank_order_get_capture (PvRankOrder          *self);
PvRanking   *pv_rank_order_get_ranking (PvRankOrder          *self);
/* (nullable): as they were given */
PvAddressNames *pv_rank_order_get_names (PvRankOrder         *self);
guint        pv_rank_order_get_n       (PvRankOrder          *self);
/* The place in the ranking of row @i; one more is what people call its rank. */
guint        pv_rank_order_get_place   (PvRankOrder          *self,
                                        guint                 i);

G_END_DECLS
