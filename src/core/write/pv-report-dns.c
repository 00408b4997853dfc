/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-report-dns.c: what came of DNS lookups, and how long that took, in rows of a report. */
#include "pv-report-dns.h"

void
pv_report_dns_add_split (PvJsonStream         *json,
                         PvDimension           dimension,
                         const PvOutcomeSplit *split)
{
  guint n = pv_dimension_has_answers (dimension) ? PV_N_OUTCOME_CLASSES : PV_OUTCOME_UNANSWERED;

  for (PvOutcomeClass class = 0; class < n; class++)
    pv_json_stream_add_int (json, pv_outcome_class_get_key (class), split != NULL ? (gint64) split->n[class] : 0);
}

void
pv_report_dns_add_times (PvJsonStream          *json,
                         const char            *key,
                         const PvResponseTimes *times)
{
  if (times->n == 0)
    {
      pv_json_stream_add_string (json, key, NULL);
      return;
    }

  pv_json_stream_open (json, key, '{');
  pv_json_stream_add_int (json, "median", (gint64) times->median_ns);
  pv_json_stream_add_int (json, "p95", (gint64) times->p95_ns);
  pv_json_stream_add_int (json, "max", (gint64) times->max_ns);
  pv_json_stream_close (json, '{');
}
