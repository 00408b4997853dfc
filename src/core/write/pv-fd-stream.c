/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-fd-stream.c: a stream into an open descriptor, whose errors say which file it is. */
#include "config.h"

#include "pv-fd-stream.h"

#include <errno.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pv-place.h"
#include "pv-poll.h"

struct _PvFdStream
{
  GOutputStream parent_instance;

  int fd;
  char *path;
  gboolean may_block;
};

G_DEFINE_FINAL_TYPE (PvFdStream, pv_fd_stream, G_TYPE_OUTPUT_STREAM)

static gssize
pv_fd_stream_write (GOutputStream  *stream,
                    const void     *buffer,
                    gsize           count,
                    GCancellable   *cancellable,
                    GError        **error)
{
  PvFdStream *self = PV_FD_STREAM (stream);

  for (;;)
    {
      gssize n;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          (self->may_block && cancellable != NULL && !pv_poll_wait (self->fd, POLLOUT, cancellable, error)))
        return -1;

      n = write (self->fd, buffer, count);
      if (n >= 0)
        return n;
      if (errno == EAGAIN && !pv_poll_wait (self->fd, POLLOUT, cancellable, error))
        return -1;
      if (errno != EINTR && errno != EAGAIN)
        {
          pv_place_set_error (self->path, errno, error);
          return -1;
        }
    }
}

static gboolean
pv_fd_stream_close (GOutputStream  *stream,
                    GCancellable   *cancellable,
                    GError        **error)
{
  return TRUE;
}

static void
pv_fd_stream_finalize (GObject *object)
{
  g_free (PV_FD_STREAM (object)->path);

  G_OBJECT_CLASS (pv_fd_stream_parent_class)->finalize (object);
}

static void
pv_fd_stream_class_init (PvFdStreamClass *klass)
{
  GOutputStreamClass *stream_class = G_OUTPUT_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pv_fd_stream_finalize;
  stream_class->write_fn = pv_fd_stream_write;
  stream_class->close_fn = pv_fd_stream_close;
}

static void
pv_fd_stream_init (PvFdStream *self)
{
}

GOutputStream *
pv_fd_stream_new (int         fd,
                  const char *path)
{
  PvFdStream *self;
  struct stat info;

  g_return_val_if_fail (fd >= 0 && path != NULL, NULL);

  self = g_object_new (PV_TYPE_FD_STREAM, NULL);
  self->fd = fd;
  self->path = g_strdup (path);
  self->may_block = fstat (fd, &info) == 0 && !S_ISREG (info.st_mode);

  return G_OUTPUT_STREAM (self);
}
