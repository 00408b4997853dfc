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
  GskRenderNode *parts[PV_BAR_N_PARTS]; /* of a row at the origin */
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
  for (guint part = 0; part < PV_BAR_N_PARTS; part++)
    g_clear_pointer (&row->parts[part], gsk_render_node_unref);
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
  PvBarPart part;
} Drawing;

static void
draw (gconstpointer data,
      cairo_t      *cr)
{
  const Drawing *drawing = data;

  pv_bar_look_draw_part (drawing->look, drawing->part, &drawing->self->layout, &drawing->self->style,
                         drawing->self->pango, cr);
}

/* The row of the last frame that is most like one that looks like @look: that of the same label, or else the one that
 * was drawn in its turn, @i. NULL where there is none. */
static const Row *
find_row (PvBarRows       *self,
          const PvBarLook *look,
          guint            i)
{
  const Row *rows = (const Row *) (gpointer) self->rows->data;

  if (i < self->rows->len && g_str_equal (rows[i].look.label, look->label))
    return &rows[i];
  for (guint j = 0; j < self->rows->len; j++)
    if (g_str_equal (rows[j].look.label, look->label))
      return &rows[j];

  return i < self->rows->len ? &rows[i] : NULL;
}

/* A node for each part, also where there is nothing, so that GTK compares each part with itself. */
static GskRenderNode *
create_part (PvBarRows       *self,
             GtkWidget       *widget,
             const PvBarLook *look,
             PvBarPart        part)
{
  PvRect rect = pv_bar_look_get_part (look, &self->layout, part);
  Drawing drawing = { self, look, part };
  GskRenderNode *node;

  node = pv_chart_node_new (widget, &GRAPHENE_RECT_INIT ((float) rect.x, (float) rect.y, (float) rect.width,
                                                         (float) rect.height), draw, &drawing);

  return node != NULL ? node : gsk_container_node_new (NULL, 0);
}

/* Sets the parts of @row, whose look is set. Returns: whether one was drawn anew */
static gboolean
set_parts (PvBarRows *self,
           GtkWidget *widget,
           Row       *row,
           guint      i)
{
  const Row *old = find_row (self, &row->look, i);
  gboolean is_drawn = FALSE;

  for (guint part = 0; part < PV_BAR_N_PARTS; part++)
    if (old != NULL && pv_bar_look_equal_part (&old->look, &row->look, part))
      {
        row->parts[part] = gsk_render_node_ref (old->parts[part]);
      }
    else
      {
        row->parts[part] = create_part (self, widget, &row->look, part);
        is_drawn = TRUE;
      }

  return is_drawn;
}

static void
append_row (GtkSnapshot *snapshot,
            Row         *row,
            double       top)
{
  GskRenderNode *node = gsk_container_node_new (row->parts, PV_BAR_N_PARTS);

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
      Row row = { 0 };

      pv_bar_look_init (&row.look, place, layout,
                        scene->hover == place->position && scene->hover != G_MAXUINT);
      self->n_drawn += set_parts (self, widget, &row, i);
      append_row (snapshot, &row, top);
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
