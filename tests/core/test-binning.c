/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-binning.c: bins follow the clock that is shown, without gaps, and are counted right. */
#include "pv-bin-size.h"
#include "pv-binning.h"
#include "pv-local-day.h"
#include "pv-time.h"

#define S PV_NS_PER_SECOND
#define HOUR (3600 * S)

/* Clocks that are changed at night, at midnight, just after it, by half an hour and by a day. */
static const char *const zones[] = {
  "UTC",          "Europe/Berlin",      "America/New_York",  "America/Sao_Paulo", "America/St_Johns",
  "Pacific/Apia", "Australia/Lord_Howe", "Asia/Kathmandu",
};

static gint64
parse (const char *text)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (text, NULL);

  g_assert_nonnull (date);

  return g_date_time_to_unix (date) * S;
}

static char *
format (gint64 time_ns)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time_ns / S);

  return g_date_time_format_iso8601 (date);
}

static void
assert_aligned (PvBinning binning,
                gint64    time_ns)
{
  gint64 start = pv_binning_floor (binning, time_ns);
  gint64 next = pv_binning_next (binning, start);

  g_assert_cmpint (start, <=, time_ns);
  g_assert_true (next > time_ns || next == G_MAXINT64);
  g_assert_cmpint (pv_binning_floor (binning, start), ==, start);
  if (next < G_MAXINT64)
    {
      g_assert_cmpint (pv_binning_floor (binning, next), ==, next);
      g_assert_cmpint (pv_binning_floor (binning, next - 1), ==, start);
      g_assert_cmpuint (pv_binning_count (binning, (PvSpan){ start, next }), ==, 1);
      g_assert_cmpuint (pv_binning_count (binning, (PvSpan){ time_ns, next + 1 }), ==, 2);
    }
}

/* Bins fit together without gaps at every time there is, its ends included. */
static void
test_align (void)
{
  static const gint64 times[] = {
    0,          -1,             1,          G_MAXINT64 - 1, G_MININT64, G_MININT64 + 1, 1500000000123456789,
    -123456789, 86400000000000, -86400000000000,
    1521946799999999999, /* just before clocks change in Berlin */
    1540688400000000000, /* in the hour that comes twice */
  };
  guint n;
  const gint64 *sizes = pv_bin_size_list (&n);

  g_setenv ("TZ", "Europe/Berlin", TRUE);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < G_N_ELEMENTS (times); j++)
      {
        assert_aligned (pv_binning (sizes[i], PV_ZONE_LOCAL), times[j]);
        assert_aligned (pv_binning (sizes[i], PV_ZONE_UTC), times[j]);
      }

  g_assert_cmpint (pv_binning_floor (pv_binning (2 * S, PV_ZONE_UTC), -1), ==, -2 * S);
  g_assert_cmpint (pv_binning_floor (pv_binning (3 * PV_NS_PER_MS, PV_ZONE_UTC), 10 * PV_NS_PER_MS), ==,
                   9 * PV_NS_PER_MS);
  g_assert_cmpuint (pv_binning_count (pv_binning (1, PV_ZONE_UTC), (PvSpan){ G_MININT64, G_MAXINT64 }), ==, G_MAXUINT64);
  g_assert_cmpuint (pv_binning_count (pv_binning (S, PV_ZONE_UTC), (PvSpan){ 5, 5 }), ==, 0);
  g_assert_cmpuint (pv_binning_count (pv_binning (S, PV_ZONE_UTC), (PvSpan){ -1, 1 }), ==, 2);
}

