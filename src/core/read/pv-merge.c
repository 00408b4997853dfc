/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-merge.c: several savefiles become one sequence of packet records. */
#include "config.h"

#include "pv-merge.h"

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
#define MIN_CHUNK ((gsize) 32 * 1024)

/* To see a file's first record, so many bytes are read, and so many files stay open until their turn comes. */
#define PROBE_CHUNK ((gsize) 16 * 1024)
#define MAX_KEPT 16

/* One file. Those whose turn has not come are closed, but for a few. */
typedef struct
{
  PvSavefile *savefile; /* NULL before, between and after */
  PvBatch batch;
  gsize at; /* the next of its records */
  gint64 key; /* the time of that */
  guint64 position;
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
close_input (PvMerge *self,
             guint    i)
{
  Input *input = &self->inputs[i];

  if (input->savefile != NULL)
    self->n_open--;
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

/* Of a file that is at its end. */
static void
end_input (PvMerge *self,
           guint    i)
{
  PvInputFile *file = &self->files->files[i];
  Input *input = &self->inputs[i];

  if (self->check == NULL && input->savefile != NULL)
    {
      g_free (file->truncated_reason);
      file->truncated_reason = g_strdup (pv_savefile_get_truncated_reason (input->savefile));
      file->truncated_code = pv_savefile_get_truncated_code (input->savefile);
    }
  close_input (self, i);
}

/* Reads on, where all was taken, so that there is a next record; @has_more says whether there is. */
static gboolean
fill_input (PvMerge       *self,
            guint          i,
            gsize          chunk,
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
  pv_savefile_set_chunk (input->savefile, chunk);
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

      if (!fill_input (self, i, PROBE_CHUNK, &has_more, cancellable, error))
        return FALSE;
      if (is_stray (self, i))
        {
          self->size -= file->size;
          pv_input_files_drop (self->files, i);
          continue;
        }

      if (has_more)
        {
          file->head_ns = input->key;
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
    if (files->files[i].n_packets > 0)
      {
        self->inputs[i].key = files->files[i].head_ns;
        self->heap[self->n_heap++] = (guint16) i;
        self->size += files->files[i].size;
      }
  make_heap (self);

  return g_steal_pointer (&self);
}

void
pv_merge_free (PvMerge *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->n_inputs; i++)
    close_input (self, i);
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

      if (batch->buffer_size < size)
        {
          g_free (batch->buffer);
          batch->buffer_size = 0;
          batch->buffer = g_try_malloc (size);
          if (batch->buffer == NULL)
            {
              pv_error_set_no_memory (error);
              return -1;
            }
          batch->buffer_size = size;
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
            PvBatch  *batch,
            GError  **error)
{
  Input *input = &self->inputs[self->heap[0]];
  PvBatch other = *batch;

  *batch = input->batch;
  input->batch = other;
  input->batch.n_records = 0;
  input->batch.blocks.n = 0;

  return note_records (self, self->heap[0], batch->records, batch->n_records, error);
}

gboolean
pv_merge_read (PvMerge       *self,
               PvBatch       *batch,
               GCancellable  *cancellable,
               GError       **error)
{
  gsize used = 0;

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
  while (self->n_heap > 0)
    {
      guint i = self->heap[0];
      Input *input = &self->inputs[i];
      gsize chunk = CLAMP (WAITING_SIZE / MAX (self->n_open, 1), MIN_CHUNK, OUT_SIZE);
      gboolean has_more = TRUE;
      gssize taken;
      gsize n;

      if (input->at == input->batch.n_records)
        {
          if (!fill_input (self, i, chunk, &has_more, cancellable, error))
            return FALSE;
          if (!has_more)
            self->heap[0] = self->heap[--self->n_heap];
          sift_down (self, 0);
          continue;
        }

      n = count_run (self);
      if (input->at == 0 && n == input->batch.n_records && (n >= MIN_OWN || batch->n_records == 0))
        return batch->n_records > 0 || swap_batch (self, batch, error);

      taken = copy_records (input, n, batch, &used, error);
      if (taken < 0 || !note_records (self, i, &input->batch.records[input->at], (gsize) taken, error))
        return FALSE;
      input->at += (gsize) taken;
      if (input->at < input->batch.n_records)
        input->key = get_key (&input->batch.records[input->at]);
      if ((gsize) taken < n)
        return TRUE;
      sift_down (self, 0);
    }

  return batch->n_records > 0;
}

void
pv_merge_end (PvMerge *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->files->n; i++)
    end_input (self, i);
}

gboolean
pv_merge_can_grow (PvMerge *self)
{
  const PvInputFile *file = &self->files->files[0];

  return self->files->n == 1 && self->check == NULL && self->inputs[0].savefile != NULL && file->identity.is_known &&
         file->compression == NULL && g_file_peek_path (file->file) != NULL;
}

void
pv_merge_pause (PvMerge  *self,
                gboolean  is_growing)
{
  PvInputFile *file = &self->files->files[0];
  PvSavefile *savefile = self->inputs[0].savefile;
  const char *code = pv_savefile_get_truncated_code (savefile);

  g_return_if_fail (pv_merge_can_grow (self));

  g_clear_pointer (&file->truncated_reason, g_free);
  file->truncated_code = NULL;
  if (code == NULL || (is_growing && (g_str_equal (code, "ends-in-packet") || g_str_equal (code, "ends-in-block"))))
    return;

  file->truncated_reason = g_strdup (pv_savefile_get_truncated_reason (savefile));
  file->truncated_code = code;
}

gboolean
pv_merge_resume (PvMerge   *self,
                 gboolean  *has_more,
                 GError   **error)
{
  PvInputFile *file = &self->files->files[0];
  PvSource *source = pv_savefile_get_source (self->inputs[0].savefile);
  struct stat info;

  g_return_val_if_fail (pv_merge_can_grow (self), FALSE);

  *has_more = FALSE;
  if (stat (g_file_peek_path (file->file), &info) != 0)
    return TRUE;

  if (info.st_dev != file->identity.device || info.st_ino != file->identity.inode ||
      !pv_source_is_still (source, &file->identity) || (guint64) info.st_size < pv_source_get_position (source))
    {
      g_autofree char *name = pv_file_text_path (file->file);

      /* Translators: %s is the name of a file. */
      g_set_error (error, PV_ERROR, PV_ERROR_DAMAGED, _("“%s” has changed on disk"), name);
      return FALSE;
    }

  pv_source_update_identity (source, &file->identity);
  file->size = file->identity.size;
  *has_more = (guint64) info.st_size > pv_source_get_position (source) && pv_savefile_resume (self->inputs[0].savefile);

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
