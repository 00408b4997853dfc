/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-renderer.c: draws a line chart over time. */
#include "config.h"

#include "pv-line-renderer.h"

#include <math.h>

#include "pv-chart-device.h"
#include "pv-chart-palette.h"
#include "pv-line-axes.h"
#include "pv-line-overlay.h"
#include "pv-line-references.h"
#include "pv-line-renderer-private.h"
#include "pv-line-shape.h"
#include "pv-line-steps.h"
#include "pv-time.h"

/* Pixels. */
#define MIN_TICK_DISTANCE 34 /* between value ticks */

#define FILL .15

/* As wide for bytes as for what is counted, so that nothing moves where the one gives way to the other. */
static int
get_value_label_width (const PvLineScene *scene)
{
  const PvUnit units[] = { scene->unit, PV_UNIT_BYTES, PV_UNIT_COUNT };
  int width = 0;

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_auto (GStrv) widest = pv_value_axis_get_widest (units[i]);

      for (guint j = 0; widest[j] != NULL; j++)
        width = MAX (width, pv_text_get_width (scene->pango, &scene->style, PV_LINE_TICK_FLAGS, widest[j]));
    }

  return width;
}

static void
get_plot (const PvLineScene *scene,
          double             device_scale,
          PvLinePlot        *plot)
{
  int label_width = get_value_label_width (scene);
  int line_height = pv_text_get_height (scene->pango, &scene->style, PV_LINE_TICK_FLAGS);
  double top = ceil (line_height / 2.) + 1;
  double bottom = PV_LINE_TICK_LENGTH + PV_LINE_TICK_GAP + 2 * line_height + 2;

  plot->device_scale = device_scale;
  plot->x = scene->rtl ? 0 : label_width + PV_LINE_LABEL_GAP;
  plot->y = top;
  plot->width = MAX (floor ((scene->width - label_width - PV_LINE_LABEL_GAP) * device_scale) / device_scale, 0);
  plot->height = MAX (floor ((scene->height - top - bottom) * device_scale) / device_scale, 0);
  plot->start_ns = scene->start_ns;
  plot->end_ns = MAX (scene->end_ns, pv_time_add (scene->start_ns, 1));
}

void
pv_line_scene_init_plot (const PvLineScene *scene,
                         PvLinePlot        *plot)
{
  get_plot (scene, scene->device_scale > 0 ? scene->device_scale : 1, plot);
}

void
pv_line_scene_get_plot (const PvLineScene *scene,
                        double            *x,
                        double            *y,
                        double            *width,
                        double            *height)
{
  PvLinePlot plot;

  g_return_if_fail (scene != NULL);

  pv_line_scene_init_plot (scene, &plot);

  if (x != NULL)
    *x = plot.x;
  if (y != NULL)
    *y = plot.y;
  if (width != NULL)
    *width = plot.width;
  if (height != NULL)
    *height = plot.height;
}

/* What all parts of a drawing need, worked out once. */
typedef struct
{
  PvLinePlot plot;
  PvLineSteps steps;
  GArray *parts; /* of PvLineSteps */
  PvValueAxis axis;
} Frame;

static void
frame_add_parts (Frame             *frame,
                 const PvLineScene *scene)
{
  PvLinePart part;

  frame->parts = g_array_new (FALSE, FALSE, sizeof (PvLineSteps));
  g_array_set_clear_func (frame->parts, (GDestroyNotify) pv_line_steps_clear);
  for (guint i = 0; scene->data != NULL && pv_line_data_get_part (scene->data, i, &part); i++)
    {
      PvLineSteps steps;

      pv_line_steps_init (&steps, part.data, &frame->plot);
      g_array_append_val (frame->parts, steps);
    }
}

/* A part is no more than the whole, but may be of an instant later; a reference may be above a line that
 * is smoothed. */
