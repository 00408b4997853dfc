/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-whole-file.c: a file that appears whole or not at all. */
#include "config.h"

#include "pv-whole-file.h"

#include <errno.h>
#include <gio/gfiledescriptorbased.h>
#include <stdlib.h>
#include <unistd.h>

/* g_file_replace() writes straight into a file that is not there yet, and leaves what was written when it
 * is given up. */

#define MAX_TRIES 100
/* More at a time are not removed by pv_whole_file_remove_unfinished(). */
#define MAX_UNFINISHED 16

/* Paths of temporary files, which a signal's handler may read at any moment. */
static char *unfinished[MAX_UNFINISHED];

struct _PvWholeFile
{
  GFile *file;
  GFile *temporary; /* NULL where the file itself is written to, and when it has taken its place */
  GFileOutputStream *stream;
  guint32 mode; /* of the file that is replaced; 0 for none */
  char *path; /* of the temporary file, as it stands among the unfinished; NULL where it does not */
};

/* Before there is such a file, so that no signal comes between. */
static void
remember_unfinished (PvWholeFile *self,
                     GFile       *temporary)
{
  char *path = g_file_get_path (temporary);

  for (guint i = 0; path != NULL && self->path == NULL && i < MAX_UNFINISHED; i++)
    {
      char *none = NULL;

      if (__atomic_compare_exchange_n (&unfinished[i], &none, path, FALSE, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))
        self->path = path;
    }
  if (self->path == NULL)
    g_free (path);
}

static void
forget_unfinished (PvWholeFile *self)
{
  for (guint i = 0; self->path != NULL && i < MAX_UNFINISHED; i++)
    {
      char *path = self->path;

      __atomic_compare_exchange_n (&unfinished[i], &path, NULL, FALSE, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    }
  g_clear_pointer (&self->path, g_free);
}

void
pv_whole_file_remove_unfinished (void)
{
  for (guint i = 0; i < MAX_UNFINISHED; i++)
    {
      const char *path = __atomic_load_n (&unfinished[i], __ATOMIC_SEQ_CST);

      if (path != NULL)
        unlink (path);
    }
}

/* The file that symbolic links lead to, which is to be replaced rather than the link. */
static GFile *
follow_links (GFile *file)
{
  const char *path = g_file_peek_path (file);
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;
  char *real;
  GFile *target;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    return g_object_ref (file);

  real = realpath (path, NULL);
  if (real != NULL)
    {
      target = g_file_new_for_path (real);
    }
  else
    {
      /* one that leads to what is to be made */
      g_autofree char *link = g_file_read_link (path, NULL);

      target = link != NULL ? g_file_new_for_commandline_arg_and_cwd (link, folder) : g_object_ref (file);
    }
  free (real);

  return target;
}

/* Passes @error on, with the name of the file that was asked for instead of the temporary one's. */
static void
propagate_renamed (GError **error,
                   GError  *source,
                   GFile   *temporary,
                   GFile   *file)
{
  g_autofree char *temporary_name = g_file_get_parse_name (temporary);
  g_autofree char *name = g_file_get_parse_name (file);
  g_auto (GStrv) parts = g_strsplit (source->message, temporary_name, -1);
  g_autofree char *message = g_strjoinv (name, parts);

  g_set_error_literal (error, source->domain, source->code, message);
  g_error_free (source);
}

static gboolean
create_temporary (PvWholeFile   *self,
                  GFile         *folder,
                  GCancellable  *cancellable,
                  GError       **error)
{
  for (guint i = 0;; i++)
    {
      g_autofree char *name = g_strdup_printf (".pcapviz-%08x.part", g_random_int ());
      g_autoptr (GFile) file = g_file_get_child (folder, name);
      g_autoptr (GError) local_error = NULL;

      remember_unfinished (self, file);
      self->stream = g_file_create (file, G_FILE_CREATE_NONE, cancellable, &local_error);
      if (self->stream != NULL)
        {
          self->temporary = g_steal_pointer (&file);
          return TRUE;
        }
      forget_unfinished (self);
      if (i == MAX_TRIES || !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_EXISTS))
        {
          propagate_renamed (error, g_steal_pointer (&local_error), file, self->file);
          return FALSE;
        }
    }
}

PvWholeFile *
pv_whole_file_new (GFile         *file,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr (PvWholeFile) self = NULL;
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GFile) folder = NULL;
  GFileType type;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_new0 (PvWholeFile, 1);
  self->file = follow_links (file);
  info = g_file_query_info (self->file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_UNIX_MODE,
                            G_FILE_QUERY_INFO_NONE, cancellable, NULL);
  type = info != NULL ? g_file_info_get_file_type (info) : G_FILE_TYPE_UNKNOWN;
  folder = g_file_get_parent (self->file);

  if (type == G_FILE_TYPE_DIRECTORY)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, g_strerror (EISDIR));
      return NULL;
    }
  if (type == G_FILE_TYPE_SPECIAL || folder == NULL)
    {
      self->stream = g_file_append_to (self->file, G_FILE_CREATE_NONE, cancellable, error);
      return self->stream != NULL ? g_steal_pointer (&self) : NULL;
    }

  if (info != NULL && g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_UNIX_MODE))
    self->mode = g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_UNIX_MODE) & 0777;

  return create_temporary (self, folder, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

void
pv_whole_file_free (PvWholeFile *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->stream);
  if (self->temporary != NULL)
    g_file_delete (self->temporary, NULL, NULL);
  forget_unfinished (self);
  g_clear_object (&self->temporary);
  g_clear_object (&self->file);
  g_free (self);
}

GOutputStream *
pv_whole_file_get_stream (PvWholeFile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return G_OUTPUT_STREAM (self->stream);
}

/* Waits until a local file is on disk, so that a computer that loses its power has the old one or the
 * new. */
static gboolean
sync_to_disk (GFileOutputStream  *stream,
              GError            **error)
{
  if (!G_IS_FILE_DESCRIPTOR_BASED (stream) ||
      fsync (g_file_descriptor_based_get_fd (G_FILE_DESCRIPTOR_BASED (stream))) == 0 ||
      (errno != EIO && errno != ENOSPC && errno != EDQUOT))
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));

  return FALSE;
}

gboolean
pv_whole_file_close (PvWholeFile   *self,
                     GCancellable  *cancellable,
                     GError       **error)
{
  GError *local_error = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->temporary == NULL)
    return g_output_stream_close (G_OUTPUT_STREAM (self->stream), cancellable, error);

  if (!g_output_stream_flush (G_OUTPUT_STREAM (self->stream), cancellable, error) ||
      !sync_to_disk (self->stream, error) ||
      !g_output_stream_close (G_OUTPUT_STREAM (self->stream), cancellable, error))
    return FALSE;

  /* who may read it is kept where that can be */
  if (self->mode != 0)
    g_file_set_attribute_uint32 (self->temporary, G_FILE_ATTRIBUTE_UNIX_MODE, self->mode,
                                 G_FILE_QUERY_INFO_NONE, NULL, NULL);
  if (!g_file_move (self->temporary, self->file,
                    G_FILE_COPY_OVERWRITE | G_FILE_COPY_NO_FALLBACK_FOR_MOVE, cancellable, NULL, NULL,
                    &local_error))
    {
      propagate_renamed (error, local_error, self->temporary, self->file);
      return FALSE;
    }

  forget_unfinished (self);
  g_clear_object (&self->temporary);

  return TRUE;
}
