/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-merge.c: several savefiles become one sequence of packet records. */
#include "config.h"

#include "pv-merge.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>

#include "pv-error.h"
#include "pv-file-text.h"

/* What is copied together of files that overlap: as much as one batch of one file. */
#define OUT_SIZE ((gsize) 512 * 1024)

/* Fewer records than this are copied behind what waits already, rather than handed on by themselves. */
#define MIN_OWN 64

/* Of all files that are open, so many bytes wait for their turn, and of one so many. */
#define WAITING_SIZE ((gsize) 32 * 1024 * 1024)
#define MIN_READ_SIZE ((gsize) 32 * 1024)

/* To see a file's first record, so many bytes are read, and so many files stay open until their turn comes. */
#define PROBE_SIZE ((gsize) 16 * 1024)
#define MAX_KEPT 16

/* One file. Those whose turn has not come are closed, but for a few. */
typedef struct
{
  PvSavefile *savefile; /* NULL before, between and after */
  PvBatch batch;
  gsize at; /* the next of its records */
  gint64 key; /* the time of that */
  guint64 position;
  guint64 n_taken; /* where it is read again: records that were handed on */
  gboolean is_paused; /* it was read to its end, and is open to be read on */
  GBytes *mark; /* (nullable): where that was, as pv_savefile_dup_mark() says */
} Input;

struct _PvMerge
{
  PvInputFiles *files;
  gboolean is_single; /* just that file */
  PvMergeCheck check; /* where the files are read again */
  PvInterfaces *interfaces; /* where they go, or NULL */
  Input *inputs;
  guint n_inputs; /* there were as many files when it began */
  guint16 *heap; /* of those that have more, the one whose turn it is first */
  guint n_heap;
  guint n_open;
  guint64 n_packets;
  guint64 position;
  guint64 size;

  /* where the files are read again, runs are, instead of a heap */
  const PvVector *starts;
  const PvVector *owners;
  gsize run;
  guint64 n_left; /* of that */

  gboolean follows; /* files stay open at their end */
  gboolean catches_up; /* what came behind what was known is as if it had been there */
  gboolean can_lose; /* a single file that is replaced is no failure */
  guint paused[MAX_KEPT]; /* which do */
  guint n_paused;
};

/* A record without a time comes as soon as it can. */
static inline gint64
get_key (const PvRecord *record)
{
  return G_UNLIKELY (record->flags & PV_RECORD_NO_TIME) ? G_MININT64 : record->time_ns;
}

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

static void
make_heap (PvMerge *self)
{
  for (guint i = self->n_heap / 2; i > 0; i--)
    sift_down (self, i - 1);
}

static void
forget_paused (PvMerge *self,
               guint    i)
{
  self->inputs[i].is_paused = FALSE;
  for (guint k = 0; k < self->n_paused; k++)
    if (self->paused[k] == i)
      {
        self->paused[k] = self->paused[--self->n_paused];
        return;
      }
}

static void
close_input (PvMerge *self,
             guint    i)
{
  Input *input = &self->inputs[i];

  if (input->savefile != NULL)
    self->n_open--;
  if (input->is_paused)
    forget_paused (self, i);
  g_clear_pointer (&input->savefile, pv_savefile_free);
  pv_batch_clear (&input->batch);
  input->at = 0;
}

static void
note_position (PvMerge *self,
               Input   *input,
               guint64  position)
{
  self->position += position - input->position;
  input->position = position;
}

static const char *
get_problem_code (const GError *error)
{
  if (g_error_matches (error, PV_ERROR, PV_ERROR_NOT_A_CAPTURE))
    return "not-a-capture";
  if (g_error_matches (error, PV_ERROR, PV_ERROR_UNSUPPORTED))
    return "unsupported";
  if (error->domain == PV_ERROR)
    return "damaged";

  return "unreadable";
}

/* Whether the other files can be read nevertheless. Takes @local_error, which becomes what is said of the file, or
 * @error. */
static gboolean
bear_problem (PvMerge  *self,
              guint     i,
              GError   *local_error,
              GError  **error)
{
  PvInputFile *file = &self->files->files[i];

  if (self->is_single || self->check != NULL || g_error_matches (local_error, PV_ERROR, PV_ERROR_NO_MEMORY)
      || g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES))
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  g_free (file->problem);
  file->problem = g_strdup (local_error->message);
  file->problem_code = get_problem_code (local_error);
  g_error_free (local_error);

  return TRUE;
}

