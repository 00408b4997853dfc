/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-steps.c: bins as they are seen.
 *
 * All edges lie on device pixels: they are crisp, and filling boxes is several times as fast as
 * stroking a line of a thousand spikes. */
#include "config.h"

#include "pv-line-steps.h"

#include <math.h>

/* Bins narrower than this, in device pixels, are drawn by columns. */
#define MIN_STEP 2

/* How solid a line without a fill is between its lowest and highest. */
#define RANGE_ALPHA .5f

static gboolean
get_span_in_sight (PvLineData       *data,
                   const PvLinePlot *plot,
                   gint64           *start_ns,
                   gint64           *end_ns)
{
  if (data == NULL || !pv_line_data_get_extent (data, start_ns, end_ns, NULL, NULL))
    return FALSE;

  *start_ns = MAX (*start_ns, plot->start_ns);
  *end_ns = MIN (*end_ns, plot->end_ns);

  return *start_ns < *end_ns;
}

static int
get_device_x (const PvLinePlot *plot,
              gint64            time_ns)
{
  double x = round (pv_line_plot_get_x (plot, time_ns) * plot->device_scale);

  return (int) CLAMP (x, 0, pv_line_plot_get_columns (plot));
}

static void
init_from_bins (PvLineSteps      *self,
                PvLineData       *data,
                const PvLinePlot *plot,
                gint64            start_ns,
                gint64            end_ns)
{
  guint max = pv_line_plot_get_columns (plot) + 4;
  g_autofree PvLineBin *bins = g_new (PvLineBin, max);
  guint n = pv_line_data_get_bins (data, start_ns, end_ns, bins, max);

  self->steps = g_new (PvLineStep, n);
  for (guint i = 0; i < n; i++)
    {
      PvLineStep *step = &self->steps[i];

      step->start = i > 0 ? self->steps[i - 1].end : get_device_x (plot, bins[i].start_ns);
      step->end = MAX (get_device_x (plot, bins[i].end_ns), step->start);
      step->low = step->high = bins[i].value;
    }
  self->n = n;
}

static void
init_from_columns (PvLineSteps      *self,
                   PvLineData       *data,
                   const PvLinePlot *plot,
                   gint64            start_ns,
                   gint64            end_ns)
{
  guint n = pv_line_plot_get_columns (plot);
  g_autofree PvLineColumn *columns = g_new0 (PvLineColumn, n);
  guint first = (guint) get_device_x (plot, start_ns);
  guint end = (guint) get_device_x (plot, end_ns);

  /* Of the whole plot and not of the span in sight alone: then a column's edges are a pixel's. */
  pv_line_data_get_columns (data, plot->start_ns, plot->end_ns, columns, n);

  /* The columns at the ends of what there is count even where they are less than half full. */
  first = first > 0 && columns[first - 1].max > 0 ? first - 1 : first;
  end = end < n && columns[end].max > 0 ? end + 1 : end;
  end = MIN (MAX (end, first + 1), n);
  first = MIN (first, end - 1);

  self->n = end - first;
  self->steps = g_new (PvLineStep, self->n);
  for (guint i = first; i < end; i++)
    self->steps[i - first] = (PvLineStep){
      .start = (int) i,
      .end = (int) i + 1,
      .low = columns[i].min,
      .high = columns[i].max,
    };
}

void
pv_line_steps_init (PvLineSteps      *self,
                    PvLineData       *data,
                    const PvLinePlot *plot)
{
  gint64 start_ns, end_ns;
  double bin_width;

  *self = (PvLineSteps){ 0 };

  if (plot->width <= 0 || !get_span_in_sight (data, plot, &start_ns, &end_ns))
    return;

  bin_width = pv_line_data_get_bin_size (data) / ((double) plot->end_ns - (double) plot->start_ns) *
              pv_line_plot_get_columns (plot);
  if (bin_width >= MIN_STEP)
    init_from_bins (self, data, plot, start_ns, end_ns);
  else
    init_from_columns (self, data, plot, start_ns, end_ns);

  for (guint i = 0; i < self->n; i++)
    self->peak = MAX (self->peak, self->steps[i].high);
}

void
pv_line_steps_clear (PvLineSteps *self)
{
  g_clear_pointer (&self->steps, g_free);
  self->n = 0;
}

static double
get_y (const PvLinePlot  *plot,
       const PvValueAxis *axis,
       double             value)
{
  double height = round (plot->height * plot->device_scale * pv_value_axis_get_position (axis, value));

  /* What is there is seen, however small. */
  if (value > 0)
    height = MAX (height, 1);

  return plot->y + plot->height - height / plot->device_scale;
}

