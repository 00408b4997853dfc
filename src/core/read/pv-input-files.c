/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-input-files.c: the files that a capture was read from, and which packets came from which. */
#include "pv-input-files.h"

#include <string.h>

#include "pv-file-text.h"

/* Of so many packets, it is kept in which run the first is. */
#define HINT_BITS 10
#define HINT_SIZE (1u << HINT_BITS)

PvInputFiles *
pv_input_files_new (GFile *const *files,
                    guint         n)
{
  PvInputFiles *self;

  g_return_val_if_fail (n > 0 && n <= PV_INPUT_FILES_MAX, NULL);

  self = g_new0 (PvInputFiles, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->n = n;
  self->files = g_new0 (PvInputFile, n);
  for (guint i = 0; i < n; i++)
    self->files[i].file = g_object_ref (files[i]);

  return self;
}

PvInputFiles *
pv_input_files_ref (PvInputFiles *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

gboolean
pv_input_files_are_same (const PvInputFiles *self,
                         const PvInputFiles *other)
{
  if (self->n != other->n)
    return FALSE;

  for (guint i = 0; i < self->n; i++)
    if (!g_file_equal (self->files[i].file, other->files[i].file))
      return FALSE;

  return TRUE;
}

static void
clear_file (PvInputFile *file)
{
  g_object_unref (file->file);
  pv_spool_unref (file->spool);
  g_free (file->truncated_reason);
  g_free (file->problem);
  g_free (file->label);
}

void
pv_input_files_drop (PvInputFiles *self,
                     guint         file)
{
  g_return_if_fail (file < self->n && self->n > 1);

  clear_file (&self->files[file]);
  self->n--;
  memmove (&self->files[file], &self->files[file + 1], (self->n - file) * sizeof *self->files);
}

void
pv_input_files_unref (PvInputFiles *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < self->n; i++)
    clear_file (&self->files[i]);
  g_free (self->files);
  pv_vector_clear (&self->run_starts);
  pv_vector_clear (&self->run_files);
  pv_vector_clear (&self->hints);
  pv_vector_clear (&self->read_starts);
  pv_vector_clear (&self->read_files);
  g_free (self);
}

PvInputFiles *
pv_input_files_copy (const PvInputFiles *self)
{
  PvInputFiles *copy = g_new0 (PvInputFiles, 1);

  g_atomic_ref_count_init (&copy->ref_count);
  copy->n = self->n;
  copy->spool_limit = self->spool_limit;
  copy->files = g_memdup2 (self->files, self->n * sizeof *self->files);
  for (guint i = 0; i < self->n; i++)
    {
      g_object_ref (copy->files[i].file);
      if (copy->files[i].spool != NULL)
        pv_spool_ref (copy->files[i].spool);
      copy->files[i].truncated_reason = g_strdup (self->files[i].truncated_reason);
      copy->files[i].problem = g_strdup (self->files[i].problem);
      copy->files[i].label = g_strdup (self->files[i].label);
    }

  return copy;
}

static gboolean
copy_vector (PvVector       *self,
             const PvVector *other,
             gsize           size,
             gsize           n)
{
  gpointer items;

  if (n == 0)
    return TRUE;

  items = pv_vector_append (self, size, n);
  if (items == NULL)
    return FALSE;
  memcpy (items, other->data, n * size);

  return TRUE;
}

PvInputFiles *
pv_input_files_copy_whole (const PvInputFiles *self)
{
  g_autoptr (PvInputFiles) copy = pv_input_files_copy (self);
  const PvVector *starts;
  const PvVector *owners;

  pv_input_files_get_reading (self, &starts, &owners);
  if (!copy_vector (&copy->run_starts, starts, sizeof (guint32), starts->n) ||
      !copy_vector (&copy->run_files, owners, sizeof (guint16), owners->n))
    return NULL;

  return g_steal_pointer (&copy);
}

guint
pv_input_files_append (PvInputFiles *self,
                       GFile        *file)
{
  g_return_val_if_fail (self->n < PV_INPUT_FILES_MAX, self->n);

  self->files = g_renew (PvInputFile, self->files, self->n + 1);
  self->files[self->n] = (PvInputFile){ .file = g_object_ref (file) };

  return self->n++;
}

gboolean
pv_input_files_add_run (PvInputFiles *self,
                        guint64       first,
                        guint         file)
{
  gsize n = self->run_files.n;
  guint32 *start;
  guint16 *owner;

  if (n > 0 && pv_vector_index (&self->run_files, guint16, n - 1) == file)
    return TRUE;

  owner = pv_vector_append (&self->run_files, sizeof *owner, 1);
  if (owner == NULL)
    return FALSE;
  start = pv_vector_append (&self->run_starts, sizeof *start, 1);
  if (start == NULL)
    {
      self->run_files.n--;
      return FALSE;
    }
  *owner = (guint16) file;
  *start = (guint32) first;

  return TRUE;
}

gboolean
pv_input_files_add_runs_of (PvInputFiles       *self,
                            const PvInputFiles *other,
                            guint64             end)
{
  gsize n = 0;
  gsize high = other->run_starts.n;

  /* those that begin before it */
  while (n < high)
    {
      gsize middle = n + (high - n) / 2;

      if (pv_vector_index (&other->run_starts, guint32, middle) < end)
        n = middle + 1;
      else
        high = middle;
    }

  return copy_vector (&self->run_starts, &other->run_starts, sizeof (guint32), n) &&
         copy_vector (&self->run_files, &other->run_files, sizeof (guint16), n);
}

void
pv_input_files_take_runs (PvInputFiles *self,
                          PvInputFiles *other)
{
  pv_vector_clear (&self->read_starts);
  pv_vector_clear (&self->read_files);
  self->read_starts = self->run_starts;
  self->read_files = self->run_files;
  self->run_starts = other->run_starts;
  self->run_files = other->run_files;
  other->run_starts = (PvVector){ 0 };
  other->run_files = (PvVector){ 0 };
}

void
pv_input_files_get_reading (const PvInputFiles  *self,
                            const PvVector     **starts,
                            const PvVector     **owners)
{
  gboolean is_other = self->read_starts.n > 0;

  *starts = is_other ? &self->read_starts : &self->run_starts;
  *owners = is_other ? &self->read_files : &self->run_files;
}

/* Its name; where others have the same, all of its path; where that is the same, too, with a number. */
static void
set_label (PvInputFile *file,
           GHashTable  *names,
           GHashTable  *taken)
{
  g_autofree char *name = pv_file_text_name (file->file);
  guint n = 1;

  if (GPOINTER_TO_UINT (g_hash_table_lookup (names, name)) == 1)
    file->label = g_steal_pointer (&name);
  else
    file->label = pv_file_text_path (file->file);

  while (g_hash_table_contains (taken, file->label))
    {
      g_autofree char *path = pv_file_text_path (file->file);

      g_free (file->label);
      file->label = g_strdup_printf ("%s (%u)", path, ++n);
    }
  g_hash_table_add (taken, file->label);
}

static void
set_labels (PvInputFiles *self)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->n; i++)
    {
      char *name = pv_file_text_name (self->files[i].file);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (names, name));

      g_hash_table_replace (names, name, GUINT_TO_POINTER (n + 1));
    }
  for (guint i = 0; i < self->n; i++)
    {
      g_clear_pointer (&self->files[i].label, g_free);
      set_label (&self->files[i], names, taken);
    }
}

