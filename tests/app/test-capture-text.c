/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-capture-text.c: what a capture is, in words: of lists that strangers make long, the top and a sum. */
#include <locale.h>
#include <string.h>

#include "pv-capture-text.h"
#include "pv-loader.h"
#include "savefile-builder.h"

/* The first of many link-layer types that nobody knows. */
#define FIRST_TYPE 1000
#define N_TYPES 3000

/* One packet of each of @n types, and of the last one two. */
static PvCapture *
load_types (guint n)
{
  SavefileBuilder builder;
  g_autoptr (GFile) file = NULL;
  g_autoptr (PvLoader) loader = NULL;
  g_autoptr (GError) error = NULL;
  PvCapture *capture;

  savefile_builder_init (&builder, FALSE);
  savefile_add_section (&builder);
  for (guint i = 0; i < n; i++)
    savefile_add_interface (&builder, (guint16) (FIRST_TYPE + i), 0, -1, 0);
  for (guint i = 0; i <= n; i++)
    savefile_add_enhanced (&builder, MIN (i, n - 1), 1500000000, "", 1, 1);
  file = savefile_builder_write (&builder);
  savefile_builder_clear (&builder);
  loader = pv_loader_new (file);
  capture = pv_loader_load (loader, NULL, &error);
  g_assert_no_error (error);

  return capture;
}

static void
test_few (void)
{
  g_autoptr (PvCapture) capture = load_types (3);
  g_autoptr (GPtrArray) skipped = pv_capture_text_list_skipped (capture, 20);
  g_autofree char *types = pv_capture_text_link_types (capture);

  g_assert_cmpuint (skipped->len, ==, 3);
  g_assert_true (g_str_has_prefix (g_ptr_array_index (skipped, 0), "2 packets: "));
  g_assert_nonnull (strstr (g_ptr_array_index (skipped, 0), "1002"));
  g_assert_cmpstr (types, ==, "link type 1002, link type 1000, link type 1001");
}

static void
test_many (void)
{
  g_autoptr (PvCapture) capture = load_types (N_TYPES);
  g_autoptr (GPtrArray) skipped = pv_capture_text_list_skipped (capture, 20);
  g_autofree char *types = pv_capture_text_link_types (capture);

  g_assert_cmpuint (skipped->len, ==, 21);
  g_assert_true (g_str_has_prefix (g_ptr_array_index (skipped, 0), "2 packets: "));
  g_assert_cmpstr (g_ptr_array_index (skipped, 20), ==, "2,980 packets: 2980 other reasons");
  g_assert_cmpuint (strlen (types), <, 200);
  g_assert_true (g_str_has_suffix (types, "and 2992 more"));
}

int
main (int   argc,
      char *argv[])
{
  int status;

  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/capture-text/few", test_few);
  g_test_add_func ("/capture-text/many", test_many);

  status = g_test_run ();
  test_files_clear ();

  return status;
}
