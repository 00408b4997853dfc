/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-session.c: what was open when the application was quit, for the next time. */
#include "config.h"

#include <errno.h>

#include <glib/gstdio.h>

#include "pv-session.h"

/* In bytes: far more than the windows take. */
#define MAX_SIZE (1 << 20)
/* In pixels: no window is larger. */
#define MAX_LENGTH 32767
#define GROUP "Window %u"

PvSessionWindow *
pv_session_window_new (GFile *file)
{
  PvSessionWindow *self;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_new0 (PvSessionWindow, 1);
  self->file = g_object_ref (file);

  return self;
}

void
pv_session_window_free (PvSessionWindow *self)
{
  g_object_unref (self->file);
  g_free (self->tab);
  g_free (self->filter);
  g_strfreev (self->more);
  g_strfreev (self->picks);
  g_strfreev (self->exclusions);
  g_free (self);
}

char *
pv_session_dup_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "pcapviz", "session", NULL);
}

static void
write_span (GKeyFile     *keys,
            const char   *group,
            const char   *name,
            const PvSpan *span)
{
  g_autofree char *text = NULL;

  if (span->start_ns >= span->end_ns)
    return;

  text = g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, span->start_ns, span->end_ns);
  g_key_file_set_string (keys, group, name, text);
}

static void
write_list (GKeyFile   *keys,
            const char *group,
            const char *name,
            char      **texts)
{
  if (texts != NULL && texts[0] != NULL)
    g_key_file_set_string_list (keys, group, name, (const char *const *) texts, g_strv_length (texts));
}

static void
write_window (GKeyFile              *keys,
              const char            *group,
              const PvSessionWindow *window)
{
  g_autofree char *uri = g_file_get_uri (window->file);

  g_key_file_set_string (keys, group, "URI", uri);
  write_list (keys, group, "More", window->more);
  g_key_file_set_integer (keys, group, "Width", window->width);
  g_key_file_set_integer (keys, group, "Height", window->height);
  g_key_file_set_boolean (keys, group, "Maximized", window->is_maximized);
  if (window->tab != NULL)
    g_key_file_set_string (keys, group, "Tab", window->tab);
  if (window->filter != NULL)
    g_key_file_set_string (keys, group, "Filter", window->filter);
  write_list (keys, group, "Picks", window->picks);
  write_list (keys, group, "Exclusions", window->exclusions);
  write_span (keys, group, "Selection", &window->selection);
  write_span (keys, group, "View", &window->view);
}

static gboolean
remove_file (const char  *path,
             GError     **error)
{
  int saved_errno;

  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;

  saved_errno = errno;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (saved_errno), "%s: %s", path, g_strerror (saved_errno));

  return FALSE;
}

gboolean
pv_session_save (const char  *path,
                 GPtrArray   *windows,
                 GError     **error)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autofree char *folder = NULL;
  g_autofree char *text = NULL;
  gsize length;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (windows != NULL, FALSE);

  if (windows->len == 0)
    return remove_file (path, error);

  for (guint i = 0; i < MIN (windows->len, PV_SESSION_MAX_WINDOWS); i++)
    {
      g_autofree char *group = g_strdup_printf (GROUP, i);

      write_window (keys, group, g_ptr_array_index (windows, i));
    }

  folder = g_path_get_dirname (path);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int saved_errno = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (saved_errno), "%s: %s", folder,
                   g_strerror (saved_errno));
      return FALSE;
    }

  text = g_key_file_to_data (keys, &length, NULL);

  return g_file_set_contents_full (path, text, length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static int
read_length (GKeyFile   *keys,
             const char *group,
             const char *name)
{
  int length = g_key_file_get_integer (keys, group, name, NULL);

  return length > 0 && length <= MAX_LENGTH ? length : 0;
}

static PvSpan
read_span (GKeyFile   *keys,
           const char *group,
           const char *name)
{
  g_autofree char *text = g_key_file_get_string (keys, group, name, NULL);
  g_auto (GStrv) times = NULL;
  PvSpan span;

  if (text == NULL)
    return (PvSpan) { 0, 0 };

  times = g_strsplit (text, "/", 3);
  if (g_strv_length (times) != 2 ||
      !g_ascii_string_to_signed (times[0], 10, G_MININT64, G_MAXINT64, &span.start_ns, NULL) ||
      !g_ascii_string_to_signed (times[1], 10, G_MININT64, G_MAXINT64, &span.end_ns, NULL) ||
      span.start_ns >= span.end_ns)
    return (PvSpan) { 0, 0 };

  return span;
}

/* Those of further files; NULL where there are none, or what is none among them. */
static char **
read_uris (GKeyFile   *keys,
           const char *group)
{
  g_auto (GStrv) uris = g_key_file_get_string_list (keys, group, "More", NULL, NULL);

  for (guint i = 0; uris != NULL && uris[i] != NULL; i++)
    if (!g_uri_is_valid (uris[i], G_URI_FLAGS_ENCODED, NULL))
      return NULL;

  return uris != NULL && uris[0] != NULL ? g_steal_pointer (&uris) : NULL;
}

/* Returns: NULL where there is no window of that number, or none that can be. */
static PvSessionWindow *
read_window (GKeyFile   *keys,
             const char *group)
{
  g_autofree char *uri = g_key_file_get_string (keys, group, "URI", NULL);
  g_autoptr (GFile) file = NULL;
  PvSessionWindow *window;

  /* encoded: names of files need not be UTF-8 */
  if (uri == NULL || !g_uri_is_valid (uri, G_URI_FLAGS_ENCODED, NULL))
    return NULL;

  file = g_file_new_for_uri (uri);
  window = pv_session_window_new (file);
  g_assert (window != NULL);
  window->more = read_uris (keys, group);
  window->width = read_length (keys, group, "Width");
  window->height = read_length (keys, group, "Height");
  window->is_maximized = g_key_file_get_boolean (keys, group, "Maximized", NULL);
  window->tab = g_key_file_get_string (keys, group, "Tab", NULL);
  window->filter = g_key_file_get_string (keys, group, "Filter", NULL);
  window->picks = g_key_file_get_string_list (keys, group, "Picks", NULL, NULL);
  window->exclusions = g_key_file_get_string_list (keys, group, "Exclusions", NULL, NULL);
  window->selection = read_span (keys, group, "Selection");
  window->view = read_span (keys, group, "View");

  return window;
}

/* Returns: (nullable): the text, where it is not too long. */
static char *
read_text (const char *path,
           gsize      *length)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  g_autofree char *text = NULL;

  if (stream == NULL)
    return NULL;

  text = g_malloc (MAX_SIZE);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), text, MAX_SIZE, length, NULL, NULL) ||
      *length == MAX_SIZE)
    return NULL;

  return g_steal_pointer (&text);
}

GPtrArray *
pv_session_take (const char *path)
{
  g_autoptr (GPtrArray) windows = g_ptr_array_new_with_free_func ((GDestroyNotify) pv_session_window_free);
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autofree char *text = NULL;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  text = read_text (path, &length);
  /* what cannot be taken away could be opened again and again */
  if (!remove_file (path, NULL) || text == NULL ||
      !g_key_file_load_from_data (keys, text, length, G_KEY_FILE_NONE, NULL))
    return g_steal_pointer (&windows);

  for (guint i = 0; i < PV_SESSION_MAX_WINDOWS; i++)
    {
      g_autofree char *group = g_strdup_printf (GROUP, i);
      PvSessionWindow *window = read_window (keys, group);

      if (window != NULL)
        g_ptr_array_add (windows, window);
    }

  return g_steal_pointer (&windows);
}
