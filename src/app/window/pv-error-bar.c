/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-error-bar.c: says what went wrong, until it is closed. */
#include "config.h"

#include "pv-error-bar.h"
#include "pv-file-text.h"
#include "pv-message.h"

struct _PvErrorBar
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *title;
  GtkLabel *reason;
};

G_DEFINE_FINAL_TYPE (PvErrorBar, pv_error_bar, ADW_TYPE_BIN)

/* What has slid away is there for nobody, also not for assistive technology. */
static void
child_revealed_cb (PvErrorBar *self)
{
  if (!gtk_revealer_get_reveal_child (self->revealer) &&
      !gtk_revealer_get_child_revealed (self->revealer))
    gtk_widget_set_visible (GTK_WIDGET (self->revealer), FALSE);
}

static void
pv_error_bar_class_init (PvErrorBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_css_name (widget_class, "errorbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PV_RESOURCE_PREFIX "/ui/pv-error-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, PvErrorBar, revealer);
  gtk_widget_class_bind_template_callback (widget_class, child_revealed_cb);
  gtk_widget_class_bind_template_child (widget_class, PvErrorBar, title);
  gtk_widget_class_bind_template_child (widget_class, PvErrorBar, reason);
  gtk_widget_class_bind_template_callback (widget_class, pv_error_bar_close);
}

static void
pv_error_bar_init (PvErrorBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pv_error_bar_show (PvErrorBar *self,
                   const char *title,
                   const char *reason)
{
  g_autofree char *clean = NULL;
  g_autofree char *shown_title = NULL;
  g_autofree char *shown_reason = NULL;

  g_return_if_fail (PV_IS_ERROR_BAR (self));
  g_return_if_fail (reason != NULL);

  /* it may name a file */
  clean = pv_file_text_clean (reason);
  shown_title = pv_message_text (title != NULL ? title : "");
  shown_reason = pv_message_text (reason);
  gtk_label_set_label (self->title, shown_title);
  gtk_widget_set_visible (GTK_WIDGET (self->title), title != NULL);
  gtk_label_set_label (self->reason, shown_reason);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title != NULL ? title : clean,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, clean, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->revealer), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

void
pv_error_bar_close (PvErrorBar *self)
{
  g_return_if_fail (PV_IS_ERROR_BAR (self));

  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}
