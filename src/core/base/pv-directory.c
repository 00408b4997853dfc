/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-directory.c: pieces of memory by number, which never move. */
#include "pv-directory.h"

#include <string.h>

#include "pv-large.h"

#include "pv-tsan.h"

#define MIN_PIECES 16

void
pv_directory_init (PvDirectory *self)
{
  self->table = NULL;
  g_mutex_init (&self->lock);
  self->mapped = NULL;
  self->mapped_size = 0;
}

static gboolean
is_mapped (const PvDirectory *self,
           gconstpointer      piece)
{
  return (guintptr) piece - (guintptr) self->mapped < self->mapped_size;
}

void
pv_directory_clear (PvDirectory *self)
{
  PvDirectoryTable *table = self->table;

  for (guint32 i = 0; table != NULL && i < table->n; i++)
    if (!is_mapped (self, table->pieces[i]))
      pv_large_free (table->pieces[i]);
  while (table != NULL)
    {
      PvDirectoryTable *outgrown = table->outgrown;

      g_free (table);
      table = outgrown;
    }
  self->table = NULL;
  g_mutex_clear (&self->lock);
}

/* A table with room for piece @i. Under the lock. NULL where memory is out. */
static PvDirectoryTable *
grow (PvDirectory *self,
      guint32      i)
{
  PvDirectoryTable *old = self->table;
  guint64 n = MAX ((guint64) i + 1, old != NULL ? (guint64) old->n * 2 : MIN_PIECES);
  PvDirectoryTable *table;

  if (n > G_MAXUINT32)
    return NULL;

  table = g_try_malloc0 (sizeof *table + n * sizeof table->pieces[0]);
  if (table == NULL)
    return NULL;

  table->outgrown = old;
  table->n = (guint32) n;
  if (old != NULL)
    memcpy (table->pieces, old->pieces, old->n * sizeof table->pieces[0]);
  g_atomic_pointer_set (&self->table, table);

  return table;
}

gboolean
pv_directory_map (PvDirectory *self,
                  gpointer     data,
                  guint32      n,
                  gsize        size)
{
  PvDirectoryTable *table = self->table;

  g_return_val_if_fail (self->mapped == NULL && table == NULL, FALSE);

  if (n == 0)
    return TRUE;

  table = grow (self, n - 1);
  if (table == NULL)
    return FALSE;

  self->mapped = data;
  self->mapped_size = n * size;
  for (guint32 i = 0; i < n; i++)
    g_atomic_pointer_set (&table->pieces[i], (guint8 *) data + i * size);

  return TRUE;
}

gpointer
pv_directory_make (PvDirectory *self,
                   guint32      i,
                   gsize        size)
{
  PvDirectoryTable *table;
  gpointer piece = pv_directory_get (self, i);

  if (piece != NULL)
    return piece;

  g_mutex_lock (&self->lock);

  table = self->table;
  if (table == NULL || i >= table->n)
    table = grow (self, i);
  if (table != NULL)
    {
      piece = table->pieces[i];
      if (piece == NULL)
        {
          piece = pv_large_new0 (size);
          g_atomic_pointer_set (&table->pieces[i], piece);
        }
    }

  g_mutex_unlock (&self->lock);

  return piece;
}
