/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-overlay.c: what lies over a line chart: the selected span, the one being dragged out, the crosshair. */
#include "config.h"

#include "pv-line-overlay.h"

#include <math.h>

#include "pv-chart-device.h"
#include "pv-chart-palette.h"
#include "pv-line-readout.h"
#include "pv-line-renderer-private.h"

/* Pixels. */
#define WIDE_BIN 4         /* a bin from this on is highlighted as a bin */
/* Of a selection's edges, and of what one takes hold of them by. */
#define EDGE_WIDTH 2.
#define HANDLE_WIDTH 12.
#define HANDLE_HEIGHT 14.
#define HANDLE_RADIUS 4
#define DOT_RADIUS 4
#define VEIL_MARGIN 2

static void
get_band (const PvLineScene *scene,
          const PvLinePlot  *plot,
          double            *start,
          double            *end)
{
  *start = CLAMP (pv_line_plot_get_x (plot, MIN (scene->band_start_ns, scene->band_end_ns)), 0, plot->width);
  *end = CLAMP (pv_line_plot_get_x (plot, MAX (scene->band_start_ns, scene->band_end_ns)), 0, plot->width);
  *start = plot->x + pv_chart_device_snap (*start, plot->device_scale);
  *end = plot->x + pv_chart_device_snap (*end, plot->device_scale);
}

static void
draw_band (const PvLineScene *scene,
           const PvLinePlot  *plot,
           cairo_t           *cr)
{
  double edge = MAX (round (plot->device_scale), 1) / plot->device_scale;
  PvColor soft = scene->style.accent;
  double start, end;

  get_band (scene, plot, &start, &end);

  soft.alpha *= .12f;
  pv_color_set_source (&soft, cr);
  cairo_rectangle (cr, start, plot->y, end - start, plot->height);
  cairo_fill (cr);

  pv_color_set_source (&scene->style.accent, cr);
  cairo_rectangle (cr, start, plot->y, edge, plot->height);
  cairo_rectangle (cr, end - edge, plot->y, edge, plot->height);
  cairo_fill (cr);
}

/* The crosshair's bin, its edges and the line in its middle. FALSE where it is not in sight. */
static gboolean
get_crosshair (const PvLineScene *scene,
               const PvLinePlot  *plot,
               PvLineBin         *bin,
               double            *start,
               double            *end,
               double            *x)
{
  if (scene->data == NULL || scene->crosshair_ns < plot->start_ns || scene->crosshair_ns >= plot->end_ns ||
      !pv_line_data_get_bin (scene->data, scene->crosshair_ns, bin))
    return FALSE;

  *start = plot->x + CLAMP (pv_line_plot_get_x (plot, bin->start_ns), 0, plot->width);
  *end = plot->x + CLAMP (pv_line_plot_get_x (plot, bin->end_ns), 0, plot->width);
  *x = plot->x + pv_chart_device_snap ((*start + *end) / 2 - plot->x - .5 / plot->device_scale, plot->device_scale);

  return TRUE;
}

static void
draw_crosshair (const PvLineScene *scene,
                const PvLinePlot  *plot,
                const PvValueAxis *axis,
                cairo_t           *cr)
{
  PvColor color = scene->style.foreground;
  double hair = 1 / plot->device_scale;
  double start, end, x, y;
  PvLineBin bin;

  if (!get_crosshair (scene, plot, &bin, &start, &end, &x))
    return;

  if (end - start >= WIDE_BIN)
    {
      color.alpha = .07f;
      start = pv_chart_device_snap (start, plot->device_scale);
      end = pv_chart_device_snap (end, plot->device_scale);
      pv_color_set_source (&color, cr);
      cairo_rectangle (cr, start, plot->y, end - start, plot->height);
      cairo_fill (cr);
    }

  color.alpha = scene->style.high_contrast ? 1 : .5f;
  pv_color_set_source (&color, cr);
  cairo_rectangle (cr, x, plot->y, hair, plot->height);
  cairo_fill (cr);

  y = plot->y + plot->height -
      pv_chart_device_snap (MIN (pv_value_axis_get_position (axis, bin.value), 1) * plot->height,
                            plot->device_scale);
  cairo_arc (cr, x + hair / 2, y, DOT_RADIUS, 0, 2 * G_PI);
  pv_color_set_source (&scene->style.accent, cr);
  cairo_fill (cr);

  pv_line_readout_draw (scene, plot, &bin, x, cr);
}

