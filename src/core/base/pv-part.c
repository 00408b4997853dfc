/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-part.c: a local file that is being written, and has no name yet. */
#include "config.h"

#include "pv-part.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#define MAX_TRIES 100
/* More at a time are not removed by pv_part_remove_unfinished(). */
#define MAX_UNFINISHED 64
/* One that was made just now may not be locked yet. */
#define MIN_ABANDONED_SECONDS 60

#define PREFIX ".pcapviz-"
#define SUFFIX ".part"
#define NAME_SIZE sizeof PREFIX "00000000" SUFFIX

struct _PvPart
{
  PvPlace place;
  char *path;
  int fd;
  char name[NAME_SIZE];
  gboolean has_name;
};

/* Those with a name, which a signal's handler may read at any moment. */
static PvPart *unfinished[MAX_UNFINISHED];

/* Before there is such a file, so that no signal comes between. */
static void
remember (PvPart *self)
{
  for (guint i = 0; i < MAX_UNFINISHED; i++)
    {
      PvPart *none = NULL;

      if (__atomic_compare_exchange_n (&unfinished[i], &none, self, FALSE, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))
        return;
    }
}

static void
forget (PvPart *self)
{
  for (guint i = 0; i < MAX_UNFINISHED; i++)
    {
      PvPart *found = self;

      __atomic_compare_exchange_n (&unfinished[i], &found, NULL, FALSE, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    }
}

void
pv_part_remove_unfinished (void)
{
  for (guint i = 0; i < MAX_UNFINISHED; i++)
    {
      PvPart *part = __atomic_load_n (&unfinished[i], __ATOMIC_SEQ_CST);

      if (part != NULL)
        unlinkat (part->place.folder_fd, part->name, 0);
    }
}

/* Whether @name, in @folder_fd, is what a run of this user's left that was killed. Nobody holds its lock. */
static gboolean
is_abandoned (int         folder_fd,
              const char *name)
{
  struct stat info;
  gboolean abandoned;
  int fd;

  if (!g_str_has_prefix (name, PREFIX) || !g_str_has_suffix (name, SUFFIX) ||
      fstatat (folder_fd, name, &info, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG (info.st_mode) ||
      info.st_uid != geteuid () || time (NULL) - info.st_mtime < MIN_ABANDONED_SECONDS)
    return FALSE;

  fd = openat (folder_fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0)
    return FALSE;
  abandoned = flock (fd, LOCK_EX | LOCK_NB) == 0;
  close (fd);

  return abandoned;
}

static void
remove_abandoned (int folder_fd)
{
  int fd = openat (folder_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *folder = fd >= 0 ? fdopendir (fd) : NULL;
  struct dirent *entry;

  if (folder == NULL)
    {
      if (fd >= 0)
        close (fd);
      return;
    }

  while ((entry = readdir (folder)) != NULL)
    if (is_abandoned (folder_fd, entry->d_name))
      unlinkat (folder_fd, entry->d_name, 0);
  closedir (folder);
}

static void
choose_name (PvPart *self)
{
  g_snprintf (self->name, sizeof self->name, PREFIX "%08x" SUFFIX, g_random_int ());
}

static gboolean
create_without_name (PvPart *self,
                     mode_t  mode)
{
#ifdef O_TMPFILE
  /* what gives it a name later */
  if (access ("/proc/self/fd", X_OK) == 0)
    self->fd = openat (self->place.folder_fd, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, mode);
#endif

  return self->fd >= 0;
}

static gboolean
create_with_name (PvPart *self,
                  mode_t  mode)
{
  remove_abandoned (self->place.folder_fd);

  for (guint i = 0; i < MAX_TRIES; i++)
    {
      choose_name (self);
      remember (self);
      self->fd = openat (self->place.folder_fd, self->name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
      if (self->fd >= 0)
        {
          self->has_name = TRUE;
          (void) flock (self->fd, LOCK_EX | LOCK_NB);
          return TRUE;
        }
      forget (self);
      if (errno != EEXIST)
        return FALSE;
    }

  return FALSE;
}

/* As the file has it that is replaced. Where the group cannot be kept, it may no more than everybody. */
static void
keep_mode (PvPart *self)
{
  const struct stat *old = &self->place.info;
  mode_t mode = old->st_mode & 0777;
  struct stat own;

  if (fstat (self->fd, &own) == 0 && (own.st_uid != old->st_uid || own.st_gid != old->st_gid) &&
      fchown (self->fd, old->st_uid, old->st_gid) != 0 && fchown (self->fd, (uid_t) -1, old->st_gid) != 0)
    mode &= (mode & 07) << 3 | 0707;
  /* where there are no modes, it is the user's own */
  (void) fchmod (self->fd, mode);
}

PvPart *
pv_part_new (PvPlace     *place,
             const char  *path,
             GError     **error)
{
  g_autoptr (PvPart) self = g_new0 (PvPart, 1);
  mode_t mode;

  self->place = *place;
  *place = (PvPlace){ .folder_fd = -1, .fd = -1 };
  self->path = g_strdup (path);
  self->fd = -1;
  mode = self->place.exists ? 0600 : 0666;

  /* who may not write it may not replace it; as root, one may all */
  if (self->place.exists && faccessat (self->place.folder_fd, self->place.name, W_OK, AT_EACCESS) != 0)
    {
      pv_place_set_error (path, errno, error);
      return NULL;
    }
  if (!create_without_name (self, mode) && !create_with_name (self, mode))
    {
      pv_place_set_error (path, errno, error);
      return NULL;
    }
  if (self->place.exists)
    keep_mode (self);

  return g_steal_pointer (&self);
}

void
pv_part_free (PvPart *self)
{
  if (self == NULL)
    return;

  if (self->has_name)
    {
      unlinkat (self->place.folder_fd, self->name, 0);
      forget (self);
    }
  if (self->fd >= 0)
    close (self->fd);
  pv_place_clear (&self->place);
  g_free (self->path);
  g_free (self);
}

int
pv_part_get_fd (PvPart *self)
{
  return self->fd;
}

/* Gives a file without a name the name @name. */
static gboolean
link_as (PvPart     *self,
         const char *name)
{
  char path[32];

  g_snprintf (path, sizeof path, "/proc/self/fd/%d", self->fd);

  return linkat (AT_FDCWD, path, self->place.folder_fd, name, AT_SYMLINK_FOLLOW) == 0;
}

/* No link takes another's place, so that it comes to a name of its own first. */
static gboolean
link_to_replace (PvPart *self)
{
  remove_abandoned (self->place.folder_fd);

  for (guint i = 0; i < MAX_TRIES; i++)
    {
      choose_name (self);
      remember (self);
      if (link_as (self, self->name))
        {
          self->has_name = TRUE;
          return TRUE;
        }
      forget (self);
      if (errno != EEXIST)
        return FALSE;
    }

  return FALSE;
}

gboolean
pv_part_take_place (PvPart  *self,
                    GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!self->has_name)
    {
      if (!self->place.exists && link_as (self, self->place.name))
        return TRUE;
      if ((!self->place.exists && errno != EEXIST) || !link_to_replace (self))
        return pv_place_set_error (self->path, errno, error);
    }

  if (renameat (self->place.folder_fd, self->name, self->place.folder_fd, self->place.name) != 0)
    return pv_place_set_error (self->path, errno, error);

  forget (self);
  self->has_name = FALSE;

  return TRUE;
}
