/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-export-dialog.h: a chart becomes a file. */
#pragma once

#include <adwaita.h>

#include "pv-chart-exporter.h"

G_BEGIN_DECLS

#define PV_TYPE_EXPORT_DIALOG (pv_export_dialog_get_type ())

/**
 * PvExportDialog:
 *
 * Chooses chart, format, size and background, previews them and has the file written. Closed while that is done, it goes on.
 */
G_DECLARE_FINAL_TYPE (PvExportDialog, pv_export_dialog, PV, EXPORT_DIALOG, AdwWindow)

/* @pictures: (element-type PvChartPicture): what can be exported, at least one; the first is chosen. @exporter is what
 * writes, and who else listens to it tells of what ends when the dialog is closed. */
GtkWidget *pv_export_dialog_new (GtkWindow       *parent,
                                 PvChartExporter *exporter,
                                 GPtrArray       *pictures);

G_END_DECLS
