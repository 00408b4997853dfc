/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-merge-growth.c: files that grow are read on, and others join. */
#include "config.h"

#include "pv-merge-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>

#include "pv-error.h"
#include "pv-file-text.h"

void
pv_merge_end (PvMerge *self)
{
  g_return_if_fail (self != NULL);

  self->follows = FALSE;
  for (guint i = 0; i < self->files->n; i++)
    pv_merge_end_input (self, i);
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
    return pv_merge_can_input_grow (self, 0) && (self->inputs[0].savefile != NULL || self->inputs[0].mark != NULL);

  for (guint i = 0; i < self->files->n; i++)
    if (pv_merge_can_input_grow (self, i))
      return TRUE;

  return FALSE;
}

void
pv_merge_pause (PvMerge *self)
{
  g_return_if_fail (self != NULL);

  /* of several, each was when it was at its end */
  if (self->is_single && self->inputs[0].savefile != NULL)
    pv_merge_note_end (self, 0);
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
    pv_merge_close_input (self, i);
}

/* A file that was closed when it was read to its end: opens it, and passes over what is known of it. FALSE where that
 * is not there any more, or with @error set. */
static gboolean
open_to_read_on (PvMerge       *self,
                 guint          i,
                 GCancellable  *cancellable,
                 GError       **error)
{
  PvInputFile *file = &self->files->files[i];
  PvMergeInput *input = &self->inputs[i];
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
      pv_merge_note_position (self, input, pv_source_get_position (pv_savefile_get_source (input->savefile)));
      return TRUE;
    }
  /* of a single file, nobody hands on what is read beyond that */
  if (self->is_single)
    return FALSE;

  pv_merge_note_position (self, input, 0);
  while (n_left > 0 && pv_savefile_read (input->savefile, &input->batch, cancellable, error))
    {
      input->at = (gsize) MIN (n_left, input->batch.n_records);
      n_left -= input->at;
    }
  if (n_left == 0 && input->at < input->batch.n_records)
    input->key = pv_merge_get_key (&input->batch.records[input->at]);

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
  PvMergeInput *input = &self->inputs[i];
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
    {
      /* nobody looks at one that is closed and as long as it was, unless it was written to since it was looked at */
      if (input->savefile == NULL && !pv_file_identity_is_at (&file->identity, g_file_peek_path (file->file))
          && !pv_file_identity_go_on (&file->identity, g_file_peek_path (file->file)))
        lose_input (self, i, TRUE);
      return TRUE;
    }

  if (input->savefile == NULL && !open_to_read_on (self, i, cancellable, &local_error))
    {
      lose_input (self, i, TRUE);
      return local_error == NULL || pv_merge_bear_problem (self, i, local_error, error);
    }
  if (input->is_paused)
    pv_merge_forget_paused (self, i);
  if (!pv_savefile_resume (input->savefile))
    {
      lose_input (self, i, TRUE);
      return TRUE;
    }

  pv_source_update_identity (pv_savefile_get_source (input->savefile), &file->identity);
  self->size += file->identity.size - file->size;
  file->size = file->identity.size;
  file->has_grown = !self->catches_up;

  return pv_merge_fill_input (self, i, PV_MERGE_OUT_SIZE, has_more, cancellable, error);
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

  return pv_merge_fill_input (self, i, PV_MERGE_OUT_SIZE, has_more, cancellable, error);
}

static gboolean
resume_single (PvMerge       *self,
               gboolean      *has_more,
               GCancellable  *cancellable,
               GError       **error)
{
  PvInputFile *file = &self->files->files[0];
  PvMergeInput *input = &self->inputs[0];
  PvSource *source;
  struct stat info;

  /* one that is past stays so */
  if (!pv_merge_can_input_grow (self, 0))
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
        return pv_merge_set_changed (file->file, error);
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

      if (!(pv_merge_can_input_grow (self, i) ? resume_input (self, i, &has_grown, cancellable, error)
                                              : try_input (self, i, &has_grown, cancellable, error)))
        return FALSE;
      if (has_grown)
        self->heap[self->n_heap++] = (guint16) i;
    }
  pv_merge_make_heap (self);
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

  self = pv_merge_new (pv_input_files_ref (files));
  self->follows = TRUE;
  self->catches_up = catches_up;
  for (guint i = 0; i < files->n; i++)
    {
      const PvInputFile *file = &files->files[i];

      self->inputs[i].mark = marks[i] != NULL ? g_bytes_ref (marks[i]) : NULL;
      pv_merge_note_position (self, &self->inputs[i], file->identity.size);
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
  if (!pv_merge_can_input_grow (self, 0))
    {
      pv_merge_close_input (self, 0);
      return TRUE;
    }

  if (self->inputs[0].savefile != NULL)
    pv_merge_pause_input (self, 0);
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

  pv_merge_close_input (self, i);
  g_clear_pointer (&self->inputs[i].mark, g_bytes_unref);
  pv_merge_note_position (self, &self->inputs[i], 0);
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
      self->inputs = g_renew (PvMergeInput, self->inputs, self->n_inputs);
      self->heap = g_renew (guint16, self->heap, self->n_inputs);
    }
  self->inputs[i] = (PvMergeInput){ 0 };
  self->files->files[i].is_found = TRUE;
  if (!pv_merge_fill_input (self, i, PV_MERGE_PROBE_SIZE, &has_more, cancellable, error))
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
  /* its first packet will tell */
  if (!has_more && since_ns > G_MININT64)
    {
      drop_last (self);
      return TRUE;
    }

  *addition = has_more ? PV_MERGE_ADDED : PV_MERGE_ADDED_EMPTY;
  if (has_more)
    {
      self->heap[self->n_heap++] = (guint16) i;
      pv_merge_make_heap (self);
    }

  return TRUE;
}
