/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-renderer.c: draws a map of who talks to whom. */
#include "config.h"

#include "pv-map-renderer.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "pv-chart-device.h"
#include "pv-chart-palette.h"
#include "pv-chart-text.h"
#include "pv-map-layout.h"
#include "pv-map-matrix.h"
#include "pv-map-raster.h"
#include "pv-map-ribbons.h"

/* Pixels. */
#define BAR_RADIUS 2
#define SLOT_RADIUS 6
#define GRAB 3           /* how far beside a thin ribbon it is hit */
#define SWATCH 10
#define SWATCH_GAP 6
#define ENTRY_GAP 20
#define MARKER 14
#define TRIANGLE 3.5

/* Opacity of ends. */
#define END_ALPHA .9f

static gboolean
is_hovered (const PvMapScene *scene,
            guint             side,
            guint             i)
{
  const PvMapSpot *hover = &scene->hover;

  if (hover->kind == PV_MAP_SPOT_RIBBON && hover->i < scene->data->n_ribbons)
    return scene->data->ribbons[hover->i].ends[side] == i;

  return hover->kind == PV_MAP_SPOT_ITEM && hover->side == side && hover->i == i;
}

static PvColor
get_item_color (const PvMapScene *scene,
                const PvMapItem  *item)
{
  PvColor color = item->is_gathered ? scene->style.dim : pv_map_ribbons_get_color (scene, item->mark);

  color.alpha *= END_ALPHA;

  return color;
}

/* A triangle that says that there is more behind it. */
static void
draw_marker (const PvMapScene *scene,
             double            x,
             double            y,
             const PvColor    *color,
             cairo_t          *cr)
{
  double tip = scene->rtl ? -TRIANGLE : TRIANGLE;

  pv_color_set_source (color, cr);
  cairo_move_to (cr, x - tip / 2, y - TRIANGLE);
  cairo_line_to (cr, x + tip / 2, y);
  cairo_line_to (cr, x - tip / 2, y + TRIANGLE);
  cairo_close_path (cr);
  cairo_fill (cr);
}

/* @text at that end of @rect that is nearer to the bars, or to the other. */
static void
draw_line (const PvMapScene *scene,
           const PvRect     *rect,
           double            y,
           PvTextFlags       flags,
           const char       *text,
           gboolean          at_right,
           const PvColor    *color,
           cairo_t          *cr)
{
  PangoLayout *layout = pv_text_get_layout (scene->pango, &scene->style, flags, text, rect->width);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  pv_text_draw (cr, layout, at_right ? rect->x + rect->width - width : rect->x, y, color);
}

/* Before the label, as one reads. */
static double
get_marker_x (const PvMapScene *scene,
              const PvRect     *rect,
              PvTextFlags       flags,
              const char       *label,
              gboolean          at_right)
{
  double width = MIN (pv_text_get_width (scene->pango, &scene->style, flags, label), rect->width);
  double left = at_right ? rect->x + rect->width - width : rect->x;

  return scene->rtl ? left + width + MARKER - TRIANGLE : left - MARKER + TRIANGLE;
}

/* Label, second line and number of a row: of either side of a map, of a client in a matrix. */
static void
draw_row (const PvMapScene     *scene,
          const PvMapLayout    *layout,
          const PvMapItem      *item,
          const PvMapItemPlace *place,
          guint                 side,
          PvTextFlags           flags,
          cairo_t              *cr)
{
  gboolean at_right = (side == PV_MAP_CLIENT) != scene->rtl;
  gboolean has_second = item->second != NULL && place->slot.height >= layout->line_height + layout->small_height + 1;
  double height = layout->line_height + (has_second ? layout->small_height : 0);
  double y = place->slot.y + (place->slot.height - height) / 2;
  PvRect label = place->label;
  PvColor color = item->is_gathered ? scene->style.dim : scene->style.foreground;
  PvColor dim = scene->style.dim;

  if (item->presence < .5)
    return;
  color.alpha *= (float) (item->presence * 2 - 1);
  dim.alpha *= (float) (item->presence * 2 - 1);

  if (item->is_group)
    {
      label.x += scene->rtl ? 0 : MARKER;
      label.width = MAX (label.width - MARKER, 1);
      draw_marker (scene, get_marker_x (scene, &label, flags, item->label, at_right), y + layout->line_height / 2, &dim,
                   cr);
    }
  draw_line (scene, &label, y, flags, item->label, at_right, &color, cr);
  if (has_second)
    draw_line (scene, &label, y + layout->line_height, PV_TEXT_SMALL, item->second, at_right, &dim, cr);
  if (place->value.width > 0)
    {
      g_autofree char *text = pv_unit_format (scene->unit, pv_map_values_sum (item->values));
      PvRect value = place->value;

      draw_line (scene, &value, place->slot.y + (place->slot.height - layout->line_height) / 2, PV_TEXT_NUMBERS, text,
                 TRUE, &dim, cr);
    }
}

