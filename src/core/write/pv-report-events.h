/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-report-events.h: what packets say, in a report. */
#pragma once

#include "pv-json-stream.h"
#include "pv-query.h"
#include "pv-report-changes.h"

G_BEGIN_DECLS

/**
 * pv_report_events_add:
 * @json: where to
 * @capture: a settled capture
 * @query: its span and subset are what is reported; its dimension and measure mean nothing
 * @error: place for a %PV_ERROR_NO_MEMORY
 *
 * Adds server names, URLs, and what came of lookups, each list ranked.
 *
 * Returns: whether it could be worked out; whether it was written, the stream tells in the end
 */
gboolean pv_report_events_add (PvJsonStream   *json,
                               PvCapture      *capture,
                               const PvQuery  *query,
                               const PvReportOther *other,
                               GError        **error);

/* A row of a list, on both sides. @text: (nullable): what it is of, or else @number is */
typedef struct
{
  const char *text;
  guint64 number;
  guint64 key; /* in the capture of @side */
  PvSide side;
  guint64 n[PV_N_SIDES];
} PvReportEvent;

/* Whether the report has a list of events that is called @key. */
gboolean       pv_report_events_has     (const char           *key);
/* The rows of that list: those of this capture first, the most first; then those that are gone. @other: (nullable).
 * (transfer full) (array length=n) NULL with @error set */
PvReportEvent *pv_report_events_compare (PvCapture            *capture,
                                         const PvQuery        *query,
                                         const PvReportOther  *other,
                                         const char           *key,
                                         gsize                *n,
                                         GError              **error);
/* What such a row is of. (transfer full) */
char          *pv_report_event_dup_text (const PvReportEvent  *event,
                                         const char           *key);

G_END_DECLS
