/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-comparison-actions.c: what can be done about the capture that another is compared with. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-capture-chooser.h"
#include "pv-changes-window.h"
#include "pv-comparison-actions.h"
#include "pv-settings.h"
#include "pv-time.h"

struct _PvComparisonActions
{
  GObject parent_instance;

  GtkWidget *widget;
  GActionMap *map;
  PvComparison *comparison;
  PvCapture *capture;
  PvCrossfilterModel *crossfilter;
  PvSelection *selection;
  GSimpleAction *align;
  GSimpleAction *names;
  GSimpleAction *order;
  GSimpleAction *states;
  GSimpleAction *span;
  GSimpleAction *changes;
  /* the other capture whose place was chosen; a weak pointer */
  PvCapture *aligned;
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (PvComparisonActions, pv_comparison_actions, G_TYPE_OBJECT)

static void
chosen_cb (PvComparisonActions *self,
           int                  response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GListModel) chosen = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (self->chooser));
      guint n = MIN (g_list_model_get_n_items (chosen), PV_INPUT_FILES_MAX);
      g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (PvInputFiles) places = NULL;

      for (guint i = 0; i < n; i++)
        g_ptr_array_add (files, g_list_model_get_item (chosen, i));
      places = n > 0 ? pv_input_files_new ((GFile *const *) files->pdata, n) : NULL;
      if (places != NULL)
        pv_comparison_load_places (self->comparison, places);
    }
  gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
}

static void
set_by_start (PvComparisonActions *self,
              gboolean             by_start)
{
  pv_comparison_set_by_start (self->comparison, by_start);
  g_simple_action_set_state (self->align, g_variant_new_string (by_start ? "start" : "time"));
}

/* What the user chooses is how it is next time, too; but for what is put somewhere by hand, which stays where it is. */
static void
align_cb (PvComparisonActions *self,
          GVariant            *parameter)
{
  const char *kind = g_variant_get_string (parameter, NULL);

  if (g_str_equal (kind, "hand"))
    {
      pv_comparison_actions_move (self, 0);
      return;
    }

  g_settings_set_boolean (pv_settings_get_default (), "line-by-start", g_str_equal (kind, "start"));
  set_by_start (self, g_str_equal (kind, "start"));
}

static gboolean
have_common_times (PvCapture *a,
                   PvCapture *b)
{
  PvSpan span_a;
  PvSpan span_b;

  if (!pv_capture_has_times (a) || !pv_capture_has_times (b))
    return FALSE;

  span_a = pv_capture_get_bulk_span (a);
  span_b = pv_capture_get_bulk_span (b);

  return span_a.start_ns < span_b.end_ns && span_b.start_ns < span_a.end_ns;
}

/* At their own times, captures of different days would be a pixel each. */
static void
align_other (PvComparisonActions *self)
{
  PvCapture *other = pv_comparison_get_capture (self->comparison);

  if (other == NULL || other == self->aligned || self->capture == NULL)
    return;

  g_set_weak_pointer (&self->aligned, other);
  set_by_start (self, g_settings_get_boolean (pv_settings_get_default (), "line-by-start") ||
                        !have_common_times (self->capture, other));
}

static void
offer (PvComparisonActions *self,
       GSimpleAction       *action,
       gboolean             is_offered)
{
  const char *name = g_action_get_name (G_ACTION (action));

  if (is_offered == (g_action_map_lookup_action (self->map, name) != NULL))
    return;

  if (is_offered)
    g_action_map_add_action (self->map, G_ACTION (action));
  else
    g_action_map_remove_action (self->map, name);
}

/* How captures are aligned is a question only where there are two; which changes are shown in which order, where there
 * are changes. The buttons of pages say the latter, too, where there is room for them. */
static void
update_offers (PvComparisonActions *self)
{
  gboolean is_active = pv_comparison_get_active (self->comparison);
  PvSpan unused;

  offer (self, self->align, is_active && !pv_comparison_get_reference (self->comparison, &unused));
  offer (self, self->names, is_active && !pv_comparison_get_reference (self->comparison, &unused));
  offer (self, self->order, is_active);
  offer (self, self->states, is_active);
  g_simple_action_set_state (self->names, g_variant_new_boolean (pv_comparison_get_by_names (self->comparison)));
  g_simple_action_set_state (self->order, g_variant_new_int32 ((gint32) pv_comparison_get_order (self->comparison)));
  g_simple_action_set_state (self->states, g_variant_new_int32 ((gint32) pv_comparison_get_states (self->comparison)));
  if (!is_active)
    g_clear_weak_pointer (&self->aligned);
}

