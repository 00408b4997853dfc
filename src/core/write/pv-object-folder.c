/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object-folder.c: a folder that files from strangers are put into. */
#include "config.h"

#include "pv-object-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "pv-safe-name.h"
#include "pv-trusted-folder.h"

#define ORIGIN_ATTRIBUTE "user.xdg.origin.url"

struct _PvObjectFolder
{
  int fd;
  char *path;
  GHashTable *made; /* how often each name was asked for, by name: the next number, as a pointer */
  GHashTable *own; /* names of files that were made here */
};

PvObjectFolder *
pv_object_folder_open (const char *path,
                       GError    **error)
{
  g_autoptr (PvObjectFolder) self = NULL;
  int place;
  int fd;

  g_return_val_if_fail (path != NULL, NULL);

  place = pv_trusted_folder_open (AT_FDCWD, path);
  fd = place >= 0 ? openat (place, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
  if (place >= 0)
    {
      int code = errno;

      close (place);
      errno = code;
    }
  if (fd < 0)
    {
      int code = errno;
      g_autofree char *name = g_filename_display_name (path);

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                   /* Translators: the name of a folder, and what the system says is wrong with it. */
                   _("Could not open the folder “%s”: %s"), name, g_strerror (code));
      return NULL;
    }

  self = g_new0 (PvObjectFolder, 1);
  self->fd = fd;
  self->path = g_strdup (path);
  self->made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return g_steal_pointer (&self);
}

void
pv_object_folder_free (PvObjectFolder *self)
{
  if (self == NULL)
    return;

  close (self->fd);
  g_free (self->path);
  g_hash_table_unref (self->made);
  g_hash_table_unref (self->own);
  g_free (self);
}

/* Returns -1. */
static int
fail (PvObjectFolder *self,
      const char     *name,
      int             code,
      GError        **error)
{
  g_autofree char *folder = g_filename_display_name (self->path);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
               /* Translators: the names of a file and of a folder, and what the system says is wrong. */
               _("Could not write “%s” into “%s”: %s"), name, folder, g_strerror (code));

  return -1;
}

int
pv_object_folder_create (PvObjectFolder *self,
                         const char     *name,
                         const char     *url,
                         char          **used,
                         GError        **error)
{
  g_autofree char *safe = NULL;
  gsize n;

  g_return_val_if_fail (self != NULL && used != NULL, -1);

  safe = pv_safe_name_make (name);
  n = GPOINTER_TO_SIZE (g_hash_table_lookup (self->made, safe));
  for (;;)
    {
      g_autofree char *numbered = n > 0 ? pv_safe_name_number (safe, n + 1) : g_strdup (safe);
      int fd = openat (self->fd, numbered, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY, 0600);
      int code = errno;

      n++;
      if (fd < 0 && code == EEXIST)
        continue;
      g_hash_table_insert (self->made, g_strdup (safe), GSIZE_TO_POINTER (n));
      if (fd < 0)
        return fail (self, numbered, code, error);

      /* some file systems have no such thing */
      if (url != NULL)
        (void) fsetxattr (fd, ORIGIN_ATTRIBUTE, url, strlen (url), 0);
      g_hash_table_add (self->own, g_strdup (numbered));
      *used = g_steal_pointer (&numbered);

      return fd;
    }
}

int
pv_object_folder_reopen (PvObjectFolder *self,
                         const char     *used,
                         GError        **error)
{
  struct stat info;
  int fd;

  g_return_val_if_fail (self != NULL && used != NULL, -1);

  if (!g_hash_table_contains (self->own, used))
    return fail (self, used, EPERM, error);
  fd = openat (self->fd, used, O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (fd < 0)
    return fail (self, used, errno, error);
  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    {
      close (fd);
      return fail (self, used, EINVAL, error);
    }

  return fd;
}

void
pv_object_folder_remove (PvObjectFolder *self,
                         const char     *used)
{
  g_return_if_fail (self != NULL && used != NULL);

  if (g_hash_table_remove (self->own, used))
    unlinkat (self->fd, used, 0);
}
