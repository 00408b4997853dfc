/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-export-dialog.h: a chart becomes a file. */
#pragma once

#include "pv-window.h"

G_BEGIN_DECLS

#define PV_TYPE_EXPORT_DIALOG (pv_export_dialog_get_type ())

/**
 * PvExportDialog:
 *
 * Chooses chart, format, size and background, previews them and writes the file.
 */
G_DECLARE_FINAL_TYPE (PvExportDialog, pv_export_dialog, PV, EXPORT_DIALOG, AdwWindow)

/* @pictures: (element-type PvChartPicture): what can be exported, at least one; the first is chosen */
GtkWidget *pv_export_dialog_new (PvWindow  *parent,
                                 GPtrArray *pictures);

G_END_DECLS
