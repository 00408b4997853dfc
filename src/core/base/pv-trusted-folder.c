/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-trusted-folder.c: a folder that is to be written in, found without being led astray. */
#include "config.h"

#include "pv-trusted-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/magic.h>
#include <sys/vfs.h>
#endif

/* As many as Linux follows. */
#define MAX_LINKS 40

#define FOLDER_FLAGS (O_PATH | O_DIRECTORY | O_CLOEXEC)

gboolean
pv_trusted_folder_is_trap (int                folder_fd,
                           const struct stat *info)
{
  struct stat folder;

  if (info->st_uid == geteuid ())
    return FALSE;

  return fstat (folder_fd, &folder) == 0 && (folder.st_mode & S_ISVTX) != 0 && (folder.st_mode & S_IWOTH) != 0
         && folder.st_uid != info->st_uid;
}

gboolean
pv_trusted_folder_is_magic (int fd)
{
#ifdef __linux__
  struct statfs info;

  return fstatfs (fd, &info) == 0 && info.f_type == PROC_SUPER_MAGIC;
#else
  return FALSE;
#endif
}

static int walk (int         folder_fd,
                 const char *path,
                 guint      *n_links);

/* Where the link @name leads. */
static int
follow (int         folder_fd,
        const char *name,
        guint      *n_links)
{
  char target[PATH_MAX];
  int fd = openat (folder_fd, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
  gboolean is_magic;
  struct stat info;
  ssize_t length;
  int code = 0;

  if (fd < 0)
    return -1;

  is_magic = pv_trusted_folder_is_magic (fd);
  length = readlinkat (fd, "", target, sizeof target - 1);
  if (fstat (fd, &info) != 0 || !S_ISLNK (info.st_mode) || length < 0)
    code = ENOTDIR;
  else if (pv_trusted_folder_is_trap (folder_fd, &info))
    code = EACCES;
  else if (++*n_links > MAX_LINKS)
    code = ELOOP;
  close (fd);
  if (code != 0)
    {
      errno = code;
      return -1;
    }

  target[length] = '\0';

  return is_magic ? openat (folder_fd, name, FOLDER_FLAGS) : walk (folder_fd, target, n_links);
}

static int
walk (int         folder_fd,
      const char *path,
      guint      *n_links)
{
  g_auto (GStrv) names = g_strsplit (path, "/", -1);
  int here = openat (folder_fd, *path == '/' ? "/" : ".", FOLDER_FLAGS);

  for (char **name = names; here >= 0 && *name != NULL; name++)
    {
      int next;
      int code;

      if (**name == '\0')
        continue;

      /* a folder, mostly; and asked for as one, it is mounted where that is done on demand */
      next = openat (here, *name, FOLDER_FLAGS | O_NOFOLLOW);
      if (next < 0 && (errno == ENOTDIR || errno == ELOOP))
        next = follow (here, *name, n_links);
      code = errno;
      close (here);
      errno = code;
      here = next;
    }

  return here;
}

int
pv_trusted_folder_open (int         folder_fd,
                        const char *path)
{
  guint n_links = 0;

  g_return_val_if_fail (path != NULL, -1);

  return walk (folder_fd, path, &n_links);
}