static void
draw_item (const PvMapScene  *scene,
           const PvMapLayout *layout,
           guint              side,
           guint              i,
           cairo_t           *cr)
{
  const PvMapItem *item = &scene->data->items[side][i];
  const PvMapItemPlace *place = &layout->items[side][i];
  PvTextFlags flags = item->mark != PV_CHART_UNMARKED ? PV_TEXT_BOLD : PV_TEXT_PLAIN;

  if (is_hovered (scene, side, i))
    {
      PvColor shade = scene->style.foreground;

      shade.alpha *= .07f;
      pv_color_set_source (&shade, cr);
      pv_chart_device_rounded_rectangle (cr, place->slot.x, place->slot.y + .5, place->slot.width,
                                         MAX (place->slot.height - 1, 1), SLOT_RADIUS);
      cairo_fill (cr);
    }

  if (scene->form == PV_MAP_MATRIX && side == PV_MAP_SERVER)
    {
      PvColor color = item->mark != PV_CHART_UNMARKED ? pv_map_ribbons_get_color (scene, item->mark)
                      : item->is_gathered             ? scene->style.dim
                                                      : scene->style.foreground;

      color.alpha *= (float) item->presence;
      pv_map_matrix_draw_column (scene, item, place, &color, flags != PV_TEXT_PLAIN, cr);
      return;
    }

  if (scene->form == PV_MAP_RIBBONS)
    {
      double scale = pv_chart_device_get_scale (cr, scene->device_scale);
      PvColor color = get_item_color (scene, item);
      double top = pv_chart_device_snap (place->bar.y, scale);
      double bottom = MAX (pv_chart_device_snap (place->bar.y + place->bar.height, scale), top + 1 / scale);

      pv_color_set_source (&color, cr);
      pv_chart_device_rounded_rectangle (cr, place->bar.x, top, place->bar.width, bottom - top, BAR_RADIUS);
      cairo_fill (cr);
    }
  draw_row (scene, layout, item, place, side, flags, cr);
}

/* Around an item, or along a ribbon. */
static void
draw_focus (const PvMapScene  *scene,
            const PvMapLayout *layout,
            cairo_t           *cr)
{
  const PvMapSpot *spot = &scene->current;

  pv_color_set_source (&scene->style.accent, cr);
  cairo_set_line_width (cr, 2);
  if (spot->kind == PV_MAP_SPOT_RIBBON && scene->form == PV_MAP_RIBBONS)
    {
      const PvMapRibbonPlace *place = &layout->ribbons[spot->i];
      double thickness = place->thickness[0] + place->thickness[1];

      pv_map_ribbons_trace (cr, layout->x[PV_MAP_CLIENT], place->y[PV_MAP_CLIENT] - 1, layout->x[PV_MAP_SERVER],
                            place->y[PV_MAP_SERVER] - 1, thickness + 2);
    }
  else
    {
      PvRect rect = pv_map_scene_get_rect (scene, *spot);

      pv_chart_device_rounded_rectangle (cr, rect.x + 1, rect.y, MAX (rect.width - 2, 1), MAX (rect.height, 2),
                                         scene->form == PV_MAP_MATRIX ? 2 : SLOT_RADIUS);
    }
  cairo_stroke (cr);
}

