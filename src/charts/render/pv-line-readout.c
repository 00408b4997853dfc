/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-readout.c: what a bin says, in words and in the box beside the crosshair. */
#include "config.h"

#include "pv-line-readout.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "pv-bidi.h"
#include "pv-chart-device.h"
#include "pv-chart-palette.h"
#include "pv-chart-text.h"
#include "pv-elapsed-axis.h"
#include "pv-time-text.h"

/* Pixels. */
#define PADDING_X 12
#define PADDING_Y 8
#define DISTANCE 10 /* from the crosshair */
#define TOP 6 /* from the plot's upper edge */
#define RADIUS 8
/* In heights of a line: how long the names of parts make the box, as far as there is room beside the crosshair,
 * and in any case. What is longer is shortened, and its value whole. */
#define MAX_PART_WIDTH 24
#define MIN_PART_WIDTH 10
/* Parts of a line's height: the dot that says whose number it is, and what is between it and the text. */
#define DOT .5
#define DOT_GAP .35

static gboolean
is_of_one_day (const PvLineScene *scene)
{
  g_autofree char *first = pv_time_format (scene->start_ns, scene->time_zone, "%F");
  g_autofree char *last = pv_time_format (pv_time_subtract (scene->end_ns, 1), scene->time_zone, "%F");

  return g_str_equal (first, last);
}

/* Bins begin at round times by the clock, and so anywhere from the first packet on: to the millisecond. */
static gint64
get_elapsed_step (gint64 start_ns,
                  gint64 size)
{
  return start_ns % PV_TIME_SECOND == 0 && size % PV_TIME_SECOND == 0 ? PV_TIME_SECOND : MIN (PV_TIME_MS, size);
}

static char *
format_elapsed (const PvLineScene *scene,
                const PvLineBin   *bin)
{
  gint64 size = pv_time_subtract (bin->end_ns, bin->start_ns);
  gint64 start_ns = pv_elapsed_get (bin->start_ns, scene->origin_ns);
  gint64 end_ns = pv_time_add (start_ns, size);
  gint64 largest = MAX (ABS (start_ns), ABS (end_ns));
  g_autofree char *start = pv_elapsed_format (start_ns, get_elapsed_step (start_ns, size), largest);
  g_autofree char *end = NULL;

  if (size < PV_TIME_MINUTE)
    return g_steal_pointer (&start);

  end = pv_elapsed_format (end_ns, get_elapsed_step (start_ns, size), largest);

  return g_strdup_printf (C_ ("time", "%s – %s"), start, end);
}

char *
pv_line_readout_format_time (const PvLineScene *scene,
                             const PvLineBin   *bin)
{
  gint64 size = pv_time_subtract (bin->end_ns, bin->start_ns);
  g_autofree char *day = NULL;
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;
  g_autofree char *clock = NULL;

  if (scene->is_elapsed)
    return format_elapsed (scene, bin);

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
  if (pv_unit_is_count (scene->unit))
    return NULL;

  return pv_unit_format_long (PV_UNIT_PACKETS, bin->count);
}

/* Whether it is a span that is told of; what that comes to is @sum. */
static gboolean
get_read_span (const PvLineScene *scene,
               PvLineData        *data,
               PvLineBin         *sum)
{
  return !pv_line_span_is_empty (&scene->read_span) &&
         pv_line_data_get_sum (data, scene->read_span.start_ns, scene->read_span.end_ns, sum);
}

/* When @bin is, or how long the span is that it stands for: the chip of that says when. */
static char *
format_heading (const PvLineScene *scene,
                const PvLineBin   *bin)
{
  if (bin->start_ns == scene->read_span.start_ns && bin->end_ns == scene->read_span.end_ns)
    return pv_unit_format_duration (pv_time_subtract (bin->end_ns, bin->start_ns));

  return pv_line_readout_format_time (scene, bin);
}

/* What @part has in @bin, or in the span; NULL where it has no such bin. */
static char *
format_part (const PvLineScene *scene,
             const PvLinePart  *part,
             const PvLineBin   *bin)
{
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  g_autofree char *isolated = NULL;
  PvLineBin part_bin;

  if (!get_read_span (scene, part->data, &part_bin) && !pv_line_data_get_bin (part->data, bin->start_ns, &part_bin))
    return NULL;

  name = pv_bidi_isolate (part->name);
  value = pv_unit_format_long (scene->unit, part_bin.value);
  isolated = pv_bidi_isolate (value);

  /* Translators: what is picked, and its bytes or packets: "192.168.1.5: 41.0 kB". */
  return g_strdup_printf (C_ ("line chart", "%s: %s"), name, isolated);
}

