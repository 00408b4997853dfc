/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-rows.c: rows of a bar chart that are drawn already. */
#include "config.h"

#include "pv-bar-rows.h"

#include <math.h>
#include <string.h>

#include "pv-bar-look.h"
#include "pv-chart-device.h"
#include "pv-chart-node.h"

/* Rows: the first bars are long and change much, those after them are short. */
#define FIRST_BLOCK 6
#define BLOCK 30

typedef struct
{
  PvBarLook look;
  double top; /* from the block's */
} Row;

/* What is seen of some rows. */
typedef struct
{
  guint first; /* the number of its first row */
  GArray *rows; /* of Row */
  double top;   /* of what is seen, from the first row's top */
  double height;
  GskRenderNode *parts[PV_BAR_N_PARTS];
} Block;

struct _PvBarRows
{
  GArray *blocks; /* of Block: the last frame's */
  PvBarLayout layout;
  PvChartStyle style;
  PangoContext *pango;
  guint pango_serial;
};

static void
row_clear (gpointer data)
{
  pv_bar_look_clear (&((Row *) data)->look);
}

static void
block_clear (gpointer data)
{
  Block *block = data;

  g_clear_pointer (&block->rows, g_array_unref);
  for (guint part = 0; part < PV_BAR_N_PARTS; part++)
    g_clear_pointer (&block->parts[part], gsk_render_node_unref);
}

static GArray *
create_blocks (void)
{
  GArray *blocks = g_array_new (FALSE, TRUE, sizeof (Block));

  g_array_set_clear_func (blocks, block_clear);

  return blocks;
}

PvBarRows *
pv_bar_rows_new (void)
{
  PvBarRows *self = g_new0 (PvBarRows, 1);

  self->blocks = create_blocks ();

  return self;
}

void
pv_bar_rows_free (PvBarRows *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->blocks);
  g_free (self);
}

static gboolean
is_same_style (const PvChartStyle *a,
               const PvChartStyle *b)
{
  return memcmp (&a->foreground, &b->foreground, sizeof a->foreground) == 0 &&
         memcmp (&a->dim, &b->dim, sizeof a->dim) == 0 && memcmp (&a->accent, &b->accent, sizeof a->accent) == 0 &&
         a->high_contrast == b->high_contrast;
}

/* Forgets all rows where they would be drawn in another way now. */
static void
update (PvBarRows         *self,
        const PvBarScene  *scene,
        const PvBarLayout *layout)
{
  guint serial = pango_context_get_serial (scene->pango);
  PvBarLayout drawn = *layout;

  /* lengths of bars have them in them */
  drawn.peak = drawn.whole_peak = 0;
  if (memcmp (&self->layout, &drawn, sizeof drawn) == 0 && is_same_style (&self->style, &scene->style) &&
      self->pango == scene->pango && self->pango_serial == serial)
    return;

  g_array_set_size (self->blocks, 0);
  self->layout = drawn;
  self->style = scene->style;
  self->pango = scene->pango;
  self->pango_serial = serial;
}

static guint
get_block_start (guint row)
{
  return row < FIRST_BLOCK ? 0 : row - (row - FIRST_BLOCK) % BLOCK;
}

static double
get_top (const PvBarLayout *layout,
         double             row)
{
  return pv_chart_device_snap (row * layout->row_height, layout->device_scale);
}

static Block *
get_block (GArray *blocks,
           guint   first)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      Block *block = &g_array_index (blocks, Block, i);

      if (block->first == first)
        return block;
    }

  return NULL;
}

static void
add_row (GArray            *blocks,
         guint              first,
         const PvBarPlace  *place,
         const PvBarLayout *layout,
         gboolean           is_hovered)
{
  Block *block = get_block (blocks, first);
  Row row = { .top = get_top (layout, place->row) - get_top (layout, first) };

  if (block == NULL)
    {
      Block new_block = { .first = first, .rows = g_array_new (FALSE, TRUE, sizeof (Row)) };

      g_array_set_clear_func (new_block.rows, row_clear);
      g_array_append_val (blocks, new_block);
      block = &g_array_index (blocks, Block, blocks->len - 1);
    }

  pv_bar_look_init (&row.look, place, layout, is_hovered);
  g_array_append_val (block->rows, row);
}

static int
compare_blocks (gconstpointer a,
                gconstpointer b)
{
  const Block *block = a;
  const Block *other = b;

  return block->first < other->first ? -1 : block->first > other->first;
}

