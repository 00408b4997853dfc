/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-matrix.c: draws a map as a matrix. */
#include "config.h"

#include "pv-map-matrix.h"

#include <math.h>

#include "pv-chart-device.h"
#include "pv-chart-palette.h"
#include "pv-chart-text.h"

/* Pixels. */
#define FIELD_GAP 1
#define FIELD_RADIUS 2
#define LEGEND_GAP 8
#define N_STEPS 6
#define STEP_WIDTH 22
#define NUMBER_PADDING 4

/* More fields than these have no round corners, are of so many shades, and are filled much faster. */
#define MAX_ROUND 400
#define N_SHADES 64

/* The palest that still stands out from nothing. */
#define PALEST .16f

/* Logarithmic: what is large is often a thousand times as large. */
static float
get_shade (double value,
           double smallest,
           double largest)
{
  if (value <= 0)
    return 0;
  if (largest <= smallest)
    return 1;

  return PALEST + (1 - PALEST) * (float) (log (value / smallest) / log (largest / smallest));
}

/* Adds a field to the path. @scale: of pixels that it ends at; 0 for one with round corners */
static void
trace_field (cairo_t      *cr,
             const PvRect *rect,
             double        scale)
{
  double left = rect->x + FIELD_GAP / 2.;
  double top = rect->y + FIELD_GAP / 2.;
  double width = MAX (rect->width - FIELD_GAP, .5);
  double height = MAX (rect->height - FIELD_GAP, .5);

  if (scale <= 0)
    {
      pv_chart_device_rounded_rectangle (cr, left, top, width, height, FIELD_RADIUS);
      return;
    }

  left = pv_chart_device_snap (left, scale);
  top = pv_chart_device_snap (top, scale);
  cairo_rectangle (cr, left, top, MAX (pv_chart_device_snap (rect->x + FIELD_GAP / 2. + width, scale) - left, 1 / scale),
                   MAX (pv_chart_device_snap (rect->y + FIELD_GAP / 2. + height, scale) - top, 1 / scale));
}

static void
draw_rect (cairo_t       *cr,
           const PvRect  *rect,
           const PvColor *color)
{
  pv_color_set_source (color, cr);
  trace_field (cr, rect, 0);
  cairo_fill (cr);
}

/* Whether the field is of the row, the column or is itself under the pointer. */
static gboolean
is_lit (const PvMapScene *scene,
        guint             ribbon)
{
  const PvMapRibbon *r = &scene->data->ribbons[ribbon];

  switch (scene->hover.kind)
    {
    case PV_MAP_SPOT_ITEM:
      return r->ends[scene->hover.side] == scene->hover.i;

    case PV_MAP_SPOT_RIBBON:
      return ribbon == scene->hover.i;

    case PV_MAP_SPOT_NONE:
    default:
      return FALSE;
    }
}

/* The number in a field that has room for it, in what stands out from its shade. */
static void
draw_number (const PvMapScene *scene,
             const PvRect     *field,
             double            value,
             float             shade,
             cairo_t          *cr)
{
  g_autofree char *text = pv_unit_format (scene->unit, value);
  const PvColor white = { 1, 1, 1, 1 };
  PangoLayout *layout;
  int width;
  int height;

  layout = pv_text_get_layout (scene->pango, &scene->style, PV_TEXT_SMALL | PV_TEXT_NUMBERS, text, -1);
  pango_layout_get_pixel_size (layout, &width, &height);
  if (width + 2 * NUMBER_PADDING > field->width || height > field->height)
    return;

  pv_text_draw (cr, layout, field->x + (field->width - width) / 2, field->y + (field->height - height) / 2,
                shade > .62f ? &white : &scene->style.foreground);
}

/* A field to be filled. */
typedef struct
{
  guint ribbon;
  guint mark;
  guint shade; /* of N_SHADES */
} Filled;

static int
compare_filled (gconstpointer a,
                gconstpointer b)
{
  const Filled *field = a;
  const Filled *other = b;

  if (field->mark != other->mark)
    return field->mark < other->mark ? -1 : 1;

  return field->shade < other->shade ? -1 : field->shade > other->shade;
}

/* Fills fields, those of the same colour at once. */
static void
fill_fields (const PvMapScene  *scene,
             const PvMapLayout *layout,
             double             scale,
             cairo_t           *cr)
{
  const PvMapData *data = scene->data;
  g_autoptr (GArray) fields = g_array_sized_new (FALSE, FALSE, sizeof (Filled), data->n_ribbons);

  for (guint i = 0; i < data->n_ribbons; i++)
    {
      float shade = get_shade (pv_map_values_sum (data->ribbons[i].values), layout->smallest, layout->largest);
      Filled field = { i, data->ribbons[i].mark, (guint) lroundf (shade * N_SHADES) };

      if (shade > 0)
        g_array_append_val (fields, field);
    }
  g_array_sort (fields, compare_filled);

  for (guint i = 0; i < fields->len; i++)
    {
      const Filled *field = &g_array_index (fields, Filled, i);
      PvColor color = scene->style.accent;

      trace_field (cr, &layout->ribbons[field->ribbon].field, scale);
      if (i + 1 < fields->len && compare_filled (field, field + 1) == 0)
        continue;
      if (field->mark != PV_CHART_UNMARKED)
        pv_chart_palette_get (&scene->style, field->mark, &color);
      color.alpha *= (float) field->shade / N_SHADES;
      pv_color_set_source (&color, cr);
      cairo_fill (cr);
    }
}

