/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-reopen.c: a loaded capture's files, read once more. */
#include "config.h"

#include "pv-reopen.h"

#include <glib/gi18n-lib.h>

#include "pv-capture-private.h"
#include "pv-error.h"
#include "pv-file-text.h"
#include "pv-pass.h"

/* Returns FALSE. */
static gboolean
set_changed (GFile   *file,
             GError **error)
{
  g_autofree char *name = pv_file_text_path (file);

  g_set_error (error, PV_ERROR, PV_ERROR_DAMAGED,
               /* Translators: %s is the name of a file. */
               _("“%s” was changed since it was opened, other than by growing. Open it again"), name);

  return FALSE;
}

static gboolean
check_file (const PvInputFile  *file,
            PvSource           *source,
            GError            **error)
{
  return pv_source_is_still (source, &file->identity) || set_changed (file->file, error);
}

PvMerge *
pv_capture_open_again (PvCapture     *capture,
                       PvProgress    *progress,
                       GCancellable  *cancellable,
                       GError       **error)
{
  PvMerge *merge;

  for (guint i = 0; i < capture->files->n; i++)
    {
      const PvInputFile *file = &capture->files->files[i];

      if (file->format == NULL || file->identity.is_known)
        continue;
      if (file->spool != NULL)
        {
          if (!pv_spool_check (file->spool, error))
            return NULL;
        }
      else if (pv_spool_is_for (file->file))
        {
          pv_spool_set_once (error);
          return NULL;
        }
    }

  merge = pv_merge_open_again (capture->files, check_file, cancellable, error);
  if (merge != NULL && progress != NULL)
    __atomic_store_n (&progress->size, pv_merge_get_size (merge), __ATOMIC_RELAXED);

  return merge;
}

/* Of which file the packet is that was read as @place. */
static GFile *
get_file (PvCapture *capture,
          guint64    place)
{
  guint64 packet = place < capture->n_packets ? pv_capture_get_number (capture, place) : capture->n_packets;

  return capture->files->files[pv_input_files_find (capture->files, packet)].file;
}

gboolean
pv_capture_check_batch (PvCapture      *capture,
                        const PvBatch  *batch,
                        guint64         first,
                        GError        **error)
{
  for (gsize i = 0; i < batch->n_records; i++)
    {
      const PvRecord *record = &batch->records[i];
      guint64 packet;

      if (first + i >= capture->n_packets)
        return set_changed (get_file (capture, first + i), error);

      packet = pv_capture_get_number (capture, first + i);
      if ((record->flags & PV_RECORD_NO_TIME) == 0 && record->time_ns != pv_capture_get_time (capture, packet))
        return set_changed (get_file (capture, first + i), error);
    }

  return TRUE;
}

gboolean
pv_capture_check_end (PvCapture  *capture,
                      guint64     n_read,
                      GError    **error)
{
  return n_read == capture->n_packets || set_changed (get_file (capture, n_read), error);
}

typedef struct
{
  PvCapture *capture;
  PvRecordsFunc func;
  gpointer data;
} Reading;

static gpointer
reading_begin (gpointer data)
{
  return data;
}

static gboolean
reading_work (gpointer         state,
              const PvBatch   *batch,
              guint64          first,
              GError         **error)
{
  const Reading *self = state;

  return pv_capture_check_batch (self->capture, batch, first, error) && self->func (self->data, batch, first, error);
}

static void
reading_end (gpointer state)
{
}

gboolean
pv_capture_read_again (PvCapture      *capture,
                       PvMerge        *merge,
                       PvRecordsFunc   func,
                       gpointer        data,
                       PvProgress     *progress,
                       GCancellable   *cancellable,
                       GError        **error)
{
  static const PvPassFuncs funcs = { .begin = reading_begin, .work = reading_work, .end = reading_end };
  Reading reading = { capture, func, data };
  guint64 n_read;

  return pv_pass_run (merge, &funcs, &reading, 1, &n_read, progress != NULL ? &progress->bytes_read : NULL, cancellable,
                      error) &&
         pv_capture_check_end (capture, n_read, error);
}
