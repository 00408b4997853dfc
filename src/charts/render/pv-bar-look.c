/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-look.c: all that is seen of one bar, and how it is drawn. */
#include "config.h"

#include "pv-bar-look.h"

#include <math.h>
#include <string.h>

#include "pv-bidi.h"
#include "pv-chart-device.h"
#include "pv-chart-palette.h"
#include "pv-chart-text.h"
#include "pv-sparkline.h"

/* Pixels. */
#define BAR_RADIUS 4
#define MIN_LENGTH 2  /* of a bar that is not nothing */
#define MIN_PART 3    /* of a part of a bar that is not nothing, where there is room */
#define PART_GAP 1    /* between them */
#define SECOND_GAP 8  /* between a label and what stands beside it for want of a second line */
#define OUTLINE 1.5
#define STACK_GAP 3
#define STACK_PADDING 5
#define GUTTER 6      /* what a part has of the gap before the next column */

/* Parts of a row's height. */
#define SPARK .5

/* Opacity. */
#define BAR .86
#define LINE .2
#define OUTLINE_ALPHA .7
#define SPARK_ALPHA .6

char *
pv_bar_look_format (PvBar       *bar,
                    PvUnit       unit,
                    PvBarColumn  column,
                    gboolean     is_narrowed)
{
  switch (column)
    {
    case PV_BAR_COLUMN_VALUE:
      return pv_unit_format (unit, pv_bar_get_value (bar));

    case PV_BAR_COLUMN_CHANGE:
      return g_strdup (pv_bar_get_change (bar));

    case PV_BAR_COLUMN_SHARE:
      return pv_bar_get_total (bar) > 0 ? pv_unit_format_share (pv_bar_get_value (bar), pv_bar_get_total (bar)) : NULL;

    case PV_BAR_COLUMN_WHOLE:
    default:
      return is_narrowed ? pv_unit_format (unit, pv_bar_get_whole (bar)) : NULL;
    }
}

/* Something that is there is seen, however small. */
static double
get_length (double             part,
            double             number,
            const PvBarLayout *layout)
{
  double length = pv_chart_device_snap (part * layout->bar_room, layout->device_scale);

  return number > 0 ? MAX (length, MIN_LENGTH) : length;
}

/* Where the parts of a bar end: as long as their shares, and each that is there is seen where the bar is long enough. */
static void
init_fills (PvBarLook         *self,
            PvBar             *bar,
            const PvBarLayout *layout)
{
  const double *fills = pv_bar_get_fills (bar);
  double value = pv_bar_get_value (bar);
  double sum = 0;
  double end = 0;
  double least;
  guint n_left = 0;

  if (fills == NULL || value <= 0 || self->value_length <= 0)
    return;

  for (PvBarFill fill = 0; fill < PV_BAR_N_FILLS; fill++)
    n_left += fills[fill] > 0;
  least = self->value_length >= n_left * MIN_PART ? MIN_PART : 0;
  for (PvBarFill fill = 0; fill < PV_BAR_N_FILLS; fill++)
    {
      if (fills[fill] > 0)
        {
          sum += fills[fill];
          n_left--;
          end = MAX (end + least, pv_chart_device_snap (sum / value * self->value_length, layout->device_scale));
          end = n_left == 0 && sum >= value ? self->value_length : MIN (end, self->value_length - n_left * least);
        }
      self->fill_ends[fill] = end;
    }
}

void
pv_bar_look_init (PvBarLook         *self,
                  const PvBarPlace  *place,
                  const PvBarLayout *layout,
                  gboolean           is_hovered)
{
  PvBar *bar = place->bar;
  GBytes *spark = layout->spark_width > 0 ? pv_bar_get_spark (bar) : NULL;

  *self = (PvBarLook){
    /* who is named first stands first, whichever way the text around runs: two addresses in IPv4 have no letters */
    .label = pv_bidi_isolate (pv_bar_get_label (bar)),
    .second = layout->has_two_lines ? g_strdup (pv_bar_get_second (bar)) : NULL,
    .spark = spark != NULL ? g_bytes_ref (spark) : NULL,
    .value_length = get_length (place->value, pv_bar_get_value (bar), layout),
    .whole_length = layout->is_narrowed ? get_length (place->whole, pv_bar_get_whole (bar), layout) : 0,
    .other_length = layout->is_compared && pv_bar_get_other (bar) >= 0
                      ? get_length (place->other, pv_bar_get_other (bar), layout)
                      : -1,
    .opacity = place->opacity,
    .mark = pv_bar_get_mark (bar),
    .is_hovered = is_hovered,
  };
  init_fills (self, bar, layout);
  for (guint column = 0; column < PV_BAR_N_COLUMNS; column++)
    if (layout->ends[column] > 0)
      self->numbers[column] = pv_bar_look_format (bar, place->unit, column, layout->is_narrowed);
}

