/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-export.h: a chart's page as an image, and as a file. */
#pragma once

#include <gio/gio.h>

#include "pv-chart-sheet.h"

G_BEGIN_DECLS

/* Draws @sheet into a new ARGB32 image surface at its page's scale, which is in an error where that is too large.
 * (transfer full) */
cairo_surface_t *pv_chart_export_draw (PvChartSheet *sheet);

/**
 * PvChartExportFunc:
 * @sheets: (array length=n_sheets): at least one; of which only a PDF has room for more
 * @n_sheets: how many
 * @stream: where to
 * @cancellable: (nullable): to give up
 * @error: place for a %G_IO_ERROR; %G_IO_ERROR_INVALID_ARGUMENT where a picture would be larger than can be
 *
 * Writes charts in a format. What does not know pixels is as large as the page at 96 pixels an inch.
 *
 * Returns: whether all of it was written
 */
typedef gboolean (*PvChartExportFunc) (PvChartSheet *const  *sheets,
                                       guint                 n_sheets,
                                       GOutputStream        *stream,
                                       GCancellable         *cancellable,
                                       GError              **error);

/* Pixels. */
gboolean pv_chart_export_write_png (PvChartSheet *const  *sheets,
                                    guint                 n_sheets,
                                    GOutputStream        *stream,
                                    GCancellable         *cancellable,
                                    GError              **error);
/* Paths; letters are shapes, so that they look the same everywhere. */
gboolean pv_chart_export_write_svg (PvChartSheet *const  *sheets,
                                    guint                 n_sheets,
                                    GOutputStream        *stream,
                                    GCancellable         *cancellable,
                                    GError              **error);
/* Paths, and text that can be selected and searched; a page for each sheet. */
gboolean pv_chart_export_write_pdf (PvChartSheet *const  *sheets,
                                    guint                 n_sheets,
                                    GOutputStream        *stream,
                                    GCancellable         *cancellable,
                                    GError              **error);

G_END_DECLS
