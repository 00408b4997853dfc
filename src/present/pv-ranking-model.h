/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-ranking-model.h: a ranking as the list of bars that a bar chart draws. */
#pragma once

#include <gio/gio.h>

#include "pv-address-names.h"
#include "pv-query.h"
#include "pv-selection.h"

G_BEGIN_DECLS

#define PV_TYPE_RANKING_MODEL (pv_ranking_model_get_type ())

/**
 * PvRankingModel:
 *
 * A #GListModel of #PvBar. A ranking may have millions of labels, of which a chart shows a screenful:
 * bars are made when asked for.
 */
G_DECLARE_FINAL_TYPE (PvRankingModel, pv_ranking_model, PV, RANKING_MODEL, GObject)

PvRankingModel *pv_ranking_model_new         (void);
/* @ranking: an answer that came from @capture; both %NULL for an empty list */
void            pv_ranking_model_set_ranking (PvRankingModel *self,
                                              PvCapture      *capture,
                                              PvRanking      *ranking);
/* @selection: (nullable): whose picks are marked */
void            pv_ranking_model_set_selection (PvRankingModel *self,
                                                PvSelection    *selection);
/* What the ranking's labels are called besides. @names: (nullable): of addresses of its capture */
void            pv_ranking_model_set_names   (PvRankingModel *self,
                                              PvAddressNames *names);
/* A label's time line, see pv_bar_set_spark(); NULL where it has none yet. (transfer none) (nullable) */
GBytes         *pv_ranking_model_get_line    (PvRankingModel *self,
                                              guint32         id);
/* @lines: (element-type GBytes): of the labels @ids, beside those that there are */
void            pv_ranking_model_add_lines   (PvRankingModel *self,
                                              const guint32  *ids,
                                              GPtrArray      *lines);
/* When labels are of another kind, capture or measure. */
void            pv_ranking_model_forget_lines (PvRankingModel *self);
/* (transfer none) (nullable) */
PvCapture      *pv_ranking_model_get_capture (PvRankingModel *self);
/* (transfer none) (nullable) */
PvRanking      *pv_ranking_model_get_ranking (PvRankingModel *self);

/* Whether it is of less than the whole capture. */
gboolean        pv_ranking_is_narrowed       (const PvRanking *ranking);

G_END_DECLS
