/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-unit.c: numbers as people read them, in several locales. */
#include <locale.h>

#include "pv-unit.h"

#define MS G_GINT64_CONSTANT (1000000)
#define S (1000 * MS)
#define MINUTE (60 * S)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/* In expected texts, _ stands for a no-break space. */
static void
assert_text (char       *text,
             const char *expected)
{
  g_auto (GStrv) parts = g_strsplit (expected, "_", -1);
  g_autofree char *joined = g_strjoinv ("\302\240", parts);
  g_autofree char *owned = text;

  g_assert_cmpstr (owned, ==, joined);
}

static gboolean
use_locale (const char *name)
{
  if (setlocale (LC_ALL, name) != NULL)
    return TRUE;

  g_test_skip_printf ("There is no locale %s", name);

  return FALSE;
}

static void
test_bytes (void)
{
  g_assert_true (use_locale ("C.UTF-8"));

  assert_text (pv_unit_format (PV_UNIT_BYTES, 0), "0_B");
  assert_text (pv_unit_format (PV_UNIT_BYTES, 1), "1_B");
  assert_text (pv_unit_format (PV_UNIT_BYTES, 640), "640_B");
  assert_text (pv_unit_format (PV_UNIT_BYTES, 999), "999_B");
  assert_text (pv_unit_format (PV_UNIT_BYTES, 1000), "1.0_kB");
  assert_text (pv_unit_format (PV_UNIT_BYTES, 1500), "1.5_kB");
  assert_text (pv_unit_format (PV_UNIT_BYTES, 86400), "86.4_kB");
  assert_text (pv_unit_format (PV_UNIT_BYTES, 99949), "99.9_kB");
  assert_text (pv_unit_format (PV_UNIT_BYTES, 99950), "100_kB");
  assert_text (pv_unit_format (PV_UNIT_BYTES, 999499), "999_kB");
  assert_text (pv_unit_format (PV_UNIT_BYTES, 999500), "1.0_MB");
  assert_text (pv_unit_format (PV_UNIT_BYTES, 2.4e6), "2.4_MB");
  assert_text (pv_unit_format (PV_UNIT_BYTES, 1e9), "1.0_GB");
  assert_text (pv_unit_format (PV_UNIT_BYTES, 18.4e18), "18.4_EB");
  assert_text (pv_unit_format_long (PV_UNIT_BYTES, 2.4e6), "2.4_MB");
}

static void
test_rates (void)
{
  g_assert_true (use_locale ("C.UTF-8"));

  assert_text (pv_unit_format (PV_UNIT_BITS_PER_SECOND, 1.2e6), "1.2_Mbit/s");
  assert_text (pv_unit_format (PV_UNIT_BITS_PER_SECOND, 1e11), "100_Gbit/s");
  assert_text (pv_unit_format (PV_UNIT_BYTES_PER_SECOND, .5), "0.5_B/s");
  assert_text (pv_unit_format (PV_UNIT_BYTES_PER_SECOND, 0), "0_B/s");

  assert_text (pv_unit_format_rate (PV_UNIT_BYTES, 86400, S / 5), "432_kB/s");
  assert_text (pv_unit_format_rate (PV_UNIT_BYTES, 100, DAY), "0.0_B/s");
  assert_text (pv_unit_format_rate (PV_UNIT_PACKETS, 71, 2 * S), "36 packets/s");
  assert_text (pv_unit_format_rate (PV_UNIT_PACKETS, 7, 2 * S), "3.5 packets/s");
  assert_text (pv_unit_format_rate (PV_UNIT_LOOKUPS, 8, 2 * S), "4 lookups/s");
  g_assert_null (pv_unit_format_rate (PV_UNIT_BITS_PER_SECOND, 8, S));
  g_assert_null (pv_unit_format_rate (PV_UNIT_BYTES, 8, 0));
}

static void
test_counts (void)
{
  g_assert_true (use_locale ("C.UTF-8"));

  assert_text (pv_unit_format (PV_UNIT_PACKETS, 0), "0");
  assert_text (pv_unit_format (PV_UNIT_PACKETS, 999), "999");
  assert_text (pv_unit_format (PV_UNIT_PACKETS, 1000), "1,000");
  assert_text (pv_unit_format (PV_UNIT_COUNT, 1234567), "1,234,567");
  assert_text (pv_unit_format (PV_UNIT_COUNT, 123456), "123,456");
  assert_text (pv_unit_format_long (PV_UNIT_PACKETS, 1), "1 packet");
  assert_text (pv_unit_format_long (PV_UNIT_PACKETS, 0), "0 packets");
  assert_text (pv_unit_format_long (PV_UNIT_PACKETS, 1234), "1,234 packets");
  assert_text (pv_unit_format_long (PV_UNIT_PACKETS, .6), "0.6 packets");
  assert_text (pv_unit_format_long (PV_UNIT_PACKETS, 1.04), "1 packet");
  assert_text (pv_unit_format_long (PV_UNIT_PACKETS, 1.25), "1.2 packets");
  assert_text (pv_unit_format_long (PV_UNIT_PACKETS, 9.96), "10 packets");
  assert_text (pv_unit_format_long (PV_UNIT_PACKETS, 12.4), "12 packets");
  assert_text (pv_unit_format_long (PV_UNIT_LOOKUPS, 1), "1 lookup");
  assert_text (pv_unit_format_long (PV_UNIT_LOOKUPS, 2), "2 lookups");
  assert_text (pv_unit_format_long (PV_UNIT_COUNT, 2), "2");
}

