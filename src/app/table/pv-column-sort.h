/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-column-sort.h: by which column a column view is to be sorted, for models that sort elsewhere. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Lets people sort by @column, whose rows the view's own sorter could not compare; @key is what stands
 * for it. The view's sorter says "changed" when another column or direction is chosen. */
void     pv_column_sort_allow (GtkColumnViewColumn *column,
                               guint                key);
/* FALSE where @view is not sorted by such a column. */
gboolean pv_column_sort_get   (GtkColumnView       *view,
                               guint               *key,
                               gboolean            *descending);

G_END_DECLS
