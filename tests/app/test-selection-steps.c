/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-selection-steps.c: what is selected, step by step, and back. */
#include "pv-chart-palette.h"
#include "pv-selection.h"

static void
count_cb (PvSelection *selection,
          guint       *count)
{
  (*count)++;
}

static void
test_picks (void)
{
  g_autoptr (PvSelection) selection = pv_selection_new ();

  /* an address is one, in whichever chart it is picked */
  pv_selection_toggle_pick (selection, PV_DIMENSION_SOURCE, 3, "10.0.0.1");
  g_assert_nonnull (pv_selection_find_pick (selection, PV_DIMENSION_DESTINATION, 3));
  g_assert_null (pv_selection_find_pick (selection, PV_DIMENSION_LOOKUP, 3));
  g_assert_null (pv_selection_find_pick (selection, PV_DIMENSION_SOURCE, 4));

  pv_selection_toggle_pick (selection, PV_DIMENSION_LOOKUP, 3, "host.test");
  pv_selection_toggle_pick (selection, PV_DIMENSION_ADDRESS, 4, "10.0.0.2");
  g_assert_cmpuint (pv_selection_get_n_picks (selection), ==, 3);
  g_assert_cmpuint (pv_selection_get_pick (selection, 2)->mark, ==, 2);

  /* the others keep their colours, and the next takes the one that is free */
  pv_selection_toggle_pick (selection, PV_DIMENSION_LOOKUP, 3, "host.test");
  g_assert_cmpuint (pv_selection_get_n_picks (selection), ==, 2);
  g_assert_cmpuint (pv_selection_get_pick (selection, 1)->mark, ==, 2);
  pv_selection_toggle_pick (selection, PV_DIMENSION_LOOKUP, 9, "www.test");
  g_assert_cmpuint (pv_selection_get_pick (selection, 2)->mark, ==, 1);
  g_assert_cmpstr (pv_selection_get_pick (selection, 2)->label, ==, "www.test");
}

static void
test_steps (void)
{
  g_autoptr (PvSelection) selection = pv_selection_new ();
  guint n_changed = 0;

  g_signal_connect (selection, "changed", G_CALLBACK (count_cb), &n_changed);
  g_assert_false (pv_selection_can_undo (selection));

  /* a drag is one step */
  for (gint64 end = 10; end < 20; end++)
    pv_selection_set_span (selection, &(PvSpan){ 5, end }, 7);
  g_assert_cmpuint (n_changed, ==, 10);
  g_assert_cmpuint (pv_selection_get_span_step (selection), ==, 7);
  pv_selection_set_span (selection, &(PvSpan){ 5, 30 }, 8);
  g_assert_cmpuint (pv_selection_get_span_step (selection), ==, 8);
  pv_selection_set_filter (selection, "udp");
  g_assert_cmpuint (pv_selection_get_span_step (selection), ==, 0);
  /* the same filter is no step */
  pv_selection_set_filter (selection, "udp");
  g_assert_cmpuint (n_changed, ==, 12);

  pv_selection_undo (selection);
  g_assert_null (pv_selection_get_filter (selection));
  g_assert_cmpint (pv_selection_get_span (selection)->end_ns, ==, 30);
  pv_selection_undo (selection);
  g_assert_cmpint (pv_selection_get_span (selection)->end_ns, ==, 19);
  pv_selection_undo (selection);
  g_assert_true (pv_selection_is_empty (selection));
  g_assert_false (pv_selection_can_undo (selection));

  pv_selection_redo (selection);
  pv_selection_redo (selection);
  g_assert_cmpint (pv_selection_get_span (selection)->end_ns, ==, 30);
  g_assert_true (pv_selection_can_redo (selection));

  /* what comes after a step back replaces what was undone, and is a step of its own */
  pv_selection_set_span (selection, &(PvSpan){ 5, 31 }, 8);
  g_assert_false (pv_selection_can_redo (selection));
  pv_selection_undo (selection);
  g_assert_cmpint (pv_selection_get_span (selection)->end_ns, ==, 30);
}

static void
test_clear (void)
{
  g_autoptr (PvSelection) selection = pv_selection_new ();
  guint n_changed = 0;

  pv_selection_set_span (selection, &(PvSpan){ 5, 9 }, 0);
  pv_selection_toggle_pick (selection, PV_DIMENSION_SOURCE, 1, "10.0.0.1");
  pv_selection_set_filter (selection, "tcp");
  pv_selection_clear (selection);
  g_assert_true (pv_selection_is_empty (selection));

  g_signal_connect (selection, "changed", G_CALLBACK (count_cb), &n_changed);
  pv_selection_clear (selection);
  g_assert_cmpuint (n_changed, ==, 0);

  pv_selection_undo (selection);
  g_assert_cmpuint (pv_selection_get_n_picks (selection), ==, 1);
  g_assert_cmpstr (pv_selection_get_filter (selection), ==, "tcp");
  g_assert_nonnull (pv_selection_get_span (selection));
}

