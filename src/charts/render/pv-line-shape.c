/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-shape.c: draws steps: a line with a soft fill below it.
 *
 * All is boxes whose edges lie on device pixels, and so it is crisp. Onto pixels many boxes are put one by
 * one: Cairo would sort the edges of all, which for a thousand spikes takes longer than all else, and
 * stroking a line longer still. */
#include "config.h"

#include "pv-line-shape.h"

#include <math.h>

/* From so many steps on, boxes are put onto pixels one by one. */
#define MANY_STEPS 200

/* Of the line, in pixels. */
#define THICKNESS 1.5
#define UPRIGHT 1.

/* How solid a line without a fill is between its lowest and highest. */
#define RANGE_ALPHA .5

/* In device pixels above the plot's lower edge. */
typedef struct
{
  int low;
  int high;
} Extent;

/* A box in device pixels, from the plot's left edge and above its lower edge. */
typedef void (*BoxFunc) (gpointer target,
                         int      start,
                         int      end,
                         int      bottom,
                         int      top);

static int
get_height (const PvLinePlot  *plot,
            const PvValueAxis *axis,
            double             value)
{
  int height = (int) round (plot->height * plot->device_scale * pv_value_axis_get_position (axis, value));

  /* What is there is seen, however small. */
  return value > 0 ? MAX (height, 1) : height;
}

static Extent *
get_extents (const PvLineSteps *steps,
             const PvLinePlot  *plot,
             const PvValueAxis *axis)
{
  Extent *extents = g_new (Extent, steps->n);

  for (guint i = 0; i < steps->n; i++)
    {
      extents[i].high = get_height (plot, axis, steps->steps[i].high);
      extents[i].low = steps->steps[i].low == steps->steps[i].high ? extents[i].high
                                                                   : get_height (plot, axis, steps->steps[i].low);
    }

  return extents;
}

static void
visit_areas (const PvLineSteps *steps,
             const Extent      *extents,
             BoxFunc            visit,
             gpointer           target)
{
  for (guint i = 0; i < steps->n; i++)
    visit (target, steps->steps[i].start, steps->steps[i].end, 0, extents[i].high);
}

/* What lies between the smallest and the largest values of columns. */
static void
visit_ranges (const PvLineSteps *steps,
              const Extent      *extents,
              BoxFunc            visit,
              gpointer           target)
{
  for (guint i = 0; i < steps->n; i++)
    if (extents[i].low < extents[i].high)
      visit (target, steps->steps[i].start, steps->steps[i].end, extents[i].low, extents[i].high);
}

/* The line: a flat piece on top of each step, and upright ones where two steps meet, inside the higher of
 * them. At the plot's edge the line goes on; where data begins or ends it comes from the ground. */
static void
visit_line (const PvLineSteps *steps,
            const PvLinePlot  *plot,
            const Extent      *extents,
            gboolean           with_zero,
            BoxFunc            visit,
            gpointer           target)
{
  int columns = (int) pv_line_plot_get_columns (plot);
  int thickness = (int) MAX (round (THICKNESS * plot->device_scale), 1);
  int upright = (int) MAX (round (UPRIGHT * plot->device_scale), 1);
  int previous = steps->steps[0].start > 0 ? 0 : G_MAXINT;

  for (guint i = 0; i < steps->n; i++)
    {
      const PvLineStep *step = &steps->steps[i];
      int height = extents[i].high;
      int next = step->end < columns ? 0 : G_MAXINT;
      int width = MIN (upright, step->end - step->start);

      if (i + 1 < steps->n)
        next = extents[i + 1].high;
      if (width == 0)
        continue;

      if (height > 0 || with_zero)
        visit (target, step->start, step->end, height, height + thickness);
      if (previous < height)
        visit (target, step->start, step->start + width, previous, height);
      if (next < height)
        visit (target, step->end - width, step->end, next, height);
      previous = height;
    }
}

/*
 * Onto a path
 */

typedef struct
{
  const PvLinePlot *plot;
  cairo_t *cr;
} Path;

static void
add_box (gpointer target,
         int      start,
         int      end,
         int      bottom,
         int      top)
{
  Path *path = target;
  double scale = path->plot->device_scale;

  cairo_rectangle (path->cr, path->plot->x + start / scale, path->plot->y + path->plot->height - top / scale,
                   (end - start) / scale, (top - bottom) / scale);
}