char *
pv_line_readout_describe (const PvLineScene *scene,
                          const PvLineBin   *bin)
{
  g_autofree char *time = NULL;
  g_autofree char *value = NULL;
  g_autofree char *count = NULL;
  g_autofree char *rate = NULL;
  PvLineBin sum;
  PvLinePart part;
  GString *text;

  g_return_val_if_fail (scene != NULL, NULL);
  g_return_val_if_fail (bin != NULL, NULL);

  if (get_read_span (scene, scene->data, &sum))
    bin = &sum;
  time = format_heading (scene, bin);
  value = pv_unit_format_long (scene->unit, bin->value);
  count = format_count (scene, bin);
  rate = pv_unit_format_rate (scene->unit, bin->value, pv_time_subtract (bin->end_ns, bin->start_ns));

  text = g_string_new (NULL);
  g_string_append_printf (text, "%s: %s", time, value);
  if (count != NULL)
    g_string_append_printf (text, ", %s", count);
  if (rate != NULL)
    g_string_append_printf (text, ", %s", rate);
  for (guint i = 0; pv_line_data_get_part (scene->data, i, &part); i++)
    {
      g_autofree char *of_part = format_part (scene, &part, bin);

      if (of_part != NULL)
        g_string_append_printf (text, ", %s", of_part);
    }

  return g_string_free (text, FALSE);
}

/* One line of the box. */
typedef struct
{
  PangoLayout *layout;
  PvColor color;
  PvColor dot; /* before it; transparent for none */
} Line;

/* How many lines the box has at most: as many as fit into the plot, a few in any case. */
#define MIN_LINES 4

static int
line_get_indent (const Line *line)
{
  int height;

  if (line->dot.alpha <= 0)
    return 0;

  pango_layout_get_pixel_size (line->layout, NULL, &height);

  return (int) ceil ((DOT + DOT_GAP) * height);
}

/* @max_width: pixels, -1 for any; longer text is shortened in its middle */
static void
add_line (const PvLineScene *scene,
          GArray            *lines,
          PvTextFlags        flags,
          const PvColor     *color,
          const PvColor     *dot,
          const char        *text,
          double             max_width)
{
  Line line = { .color = *color, .dot = dot != NULL ? *dot : (PvColor){ 0 } };

  if (text == NULL)
    return;

  /* the crosshair moves, and so the room changes all the time: what has enough is laid out once */
  flags |= PV_TEXT_NUMBERS;
  if (max_width >= 0 && pv_text_get_width (scene->pango, &scene->style, flags, text) <= max_width)
    max_width = -1;
  line.layout = pv_text_get_layout (scene->pango, &scene->style, flags, text, max_width);
  g_array_append_val (lines, line);
}

/* What each part has in the bin, after a dot in its colour, because text in it could not be read as well.
 * The box is dark also on a light chart. */
static void
add_parts (const PvLineScene *scene,
           const PvLineBin   *bin,
           guint              max,
           double             max_width,
           const PvColor     *text_color,
           GArray            *lines)
{
  PvChartStyle on_dark;
  PvLinePart part;

  pv_chart_style_init_dark (&on_dark, NULL);
  for (guint i = 0; lines->len < max && pv_line_data_get_part (scene->data, i, &part); i++)
    {
      g_autofree char *text = format_part (scene, &part, bin);
      PvColor dot;

      if (text == NULL)
        continue;

      pv_chart_palette_get (&on_dark, part.mark, &dot);
      add_line (scene, lines, PV_TEXT_PLAIN, text_color, &dot, text, max_width);
    }
}

/* How wide the text of a part may be beside a crosshair at @x. */
static double
get_max_part_width (const PvLineScene *scene,
                    double             x,
                    int                line_height)
{
  double around = DISTANCE + 2 * PADDING_X + ceil ((DOT + DOT_GAP) * line_height);
  double room = MAX (x, scene->width - x) - around;

  return MAX (MIN (room, MAX_PART_WIDTH * line_height), MIN_PART_WIDTH * line_height);
}

