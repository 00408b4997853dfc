/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-directory.h: pieces of memory by number, which never move. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Outgrown tables stay until the end: who looks at one needs no lock. All together they are no longer than the
 * last one. */
typedef struct _PvDirectoryTable PvDirectoryTable;
struct _PvDirectoryTable
{
  PvDirectoryTable *outgrown;
  guint32 n;
  gpointer pieces[]; /* atomic */
};

/**
 * PvDirectory:
 *
 * An array of pointers to pieces of memory, long as what was put into it, that threads may read while one adds to
 * it. Begins with pv_directory_init().
 */
typedef struct
{
  PvDirectoryTable *table; /* atomic; NULL as long as there are no pieces */
  GMutex lock;
} PvDirectory;

void     pv_directory_init  (PvDirectory *self);

/* Frees the pieces, too. */
void     pv_directory_clear (PvDirectory *self);

/* On any thread.
 *
 * Returns: (nullable): piece @i, made of @size zeros where it is missing, or NULL where memory is out */
gpointer pv_directory_make  (PvDirectory *self,
                             guint32      i,
                             gsize        size);

/* On any thread, without a lock. A piece is seen by whom its maker has told of it.
 *
 * Returns: (nullable): piece @i, if it is there */
static inline gpointer
pv_directory_get (PvDirectory *self,
                  guint32      i)
{
  PvDirectoryTable *table = g_atomic_pointer_get (&self->table);

  return G_LIKELY (table != NULL && i < table->n) ? g_atomic_pointer_get (&table->pieces[i]) : NULL;
}

G_END_DECLS
