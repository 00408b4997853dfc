/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-change-check.c: whether there is anything new or gone of what somebody wants to hear of. */
#include "config.h"

#include "pv-change-check.h"

#include <glib/gi18n-lib.h>

#include "pv-error.h"
#include "pv-report-events.h"

typedef struct
{
  PvChangeState state;
  char *list;
  PvDimension dimension; /* PV_N_DIMENSIONS where it is a list of events */
} Check;

struct _PvChangeChecks
{
  GArray *checks; /* of Check */
};

static void
check_clear (gpointer data)
{
  g_free (((Check *) data)->list);
}

static gboolean
parse_check (const char *text,
             Check      *check)
{
  const char *colon = strchr (text, ':');

  if (colon == NULL)
    return FALSE;
  if (g_str_has_prefix (text, "new:"))
    check->state = PV_CHANGE_NEW;
  else if (g_str_has_prefix (text, "gone:"))
    check->state = PV_CHANGE_GONE;
  else
    return FALSE;

  check->dimension = PV_N_DIMENSIONS;
  if (!pv_dimension_from_key (colon + 1, &check->dimension) && !pv_report_events_has (colon + 1))
    return FALSE;
  check->list = g_strdup (colon + 1);

  return TRUE;
}

PvChangeChecks *
pv_change_checks_parse (const char  *text,
                        GError     **error)
{
  g_autoptr (PvChangeChecks) self = g_new0 (PvChangeChecks, 1);
  g_auto (GStrv) words = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  self->checks = g_array_new (FALSE, TRUE, sizeof (Check));
  g_array_set_clear_func (self->checks, check_clear);
  words = g_strsplit (text, ",", -1);
  for (guint i = 0; words[i] != NULL || i == 0; i++)
    {
      Check check = { 0 };

      if (words[i] == NULL || !parse_check (words[i], &check))
        {
          g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE,
                       /* Translators: what was typed */
                       _("“%s” is nothing that can be found: it takes “new” or “gone” and a list of the report, as in "
                         "“new:server_names”"), words[i] != NULL ? words[i] : text);
          return NULL;
        }
      g_array_append_val (self->checks, check);
    }

  return g_steal_pointer (&self);
}

void
pv_change_checks_free (PvChangeChecks *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->checks);
  g_free (self);
}

static gboolean
look_through_dimension (const Check           *check,
                        const PvReportOther   *other,
                        const PvChangePart    *part,
                        PvChangeFoundFunc      func,
                        gpointer               user_data,
                        gboolean              *goes_on,
                        GError               **error)
{
  PvChangesQuery query = {
    .dimension = check->dimension,
    .order = PV_CHANGE_BY_CHANGE,
    .states = check->state,
    .parts = { *part, other->part },
  };
  g_autoptr (PvChanges) changes = pv_changes_new (other->match, &query, NULL, error);

  if (changes == NULL)
    return FALSE;

  for (guint i = 0; i < changes->n_rows && *goes_on; i++)
    {
      const PvChange *row = &changes->rows[i];
      g_autofree char *label = pv_change_dup_label (other->match, check->dimension, row);

      *goes_on = func (&(PvChangeFound){ check->state, check->list, label, { row->packets[0], row->packets[1] } },
                       user_data);
    }

  return TRUE;
}

static gboolean
look_through_events (const Check           *check,
                     const PvReportOther   *other,
                     const PvChangePart    *part,
                     PvChangeFoundFunc      func,
                     gpointer               user_data,
                     gboolean              *goes_on,
                     GError               **error)
{
  const PvQuery query = { .span = part->span, .has_span = part->has_span, .subset = part->subset };
  PvSide absent = check->state == PV_CHANGE_NEW ? PV_SIDE_OTHER : PV_SIDE_THIS;
  gsize n;
  g_autofree PvReportEvent *events = NULL;

  events = pv_report_events_compare (pv_label_match_get_capture (other->match), &query, other, check->list, &n, error);
  if (events == NULL)
    return FALSE;

  for (gsize i = 0; i < n && *goes_on; i++)
    if (events[i].n[absent] == 0)
      {
        g_autofree char *label = pv_report_event_dup_text (&events[i], check->list);

        *goes_on = func (&(PvChangeFound){ check->state, check->list, label, { events[i].n[0], events[i].n[1] } },
                         user_data);
      }

  return TRUE;
}

gboolean
pv_change_checks_run (PvChangeChecks        *self,
                      const PvReportOther   *other,
                      const PvChangePart    *part,
                      PvChangeFoundFunc      func,
                      gpointer               user_data,
                      GError               **error)
{
  gboolean goes_on = TRUE;

  g_return_val_if_fail (self != NULL && other != NULL && part != NULL && func != NULL, FALSE);

  for (guint i = 0; i < self->checks->len && goes_on; i++)
    {
      const Check *check = &g_array_index (self->checks, Check, i);

      if (!(check->dimension < PV_N_DIMENSIONS
              ? look_through_dimension (check, other, part, func, user_data, &goes_on, error)
              : look_through_events (check, other, part, func, user_data, &goes_on, error)))
        return FALSE;
    }

  return TRUE;
}
