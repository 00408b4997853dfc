/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-box-node.c: boxes as nodes of a snapshot.
 *
 * Of a node whose size has changed, GTK draws all of it anew. So a wide box is cut into tiles that stand where they
 * stand, and only those at its ends change as it grows. There is a node for each tile also where the box is not, so
 * that GTK compares each tile with itself. */
#include "config.h"

#include "pv-box-node.h"

#include <math.h>

/* Pixels. */
#define TILE 64

static GskRenderNode *
create_tile (const PvBox *box,
             double       start,
             double       end)
{
  const GdkRGBA color = { box->color.red, box->color.green, box->color.blue, box->color.alpha };
  double left = MAX (box->rect.x, start);
  double right = MIN (box->rect.x + box->rect.width, end);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, 0, 0);

  if (left < right && box->rect.height > 0)
    graphene_rect_init (&bounds, (float) left, (float) box->rect.y, (float) (right - left), (float) box->rect.height);

  return gsk_color_node_new (&color, &bounds);
}

static void
append_tiles (GtkSnapshot *snapshot,
              const PvBox *box,
              double       width)
{
  guint n = (guint) ceil (MAX (width, 1) / TILE);
  g_autofree GskRenderNode **tiles = g_new (GskRenderNode *, n);
  GskRenderNode *node;

  for (guint i = 0; i < n; i++)
    tiles[i] = create_tile (box, i * TILE, (i + 1) * TILE);
  node = gsk_container_node_new (tiles, n);
  gtk_snapshot_append_node (snapshot, node);

  gsk_render_node_unref (node);
  for (guint i = 0; i < n; i++)
    gsk_render_node_unref (tiles[i]);
}

static void
append_rounded (GtkSnapshot *snapshot,
                const PvBox *box)
{
  const GdkRGBA color = { box->color.red, box->color.green, box->color.blue, box->color.alpha };
  GskRoundedRect shape;

  gsk_rounded_rect_init_from_rect (&shape, &GRAPHENE_RECT_INIT ((float) box->rect.x, (float) box->rect.y,
                                                                (float) box->rect.width, (float) box->rect.height),
                                   (float) MIN (box->radius, MIN (box->rect.width, box->rect.height) / 2));
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, &color, &shape.bounds);
  gtk_snapshot_pop (snapshot);
}

void
pv_box_node_append (GtkSnapshot *snapshot,
                    const PvBox *boxes,
                    guint        n,
                    double       width)
{
  g_return_if_fail (GTK_IS_SNAPSHOT (snapshot));

  for (guint i = 0; i < n; i++)
    if (boxes[i].radius > 0)
      append_rounded (snapshot, &boxes[i]);
    else
      append_tiles (snapshot, &boxes[i], width);
}
