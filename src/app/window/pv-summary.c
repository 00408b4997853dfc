/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-summary.c: the line that says what was opened. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-capture-details.h"
#include "pv-capture-text.h"
#include "pv-summary.h"

struct _PvSummary
{
  AdwBin parent_instance;

  GtkBox *lines;
  GtkLabel *name;
  GtkLabel *figures;
  GtkMenuButton *details_button;
  GtkImage *details_icon;
  GtkLabel *warning;

  PvCapture *capture;
  gboolean narrow;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

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
    return;

  name = pv_capture_text_name (pv_capture_get_file (self->capture));
  figures = pv_capture_text_summary (self->capture);
  warning = pv_capture_text_warning (self->capture);

  gtk_label_set_label (self->name, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), name);
  gtk_label_set_label (self->figures, figures);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->figures), figures);

  gtk_image_set_from_icon_name (self->details_icon, warning != NULL ? "dialog-warning-symbolic"
                                                                    : "pv-details-symbolic");
  gtk_label_set_label (self->warning, warning);
  gtk_widget_set_visible (GTK_WIDGET (self->warning), warning != NULL && !self->narrow);
  if (warning != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->details_button), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->details_button), "warning");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->details_button),
                               warning != NULL ? warning : _("Capture Details"));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->lines),
                                  self->narrow ? GTK_ORIENTATION_VERTICAL
                                               : GTK_ORIENTATION_HORIZONTAL);
}

static void
pv_summary_dispose (GObject *object)
{
  PvSummary *self = PV_SUMMARY (object);

  g_clear_object (&self->capture);

  G_OBJECT_CLASS (pv_summary_parent_class)->dispose (object);
}

static void
pv_summary_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, PV_SUMMARY (object)->narrow);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_summary_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  PvSummary *self = PV_SUMMARY (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      update (self);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_summary_class_init (PvSummaryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pv_summary_dispose;
  object_class->get_property = pv_summary_get_property;
  object_class->set_property = pv_summary_set_property;

  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "summary");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PV_RESOURCE_PREFIX "/ui/pv-summary.ui");
  gtk_widget_class_bind_template_child (widget_class, PvSummary, lines);
  gtk_widget_class_bind_template_child (widget_class, PvSummary, name);
  gtk_widget_class_bind_template_child (widget_class, PvSummary, figures);
  gtk_widget_class_bind_template_child (widget_class, PvSummary, details_button);
  gtk_widget_class_bind_template_child (widget_class, PvSummary, details_icon);
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
