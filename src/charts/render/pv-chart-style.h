/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-style.h: the colours and the font that a chart is drawn with. */
#pragma once

#include <pango/pango.h>

#include "pv-color.h"

G_BEGIN_DECLS

/**
 * PvChartStyle:
 * @background: behind the chart; alpha 0 for transparent
 * @foreground: text
 * @dim: secondary text
 * @grid: grid lines and axis
 * @accent: bars and line
 * @high_contrast: whether pale things must stand out
 * @font: of labels; not owned
 *
 * How a chart looks. Widgets take it from their style context, exports from
 * pv_chart_style_init_light() and _dark().
 */
typedef struct
{
  PvColor background;
  PvColor foreground;
  PvColor dim;
  PvColor grid;
  PvColor accent;
  gboolean high_contrast;
  const PangoFontDescription *font;
} PvChartStyle;

void pv_chart_style_init_light (PvChartStyle               *style,
                                const PangoFontDescription *font);
void pv_chart_style_init_dark  (PvChartStyle               *style,
                                const PangoFontDescription *font);
/* Text in the colour of a widget's, secondary text and grid in paler ones. */
void pv_chart_style_set_foreground (PvChartStyle  *style,
                                    const PvColor *foreground,
                                    gboolean       high_contrast);

G_END_DECLS
