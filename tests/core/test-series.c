/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-series.c: bins and pixel columns, held against a naive binning. */
#include <string.h>

#include "capture-maker.h"
#include "pv-bin-size.h"
#include "pv-query.h"
#include "pv-series-statistics.h"
#include "savefile-builder.h"

#define T0 (G_GINT64_CONSTANT (1500000000) * PV_NS_PER_SECOND)

/* The sources whose packets a set has, where a series is of one. */
static const guint32 picked[] = { 2, 3 };

/* Whether the series being tested is of the picked packets only. */
static gboolean only_picked;

static gboolean
counts (const TestPacket *packet)
{
  return !only_picked || packet->source == picked[0] || packet->source == picked[1];
}

/* Bytes of the packets in [start, end), one by one. */
static PvBin
naive_bin (const TestPacket *packets,
           guint             n,
           gint64            start_ns,
           gint64            end_ns,
           PvMeasure         measure)
{
  PvBin bin = { start_ns, end_ns, 0, 0 };

  for (guint i = 0; i < n; i++)
    if (packets[i].time_ns >= start_ns && packets[i].time_ns < end_ns && counts (&packets[i]))
      {
        bin.packets++;
        if (measure == PV_MEASURE_PACKETS)
          bin.value++;
        else if (measure == PV_MEASURE_IP_BYTES)
          bin.value += packets[i].source != 0 ? packets[i].ip_bytes : 0;
        else
          bin.value += packets[i].source != 0 ? packets[i].ip_bytes : 1;
      }

  return bin;
}

static void
assert_same_bin (const PvBin *a,
                 const PvBin *b)
{
  g_assert_cmpint (a->start_ns, ==, b->start_ns);
  g_assert_cmpint (a->end_ns, ==, b->end_ns);
  g_assert_cmpuint (a->packets, ==, b->packets);
  g_assert_cmpuint (a->value, ==, b->value);
}

/* Bursts, silences, packets on the edges of bins, some out of order, one decades away. */
static TestPacket *
make_packets (guint    n,
              guint    density,
              gboolean shuffled)
{
  TestPacket *packets = g_new0 (TestPacket, n);
  g_autoptr (GRand) rand = g_rand_new_with_seed (n + density);
  gint64 time_ns = T0;

  for (guint i = 0; i < n; i++)
    {
      if (g_rand_int_range (rand, 0, 50) == 0)
        time_ns += g_rand_int_range (rand, 0, 300) * PV_NS_PER_MS;
      else if (g_rand_int_range (rand, 0, 10) == 0)
        time_ns += PV_NS_PER_MS - time_ns % PV_NS_PER_MS;
      else
        time_ns += g_rand_int_range (rand, 0, (gint32) (2 * PV_NS_PER_MS / density));

      packets[i].time_ns = time_ns;
      packets[i].source = g_rand_int_range (rand, 0, 20) == 0 ? 0 : (guint32) g_rand_int_range (rand, 1, 7);
      packets[i].destination = 9;
      packets[i].ip_bytes = (guint16) g_rand_int_range (rand, 60, 1500);
    }

  if (shuffled)
    {
      for (guint i = 0; i + 3 < n; i += 7)
        {
          TestPacket swap = packets[i];

          packets[i] = packets[i + 3];
          packets[i + 3] = swap;
        }
      packets[n / 2].time_ns = PV_NS_PER_SECOND;
    }

  return packets;
}

static guint
count_all (const TestPacket *packets,
           guint             n)
{
  guint n_counted = 0;

  for (guint i = 0; i < n; i++)
    n_counted += counts (&packets[i]);

  return n_counted;
}

static void
check_bins (PvSeries         *series,
            const TestPacket *packets,
            guint             n,
            gint64            bin_ns,
            PvMeasure         measure)
{
  gint64 time_ns = G_MININT64;
  guint64 n_packets = 0;
  guint64 peak = 0;
  PvBin bin;

  /* The non-empty bins hold all packets, each as a naive sum says. */
  while (pv_series_get_next (series, time_ns, &bin))
    {
      PvBin expected = naive_bin (packets, n, bin.start_ns, bin.end_ns, measure);
      PvBin same;

      g_assert_cmpuint (bin.packets, >, 0);
      g_assert_cmpint (bin.start_ns, ==, pv_binning_floor (pv_binning (bin_ns, PV_ZONE_LOCAL), bin.start_ns));
      assert_same_bin (&bin, &expected);
      pv_series_get_bin (series, bin.start_ns + bin_ns / 2, &same);
      assert_same_bin (&same, &expected);
      n_packets += bin.packets;
      peak = MAX (peak, bin.value);
      time_ns = bin.end_ns;
    }
  g_assert_cmpuint (n_packets, ==, count_all (packets, n));
  g_assert_cmpuint (pv_series_get_peak (series), ==, peak);
}

