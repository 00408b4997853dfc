/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-renderer.c: draws a bar chart. */
#include "config.h"

#include "pv-bar-renderer.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "pv-chart-device.h"
#include "pv-chart-palette.h"
#include "pv-chart-text.h"

/* Pixels. */
#define ROW_PADDING 13    /* above and below a line of text, together */
#define SIDE_PADDING 8    /* at the ends of a row */
#define LABEL_GAP 12      /* between label and bar */
#define TEXT_GAP 8        /* between bar and number, number and share */
#define BAR_RADIUS 4
#define ROW_RADIUS 6
#define ESTIMATE_ERROR 3  /* of a text's width before it is shaped */
#define MIN_BAR_ROOM 72   /* the longest bar, before texts beside it are shortened */

/* How much of a chart's width labels may have. */
#define MAX_LABEL_SHARE .4

typedef struct
{
  double device_scale;
  double row_height;
  double bar_height;
  double label_width; /* of the column */
  double bar_start;   /* where bars begin, from the side that labels are on */
  double bar_room;    /* the length of the longest bar */
  double peak;
  guint text_level; /* which of the text widths fits */
} Layout;

static PvTextFlags
get_label_flags (PvBar *bar)
{
  return pv_bar_get_mark (bar) != PV_CHART_UNMARKED ? PV_TEXT_BOLD : PV_TEXT_PLAIN;
}

static void
get_texts (PvUnit             unit,
           PvBar             *bar,
           guint              text_level,
           char             **number,
           char             **share)
{
  double value = pv_bar_get_value (bar);
  double whole = pv_bar_get_whole (bar);

  *number = pv_unit_format (unit, value);
  *share = NULL;

  if (text_level < 2 && pv_bar_get_total (bar) > 0)
    *share = pv_unit_format_share (whole, pv_bar_get_total (bar));

  if (text_level == 0 && whole > value)
    {
      g_autofree char *whole_number = pv_unit_format (unit, whole);
      g_autofree char *whole_share = g_steal_pointer (share);

      if (whole_share != NULL)
        /* Translators: beside a bar, after the number of what is selected: the number of all, and
         * their share of everything. "121 of 222 · 13 %" */
        *share = g_strdup_printf (C_ ("bar", "of %s · %s"), whole_number, whole_share);
      else
        *share = g_strdup_printf (C_ ("bar", "of %s"), whole_number);
    }
}

double
pv_bar_scene_get_row_height (const PvBarScene *scene)
{
  g_return_val_if_fail (scene != NULL, 1);

  return pv_text_get_height (scene->pango, &scene->style, PV_TEXT_PLAIN) + ROW_PADDING;
}

double
pv_bar_scene_get_full_height (const PvBarScene *scene)
{
  g_return_val_if_fail (scene != NULL, 0);

  return pv_bar_scene_get_row_height (scene) * scene->n_rows;
}

guint
pv_bar_scene_get_row_at (const PvBarScene *scene,
                         double            y)
{
  double row;

  g_return_val_if_fail (scene != NULL, G_MAXUINT);

  row = floor ((y + scene->scroll) / pv_bar_scene_get_row_height (scene));

  return row >= 0 && row < scene->n_rows ? (guint) row : G_MAXUINT;
}

/* Makes @width that of @text and the smaller @more (nullable) beside it, if that is greater. Most texts
 * are not the widest by far, and need not be shaped to see that. */
static void
widen (const PvBarScene *scene,
       PvTextFlags       flags,
       const char       *text,
       const char       *more,
       double           *width)
{
  double estimate = pv_text_estimate_width (scene->pango, &scene->style, flags, text);
  double exact;

  if (more != NULL)
    estimate += TEXT_GAP + pv_text_estimate_width (scene->pango, &scene->style, flags | PV_TEXT_SMALL, more);
  if (estimate < *width - ESTIMATE_ERROR)
    return;

  exact = pv_text_get_width (scene->pango, &scene->style, flags, text);
  if (more != NULL)
    exact += TEXT_GAP + pv_text_get_width (scene->pango, &scene->style, flags | PV_TEXT_SMALL, more);
  *width = MAX (*width, exact);
}

