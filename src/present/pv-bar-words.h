/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-words.h: what stands over the columns of a bar chart. */
#pragma once

#include "pv-bar-renderer.h"
#include "pv-query.h"

G_BEGIN_DECLS

/* Sets @headings to static texts. @unit: of the bars; @is_narrowed: whether they are of a part of the capture;
 * @is_span: whether that is a span of time;
 * @is_compared: with something else. */
void pv_bar_words_get_headings (PvBarHeadings *headings,
                                PvUnit         unit,
                                gboolean       is_narrowed,
                                gboolean       is_span,
                                gboolean       is_compared);

/* Which part of a bar a class of outcomes is; %PV_N_OUTCOME_CLASSES: where none is known. */
PvBarFill pv_bar_words_get_fill (PvOutcomeClass class);
/* What the parts of a ranking's bars are, in static texts: those that the capture has. FALSE where bars are of one part. */
gboolean pv_bar_words_get_legend (PvBarLegend     *legend,
                                  const PvRanking *ranking);
/* "112 answered, 9 NXDOMAIN, 2 unanswered": what came of rank @i. (transfer full) NULL where it is not known. */
char    *pv_bar_words_dup_outcomes (const PvRanking *ranking,
                                    guint            i);
/* "94 % named": how much of what is ranked has a name. (transfer full) NULL where what has none is no bar, or captures are
 * compared, whose bars are of both. */
char    *pv_bar_words_dup_named_share (const PvRanking *ranking);

G_END_DECLS