void
pv_bar_look_clear (PvBarLook *self)
{
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->second, g_free);
  for (guint column = 0; column < PV_BAR_N_COLUMNS; column++)
    g_clear_pointer (&self->numbers[column], g_free);
  g_clear_pointer (&self->spark, g_bytes_unref);
}

/* Where a strip of bars begins, from where they begin; the one behind the last, where they end. */
static double
get_strip_start (const PvBarLayout *layout,
                 guint              strip)
{
  return floor (layout->bar_room * strip / PV_BAR_N_STRIPS);
}

/* Whether two boxes of these lengths look alike within a strip: both pass through it, or neither reaches it. */
static gboolean
is_alike_in_strip (double             a,
                   double             b,
                   const PvBarLayout *layout,
                   guint              strip)
{
  double start = get_strip_start (layout, strip);
  double end = get_strip_start (layout, strip + 1) + BAR_RADIUS;

  return a == b || (a <= start && b <= start) || (a >= end && b >= end);
}

static gboolean
equal_bars (const PvBarLook   *a,
            const PvBarLook   *b,
            const PvBarLayout *layout,
            guint              strip)
{
  /* dashes run all around, and parts of a bar may be everywhere in it */
  if (a->is_hovered != b->is_hovered || a->other_length != b->other_length ||
      memcmp (a->fill_ends, b->fill_ends, sizeof a->fill_ends) != 0 ||
      (a->other_length > 0 && (a->value_length <= 0) != (b->value_length <= 0)))
    return FALSE;

  return is_alike_in_strip (a->value_length, b->value_length, layout, strip) &&
         is_alike_in_strip (a->whole_length, b->whole_length, layout, strip);
}

gboolean
pv_bar_look_equal_part (const PvBarLook   *a,
                        const PvBarLook   *b,
                        const PvBarLayout *layout,
                        PvBarPart          part)
{
  if (a->opacity != b->opacity || a->mark != b->mark)
    return FALSE;

  switch (part)
    {
    case PV_BAR_PART_LABELS:
      return g_strcmp0 (a->label, b->label) == 0 && g_strcmp0 (a->second, b->second) == 0;

    case PV_BAR_PART_NUMBERS:
      for (guint column = 0; column < PV_BAR_COLUMN_WHOLE; column++)
        if (g_strcmp0 (a->numbers[column], b->numbers[column]) != 0)
          return FALSE;
      return TRUE;

    case PV_BAR_PART_WHOLE:
      return g_strcmp0 (a->numbers[PV_BAR_COLUMN_WHOLE], b->numbers[PV_BAR_COLUMN_WHOLE]) == 0;

    case PV_BAR_PART_BARS:
    default:
      return equal_bars (a, b, layout, part - PV_BAR_PART_BARS);

    case PV_BAR_PART_SPARK:
      return a->spark == b->spark || (a->spark != NULL && b->spark != NULL && g_bytes_equal (a->spark, b->spark));
    }
}

static PvColor
fade (PvColor color,
      double  opacity)
{
  color.alpha *= opacity;

  return color;
}

/* Shortened where it does not fit. While a column's width is on its way, a text that fits is not shaped for each. */
static PangoLayout *
get_text (PangoContext       *pango,
          const PvChartStyle *style,
          PvTextFlags         flags,
          const char         *text,
          double              max_width,
          int                *width,
          int                *height)
{
  PangoLayout *layout = pv_text_get_layout (pango, style, flags, text, -1);

  pango_layout_get_pixel_size (layout, width, height);
  if (*width > max_width)
    {
      layout = pv_text_get_layout (pango, style, flags, text, MAX (max_width, 0));
      pango_layout_get_pixel_size (layout, width, height);
    }

  return layout;
}

