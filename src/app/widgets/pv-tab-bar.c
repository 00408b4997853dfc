/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tab-bar.c: the tabs of a stack in a row, with how much is in each. */
#include "config.h"

#include "pv-tab-bar.h"

#include "pv-tab-label.h"

#define SPACING 3

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

static PvTabLabel *
get_label_of (GtkWidget *tab)
{
  return PV_TAB_LABEL (gtk_button_get_child (GTK_BUTTON (tab)));
}

static void
count_cb (GtkWidget *tab)
{
  g_autofree char *count = pv_tab_label_dup_count (get_label_of (tab));

  gtk_accessible_update_property (GTK_ACCESSIBLE (tab), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, count, -1);
}

static void
add_tab (PvTabBar         *self,
         AdwViewStackPage *page)
{
  GtkWidget *child = adw_view_stack_page_get_child (page);
  GtkWidget *tab = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_TAB, NULL);
  GtkWidget *label = pv_tab_label_new ();

  gtk_button_set_child (GTK_BUTTON (tab), label);
  gtk_widget_add_css_class (tab, "flat");
  g_object_set_data (G_OBJECT (tab), CHILD, child);

  g_object_bind_property (page, "title", label, "title", G_BINDING_SYNC_CREATE);
  g_object_bind_property (page, "visible", tab, "visible", G_BINDING_SYNC_CREATE);
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (child), "short-title") != NULL)
    g_object_bind_property (child, "short-title", label, "short-title", G_BINDING_SYNC_CREATE);
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (child), "n-all") != NULL)
    {
      g_object_bind_property (child, "n-selected", label, "n-selected", G_BINDING_SYNC_CREATE);
      g_object_bind_property (child, "n-all", label, "n-all", G_BINDING_SYNC_CREATE);
      g_signal_connect_object (child, "notify::n-selected", G_CALLBACK (count_cb), tab, G_CONNECT_SWAPPED);
      g_signal_connect_object (child, "notify::n-all", G_CALLBACK (count_cb), tab, G_CONNECT_SWAPPED);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (tab),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, adw_view_stack_page_get_title (page), -1);
  count_cb (tab);
  g_signal_connect_object (tab, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (tab, GTK_WIDGET (self));
}

/* The next tab that is there, beginning with @tab. */
static GtkWidget *
skip_hidden (GtkWidget *tab)
{
  while (tab != NULL && !gtk_widget_should_layout (tab))
    tab = gtk_widget_get_next_sibling (tab);

  return tab;
}

#define FOREACH_TAB(self, tab) \
  for (GtkWidget *tab = skip_hidden (gtk_widget_get_first_child (GTK_WIDGET (self))); tab != NULL; \
       tab = skip_hidden (gtk_widget_get_next_sibling (tab)))

static void
measure_width (PvTabBar  *self,
               PvTabForm  form,
               int       *minimum,
               int       *natural)
{
  int n = 0;

  *minimum = *natural = 0;
  FOREACH_TAB (self, tab)
    {
      int tab_minimum, tab_natural;

      gtk_widget_measure (tab, GTK_ORIENTATION_HORIZONTAL, -1, &tab_minimum, &tab_natural, NULL, NULL);
      *minimum += tab_minimum;
      *natural += tab_natural - pv_tab_label_get_saving (get_label_of (tab), form);
      n++;
    }
  *minimum += MAX (n - 1, 0) * SPACING;
  *natural += MAX (n - 1, 0) * SPACING;
}

static void
pv_tab_bar_measure (GtkWidget      *widget,
                    GtkOrientation  orientation,
                    int             for_size,
                    int            *minimum,
                    int            *natural,
                    int            *minimum_baseline,
                    int            *natural_baseline)
{
  PvTabBar *self = PV_TAB_BAR (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, PV_TAB_FULL, minimum, natural);
      return;
    }

  FOREACH_TAB (self, tab)
    {
      int tab_minimum, tab_natural;

      gtk_widget_measure (tab, orientation, -1, &tab_minimum, &tab_natural, NULL, NULL);
      *minimum = MAX (*minimum, tab_minimum);
      *natural = MAX (*natural, tab_natural);
    }
}

static void
pv_tab_bar_size_allocate (GtkWidget *widget,
                          int        width,
                          int        height,
                          int        baseline)
{
  PvTabBar *self = PV_TAB_BAR (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  g_autoptr (GArray) sizes = g_array_new (FALSE, TRUE, sizeof (GtkRequestedSize));
  PvTabForm form = PV_TAB_FULL;
  int minimum, natural;
  int room = width;
  int x = 0;
  guint i = 0;

  measure_width (self, form, &minimum, &natural);
  while (natural > width && form < PV_TAB_SHORT)
    measure_width (self, ++form, &minimum, &natural);

  /* where not even titles have all their room, each gets a part of it */
  FOREACH_TAB (self, tab)
    {
      GtkRequestedSize size = { tab, 0, 0 };

      gtk_widget_measure (tab, GTK_ORIENTATION_HORIZONTAL, -1, &size.minimum_size, &size.natural_size, NULL, NULL);
      size.natural_size -= pv_tab_label_get_saving (get_label_of (tab), form);
      room -= size.minimum_size + (sizes->len > 0 ? SPACING : 0);
      g_array_append_val (sizes, size);
    }
  gtk_distribute_natural_allocation (MAX (room, 0), sizes->len, (GtkRequestedSize *) sizes->data);

  FOREACH_TAB (self, tab)
    {
      int tab_width = g_array_index (sizes, GtkRequestedSize, i++).minimum_size;

      gtk_widget_size_allocate (tab, &(GtkAllocation) { is_rtl ? width - x - tab_width : x, 0, tab_width, height },
                                baseline);
      x += tab_width + SPACING;
    }
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

  widget_class->measure = pv_tab_bar_measure;
  widget_class->size_allocate = pv_tab_bar_size_allocate;

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
