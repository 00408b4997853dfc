/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-actions.c: what can be done with a label, whatever shows it. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-bar-query.h"
#include "pv-dimension-text.h"
#include "pv-hand-over.h"
#include "pv-label-actions.h"
#include "pv-label-filter.h"
#include "pv-label-popover.h"

struct _PvLabelActions
{
  GObject parent_instance;

  /* not owned: has the actions, which have this */
  GtkWidget *widget;
  GSimpleActionGroup *group;
  PvCrossfilterModel *crossfilter;

  PvCapture *capture;
  PvDimension dimension;
  guint32 id;
  gboolean is_other; /* of what is compared with, of which nothing can be picked here */
};

enum
{
  DETAILS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PvLabelActions, pv_label_actions, G_TYPE_OBJECT)

static PvSelection *
get_selection (PvLabelActions *self)
{
  return pv_crossfilter_model_get_selection (self->crossfilter);
}

static char *
dup_text (PvLabelActions *self)
{
  return pv_dimension_dup_label (self->capture, self->dimension, self->id);
}

static void
details_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  g_signal_emit (user_data, signals[DETAILS], 0);
}

static void
pick_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  PvLabelActions *self = user_data;
  g_autofree char *text = dup_text (self);

  pv_selection_toggle_pick (get_selection (self), self->dimension, self->id, text);
}

static void
exclude_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  PvLabelActions *self = user_data;
  g_autofree char *text = dup_text (self);

  pv_selection_toggle_exclusion (get_selection (self), self->dimension, self->id, text);
}

/* Picks a domain, and goes to the names that are below it. */
static void
members_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  PvLabelActions *self = user_data;
  const PvPick *pick = pv_selection_find_pick (get_selection (self), self->dimension, self->id);
  g_autofree char *text = dup_text (self);
  PvDimension members;

  if (!pv_dimension_get_members (self->dimension, &members))
    return;

  if (pick == NULL || pick->is_excluded)
    pv_selection_toggle_pick (get_selection (self), self->dimension, self->id, text);
  gtk_widget_activate_action (self->widget, "win.go-to", "(sus)", pv_dimension_get_key (members), PV_NO_ID, "");
}

static void
open_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  PvLabelActions *self = user_data;
  const PvSpan *span = pv_selection_get_span (get_selection (self));
  PvSubset subset = pv_crossfilter_model_get_subset (self->crossfilter, self->capture, self->dimension);
  g_autofree char *text = dup_text (self);

  pv_hand_over (self->widget, self->capture, &subset, span, self->dimension, self->id, text,
                g_variant_get_string (parameter, NULL));
}

static void
filter_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  PvLabelActions *self = user_data;
  g_autofree char *text = dup_text (self);
  g_autofree char *filter =
    pv_label_filter_add (pv_selection_get_filter (get_selection (self)), self->dimension, text);

  if (filter != NULL)
    pv_selection_set_filter (get_selection (self), filter);
}

static void
copy_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  PvLabelActions *self = user_data;
  g_autofree char *text = dup_text (self);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (self->widget), text);
}

static const GActionEntry entries[] = {
  { "details", details_cb },
  { "pick", pick_cb },
  { "unpick", pick_cb },
  { "exclude", exclude_cb },
  { "include", exclude_cb },
  { "filter", filter_cb },
  { "members", members_cb },
  { "copy", copy_cb },
  { "open", open_cb, "s" },
};

static void
set_enabled (PvLabelActions *self,
             const char     *name,
             gboolean        is_enabled)
{
  g_simple_action_set_enabled (
    G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->group), name)), is_enabled);
}

/* Ids of a capture that is loading still may change. */
static void
update (PvLabelActions *self)
{
  gboolean has_label = self->capture != NULL;
  gboolean can_select = has_label && !self->is_other && self->crossfilter != NULL &&
                        pv_capture_get_settled (self->capture);
  const PvPick *pick = can_select ? pv_selection_find_pick (get_selection (self), self->dimension, self->id) : NULL;
  gboolean is_picked = pick != NULL && !pick->is_excluded;
  PvDimension members;
  gboolean is_excluded = pick != NULL && pick->is_excluded;
  g_autofree char *text = has_label ? dup_text (self) : NULL;
  g_autofree char *filter = has_label && !self->is_other ? pv_label_filter_add (NULL, self->dimension, text) : NULL;

  set_enabled (self, "members", can_select && pv_dimension_get_members (self->dimension, &members) &&
                                !(pv_dimension_has_rest (self->dimension) && self->id == PV_ID_NOT_NAMED));
  set_enabled (self, "details", has_label);
  set_enabled (self, "copy", has_label);
  set_enabled (self, "pick", can_select && !is_picked);
  set_enabled (self, "unpick", can_select && is_picked);
  set_enabled (self, "exclude", can_select && !is_excluded);
  set_enabled (self, "include", is_excluded);
  set_enabled (self, "open", can_select);
  set_enabled (self, "filter", can_select && filter != NULL);
}

