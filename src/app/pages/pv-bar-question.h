/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-question.h: what a bar view asks of its capture, in the background and again and again. */
#pragma once

#include "pv-comparison.h"
#include "pv-crossfilter-model.h"
#include "pv-query.h"

G_BEGIN_DECLS

#define PV_TYPE_BAR_QUESTION (pv_bar_question_get_type ())

/**
 * PvBarQuestion:
 *
 * Ranks the labels of one dimension of what is left of a capture, beside those of what it is compared with. What has to
 * be read for it first, is. There is one question at a time; of those that come meanwhile, the last is asked next.
 */
G_DECLARE_FINAL_TYPE (PvBarQuestion, pv_bar_question, PV, BAR_QUESTION, GObject)

/**
 * PvBarAnswerFunc:
 * @capture: (nullable): that @ranking is of
 * @ranking: (nullable): NULL where @error says why there is none
 */
typedef void (*PvBarAnswerFunc)  (gpointer      owner,
                                  PvCapture    *capture,
                                  PvRanking    *ranking,
                                  const GError *error);
/* Something is being read first. */
typedef void (*PvBarReadingFunc) (gpointer      owner);

/* @owner: (unowned): is told until pv_bar_question_stop() */
PvBarQuestion *pv_bar_question_new            (PvBarAnswerFunc   answered,
                                               PvBarReadingFunc  reading,
                                               gpointer          owner);
/* For good. */
void           pv_bar_question_stop           (PvBarQuestion    *self);
/* None of these asks. */
/* @capture: (nullable): then the question under way is dropped */
void           pv_bar_question_set_capture    (PvBarQuestion    *self,
                                               PvCapture        *capture);
void           pv_bar_question_set_crossfilter (PvBarQuestion      *self,
                                                PvCrossfilterModel *crossfilter);
void           pv_bar_question_set_comparison (PvBarQuestion    *self,
                                               PvComparison     *comparison);
void           pv_bar_question_set_subject    (PvBarQuestion    *self,
                                               PvDimension       dimension,
                                               PvMeasure         measure);
/* @n: how many ranks are wanted, or 0 for all. @is_table: whether they are for a table, which has all of them once all
 * of the file is there, and says more of each */
void           pv_bar_question_set_wants      (PvBarQuestion    *self,
                                               guint             n,
                                               gboolean          is_table);
/* Asks. @is_another: whether an answer to the question under way is of no use any more. Of no capture, nothing is
 * asked. */
void           pv_bar_question_ask            (PvBarQuestion    *self,
                                               gboolean          is_another);

G_END_DECLS