/* Of several files that are read again, says which it is about. Returns FALSE. */
static gboolean
name_file (PvMerge            *self,
           const PvInputFile  *file,
           GError            **error)
{
  g_autofree char *name = NULL;

  if (self->check == NULL || self->is_single)
    return FALSE;

  name = pv_file_text_path (file->file);
  /* Translators: %s is the name of a file. What is wrong with it follows. */
  g_prefix_error (error, _("“%s”: "), name);

  return FALSE;
}

/* Of what can be read once only, what is read is kept, and read the next time. */
static PvSource *
open_source (PvMerge       *self,
             PvInputFile   *file,
             GCancellable  *cancellable,
             GError       **error)
{
  if (self->check != NULL && file->spool != NULL && !file->identity.is_known)
    return pv_source_open_spool (file->spool, cancellable, error);
  if (self->check == NULL && file->spool == NULL && self->files->spool_limit > 0 && pv_spool_is_for (file->file))
    file->spool = pv_spool_new (self->files->spool_limit);

  return pv_source_open_keeping (file->file, self->check == NULL ? file->spool : NULL, cancellable, error);
}

static gboolean
open_input (PvMerge       *self,
            guint          i,
            GCancellable  *cancellable,
            GError       **error)
{
  PvInputFile *file = &self->files->files[i];
  Input *input = &self->inputs[i];
  PvSource *source = open_source (self, file, cancellable, error);

  if (source == NULL)
    return name_file (self, file, error);
  if (self->check != NULL && !self->check (file, source, error))
    {
      pv_source_free (source);
      return FALSE;
    }
  if (self->check == NULL)
    {
      file->identity = *pv_source_get_identity (source);
      self->size += pv_source_get_size (source) - file->size;
      file->size = pv_source_get_size (source);
    }

  input->savefile = pv_savefile_open (source, cancellable, error);
  if (input->savefile == NULL)
    return name_file (self, file, error);

  self->n_open++;
  if (self->interfaces != NULL)
    pv_savefile_keep_interfaces (input->savefile, self->interfaces, i);
  if (self->check != NULL)
    {
      /* what came after is no part of the capture */
      pv_savefile_set_limit (input->savefile, file->n_packets);
    }
  else
    {
      file->format = pv_savefile_get_format (input->savefile);
      file->compression = pv_source_get_compression (source);
    }

  return TRUE;
}

/* Notes why the file ended before its end. While it grows, that may well be in the middle of a packet. */
static void
note_truncated (PvMerge *self,
                guint    i)
{
  PvInputFile *file = &self->files->files[i];
  PvSavefile *savefile = self->inputs[i].savefile;
  const char *code = pv_savefile_get_truncated_code (savefile);

  g_clear_pointer (&file->truncated_reason, g_free);
  file->truncated_code = NULL;
  if (code == NULL ||
      (file->has_grown && (g_str_equal (code, "ends-in-packet") || g_str_equal (code, "ends-in-block"))))
    return;

  file->truncated_reason = g_strdup (pv_savefile_get_truncated_reason (savefile));
  file->truncated_code = code;
}

/* Whether it can be read on when there is more of it. */
static gboolean
can_input_grow (const PvMerge *self,
                guint          i)
{
  const PvInputFile *file = &self->files->files[i];

  return self->check == NULL && file->identity.is_known && file->compression == NULL && file->problem == NULL &&
         !file->is_past && g_file_peek_path (file->file) != NULL;
}

/* Leaves it open where it is; of too many that are, those that were not written to for longest are closed. */
static void
pause_input (PvMerge *self,
             guint    i)
{
  Input *input = &self->inputs[i];

  if (self->n_paused == MAX_KEPT)
    {
      guint oldest = i;

      for (guint k = 0; k < MAX_KEPT; k++)
        if (self->files->files[self->paused[k]].identity.modified_ns < self->files->files[oldest].identity.modified_ns)
          oldest = self->paused[k];
      close_input (self, oldest);
      if (oldest == i)
        return;
    }

  pv_batch_clear (&input->batch);
  input->at = 0;
  input->is_paused = TRUE;
  self->paused[self->n_paused++] = i;
}

