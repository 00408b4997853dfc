/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-merge.c: several savefiles become one sequence of packet records. */
#include "config.h"

#include "pv-merge-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pv-error.h"
#include "pv-file-text.h"

/* Fewer records than this are copied behind what waits already, rather than handed on by themselves. */
#define MIN_OWN 64

/* Of all files that are open, so many bytes wait for their turn, and of one so many. */
#define WAITING_SIZE ((gsize) 32 * 1024 * 1024)
#define MIN_READ_SIZE ((gsize) 32 * 1024)

static inline gboolean
precedes (gint64 key,
          guint  file,
          gint64 other_key,
          guint  other_file)
{
  return key < other_key || (key == other_key && file > other_file);
}

static gboolean
heap_precedes (PvMerge *self,
               guint    a,
               guint    b)
{
  guint x = self->heap[a];
  guint y = self->heap[b];

  return precedes (self->inputs[x].key, x, self->inputs[y].key, y);
}

/* Puts the one at @place where it belongs among those below. */
static void
sift_down (PvMerge *self,
           guint    place)
{
  for (;;)
    {
      guint best = place;
      guint16 other;

      for (guint child = 2 * place + 1; child <= 2 * place + 2 && child < self->n_heap; child++)
        if (heap_precedes (self, child, best))
          best = child;
      if (best == place)
        return;

      other = self->heap[best];
      self->heap[best] = self->heap[place];
      self->heap[place] = other;
      place = best;
    }
}

void
pv_merge_make_heap (PvMerge *self)
{
  for (guint i = self->n_heap / 2; i > 0; i--)
    sift_down (self, i - 1);
}

PvMerge *
pv_merge_new (PvInputFiles *files)
{
  PvMerge *self = g_new0 (PvMerge, 1);

  self->files = files;
  self->is_single = files->n == 1;
  self->n_inputs = files->n;
  self->inputs = g_new0 (PvMergeInput, files->n);
  self->heap = g_new0 (guint16, files->n);

  return self;
}

/* Whether it was found in a folder, and is no capture; but the last file stays, so that there is one. */
static gboolean
is_stray (const PvMerge *self,
          guint          i)
{
  const PvInputFile *file = &self->files->files[i];

  return self->files->n > 1 && file->is_found && g_strcmp0 (file->problem_code, "not-a-capture") == 0;
}

/* Looks for the first record of each file. */
static gboolean
probe (PvMerge       *self,
       GCancellable  *cancellable,
       GError       **error)
{
  for (guint i = 0; i < self->files->n;)
    {
      PvInputFile *file = &self->files->files[i];
      PvMergeInput *input = &self->inputs[i];
      gboolean has_more;

      if (!pv_merge_fill_input (self, i, PV_MERGE_PROBE_SIZE, &has_more, cancellable, error))
        return FALSE;
      if (is_stray (self, i))
        {
          self->size -= file->size;
          pv_input_files_drop (self->files, i);
          continue;
        }

      if (has_more)
        {
          self->heap[self->n_heap++] = (guint16) i;
          /* What is no file cannot be opened twice. */
          if (self->n_open > PV_MERGE_MAX_KEPT && file->identity.is_known)
            {
              pv_merge_close_input (self, i);
              pv_merge_note_position (self, input, 0);
            }
        }
      i++;
    }
  pv_merge_make_heap (self);

  return TRUE;
}