/* Lays out the lines of the box: time, or how long a span is; value and count; rate; one for each part. */
static GArray *
lay_out (const PvLineScene *scene,
         const PvLinePlot  *plot,
         const PvLineBin   *bin,
         double             x,
         PvRect            *bounds)
{
  const PvColor white = { 1, 1, 1, 1 };
  const PvColor pale = { 1, 1, 1, scene->style.high_contrast ? 1 : .75f };
  g_autofree char *heading = NULL;
  g_autofree char *value = NULL;
  g_autofree char *count = NULL;
  g_autofree char *rate = NULL;
  g_autofree char *numbers = NULL;
  PvLineBin sum;
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));
  int line_height = pv_text_get_height (scene->pango, &scene->style, PV_TEXT_NUMBERS);
  double width = 0, height = 2 * PADDING_Y;
  double left;

  if (get_read_span (scene, scene->data, &sum))
    bin = &sum;
  heading = format_heading (scene, bin);
  value = pv_unit_format_long (scene->unit, bin->value);
  count = format_count (scene, bin);
  rate = pv_unit_format_rate (scene->unit, bin->value, pv_time_subtract (bin->end_ns, bin->start_ns));
  numbers = count != NULL ? g_strdup_printf ("%s · %s", value, count) : g_steal_pointer (&value);

  add_line (scene, lines, PV_TEXT_BOLD, &white, NULL, heading, -1);
  add_line (scene, lines, PV_TEXT_PLAIN, &white, NULL, numbers, -1);
  add_line (scene, lines, PV_TEXT_PLAIN, &pale, NULL, rate, -1);
  add_parts (scene, bin, (guint) MAX ((plot->height - TOP - 2 * PADDING_Y) / line_height, MIN_LINES),
             get_max_part_width (scene, x, line_height), &white, lines);

  for (guint i = 0; i < lines->len; i++)
    {
      int w, h;

      pango_layout_get_pixel_size (g_array_index (lines, Line, i).layout, &w, &h);
      width = MAX (width, w + line_get_indent (&g_array_index (lines, Line, i)));
      height += h;
    }
  width += 2 * PADDING_X;

  /* Beside the crosshair, where there is room; never over it as long as there is room at all. */
  left = scene->rtl ? x - DISTANCE - width : x + DISTANCE;
  if (left + width > scene->width)
    left = x - DISTANCE - width;
  if (left < 0)
    left = MIN (x + DISTANCE, MAX (scene->width - width, 0));

  *bounds = (PvRect){
    .x = pv_chart_device_snap (left, plot->device_scale),
    .y = pv_chart_device_snap (plot->y + TOP, plot->device_scale),
    .width = width,
    .height = height,
  };

  return lines;
}

void
pv_line_readout_get_bounds (const PvLineScene *scene,
                            const PvLinePlot  *plot,
                            const PvLineBin   *bin,
                            double             x,
                            PvRect            *bounds)
{
  g_autoptr (GArray) lines = lay_out (scene, plot, bin, x, bounds);
}

void
pv_line_readout_draw (const PvLineScene *scene,
                      const PvLinePlot  *plot,
                      const PvLineBin   *bin,
                      double             x,
                      cairo_t           *cr)
{
  /* Dark on light, and on dark a little lighter than what is below. */
  gboolean is_dark = pv_chart_style_is_dark (&scene->style);
  PvColor back = is_dark ? (PvColor){ .24f, .23f, .27f, .96f } : (PvColor){ .14f, .12f, .19f, .92f };
  const PvColor rim = { 1, 1, 1, scene->style.high_contrast ? .8f : .12f };
  g_autoptr (GArray) lines = NULL;
  PvRect box;
  double left, right, y;

  lines = lay_out (scene, plot, bin, x, &box);

  if (scene->style.high_contrast)
    back.alpha = 1;
  pv_color_set_source (&back, cr);
  pv_chart_device_rounded_rectangle (cr, box.x, box.y, box.width, box.height, RADIUS);
  cairo_fill (cr);

  cairo_set_line_width (cr, 1);
  pv_color_set_source (&rim, cr);
  pv_chart_device_rounded_rectangle (cr, box.x + .5, box.y + .5, box.width - 1,
                                     box.height - 1, RADIUS - .5);
  cairo_stroke (cr);

  left = box.x + PADDING_X;
  right = box.x + box.width - PADDING_X;
  y = box.y + PADDING_Y;
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);
      int w, h;

      pango_layout_get_pixel_size (line->layout, &w, &h);
      if (line->dot.alpha > 0)
        {
          double radius = DOT * h / 2;

          pv_color_set_source (&line->dot, cr);
          cairo_arc (cr, scene->rtl ? right - radius : left + radius, y + h / 2., radius, 0, 2 * G_PI);
          cairo_fill (cr);
        }
      pv_text_draw (cr, line->layout,
                    scene->rtl ? right - line_get_indent (line) - w : left + line_get_indent (line), y, &line->color);
      y += h;
    }
}
