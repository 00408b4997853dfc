/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-crossfilter-model.c: the packets that a selection leaves of a capture, for each chart. */
#include "config.h"

#include "pv-crossfilter-model.h"
#include "pv-crossfilter-sets.h"
#include "pv-job.h"
#include "pv-latest.h"

struct _PvCrossfilterModel
{
  GObject parent_instance;

  PvSelection *selection;
  PvCapture *capture;
  /* a later generation, which takes its place once it was narrowed */
  PvCapture *next;
  PvLatest latest;

  PvCrossfilterSets *sets;
  /* the filter that they are of */
  char *filter;
  /* the span that "changed" last told of */
  PvSpan span;
  PvDimension events;

  /* the filter that was run last, on which capture, and what it left */
  char *run_filter;
  PvCapture *run_capture;
  PvPacketSet *run_set;
  PvProgress progress;
  gboolean is_filtering;
  /* the filter of the job under way */
  char *pending_filter;
};

enum
{
  PROP_0,
  PROP_FILTERING,
  N_PROPS
};

enum
{
  ADVANCED,
  CHANGED,
  FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PvCrossfilterModel, pv_crossfilter_model, G_TYPE_OBJECT)

static gpointer
make_sets_of (gpointer       source,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  return GINT_TO_POINTER (pv_crossfilter_sets_make (data, cancellable, error));
}

static const PvJob make_sets_job = { make_sets_of, NULL, NULL };

static PvSpan
get_span (PvCrossfilterModel *self)
{
  const PvSpan *span = pv_selection_get_span (self->selection);

  return span != NULL ? *span : (PvSpan){ 0, 0 };
}

static void
changed (PvCrossfilterModel *self)
{
  self->span = get_span (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The capture that is to be narrowed. */
static PvCapture *
get_newest (PvCrossfilterModel *self)
{
  return self->next != NULL ? self->next : self->capture;
}

/* Goes on to a later generation, or to what is of it already. */
static void
advance (PvCrossfilterModel *self,
         PvCapture          *capture)
{
  if (self->next == capture)
    g_clear_object (&self->next);
  if (g_set_object (&self->capture, capture))
    g_signal_emit (self, signals[ADVANCED], 0);
}

static void
set_filtering (PvCrossfilterModel *self,
               gboolean            is_filtering)
{
  if (self->is_filtering == is_filtering)
    return;

  self->is_filtering = is_filtering;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTERING]);
}

static void
fail (PvCrossfilterModel *self,
      GError             *error)
{
  /* what grows goes on to be shown, even where it cannot be narrowed */
  if (self->next != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autoptr (PvCapture) next = g_object_ref (self->next);

      advance (self, next);
    }
  if (self->capture != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, error);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  PvCrossfilterModel *self = PV_CROSSFILTER_MODEL (source);
  g_autoptr (GError) error = NULL;
  PvCrossfilterSets *sets = user_data;

  if (pv_job_run_finish (&make_sets_job, result, &error) != NULL)
    {
      g_clear_pointer (&self->sets, pv_crossfilter_sets_free);
      g_free (self->filter);
      self->sets = sets;
      self->filter = g_steal_pointer (&self->pending_filter);
      if (self->next != NULL && pv_capture_get_generation (sets->capture) > pv_capture_get_generation (self->capture))
        advance (self, sets->capture);
      if (self->capture == sets->capture)
        changed (self);
    }
  else
    {
      pv_crossfilter_sets_free (sets);
      g_clear_pointer (&self->pending_filter, g_free);
      fail (self, error);
    }

  pv_latest_done (&self->latest);
}

static void
start_making_sets (PvCrossfilterModel *self,
                   GCancellable       *cancellable)
{
  PvPacketSet *filter = self->pending_filter != NULL ? self->run_set : NULL;
  PvCrossfilterSets *sets = pv_crossfilter_sets_new (get_newest (self), self->selection, filter, self->events,
                                                     self->sets);

  pv_job_run_async (&make_sets_job, self, sets, cancellable, made_cb, sets);
}

