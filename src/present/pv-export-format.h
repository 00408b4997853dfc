/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-export-format.h: what files a chart can become. */
#pragma once

#include "pv-chart-picture.h"

G_BEGIN_DECLS

/**
 * PvExportFormat:
 * @key: "png": what the command line calls it, and what follows the dot of a file's name
 * @title: "PNG Image", to be translated, in header capitalisation
 * @mime_type: "image/png"
 * @is_table: whether it holds numbers rather than a picture
 * @table_format: which, if so
 * @is_graph: whether it holds a graph, which only a map has
 * @has_pixels: whether size and detail are in pixels
 * @has_pages: whether it has room for several charts
 * @write: writes @n_pictures, one unless it has pages. From any thread
 *
 * A row of the table of formats, which is all that there is to say of one.
 */
typedef struct
{
  const char *key;
  const char *title;
  const char *mime_type;
  gboolean is_table;
  PvTableFormat table_format;
  gboolean is_graph;
  gboolean has_pixels;
  gboolean has_pages;
  gboolean (*write) (PvChartPicture *const  *pictures,
                     guint                   n_pictures,
                     const PvPictureLook    *look,
                     GOutputStream          *stream,
                     GCancellable           *cancellable,
                     GError                **error);
} PvExportFormat;

/* The table; the first is the usual one. */
const PvExportFormat *pv_export_format_get_all (guint      *n);
/* Whether @picture can become such a file. */
gboolean              pv_export_format_can     (const PvExportFormat *self,
                                                PvChartPicture       *picture);
/* The format called @name, in whichever case; NULL where there is none. */
const PvExportFormat *pv_export_format_find    (const char *name);
/* The format that the end of @path says; NULL where it says none. */
const PvExportFormat *pv_export_format_guess   (const char *path);
/* "png, svg, pdf". (transfer full) */
char                 *pv_export_format_list    (void);

G_END_DECLS
