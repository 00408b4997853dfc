/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-layout.c: where what a map shows is. */
#include "config.h"

#include "pv-map-layout.h"

#include <math.h>

#include "pv-chart-palette.h"
#include "pv-chart-text.h"

/* Pixels. */
#define SLOT_GAP 5      /* between two labels */
#define BAR_GAP 4       /* between two bars */
#define BAR_WIDTH 10
#define MIN_BAR 2       /* height of what is next to nothing */
#define LABEL_GAP 8     /* between label, number and bar */
#define HEADING_GAP 6
#define LEGEND_GAP 10
#define MARKER 14       /* before a group's label */
#define MIN_LABEL 48
#define MAX_LABEL 480
#define MIN_WIDTH_WITH_VALUES 620
#define MIN_WIDTH_WITH_ROOM 480
#define MAX_LABEL_SHARE .3
#define MAX_LABEL_SHARE_IN_NARROW .37
/* Of the height: more labels than this leave too little for ribbons. */
#define LABELS_SHARE .75
/* With more on each side, lines between them are but a haze. */
#define MAX_ROOM 36
#define MAX_COLUMNS_SHARE .34
#define MIN_FIELD 17
#define MAX_FIELD_WIDTH 84
#define MAX_FIELD_HEIGHT 34

double
pv_map_layout_get_slot (const PvMapScene *scene)
{
  return pv_text_get_height (scene->pango, &scene->style, PV_TEXT_PLAIN) + SLOT_GAP;
}

double
pv_map_layout_get_around (const PvMapScene *scene)
{
  double small = pv_text_get_height (scene->pango, &scene->style, PV_TEXT_SMALL);

  return small + HEADING_GAP + LEGEND_GAP + small;
}

/* What labels may take of the width. */
static double
get_most (const PvMapScene *scene)
{
  return scene->width * (scene->width < MIN_WIDTH_WITH_ROOM ? MAX_LABEL_SHARE_IN_NARROW : MAX_LABEL_SHARE);
}

/* The widest label of a side, in pixels. */
static double
measure_labels (const PvMapScene *scene,
                guint             side)
{
  double widest = MIN_LABEL;

  for (guint i = 0; scene->data != NULL && i < scene->data->n_items[side]; i++)
    {
      const PvMapItem *item = &scene->data->items[side][i];
      double width = pv_text_get_width (scene->pango, &scene->style,
                                        item->mark != PV_CHART_UNMARKED ? PV_TEXT_BOLD : PV_TEXT_PLAIN, item->label);

      if (item->second != NULL)
        width = MAX (width, pv_text_get_width (scene->pango, &scene->style, PV_TEXT_SMALL, item->second));
      widest = MAX (widest, width + (item->is_group ? MARKER : 0));
    }

  return MIN (widest, MAX_LABEL);
}

static double
measure_values (const PvMapScene *scene)
{
  double widest = 0;

  for (guint side = 0; scene->data != NULL && side < PV_MAP_N_ENDS; side++)
    for (guint i = 0; i < scene->data->n_items[side]; i++)
      {
        g_autofree char *text = pv_unit_format (scene->unit, pv_map_values_sum (scene->data->items[side][i].values));

        widest = MAX (widest, pv_text_get_width (scene->pango, &scene->style, PV_TEXT_NUMBERS, text));
      }

  return widest;
}

double
pv_map_layout_get_rows_width (const PvMapScene *scene)
{
  return MIN (measure_labels (scene, PV_MAP_CLIENT), get_most (scene)) + LABEL_GAP;
}

double
pv_map_layout_get_columns_height (const PvMapScene *scene)
{
  double most = scene->height * MAX_COLUMNS_SHARE;

  return (scene->data != NULL && scene->data->n_items[PV_MAP_SERVER] > 0
            ? MIN (measure_labels (scene, PV_MAP_SERVER), most)
            : most) + LABEL_GAP;
}

/* How high a slot is where values are drawn @scale times as high as they are. */
static double
get_slot_height (const PvMapItem *item,
                 double           scale,
                 double           slot)
{
  return MAX (slot, pv_map_values_sum (item->values) * scale + BAR_GAP) * item->presence;
}

