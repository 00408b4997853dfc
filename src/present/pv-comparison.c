/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-comparison.c: another capture that the traffic of the one in a window is held against. */
#include "config.h"

#include "pv-comparison.h"

#include <glib/gi18n.h>

#include "pv-capture-text.h"
#include "pv-crossfilter-model.h"
#include "pv-loader.h"
#include "pv-span.h"
#include "pv-traffic.h"

struct _PvComparison
{
  GObject parent_instance;

  PvCapture *capture;
  gboolean by_start;
  gboolean by_hand;
  gboolean by_names;
  gint64 hand_ns;
  /* where it is a span of the same capture that is compared with */
  PvSpan reference;
  gboolean has_reference;
  PvChangeOrder order;
  guint states;
  PvLabelMatch *match;

  /* (nullable): that of what is compared */
  PvSelection *own_selection;

  /* a filter, and what it leaves of the capture */
  PvSelection *selection;
  PvCrossfilterModel *crossfilter;

  /* of the job under way */
  GCancellable *cancellable;
};

enum
{
  PROP_0,
  PROP_ACTIVE,
  N_PROPS
};

enum
{
  CHANGED,
  FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PvComparison, pv_comparison, G_TYPE_OBJECT)

/* What is picked, as the other has it. */
static guint32
find_other (PvComparison *self,
            const PvPick *pick)
{
  guint32 id = PV_NO_ID;

  if (self->by_names && self->match != NULL)
    id = pv_label_match_find_other (self->match, pick->dimension, pick->id);

  return id != PV_NO_ID ? id : pv_capture_find_label (self->capture, pick->dimension, pick->label);
}


/* Picks what is picked, by what it says: what the other has nothing of leaves nothing of it. */
static void
mirror_picks (PvComparison *self)
{
  g_autofree char *filter = g_strdup (pv_selection_get_filter (self->selection));

  pv_selection_reset (self->selection, FALSE);
  pv_selection_set_filter (self->selection, filter);
  for (guint i = 0; self->capture != NULL && self->own_selection != NULL &&
                    i < pv_selection_get_n_picks (self->own_selection); i++)
    {
      const PvPick *pick = pv_selection_get_pick (self->own_selection, i);
      guint32 id = find_other (self, pick);

      if (pick->is_excluded && id != PV_NO_ID)
        pv_selection_toggle_exclusion (self->selection, pick->dimension, id, pick->label);
      else if (!pick->is_excluded)
        pv_selection_toggle_pick (self->selection, pick->dimension, id, pick->label);
    }
}

