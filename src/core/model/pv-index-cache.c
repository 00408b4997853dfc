/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-index-cache.c: indexes of captures that were opened, in the user's cache folder. */
#include "config.h"

#include "pv-index-cache.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "pv-capture-private.h"
#include "pv-index.h"
#include "pv-input-key.h"
#include "pv-part.h"

#define SUFFIX ".index"
#define NAME_LENGTH (2 * PV_INDEX_KEY_SIZE + strlen (SUFFIX))
/* Where this is, no index is kept or used. */
#define OFF_NAME "off"

struct _PvIndexCache
{
  gatomicrefcount ref_count;
  char *folder;
  guint64 limit;
  const PvIndexKeeper *keeper; /* NULL where this process may make files */
  gpointer keeper_data;
};

struct _PvIndexDraft
{
  PvPart *part;
  char *name;
};

PvIndexCache *
pv_index_cache_new (const char *folder,
                    guint64     limit)
{
  PvIndexCache *self = g_new0 (PvIndexCache, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->folder = folder != NULL ? g_strdup (folder)
                                : g_build_filename (g_get_user_cache_dir (), "pcapviz", "indexes", NULL);
  self->limit = limit;

  return self;
}

PvIndexCache *
pv_index_cache_ref (PvIndexCache *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_index_cache_unref (PvIndexCache *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->folder);
  g_free (self);
}

void
pv_index_cache_set_keeper (PvIndexCache        *self,
                           const PvIndexKeeper *keeper,
                           gpointer             data)
{
  self->keeper = keeper;
  self->keeper_data = data;
}

const char *
pv_index_cache_get_folder (PvIndexCache *self)
{
  return self->folder;
}

gint64
pv_index_cache_get_min_us (void)
{
  const char *ms = g_getenv (PV_INDEX_CACHE_MIN_VARIABLE);

  return ms != NULL ? g_ascii_strtoll (ms, NULL, 10) * G_TIME_SPAN_MILLISECOND : PV_INDEX_CACHE_MIN_US;
}

/* What the index of these files is called. (transfer full) */
static char *
make_name (const PvIndexKey *key)
{
  GString *name = g_string_sized_new (NAME_LENGTH + 1);

  for (guint i = 0; i < sizeof key->bytes; i++)
    g_string_append_printf (name, "%02x", key->bytes[i]);
  g_string_append (name, SUFFIX);

  return g_string_free (name, FALSE);
}

static gboolean
is_name (const char *name)
{
  return strlen (name) == NAME_LENGTH && strspn (name, "0123456789abcdef") == 2 * PV_INDEX_KEY_SIZE
         && g_str_has_suffix (name, SUFFIX);
}

/* The folder, opened; -1 where it is missing, or somebody else could have put something into it. */
static int
open_folder (PvIndexCache *self)
{
  int fd = open (self->folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  struct stat info;

  if (fd >= 0 && (fstat (fd, &info) != 0 || info.st_uid != geteuid () || (info.st_mode & 022) != 0))
    {
      close (fd);
      fd = -1;
    }

  return fd;
}

gboolean
pv_index_cache_get_enabled (PvIndexCache *self)
{
  g_autofree char *off = g_build_filename (self->folder, OFF_NAME, NULL);

  return access (off, F_OK) != 0;
}

void
pv_index_cache_set_enabled (PvIndexCache *self,
                            gboolean      enabled)
{
  g_autofree char *off = g_build_filename (self->folder, OFF_NAME, NULL);
  int fd;

  if (enabled)
    {
      unlink (off);
      return;
    }

  if (g_mkdir_with_parents (self->folder, 0700) != 0)
    return;
  fd = open (off, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd >= 0)
    close (fd);
}

/* An index in the folder. */
typedef struct
{
  char *name;
  guint64 size;
  struct timespec used;
} Entry;

static void
clear_entry (gpointer data)
{
  g_free (((Entry *) data)->name);
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const struct timespec *x = &((const Entry *) a)->used;
  const struct timespec *y = &((const Entry *) b)->used;

  if (x->tv_sec != y->tv_sec)
    return x->tv_sec < y->tv_sec ? -1 : 1;

  return x->tv_nsec < y->tv_nsec ? -1 : x->tv_nsec > y->tv_nsec;
}

/* Those that there are, that which was not used for longest first. (element-type Entry) */
static GArray *
list_entries (int folder)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  int fd = openat (folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *stream = fd >= 0 ? fdopendir (fd) : NULL;
  struct dirent *row;

  g_array_set_clear_func (entries, clear_entry);
  if (stream == NULL)
    {
      if (fd >= 0)
        close (fd);
      return entries;
    }

  while ((row = readdir (stream)) != NULL)
    {
      struct stat info;

      if (is_name (row->d_name) && fstatat (folder, row->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0
          && S_ISREG (info.st_mode))
        {
          Entry entry = { g_strdup (row->d_name), (guint64) info.st_size, info.st_mtim };

          g_array_append_val (entries, entry);
        }
    }
  closedir (stream);
  g_array_sort (entries, compare_entries);

  return entries;
}

static guint64
sum_sizes (const GArray *entries)
{
  guint64 size = 0;

  for (guint i = 0; i < entries->len; i++)
    size += g_array_index (entries, Entry, i).size;

  return size;
}

guint64
pv_index_cache_get_size (PvIndexCache *self)
{
  g_autoptr (GArray) entries = NULL;
  int folder = open_folder (self);

  if (folder < 0)
    return 0;

  entries = list_entries (folder);
  close (folder);

  return sum_sizes (entries);
}

/* Removes what was not used for longest, until there is no more than @limit. */
static void
prune (PvIndexCache *self,
       guint64       limit)
{
  g_autoptr (GArray) entries = NULL;
  int folder = open_folder (self);
  guint64 size;

  if (folder < 0)
    return;

  entries = list_entries (folder);
  size = sum_sizes (entries);
  for (guint i = 0; i < entries->len && size > limit; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);

      unlinkat (folder, entry->name, 0);
      size -= entry->size;
    }
  close (folder);
}

void
pv_index_cache_clear (PvIndexCache *self)
{
  prune (self, 0);
}

gboolean
pv_index_cache_prepare (PvIndexCache *self)
{
  int folder;

  if (!pv_index_cache_get_enabled (self) || g_mkdir_with_parents (self->folder, 0700) != 0)
    return FALSE;
  folder = open_folder (self);
  if (folder < 0)
    return FALSE;
  close (folder);

  return TRUE;
}

PvIndexDraft *
pv_index_cache_begin (PvIndexCache *self,
                      const char   *name)
{
  g_autofree char *path = NULL;
  g_auto (PvPlace) place = { .folder_fd = -1, .fd = -1 };
  g_autoptr (PvPart) part = NULL;
  PvIndexDraft *draft;

  /* who asks may have been talked into it */
  if (!is_name (name) || !pv_index_cache_prepare (self))
    return NULL;

  path = g_build_filename (self->folder, name, NULL);
  if (!pv_place_find (&place, path, NULL) || place.fd >= 0 || (part = pv_part_new (&place, path, NULL)) == NULL)
    return NULL;
  if (fchmod (pv_part_get_fd (part), 0600) != 0)
    return NULL;

  draft = g_new0 (PvIndexDraft, 1);
  draft->part = g_steal_pointer (&part);
  draft->name = g_strdup (name);

  return draft;
}

int
pv_index_draft_get_fd (PvIndexDraft *draft)
{
  return pv_part_get_fd (draft->part);
}

static int
open_entry (int         folder,
            const char *name)
{
  int fd = openat (folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  struct stat info;

  if (fd >= 0 && (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode) || info.st_uid != geteuid ()))
    {
      close (fd);
      fd = -1;
    }

  return fd;
}

/* Removes those of an earlier state of the same places. */
static void
remove_superseded (PvIndexCache *self,
                   PvIndexDraft *draft)
{
  g_autoptr (GArray) entries = NULL;
  PvIndexKey base;
  gboolean has_base;
  int folder = open_folder (self);
  int own = folder >= 0 ? open_entry (folder, draft->name) : -1;

  has_base = own >= 0 && pv_index_file_get_base (own, &base);
  if (own >= 0)
    close (own);
  if (folder < 0)
    return;

  entries = has_base ? list_entries (folder) : NULL;
  for (guint i = 0; has_base && i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);
      int fd = g_str_equal (entry->name, draft->name) ? -1 : open_entry (folder, entry->name);

      if (fd >= 0 && pv_index_file_is_of (fd, &base, NULL))
        unlinkat (folder, entry->name, 0);
      if (fd >= 0)
        close (fd);
    }
  close (folder);
}

gboolean
pv_index_cache_end (PvIndexCache *self,
                    PvIndexDraft *draft,
                    gboolean      keep)
{
  struct stat info;

  keep = keep && fstat (pv_part_get_fd (draft->part), &info) == 0 && (guint64) info.st_size <= self->limit
         && pv_index_cache_get_enabled (self) && pv_part_take_place (draft->part, NULL);
  if (keep)
    remove_superseded (self, draft);
  pv_part_free (draft->part);
  g_free (draft->name);
  g_free (draft);
  if (keep)
    prune (self, self->limit);

  return keep;
}

void
pv_index_cache_touch (PvIndexCache *self,
                      const char   *name,
                      gboolean      is_good)
{
  const struct timespec times[2] = { { 0, UTIME_NOW }, { 0, UTIME_NOW } };
  int folder = is_name (name) ? open_folder (self) : -1;

  if (folder < 0)
    return;

  if (is_good)
    (void) utimensat (folder, name, times, AT_SYMLINK_NOFOLLOW);
  else
    unlinkat (folder, name, 0);
  close (folder);
}

static void
touch (PvIndexCache *self,
       const char   *name,
       gboolean      is_good)
{
  if (self->keeper != NULL)
    self->keeper->touch (self->keeper_data, name, is_good);
  else
    pv_index_cache_touch (self, name, is_good);
}

PvCapture *
pv_index_cache_find (PvIndexCache        *self,
                     const PvInputFiles  *places,
                     const PvIndexKey    *key,
                     PvContinuation     **continuation)
{
  g_autofree char *name = make_name (key);
  int folder = pv_index_cache_get_enabled (self) ? open_folder (self) : -1;
  int fd = folder >= 0 ? open_entry (folder, name) : -1;
  PvCapture *capture;

  if (continuation != NULL)
    *continuation = NULL;
  if (folder >= 0)
    close (folder);
  if (fd < 0)
    return NULL;

  capture = pv_index_read (places, fd, key, PV_INDEX_CHECK_ALL, continuation);
  close (fd);
  touch (self, name, capture != NULL);

  return capture;
}

PvCapture *
pv_index_cache_find_base (PvIndexCache        *self,
                          const PvInputFiles  *places,
                          const PvIndexKey    *base,
                          GPtrArray           *added,
                          PvContinuation     **continuation)
{
  g_autoptr (GArray) entries = NULL;
  int folder = pv_index_cache_get_enabled (self) ? open_folder (self) : -1;
  PvCapture *capture = NULL;

  *continuation = NULL;
  if (folder < 0)
    return NULL;

  /* what was used last is most likely to be it */
  entries = list_entries (folder);
  for (guint i = entries->len; i > 0 && capture == NULL; i--)
    {
      const Entry *entry = &g_array_index (entries, Entry, i - 1);
      int fd = open_entry (folder, entry->name);

      if (fd < 0)
        continue;
      g_ptr_array_set_size (added, 0);
      capture = pv_index_read_base (places, fd, base, added, continuation);
      close (fd);
      if (capture != NULL)
        touch (self, entry->name, TRUE);
    }
  close (folder);

  return capture;
}

/* About how long an index becomes: what of it there is most of. */
static guint64
estimate_size (PvCapture *capture)
{
  return capture->n_packets * (20 + 4 * (capture->new_numbers != NULL) + 4 * (capture->links != NULL))
         + (guint64) capture->n_flows * 64;
}

static gboolean
has_room (int     fd,
          guint64 size)
{
  struct statvfs info;

  return fstatvfs (fd, &info) != 0 || (guint64) info.f_bavail * info.f_frsize / 2 > size;
}

/* Whether the files are what they were before they were read. */
static gboolean
are_still (const PvInputFiles *places,
           const PvIndexKey   *key)
{
  g_autoptr (PvInputFiles) now = pv_input_files_copy (places);
  PvIndexKey key_now;

  if (!pv_input_key_find (now, key_now.bytes) || memcmp (&key_now, key, sizeof key_now) != 0)
    return FALSE;
  for (guint i = 0; i < places->n; i++)
    if (!pv_input_key_is_still (&now->files[i], &places->files[i]))
      return FALSE;

  return TRUE;
}

static gboolean
write_index (PvCapture             *capture,
             const PvInputFiles    *places,
             const PvIndexKey      *key,
             const PvContinuation  *continuation,
             int                    fd,
             GCancellable          *cancellable,
             GError               **error)
{
  if (!has_room (fd, estimate_size (capture)))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, g_strerror (ENOSPC));
      return FALSE;
    }
  if (!pv_index_write (capture, places, fd, key, continuation, cancellable, error))
    return FALSE;
  if (!are_still (places, key))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The files were changed");
      return FALSE;
    }

  return TRUE;
}

gboolean
pv_index_cache_store (PvIndexCache          *self,
                      PvCapture             *capture,
                      const PvInputFiles    *places,
                      const PvIndexKey      *key,
                      const PvContinuation  *continuation,
                      GCancellable          *cancellable,
                      GError               **error)
{
  g_autofree char *name = make_name (key);
  PvIndexDraft *draft = NULL;
  gboolean written;
  int fd = -1;

  if (self->keeper != NULL)
    fd = self->keeper->begin (self->keeper_data, name);
  else if ((draft = pv_index_cache_begin (self, name)) != NULL)
    fd = pv_index_draft_get_fd (draft);
  if (fd < 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The cache folder cannot be used");
      return FALSE;
    }

  written = write_index (capture, places, key, continuation, fd, cancellable, error);
  written = (draft != NULL ? pv_index_cache_end (self, draft, written)
                           : self->keeper->end (self->keeper_data, written)) && written;
  if (!written && error != NULL && *error == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "It is too long");

  return written;
}
