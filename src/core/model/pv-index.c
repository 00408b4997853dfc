/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-index.c: a capture as a file of columns and tables. */
#include "config.h"

#include "pv-index.h"

#include "pv-capture-private.h"
#include "pv-index-private.h"
#include "pv-label-class.h"
#include "pv-large.h"
#include "pv-parallel.h"

#include "pv-tsan.h"

typedef struct
{
  guint64 n_packets;
  guint64 n_ip_packets;
  guint64 ip_bytes;
  guint64 wire_bytes;
  gint64 first_time_ns;
  gint64 last_time_ns;
  guint64 claimed_bytes;
  guint64 n_events[PV_N_EVENT_KINDS];
  guint32 n_flows;
  guint32 has_numbers;
  guint32 has_all_addresses;
  guint32 unused;
} Totals;

/* Writing */

static void
write_events (PvCapture     *capture,
              PvIndexWriter *writer)
{
  Totals totals = {
    .n_packets = capture->n_packets,
    .n_ip_packets = capture->n_ip_packets,
    .ip_bytes = capture->ip_bytes,
    .wire_bytes = capture->wire_bytes,
    .first_time_ns = capture->first_time_ns,
    .last_time_ns = capture->last_time_ns,
    .claimed_bytes = capture->claimed_bytes,
    .n_flows = capture->n_flows,
    .has_numbers = capture->new_numbers != NULL,
    .has_all_addresses = capture->has_all_addresses,
  };

  /* What is read on demand is read again: it may come while this is written, and few people ask. */
  for (PvEventKind kind = 0; kind < PV_N_EVENT_KINDS; kind++)
    if (!pv_event_kind_is_on_demand (kind))
      {
        totals.n_events[kind] = capture->events[kind].n;
        pv_events_write (&capture->events[kind], writer, PV_INDEX_SECTION (PV_INDEX_EVENTS, kind));
      }
  pv_index_writer_add (writer, PV_INDEX_SECTION_OF (PV_INDEX_TOTALS), &totals, sizeof totals);
}

static void
write_tables (PvCapture     *capture,
              PvIndexWriter *writer)
{
  guint32 n_names = pv_label_table_get_n (capture->names);

  pv_label_table_write (capture->addresses, pv_label_table_get_n (capture->addresses), writer, PV_INDEX_ADDRESSES);
  pv_label_table_write (capture->names, n_names, writer, PV_INDEX_NAMES);
  pv_label_table_write (capture->urls, pv_label_table_get_n (capture->urls), writer, PV_INDEX_URLS);
  pv_domain_index_write (capture->domains, n_names, writer, PV_INDEX_OF_NAME, PV_INDEX_DOMAINS);
  pv_flow_table_write (capture->flows, capture->n_flows, writer, PV_INDEX_FLOWS);
  pv_conversation_index_write (capture->conversations, capture->n_flows, writer, PV_INDEX_CONVERSATIONS, PV_INDEX_PAIRS);
  pv_flow_names_write (capture->flow_names, writer, PV_INDEX_SECTION_OF (PV_INDEX_FLOW_NAMES));
}

/* Packets by flow, as the first charts have asked for, or counted now. (transfer full) (nullable) */
static PvCounts *
count_flows (PvCapture *capture)
{
  PvCounts *known = NULL;
  PvCount *counts;

  g_mutex_lock (&capture->counts_lock);
  if (capture->flow_counts != NULL && capture->flow_counts->n_packets == capture->n_packets)
    known = pv_counts_ref (capture->flow_counts);
  g_mutex_unlock (&capture->counts_lock);
  if (known != NULL)
    return known;

  counts = pv_large_array0 (PvCount, capture->n_flows);
  for (guint64 i = 0; i < capture->n_packets && counts != NULL; i++)
    pv_count_packet (counts, pv_capture_get_chunk (capture, i), i & PV_CHUNK_MASK);

  return counts != NULL ? pv_counts_new_take (capture->n_flows, counts) : NULL;
}

static void
write_counts (PvCapture     *capture,
              PvIndexWriter *writer)
{
  g_autoptr (PvCounts) counts = count_flows (capture);

  if (counts == NULL)
    pv_index_writer_fail (writer);
  else
    pv_counts_write (counts, writer, PV_INDEX_SECTION_OF (PV_INDEX_COUNTS));
}