static void
check_consecutive (PvSeries         *series,
                   const TestPacket *packets,
                   guint             n,
                   gint64            bin_ns,
                   PvMeasure         measure)
{
  PvSpan span = { T0 + 3 * bin_ns + bin_ns / 3, T0 + 60 * bin_ns };
  PvBin bins[100];
  guint n_bins = pv_series_get_bins (series, span, bins, G_N_ELEMENTS (bins));

  g_assert_cmpuint (n_bins, >=, 57);
  g_assert_cmpuint (n_bins, <=, 58);
  g_assert_cmpint (bins[0].start_ns, <=, span.start_ns);
  g_assert_cmpint (bins[n_bins - 1].end_ns, >=, span.end_ns);
  for (guint i = 0; i < n_bins; i++)
    {
      PvBin expected = naive_bin (packets, n, bins[i].start_ns, bins[i].end_ns, measure);

      assert_same_bin (&bins[i], &expected);
      if (i > 0)
        g_assert_cmpint (bins[i].start_ns, ==, bins[i - 1].end_ns);
    }

  g_assert_cmpuint (pv_series_get_bins (series, span, bins, 5), ==, 5);
}

/* By counting: how many bins do not exceed a value. */
static void
check_statistics (PvSeries *series,
                  gint64    bin_ns)
{
  PvSpan span = { T0 + 3 * bin_ns + bin_ns / 3, T0 + 60 * bin_ns };
  PvSeriesStatistics statistics;
  PvBin bins[100];
  guint n_bins = pv_series_get_bins (series, span, bins, G_N_ELEMENTS (bins));
  guint n_below = 0;
  guint n_not_above = 0;
  guint64 sum = 0;

  g_assert_true (pv_series_get_statistics (series, span, &statistics, NULL, NULL));
  for (guint i = 0; i < n_bins; i++)
    {
      sum += bins[i].value;
      n_below += bins[i].value < statistics.percentile_95;
      n_not_above += bins[i].value <= statistics.percentile_95;
    }

  g_assert_cmpuint (statistics.n_bins, ==, n_bins);
  g_assert_cmpfloat_with_epsilon (statistics.mean, (double) sum / n_bins, 1e-6);
  g_assert_cmpuint (n_not_above * 100, >=, n_bins * 95);
  g_assert_cmpuint (n_below * 100, <, n_bins * 95);
}

/* Every column must have the extremes of the bins that start in it, the first one also of the bin that it
 * starts in; and the highest of all bins in sight, even by a nanosecond, is the highest of all columns. */
static void
check_columns (PvSeries         *series,
               const TestPacket *packets,
               guint             n,
               gint64            bin_ns,
               PvMeasure         measure,
               PvSpan            span,
               guint             n_columns)
{
  g_autofree PvColumn *columns = g_new (PvColumn, n_columns);

  guint64 highest = 0;
  guint64 peak = 0;

  for (gint64 start = pv_binning_floor (pv_binning (bin_ns, PV_ZONE_LOCAL), span.start_ns); start < span.end_ns;
       start = pv_binning_next (pv_binning (bin_ns, PV_ZONE_LOCAL), start))
    peak = MAX (peak, naive_bin (packets, n, start, pv_binning_next (pv_binning (bin_ns, PV_ZONE_LOCAL), start), measure).value);

  pv_series_get_columns (series, span, columns, n_columns);
  for (guint i = 0; i < n_columns; i++)
    {
      gint64 from = span.start_ns + (gint64) ((__int128) (span.end_ns - span.start_ns) * i / n_columns);
      gint64 to = span.start_ns + (gint64) ((__int128) (span.end_ns - span.start_ns) * (i + 1) / n_columns);
      gint64 start = pv_binning_floor (pv_binning (bin_ns, PV_ZONE_LOCAL), from);
      guint64 min = G_MAXUINT64;
      guint64 max = 0;

      if (i > 0 && start < from && pv_binning_next (pv_binning (bin_ns, PV_ZONE_LOCAL), start) < to)
        start = pv_binning_next (pv_binning (bin_ns, PV_ZONE_LOCAL), start);

      for (; start < to; start = pv_binning_next (pv_binning (bin_ns, PV_ZONE_LOCAL), start))
        {
          PvBin bin = naive_bin (packets, n, start, pv_binning_next (pv_binning (bin_ns, PV_ZONE_LOCAL), start), measure);

          min = MIN (min, bin.value);
          max = MAX (max, bin.value);
        }

      g_assert_cmpuint (columns[i].min, ==, min);
      g_assert_cmpuint (columns[i].max, ==, max);
      highest = MAX (highest, columns[i].max);
    }
  g_assert_cmpuint (highest, ==, peak);
}

