/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-readout.c: what a bin says, in words and in the box beside the crosshair. */
#include "config.h"

#include "pv-line-readout.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "pv-chart-device.h"
#include "pv-chart-text.h"
#include "pv-time-text.h"

/* Pixels. */
#define PADDING_X 12
#define PADDING_Y 8
#define DISTANCE 10 /* from the crosshair */
#define TOP 6 /* from the plot's upper edge */
#define RADIUS 8

static gboolean
is_of_one_day (const PvLineScene *scene)
{
  g_autofree char *first = pv_time_format (scene->start_ns, scene->time_zone, "%F");
  g_autofree char *last = pv_time_format (scene->end_ns - 1, scene->time_zone, "%F");

  return g_str_equal (first, last);
}

char *
pv_line_readout_format_time (const PvLineScene *scene,
                             const PvLineBin   *bin)
{
  gint64 size = bin->end_ns - bin->start_ns;
  g_autofree char *day = NULL;
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;
  g_autofree char *clock = NULL;

  /* Translators: g_date_time_format() of a date in a short space: "Sat 9 Jul 2016". */
  day = pv_time_format (bin->start_ns, scene->time_zone, C_ ("time", "%a %-e %b %Y"));

  /* A day when clocks are put forward has 23 hours. */
  if (size >= 23 * PV_TIME_HOUR)
    return g_steal_pointer (&day);

  start = pv_time_format_clock (bin->start_ns, scene->time_zone, size);
  if (size >= PV_TIME_MINUTE)
    {
      end = pv_time_format_clock (bin->end_ns, scene->time_zone, size);
      /* Translators: a span of time: "10:05 – 10:10". */
      clock = g_strdup_printf (C_ ("time", "%s – %s"), start, end);
    }
  else
    {
      clock = g_steal_pointer (&start);
    }

  if (is_of_one_day (scene))
    return g_steal_pointer (&clock);

  /* Translators: a date and a time of day. */
  return g_strdup_printf (C_ ("time", "%s, %s"), day, clock);
}

/* NULL where the value is the count. */
static char *
format_count (const PvLineScene *scene,
              const PvLineBin   *bin)
{
  if (scene->unit == PV_UNIT_PACKETS || scene->unit == PV_UNIT_LOOKUPS || scene->unit == PV_UNIT_COUNT)
    return NULL;

  return pv_unit_format_long (PV_UNIT_PACKETS, bin->count);
}

char *
pv_line_readout_describe (const PvLineScene *scene,
                          const PvLineBin   *bin)
{
  g_autofree char *time = NULL;
  g_autofree char *value = NULL;
  g_autofree char *count = NULL;
  g_autofree char *rate = NULL;
  GString *text;

  g_return_val_if_fail (scene != NULL, NULL);
  g_return_val_if_fail (bin != NULL, NULL);

  time = pv_line_readout_format_time (scene, bin);
  value = pv_unit_format_long (scene->unit, bin->value);
  count = format_count (scene, bin);
  rate = pv_unit_format_rate (scene->unit, bin->value, bin->end_ns - bin->start_ns);

  text = g_string_new (NULL);
  g_string_append_printf (text, "%s: %s", time, value);
  if (count != NULL)
    g_string_append_printf (text, ", %s", count);
  if (rate != NULL)
    g_string_append_printf (text, ", %s", rate);

  return g_string_free (text, FALSE);
}

/* Time; value and count; rate. */
#define N_LINES 3