/* What one takes hold of an edge of the selection by: above the plot and outside the span, as far as there is
 * room. */
static PvRect
get_handle (const PvLineScene *scene,
            const PvLinePlot  *plot,
            gboolean           is_end)
{
  double edge = plot->x + pv_chart_device_snap (pv_line_plot_get_x (plot, is_end ? scene->selection.end_ns
                                                                                 : scene->selection.start_ns),
                                                plot->device_scale);

  return (PvRect){
    .x = CLAMP (is_end ? edge : edge - HANDLE_WIDTH, 0, MAX (scene->width - HANDLE_WIDTH, 0)),
    .y = pv_chart_device_snap (MAX (plot->y - HANDLE_HEIGHT / 2, 0), plot->device_scale),
    .width = HANDLE_WIDTH,
    .height = HANDLE_HEIGHT,
  };
}

PvLineSpanPart
pv_line_scene_hit_handle (const PvLineScene *scene,
                          double             x,
                          double             y)
{
  PvLinePlot plot;

  g_return_val_if_fail (scene != NULL, PV_LINE_SPAN_OUTSIDE);

  pv_line_scene_init_plot (scene, &plot);
  if (pv_line_span_is_empty (&scene->selection) || plot.width <= 0)
    return PV_LINE_SPAN_OUTSIDE;

  for (guint is_end = 0; is_end < 2; is_end++)
    {
      PvRect handle = get_handle (scene, &plot, is_end);
      double edge = pv_line_plot_get_x (&plot, is_end ? scene->selection.end_ns : scene->selection.start_ns);

      if (edge >= 0 && edge <= plot.width && x >= handle.x && x < handle.x + handle.width && y >= handle.y &&
          y < handle.y + handle.height)
        return is_end ? PV_LINE_SPAN_END : PV_LINE_SPAN_START;
    }

  return PV_LINE_SPAN_OUTSIDE;
}

/* What lies outside the selection is dimmed; then its inside, its edges and their handles. */
static void
get_selection_boxes (const PvLineScene *scene,
                     const PvLinePlot  *plot,
                     PvBox              boxes[PV_LINE_N_SELECTION_BOXES])
{
  double start = pv_line_plot_get_x (plot, scene->selection.start_ns);
  double end = pv_line_plot_get_x (plot, scene->selection.end_ns);
  double left = plot->x + pv_chart_device_snap (CLAMP (start, 0, plot->width), plot->device_scale);
  double right = plot->x + pv_chart_device_snap (CLAMP (end, 0, plot->width), plot->device_scale);
  const double edges[] = { start, end };
  /* A widget's background is its window's, which is not known here; it is the opposite of the text. */
  gboolean is_dark = pv_chart_style_is_dark (&scene->style);
  PvColor veil = is_dark ? (PvColor){ .13f, .13f, .13f, .6f } : (PvColor){ .98f, .98f, .98f, .6f };
  PvColor band = scene->style.accent;

  band.alpha = .08f;
  /* with the upper half of a line that is as high as the plot */
  boxes[0] = (PvBox){ { plot->x, plot->y - VEIL_MARGIN, left - plot->x, plot->height + VEIL_MARGIN }, veil, 0 };
  boxes[1] = (PvBox){ { right, plot->y - VEIL_MARGIN, plot->x + plot->width - right, plot->height + VEIL_MARGIN },
                      veil, 0 };
  boxes[2] = (PvBox){ { left, plot->y, right - left, plot->height }, band, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      gboolean is_in_sight = edges[i] >= 0 && edges[i] <= plot->width;
      /* outside the span, which it hides nothing of */
      double x = plot->x + pv_chart_device_snap (edges[i], plot->device_scale) - (i == 0 ? EDGE_WIDTH : 0);

      boxes[3 + i] = (PvBox){ { x, plot->y, EDGE_WIDTH, plot->height }, scene->style.accent, 0 };
      boxes[5 + i] = (PvBox){ get_handle (scene, plot, i == 1), scene->style.accent, HANDLE_RADIUS };
      if (!is_in_sight)
        boxes[3 + i].rect.width = 0;
      if (!is_in_sight || !scene->has_handles)
        boxes[5 + i].rect.width = 0;
    }
}