/* Notes where it ended. */
static void
note_end (PvMerge *self,
          guint    i)
{
  Input *input = &self->inputs[i];

  note_truncated (self, i);
  g_clear_pointer (&input->mark, g_bytes_unref);
  input->mark = pv_savefile_dup_mark (input->savefile);
}

/* Of a file that is at its end. */
static void
end_input (PvMerge *self,
           guint    i)
{
  Input *input = &self->inputs[i];

  if (self->check == NULL && input->savefile != NULL)
    note_end (self, i);
  if (input->savefile != NULL && self->follows && can_input_grow (self, i))
    pause_input (self, i);
  else
    close_input (self, i);
}

/* Reads on, where all was taken, so that there is a next record; @has_more says whether there is. */
static gboolean
fill_input (PvMerge       *self,
            guint          i,
            gsize          read_size,
            gboolean      *has_more,
            GCancellable  *cancellable,
            GError       **error)
{
  Input *input = &self->inputs[i];
  GError *local_error = NULL;

  *has_more = TRUE;
  if (input->at < input->batch.n_records)
    return TRUE;

  if (input->savefile == NULL && !open_input (self, i, cancellable, &local_error))
    {
      *has_more = FALSE;
      return bear_problem (self, i, local_error, error);
    }

  input->at = 0;
  pv_savefile_set_read_size (input->savefile, read_size);
  if (!pv_savefile_read (input->savefile, &input->batch, cancellable, &local_error))
    {
      *has_more = FALSE;
      end_input (self, i);
      return local_error == NULL || bear_problem (self, i, local_error, error);
    }

  note_position (self, input, pv_source_get_position (pv_savefile_get_source (input->savefile)));
  input->key = get_key (&input->batch.records[0]);

  return TRUE;
}

