/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-rank-table.h: tables of ranked labels. */
#pragma once

#include "pv-rank-order.h"
#include "pv-table-row.h"
#include "pv-table-view.h"

G_BEGIN_DECLS

/**
 * PvRankColumn:
 * @PV_RANK_COLUMN_RANK: place in the ranking, from 1
 * @PV_RANK_COLUMN_LABEL: address or name
 * @PV_RANK_COLUMN_SECOND: what else that is called
 * @PV_RANK_COLUMN_PACKETS: packets, or lookups
 * @PV_RANK_COLUMN_BYTES: bytes of IP packets
 * @PV_RANK_COLUMN_CLIENTS: clients that asked for a name
 * @PV_RANK_COLUMN_SHARE: share of the whole capture, in what is ranked by
 * @PV_RANK_COLUMN_OTHER: packets of what it is compared with
 * @PV_RANK_COLUMN_CHANGE: the difference
 * @PV_RANK_COLUMN_OUTCOME: lookups with the first #PvOutcomeClass; the others follow
 */
typedef enum
{
  PV_RANK_COLUMN_RANK,
  PV_RANK_COLUMN_LABEL,
  PV_RANK_COLUMN_SECOND,
  PV_RANK_COLUMN_PACKETS,
  PV_RANK_COLUMN_BYTES,
  PV_RANK_COLUMN_CLIENTS,
  PV_RANK_COLUMN_SHARE,
  PV_RANK_COLUMN_OTHER,
  PV_RANK_COLUMN_CHANGE,
  PV_RANK_COLUMN_OUTCOME,
} PvRankColumn;
#define PV_N_RANK_COLUMNS (PV_RANK_COLUMN_OUTCOME + PV_N_OUTCOME_CLASSES)

/* Its orders are #PvRankOrder. */
extern const PvTableKind pv_rank_table_kind;

/* @ranking: an answer that came from @capture, with all ranks; both NULL for an empty table. @names: (nullable): what the
 * capture's addresses are known as */
void          pv_rank_table_set           (PvTableView    *view,
                                           PvCapture      *capture,
                                           PvRanking      *ranking,
                                           PvAddressNames *names);
/* Of a row that exists, in a table of this kind: */
PvCapture    *pv_rank_table_get_capture   (PvTableRow  *row);
PvDimension   pv_rank_table_get_dimension (PvTableRow  *row);
const PvRank *pv_rank_table_get_rank      (PvTableRow  *row);
/* Whether its label is only in what it is compared with. */
gboolean      pv_rank_table_is_gone       (PvTableRow  *row);

G_END_DECLS
