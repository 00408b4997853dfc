/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-overview-renderer.c: draws all of a line, low, and what part of it is in view. */
#include "config.h"

#include "pv-overview-renderer.h"

#include <math.h>

#include "pv-chart-device.h"
#include "pv-line-plot.h"
#include "pv-line-steps.h"
#include "pv-time.h"

/* Pixels. */
#define PADDING 2   /* above and below the line */
#define RADIUS 4
#define FRAME_WIDTH 2 /* above and below; */
#define SIDE_WIDTH 3  /* its sides can be dragged */
#define MIN_FRAME 14 /* no narrower, so that it can be taken hold of */
#define REACH 6      /* how far from a side of it that can be */

/* Opacity. */
#define BACK .05f
#define LINE .5f
#define FRAME_FILL .08f
#define SELECTION .25f

static void
init_plot (const PvOverviewScene *scene,
           PvLinePlot            *plot)
{
  *plot = (PvLinePlot){
    .x = scene->x,
    .y = PADDING,
    .width = scene->line_width,
    .height = MAX (scene->height - 2 * PADDING, 1),
    .start_ns = scene->all.start_ns,
    .end_ns = MAX (scene->all.end_ns, pv_time_add (scene->all.start_ns, 1)),
    .device_scale = scene->device_scale > 0 ? scene->device_scale : 1,
  };
}

/* Where @span begins and ends, within the line, on edges of device pixels. */
static void
get_sides (const PvOverviewScene *scene,
           const PvLineSpan      *span,
           double                *left,
           double                *right)
{
  PvLinePlot plot;

  init_plot (scene, &plot);
  *left = plot.x + pv_chart_device_snap (CLAMP (pv_line_plot_get_x (&plot, span->start_ns), 0, plot.width),
                                         plot.device_scale);
  *right = plot.x + pv_chart_device_snap (CLAMP (pv_line_plot_get_x (&plot, span->end_ns), 0, plot.width),
                                          plot.device_scale);
}

void
pv_overview_scene_draw_line (const PvOverviewScene *scene,
                             cairo_t               *cr)
{
  g_auto (PvLineSteps) steps = { 0 };
  PvColor back;
  PvColor color;
  PvLinePlot plot;

  g_return_if_fail (scene != NULL);

  if (scene->line_width < 1 || scene->height < 1)
    return;

  init_plot (scene, &plot);
  back = scene->style.foreground;
  back.alpha *= scene->style.high_contrast ? 3 * BACK : BACK;
  pv_color_set_source (&back, cr);
  pv_chart_device_rounded_rectangle (cr, plot.x, 0, plot.width, scene->height, RADIUS);
  cairo_fill (cr);

  pv_line_steps_init (&steps, scene->data, &plot);
  for (guint i = 0; i < steps.n && steps.peak > 0; i++)
    {
      const PvLineStep *step = &steps.steps[i];
      double height = round (plot.height * plot.device_scale * step->high / steps.peak) / plot.device_scale;

      /* what is there is seen, however low */
      if (step->high > 0)
        height = MAX (height, 1 / plot.device_scale);
      cairo_rectangle (cr, plot.x + step->start / plot.device_scale, plot.y + plot.height - height,
                       MAX (step->end - step->start, 1) / plot.device_scale, height);
    }
  color = scene->style.accent;
  color.alpha *= scene->style.high_contrast ? 1 : LINE;
  pv_color_set_source (&color, cr);
  cairo_fill (cr);
}

PvRect
pv_overview_scene_get_frame (const PvOverviewScene *scene)
{
  double left, right, missing;

  g_return_val_if_fail (scene != NULL, (PvRect){ 0 });

  get_sides (scene, &scene->view, &left, &right);
  missing = MIN (MIN_FRAME, scene->line_width) - (right - left);
  if (missing > 0)
    {
      left = CLAMP (floor (left - missing / 2), scene->x, scene->x + scene->line_width - (right - left) - missing);
      right = left + MIN (MIN_FRAME, scene->line_width);
    }
  left = floor (left);
  right = ceil (right);

  return (PvRect){ left, 0, right - left, scene->height };
}

void
pv_overview_scene_get_boxes (const PvOverviewScene *scene,
                             PvBox                  boxes[PV_OVERVIEW_N_BOXES])
{
  PvColor color;
  PvRect frame;

  g_return_if_fail (scene != NULL);

  color = scene->style.accent;
  boxes[0] = (PvBox){ 0 };
  if (!pv_line_span_is_empty (&scene->selection) && scene->selection.start_ns < scene->all.end_ns &&
      scene->selection.end_ns > scene->all.start_ns)
    {
      double left, right;

      get_sides (scene, &scene->selection, &left, &right);
      color.alpha = SELECTION;
      boxes[0] = (PvBox){ { left, 0, MAX (right - left, 1), scene->height }, color, 0 };
    }

  frame = pv_overview_scene_get_frame (scene);
  color.alpha = FRAME_FILL;
  boxes[1] = (PvBox){ frame, color, 0 };
  color.alpha = 1;
  boxes[2] = (PvBox){ { frame.x, 0, frame.width, FRAME_WIDTH }, color, 0 };
  boxes[3] = (PvBox){ { frame.x, frame.height - FRAME_WIDTH, frame.width, FRAME_WIDTH }, color, 0 };
  boxes[4] = (PvBox){ { frame.x, FRAME_WIDTH, SIDE_WIDTH, frame.height - 2 * FRAME_WIDTH }, color, 0 };
  boxes[5] = (PvBox){ { frame.x + frame.width - SIDE_WIDTH, FRAME_WIDTH, SIDE_WIDTH, frame.height - 2 * FRAME_WIDTH },
                      color, 0 };
}

void
pv_overview_scene_draw_frame (const PvOverviewScene *scene,
                              cairo_t               *cr)
{
  PvBox boxes[PV_OVERVIEW_N_BOXES];

  g_return_if_fail (scene != NULL);

  if (scene->line_width < 1 || scene->height < 1)
    return;

  pv_overview_scene_get_boxes (scene, boxes);
  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    pv_box_draw (&boxes[i], cr);
}

void
pv_overview_scene_draw (const PvOverviewScene *scene,
                        cairo_t               *cr)
{
  pv_overview_scene_draw_line (scene, cr);
  pv_overview_scene_draw_frame (scene, cr);
}

PvLineSpanPart
pv_overview_scene_hit (const PvOverviewScene *scene,
                       double                 x)
{
  PvRect frame;
  double reach;

  g_return_val_if_fail (scene != NULL, PV_LINE_SPAN_OUTSIDE);

  frame = pv_overview_scene_get_frame (scene);
  /* the middle third moves it, however narrow it is */
  reach = MIN (REACH, frame.width / 3);
  if (x < frame.x - REACH || x > frame.x + frame.width + REACH)
    return PV_LINE_SPAN_OUTSIDE;
  if (x < frame.x + reach)
    return PV_LINE_SPAN_START;
  if (x > frame.x + frame.width - reach)
    return PV_LINE_SPAN_END;

  return PV_LINE_SPAN_INSIDE;
}

gint64
pv_overview_scene_get_time (const PvOverviewScene *scene,
                            double                 x)
{
  PvLinePlot plot;

  g_return_val_if_fail (scene != NULL, 0);

  init_plot (scene, &plot);

  return pv_line_plot_get_time (&plot, CLAMP (x - scene->x, 0, MAX (scene->line_width, 0)));
}
