/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-preferences.c: the preferences window. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-choices.h"
#include "pv-preferences.h"
#include "pv-settings.h"
#include "pv-text-scale.h"

struct _PvPreferences
{
  AdwPreferencesWindow parent_instance;

  PvValueDropDown *color_scheme;
  GtkSwitch *reopen_captures;
  PvValueDropDown *pipe_limit;
  PvValueDropDown *direction;
  PvValueDropDown *measure;
  PvValueDropDown *top_n;
  PvValueDropDown *bin_size;
};

G_DEFINE_FINAL_TYPE (PvPreferences, pv_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static void
pv_preferences_class_init (PvPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (PV_TYPE_VALUE_DROP_DOWN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PV_RESOURCE_PREFIX "/ui/pv-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, PvPreferences, color_scheme);
  gtk_widget_class_bind_template_child (widget_class, PvPreferences, reopen_captures);
  gtk_widget_class_bind_template_child (widget_class, PvPreferences, pipe_limit);
  gtk_widget_class_bind_template_child (widget_class, PvPreferences, direction);
  gtk_widget_class_bind_template_child (widget_class, PvPreferences, measure);
  gtk_widget_class_bind_template_child (widget_class, PvPreferences, top_n);
  gtk_widget_class_bind_template_child (widget_class, PvPreferences, bin_size);
}

static void
pv_preferences_init (PvPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pv_text_scale_widen (GTK_WINDOW (self));

  pv_choices_add_color_schemes (self->color_scheme);
  pv_choices_add_pipe_limits (self->pipe_limit);
  pv_choices_add_dimensions (self->direction, PV_TAB_ADDRESSES);
  pv_choices_add_quantities (self->measure);
  pv_choices_add_top_ns (self->top_n);
  pv_choices_add_bin_sizes (self->bin_size);
  pv_settings_remember ("color-scheme", G_OBJECT (self->color_scheme), "value");
  g_settings_bind (pv_settings_get_default (), "reopen-captures", self->reopen_captures, "active",
                   G_SETTINGS_BIND_DEFAULT);
  pv_settings_remember ("pipe-limit", G_OBJECT (self->pipe_limit), "value");
  pv_settings_remember_dimension (PV_TAB_ADDRESSES, G_OBJECT (self->direction), "value");
  pv_settings_share ("line-quantity", G_OBJECT (self->measure), "value");
  pv_settings_remember ("top-n", G_OBJECT (self->top_n), "value");
  pv_settings_remember ("bin-size", G_OBJECT (self->bin_size), "value");
}
