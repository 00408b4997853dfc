/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-selection.c: what of a capture the user looks at. */
#include "config.h"

#include "pv-selection.h"

struct _PvSelection
{
  GObject parent_instance;

  /* empty for all time */
  PvSpan span;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PvSelection, pv_selection, G_TYPE_OBJECT)

static void
pv_selection_class_init (PvSelectionClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", PV_TYPE_SELECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
pv_selection_init (PvSelection *self)
{
}

PvSelection *
pv_selection_new (void)
{
  return g_object_new (PV_TYPE_SELECTION, NULL);
}

const PvSpan *
pv_selection_get_span (PvSelection *self)
{
  g_return_val_if_fail (PV_IS_SELECTION (self), NULL);

  return self->span.start_ns < self->span.end_ns ? &self->span : NULL;
}

void
pv_selection_set_span (PvSelection  *self,
                       const PvSpan *span)
{
  const PvSpan nothing = { 0, 0 };

  g_return_if_fail (PV_IS_SELECTION (self));

  if (span == NULL || span->start_ns >= span->end_ns)
    span = &nothing;
  if (self->span.start_ns == span->start_ns && self->span.end_ns == span->end_ns)
    return;

  self->span = *span;
  g_signal_emit (self, signals[CHANGED], 0);
}
