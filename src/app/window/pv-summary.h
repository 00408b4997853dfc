/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-summary.h: the line that says what was opened. */
#pragma once

#include <adwaita.h>

#include "pv-capture.h"

G_BEGIN_DECLS

#define PV_TYPE_SUMMARY (pv_summary_get_type ())

/**
 * PvSummary:
 *
 * File name, figures, and where some of the file could not be read, a quiet warning. Its button
 * shows all there is to know of the capture.
 *
 * Properties: "narrow" (boolean): whether there is little width.
 */
G_DECLARE_FINAL_TYPE (PvSummary, pv_summary, PV, SUMMARY, AdwBin)

void pv_summary_set_capture (PvSummary *self,
                             PvCapture *capture);

G_END_DECLS
