/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-subject.c: what a command line asks of: a capture, what of it counts, and what it is held against. */
#include "config.h"

#include "pv-subject.h"

#include <glib/gi18n.h>

#include "pv-capture-filter.h"
#include "pv-capture-text.h"
#include "pv-crossfilter.h"
#include "pv-error.h"
#include "pv-file-text.h"
#include "pv-filter-hint.h"
#include "pv-index-use.h"
#include "pv-on-demand.h"
#include "pv-pick-argument.h"
#include "pv-span.h"
#include "pv-traffic.h"

void
pv_subject_clear (PvSubject *self)
{
  if (self->capture != NULL && pv_index_use_get () != NULL && pv_loader_wants_index (self->loader))
    pv_loader_write_index (self->loader, self->capture, NULL, NULL);
  g_clear_object (&self->loader);
  g_clear_pointer (&self->set, pv_packet_set_unref);
  pv_subset_clear (&self->subset);
  g_clear_object (&self->capture);
}

/* What messages call it: one file by all of its name. (transfer full) */
static char *
pv_subject_dup_name (const PvSubject *subject)
{
  return pv_capture_get_n_files (subject->capture) == 1 ? pv_file_text_path (pv_capture_get_file (subject->capture))
                                                        : pv_capture_text_title (subject->capture);
}

/* Tells which filter would have left packets, where this one left none for a known reason. */
static void
print_hint (PvSubject  *subject,
            const char *filter)
{
  g_autofree char *hint = pv_filter_hint_find (subject->subset.packets, filter, NULL, NULL);
  g_autofree char *name = pv_subject_dup_name (subject);
  g_autofree char *text = NULL;

  if (hint == NULL)
    return;

  text = pv_filter_hint_describe (hint);
  g_printerr ("pcapviz: %s: %s\n", name, text);
}

/* Lets only packets count that pass the filter. */
static gboolean
filter_subject (PvSubject   *subject,
                const char  *filter,
                GError     **error)
{
  subject->subset.packets = pv_capture_filter_run (subject->capture, filter, NULL, NULL, error);
  if (subject->subset.packets == NULL)
    {
      g_autofree char *name = pv_subject_dup_name (subject);

      /* Translators: what an error message begins with: what somebody typed, and the name of a file. */
      g_prefix_error (error, _("Filter “%s” on “%s”: "), filter, name);
      return FALSE;
    }

  print_hint (subject, filter);

  return TRUE;
}

/* Lets only packets count that have what is picked. */
static gboolean
pick_subject (PvSubject                 *subject,
              const PvSelectionOptions  *selection,
              GError                   **error)
{
  g_autoptr (GArray) picks = g_array_new (FALSE, FALSE, sizeof (PvPickedLabel));
  g_autoptr (PvCrossfilter) crossfilter = NULL;

  for (char **pick = selection->picks; pick != NULL && *pick != NULL; pick++)
    pv_pick_argument_resolve (*pick, FALSE, subject->capture, picks);
  for (char **exclusion = selection->exclusions; exclusion != NULL && *exclusion != NULL; exclusion++)
    pv_pick_argument_resolve (*exclusion, TRUE, subject->capture, picks);

  crossfilter = pv_crossfilter_new (subject->capture, (const PvPickedLabel *) (gpointer) picks->data, picks->len,
                                    subject->subset.packets, NULL, error);
  if (crossfilter == NULL)
    return FALSE;

  pv_subset_clear (&subject->subset);
  subject->subset = pv_subset_copy (pv_crossfilter_get_selected (crossfilter));

  return pv_subset_make_packets (&subject->subset, &subject->set, error);
}

/* Reads what @wanted has of the bits 1 << PvOnDemand. */
static gboolean
read_on_demand (PvCapture  *capture,
                guint       wanted,
                GError    **error)
{
  for (PvOnDemand what = PV_ON_DEMAND_NONE + 1; what < PV_N_ON_DEMAND; what++)
    if ((wanted & 1u << what) != 0 && !pv_on_demand_read (capture, what, NULL, NULL, error))
      return FALSE;

  return TRUE;
}

/* Of several files, those that could not be read. */
static void
tell_problems (PvCapture *capture,
               PvTellFunc tell,
               gboolean  *all_read)
{
  for (guint i = 0; i < pv_capture_get_n_files (capture); i++)
    {
      const PvInputFile *file = pv_capture_get_nth_file (capture, i);
      g_autofree char *name = pv_file_text_path (file->file);
      g_autoptr (GError) error = NULL;

      if (file->problem == NULL)
        continue;
      error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, _("Could not open “%s”: %s"), name, file->problem);
      tell (error);
      *all_read = FALSE;
    }
}

