/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tab-bar.c: the tabs of a stack in a row, with how much is in each. */
#include "config.h"

#include "pv-tab-bar.h"

#include "pv-steady-label.h"

#define SPACING 9

/* A tab's data key for the child of its page. */
#define CHILD "pv-child"

struct _PvTabBar
{
  GtkWidget parent_instance;

  AdwViewStack *stack;
};

G_DEFINE_FINAL_TYPE (PvTabBar, pv_tab_bar, GTK_TYPE_WIDGET)

static GtkWidget *
get_child_of (GtkWidget *tab)
{
  return g_object_get_data (G_OBJECT (tab), CHILD);
}

static void
set_selected (GtkWidget *tab,
              gboolean   is_selected)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tab), is_selected);
  gtk_accessible_update_state (GTK_ACCESSIBLE (tab), GTK_ACCESSIBLE_STATE_SELECTED, is_selected, -1);
}

static void
visible_child_cb (PvTabBar *self)
{
  GtkWidget *visible = adw_view_stack_get_visible_child (self->stack);

  for (GtkWidget *tab = gtk_widget_get_first_child (GTK_WIDGET (self)); tab != NULL;
       tab = gtk_widget_get_next_sibling (tab))
    set_selected (tab, get_child_of (tab) == visible);
}

/* Pressing the present tab leaves it so. */
static void
clicked_cb (PvTabBar  *self,
            GtkWidget *tab)
{
  adw_view_stack_set_visible_child (self->stack, get_child_of (tab));
  visible_child_cb (self);
}

static void
update_name (GtkWidget        *tab,
             GParamSpec       *pspec,
             AdwViewStackPage *page)
{
  GtkWidget *child = get_child_of (tab);
  g_autofree char *count = NULL;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (child), "count") != NULL)
    g_object_get (child, "count", &count, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (tab),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, adw_view_stack_page_get_title (page),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, count != NULL ? count : "", -1);
}

static void
count_cb (GtkWidget  *child,
          GParamSpec *pspec,
          GtkWidget  *tab)
{
  g_autofree char *count = NULL;

  g_object_get (child, "count", &count, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (tab), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  count != NULL ? count : "", -1);
}

static void
add_tab (PvTabBar         *self,
         AdwViewStackPage *page)
{
  GtkWidget *child = adw_view_stack_page_get_child (page);
  GtkWidget *tab = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_TAB, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *count = pv_steady_label_new ();

  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (count, "caption");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), count);
  gtk_button_set_child (GTK_BUTTON (tab), box);
  gtk_widget_add_css_class (tab, "flat");
  g_object_set_data (G_OBJECT (tab), CHILD, child);

  g_object_bind_property (page, "title", title, "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (page, "visible", tab, "visible", G_BINDING_SYNC_CREATE);
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (child), "count") != NULL)
    {
      g_object_bind_property (child, "count", count, "label", G_BINDING_SYNC_CREATE);
      g_signal_connect_object (child, "notify::count", G_CALLBACK (count_cb), tab, 0);
    }
  else
    {
      gtk_widget_set_visible (count, FALSE);
    }
  update_name (tab, NULL, page);
  g_signal_connect_object (tab, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (tab, GTK_WIDGET (self));
}

static void
pv_tab_bar_dispose (GObject *object)
{
  PvTabBar *self = PV_TAB_BAR (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->stack);

  G_OBJECT_CLASS (pv_tab_bar_parent_class)->dispose (object);
}

static void
pv_tab_bar_class_init (PvTabBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pv_tab_bar_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tabs");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TAB_LIST);
}

static void
pv_tab_bar_init (PvTabBar *self)
{
}

void
pv_tab_bar_set_stack (PvTabBar     *self,
                      AdwViewStack *stack)
{
  g_autoptr (GtkSelectionModel) pages = NULL;

  g_return_if_fail (PV_IS_TAB_BAR (self));
  g_return_if_fail (ADW_IS_VIEW_STACK (stack));
  g_return_if_fail (self->stack == NULL);

  self->stack = g_object_ref (stack);
  pages = adw_view_stack_get_pages (stack);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++)
    {
      g_autoptr (AdwViewStackPage) page = g_list_model_get_item (G_LIST_MODEL (pages), i);

      add_tab (self, page);
    }
  g_signal_connect_object (stack, "notify::visible-child", G_CALLBACK (visible_child_cb), self, G_CONNECT_SWAPPED);
  visible_child_cb (self);
}
