/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-date-text.c: times are read and written as people do. */
#include <locale.h>

#include "pv-date-text.h"
#include "pv-error.h"

#define NOON (G_GINT64_CONSTANT (1468058400) * PV_NS_PER_SECOND)

static const struct
{
  const char *text;
  gint64 time_ns;
} good[] = {
  { "2016-07-09T10:00:00Z", NOON },
  { "2016-07-09T10:00:00", NOON },
  { "2016-07-09 10:00:00", NOON },
  { "2016-07-09T12:00:00+02:00", NOON },
  { "2016-07-09T10:00:00.5Z", NOON + PV_NS_PER_SECOND / 2 },
  { "2016-07-09T10:00:00.000000001Z", NOON + 1 },
  { "2016-07-09", NOON - 10 * 3600 * PV_NS_PER_SECOND },
  { "1468058400", NOON },
  { "1468058400.123456789", NOON + 123456789 },
  { "0", 0 },
  { "-1.5", -PV_NS_PER_SECOND - PV_NS_PER_SECOND / 2 },
};

static const char *const bad[] = {
  "", "noon", "10:00", "2016-13-09T10:00:00", "2016-07-09T10:00:00.", "1468058400x", "1e9", "--5",
  "99999999999999999999", "9223372037", "9999-01-01T00:00:00Z",
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 time_ns = -7;

      pv_date_text_parse (good[i].text, &time_ns, &error);
      g_assert_no_error (error);
      g_test_message ("%s", good[i].text);
      g_assert_cmpint (time_ns, ==, good[i].time_ns);
    }
}

static void
test_parse_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 time_ns;

      g_test_message ("%s", bad[i]);
      g_assert_false (pv_date_text_parse (bad[i], &time_ns, &error));
      g_assert_error (error, PV_ERROR, PV_ERROR_BAD_VALUE);
    }
}

static void
assert_range (gint64      first_ns,
              gint64      last_ns,
              const char *expected)
{
  g_autofree char *text = pv_date_text_format_range (first_ns, last_ns, PV_CLOCK_LOCAL);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_exact (gint64      time_ns,
              gint64      beside_ns,
              PvClock     clock,
              const char *expected)
{
  g_autofree char *text = pv_date_text_format_exact (time_ns, beside_ns, clock);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_format (void)
{
  assert_exact (NOON + 120, NOON + 120, PV_CLOCK_LOCAL, "9 Jul 2016 10:00:00.00000012");
  assert_exact (-PV_NS_PER_SECOND / 2, 0, PV_CLOCK_ELAPSED, "31 Dec 1969 23:59:59.5");
  assert_exact (NOON, NOON, PV_CLOCK_LOCAL, "9 Jul 2016 10:00:00");
  /* as many digits as the one beside it */
  assert_exact (NOON + 290090000, NOON + 245393000, PV_CLOCK_LOCAL, "9 Jul 2016 10:00:00.290090");

  assert_range (NOON, NOON, "9 Jul 2016 10:00:00 UTC");
  assert_range (NOON, NOON + 999999999, "9 Jul 2016 10:00:00.000 – 10:00:00.999 UTC");
  assert_range (NOON + 500000000, NOON + 6500000000, "9 Jul 2016 10:00:00.5 – 10:00:06.5 UTC");
  assert_range (NOON, NOON + 2000, "9 Jul 2016 10:00:00.000000 – 10:00:00.000002 UTC");
  assert_range (NOON, NOON + 90 * PV_NS_PER_SECOND, "9 Jul 2016 10:00:00 – 10:01:30 UTC");
  assert_range (NOON, NOON + PV_NS_PER_DAY, "9 Jul 2016 10:00:00 – 10 Jul 2016 10:00:00 UTC");
  assert_range (0, G_MAXINT64, "1 Jan 1970 00:00:00 – 11 Apr 2262 23:47:16 UTC");
}

/* The clock that is asked for, and what it is. */
static void
test_clocks (void)
{
  g_autofree char *utc = NULL;
  g_autofree char *local = NULL;

  g_setenv ("TZ", "Europe/Berlin", TRUE);
  assert_exact (NOON, NOON, PV_CLOCK_UTC, "9 Jul 2016 10:00:00 UTC");
  assert_exact (NOON, NOON, PV_CLOCK_LOCAL, "9 Jul 2016 12:00:00");
  utc = pv_date_text_format_range (NOON, NOON + 60 * PV_NS_PER_SECOND, PV_CLOCK_UTC);
  local = pv_date_text_format_range (NOON, NOON + 60 * PV_NS_PER_SECOND, PV_CLOCK_LOCAL);
  g_setenv ("TZ", "UTC", TRUE);

  g_assert_cmpstr (utc, ==, "9 Jul 2016 10:00:00 – 10:01:00 UTC");
  g_assert_cmpstr (local, ==, "9 Jul 2016 12:00:00 – 12:01:00 CEST");
}

/* The decimal sign is the locale's. */
static void
test_locale (void)
{
  if (setlocale (LC_NUMERIC, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("there is no German locale");
      return;
    }

  assert_exact (NOON + 500000000, NOON, PV_CLOCK_LOCAL, "9 Jul 2016 10:00:00,5");
  setlocale (LC_NUMERIC, "C");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date-text/parse", test_parse);
  g_test_add_func ("/date-text/parse-bad", test_parse_bad);
  g_test_add_func ("/date-text/format", test_format);
  g_test_add_func ("/date-text/clocks", test_clocks);
  g_test_add_func ("/date-text/locale", test_locale);

  return g_test_run ();
}
