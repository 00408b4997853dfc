/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-ribbons.c: draws the ribbons of a map. */
#include "config.h"

#include "pv-map-ribbons.h"

#include <math.h>

#include "pv-chart-device.h"
#include "pv-chart-palette.h"
#include "pv-map-raster.h"

/* Pixels, of a ribbon: thinner ones are paler. */
#define MIN_THICKNESS .8

/* Opacity of what clients send, and what servers do; of what is not looked at. */
static const float light_shades[PV_MAP_N_ENDS] = { .72f, .34f };
static const float dark_shades[PV_MAP_N_ENDS] = { .9f, .44f };
static const float shades_in_high_contrast[PV_MAP_N_ENDS] = { 1, .5f };
#define PALE .3f
#define FAINTEST .35 /* part of it that the thinnest ribbons have */

/* Whether what is drawn has to do with what is under the pointer. */
static gboolean
is_ribbon_lit (const PvMapScene *scene,
               guint             i)
{
  switch (scene->hover.kind)
    {
    case PV_MAP_SPOT_ITEM:
      return scene->data->ribbons[i].ends[scene->hover.side] == scene->hover.i;

    case PV_MAP_SPOT_RIBBON:
      return scene->hover.i == i;

    case PV_MAP_SPOT_NONE:
    default:
      return TRUE;
    }
}

const float *
pv_map_ribbons_get_shades (const PvMapScene *scene)
{
  if (scene->style.high_contrast)
    return shades_in_high_contrast;

  return pv_chart_style_is_dark (&scene->style) ? dark_shades : light_shades;
}

PvColor
pv_map_ribbons_get_color (const PvMapScene *scene,
                          guint             mark)
{
  PvColor color = scene->style.accent;

  if (mark != PV_CHART_UNMARKED)
    pv_chart_palette_get (&scene->style, mark, &color);

  return color;
}

/* Adds to the path what lies between two curves @thickness apart. */
void
pv_map_ribbons_trace (cairo_t *cr,
                      double   x0,
                      double   y0,
                      double   x1,
                      double   y1,
                      double   thickness)
{
  double middle = (x0 + x1) / 2;

  cairo_move_to (cr, x0, y0);
  cairo_curve_to (cr, middle, y0, middle, y1, x1, y1);
  if (thickness <= 0)
    return;
  cairo_line_to (cr, x1, y1 + thickness);
  cairo_curve_to (cr, middle, y1 + thickness, middle, y0 + thickness, x0, y0 + thickness);
  cairo_close_path (cr);
}

/* One direction of a ribbon, which lies below @above pixels of the other. */
static void
draw_half (const PvMapLayout      *layout,
           const PvMapRibbonPlace *place,
           double                  above,
           double                  thickness,
           PvColor                 color,
           cairo_t                *cr)
{
  double y0 = place->y[PV_MAP_CLIENT] + above;
  double y1 = place->y[PV_MAP_SERVER] + above;

  if (thickness <= 0)
    return;

  if (thickness >= MIN_THICKNESS)
    {
      pv_color_set_source (&color, cr);
      pv_map_ribbons_trace (cr, layout->x[PV_MAP_CLIENT], y0, layout->x[PV_MAP_SERVER], y1, thickness);
      cairo_fill (cr);
      return;
    }

  /* as a line, which is drawn faster */
  color.alpha *= (float) MAX (thickness / MIN_THICKNESS, FAINTEST);
  pv_color_set_source (&color, cr);
  pv_map_ribbons_trace (cr, layout->x[PV_MAP_CLIENT], y0, layout->x[PV_MAP_SERVER], y1, 0);
  cairo_stroke (cr);
}

/* Adds a ribbon to what is drawn pixel by pixel. */
static void
add_to_raster (const PvMapScene       *scene,
               const PvMapRibbonPlace *place,
               const double            thickness[PV_MAP_N_ENDS],
               const PvColor          *color,
               const float             opacity[PV_MAP_N_ENDS],
               PvMapRaster            *raster)
{
  guint left = scene->rtl ? PV_MAP_SERVER : PV_MAP_CLIENT;
  double parts[PV_MAP_N_ENDS];
  float alphas[PV_MAP_N_ENDS];

  /* what is thinner than it is drawn is paler */
  for (guint from = 0; from < PV_MAP_N_ENDS; from++)
    {
      parts[from] = thickness[from] > 0 ? MAX (thickness[from], MIN_THICKNESS) : 0;
      alphas[from] = color->alpha * opacity[from] * (float) CLAMP (thickness[from] / MIN_THICKNESS, FAINTEST, 1);
    }
  pv_map_raster_draw (raster, place->y[left], place->y[!left], parts, color, alphas);
}

