/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-report.c: a capture's answers as JSON. */
#include "config.h"

#include "pv-report.h"

#include "pv-file-text.h"
#include "pv-json-stream.h"
#include "pv-packet-set-private.h"
#include "pv-report-events.h"
#include "pv-report-list.h"
#include "pv-series.h"

/* Where there is no packet, there is no time. */
static void
add_time (PvJsonStream *json,
          const char  *key,
          gint64       time_ns,
          guint64      packets)
{
  if (packets > 0)
    pv_json_stream_add_int (json, key, time_ns);
  else
    pv_json_stream_add_string (json, key, NULL);
}

static void
add_skipped (PvJsonStream *json,
             PvCapture   *capture)
{
  guint n;
  const PvSkipped *skipped = pv_capture_get_skipped (capture, &n);

  pv_json_stream_open (json, "skipped", '[');
  for (guint i = 0; i < n; i++)
    {
      pv_json_stream_open (json, NULL, '{');
      pv_json_stream_add_string (json, "code", skipped[i].code);
      if (g_str_equal (skipped[i].code, "link-type"))
        pv_json_stream_add_int (json, "link_type", skipped[i].link_type);
      pv_json_stream_add_string (json, "reason", skipped[i].reason);
      pv_json_stream_add_int (json, "packets", (gint64) skipped[i].packets);
      pv_json_stream_close (json, '{');
    }
  pv_json_stream_close (json, '[');
}

/* What narrowed the report, as exported numbers say it too. Ends that were not asked for are null. */
static void
add_strings (PvJsonStream       *json,
             const char         *key,
             const char *const  *strings)
{
  pv_json_stream_open (json, key, '[');
  for (; strings != NULL && *strings != NULL; strings++)
    pv_json_stream_add_string (json, NULL, *strings);
  pv_json_stream_close (json, '[');
}

static void
add_narrowing (PvJsonStream          *json,
               const PvSpan          *span,
               const PvNumbersOrigin *origin)
{
  static const PvNumbersOrigin none = { NULL, NULL, NULL };

  if (origin == NULL)
    origin = &none;

  if (span != NULL && span->start_ns != G_MININT64)
    pv_json_stream_add_int (json, "from_ns", span->start_ns);
  else
    pv_json_stream_add_string (json, "from_ns", NULL);
  if (span != NULL && span->end_ns != G_MAXINT64)
    pv_json_stream_add_int (json, "to_ns", span->end_ns);
  else
    pv_json_stream_add_string (json, "to_ns", NULL);
  pv_json_stream_add_string (json, "filter", origin->filter);
  add_strings (json, "picks", origin->picks);
  add_strings (json, "exclusions", origin->exclusions);
}

static void
add_warnings (PvJsonStream *json,
              PvCapture    *capture)
{
  guint n;
  const PvWarning *warnings = pv_capture_get_warnings (capture, &n);

  pv_json_stream_open (json, "warnings", '[');
  for (guint i = 0; i < n; i++)
    {
      pv_json_stream_open (json, NULL, '{');
      pv_json_stream_add_string (json, "code", warnings[i].code);
      pv_json_stream_add_string (json, "reason", warnings[i].reason);
      pv_json_stream_add_int (json, "packets", (gint64) warnings[i].packets);
      pv_json_stream_close (json, '{');
    }
  pv_json_stream_close (json, '[');
}

/* What a report is about: a capture, or some of it. */
typedef struct
{
  PvCapture *capture;
  const PvSpan *span; /* or NULL */
  PvSubset subset;
  PvPacketSet *set; /* the subset's packets, or NULL */
  const PvNumbersOrigin *origin; /* or NULL */
} Subject;

/* What to ask of the subject. */
static PvQuery
make_query (const Subject *subject,
            PvDimension    dimension)
{
  PvQuery query = { .dimension = dimension, .metric = PV_METRIC_PACKETS, .subset = subject->subset };

  if (subject->span != NULL)
    {
      query.has_span = TRUE;
      query.span = *subject->span;
    }

  return query;
}

static void
add_bin (PvJsonStream *json,
         gint64       start_ns,
         const PvBin *bin)
{
  pv_json_stream_open (json, NULL, '{');
  pv_json_stream_add_int (json, "start_ns", start_ns);
  pv_json_stream_add_int (json, "packets", (gint64) bin->packets);
  pv_json_stream_add_int (json, "bytes", (gint64) bin->value);
  pv_json_stream_close (json, '{');
}

