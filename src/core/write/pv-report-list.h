/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-report-list.h: one ranked list of a report. */
#pragma once

#include "pv-hosts.h"
#include "pv-json-stream.h"
#include "pv-query.h"
#include "pv-report-changes.h"

G_BEGIN_DECLS

/**
 * pv_report_list_add:
 * @json: where to
 * @capture: a settled capture
 * @query: what is listed
 * @other: (nullable): what it is compared with
 * @hosts: (nullable): nicknames, which addresses then have
 * @error: place for a %PV_ERROR_NO_MEMORY
 *
 * Adds all labels of a dimension, ranked, as an array called by the dimension's key.
 *
 * Returns: whether it could be worked out; whether it was written, the stream tells in the end
 */
gboolean pv_report_list_add (PvJsonStream   *json,
                             PvCapture      *capture,
                             const PvQuery  *query,
                             const PvReportOther *other,
                             PvHosts        *hosts,
                             GError        **error);

G_END_DECLS
