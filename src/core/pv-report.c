/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-report.c: a capture's answers as JSON. */
#include "config.h"

#include "pv-report.h"

#include <json-glib/json-glib.h>

#include "pv-bin-size.h"
#include "pv-capture-private.h"
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

static PvRanking *
get_ranking (PvCapture    *capture,
             PvDimension   dimension,
             const PvSpan *span)
{
  PvQuery query = { .dimension = dimension, .metric = PV_METRIC_PACKETS, .has_span = span != NULL };
  g_autoptr (GError) error = NULL;
  PvRanking *ranking;

  if (span != NULL)
    query.span = *span;

  ranking = pv_query_run (capture, &query, NULL, &error);
  if (ranking == NULL)
    g_error ("%s", error->message);

  return ranking;
}

static void
add_addresses (JsonBuilder  *builder,
               PvCapture    *capture,
               const char   *key,
               PvDimension   dimension,
               const PvSpan *span)
{
  g_autoptr (PvRanking) ranking = get_ranking (capture, dimension, span);

  json_builder_set_member_name (builder, key);
  json_builder_begin_array (builder);
  for (guint i = 0; i < ranking->n_ranks; i++)
    {
      g_autofree char *label = pv_capture_dup_label (capture, dimension, ranking->ranks[i].id);

      json_builder_begin_object (builder);
      add_string (builder, "address", label);
      add_int (builder, "packets", (gint64) ranking->ranks[i].packets);
      add_int (builder, "bytes", (gint64) ranking->ranks[i].bytes);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_lookups (JsonBuilder  *builder,
             PvCapture    *capture,
             const char   *key,
             PvDimension   dimension,
             const PvSpan *span)
{
  g_autoptr (PvRanking) ranking = get_ranking (capture, dimension, span);

  json_builder_set_member_name (builder, key);
  json_builder_begin_array (builder);
  for (guint i = 0; i < ranking->n_ranks; i++)
    {
      g_autofree char *label = pv_capture_dup_label (capture, dimension, ranking->ranks[i].id);

      json_builder_begin_object (builder);
      add_string (builder, "name", label);
      add_int (builder, "lookups", (gint64) ranking->ranks[i].packets);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
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

/* The bins with packets within @span, and of those at its edges only the part inside. */
static void
add_bins (JsonBuilder  *builder,
          PvCapture    *capture,
          gint64        bin_ns,
          const PvSpan *span)
{
  g_autoptr (PvSeries) series = pv_series_new (capture, NULL, bin_ns, PV_MEASURE_IP_BYTES, NULL, NULL);
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

static void
get_totals (PvCapture    *capture,
            const PvSpan *span,
            Totals       *totals)
{
  g_autoptr (PvRanking) sources = NULL;
  guint64 first;
  guint64 last;

  *totals = (Totals){ capture->n_packets, capture->wire_bytes,    capture->n_ip_packets,
                      capture->ip_bytes,  capture->first_time_ns, capture->last_time_ns };
  if (span == NULL)
    return;

  sources = get_ranking (capture, PV_DIMENSION_SOURCE, span);
  pv_capture_find_span (capture, *span, &first, &last);
  totals->packets = last - first;
  totals->wire_bytes = pv_capture_sum_before (capture, last).wire - pv_capture_sum_before (capture, first).wire;
  totals->ip_packets = sources->packets;
  totals->ip_bytes = sources->bytes;
  if (last > first)
    {
      totals->first_time_ns = pv_capture_get_time (capture, first);
      totals->last_time_ns = pv_capture_get_time (capture, last - 1);
    }
}

char *
pv_report_to_json (PvCapture    *capture,
                   gint64        bin_ns,
                   const PvSpan *span)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *name = NULL;
  Totals totals;

  g_return_val_if_fail (PV_IS_CAPTURE (capture), NULL);
  g_return_val_if_fail (pv_capture_get_complete (capture), NULL);

  get_totals (capture, span, &totals);
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
  add_addresses (builder, capture, "sources", PV_DIMENSION_SOURCE, span);
  add_addresses (builder, capture, "destinations", PV_DIMENSION_DESTINATION, span);
  add_lookups (builder, capture, "lookups", PV_DIMENSION_LOOKUP, span);
  add_lookups (builder, capture, "mdns_lookups", PV_DIMENSION_MDNS_LOOKUP, span);
  add_lookups (builder, capture, "llmnr_lookups", PV_DIMENSION_LLMNR_LOOKUP, span);
  add_bins (builder, capture, bin_ns, span);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);

  return json_generator_to_data (generator, NULL);
}
