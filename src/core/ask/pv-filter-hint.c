/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-filter-hint.c: which filter would have left packets where one left none. */
#include "config.h"

#include "pv-filter-hint.h"

#include <glib/gi18n-lib.h>

#include "pv-bpf.h"
#include "pv-job.h"
#include "pv-packet-set-private.h"
#include "pv-pass.h"

#define LINKTYPE_ETHERNET 1
#define TYPE_AT 12

/* What packets may have in front, in the language of filters. */
static const char *const tags[] = { "vlan", "mpls", "pppoes", "vlan and vlan", "vlan and pppoes", "vlan and mpls" };

typedef struct
{
  const char *expression;
  GCancellable *found; /* ends the pass */
  gint tag; /* atomic: which, or -1 */
} Hint;

typedef struct
{
  Hint *hint;
  PvBpf *bpfs[G_N_ELEMENTS (tags)];
} State;

/* Alternatives have to be held together. */
static char *
put_behind (const char *tag,
            const char *expression)
{
  gboolean has_or = g_regex_match_simple ("\\bor\\b|\\|\\|", expression, G_REGEX_CASELESS, 0);

  return g_strdup_printf (has_or ? "%s and (%s)" : "%s and %s", tag, expression);
}

static gpointer
hint_begin (gpointer data)
{
  State *state = g_new0 (State, 1);

  state->hint = data;
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_autofree char *expression = put_behind (tags[i], state->hint->expression);

      state->bpfs[i] = pv_bpf_new (expression);
    }

  return state;
}

static void
hint_end (gpointer data)
{
  State *state = data;

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    pv_bpf_free (state->bpfs[i]);
  g_free (state);
}

/* Whether a record may be behind what is in tags, at little cost. */
static gboolean
has_tag (const PvRecord *record)
{
  if (record->link_type != LINKTYPE_ETHERNET || record->captured_length < TYPE_AT + 2)
    return FALSE;

  switch (record->data[TYPE_AT] << 8 | record->data[TYPE_AT + 1])
    {
    case 0x8100:
    case 0x88a8:
    case 0x9100:
    case 0x8847:
    case 0x8848:
    case 0x8864:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
hint_work (gpointer         data,
           const PvBatch   *batch,
           guint64          first,
           GError         **error)
{
  State *state = data;

  for (gsize i = 0; i < batch->n_records; i++)
    {
      if (G_LIKELY (!has_tag (&batch->records[i])))
        continue;

      for (guint tag = 0; tag < G_N_ELEMENTS (tags); tag++)
        if (pv_bpf_passes (state->bpfs[tag], &batch->records[i]))
          {
            g_atomic_int_set (&state->hint->tag, (gint) tag);
            g_cancellable_cancel (state->hint->found);
            return TRUE;
          }
    }

  return TRUE;
}

static void
cancelled_cb (GCancellable *cancellable,
              GCancellable *found)
{
  g_cancellable_cancel (found);
}

char *
pv_filter_hint_find (PvPacketSet  *set,
                     const char   *expression,
                     PvProgress   *progress,
                     GCancellable *cancellable)
{
  static const PvPassFuncs funcs = { .begin = hint_begin, .work = hint_work, .end = hint_end };
  g_autoptr (GCancellable) found = g_cancellable_new ();
  g_autoptr (PvMerge) merge = NULL;
  Hint hint = { expression, found, -1 };
  PvCapture *capture;
  gulong handler = 0;
  guint64 n_read;

  g_return_val_if_fail (set != NULL, NULL);
  g_return_val_if_fail (expression != NULL, NULL);

  capture = pv_packet_set_get_capture (set);
  if (pv_packet_set_sum_before (set, pv_capture_get_n_packets (capture)).packets > 0)
    return NULL;

  merge = pv_capture_open_again (capture, progress, cancellable, NULL);
  if (merge == NULL)
    return NULL;

  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), found, NULL);
  pv_pass_run (merge, &funcs, &hint, 1, &n_read, progress != NULL ? &progress->bytes_read : NULL, found, NULL);
  g_cancellable_disconnect (cancellable, handler);

  return hint.tag >= 0 ? put_behind (tags[hint.tag], expression) : NULL;
}

typedef struct
{
  PvPacketSet *set;
  char *expression;
} FindData;

static void
find_data_free (gpointer data)
{
  FindData *self = data;

  pv_packet_set_unref (self->set);
  g_free (self->expression);
  g_free (self);
}

static gpointer
find (gpointer       source,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  const FindData *find_data = data;

  return pv_filter_hint_find (find_data->set, find_data->expression, NULL, cancellable);
}

static const PvJob find_job = { find, g_free, find_data_free };

void
pv_filter_hint_find_async (PvPacketSet         *set,
                           const char          *expression,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  FindData *data;

  g_return_if_fail (set != NULL);
  g_return_if_fail (expression != NULL);

  data = g_new0 (FindData, 1);
  data->set = pv_packet_set_ref (set);
  data->expression = g_strdup (expression);

  pv_job_run_async (&find_job, NULL, data, cancellable, callback, user_data);
}

char *
pv_filter_hint_find_finish (GAsyncResult *result)
{
  return pv_job_run_finish (&find_job, result, NULL);
}

char *
pv_filter_hint_describe (const char *hint)
{
  /* Translators: %s is a filter, as in “vlan and udp port 53” */
  return g_strdup_printf (_("no packet passes, but there are some behind tags: try “%s”"), hint);
}