void
pv_map_matrix_draw_fields (const PvMapScene  *scene,
                           const PvMapLayout *layout,
                           cairo_t           *cr)
{
  const PvMapData *data = scene->data;
  gboolean is_round = data->n_items[PV_MAP_CLIENT] * data->n_items[PV_MAP_SERVER] <= MAX_ROUND;
  double scale = is_round ? 0 : pv_chart_device_get_scale (cr, scene->device_scale);
  PvColor empty = scene->style.grid;
  /* no number is narrower */
  double number_width = pv_text_get_width (scene->pango, &scene->style, PV_TEXT_SMALL | PV_TEXT_NUMBERS, "0")
                        + 2 * NUMBER_PADDING;

  /* empty fields, so that rows and columns can be followed */
  for (guint i = 0; i < data->n_items[PV_MAP_CLIENT]; i++)
    for (guint j = 0; j < data->n_items[PV_MAP_SERVER]; j++)
      {
        const PvRect *row = &layout->items[PV_MAP_CLIENT][i].slot;
        const PvRect *column = &layout->items[PV_MAP_SERVER][j].slot;
        const PvRect field = { column->x, row->y, column->width, row->height };

        trace_field (cr, &field, scale);
      }
  empty.alpha *= .4f;
  pv_color_set_source (&empty, cr);
  cairo_fill (cr);
  fill_fields (scene, layout, scale, cr);

  for (guint i = 0; i < data->n_ribbons; i++)
    {
      const PvRect *field = &layout->ribbons[i].field;
      double value = pv_map_values_sum (data->ribbons[i].values);

      if (value <= 0)
        continue;
      if (field->width >= number_width && field->height >= layout->small_height)
        draw_number (scene, field, value, get_shade (value, layout->smallest, layout->largest), cr);
      if (is_lit (scene, i))
        {
          pv_color_set_source (&scene->style.foreground, cr);
          cairo_set_line_width (cr, 1);
          pv_chart_device_rounded_rectangle (cr, field->x + 1, field->y + 1, MAX (field->width - 2, .5),
                                             MAX (field->height - 2, .5), FIELD_RADIUS);
          cairo_stroke (cr);
        }
    }
}

void
pv_map_matrix_draw_column (const PvMapScene     *scene,
                           const PvMapItem      *item,
                           const PvMapItemPlace *place,
                           const PvColor        *color,
                           gboolean              is_bold,
                           cairo_t              *cr)
{
  PangoLayout *layout = pv_text_get_layout (scene->pango, &scene->style, is_bold ? PV_TEXT_BOLD : PV_TEXT_PLAIN,
                                            item->label, place->label.height);
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  if (height > place->label.width + 3)
    return;

  cairo_save (cr);
  cairo_translate (cr, place->label.x + (place->label.width - height) / 2, place->label.y + place->label.height);
  cairo_rotate (cr, -G_PI_2);
  pv_text_draw (cr, layout, 0, 0, color);
  cairo_restore (cr);
}

void
pv_map_matrix_draw_legend (const PvMapScene  *scene,
                           const PvMapLayout *layout,
                           cairo_t           *cr)
{
  g_autofree char *smallest = pv_unit_format (scene->unit, layout->smallest);
  g_autofree char *largest = pv_unit_format (scene->unit, layout->largest);
  PangoLayout *first = pv_text_get_layout (scene->pango, &scene->style, PV_TEXT_SMALL | PV_TEXT_NUMBERS, smallest, -1);
  PangoLayout *last = pv_text_get_layout (scene->pango, &scene->style, PV_TEXT_SMALL | PV_TEXT_NUMBERS, largest, -1);
  double steps = N_STEPS * STEP_WIDTH;
  int first_width;
  int last_width;
  double x;

  if (layout->largest <= 0)
    return;

  pango_layout_get_pixel_size (first, &first_width, NULL);
  pango_layout_get_pixel_size (last, &last_width, NULL);
  x = (scene->width - first_width - last_width - steps - 2 * LEGEND_GAP) / 2;

  pv_text_draw (cr, scene->rtl ? last : first, x, layout->legend.y, &scene->style.dim);
  x += (scene->rtl ? last_width : first_width) + LEGEND_GAP;
  for (guint i = 0; i < N_STEPS; i++)
    {
      double part = i / (N_STEPS - 1.);
      PvColor color = scene->style.accent;
      PvRect rect = { x, layout->legend.y + layout->legend.height / 2 - 5, STEP_WIDTH, 10 };

      color.alpha *= PALEST + (1 - PALEST) * (float) (scene->rtl ? 1 - part : part);
      draw_rect (cr, &rect, &color);
      x += STEP_WIDTH;
    }
  pv_text_draw (cr, scene->rtl ? first : last, x + LEGEND_GAP, layout->legend.y, &scene->style.dim);
}