static PvMerge *
merge_new (PvInputFiles *files)
{
  PvMerge *self = g_new0 (PvMerge, 1);

  self->files = files;
  self->is_single = files->n == 1;
  self->n_inputs = files->n;
  self->inputs = g_new0 (Input, files->n);
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
      Input *input = &self->inputs[i];
      gboolean has_more;

      if (!fill_input (self, i, PROBE_SIZE, &has_more, cancellable, error))
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
          if (self->n_open > MAX_KEPT && file->identity.is_known)
            {
              close_input (self, i);
              note_position (self, input, 0);
            }
        }
      i++;
    }
  make_heap (self);

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

  self = merge_new (pv_input_files_copy (files));
  if (self->is_single)
    return open_input (self, 0, cancellable, error) ? g_steal_pointer (&self) : NULL;

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

  self = merge_new (pv_input_files_ref (files));
  self->check = check;
  if (self->is_single)
    {
      if (!open_input (self, 0, cancellable, error))
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
      close_input (self, i);
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
  const Input *input = &self->inputs[i];
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
  while (end < input->batch.n_records && precedes (get_key (&input->batch.records[end]), i, key, other))
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
copy_records (const Input  *input,
              gsize         n,
              PvBatch      *batch,
              gsize        *used,
              GError      **error)
{
  const PvRecord *records = &input->batch.records[input->at];
  gsize i;

  if (batch->n_records == 0)
    {
      gsize size = MAX (OUT_SIZE, records[0].captured_length);

      if (batch->buffer_size < size && !pv_batch_make_buffer (batch, size, 0, FALSE))
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
  Input *input = &self->inputs[i];
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
    close_input (self, i);
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
      gboolean more = pv_savefile_read (self->inputs[0].savefile, batch, cancellable, error);

      note_position (self, &self->inputs[0], pv_source_get_position (pv_savefile_get_source (self->inputs[0].savefile)));

      return more;
    }

  batch->n_records = 0;
  batch->blocks.n = 0;
  batch->out_of_memory = FALSE;
  while (get_turn (self, &i))
    {
      Input *input = &self->inputs[i];
      gsize read_size = CLAMP (WAITING_SIZE / MAX (self->n_open, 1), MIN_READ_SIZE, OUT_SIZE);
      gboolean has_more = TRUE;
      gssize taken;
      gsize n;

      if (input->at == input->batch.n_records)
        {
          if (!fill_input (self, i, read_size, &has_more, cancellable, error))
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
        input->key = get_key (&input->batch.records[input->at]);
      note_taken (self, i, (gsize) taken);
      if ((gsize) taken < n)
        return TRUE;
      end_turn (self, TRUE);
    }

  return batch->n_records > 0;
}

void
pv_merge_end (PvMerge *self)
{
  g_return_if_fail (self != NULL);

  self->follows = FALSE;
  for (guint i = 0; i < self->files->n; i++)
    end_input (self, i);
  self->catches_up = FALSE;
}

void
pv_merge_set_follows (PvMerge  *self,
                      gboolean  can_lose)
{
  g_return_if_fail (self != NULL);

  self->follows = TRUE;
  self->can_lose = can_lose;
}

gboolean
pv_merge_can_grow (PvMerge *self)
{
  if (self->is_single)
    return can_input_grow (self, 0) && (self->inputs[0].savefile != NULL || self->inputs[0].mark != NULL);

  for (guint i = 0; i < self->files->n; i++)
    if (can_input_grow (self, i))
      return TRUE;

  return FALSE;
}

void
pv_merge_pause (PvMerge *self)
{
  g_return_if_fail (self != NULL);

  /* of several, each was when it was at its end */
  if (self->is_single && self->inputs[0].savefile != NULL)
    note_end (self, 0);
  self->catches_up = FALSE;
}

/* What is of it is shown still, but it will not be read on. */
static void
lose_input (PvMerge  *self,
            guint     i,
            gboolean  is_replaced)
{
  self->files->files[i].is_past = TRUE;
  self->files->files[i].is_replaced = is_replaced;
  if (!self->is_single)
    close_input (self, i);
}

/* Returns FALSE. */
static gboolean
set_changed (const PvInputFile  *file,
             GError            **error)
{
  g_autofree char *name = pv_file_text_path (file->file);

  /* Translators: %s is the name of a file. */
  g_set_error (error, PV_ERROR, PV_ERROR_DAMAGED, _("“%s” has changed on disk"), name);

  return FALSE;
}

/* A file that was closed when it was read to its end: opens it, and passes over what is known of it. FALSE where that is
 * not there any more, or with @error set. */
static gboolean
open_to_read_on (PvMerge       *self,
                 guint          i,
                 GCancellable  *cancellable,
                 GError       **error)
{
  PvInputFile *file = &self->files->files[i];
  Input *input = &self->inputs[i];
  guint64 n_left = file->n_packets;
  PvSource *source = pv_source_open (file->file, cancellable, NULL);

  if (source == NULL)
    return FALSE;
  if (!pv_source_is_still (source, &file->identity))
    {
      pv_source_free (source);
      return FALSE;
    }

  input->savefile = pv_savefile_open (source, cancellable, NULL);
  if (input->savefile == NULL)
    return FALSE;

  self->n_open++;
  if (input->mark != NULL)
    {
      pv_batch_clear (&input->batch);
      input->at = 0;
      if (!pv_savefile_go_to (input->savefile, input->mark))
        return FALSE;
      note_position (self, input, pv_source_get_position (pv_savefile_get_source (input->savefile)));
      return TRUE;
    }
  /* of a single file, nobody hands on what is read beyond that */
  if (self->is_single)
    return FALSE;

  note_position (self, input, 0);
  while (n_left > 0 && pv_savefile_read (input->savefile, &input->batch, cancellable, error))
    {
      input->at = (gsize) MIN (n_left, input->batch.n_records);
      n_left -= input->at;
    }
  if (n_left == 0 && input->at < input->batch.n_records)
    input->key = get_key (&input->batch.records[input->at]);

  return n_left == 0;
}

/* Goes on with one of several files, where there is more of it. */
static gboolean
resume_input (PvMerge       *self,
              guint          i,
              gboolean      *has_more,
              GCancellable  *cancellable,
              GError       **error)
{
  PvInputFile *file = &self->files->files[i];
  Input *input = &self->inputs[i];
  GError *local_error = NULL;
  struct stat info;

  *has_more = FALSE;
  if (stat (g_file_peek_path (file->file), &info) != 0)
    {
      if (errno == ENOENT)
        lose_input (self, i, FALSE);
      return TRUE;
    }

  if (info.st_dev != file->identity.device || info.st_ino != file->identity.inode ||
      (guint64) info.st_size < input->position ||
      (input->savefile != NULL && !pv_source_is_still (pv_savefile_get_source (input->savefile), &file->identity)))
    {
      lose_input (self, i, TRUE);
      return TRUE;
    }
  if ((guint64) info.st_size == input->position)
    return TRUE;

  if (input->savefile == NULL && !open_to_read_on (self, i, cancellable, &local_error))
    {
      lose_input (self, i, TRUE);
      return local_error == NULL || bear_problem (self, i, local_error, error);
    }
  if (input->is_paused)
    forget_paused (self, i);
  if (!pv_savefile_resume (input->savefile))
    {
      lose_input (self, i, TRUE);
      return TRUE;
    }

  pv_source_update_identity (pv_savefile_get_source (input->savefile), &file->identity);
  self->size += file->identity.size - file->size;
  file->size = file->identity.size;
  file->has_grown = !self->catches_up;

  return fill_input (self, i, OUT_SIZE, has_more, cancellable, error);
}

/* A file that was none when it was looked at, because nothing was in it yet, or no more than part of its head. */
static gboolean
try_input (PvMerge       *self,
           guint          i,
           gboolean      *has_more,
           GCancellable  *cancellable,
           GError       **error)
{
  PvInputFile *file = &self->files->files[i];
  struct stat info;

  *has_more = FALSE;
  if (g_strcmp0 (file->problem_code, "not-a-capture") != 0 || g_file_peek_path (file->file) == NULL ||
      stat (g_file_peek_path (file->file), &info) != 0 || !S_ISREG (info.st_mode) ||
      (guint64) info.st_size == file->size)
    return TRUE;

  g_clear_pointer (&file->problem, g_free);
  file->problem_code = NULL;

  return fill_input (self, i, OUT_SIZE, has_more, cancellable, error);
}

static gboolean
resume_single (PvMerge       *self,
               gboolean      *has_more,
               GCancellable  *cancellable,
               GError       **error)
{
  PvInputFile *file = &self->files->files[0];
  Input *input = &self->inputs[0];
  PvSource *source;
  struct stat info;

  /* one that is past stays so */
  if (!can_input_grow (self, 0))
    return TRUE;

  if (stat (g_file_peek_path (file->file), &info) != 0)
    {
      if (self->can_lose && errno == ENOENT)
        lose_input (self, 0, FALSE);
      return TRUE;
    }

  /* one that was opened by its index, and is as it was */
  if (input->savefile == NULL && pv_file_identity_is_at (&file->identity, g_file_peek_path (file->file)))
    return TRUE;

  if (info.st_dev != file->identity.device || info.st_ino != file->identity.inode ||
      (guint64) info.st_size < input->position ||
      (input->savefile == NULL && !open_to_read_on (self, 0, cancellable, error)) ||
      !pv_source_is_still (pv_savefile_get_source (input->savefile), &file->identity))
    {
      if (error != NULL && *error != NULL)
        return FALSE;
      if (!self->can_lose)
        return set_changed (file, error);
      lose_input (self, 0, TRUE);
      return TRUE;
    }

  source = pv_savefile_get_source (input->savefile);
  pv_source_update_identity (source, &file->identity);
  self->size += file->identity.size - file->size;
  file->size = file->identity.size;
  *has_more = (guint64) info.st_size > pv_source_get_position (source) && pv_savefile_resume (input->savefile);
  file->has_grown = file->has_grown || (*has_more && !self->catches_up);

  return TRUE;
}

gboolean
pv_merge_resume (PvMerge       *self,
                 gboolean      *has_more,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_return_val_if_fail (self != NULL && self->follows, FALSE);
  g_return_val_if_fail (has_more != NULL, FALSE);

  *has_more = FALSE;
  if (self->is_single)
    return resume_single (self, has_more, cancellable, error);

  for (guint i = 0; i < self->files->n; i++)
    {
      gboolean has_grown;

      if (!(can_input_grow (self, i) ? resume_input (self, i, &has_grown, cancellable, error)
                                     : try_input (self, i, &has_grown, cancellable, error)))
        return FALSE;
      if (has_grown)
        self->heap[self->n_heap++] = (guint16) i;
    }
  make_heap (self);
  *has_more = self->n_heap > 0;

  return TRUE;
}

PvMerge *
pv_merge_open_at_end (PvInputFiles  *files,
                      GBytes *const *marks,
                      gboolean       catches_up)
{
  PvMerge *self;

  g_return_val_if_fail (files != NULL, NULL);

  self = merge_new (pv_input_files_ref (files));
  self->follows = TRUE;
  self->catches_up = catches_up;
  for (guint i = 0; i < files->n; i++)
    {
      const PvInputFile *file = &files->files[i];

      self->inputs[i].mark = marks[i] != NULL ? g_bytes_ref (marks[i]) : NULL;
      note_position (self, &self->inputs[i], file->identity.size);
      self->size += file->size;
      if (!self->is_single)
        self->n_packets += file->n_packets;
    }

  return self;
}

GBytes *
pv_merge_get_mark (PvMerge *self,
                   guint    i)
{
  return self->inputs[i].mark;
}

/* Where there was but one file, there will be others. */
static gboolean
become_several (PvMerge       *self,
                GCancellable  *cancellable,
                GError       **error)
{
  PvInputFile *file = &self->files->files[0];
  gboolean has_more;

  if (!self->is_single)
    return TRUE;

  if (file->n_packets > 0 && !pv_input_files_add_run (self->files, 0, 0))
    return pv_error_set_no_memory (error);

  self->n_packets = file->n_packets;
  self->is_single = FALSE;
  if (!can_input_grow (self, 0))
    {
      close_input (self, 0);
      return TRUE;
    }

  if (self->inputs[0].savefile != NULL)
    pause_input (self, 0);
  if (!resume_input (self, 0, &has_more, cancellable, error))
    return FALSE;
  if (has_more)
    self->heap[self->n_heap++] = 0;

  return TRUE;
}

/* Forgets the last file, of which nothing came. */
static void
drop_last (PvMerge *self)
{
  guint i = self->files->n - 1;

  close_input (self, i);
  note_position (self, &self->inputs[i], 0);
  self->size -= self->files->files[i].size;
  pv_input_files_drop (self->files, i);
}

void
pv_merge_tell (PvMerge           *self,
               const PvInputFile *told)
{
  PvInputFile *file;

  g_return_if_fail (self != NULL && told != NULL);

  if (!self->is_single)
    return;

  file = &self->files->files[0];
  file->n_packets = told->n_packets;
  file->first_time_ns = told->first_time_ns;
  file->last_time_ns = told->last_time_ns;
  file->oddities = told->oddities;
  file->n_link_types = told->n_link_types;
  memcpy (file->link_types, told->link_types, sizeof file->link_types);
}

gboolean
pv_merge_add (PvMerge          *self,
              GFile            *file,
              gint64            since_ns,
              PvMergeAddition  *addition,
              GCancellable     *cancellable,
              GError          **error)
{
  gboolean has_more;
  guint i;

  g_return_val_if_fail (self != NULL && self->follows, FALSE);

  *addition = PV_MERGE_NOTHING;
  if (self->files->n == PV_INPUT_FILES_MAX)
    return TRUE;
  if (!become_several (self, cancellable, error))
    return FALSE;

  i = pv_input_files_append (self->files, file);
  if (i >= self->n_inputs)
    {
      self->n_inputs = i + 1;
      self->inputs = g_renew (Input, self->inputs, self->n_inputs);
      self->heap = g_renew (guint16, self->heap, self->n_inputs);
    }
  self->inputs[i] = (Input){ 0 };
  self->files->files[i].is_found = TRUE;
  if (!fill_input (self, i, PROBE_SIZE, &has_more, cancellable, error))
    return FALSE;

  if (self->files->files[i].problem != NULL || self->files->files[i].format == NULL)
    {
      drop_last (self);
      return TRUE;
    }
  if (has_more && self->inputs[i].key < since_ns)
    {
      *addition = PV_MERGE_EARLIER;
      drop_last (self);
      return TRUE;
    }

  *addition = has_more ? PV_MERGE_ADDED : PV_MERGE_ADDED_EMPTY;
  if (has_more)
    {
      self->heap[self->n_heap++] = (guint16) i;
      make_heap (self);
    }

  return TRUE;
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