static void
draw_headings (const PvMapScene  *scene,
               const PvMapLayout *layout,
               cairo_t           *cr)
{
  /* Translators: over the left side of a map of conversations: those who ask */
  const char *clients = C_ ("map", "Clients");
  /* Translators: over the right side of a map of conversations: those who are asked */
  const char *servers = C_ ("map", "Servers");

  draw_line (scene, &layout->headings[PV_MAP_CLIENT], 0, PV_TEXT_SMALL, clients, !scene->rtl, &scene->style.dim, cr);
  draw_line (scene, &layout->headings[PV_MAP_SERVER], 0, PV_TEXT_SMALL, servers, scene->rtl, &scene->style.dim, cr);
}

/* Which shade is which direction, and what each comes to. */
static void
draw_legend (const PvMapScene  *scene,
             const PvMapLayout *layout,
             cairo_t           *cr)
{
  const float *opacity = pv_map_ribbons_get_shades (scene);
  PangoLayout *entries[PV_MAP_N_ENDS];
  double width = ENTRY_GAP;
  double x;

  for (guint from = 0; from < PV_MAP_N_ENDS; from++)
    {
      g_autofree char *number = pv_unit_format (scene->unit, scene->data->totals[from]);
      g_autofree char *text = NULL;
      int entry_width;

      text = g_strdup_printf (from == PV_MAP_CLIENT
                                /* Translators: a legend; %s is how much, as in “1.2 MB” */
                                ? C_ ("map", "From clients: %s")
                                : C_ ("map", "From servers: %s"),
                              number);
      entries[from] = pv_text_get_layout (scene->pango, &scene->style, PV_TEXT_SMALL, text,
                                          MAX (scene->width / 2 - SWATCH - SWATCH_GAP - ENTRY_GAP / 2, 1));
      pango_layout_get_pixel_size (entries[from], &entry_width, NULL);
      width += entry_width + SWATCH + SWATCH_GAP;
    }

  x = MAX ((scene->width - width) / 2, 0);
  for (guint i = 0; i < PV_MAP_N_ENDS; i++)
    {
      guint from = scene->rtl ? PV_MAP_N_ENDS - 1 - i : i;
      PvColor color = scene->style.accent;
      double y = layout->legend.y + (layout->legend.height - SWATCH) / 2;
      int entry_width;

      pango_layout_get_pixel_size (entries[from], &entry_width, NULL);
      color.alpha *= opacity[from];
      pv_color_set_source (&color, cr);
      pv_chart_device_rounded_rectangle (cr, scene->rtl ? x + entry_width + SWATCH_GAP : x, y, SWATCH, SWATCH,
                                         BAR_RADIUS);
      cairo_fill (cr);
      pv_text_draw (cr, entries[from], scene->rtl ? x : x + SWATCH + SWATCH_GAP, layout->legend.y, &scene->style.dim);
      x += entry_width + SWATCH + SWATCH_GAP + ENTRY_GAP;
    }
}

void
pv_map_scene_draw (const PvMapScene *scene,
                   cairo_t          *cr)
{
  g_auto (PvMapLayout) layout = { 0 };

  g_return_if_fail (scene != NULL && cr != NULL);

  if (scene->style.background.alpha > 0)
    {
      pv_color_set_source (&scene->style.background, cr);
      cairo_paint (cr);
    }
  if (scene->data == NULL)
    return;

  pv_map_layout_init (&layout, scene);
  draw_headings (scene, &layout, cr);
  if (scene->form == PV_MAP_MATRIX)
    pv_map_matrix_draw_fields (scene, &layout, cr);
  else
    pv_map_ribbons_draw (scene, &layout, cr);
  for (guint side = 0; side < PV_MAP_N_ENDS; side++)
    for (guint i = 0; i < scene->data->n_items[side]; i++)
      draw_item (scene, &layout, side, i, cr);
  if (scene->form == PV_MAP_MATRIX)
    pv_map_matrix_draw_legend (scene, &layout, cr);
  else
    draw_legend (scene, &layout, cr);
  if (scene->current.kind != PV_MAP_SPOT_NONE)
    draw_focus (scene, &layout, cr);
}

