/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-pages.c: memory in the system's large pages, where it has such. */
#include "config.h"

#include "pv-pages.h"

#include <sys/mman.h>

gpointer
pv_pages_new (gsize size,
              gsize alignment)
{
  gsize room_size;
  gsize before;
  gsize after;
  guint8 *room;

  g_return_val_if_fail (size > 0 && size % PV_LARGE_PAGE_SIZE == 0, NULL);
  g_return_val_if_fail (alignment >= PV_LARGE_PAGE_SIZE && (alignment & (alignment - 1)) == 0, NULL);

  if (!g_size_checked_add (&room_size, size, alignment))
    return NULL;
  room = mmap (NULL, room_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (room == MAP_FAILED)
    return NULL;

  before = (alignment - ((guintptr) room & (alignment - 1))) & (alignment - 1);
  after = room_size - before - size;
  if (before > 0)
    munmap (room, before);
  if (after > 0)
    munmap (room + before + size, after);
#ifdef MADV_HUGEPAGE
  /* small pages do as well */
  (void) madvise (room + before, size, MADV_HUGEPAGE);
#endif

  return room + before;
}

void
pv_pages_free (gpointer pages,
               gsize    size)
{
  if (pages != NULL)
    munmap (pages, size);
}
