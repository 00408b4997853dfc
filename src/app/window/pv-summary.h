/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-summary.h: the title that says what was opened. */
#pragma once

#include <adwaita.h>

#include "pv-capture.h"

G_BEGIN_DECLS

#define PV_TYPE_SUMMARY (pv_summary_get_type ())

/**
 * PvSummary:
 *
 * Title and subtitle of a window: the file's name and what it comes to; a button that shows details.
 */
G_DECLARE_FINAL_TYPE (PvSummary, pv_summary, PV, SUMMARY, AdwBin)

/* @capture: (nullable): without one, the program's name */
void pv_summary_set_capture (PvSummary *self,
                             PvCapture *capture);

G_END_DECLS
