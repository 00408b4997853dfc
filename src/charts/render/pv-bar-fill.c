/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-fill.c: what the parts of a bar are filled with. */
#include "config.h"

#include "pv-bar-fill.h"

#include <math.h>

#include "pv-chart-device.h"
#include "pv-chart-palette.h"
#include "pv-chart-text.h"

/* Pixels. */
#define STRIPE 2
#define STRIPE_DISTANCE 6
#define GRID_STRIPE 1.5
#define GRID_DISTANCE 5
#define FRAME 1.5
#define SWATCH_WIDTH 18
#define SWATCH_HEIGHT 11
#define SWATCH_GAP 6  /* between a swatch and its name */
#define ENTRY_GAP 16

/* Opacity. */
#define BACK .28
#define PALE .35

/* Each stands out from what is behind charts by the contrast of 3 that WCAG 2.1 asks of graphics (1.4.11):
 * tests/charts/test-colors.c. */
static const guint32 light[PV_BAR_N_FILLS] = {
  [PV_BAR_FILL_STRIPES] = 0x9c6000, [PV_BAR_FILL_GRID] = 0xc01c28, [PV_BAR_FILL_HOLLOW] = 0x5e5c64,
};
static const guint32 dark[PV_BAR_N_FILLS] = {
  [PV_BAR_FILL_STRIPES] = 0xf0b429, [PV_BAR_FILL_GRID] = 0xff7b74, [PV_BAR_FILL_HOLLOW] = 0xc0bfbc,
};

void
pv_bar_fill_get_color (PvBarFill           fill,
                       const PvChartStyle *style,
                       const PvColor      *own,
                       PvColor            *color)
{
  guint32 rgb;

  g_return_if_fail (fill < PV_BAR_N_FILLS);
  g_return_if_fail (style != NULL && own != NULL && color != NULL);

  rgb = (pv_chart_style_is_dark (style) ? dark : light)[fill];
  *color = *own;
  if (rgb != 0)
    *color = (PvColor){ (float) ((rgb >> 16 & 0xff) / 255.), (float) ((rgb >> 8 & 0xff) / 255.),
                        (float) ((rgb & 0xff) / 255.), 1 };
}

/* Strokes of one slant over a rectangle, which is clipped to; the same whichever part of a bar it is, so that they do
 * not wander as its edges do. */
static void
draw_stripes (cairo_t *cr,
              double   x,
              double   y,
              double   width,
              double   height,
              double   stripe,
              double   distance,
              gboolean is_rising)
{
  double from = floor ((x - height) / distance) * distance;

  cairo_set_line_width (cr, stripe);
  for (; from < x + width; from += distance)
    {
      cairo_move_to (cr, from, is_rising ? y + height : y);
      cairo_line_to (cr, from + height, is_rising ? y : y + height);
    }
  cairo_stroke (cr);
}

void
pv_bar_fill_draw (PvBarFill           fill,
                  const PvChartStyle *style,
                  const PvColor      *own,
                  double              opacity,
                  double              device_scale,
                  double              x,
                  double              y,
                  double              width,
                  double              height,
                  cairo_t            *cr)
{
  PvColor color;
  PvColor back;
  double frame;

  g_return_if_fail (cr != NULL);

  if (width <= 0 || height <= 0)
    return;

  pv_bar_fill_get_color (fill, style, own, &color);
  color.alpha *= (float) opacity;
  back = color;
  back.alpha *= fill == PV_BAR_FILL_PALE ? PALE : BACK;

  cairo_save (cr);
  cairo_rectangle (cr, x, y, width, height);
  cairo_clip (cr);
  if (fill != PV_BAR_FILL_HOLLOW)
    {
      pv_color_set_source (fill == PV_BAR_FILL_SOLID ? &color : &back, cr);
      cairo_paint (cr);
    }
  pv_color_set_source (&color, cr);

  switch (fill)
    {
    case PV_BAR_FILL_STRIPES:
      draw_stripes (cr, x, y, width, height, STRIPE, STRIPE_DISTANCE, TRUE);
      break;

    case PV_BAR_FILL_GRID:
      draw_stripes (cr, x, y, width, height, GRID_STRIPE, GRID_DISTANCE, TRUE);
      draw_stripes (cr, x, y, width, height, GRID_STRIPE, GRID_DISTANCE, FALSE);
      break;

    case PV_BAR_FILL_HOLLOW:
    case PV_BAR_FILL_PALE:
      frame = MIN (pv_chart_device_snap (FRAME, device_scale), width);
      cairo_set_line_width (cr, frame);
      cairo_rectangle (cr, x + frame / 2, y + frame / 2, MAX (width - frame, 0), height - frame);
      cairo_stroke (cr);
      break;

    case PV_BAR_FILL_SOLID:
    default:
      break;
    }
  cairo_restore (cr);
}

/* Goes through the entries, which are drawn where there is @cr. Returns the height of all lines. */
static double
walk (const PvBarLegendScene *scene,
      cairo_t                *cr)
{
  double line = pv_text_get_height (scene->pango, &scene->style, PV_TEXT_SMALL);
  double start = 0;
  double y = 0;
  gboolean is_empty = TRUE;

  for (PvBarFill fill = 0; fill < PV_BAR_N_FILLS; fill++)
    {
      PangoLayout *text;
      int text_width;
      double width;
      double x;

      if (scene->legend.names[fill] == NULL)
        continue;

      text = pv_text_get_layout (scene->pango, &scene->style, PV_TEXT_SMALL, scene->legend.names[fill],
                                 MAX (scene->width - SWATCH_WIDTH - SWATCH_GAP, 0));
      pango_layout_get_pixel_size (text, &text_width, NULL);
      width = SWATCH_WIDTH + SWATCH_GAP + text_width;
      if (start > 0 && start + width > scene->width)
        {
          start = 0;
          y += line;
        }
      is_empty = FALSE;
      if (cr != NULL)
        {
          x = scene->rtl ? scene->width - start - SWATCH_WIDTH : start;
          pv_bar_fill_draw (fill, &scene->style, &scene->style.accent, 1, scene->device_scale,
                            pv_chart_device_snap (x, scene->device_scale),
                            pv_chart_device_snap (y + (line - SWATCH_HEIGHT) / 2, scene->device_scale), SWATCH_WIDTH,
                            SWATCH_HEIGHT, cr);
          x = scene->rtl ? scene->width - start - width : start + SWATCH_WIDTH + SWATCH_GAP;
          pv_text_draw (cr, text, x, y, &scene->style.foreground);
        }
      start += width + ENTRY_GAP;
    }

  return is_empty ? 0 : y + line;
}

double
pv_bar_legend_scene_get_height (const PvBarLegendScene *scene)
{
  g_return_val_if_fail (scene != NULL, 0);

  return walk (scene, NULL);
}

void
pv_bar_legend_scene_draw (const PvBarLegendScene *scene,
                          cairo_t                *cr)
{
  g_return_if_fail (scene != NULL && cr != NULL);

  walk (scene, cr);
}
