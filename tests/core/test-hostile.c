/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-hostile.c: no size in a file is believed. Memory is counted rather than time, which is no proof. */
#include <string.h>

#include "faults.h"
#include "pv-capture.h"
#include "pv-error.h"
#include "pv-loader.h"
#include "savefile-builder.h"

#define MIB ((gsize) 1024 * 1024)

/* What reading takes whatever the file says. */
#define USUAL_MAX (3 * MIB)

#define N_GOOD 100
#define GOOD_SIZE 40
#define PCAP_HEADER_SIZE 24
#define PCAP_RECORD_HEADER_SIZE 16
#define LINKTYPE_RAW 101

#define BLOCK_UNKNOWN 0x0bad
#define BLOCK_ENHANCED 6

typedef struct
{
  guint n_allocations;
  gsize largest;
} Memory;

static PvCapture *
load (GFile  *file,
      Memory *memory)
{
  g_autoptr (PvLoader) loader = pv_loader_new (file);
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (GError) error = NULL;

  pv_loader_set_n_workers (loader, 1);
  faults_watch_memory ();
  capture = pv_loader_load (loader, NULL, &error);
  memory->n_allocations = faults_end_memory (&memory->largest);
  g_assert_no_error (error);

  return g_steal_pointer (&capture);
}

static PvCapture *
load_builder (SavefileBuilder *builder,
              Memory          *memory)
{
  g_autoptr (GFile) file = savefile_builder_write (builder);

  savefile_builder_clear (builder);

  return load (file, memory);
}

static void
add_good_records (SavefileBuilder *builder)
{
  const guint8 data[GOOD_SIZE] = { 0x45, 0, 0, GOOD_SIZE, 0, 0, 0, 0, 64, 255, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2 };

  savefile_add_pcap_header (builder, 0xa1b2c3d4, G_MAXUINT32, LINKTYPE_RAW);
  for (guint i = 0; i < N_GOOD; i++)
    savefile_add_pcap_record (builder, 1500000000 + i, 0, data, sizeof data, sizeof data, 0);
}

/* The header of a record that claims @captured bytes, of which there are few. */
static void
add_claim (SavefileBuilder *builder,
           guint32          captured)
{
  savefile_add_u32 (builder, 1500001000);
  savefile_add_u32 (builder, 0);
  savefile_add_u32 (builder, captured);
  savefile_add_u32 (builder, captured);
  savefile_add_bytes (builder, "few", 3);
}

/* All before is kept, it is said where the file ends to make sense, and no memory is kept for a claim. */
static void
expect_good_records (PvCapture    *capture,
                     const Memory *memory,
                     guint64       offset)
{
  g_autofree char *place = g_strdup_printf ("byte %" G_GUINT64_FORMAT " ", offset);

  g_assert_cmpuint (pv_capture_get_n_packets (capture), ==, N_GOOD);
  g_assert_cmpuint (pv_capture_get_n_ip_packets (capture), ==, N_GOOD);
  g_assert_true (pv_capture_get_truncated (capture));
  if (offset > 0)
    g_assert_nonnull (strstr (pv_capture_get_truncated_reason (capture), place));
  g_assert_cmpuint (memory->largest, <, USUAL_MAX);
}

static void
test_claim_beyond_file (void)
{
  static const guint32 claims[] = { 4, 65536, 262144, 64 * 1024 * 1024 };

  for (guint i = 0; i < G_N_ELEMENTS (claims); i++)
    {
      SavefileBuilder builder;
      g_autoptr (PvCapture) capture = NULL;
      Memory memory;

      savefile_builder_init (&builder, FALSE);
      add_good_records (&builder);
      add_claim (&builder, claims[i]);
      capture = load_builder (&builder, &memory);
      expect_good_records (capture, &memory, 0);
    }
}