gboolean
pv_index_write (PvCapture             *capture,
                const PvInputFiles    *places,
                int                    fd,
                const PvIndexKey      *key,
                const PvContinuation  *continuation,
                GCancellable          *cancellable,
                GError               **error)
{
  g_autoptr (PvIndexWriter) writer = NULL;

  g_return_val_if_fail (PV_IS_CAPTURE (capture) && pv_capture_get_settled (capture), FALSE);

  writer = pv_index_writer_new (fd, key, continuation != NULL ? &continuation->base : NULL, cancellable);
  if (!pv_index_write_files (capture, places, writer))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The files were changed");
      return FALSE;
    }
  write_tables (capture, writer);
  pv_index_write_columns (capture, writer);
  write_counts (capture, writer);
  write_events (capture, writer);
  if (continuation != NULL)
    pv_continuation_write (continuation, writer, PV_INDEX_CONTINUATION, PV_INDEX_HOSTS);

  return pv_index_writer_finish (writer, error);
}

/* Reading */

static gboolean
check_events (gpointer data,
              gsize    kind)
{
  const PvCapture *capture = data;

  return pv_events_check (&capture->events[kind], (PvEventKind) kind, capture->n_packets,
                          pv_label_table_get_n (kind == PV_EVENT_URL ? capture->urls : capture->names),
                          pv_label_table_get_n (capture->addresses));
}

static gboolean
read_events (PvCapture     *capture,
             const Totals  *totals,
             PvIndexReader *reader)
{
  for (PvEventKind kind = 0; kind < PV_N_EVENT_KINDS; kind++)
    if (pv_event_kind_is_on_demand (kind))
      pv_events_init (&capture->events[kind], kind);
    else if (!pv_events_read (&capture->events[kind], kind, totals->n_events[kind], reader,
                              PV_INDEX_SECTION (PV_INDEX_EVENTS, kind)))
      return FALSE;

  return pv_parallel_all (PV_N_EVENT_KINDS, check_events, capture);
}