/* One step, so that one step back has the old pick again. */
static void
test_replace (void)
{
  g_autoptr (PvSelection) selection = pv_selection_new ();

  pv_selection_toggle_pick (selection, PV_DIMENSION_SOURCE, 1, "10.0.0.1");
  pv_selection_replace_pick (selection, PV_DIMENSION_SOURCE, 1, PV_DIMENSION_LOOKUP, 7, "example.com");
  g_assert_cmpuint (pv_selection_get_n_picks (selection), ==, 1);
  g_assert_nonnull (pv_selection_find_pick (selection, PV_DIMENSION_LOOKUP, 7));

  /* what is picked already stays so */
  pv_selection_replace_pick (selection, PV_DIMENSION_SOURCE, 1, PV_DIMENSION_LOOKUP, 7, "example.com");
  g_assert_cmpuint (pv_selection_get_n_picks (selection), ==, 1);

  pv_selection_undo (selection);
  pv_selection_undo (selection);
  g_assert_cmpuint (pv_selection_get_n_picks (selection), ==, 1);
  g_assert_nonnull (pv_selection_find_pick (selection, PV_DIMENSION_SOURCE, 1));
}

static void
test_reset (void)
{
  g_autoptr (PvSelection) selection = pv_selection_new ();

  pv_selection_set_span (selection, &(PvSpan){ 5, 9 }, 0);
  pv_selection_toggle_pick (selection, PV_DIMENSION_SOURCE, 1, "10.0.0.1");
  pv_selection_reset (selection, TRUE);
  g_assert_cmpuint (pv_selection_get_n_picks (selection), ==, 0);
  g_assert_nonnull (pv_selection_get_span (selection));
  g_assert_false (pv_selection_can_undo (selection));

  pv_selection_reset (selection, FALSE);
  g_assert_true (pv_selection_is_empty (selection));
  g_assert_false (pv_selection_can_undo (selection));
}

/* A copy stays as it is. */
static void
test_copy (void)
{
  g_autoptr (PvSelection) selection = pv_selection_new ();
  g_autoptr (PvSelection) copy = NULL;

  pv_selection_toggle_pick (selection, PV_DIMENSION_ADDRESS, 1, "10.0.0.1");
  pv_selection_toggle_pick (selection, PV_DIMENSION_ADDRESS, 2, "10.0.0.2");
  pv_selection_toggle_pick (selection, PV_DIMENSION_ADDRESS, 1, "10.0.0.1");
  pv_selection_set_filter (selection, "udp");
  copy = pv_selection_copy (selection);
  pv_selection_clear (selection);

  g_assert_cmpuint (pv_selection_get_n_picks (copy), ==, 1);
  g_assert_cmpstr (pv_selection_get_pick (copy, 0)->label, ==, "10.0.0.2");
  g_assert_cmpuint (pv_selection_get_pick (copy, 0)->mark, ==, 1);
  g_assert_cmpstr (pv_selection_get_filter (copy), ==, "udp");
  g_assert_false (pv_selection_can_undo (copy));
}

/* Six colours, then grey; never that of a compared capture. What has grey keeps it; a colour that is free again
 * goes to the next. */
static void
test_marks (void)
{
  g_autoptr (PvSelection) selection = pv_selection_new ();

  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *label = g_strdup_printf ("10.0.0.%u", i);

      pv_selection_toggle_pick (selection, PV_DIMENSION_ADDRESS, i, label);
      g_assert_cmpuint (pv_selection_get_pick (selection, i)->mark, ==, i < PV_CHART_N_MARKS ? i : PV_CHART_OTHERS);
    }

  pv_selection_toggle_pick (selection, PV_DIMENSION_ADDRESS, 2, "10.0.0.2");
  g_assert_cmpuint (pv_selection_get_pick (selection, 5)->mark, ==, PV_CHART_OTHERS);
  pv_selection_toggle_pick (selection, PV_DIMENSION_ADDRESS, 9, "10.0.0.9");
  g_assert_cmpuint (pv_selection_get_pick (selection, 8)->mark, ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/selection/picks", test_picks);
  g_test_add_func ("/selection/marks", test_marks);
  g_test_add_func ("/selection/steps", test_steps);
  g_test_add_func ("/selection/clear", test_clear);
  g_test_add_func ("/selection/replace", test_replace);
  g_test_add_func ("/selection/reset", test_reset);
  g_test_add_func ("/selection/copy", test_copy);

  return g_test_run ();
}
