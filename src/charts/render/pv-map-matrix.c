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

static void
draw_rect (cairo_t       *cr,
           const PvRect  *rect,
           const PvColor *color)
{
  pv_color_set_source (color, cr);
  pv_chart_device_rounded_rectangle (cr, rect->x + FIELD_GAP / 2., rect->y + FIELD_GAP / 2.,
                                     MAX (rect->width - FIELD_GAP, .5), MAX (rect->height - FIELD_GAP, .5),
                                     FIELD_RADIUS);
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

void
pv_map_matrix_draw_fields (const PvMapScene  *scene,
                           const PvMapLayout *layout,
                           cairo_t           *cr)
{
  const PvMapData *data = scene->data;

  /* empty fields, so that rows and columns can be followed */
  for (guint i = 0; i < data->n_items[PV_MAP_CLIENT]; i++)
    for (guint j = 0; j < data->n_items[PV_MAP_SERVER]; j++)
      {
        const PvRect *row = &layout->items[PV_MAP_CLIENT][i].slot;
        const PvRect *column = &layout->items[PV_MAP_SERVER][j].slot;
        const PvRect field = { column->x, row->y, column->width, row->height };
        PvColor color = scene->style.grid;

        color.alpha *= .4f;
        draw_rect (cr, &field, &color);
      }

  for (guint i = 0; i < data->n_ribbons; i++)
    {
      const PvMapRibbon *ribbon = &data->ribbons[i];
      const PvRect *field = &layout->ribbons[i].field;
      double value = pv_map_values_sum (ribbon->values);
      float shade = get_shade (value, layout->smallest, layout->largest);
      PvColor color = scene->style.accent;

      if (value <= 0)
        continue;
      if (ribbon->mark != PV_CHART_UNMARKED)
        pv_chart_palette_get (&scene->style, ribbon->mark, &color);
      color.alpha *= shade;
      draw_rect (cr, field, &color);
      draw_number (scene, field, value, shade, cr);
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