static void
test_claim_beyond_sense (void)
{
  static const guint32 claims[] = { 64 * 1024 * 1024 + 1, G_MAXINT32, G_MAXUINT32 };

  for (guint i = 0; i < G_N_ELEMENTS (claims); i++)
    {
      SavefileBuilder builder;
      g_autoptr (PvCapture) capture = NULL;
      Memory memory;

      savefile_builder_init (&builder, FALSE);
      add_good_records (&builder);
      add_claim (&builder, claims[i]);
      capture = load_builder (&builder, &memory);
      expect_good_records (capture, &memory,
                           PCAP_HEADER_SIZE + N_GOOD * (PCAP_RECORD_HEADER_SIZE + GOOD_SIZE));
    }
}

static void
add_pcapng_packet (SavefileBuilder *builder)
{
  const guint8 data[GOOD_SIZE] = { 0x45, 0, 0, GOOD_SIZE, 0, 0, 0, 0, 64, 255, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2 };

  savefile_add_enhanced (builder, 0, 1500000000, data, sizeof data, sizeof data);
}

static void
test_block_claim (void)
{
  SavefileBuilder builder;
  g_autoptr (PvCapture) capture = NULL;
  Memory memory;
  guint64 offset;

  savefile_builder_init (&builder, FALSE);
  savefile_add_section (&builder);
  savefile_add_interface (&builder, LINKTYPE_RAW, 0, -1, 0);
  for (guint i = 0; i < N_GOOD; i++)
    add_pcapng_packet (&builder);
  offset = builder.bytes->len;
  savefile_add_u32 (&builder, BLOCK_ENHANCED);
  savefile_add_u32 (&builder, 0x7ffffffc);
  savefile_add_u64 (&builder, 0);
  savefile_add_u64 (&builder, 0);
  savefile_add_u64 (&builder, 0);
  capture = load_builder (&builder, &memory);
  expect_good_records (capture, &memory, offset);
}

/* A batch that one huge record made large does not stay so for the small ones after it. */
static void
test_huge_then_small (void)
{
  gsize huge = 20 * MIB;
  g_autofree guint8 *zeros = g_malloc0 (huge);
  SavefileBuilder builder;
  g_autoptr (PvCapture) capture = NULL;
  Memory memory;

  savefile_builder_init (&builder, FALSE);
  savefile_add_pcap_header (&builder, 0xa1b2c3d4, 64 * 1024 * 1024, LINKTYPE_RAW);
  savefile_add_pcap_record (&builder, 1500000000, 0, zeros, (guint32) huge, (guint32) huge, 0);
  for (guint i = 0; i < 3; i++)
    savefile_add_pcap_record (&builder, 1500000000, 0, zeros, 60, 60, 0);
  savefile_add_bytes (&builder, zeros, huge); /* records of nothing */
  capture = load_builder (&builder, &memory);
  g_assert_cmpuint (pv_capture_get_n_packets (capture), ==, 4 + huge / PCAP_RECORD_HEADER_SIZE);
  g_assert_cmpuint (memory.largest, <, huge + 2 * MIB);
}

/* A compressed file with @size bytes of empty blocks, and a packet at their end. */
static GFile *
make_bomb (gsize size)
{
  g_autoptr (GConverter) converter = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, converter);
  SavefileBuilder head;
  SavefileBuilder blocks;
  SavefileBuilder packet;

  savefile_builder_init (&head, FALSE);
  savefile_builder_init (&blocks, FALSE);
  savefile_builder_init (&packet, FALSE);
  savefile_add_section (&head);
  savefile_add_interface (&head, LINKTYPE_RAW, 0, -1, 0);
  while (blocks.bytes->len < MIB)
    savefile_add_block (&blocks, BLOCK_UNKNOWN, NULL, 0);
  add_pcapng_packet (&packet);

  g_output_stream_write_all (stream, head.bytes->data, head.bytes->len, NULL, NULL, NULL);
  for (gsize i = 0; i < size; i += blocks.bytes->len)
    g_output_stream_write_all (stream, blocks.bytes->data, blocks.bytes->len, NULL, NULL, NULL);
  g_output_stream_write_all (stream, packet.bytes->data, packet.bytes->len, NULL, NULL, NULL);
  g_assert_true (g_output_stream_close (stream, NULL, NULL));

  savefile_builder_clear (&head);
  savefile_builder_clear (&blocks);
  savefile_builder_clear (&packet);

  return test_file_write (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)),
                          g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)));
}

