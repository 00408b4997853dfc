/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-changes-window.c: what changed most, in sentences. */
#include "config.h"

#include "pv-changes-window.h"

#include <glib/gi18n.h>

#include "pv-change-text.h"
#include "pv-message.h"

/* So many are told. */
#define N_CHANGES 50
#define TARGET "pv-target"

#define PV_TYPE_CHANGES_WINDOW (pv_changes_window_get_type ())

G_DECLARE_FINAL_TYPE (PvChangesWindow, pv_changes_window, PV, CHANGES_WINDOW, AdwWindow)

struct _PvChangesWindow
{
  AdwWindow parent_instance;

  GtkStack *stack;
  GtkListBox *list;
  AdwStatusPage *empty_page;

  PvLabelMatch *match;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (PvChangesWindow, pv_changes_window, ADW_TYPE_WINDOW)

static const char *
get_icon_name (const PvSurprise *surprise)
{
  switch (pv_change_get_state (&surprise->change))
    {
    case PV_CHANGE_NEW:
      return "list-add-symbolic";

    case PV_CHANGE_GONE:
      return "list-remove-symbolic";

    case PV_CHANGE_BOTH:
    default:
      return surprise->score > 0 ? "go-up-symbolic" : "go-down-symbolic";
    }
}

static GtkWidget *
make_row (PvChangesWindow   *self,
          const PvSurprises *surprises,
          const PvSurprise  *surprise)
{
  g_autofree char *text = pv_change_text_tell (self->match, surprises, surprise);
  g_autofree char *label = pv_change_dup_label (self->match, surprise->dimension, &surprise->change);
  guint32 id = surprise->change.packets[PV_SIDE_THIS] > 0 ? surprise->change.id[PV_SIDE_THIS]
                                                          : surprise->change.id[PV_SIDE_OTHER] | PV_RANK_GONE;
  GVariant *target = g_variant_new ("(sus)", pv_dimension_get_key (surprise->dimension), id, label);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name (get_icon_name (surprise));
  GtkWidget *sentence = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (sentence), 0);
  gtk_label_set_wrap (GTK_LABEL (sentence), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (sentence), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (sentence, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), sentence);
  gtk_widget_set_margin_top (box, 10);
  gtk_widget_set_margin_bottom (box, 10);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_set_data_full (G_OBJECT (row), TARGET, g_variant_ref_sink (target), (GDestroyNotify) g_variant_unref);

  return row;
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (PvChangesWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PvSurprises) surprises = pv_surprises_new_finish (result, &error);

  if (self->match == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  for (guint i = 0; surprises != NULL && i < surprises->n; i++)
    gtk_list_box_append (self->list, make_row (self, surprises, &surprises->rows[i]));
  if (surprises == NULL)
    {
      g_autofree char *description = pv_message_markup (error->message);

      adw_status_page_set_title (self->empty_page, _("Could Not Compare"));
      adw_status_page_set_description (self->empty_page, description);
    }
  gtk_stack_set_visible_child_name (self->stack, surprises != NULL && surprises->n > 0 ? "list" : "empty");
}

static void
row_activated_cb (PvChangesWindow *self,
                  GtkListBoxRow   *row)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  GVariant *target = g_object_get_data (G_OBJECT (row), TARGET);

  if (parent == NULL)
    return;

  gtk_widget_activate_action_variant (GTK_WIDGET (parent), "win.go-to", target);
  gtk_window_present (parent);
}

static void
pv_changes_window_dispose (GObject *object)
{
  PvChangesWindow *self = PV_CHANGES_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->match, pv_label_match_unref);

  G_OBJECT_CLASS (pv_changes_window_parent_class)->dispose (object);
}

static void
pv_changes_window_class_init (PvChangesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pv_changes_window_dispose;

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, PV_RESOURCE_PREFIX "/ui/pv-changes-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PvChangesWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, PvChangesWindow, list);
  gtk_widget_class_bind_template_child (widget_class, PvChangesWindow, empty_page);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
pv_changes_window_init (PvChangesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pv_changes_window_present (GtkWindow          *parent,
                           PvComparison       *comparison,
                           PvCapture          *capture,
                           PvCrossfilterModel *crossfilter)
{
  PvLabelMatch *match;
  PvChangesWindow *self;
  PvChangePart parts[PV_N_SIDES] = { { .has_span = FALSE } };
  const PvSpan *span = NULL;

  g_return_if_fail (GTK_IS_WINDOW (parent) && PV_IS_COMPARISON (comparison) && PV_IS_CAPTURE (capture));

  match = pv_comparison_get_match (comparison, capture);
  if (match == NULL)
    return;

  if (crossfilter != NULL)
    {
      span = pv_selection_get_span (pv_crossfilter_model_get_selection (crossfilter));
      parts[PV_SIDE_THIS].subset.packets = pv_crossfilter_model_get_selected (crossfilter, capture);
    }
  if (span != NULL)
    {
      parts[PV_SIDE_THIS].span = *span;
      parts[PV_SIDE_THIS].has_span = TRUE;
    }
  parts[PV_SIDE_OTHER] = pv_comparison_get_part (comparison, capture, PV_N_DIMENSIONS);

  self = g_object_new (PV_TYPE_CHANGES_WINDOW, "transient-for", parent, "destroy-with-parent", TRUE, NULL);
  self->match = pv_label_match_ref (match);
  self->cancellable = g_cancellable_new ();
  pv_surprises_new_async (match, parts, N_CHANGES, self->cancellable, found_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
}
