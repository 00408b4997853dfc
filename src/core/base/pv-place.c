/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-place.c: where in the file system a path leads that is to be written. */
#include "config.h"

#include "pv-place.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "pv-trusted-folder.h"

/* As many as Linux follows. */
#define MAX_LINKS 40

gboolean
pv_place_set_error (const char  *path,
                    int          code,
                    GError     **error)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
               /* Translators: the name of a file, and what the system says is wrong with it. */
               _("Could not write “%s”: %s"), path, g_strerror (code));

  return FALSE;
}

void
pv_place_clear (PvPlace *self)
{
  if (self->folder_fd >= 0)
    close (self->folder_fd);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->name);
  *self = (PvPlace){ .folder_fd = -1, .fd = -1 };
}

/* Of a link of /proc: the process's own descriptor itself, which keeps where it was about to write; else what the
 * kernel makes of it. */
static int
open_magic (const PvPlace *self)
{
  struct stat there;
  struct stat own;
  char *end;
  long number;

  if (fstatat (self->folder_fd, self->name, &there, 0) != 0)
    return -1;

  number = strtol (self->name, &end, 10);
  if (end != self->name && *end == '\0' && number >= 0 && number <= INT_MAX && fstat ((int) number, &own) == 0
      && own.st_dev == there.st_dev && own.st_ino == there.st_ino)
    return fcntl ((int) number, F_DUPFD_CLOEXEC, 3);

  return openat (self->folder_fd, self->name, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY);
}

/* Sets folder and name for @path, seen from the folder before. */
static gboolean
enter (PvPlace    *self,
       const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  const char *name = strrchr (path, '/');
  int fd;

  name = name != NULL ? name + 1 : path;
  fd = pv_trusted_folder_open (self->folder_fd >= 0 ? self->folder_fd : AT_FDCWD, folder);
  if (fd < 0)
    return FALSE;

  if (self->folder_fd >= 0)
    close (self->folder_fd);
  self->folder_fd = fd;
  g_free (self->name);
  self->name = g_strdup (name);

  if (*name != '\0' && !g_str_equal (name, ".") && !g_str_equal (name, ".."))
    return TRUE;

  errno = EISDIR;

  return FALSE;
}

/* Looks at what is there. Returns its link's target, or NULL with errno set, to 0 where it is no link. */
static char *
look (PvPlace *self)
{
  char target[PATH_MAX];
  ssize_t length;
  int fd = openat (self->folder_fd, self->name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
  int code = 0;

  if (fd < 0)
    {
      self->exists = FALSE;
      if (errno == ENOENT)
        errno = 0;
      return NULL;
    }

  self->exists = TRUE;
  if (fstat (fd, &self->info) != 0)
    {
      code = errno;
    }
  else if (!S_ISREG (self->info.st_mode) && !S_ISDIR (self->info.st_mode) &&
           pv_trusted_folder_is_trap (self->folder_fd, &self->info))
    {
      code = EACCES;
    }
  else if (S_ISLNK (self->info.st_mode) && pv_trusted_folder_is_magic (fd))
    {
      self->fd = open_magic (self);
      code = self->fd < 0 ? errno : 0;
    }
  else if (S_ISLNK (self->info.st_mode))
    {
      length = readlinkat (fd, "", target, sizeof target - 1);
      code = length < 0 ? errno : 0;
      if (length >= 0)
        {
          target[length] = '\0';
          close (fd);
          return g_strdup (target);
        }
    }

  close (fd);
  errno = code;

  return NULL;
}

gboolean
pv_place_find (PvPlace     *self,
               const char  *path,
               GError     **error)
{
  g_autofree char *next = g_strdup (path);

  *self = (PvPlace){ .folder_fd = -1, .fd = -1 };

  for (guint i = 0; next != NULL; i++)
    {
      g_autofree char *here = g_steal_pointer (&next);

      if (i > MAX_LINKS)
        return pv_place_set_error (path, ELOOP, error);
      if (!enter (self, here))
        return pv_place_set_error (path, errno, error);

      next = look (self);
      if (next == NULL && errno != 0)
        return pv_place_set_error (path, errno, error);
    }

  if (self->fd >= 0)
    {
      close (self->folder_fd);
      self->folder_fd = -1;
    }

  return TRUE;
}