/* Many steps on a picture of pixels are drawn by ourselves: Cairo sorts the edges of all boxes, which for
 * a thousand spikes takes longer than all else. As edges lie on device pixels, nothing is lost. */
#define MANY_STEPS 200

/* How opaque each device pixel of the plot is. */
typedef struct
{
  guint8 *pixels;
  int stride;
  int width;
  int height;
} Mask;

static void
mask_fill (Mask   *mask,
           int     start,
           int     end,
           int     top,
           int     bottom,
           guint8  alpha)
{
  gsize stride = (gsize) mask->stride;

  start = CLAMP (start, 0, mask->width);
  end = CLAMP (end, start, mask->width);
  top = CLAMP (top, 0, mask->height);
  bottom = CLAMP (bottom, top, mask->height);

  /* By columns: most boxes are a pixel wide. */
  for (int x = start; x < end; x++)
    {
      guint8 *pixel = mask->pixels + (gsize) top * stride + x;

      for (int y = top; y < bottom; y++, pixel += stride)
        *pixel = alpha;
    }
}

/* Adds the area between the steps' @values and the lower edge of the plot to the path. */
static void
add_area (const PvLineSteps *self,
          const PvLinePlot  *plot,
          const PvValueAxis *axis,
          cairo_t           *cr)
{
  double base = plot->y + plot->height;
  double y = base;

  cairo_move_to (cr, plot->x + self->steps[0].start / plot->device_scale, base);
  for (guint i = 0; i < self->n; i++)
    {
      double step_y = get_y (plot, axis, self->steps[i].high);

      if (step_y == y)
        continue;
      cairo_line_to (cr, plot->x + self->steps[i].start / plot->device_scale, y);
      cairo_line_to (cr, plot->x + self->steps[i].start / plot->device_scale, step_y);
      y = step_y;
    }
  cairo_line_to (cr, plot->x + self->steps[self->n - 1].end / plot->device_scale, y);
  cairo_line_to (cr, plot->x + self->steps[self->n - 1].end / plot->device_scale, base);
  cairo_close_path (cr);
}

/* Adds what lies between the smallest and the largest values of columns. */
static void
add_range (const PvLineSteps *self,
           const PvLinePlot  *plot,
           const PvValueAxis *axis,
           cairo_t           *cr)
{
  for (guint i = 0; i < self->n; i++)
    {
      const PvLineStep *step = &self->steps[i];
      double high, low;

      if (step->low == step->high)
        continue;

      high = get_y (plot, axis, step->high);
      low = get_y (plot, axis, step->low);
      cairo_rectangle (cr, plot->x + step->start / plot->device_scale, high,
                       (step->end - step->start) / plot->device_scale, low - high);
    }
}

/* Adds the line: a flat piece over each step, and upright ones where two steps meet, inside the
 * higher of them. */
static void
add_line (const PvLineSteps *self,
          const PvLinePlot  *plot,
          const PvValueAxis *axis,
          gboolean           with_zero,
          cairo_t           *cr)
{
  double base = plot->y + plot->height;
  int columns = (int) pv_line_plot_get_columns (plot);
  double thickness = MAX (round (1.5 * plot->device_scale), 1) / plot->device_scale;
  int upright = (int) MAX (round (plot->device_scale), 1);
  /* At the plot's edge the line goes on; where data begins or ends it comes from the ground. */
  double previous = self->steps[0].start > 0 ? base : 0;

  for (guint i = 0; i < self->n; i++)
    {
      const PvLineStep *step = &self->steps[i];
      double x = plot->x + step->start / plot->device_scale;
      double y = get_y (plot, axis, step->high);
      double next = step->end < columns ? base : 0;
      double width = MIN (upright, step->end - step->start) / plot->device_scale;

      if (i + 1 < self->n)
        next = get_y (plot, axis, self->steps[i + 1].high);
      if (step->end == step->start)
        continue;
      if (step->high <= 0 && !with_zero)
        {
          previous = y;
          continue;
        }

      cairo_rectangle (cr, x, y - thickness, (step->end - step->start) / plot->device_scale, thickness);
      if (previous > y)
        cairo_rectangle (cr, x, y - thickness, width, previous - y + thickness);
      if (next > y)
        cairo_rectangle (cr, plot->x + step->end / plot->device_scale - width, y - thickness, width,
                         next - y + thickness);
      previous = y;
    }
}