static double
get_height_of_all (const PvMapData *data,
                   guint            side,
                   double           scale,
                   double           slot)
{
  double height = 0;

  for (guint i = 0; i < data->n_items[side]; i++)
    height += get_slot_height (&data->items[side][i], scale, slot);

  return height;
}

/* Pixels for each unit, such that both sides have room: as many as can be, but labels come first. */
static double
find_scale (const PvMapData *data,
            double           height,
            double           slot)
{
  double total = MAX (pv_map_values_sum (data->totals), 1);
  double low = 0;
  double high = height / total;

  for (guint i = 0; i < 40; i++)
    {
      double middle = (low + high) / 2;

      if (MAX (get_height_of_all (data, PV_MAP_CLIENT, middle, slot),
               get_height_of_all (data, PV_MAP_SERVER, middle, slot)) <= height)
        low = middle;
      else
        high = middle;
    }

  return low;
}

/* @rect as it is, or on the other side. */
static PvRect
mirror (const PvMapScene *scene,
        PvRect            rect)
{
  if (scene->rtl)
    rect.x = scene->width - rect.x - rect.width;

  return rect;
}

static void
lay_out_side (PvMapLayout      *self,
              const PvMapScene *scene,
              guint             side,
              double            top,
              double            height,
              double            scale,
              double            label_width,
              double            value_width)
{
  const PvMapData *data = scene->data;
  double slot = pv_map_layout_get_slot (scene);
  double all = get_height_of_all (data, side, scale, slot);
  double y = top + MAX ((height - all) / 2, 0);
  double value_gap = value_width > 0 ? LABEL_GAP : 0;

  for (guint i = 0; i < data->n_items[side]; i++)
    {
      const PvMapItem *item = &data->items[side][i];
      PvMapItemPlace *place = &self->items[side][i];
      double slot_height = get_slot_height (item, scale, slot);
      double bar = MAX (pv_map_values_sum (item->values) * scale, MIN_BAR) * MIN (item->presence, 1);
      double x = 0;
      double label_x, value_x, bar_x;

      label_x = x;
      value_x = label_x + label_width + value_gap;
      bar_x = value_x + value_width + LABEL_GAP;
      if (side == PV_MAP_SERVER)
        {
          bar_x = scene->width - bar_x - BAR_WIDTH;
          value_x = scene->width - value_x - value_width;
          label_x = scene->width - label_x - label_width;
        }
      place->slot = mirror (scene, (PvRect){ side == PV_MAP_CLIENT ? 0 : bar_x, y,
                                             label_width + value_gap + value_width + LABEL_GAP + BAR_WIDTH,
                                             slot_height });
      place->label = mirror (scene, (PvRect){ label_x, y, label_width, slot_height });
      place->value = mirror (scene, (PvRect){ value_x, y, value_width, slot_height });
      place->bar = mirror (scene, (PvRect){ bar_x, y + (slot_height - bar) / 2, BAR_WIDTH, bar });
      self->x[side] = side == PV_MAP_CLIENT ? bar_x + BAR_WIDTH : bar_x;
      if (scene->rtl)
        self->x[side] = scene->width - self->x[side];
      y += slot_height;
    }
}

/* Each ribbon ends where those before it leave off. */
static void
lay_out_ribbons (PvMapLayout      *self,
                 const PvMapScene *scene,
                 double            scale)
{
  const PvMapData *data = scene->data;
  double *next[PV_MAP_N_ENDS];

  for (guint side = 0; side < PV_MAP_N_ENDS; side++)
    {
      next[side] = g_new (double, data->n_items[side] + 1);
      for (guint i = 0; i < data->n_items[side]; i++)
        {
          const PvRect *bar = &self->items[side][i].bar;

          next[side][i] = bar->y + (bar->height - pv_map_values_sum (data->items[side][i].values) * scale) / 2;
        }
    }

  for (guint i = 0; i < data->n_ribbons; i++)
    {
      const PvMapRibbon *ribbon = &data->ribbons[i];
      PvMapRibbonPlace *place = &self->ribbons[i];

      for (guint side = 0; side < PV_MAP_N_ENDS; side++)
        {
          place->thickness[side] = ribbon->values[side] * scale;
          place->y[side] = next[side][ribbon->ends[side]];
          next[side][ribbon->ends[side]] += pv_map_values_sum (ribbon->values) * scale;
        }
    }

  for (guint side = 0; side < PV_MAP_N_ENDS; side++)
    g_free (next[side]);
}

