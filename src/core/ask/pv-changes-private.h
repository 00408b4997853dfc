/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-changes-private.h: what a thread is asked that works changes out. */
#pragma once

#include "pv-changes.h"

G_BEGIN_DECLS

/* With references to all that it is about. */
typedef struct
{
  PvLabelMatch *match;
  PvChangesQuery query;
} PvChangesQuestion;

PvChangesQuestion *pv_changes_question_new  (PvLabelMatch         *match,
                                             const PvChangesQuery *query);
/* @data: a #PvChangesQuestion */
void               pv_changes_question_free (gpointer              data);

G_END_DECLS