/* Wherever in a bin the view begins and ends, and however many of them a pixel has. */
static void
test_offsets (gconstpointer user_data)
{
  const guint n = 200;
  const gint64 bin_ns = GPOINTER_TO_INT (user_data) * PV_NS_PER_MS;
  g_autofree TestPacket *packets = make_packets (n, 4, FALSE);
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (PvSeries) series = NULL;

  /* what must not be lost, and is the first and the last */
  packets[0].source = packets[n - 1].source = 1;
  packets[0].ip_bytes = 60000;
  packets[n - 1].ip_bytes = 50000;
  packets[0].time_ns += bin_ns / 3;
  for (guint i = 1; i < n; i++)
    packets[i].time_ns += bin_ns;
  capture = test_packets_load (packets, n);
  series = pv_series_new (capture, NULL, pv_binning (bin_ns, PV_ZONE_LOCAL), PV_MEASURE_IP_BYTES, NULL, NULL);

  for (guint n_columns = 1; n_columns < 120; n_columns = n_columns * 2 + 1)
    for (guint i = 0; i <= 40; i++)
      for (guint j = 0; j <= 40; j += 8)
        {
          PvSpan span = {
            packets[0].time_ns + bin_ns * ((gint64) i - 20) / 16,
            packets[n - 1].time_ns + 1 + bin_ns * ((gint64) j - 20) / 16,
          };

          check_columns (series, packets, n, bin_ns, PV_MEASURE_IP_BYTES, span, n_columns);
        }
}

typedef struct
{
  guint n;
  guint density; /* packets a millisecond */
  gboolean shuffled;
  gint64 bin_ns;
  gboolean picked;
} Case;

static const Case cases[] = {
  { 3000, 1, FALSE, PV_NS_PER_MS },       { 3000, 1, TRUE, PV_NS_PER_MS },
  { 3000, 40, FALSE, PV_NS_PER_MS },      { 3000, 40, TRUE, 2 * PV_NS_PER_MS },
  { 3000, 1, FALSE, 100 * PV_NS_PER_MS }, { 3000, 1, TRUE, PV_NS_PER_SECOND },
  { 500, 1, FALSE, 3 * PV_NS_PER_MS },    { 3000, 4, TRUE, 10 * PV_NS_PER_MS },
  { 3000, 1, FALSE, PV_NS_PER_MS, TRUE }, { 3000, 40, TRUE, PV_NS_PER_MS, TRUE },
  { 3000, 1, TRUE, PV_NS_PER_SECOND, TRUE },  { 200, 40, FALSE, 50 * PV_NS_PER_US },
  { 60, 40, TRUE, 20 * PV_NS_PER_US },
};

/* The set of packets from the picked sources. */
static PvPacketSet *
make_set (PvCapture *capture)
{
  PvQuery query = { .dimension = PV_DIMENSION_SOURCE };
  g_autoptr (PvRanking) ranking = pv_query_run (capture, &query, NULL, NULL);
  guint32 ids[G_N_ELEMENTS (picked)];
  guint n = 0;
  PvPacketSet *set;

  for (guint i = 0; i < ranking->n_ranks; i++)
    {
      g_autofree char *label = pv_capture_dup_label (capture, query.dimension, ranking->ranks[i].id);

      for (guint j = 0; j < G_N_ELEMENTS (picked); j++)
        {
          g_autofree char *wanted = test_address (picked[j]);

          if (g_str_equal (label, wanted))
            ids[n++] = ranking->ranks[i].id;
        }
    }

  g_assert_cmpuint (n, ==, G_N_ELEMENTS (picked));
  set = pv_packet_set_new_for_labels (capture, PV_DIMENSION_SOURCE, ids, n, NULL);
  g_assert_nonnull (set);

  return set;
}

