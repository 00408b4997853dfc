/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-renderer.c: draws a line chart over time. */
#include "config.h"

#include "pv-line-renderer.h"

#include <math.h>

#include "pv-chart-device.h"
#include "pv-chart-palette.h"
#include "pv-chart-text.h"
#include "pv-elapsed-axis.h"
#include "pv-line-peaks.h"
#include "pv-line-readout.h"
#include "pv-line-references.h"
#include "pv-line-shape.h"
#include "pv-line-steps.h"
#include "pv-time-axis.h"
#include "pv-time.h"

/* Pixels. */
#define LABEL_GAP 8        /* between value labels and plot */
#define TICK_LENGTH 4
#define TICK_GAP 3         /* between tick and label */
#define MIN_LABEL_GAP 24   /* between time labels */
#define MIN_SECTION_GAP 16 /* between labels of sections */
#define MIN_TICK_DISTANCE 34 /* between value ticks */
#define WIDE_BIN 4         /* a bin from this on is highlighted as a bin */
/* Of a selection's edges, and of what one takes hold of them by. */
#define EDGE_WIDTH 2.
#define HANDLE_WIDTH 12.
#define HANDLE_HEIGHT 14.
#define HANDLE_RADIUS 4
#define DOT_RADIUS 4
#define VEIL_MARGIN 2

#define FILL .15

#define TICK_FLAGS (PV_TEXT_NUMBERS | PV_TEXT_SMALL)

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
        width = MAX (width, pv_text_get_width (scene->pango, &scene->style, TICK_FLAGS, widest[j]));
    }

  return width;
}

static void
get_plot (const PvLineScene *scene,
          double             device_scale,
          PvLinePlot        *plot)
{
  int label_width = get_value_label_width (scene);
  int line_height = pv_text_get_height (scene->pango, &scene->style, TICK_FLAGS);
  double top = ceil (line_height / 2.) + 1;
  double bottom = TICK_LENGTH + TICK_GAP + 2 * line_height + 2;

  plot->device_scale = device_scale;
  plot->x = scene->rtl ? 0 : label_width + LABEL_GAP;
  plot->y = top;
  plot->width = MAX (floor ((scene->width - label_width - LABEL_GAP) * device_scale) / device_scale, 0);
  plot->height = MAX (floor ((scene->height - top - bottom) * device_scale) / device_scale, 0);
  plot->start_ns = scene->start_ns;
  plot->end_ns = MAX (scene->end_ns, pv_time_add (scene->start_ns, 1));
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

  get_plot (scene, scene->device_scale > 0 ? scene->device_scale : 1, &plot);

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
      PangoLayout *layout = pv_text_get_layout (scene->pango, &scene->style, TICK_FLAGS, label, -1);
      int width, height;

      pv_color_set_source (&scene->style.grid, cr);
      cairo_rectangle (cr, plot->x, y, plot->width, hair);
      cairo_fill (cr);

      pango_layout_get_pixel_size (layout, &width, &height);
      pv_text_draw (cr, layout, scene->rtl ? plot->x + plot->width + LABEL_GAP : plot->x - LABEL_GAP - width,
                    round (y - height / 2.), &scene->style.dim);
    }
}


