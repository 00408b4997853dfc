/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture-filter.c: libpcap's filter language over a loaded capture. */
#include "config.h"

#include "pv-capture-filter.h"

#include <string.h>

#include "pv-bpf.h"
#include "pv-job.h"
#include "pv-packet-set-private.h"
#include "pv-pass.h"
#include "pv-reopen.h"

gboolean
pv_capture_filter_check (const char  *expression,
                         PvCapture   *capture,
                         GError     **error)
{
  g_autoptr (PvBpf) bpf = NULL;
  g_autoptr (GError) first_error = NULL;
  const guint16 *link_types;
  guint n;

  g_return_val_if_fail (expression != NULL, FALSE);
  g_return_val_if_fail (PV_IS_CAPTURE (capture), FALSE);

  bpf = pv_bpf_new (expression);
  link_types = pv_capture_get_link_types (capture, &n);

  for (guint i = 0; i < n; i++)
    if (pv_bpf_compile (bpf, link_types[i], first_error == NULL ? &first_error : NULL))
      return TRUE;

  if (first_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&first_error));

  return FALSE;
}

/* What the threads of one pass share. */
typedef struct
{
  PvCapture *capture;
  const char *expression;
  PvPacketSet *set;
} Filter;

typedef struct
{
  Filter *filter;
  PvBpf *bpf;
} State;

static gpointer
filter_begin (gpointer data)
{
  State *state = g_new0 (State, 1);

  state->filter = data;
  state->bpf = pv_bpf_new (state->filter->expression);

  return state;
}

static gboolean
filter_work (gpointer         data,
             const PvBatch   *batch,
             guint64          first,
             GError         **error)
{
  State *state = data;
  PvCapture *capture = state->filter->capture;
  guint64 *words = state->filter->set->words;

  if (!pv_capture_check_batch (capture, batch, first, error))
    return FALSE;

  for (gsize i = 0; i < batch->n_records; i++)
    if (pv_bpf_passes (state->bpf, &batch->records[i]))
      {
        guint64 packet = pv_capture_get_number (capture, first + i);

        /* Batches of other threads share words with this one. */
        __atomic_fetch_or (&words[packet / PV_WORD_BITS], G_GUINT64_CONSTANT (1) << packet % PV_WORD_BITS,
                           __ATOMIC_RELAXED);
      }

  return TRUE;
}

static void
filter_end (gpointer data)
{
  State *state = data;

  pv_bpf_free (state->bpf);
  g_free (state);
}

/* What of packets in @before, of an earlier generation, has another number by now. */
static void
add_moved (PvPacketSet *self,
           PvPacketSet *before,
           guint64      n_same)
{
  for (guint64 place = 0; place < before->capture->n_packets && n_same < before->capture->n_packets; place++)
    {
      guint64 number = pv_capture_get_number (before->capture, place);
      guint64 packet = pv_capture_get_number (self->capture, place);

      if (number >= n_same && pv_packet_set_contains (before, number))
        self->words[packet / PV_WORD_BITS] |= G_GUINT64_CONSTANT (1) << packet % PV_WORD_BITS;
    }
}

/* The set without reading anything: what passed in an earlier generation, and what was found out of what came since as it
 * was read. NULL where that is not known, without an error. */
static PvPacketSet *
go_on (PvCapture   *capture,
       const char  *expression,
       PvPacketSet *before)
{
  g_autoptr (PvLiveFilter) live = capture->live_filters != NULL ? pv_live_filters_get (capture->live_filters) : NULL;
  g_autoptr (PvPacketSet) set = NULL;
  g_autofree guint8 *passes = NULL;
  guint64 n_before = before->capture->n_packets;
  guint64 n_same;

  if (live == NULL || !g_str_equal (pv_live_filter_get_expression (live), expression) ||
      !pv_capture_is_same_model (capture, before->capture) || n_before > capture->n_packets ||
      capture->generation <= before->capture->generation)
    return NULL;

  passes = pv_live_filter_get (live, n_before, capture->n_packets);
  set = passes != NULL ? pv_packet_set_new_empty (capture, NULL) : NULL;
  if (set == NULL)
    return NULL;

  n_same = pv_capture_get_n_same (capture, before->capture);
  memcpy (set->words, before->words, (n_same + PV_WORD_BITS - 1) / PV_WORD_BITS * sizeof *set->words);
  if (n_same % PV_WORD_BITS != 0)
    set->words[n_same / PV_WORD_BITS] &= (G_GUINT64_CONSTANT (1) << n_same % PV_WORD_BITS) - 1;
  add_moved (set, before, n_same);
  for (guint64 place = n_before; place < capture->n_packets; place++)
    if (passes[place - n_before] != 0)
      {
        guint64 packet = pv_capture_get_number (capture, place);

        set->words[packet / PV_WORD_BITS] |= G_GUINT64_CONSTANT (1) << packet % PV_WORD_BITS;
      }
  pv_packet_set_go_on (set, before);

  return g_steal_pointer (&set);
}