static void
test_naive (gconstpointer user_data)
{
  const Case *test = user_data;
  g_autofree TestPacket *packets = make_packets (test->n, test->density, test->shuffled);
  g_autoptr (PvCapture) capture = test_packets_load (packets, test->n);
  g_autoptr (PvPacketSet) set = test->picked ? make_set (capture) : NULL;
  static const PvMeasure measures[] = { PV_MEASURE_IP_BYTES, PV_MEASURE_WIRE_BYTES, PV_MEASURE_PACKETS };
  gint64 last = T0;

  only_picked = test->picked;
  for (guint i = 0; i < test->n; i++)
    last = MAX (last, packets[i].time_ns);

  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    {
      g_autoptr (PvSeries) series = pv_series_new (capture, set, pv_binning (test->bin_ns, PV_ZONE_LOCAL), measures[i], NULL, NULL);
      PvSpan all = { T0 - PV_NS_PER_SECOND, last + PV_NS_PER_SECOND };
      PvSpan inner = { T0 + (last - T0) / 3 + 12345, T0 + (last - T0) / 2 };
      PvSpan tiny = { T0 + test->bin_ns * 7 + 1, T0 + test->bin_ns * 7 + 1 + test->bin_ns / 2 };

      check_bins (series, packets, test->n, test->bin_ns, measures[i]);
      check_consecutive (series, packets, test->n, test->bin_ns, measures[i]);
      check_statistics (series, test->bin_ns);
      check_columns (series, packets, test->n, test->bin_ns, measures[i], all, 40);
      check_columns (series, packets, test->n, test->bin_ns, measures[i], inner, 7);
      check_columns (series, packets, test->n, test->bin_ns, measures[i], inner, 300);
      check_columns (series, packets, test->n, test->bin_ns, measures[i], tiny, 10);
    }
  only_picked = FALSE;
}

/* One packet at the beginning and one a month later: a millisecond bin allocates no month of bins. */
static void
test_sparse (void)
{
  TestPacket packets[] = {
    { T0, 1, 2, 1000 },
    { T0 + 30 * PV_NS_PER_DAY, 1, 2, 500 },
  };
  g_autoptr (PvCapture) capture = test_packets_load (packets, 2);
  g_autoptr (PvSeries) series = pv_series_new (capture, NULL, pv_binning (PV_NS_PER_MS, PV_ZONE_LOCAL), PV_MEASURE_IP_BYTES, NULL, NULL);
  PvColumn columns[3];
  PvBin bin;

  pv_series_get_columns (series, (PvSpan){ T0, T0 + 30 * PV_NS_PER_DAY + 1 }, columns, 3);
  g_assert_cmpuint (columns[0].max, ==, 1000);
  g_assert_cmpuint (columns[0].min, ==, 0);
  g_assert_cmpuint (columns[1].max, ==, 0);
  g_assert_cmpuint (columns[2].max, ==, 500);
  g_assert_true (pv_series_get_next (series, T0 + 1, &bin));
  g_assert_cmpint (bin.start_ns, ==, T0 + 30 * PV_NS_PER_DAY);
}