/* What takes nothing in the file takes nothing in memory, however much of it there is. */
static void
test_bomb (void)
{
  Memory small;
  Memory large;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GFile) file = make_bomb (i == 0 ? 2 * MIB : 60 * MIB);
      g_autoptr (PvCapture) capture = load (file, i == 0 ? &small : &large);

      g_assert_cmpuint (pv_capture_get_n_packets (capture), ==, 1);
      g_assert_false (pv_capture_get_truncated (capture));
    }

  g_assert_cmpuint (large.largest, ==, small.largest);
  g_assert_cmpuint (large.largest, <, USUAL_MAX);
  g_assert_cmpuint (large.n_allocations, ==, small.n_allocations);
}

static void
test_interfaces (void)
{
  SavefileBuilder builder;
  g_autoptr (PvCapture) capture = NULL;
  Memory memory;

  savefile_builder_init (&builder, FALSE);
  savefile_add_section (&builder);
  savefile_add_interface (&builder, LINKTYPE_RAW, 0, -1, 0);
  add_pcapng_packet (&builder);
  for (guint i = 0; i < 300000; i++)
    savefile_add_interface (&builder, LINKTYPE_RAW, 0, -1, 0);
  add_pcapng_packet (&builder);
  capture = load_builder (&builder, &memory);
  g_assert_cmpuint (pv_capture_get_n_packets (capture), ==, 1);
  g_assert_true (pv_capture_get_truncated (capture));
  g_assert_cmpuint (memory.largest, <, 24 * MIB);
}

/* Each section forgets the interfaces of the one before. */
static void
test_sections (void)
{
  SavefileBuilder builder;
  g_autoptr (PvCapture) capture = NULL;
  Memory memory;

  savefile_builder_init (&builder, FALSE);
  for (guint i = 0; i < 100000; i++)
    {
      savefile_add_section (&builder);
      savefile_add_interface (&builder, LINKTYPE_RAW, 0, -1, 0);
    }
  add_pcapng_packet (&builder);
  capture = load_builder (&builder, &memory);
  g_assert_cmpuint (pv_capture_get_n_packets (capture), ==, 1);
  g_assert_cmpuint (memory.largest, <, USUAL_MAX);
}

/* As many link-layer header types as there can be, each of an interface of its own. */
static void
test_link_types (void)
{
  SavefileBuilder builder;
  g_autoptr (PvCapture) capture = NULL;
  const PvSkipped *skipped;
  guint64 n_skipped = 0;
  Memory memory;
  guint n;

  savefile_builder_init (&builder, FALSE);
  savefile_add_section (&builder);
  for (guint i = 0; i <= G_MAXUINT16; i++)
    savefile_add_interface (&builder, (guint16) i, 0, -1, 0);
  for (guint i = 0; i <= G_MAXUINT16; i++)
    savefile_add_enhanced (&builder, i, 1500000000, "\0", 1, 1);
  capture = load_builder (&builder, &memory);
  g_assert_cmpuint (pv_capture_get_n_packets (capture), ==, G_MAXUINT16 + 1);
  skipped = pv_capture_get_skipped (capture, &n);
  for (guint i = 0; i < n; i++)
    n_skipped += skipped[i].packets;
  g_assert_cmpuint (n_skipped, >, 60000);
  g_assert_cmpuint (memory.largest, <, 8 * MIB);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hostile/claim/beyond-file", test_claim_beyond_file);
  g_test_add_func ("/hostile/claim/beyond-sense", test_claim_beyond_sense);
  g_test_add_func ("/hostile/claim/block", test_block_claim);
  g_test_add_func ("/hostile/huge-then-small", test_huge_then_small);
  g_test_add_func ("/hostile/bomb", test_bomb);
  g_test_add_func ("/hostile/interfaces", test_interfaces);
  g_test_add_func ("/hostile/sections", test_sections);
  g_test_add_func ("/hostile/link-types", test_link_types);

  status = g_test_run ();
  test_files_clear ();

  return status;
}
