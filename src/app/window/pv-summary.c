/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-summary.c: the title that says what was opened. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-capture-details.h"
#include "pv-capture-text.h"
#include "pv-summary.h"

struct _PvSummary
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkWidget *empty_title;
  GtkLabel *name;
  GtkLabel *figures;
  GtkMenuButton *details_button;
  GtkWidget *warning_box;
  GtkLabel *warning;

  PvCapture *capture;
};

G_DEFINE_FINAL_TYPE (PvSummary, pv_summary, ADW_TYPE_BIN)

/* Made when asked for: a capture has many more figures than are looked at. */
static void
show_details_cb (GtkMenuButton *button,
                 gpointer       user_data)
{
  PvSummary *self = user_data;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 500);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller),
                                 pv_capture_details_new (self->capture));
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_menu_button_set_popover (button, popover);
}

static void
update (PvSummary *self)
{
  g_autofree char *name = NULL;
  g_autofree char *figures = NULL;
  g_autofree char *warning = NULL;

  if (self->capture == NULL)
    {
      gtk_stack_set_visible_child (self->stack, self->empty_title);
      return;
    }

  name = pv_capture_text_title_of_files (pv_capture_get_files (self->capture));
  figures = pv_capture_text_summary (self->capture);
  warning = pv_capture_text_warning (self->capture);

  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->figures, figures);
  gtk_label_set_label (self->warning, warning);
  gtk_widget_set_visible (self->warning_box, warning != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->details_button), figures);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->details_button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  figures, -1);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->details_button));
}

static void
pv_summary_dispose (GObject *object)
{
  PvSummary *self = PV_SUMMARY (object);

  g_clear_object (&self->capture);

  G_OBJECT_CLASS (pv_summary_parent_class)->dispose (object);
}

static void
pv_summary_class_init (PvSummaryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pv_summary_dispose;

  gtk_widget_class_set_css_name (widget_class, "summary");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PV_RESOURCE_PREFIX "/ui/pv-summary.ui");
  gtk_widget_class_bind_template_child (widget_class, PvSummary, stack);
  gtk_widget_class_bind_template_child (widget_class, PvSummary, name);
  gtk_widget_class_bind_template_child (widget_class, PvSummary, figures);
  gtk_widget_class_bind_template_child (widget_class, PvSummary, details_button);
  gtk_widget_class_bind_template_child (widget_class, PvSummary, empty_title);
  gtk_widget_class_bind_template_child (widget_class, PvSummary, warning_box);
  gtk_widget_class_bind_template_child (widget_class, PvSummary, warning);
}

static void
pv_summary_init (PvSummary *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_menu_button_set_create_popup_func (self->details_button, show_details_cb, self, NULL);
}

void
pv_summary_set_capture (PvSummary *self,
                        PvCapture *capture)
{
  g_return_if_fail (PV_IS_SUMMARY (self));
  g_return_if_fail (capture == NULL || PV_IS_CAPTURE (capture));

  if (g_set_object (&self->capture, capture))
    update (self);
}
