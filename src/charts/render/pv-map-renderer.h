/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-renderer.h: draws a map of who talks to whom. A pure function of data, size, style and target. */
#pragma once

#include <cairo.h>
#include <pango/pango.h>

#include "pv-chart-style.h"
#include "pv-map-data.h"
#include "pv-rect.h"
#include "pv-unit.h"

G_BEGIN_DECLS

/**
 * PvMapForm:
 * @PV_MAP_RIBBONS: clients on one side, servers on the other, ribbons between
 * @PV_MAP_MATRIX: a row for each client, a column for each server, and where they meet a shade
 */
typedef enum
{
  PV_MAP_RIBBONS,
  PV_MAP_MATRIX,
} PvMapForm;

/**
 * PvMapSpotKind:
 * @PV_MAP_SPOT_NONE: nothing
 * @PV_MAP_SPOT_ITEM: an item of a side
 * @PV_MAP_SPOT_RIBBON: a ribbon, or its field in a matrix
 */
typedef enum
{
  PV_MAP_SPOT_NONE,
  PV_MAP_SPOT_ITEM,
  PV_MAP_SPOT_RIBBON,
} PvMapSpotKind;

/**
 * PvMapSpot:
 * @kind: what it is
 * @side: of an item
 * @i: which item of its side, or which ribbon
 */
typedef struct
{
  PvMapSpotKind kind;
  guint side;
  guint i;
} PvMapSpot;

static inline gboolean
pv_map_spot_equal (PvMapSpot a,
                   PvMapSpot b)
{
  return a.kind == b.kind &&
         (a.kind == PV_MAP_SPOT_NONE || (a.i == b.i && (a.kind == PV_MAP_SPOT_RIBBON || a.side == b.side)));
}

/**
 * PvMapScene:
 * @style: colours and font
 * @pango: for layouts; at the target's resolution
 * @data: what is drawn
 * @form: how
 * @unit: of the numbers
 * @width: pixels
 * @height: pixels
 * @device_scale: device pixels per pixel, for crisp edges; 0 to ask the target
 * @has_pixels: whether the target comes to pixels of that scale, whatever it says; of images that is known
 * @rtl: whether clients stand to the right
 * @hover: what is under the pointer
 * @current: what has the keyboard's focus
 */
typedef struct
{
  PvChartStyle style;
  PangoContext *pango;
  PvMapData *data;
  PvMapForm form;
  PvUnit unit;
  double width;
  double height;
  double device_scale;
  gboolean has_pixels;
  gboolean rtl;
  PvMapSpot hover;
  PvMapSpot current;
} PvMapScene;

/* How many items of each side have room for a label of their own, at least 2. Does not look at the data. */
void      pv_map_scene_get_room    (const PvMapScene *scene,
                                    guint             room[PV_MAP_N_ENDS]);
/* The height at which all items have room, and ribbons some. */
double    pv_map_scene_get_natural_height (const PvMapScene *scene);
void      pv_map_scene_draw        (const PvMapScene *scene,
                                    cairo_t          *cr);
/* What is at (@x, @y) pixels. */
PvMapSpot pv_map_scene_find        (const PvMapScene *scene,
                                    double            x,
                                    double            y);
/* Where @spot is. Empty for nothing. */
PvRect    pv_map_scene_get_rect    (const PvMapScene *scene,
                                    PvMapSpot         spot);

G_END_DECLS