static void
filtered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (PvCrossfilterModel) self = user_data;
  g_autoptr (GError) error = NULL;
  PvPacketSet *set = pv_capture_filter_run_finish (result, &error);

  set_filtering (self, FALSE);
  if (set != NULL)
    {
      g_set_object (&self->run_capture, pv_packet_set_get_capture (set));
      g_clear_pointer (&self->run_set, pv_packet_set_unref);
      self->run_set = set;
      g_free (self->run_filter);
      self->run_filter = g_strdup (self->pending_filter);
    }

  /* picks may have changed meanwhile; where the filter or the capture has, another job waits */
  if (set != NULL && get_newest (self) == self->run_capture &&
      g_strcmp0 (pv_selection_get_filter (self->selection), self->pending_filter) == 0)
    {
      start_making_sets (self, self->latest.cancellable);
      return;
    }

  g_clear_pointer (&self->pending_filter, g_free);
  if (error != NULL)
    fail (self, error);
  pv_latest_done (&self->latest);
}

/* What passed the filter in an earlier generation. (transfer none) (nullable) */
static PvPacketSet *
get_set_before (PvCrossfilterModel *self)
{
  return self->run_set != NULL && g_strcmp0 (self->run_filter, self->pending_filter) == 0 &&
             pv_capture_is_same_model (self->run_capture, get_newest (self))
           ? self->run_set
           : NULL;
}

static void
start (gpointer      owner,
       GCancellable *cancellable)
{
  PvCrossfilterModel *self = owner;

  g_assert (self->capture != NULL);

  self->pending_filter = g_strdup (pv_selection_get_filter (self->selection));
  pv_capture_filter_want (get_newest (self), self->pending_filter);
  if (self->pending_filter == NULL ||
      (self->run_set != NULL && self->run_capture == get_newest (self) &&
       g_strcmp0 (self->run_filter, self->pending_filter) == 0))
    {
      start_making_sets (self, cancellable);
      return;
    }

  self->progress = (PvProgress){ 0, 0 };
  set_filtering (self, get_set_before (self) == NULL);
  pv_capture_filter_run_async (get_newest (self), self->pending_filter, get_set_before (self), &self->progress,
                               cancellable, filtered_cb, g_object_ref (self));
}

/* Whether the sets at hand are those that the selection asks for. */
static gboolean
is_up_to_date (PvCrossfilterModel *self)
{
  const char *filter = pv_selection_get_filter (self->selection);

  if (self->sets == NULL || self->sets->capture != self->capture)
    return filter == NULL && pv_selection_get_n_picks (self->selection) == 0 && self->events == PV_N_DIMENSIONS;

  return self->events == self->sets->events && g_strcmp0 (self->filter, filter) == 0 &&
         pv_crossfilter_sets_has_picks_of (self->sets, self->selection);
}

/* Whether all of the capture is left, and nobody is about to find out otherwise. */
static gboolean
has_nothing_to_do (PvCrossfilterModel *self)
{
  return self->latest.cancellable == NULL && self->events == PV_N_DIMENSIONS &&
         pv_selection_get_filter (self->selection) == NULL && pv_selection_get_n_picks (self->selection) == 0;
}

static void
refresh (PvCrossfilterModel *self)
{
  PvSpan span = get_span (self);

  if (self->capture == NULL || !pv_capture_get_settled (self->capture))
    {
      changed (self);
      return;
    }

  if (is_up_to_date (self) && self->latest.cancellable == NULL)
    {
      changed (self);
      return;
    }

  /* a span can be shown at once, while packets are worked out */
  if (span.start_ns != self->span.start_ns || span.end_ns != self->span.end_ns)
    changed (self);

  /* a filter that is being run is of use still, unless it is another that is wanted */
  pv_latest_request (&self->latest,
                     g_strcmp0 (self->pending_filter, pv_selection_get_filter (self->selection)) != 0);
}

static void
pv_crossfilter_model_dispose (GObject *object)
{
  PvCrossfilterModel *self = PV_CROSSFILTER_MODEL (object);

  pv_latest_stop (&self->latest);
  g_clear_object (&self->next);
  g_clear_object (&self->capture);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (pv_crossfilter_model_parent_class)->dispose (object);
}

