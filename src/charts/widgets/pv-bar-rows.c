/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-rows.c: rows of a bar chart that are drawn already. */
#include "config.h"

#include "pv-bar-rows.h"

#include <string.h>

#include "pv-bar-look.h"
#include "pv-chart-device.h"
#include "pv-chart-node.h"

typedef struct
{
  PvBarLook look;
  GskRenderNode *node; /* at the origin; NULL where there is nothing to be seen */
} Row;

struct _PvBarRows
{
  GArray *rows; /* of Row: the last frame's, in the order in which they were drawn */
  PvBarLayout layout;
  PvChartStyle style;
  PangoContext *pango;
  guint pango_serial;
  guint n_drawn;
};

static void
row_clear (gpointer data)
{
  Row *row = data;

  pv_bar_look_clear (&row->look);
  g_clear_pointer (&row->node, gsk_render_node_unref);
}

static GArray *
create_rows (void)
{
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (Row));

  g_array_set_clear_func (rows, row_clear);

  return rows;
}

PvBarRows *
pv_bar_rows_new (void)
{
  PvBarRows *self = g_new0 (PvBarRows, 1);

  self->rows = create_rows ();

  return self;
}

void
pv_bar_rows_free (PvBarRows *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->rows);
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

  if (memcmp (&self->layout, layout, sizeof *layout) == 0 && is_same_style (&self->style, &scene->style) &&
      self->pango == scene->pango && self->pango_serial == serial)
    return;

  g_array_set_size (self->rows, 0);
  self->layout = *layout;
  self->style = scene->style;
  self->pango = scene->pango;
  self->pango_serial = serial;
}

typedef struct
{
  const PvBarRows *self;
  const PvBarLook *look;
} Drawing;

static void
draw (gconstpointer data,
      cairo_t      *cr)
{
  const Drawing *drawing = data;

  pv_bar_look_draw (drawing->look, &drawing->self->layout, &drawing->self->style, drawing->self->pango, cr);
}

/* The node of a row that looks like @look. @i: where it was most likely in the last frame. */
static GskRenderNode *
find_node (PvBarRows       *self,
           const PvBarLook *look,
           guint            i)
{
  if (i < self->rows->len && pv_bar_look_equal (&g_array_index (self->rows, Row, i).look, look))
    return g_array_index (self->rows, Row, i).node;

  for (guint j = 0; j < self->rows->len; j++)
    if (pv_bar_look_equal (&g_array_index (self->rows, Row, j).look, look))
      return g_array_index (self->rows, Row, j).node;

  return NULL;
}

void
pv_bar_rows_snapshot (PvBarRows         *self,
                      GtkWidget         *widget,
                      const PvBarScene  *scene,
                      const PvBarLayout *layout,
                      GtkSnapshot       *snapshot)
{
  g_autoptr (GArray) places = NULL;
  GArray *rows;

  g_return_if_fail (self != NULL);
  g_return_if_fail (scene != NULL && layout != NULL);

  update (self, scene, layout);
  places = pv_bar_scene_get_places (scene, layout->peak, layout->whole_peak);
  rows = create_rows ();
  self->n_drawn = 0;
  for (guint i = 0; i < places->len; i++)
    {
      const PvBarPlace *place = &g_array_index (places, PvBarPlace, i);
      double top = pv_chart_device_snap (place->row * layout->row_height - scene->scroll, layout->device_scale);
      GskRenderNode *node;
      Row row = { 0 };

      pv_bar_look_init (&row.look, place, layout,
                        scene->hover == place->position && scene->hover != G_MAXUINT);
      node = find_node (self, &row.look, i);
      if (node != NULL)
        {
          row.node = gsk_render_node_ref (node);
        }
      else
        {
          Drawing drawing = { self, &row.look };

          row.node = pv_chart_node_new (widget,
                                        &GRAPHENE_RECT_INIT (0, 0, (float) layout->width, (float) layout->row_height),
                                        draw, &drawing);
          self->n_drawn++;
        }

      if (row.node != NULL)
        {
          gtk_snapshot_save (snapshot);
          gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float) top));
          gtk_snapshot_append_node (snapshot, row.node);
          gtk_snapshot_restore (snapshot);
        }
      g_array_append_val (rows, row);
    }

  g_array_unref (self->rows);
  self->rows = rows;
}

guint
pv_bar_rows_get_n_drawn (PvBarRows *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_drawn;
}