static double
measure_label (const char *label,
               gpointer    user_data)
{
  const PvLineScene *scene = user_data;

  return pv_text_get_width (scene->pango, &scene->style, TICK_FLAGS, label);
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
      PangoLayout *layout = pv_text_get_layout (scene->pango, &scene->style, TICK_FLAGS, tick->label, -1);
      int width;
      double left;

      pv_color_set_source (&scene->style.grid, cr);
      cairo_rectangle (cr, x, base, hair, TICK_LENGTH);
      cairo_fill (cr);

      /* Labels stay within the chart, where that does not push them into another. */
      pango_layout_get_pixel_size (layout, &width, NULL);
      left = round (x - width / 2.);
      left = MIN (left, scene->width - width);
      left = MAX (left, 0);
      if (left < previous_end + MIN_LABEL_GAP / 3.)
        continue;
      pv_text_draw (cr, layout, left, base + TICK_LENGTH + TICK_GAP, &scene->style.dim);
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
  double y = plot->y + plot->height + TICK_LENGTH + TICK_GAP + 2 +
             pv_text_get_height (scene->pango, &scene->style, TICK_FLAGS);
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
          cairo_rectangle (cr, x, plot->y, hair, plot->height + TICK_LENGTH);
          cairo_fill (cr);
        }

      if (section->short_label != NULL && ((is_short && i > 0) || !section_fits (scene, plot, axis, i, label)))
        label = section->short_label;
      if (section_fits (scene, plot, axis, i, label))
        pv_text_draw (cr, pv_text_get_layout (scene->pango, &scene->style, TICK_FLAGS, label, -1), x, y,
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
  draw_value_axis (scene, &frame->plot, &frame->axis, cr);
  if (scene->end_ns > scene->start_ns)
    draw_time_axis (scene, &frame->plot, cr);
  pv_line_shape_draw (&frame->steps, &frame->plot, &frame->axis, &scene->style.accent, FILL, cr);
  draw_parts_of_data (scene, frame, TRUE, cr);
  draw_parts_of_data (scene, frame, FALSE, cr);
  pv_line_references_draw (scene, &frame->plot, &frame->axis, cr);
}

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
                const Frame       *frame,
                cairo_t           *cr)
{
  const PvLinePlot *plot = &frame->plot;
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
      pv_chart_device_snap (MIN (pv_value_axis_get_position (&frame->axis, bin.value), 1) * plot->height,
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

  get_plot (scene, scene->device_scale > 0 ? scene->device_scale : 1, &plot);
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

  get_plot (scene, scene->device_scale > 0 ? scene->device_scale : 1, &plot);
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

  get_plot (scene, scene->device_scale > 0 ? scene->device_scale : 1, &plot);
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

static void
draw_overlay (const PvLineScene *scene,
              const Frame       *frame,
              cairo_t           *cr)
{
  if (!pv_line_span_is_empty (&scene->selection))
    draw_selection (scene, &frame->plot, cr);
  if (scene->has_band)
    draw_band (scene, &frame->plot, cr);
  if (scene->has_crosshair)
    draw_crosshair (scene, frame, cr);
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
        draw_overlay (scene, &frame, cr);
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

/* The highest bin that starts in the span: looks into the highest of some columns, and so on. */
static gboolean
find_highest (PvLineData *data,
              gint64      start_ns,
              gint64      end_ns,
              PvLineBin  *bin)
{
  enum { N_COLUMNS = 64 };
  PvLineColumn columns[N_COLUMNS];
  PvLineBin bins[2 * N_COLUMNS];
  guint n;

  /* As many bins as fit into the array. */
  while (pv_time_get_distance (start_ns, end_ns) / N_COLUMNS > (guint64) MAX (pv_line_data_get_bin_size (data), (gint64) 1))
    {
      double size = (double) pv_time_get_distance (start_ns, end_ns) / N_COLUMNS;
      gint64 from_ns = start_ns;
      guint highest = 0;

      pv_line_data_get_columns (data, start_ns, end_ns, columns, N_COLUMNS);
      for (guint i = 1; i < N_COLUMNS; i++)
        if (columns[i].max > columns[highest].max)
          highest = i;

      /* A nanosecond more at each side: how columns round is the data's affair. */
      start_ns = MAX (pv_time_move (from_ns, size * highest - 1), from_ns);
      end_ns = MIN (pv_time_move (from_ns, size * (highest + 1) + 1), end_ns);
    }

  n = pv_line_data_get_bins (data, start_ns, end_ns, bins, G_N_ELEMENTS (bins));
  if (n == 0)
    return FALSE;

  *bin = bins[0];
  for (guint i = 1; i < n; i++)
    if (bins[i].value > bin->value)
      *bin = bins[i];

  return TRUE;
}

gboolean
pv_line_scene_find_bin (const PvLineScene *scene,
                        double             x,
                        double             reach,
                        PvLineBin         *bin)
{
  gint64 full_start, full_end, start_ns, end_ns, time_ns;
  PvLinePlot plot;
  double ns_per_pixel;

  g_return_val_if_fail (scene != NULL, FALSE);
  g_return_val_if_fail (bin != NULL, FALSE);

  get_plot (scene, scene->device_scale > 0 ? scene->device_scale : 1, &plot);
  if (scene->data == NULL || plot.width <= 0 || !pv_line_data_get_extent (scene->data, &full_start, &full_end, NULL, NULL))
    return FALSE;

  x = CLAMP (x - plot.x, 0, plot.width);
  time_ns = CLAMP (pv_line_plot_get_time (&plot, x), full_start, pv_time_subtract (full_end, 1));
  ns_per_pixel = (double) pv_time_get_distance (plot.start_ns, plot.end_ns) / plot.width;

  if (pv_line_data_get_bin_size (scene->data) < 2 * reach * ns_per_pixel)
    {
      start_ns = MAX (pv_line_plot_get_time (&plot, MAX (x - reach, 0)), full_start);
      end_ns = MIN (pv_line_plot_get_time (&plot, MIN (x + reach, plot.width)), full_end);
      if (start_ns < end_ns && find_highest (scene->data, start_ns, end_ns, bin) && bin->value > 0)
        return TRUE;
    }

  return pv_line_data_get_bin (scene->data, time_ns, bin);
}

gboolean
pv_line_scene_find_peak (const PvLineScene *scene,
                         PvLineBin         *bin)
{
  gint64 start_ns, end_ns;

  g_return_val_if_fail (scene != NULL, FALSE);
  g_return_val_if_fail (bin != NULL, FALSE);

  if (scene->data == NULL || !pv_line_data_get_extent (scene->data, &start_ns, &end_ns, NULL, NULL))
    return FALSE;

  start_ns = MAX (start_ns, scene->start_ns);
  end_ns = MIN (end_ns, scene->end_ns);

  return start_ns < end_ns && find_highest (scene->data, start_ns, end_ns, bin);
}

/* The values that are seen, from left to right: of @steps, which are set. (transfer full) */
static double *
get_seen_values (const PvLineScene *scene,
                 PvLinePlot        *plot,
                 PvLineSteps       *steps)
{
  double *values;

  get_plot (scene, scene->device_scale > 0 ? scene->device_scale : 1, plot);
  pv_line_steps_init (steps, scene->data, plot);
  values = g_new (double, MAX (steps->n, 1));
  for (guint i = 0; i < steps->n; i++)
    values[i] = steps->steps[i].high;

  return values;
}

guint
pv_line_scene_count_peaks (const PvLineScene *scene)
{
  g_auto (PvLineSteps) steps = { 0 };
  g_autofree double *values = NULL;
  PvLinePlot plot;

  g_return_val_if_fail (scene != NULL, 0);

  values = get_seen_values (scene, &plot, &steps);

  return pv_line_peaks_count (values, steps.n);
}

gboolean
pv_line_scene_find_next_peak (const PvLineScene *scene,
                              gint64             time_ns,
                              int                direction,
                              PvLineBin         *bin)
{
  g_auto (PvLineSteps) steps = { 0 };
  g_autofree double *values = NULL;
  g_autofree guint *places = NULL;
  gboolean found = FALSE;
  PvLinePlot plot;
  guint n;

  g_return_val_if_fail (scene != NULL, FALSE);
  g_return_val_if_fail (bin != NULL, FALSE);

  if (scene->data == NULL)
    return FALSE;

  values = get_seen_values (scene, &plot, &steps);
  places = g_new (guint, MAX (steps.n, 1));
  n = pv_line_peaks_find (values, steps.n, places, steps.n);
  for (guint i = 0; i < n; i++)
    {
      const PvLineStep *step = &steps.steps[places[i]];
      double scale = scene->device_scale > 0 ? scene->device_scale : 1;
      gint64 start_ns = pv_line_plot_get_time (&plot, step->start / scale);
      gint64 end_ns = pv_line_plot_get_time (&plot, step->end / scale);
      PvLineBin peak;

      if (!find_highest (scene->data, start_ns, MAX (end_ns, start_ns + 1), &peak))
        continue;
      if (direction < 0 ? peak.start_ns < time_ns && peak.end_ns <= time_ns : peak.start_ns > time_ns)
        {
          *bin = peak;
          found = TRUE;
          if (direction >= 0)
            break;
        }
    }

  return found;
}
