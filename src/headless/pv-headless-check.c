/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-headless-check.c: prints what is new or gone, without a display. */
#include "config.h"

#include <string.h>

#include "pv-file-text.h"
#include "pv-headless.h"
#include "pv-index-use.h"
#include "pv-report.h"
#include "pv-run.h"
#include "pv-standard-output.h"

typedef struct
{
  PvChangeChecks *checks;
  gboolean any; /* was found */
  GError *error;
} Checking;

static gboolean
print_found_cb (const PvChangeFound *found,
                gpointer             user_data)
{
  Checking *self = user_data;
  g_autofree char *label = pv_file_text_clean (found->label);
  g_autofree char *line = NULL;

  self->any = TRUE;
  line = g_strdup_printf ("%s\t%s\t%s\t%" G_GUINT64_FORMAT "\t%" G_GUINT64_FORMAT "\n",
                          pv_change_state_get_key (found->state), found->list, label, found->n[PV_SIDE_THIS],
                          found->n[PV_SIDE_OTHER]);

  return pv_standard_output_write (line, strlen (line), &self->error);
}

static gboolean
check_one (PvRun     *run,
           guint      i,
           gpointer   user_data,
           GError   **error)
{
  Checking *self = user_data;
  g_auto (PvSubject) subject = { 0 };
  PvChangePart part = { .has_span = FALSE };
  PvReportOther of_other;

  if (!pv_run_load (run, i, &subject, error))
    return FALSE;

  if (run->selection->span != NULL)
    {
      part.span = *run->selection->span;
      part.has_span = TRUE;
    }
  part.subset = subject.subset;
  of_other = (PvReportOther){ run->other.match, run->other.part, NULL, NULL };
  if (!pv_change_checks_run (self->checks, &of_other, &part, print_found_cb, self, error))
    return FALSE;

  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));

  return FALSE;
}

gboolean
pv_headless_check (const PvInputs            *inputs,
                   const PvSelectionOptions  *selection,
                   const PvCompare           *compare,
                   PvChangeChecks            *checks,
                   gboolean                  *found,
                   PvTellFunc                 tell,
                   GError                   **error)
{
  Checking checking = { checks, FALSE, NULL };
  g_auto (PvIndexUse) index_use = FALSE;
  g_autoptr (PvCaptures) captures = NULL;
  g_auto (PvRun) run = { NULL, selection, compare, tell, .all_read = TRUE };
  gboolean ok;

  g_return_val_if_fail (inputs != NULL && selection != NULL && compare != NULL && checks != NULL, FALSE);

  index_use = pv_index_use_begin (inputs);
  run.captures = captures = pv_captures_new (inputs, compare->paths, NULL);
  g_return_val_if_fail (pv_captures_get_n (captures) == 1, FALSE);
  pv_run_confine (captures, NULL, FALSE, pv_run_reads_twice (selection));
  ok = pv_run_each (&run, check_one, &checking, error);
  *found = checking.any;

  return ok;
}
