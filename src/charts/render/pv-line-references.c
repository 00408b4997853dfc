/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-references.c: values that a line is held against: lines across the plot, with their names. */
#include "config.h"

#include "pv-line-references.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "pv-chart-device.h"
#include "pv-chart-palette.h"
#include "pv-chart-text.h"

/* Pixels. */
#define DASH 5.
#define GAP 4.
#define INSET 6.    /* of a label, from the plot's edge */
#define PADDING 4.  /* around a label */

static void
draw_line (const PvLineScene *scene,
           const PvLinePlot  *plot,
           double             y,
           cairo_t           *cr)
{
  const double dashes[] = { DASH, GAP };
  double hair = MAX (round (plot->device_scale), 1) / plot->device_scale;
  PvColor color = scene->style.foreground;

  color.alpha *= scene->style.high_contrast ? 1 : .7f;
  cairo_save (cr);
  pv_color_set_source (&color, cr);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_set_line_width (cr, hair);
  cairo_move_to (cr, plot->x, y + hair / 2);
  cairo_line_to (cr, plot->x + plot->width, y + hair / 2);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* On a plate in the background's colour, so that it can be read over the line; above the line where there
 * is room. @i: labels of neighbours stand at opposite ends. */
static void
draw_label (const PvLineScene *scene,
            const PvLinePlot  *plot,
            guint              i,
            double             y,
            cairo_t           *cr)
{
  const PvLineReference *reference = &scene->references[i];
  gboolean is_dark = pv_chart_style_is_dark (&scene->style);
  PvColor plate = is_dark ? (PvColor){ .13f, .13f, .13f, .8f } : (PvColor){ .98f, .98f, .98f, .8f };
  g_autofree char *value = pv_unit_format_long (scene->unit, reference->value);
  /* Translators: the name of a value, and the value: "Mean: 41.0 kB". */
  g_autofree char *text = g_strdup_printf (C_ ("line chart", "%s: %s"), reference->name, value);
  PangoLayout *layout = pv_text_get_layout (scene->pango, &scene->style, PV_TEXT_NUMBERS | PV_TEXT_SMALL, text, -1);
  int width, height;
  double left, top;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (width + 2 * (INSET + PADDING) > plot->width)
    return;

  left = i % 2 == 0 ? plot->x + plot->width - INSET - PADDING - width : plot->x + INSET + PADDING;
  top = y - height - 2;
  if (top < plot->y)
    top = y + 3;

  pv_color_set_source (&plate, cr);
  pv_chart_device_rounded_rectangle (cr, left - PADDING, top, width + 2 * PADDING, height, PADDING);
  cairo_fill (cr);
  pv_text_draw (cr, layout, round (left), round (top), &scene->style.foreground);
}

void
pv_line_references_draw (const PvLineScene *scene,
                         const PvLinePlot  *plot,
                         const PvValueAxis *axis,
                         cairo_t           *cr)
{
  for (guint i = 0; i < scene->n_references; i++)
    {
      double position = CLAMP (pv_value_axis_get_position (axis, scene->references[i].value), 0, 1);
      double y = plot->y + plot->height - pv_chart_device_snap (position * plot->height, plot->device_scale);

      draw_line (scene, plot, y, cr);
      draw_label (scene, plot, i, y, cr);
    }
}
