/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-packet-save.c: some of a capture's packets as a savefile of their own. */
#include "config.h"

#include "pv-job.h"
#include "pv-packet-save.h"

#include <glib/gi18n-lib.h>

#include "pv-error.h"
#include "pv-packet-set-private.h"
#include "pv-pass.h"
#include "pv-pcapng-writer.h"
#include "pv-whole-file.h"

/* What a pass that saves works with. */
typedef struct
{
  PvCapture *capture;
  PvPacketSet *set;
  guint64 first; /* numbers of the packets within the span */
  guint64 last;
  PvPcapngWriter *writer;
  gboolean copies_blocks; /* of a pcapng file, rather than to make them of packets */
  PvAnonymiser *anonymiser; /* (nullable): what packets go through */
  GCancellable *cancellable;
} Save;

static gpointer
save_begin (gpointer data)
{
  return data;
}

/* Whether the packet that is number @i in the file is saved. */
static gboolean
is_wanted (const Save *save,
           guint64     i)
{
  guint64 packet = pv_capture_get_number (save->capture, i);

  return packet >= save->first && packet < save->last
         && (save->set == NULL || pv_packet_set_contains (save->set, packet));
}

/* All that is no packet, and the packets that are wanted. */
static gboolean
save_blocks (Save           *save,
             const PvBatch  *batch,
             guint64         first,
             GError        **error)
{
  guint64 n = first;

  for (gsize i = 0; i < batch->blocks.n; i++)
    {
      const PvBlock *block = &pv_vector_index (&batch->blocks, PvBlock, i);

      if ((!block->is_record || is_wanted (save, n++))
          && !pv_pcapng_writer_add_block (save->writer, block, save->cancellable, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
save_work (gpointer         data,
           const PvBatch   *batch,
           guint64          first,
           GError         **error)
{
  Save *save = data;

  if (!pv_capture_check_batch (save->capture, batch, first, error))
    return FALSE;

  if (save->copies_blocks)
    return save_blocks (save, batch, first, error);

  for (gsize i = 0; i < batch->n_records; i++)
    {
      PvRecord record = batch->records[i];

      if (!is_wanted (save, first + i))
        continue;
      if (save->anonymiser != NULL)
        pv_anonymiser_rewrite (save->anonymiser, &batch->records[i], &record);
      if (!pv_pcapng_writer_add (save->writer, &record, save->cancellable, error))
        return FALSE;
    }

  return TRUE;
}

static void
save_end (gpointer data)
{
}

gboolean
pv_packet_save_to_stream (PvCapture      *capture,
                          PvPacketSet    *set,
                          const PvSpan   *span,
                          GOutputStream  *stream,
                          PvProgress     *progress,
                          GCancellable   *cancellable,
                          GError        **error)
{
  return pv_packet_save_anonymised (capture, set, span, NULL, stream, progress, cancellable, error);
}

gboolean
pv_packet_save_anonymised (PvCapture      *capture,
                           PvPacketSet    *set,
                           const PvSpan   *span,
                           PvAnonymiser   *anonymiser,
                           GOutputStream  *stream,
                           PvProgress     *progress,
                           GCancellable   *cancellable,
                           GError        **error)
{
  static const PvPassFuncs funcs = { .begin = save_begin, .work = save_work, .end = save_end };
  g_autoptr (PvMerge) merge = NULL;
  g_autoptr (PvPcapngWriter) writer = NULL;
  guint64 n_read;
  Save save = {
    .capture = capture,
    .set = set,
    .last = capture->n_packets,
    .anonymiser = anonymiser,
    .cancellable = cancellable,
  };

  g_return_val_if_fail (PV_IS_CAPTURE (capture) && pv_capture_get_settled (capture), FALSE);
  g_return_val_if_fail (set == NULL || pv_packet_set_get_capture (set) == capture, FALSE);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), FALSE);

  if (span != NULL)
    pv_capture_find_span (capture, *span, &save.first, &save.last);

  merge = pv_capture_open_again (capture, progress, cancellable, error);
  if (merge == NULL)
    return FALSE;

  /* comments, names of interfaces and hosts, and secrets tell whose packets these are */
  save.copies_blocks = anonymiser == NULL && pv_merge_keep_blocks (merge);
  if (save.copies_blocks)
    writer = pv_pcapng_writer_new_for_blocks (stream, error);
  else
    writer = pv_pcapng_writer_new (stream, pv_capture_get_first_time (capture), error);
  if (writer == NULL)
    return FALSE;

  save.writer = writer;

  return pv_pass_run (merge, &funcs, &save, 1, &n_read, progress != NULL ? &progress->bytes_read : NULL,
                      cancellable, error)
         && pv_capture_check_end (capture, n_read, error)
         && pv_pcapng_writer_end (writer, cancellable, error);
}

static gboolean
save_to_file (PvCapture     *capture,
              PvPacketSet   *set,
              const PvSpan  *span,
              PvAnonymiser  *anonymiser,
              GFile         *file,
              PvProgress    *progress,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (PvWholeFile) whole = NULL;

  for (guint i = 0; i < pv_capture_get_n_files (capture); i++)
    if (pv_whole_file_is_same (file, pv_capture_get_nth_file (capture, i)->file))
      {
        g_autofree char *name = g_file_get_parse_name (file);

        g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE,
                     _("“%s” is the capture that the packets are in, and would be replaced. Choose another name"), name);
        return FALSE;
      }

  whole = pv_whole_file_new (file, cancellable, error);

  return whole != NULL
         && pv_packet_save_anonymised (capture, set, span, anonymiser, pv_whole_file_get_stream (whole), progress,
                                       cancellable, error)
         && pv_whole_file_close (whole, cancellable, error);
}

gboolean
pv_packet_save (PvCapture     *capture,
                PvPacketSet   *set,
                const PvSpan  *span,
                GFile         *file,
                PvProgress    *progress,
                GCancellable  *cancellable,
                GError       **error)
{
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  return save_to_file (capture, set, span, NULL, file, progress, cancellable, error);
}

typedef struct
{
  PvPacketSet *set;
  PvSpan span;
  gboolean has_span;
  PvAnonymiser *anonymiser; /* (nullable) */
  GFile *file;
  PvProgress *progress;
} SaveData;

static void
save_data_free (gpointer data)
{
  SaveData *self = data;

  g_clear_pointer (&self->set, pv_packet_set_unref);
  g_clear_pointer (&self->anonymiser, pv_anonymiser_free);
  g_object_unref (self->file);
  g_free (self);
}

static gpointer
save (gpointer       source,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  const SaveData *save_data = data;

  return GINT_TO_POINTER (save_to_file (source, save_data->set, save_data->has_span ? &save_data->span : NULL,
                                        save_data->anonymiser, save_data->file, save_data->progress, cancellable,
                                        error));
}

static const PvJob save_job = { save, NULL, save_data_free };

void
pv_packet_save_async (PvCapture            *capture,
                      PvPacketSet          *set,
                      const PvSpan         *span,
                      PvAnonymiser         *anonymiser,
                      GFile                *file,
                      PvProgress           *progress,
                      GCancellable         *cancellable,
                      GAsyncReadyCallback   callback,
                      gpointer              user_data)
{
  SaveData *data;

  g_return_if_fail (PV_IS_CAPTURE (capture));
  g_return_if_fail (G_IS_FILE (file));

  data = g_new0 (SaveData, 1);
  data->set = set != NULL ? pv_packet_set_ref (set) : NULL;
  data->has_span = span != NULL;
  if (span != NULL)
    data->span = *span;
  data->anonymiser = anonymiser;
  data->file = g_object_ref (file);
  data->progress = progress;

  pv_job_run_async (&save_job, capture, data, cancellable, callback, user_data);
}

gboolean
pv_packet_save_finish (GAsyncResult  *result,
                       GError       **error)
{
  return pv_job_run_finish (&save_job, result, error) != NULL;
}

guint64
pv_packet_save_count (PvCapture    *capture,
                      PvPacketSet  *set,
                      const PvSpan *span)
{
  guint64 first = 0;
  guint64 last;

  g_return_val_if_fail (PV_IS_CAPTURE (capture) && pv_capture_get_settled (capture), 0);
  g_return_val_if_fail (set == NULL || pv_packet_set_get_capture (set) == capture, 0);

  last = capture->n_packets;
  if (span != NULL)
    pv_capture_find_span (capture, *span, &first, &last);
  if (set == NULL)
    return last - first;

  return pv_packet_set_sum_before (set, last).packets - pv_packet_set_sum_before (set, first).packets;
}