PvMerge *
pv_merge_open (const PvInputFiles  *files,
               GCancellable        *cancellable,
               GError             **error)
{
  g_autoptr (PvMerge) self = NULL;
  const PvInputFile *first;

  g_return_val_if_fail (files != NULL, NULL);

  self = pv_merge_new (pv_input_files_copy (files));
  if (self->is_single)
    return pv_merge_open_input (self, 0, cancellable, error) ? g_steal_pointer (&self) : NULL;

  if (!probe (self, cancellable, error))
    return NULL;

  first = &self->files->files[0];
  if (pv_input_files_count_readable (self->files) == 0)
    {
      g_autofree char *name = pv_file_text_name (first->file);

      if (self->files->n == 1 && first->is_found)
        g_set_error_literal (error, PV_ERROR, PV_ERROR_NOT_A_CAPTURE, _("there is no capture in it"));
      else
        g_set_error (error, PV_ERROR, PV_ERROR_NOT_A_CAPTURE,
                     /* Translators: %s is the name of a file, and what is wrong with it. */
                     _("none of them can be read. “%s”: %s"), name, first->problem);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/* How many packets run @run has; 0 where there are no more. */
static guint64
get_run_length (const PvMerge *self,
                gsize          run)
{
  guint64 start;

  if (run >= self->starts->n)
    return 0;

  start = pv_vector_index (self->starts, guint32, run);

  return (run + 1 < self->starts->n ? pv_vector_index (self->starts, guint32, run + 1) : self->n_packets) - start;
}

PvMerge *
pv_merge_open_again (PvInputFiles  *files,
                     PvMergeCheck   check,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr (PvMerge) self = NULL;

  g_return_val_if_fail (files != NULL && check != NULL, NULL);

  self = pv_merge_new (pv_input_files_ref (files));
  self->check = check;
  if (self->is_single)
    {
      if (!pv_merge_open_input (self, 0, cancellable, error))
        return NULL;
      self->size = pv_source_get_size (pv_savefile_get_source (self->inputs[0].savefile));
      return g_steal_pointer (&self);
    }

  for (guint i = 0; i < files->n; i++)
    {
      self->n_packets += files->files[i].n_packets;
      if (files->files[i].n_packets > 0)
        self->size += files->files[i].size;
    }
  pv_input_files_get_reading (files, &self->starts, &self->owners);
  self->n_left = get_run_length (self, 0);

  return g_steal_pointer (&self);
}

void
pv_merge_free (PvMerge *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->n_inputs; i++)
    {
      pv_merge_close_input (self, i);
      g_clear_pointer (&self->inputs[i].mark, g_bytes_unref);
    }
  g_free (self->inputs);
  g_free (self->heap);
  pv_input_files_unref (self->files);
  g_free (self);
}

/* How many of the records of the file whose turn it is come before those of all others; at least 1. */
static gsize
count_run (PvMerge *self)
{
  guint i = self->heap[0];
  const PvMergeInput *input = &self->inputs[i];
  gsize end = input->at + 1;
  guint next = 1;
  guint other;
  gint64 key;

  if (self->n_heap == 1)
    return input->batch.n_records - input->at;
  if (self->n_heap > 2 && heap_precedes (self, 2, 1))
    next = 2;

  other = self->heap[next];
  key = self->inputs[other].key;
  while (end < input->batch.n_records && precedes (pv_merge_get_key (&input->batch.records[end]), i, key, other))
    end++;

  return end - input->at;
}

static void
note_link_type (PvInputFile *file,
                guint16      link_type)
{
  for (guint i = 0; i < file->n_link_types; i++)
    if (file->link_types[i] == link_type)
      return;

  if (file->n_link_types < PV_INPUT_FILE_LINK_TYPES)
    file->link_types[file->n_link_types++] = link_type;
}

/* Notes that the next @n packets are of file @i. */
static gboolean
note_records (PvMerge         *self,
              guint            i,
              const PvRecord  *records,
              gsize            n,
              GError         **error)
{
  PvInputFile *file = &self->files->files[i];
  gint64 first_ns = file->n_packets > 0 ? file->first_time_ns : G_MAXINT64;
  gint64 last_ns = file->n_packets > 0 ? file->last_time_ns : G_MININT64;
  int link_type = -1;

  if (self->check != NULL)
    return TRUE;

  if (!pv_input_files_add_run (self->files, self->n_packets, i))
    return pv_error_set_no_memory (error);

  for (gsize r = 0; r < n; r++)
    {
      const PvRecord *record = &records[r];

      first_ns = MIN (first_ns, record->time_ns);
      last_ns = MAX (last_ns, record->time_ns);
      if (G_UNLIKELY (record->link_type != link_type))
        note_link_type (file, record->link_type);
      link_type = record->link_type;
      if (G_UNLIKELY (pv_record_is_odd (record)))
        pv_oddities_note (&file->oddities, record);
    }
  file->first_time_ns = first_ns;
  file->last_time_ns = last_ns;
  file->n_packets += n;
  self->n_packets += n;

  return TRUE;
}

/* Copies up to @n records of @input behind those of @batch, as far as there is room. Returns how many, -1 where memory
 * is out. */
static gssize
copy_records (const PvMergeInput  *input,
              gsize                n,
              PvBatch             *batch,
              gsize               *used,
              GError             **error)
{
  const PvRecord *records = &input->batch.records[input->at];
  gsize i;

  if (batch->n_records == 0)
    {
      gsize size = MAX (PV_MERGE_OUT_SIZE, records[0].captured_length);

      if (batch->buffer_size < size && !pv_batch_make_buffer (batch, size, 0))
        {
          pv_error_set_no_memory (error);
          return -1;
        }
      *used = 0;
    }

  for (i = 0; i < n && records[i].captured_length <= batch->buffer_size - *used; i++)
    {
      PvRecord *copy = pv_batch_append (batch);

      *copy = records[i];
      copy->data = batch->buffer + *used;
      if (records[i].captured_length > 0)
        memcpy (batch->buffer + *used, records[i].data, records[i].captured_length);
      *used += records[i].captured_length;
    }
  if (batch->out_of_memory)
    {
      pv_error_set_no_memory (error);
      return -1;
    }

  return (gssize) i;
}

/* Hands on all that was read of the file whose turn it is, as it is. */
static gboolean
swap_batch (PvMerge  *self,
            guint     i,
            PvBatch  *batch,
            GError  **error)
{
  PvMergeInput *input = &self->inputs[i];
  PvBatch other = *batch;

  *batch = input->batch;
  input->batch = other;
  input->batch.n_records = 0;
  input->batch.blocks.n = 0;

  return note_records (self, i, batch->records, batch->n_records, error);
}

/* Which file is to be read on with; FALSE where all was read. */
static gboolean
get_turn (PvMerge *self,
          guint   *i)
{
  if (self->check == NULL)
    {
      *i = self->n_heap > 0 ? self->heap[0] : 0;
      return self->n_heap > 0;
    }

  while (self->n_left == 0)
    {
      if (self->run + 1 >= self->starts->n)
        return FALSE;
      self->n_left = get_run_length (self, ++self->run);
    }
  *i = pv_vector_index (self->owners, guint16, self->run);

  return TRUE;
}

/* Where the file whose turn it is was read to the end, it gets no other; else it may be another's now. */
static void
end_turn (PvMerge  *self,
          gboolean  has_more)
{
  if (self->check != NULL)
    {
      /* whoever reads again will miss the rest */
      if (!has_more)
        self->n_left = 0;
      return;
    }

  if (!has_more)
    self->heap[0] = self->heap[--self->n_heap];
  sift_down (self, 0);
}

/* Where files are read again, each is closed as soon as all of it was. */
static void
note_taken (PvMerge *self,
            guint    i,
            gsize    n)
{
  if (self->check == NULL)
    return;

  self->n_left -= n;
  self->inputs[i].n_taken += n;
  if (self->inputs[i].n_taken == self->files->files[i].n_packets)
    pv_merge_close_input (self, i);
}

gboolean
pv_merge_read (PvMerge       *self,
               PvBatch       *batch,
               GCancellable  *cancellable,
               GError       **error)
{
  gsize used = 0;
  guint i;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (batch != NULL, FALSE);

  if (self->is_single)
    {
      g_autoptr (GError) local_error = NULL;
      gboolean more = pv_savefile_read (self->inputs[0].savefile, batch, cancellable, &local_error);

      if (!more && local_error == NULL)
        pv_merge_check_end (self, 0, &local_error);
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));

      pv_merge_note_position (self, &self->inputs[0],
                              pv_source_get_position (pv_savefile_get_source (self->inputs[0].savefile)));

      return more;
    }

  batch->n_records = 0;
  batch->blocks.n = 0;
  batch->out_of_memory = FALSE;
  while (get_turn (self, &i))
    {
      PvMergeInput *input = &self->inputs[i];
      gsize read_size = CLAMP (WAITING_SIZE / MAX (self->n_open, 1), MIN_READ_SIZE, PV_MERGE_OUT_SIZE);
      gboolean has_more = TRUE;
      gssize taken;
      gsize n;

      if (input->at == input->batch.n_records)
        {
          /* what came through pipes is not held back until there is more */
          if (batch->n_records > 0 && input->savefile != NULL
              && !pv_source_is_ready (pv_savefile_get_source (input->savefile)))
            return TRUE;
          if (!pv_merge_fill_input (self, i, read_size, &has_more, cancellable, error))
            return FALSE;
          end_turn (self, has_more);
          continue;
        }

      n = self->check != NULL ? (gsize) MIN (self->n_left, input->batch.n_records - input->at) : count_run (self);
      if (input->at == 0 && n == input->batch.n_records && (n >= MIN_OWN || batch->n_records == 0))
        {
          if (batch->n_records > 0)
            return TRUE;
          if (!swap_batch (self, i, batch, error))
            return FALSE;
          note_taken (self, i, n);
          return TRUE;
        }

      taken = copy_records (input, n, batch, &used, error);
      if (taken < 0 || !note_records (self, i, &input->batch.records[input->at], (gsize) taken, error))
        return FALSE;
      input->at += (gsize) taken;
      if (input->at < input->batch.n_records)
        input->key = pv_merge_get_key (&input->batch.records[input->at]);
      note_taken (self, i, (gsize) taken);
      if ((gsize) taken < n)
        return TRUE;
      end_turn (self, TRUE);
    }

  return batch->n_records > 0;
}

void
pv_merge_read_ahead (PvMerge *self,
                     PvBatch *batch)
{
  if (self->is_single)
    pv_savefile_read_ahead (self->inputs[0].savefile, batch);
}

PvTurn
pv_merge_get_turn (PvMerge       *self,
                   const PvBatch *batch)
{
  return self->is_single ? pv_savefile_get_turn (self->inputs[0].savefile, batch) : PV_TURN_NOW;
}

gboolean
pv_merge_keep_blocks (PvMerge *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_single && pv_savefile_keep_blocks (self->inputs[0].savefile);
}

void
pv_merge_keep_interfaces (PvMerge      *self,
                          PvInterfaces *interfaces)
{
  g_return_if_fail (self != NULL);

  self->interfaces = interfaces;
  for (guint i = 0; i < self->n_inputs; i++)
    if (self->inputs[i].savefile != NULL)
      pv_savefile_keep_interfaces (self->inputs[i].savefile, interfaces, i);
}

guint64
pv_merge_get_position (PvMerge *self)
{
  return self->position;
}

guint64
pv_merge_get_size (PvMerge *self)
{
  return self->size;
}

PvInputFiles *
pv_merge_get_files (PvMerge *self)
{
  return self->files;
}
