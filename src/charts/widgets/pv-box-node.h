/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-box-node.h: boxes as nodes of a snapshot. */
#pragma once

#include <gtk/gtk.h>

#include "pv-box.h"

G_BEGIN_DECLS

/* Adds @boxes to @snapshot, so that GTK draws anew only where they have changed since the last frame that had as
 * many of them. @width: of all that there is, in pixels */
void pv_box_node_append (GtkSnapshot *snapshot,
                         const PvBox *boxes,
                         guint        n,
                         double       width);

G_END_DECLS
