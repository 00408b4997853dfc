/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-save.c: what is saved is what was captured, also at the ends of time, and in time linear in it. */
#include <time.h>

#include "pv-capture-private.h"
#include "pv-loader.h"
#include "pv-packet-save.h"
#include "savefile-builder.h"

#define LINKTYPE_RAW 101
#define S G_GINT64_CONSTANT (1000000000)

static PvCapture *
load (GFile *file)
{
  g_autoptr (PvLoader) loader = pv_loader_new (file);
  g_autoptr (GError) error = NULL;
  PvCapture *capture = pv_loader_load (loader, NULL, &error);

  g_assert_no_error (error);

  return capture;
}

/* Saves @capture and loads what was saved. */
static PvCapture *
save (PvCapture *capture)
{
  g_autoptr (GFile) file = test_file_write ("", 0);
  g_autoptr (GError) error = NULL;

  pv_packet_save (capture, NULL, NULL, file, NULL, NULL, &error);
  g_assert_no_error (error);

  return load (file);
}

/* Packets at times of which each interface has its own offset: from the first nanosecond to the last. */
static void
test_extreme_times (void)
{
  static const gint64 seconds[] = { -9223372037, -9223372036, -1, 0, 1500000000, 9223372036 };
  static const guint32 nanoseconds[] = { 145224192, 0, 999999999, 0, 1, 854775806 };
  SavefileBuilder builder;
  g_autoptr (GFile) file = NULL;
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (PvCapture) saved = NULL;

  savefile_builder_init (&builder, FALSE);
  savefile_add_section (&builder);
  for (guint i = 0; i < G_N_ELEMENTS (seconds); i++)
    savefile_add_interface (&builder, LINKTYPE_RAW, 0, 9, seconds[i]);
  for (guint i = 0; i < G_N_ELEMENTS (seconds); i++)
    savefile_add_enhanced (&builder, i, nanoseconds[i], "\x45", 1, 1);
  file = savefile_builder_write (&builder);
  savefile_builder_clear (&builder);

  capture = load (file);
  g_assert_cmpint (pv_capture_get_first_time (capture), ==, G_MININT64);
  g_assert_cmpint (pv_capture_get_last_time (capture), ==, G_MAXINT64 - 1);
  saved = save (capture);
  g_assert_cmpuint (pv_capture_get_n_packets (saved), ==, G_N_ELEMENTS (seconds));
  for (guint i = 0; i < G_N_ELEMENTS (seconds); i++)
    g_assert_cmpint (pv_capture_get_time (saved, i), ==, (gint64) ((__int128) seconds[i] * S + nanoseconds[i]));
}

/* Lengths around what the writer gathers, each with bytes of its own. */
static void
test_lengths (void)
{
  static const guint32 lengths[] = { 0, 1, 261700, 262143, 262144, 300001, 3, 1048576, 5 };
  SavefileBuilder builder;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFile) saved_file = test_file_write ("", 0);
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (PvCapture) saved = NULL;
  g_autofree char *contents = NULL;
  g_autofree guint8 *data = g_malloc (1048576);
  const guint8 *at;
  gsize length;

  savefile_builder_init (&builder, FALSE);
  savefile_add_section (&builder);
  savefile_add_interface (&builder, LINKTYPE_RAW, 0, 9, 0);
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      memset (data, 'a' + (int) i, lengths[i]);
      savefile_add_enhanced (&builder, 0, i, data, lengths[i], lengths[i]);
    }
  file = savefile_builder_write (&builder);
  savefile_builder_clear (&builder);

  capture = load (file);
  pv_packet_save (capture, NULL, NULL, saved_file, NULL, NULL, NULL);
  saved = load (saved_file);
  g_assert_cmpuint (pv_capture_get_n_packets (capture), ==, G_N_ELEMENTS (lengths));
  g_assert_cmpuint (pv_capture_get_n_packets (saved), ==, G_N_ELEMENTS (lengths));
  g_assert_false (pv_capture_get_truncated (saved));

  g_assert_true (g_file_load_contents (saved_file, NULL, &contents, &length, NULL, NULL));
  at = (const guint8 *) contents;
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      guint32 header[7];

      /* blocks of other types stand before */
      for (;; at += header[1])
        {
          g_assert_cmpuint (length - (gsize) (at - (const guint8 *) contents), >=, sizeof header);
          memcpy (header, at, sizeof header);
          if (header[0] == 6)
            break;
        }
      g_assert_cmpuint (header[5], ==, lengths[i]);
      for (guint32 j = 0; j < lengths[i]; j++)
        g_assert_cmpuint (at[28 + j], ==, 'a' + i);
      at += header[1];
    }
  g_assert_true (at == (const guint8 *) contents + length);
}

/* Processor time to save @n packets of @n_types link-layer types in turn, in seconds. */
static double
measure_save (guint n,
              guint n_types)
{
  SavefileBuilder builder;
  g_autoptr (GFile) file = NULL;
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (PvCapture) saved = NULL;
  clock_t start;
  double took;

  savefile_builder_init (&builder, FALSE);
  savefile_add_section (&builder);
  for (guint i = 0; i < n_types; i++)
    savefile_add_interface (&builder, (guint16) i, 0, -1, 0);
  for (guint i = 0; i < n; i++)
    savefile_add_enhanced (&builder, i % n_types, i, "", 1, 1);
  file = savefile_builder_write (&builder);
  savefile_builder_clear (&builder);
  capture = load (file);

  start = clock ();
  saved = save (capture);
  took = (double) (clock () - start) / CLOCKS_PER_SEC;
  g_assert_cmpuint (pv_capture_get_n_packets (saved), ==, n);

  return took;
}

/* Interfaces cost what packets cost: not the more, the more there are. */
static void
test_many_interfaces (void)
{
  double few = measure_save (120000, 1);
  double many = measure_save (120000, 60000);

  g_test_message ("%.3f s with one interface, %.3f s with 60,000", few, many);
  g_assert_cmpfloat (many, <, few * 15 + .2);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/save/extreme-times", test_extreme_times);
  g_test_add_func ("/save/lengths", test_lengths);
  g_test_add_func ("/save/many-interfaces", test_many_interfaces);

  status = g_test_run ();
  test_files_clear ();

  return status;
}