static void
order_cb (PvComparisonActions *self,
          GVariant            *parameter)
{
  pv_comparison_set_order (self->comparison, (PvChangeOrder) g_variant_get_int32 (parameter));
}

static void
names_cb (PvComparisonActions *self,
          GVariant            *value)
{
  pv_comparison_set_by_names (self->comparison, g_variant_get_boolean (value));
}

static void
states_cb (PvComparisonActions *self,
           GVariant            *parameter)
{
  pv_comparison_set_states (self->comparison, (guint) g_variant_get_int32 (parameter));
}

/* A span is compared with once all of the file is there, and changes are told once there is something to tell. */
static void
update_enabled (PvComparisonActions *self)
{
  gboolean is_complete = self->capture != NULL && pv_capture_get_settled (self->capture);

  g_simple_action_set_enabled (self->span, is_complete && self->selection != NULL &&
                                             pv_selection_get_span (self->selection) != NULL);
  g_simple_action_set_enabled (self->changes, is_complete &&
                                                pv_comparison_get_match (self->comparison, self->capture) != NULL);
}

/* Keeps the span, and lets another be selected. */
static void
span_cb (PvComparisonActions *self)
{
  const PvSpan *span = pv_selection_get_span (self->selection);
  PvSpan reference;

  if (span == NULL)
    return;

  reference = *span;
  pv_comparison_set_reference (self->comparison, self->capture, reference);
  pv_selection_set_span (self->selection, NULL, 0);
}

static void
changes_cb (PvComparisonActions *self)
{
  GtkRoot *root = gtk_widget_get_root (self->widget);

  if (GTK_IS_WINDOW (root) && self->capture != NULL)
    pv_changes_window_present (GTK_WINDOW (root), self->comparison, self->capture, self->crossfilter);
}

static void
pv_comparison_actions_dispose (GObject *object)
{
  PvComparisonActions *self = PV_COMPARISON_ACTIONS (object);

  g_clear_weak_pointer (&self->aligned);
  g_clear_object (&self->align);
  g_clear_object (&self->names);
  g_clear_object (&self->order);
  g_clear_object (&self->states);
  g_clear_object (&self->span);
  g_clear_object (&self->changes);
  g_clear_object (&self->selection);
  g_clear_object (&self->crossfilter);
  g_clear_object (&self->capture);
  g_clear_object (&self->comparison);
  g_clear_object (&self->map);
  g_clear_object (&self->chooser);

  G_OBJECT_CLASS (pv_comparison_actions_parent_class)->dispose (object);
}

static void
pv_comparison_actions_class_init (PvComparisonActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pv_comparison_actions_dispose;
}

static void
pv_comparison_actions_init (PvComparisonActions *self)
{
}

