/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-source.c: a file or a pipe becomes bytes, decompressed on the way. */
#include "config.h"

#include "pv-source.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pv-decoder.h"
#include "pv-error.h"
#include "pv-piece.h"
#include "pv-poll.h"

/* Compressed bytes are read in pieces of this size. */
#define INPUT_SIZE ((gsize) PV_PIECE (256 * 1024, 1024))

struct _PvSource
{
  /* A local file is read by its descriptor, what is kept of a pipe from there, anything else as a stream. */
  int fd;
  PvSpool *kept;
  GInputStream *stream;
  gboolean may_block;
  PvSpool *keeper; /* (nullable): gets what is read */

  guint64 size;
  PvFileIdentity identity;
  guint64 position; /* atomic: 64-bit accesses do not tear on the platforms GTK runs on */

  /* What was read to recognise the format, and compressed bytes that wait for the decoder. */
  guint8 *input;
  const guint8 *next;
  gsize n_next;

  PvDecoder *decoder;
  guint64 n_decoded; /* bytes that it made */
  guint64 n_free; /* so many of them whatever it made them of */
};

/* Reads at @offset of a local file, and what comes next of what has no offsets. -1 with errno set. */
static gssize
read_at (const PvSource *self,
         guint8         *buffer,
         gsize           size,
         guint64         offset)
{
  gssize n;

  do
    n = self->identity.is_known ? pread (self->fd, buffer, size, (off_t) offset) : read (self->fd, buffer, size);
  while (n < 0 && errno == EINTR);

  return n;
}

/* Reads bytes as they are in the file. */
static gssize
read_raw (PvSource      *self,
          guint8        *buffer,
          gsize          size,
          GCancellable  *cancellable,
          GError       **error)
{
  gssize n;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return -1;

  if (self->stream != NULL)
    {
      n = g_input_stream_read (self->stream, buffer, size, cancellable, error);
      if (n < 0)
        return -1;
    }
  else if (self->kept != NULL)
    {
      n = pv_spool_read (self->kept, self->position, buffer, size, error);
      if (n < 0)
        return -1;
    }
  else
    {
      if (self->may_block && !pv_poll_wait (self->fd, POLLIN, cancellable, error))
        return -1;

      n = read_at (self, buffer, size, self->position);

      if (n < 0)
        {
          int code = errno;

          g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
          return -1;
        }
    }

  if (self->keeper != NULL)
    pv_spool_add (self->keeper, buffer, (gsize) n);
  __atomic_store_n (&self->position, self->position + (guint64) n, __ATOMIC_RELAXED);

  return n;
}

static gboolean
open_file (PvSource      *self,
           GFile         *file,
           GCancellable  *cancellable,
           GError       **error)
{
  const char *path = g_file_peek_path (file);
  struct stat info;

  if (path == NULL)
    {
      g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
      g_autoptr (GFileInfo) file_info = NULL;

      if (stream == NULL)
        return FALSE;

      file_info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable, NULL);
      if (file_info != NULL)
        self->size = (guint64) MAX (g_file_info_get_size (file_info), 0);

      self->stream = G_INPUT_STREAM (g_steal_pointer (&stream));
      return TRUE;
    }

  /* Non-blocking, so that a named pipe without a writer does not hang in open(). */
  self->fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (self->fd < 0 || fstat (self->fd, &info) != 0)
    {
      int code = errno;

      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
      return FALSE;
    }

  if (S_ISDIR (info.st_mode))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, _("it is a folder"));
      return FALSE;
    }

  if (S_ISREG (info.st_mode))
    {
      self->size = (guint64) info.st_size;
      pv_file_identity_get (&self->identity, self->fd);
      (void) posix_fadvise (self->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    }
  else
    {
      int flags = fcntl (self->fd, F_GETFL);

      self->may_block = TRUE;
      if (flags >= 0)
        (void) fcntl (self->fd, F_SETFL, flags & ~O_NONBLOCK);
    }

  return TRUE;
}

/* Recognises what the bytes are compressed with. */
static gboolean
read_magic (PvSource      *self,
            GCancellable  *cancellable,
            GError       **error)
{
  self->input = g_try_malloc (INPUT_SIZE);
  if (self->input == NULL)
    return pv_error_set_no_memory (error);
  self->next = self->input;

  /* The magic may come byte by byte through a pipe. */
  while (self->n_next < PV_DECODER_MAGIC_SIZE)
    {
      gssize n = read_raw (self, self->input + self->n_next, INPUT_SIZE - self->n_next, cancellable, error);

      if (n < 0)
        return FALSE;
      if (n == 0)
        break;
      self->n_next += (gsize) n;
    }

  self->decoder = pv_decoder_new_for_magic (self->next, self->n_next);

  return TRUE;
}