static void
pv_label_actions_dispose (GObject *object)
{
  PvLabelActions *self = PV_LABEL_ACTIONS (object);

  g_clear_object (&self->capture);
  g_clear_object (&self->crossfilter);
  g_clear_object (&self->group);

  G_OBJECT_CLASS (pv_label_actions_parent_class)->dispose (object);
}

static void
pv_label_actions_class_init (PvLabelActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pv_label_actions_dispose;

  signals[DETAILS] = g_signal_new ("details", PV_TYPE_LABEL_ACTIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
pv_label_actions_init (PvLabelActions *self)
{
  self->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->group), entries, G_N_ELEMENTS (entries), self);
  update (self);
}

PvLabelActions *
pv_label_actions_new (GtkWidget *widget)
{
  PvLabelActions *self;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  self = g_object_new (PV_TYPE_LABEL_ACTIONS, NULL);
  self->widget = widget;
  gtk_widget_insert_action_group (widget, "label", G_ACTION_GROUP (self->group));

  return self;
}

void
pv_label_actions_set_crossfilter (PvLabelActions     *self,
                                  PvCrossfilterModel *crossfilter)
{
  g_return_if_fail (PV_IS_LABEL_ACTIONS (self));
  g_return_if_fail (PV_IS_CROSSFILTER_MODEL (crossfilter));

  g_set_object (&self->crossfilter, crossfilter);
  update (self);
}

void
pv_label_actions_set_label (PvLabelActions *self,
                            PvCapture      *capture,
                            PvDimension     dimension,
                            guint32         id)
{
  g_return_if_fail (PV_IS_LABEL_ACTIONS (self));
  g_return_if_fail (capture == NULL || PV_IS_CAPTURE (capture));
  g_return_if_fail (dimension < PV_N_DIMENSIONS);

  g_set_object (&self->capture, capture);
  self->dimension = dimension;
  self->id = id;
  self->is_other = FALSE;
  update (self);
}

void
pv_label_actions_set_other (PvLabelActions *self,
                            PvCapture      *other,
                            PvDimension     dimension,
                            guint32         id)
{
  g_return_if_fail (PV_IS_LABEL_ACTIONS (self));
  g_return_if_fail (PV_IS_CAPTURE (other));
  g_return_if_fail (dimension < PV_N_DIMENSIONS);

  g_set_object (&self->capture, other);
  self->dimension = dimension;
  self->id = id;
  self->is_other = TRUE;
  update (self);
}

gboolean
pv_label_actions_get_other (PvLabelActions *self,
                            PvCapture     **other,
                            PvDimension    *dimension,
                            guint32        *id)
{
  g_return_val_if_fail (PV_IS_LABEL_ACTIONS (self), FALSE);
  g_return_val_if_fail (other != NULL && dimension != NULL && id != NULL, FALSE);

  if (self->capture == NULL || !self->is_other)
    return FALSE;

  *other = self->capture;
  *dimension = self->dimension;
  *id = self->id;

  return TRUE;
}

static void
append (GMenu      *menu,
        const char *text,
        const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (text, action);

  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

GtkWidget *
pv_label_actions_make_details (PvLabelActions     *self,
                               const GdkRectangle *area,
                               PvMeasure           measure,
                               PvNameFinder       *names)
{
  PvQuery query;

  g_return_val_if_fail (PV_IS_LABEL_ACTIONS (self), NULL);
  g_return_val_if_fail (area != NULL && PV_IS_NAME_FINDER (names), NULL);

  if (self->capture == NULL || self->is_other)
    return NULL;

  query = pv_bar_query_make (self->crossfilter, self->capture, self->dimension, measure);

  return pv_label_popover_new (self->widget, area, self->capture, &query, self->id, names, NULL);
}

GMenuModel *
pv_label_actions_make_menu (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) selecting = g_menu_new ();
  g_autoptr (GMenu) telling = g_menu_new ();
  g_autoptr (GMenuModel) opening = NULL;

  append (selecting, _("_Pick"), "label.pick");
  append (selecting, _("_Unpick"), "label.unpick");
  append (selecting, _("E_xclude"), "label.exclude");
  append (selecting, _("_Include Again"), "label.include");
  append (selecting, _("_Filter to This"), "label.filter");
  append (selecting, _("_Show Its Names"), "label.members");
  append (telling, _("_Details"), "label.details");
  append (telling, _("Copy _Label"), "label.copy");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (selecting));
  opening = pv_hand_over_make_menu ("label.open");
  if (opening != NULL)
    g_menu_append_submenu (telling, _("_Open Packets In"), opening);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (telling));

  return G_MENU_MODEL (g_steal_pointer (&menu));
}
