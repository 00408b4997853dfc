/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-lines.h: asks for the time lines of bars. */
#pragma once

#include "pv-ranking-model.h"

G_BEGIN_DECLS

#define PV_TYPE_BAR_LINES (pv_bar_lines_get_type ())

/**
 * PvBarLines:
 *
 * Works the time lines of a model's bars out in the background and gives them to the model.
 */
G_DECLARE_FINAL_TYPE (PvBarLines, pv_bar_lines, PV, BAR_LINES, GObject)

PvBarLines *pv_bar_lines_new     (PvRankingModel *model);
/* Lines of the bars of @ranking that have none. Of those of another dimension or measure, or of another capture, the
 * model forgets the lines. @n_max: how many bars are shown, 0 for all; @is_busy: whether lines can wait */
void        pv_bar_lines_request (PvBarLines     *self,
                                  PvCapture      *capture,
                                  PvRanking      *ranking,
                                  guint           n_max,
                                  gboolean        is_busy);
/* Gives up what is under way. */
void        pv_bar_lines_stop    (PvBarLines     *self);

G_END_DECLS
