/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-failure.c: where memory is out for what a view should show, it says so instead of showing what was. */
#include <locale.h>

#include "capture-maker.h"
#include "faults.h"
#include "pv-error.h"
#include "pv-failure.h"
#include "pv-traffic-data.h"
#include "savefile-builder.h"

#define N_PACKETS 66000
#define START (G_GINT64_CONSTANT (1468059242) * PV_NS_PER_SECOND)

static PvCapture *
load_capture (void)
{
  g_autofree TestPacket *packets = g_new0 (TestPacket, N_PACKETS);

  for (guint i = 0; i < N_PACKETS; i++)
    packets[i] = (TestPacket){ START + i * PV_NS_PER_MS, 1 + i % 7, 100, 100, NULL };

  return test_packets_load (packets, N_PACKETS);
}

static void
changed_cb (gboolean *changed)
{
  *changed = TRUE;
}

static void
wait_for (gboolean *changed)
{
  while (!*changed)
    g_main_context_iteration (NULL, TRUE);
  *changed = FALSE;
}

static void
test_traffic (void)
{
  g_autoptr (PvCapture) capture = load_capture ();
  g_autoptr (PvTrafficData) data = pv_traffic_data_new ();
  gboolean changed = FALSE;
  gint64 start, end, home_start, home_end;

  if (!faults_can_fail_memory ())
    {
      g_test_skip ("allocations cannot be made to fail here");
      return;
    }

  g_signal_connect_swapped (data, "changed", G_CALLBACK (changed_cb), &changed);
  pv_traffic_data_set_bin_size (data, PV_NS_PER_SECOND);
  pv_traffic_data_set_capture (data, capture);
  wait_for (&changed);
  g_assert_null (pv_traffic_data_get_error (data));
  g_assert_true (pv_line_data_get_extent (PV_LINE_DATA (data), &start, &end, &home_start, &home_end));

  /* what was there is of other bins, and goes */
  faults_fail_memory (0, TRUE);
  pv_traffic_data_set_bin_size (data, PV_NS_PER_MS);
  wait_for (&changed);
  faults_end_memory (NULL);
  g_assert_error (pv_traffic_data_get_error (data), PV_ERROR, PV_ERROR_NO_MEMORY);
  g_assert_false (pv_line_data_get_extent (PV_LINE_DATA (data), &start, &end, &home_start, &home_end));
  g_assert_null (pv_traffic_data_get_traffic (data));

  /* and comes back with the next that succeeds */
  pv_traffic_data_set_bin_size (data, 2 * PV_NS_PER_MS);
  wait_for (&changed);
  g_assert_null (pv_traffic_data_get_error (data));
  g_assert_true (pv_line_data_get_extent (PV_LINE_DATA (data), &start, &end, &home_start, &home_end));
  pv_traffic_data_stop (data);
}

static void
test_page (void)
{
  GtkStack *stack = g_object_ref_sink (GTK_STACK (gtk_stack_new ()));
  GtkWidget *child = gtk_label_new ("");
  g_autoptr (GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
  g_autoptr (GError) error = NULL;
  GtkWidget *page;

  gtk_stack_add_child (stack, child);
  pv_error_set_no_memory (&error);
  g_assert_false (pv_failure_show (stack, cancelled));
  g_assert_false (pv_failure_is_shown (stack));
  g_assert_true (gtk_stack_get_visible_child (stack) == child);

  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (pv_failure_show (stack, error));
      g_assert_true (pv_failure_is_shown (stack));
      page = gtk_stack_get_visible_child (stack);
      g_assert_cmpstr (adw_status_page_get_description (ADW_STATUS_PAGE (page)), ==, error->message);
      gtk_stack_set_visible_child (stack, child);
      g_assert_false (pv_failure_is_shown (stack));
    }

  /* the page takes markup, and names of files are none */
  g_clear_error (&error);
  error = g_error_new_literal (PV_ERROR, PV_ERROR_DAMAGED, "“/a&b<c>”: damaged");
  g_assert_true (pv_failure_show (stack, error));
  page = gtk_stack_get_visible_child (stack);
  g_assert_cmpstr (adw_status_page_get_description (ADW_STATUS_PAGE (page)), ==, "“/a&amp;b&lt;c&gt;”: damaged");
  g_object_unref (stack);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/failure/traffic", test_traffic);
  adw_init ();
  g_test_add_func ("/failure/page", test_page);

  status = g_test_run ();
  test_files_clear ();

  return status;
}
