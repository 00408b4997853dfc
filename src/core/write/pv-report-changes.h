/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-report-changes.h: what rows of a report say beside their own figures: those of another capture, and the change. */
#pragma once

#include "pv-capture-private.h"
#include "pv-changes.h"
#include "pv-json-stream.h"

G_BEGIN_DECLS

typedef struct _PvChangeChecks PvChangeChecks;

/**
 * PvReportOther:
 * @match: what is reported, and the capture that it is held against; these may be one
 * @part: what counts of the latter
 * @checks: (nullable): what is looked for, and listed as "found"; see pv-change-check.h
 * @found: (nullable): (out): whether there is any of it
 *
 * What a report is compared with.
 */
typedef struct
{
  PvLabelMatch *match;
  PvChangePart part;
  PvChangeChecks *checks;
  gboolean *found;
} PvReportOther;

/* Texts of states: "new", "gone", "both". Never translated. */
const char *pv_change_state_get_key (PvChangeState state);

/* The figures of one list on both sides. */
typedef struct _PvReportChanges PvReportChanges;

/* @query: what the list asks. NULL with @error set. */
PvReportChanges *pv_report_changes_new  (const PvReportOther  *other,
                                         const PvQuery        *query,
                                         GError              **error);
void             pv_report_changes_free (PvReportChanges      *self);

const PvChanges *pv_report_changes_get_all  (PvReportChanges *self);
/* The row of label @id of this capture, which must be in the list. */
const PvChange  *pv_report_changes_find     (PvReportChanges *self,
                                             guint32          id);
/* Adds figures to the row that is open. @own_back: what of the row's own is sent back, where rows tell two directions
 * apart; @back: (nullable): then, the same by label of the other; @is_turned: whether that has the other's client for
 * the server */
void             pv_report_changes_add      (PvReportChanges *self,
                                             PvJsonStream    *json,
                                             const PvChange  *row,
                                             const PvCount   *own_back,
                                             PvCounts        *back,
                                             gboolean         is_turned);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvReportChanges, pv_report_changes_free)

G_END_DECLS