gboolean
pv_input_files_finish (PvInputFiles *self,
                       guint64       n_packets)
{
  gsize n_hints = (gsize) ((n_packets + HINT_SIZE - 1) >> HINT_BITS);
  guint32 *hints;
  gsize run = 0;

  set_labels (self);
  pv_vector_clear (&self->hints);
  if (self->run_starts.n == 0 || n_hints == 0)
    return TRUE;

  hints = pv_vector_append (&self->hints, sizeof *hints, n_hints);
  if (hints == NULL)
    return FALSE;
  for (gsize i = 0; i < n_hints; i++)
    {
      while (pv_input_files_get_run_end (self, run) <= (guint64) i << HINT_BITS)
        run++;
      hints[i] = (guint32) run;
    }

  return TRUE;
}

gsize
pv_input_files_find_run (const PvInputFiles *self,
                         guint64             packet)
{
  gsize low = 0;
  gsize high = self->run_starts.n;
  gsize hint = packet >> HINT_BITS;

  g_assert (high > 0);

  if (hint < self->hints.n)
    low = pv_vector_index (&self->hints, guint32, hint);
  if (hint + 1 < self->hints.n)
    high = pv_vector_index (&self->hints, guint32, hint + 1) + 1;

  /* the last run that does not begin after it */
  while (high - low > 1)
    {
      gsize middle = low + (high - low) / 2;

      if (pv_vector_index (&self->run_starts, guint32, middle) <= packet)
        low = middle;
      else
        high = middle;
    }

  return low;
}

guint
pv_input_files_find (const PvInputFiles *self,
                     guint64             packet)
{
  return self->run_starts.n > 0 ? pv_input_files_get_run_file (self, pv_input_files_find_run (self, packet)) : 0;
}

char *
pv_input_files_dup_label (const PvInputFiles *self,
                          guint               i)
{
  const PvInputFile *file = &self->files[i];

  return file->label != NULL ? g_strdup (file->label) : pv_file_text_name (file->file);
}

gboolean
pv_input_files_can_open_again (const PvInputFiles *self)
{
  for (guint i = 0; i < self->n; i++)
    if (pv_file_text_has_name (self->files[i].file) ||
        g_file_query_file_type (self->files[i].file, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_SPECIAL)
      return FALSE;

  return TRUE;
}

guint
pv_input_files_count_readable (const PvInputFiles *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n; i++)
    n += self->files[i].format != NULL;

  return n;
}

const char *
pv_input_files_get_format (const PvInputFiles *self)
{
  const char *format = NULL;

  for (guint i = 0; i < self->n; i++)
    {
      const char *other = self->files[i].format;

      if (other != NULL && format != NULL && !g_str_equal (other, format))
        return NULL;
      if (other != NULL)
        format = other;
    }

  return format;
}

const char *
pv_input_files_get_compression (const PvInputFiles *self)
{
  const PvInputFile *first = NULL;

  for (guint i = 0; i < self->n; i++)
    {
      const PvInputFile *file = &self->files[i];

      if (file->format == NULL)
        continue;
      if (first != NULL && g_strcmp0 (file->compression, first->compression) != 0)
        return NULL;
      first = file;
    }

  return first != NULL ? first->compression : NULL;
}