static void
lay_out_map (PvMapLayout      *self,
             const PvMapScene *scene,
             double            top,
             double            height)
{
  double value_width = scene->width >= MIN_WIDTH_WITH_VALUES ? measure_values (scene) : 0;
  double scale = find_scale (scene->data, height, pv_map_layout_get_slot (scene));
  double most = get_most (scene) - value_width / 2;
  const double wanted[PV_MAP_N_ENDS] = { measure_labels (scene, PV_MAP_CLIENT), measure_labels (scene, PV_MAP_SERVER) };

  /* what one side does not need, the other may take */
  for (guint side = 0; side < PV_MAP_N_ENDS; side++)
    lay_out_side (self, scene, side, top, height, scale, MIN (wanted[side], most + MAX (most - wanted[!side], 0)),
                  value_width);
  lay_out_ribbons (self, scene, scale);

  /* over the labels */
  for (guint side = 0; side < PV_MAP_N_ENDS; side++)
    if (scene->data->n_items[side] > 0)
      {
        self->headings[side].x = self->items[side][0].slot.x;
        self->headings[side].width = self->items[side][0].slot.width;
      }
}

static void
lay_out_matrix (PvMapLayout      *self,
                const PvMapScene *scene,
                double            top,
                double            height)
{
  const PvMapData *data = scene->data;
  double rows = 0;
  double columns = 0;
  double x, y;
  double rows_width = pv_map_layout_get_rows_width (scene);
  double columns_height = pv_map_layout_get_columns_height (scene);
  double field_width, field_height;

  for (guint i = 0; i < data->n_items[PV_MAP_CLIENT]; i++)
    rows += data->items[PV_MAP_CLIENT][i].presence;
  for (guint i = 0; i < data->n_items[PV_MAP_SERVER]; i++)
    columns += data->items[PV_MAP_SERVER][i].presence;
  field_width = MIN ((scene->width - rows_width) / MAX (columns, 1), MAX_FIELD_WIDTH);
  field_height = MIN ((height - columns_height) / MAX (rows, 1), MAX_FIELD_HEIGHT);
  field_width = MAX (field_width, 1);
  field_height = MAX (field_height, 1);

  y = top + columns_height;
  for (guint i = 0; i < data->n_items[PV_MAP_CLIENT]; i++)
    {
      PvMapItemPlace *place = &self->items[PV_MAP_CLIENT][i];
      double row = field_height * data->items[PV_MAP_CLIENT][i].presence;

      place->slot = mirror (scene, (PvRect){ 0, y, rows_width, row });
      place->label = mirror (scene, (PvRect){ 0, y, rows_width - LABEL_GAP, row });
      place->bar = place->slot;
      y += row;
    }
  x = rows_width;
  for (guint i = 0; i < data->n_items[PV_MAP_SERVER]; i++)
    {
      PvMapItemPlace *place = &self->items[PV_MAP_SERVER][i];
      double column = field_width * data->items[PV_MAP_SERVER][i].presence;

      place->slot = mirror (scene, (PvRect){ x, top, column, columns_height });
      place->label = mirror (scene, (PvRect){ x, top, column, columns_height - LABEL_GAP });
      place->bar = place->slot;
      x += column;
    }
  for (guint i = 0; i < data->n_ribbons; i++)
    {
      const PvRect *row = &self->items[PV_MAP_CLIENT][data->ribbons[i].ends[PV_MAP_CLIENT]].slot;
      const PvRect *column = &self->items[PV_MAP_SERVER][data->ribbons[i].ends[PV_MAP_SERVER]].slot;
      double value = pv_map_values_sum (data->ribbons[i].values);

      self->ribbons[i].field = (PvRect){ column->x, row->y, column->width, row->height };
      if (value > 0)
        {
          self->largest = MAX (self->largest, value);
          self->smallest = self->smallest > 0 ? MIN (self->smallest, value) : value;
        }
    }
}