/* Where bins begin by which clock, on usual days and on those that are an hour longer or shorter. */
static void
test_clock (void)
{
  static const struct
  {
    gint64 size;
    PvZone zone;
    const char *time;
    const char *starts[4];
  } tests[] = {
    { 24 * HOUR, PV_ZONE_UTC, "2018-07-01T05:00:00Z", { "2018-07-01T00:00:00Z", "2018-07-02T00:00:00Z" } },
    { 24 * HOUR, PV_ZONE_LOCAL, "2018-07-01T05:00:00Z", { "2018-06-30T22:00:00Z", "2018-07-01T22:00:00Z" } },
    { 24 * HOUR, PV_ZONE_LOCAL, "2018-03-25T05:00:00Z", { "2018-03-24T23:00:00Z", "2018-03-25T22:00:00Z" } },
    { 24 * HOUR, PV_ZONE_LOCAL, "2018-10-28T05:00:00Z", { "2018-10-27T22:00:00Z", "2018-10-28T23:00:00Z" } },
    { 6 * HOUR, PV_ZONE_LOCAL, "2018-07-01T05:00:00Z",
      { "2018-07-01T04:00:00Z", "2018-07-01T10:00:00Z", "2018-07-01T16:00:00Z", "2018-07-01T22:00:00Z" } },
    { 6 * HOUR, PV_ZONE_UTC, "2018-07-01T05:00:00Z", { "2018-07-01T00:00:00Z", "2018-07-01T06:00:00Z" } },
    /* the night's bin is the longer and the shorter one */
    { 6 * HOUR, PV_ZONE_LOCAL, "2018-03-25T00:00:00Z",
      { "2018-03-24T23:00:00Z", "2018-03-25T04:00:00Z", "2018-03-25T10:00:00Z" } },
    { 6 * HOUR, PV_ZONE_LOCAL, "2018-10-28T01:30:00Z",
      { "2018-10-27T22:00:00Z", "2018-10-28T05:00:00Z", "2018-10-28T11:00:00Z" } },
    { 2 * HOUR, PV_ZONE_LOCAL, "2018-03-25T00:30:00Z",
      { "2018-03-24T23:00:00Z", "2018-03-25T01:00:00Z", "2018-03-25T02:00:00Z", "2018-03-25T04:00:00Z" } },
    /* these do not follow clocks: an hour, and what no day is a multiple of */
    { HOUR, PV_ZONE_LOCAL, "2018-03-25T00:30:00Z", { "2018-03-25T00:00:00Z", "2018-03-25T01:00:00Z" } },
    { 5 * HOUR, PV_ZONE_LOCAL, "1970-01-01T06:00:00Z", { "1970-01-01T05:00:00Z", "1970-01-01T10:00:00Z" } },
  };

  g_setenv ("TZ", "Europe/Berlin", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      PvBinning binning = pv_binning (tests[i].size, tests[i].zone);
      gint64 start = pv_binning_floor (binning, parse (tests[i].time));

      for (guint j = 0; j < 4 && tests[i].starts[j] != NULL; j++)
        {
          g_autofree char *text = format (start);

          g_assert_cmpstr (text, ==, tests[i].starts[j]);
          start = pv_binning_next (binning, start);
        }
    }
}

/* Counts the bins between those that hold two times. */
static void
check_count (PvBinning   binning,
             GArray     *starts,
             const char *from,
             const char *to)
{
  PvSpan span = { pv_binning_floor (binning, parse (from)), pv_binning_floor (binning, parse (to)) };
  guint first = 0;
  guint last;

  while (g_array_index (starts, gint64, first) < span.start_ns)
    first++;
  for (last = first; g_array_index (starts, gint64, last) < span.end_ns;)
    last++;
  g_assert_cmpuint (pv_binning_count (binning, span), ==, last - first);
}

/* All bins of three years, in each zone, against a day's parts that are looked for the slow way, and counts of many
 * spans against counting. */
static void
test_zones (void)
{
  static const gint64 sizes[] = { HOUR * 3 / 2, 2 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR };

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    for (guint j = 0; j < G_N_ELEMENTS (sizes); j++)
      {
        PvBinning binning = pv_binning (sizes[j], PV_ZONE_LOCAL);
        g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[i]);
        g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (gint64));
        gint64 end = parse ("2013-02-01T00:00:00Z");
        gint64 start;

        g_assert_nonnull (zone);
        g_setenv ("TZ", zones[i], TRUE);
        start = pv_binning_floor (binning, parse ("2010-01-15T00:00:00Z"));
        while (start < end)
          {
            gint64 next = pv_binning_next (binning, start);
            gint64 middle = start + (next - start) / 2;

            g_array_append_val (starts, start);
            g_assert_cmpint (next, >, start);
            g_assert_cmpint (pv_binning_floor (binning, middle), ==, start);
            g_assert_cmpint (pv_binning_floor (binning, next - 1), ==, start);
            g_assert_cmpint (pv_local_part_floor (zone, middle / S, sizes[j] / S, NULL) * S, ==, start);
            start = next;
          }
        g_array_append_val (starts, start);

        /* over a day that was left out, and hours that were put forward and back */
        check_count (binning, starts, "2011-09-21T14:00:00Z", "2012-04-09T08:00:00Z");
        check_count (binning, starts, "2011-03-02T07:00:00Z", "2012-10-29T11:30:00Z");
        for (guint k = 0; k < 300; k++)
          {
            guint first = (guint) g_test_rand_int_range (0, (gint32) starts->len - 1);
            guint last = (guint) g_test_rand_int_range ((gint32) first + 1, (gint32) starts->len);
            PvSpan span = { g_array_index (starts, gint64, first), g_array_index (starts, gint64, last) };

            g_assert_cmpuint (pv_binning_count (binning, span), ==, last - first);
            span.start_ns++;
            span.end_ns++;
            g_assert_cmpuint (pv_binning_count (binning, span), ==, last - first + 1);
          }
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/binning/align", test_align);
  g_test_add_func ("/binning/clock", test_clock);
  g_test_add_func ("/binning/zones", test_zones);

  return g_test_run ();
}
