/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-axes.c: the axes of a line chart: values at its side, times below it. */
#include "config.h"

#include "pv-line-axes.h"

#include <math.h>

#include "pv-chart-device.h"
#include "pv-elapsed-axis.h"
#include "pv-time-axis.h"

/* Pixels. */
#define MIN_LABEL_GAP 24   /* between time labels */
#define MIN_SECTION_GAP 16 /* between labels of sections */

static void
draw_value_axis (const PvLineScene *scene,
                 const PvLinePlot  *plot,
                 const PvValueAxis *axis,
                 cairo_t           *cr)
{
  double hair = 1 / plot->device_scale;

  for (guint i = 0; i < axis->n_ticks; i++)
    {
      double position = pv_value_axis_get_position (axis, axis->ticks[i]);
      double y = plot->y + plot->height - pv_chart_device_snap (position * plot->height, plot->device_scale);
      g_autofree char *label = pv_value_axis_format (axis, axis->ticks[i]);
      PangoLayout *layout = pv_text_get_layout (scene->pango, &scene->style, PV_LINE_TICK_FLAGS, label, -1);
      int width, height;

      pv_color_set_source (&scene->style.grid, cr);
      cairo_rectangle (cr, plot->x, y, plot->width, hair);
      cairo_fill (cr);

      pango_layout_get_pixel_size (layout, &width, &height);
      pv_text_draw (cr, layout, scene->rtl ? plot->x + plot->width + PV_LINE_LABEL_GAP : plot->x - PV_LINE_LABEL_GAP - width,
                    round (y - height / 2.), &scene->style.dim);
    }
}

static double
measure_label (const char *label,
               gpointer    user_data)
{
  const PvLineScene *scene = user_data;

  return pv_text_get_width (scene->pango, &scene->style, PV_LINE_TICK_FLAGS, label);
}

static void
draw_time_ticks (const PvLineScene *scene,
                 const PvLinePlot  *plot,
                 const PvTimeAxis  *axis,
                 cairo_t           *cr)
{
  double hair = 1 / plot->device_scale;
  double base = plot->y + plot->height;
  double previous_end = -G_MAXDOUBLE;

  for (guint i = 0; i < axis->ticks->len; i++)
    {
      const PvTimeTick *tick = &g_array_index (axis->ticks, PvTimeTick, i);
      double x = plot->x + pv_chart_device_snap (pv_line_plot_get_x (plot, tick->time_ns), plot->device_scale);
      PangoLayout *layout = pv_text_get_layout (scene->pango, &scene->style, PV_LINE_TICK_FLAGS, tick->label, -1);
      int width;
      double left;

      pv_color_set_source (&scene->style.grid, cr);
      cairo_rectangle (cr, x, base, hair, PV_LINE_TICK_LENGTH);
      cairo_fill (cr);

      /* Labels stay within the chart, where that does not push them into another. */
      pango_layout_get_pixel_size (layout, &width, NULL);
      left = round (x - width / 2.);
      left = MIN (left, scene->width - width);
      left = MAX (left, 0);
      if (left < previous_end + MIN_LABEL_GAP / 3.)
        continue;
      pv_text_draw (cr, layout, left, base + PV_LINE_TICK_LENGTH + PV_LINE_TICK_GAP, &scene->style.dim);
      previous_end = left + width;
    }
}

static double
get_section_x (const PvLinePlot *plot,
               const PvTimeAxis *axis,
               guint             i)
{
  return plot->x + pv_chart_device_snap (
                       pv_line_plot_get_x (plot, g_array_index (axis->sections, PvTimeSection, i).time_ns),
                       plot->device_scale);
}

/* Whether the label of a section ends before the next one begins. */
static gboolean
section_fits (const PvLineScene *scene,
              const PvLinePlot  *plot,
              const PvTimeAxis  *axis,
              guint              i,
              const char        *label)
{
  double end = scene->rtl ? plot->x + plot->width : scene->width;

  if (i + 1 < axis->sections->len)
    end = get_section_x (plot, axis, i + 1) - MIN_SECTION_GAP;

  return get_section_x (plot, axis, i) + measure_label (label, (gpointer) scene) <= end;
}

static void
draw_time_sections (const PvLineScene *scene,
                    const PvLinePlot  *plot,
                    const PvTimeAxis  *axis,
                    cairo_t           *cr)
{
  double hair = 1 / plot->device_scale;
  double y = plot->y + plot->height + PV_LINE_TICK_LENGTH + PV_LINE_TICK_GAP + 2 +
             pv_text_get_height (scene->pango, &scene->style, PV_LINE_TICK_FLAGS);
  gboolean is_short = FALSE;

  /* All in the same words, the last aside, which may be about to leave. */
  for (guint i = 1; i + 1 < axis->sections->len && !is_short; i++)
    is_short = !section_fits (scene, plot, axis, i, g_array_index (axis->sections, PvTimeSection, i).label);

  for (guint i = 0; i < axis->sections->len; i++)
    {
      const PvTimeSection *section = &g_array_index (axis->sections, PvTimeSection, i);
      double x = get_section_x (plot, axis, i);
      const char *label = section->label;

      if (i > 0)
        {
          pv_color_set_source (&scene->style.grid, cr);
          cairo_rectangle (cr, x, plot->y, hair, plot->height + PV_LINE_TICK_LENGTH);
          cairo_fill (cr);
        }

      if (section->short_label != NULL && ((is_short && i > 0) || !section_fits (scene, plot, axis, i, label)))
        label = section->short_label;
      if (section_fits (scene, plot, axis, i, label))
        pv_text_draw (cr, pv_text_get_layout (scene->pango, &scene->style, PV_LINE_TICK_FLAGS, label, -1), x, y,
                      &scene->style.dim);
    }
}

static void
draw_time_axis (const PvLineScene *scene,
                const PvLinePlot  *plot,
                cairo_t           *cr)
{
  g_autoptr (PvTimeAxis) axis = NULL;

  if (scene->is_elapsed)
    axis = pv_elapsed_axis_new (plot->start_ns, plot->end_ns, scene->origin_ns, scene->time_zone, plot->width,
                                MIN_LABEL_GAP, measure_label, (gpointer) scene);
  else
    axis = pv_time_axis_new (plot->start_ns, plot->end_ns, scene->time_zone, plot->width, MIN_LABEL_GAP,
                             measure_label, (gpointer) scene);

  draw_time_ticks (scene, plot, axis, cr);
  draw_time_sections (scene, plot, axis, cr);
}

void
pv_line_axes_draw (const PvLineScene *scene,
                   const PvLinePlot  *plot,
                   const PvValueAxis *axis,
                   cairo_t           *cr)
{
  draw_value_axis (scene, plot, axis, cr);
  if (scene->end_ns > scene->start_ns)
    draw_time_axis (scene, plot, cr);
}
