/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-file-identity.c: what tells a local file from another that has taken its place. */
#include "pv-file-identity.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pv-types.h"

/* Up to @size bytes of the beginning. Returns how many there were. */
static gsize
read_head (int     fd,
           gsize   size,
           guint8 *digest)
{
  guint8 head[PV_FILE_IDENTITY_HEAD_SIZE];
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length = 0;
  gsize digest_size = 32;

  while (length < size)
    {
      ssize_t n = pread (fd, head + length, size - length, (off_t) length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        break;
      length += (gsize) n;
    }

  g_checksum_update (checksum, head, (gssize) length);
  g_checksum_get_digest (checksum, digest, &digest_size);

  return length;
}

static gint64
get_ns (const struct timespec *time)
{
  return (gint64) ((guint64) time->tv_sec * PV_NS_PER_SECOND + (guint64) time->tv_nsec);
}

void
pv_file_identity_get (PvFileIdentity *self,
                      int             fd)
{
  struct stat info;

  *self = (PvFileIdentity){ .is_known = FALSE };
  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    return;

  self->is_known = TRUE;
  self->device = info.st_dev;
  self->inode = info.st_ino;
  self->size = (guint64) info.st_size;
  self->modified_ns = get_ns (&info.st_mtim);
  self->changed_ns = get_ns (&info.st_ctim);
  self->head_size = read_head (fd, MIN (self->size, PV_FILE_IDENTITY_HEAD_SIZE), self->head);
}

gboolean
pv_file_identity_is_still (const PvFileIdentity *self,
                           int                   fd)
{
  PvFileIdentity now;
  struct stat info;
  guint8 head[32];

  if (!self->is_known)
    return TRUE;

  pv_file_identity_get (&now, fd);
  if (!now.is_known || now.device != self->device || now.inode != self->inode || now.size < self->size)
    return FALSE;

  /* it was written to, and did not become longer: who writes changes the time a moment before the length */
  if (now.size == self->size && now.modified_ns != self->modified_ns
      && (fstat (fd, &info) != 0 || (guint64) info.st_size <= self->size))
    return FALSE;

  return read_head (fd, self->head_size, head) == self->head_size && memcmp (head, self->head, sizeof head) == 0;
}

gboolean
pv_file_identity_go_on (PvFileIdentity *self,
                        const char     *path)
{
  int fd = open (path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  gboolean is_still = fd >= 0 && pv_file_identity_is_still (self, fd);

  if (is_still)
    pv_file_identity_get (self, fd);
  if (fd >= 0)
    close (fd);

  return is_still;
}

static gboolean
is_as_told (const PvFileIdentity *self,
            const struct stat    *info)
{
  return info->st_dev == self->device && info->st_ino == self->inode && (guint64) info->st_size == self->size
         && get_ns (&info->st_mtim) == self->modified_ns;
}

gboolean
pv_file_identity_was_rewritten (const PvFileIdentity *self,
                                int                   fd)
{
  struct stat info;
  guint8 head[32];

  if (!self->is_known || fstat (fd, &info) != 0 || is_as_told (self, &info))
    return FALSE;

  if (read_head (fd, self->head_size, head) == self->head_size && memcmp (head, self->head, sizeof head) != 0)
    return TRUE;

  /* looked at once more: who writes changes the time a moment before the length */
  return fstat (fd, &info) == 0 && (guint64) info.st_size == self->size && get_ns (&info.st_mtim) != self->modified_ns;
}

gboolean
pv_file_identity_is_at (const PvFileIdentity *self,
                        const char           *path)
{
  struct stat info;

  return stat (path, &info) != 0 || is_as_told (self, &info);
}
