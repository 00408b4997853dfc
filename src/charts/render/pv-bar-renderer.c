/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-renderer.c: draws a bar chart. */
#include "config.h"

#include "pv-bar-renderer.h"

#include <math.h>

#include "pv-bar-layout.h"
#include "pv-bar-look.h"
#include "pv-chart-device.h"
#include "pv-chart-palette.h"
#include "pv-chart-text.h"

/* Pixels. */
#define ROW_RADIUS 6
#define ESTIMATE_ERROR 3 /* of a text's width before it is shaped */
#define HEADINGS_GAP 4   /* between headings and the first row */
/* What bars are called else makes their column no wider than this; labels do. */
#define MAX_SECOND 200

static PvTextFlags
get_label_flags (PvBar *bar)
{
  return pv_bar_get_mark (bar) != PV_CHART_UNMARKED ? PV_TEXT_BOLD : PV_TEXT_PLAIN;
}

/* Makes @width that of @text, if that is greater. Most texts are not the widest by far, and need not be shaped to
 * see that. */
static void
widen (const PvBarScene *scene,
       PvTextFlags       flags,
       const char       *text,
       double           *width)
{
  if (text == NULL || pv_text_estimate_width (scene->pango, &scene->style, flags, text) < *width - ESTIMATE_ERROR)
    return;

  *width = MAX (*width, pv_text_get_width (scene->pango, &scene->style, flags, text));
}

static void
measure_bar (const PvBarScene *scene,
             PvBar            *bar,
             PvBarMetrics     *metrics)
{
  g_autofree char *share = pv_bar_look_format (bar, scene->unit, PV_BAR_COLUMN_SHARE, TRUE);
  g_autofree char *whole = pv_bar_look_format (bar, scene->unit, PV_BAR_COLUMN_WHOLE, TRUE);
  double label_width;

  metrics->peak = MAX (metrics->peak, pv_bar_get_value (bar));
  if (scene->is_compared)
    metrics->peak = MAX (metrics->peak, pv_bar_get_other (bar));
  metrics->whole_peak = MAX (metrics->whole_peak, pv_bar_get_whole (bar));
  widen (scene, get_label_flags (bar), pv_bar_get_label (bar), &metrics->label_width);
  label_width = metrics->label_width;
  if (scene->has_two_lines && metrics->label_width < MAX_SECOND)
    {
      widen (scene, PV_TEXT_SMALL, pv_bar_get_second (bar), &metrics->label_width);
      metrics->label_width = MIN (metrics->label_width, MAX (label_width, MAX_SECOND));
    }

  /* a value is no more than its whole, and the columns do not move as it changes */
  widen (scene, PV_TEXT_NUMBERS, whole, &metrics->column_widths[PV_BAR_COLUMN_VALUE]);
  widen (scene, PV_TEXT_NUMBERS, share, &metrics->column_widths[PV_BAR_COLUMN_SHARE]);
  widen (scene, PV_TEXT_NUMBERS, whole, &metrics->column_widths[PV_BAR_COLUMN_WHOLE]);
  if (scene->is_compared)
    widen (scene, PV_TEXT_NUMBERS, pv_bar_get_change (bar), &metrics->column_widths[PV_BAR_COLUMN_CHANGE]);
}

/* Whatever numbers come. */
static void
measure_columns (const PvBarScene *scene,
                 PvBarMetrics     *metrics)
{
  g_autofree char *share = pv_unit_format_share (999, 1000);

  widen (scene, PV_TEXT_NUMBERS, share, &metrics->column_widths[PV_BAR_COLUMN_SHARE]);
  if (scene->unit == PV_UNIT_BYTES)
    {
      g_autofree char *bytes = pv_unit_format (PV_UNIT_BYTES, 888e6);

      widen (scene, PV_TEXT_NUMBERS, bytes, &metrics->column_widths[PV_BAR_COLUMN_VALUE]);
      widen (scene, PV_TEXT_NUMBERS, bytes, &metrics->column_widths[PV_BAR_COLUMN_WHOLE]);
    }
  for (guint column = 0; scene->headings != NULL && column < PV_BAR_N_COLUMNS; column++)
    widen (scene, PV_TEXT_SMALL, scene->headings->columns[column], &metrics->column_widths[column]);
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

  measure_columns (scene, metrics);
  for (guint i = first; i < scene->n_rows && i - first < n; i++)
    {
      g_autoptr (PvBar) bar = g_list_model_get_item (scene->model, scene->first + i);

      if (bar == NULL)
        break;
      measure_bar (scene, bar, metrics);
    }
}