PvSource *
pv_source_open_keeping (GFile         *file,
                        PvSpool       *spool,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autoptr (PvSource) self = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_new0 (PvSource, 1);
  self->fd = -1;
  self->n_free = PV_SOURCE_FREE_BYTES;
  if (!open_file (self, file, cancellable, error))
    return NULL;
  if (spool != NULL && self->may_block)
    self->keeper = pv_spool_ref (spool);

  return read_magic (self, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

PvSource *
pv_source_open (GFile         *file,
                GCancellable  *cancellable,
                GError       **error)
{
  return pv_source_open_keeping (file, NULL, cancellable, error);
}

PvSource *
pv_source_open_spool (PvSpool       *spool,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autoptr (PvSource) self = NULL;

  g_return_val_if_fail (spool != NULL, NULL);

  self = g_new0 (PvSource, 1);
  self->fd = -1;
  self->n_free = PV_SOURCE_FREE_BYTES;
  self->kept = pv_spool_ref (spool);
  self->size = pv_spool_get_size (spool);

  return read_magic (self, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

void
pv_source_set_free_bytes (PvSource *self,
                          guint64   n)
{
  g_return_if_fail (self != NULL);

  self->n_free = n;
}

void
pv_source_free (PvSource *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->decoder, pv_decoder_free);
  g_clear_object (&self->stream);
  pv_spool_unref (self->kept);
  pv_spool_unref (self->keeper);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->input);
  g_free (self);
}

/* FALSE where so little becomes so much that it was made to. */
static gboolean
count_decoded (PvSource  *self,
               gsize      n,
               GError   **error)
{
  self->n_decoded += n;
  if (self->n_decoded <= self->n_free ||
      self->n_decoded / PV_SOURCE_MAX_GROWTH <= pv_source_get_position (self))
    return TRUE;

  g_set_error (error, PV_ERROR, PV_ERROR_DAMAGED,
               /* Translators: %s is a compression, as in “gzip” */
               _("the %s data becomes more than %u times as long, which captures hardly do. What follows is left out: "
                 "decompress the file to see it"),
               pv_decoder_get_name (self->decoder), PV_SOURCE_MAX_GROWTH);

  return FALSE;
}

static gssize
read_decoded (PvSource      *self,
              guint8        *buffer,
              gsize          size,
              GCancellable  *cancellable,
              GError       **error)
{
  for (;;)
    {
      gssize n;

      /* A few bytes may become so many that it is long until the next are read. */
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return -1;

      /* Asked even without input: the library may hold back output. */
      n = pv_decoder_run (self->decoder, &self->next, &self->n_next, buffer, size, error);
      if (n > 0 && !count_decoded (self, (gsize) n, error))
        return -1;
      if (n != 0)
        return n;

      if (self->n_next == 0)
        {
          n = read_raw (self, self->input, INPUT_SIZE, cancellable, error);
          if (n < 0)
            return -1;

          if (n == 0)
            {
              if (pv_decoder_at_end (self->decoder))
                return 0;

              g_set_error (error, PV_ERROR, PV_ERROR_DAMAGED, _("the %s data ends early"),
                           pv_decoder_get_name (self->decoder));
              return -1;
            }

          self->next = self->input;
          self->n_next = (gsize) n;
        }
    }
}

gssize
pv_source_read (PvSource      *self,
                guint8        *buffer,
                gsize          size,
                GCancellable  *cancellable,
                GError       **error)
{
  g_return_val_if_fail (self != NULL, -1);
  g_return_val_if_fail (size > 0, -1);

  if (self->decoder != NULL)
    return read_decoded (self, buffer, size, cancellable, error);

  if (self->n_next > 0)
    {
      gsize n = MIN (size, self->n_next);

      memcpy (buffer, self->next, n);
      self->next += n;
      self->n_next -= n;

      return (gssize) n;
    }

  return read_raw (self, buffer, size, cancellable, error);
}

gboolean
pv_source_can_go (PvSource *self)
{
  return self->fd >= 0 && self->identity.is_known && self->decoder == NULL;
}

gboolean
pv_source_go_to (PvSource *self,
                 guint64   offset)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!pv_source_can_go (self) || offset > G_MAXINT64)
    return FALSE;

  self->n_next = 0;
  __atomic_store_n (&self->position, offset, __ATOMIC_RELAXED);

  return TRUE;
}

gboolean
pv_source_has_pieces (PvSource *self)
{
  return pv_source_can_go (self) && self->n_next == 0;
}

gsize
pv_source_read_piece (PvSource *self,
                      guint64   offset,
                      guint8   *buffer,
                      gsize     size)
{
  return offset <= G_MAXINT64 ? (gsize) MAX (read_at (self, buffer, size, offset), 0) : 0;
}

void
pv_source_pass (PvSource *self,
                gsize     n)
{
  __atomic_store_n (&self->position, self->position + n, __ATOMIC_RELAXED);
}

gboolean
pv_source_is_ready (PvSource *self)
{
  struct pollfd fd;

  g_return_val_if_fail (self != NULL, TRUE);

  fd = (struct pollfd){ .fd = self->fd, .events = POLLIN };

  return !self->may_block || self->n_next > 0 || poll (&fd, 1, 0) != 0;
}

guint64
pv_source_get_position (PvSource *self)
{
  return __atomic_load_n (&self->position, __ATOMIC_RELAXED);
}

guint64
pv_source_get_size (PvSource *self)
{
  return self->size;
}

const PvFileIdentity *
pv_source_get_identity (PvSource *self)
{
  return &self->identity;
}

gboolean
pv_source_is_still (PvSource             *self,
                    const PvFileIdentity *identity)
{
  return !identity->is_known || (self->fd >= 0 && pv_file_identity_is_still (identity, self->fd));
}

gboolean
pv_source_was_rewritten (PvSource *self)
{
  return self->fd >= 0 && pv_file_identity_was_rewritten (&self->identity, self->fd);
}

void
pv_source_update_identity (PvSource       *self,
                           PvFileIdentity *identity)
{
  g_return_if_fail (self != NULL && self->fd >= 0);

  pv_file_identity_get (identity, self->fd);
}

gboolean
pv_source_is_damaged (PvSource *self)
{
  return self->decoder != NULL && pv_decoder_is_damaged (self->decoder);
}

const char *
pv_source_get_compression (PvSource *self)
{
  return self->decoder != NULL ? pv_decoder_get_name (self->decoder) : NULL;
}