/* Bins of a day run from local midnight to local midnight, also when the clock changes. */
static void
test_days (void)
{
  TestPacket packets[] = {
    { G_GINT64_CONSTANT (1521932400) * PV_NS_PER_SECOND, 1, 2, 100 },     /* 2018-03-25 00:00 in Berlin */
    { G_GINT64_CONSTANT (1522015199) * PV_NS_PER_SECOND, 1, 2, 200 },     /* 23:59:59, 23 hours later */
    { G_GINT64_CONSTANT (1522015200) * PV_NS_PER_SECOND, 1, 2, 400 },     /* 00:00 */
    { G_GINT64_CONSTANT (1522015200 + 86399) * PV_NS_PER_SECOND, 1, 2, 800 },
  };
  g_autoptr (PvCapture) capture = test_packets_load (packets, G_N_ELEMENTS (packets));
  g_autoptr (PvSeries) series = pv_series_new (capture, NULL, pv_binning (PV_NS_PER_DAY, PV_ZONE_LOCAL), PV_MEASURE_IP_BYTES, NULL, NULL);
  PvBin bin;

  g_assert_true (pv_series_get_next (series, G_MININT64, &bin));
  g_assert_cmpint (bin.start_ns, ==, packets[0].time_ns);
  g_assert_cmpint (bin.end_ns - bin.start_ns, ==, 23 * 3600 * PV_NS_PER_SECOND);
  g_assert_cmpuint (bin.value, ==, 300);
  g_assert_true (pv_series_get_next (series, bin.end_ns, &bin));
  g_assert_cmpuint (bin.value, ==, 1200);
  g_assert_false (pv_series_get_next (series, bin.end_ns, &bin));
}

/* So many that threads share them, each with whole bins; a set that leaves out most of them, too. */
static void
test_many (void)
{
  const guint n = 400000;
  g_autofree TestPacket *packets = make_packets (n, 40, FALSE);
  g_autoptr (PvCapture) capture = test_packets_load (packets, n);
  g_autoptr (PvPacketSet) set = make_set (capture);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (PvSeries) series = pv_series_new (capture, i == 0 ? NULL : set, pv_binning (50 * PV_NS_PER_MS, PV_ZONE_LOCAL),
                                                   PV_MEASURE_IP_BYTES, NULL, NULL);
      gint64 time_ns = G_MININT64;
      guint packet = 0;
      PvBin bin;

      only_picked = i == 1;
      while (pv_series_get_next (series, time_ns, &bin))
        {
          guint64 packets_there = 0;
          guint64 value = 0;

          for (; packet < n && packets[packet].time_ns < bin.end_ns; packet++)
            if (counts (&packets[packet]))
              {
                g_assert_cmpint (packets[packet].time_ns, >=, bin.start_ns);
                packets_there++;
                value += packets[packet].source != 0 ? packets[packet].ip_bytes : 0;
              }
          g_assert_cmpuint (bin.packets, ==, packets_there);
          g_assert_cmpuint (bin.value, ==, value);
          time_ns = bin.end_ns;
        }
      for (; packet < n; packet++)
        g_assert_false (counts (&packets[packet]));
      only_picked = FALSE;
    }
}

static void
test_empty (void)
{
  g_autoptr (PvCapture) capture = test_packets_load (NULL, 0);
  g_autoptr (PvSeries) series = pv_series_new (capture, NULL, pv_binning (PV_NS_PER_SECOND, PV_ZONE_LOCAL), PV_MEASURE_IP_BYTES, NULL, NULL);
  PvColumn column;
  PvBin bin;

  g_assert_false (pv_series_get_next (series, G_MININT64, &bin));
  g_assert_cmpuint (pv_series_get_peak (series), ==, 0);
  pv_series_get_bin (series, T0, &bin);
  g_assert_cmpuint (bin.packets, ==, 0);
  pv_series_get_columns (series, (PvSpan){ T0, T0 + PV_NS_PER_DAY }, &column, 1);
  g_assert_cmpuint (column.max, ==, 0);
}

static void
test_cancelled (void)
{
  TestPacket *packets = make_packets (70000, 1, FALSE);
  g_autoptr (PvCapture) capture = test_packets_load (packets, 70000);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (pv_series_new (capture, NULL, pv_binning (PV_NS_PER_MS, PV_ZONE_LOCAL), PV_MEASURE_IP_BYTES, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_free (packets);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_setenv ("TZ", "Europe/Berlin", TRUE);
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/series/naive-%u", i);

      g_test_add_data_func (path, &cases[i], test_naive);
    }
  g_test_add_data_func ("/series/offsets-sparse", GINT_TO_POINTER (1), test_offsets);
  g_test_add_data_func ("/series/offsets-dense", GINT_TO_POINTER (10), test_offsets);
  g_test_add_func ("/series/sparse", test_sparse);
  g_test_add_func ("/series/days", test_days);
  g_test_add_func ("/series/many", test_many);
  g_test_add_func ("/series/empty", test_empty);
  g_test_add_func ("/series/cancelled", test_cancelled);

  status = g_test_run ();
  test_files_clear ();

  return status;
}
