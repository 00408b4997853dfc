/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-comparison.c: the other capture: loaded, filtered, moved, and gone. */
#include <glib/gstdio.h>

#include "capture-maker.h"
#include "pv-comparison.h"
#include "pv-loader.h"

#define T0 (G_GINT64_CONSTANT (1500000000) * PV_NS_PER_SECOND)
#define HOUR (3600 * PV_NS_PER_SECOND)

typedef struct
{
  GFile *file;
  PvCapture *capture;
  PvComparison *comparison;
  char *failure;
} Fixture;

static void
failed_cb (Fixture *fixture,
           GError  *error)
{
  g_free (fixture->failure);
  fixture->failure = g_strdup (error->message);
}

/* 30 packets from the first address and 10 from the second, an hour after those of the capture. */
static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  static const TestPacket first = { T0, 1, 9, 300 };
  TestPacket packets[40];

  for (guint i = 0; i < G_N_ELEMENTS (packets); i++)
    packets[i] = (TestPacket){ T0 + HOUR + i, i < 30 ? 1 : 2, 9, 300 };
  fixture->file = test_packets_write (packets, G_N_ELEMENTS (packets));
  fixture->capture = test_packets_load (&first, 1);
  fixture->comparison = pv_comparison_new ();
  g_signal_connect_swapped (fixture->comparison, "failed", G_CALLBACK (failed_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_signal_handlers_disconnect_by_data (fixture->comparison, fixture);
  g_clear_object (&fixture->comparison);
  g_clear_object (&fixture->capture);
  g_unlink (g_file_peek_path (fixture->file));
  g_clear_object (&fixture->file);
  g_clear_pointer (&fixture->failure, g_free);
}

static void
load (Fixture *fixture)
{
  pv_comparison_load (fixture->comparison, fixture->file);
  g_assert_true (pv_comparison_get_active (fixture->comparison));
  while (pv_comparison_get_capture (fixture->comparison) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Waits until @n of the packets are left, all where 0. */
static void
wait_for_packets (Fixture *fixture,
                  guint    n)
{
  for (;;)
    {
      PvPacketSet *set = pv_comparison_get_set (fixture->comparison);

      if (n == 0 ? set == NULL : set != NULL && pv_packet_set_get_n_packets (set) == n)
        return;
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
test_filter (Fixture       *fixture,
             gconstpointer  user_data)
{
  load (fixture);
  wait_for_packets (fixture, 0);
  pv_comparison_set_filter (fixture->comparison, "src host 10.0.0.2");
  wait_for_packets (fixture, 10);
  pv_comparison_set_filter (fixture->comparison, NULL);
  wait_for_packets (fixture, 0);
  g_assert_null (fixture->failure);
}

/* What was filtered before it was there is filtered. */
static void
test_filter_first (Fixture       *fixture,
                   gconstpointer  user_data)
{
  gpointer other;

  pv_comparison_set_filter (fixture->comparison, "src host 10.0.0.1");
  g_assert_null (pv_comparison_get_set (fixture->comparison));
  load (fixture);
  wait_for_packets (fixture, 30);
  other = pv_comparison_get_capture (fixture->comparison);
  g_object_add_weak_pointer (other, &other);
  pv_comparison_clear (fixture->comparison);
  g_assert_null (pv_comparison_get_set (fixture->comparison));
  /* nor does anything keep it; the last reference may be a thread's that is about to end */
  while (other != NULL)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_assert_false (pv_comparison_get_active (fixture->comparison));
}

static void
test_failure (Fixture       *fixture,
              gconstpointer  user_data)
{
  g_autofree char *name = g_file_get_basename (fixture->file);

  load (fixture);
  pv_comparison_set_filter (fixture->comparison, "vlan and host (");
  while (fixture->failure == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (fixture->failure, name));
  g_assert_null (pv_comparison_get_set (fixture->comparison));
  g_assert_nonnull (pv_comparison_get_capture (fixture->comparison));
}

static void
test_shift (Fixture       *fixture,
            gconstpointer  user_data)
{
  load (fixture);
  g_assert_cmpint (pv_comparison_get_shift (fixture->comparison, fixture->capture), ==, 0);
  pv_comparison_set_by_start (fixture->comparison, TRUE);
  g_assert_cmpint (pv_comparison_get_shift (fixture->comparison, fixture->capture), ==, -HOUR);

  /* by hand, until it is to stand as before, or is another */
  pv_comparison_set_by_hand (fixture->comparison, -HOUR + 7);
  g_assert_true (pv_comparison_get_by_hand (fixture->comparison));
  g_assert_cmpint (pv_comparison_get_shift (fixture->comparison, fixture->capture), ==, -HOUR + 7);
  pv_comparison_set_by_start (fixture->comparison, TRUE);
  g_assert_false (pv_comparison_get_by_hand (fixture->comparison));
  g_assert_cmpint (pv_comparison_get_shift (fixture->comparison, fixture->capture), ==, -HOUR);
  pv_comparison_set_by_hand (fixture->comparison, 5);
  pv_comparison_clear (fixture->comparison);
  g_assert_false (pv_comparison_get_by_hand (fixture->comparison));
}

/* A span of a file that grows is the same span still, of what the file is by then. */
static void
test_growing_reference (Fixture       *fixture,
                        gconstpointer  user_data)
{
  g_autoptr (PvLoader) loader = pv_loader_new (fixture->file);
  g_autoptr (GFile) more = NULL;
  g_autoptr (GFile) none = NULL;
  g_autoptr (PvCapture) before = NULL;
  g_autoptr (PvCapture) after = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  const TestPacket packet = { T0 + HOUR + 100, 1, 9, 300 };
  PvSpan span = { T0 + HOUR, T0 + HOUR + 10 };
  PvLabelMatch *match;
  PvSpan reference;
  FILE *file;
  gsize length;
  gsize head;

  pv_loader_set_follows (loader, TRUE);
  before = pv_loader_load (loader, NULL, &error);
  g_assert_no_error (error);
  pv_comparison_set_reference (fixture->comparison, before, span);

  none = test_packets_write (&packet, 0);
  g_assert_true (g_file_get_contents (g_file_peek_path (none), &bytes, &head, &error));
  g_clear_pointer (&bytes, g_free);
  g_unlink (g_file_peek_path (none));
  more = test_packets_write (&packet, 1);
  g_assert_true (g_file_get_contents (g_file_peek_path (more), &bytes, &length, &error));
  file = g_fopen (g_file_peek_path (fixture->file), "a");
  g_assert_cmpuint (fwrite (bytes + head, 1, length - head, file), ==, length - head);
  g_assert_cmpint (fclose (file), ==, 0);
  g_unlink (g_file_peek_path (more));
  after = pv_loader_follow (loader, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pv_capture_get_n_packets (after), ==, 41);

  match = pv_comparison_get_match (fixture->comparison, after);
  g_assert_nonnull (match);
  g_assert_true (pv_label_match_get_capture (match) == after && pv_label_match_get_other (match) == after);
  g_assert_true (pv_comparison_get_reference (fixture->comparison, &reference));
  g_assert_cmpint (reference.start_ns, ==, span.start_ns);
  /* of another file, there is no such span */
  g_assert_null (pv_comparison_get_match (fixture->comparison, fixture->capture));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/comparison/filter", Fixture, NULL, set_up, test_filter, tear_down);
  g_test_add ("/comparison/filter-first", Fixture, NULL, set_up, test_filter_first, tear_down);
  g_test_add ("/comparison/failure", Fixture, NULL, set_up, test_failure, tear_down);
  g_test_add ("/comparison/shift", Fixture, NULL, set_up, test_shift, tear_down);
  g_test_add ("/comparison/growing-reference", Fixture, NULL, set_up, test_growing_reference, tear_down);

  return g_test_run ();
}