static void
draw_ribbon (const PvMapScene  *scene,
             const PvMapLayout *layout,
             guint              i,
             gboolean           is_pale,
             PvMapRaster       *raster,
             cairo_t           *cr)
{
  const PvMapRibbonPlace *place = &layout->ribbons[i];
  const float *opacity = pv_map_ribbons_get_shades (scene);
  PvColor color = pv_map_ribbons_get_color (scene, scene->data->ribbons[i].mark);
  double thickness[PV_MAP_N_ENDS] = { place->thickness[PV_MAP_CLIENT], place->thickness[PV_MAP_SERVER] };
  double above = 0;

  color.alpha *= is_pale ? PALE : 1;
  /* too thin to tell directions apart */
  if (thickness[PV_MAP_CLIENT] + thickness[PV_MAP_SERVER] <= MIN_THICKNESS)
    {
      thickness[PV_MAP_CLIENT] += thickness[PV_MAP_SERVER];
      thickness[PV_MAP_SERVER] = 0;
    }

  if (raster != NULL)
    {
      add_to_raster (scene, place, thickness, &color, opacity, raster);
      return;
    }

  for (guint from = 0; from < PV_MAP_N_ENDS; from++)
    {
      PvColor shade = color;

      shade.alpha *= opacity[from];
      draw_half (layout, place, above, thickness[from], shade, cr);
      above += thickness[from];
    }
}

/* Where ribbons begin on the left. */
static double
get_left (const PvMapLayout *layout)
{
  return MIN (layout->x[PV_MAP_CLIENT], layout->x[PV_MAP_SERVER]);
}

/* For targets that have pixels. Others take curves, which can be enlarged. */
static PvMapRaster *
create_raster (const PvMapScene  *scene,
               const PvMapLayout *layout,
               cairo_t           *cr)
{
  PvMapRaster *raster;

  if (!scene->has_pixels && cairo_surface_get_type (cairo_get_target (cr)) != CAIRO_SURFACE_TYPE_IMAGE)
    return NULL;

  raster = pv_map_raster_new (fabs (layout->x[PV_MAP_SERVER] - layout->x[PV_MAP_CLIENT]), scene->height,
                              pv_chart_device_get_scale (cr, scene->device_scale));
  /* between the bars, there is nothing yet but this */
  if (raster != NULL && scene->style.background.alpha >= 1)
    pv_map_raster_set_even (raster);

  return raster;
}

/* The marks that ribbons have, none of them first. (element-type guint) (transfer full) */
static GArray *
list_marks (const PvMapData *data)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (guint));
  guint unmarked = PV_CHART_UNMARKED;

  g_array_append_val (marks, unmarked);
  for (guint i = 0; i < data->n_ribbons; i++)
    {
      guint mark = data->ribbons[i].mark;
      guint k = 0;

      while (k < marks->len && g_array_index (marks, guint, k) != mark)
        k++;
      if (k == marks->len)
        g_array_append_val (marks, mark);
    }

  return marks;
}

/* Those of one mark, one after the other, and what is looked at on top. */
void
pv_map_ribbons_draw (const PvMapScene  *scene,
                     const PvMapLayout *layout,
                     cairo_t           *cr)
{
  const PvMapData *data = scene->data;
  g_autoptr (GArray) marks = list_marks (data);
  PvMapRaster *raster = create_raster (scene, layout, cr);
  gboolean is_hovering = scene->hover.kind != PV_MAP_SPOT_NONE;
  gboolean has_marks = marks->len > 1;

  cairo_save (cr);
  cairo_set_line_width (cr, MIN_THICKNESS);
  cairo_set_tolerance (cr, .3);
  for (guint is_lit = 0; is_lit < 2; is_lit++)
    for (guint k = 0; k < marks->len; k++)
      for (guint i = 0; i < data->n_ribbons; i++)
        {
          guint mark = data->ribbons[i].mark;
          gboolean is_looked_at = is_hovering ? is_ribbon_lit (scene, i) : !has_marks || mark != PV_CHART_UNMARKED;

          if (mark == g_array_index (marks, guint, k) && is_looked_at == (is_lit == 1))
            draw_ribbon (scene, layout, i, !is_looked_at, raster, cr);
        }
  cairo_restore (cr);
  if (raster != NULL)
    pv_map_raster_end (raster, cr, get_left (layout), 0);
}
