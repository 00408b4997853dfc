/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-change-check.h: whether there is anything new or gone of what somebody wants to hear of. */
#pragma once

#include "pv-report-changes.h"

G_BEGIN_DECLS

/**
 * PvChangeFound:
 * @state: %PV_CHANGE_NEW or %PV_CHANGE_GONE
 * @list: in which list
 * @label: what
 * @n: packets, or how often, on each side
 *
 * What was found.
 */
typedef struct
{
  PvChangeState state;
  const char *list;
  const char *label;
  guint64 n[PV_N_SIDES];
} PvChangeFound;

/* FALSE where no more is to be told. */
typedef gboolean (*PvChangeFoundFunc) (const PvChangeFound *found,
                                       gpointer             user_data);

/* "new:server_names,gone:services": lists of the report, and what they are looked through for. NULL with a
 * %PV_ERROR_BAD_VALUE. */
PvChangeChecks *pv_change_checks_parse (const char            *text,
                                        GError               **error);
void            pv_change_checks_free  (PvChangeChecks        *self);
/* Calls @func for all that is found, list by list, the most of it first. @part: what counts of this capture. FALSE
 * with @error set. */
gboolean        pv_change_checks_run   (PvChangeChecks        *self,
                                        const PvReportOther   *other,
                                        const PvChangePart    *part,
                                        PvChangeFoundFunc      func,
                                        gpointer               user_data,
                                        GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvChangeChecks, pv_change_checks_free)

G_END_DECLS
