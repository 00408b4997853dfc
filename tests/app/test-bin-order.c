/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-bin-order.c: bins as rows: which, in what order, and what stands in them. */
#include <glib.h>

#include "capture-maker.h"
#include "pv-bin-order.h"

/* 14 July 2017, 02:40:00 UTC */
#define T0 (G_GINT64_CONSTANT (1500000000) * PV_NS_PER_SECOND)
#define SECOND PV_NS_PER_SECOND

typedef struct
{
  PvCapture *capture;
  PvSeries *series;
} Fixture;

/* Four bins of a second with packets, and one without between them. */
static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  static const TestPacket packets[] = {
    { T0, 1, 9, 300 },
    { T0 + SECOND, 1, 9, 100 },
    { T0 + SECOND + 5, 1, 9, 100 },
    { T0 + SECOND + 6, 1, 9, 100 },
    { T0 + 3 * SECOND, 1, 9, 1400 },
    { T0 + 4 * SECOND, 1, 9, 100 },
    { T0 + 4 * SECOND + 7, 1, 9, 100 },
  };

  fixture->capture = test_packets_load (packets, G_N_ELEMENTS (packets));
  fixture->series = pv_series_new (fixture->capture, NULL, pv_binning (SECOND, PV_ZONE_LOCAL), PV_MEASURE_IP_BYTES, NULL, NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_object_unref (fixture->series);
  g_object_unref (fixture->capture);
}

static PvBinRows
get_all (Fixture *fixture)
{
  return (PvBinRows){
    .series = fixture->series,
    .span = { T0, T0 + 5 * SECOND },
    .clock = PV_CLOCK_UTC,
    .origin_ns = T0,
    .search = "",
  };
}

/* @expected: the rows' seconds after T0 */
static void
expect (const PvBinRows *rows,
        const char      *expected)
{
  g_autoptr (PvBinOrder) order = pv_bin_order_new (rows, NULL, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < pv_bin_order_get_n (order); i++)
    g_string_append_printf (text, "%d", (int) ((pv_bin_order_get_bin (order, i)->start_ns - T0) / SECOND));
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_sort (Fixture       *fixture,
           gconstpointer  user_data)
{
  PvBinRows rows = get_all (fixture);

  expect (&rows, "0134");
  rows.descending = TRUE;
  expect (&rows, "4310");

  /* 300, 300, 1400 and 200 bytes; what is alike stays in the order of time, either way */
  rows.key = PV_BIN_KEY_VALUE;
  expect (&rows, "3014");
  rows.descending = FALSE;
  expect (&rows, "4013");
  rows.key = PV_BIN_KEY_RATE;
  expect (&rows, "4013");

  /* 1, 3, 1 and 2 packets */
  rows.key = PV_BIN_KEY_PACKETS;
  expect (&rows, "0341");
  rows.descending = TRUE;
  expect (&rows, "1403");
}

static void
test_span_and_search (Fixture       *fixture,
                      gconstpointer  user_data)
{
  PvBinRows rows = get_all (fixture);

  /* bins that reach into the span count whole */
  rows.span = (PvSpan){ T0 + SECOND + SECOND / 2, T0 + 3 * SECOND + 1 };
  expect (&rows, "13");

  rows = get_all (fixture);
  rows.search = "02:40:03";
  expect (&rows, "3");
  rows.search = "2017-07";
  expect (&rows, "0134");
  rows.search = "nothing";
  expect (&rows, "");
}

static void
expect_time (const PvBinRows *rows,
             guint            row,
             const char      *expected)
{
  g_autoptr (PvBinOrder) order = pv_bin_order_new (rows, NULL, NULL);
  g_autofree char *text = pv_bin_order_dup_time (order, row);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_text (Fixture       *fixture,
           gconstpointer  user_data)
{
  static const guint chosen[] = { 3, 1 };
  PvBinRows rows = get_all (fixture);
  g_autoptr (PvBinOrder) order = pv_bin_order_new (&rows, NULL, NULL);
  g_autofree char *first = pv_bin_order_dup_text (order, NULL, 2);
  g_autofree char *some = pv_bin_order_dup_text (order, chosen, 2);

  g_assert_cmpstr (first, ==, "2017-07-14 02:40:00\t300\t1\n2017-07-14 02:40:01\t300\t3");
  g_assert_cmpstr (some, ==, "2017-07-14 02:40:04\t200\t2\n2017-07-14 02:40:01\t300\t3");

  expect_time (&rows, 2, "2017-07-14 02:40:03");
  rows.clock = PV_CLOCK_LOCAL;
  expect_time (&rows, 2, "2017-07-13 22:40:03");
  rows.clock = PV_CLOCK_ELAPSED;
  expect_time (&rows, 2, "3\u00a0s");
}

static void
test_of_packets (Fixture       *fixture,
                 gconstpointer  user_data)
{
  g_autoptr (PvSeries) series = pv_series_new (fixture->capture, NULL, pv_binning (SECOND, PV_ZONE_LOCAL), PV_MEASURE_PACKETS, NULL, NULL);
  PvBinRows rows = get_all (fixture);
  g_autoptr (PvBinOrder) order = NULL;
  g_autofree char *text = NULL;

  rows.series = series;
  order = pv_bin_order_new (&rows, NULL, NULL);
  text = pv_bin_order_dup_text (order, NULL, 2);
  g_assert_cmpstr (text, ==, "2017-07-14 02:40:00\t1\n2017-07-14 02:40:01\t3");
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  user_data)
{
  const PvBinRows rows = get_all (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (pv_bin_order_new (&rows, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  /* four hours west of Greenwich in July */
  g_setenv ("TZ", "America/New_York", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/bin-order/sort", Fixture, NULL, set_up, test_sort, tear_down);
  g_test_add ("/bin-order/span-and-search", Fixture, NULL, set_up, test_span_and_search, tear_down);
  g_test_add ("/bin-order/text", Fixture, NULL, set_up, test_text, tear_down);
  g_test_add ("/bin-order/of-packets", Fixture, NULL, set_up, test_of_packets, tear_down);
  g_test_add ("/bin-order/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);

  return g_test_run ();
}