static void
lay_out (const PvBarScene *scene,
         double            device_scale,
         PvBarLayout      *layout)
{
  const PvBarMetrics none = { 0 };

  pv_bar_layout_init (layout, scene, scene->metrics != NULL ? scene->metrics : &none, device_scale);
}

double
pv_bar_scene_get_row_height (const PvBarScene *scene)
{
  PvBarLayout layout;

  g_return_val_if_fail (scene != NULL, 1);

  lay_out (scene, 1, &layout);

  return layout.row_height;
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

void
pv_bar_scene_get_rows_in_sight (const PvBarScene *scene,
                                guint            *first,
                                guint            *end)
{
  double row_height;

  g_return_if_fail (scene != NULL);

  row_height = pv_bar_scene_get_row_height (scene);
  *first = (guint) CLAMP (floor (scene->scroll / row_height), 0, scene->n_rows);
  *end = (guint) CLAMP (ceil ((scene->scroll + scene->height) / row_height), *first, scene->n_rows);
}

/* Bars pass through rows that are not theirs, so that what is in sight is known of each alone. */
static void
add_moving (const PvBarScene *scene,
            GArray           *places)
{
  double row_height = pv_bar_scene_get_row_height (scene);

  for (guint i = 0; i < scene->moving->len; i++)
    {
      PvBarPlace place = g_array_index (scene->moving, PvBarPlace, i);
      double top = place.row * row_height - scene->scroll;

      if (top > -row_height && top < scene->height)
        {
          g_object_ref (place.bar);
          g_array_append_val (places, place);
        }
    }
}

GArray *
pv_bar_scene_get_places (const PvBarScene *scene,
                         double            peak,
                         double            whole_peak)
{
  GArray *places;
  guint first, end;

  g_return_val_if_fail (scene != NULL, NULL);

  places = pv_bar_places_new ();
  if (scene->model == NULL)
    return places;

  pv_bar_scene_get_rows_in_sight (scene, &first, &end);
  if (scene->moving != NULL)
    {
      first = MAX (first, scene->n_moving);
      add_moving (scene, places);
    }
  for (guint i = first; i < end; i++)
    {
      g_autoptr (PvBar) bar = g_list_model_get_item (scene->model, scene->first + i);

      if (bar != NULL)
        pv_bar_places_add (places, bar, i, scene->unit, peak, whole_peak);
    }

  return places;
}

static double
get_row_top (const PvBarScene  *scene,
             const PvBarLayout *layout,
             double             row)
{
  return pv_chart_device_snap (row * layout->row_height - scene->scroll, layout->device_scale);
}

static void
draw_hover (const PvBarScene  *scene,
            cairo_t           *cr,
            const PvBarLayout *layout)
{
  double top = get_row_top (scene, layout, scene->hover);
  PvColor shade = scene->style.foreground;

  shade.alpha *= .05f;
  pv_color_set_source (&shade, cr);
  pv_chart_device_rounded_rectangle (cr, 0, top + 1, scene->width, layout->row_height - 2, ROW_RADIUS);
  cairo_fill (cr);
}

static void
draw_focus (const PvBarScene  *scene,
            cairo_t           *cr,
            const PvBarLayout *layout)
{
  double top = get_row_top (scene, layout, scene->current);

  pv_color_set_source (&scene->style.accent, cr);
  cairo_set_line_width (cr, 2);
  pv_chart_device_rounded_rectangle (cr, 1, top + 1, scene->width - 2, layout->row_height - 2, ROW_RADIUS);
  cairo_stroke (cr);
}

static void
draw_places (const PvBarScene  *scene,
             cairo_t           *cr,
             const PvBarLayout *layout)
{
  g_autoptr (GArray) places = pv_bar_scene_get_places (scene, layout->peak, layout->whole_peak);

  for (guint i = 0; i < places->len; i++)
    {
      const PvBarPlace *place = &g_array_index (places, PvBarPlace, i);
      g_auto (PvBarLook) look = { 0 };

      pv_bar_look_init (&look, place, layout, scene->hover == place->position && scene->hover != G_MAXUINT);
      cairo_save (cr);
      cairo_translate (cr, 0, get_row_top (scene, layout, place->row));
      pv_bar_look_draw (&look, layout, &scene->style, scene->pango, cr);
      cairo_restore (cr);
    }
}

gboolean
pv_bar_scene_is_shortened (const PvBarScene *scene,
                           guint             position)
{
  g_autoptr (PvBar) bar = NULL;
  PvBarMetrics metrics = { 0 };
  PvBarScene measured;
  PvBarLayout layout;
  double width;

  g_return_val_if_fail (scene != NULL, FALSE);

  bar = scene->model != NULL ? g_list_model_get_item (scene->model, scene->first + position) : NULL;
  if (bar == NULL)
    return FALSE;

  measured = *scene;
  if (measured.metrics == NULL)
    {
      pv_bar_scene_measure (scene, position, 1, &metrics);
      measured.metrics = &metrics;
    }
  lay_out (&measured, 1, &layout);
  for (guint column = 0; column < PV_BAR_N_COLUMNS; column++)
    if (layout.ends[column] <= 0 && (column != PV_BAR_COLUMN_WHOLE || scene->is_narrowed) &&
        (column != PV_BAR_COLUMN_CHANGE || scene->is_compared))
      return TRUE;

  width = pv_text_get_width (scene->pango, &scene->style, get_label_flags (bar), pv_bar_get_label (bar));
  if (layout.has_two_lines && pv_bar_get_second (bar) != NULL)
    width = MAX (width, pv_text_get_width (scene->pango, &scene->style, PV_TEXT_SMALL, pv_bar_get_second (bar)));

  return width > layout.label_width;
}

void
pv_bar_scene_draw (const PvBarScene *scene,
                   cairo_t          *cr)
{
  PvBarMetrics metrics = { 0 };
  PvBarScene measured;
  PvBarLayout layout;
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
      measured = *scene;
      pv_bar_scene_get_rows_in_sight (scene, &first, &end);
      if (scene->metrics == NULL)
        {
          pv_bar_scene_measure (scene, first, end - first, &metrics);
          measured.metrics = &metrics;
        }
      lay_out (&measured, pv_chart_device_get_scale (cr, scene->device_scale), &layout);

      /* What the pointer and the keyboard are on is where it will be, whatever is on its way there. */
      if (scene->hover >= first && scene->hover < end)
        draw_hover (&measured, cr, &layout);
      draw_places (&measured, cr, &layout);
      if (scene->current < scene->n_rows)
        draw_focus (&measured, cr, &layout);
    }

  cairo_restore (cr);
}

