/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-exporter.h: writes charts into files in the background. */
#pragma once

#include "pv-export.h"

G_BEGIN_DECLS

#define PV_TYPE_CHART_EXPORTER (pv_chart_exporter_get_type ())

/**
 * PvChartExporter:
 *
 * Writes any number of files at a time. As with packets that are saved, the application goes on running until a
 * temporary file is gone; what was begun goes on when the dialog it was begun in is closed, and what comes of it is
 * told by the window; and the window's end cancels it.
 *
 * Signals:
 * - "exported" (PvChartExporter *, GFile *file)
 * - "failed" (PvChartExporter *, GFile *file, GError *error): a handler that returns TRUE has told of it; not where it
 *   was cancelled
 */
G_DECLARE_FINAL_TYPE (PvChartExporter, pv_chart_exporter, PV, CHART_EXPORTER, GObject)

PvChartExporter *pv_chart_exporter_new    (void);
/* Begins to write @picture into @file. */
void             pv_chart_exporter_start  (PvChartExporter      *self,
                                           PvChartPicture       *picture,
                                           const PvExportFormat *format,
                                           const PvPictureLook  *look,
                                           GFile                *file);
/* Gives up all that is being written. */
void             pv_chart_exporter_cancel (PvChartExporter      *self);

G_END_DECLS
