/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-headless-report.c: prints reports without a display. */
#include "config.h"

#include <gio/gunixoutputstream.h>
#include <unistd.h>

#include "pv-headless.h"
#include "pv-index-use.h"
#include "pv-report.h"
#include "pv-run.h"
#include "pv-standard-output.h"

/* How reports are written. */
typedef struct
{
  PvBinning binning;
  PvChangeChecks *checks;
  gboolean *found;
} Reporting;

static gboolean
report_one (PvRun     *run,
            guint      i,
            gpointer   user_data,
            GError   **error)
{
  const Reporting *self = user_data;
  g_auto (PvSubject) subject = { 0 };
  g_autoptr (GOutputStream) out = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (GError) cause = NULL;
  gboolean found_here = FALSE;
  PvNumbersOrigin origin;
  PvReportOther of_other;

  if (!pv_run_load (run, i, &subject, error))
    return FALSE;

  origin = pv_subject_get_origin (run->selection);
  of_other = (PvReportOther){ run->other.match, run->other.part, self->checks, &found_here };
  if (pv_report_write (subject.capture, self->binning, run->selection->span, &subject.subset, &origin,
                       run->other.match != NULL ? &of_other : NULL, out, &cause))
    {
      *self->found = *self->found || found_here;
      return TRUE;
    }

  if (cause->domain == G_IO_ERROR)
    pv_standard_output_set_error (error, cause->code, cause->message);
  else
    g_propagate_error (error, g_steal_pointer (&cause));

  return FALSE;
}

gboolean
pv_headless_report (const PvInputs            *inputs,
                    PvBinning                  binning,
                    const PvSelectionOptions  *selection,
                    const PvCompare           *compare,
                    PvChangeChecks            *checks,
                    gboolean                  *found,
                    PvTellFunc                 tell,
                    GError                   **error)
{
  Reporting reporting = { binning, checks, found };
  g_auto (PvIndexUse) index_use = FALSE;
  g_autoptr (PvCaptures) captures = NULL;
  g_auto (PvRun) run = { NULL, selection, compare, tell, .all_read = TRUE };

  g_return_val_if_fail (inputs != NULL && selection != NULL && compare != NULL, FALSE);

  index_use = pv_index_use_begin (inputs);
  run.captures = captures = pv_captures_new (inputs, compare->paths, NULL);
  pv_run_confine (captures, NULL, FALSE, pv_run_reads_twice (selection));

  return pv_run_each (&run, report_one, &reporting, error);
}
