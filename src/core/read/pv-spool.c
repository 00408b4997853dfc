/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-spool.c: what came through a pipe, kept to be read again. */
#include "config.h"

#include "pv-spool.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pv-error.h"
#include "pv-temporary-file.h"

/* Why nothing is kept; else what the system said, which is greater than 0. */
#define WHOLE 0
#define OVER_LIMIT -1

struct _PvSpool
{
  gatomicrefcount ref_count;
  int fd;
  guint64 limit;
  guint64 size; /* atomic */
  int problem; /* atomic */
};

static gboolean
find_pipe (GFile       *file,
           struct stat *info)
{
  const char *path = g_file_peek_path (file);

  return path != NULL && stat (path, info) == 0 &&
         (S_ISFIFO (info->st_mode) || S_ISCHR (info->st_mode) || S_ISSOCK (info->st_mode));
}

gboolean
pv_spool_is_for (GFile *file)
{
  struct stat info;

  return find_pipe (file, &info);
}

gboolean
pv_spool_are_one (GFile *file,
                  GFile *other)
{
  struct stat a;
  struct stat b;

  return find_pipe (file, &a) && find_pipe (other, &b) && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

gboolean
pv_spool_set_once (GError **error)
{
  g_set_error_literal (error, PV_ERROR, PV_ERROR_UNSUPPORTED,
                       _("a pipe can be read only once. Write what comes out of it to a file, and open that"));

  return FALSE;
}

PvSpool *
pv_spool_new (guint64 limit)
{
  PvSpool *self = g_new0 (PvSpool, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->limit = limit;
  self->fd = pv_temporary_file_open ();
  if (self->fd < 0)
    self->problem = errno;

  return self;
}

PvSpool *
pv_spool_ref (PvSpool *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_spool_unref (PvSpool *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

/* A part is of no use, and only takes room. Who reads meanwhile looks for the problem after reading. */
static void
let_go (PvSpool *self,
        int      problem)
{
  __atomic_store_n (&self->problem, problem, __ATOMIC_SEQ_CST);
  __atomic_store_n (&self->size, 0, __ATOMIC_SEQ_CST);
  if (ftruncate (self->fd, 0) != 0)
    g_debug ("%s", g_strerror (errno));
}

void
pv_spool_add (PvSpool      *self,
              const guint8 *bytes,
              gsize         n)
{
  if (self->problem != WHOLE)
    return;

  if (n > self->limit - self->size)
    {
      let_go (self, OVER_LIMIT);
      return;
    }

  while (n > 0)
    {
      gssize written = write (self->fd, bytes, n);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        {
          let_go (self, written < 0 ? errno : ENOSPC);
          return;
        }
      bytes += written;
      n -= (gsize) written;
      __atomic_store_n (&self->size, self->size + (guint64) written, __ATOMIC_RELEASE);
    }
}

guint64
pv_spool_get_size (const PvSpool *self)
{
  return __atomic_load_n (&self->size, __ATOMIC_ACQUIRE);
}

guint64
pv_spool_get_limit (const PvSpool *self)
{
  return self->limit;
}

gboolean
pv_spool_check (const PvSpool *self,
                GError       **error)
{
  int problem = __atomic_load_n (&self->problem, __ATOMIC_SEQ_CST);
  g_autofree char *limit = NULL;

  if (problem == WHOLE)
    return TRUE;

  if (problem == OVER_LIMIT)
    {
      limit = g_format_size (self->limit);
      g_set_error (error, PV_ERROR, PV_ERROR_UNSUPPORTED,
                   /* Translators: %s is a size, as in “4.0 GB” */
                   _("more came through the pipe than the %s that may be kept of it, so it cannot be read again. Write "
                     "what comes out of it to a file, and open that"),
                   limit);
    }
  else
    {
      g_set_error (error, PV_ERROR, PV_ERROR_UNSUPPORTED,
                   /* Translators: %s is what the system says, as in “No space left on device” */
                   _("what came through the pipe could not be kept (%s), so it cannot be read again. Write what comes "
                     "out of it to a file, and open that"),
                   g_strerror (problem));
    }

  return FALSE;
}

gssize
pv_spool_read (const PvSpool *self,
               guint64        offset,
               guint8        *buffer,
               gsize          size,
               GError       **error)
{
  guint64 end = pv_spool_get_size (self);
  gssize n = 0;

  if (offset < end)
    do
      n = pread (self->fd, buffer, (gsize) MIN (size, end - offset), (off_t) offset);
    while (n < 0 && errno == EINTR);

  if (n < 0)
    {
      int code = errno;

      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
      return -1;
    }

  return pv_spool_check (self, error) ? n : -1;
}