/* Lays out the lines of the box; NULL for one that there is not. */
static void
lay_out (const PvLineScene *scene,
         const PvLinePlot  *plot,
         const PvLineBin   *bin,
         double             x,
         PangoLayout       *layouts[N_LINES],
         graphene_rect_t   *bounds)
{
  const PvTextFlags flags[N_LINES] = { PV_TEXT_NUMBERS | PV_TEXT_BOLD, PV_TEXT_NUMBERS, PV_TEXT_NUMBERS };
  g_autofree char *time = pv_line_readout_format_time (scene, bin);
  g_autofree char *value = pv_unit_format_long (scene->unit, bin->value);
  g_autofree char *count = format_count (scene, bin);
  g_autofree char *rate = pv_unit_format_rate (scene->unit, bin->value, bin->end_ns - bin->start_ns);
  g_autofree char *numbers = count != NULL ? g_strdup_printf ("%s · %s", value, count) : g_steal_pointer (&value);
  const char *texts[N_LINES] = { time, numbers, rate };
  double width = 0, height = 2 * PADDING_Y;
  double left;

  for (guint i = 0; i < N_LINES; i++)
    {
      int w, h;

      layouts[i] = NULL;
      if (texts[i] == NULL)
        continue;
      layouts[i] = pv_text_get_layout (scene->pango, &scene->style, flags[i], texts[i], -1);
      pango_layout_get_pixel_size (layouts[i], &w, &h);
      width = MAX (width, w);
      height += h;
    }
  width += 2 * PADDING_X;

  /* Beside the crosshair, where there is room; never over it as long as there is room at all. */
  left = scene->rtl ? x - DISTANCE - width : x + DISTANCE;
  if (left + width > scene->width)
    left = x - DISTANCE - width;
  if (left < 0)
    left = MIN (x + DISTANCE, MAX (scene->width - width, 0));

  graphene_rect_init (bounds, (float) pv_chart_device_snap (left, plot->device_scale),
                      (float) pv_chart_device_snap (plot->y + TOP, plot->device_scale), (float) width, (float) height);
}

void
pv_line_readout_get_bounds (const PvLineScene *scene,
                            const PvLinePlot  *plot,
                            const PvLineBin   *bin,
                            double             x,
                            graphene_rect_t   *bounds)
{
  PangoLayout *layouts[N_LINES];

  lay_out (scene, plot, bin, x, layouts, bounds);
}

void
pv_line_readout_draw (const PvLineScene *scene,
                      const PvLinePlot  *plot,
                      const PvLineBin   *bin,
                      double             x,
                      cairo_t           *cr)
{
  const GdkRGBA white = { 1, 1, 1, 1 };
  const GdkRGBA pale = { 1, 1, 1, .75f };
  const GdkRGBA *colors[N_LINES] = { &white, &white, &pale };
  /* Dark on light, and on dark a little lighter than what is below. */
  const GdkRGBA *foreground = &scene->style.foreground;
  gboolean is_dark = foreground->red + foreground->green + foreground->blue > 1.5f;
  const GdkRGBA back = is_dark ? (GdkRGBA){ .24f, .23f, .27f, .96f } : (GdkRGBA){ .14f, .12f, .19f, .92f };
  const GdkRGBA rim = { 1, 1, 1, scene->style.high_contrast ? .8f : .12f };
  PangoLayout *layouts[N_LINES];
  graphene_rect_t box;
  double y;

  lay_out (scene, plot, bin, x, layouts, &box);

  gdk_cairo_set_source_rgba (cr, &back);
  pv_chart_device_rounded_rectangle (cr, box.origin.x, box.origin.y, box.size.width, box.size.height, RADIUS);
  cairo_fill (cr);

  cairo_set_line_width (cr, 1);
  gdk_cairo_set_source_rgba (cr, &rim);
  pv_chart_device_rounded_rectangle (cr, box.origin.x + .5, box.origin.y + .5, box.size.width - 1,
                                     box.size.height - 1, RADIUS - .5);
  cairo_stroke (cr);

  y = box.origin.y + PADDING_Y;
  for (guint i = 0; i < N_LINES; i++)
    {
      int w, h;

      if (layouts[i] == NULL)
        continue;
      pango_layout_get_pixel_size (layouts[i], &w, &h);
      pv_text_draw (cr, layouts[i],
                    scene->rtl ? box.origin.x + box.size.width - PADDING_X - w : box.origin.x + PADDING_X, y, colors[i]);
      y += h;
    }
}
