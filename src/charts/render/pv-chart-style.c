/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-style.c: the colours that an exported chart is drawn with: those of libadwaita. */
#include "config.h"

#include "pv-chart-style.h"

static PvColor
rgba (guint32 rrggbb,
      float   alpha)
{
  return (PvColor){
    .red = ((rrggbb >> 16) & 0xff) / 255.f,
    .green = ((rrggbb >> 8) & 0xff) / 255.f,
    .blue = (rrggbb & 0xff) / 255.f,
    .alpha = alpha,
  };
}

void
pv_chart_style_init_light (PvChartStyle               *style,
                           const PangoFontDescription *font)
{
  g_return_if_fail (style != NULL);

  *style = (PvChartStyle){
    .background = rgba (0xffffff, 1),
    .foreground = rgba (0x000000, .8f),
    .dim = rgba (0x000000, .55f),
    .grid = rgba (0x000000, .1f),
    .accent = rgba (0x3584e4, 1),
    .font = font,
  };
}

void
pv_chart_style_init_dark (PvChartStyle               *style,
                          const PangoFontDescription *font)
{
  g_return_if_fail (style != NULL);

  *style = (PvChartStyle){
    .background = rgba (0x1e1e1e, 1),
    .foreground = rgba (0xffffff, 1),
    .dim = rgba (0xffffff, .6f),
    .grid = rgba (0xffffff, .12f),
    .accent = rgba (0x3584e4, 1),
    .font = font,
  };
}

void
pv_chart_style_set_foreground (PvChartStyle  *style,
                               const PvColor *foreground,
                               gboolean       high_contrast)
{
  g_return_if_fail (style != NULL);
  g_return_if_fail (foreground != NULL);

  style->foreground = style->dim = style->grid = *foreground;
  style->high_contrast = high_contrast;
  /* No paler than that: libadwaita's text is not black, and WCAG 2.1 asks a contrast of 4.5 of any (1.4.3). */
  style->dim.alpha *= high_contrast ? .9f : .7f;
  style->grid.alpha *= high_contrast ? .35f : .12f;
}
