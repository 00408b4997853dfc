/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-export-format.h: what files a chart can become. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PvExportFormat:
 * @PV_EXPORT_PNG: an image
 * @PV_EXPORT_SVG: a drawing
 * @PV_EXPORT_PDF: a document
 * @PV_EXPORT_CSV: the chart's numbers, for spreadsheets
 * @PV_EXPORT_JSON: the chart's numbers, for scripts
 */
typedef enum
{
  PV_EXPORT_PNG,
  PV_EXPORT_SVG,
  PV_EXPORT_PDF,
  PV_EXPORT_CSV,
  PV_EXPORT_JSON,
} PvExportFormat;
#define PV_N_EXPORT_FORMATS 5

/* "PNG Image", translated, in header capitalisation. */
const char *pv_export_format_get_title     (PvExportFormat  format);
/* "png": also what the command line calls it, and what follows the dot of a file's name. */
const char *pv_export_format_get_extension (PvExportFormat  format);
/* Whether it holds numbers rather than a picture. */
gboolean    pv_export_format_is_table      (PvExportFormat  format);
/* Whether size and detail are in pixels. */
gboolean    pv_export_format_has_pixels    (PvExportFormat  format);
/* The format called @name; FALSE where there is none. */
gboolean    pv_export_format_parse         (const char     *name,
                                            PvExportFormat *format);
/* The format that the end of @path says, in whichever case; FALSE where it says none. */
gboolean    pv_export_format_guess         (const char     *path,
                                            PvExportFormat *format);

G_END_DECLS
