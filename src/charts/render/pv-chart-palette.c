/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-palette.c: the colours of what is picked. */
#include "config.h"

#include "pv-chart-palette.h"

/* Found by search: under normal sight and under simulated protanopia, deuteranopia and tritanopia
 * (Machado, Oliveira and Fernandes 2009) any two of them, that of another capture and the blue accent
 * among them, are at least 17 apart in CIE L*a*b*, and each stands out from the background by the contrast
 * of 3 that WCAG 2.1 asks of graphics (1.4.11). tests/charts/test-colors.c holds them to it. */
static const guint32 light[PV_CHART_N_MARKS] = { 0xe66100, 0x117733, 0x813d9c, 0xc474b0, 0x6c002c, 0xcc6677 };
static const guint32 light_compared = 0x504e56;
/* As grey as can be told from the red and pink under protanopia. */
static const guint32 light_others = 0x746454;
static const guint32 dark[PV_CHART_N_MARKS] = { 0xff9a4d, 0x8ff0a4, 0xdc8add, 0xffd8f0, 0xfc706c, 0xf5c211 };
static const guint32 dark_compared = 0xa8a7a4;
static const guint32 dark_others = 0x788aa2;

gboolean
pv_chart_style_is_dark (const PvChartStyle *style)
{
  g_return_val_if_fail (style != NULL, FALSE);

  return style->foreground.red + style->foreground.green + style->foreground.blue > 1.5f;
}

void
pv_chart_palette_get (const PvChartStyle *style,
                      guint               mark,
                      PvColor            *color)
{
  gboolean is_dark;
  guint32 rgb;

  g_return_if_fail (style != NULL);
  g_return_if_fail (color != NULL);

  is_dark = pv_chart_style_is_dark (style);
  if (mark < PV_CHART_N_MARKS)
    rgb = (is_dark ? dark : light)[mark];
  else if (mark == PV_CHART_COMPARED)
    rgb = is_dark ? dark_compared : light_compared;
  else
    rgb = is_dark ? dark_others : light_others;
  *color = (PvColor){
    .red = ((rgb >> 16) & 0xff) / 255.f,
    .green = ((rgb >> 8) & 0xff) / 255.f,
    .blue = (rgb & 0xff) / 255.f,
    .alpha = 1,
  };
}
