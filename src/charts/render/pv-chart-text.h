/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-text.h: short texts in a chart: shaped once, drawn often. */
#pragma once

#include <pango/pangocairo.h>

#include "pv-chart-style.h"

G_BEGIN_DECLS

/**
 * PvTextFlags:
 * @PV_TEXT_PLAIN: the style's font
 * @PV_TEXT_NUMBERS: digits of one width, so that changing numbers do not shake
 * @PV_TEXT_SMALL: smaller
 * @PV_TEXT_BOLD: bold
 * @PV_TEXT_LARGE: larger
 * @PV_TEXT_ALL: all flags
 */
typedef enum
{
  PV_TEXT_PLAIN = 0,
  PV_TEXT_NUMBERS = 1 << 0,
  PV_TEXT_SMALL = 1 << 1,
  PV_TEXT_BOLD = 1 << 2,
  PV_TEXT_LARGE = 1 << 3,
  PV_TEXT_ALL = (1 << 4) - 1,
} PvTextFlags;

/* @text on one line, from a cache that lives with @context. Ellipsised in the middle where it is
 * wider than @max_width pixels; negative for no limit. (transfer none): valid for a
 * hundred calls and more. */
PangoLayout *pv_text_get_layout (PangoContext       *context,
                                 const PvChartStyle *style,
                                 PvTextFlags         flags,
                                 const char         *text,
                                 double              max_width);
/* Pixels, rounded up. */
int          pv_text_get_width  (PangoContext       *context,
                                 const PvChartStyle *style,
                                 PvTextFlags         flags,
                                 const char         *text);
/* About the same, without shaping: the sum of the letters' widths. For finding the widest of many. */
double       pv_text_estimate_width (PangoContext       *context,
                                     const PvChartStyle *style,
                                     PvTextFlags         flags,
                                     const char         *text);
/* Height of a line in pixels, whatever its text. */
int          pv_text_get_height (PangoContext       *context,
                                 const PvChartStyle *style,
                                 PvTextFlags         flags);
/* How far below the top of a line @layout's own top is, in pixels, where its letters stand on the line as those of
 * other texts do: they may be of another font, as those of another script are. */
int          pv_text_get_rise   (PangoContext       *context,
                                 const PvChartStyle *style,
                                 PvTextFlags         flags,
                                 PangoLayout        *layout);
/* Draws with the logical rectangle's top left at (@x, @y). */
void         pv_text_draw       (cairo_t       *cr,
                                 PangoLayout   *layout,
                                 double         x,
                                 double         y,
                                 const PvColor *color);

G_END_DECLS