/* Whether labels are texts, as people and scripts can read them. */
static gboolean
are_texts (PvLabelTable *labels)
{
  for (guint32 id = 0; id < pv_label_table_get_n (labels); id++)
    {
      gsize length;
      const guint8 *key = pv_label_table_get (labels, id, &length);

      if (!g_utf8_validate_len ((const char *) key, length, NULL))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_tables (PvCapture     *capture,
             PvIndexReader *reader)
{
  capture->addresses = pv_label_table_read (reader, PV_INDEX_ADDRESSES, 4, 16);
  capture->names = pv_label_table_read (reader, PV_INDEX_NAMES, 0, G_MAXUINT16);
  capture->urls = pv_label_table_read (reader, PV_INDEX_URLS, 0, G_MAXUINT16);
  capture->hardware = pv_label_table_new ();
  capture->agents = pv_label_table_new ();
  capture->countries = pv_label_table_new ();
  capture->networks = pv_label_table_new ();
  capture->interfaces = pv_label_table_new ();
  if (capture->addresses == NULL || capture->names == NULL || capture->urls == NULL)
    return FALSE;

  for (guint32 id = 0; id < pv_label_table_get_n (capture->addresses); id++)
    {
      gsize length;

      pv_label_table_get (capture->addresses, id, &length);
      if (length != 4 && length != 16)
        return FALSE;
    }

  capture->domains = pv_domain_index_read (capture->names, reader, PV_INDEX_OF_NAME, PV_INDEX_DOMAINS);
  capture->flows = pv_flow_table_read (capture->addresses, capture->n_flows, capture->n_packets, reader, PV_INDEX_FLOWS);
  if (capture->domains == NULL || capture->flows == NULL || !are_texts (capture->names)
      || !are_texts (capture->urls) || !are_texts (pv_domain_index_get_all (capture->domains)))
    return FALSE;

  capture->conversations = pv_conversation_index_read (capture->flows, capture->n_flows, reader, PV_INDEX_CONVERSATIONS,
                                                       PV_INDEX_PAIRS);

  capture->flow_counts = pv_counts_read (capture->n_flows, capture->n_packets, reader,
                                         PV_INDEX_SECTION_OF (PV_INDEX_COUNTS));

  return capture->conversations != NULL && capture->flow_counts != NULL;
}

static gboolean
read_totals (PvCapture    *capture,
             const Totals *totals)
{
  capture->settled = TRUE;
  capture->final = TRUE;
  capture->sorted = TRUE;
  capture->n_packets = totals->n_packets;
  capture->n_same = 0;
  capture->n_ip_packets = totals->n_ip_packets;
  capture->ip_bytes = totals->ip_bytes;
  capture->wire_bytes = totals->wire_bytes;
  capture->first_time_ns = totals->first_time_ns;
  capture->last_time_ns = totals->last_time_ns;
  capture->n_flows = totals->n_flows;
  capture->has_all_addresses = totals->has_all_addresses != 0;
  /* those of all names are, else there is no index of domains */
  capture->domains_numbered = TRUE;

  return totals->n_packets <= G_MAXUINT32 && totals->n_ip_packets <= totals->n_packets
         && totals->first_time_ns <= totals->last_time_ns;
}

static gboolean
read_flow_names (PvCapture     *capture,
                 PvIndexReader *reader)
{
  capture->flow_names = pv_flow_names_read (capture->n_flows, &capture->events[PV_EVENT_SERVER_NAME],
                                            &capture->events[PV_EVENT_ADDRESS], reader,
                                            PV_INDEX_SECTION_OF (PV_INDEX_FLOW_NAMES));

  return capture->flow_names != NULL;
}

/* @places: (nullable): NULL where they are those of which the index is, in whichever state */
static PvCapture *
read_capture (PvIndexReader       *reader,
              const PvInputFiles  *places,
              const PvInputFiles  *now,
              GPtrArray           *added,
              PvContinuation     **continuation)
{
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (PvContinuation) further = NULL;
  g_autoptr (PvInputFiles) before = NULL;
  const Totals *totals = pv_index_reader_get_n (reader, PV_INDEX_SECTION_OF (PV_INDEX_TOTALS), sizeof *totals, 1);

  if (totals == NULL)
    return NULL;

  capture = g_object_new (PV_TYPE_CAPTURE, NULL);
  if (!read_totals (capture, totals) || !read_tables (capture, reader))
    return NULL;
  if (continuation != NULL && totals->n_packets > 0)
    further = pv_continuation_read (reader, PV_INDEX_CONTINUATION, PV_INDEX_HOSTS, capture->n_packets,
                                    pv_label_table_get_n (capture->names));
  if (places == NULL)
    {
      before = further != NULL ? pv_continuation_match (further, now, added) : NULL;
      if (before == NULL)
        return NULL;
    }
  if (!pv_index_read_files (capture, before != NULL ? before : places, before != NULL, totals->claimed_bytes, reader)
      || !pv_index_read_columns (capture, totals->has_numbers != 0, reader) || !read_events (capture, totals, reader)
      || !read_flow_names (capture, reader))
    return NULL;

  pv_capture_describe_truncated (capture);
  if (further != NULL)
    {
      capture->live_filters = pv_live_filters_new ();
      capture->shared_counts = pv_shared_counts_new ();
      *continuation = g_steal_pointer (&further);
    }

  return g_steal_pointer (&capture);
}

PvCapture *
pv_index_read (const PvInputFiles  *places,
               int                  fd,
               const PvIndexKey    *key,
               PvIndexCheck         check,
               PvContinuation     **continuation)
{
  g_autoptr (PvIndexReader) reader = pv_index_reader_new (fd, key, check);

  if (continuation != NULL)
    *continuation = NULL;

  return reader != NULL ? read_capture (reader, places, NULL, NULL, continuation) : NULL;
}

PvCapture *
pv_index_read_base (const PvInputFiles  *places,
                    int                  fd,
                    const PvIndexKey    *base,
                    GPtrArray           *added,
                    PvContinuation     **continuation)
{
  g_autoptr (PvIndexReader) reader = NULL;
  PvIndexKey key;

  *continuation = NULL;
  if (!pv_index_file_is_of (fd, base, &key))
    return NULL;
  reader = pv_index_reader_new (fd, &key, PV_INDEX_CHECK_ALL);

  return reader != NULL ? read_capture (reader, NULL, places, added, continuation) : NULL;
}