PvPacketSet *
pv_capture_filter_run_on (PvCapture     *capture,
                          const char    *expression,
                          PvPacketSet   *before,
                          PvProgress    *progress,
                          GCancellable  *cancellable,
                          GError       **error)
{
  PvPacketSet *set;

  g_return_val_if_fail (PV_IS_CAPTURE (capture) && pv_capture_get_settled (capture), NULL);
  g_return_val_if_fail (expression != NULL, NULL);

  set = before != NULL ? go_on (capture, expression, before) : NULL;

  return set != NULL ? set : pv_capture_filter_run (capture, expression, progress, cancellable, error);
}

void
pv_capture_filter_want (PvCapture  *capture,
                        const char *expression)
{
  g_return_if_fail (PV_IS_CAPTURE (capture) && pv_capture_get_settled (capture));

  if (capture->live_filters != NULL)
    pv_live_filters_want (capture->live_filters, expression);
}

PvPacketSet *
pv_capture_filter_run (PvCapture     *capture,
                       const char    *expression,
                       PvProgress    *progress,
                       GCancellable  *cancellable,
                       GError       **error)
{
  static const PvPassFuncs funcs = { .begin = filter_begin, .work = filter_work, .end = filter_end };
  g_autoptr (PvPacketSet) set = NULL;
  g_autoptr (PvMerge) merge = NULL;
  guint64 n_read;
  Filter filter = { .capture = capture, .expression = expression };

  g_return_val_if_fail (PV_IS_CAPTURE (capture) && pv_capture_get_settled (capture), NULL);
  g_return_val_if_fail (expression != NULL, NULL);

  if (!pv_capture_filter_check (expression, capture, error))
    return NULL;

  merge = pv_capture_open_again (capture, progress, cancellable, error);
  if (merge == NULL)
    return NULL;

  set = pv_packet_set_new_empty (capture, error);
  if (set == NULL)
    return NULL;

  filter.set = set;
  if (!pv_pass_run (merge, &funcs, &filter, pv_pass_get_n_threads (), &n_read,
                    progress != NULL ? &progress->bytes_read : NULL, cancellable, error)
      || !pv_capture_check_end (capture, n_read, error))
    return NULL;

  return g_steal_pointer (&set);
}

typedef struct
{
  char *expression;
  PvPacketSet *before;
  PvProgress *progress;
} RunData;

static void
run_data_free (gpointer data)
{
  RunData *self = data;

  g_free (self->expression);
  g_clear_pointer (&self->before, pv_packet_set_unref);
  g_free (self);
}

static gpointer
run (gpointer       source,
     gpointer       data,
     GCancellable  *cancellable,
     GError       **error)
{
  const RunData *run_data = data;

  return pv_capture_filter_run_on (source, run_data->expression, run_data->before, run_data->progress, cancellable, error);
}

static const PvJob run_job = { run, (GDestroyNotify) pv_packet_set_unref, run_data_free };

void
pv_capture_filter_run_async (PvCapture            *capture,
                             const char           *expression,
                             PvPacketSet          *before,
                             PvProgress           *progress,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data)
{
  RunData *data;

  g_return_if_fail (PV_IS_CAPTURE (capture));
  g_return_if_fail (expression != NULL);

  data = g_new0 (RunData, 1);
  data->expression = g_strdup (expression);
  data->before = before != NULL ? pv_packet_set_ref (before) : NULL;
  data->progress = progress;

  pv_job_run_async (&run_job, capture, data, cancellable, callback, user_data);
}

PvPacketSet *
pv_capture_filter_run_finish (GAsyncResult  *result,
                              GError       **error)
{
  return pv_job_run_finish (&run_job, result, error);
}