void
pv_bar_scene_measure (const PvBarScene *scene,
                      guint             first,
                      guint             n,
                      PvBarMetrics     *metrics)
{
  g_return_if_fail (scene != NULL);
  g_return_if_fail (metrics != NULL);

  if (scene->model == NULL)
    return;

  for (guint i = first; i < scene->n_rows && i - first < n; i++)
    {
      g_autoptr (PvBar) bar = g_list_model_get_item (scene->model, scene->first + i);

      if (bar == NULL)
        break;

      metrics->peak = MAX (metrics->peak, pv_bar_get_whole (bar));
      widen (scene, get_label_flags (bar), pv_bar_get_label (bar), NULL, &metrics->label_width);

      for (guint level = 0; level < G_N_ELEMENTS (metrics->text_widths); level++)
        {
          g_autofree char *number = NULL;
          g_autofree char *share = NULL;

          get_texts (scene->unit, bar, level, &number, &share);
          widen (scene, PV_TEXT_NUMBERS, number, share, &metrics->text_widths[level]);
        }
    }
}

static void
get_rows_in_sight (const PvBarScene *scene,
                   double            row_height,
                   guint            *first,
                   guint            *end)
{
  *first = (guint) CLAMP (floor (scene->scroll / row_height), 0, scene->n_rows);
  *end = (guint) CLAMP (ceil ((scene->scroll + scene->height) / row_height), *first, scene->n_rows);
}

static void
lay_out (const PvBarScene   *scene,
         const PvBarMetrics *metrics,
         Layout             *layout)
{
  double room = MAX (scene->width - 2 * SIDE_PADDING, 0);

  layout->row_height = pv_bar_scene_get_row_height (scene);
  layout->bar_height = layout->row_height - ROW_PADDING + 2;
  layout->peak = metrics->peak > 0 ? metrics->peak : 1;
  layout->label_width = ceil (MIN (metrics->label_width, room * MAX_LABEL_SHARE));
  layout->bar_start = SIDE_PADDING + layout->label_width + LABEL_GAP;

  room = scene->width - SIDE_PADDING - layout->bar_start - TEXT_GAP;
  for (layout->text_level = 0; layout->text_level < 2; layout->text_level++)
    if (room - metrics->text_widths[layout->text_level] >= MAX (MIN_BAR_ROOM, scene->width * .25))
      break;
  layout->bar_room = MAX (room - metrics->text_widths[layout->text_level], 0);
}

/* @x from the side that labels are on, to where it is. */
static double
place (const PvBarScene *scene,
       double            x,
       double            width)
{
  return scene->rtl ? scene->width - x - width : x;
}

static void
draw_bar (const PvBarScene *scene,
          cairo_t          *cr,
          const Layout     *layout,
          PvColor           color,
          double            y,
          double            length,
          double            alpha)
{
  double x = place (scene, layout->bar_start, length);

  color.alpha *= alpha;
  pv_color_set_source (&color, cr);
  pv_chart_device_rounded_rectangle (cr, x, y, length, layout->bar_height, BAR_RADIUS);
  cairo_fill (cr);
}

static void
outline_bar (const PvBarScene *scene,
             cairo_t          *cr,
             const Layout     *layout,
             const PvColor    *color,
             double            y,
             double            length)
{
  if (length < 2)
    return;

  pv_color_set_source (color, cr);
  cairo_set_line_width (cr, 1);
  pv_chart_device_rounded_rectangle (cr, place (scene, layout->bar_start, length) + .5, y + .5, length - 1,
                                     layout->bar_height - 1, BAR_RADIUS - .5);
  cairo_stroke (cr);
}

static double
get_row_top (const PvBarScene *scene,
             const Layout     *layout,
             double            row)
{
  return pv_chart_device_snap (row * layout->row_height - scene->scroll, layout->device_scale);
}

static void
draw_hover (const PvBarScene *scene,
            cairo_t          *cr,
            const Layout     *layout)
{
  double top = get_row_top (scene, layout, scene->hover);
  PvColor shade = scene->style.foreground;

  shade.alpha *= .05f;
  pv_color_set_source (&shade, cr);
  pv_chart_device_rounded_rectangle (cr, 0, top + 1, scene->width, layout->row_height - 2, ROW_RADIUS);
  cairo_fill (cr);
}

