/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-rank-pages.c: each row of the table of dimensions can be reached in the window, by a tab and a toggle. */
#include "config.h"

#include <adwaita.h>

#include "pv-capture-view.h"
#include "pv-dimension-text.h"
#include "pv-rank-page.h"
#include "test-display.h"

/* Whether a label below @widget has that text. */
static gboolean
says (GtkWidget  *widget,
      const char *text)
{
  if (GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_label (GTK_LABEL (widget)), text) == 0)
    return TRUE;

  for (GtkWidget *child = widget != NULL ? gtk_widget_get_first_child (widget) : NULL; child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;

  return FALSE;
}

static GtkWidget *
find_button (GtkWidget  *widget,
             const char *text)
{
  if (GTK_IS_TOGGLE_BUTTON (widget) && says (gtk_button_get_child (GTK_BUTTON (widget)), text))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
find_pages (GtkWidget *widget,
            GPtrArray *pages)
{
  if (PV_IS_RANK_PAGE (widget))
    {
      g_ptr_array_add (pages, widget);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_pages (child, pages);
}

static PvRankPage *
find_page (GPtrArray *pages,
           PvTab      tab)
{
  for (guint i = 0; i < pages->len; i++)
    if (pv_rank_page_get_tab (g_ptr_array_index (pages, i)) == tab)
      return g_ptr_array_index (pages, i);

  return NULL;
}

static void
test_all (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *view = pv_capture_view_new ();
  g_autoptr (GPtrArray) pages = g_ptr_array_new ();

  gtk_window_set_child (GTK_WINDOW (window), view);
  find_pages (view, pages);
  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    {
      PvRankPage *page = find_page (pages, pv_dimension_get_tab (dimension));
      GtkWidget *button;
      gint64 shown = -1;

      if (page == NULL)
        {
          g_test_fail_printf ("no tab has %s", pv_dimension_get_key (dimension));
          continue;
        }

      button = find_button (GTK_WIDGET (page), pv_dimension_get_toggle_title (dimension));
      if (button == NULL)
        {
          g_test_fail_printf ("no toggle is called “%s”", pv_dimension_get_toggle_title (dimension));
          continue;
        }

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
      g_object_get (page, "dimension", &shown, NULL);
      if (shown != dimension)
        g_test_fail_printf ("“%s” does not show %s", pv_dimension_get_toggle_title (dimension),
                            pv_dimension_get_key (dimension));
    }

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  test_display_init (&argc, &argv);
  adw_init ();
  g_test_add_func ("/rank-pages/all", test_all);

  return g_test_run ();
}
