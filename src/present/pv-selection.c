/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-selection.c: what of a capture the user looks at. */
#include "config.h"

#include "pv-selection.h"

#include "pv-chart-palette.h"

/* More steps than anybody goes back. */
#define MAX_STEPS 500

/* What is selected after one step. */
typedef struct
{
  /* empty for all time */
  PvSpan span;
  /* of PvPick */
  GPtrArray *picks;
  /* NULL for none */
  char *filter;
} PvStep;

struct _PvSelection
{
  GObject parent_instance;

  /* of PvStep; there is always one */
  GPtrArray *steps;
  guint present;
  /* what the present step's span belongs to, or 0 */
  guint span_step;
};

enum
{
  CHANGED,
  PICKS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PvSelection, pv_selection, G_TYPE_OBJECT)

PvPick *
pv_pick_copy (const PvPick *self)
{
  PvPick *copy = g_new (PvPick, 1);

  *copy = *self;
  copy->label = g_strdup (self->label);

  return copy;
}

void
pv_pick_free (PvPick *self)
{
  g_free (self->label);
  g_free (self);
}

static PvStep *
pv_step_new (void)
{
  PvStep *step = g_new0 (PvStep, 1);

  step->picks = g_ptr_array_new_with_free_func ((GDestroyNotify) pv_pick_free);

  return step;
}

static void
pv_step_free (PvStep *step)
{
  g_ptr_array_unref (step->picks);
  g_free (step->filter);
  g_free (step);
}

static PvStep *
pv_step_copy (const PvStep *step)
{
  PvStep *copy = pv_step_new ();

  copy->span = step->span;
  copy->filter = g_strdup (step->filter);
  for (guint i = 0; i < step->picks->len; i++)
    g_ptr_array_add (copy->picks, pv_pick_copy (g_ptr_array_index (step->picks, i)));

  return copy;
}

static gboolean
pv_step_is_empty (const PvStep *step)
{
  return step->span.start_ns >= step->span.end_ns && step->picks->len == 0 && step->filter == NULL;
}

static PvStep *
get_present (PvSelection *self)
{
  return g_ptr_array_index (self->steps, self->present);
}

