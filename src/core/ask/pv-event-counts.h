/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-event-counts.h: events of a selection, counted. */
#pragma once

#include "pv-events.h"
#include "pv-query.h"

G_BEGIN_DECLS

/**
 * PvEventCount:
 * @key: what is counted
 * @n: how often
 */
typedef struct
{
  guint64 key;
  guint64 n;
} PvEventCount;

/* What an event counts as. FALSE where it does not count. */
typedef gboolean (*PvEventKeyFunc) (PvCapture     *capture,
                                    const PvEvent *event,
                                    guint64       *key);

/**
 * pv_event_counts_get:
 * @capture: a capture
 * @query: its span and subset are what is counted in; its dimension and measure mean nothing
 * @kind: events of which kind
 * @func: what each counts as
 * @n: (out): how many keys there are
 * @error: place for a %PV_ERROR_NO_MEMORY
 *
 * Returns: (transfer full) (array length=n): by key; %NULL with @error set
 */
PvEventCount *pv_event_counts_get (PvCapture       *capture,
                                   const PvQuery   *query,
                                   PvEventKind      kind,
                                   PvEventKeyFunc   func,
                                   gsize           *n,
                                   GError         **error);

G_END_DECLS