/* Takes another capture, or none, and tells of it. */
static void
take_capture (PvComparison *self,
              PvCapture    *capture)
{
  if (self->capture != capture)
    self->by_hand = FALSE;
  g_set_object (&self->capture, capture);
  g_clear_pointer (&self->match, pv_label_match_unref);
  mirror_picks (self);
  pv_crossfilter_model_set_capture (self->crossfilter, capture);
  g_signal_emit (self, signals[CHANGED], 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

static void
stop (PvComparison *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
pv_comparison_dispose (GObject *object)
{
  PvComparison *self = PV_COMPARISON (object);

  stop (self);
  g_clear_object (&self->capture);
  g_clear_pointer (&self->match, pv_label_match_unref);
  g_clear_object (&self->own_selection);
  g_clear_object (&self->crossfilter);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (pv_comparison_parent_class)->dispose (object);
}

static void
pv_comparison_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ACTIVE:
      g_value_set_boolean (value, pv_comparison_get_active (PV_COMPARISON (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_comparison_class_init (PvComparisonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pv_comparison_dispose;
  object_class->get_property = pv_comparison_get_property;

  properties[PROP_ACTIVE] =
    g_param_spec_boolean ("active", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
narrowed_cb (PvComparison *self)
{
  if (self->capture != NULL)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
crossfilter_failed_cb (PvComparison *self,
                       GError       *error)
{
  g_autofree char *name = pv_capture_text_title (self->capture);
  g_autoptr (GError) of_file = g_error_copy (error);

  /* Translators: comes before what is wrong with that file */
  g_prefix_error (&of_file, _("“%s”: "), name);
  g_signal_emit (self, signals[FAILED], 0, of_file);
}

static void
pv_comparison_init (PvComparison *self)
{
  self->order = PV_CHANGE_BY_CHANGE;
  self->states = PV_CHANGE_ALL;
  self->selection = pv_selection_new ();
  self->crossfilter = pv_crossfilter_model_new (self->selection);
  g_signal_connect_object (self->crossfilter, "changed", G_CALLBACK (narrowed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->crossfilter, "failed", G_CALLBACK (crossfilter_failed_cb), self, G_CONNECT_SWAPPED);
}

PvComparison *
pv_comparison_new (void)
{
  return g_object_new (PV_TYPE_COMPARISON, NULL);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (PvComparison) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PvCapture) capture = pv_loader_load_finish (PV_LOADER (source), result, &error);

  /* Another was asked for since, or none. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  self->has_reference = FALSE;
  take_capture (self, capture);
  if (error != NULL)
    g_signal_emit (self, signals[FAILED], 0, error);
}

void
pv_comparison_load (PvComparison *self,
                    GFile        *file)
{
  g_autoptr (PvInputFiles) places = NULL;

  g_return_if_fail (G_IS_FILE (file));

  places = pv_input_files_new (&file, 1);
  pv_comparison_load_places (self, places);
}

void
pv_comparison_load_places (PvComparison       *self,
                           const PvInputFiles *places)
{
  g_autoptr (PvLoader) loader = NULL;

  g_return_if_fail (PV_IS_COMPARISON (self));
  g_return_if_fail (places != NULL);

  stop (self);
  loader = pv_loader_new_for_places (places);
  pv_loader_set_spool_limit (loader, PV_SPOOL_DEFAULT_LIMIT);
  self->cancellable = g_cancellable_new ();
  pv_loader_load_async (loader, self->cancellable, loaded_cb, g_object_ref (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

void
pv_comparison_clear (PvComparison *self)
{
  g_return_if_fail (PV_IS_COMPARISON (self));

  stop (self);
  self->has_reference = FALSE;
  take_capture (self, NULL);
}

void
pv_comparison_set_reference (PvComparison *self,
                             PvCapture    *capture,
                             PvSpan        span)
{
  g_return_if_fail (PV_IS_COMPARISON (self));
  g_return_if_fail (PV_IS_CAPTURE (capture) && pv_capture_get_settled (capture));
  g_return_if_fail (span.start_ns < span.end_ns);

  stop (self);
  self->reference = span;
  self->has_reference = TRUE;
  take_capture (self, capture);
}

gboolean
pv_comparison_get_reference (PvComparison *self,
                             PvSpan       *span)
{
  g_return_val_if_fail (PV_IS_COMPARISON (self), FALSE);

  if (!self->has_reference || self->capture == NULL)
    return FALSE;

  *span = self->reference;

  return TRUE;
}

static void
own_picks_changed_cb (PvComparison *self)
{
  if (self->capture != NULL)
    mirror_picks (self);
}

/* The line of the same capture stands where the span that is selected is. */
static void
own_selection_changed_cb (PvComparison *self)
{
  if (self->capture != NULL && self->has_reference)
    g_signal_emit (self, signals[CHANGED], 0);
}

void
pv_comparison_set_selection (PvComparison *self,
                             PvSelection  *selection)
{
  g_return_if_fail (PV_IS_COMPARISON (self));
  g_return_if_fail (PV_IS_SELECTION (selection) && self->own_selection == NULL);

  self->own_selection = g_object_ref (selection);
  g_signal_connect_object (selection, "picks-changed", G_CALLBACK (own_picks_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (selection, "changed", G_CALLBACK (own_selection_changed_cb), self, G_CONNECT_SWAPPED);
}

void
pv_comparison_set_order (PvComparison  *self,
                         PvChangeOrder  order)
{
  g_return_if_fail (PV_IS_COMPARISON (self));

  if (self->order == order)
    return;

  self->order = order;
  g_signal_emit (self, signals[CHANGED], 0);
}

PvChangeOrder
pv_comparison_get_order (PvComparison *self)
{
  g_return_val_if_fail (PV_IS_COMPARISON (self), PV_CHANGE_BY_CHANGE);

  return self->order;
}

void
pv_comparison_set_states (PvComparison *self,
                          guint         states)
{
  g_return_if_fail (PV_IS_COMPARISON (self));

  if (self->states == states)
    return;

  self->states = states;
  g_signal_emit (self, signals[CHANGED], 0);
}

guint
pv_comparison_get_states (PvComparison *self)
{
  g_return_val_if_fail (PV_IS_COMPARISON (self), PV_CHANGE_ALL);

  return self->states;
}

PvLabelMatch *
pv_comparison_get_match (PvComparison *self,
                         PvCapture    *capture)
{
  g_return_val_if_fail (PV_IS_COMPARISON (self), NULL);
  g_return_val_if_fail (PV_IS_CAPTURE (capture), NULL);

  if (self->capture == NULL || !pv_capture_get_settled (capture))
    return NULL;
  if (self->has_reference && self->capture != capture)
    {
      /* a file that was read again is another capture, and its span is gone; one that grew has it still */
      if (!pv_capture_is_same_model (self->capture, capture) ||
          pv_capture_get_generation (capture) < pv_capture_get_generation (self->capture))
        return NULL;
      g_set_object (&self->capture, capture);
      g_clear_pointer (&self->match, pv_label_match_unref);
      pv_crossfilter_model_set_capture (self->crossfilter, capture);
    }

  if (self->match == NULL || pv_label_match_get_capture (self->match) != capture)
    {
      g_clear_pointer (&self->match, pv_label_match_unref);
      self->match = self->by_names ? pv_label_match_new_by_names (capture, self->capture)
                                   : pv_label_match_new (capture, self->capture);
    }

  return self->match;
}

PvChangePart
pv_comparison_get_part (PvComparison *self,
                        PvCapture    *capture,
                        PvDimension   dimension)
{
  const PvSpan *span = self->own_selection != NULL ? pv_selection_get_span (self->own_selection) : NULL;
  PvChangePart part = { .has_span = FALSE };

  if (self->has_reference)
    {
      part.span = self->reference;
      part.has_span = TRUE;
    }
  else if (span != NULL)
    {
      part.span = pv_span_shift_back (*span, pv_comparison_get_shift (self, capture));
      part.has_span = TRUE;
    }
  if (dimension < PV_N_DIMENSIONS)
    part.subset = pv_crossfilter_model_get_subset (self->crossfilter, self->capture, dimension);
  else
    part.subset.packets = pv_crossfilter_model_get_selected (self->crossfilter, self->capture);

  return part;
}

PvChangesQuery
pv_comparison_make_query (PvComparison  *self,
                          PvCapture     *capture,
                          const PvQuery *query)
{
  return (PvChangesQuery){
    .dimension = query->dimension,
    .measure = query->measure,
    .order = self->order,
    .states = self->states,
    .limit = query->limit,
    .with_outcomes = query->with_outcomes,
    .parts = { { query->span, query->has_span, query->subset },
               pv_comparison_get_part (self, capture, query->dimension) },
  };
}

PvCapture *
pv_comparison_get_capture (PvComparison *self)
{
  g_return_val_if_fail (PV_IS_COMPARISON (self), NULL);

  return self->capture;
}

gboolean
pv_comparison_get_active (PvComparison *self)
{
  g_return_val_if_fail (PV_IS_COMPARISON (self), FALSE);

  return self->capture != NULL || self->cancellable != NULL;
}

void
pv_comparison_set_by_start (PvComparison *self,
                            gboolean      by_start)
{
  g_return_if_fail (PV_IS_COMPARISON (self));

  if (self->by_start == by_start && !self->by_hand)
    return;

  self->by_start = by_start;
  self->by_hand = FALSE;
  if (self->capture != NULL)
    g_signal_emit (self, signals[CHANGED], 0);
}

void
pv_comparison_set_by_names (PvComparison *self,
                            gboolean      by_names)
{
  g_return_if_fail (PV_IS_COMPARISON (self));

  if (self->by_names == by_names)
    return;

  self->by_names = by_names;
  g_clear_pointer (&self->match, pv_label_match_unref);
  if (self->capture == NULL)
    return;

  mirror_picks (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
pv_comparison_get_by_names (PvComparison *self)
{
  g_return_val_if_fail (PV_IS_COMPARISON (self), FALSE);

  return self->by_names;
}

void
pv_comparison_set_by_hand (PvComparison *self,
                           gint64        shift_ns)
{
  g_return_if_fail (PV_IS_COMPARISON (self));

  if (self->by_hand && self->hand_ns == shift_ns)
    return;

  self->by_hand = TRUE;
  self->hand_ns = shift_ns;
  if (self->capture != NULL)
    g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
pv_comparison_get_by_hand (PvComparison *self)
{
  g_return_val_if_fail (PV_IS_COMPARISON (self), FALSE);

  return self->by_hand;
}

void
pv_comparison_set_filter (PvComparison *self,
                          const char   *filter)
{
  g_return_if_fail (PV_IS_COMPARISON (self));

  pv_selection_set_filter (self->selection, filter);
}

PvPacketSet *
pv_comparison_get_set (PvComparison *self)
{
  g_return_val_if_fail (PV_IS_COMPARISON (self), NULL);

  return self->capture != NULL ? pv_crossfilter_model_get_total (self->crossfilter, self->capture) : NULL;
}

gint64
pv_comparison_get_shift (PvComparison *self,
                         PvCapture    *capture)
{
  gint64 shift_ns;

  g_return_val_if_fail (PV_IS_COMPARISON (self), 0);
  g_return_val_if_fail (PV_IS_CAPTURE (capture), 0);

  if (self->has_reference)
    {
      const PvSpan *span = self->own_selection != NULL ? pv_selection_get_span (self->own_selection) : NULL;

      return span != NULL ? pv_time_subtract (span->start_ns, self->reference.start_ns) : 0;
    }
  if (self->by_hand && self->capture != NULL)
    return self->hand_ns;
  if (!self->by_start || self->capture == NULL || !pv_traffic_get_shift_to_start (capture, self->capture, &shift_ns))
    return 0;

  return shift_ns;
}