static void
changed (PvSelection *self,
         gboolean     with_picks)
{
  if (with_picks)
    g_signal_emit (self, signals[PICKS_CHANGED], 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* A step after the present one, for changing; what was undone cannot be redone any more. */
static PvStep *
begin_step (PvSelection *self)
{
  PvStep *step = pv_step_copy (get_present (self));

  g_ptr_array_set_size (self->steps, (gint) self->present + 1);
  g_ptr_array_add (self->steps, step);
  if (self->steps->len > MAX_STEPS)
    g_ptr_array_remove_index (self->steps, 0);
  self->present = self->steps->len - 1;
  self->span_step = 0;

  return step;
}

static void
pv_selection_finalize (GObject *object)
{
  g_ptr_array_unref (PV_SELECTION (object)->steps);

  G_OBJECT_CLASS (pv_selection_parent_class)->finalize (object);
}

static void
pv_selection_class_init (PvSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pv_selection_finalize;

  signals[CHANGED] = g_signal_new ("changed", PV_TYPE_SELECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[PICKS_CHANGED] = g_signal_new ("picks-changed", PV_TYPE_SELECTION, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pv_selection_init (PvSelection *self)
{
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) pv_step_free);
  g_ptr_array_add (self->steps, pv_step_new ());
}

PvSelection *
pv_selection_new (void)
{
  return g_object_new (PV_TYPE_SELECTION, NULL);
}

PvSelection *
pv_selection_copy (PvSelection *self)
{
  PvSelection *copy;

  g_return_val_if_fail (PV_IS_SELECTION (self), NULL);

  copy = pv_selection_new ();
  g_ptr_array_set_size (copy->steps, 0);
  g_ptr_array_add (copy->steps, pv_step_copy (g_ptr_array_index (self->steps, self->present)));

  return copy;
}

const PvSpan *
pv_selection_get_span (PvSelection *self)
{
  PvStep *step;

  g_return_val_if_fail (PV_IS_SELECTION (self), NULL);

  step = get_present (self);

  return step->span.start_ns < step->span.end_ns ? &step->span : NULL;
}

void
pv_selection_set_span (PvSelection  *self,
                       const PvSpan *span,
                       guint         step)
{
  const PvSpan nothing = { 0, 0 };
  PvStep *present;

  g_return_if_fail (PV_IS_SELECTION (self));

  if (span == NULL || span->start_ns >= span->end_ns)
    span = &nothing;
  present = get_present (self);
  if (present->span.start_ns == span->start_ns && present->span.end_ns == span->end_ns)
    return;

  if (step == 0 || step != self->span_step)
    present = begin_step (self);
  self->span_step = step;
  present->span = *span;
  changed (self, FALSE);
}

guint
pv_selection_get_span_step (PvSelection *self)
{
  g_return_val_if_fail (PV_IS_SELECTION (self), 0);

  return self->span_step;
}

guint
pv_selection_get_n_picks (PvSelection *self)
{
  g_return_val_if_fail (PV_IS_SELECTION (self), 0);

  return get_present (self)->picks->len;
}

const PvPick *
pv_selection_get_pick (PvSelection *self,
                       guint        i)
{
  g_return_val_if_fail (PV_IS_SELECTION (self), NULL);
  g_return_val_if_fail (i < pv_selection_get_n_picks (self), NULL);

  return g_ptr_array_index (get_present (self)->picks, i);
}

const PvPick *
pv_selection_find_pick (PvSelection *self,
                        PvDimension  dimension,
                        guint32      id)
{
  GPtrArray *picks;

  g_return_val_if_fail (PV_IS_SELECTION (self), NULL);

  picks = get_present (self)->picks;
  for (guint i = 0; i < picks->len; i++)
    {
      const PvPick *pick = g_ptr_array_index (picks, i);

      if (pick->dimension == pv_dimension_get_pick_dimension (dimension) && pick->id == id)
        return pick;
    }

  return NULL;
}

/* The first colour that no pick has, or none of its own where all are taken. */
static guint
find_free_mark (GPtrArray *picks)
{
  for (guint mark = 0; mark < PV_CHART_N_MARKS; mark++)
    {
      gboolean is_free = TRUE;

      for (guint i = 0; i < picks->len && is_free; i++)
        is_free = ((PvPick *) g_ptr_array_index (picks, i))->mark != mark;
      if (is_free)
        return mark;
    }

  return PV_CHART_OTHERS;
}

/* The place of the pick of @id, or -1. */
static int
find_place (GPtrArray   *picks,
            PvDimension  dimension,
            guint32      id)
{
  for (guint i = 0; i < picks->len; i++)
    {
      const PvPick *pick = g_ptr_array_index (picks, i);

      if (pick->dimension == pv_dimension_get_pick_dimension (dimension) && pick->id == id)
        return (int) i;
    }

  return -1;
}

static void
add_pick (GPtrArray   *picks,
          PvDimension  dimension,
          guint32      id,
          const char  *label,
          gboolean     is_excluded)
{
  g_ptr_array_add (picks, pv_pick_copy (&(PvPick){
                            .dimension = pv_dimension_get_pick_dimension (dimension),
                            .id = id,
                            .label = (char *) label,
                            .mark = is_excluded ? PV_CHART_UNMARKED : find_free_mark (picks),
                            .is_excluded = is_excluded,
                          }));
}

/* What was the other becomes this. */
static void
toggle (PvSelection *self,
        PvDimension  dimension,
        guint32      id,
        const char  *label,
        gboolean     is_excluded)
{
  GPtrArray *picks = begin_step (self)->picks;
  int place = find_place (picks, dimension, id);
  gboolean was_same = place >= 0 && ((PvPick *) g_ptr_array_index (picks, place))->is_excluded == is_excluded;

  if (place >= 0)
    g_ptr_array_remove_index (picks, (guint) place);
  if (!was_same)
    add_pick (picks, dimension, id, label, is_excluded);
  changed (self, TRUE);
}

void
pv_selection_toggle_pick (PvSelection *self,
                          PvDimension  dimension,
                          guint32      id,
                          const char  *label)
{
  g_return_if_fail (PV_IS_SELECTION (self));
  g_return_if_fail (dimension < PV_N_DIMENSIONS);
  g_return_if_fail (label != NULL);

  toggle (self, dimension, id, label, FALSE);
}

void
pv_selection_toggle_exclusion (PvSelection *self,
                               PvDimension  dimension,
                               guint32      id,
                               const char  *label)
{
  g_return_if_fail (PV_IS_SELECTION (self));
  g_return_if_fail (dimension < PV_N_DIMENSIONS);
  g_return_if_fail (label != NULL);

  toggle (self, dimension, id, label, TRUE);
}

void
pv_selection_pick_all (PvSelection   *self,
                       PvDimension    dimension,
                       const guint32 *ids,
                       char         **labels,
                       guint          n)
{
  GPtrArray *picks;

  g_return_if_fail (PV_IS_SELECTION (self));
  g_return_if_fail (dimension < PV_N_DIMENSIONS);
  g_return_if_fail ((ids != NULL && labels != NULL) || n == 0);

  picks = begin_step (self)->picks;
  for (guint i = 0; i < n; i++)
    {
      int place = find_place (picks, dimension, ids[i]);

      if (place >= 0 && !((PvPick *) g_ptr_array_index (picks, place))->is_excluded)
        continue;
      if (place >= 0)
        g_ptr_array_remove_index (picks, (guint) place);
      add_pick (picks, dimension, ids[i], labels[i], FALSE);
    }
  changed (self, TRUE);
}

void
pv_selection_replace_pick (PvSelection *self,
                           PvDimension  old_dimension,
                           guint32      old_id,
                           PvDimension  dimension,
                           guint32      id,
                           const char  *label)
{
  GPtrArray *picks;
  int place;

  g_return_if_fail (PV_IS_SELECTION (self));
  g_return_if_fail (old_dimension < PV_N_DIMENSIONS && dimension < PV_N_DIMENSIONS);
  g_return_if_fail (label != NULL);

  picks = begin_step (self)->picks;
  place = find_place (picks, old_dimension, old_id);
  if (place >= 0)
    g_ptr_array_remove_index (picks, (guint) place);
  if (find_place (picks, dimension, id) < 0)
    add_pick (picks, dimension, id, label, FALSE);
  changed (self, TRUE);
}

const char *
pv_selection_get_filter (PvSelection *self)
{
  g_return_val_if_fail (PV_IS_SELECTION (self), NULL);

  return get_present (self)->filter;
}

void
pv_selection_set_filter (PvSelection *self,
                         const char  *filter)
{
  PvStep *step;

  g_return_if_fail (PV_IS_SELECTION (self));

  if (filter != NULL && *filter == '\0')
    filter = NULL;
  if (g_strcmp0 (get_present (self)->filter, filter) == 0)
    return;

  step = begin_step (self);
  g_free (step->filter);
  step->filter = g_strdup (filter);
  changed (self, FALSE);
}

gboolean
pv_selection_is_empty (PvSelection *self)
{
  g_return_val_if_fail (PV_IS_SELECTION (self), TRUE);

  return pv_step_is_empty (get_present (self));
}

void
pv_selection_clear (PvSelection *self)
{
  PvStep *step;

  g_return_if_fail (PV_IS_SELECTION (self));

  if (pv_selection_is_empty (self))
    return;

  step = begin_step (self);
  step->span = (PvSpan){ 0, 0 };
  g_ptr_array_set_size (step->picks, 0);
  g_clear_pointer (&step->filter, g_free);
  changed (self, TRUE);
}

gboolean
pv_selection_can_undo (PvSelection *self)
{
  g_return_val_if_fail (PV_IS_SELECTION (self), FALSE);

  return self->present > 0;
}

gboolean
pv_selection_can_redo (PvSelection *self)
{
  g_return_val_if_fail (PV_IS_SELECTION (self), FALSE);

  return self->present + 1 < self->steps->len;
}

void
pv_selection_undo (PvSelection *self)
{
  g_return_if_fail (PV_IS_SELECTION (self));

  if (!pv_selection_can_undo (self))
    return;

  self->present--;
  self->span_step = 0;
  changed (self, TRUE);
}

void
pv_selection_redo (PvSelection *self)
{
  g_return_if_fail (PV_IS_SELECTION (self));

  if (!pv_selection_can_redo (self))
    return;

  self->present++;
  self->span_step = 0;
  changed (self, TRUE);
}

void
pv_selection_reset (PvSelection *self,
                    gboolean     is_same_file)
{
  PvStep *step;

  g_return_if_fail (PV_IS_SELECTION (self));

  if (self->steps->len == 1 && pv_step_is_empty (get_present (self)))
    return;

  step = is_same_file ? pv_step_copy (get_present (self)) : pv_step_new ();
  g_ptr_array_set_size (step->picks, 0);
  g_ptr_array_set_size (self->steps, 0);
  g_ptr_array_add (self->steps, step);
  self->present = 0;
  self->span_step = 0;
  changed (self, TRUE);
}