double
pv_bar_scene_get_headings_height (const PvBarScene *scene)
{
  g_return_val_if_fail (scene != NULL, 0);

  if (scene->headings == NULL)
    return 0;

  return pv_text_get_height (scene->pango, &scene->style, PV_TEXT_SMALL) + HEADINGS_GAP;
}

static void
draw_heading (const PvBarScene  *scene,
              cairo_t           *cr,
              const PvBarLayout *layout,
              const char        *text,
              double             end)
{
  PangoLayout *heading;
  int width;

  if (text == NULL)
    return;

  heading = pv_text_get_layout (scene->pango, &scene->style, PV_TEXT_SMALL, text, -1);
  pango_layout_get_pixel_size (heading, &width, NULL);
  pv_text_draw (cr, heading, pv_bar_layout_place (layout, end - width, width), 0, &scene->style.dim);
}

void
pv_bar_scene_draw_headings (const PvBarScene *scene,
                            cairo_t          *cr)
{
  PvBarLayout layout;

  g_return_if_fail (scene != NULL);
  g_return_if_fail (cr != NULL);

  if (scene->headings == NULL)
    return;

  lay_out (scene, pv_chart_device_get_scale (cr, scene->device_scale), &layout);
  for (guint column = 0; column < PV_BAR_N_COLUMNS && !layout.is_stacked; column++)
    if (layout.ends[column] > 0 && (column != PV_BAR_COLUMN_WHOLE || scene->is_narrowed))
      draw_heading (scene, cr, &layout, scene->headings->columns[column], layout.ends[column]);
  if (layout.spark_width > 0)
    draw_heading (scene, cr, &layout, scene->headings->spark, layout.spark_start + layout.spark_width);
}
