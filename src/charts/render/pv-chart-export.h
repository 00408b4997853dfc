/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-export.h: a chart's page as an image, and as a file. */
#pragma once

#include <gio/gio.h>

#include "pv-chart-sheet.h"

G_BEGIN_DECLS

/**
 * PvPictureFormat:
 * @PV_PICTURE_PNG: pixels
 * @PV_PICTURE_SVG: paths; letters are shapes, so that they look the same everywhere
 * @PV_PICTURE_PDF: paths, and text that can be selected and searched
 */
typedef enum
{
  PV_PICTURE_PNG,
  PV_PICTURE_SVG,
  PV_PICTURE_PDF,
} PvPictureFormat;

/* Draws @sheet into a new ARGB32 image surface at its page's scale. (transfer full) */
cairo_surface_t *pv_chart_export_draw  (PvChartSheet         *sheet);
/* Writes sheets to @stream. A PDF has a page for each; the others have room for only one. What does not
 * know pixels is as large as the page at 96 pixels an inch. */
gboolean         pv_chart_export_write (PvChartSheet *const  *sheets,
                                        guint                 n_sheets,
                                        PvPictureFormat       format,
                                        GOutputStream        *stream,
                                        GCancellable         *cancellable,
                                        GError              **error);

G_END_DECLS
