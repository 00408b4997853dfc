/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-bin-size.c: reading, writing, choosing and aligning bin sizes. */
#include "pv-bin-size.h"
#include "pv-error.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    gint64 ns;
  } good[] = {
    { "1us", PV_NS_PER_US },
    { "2.5 µs", 2500 },
    { "200 μs", 200 * PV_NS_PER_US },
    { "0.5ms", 500 * PV_NS_PER_US },
    { "1ms", PV_NS_PER_MS },
    { "500ms", 500 * PV_NS_PER_MS },
    { "2s", 2 * PV_NS_PER_SECOND },
    { " 2 s ", 2 * PV_NS_PER_SECOND },
    { "1.5 min", 90 * PV_NS_PER_SECOND },
    { "5m", 300 * PV_NS_PER_SECOND },
    { "1H", 3600 * PV_NS_PER_SECOND },
    { "24h", PV_NS_PER_DAY },
    { "1d", PV_NS_PER_DAY },
    { "0.25s", 250 * PV_NS_PER_MS },
  };
  static const char *const bad[] = { "",    "2",      "s",     "2 parsecs", "-2s",  "0.5us", "2d",    "nans",
                                     "infs", "0x10s", "1e300s", "0s",       "2ss", "2s 3",  "99999h" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 ns = 0;

      g_assert_true (pv_bin_size_parse (good[i].text, &ns, &error));
      g_assert_no_error (error);
      g_assert_cmpint (ns, ==, good[i].ns);
    }

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 ns = 0;

      g_assert_false (pv_bin_size_parse (bad[i], &ns, &error));
      g_assert_error (error, PV_ERROR, PV_ERROR_BAD_VALUE);
    }
}

/* Every size on offer reads back from what people are shown, is round and larger than the one before. */
static void
test_list (void)
{
  guint n;
  const gint64 *sizes = pv_bin_size_list (&n);

  g_assert_cmpint (sizes[0], ==, PV_BIN_MIN);
  g_assert_cmpint (sizes[n - 1], ==, PV_BIN_MAX);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = pv_bin_size_to_string (sizes[i]);
      gint64 ns = 0;

      g_assert_true (pv_bin_size_parse (text, &ns, NULL));
      g_assert_cmpint (ns, ==, sizes[i]);
      g_assert_cmpint (PV_NS_PER_DAY % sizes[i], ==, 0);
      if (i > 0)
        g_assert_cmpint (sizes[i], >, sizes[i - 1]);
    }
}

static void
test_choose (void)
{
  g_assert_cmpint (pv_bin_size_choose (0, 100), ==, PV_BIN_MIN);
  g_assert_cmpint (pv_bin_size_choose (100 * PV_NS_PER_SECOND, 200), ==, 1 * PV_NS_PER_SECOND);
  g_assert_cmpint (pv_bin_size_choose (G_MAXINT64, 100), ==, PV_BIN_MAX);

  for (gint64 duration = 1; duration < G_MAXINT64 / 10; duration *= 7)
    {
      gint64 bin = pv_bin_size_choose (duration, 300);

      g_assert_true (bin == PV_BIN_MAX || duration / bin < 300);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bin-size/parse", test_parse);
  g_test_add_func ("/bin-size/list", test_list);
  g_test_add_func ("/bin-size/choose", test_choose);

  return g_test_run ();
}
