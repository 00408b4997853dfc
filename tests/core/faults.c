/* SPDX-License-Identifier: GPL-3.0-or-later */
/* faults.c: memory that runs out and disks that fail, for a test that asks for them. */
#include "faults.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What sanitizers run through before they are ready must do without their checks. */
#define EARLY __attribute__ ((no_sanitize ("address", "undefined", "thread")))

static FaultsReadHook read_hook;
static gint64 disk_space = -1;

void
faults_set_read_hook (FaultsReadHook hook)
{
  g_atomic_pointer_set (&read_hook, hook);
}

gssize
faults_read (int    fd,
             void  *buffer,
             gsize  size,
             gint64 offset)
{
  return offset < 0 ? syscall (SYS_read, fd, buffer, size) : syscall (SYS_pread64, fd, buffer, size, offset);
}

EARLY gssize
read (int    fd,
      void  *buffer,
      size_t size)
{
  FaultsReadHook hook = g_atomic_pointer_get (&read_hook);

  return hook != NULL ? hook (fd, buffer, size, -1) : syscall (SYS_read, fd, buffer, size);
}

EARLY gssize
pread (int    fd,
       void  *buffer,
       size_t size,
       off_t  offset)
{
  FaultsReadHook hook = g_atomic_pointer_get (&read_hook);

  return hook != NULL ? hook (fd, buffer, size, offset) : syscall (SYS_pread64, fd, buffer, size, offset);
}

void
faults_set_disk_space (gint64 n)
{
  __atomic_store_n (&disk_space, n, __ATOMIC_SEQ_CST);
}

EARLY gssize
write (int         fd,
       const void *buffer,
       size_t      size)
{
  gint64 space = __atomic_load_n (&disk_space, __ATOMIC_SEQ_CST);
  struct stat info;

  if (space >= 0 && fstat (fd, &info) == 0 && S_ISREG (info.st_mode))
    {
      if (space == 0 && size > 0)
        {
          errno = ENOSPC;
          return -1;
        }
      size = MIN (size, (gsize) space);
      __atomic_store_n (&disk_space, space - (gint64) size, __ATOMIC_SEQ_CST);
    }

  return syscall (SYS_write, fd, buffer, size);
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define REAL(name) __interceptor_##name
#elif defined(__GLIBC__)
#define REAL(name) __libc_##name
#endif

#ifdef REAL

void *REAL (malloc) (size_t size);
void *REAL (calloc) (size_t n, size_t size);
void *REAL (realloc) (void *memory, size_t size);

/* Allocations are looked at while this is set. */
static gboolean watched;
static guint first_to_fail;
static guint last_to_fail;
static guint n_allocations;
static gsize largest_allocation;

EARLY static gboolean
fails (size_t size)
{
  gsize largest = __atomic_load_n (&largest_allocation, __ATOMIC_RELAXED);
  guint n;

  if (size < FAULTS_SMALL_SIZE || !__atomic_load_n (&watched, __ATOMIC_RELAXED))
    return FALSE;

  while (size > largest
         && !__atomic_compare_exchange_n (&largest_allocation, &largest, size, FALSE, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
    ;

  n = __atomic_fetch_add (&n_allocations, 1, __ATOMIC_RELAXED);
  if (n < first_to_fail || n > last_to_fail)
    return FALSE;

  errno = ENOMEM;

  return TRUE;
}

EARLY void *
malloc (size_t size)
{
  return fails (size) ? NULL : REAL (malloc) (size);
}

EARLY void *
calloc (size_t n,
        size_t size)
{
  size_t all;

  return !__builtin_mul_overflow (n, size, &all) && fails (all) ? NULL : REAL (calloc) (n, size);
}

EARLY void *
realloc (void  *memory,
         size_t size)
{
  return fails (size) ? NULL : REAL (realloc) (memory, size);
}

gboolean
faults_can_fail_memory (void)
{
  return TRUE;
}

static void
watch (guint first,
       guint last)
{
  g_assert (!watched);

  first_to_fail = first;
  last_to_fail = last;
  n_allocations = 0;
  largest_allocation = 0;
  __atomic_store_n (&watched, TRUE, __ATOMIC_SEQ_CST);
}

void
faults_fail_memory (guint    n,
                    gboolean all)
{
  watch (n, all ? G_MAXUINT - 1 : n);
}

void
faults_watch_memory (void)
{
  watch (G_MAXUINT, G_MAXUINT);
}

guint
faults_end_memory (gsize *largest)
{
  __atomic_store_n (&watched, FALSE, __ATOMIC_SEQ_CST);
  if (largest != NULL)
    *largest = largest_allocation;

  return n_allocations;
}

#else

gboolean
faults_can_fail_memory (void)
{
  return FALSE;
}

void
faults_fail_memory (guint    n,
                    gboolean all)
{
}

void
faults_watch_memory (void)
{
}

guint
faults_end_memory (gsize *largest)
{
  return 0;
}

#endif
