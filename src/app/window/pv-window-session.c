/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-window-session.c: what of a window is remembered from one session to the next. */
#include "config.h"

#include <string.h>

#include "pv-window-private.h"

/* So many files of a window are remembered. */
#define MAX_FILES 1000

/* So many picks are. */
#define MAX_PICKS 1000u

/* What waits for the capture to be loaded. */
typedef struct
{
  /* not owned; has the document that this is told by */
  PvWindow *window;
  PvSessionWindow *state;
} Restoration;

static void
restoration_free (Restoration *self)
{
  pv_session_window_free (self->state);
  g_free (self);
}

/* The URIs of all files but the first; too many are left out, and the window with them is one of the first. */
static char **
dup_more (const PvInputFiles *places)
{
  g_autoptr (GStrvBuilder) uris = g_strv_builder_new ();

  if (places->n == 1 || places->n > MAX_FILES)
    return NULL;

  for (guint i = 1; i < places->n; i++)
    {
      g_autofree char *uri = g_file_get_uri (places->files[i].file);

      g_strv_builder_add (uris, uri);
    }

  return g_strv_builder_end (uris);
}

/* Labels that are picked, or left out, behind the keys of their dimensions. */
static char **
dup_picks (PvSelection *selection,
           gboolean     is_excluded)
{
  g_autoptr (GStrvBuilder) picks = g_strv_builder_new ();

  for (guint i = 0; i < MIN (pv_selection_get_n_picks (selection), MAX_PICKS); i++)
    {
      const PvPick *pick = pv_selection_get_pick (selection, i);
      g_autofree char *text = g_strconcat (pv_dimension_get_key (pick->dimension), ":", pick->label, NULL);

      if (pick->is_excluded == is_excluded)
        g_strv_builder_add (picks, text);
    }

  return g_strv_builder_end (picks);
}

static PvInputFiles *
get_places (const PvSessionWindow *state)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (files, g_object_ref (state->file));
  for (guint i = 0; state->more != NULL && state->more[i] != NULL; i++)
    g_ptr_array_add (files, g_file_new_for_uri (state->more[i]));

  return pv_input_files_new ((GFile *const *) files->pdata, MIN (files->len, PV_INPUT_FILES_MAX));
}

PvSessionWindow *
pv_window_dup_session (PvWindow *self)
{
  GFile *file;
  PvSessionWindow *state;
  PvCaptureView *view;
  PvSelection *selection;
  const PvSpan *span;

  g_return_val_if_fail (PV_IS_WINDOW (self), NULL);

  file = pv_window_get_file (self);
  if (file == NULL || !pv_input_files_can_open_again (pv_window_get_places (self)))
    return NULL;

  state = pv_session_window_new (file);
  state->more = dup_more (pv_window_get_places (self));
  state->is_maximized = gtk_window_is_maximized (GTK_WINDOW (self));
  gtk_window_get_default_size (GTK_WINDOW (self), &state->width, &state->height);

  view = _pv_window_get_capture_view (self);
  /* of a capture that still loads, or that one before it */
  if (view == NULL || pv_document_get_loading (_pv_window_get_document (self)))
    return state;

  state->tab = g_strdup (pv_capture_view_get_tab (view));
  selection = pv_crossfilter_model_get_selection (pv_capture_view_get_crossfilter (view));
  state->filter = g_strdup (pv_selection_get_filter (selection));
  state->picks = dup_picks (selection, FALSE);
  state->exclusions = dup_picks (selection, TRUE);
  span = pv_selection_get_span (selection);
  if (span != NULL)
    state->selection = *span;
  pv_traffic_view_get_view (pv_capture_view_get_traffic (view), &state->view);

  return state;
}

/* The file may be another by now. */
static gboolean
is_in_capture (PvCapture    *capture,
               const PvSpan *span)
{
  return span->start_ns < span->end_ns && pv_capture_has_times (capture) &&
         span->start_ns <= pv_capture_get_last_time (capture) && span->end_ns > pv_capture_get_first_time (capture);
}

/* Picks what of @picks there is still. */
static void
restore_picks (PvSelection *selection,
               PvCapture   *capture,
               char       **picks,
               gboolean     is_excluded)
{
  for (guint i = 0; picks != NULL && picks[i] != NULL && i < MAX_PICKS; i++)
    {
      const char *colon = strchr (picks[i], ':');
      g_autofree char *key = colon != NULL ? g_strndup (picks[i], (gsize) (colon - picks[i])) : NULL;
      PvDimension dimension;
      guint32 id;

      if (key == NULL || !pv_dimension_from_key (key, &dimension) || pv_dimension_stands_back (dimension, capture))
        continue;
      id = pv_capture_find_label (capture, dimension, colon + 1);
      if (id == PV_NO_ID || pv_selection_find_pick (selection, dimension, id) != NULL)
        continue;
      if (is_excluded)
        pv_selection_toggle_exclusion (selection, dimension, id, colon + 1);
      else
        pv_selection_toggle_pick (selection, dimension, id, colon + 1);
    }
}

static void
restore_selection (PvCaptureView         *view,
                   PvCapture             *capture,
                   const PvSessionWindow *state)
{
  PvSelection *selection = pv_crossfilter_model_get_selection (pv_capture_view_get_crossfilter (view));

  if (is_in_capture (capture, &state->selection))
    pv_selection_set_span (selection, &state->selection, 0);
  if (state->filter != NULL)
    pv_selection_set_filter (selection, state->filter);
  restore_picks (selection, capture, state->picks, FALSE);
  restore_picks (selection, capture, state->exclusions, TRUE);
}

static void
loaded_cb (PvDocument  *document,
           Restoration *restoration)
{
  const PvSessionWindow *state = restoration->state;
  PvCaptureView *view = _pv_window_get_capture_view (restoration->window);
  PvCapture *capture = pv_document_get_capture (document);

  /* the user may have opened another in the meantime */
  if (g_file_equal (pv_document_get_file (document), state->file))
    {
      if (state->tab != NULL)
        pv_capture_view_set_tab (view, state->tab);
      restore_selection (view, capture, state);
      if (is_in_capture (capture, &state->view))
        pv_traffic_view_set_view (pv_capture_view_get_traffic (view), &state->view);
    }

  g_signal_handlers_disconnect_by_func (document, loaded_cb, restoration);
}

void
pv_window_restore (PvWindow        *self,
                   PvSessionWindow *state)
{
  g_autoptr (PvInputFiles) places = NULL;
  Restoration *restoration;

  g_return_if_fail (PV_IS_WINDOW (self));
  g_return_if_fail (state != NULL);

  places = get_places (state);

  if (state->width > 0 && state->height > 0)
    _pv_window_set_size (self, state->width, state->height, state->is_maximized);

  restoration = g_new (Restoration, 1);
  restoration->window = self;
  restoration->state = state;
  g_signal_connect_data (_pv_window_get_document (self), "loaded", G_CALLBACK (loaded_cb), restoration,
                         (GClosureNotify) (void (*) (void)) restoration_free, 0);
  pv_window_open_places (self, places);
}