static gboolean
contains (const PvRect *rect,
          double        x,
          double        y)
{
  return x >= rect->x && x < rect->x + rect->width && y >= rect->y && y < rect->y + rect->height;
}

/* The ribbon at a point: of several on top of each other the thinnest, which is the hardest to hit. */
static PvMapSpot
find_ribbon (const PvMapScene  *scene,
             const PvMapLayout *layout,
             double             x,
             double             y)
{
  PvMapSpot spot = { 0 };
  double thinnest = G_MAXDOUBLE;
  double x0 = layout->x[PV_MAP_CLIENT];
  double x1 = layout->x[PV_MAP_SERVER];

  double down;

  if (x < MIN (x0, x1) || x >= MAX (x0, x1))
    return spot;

  down = pv_map_ease ((x - x0) / (x1 - x0));

  for (guint i = 0; i < scene->data->n_ribbons; i++)
    {
      const PvMapRibbonPlace *place = &layout->ribbons[i];
      double thickness = place->thickness[0] + place->thickness[1];
      double top = place->y[PV_MAP_CLIENT] + (place->y[PV_MAP_SERVER] - place->y[PV_MAP_CLIENT]) * down;
      double grab = MAX (GRAB - thickness / 2, 0);
      /* of those that are not hit but near, the nearest */
      double size = thickness;

      if (thickness <= 0 || y < top - grab || y >= top + thickness + grab)
        continue;
      if (y < top || y >= top + thickness)
        size = 1000 + fabs (y - top - thickness / 2);
      if (size < thinnest)
        {
          thinnest = size;
          spot = (PvMapSpot){ PV_MAP_SPOT_RIBBON, 0, i };
        }
    }

  return spot;
}

PvMapSpot
pv_map_scene_find (const PvMapScene *scene,
                   double            x,
                   double            y)
{
  g_auto (PvMapLayout) layout = { 0 };

  g_return_val_if_fail (scene != NULL, (PvMapSpot){ 0 });

  if (scene->data == NULL)
    return (PvMapSpot){ 0 };

  pv_map_layout_init (&layout, scene);
  for (guint side = 0; side < PV_MAP_N_ENDS; side++)
    for (guint i = 0; i < scene->data->n_items[side]; i++)
      if (contains (&layout.items[side][i].slot, x, y))
        return (PvMapSpot){ PV_MAP_SPOT_ITEM, side, i };

  if (scene->form == PV_MAP_RIBBONS)
    return find_ribbon (scene, &layout, x, y);

  for (guint i = 0; i < scene->data->n_ribbons; i++)
    if (contains (&layout.ribbons[i].field, x, y))
      return (PvMapSpot){ PV_MAP_SPOT_RIBBON, 0, i };

  return (PvMapSpot){ 0 };
}

PvRect
pv_map_scene_get_rect (const PvMapScene *scene,
                       PvMapSpot         spot)
{
  g_auto (PvMapLayout) layout = { 0 };
  const PvMapRibbonPlace *place;
  double middle;

  g_return_val_if_fail (scene != NULL, (PvRect){ 0 });

  if (scene->data == NULL || spot.kind == PV_MAP_SPOT_NONE)
    return (PvRect){ 0 };

  pv_map_layout_init (&layout, scene);
  if (spot.kind == PV_MAP_SPOT_ITEM)
    return spot.i < scene->data->n_items[spot.side] ? layout.items[spot.side][spot.i].slot : (PvRect){ 0 };

  if (spot.i >= scene->data->n_ribbons)
    return (PvRect){ 0 };
  place = &layout.ribbons[spot.i];
  if (scene->form == PV_MAP_MATRIX)
    return place->field;

  middle = (place->y[PV_MAP_CLIENT] + place->y[PV_MAP_SERVER]) / 2;

  return (PvRect){ (layout.x[0] + layout.x[1]) / 2 - 1, middle, 2, place->thickness[0] + place->thickness[1] };
}