gboolean
pv_subject_load (PvSubject                 *subject,
                 const PvInputFiles        *files,
                 const PvSelectionOptions  *selection,
                 PvTellFunc                 tell,
                 gboolean                  *all_read,
                 GError                   **error)
{
  /* a folder that could not be listed; the error is set */
  if (files == NULL)
    return FALSE;

  subject->loader = pv_loader_new_for_places (files);
  pv_loader_set_index_cache (subject->loader, pv_index_use_get (), pv_index_cache_get_min_us ());
  subject->capture = pv_loader_load (subject->loader, NULL, error);
  if (subject->capture == NULL)
    return FALSE;

  tell_problems (subject->capture, tell, all_read);

  return read_on_demand (subject->capture, selection->on_demand, error) &&
         (selection->filter == NULL || filter_subject (subject, selection->filter, error)) &&
         pick_subject (subject, selection, error);
}

PvNumbersOrigin
pv_subject_get_origin (const PvSelectionOptions *selection)
{
  return (PvNumbersOrigin){ selection->filter, (const char *const *) selection->picks,
                            (const char *const *) selection->exclusions, selection->hosts, NULL };
}

void
pv_other_clear (PvOther *self)
{
  g_clear_pointer (&self->match, pv_label_match_unref);
  pv_subject_clear (&self->loaded);
}

/* How far the other's times are moved. */
static gboolean
find_shift (PvOther                   *self,
            PvCapture                 *capture,
            const PvSelectionOptions  *selection,
            const PvCompare           *compare,
            GError                   **error)
{
  PvCapture *other = pv_label_match_get_other (self->match);
  gint64 start_ns = selection->span != NULL ? selection->span->start_ns : pv_capture_get_first_time (capture);

  if (compare->span != NULL && (compare->by_start || other == capture))
    {
      gint64 other_ns = compare->span->start_ns;

      if (start_ns == G_MININT64)
        start_ns = pv_capture_get_first_time (capture);
      if (other_ns == G_MININT64)
        other_ns = pv_capture_get_first_time (other);
      self->shift_ns = pv_time_subtract (start_ns, other_ns);
      return TRUE;
    }

  if (!compare->by_start || pv_traffic_get_shift_to_start (capture, other, &self->shift_ns))
    return TRUE;

  g_set_error_literal (error, PV_ERROR, PV_ERROR_BAD_VALUE,
                       _("The captures lie too far apart in time to be compared from the same start"));

  return FALSE;
}

gboolean
pv_other_prepare (PvOther                   *self,
                  const PvSubject           *subject,
                  const PvSelectionOptions  *selection,
                  const PvCompare           *compare,
                  GError                   **error)
{
  const PvSubject *of_other = compare->paths != NULL ? &self->loaded : subject;

  if (compare->paths == NULL && compare->span == NULL)
    return TRUE;

  g_clear_pointer (&self->match, pv_label_match_unref);
  self->match = compare->by_names ? pv_label_match_new_by_names (subject->capture, of_other->capture)
                                  : pv_label_match_new (subject->capture, of_other->capture);
  self->part = (PvChangePart){ .subset = of_other->subset };
  self->shift_ns = 0;
  if (!find_shift (self, subject->capture, selection, compare, error))
    return FALSE;

  if (compare->span != NULL || selection->span != NULL)
    {
      self->part.has_span = TRUE;
      self->part.span = compare->span != NULL ? *compare->span : pv_span_shift_back (*selection->span, self->shift_ns);
      /* no end is no end, however it is moved */
      if (compare->span == NULL && selection->span->start_ns == G_MININT64)
        self->part.span.start_ns = G_MININT64;
      if (compare->span == NULL && selection->span->end_ns == G_MAXINT64)
        self->part.span.end_ns = G_MAXINT64;
    }

  return TRUE;
}

gboolean
pv_other_load (PvOther                   *self,
               PvCaptures                *captures,
               const PvSelectionOptions  *selection,
               const PvCompare           *compare,
               PvTellFunc                 tell,
               gboolean                  *all_read,
               GError                   **error)
{
  if (compare->paths == NULL)
    return TRUE;

  return pv_subject_load (&self->loaded, pv_captures_get_other (captures, error), selection, tell, all_read, error);
}