static double
frame_get_peak (const Frame       *frame,
                const PvLineScene *scene)
{
  double peak = frame->steps.peak;

  for (guint i = 0; i < scene->n_references; i++)
    peak = MAX (peak, scene->references[i].value);
  for (guint i = 0; i < frame->parts->len; i++)
    peak = MAX (peak, g_array_index (frame->parts, PvLineSteps, i).peak);

  return peak;
}

/* FALSE where there is no room for a plot. */
static gboolean
frame_init (Frame             *frame,
            const PvLineScene *scene,
            cairo_t           *cr)
{
  *frame = (Frame){ 0 };
  get_plot (scene, pv_chart_device_get_scale (cr, scene->device_scale), &frame->plot);
  if (frame->plot.width <= 0 || frame->plot.height <= 0)
    return FALSE;

  pv_line_steps_init (&frame->steps, scene->data, &frame->plot);
  frame_add_parts (frame, scene);
  pv_value_axis_init (&frame->axis, scene->value_scale, scene->unit, frame_get_peak (frame, scene),
                      (guint) MAX (frame->plot.height / MIN_TICK_DISTANCE, 2));

  return TRUE;
}

static void
frame_clear (Frame *frame)
{
  pv_line_steps_clear (&frame->steps);
  g_clear_pointer (&frame->parts, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Frame, frame_clear)

static void
draw_background (const PvLineScene *scene,
                 cairo_t           *cr)
{
  if (scene->style.background.alpha <= 0)
    return;

  pv_color_set_source (&scene->style.background, cr);
  cairo_rectangle (cr, 0, 0, scene->width, scene->height);
  cairo_fill (cr);
}

/* Either those without a colour of their own, or the others. */
static void
draw_parts_of_data (const PvLineScene *scene,
                    const Frame       *frame,
                    gboolean           is_others,
                    cairo_t           *cr)
{
  for (guint i = 0; i < frame->parts->len; i++)
    {
      PvLinePart part;
      PvColor color;

      if (!pv_line_data_get_part (scene->data, i, &part))
        break;
      if ((part.mark == PV_CHART_OTHERS) != is_others)
        continue;
      pv_chart_palette_get (&scene->style, part.mark, &color);
      pv_line_shape_draw (&g_array_index (frame->parts, PvLineSteps, i), &frame->plot, &frame->axis, &color, 0, cr);
    }
}

static void
draw_chart (const PvLineScene *scene,
            const Frame       *frame,
            cairo_t           *cr)
{
  pv_line_axes_draw (scene, &frame->plot, &frame->axis, cr);
  pv_line_shape_draw (&frame->steps, &frame->plot, &frame->axis, &scene->style.accent, FILL, cr);
  draw_parts_of_data (scene, frame, TRUE, cr);
  draw_parts_of_data (scene, frame, FALSE, cr);
  pv_line_references_draw (scene, &frame->plot, &frame->axis, cr);
}

static void
draw_parts (const PvLineScene *scene,
            cairo_t           *cr,
            gboolean           with_chart,
            gboolean           with_overlay)
{
  g_auto (Frame) frame = { 0 };

  g_return_if_fail (scene != NULL);
  g_return_if_fail (PANGO_IS_CONTEXT (scene->pango));
  g_return_if_fail (cr != NULL);

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, scene->width, scene->height);
  cairo_clip (cr);

  if (with_chart)
    draw_background (scene, cr);
  if (frame_init (&frame, scene, cr))
    {
      if (with_chart)
        draw_chart (scene, &frame, cr);
      if (with_overlay)
        pv_line_overlay_draw (scene, &frame.plot, &frame.axis, cr);
    }

  cairo_restore (cr);
}

void
pv_line_scene_draw (const PvLineScene *scene,
                    cairo_t           *cr)
{
  draw_parts (scene, cr, TRUE, TRUE);
}

void
pv_line_scene_draw_chart (const PvLineScene *scene,
                          cairo_t           *cr)
{
  draw_parts (scene, cr, TRUE, FALSE);
}

void
pv_line_scene_draw_overlay (const PvLineScene *scene,
                            cairo_t           *cr)
{
  draw_parts (scene, cr, FALSE, TRUE);
}
