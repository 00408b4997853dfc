/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-columns.c: columns and tables that lie in a temporary file are as those in memory, and leave nothing behind. */
#include "packet-builder.h"
#include "pv-columns.h"
#include "pv-large.h"
#include "pv-loader.h"
#include "pv-report.h"
#include "savefile-builder.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#define T0 ((gint64) 1500000000 * PV_NS_PER_SECOND)
#define N_PACKETS 200000
#define N_FLOWS 20000

static GFile *
make_capture (void)
{
  SavefileBuilder builder;
  GByteArray *packets[N_FLOWS];
  GFile *file;

  for (guint i = 0; i < N_FLOWS; i++)
    {
      g_autofree char *name = g_strdup_printf ("name%u.example.org", i % 3000);
      g_autofree char *client = g_strdup_printf ("10.0.%u.%u", i % 40, i % 101);

      packets[i] = packet_ipv4 (packet_udp (packet_dns (name), (guint16) (3000 + i), 53), 17, client, "10.1.0.2");
      packets[i] = packet_ethernet (packets[i], 0x0800);
    }
  savefile_builder_init (&builder, FALSE);
  savefile_add_section (&builder);
  savefile_add_interface (&builder, 1, 65535, 9, 0);
  /* some come late, so that columns are copied */
  for (guint i = 0; i < N_PACKETS; i++)
    {
      const GByteArray *packet = packets[i % N_FLOWS];

      savefile_add_enhanced (&builder, 0, (guint64) (T0 + i * 1000 - (i % 9 == 5 ? 5000000 : 0)), packet->data, packet->len,
                             packet->len + i % 7);
    }
  file = savefile_builder_write (&builder);
  savefile_builder_clear (&builder);
  for (guint i = 0; i < N_FLOWS; i++)
    g_byte_array_unref (packets[i]);

  return file;
}

/* @mapped: (out): bytes that were mapped when it was loaded */
static char *
load_and_report (GFile   *file,
                 guint64 *mapped)
{
  g_autoptr (PvLoader) loader = pv_loader_new (file);
  g_autoptr (GError) error = NULL;
  g_autoptr (PvCapture) capture = pv_loader_load (loader, NULL, &error);

  g_assert_no_error (error);
  *mapped = pv_large_get_mapped ();

  return pv_report_to_json (capture, (PvBinning){ PV_NS_PER_MS, PV_ZONE_UTC }, NULL, NULL, NULL, NULL);
}

static void
test_mapped (void)
{
  g_autoptr (GFile) file = make_capture ();
  guint64 mapped;
  g_autofree char *in_memory = load_and_report (file, &mapped);

  g_assert_cmpuint (mapped, ==, 0);
  /* the second time, places in the file are used again */
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *in_file = NULL;

      pv_columns_set_in_memory (i == 2 ? 2 * sizeof (PvChunk) : 0);
      pv_large_set_in_memory (i == 0 ? PV_LARGE_IN_MEMORY : i * 1000000);
      in_file = load_and_report (file, &mapped);
      g_assert_cmpuint (mapped, >=, (i == 2 ? 1 : 4) * sizeof (PvChunk));
      g_assert_cmpuint (pv_large_get_mapped (), ==, 0);
      g_assert_cmpstr (in_memory, ==, in_file);
    }
  pv_columns_set_in_memory (PV_COLUMNS_IN_MEMORY);
  pv_large_set_in_memory (PV_LARGE_IN_MEMORY);
}

/* Where the file cannot grow, they lie in memory. */
static void
test_no_room (void)
{
  g_autoptr (GFile) file = make_capture ();
  struct rlimit before;
  struct rlimit limit;
  guint64 mapped;
  g_autofree char *in_file = NULL;
  g_autofree char *in_memory = load_and_report (file, &mapped);

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = (struct rlimit){ 100, before.rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  pv_columns_set_in_memory (0);
  pv_large_set_in_memory (0);
  in_file = load_and_report (file, &mapped);
  pv_columns_set_in_memory (PV_COLUMNS_IN_MEMORY);
  pv_large_set_in_memory (PV_LARGE_IN_MEMORY);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_cmpuint (mapped, ==, 0);
  g_assert_cmpstr (in_memory, ==, in_file);
}

static void
expect_chunk (const PvChunk *chunk,
              guint32        number)
{
  g_assert_cmpint (chunk->time_ns[0], ==, number);
  g_assert_cmpuint (chunk->flow[PV_CHUNK_SIZE - 1], ==, number);
  g_assert_cmpuint (chunk->wire_sum[PV_N_BLOCKS - 1], ==, number);
}

/* However chunks come and go, none lies in another one, and all memory is used again. */
static void
test_chunks (void)
{
  enum { N_PLACES = 24, N_STEPS = 2000 };
  PvChunk *chunks[N_PLACES] = { NULL };
  guint32 numbers[N_PLACES] = { 0 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint32 step = 1; step <= N_STEPS; step++)
    {
      guint place = (guint) g_rand_int_range (rand, 0, N_PLACES);

      if (chunks[place] != NULL)
        {
          expect_chunk (chunks[place], numbers[place]);
          g_clear_pointer (&chunks[place], pv_chunk_unref);
          continue;
        }

      chunks[place] = pv_chunk_new ();
      g_assert_nonnull (chunks[place]);
      numbers[place] = step;
      chunks[place]->time_ns[0] = step;
      chunks[place]->flow[PV_CHUNK_SIZE - 1] = step;
      chunks[place]->wire_sum[PV_N_BLOCKS - 1] = step;
      if (step % 5 == 0)
        {
          PvChunk *copy = pv_chunk_copy (chunks[place]);

          g_assert_nonnull (copy);
          pv_chunk_unref (chunks[place]);
          chunks[place] = copy;
        }
    }

  for (guint place = 0; place < N_PLACES; place++)
    if (chunks[place] != NULL)
      {
        expect_chunk (chunks[place], numbers[place]);
        pv_chunk_unref (chunks[place]);
      }
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/columns/no-room", test_no_room);
  g_test_add_func ("/columns/mapped", test_mapped);
  g_test_add_func ("/columns/chunks", test_chunks);

  result = g_test_run ();
  test_files_clear ();

  return result;
}