static void
test_ticks (void)
{
  g_assert_true (use_locale ("C.UTF-8"));

  assert_text (pv_unit_format_tick (PV_UNIT_BYTES, 0, 2e5, 1e6), "0");
  assert_text (pv_unit_format_tick (PV_UNIT_BYTES, 2e5, 2e5, 1e6), "0.2_MB");
  assert_text (pv_unit_format_tick (PV_UNIT_BYTES, 1e6, 2e5, 1e6), "1.0_MB");
  assert_text (pv_unit_format_tick (PV_UNIT_BYTES, 4e5, 1e5, 4e5), "400_kB");
  assert_text (pv_unit_format_tick (PV_UNIT_BYTES, 500, 500, 2000), "0.5_kB");
  assert_text (pv_unit_format_tick (PV_UNIT_BYTES, 5, 5, 20), "5_B");
  assert_text (pv_unit_format_tick (PV_UNIT_BITS_PER_SECOND, .02, .02, .1), "0.02_bit/s");
  assert_text (pv_unit_format_tick (PV_UNIT_PACKETS, 5000, 1000, 9000), "5,000");
  assert_text (pv_unit_format_tick (PV_UNIT_PACKETS, 5000, 5000, 20000), "5_k");
  assert_text (pv_unit_format_tick (PV_UNIT_PACKETS, 2.5e6, 5e5, 3e6), "2.5_M");
}

static void
test_shares (void)
{
  g_assert_true (use_locale ("C.UTF-8"));

  assert_text (pv_unit_format_share (0, 100), "0_%");
  assert_text (pv_unit_format_share (0, 0), "0_%");
  assert_text (pv_unit_format_share (1, 100000), "<_0.1_%");
  assert_text (pv_unit_format_share (1, 1000), "0.1_%");
  assert_text (pv_unit_format_share (3, 1000), "0.3_%");
  assert_text (pv_unit_format_share (9.4, 1000), "0.9_%");
  assert_text (pv_unit_format_share (9.9, 1000), "1_%");
  assert_text (pv_unit_format_share (14.4, 100), "14_%");
  assert_text (pv_unit_format_share (222, 1723), "13_%");
  assert_text (pv_unit_format_share (999, 1000), ">_99_%");
  assert_text (pv_unit_format_share (1000, 1000), "100_%");
}

static void
test_durations (void)
{
  g_assert_true (use_locale ("C.UTF-8"));

  assert_text (pv_unit_format_duration (0), "0_s");
  assert_text (pv_unit_format_duration (1), "1_ns");
  assert_text (pv_unit_format_duration (1500), "1.5_µs");
  assert_text (pv_unit_format_duration (15200 * 1000), "15.2_ms");
  assert_text (pv_unit_format_duration (200 * MS), "200_ms");
  assert_text (pv_unit_format_duration (999999999), "1_s");
  assert_text (pv_unit_format_duration (S), "1_s");
  assert_text (pv_unit_format_duration (59 * S + 300 * MS), "59.3_s");
  assert_text (pv_unit_format_duration (59 * S + 960 * MS), "1_min");
  assert_text (pv_unit_format_duration (MINUTE), "1_min");
  assert_text (pv_unit_format_duration (3 * MINUTE + 20 * S), "3_min 20_s");
  assert_text (pv_unit_format_duration (59 * MINUTE + 59 * S + 600 * MS), "1_h");
  assert_text (pv_unit_format_duration (HOUR + 29 * S), "1_h");
  assert_text (pv_unit_format_duration (HOUR + 31 * S), "1_h 1_min");
  assert_text (pv_unit_format_duration (2 * DAY + 4 * HOUR), "2_d 4_h");
  assert_text (pv_unit_format_duration (DAY - 1), "1_d");
  assert_text (pv_unit_format_duration (4000 * DAY), "4,000_d");
}

static void
test_german (void)
{
  if (!use_locale ("de_DE.UTF-8"))
    return;

  assert_text (pv_unit_format (PV_UNIT_BYTES, 86400), "86,4_kB");
  assert_text (pv_unit_format (PV_UNIT_COUNT, 1234567), "1.234.567");
  assert_text (pv_unit_format_share (3, 1000), "0,3_%");
  assert_text (pv_unit_format_duration (15200 * 1000), "15,2_ms");
}

static void
test_french (void)
{
  if (!use_locale ("fr_FR.UTF-8"))
    return;

  assert_text (pv_unit_format (PV_UNIT_COUNT, 1234567), "1\342\200\257234\342\200\257567");
  assert_text (pv_unit_format (PV_UNIT_BYTES, 2.4e6), "2,4_MB");
}

static void
test_indian (void)
{
  if (!use_locale ("en_IN.UTF-8"))
    return;

  assert_text (pv_unit_format (PV_UNIT_COUNT, 1234567), "12,34,567");
}


int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/unit/bytes", test_bytes);
  g_test_add_func ("/unit/rates", test_rates);
  g_test_add_func ("/unit/counts", test_counts);
  g_test_add_func ("/unit/ticks", test_ticks);
  g_test_add_func ("/unit/shares", test_shares);
  g_test_add_func ("/unit/durations", test_durations);
  g_test_add_func ("/unit/german", test_german);
  g_test_add_func ("/unit/french", test_french);
  g_test_add_func ("/unit/indian", test_indian);

  return g_test_run ();
}