gboolean
pv_line_scene_get_selection_boxes (const PvLineScene *scene,
                                   PvBox              boxes[PV_LINE_N_SELECTION_BOXES])
{
  PvLinePlot plot;

  g_return_val_if_fail (scene != NULL, FALSE);

  pv_line_scene_init_plot (scene, &plot);
  if (pv_line_span_is_empty (&scene->selection) || plot.width <= 0 || plot.height <= 0)
    return FALSE;

  get_selection_boxes (scene, &plot, boxes);

  return TRUE;
}

static void
draw_selection (const PvLineScene *scene,
                const PvLinePlot  *plot,
                cairo_t           *cr)
{
  PvBox boxes[PV_LINE_N_SELECTION_BOXES];

  get_selection_boxes (scene, plot, boxes);
  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    pv_box_draw (&boxes[i], cr);
}

gboolean
pv_line_scene_get_overlay (const PvLineScene *scene,
                           PvRect            *bounds)
{
  PvLinePlot plot;
  PvLineBin bin;
  double start, end, x;
  gboolean is_there = FALSE;

  g_return_val_if_fail (scene != NULL, FALSE);
  g_return_val_if_fail (bounds != NULL, FALSE);

  pv_line_scene_init_plot (scene, &plot);
  if (plot.width <= 0 || plot.height <= 0)
    return FALSE;

  /* The selection veils all the rest. */
  if (!pv_line_span_is_empty (&scene->selection))
    {
      *bounds = (PvRect){ 0, 0, scene->width, scene->height };
      return TRUE;
    }

  if (scene->has_band)
    {
      get_band (scene, &plot, &start, &end);
      *bounds = (PvRect){ start, plot.y, end - start, plot.height };
      is_there = TRUE;
    }
  if (scene->has_crosshair && get_crosshair (scene, &plot, &bin, &start, &end, &x))
    {
      PvRect bar = { MIN (start, x), plot.y, MAX (end - start, 1), plot.height };
      PvRect readout;

      pv_line_readout_get_bounds (scene, &plot, &bin, x, &readout);
      bar = pv_rect_union (&bar, &readout);
      *bounds = is_there ? pv_rect_union (&bar, bounds) : bar;
      is_there = TRUE;
    }
  if (!is_there)
    return FALSE;

  /* The dot reaches beyond the line, and above the plot where its bin is the highest. */
  *bounds = pv_rect_grow (bounds, DOT_RADIUS + 1);

  return pv_rect_intersect (bounds, &(PvRect){ 0, 0, scene->width, scene->height });
}

void
pv_line_overlay_draw (const PvLineScene *scene,
                      const PvLinePlot  *plot,
                      const PvValueAxis *axis,
                      cairo_t           *cr)
{
  if (!pv_line_span_is_empty (&scene->selection))
    draw_selection (scene, plot, cr);
  if (scene->has_band)
    draw_band (scene, plot, cr);
  if (scene->has_crosshair)
    draw_crosshair (scene, plot, axis, cr);
}
