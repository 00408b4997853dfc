/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-line-view.c: zooming and panning keep to limits and lose nothing to rounding. */
#include <math.h>

#include "pv-line-view.h"

#define S G_GINT64_CONSTANT (1000000000)
#define START (1468059242 * S)

static void
assert_within (const PvLineView *view,
               const PvLineView *limits)
{
  g_assert_cmpint (view->start_ns, >=, limits->start_ns);
  g_assert_cmpint (view->end_ns, <=, limits->end_ns);
  g_assert_cmpint (view->end_ns - view->start_ns, >=, PV_LINE_VIEW_MIN_WIDTH);
}

static void
test_limits (void)
{
  PvLineView limits = pv_line_view_get_limits (START, START + 100 * S);
  PvLineView huge = { G_MININT64 / 4, G_MAXINT64 / 4 };
  PvLineView tiny = { START, START + 1 };
  PvLineView early = { START - 1000 * S, START - 990 * S };
  PvLineView view;

  /* All of the data and a margin. */
  g_assert_cmpint (limits.start_ns, <, START - 4 * S);
  g_assert_cmpint (limits.end_ns, >, START + 104 * S);

  view = pv_line_view_clamp (&huge, &limits);
  g_assert_true (pv_line_view_equal (&view, &limits));

  view = pv_line_view_clamp (&tiny, &limits);
  g_assert_cmpint (view.end_ns - view.start_ns, ==, PV_LINE_VIEW_MIN_WIDTH);

  view = pv_line_view_clamp (&early, &limits);
  g_assert_cmpint (view.start_ns, ==, limits.start_ns);
  g_assert_cmpint (view.end_ns - view.start_ns, ==, 10 * S);

  /* One packet, and timestamps from end to end of time. */
  limits = pv_line_view_get_limits (START, START + 1);
  g_assert_cmpint (limits.end_ns - limits.start_ns, >=, PV_LINE_VIEW_MIN_WIDTH);
  limits = pv_line_view_get_limits (G_MININT64, G_MAXINT64);
  g_assert_cmpint (limits.start_ns, <, limits.end_ns);
}

static void
test_zoom_keeps_anchor (void)
{
  PvLineView limits = pv_line_view_get_limits (START, START + 10000 * S);

  for (int i = 0; i < 2000; i++)
    {
      double anchor = g_test_rand_double ();
      double factor = pow (2, g_test_rand_double_range (-1, 3));
      gint64 width = (gint64) pow (10, g_test_rand_double_range (3, 12.5));
      PvLineView view = { START + 4000 * S, START + 4000 * S + width };
      PvLineView zoomed = pv_line_view_zoom (&view, &limits, factor, anchor);
      double before = (double) width * anchor;
      double after = (double) (zoomed.start_ns - view.start_ns) + (double) (zoomed.end_ns - zoomed.start_ns) * anchor;

      g_assert_cmpfloat_with_epsilon (before, after, 2);
      g_assert_cmpfloat_with_epsilon ((double) (zoomed.end_ns - zoomed.start_ns), width / factor, 2);
    }
}

static void
test_zoom_far (void)
{
  PvLineView limits = pv_line_view_get_limits (START, START + 10000 * S);
  PvLineView view = limits;

  for (int i = 0; i < 200; i++)
    {
      view = pv_line_view_zoom (&view, &limits, 1.5, .7);
      assert_within (&view, &limits);
    }
  g_assert_cmpint (view.end_ns - view.start_ns, ==, PV_LINE_VIEW_MIN_WIDTH);

  for (int i = 0; i < 200; i++)
    {
      view = pv_line_view_zoom (&view, &limits, 1 / 1.5, .1);
      assert_within (&view, &limits);
    }
  g_assert_true (pv_line_view_equal (&view, &limits));

  view = pv_line_view_zoom (&view, &limits, NAN, .5);
  g_assert_true (pv_line_view_equal (&view, &limits));
}

static void
test_pan (void)
{
  PvLineView limits = pv_line_view_get_limits (START, START + 10000 * S);
  PvLineView view = { START + 100 * S, START + 200 * S };
  PvLineView panned = pv_line_view_pan (&view, &limits, .25);

  g_assert_cmpint (panned.start_ns, ==, START + 125 * S);
  g_assert_cmpint (panned.end_ns, ==, START + 225 * S);

  panned = pv_line_view_pan (&view, &limits, -1e9);
  g_assert_cmpint (panned.start_ns, ==, limits.start_ns);
  g_assert_cmpint (panned.end_ns - panned.start_ns, ==, 100 * S);

  panned = pv_line_view_pan (&view, &limits, 1e300);
  g_assert_cmpint (panned.end_ns, ==, limits.end_ns);
}

static void
test_interpolate (void)
{
  PvLineView from = { START, START + 1000 * S };
  PvLineView to = { START + 300 * S, START + 301 * S };
  PvLineView view;

  view = pv_line_view_interpolate (&from, &to, 0);
  g_assert_true (pv_line_view_equal (&view, &from));
  view = pv_line_view_interpolate (&from, &to, 1);
  g_assert_true (pv_line_view_equal (&view, &to));

  /* Half of the way is half of the factor, not half of the difference. */
  view = pv_line_view_interpolate (&from, &to, .5);
  g_assert_cmpfloat_with_epsilon ((double) (view.end_ns - view.start_ns) / S, sqrt (1000), 1e-6);

  /* All of the way the goal is in sight. */
  for (double t = 0; t <= 1; t += .01)
    {
      view = pv_line_view_interpolate (&from, &to, t);
      g_assert_cmpint (view.start_ns, <=, to.start_ns + 1);
      g_assert_cmpint (view.end_ns, >=, to.end_ns - 1);
    }

  /* Of one width: straight. */
  to = (PvLineView){ START + 500 * S, START + 1500 * S };
  view = pv_line_view_interpolate (&from, &to, .5);
  g_assert_cmpint (view.start_ns, ==, START + 250 * S);
  g_assert_cmpint (view.end_ns, ==, START + 1250 * S);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/line-view/limits", test_limits);
  g_test_add_func ("/line-view/zoom-keeps-anchor", test_zoom_keeps_anchor);
  g_test_add_func ("/line-view/zoom-far", test_zoom_far);
  g_test_add_func ("/line-view/pan", test_pan);
  g_test_add_func ("/line-view/interpolate", test_interpolate);

  return g_test_run ();
}
