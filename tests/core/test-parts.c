/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-parts.c: what parts of a capture come to: sums, lines of labels, stretches between silences; held against
 * naive counting. */
#include "capture-maker.h"
#include "pv-label-lines.h"
#include "pv-packet-set.h"
#include "pv-stretches.h"
#include "pv-totals.h"

#define T0 (G_GINT64_CONSTANT (1500000000) * PV_NS_PER_SECOND)
#define N_PACKETS 3000
#define N_COLUMNS 7

static TestPacket packets[N_PACKETS];

static PvCapture *
load (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint i = 0; i < N_PACKETS; i++)
    {
      packets[i] = (TestPacket){
        .time_ns = T0 + i * PV_NS_PER_MS,
        .source = (guint32) g_rand_int_range (rand, 1, 9),
        .destination = (guint32) g_rand_int_range (rand, 1, 9),
        .ip_bytes = (guint16) g_rand_int_range (rand, 100, 1500),
        .lookup = g_rand_int_range (rand, 0, 5) == 0 ? "a.example" : NULL,
      };
    }

  return test_packets_load (packets, N_PACKETS);
}

static guint32
find_address (PvCapture *capture,
              guint32    number)
{
  g_autofree char *label = test_address (number);

  return test_find_id (capture, PV_DIMENSION_ADDRESS, label);
}

static void
test_totals (void)
{
  static const PvSpan spans[] = {
    { T0, T0 + PV_NS_PER_SECOND },
    { T0 + 1234 * PV_NS_PER_MS, T0 + 1235 * PV_NS_PER_MS },
    { T0 - PV_NS_PER_SECOND, T0 },
    { T0 + 2900 * PV_NS_PER_MS, G_MAXINT64 },
  };
  g_autoptr (PvCapture) capture = load ();
  guint32 id = find_address (capture, 3);
  g_autoptr (PvPacketSet) set = pv_packet_set_new_for_labels (capture, PV_DIMENSION_ADDRESS, &id, 1, NULL);
  PvTotals totals;

  for (guint i = 0; i <= G_N_ELEMENTS (spans); i++)
    for (guint with_set = 0; with_set < 2; with_set++)
      {
        const PvSpan *span = i < G_N_ELEMENTS (spans) ? &spans[i] : NULL;
        guint64 n = 0;
        guint64 bytes = 0;

        for (guint j = 0; j < N_PACKETS; j++)
          if ((span == NULL || (packets[j].time_ns >= span->start_ns && packets[j].time_ns < span->end_ns)) &&
              (!with_set || packets[j].source == 3 || packets[j].destination == 3))
            {
              n++;
              bytes += packets[j].ip_bytes;
            }

        g_assert_true (pv_totals_get (capture, with_set ? set : NULL, span, &totals));
        g_assert_cmpuint (totals.packets, ==, n);
        g_assert_cmpuint (totals.ip_bytes, ==, bytes);
      }
}