static void
draw_focus (const PvBarScene *scene,
            cairo_t          *cr,
            const Layout     *layout)
{
  double top = get_row_top (scene, layout, scene->current);

  pv_color_set_source (&scene->style.accent, cr);
  cairo_set_line_width (cr, 2);
  pv_chart_device_rounded_rectangle (cr, 1, top + 1, scene->width - 2, layout->row_height - 2, ROW_RADIUS);
  cairo_stroke (cr);
}

static PvColor
fade (PvColor color,
      double  opacity)
{
  color.alpha *= opacity;

  return color;
}

/* While the column's width is on its way, a label that fits needs not be shaped for each width. */
static PangoLayout *
get_label (const PvBarScene *scene,
           const Layout     *layout,
           PvBar            *bar)
{
  PvTextFlags flags = get_label_flags (bar);
  const char *label = pv_bar_get_label (bar);
  PangoLayout *text = pv_text_get_layout (scene->pango, &scene->style, flags, label, -1);
  int width;

  pango_layout_get_pixel_size (text, &width, NULL);

  return width <= layout->label_width
           ? text
           : pv_text_get_layout (scene->pango, &scene->style, flags, label, layout->label_width);
}

static void
draw_place (const PvBarScene *scene,
            cairo_t          *cr,
            const Layout     *layout,
            const PvBarPlace *bar_place)
{
  PvBar *bar = bar_place->bar;
  double opacity = bar_place->opacity;
  double top = get_row_top (scene, layout, bar_place->row);
  double bar_y = pv_chart_device_snap (top + (layout->row_height - layout->bar_height) / 2, layout->device_scale);
  double x = layout->bar_start;
  double value_length = pv_chart_device_snap (bar_place->value * layout->bar_room, layout->device_scale);
  double whole_length = pv_chart_device_snap (bar_place->whole * layout->bar_room, layout->device_scale);
  gboolean is_hovered = scene->hover == bar_place->position && scene->hover != G_MAXUINT;
  gboolean is_marked = pv_bar_get_mark (bar) != PV_CHART_UNMARKED;
  PvColor color = scene->style.accent;
  PvColor foreground = fade (scene->style.foreground, opacity);
  PvColor dim = fade (scene->style.dim, opacity);
  g_autofree char *number = NULL;
  g_autofree char *share = NULL;
  PangoLayout *text;
  int width, height;

  if (is_marked)
    pv_chart_palette_get (&scene->style, pv_bar_get_mark (bar), &color);
  color = fade (color, opacity);

  text = get_label (scene, layout, bar);
  pango_layout_get_pixel_size (text, &width, &height);
  pv_text_draw (cr, text, place (scene, SIDE_PADDING + layout->label_width - width, width),
                round (top + (layout->row_height - height) / 2), &foreground);

  /* Something that is there is seen, however small. */
  if (pv_bar_get_value (bar) > 0)
    value_length = MAX (value_length, 2);
  if (pv_bar_get_whole (bar) > 0)
    whole_length = MAX (whole_length, 2);

  /* The pale bar lies under the whole solid one, so that this has the same colour in each row. */
  draw_bar (scene, cr, layout, color, bar_y, whole_length, scene->style.high_contrast ? .4 : .28);
  if (scene->style.high_contrast)
    outline_bar (scene, cr, layout, &color, bar_y, whole_length);
  if (value_length > 0)
    draw_bar (scene, cr, layout, color, bar_y, value_length,
              is_hovered || is_marked || scene->style.high_contrast ? 1 : .86);

  get_texts (bar_place->unit, bar, layout->text_level, &number, &share);
  x += whole_length + TEXT_GAP;
  text = pv_text_get_layout (scene->pango, &scene->style, PV_TEXT_NUMBERS, number, -1);
  pango_layout_get_pixel_size (text, &width, &height);
  pv_text_draw (cr, text, round (place (scene, x, width)), round (top + (layout->row_height - height) / 2),
                &foreground);

  if (share != NULL)
    {
      int baseline = pango_layout_get_baseline (text);

      x += width + TEXT_GAP;
      text = pv_text_get_layout (scene->pango, &scene->style, PV_TEXT_NUMBERS | PV_TEXT_SMALL, share, -1);
      pango_layout_get_pixel_size (text, &width, NULL);
      pv_text_draw (cr, text, round (place (scene, x, width)),
                    round (top + (layout->row_height - height) / 2) +
                        PANGO_PIXELS (baseline - pango_layout_get_baseline (text)),
                    &dim);
    }
}