static void
draw_labels (const PvBarLook    *self,
             const PvBarLayout  *layout,
             const PvChartStyle *style,
             PangoContext       *pango,
             double              top,
             cairo_t            *cr)
{
  PvTextFlags flags = self->mark != PV_CHART_UNMARKED ? PV_TEXT_BOLD : PV_TEXT_PLAIN;
  PvColor foreground = fade (style->foreground, self->opacity);
  PvColor dim = fade (style->dim, self->opacity);
  PangoLayout *text;
  int width, height;
  int baseline;
  double start = layout->label_start;
  double room = layout->label_width;
  double y = top;

  text = get_text (pango, style, flags, self->label, room, &width, &height);
  y += pv_text_get_rise (pango, style, PV_TEXT_PLAIN, text);
  baseline = pango_layout_get_baseline (text);
  pv_text_draw (cr, text, pv_bar_layout_place (layout, start, width), y, &foreground);
  if (self->second == NULL)
    return;

  if (layout->is_stacked)
    {
      /* beside it, where there is room for much of it */
      start += width + SECOND_GAP;
      room -= width + SECOND_GAP;
      if (room < 4 * height)
        return;
      text = get_text (pango, style, PV_TEXT_SMALL, self->second, room, &width, &height);
      y += PANGO_PIXELS (baseline - pango_layout_get_baseline (text));
    }
  else
    {
      text = get_text (pango, style, PV_TEXT_SMALL, self->second, room, &width, &height);
      y = top + layout->text_height + pv_text_get_rise (pango, style, PV_TEXT_SMALL, text);
    }
  pv_text_draw (cr, text, pv_bar_layout_place (layout, start, width), y, &dim);
}

/* Those from column @first to @end, without that one. */
static void
draw_numbers (const PvBarLook    *self,
              const PvBarLayout  *layout,
              const PvChartStyle *style,
              PangoContext       *pango,
              guint               first,
              guint               end,
              double              y,
              cairo_t            *cr)
{
  PvColor foreground = fade (style->foreground, self->opacity);
  PvColor dim = fade (style->dim, self->opacity);

  for (guint column = first; column < end; column++)
    {
      PangoLayout *text;
      int width;

      if (self->numbers[column] == NULL)
        continue;

      text = pv_text_get_layout (pango, style, PV_TEXT_NUMBERS, self->numbers[column], -1);
      pango_layout_get_pixel_size (text, &width, NULL);
      pv_text_draw (cr, text, pv_bar_layout_place (layout, layout->ends[column] - width, width),
                    y + pv_text_get_rise (pango, style, PV_TEXT_NUMBERS, text),
                    column <= PV_BAR_COLUMN_CHANGE ? &foreground : &dim);
    }
}

static void
draw_box (const PvBarLayout *layout,
          const PvColor     *color,
          double             y,
          double             length,
          double             height,
          double             radius,
          cairo_t           *cr)
{
  pv_color_set_source (color, cr);
  pv_chart_device_rounded_rectangle (cr, pv_bar_layout_place (layout, layout->bar_start, length), y, length, height,
                                     radius);
  cairo_fill (cr);
}

/* A frame as long as what the bar is compared with: seen inside the bar where that is longer, and beyond it where it is
 * shorter. Dashed where there is no bar in it. */
