/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-headless.h: reports and pictures without a display. */
#pragma once

#include "pv-chart-export.h"
#include "pv-types.h"

G_BEGIN_DECLS

/**
 * PvExportOptions:
 * @folder: where the pictures go; made where it is missing
 * @span: the packets that count, %NULL for all
 * @filter: a capture filter that they must pass, %NULL for none
 * @bin_ns: bin size of the line chart, 0 for one that suits its width
 * @width: logical pixels
 * @height: logical pixels, 0 for what suits each chart
 * @scale: device pixels per logical pixel
 * @background: behind the charts
 * @n_max: bars of a bar chart, 0 for as many as a picture can hold
 */
typedef struct
{
  const char *folder;
  const PvSpan *span;
  const char *filter;
  gint64 bin_ns;
  int width;
  int height;
  double scale;
  PvBackground background;
  guint n_max;
} PvExportOptions;

/* Prints the report of the capture @path, or of what of it lies within @span and passes @filter, as one
 * JSON object. */
gboolean pv_headless_report (const char             *path,
                             gint64                  bin_ns,
                             const PvSpan           *span,
                             const char             *filter,
                             GError                **error);
/* Writes the charts of the captures @paths and prints the name of each picture. */
gboolean pv_headless_export (char                  **paths,
                             const PvExportOptions  *options,
                             GError                **error);

G_END_DECLS