static void
pv_crossfilter_model_finalize (GObject *object)
{
  PvCrossfilterModel *self = PV_CROSSFILTER_MODEL (object);

  g_clear_pointer (&self->sets, pv_crossfilter_sets_free);
  g_clear_pointer (&self->run_set, pv_packet_set_unref);
  g_clear_object (&self->run_capture);
  g_free (self->run_filter);
  g_free (self->filter);
  g_free (self->pending_filter);

  G_OBJECT_CLASS (pv_crossfilter_model_parent_class)->finalize (object);
}

static void
pv_crossfilter_model_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_FILTERING:
      g_value_set_boolean (value, PV_CROSSFILTER_MODEL (object)->is_filtering);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_crossfilter_model_class_init (PvCrossfilterModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pv_crossfilter_model_dispose;
  object_class->finalize = pv_crossfilter_model_finalize;
  object_class->get_property = pv_crossfilter_model_get_property;

  properties[PROP_FILTERING] =
    g_param_spec_boolean ("filtering", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[ADVANCED] = g_signal_new ("advanced", PV_TYPE_CROSSFILTER_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
  signals[CHANGED] = g_signal_new ("changed", PV_TYPE_CROSSFILTER_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", PV_TYPE_CROSSFILTER_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
pv_crossfilter_model_init (PvCrossfilterModel *self)
{
  pv_latest_init (&self->latest, start, self);
  self->events = PV_N_DIMENSIONS;
}

PvCrossfilterModel *
pv_crossfilter_model_new (PvSelection *selection)
{
  PvCrossfilterModel *self;

  g_return_val_if_fail (PV_IS_SELECTION (selection), NULL);

  self = g_object_new (PV_TYPE_CROSSFILTER_MODEL, NULL);
  self->selection = g_object_ref (selection);
  g_signal_connect_object (selection, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);

  return self;
}

void
pv_crossfilter_model_set_capture (PvCrossfilterModel *self,
                                  PvCapture          *capture)
{
  g_return_if_fail (PV_IS_CROSSFILTER_MODEL (self));
  g_return_if_fail (capture == NULL || PV_IS_CAPTURE (capture));

  if (capture == get_newest (self))
    return;

  if (self->capture != NULL && capture != NULL && pv_capture_get_settled (self->capture) &&
      pv_capture_is_same_model (self->capture, capture))
    {
      /* what is shown is narrowed; so is what follows, before it is shown */
      if (has_nothing_to_do (self))
        {
          advance (self, capture);
          changed (self);
          return;
        }

      g_set_object (&self->next, capture);
      pv_latest_request (&self->latest, FALSE);
      return;
    }

  g_clear_object (&self->next);
  g_set_object (&self->capture, capture);
  pv_latest_stop (&self->latest);
  /* what is of another capture keeps all of it */
  g_clear_pointer (&self->sets, pv_crossfilter_sets_free);
  g_clear_pointer (&self->run_set, pv_packet_set_unref);
  g_clear_object (&self->run_capture);
  refresh (self);
}

PvCapture *
pv_crossfilter_model_get_capture (PvCrossfilterModel *self)
{
  g_return_val_if_fail (PV_IS_CROSSFILTER_MODEL (self), NULL);

  return self->capture;
}

void
pv_crossfilter_model_set_events (PvCrossfilterModel *self,
                                 PvDimension         dimension)
{
  PvEventKind kind;

  g_return_if_fail (PV_IS_CROSSFILTER_MODEL (self));

  if (dimension >= PV_N_DIMENSIONS || !pv_dimension_get_event_kind (dimension, &kind))
    dimension = PV_N_DIMENSIONS;
  if (self->events == dimension)
    return;

  self->events = dimension;
  refresh (self);
}

PvDimension
pv_crossfilter_model_get_events (PvCrossfilterModel *self)
{
  g_return_val_if_fail (PV_IS_CROSSFILTER_MODEL (self), PV_N_DIMENSIONS);

  return self->sets != NULL && self->sets->capture == self->capture ? self->sets->events : PV_N_DIMENSIONS;
}

PvSelection *
pv_crossfilter_model_get_selection (PvCrossfilterModel *self)
{
  g_return_val_if_fail (PV_IS_CROSSFILTER_MODEL (self), NULL);

  return self->selection;
}

/* The sets where they are of @capture. */
static PvCrossfilterSets *
get_sets (PvCrossfilterModel *self,
          PvCapture          *capture)
{
  return self->sets != NULL && self->sets->capture == capture ? self->sets : NULL;
}

PvSubset
pv_crossfilter_model_get_subset (PvCrossfilterModel *self,
                                 PvCapture          *capture,
                                 PvDimension         dimension)
{
  const PvSubset whole = { NULL, NULL, NULL };
  PvCrossfilterSets *sets;

  g_return_val_if_fail (PV_IS_CROSSFILTER_MODEL (self), whole);
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, whole);

  sets = get_sets (self, capture);

  return sets != NULL ? *pv_crossfilter_get_subset (sets->crossfilter, pv_dimension_get_family (dimension)) : whole;
}

PvSubset
pv_crossfilter_model_get_talk (PvCrossfilterModel *self,
                               PvCapture          *capture)
{
  const PvSubset whole = { NULL, NULL };
  PvCrossfilterSets *sets;

  g_return_val_if_fail (PV_IS_CROSSFILTER_MODEL (self), whole);

  sets = get_sets (self, capture);

  return sets != NULL ? *pv_crossfilter_get_talk (sets->crossfilter) : whole;
}

PvPacketSet *
pv_crossfilter_model_get_total (PvCrossfilterModel *self,
                                PvCapture          *capture)
{
  PvCrossfilterSets *sets;

  g_return_val_if_fail (PV_IS_CROSSFILTER_MODEL (self), NULL);

  sets = get_sets (self, capture);

  return sets != NULL ? sets->total : NULL;
}

PvPacketSet *
pv_crossfilter_model_get_passed (PvCrossfilterModel *self,
                                 PvCapture          *capture)
{
  PvCrossfilterSets *sets;

  g_return_val_if_fail (PV_IS_CROSSFILTER_MODEL (self), NULL);

  sets = get_sets (self, capture);

  return sets != NULL ? sets->filter : NULL;
}

PvPacketSet *
pv_crossfilter_model_get_part (PvCrossfilterModel  *self,
                               PvCapture           *capture,
                               guint                i,
                               const PvPick       **pick)
{
  PvCrossfilterSets *sets;
  const PvCrossfilterPart *part;

  g_return_val_if_fail (PV_IS_CROSSFILTER_MODEL (self), NULL);
  g_return_val_if_fail (pick != NULL, NULL);

  sets = get_sets (self, capture);
  if (sets == NULL || i >= sets->parts->len)
    return NULL;

  part = g_ptr_array_index (sets->parts, i);
  *pick = part->pick;

  return part->set;
}

PvPacketSet *
pv_crossfilter_model_get_selected (PvCrossfilterModel *self,
                                   PvCapture          *capture)
{
  PvCrossfilterSets *sets;

  g_return_val_if_fail (PV_IS_CROSSFILTER_MODEL (self), NULL);

  sets = get_sets (self, capture);

  return sets != NULL ? sets->selected : NULL;
}

const char *
pv_crossfilter_model_get_filter (PvCrossfilterModel *self)
{
  g_return_val_if_fail (PV_IS_CROSSFILTER_MODEL (self), NULL);

  return self->sets != NULL && self->sets->capture == self->capture ? self->filter : NULL;
}

gboolean
pv_crossfilter_model_get_filtering (PvCrossfilterModel *self)
{
  g_return_val_if_fail (PV_IS_CROSSFILTER_MODEL (self), FALSE);

  return self->is_filtering;
}

PvProgress
pv_crossfilter_model_get_progress (PvCrossfilterModel *self)
{
  g_return_val_if_fail (PV_IS_CROSSFILTER_MODEL (self), ((PvProgress){ 0, 0 }));

  return pv_progress_load (&self->progress);
}
