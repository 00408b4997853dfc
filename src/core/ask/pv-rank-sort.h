/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-rank-sort.h: ranks, the most first. */
#pragma once

#include "pv-label-class.h"
#include "pv-query.h"

G_BEGIN_DECLS

/**
 * PvRankSorting:
 * @measure: by what
 * @by_label: rather by label than by value
 * @labels: what decides between equal values
 *
 * An order of ranks in which no two are equal.
 */
typedef struct
{
  PvMeasure measure;
  gboolean by_label;
  PvLabels labels;
} PvRankSorting;

/* Moves the best @limit of @n ranks to the front, in any order. */
void     pv_rank_sort_select (PvRank              *ranks,
                              guint                n,
                              guint                limit,
                              const PvRankSorting *sorting);
/* Sorts the first @n of @size ranks, which may then be elsewhere; in linear time where they are many and their labels are
 * not much alike. FALSE where memory is out. */
gboolean pv_rank_sort        (PvRank             **ranks,
                              guint                n,
                              guint                size,
                              const PvRankSorting *sorting);

G_END_DECLS
