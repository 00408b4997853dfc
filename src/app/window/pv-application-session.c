/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-application-session.c: opens again what was open when the application was quit. */
#include "config.h"

#include "pv-application-private.h"
#include "pv-settings.h"
#include "pv-window.h"

/* Windows to open, one after the other. Keeps the application alive. */
typedef struct
{
  PvApplication *application;
  /* element-type PvSessionWindow; NULL where taken */
  GPtrArray *windows;
  guint i;
  guint i_file; /* which of its files is looked for */
} Reopening;

static void query_next (Reopening *self);

static gboolean
is_wanted (void)
{
  return g_settings_get_boolean (pv_settings_get_default (), "reopen-captures");
}

/* What came through a pipe cannot be opened again, and who reads one leaves alone what another remembers. */
static gboolean
is_alone (PvApplication *self)
{
  return (g_application_get_flags (G_APPLICATION (self)) & G_APPLICATION_NON_UNIQUE) != 0;
}

static void
save (GPtrArray *windows)
{
  g_autofree char *path = pv_session_dup_path ();
  g_autoptr (GError) error = NULL;

  if (!pv_session_save (path, windows, &error))
    g_warning ("%s", error->message);
}

void
_pv_application_save_session (PvApplication *self)
{
  g_autoptr (GPtrArray) windows = g_ptr_array_new_with_free_func ((GDestroyNotify) pv_session_window_free);

  if (is_alone (self))
    return;

  if (is_wanted ())
    /* the one that was used last comes first here, and is to come last to the screen */
    for (GList *l = g_list_last (gtk_application_get_windows (GTK_APPLICATION (self))); l != NULL; l = l->prev)
      {
        PvSessionWindow *window = PV_IS_WINDOW (l->data) ? pv_window_dup_session (l->data) : NULL;

        if (window != NULL)
          g_ptr_array_add (windows, window);
      }

  save (windows);
}

void
_pv_application_forget_session (PvApplication *self)
{
  g_autoptr (GPtrArray) windows = g_ptr_array_new ();

  if (!is_alone (self))
    save (windows);
}

static void
end_reopening (Reopening *self)
{
  GApplication *application = G_APPLICATION (self->application);

  if (gtk_application_get_windows (GTK_APPLICATION (application)) == NULL)
    gtk_window_present (GTK_WINDOW (pv_window_new (GTK_APPLICATION (self->application))));

  g_ptr_array_unref (self->windows);
  g_free (self);
  g_application_release (application);
  g_object_unref (application);
}

static gboolean
can_be_capture (GFileInfo *info)
{
  GFileType type = g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_STANDARD_TYPE);

  /* resources have no type; from a pipe, nothing may ever come */
  return type == G_FILE_TYPE_REGULAR || type == G_FILE_TYPE_UNKNOWN || type == G_FILE_TYPE_DIRECTORY;
}

static void
queried_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Reopening *self = user_data;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, NULL);
  const PvSessionWindow *state = g_ptr_array_index (self->windows, self->i);

  /* what has gone is nothing to trouble people with, unless others of the same capture are there */
  if (info == NULL && state->more != NULL && state->more[self->i_file] != NULL)
    {
      self->i_file++;
      query_next (self);
      return;
    }
  if (info != NULL && can_be_capture (info))
    {
      PvWindow *window = pv_window_new (GTK_APPLICATION (self->application));

      pv_window_restore (window, g_steal_pointer (&g_ptr_array_index (self->windows, self->i)));
      gtk_window_present (GTK_WINDOW (window));
    }

  self->i += 1;
  self->i_file = 0;
  query_next (self);
}

static void
query_next (Reopening *self)
{
  if (self->i < self->windows->len)
    {
      const PvSessionWindow *window = g_ptr_array_index (self->windows, self->i);
      g_autoptr (GFile) file = self->i_file == 0 ? g_object_ref (window->file)
                                                 : g_file_new_for_uri (window->more[self->i_file - 1]);

      g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE,
                               G_PRIORITY_DEFAULT, NULL, queried_cb, self);
    }
  else
    {
      end_reopening (self);
    }
}

static void
free_window (gpointer window)
{
  if (window != NULL)
    pv_session_window_free (window);
}

gboolean
_pv_application_reopen_session (PvApplication *self)
{
  g_autofree char *path = pv_session_dup_path ();
  g_autoptr (GPtrArray) windows = pv_session_take (path);
  Reopening *reopening;

  if (windows->len == 0 || !is_wanted ())
    return FALSE;

  reopening = g_new0 (Reopening, 1);
  reopening->application = g_object_ref (self);
  reopening->windows = g_steal_pointer (&windows);
  g_ptr_array_set_free_func (reopening->windows, free_window);
  g_application_hold (G_APPLICATION (self));
  query_next (reopening);

  return TRUE;
}