/* The same as add_area(), add_range() and add_line(), on a mask with @above rows above the plot. */
static void
fill_mask (const PvLineSteps *self,
           const PvLinePlot  *plot,
           const PvValueAxis *axis,
           double             fill,
           int                above,
           Mask              *mask)
{
  double scale = plot->device_scale;
  int base = mask->height;
  int thickness = (int) MAX (round (1.5 * scale), 1);
  int upright = (int) MAX (round (scale), 1);
  int previous = self->steps[0].start > 0 ? base : 0;
  /* A range lies over the area. */
  guint8 area_alpha = (guint8) round (255 * fill);
  guint8 range_alpha = (guint8) round (255 * (fill > 0 ? 1 - (1 - fill) * (1 - fill) : RANGE_ALPHA));

  for (guint i = 0; i < self->n; i++)
    {
      const PvLineStep *step = &self->steps[i];
      int high = above + (int) round ((get_y (plot, axis, step->high) - plot->y) * scale);

      mask_fill (mask, step->start, step->end, high, base, area_alpha);
      if (step->low != step->high)
        mask_fill (mask, step->start, step->end, high,
                   above + (int) round ((get_y (plot, axis, step->low) - plot->y) * scale), range_alpha);
    }

  for (guint i = 0; i < self->n; i++)
    {
      const PvLineStep *step = &self->steps[i];
      int y = above + (int) round ((get_y (plot, axis, step->high) - plot->y) * scale);
      int next = step->end < mask->width ? base : 0;
      int width = MIN (upright, step->end - step->start);

      if (i + 1 < self->n)
        next = above + (int) round ((get_y (plot, axis, self->steps[i + 1].high) - plot->y) * scale);
      if (step->end == step->start)
        continue;
      if (step->high <= 0 && fill <= 0)
        {
          previous = y;
          continue;
        }

      mask_fill (mask, step->start, step->end, y - thickness, y, 255);
      if (previous > y)
        mask_fill (mask, step->start, step->start + width, y - thickness, previous, 255);
      if (next > y)
        mask_fill (mask, step->end - width, step->end, y - thickness, next, 255);
      previous = y;
    }
}

static void
draw_as_mask (const PvLineSteps *self,
              const PvLinePlot  *plot,
              const PvValueAxis *axis,
              const GdkRGBA     *color,
              double             fill,
              cairo_t           *cr)
{
  double scale = plot->device_scale;
  int above = (int) ceil (2 * scale);
  int width = (int) pv_line_plot_get_columns (plot);
  int height = (int) round (plot->height * scale) + above;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, width, height);
  cairo_pattern_t *pattern;
  Mask mask;

  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    {
      mask = (Mask){
        .pixels = cairo_image_surface_get_data (surface),
        .stride = cairo_image_surface_get_stride (surface),
        .width = width,
        .height = height,
      };
      fill_mask (self, plot, axis, fill, above, &mask);
      cairo_surface_mark_dirty (surface);
    }

  cairo_surface_set_device_scale (surface, scale, scale);
  pattern = cairo_pattern_create_for_surface (surface);
  cairo_pattern_set_filter (pattern, CAIRO_FILTER_NEAREST);

  cairo_save (cr);
  cairo_translate (cr, plot->x, plot->y - above / scale);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_mask (cr, pattern);
  cairo_restore (cr);

  cairo_pattern_destroy (pattern);
  cairo_surface_destroy (surface);
}

void
pv_line_steps_draw (const PvLineSteps *self,
                    const PvLinePlot  *plot,
                    const PvValueAxis *axis,
                    const GdkRGBA     *color,
                    double             fill,
                    cairo_t           *cr)
{
  GdkRGBA soft = *color;

  if (self->n == 0)
    return;

  if (self->n > MANY_STEPS && cairo_surface_get_type (cairo_get_group_target (cr)) == CAIRO_SURFACE_TYPE_IMAGE)
    {
      draw_as_mask (self, plot, axis, color, fill, cr);
      return;
    }

  if (fill > 0)
    {
      soft.alpha *= (float) fill;
      gdk_cairo_set_source_rgba (cr, &soft);
      add_area (self, plot, axis, cr);
      cairo_fill (cr);
    }
  else
    {
      soft.alpha *= RANGE_ALPHA;
      gdk_cairo_set_source_rgba (cr, &soft);
    }

  add_range (self, plot, axis, cr);
  cairo_fill (cr);

  gdk_cairo_set_source_rgba (cr, color);
  add_line (self, plot, axis, fill > 0, cr);
  cairo_fill (cr);
}