static GtkWindow *
get_window (PvComparisonActions *self)
{
  GtkRoot *root = gtk_widget_get_root (self->widget);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
choose_folder (PvComparisonActions *self)
{
  g_autoptr (GFile) folder = self->capture != NULL ? g_file_get_parent (pv_capture_get_file (self->capture)) : NULL;

  if (self->chooser != NULL)
    return;

  self->chooser = gtk_file_chooser_native_new (_("Compare With a Folder of Captures"), get_window (self),
                                               GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("_Open"), _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  if (folder != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (self->chooser), folder, NULL);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

PvComparisonActions *
pv_comparison_actions_new (GtkWidget    *widget,
                           GActionMap   *map,
                           PvComparison *comparison)
{
  PvComparisonActions *self;
  g_autoptr (GSimpleAction) compare = g_simple_action_new ("compare", NULL);
  g_autoptr (GSimpleAction) folder = g_simple_action_new ("compare-folder", NULL);
  g_autoptr (GSimpleAction) stop = g_simple_action_new ("stop-comparing", NULL);

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (G_IS_ACTION_MAP (map), NULL);
  g_return_val_if_fail (PV_IS_COMPARISON (comparison), NULL);

  self = g_object_new (PV_TYPE_COMPARISON_ACTIONS, NULL);
  self->widget = widget;
  self->map = g_object_ref (map);
  self->comparison = g_object_ref (comparison);
  self->align = g_simple_action_new_stateful ("align", G_VARIANT_TYPE_STRING, g_variant_new_string ("time"));
  g_signal_connect_object (self->align, "activate", G_CALLBACK (align_cb), self, G_CONNECT_SWAPPED);
  self->names = g_simple_action_new_stateful ("match-names", NULL, g_variant_new_boolean (FALSE));
  g_signal_connect_object (self->names, "change-state", G_CALLBACK (names_cb), self, G_CONNECT_SWAPPED);
  self->order = g_simple_action_new_stateful ("change-order", G_VARIANT_TYPE_INT32, g_variant_new_int32 (0));
  g_signal_connect_object (self->order, "activate", G_CALLBACK (order_cb), self, G_CONNECT_SWAPPED);
  self->states = g_simple_action_new_stateful ("change-states", G_VARIANT_TYPE_INT32, g_variant_new_int32 (0));
  g_signal_connect_object (self->states, "activate", G_CALLBACK (states_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (comparison, "notify::active", G_CALLBACK (update_offers), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (comparison, "changed", G_CALLBACK (update_offers), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (comparison, "changed", G_CALLBACK (align_other), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (compare, "activate", G_CALLBACK (pv_comparison_actions_choose), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (folder, "activate", G_CALLBACK (choose_folder), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (stop, "activate", G_CALLBACK (pv_comparison_clear), comparison, G_CONNECT_SWAPPED);
  g_object_bind_property (comparison, "active", stop, "enabled", G_BINDING_SYNC_CREATE);
  self->span = g_simple_action_new ("compare-span", NULL);
  self->changes = g_simple_action_new ("changes", NULL);
  g_signal_connect_object (self->span, "activate", G_CALLBACK (span_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->changes, "activate", G_CALLBACK (changes_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (comparison, "changed", G_CALLBACK (update_enabled), self, G_CONNECT_SWAPPED);
  g_action_map_add_action (map, G_ACTION (self->span));
  g_action_map_add_action (map, G_ACTION (self->changes));
  update_enabled (self);
  g_action_map_add_action (map, G_ACTION (compare));
  g_action_map_add_action (map, G_ACTION (folder));
  g_action_map_add_action (map, G_ACTION (stop));

  return self;
}

void
pv_comparison_actions_set_capture (PvComparisonActions *self,
                                   PvCapture           *capture)
{
  g_return_if_fail (PV_IS_COMPARISON_ACTIONS (self));
  g_return_if_fail (capture == NULL || PV_IS_CAPTURE (capture));

  g_set_object (&self->capture, capture);
  update_enabled (self);
}

void
pv_comparison_actions_move (PvComparisonActions *self,
                            gint64               by_ns)
{
  PvSpan unused;

  g_return_if_fail (PV_IS_COMPARISON_ACTIONS (self));

  /* another span stands where the one is that is selected */
  if (self->capture == NULL || pv_comparison_get_capture (self->comparison) == NULL ||
      pv_comparison_get_reference (self->comparison, &unused))
    return;

  pv_comparison_set_by_hand (self->comparison,
                             pv_time_add (pv_comparison_get_shift (self->comparison, self->capture), by_ns));
  g_simple_action_set_state (self->align, g_variant_new_string ("hand"));
}

void
pv_comparison_actions_set_crossfilter (PvComparisonActions *self,
                                       PvCrossfilterModel  *crossfilter)
{
  g_return_if_fail (PV_IS_COMPARISON_ACTIONS (self));
  g_return_if_fail (PV_IS_CROSSFILTER_MODEL (crossfilter) && self->crossfilter == NULL);

  self->crossfilter = g_object_ref (crossfilter);
  self->selection = g_object_ref (pv_crossfilter_model_get_selection (crossfilter));
  g_signal_connect_object (self->selection, "changed", G_CALLBACK (update_enabled), self, G_CONNECT_SWAPPED);
  update_enabled (self);
}

void
pv_comparison_actions_choose (PvComparisonActions *self)
{
  g_return_if_fail (PV_IS_COMPARISON_ACTIONS (self));

  if (self->chooser != NULL)
    return;

  self->chooser = pv_capture_chooser_new (_("Compare With"), get_window (self),
                                          self->capture != NULL ? pv_capture_get_file (self->capture) : NULL);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}