static void
draw_outline (const PvBarLook    *self,
              const PvBarLayout  *layout,
              const PvChartStyle *style,
              double              y,
              cairo_t            *cr)
{
  double thickness = pv_chart_device_snap (OUTLINE, layout->device_scale);
  double half = thickness / 2;
  double x = pv_bar_layout_place (layout, layout->bar_start, self->other_length);
  PvColor color = fade (style->foreground, (style->high_contrast ? 1 : OUTLINE_ALPHA) * self->opacity);
  const double dashes[] = { 3 * thickness, 2 * thickness };

  if (self->other_length <= 0)
    return;

  cairo_save (cr);
  pv_color_set_source (&color, cr);
  cairo_set_line_width (cr, thickness);
  if (self->value_length <= 0)
    cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  pv_chart_device_rounded_rectangle (cr, x + half, y + half, MAX (self->other_length - thickness, thickness / 2),
                                     layout->bar_height - thickness, BAR_RADIUS - half);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* A bar of several parts. */
static void
draw_parts (const PvBarLook    *self,
            const PvBarLayout  *layout,
            const PvChartStyle *style,
            PvColor             own,
            double              opacity,
            double              y,
            cairo_t            *cr)
{
  double start = 0;

  own.alpha = 1;

  cairo_save (cr);
  pv_chart_device_rounded_rectangle (cr, pv_bar_layout_place (layout, layout->bar_start, self->value_length), y,
                                     self->value_length, layout->bar_height, BAR_RADIUS);
  cairo_clip (cr);
  for (PvBarFill fill = 0; fill < PV_BAR_N_FILLS; fill++)
    {
      double end = self->fill_ends[fill];
      double width = end - start;

      if (width <= 0)
        continue;

      if (end < self->value_length && width > PART_GAP)
        width -= PART_GAP;
      pv_bar_fill_draw (fill, style, &own, opacity, layout->device_scale,
                        pv_bar_layout_place (layout, layout->bar_start + start, width), y, width, layout->bar_height, cr);
      start = end;
    }
  cairo_restore (cr);
}

static void
draw_bars (const PvBarLook    *self,
           const PvBarLayout  *layout,
           const PvChartStyle *style,
           const PvColor      *color,
           double              y,
           cairo_t            *cr)
{
  PvColor line = style->foreground;
  gboolean is_strong = self->is_hovered || self->mark != PV_CHART_UNMARKED || style->high_contrast;

  if (self->value_length > 0)
    {
      PvColor bar = fade (*color, is_strong ? 1 : BAR);

      if (self->fill_ends[PV_BAR_N_FILLS - 1] > 0)
        draw_parts (self, layout, style, *color, (is_strong ? 1 : BAR) * self->opacity, y, cr);
      else
        draw_box (layout, &bar, y, self->value_length, layout->bar_height, BAR_RADIUS, cr);
    }
  draw_outline (self, layout, style, y, cr);
  if (self->whole_length > 0)
    {
      line = fade (line, (style->high_contrast ? .6 : LINE) * self->opacity);
      draw_box (layout, &line, y + layout->bar_height + layout->line_gap, self->whole_length, layout->line_height,
                layout->line_height / 2, cr);
    }
}

/* Where the upper edges of a row's parts are. */
typedef struct
{
  double labels;
  double bars;
  double numbers;
} Tops;

static Tops
get_tops (const PvBarLook   *self,
          const PvBarLayout *layout)
{
  double block = layout->bar_height + layout->line_gap + layout->line_height;
  double texts = layout->text_height + (self->second != NULL && !layout->is_stacked ? layout->small_height : 0);
  Tops tops;

  if (layout->is_stacked)
    {
      tops.labels = tops.numbers = STACK_PADDING;
      tops.bars = tops.labels + layout->text_height + STACK_GAP;
    }
  else
    {
      tops.labels = (layout->row_height - texts) / 2;
      tops.bars = (layout->row_height - block) / 2;
      /* by the bar: its line below is not what they speak of */
      tops.numbers = tops.bars + (layout->bar_height - layout->text_height) / 2;
      if (self->second == NULL)
        tops.labels = tops.numbers;
    }
  tops.labels = round (tops.labels);
  tops.bars = pv_chart_device_snap (tops.bars, layout->device_scale);
  tops.numbers = round (tops.numbers);

  return tops;
}

/* Where the first column begins that there is room for; where bars may end. */
static double
get_numbers_start (const PvBarLayout *layout)
{
  return layout->is_stacked ? layout->label_start + layout->label_width : layout->bar_start + layout->bar_room;
}

/* Where the columns end that change with the selection. What is right of it has some room on its left. */
static double
get_numbers_end (const PvBarLayout *layout)
{
  double end = 0;

  for (guint column = 0; column < PV_BAR_COLUMN_WHOLE; column++)
    end = MAX (end, layout->ends[column]);

  return end + GUTTER;
}

static PvRect
place_part (const PvBarLayout *layout,
            double             start,
            double             end)
{
  start = floor (MAX (start, 0));
  end = ceil (MIN (end, layout->width));
  if (end <= start)
    return (PvRect){ 0 };

  return (PvRect){ pv_bar_layout_place (layout, start, end - start), 0, end - start, layout->row_height };
}

PvRect
pv_bar_layout_get_part (const PvBarLayout *layout,
                        PvBarPart          part)
{
  double end = layout->spark_width > 0 ? layout->spark_start - GUTTER : layout->width;
  guint strip = part - PV_BAR_PART_BARS;

  switch (part)
    {
    case PV_BAR_PART_LABELS:
      return place_part (layout, 0, layout->is_stacked ? get_numbers_start (layout) : layout->bar_start);

    case PV_BAR_PART_NUMBERS:
      return place_part (layout, get_numbers_start (layout), MIN (get_numbers_end (layout), end));

    case PV_BAR_PART_WHOLE:
      return place_part (layout, get_numbers_end (layout), layout->ends[PV_BAR_COLUMN_WHOLE] > 0 ? end : 0);

    case PV_BAR_PART_SPARK:
      return place_part (layout, layout->spark_start - GUTTER, layout->spark_width > 0 ? layout->width : 0);

    case PV_BAR_PART_BARS:
    default:
      return place_part (layout, layout->bar_start + get_strip_start (layout, strip),
                         layout->bar_start + get_strip_start (layout, strip + 1));
    }
}

static void
draw_spark (const PvBarLook    *self,
            const PvBarLayout  *layout,
            const PvChartStyle *style,
            const PvColor      *color,
            cairo_t            *cr)
{
  double height = round (layout->row_height * SPARK);
  double start = pv_chart_device_snap (layout->spark_start, layout->device_scale);
  PvColor pale = fade (*color, self->mark != PV_CHART_UNMARKED || style->high_contrast ? 1 : SPARK_ALPHA);
  PvRect area = {
    .x = pv_bar_layout_place (layout, start, layout->spark_width),
    .y = pv_chart_device_snap ((layout->row_height - height) / 2, layout->device_scale),
    .width = layout->spark_width,
    .height = height,
  };

  if (self->spark != NULL)
    pv_sparkline_draw (self->spark, &area, layout->device_scale, &pale, cr);
}

void
pv_bar_look_draw_part (const PvBarLook    *self,
                       PvBarPart           part,
                       const PvBarLayout  *layout,
                       const PvChartStyle *style,
                       PangoContext       *pango,
                       cairo_t            *cr)
{
  Tops tops = get_tops (self, layout);
  PvColor color = style->accent;

  if (self->mark != PV_CHART_UNMARKED)
    pv_chart_palette_get (style, self->mark, &color);
  color = fade (color, self->opacity);

  switch (part)
    {
    case PV_BAR_PART_LABELS:
      draw_labels (self, layout, style, pango, tops.labels, cr);
      break;

    case PV_BAR_PART_NUMBERS:
      draw_numbers (self, layout, style, pango, 0, PV_BAR_COLUMN_WHOLE, tops.numbers, cr);
      break;

    case PV_BAR_PART_WHOLE:
      draw_numbers (self, layout, style, pango, PV_BAR_COLUMN_WHOLE, PV_BAR_N_COLUMNS, tops.numbers, cr);
      break;

    case PV_BAR_PART_SPARK:
      draw_spark (self, layout, style, &color, cr);
      break;

    case PV_BAR_PART_BARS:
    default:
      draw_bars (self, layout, style, &color, tops.bars, cr);
    }
}

void
pv_bar_look_draw (const PvBarLook    *self,
                  const PvBarLayout  *layout,
                  const PvChartStyle *style,
                  PangoContext       *pango,
                  cairo_t            *cr)
{
  static const PvBarPart parts[] = {
    PV_BAR_PART_LABELS, PV_BAR_PART_BARS, PV_BAR_PART_NUMBERS, PV_BAR_PART_WHOLE, PV_BAR_PART_SPARK,
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    pv_bar_look_draw_part (self, parts[i], layout, style, pango, cr);
}
