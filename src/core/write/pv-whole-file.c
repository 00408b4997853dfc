/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-whole-file.c: a file that appears whole or not at all. */
#include "config.h"

#include "pv-whole-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "pv-end-signals.h"
#include "pv-fd-stream.h"
#include "pv-part.h"

/* g_file_replace() writes straight into a file that is not there yet, and leaves what was written when it
 * is given up. */

#define MAX_TRIES 100
/* How often is looked whether somebody reads a pipe by now. */
#define READER_INTERVAL_US 20000

struct _PvWholeFile
{
  GFile *file;
  GOutputStream *stream;

  /* of a local file: what takes its place; or, where it is no regular file, itself */
  PvPart *part;
  int fd;

  /* of one elsewhere; NULL when it has taken its place */
  GFile *temporary;
  guint32 mode; /* of the file that it replaces; 0 for none */
};

static void
end_cb (int signal)
{
  pv_part_remove_unfinished ();
  raise (signal);
}

void
pv_whole_file_clean_up_on_signals (void)
{
  pv_end_signals_handle (end_cb);
}

void
pv_whole_file_clean_up_after (void (*remember) (gpointer data),
                              gpointer data)
{
  pv_end_signals_watch (remember, data, end_cb);
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

  if (strstr (message, name) != NULL)
    g_set_error_literal (error, source->domain, source->code, message);
  else
    g_set_error (error, source->domain, source->code, _("Could not write “%s”: %s"), name, message);
  g_error_free (source);
}

static gboolean
create_temporary (PvWholeFile   *self,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (GFile) folder = g_file_get_parent (self->file);
  g_autoptr (GFileInfo) info = g_file_query_info (self->file, G_FILE_ATTRIBUTE_UNIX_MODE, G_FILE_QUERY_INFO_NONE,
                                                  cancellable, NULL);

  if (info != NULL)
    self->mode = g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_UNIX_MODE) & 0777;

  for (guint i = 0;; i++)
    {
      g_autofree char *name = g_strdup_printf (".pcapviz-%08x.part", g_random_int ());
      g_autoptr (GFile) file = folder != NULL ? g_file_get_child (folder, name) : g_object_ref (self->file);
      GError *local_error = NULL;

      self->stream = G_OUTPUT_STREAM (g_file_create (file, self->mode != 0 ? G_FILE_CREATE_PRIVATE : G_FILE_CREATE_NONE,
                                                      cancellable, &local_error));
      if (self->stream != NULL)
        {
          self->temporary = g_steal_pointer (&file);
          return TRUE;
        }
      if (i == MAX_TRIES || !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_EXISTS))
        {
          propagate_renamed (error, local_error, file, self->file);
          return FALSE;
        }
      g_error_free (local_error);
    }
}

