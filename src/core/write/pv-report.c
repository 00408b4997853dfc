/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-report.c: a capture's answers as JSON. */
#include "config.h"

#include "pv-report.h"

#include "pv-change-check.h"
#include "pv-dimension-private.h"
#include "pv-on-demand.h"
#include "pv-tcp-summary.h"
#include "pv-file-text.h"
#include "pv-json-stream.h"
#include "pv-packet-set-private.h"
#include "pv-report-events.h"
#include "pv-report-list.h"
#include "pv-series.h"
#include "pv-surprises.h"

/* Nobody reads more. */
#define MAX_SURPRISES 100

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
  const PvReportOther *other; /* or NULL */
} Subject;

/* What to ask of the subject. */
static PvQuery
make_query (const Subject *subject,
            PvDimension    dimension)
{
  PvQuery query = { .dimension = dimension, .measure = PV_MEASURE_PACKETS, .subset = subject->subset };

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

/* How long TCP connections took to open; null where none did. */
static gboolean
add_handshakes (PvJsonStream   *json,
                const Subject  *subject,
                GError        **error)
{
  PvQuery query = make_query (subject, PV_DIMENSION_FLOW);
  PvTcpSummary summary;

  if (!pv_tcp_summary_make (subject->capture, &query, PV_NO_ID, &summary, error))
    return FALSE;

  if (summary.n_handshakes == 0)
    {
      pv_json_stream_add_string (json, "tcp_handshake_ns", NULL);
      return TRUE;
    }

  pv_json_stream_open (json, "tcp_handshake_ns", '{');
  pv_json_stream_add_int (json, "times", (gint64) summary.n_handshakes);
  pv_json_stream_add_int (json, "median", (gint64) MIN (summary.handshake_ns, G_MAXINT64));
  pv_json_stream_add_int (json, "max", (gint64) MIN (summary.worst_handshake_ns, G_MAXINT64));
  pv_json_stream_close (json, '{');

  return TRUE;
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

/* Ends that were not asked for are null, as those of this capture's span. */
static void
add_span (PvJsonStream       *json,
          const PvChangePart *part)
{
  if (part->has_span && part->span.start_ns != G_MININT64)
    pv_json_stream_add_int (json, "from_ns", part->span.start_ns);
  else
    pv_json_stream_add_string (json, "from_ns", NULL);
  if (part->has_span && part->span.end_ns != G_MAXINT64)
    pv_json_stream_add_int (json, "to_ns", part->span.end_ns);
  else
    pv_json_stream_add_string (json, "to_ns", NULL);
}

/* What it is compared with: the other's totals, and for how long either was watched. */
static gboolean
add_comparison (PvJsonStream      *json,
                const Subject     *subject,
                const PvSurprises *surprises,
                GError           **error)
{
  PvCapture *other = pv_label_match_get_other (subject->other->match);
  const PvChangePart *part = &subject->other->part;
  g_autofree char *name = pv_file_text_exact (pv_capture_get_file (other));
  g_autoptr (PvPacketSet) set = NULL;
  Subject of_other = { .capture = other, .span = part->has_span ? &part->span : NULL, .subset = part->subset };
  Totals totals;

  if (!pv_subset_make_packets (&part->subset, &set, error))
    return FALSE;
  of_other.set = set;
  if (!get_totals (&of_other, &totals, error))
    return FALSE;

  pv_json_stream_open (json, "comparison", '{');
  pv_json_stream_add_string (json, "file", name);
  add_span (json, part);
  pv_json_stream_add_int (json, "packets", (gint64) totals.packets);
  pv_json_stream_add_int (json, "wire_bytes", (gint64) totals.wire_bytes);
  pv_json_stream_add_int (json, "ip_packets", (gint64) totals.ip_packets);
  pv_json_stream_add_int (json, "ip_bytes", (gint64) totals.ip_bytes);
  add_time (json, "first_time_ns", totals.first_time_ns, totals.packets);
  add_time (json, "last_time_ns", totals.last_time_ns, totals.packets);
  pv_json_stream_add_int (json, "duration_ns", surprises->length_ns[PV_SIDE_THIS]);
  pv_json_stream_add_int (json, "other_duration_ns", surprises->length_ns[PV_SIDE_OTHER]);
  pv_json_stream_add_bool (json, "per_second", surprises->per_second);
  pv_json_stream_add_string (json, "match", pv_label_match_is_by_names (subject->other->match) ? "names" : "labels");
  pv_json_stream_close (json, '{');

  return TRUE;
}

static void
add_trait (PvJsonStream *json,
           PvCapture    *capture,
           PvDimension   dimension,
           const char   *key,
           guint32       id)
{
  g_autofree char *label = id != PV_NO_ID ? pv_capture_dup_label (capture, dimension, id) : NULL;

  pv_json_stream_add_string (json, key, label);
}

static void
add_surprises (PvJsonStream      *json,
               const Subject     *subject,
               const PvSurprises *surprises)
{
  PvLabelMatch *match = subject->other->match;

  pv_json_stream_open (json, "surprises", '[');
  for (guint i = 0; i < surprises->n; i++)
    {
      const PvSurprise *row = &surprises->rows[i];
      const PvDimensionInfo *info = pv_dimension_get_info (row->dimension);
      const char *count = info->counted == PV_COUNTED_EVENTS ? info->count : "packets";
      g_autofree char *other_count = g_strconcat ("other_", count, NULL);
      PvCapture *capture = row->side == PV_SIDE_THIS ? subject->capture : pv_label_match_get_other (match);
      g_autofree char *label = pv_change_dup_label (match, row->dimension, &row->change);

      pv_json_stream_open (json, NULL, '{');
      pv_json_stream_add_string (json, "list", info->key);
      pv_json_stream_add_string (json, "label", label);
      pv_json_stream_add_string (json, "state", pv_change_state_get_key (pv_change_get_state (&row->change)));
      pv_json_stream_add_number (json, "score", row->score);
      pv_json_stream_add_int (json, count, (gint64) row->change.packets[PV_SIDE_THIS]);
      pv_json_stream_add_int (json, other_count, (gint64) row->change.packets[PV_SIDE_OTHER]);
      if (info->counted != PV_COUNTED_EVENTS)
        {
          pv_json_stream_add_int (json, "bytes", (gint64) row->change.bytes[PV_SIDE_THIS]);
          pv_json_stream_add_int (json, "other_bytes", (gint64) row->change.bytes[PV_SIDE_OTHER]);
        }
      add_trait (json, capture, PV_DIMENSION_SERVICE, "service", row->service);
      add_trait (json, capture, PV_DIMENSION_SERVER_NAME, "server_name", row->name);
      add_trait (json, capture, PV_DIMENSION_SERVER, "server", row->server);
      add_trait (json, capture, PV_DIMENSION_CLIENT, "client", row->client);
      pv_json_stream_close (json, '{');
    }
  pv_json_stream_close (json, '[');
}

typedef struct
{
  PvJsonStream *json;
  gboolean any;
} Found;

static gboolean
add_found_cb (const PvChangeFound *found,
              gpointer             user_data)
{
  Found *self = user_data;

  self->any = TRUE;
  pv_json_stream_open (self->json, NULL, '{');
  pv_json_stream_add_string (self->json, "state", pv_change_state_get_key (found->state));
  pv_json_stream_add_string (self->json, "list", found->list);
  pv_json_stream_add_string (self->json, "label", found->label);
  pv_json_stream_add_int (self->json, "n", (gint64) found->n[PV_SIDE_THIS]);
  pv_json_stream_add_int (self->json, "other_n", (gint64) found->n[PV_SIDE_OTHER]);
  pv_json_stream_close (self->json, '{');

  return TRUE;
}

/* What somebody wants to hear of. */
static gboolean
add_found (PvJsonStream   *json,
           const Subject  *subject,
           GError        **error)
{
  PvQuery query = make_query (subject, PV_DIMENSION_SOURCE);
  const PvChangePart part = { query.span, query.has_span, query.subset };
  Found found = { json, FALSE };

  pv_json_stream_open (json, "found", '[');
  if (!pv_change_checks_run (subject->other->checks, subject->other, &part, add_found_cb, &found, error))
    return FALSE;
  pv_json_stream_close (json, '[');
  *subject->other->found = found.any;

  return TRUE;
}

static PvSurprises *
find_surprises (const Subject  *subject,
                GError        **error)
{
  PvQuery query = make_query (subject, PV_DIMENSION_SOURCE);
  const PvChangePart parts[PV_N_SIDES] = {
    { query.span, query.has_span, query.subset },
    subject->other->part,
  };

  return pv_surprises_new (subject->other->match, parts, MAX_SURPRISES, NULL, error);
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
  g_autoptr (PvSurprises) surprises = NULL;
  Totals totals;
  PvQuery query;

  if (series == NULL || !get_totals (subject, &totals, error))
    return FALSE;
  if (subject->other != NULL)
    {
      surprises = find_surprises (subject, error);
      if (surprises == NULL)
        return FALSE;
    }

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
  if (surprises != NULL)
    {
      if (!add_comparison (json, subject, surprises, error) ||
          (subject->other->checks != NULL && !add_found (json, subject, error)))
        return FALSE;
      add_surprises (json, subject, surprises);
    }
  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    {
      if (!pv_on_demand_is_there (capture, pv_dimension_get_on_demand (dimension)))
        continue;
      query = make_query (subject, dimension);
      /* the files of another capture are others; nothing would be told by that */
      if (!pv_report_list_add (json, capture, &query, dimension != PV_DIMENSION_FILE ? subject->other : NULL,
                               subject->origin != NULL ? subject->origin->hosts : NULL, error))
        return FALSE;
    }
  if (pv_on_demand_is_there (capture, PV_ON_DEMAND_TCP) && !add_handshakes (json, subject, error))
    return FALSE;
  query = make_query (subject, PV_DIMENSION_LOOKUP);
  if (!pv_report_events_add (json, capture, &query, subject->other, error))
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
                 const PvReportOther *other,
                 GOutputStream   *stream,
                 GError         **error)
{
  g_autoptr (PvJsonStream) json = NULL;
  g_autoptr (PvPacketSet) set = NULL;
  Subject subject = { .capture = capture, .span = span, .origin = origin, .other = other };

  g_return_val_if_fail (PV_IS_CAPTURE (capture), FALSE);
  g_return_val_if_fail (pv_capture_get_settled (capture), FALSE);
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

  if (!pv_report_write (capture, binning, span, subset, origin, NULL, stream, error) ||
      !g_output_stream_write_all (stream, "", 1, NULL, NULL, error) || !g_output_stream_close (stream, NULL, error))
    return NULL;

  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}