/* The area as one shape: between boxes that only touch, some viewers of documents show seams. */
static void
add_area (const PvLineSteps *steps,
          const Extent      *extents,
          Path              *path)
{
  const PvLinePlot *plot = path->plot;
  double scale = plot->device_scale;
  double base = plot->y + plot->height;
  int height = 0;

  cairo_move_to (path->cr, plot->x + steps->steps[0].start / scale, base);
  for (guint i = 0; i < steps->n; i++)
    {
      double x = plot->x + steps->steps[i].start / scale;

      if (extents[i].high == height)
        continue;
      cairo_line_to (path->cr, x, base - height / scale);
      height = extents[i].high;
      cairo_line_to (path->cr, x, base - height / scale);
    }
  cairo_line_to (path->cr, plot->x + steps->steps[steps->n - 1].end / scale, base - height / scale);
  cairo_line_to (path->cr, plot->x + steps->steps[steps->n - 1].end / scale, base);
  cairo_close_path (path->cr);
}

static void
draw_as_path (const PvLineSteps *steps,
              const PvLinePlot  *plot,
              const Extent      *extents,
              const PvColor     *color,
              double             fill,
              cairo_t           *cr)
{
  PvColor soft = *color;
  Path path = { plot, cr };

  soft.alpha *= (float) (fill > 0 ? fill : RANGE_ALPHA);
  pv_color_set_source (&soft, cr);
  if (fill > 0)
    {
      add_area (steps, extents, &path);
      cairo_fill (cr);
    }
  visit_ranges (steps, extents, add_box, &path);
  cairo_fill (cr);

  pv_color_set_source (color, cr);
  visit_line (steps, plot, extents, fill > 0, add_box, &path);
  cairo_fill (cr);
}

/*
 * Onto pixels
 */

/* How opaque each device pixel is. */
typedef struct
{
  guint8 *pixels;
  gsize stride;
  int width;
  int height;
  guint8 alpha; /* of the next boxes */
} Mask;

static void
put_box (gpointer target,
         int      start,
         int      end,
         int      bottom,
         int      top)
{
  Mask *mask = target;
  int first = mask->height - CLAMP (top, 0, mask->height);
  int last = mask->height - CLAMP (bottom, 0, mask->height);

  end = MIN (end, mask->width);

  /* By columns: most boxes are a pixel wide. */
  for (int x = MAX (start, 0); x < end; x++)
    {
      guint8 *pixel = mask->pixels + (gsize) first * mask->stride + x;

      for (int y = first; y < last; y++, pixel += mask->stride)
        *pixel = mask->alpha;
    }
}

static void
draw_as_mask (const PvLineSteps *steps,
              const PvLinePlot  *plot,
              const Extent      *extents,
              const PvColor     *color,
              double             fill,
              cairo_t           *cr)
{
  double scale = plot->device_scale;
  /* The line on top of the highest step lies above the plot. */
  int above = (int) ceil (THICKNESS * scale);
  int width = (int) pv_line_plot_get_columns (plot);
  int height = (int) round (plot->height * scale) + above;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, width, height);
  cairo_pattern_t *pattern;

  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    {
      Mask mask = { cairo_image_surface_get_data (surface), (gsize) cairo_image_surface_get_stride (surface), width,
                    height, 0 };

      if (fill > 0)
        {
          mask.alpha = (guint8) round (255 * fill);
          visit_areas (steps, extents, put_box, &mask);
        }
      /* A range lies over the area. */
      mask.alpha = (guint8) round (255 * (fill > 0 ? 1 - (1 - fill) * (1 - fill) : RANGE_ALPHA));
      visit_ranges (steps, extents, put_box, &mask);
      mask.alpha = 255;
      visit_line (steps, plot, extents, fill > 0, put_box, &mask);
      cairo_surface_mark_dirty (surface);
    }

  cairo_surface_set_device_scale (surface, scale, scale);
  pattern = cairo_pattern_create_for_surface (surface);
  cairo_pattern_set_filter (pattern, CAIRO_FILTER_NEAREST);

  cairo_save (cr);
  cairo_translate (cr, plot->x, plot->y - above / scale);
  pv_color_set_source (color, cr);
  cairo_mask (cr, pattern);
  cairo_restore (cr);

  cairo_pattern_destroy (pattern);
  cairo_surface_destroy (surface);
}

void
pv_line_shape_draw (const PvLineSteps *steps,
                    const PvLinePlot  *plot,
                    const PvValueAxis *axis,
                    const PvColor     *color,
                    double             fill,
                    cairo_t           *cr)
{
  g_autofree Extent *extents = NULL;

  if (steps->n == 0)
    return;

  extents = get_extents (steps, plot, axis);
  if (steps->n > MANY_STEPS && cairo_surface_get_type (cairo_get_group_target (cr)) == CAIRO_SURFACE_TYPE_IMAGE)
    draw_as_mask (steps, plot, extents, color, fill, cr);
  else
    draw_as_path (steps, plot, extents, color, fill, cr);
}
