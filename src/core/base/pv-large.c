/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-large.c: memory for tables and columns, of which there may be more than a machine has. */
#include "config.h"

#include "pv-large.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "pv-temporary-file.h"

#include "pv-tsan.h"

/* Less is no use to anybody in a file: it is as memory is, and does not count. */
#define MIN_SIZE 65536
/* So many bytes of the disk stay free. */
#define RESERVE G_GUINT64_CONSTANT (1000000000)

/* Before what is given out: how it is taken back. */
typedef struct
{
  gsize size; /* with this */
  gsize is_mapped;
} Head;

/* There is one for all captures. */
static struct
{
  GMutex lock;
  gboolean is_open; /* or was tried to be */
  int fd; /* -1 where there is none */
  guint64 end; /* of what was given out. What is behind holes is left there, as long as there is anything */
  guint64 mapped; /* atomic */
} store = { .fd = -1 };

static guint64 in_memory_max = PV_LARGE_IN_MEMORY;
static guint64 in_memory; /* atomic */

/* Under the lock. */
static void
open_store (void)
{
  if (!store.is_open)
    store.fd = pv_temporary_file_open ();
  store.is_open = TRUE;
}

void
pv_large_prepare (void)
{
  g_mutex_lock (&store.lock);
  open_store ();
  g_mutex_unlock (&store.lock);
}

void
pv_large_set_in_memory (guint64 size)
{
  in_memory_max = size;
}

guint64
pv_large_get_mapped (void)
{
  return __atomic_load_n (&store.mapped, __ATOMIC_RELAXED);
}

static gsize
round_up (gsize size)
{
  gsize page_size = (gsize) sysconf (_SC_PAGESIZE);

  return (size + page_size - 1) & ~(page_size - 1);
}

/* Takes a place in the file, with room on the disk: what is written to a hole of a disk that is full ends the program.
 * Under the lock. */
static gboolean
take_place (gsize    size,
            guint64 *offset)
{
  struct statvfs info;

  open_store ();
  if (store.fd < 0 || fstatvfs (store.fd, &info) != 0
      || (guint64) info.f_bavail * info.f_frsize < RESERVE + (guint64) size
      || posix_fallocate (store.fd, (off_t) store.end, (off_t) size) != 0)
    return FALSE;

  *offset = store.end;
  store.end += size;
  __atomic_fetch_add (&store.mapped, size, __ATOMIC_RELAXED);

  return TRUE;
}

/* Under the lock. */
static void
leave_place (gsize size)
{
  if (__atomic_sub_fetch (&store.mapped, size, __ATOMIC_RELAXED) == 0 && ftruncate (store.fd, 0) == 0)
    store.end = 0;
}

gpointer
pv_large_map (gsize size)
{
  gpointer data = MAP_FAILED;
  guint64 offset;

  size = round_up (size);
  g_mutex_lock (&store.lock);
  if (take_place (size, &offset))
    {
      data = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, store.fd, (off_t) offset);
      if (data == MAP_FAILED)
        leave_place (size);
    }
  g_mutex_unlock (&store.lock);

  return data != MAP_FAILED ? data : NULL;
}

void
pv_large_unmap (gpointer data,
                gsize    size)
{
  size = round_up (size);
#ifdef MADV_REMOVE
  /* gives its room on the disk to others */
  (void) madvise (data, size, MADV_REMOVE);
#endif
  munmap (data, size);

  g_mutex_lock (&store.lock);
  leave_place (size);
  g_mutex_unlock (&store.lock);
}

gpointer
pv_large_take_pages (gsize size)
{
  gpointer data = mmap (NULL, round_up (size), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  return data != MAP_FAILED ? data : NULL;
}

void
pv_large_give_pages (gpointer data,
                     gsize    size)
{
  munmap (data, round_up (size));
}

gboolean
pv_large_fits (gsize size)
{
  return __atomic_load_n (&in_memory, __ATOMIC_RELAXED) + size <= in_memory_max;
}

void
pv_large_add (gsize size)
{
  __atomic_fetch_add (&in_memory, size, __ATOMIC_RELAXED);
}

void
pv_large_subtract (gsize size)
{
  __atomic_fetch_sub (&in_memory, size, __ATOMIC_RELAXED);
}

/* @min_size: bytes from which it may lie in the file */
static gpointer
new_large (gsize    size,
           gsize    min_size,
           gboolean with_zeros)
{
  Head *head = NULL;
  gsize whole;

  if (!g_size_checked_add (&whole, size, sizeof *head))
    return NULL;

  if (whole >= min_size && !pv_large_fits (whole) && (head = pv_large_map (whole)) != NULL)
    {
      *head = (Head){ whole, TRUE };
      return head + 1;
    }

  head = with_zeros ? g_try_malloc0 (whole) : g_try_malloc (whole);
  if (head == NULL)
    return NULL;
  *head = (Head){ whole, FALSE };
  if (whole >= MIN_SIZE)
    pv_large_add (whole);

  return head + 1;
}

gpointer
pv_large_new (gsize size)
{
  return new_large (size, MIN_SIZE, FALSE);
}

gpointer
pv_large_new0 (gsize size)
{
  return new_large (size, MIN_SIZE, TRUE);
}

gpointer
pv_large_new_brief (gsize size)
{
  return new_large (size, PV_LARGE_BRIEF, FALSE);
}

gpointer
pv_large_new_brief0 (gsize size)
{
  return new_large (size, PV_LARGE_BRIEF, TRUE);
}

void
pv_large_free (gpointer data)
{
  Head *head;

  if (data == NULL)
    return;

  head = (Head *) data - 1;
  if (head->is_mapped)
    {
      pv_large_unmap (head, head->size);
      return;
    }
  if (head->size >= MIN_SIZE)
    pv_large_subtract (head->size);
  g_free (head);
}
