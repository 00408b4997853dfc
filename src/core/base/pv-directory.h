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
  const guint8 *mapped; /* NULL, or pieces that are somebody else's */
  gsize mapped_size;
} PvDirectory;

void     pv_directory_init  (PvDirectory *self);

/* Frees the pieces, too, but those that were mapped. */
void     pv_directory_clear (PvDirectory *self);

/* Has the first @n pieces be those at @data, which stays the caller's and has to live as long. Before there are others.
 * FALSE where memory is out. */
gboolean pv_directory_map   (PvDirectory *self,
                             gpointer     data,
                             guint32      n,
                             gsize        size);

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
