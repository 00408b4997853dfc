/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-report.c: the whole path from a file, compressed or not, to its report. */

#include <json-glib/json-glib.h>
#include <string.h>
#include <unistd.h>

#include "fuzz.h"
#include "pv-error.h"
#include "pv-loader.h"
#include "pv-on-demand.h"
#include "pv-query.h"
#include "pv-report.h"
#include "pv-series.h"

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  fuzz_set_up ();
  return 0;
}

/* Reads what is not read while loading, but what needs other files. */
static void
read_on_demand (PvCapture *capture)
{
  for (PvOnDemand what = PV_ON_DEMAND_NONE + 1; what < PV_N_ON_DEMAND; what++)
    if (what != PV_ON_DEMAND_GEO)
      FUZZ_CHECK (pv_on_demand_read (capture, what, NULL, NULL, NULL) && pv_on_demand_is_there (capture, what));
}

static PvCapture *
load (const guint8 *data,
      gsize         size,
      guint         n_workers)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (PvLoader) loader = NULL;
  PvCapture *capture;
  int fd;

  file = fuzz_file_new (data, size, &fd);
  loader = pv_loader_new (file);
  pv_loader_set_n_workers (loader, n_workers);
  capture = pv_loader_load (loader, NULL, &error);
  if (capture != NULL)
    read_on_demand (capture);
  close (fd);
  FUZZ_CHECK ((capture == NULL) == (error != NULL));
  if (capture == NULL)
    {
      FUZZ_CHECK (error->domain == PV_ERROR);
      FUZZ_CHECK (g_utf8_validate (error->message, -1, NULL));
    }
  return capture;
}

static void
check_ranking (PvCapture   *capture,
               PvDimension  dimension,
               guint64      packets)
{
  g_autoptr (GError) error = NULL;
  const PvQuery query = { .dimension = dimension, .measure = PV_MEASURE_PACKETS };
  g_autoptr (PvRanking) ranking = pv_query_run (capture, &query, NULL, &error);
  guint64 sum = 0;

  FUZZ_CHECK (ranking != NULL);
  FUZZ_CHECK (ranking->n_ranks == ranking->n_labels);
  for (guint i = 0; i < ranking->n_ranks; i++)
    {
      g_autofree char *label = pv_capture_dup_label (capture, dimension, ranking->ranks[i].id);

      FUZZ_CHECK (label != NULL && label[0] != '\0' && g_utf8_validate (label, -1, NULL));
      FUZZ_CHECK (ranking->ranks[i].packets > 0);
      FUZZ_CHECK (i == 0 || ranking->ranks[i - 1].packets >= ranking->ranks[i].packets);
      sum += ranking->ranks[i].packets;
    }
  FUZZ_CHECK (sum == packets);
}

static void
check_series (PvCapture *capture,
              gint64     bin_ns)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PvSeries) series = pv_series_new (capture, NULL, pv_binning (bin_ns, PV_ZONE_LOCAL), PV_MEASURE_WIRE_BYTES, NULL, &error);
  guint64 packets = 0;
  guint64 bytes = 0;
  guint64 peak = 0;
  gint64 at = G_MININT64;
  PvBin bin;

  FUZZ_CHECK (series != NULL);
  while (pv_series_get_next (series, at, &bin))
    {
      FUZZ_CHECK (bin.packets > 0 && bin.start_ns < bin.end_ns);
      packets += bin.packets;
      bytes += bin.value;
      peak = MAX (peak, bin.value);
      at = bin.end_ns;
      if (at == G_MAXINT64)
        break;
    }
  FUZZ_CHECK (packets == pv_capture_get_n_packets (capture));
  FUZZ_CHECK (bytes == pv_capture_get_wire_bytes (capture));
  FUZZ_CHECK (peak == pv_series_get_peak (series));

  if (pv_capture_has_times (capture))
    {
      PvColumn columns[16];
      PvSpan bulk = pv_capture_get_bulk_span (capture);
      PvSpan span = { pv_capture_get_first_time (capture), pv_capture_get_last_time (capture) + 1 };
      guint64 max = 0;

      FUZZ_CHECK (span.start_ns <= bulk.start_ns && bulk.start_ns < bulk.end_ns && bulk.end_ns <= span.end_ns);
      pv_series_get_columns (series, span, columns, G_N_ELEMENTS (columns));
      for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
        {
          FUZZ_CHECK (columns[i].min <= columns[i].max);
          max = MAX (max, columns[i].max);
        }
      FUZZ_CHECK (max <= peak);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static const gint64 bins[] = { PV_NS_PER_MS, 2 * PV_NS_PER_SECOND, 3600 * PV_NS_PER_SECOND, PV_NS_PER_DAY };
  gint64 bin_ns = bins[size % G_N_ELEMENTS (bins)];
  g_autoptr (PvCapture) capture = load (data, size, 1);
  g_autoptr (JsonParser) parser = NULL;
  g_autofree char *json = NULL;

  if (capture == NULL)
    return 0;

  json = pv_report_to_json (capture, pv_binning (bin_ns, PV_ZONE_LOCAL), NULL, NULL, NULL, NULL);
  parser = json_parser_new ();
  FUZZ_CHECK (json != NULL && json_parser_load_from_data (parser, json, -1, NULL));

  FUZZ_CHECK (pv_capture_get_settled (capture));
  FUZZ_CHECK (pv_capture_get_n_ip_packets (capture) <= pv_capture_get_n_packets (capture));
  check_ranking (capture, PV_DIMENSION_SOURCE, pv_capture_get_n_ip_packets (capture));
  check_ranking (capture, PV_DIMENSION_DESTINATION, pv_capture_get_n_ip_packets (capture));
  check_ranking (capture, PV_DIMENSION_LOOKUP, pv_capture_get_n_events (capture, PV_EVENT_LOOKUP));
  check_series (capture, bin_ns);

  /* A span's report, and the same answers from several threads, now and then. */
  if (pv_capture_has_times (capture))
    {
      PvSpan span = { pv_capture_get_first_time (capture), pv_capture_get_last_time (capture) + 1 };
      g_autofree char *part = NULL;

      span.start_ns += ((guint64) span.end_ns - (guint64) span.start_ns) / 3;
      part = pv_report_to_json (capture, pv_binning (bin_ns, PV_ZONE_LOCAL), &span, NULL, NULL, NULL);
      FUZZ_CHECK (json_parser_load_from_data (parser, part, -1, NULL));
    }
  if (size % 8 == 0)
    {
      g_autoptr (PvCapture) again = load (data, size, 3);
      g_autofree char *other = NULL;

      FUZZ_CHECK (again != NULL);
      other = pv_report_to_json (again, pv_binning (bin_ns, PV_ZONE_LOCAL), NULL, NULL, NULL, NULL);
      FUZZ_CHECK (strcmp (json, other) == 0);
    }
  return 0;
}
