/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-report.c: a capture's answers as JSON. */
#include "config.h"

#include "pv-report.h"

#include <json-glib/json-glib.h>

#include "pv-bin-size.h"
#include "pv-packet-set-private.h"
#include "pv-query.h"
#include "pv-series.h"

static void
add_string (JsonBuilder *builder,
            const char  *key,
            const char  *value)
{
  json_builder_set_member_name (builder, key);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_int (JsonBuilder *builder,
         const char  *key,
         gint64       value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_int_value (builder, value);
}

/* Where there is no packet, there is no time. */
static void
add_time (JsonBuilder *builder,
          const char  *key,
          gint64       time_ns,
          guint64      packets)
{
  if (packets > 0)
    add_int (builder, key, time_ns);
  else
    add_string (builder, key, NULL);
}

static void
add_skipped (JsonBuilder *builder,
             PvCapture   *capture)
{
  guint n;
  const PvSkipped *skipped = pv_capture_get_skipped (capture, &n);

  json_builder_set_member_name (builder, "skipped");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      json_builder_begin_object (builder);
      add_string (builder, "reason", skipped[i].reason);
      add_int (builder, "packets", (gint64) skipped[i].packets);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* What a report is about: a capture, or some of it. */
typedef struct
{
  PvCapture *capture;
  const PvSpan *span; /* or NULL */
  PvPacketSet *set; /* or NULL */
} Subject;

/* A ranked list, and what its rows are called. */
typedef struct
{
  const char *key;
  PvDimension dimension;
  const char *label_key;
  const char *count_key;
  gboolean with_bytes;
} List;

static const List lists[] = {
  { "sources", PV_DIMENSION_SOURCE, "address", "packets", TRUE },
  { "destinations", PV_DIMENSION_DESTINATION, "address", "packets", TRUE },
  { "lookups", PV_DIMENSION_LOOKUP, "name", "lookups", FALSE },
  { "mdns_lookups", PV_DIMENSION_MDNS_LOOKUP, "name", "lookups", FALSE },
  { "llmnr_lookups", PV_DIMENSION_LLMNR_LOOKUP, "name", "lookups", FALSE },
};

static PvRanking *
get_ranking (const Subject  *subject,
             PvDimension     dimension,
             GError        **error)
{
  PvQuery query = { .dimension = dimension, .metric = PV_METRIC_PACKETS, .set = subject->set };

  if (subject->span != NULL)
    {
      query.has_span = TRUE;
      query.span = *subject->span;
    }

  return pv_query_run (subject->capture, &query, NULL, error);
}

static gboolean
add_list (JsonBuilder    *builder,
          const Subject  *subject,
          const List     *list,
          GError        **error)
{
  g_autoptr (PvRanking) ranking = get_ranking (subject, list->dimension, error);

  if (ranking == NULL)
    return FALSE;

  json_builder_set_member_name (builder, list->key);
  json_builder_begin_array (builder);
  for (guint i = 0; i < ranking->n_ranks; i++)
    {
      g_autofree char *label = pv_capture_dup_label (subject->capture, list->dimension, ranking->ranks[i].id);

      json_builder_begin_object (builder);
      add_string (builder, list->label_key, label);
      add_int (builder, list->count_key, (gint64) ranking->ranks[i].packets);
      if (list->with_bytes)
        add_int (builder, "bytes", (gint64) ranking->ranks[i].bytes);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  return TRUE;
}

static void
add_bin (JsonBuilder *builder,
         gint64       start_ns,
         const PvBin *bin)
{
  json_builder_begin_object (builder);
  add_int (builder, "start_ns", start_ns);
  add_int (builder, "packets", (gint64) bin->packets);
  add_int (builder, "bytes", (gint64) bin->value);
  json_builder_end_object (builder);
}

/* The bins with packets within the span, and of those at its edges only the part inside. */
static void
add_bins (JsonBuilder   *builder,
          const Subject *subject,
          gint64         bin_ns)
{
  g_autoptr (PvSeries) series = pv_series_new (subject->capture, subject->set, bin_ns, PV_MEASURE_IP_BYTES, NULL, NULL);
  const PvSpan *span = subject->span;
  gint64 time_ns = span != NULL ? pv_bin_size_floor (bin_ns, span->start_ns) : G_MININT64;
  PvBin bin;

  add_int (builder, "bin_ns", bin_ns);
  json_builder_set_member_name (builder, "bins");
  json_builder_begin_array (builder);
  while (pv_series_get_next (series, time_ns, &bin) && (span == NULL || bin.start_ns < span->end_ns))
    {
      gint64 start_ns = bin.start_ns;

      time_ns = bin.end_ns;
      if (span != NULL)
        {
          PvSpan inside = { MAX (start_ns, span->start_ns), MIN (time_ns, span->end_ns) };

          pv_series_get_sum (series, inside, &bin);
        }

      if (bin.packets > 0)
        add_bin (builder, start_ns, &bin);
      if (time_ns == G_MAXINT64)
        break;
    }
  json_builder_end_array (builder);
}

/* What the report counts besides lists. */
typedef struct
{
  guint64 packets;
  guint64 wire_bytes;
  guint64 ip_packets;
  guint64 ip_bytes;
  gint64 first_time_ns;
  gint64 last_time_ns;
} Totals;

/* The totals of packets [first, last) of a set. */
static void
count_set (PvPacketSet *set,
           guint64      first,
           guint64      last,
           Totals      *totals)
{
  PvSetSums before = pv_packet_set_sum_before (set, first);
  PvSetSums sums = pv_packet_set_sum_before (set, last);

  totals->packets = sums.packets - before.packets;
  totals->wire_bytes = sums.sums.wire - before.sums.wire;
  if (totals->packets == 0)
    return;

  totals->first_time_ns = pv_capture_get_time (set->capture, pv_packet_set_find (set, first));
  do
    last--;
  while (!pv_packet_set_contains (set, last));
  totals->last_time_ns = pv_capture_get_time (set->capture, last);
}

static gboolean
get_totals (const Subject  *subject,
            Totals         *totals,
            GError        **error)
{
  PvCapture *capture = subject->capture;
  g_autoptr (PvRanking) sources = NULL;
  guint64 first = 0;
  guint64 last = capture->n_packets;

  *totals = (Totals){ capture->n_packets, capture->wire_bytes,    capture->n_ip_packets,
                      capture->ip_bytes,  capture->first_time_ns, capture->last_time_ns };
  if (subject->span == NULL && subject->set == NULL)
    return TRUE;

  sources = get_ranking (subject, PV_DIMENSION_SOURCE, error);
  if (sources == NULL)
    return FALSE;
  totals->ip_packets = sources->packets;
  totals->ip_bytes = sources->bytes;

  if (subject->span != NULL)
    pv_capture_find_span (capture, *subject->span, &first, &last);

  if (subject->set != NULL)
    {
      count_set (subject->set, first, last, totals);
      return TRUE;
    }

  totals->packets = last - first;
  totals->wire_bytes = pv_capture_sum_before (capture, last).wire - pv_capture_sum_before (capture, first).wire;
  if (last > first)
    {
      totals->first_time_ns = pv_capture_get_time (capture, first);
      totals->last_time_ns = pv_capture_get_time (capture, last - 1);
    }

  return TRUE;
}

char *
pv_report_to_json (PvCapture     *capture,
                   gint64         bin_ns,
                   const PvSpan  *span,
                   PvPacketSet   *set,
                   GError       **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *name = NULL;
  Subject subject = { capture, span, set };
  Totals totals;

  g_return_val_if_fail (PV_IS_CAPTURE (capture), NULL);
  g_return_val_if_fail (pv_capture_get_complete (capture), NULL);

  if (!get_totals (&subject, &totals, error))
    return NULL;

  name = g_file_get_parse_name (pv_capture_get_file (capture));

  json_builder_begin_object (builder);
  add_string (builder, "file", name);
  add_string (builder, "format", pv_capture_get_format (capture));
  add_string (builder, "compression", pv_capture_get_compression (capture));
  add_int (builder, "packets", (gint64) totals.packets);
  add_int (builder, "wire_bytes", (gint64) totals.wire_bytes);
  add_int (builder, "ip_packets", (gint64) totals.ip_packets);
  add_int (builder, "ip_bytes", (gint64) totals.ip_bytes);
  add_time (builder, "first_time_ns", totals.first_time_ns, totals.packets);
  add_time (builder, "last_time_ns", totals.last_time_ns, totals.packets);
  json_builder_set_member_name (builder, "truncated");
  json_builder_add_boolean_value (builder, pv_capture_get_truncated (capture));
  if (pv_capture_get_truncated (capture))
    add_string (builder, "truncated_reason", pv_capture_get_truncated_reason (capture));
  add_skipped (builder, capture);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (!add_list (builder, &subject, &lists[i], error))
      return NULL;
  add_bins (builder, &subject, bin_ns);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);

  return json_generator_to_data (generator, NULL);
}