/* Opens what is no regular file. One may wait for long for somebody to read a pipe, and give up. */
static gboolean
open_special (PvWholeFile    *self,
              const PvPlace  *place,
              const char     *path,
              GCancellable   *cancellable,
              GError        **error)
{
  int flags = O_WRONLY | O_APPEND | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC;

  if (S_ISFIFO (place->info.st_mode) && cancellable != NULL)
    flags |= O_NONBLOCK;

  for (;;)
    {
      self->fd = openat (place->folder_fd, place->name, flags);
      if (self->fd >= 0)
        return TRUE;
      if (errno != ENXIO || (flags & O_NONBLOCK) == 0)
        return pv_place_set_error (path, errno, error);

      g_usleep (READER_INTERVAL_US);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
}

static gboolean
open_local (PvWholeFile   *self,
            const char    *path,
            GCancellable  *cancellable,
            GError       **error)
{
  g_auto (PvPlace) place = { .folder_fd = -1, .fd = -1 };

  if (!pv_place_find (&place, path, error))
    return FALSE;

  if (place.fd >= 0)
    {
      self->fd = place.fd;
      place.fd = -1;
    }
  else if (place.exists && S_ISDIR (place.info.st_mode))
    {
      return pv_place_set_error (path, EISDIR, error);
    }
  else if (place.exists && !S_ISREG (place.info.st_mode))
    {
      if (!open_special (self, &place, path, cancellable, error))
        return FALSE;
    }
  else
    {
      self->part = pv_part_new (&place, path, error);
      if (self->part == NULL)
        return FALSE;
    }

  self->stream = pv_fd_stream_new (pv_whole_file_get_fd (self), path);

  return TRUE;
}

PvWholeFile *
pv_whole_file_new (GFile         *file,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr (PvWholeFile) self = NULL;
  const char *path;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  self = g_new0 (PvWholeFile, 1);
  self->fd = -1;
  self->file = g_object_ref (file);
  path = g_file_peek_path (file);
  if (path != NULL ? !open_local (self, path, cancellable, error) : !create_temporary (self, cancellable, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
pv_whole_file_free (PvWholeFile *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->stream);
  g_clear_pointer (&self->part, pv_part_free);
  if (self->fd >= 0)
    close (self->fd);
  if (self->temporary != NULL)
    g_file_delete (self->temporary, NULL, NULL);
  g_clear_object (&self->temporary);
  g_clear_object (&self->file);
  g_free (self);
}

GOutputStream *
pv_whole_file_get_stream (PvWholeFile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->stream;
}

int
pv_whole_file_get_fd (PvWholeFile *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return self->part != NULL ? pv_part_get_fd (self->part) : self->fd;
}

/* Waits until all is on disk, so that a computer that loses its power has the old one or the new. */
static gboolean
sync_to_disk (PvWholeFile   *self,
              GCancellable  *cancellable,
              GError       **error)
{
  if (!g_output_stream_flush (self->stream, cancellable, error))
    return FALSE;

  /* what knows no such thing, as a file system in memory, has nothing to wait for */
  if (self->part != NULL && fsync (pv_part_get_fd (self->part)) != 0 &&
      (errno == EIO || errno == ENOSPC || errno == EDQUOT))
    return pv_place_set_error (g_file_peek_path (self->file), errno, error);

  return TRUE;
}

static gboolean
move_temporary (PvWholeFile   *self,
                GCancellable  *cancellable,
                GError       **error)
{
  GError *local_error = NULL;

  /* who may read it is kept where that can be */
  if (self->mode != 0)
    g_file_set_attribute_uint32 (self->temporary, G_FILE_ATTRIBUTE_UNIX_MODE, self->mode, G_FILE_QUERY_INFO_NONE,
                                 cancellable, NULL);
  if (!g_file_move (self->temporary, self->file, G_FILE_COPY_OVERWRITE | G_FILE_COPY_NO_FALLBACK_FOR_MOVE, cancellable,
                    NULL, NULL, &local_error))
    {
      propagate_renamed (error, local_error, self->temporary, self->file);
      return FALSE;
    }

  g_clear_object (&self->temporary);

  return TRUE;
}

gboolean
pv_whole_file_close (PvWholeFile   *self,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!sync_to_disk (self, cancellable, error) || !g_output_stream_close (self->stream, cancellable, error))
    return FALSE;

  if (self->part != NULL)
    return !g_cancellable_set_error_if_cancelled (cancellable, error) && pv_part_take_place (self->part, error);

  return self->temporary == NULL || move_temporary (self, cancellable, error);
}

gboolean
pv_whole_file_is_same (GFile *file,
                       GFile *other)
{
  const char *path = g_file_peek_path (file);
  const char *other_path = g_file_peek_path (other);
  struct stat info;
  struct stat other_info;

  if (path == NULL || other_path == NULL)
    return g_file_equal (file, other);

  return stat (path, &info) == 0 && stat (other_path, &other_info) == 0 && info.st_dev == other_info.st_dev &&
         info.st_ino == other_info.st_ino;
}