/* What is in sight, from the top. A bar on its way may be in two blocks, each of which shows what is within it. */
static GArray *
create_blocks_of (const PvBarScene  *scene,
                  const PvBarLayout *layout)
{
  g_autoptr (GArray) places = pv_bar_scene_get_places (scene, layout->peak, layout->whole_peak);
  GArray *blocks = create_blocks ();

  for (guint i = 0; i < places->len; i++)
    {
      const PvBarPlace *place = &g_array_index (places, PvBarPlace, i);
      gboolean is_hovered = scene->hover == place->position && scene->hover != G_MAXUINT;
      guint upper = get_block_start ((guint) MAX (floor (place->row), 0));
      guint lower = get_block_start ((guint) MAX (ceil (place->row), 0));

      add_row (blocks, upper, place, layout, is_hovered);
      if (lower != upper)
        add_row (blocks, lower, place, layout, is_hovered);
    }
  g_array_sort (blocks, compare_blocks);

  return blocks;
}

/* Of rows that are at rest, all are seen; of others, what is not another block's. */
static void
measure (Block             *self,
         const PvBarLayout *layout)
{
  guint end = self->first + (self->first == 0 ? FIRST_BLOCK : BLOCK);
  double top = G_MAXDOUBLE;
  double bottom = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);

      top = MIN (top, row->top);
      bottom = MAX (bottom, row->top + ceil (layout->row_height));
    }
  self->top = self->first > 0 ? MAX (top, 0) : top;
  self->height = MIN (bottom, get_top (layout, end) - get_top (layout, self->first)) - self->top;
}

static gboolean
equal_part (const Block       *a,
            const Block       *b,
            const PvBarLayout *layout,
            PvBarPart          part)
{
  if (a->top != b->top || a->height != b->height || a->rows->len != b->rows->len)
    return FALSE;

  for (guint i = 0; i < a->rows->len; i++)
    {
      const Row *row = &g_array_index (a->rows, Row, i);
      const Row *other = &g_array_index (b->rows, Row, i);

      if (row->top != other->top || !pv_bar_look_equal_part (&row->look, &other->look, layout, part))
        return FALSE;
    }

  return TRUE;
}

typedef struct
{
  const PvBarRows *self;
  const Block *block;
  PvBarPart part;
} Drawing;

static void
draw (gconstpointer data,
      cairo_t      *cr)
{
  const Drawing *drawing = data;

  for (guint i = 0; i < drawing->block->rows->len; i++)
    {
      const Row *row = &g_array_index (drawing->block->rows, Row, i);

      cairo_save (cr);
      cairo_translate (cr, 0, row->top);
      pv_bar_look_draw_part (&row->look, drawing->part, &drawing->self->layout, &drawing->self->style,
                             drawing->self->pango, cr);
      cairo_restore (cr);
    }
}

/* A node for each part, also where there is nothing, so that GTK compares each part with itself. */
static GskRenderNode *
create_part (PvBarRows   *self,
             GtkWidget   *widget,
             const Block *block,
             PvBarPart    part)
{
  PvRect rect = pv_bar_layout_get_part (&self->layout, part);
  Drawing drawing = { self, block, part };
  GskRenderNode *node;

  node = pv_chart_node_new (widget, &GRAPHENE_RECT_INIT ((float) rect.x, (float) block->top, (float) rect.width,
                                                         (float) block->height), draw, &drawing);

  return node != NULL ? node : gsk_container_node_new (NULL, 0);
}

static void
set_parts (PvBarRows *self,
           GtkWidget *widget,
           Block     *block)
{
  const Block *old = get_block (self->blocks, block->first);

  measure (block, &self->layout);
  for (guint part = 0; part < PV_BAR_N_PARTS; part++)
    if (old != NULL && equal_part (old, block, &self->layout, part))
      block->parts[part] = gsk_render_node_ref (old->parts[part]);
    else
      block->parts[part] = create_part (self, widget, block, part);
}

static void
append_block (GtkSnapshot *snapshot,
              Block       *block,
              double       top)
{
  GskRenderNode *node = gsk_container_node_new (block->parts, PV_BAR_N_PARTS);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float) top));
  gtk_snapshot_append_node (snapshot, node);
  gtk_snapshot_restore (snapshot);
  gsk_render_node_unref (node);
}

void
pv_bar_rows_snapshot (PvBarRows         *self,
                      GtkWidget         *widget,
                      const PvBarScene  *scene,
                      const PvBarLayout *layout,
                      GtkSnapshot       *snapshot)
{
  GArray *blocks;

  g_return_if_fail (self != NULL);
  g_return_if_fail (scene != NULL && layout != NULL);

  update (self, scene, layout);
  blocks = create_blocks_of (scene, layout);
  for (guint i = 0; i < blocks->len; i++)
    {
      Block *block = &g_array_index (blocks, Block, i);

      set_parts (self, widget, block);
      append_block (snapshot, block,
                    pv_chart_device_snap (block->first * layout->row_height - scene->scroll, layout->device_scale));
    }

  g_array_unref (self->blocks);
  self->blocks = blocks;
}
