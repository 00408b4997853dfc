/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-event-counts.c: events of a selection, counted. */
#include "config.h"

#include "pv-event-counts.h"

#include <stdlib.h>

#include "pv-error.h"
#include "pv-query-private.h"

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  const PvEventCount *x = a;
  const PvEventCount *y = b;

  return x->key < y->key ? -1 : x->key > y->key;
}

PvEventCount *
pv_event_counts_get (PvCapture       *capture,
                     const PvQuery   *query,
                     PvEventKind      kind,
                     PvEventKeyFunc   func,
                     gsize           *n,
                     GError         **error)
{
  const PvEvents *events = &capture->events[kind];
  PvEventCount *counts;
  guint64 first = 0;
  guint64 last = events->n;
  gsize n_keys = 0;

  if (query->has_span && capture->sorted)
    {
      pv_capture_find_span (capture, query->span, &first, &last);
      first = pv_events_find (events, first);
      last = pv_events_find (events, last);
    }

  counts = g_try_new (PvEventCount, MAX (last - first, 1));
  if (counts == NULL)
    {
      pv_error_set_no_memory (error);
      return NULL;
    }

  *n = 0;
  for (guint64 i = first; i < last; i++)
    {
      PvEvent event = pv_events_get (events, i);

      if (pv_query_covers_event (capture, query, kind, event.packet) && func (capture, &event, &counts[n_keys].key))
        counts[n_keys++].n = 1;
    }

  qsort (counts, n_keys, sizeof *counts, compare_keys);
  for (gsize i = 0; i < n_keys; i++)
    {
      if (*n > 0 && counts[*n - 1].key == counts[i].key)
        counts[*n - 1].n++;
      else
        counts[(*n)++] = counts[i];
    }

  return counts;
}
