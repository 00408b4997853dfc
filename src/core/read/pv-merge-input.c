/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-merge-input.c: one of the files of a merge is opened, read, left open for what comes, and closed. */
#include "config.h"

#include "pv-merge-private.h"

#include <glib/gi18n-lib.h>

#include "pv-error.h"
#include "pv-file-text.h"

void
pv_merge_forget_paused (PvMerge *self,
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

void
pv_merge_close_input (PvMerge *self,
                      guint    i)
{
  PvMergeInput *input = &self->inputs[i];

  if (input->savefile != NULL)
    self->n_open--;
  if (input->is_paused)
    pv_merge_forget_paused (self, i);
  g_clear_pointer (&input->savefile, pv_savefile_free);
  pv_batch_clear (&input->batch);
  input->at = 0;
}

void
pv_merge_note_position (PvMerge      *self,
                        PvMergeInput *input,
                        guint64       position)
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

gboolean
pv_merge_bear_problem (PvMerge  *self,
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

/* Whether file @i is a pipe that is one of those before it, too: each would get parts of what comes. */
static gboolean
is_taken (const PvMerge *self,
          guint          i)
{
  const PvInputFile *files = self->files->files;

  for (guint other = 0; other < i && pv_spool_is_for (files[i].file); other++)
    if (pv_spool_are_one (files[i].file, files[other].file))
      return TRUE;

  return FALSE;
}

/* Of what can be read once only, what is read is kept, and read the next time. */
static PvSource *
open_source (PvMerge       *self,
             guint          i,
             GCancellable  *cancellable,
             GError       **error)
{
  PvInputFile *file = &self->files->files[i];

  if (self->check != NULL && file->spool != NULL && !file->identity.is_known)
    return pv_source_open_spool (file->spool, cancellable, error);
  if (self->check == NULL && is_taken (self, i))
    {
      pv_spool_set_once (error);
      return NULL;
    }
  if (self->check == NULL && file->spool == NULL && self->files->spool_limit > 0 && pv_spool_is_for (file->file))
    file->spool = pv_spool_new (self->files->spool_limit);

  return pv_source_open_keeping (file->file, self->check == NULL ? file->spool : NULL, cancellable, error);
}

/* Many files that become so long are no better than one, so that what is free is shared; by those that there were when
 * it was first read, since it must have the same packets each time. */
static guint64
get_free_bytes (const PvMerge *self,
                guint          i)
{
  guint64 n_free = self->files->files[i].n_free;

  return n_free > 0 ? n_free : MAX (PV_SOURCE_FREE_BYTES / self->files->n, PV_SOURCE_FREE_LEAST);
}

gboolean
pv_merge_open_input (PvMerge       *self,
                     guint          i,
                     GCancellable  *cancellable,
                     GError       **error)
{
  PvInputFile *file = &self->files->files[i];
  PvMergeInput *input = &self->inputs[i];
  PvSource *source = open_source (self, i, cancellable, error);

  if (source == NULL)
    return name_file (self, file, error);
  pv_source_set_free_bytes (source, get_free_bytes (self, i));
  if (self->check != NULL && !self->check (file, source, error))
    {
      pv_source_free (source);
      return FALSE;
    }
  if (self->check == NULL)
    {
      file->identity = *pv_source_get_identity (source);
      file->n_free = get_free_bytes (self, i);
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

gboolean
pv_merge_can_input_grow (const PvMerge *self,
                         guint          i)
{
  const PvInputFile *file = &self->files->files[i];

  return self->check == NULL && file->identity.is_known && file->compression == NULL && file->problem == NULL &&
         !file->is_past && g_file_peek_path (file->file) != NULL;
}

void
pv_merge_pause_input (PvMerge *self,
                      guint    i)
{
  PvMergeInput *input = &self->inputs[i];

  if (self->n_paused == PV_MERGE_MAX_KEPT)
    {
      guint oldest = i;

      for (guint k = 0; k < PV_MERGE_MAX_KEPT; k++)
        if (self->files->files[self->paused[k]].identity.modified_ns < self->files->files[oldest].identity.modified_ns)
          oldest = self->paused[k];
      pv_merge_close_input (self, oldest);
      if (oldest == i)
        return;
    }

  pv_batch_clear (&input->batch);
  input->at = 0;
  input->is_paused = TRUE;
  self->paused[self->n_paused++] = i;
}

void
pv_merge_note_end (PvMerge *self,
                   guint    i)
{
  PvMergeInput *input = &self->inputs[i];

  note_truncated (self, i);
  g_clear_pointer (&input->mark, g_bytes_unref);
  input->mark = pv_savefile_dup_mark (input->savefile);
}

void
pv_merge_end_input (PvMerge *self,
                    guint    i)
{
  PvMergeInput *input = &self->inputs[i];

  if (self->check == NULL && input->savefile != NULL)
    pv_merge_note_end (self, i);
  if (input->savefile != NULL && self->follows && pv_merge_can_input_grow (self, i))
    pv_merge_pause_input (self, i);
  else
    pv_merge_close_input (self, i);
}

gboolean
pv_merge_set_changed (GFile   *file,
                      GError **error)
{
  g_autofree char *name = pv_file_text_path (file);

  /* Translators: %s is the name of a file. */
  g_set_error (error, PV_ERROR, PV_ERROR_DAMAGED, _("“%s” has changed on disk"), name);

  return FALSE;
}

gboolean
pv_merge_check_end (PvMerge  *self,
                    guint     i,
                    GError  **error)
{
  const PvInputFile *file = &self->files->files[i];

  return self->check != NULL || (self->follows && pv_merge_can_input_grow (self, i))
         || !pv_source_was_rewritten (pv_savefile_get_source (self->inputs[i].savefile))
         || pv_merge_set_changed (file->file, error);
}

gboolean
pv_merge_fill_input (PvMerge       *self,
                     guint          i,
                     gsize          read_size,
                     gboolean      *has_more,
                     GCancellable  *cancellable,
                     GError       **error)
{
  PvMergeInput *input = &self->inputs[i];
  GError *local_error = NULL;

  *has_more = TRUE;
  if (input->at < input->batch.n_records)
    return TRUE;

  if (input->savefile == NULL && !pv_merge_open_input (self, i, cancellable, &local_error))
    {
      *has_more = FALSE;
      return pv_merge_bear_problem (self, i, local_error, error);
    }

  input->at = 0;
  pv_savefile_set_read_size (input->savefile, read_size);
  if (!pv_savefile_read (input->savefile, &input->batch, cancellable, &local_error))
    {
      *has_more = FALSE;
      if (local_error == NULL)
        pv_merge_check_end (self, i, &local_error);
      pv_merge_end_input (self, i);
      return local_error == NULL || pv_merge_bear_problem (self, i, local_error, error);
    }

  pv_merge_note_position (self, input, pv_source_get_position (pv_savefile_get_source (input->savefile)));
  input->key = pv_merge_get_key (&input->batch.records[0]);

  return TRUE;
}
