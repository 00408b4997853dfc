/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-line-span.c: pointing at a selected span, and dragging it. */
#include "pv-line-span.h"

static const PvLineSpan span = { 1000, 2000 };

static void
test_hit (void)
{
  const PvLineSpan narrow = { 1000, 1010 };
  const PvLineSpan nothing = { 1000, 1000 };

  g_assert_cmpint (pv_line_span_hit (&span, 900, 50), ==, PV_LINE_SPAN_OUTSIDE);
  g_assert_cmpint (pv_line_span_hit (&span, 960, 50), ==, PV_LINE_SPAN_START);
  g_assert_cmpint (pv_line_span_hit (&span, 1050, 50), ==, PV_LINE_SPAN_START);
  g_assert_cmpint (pv_line_span_hit (&span, 1051, 50), ==, PV_LINE_SPAN_INSIDE);
  g_assert_cmpint (pv_line_span_hit (&span, 1960, 50), ==, PV_LINE_SPAN_END);
  g_assert_cmpint (pv_line_span_hit (&span, 2050, 50), ==, PV_LINE_SPAN_END);
  g_assert_cmpint (pv_line_span_hit (&span, 2051, 50), ==, PV_LINE_SPAN_OUTSIDE);

  /* Of edges that are close together, the nearer. */
  g_assert_cmpint (pv_line_span_hit (&narrow, 1004, 50), ==, PV_LINE_SPAN_START);
  g_assert_cmpint (pv_line_span_hit (&narrow, 1006, 50), ==, PV_LINE_SPAN_END);

  g_assert_cmpint (pv_line_span_hit (&nothing, 1000, 50), ==, PV_LINE_SPAN_OUTSIDE);
}

static void
assert_dragged (PvLineSpanPart part,
                gint64         from_ns,
                gint64         to_ns,
                gint64         start_ns,
                gint64         end_ns)
{
  PvLineSpan dragged = pv_line_span_drag (&span, part, from_ns, to_ns, 0, 5000);

  g_assert_cmpint (dragged.start_ns, ==, start_ns);
  g_assert_cmpint (dragged.end_ns, ==, end_ns);
}

static void
test_drag (void)
{
  assert_dragged (PV_LINE_SPAN_OUTSIDE, 3000, 4000, 3000, 4000);
  assert_dragged (PV_LINE_SPAN_OUTSIDE, 4000, 3000, 3000, 4000);
  assert_dragged (PV_LINE_SPAN_OUTSIDE, 4000, 9000, 4000, 5000);

  /* Edges keep their distance from the pointer, go past each other, and stop at the ends. */
  assert_dragged (PV_LINE_SPAN_START, 1010, 510, 500, 2000);
  assert_dragged (PV_LINE_SPAN_START, 1000, 2500, 2000, 2500);
  assert_dragged (PV_LINE_SPAN_START, 1000, -100, 0, 2000);
  assert_dragged (PV_LINE_SPAN_END, 2000, 2300, 1000, 2300);
  assert_dragged (PV_LINE_SPAN_END, 2000, 700, 700, 1000);
  assert_dragged (PV_LINE_SPAN_END, 2000, 9000, 1000, 5000);

  /* The whole stays as wide as it is. */
  assert_dragged (PV_LINE_SPAN_INSIDE, 1500, 1700, 1200, 2200);
  assert_dragged (PV_LINE_SPAN_INSIDE, 1500, -9000, 0, 1000);
  assert_dragged (PV_LINE_SPAN_INSIDE, 1500, 9000, 4000, 5000);
}

static void
assert_snapped (PvLineSpanPart part,
                gint64         start_ns,
                gint64         end_ns,
                gint64         snapped_start_ns,
                gint64         snapped_end_ns)
{
  const PvLineSpan dragged = { start_ns, end_ns };
  const PvLineSpan start = { start_ns / 100 * 100, start_ns / 100 * 100 + 100 };
  const PvLineSpan end = { (end_ns - 1) / 100 * 100, (end_ns - 1) / 100 * 100 + 100 };
  PvLineSpan snapped = pv_line_span_snap (&dragged, part, &start, &end);

  g_assert_cmpint (snapped.start_ns, ==, snapped_start_ns);
  g_assert_cmpint (snapped.end_ns, ==, snapped_end_ns);
}

/* To bins of 100. */
static void
test_snap (void)
{
  /* All bins that were touched. */
  assert_snapped (PV_LINE_SPAN_OUTSIDE, 1010, 1210, 1000, 1300);
  assert_snapped (PV_LINE_SPAN_OUTSIDE, 1010, 1020, 1000, 1100);
  assert_snapped (PV_LINE_SPAN_START, 1090, 1200, 1000, 1200);
  assert_snapped (PV_LINE_SPAN_END, 1000, 1201, 1000, 1300);
  /* What was one already stays. */
  assert_snapped (PV_LINE_SPAN_OUTSIDE, 1000, 1200, 1000, 1200);

  /* The whole stays as long as it is, and begins where it is nearest. */
  assert_snapped (PV_LINE_SPAN_INSIDE, 1040, 1340, 1000, 1300);
  assert_snapped (PV_LINE_SPAN_INSIDE, 1060, 1360, 1100, 1400);
  assert_snapped (PV_LINE_SPAN_INSIDE, 1060, 1110, 1100, 1150);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/line-span/hit", test_hit);
  g_test_add_func ("/line-span/drag", test_drag);
  g_test_add_func ("/line-span/snap", test_snap);

  return g_test_run ();
}