/* The bins with packets within the span, and of those at its edges only the part inside. */
static void
add_bins (PvJsonStream  *json,
          const Subject *subject,
          PvSeries      *series,
          PvBinning      binning)
{
  const PvSpan *span = subject->span;
  gint64 time_ns = span != NULL ? pv_binning_floor (binning, span->start_ns) : G_MININT64;
  PvBin bin;

  pv_json_stream_add_int (json, "bin_ns", binning.size_ns);
  pv_json_stream_add_string (json, "bin_zone", binning.zone == PV_ZONE_UTC ? "utc" : "local");
  pv_json_stream_open (json, "bins", '[');
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
        add_bin (json, start_ns, &bin);
      if (time_ns == G_MAXINT64)
        break;
    }
  pv_json_stream_close (json, '[');
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
  PvQuery query = make_query (subject, PV_DIMENSION_SOURCE);
  g_autoptr (PvRanking) sources = NULL;
  guint64 first = 0;
  guint64 last = capture->n_packets;

  *totals = (Totals){ capture->n_packets, capture->wire_bytes,    capture->n_ip_packets,
                      capture->ip_bytes,  capture->first_time_ns, capture->last_time_ns };
  if (subject->span == NULL && subject->set == NULL)
    return TRUE;

  sources = pv_query_run (capture, &query, NULL, error);
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

static gboolean
write_report (PvJsonStream   *json,
              const Subject  *subject,
              PvBinning       binning,
              GError        **error)
{
  PvCapture *capture = subject->capture;
  g_autoptr (PvSeries) series = pv_series_new (capture, subject->set, binning, PV_MEASURE_IP_BYTES, NULL, error);
  g_autofree char *name = pv_file_text_exact (pv_capture_get_file (capture));
  Totals totals;
  PvQuery query;

  if (series == NULL || !get_totals (subject, &totals, error))
    return FALSE;

  pv_json_stream_open (json, NULL, '{');
  pv_json_stream_add_string (json, "file", name);
  pv_json_stream_add_string (json, "format", pv_capture_get_format (capture));
  pv_json_stream_add_string (json, "compression", pv_capture_get_compression (capture));
  add_narrowing (json, subject->span, subject->origin);
  pv_json_stream_add_int (json, "packets", (gint64) totals.packets);
  pv_json_stream_add_int (json, "wire_bytes", (gint64) totals.wire_bytes);
  pv_json_stream_add_int (json, "ip_packets", (gint64) totals.ip_packets);
  pv_json_stream_add_int (json, "ip_bytes", (gint64) totals.ip_bytes);
  add_time (json, "first_time_ns", totals.first_time_ns, totals.packets);
  add_time (json, "last_time_ns", totals.last_time_ns, totals.packets);
  pv_json_stream_add_bool (json, "truncated", pv_capture_get_truncated (capture));
  if (pv_capture_get_truncated (capture))
    {
      pv_json_stream_add_string (json, "truncated_code", pv_capture_get_truncated_code (capture));
      pv_json_stream_add_string (json, "truncated_reason", pv_capture_get_truncated_reason (capture));
    }
  add_skipped (json, capture);
  add_warnings (json, capture);
  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    {
      query = make_query (subject, dimension);
      if (!pv_report_list_add (json, capture, &query, error))
        return FALSE;
    }
  query = make_query (subject, PV_DIMENSION_LOOKUP);
  if (!pv_report_events_add (json, capture, &query, error))
    return FALSE;
  add_bins (json, subject, series, binning);
  pv_json_stream_close (json, '{');

  return TRUE;
}

gboolean
pv_report_write (PvCapture       *capture,
                 PvBinning        binning,
                 const PvSpan    *span,
                 const PvSubset  *subset,
                 const PvNumbersOrigin *origin,
                 GOutputStream   *stream,
                 GError         **error)
{
  g_autoptr (PvJsonStream) json = NULL;
  g_autoptr (PvPacketSet) set = NULL;
  Subject subject = { capture, span, { NULL, NULL }, NULL, origin };

  g_return_val_if_fail (PV_IS_CAPTURE (capture), FALSE);
  g_return_val_if_fail (pv_capture_get_complete (capture), FALSE);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), FALSE);

  if (subset != NULL)
    {
      if (!pv_subset_make_packets (subset, &set, error))
        return FALSE;
      subject.subset = *subset;
      subject.set = set;
    }

  json = pv_json_stream_new (stream, NULL);

  return write_report (json, &subject, binning, error) && pv_json_stream_end (json, error);
}

char *
pv_report_to_json (PvCapture       *capture,
                   PvBinning        binning,
                   const PvSpan    *span,
                   const PvSubset  *subset,
                   const PvNumbersOrigin *origin,
                   GError         **error)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();

  if (!pv_report_write (capture, binning, span, subset, origin, stream, error) ||
      !g_output_stream_write_all (stream, "", 1, NULL, NULL, error) || !g_output_stream_close (stream, NULL, error))
    return NULL;

  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}