void
pv_map_layout_init (PvMapLayout      *self,
                    const PvMapScene *scene)
{
  const PvMapData *data = scene->data;
  double small = pv_text_get_height (scene->pango, &scene->style, PV_TEXT_SMALL);
  double top = small + HEADING_GAP;
  double height = MAX (scene->height - pv_map_layout_get_around (scene), 1);

  *self = (PvMapLayout){ 0 };
  self->line_height = pv_text_get_height (scene->pango, &scene->style, PV_TEXT_PLAIN);
  self->small_height = small;
  self->headings[PV_MAP_CLIENT] = mirror (scene, (PvRect){ 0, 0, pv_map_layout_get_rows_width (scene) - LABEL_GAP, small });
  self->headings[PV_MAP_SERVER] = mirror (scene, (PvRect){ pv_map_layout_get_rows_width (scene), 0,
                                                           MAX (scene->width - pv_map_layout_get_rows_width (scene), 1),
                                                           small });
  self->legend = (PvRect){ 0, scene->height - small, scene->width, small };
  if (data == NULL)
    return;

  for (guint side = 0; side < PV_MAP_N_ENDS; side++)
    self->items[side] = g_new0 (PvMapItemPlace, data->n_items[side]);
  self->ribbons = g_new0 (PvMapRibbonPlace, data->n_ribbons);
  if (scene->form == PV_MAP_MATRIX)
    lay_out_matrix (self, scene, top, height);
  else
    lay_out_map (self, scene, top, height);
}

void
pv_map_layout_clear (PvMapLayout *self)
{
  for (guint side = 0; side < PV_MAP_N_ENDS; side++)
    g_clear_pointer (&self->items[side], g_free);
  g_clear_pointer (&self->ribbons, g_free);
}

void
pv_map_scene_get_room (const PvMapScene *scene,
                       guint             room[PV_MAP_N_ENDS])
{
  double slot;
  double height;

  g_return_if_fail (scene != NULL);

  slot = pv_map_layout_get_slot (scene);
  height = scene->height - pv_map_layout_get_around (scene);
  if (scene->form == PV_MAP_MATRIX)
    {
      room[PV_MAP_CLIENT] = (guint) MAX ((height * (1 - MAX_COLUMNS_SHARE) - LABEL_GAP) / slot, 2);
      room[PV_MAP_SERVER] = (guint) MAX ((scene->width - get_most (scene) - LABEL_GAP) / MAX (slot, MIN_FIELD), 2);
    }
  else
    {
      room[PV_MAP_CLIENT] = room[PV_MAP_SERVER] = (guint) CLAMP (height * LABELS_SHARE / slot, 2, MAX_ROOM);
    }
}

double
pv_map_scene_get_natural_height (const PvMapScene *scene)
{
  double slot;
  double around;

  g_return_val_if_fail (scene != NULL && scene->data != NULL, 0);

  slot = pv_map_layout_get_slot (scene);
  around = pv_map_layout_get_around (scene);
  if (scene->form == PV_MAP_MATRIX)
    {
      double columns = measure_labels (scene, PV_MAP_SERVER) + LABEL_GAP;
      double rows = scene->data->n_items[PV_MAP_CLIENT] * slot;

      /* labels of columns get no more than their share of all */
      return around + MAX (columns + rows, MIN (columns, MAX_LABEL) / MAX_COLUMNS_SHARE);
    }

  return around + MAX (scene->data->n_items[PV_MAP_CLIENT], scene->data->n_items[PV_MAP_SERVER]) * slot * 1.5 +
         slot * 6;
}
