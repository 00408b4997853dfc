/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-column-sort.c: by which column a column view is to be sorted.
 *
 * Before GTK 4.10, a view's sorter does not tell its column; but it asks the sorter of that column first,
 * and turns its answer round where the order descends. */
#include "pv-column-sort.h"

/* Whom the view's sorter asked first. Comparing is of the main thread. */
static gboolean is_asked;
static guint asked_key;

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      user_data)
{
  if (!is_asked)
    {
      is_asked = TRUE;
      asked_key = GPOINTER_TO_UINT (user_data);
    }

  return -1;
}

void
pv_column_sort_allow (GtkColumnViewColumn *column,
                      guint                key)
{
  g_autoptr (GtkSorter) sorter = NULL;

  g_return_if_fail (GTK_IS_COLUMN_VIEW_COLUMN (column));

  sorter = GTK_SORTER (gtk_custom_sorter_new (compare, GUINT_TO_POINTER (key), NULL));
  gtk_column_view_column_set_sorter (column, sorter);
}

gboolean
pv_column_sort_get (GtkColumnView *view,
                    guint         *key,
                    gboolean      *descending)
{
  GtkSorter *sorter;
  GtkOrdering ordering;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), FALSE);
  g_return_val_if_fail (key != NULL && descending != NULL, FALSE);

  sorter = gtk_column_view_get_sorter (view);
  is_asked = FALSE;
  /* any two different things will do */
  ordering = gtk_sorter_compare (sorter, view, sorter);
  if (!is_asked)
    return FALSE;

  *key = asked_key;
  *descending = ordering == GTK_ORDERING_LARGER;

  return TRUE;
}
