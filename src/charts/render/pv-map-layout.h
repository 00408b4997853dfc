/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-layout.h: where what a map shows is. */
#pragma once

#include "pv-map-renderer.h"

G_BEGIN_DECLS

/**
 * PvMapItemPlace:
 * @slot: what belongs to the item, label and all
 * @label: where its label is; in a matrix, that of a column stands upright
 * @value: where its number is; empty where there is no room for numbers
 * @bar: of ribbons: what these end at
 */
typedef struct
{
  PvRect slot;
  PvRect label;
  PvRect value;
  PvRect bar;
} PvMapItemPlace;

/**
 * PvMapRibbonPlace:
 * @y: of its upper edge at the client's, at the server's end
 * @thickness: of the part that either sends
 * @field: in a matrix: where it is
 */
typedef struct
{
  double y[PV_MAP_N_ENDS];
  double thickness[PV_MAP_N_ENDS];
  PvRect field;
} PvMapRibbonPlace;

/**
 * PvMapLayout:
 * @line_height: of a label
 * @small_height: of a second line
 * @headings_height: at the top
 * @legend: at the bottom
 * @heading: over each side
 * @items: by side
 * @ribbons: by number
 * @x: where ribbons begin and end, by side
 * @smallest: of a matrix: the smallest of all fields
 * @largest: likewise
 */
typedef struct
{
  double line_height;
  double small_height;
  PvRect headings[PV_MAP_N_ENDS];
  PvRect legend;
  PvMapItemPlace *items[PV_MAP_N_ENDS];
  PvMapRibbonPlace *ribbons;
  double x[PV_MAP_N_ENDS];
  double smallest;
  double largest;
} PvMapLayout;

void pv_map_layout_init  (PvMapLayout      *self,
                          const PvMapScene *scene);
void pv_map_layout_clear (PvMapLayout      *self);

/* Height of a label's slot, in pixels. */
double pv_map_layout_get_slot   (const PvMapScene *scene);
/* Height of all that is above and below the items. */
double pv_map_layout_get_around (const PvMapScene *scene);
/* Of a matrix: what the labels of rows take of the width, and those of columns of the height. */
double pv_map_layout_get_rows_width     (const PvMapScene *scene);
double pv_map_layout_get_columns_height (const PvMapScene *scene);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PvMapLayout, pv_map_layout_clear)

G_END_DECLS
