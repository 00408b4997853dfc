/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-report-events.h: what packets say, in a report. */
#pragma once

#include "pv-json-stream.h"
#include "pv-query.h"

G_BEGIN_DECLS

/**
 * pv_report_events_add:
 * @json: where to
 * @capture: a complete capture
 * @query: its span and subset are what is reported; its dimension and metric mean nothing
 * @error: place for a %PV_ERROR_NO_MEMORY
 *
 * Adds server names, URLs, and what came of lookups, each list ranked.
 *
 * Returns: whether it could be worked out; whether it was written, the stream tells in the end
 */
gboolean pv_report_events_add (PvJsonStream   *json,
                               PvCapture      *capture,
                               const PvQuery  *query,
                               GError        **error);

G_END_DECLS
