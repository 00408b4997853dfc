/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-guide.c: first steps to try on the sample capture. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-guide.h"

typedef enum
{
  STEP_SPAN,
  STEP_PICK,
  STEP_FILTER,
  N_STEPS
} PvGuideStep;

struct _PvGuide
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *title;
  GtkImage *ticks[N_STEPS];

  /* (nullable): while it is shown */
  PvSelection *selection;
};

G_DEFINE_FINAL_TYPE (PvGuide, pv_guide, ADW_TYPE_BIN)

/* What has slid away is there for nobody, also not for assistive technology. */
static void
child_revealed_cb (PvGuide *self)
{
  if (!gtk_revealer_get_reveal_child (self->revealer) &&
      !gtk_revealer_get_child_revealed (self->revealer))
    gtk_widget_set_visible (GTK_WIDGET (self->revealer), FALSE);
}

static gboolean
is_ticked (PvGuide     *self,
           PvGuideStep  step)
{
  return gtk_widget_has_css_class (GTK_WIDGET (self->ticks[step]), "success");
}

static void
tick (PvGuide     *self,
      PvGuideStep  step,
      gboolean     done)
{
  GtkWidget *image = GTK_WIDGET (self->ticks[step]);

  gtk_image_set_from_icon_name (self->ticks[step], done ? "emblem-ok-symbolic" : "pv-step-symbolic");
  if (done)
    gtk_widget_add_css_class (image, "success");
  else
    gtk_widget_remove_css_class (image, "success");
  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  /* Translators: of a step in a list of things to try */
                                  done ? C_("step", "Done") : C_("step", "To do"), -1);
}

/* A step that was done stays so when its selection is cleared. */
static void
selection_cb (PvGuide *self)
{
  gboolean all = TRUE;

  if (pv_selection_get_span (self->selection) != NULL)
    tick (self, STEP_SPAN, TRUE);
  if (pv_selection_get_n_picks (self->selection) > 0)
    tick (self, STEP_PICK, TRUE);
  if (pv_selection_get_filter (self->selection) != NULL)
    tick (self, STEP_FILTER, TRUE);

  for (PvGuideStep step = 0; step < N_STEPS; step++)
    all &= is_ticked (self, step);
  gtk_label_set_label (self->title, all ? _("That is how it works. Now open a capture of your own.")
                                        : _("This is a sample capture. Try it:"));
}

static void
pv_guide_dispose (GObject *object)
{
  PvGuide *self = PV_GUIDE (object);

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (pv_guide_parent_class)->dispose (object);
}

static void
pv_guide_class_init (PvGuideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pv_guide_dispose;

  gtk_widget_class_set_css_name (widget_class, "guide");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, PV_RESOURCE_PREFIX "/ui/pv-guide.ui");
  gtk_widget_class_bind_template_child (widget_class, PvGuide, revealer);
  gtk_widget_class_bind_template_child (widget_class, PvGuide, title);
  gtk_widget_class_bind_template_child_full (widget_class, "span_tick", FALSE,
                                             G_STRUCT_OFFSET (PvGuide, ticks[STEP_SPAN]));
  gtk_widget_class_bind_template_child_full (widget_class, "pick_tick", FALSE,
                                             G_STRUCT_OFFSET (PvGuide, ticks[STEP_PICK]));
  gtk_widget_class_bind_template_child_full (widget_class, "filter_tick", FALSE,
                                             G_STRUCT_OFFSET (PvGuide, ticks[STEP_FILTER]));
  gtk_widget_class_bind_template_callback (widget_class, child_revealed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pv_guide_stop);
}

static void
pv_guide_init (PvGuide *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->title, NULL, -1);
}

gboolean
pv_guide_is_sample (GFile *file)
{
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  return g_file_has_uri_scheme (file, "resource");
}

void
pv_guide_start (PvGuide     *self,
                PvSelection *selection)
{
  g_return_if_fail (PV_IS_GUIDE (self));
  g_return_if_fail (PV_IS_SELECTION (selection));

  pv_guide_stop (self);
  for (PvGuideStep step = 0; step < N_STEPS; step++)
    tick (self, step, FALSE);

  self->selection = g_object_ref (selection);
  g_signal_connect_swapped (selection, "changed", G_CALLBACK (selection_cb), self);
  selection_cb (self);
  gtk_widget_set_visible (GTK_WIDGET (self->revealer), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

void
pv_guide_stop (PvGuide *self)
{
  g_return_if_fail (PV_IS_GUIDE (self));

  if (self->selection == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}