static void
assert_lines (PvCapture   *capture,
              PvDimension  dimension,
              PvMeasure    measure,
              PvSpan       span)
{
  static const guint32 numbers[] = { 1, 3, 8 };
  guint32 ids[G_N_ELEMENTS (numbers)];
  guint64 values[G_N_ELEMENTS (numbers) * N_COLUMNS];
  double width = (double) (span.end_ns - span.start_ns) / N_COLUMNS;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    ids[i] = find_address (capture, numbers[i]);
  g_assert_true (pv_label_lines_run (capture, dimension, ids, G_N_ELEMENTS (numbers), span, N_COLUMNS, measure, values,
                                     NULL, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      guint64 expected[N_COLUMNS] = { 0 };

      for (guint j = 0; j < N_PACKETS; j++)
        {
          gboolean counts = dimension == PV_DIMENSION_SOURCE
                              ? packets[j].source == numbers[i]
                              : packets[j].source == numbers[i] || packets[j].destination == numbers[i];

          if (counts && packets[j].time_ns >= span.start_ns && packets[j].time_ns < span.end_ns)
            expected[(guint) ((double) (packets[j].time_ns - span.start_ns) / width)] +=
              measure == PV_MEASURE_IP_BYTES ? packets[j].ip_bytes : 1;
        }
      g_assert_cmpmem (values + i * N_COLUMNS, sizeof expected, expected, sizeof expected);
    }
}

static void
test_lines (void)
{
  const PvSpan all = { T0, T0 + 3 * PV_NS_PER_SECOND };
  const PvSpan part = { T0 + 500 * PV_NS_PER_MS, T0 + 1200 * PV_NS_PER_MS };
  g_autoptr (PvCapture) capture = load ();
  guint32 name = test_find_id (capture, PV_DIMENSION_LOOKUP, "a.example");
  guint64 values[1];
  guint64 n_lookups = 0;

  assert_lines (capture, PV_DIMENSION_SOURCE, PV_MEASURE_IP_BYTES, part);
  assert_lines (capture, PV_DIMENSION_SOURCE, PV_MEASURE_PACKETS, all);
  /* a packet that an address sends to itself counts once */
  assert_lines (capture, PV_DIMENSION_ADDRESS, PV_MEASURE_PACKETS, part);

  for (guint i = 0; i < N_PACKETS; i++)
    n_lookups += packets[i].lookup != NULL;
  g_assert_true (pv_label_lines_run (capture, PV_DIMENSION_LOOKUP, &name, 1, all, 1, PV_MEASURE_IP_BYTES, values, NULL, NULL));
  g_assert_cmpuint (values[0], ==, n_lookups);
}

/* @starts: (array length=n): seconds at which as many packets as @counts says follow each other by a tenth */
static PvStretches
find_stretches (const gint64 *starts,
                const guint  *counts,
                guint         n)
{
  PvStretches stretches;
  g_autoptr (GArray) some = g_array_new (FALSE, FALSE, sizeof (TestPacket));
  g_autoptr (PvCapture) capture = NULL;

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < counts[i]; j++)
      {
        TestPacket packet = { T0 + starts[i] * PV_NS_PER_SECOND + j * 100 * PV_NS_PER_MS, 1, 2, 100, NULL };

        g_array_append_val (some, packet);
      }
  capture = test_packets_load ((const TestPacket *) (gpointer) some->data, some->len);

  pv_stretches_find (capture, &stretches);

  return stretches;
}

static void
test_stretches (void)
{
  static const gint64 starts[] = { 0, 500, 1000 };
  PvStretches found = find_stretches (starts, (const guint[]){ 20, 30, 25 }, 3);

  /* the busiest, wherever it is; the first of equals */
  g_assert_cmpuint (found.n, ==, 3);
  g_assert_cmpuint (found.busiest, ==, 1);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (found.spans[i].start_ns, ==, T0 + starts[i] * PV_NS_PER_SECOND);
  g_assert_cmpint (found.spans[1].end_ns, ==, T0 + 500 * PV_NS_PER_SECOND + 2900 * PV_NS_PER_MS + 1);
  g_assert_cmpuint (found.packets[0], ==, 20);
  g_assert_cmpuint (found.packets[2], ==, 25);
  g_assert_cmpuint (find_stretches (starts, (const guint[]){ 20, 20, 20 }, 3).busiest, ==, 0);

  /* what is never silent for a tenth of the time, busy for a fifth of it, or has but a few packets, is shown whole */
  g_assert_cmpuint (find_stretches (starts, (const guint[]){ 20, 0, 0 }, 3).n, ==, 0);
  g_assert_cmpuint (find_stretches (starts, (const guint[]){ 1500, 1500, 20 }, 3).n, ==, 0);
  g_assert_cmpuint (find_stretches (starts, (const guint[]){ 5, 15, 5 }, 3).n, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/parts/totals", test_totals);
  g_test_add_func ("/parts/lines", test_lines);
  g_test_add_func ("/parts/stretches", test_stretches);

  return g_test_run ();
}