static void
draw_rows_at_rest (const PvBarScene *scene,
                   cairo_t          *cr,
                   const Layout     *layout,
                   guint             first,
                   guint             end)
{
  g_autoptr (GArray) places = pv_bar_places_new ();

  for (guint i = first; i < end; i++)
    {
      g_autoptr (PvBar) bar = g_list_model_get_item (scene->model, scene->first + i);

      if (bar != NULL)
        pv_bar_places_add (places, bar, i, scene->unit, layout->peak);
    }

  for (guint i = 0; i < places->len; i++)
    draw_place (scene, cr, layout, &g_array_index (places, PvBarPlace, i));
}

/* Bars pass through rows that are not theirs, so that what is in sight is known of each alone. */
static void
draw_moving (const PvBarScene *scene,
             cairo_t          *cr,
             const Layout     *layout)
{
  for (guint i = 0; i < scene->moving->len; i++)
    {
      const PvBarPlace *bar_place = &g_array_index (scene->moving, PvBarPlace, i);
      double top = bar_place->row * layout->row_height - scene->scroll;

      if (top > -layout->row_height && top < scene->height)
        draw_place (scene, cr, layout, bar_place);
    }
}

gboolean
pv_bar_scene_is_shortened (const PvBarScene *scene,
                           guint             position)
{
  g_autoptr (PvBar) bar = NULL;
  PvBarMetrics metrics = { 0 };
  Layout layout;

  g_return_val_if_fail (scene != NULL, FALSE);

  bar = scene->model != NULL ? g_list_model_get_item (scene->model, scene->first + position) : NULL;
  if (bar == NULL)
    return FALSE;

  if (scene->metrics != NULL)
    metrics = *scene->metrics;
  else
    pv_bar_scene_measure (scene, position, 1, &metrics);
  lay_out (scene, &metrics, &layout);

  return layout.text_level > 0 ||
         pv_text_get_width (scene->pango, &scene->style, get_label_flags (bar), pv_bar_get_label (bar)) > layout.label_width;
}

void
pv_bar_scene_draw (const PvBarScene *scene,
                   cairo_t          *cr)
{
  PvBarMetrics metrics = { 0 };
  Layout layout;
  guint first, end;

  g_return_if_fail (scene != NULL);
  g_return_if_fail (PANGO_IS_CONTEXT (scene->pango));
  g_return_if_fail (cr != NULL);

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, scene->width, scene->height);
  cairo_clip (cr);

  if (scene->style.background.alpha > 0)
    {
      pv_color_set_source (&scene->style.background, cr);
      cairo_paint (cr);
    }

  if (scene->model != NULL)
    {
      get_rows_in_sight (scene, pv_bar_scene_get_row_height (scene), &first, &end);
      if (scene->metrics != NULL)
        metrics = *scene->metrics;
      else
        pv_bar_scene_measure (scene, first, end - first, &metrics);

      layout.device_scale = pv_chart_device_get_scale (cr, scene->device_scale);
      lay_out (scene, &metrics, &layout);

      /* What the pointer and the keyboard are on is where it will be, whatever is on its way there. */
      if (scene->hover >= first && scene->hover < end)
        draw_hover (scene, cr, &layout);
      if (scene->moving != NULL)
        {
          first = MAX (first, scene->n_moving);
          draw_moving (scene, cr, &layout);
        }
      draw_rows_at_rest (scene, cr, &layout, first, end);
      if (scene->current < scene->n_rows)
        draw_focus (scene, cr, &layout);
    }

  cairo_restore (cr);
}
