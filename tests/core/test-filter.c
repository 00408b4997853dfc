/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-filter.c: libpcap's filters over a loaded capture, and saving what passes. */
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <unistd.h>
#include <utime.h>

#include "async-tests.h"
#include "capture-maker.h"
#include "packet-builder.h"
#include "pv-capture-filter.h"
#include "pv-error.h"
#include "pv-filter-hint.h"
#include "pv-loader.h"
#include "pv-packet-save.h"
#include "pv-packet-set-private.h"
#include "pv-query.h"
#include "pv-report.h"
#include "savefile-builder.h"

#define T0 (G_GINT64_CONSTANT (1500000000) * PV_NS_PER_SECOND)
#define N_PACKETS 30000

static TestPacket *
make_packets (gboolean shuffled)
{
  TestPacket *packets = g_new0 (TestPacket, N_PACKETS);

  for (guint i = 0; i < N_PACKETS; i++)
    {
      packets[i].time_ns = T0 + (shuffled ? i ^ 5 : i) * PV_NS_PER_MS;
      packets[i].source = (i % 3 == 0 ? 0x80000000u : 0) | (1 + i % 50);
      packets[i].destination = (i % 3 == 0 ? 0x80000000u : 0) | (1 + i % 7);
      packets[i].ip_bytes = (guint16) (100 + i % 900);
      packets[i].lookup = i % 10 == 0 ? "www.example" : NULL;
    }

  return packets;
}

static gboolean
is_lookup (const TestPacket *packet)
{
  return packet->lookup != NULL;
}

static gboolean
is_host (const TestPacket *packet)
{
  return packet->source == 5 || packet->destination == 5;
}

static gboolean
is_ipv6 (const TestPacket *packet)
{
  return (packet->source & 0x80000000u) != 0;
}

static gboolean
is_large (const TestPacket *packet)
{
  return packet->ip_bytes >= 600;
}

static gboolean
is_any (const TestPacket *packet)
{
  return TRUE;
}

static gboolean
is_none (const TestPacket *packet)
{
  return FALSE;
}

static const struct
{
  const char *expression;
  gboolean (*passes) (const TestPacket *packet);
} filters[] = {
  { "udp port 53", is_lookup }, { "host 10.0.0.5", is_host }, { "ip6", is_ipv6 },
  { "greater 600", is_large },  { "", is_any },               { "tcp", is_none },
};

static void
test_expressions (gconstpointer user_data)
{
  g_autofree TestPacket *packets = make_packets (GPOINTER_TO_INT (user_data));
  g_autoptr (PvCapture) capture = test_packets_load (packets, N_PACKETS);
  PvSpan span = { T0 + 1000 * PV_NS_PER_MS, T0 + 2500 * PV_NS_PER_MS };

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      PvProgress progress = { 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (PvPacketSet) set = pv_capture_filter_run (capture, filters[i].expression, &progress, NULL, &error);
      PvQuery query = { .dimension = PV_DIMENSION_SOURCE, .subset = { .packets = set }, .has_span = TRUE, .span = span };
      g_autoptr (PvRanking) ranking = NULL;
      guint64 n = 0;
      guint64 bytes = 0;
      guint64 n_inside = 0;

      g_assert_no_error (error);
      for (guint j = 0; j < N_PACKETS; j++)
        if (filters[i].passes (&packets[j]))
          {
            n++;
            bytes += packets[j].ip_bytes;
            n_inside += packets[j].time_ns >= span.start_ns && packets[j].time_ns < span.end_ns;
          }

      g_assert_cmpuint (pv_packet_set_get_n_packets (set), ==, n);
      g_assert_cmpuint (pv_packet_set_get_ip_bytes (set), ==, bytes);
      g_assert_cmpuint (progress.bytes_read, ==, progress.size);
      /* The right packets, not only the right number of them. */
      ranking = pv_query_run (capture, &query, NULL, NULL);
      g_assert_cmpuint (ranking->packets, ==, n_inside);
    }
}

static void
test_check (void)
{
  g_autofree TestPacket *packets = make_packets (FALSE);
  g_autoptr (PvCapture) capture = test_packets_load (packets, 10);
  static const char *const bad[] = { "udp prot 53", "host", "(", "port 99999", "ether host 1:2:3:4:5:6" };

  g_assert_true (pv_capture_filter_check ("", capture, NULL));
  g_assert_true (pv_capture_filter_check ("udp port 53 and host 10.0.0.7", capture, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (pv_capture_filter_check (bad[i], capture, &error));
      g_assert_error (error, PV_ERROR, PV_ERROR_BAD_VALUE);
      g_assert_cmpuint (strlen (error->message), >, 3);
      g_clear_error (&error);
      g_assert_null (pv_capture_filter_run (capture, bad[i], NULL, NULL, &error));
      g_assert_error (error, PV_ERROR, PV_ERROR_BAD_VALUE);
    }
}

/* In a capture of several link types a filter passes packets of those for which it means something. */
/* A name that every system knows without a network; libpcap would ask for any. */
static void
test_no_names (void)
{
  g_autofree TestPacket *packets = make_packets (FALSE);
  g_autoptr (PvCapture) capture = test_packets_load (packets, 10);
  static const char *const named[] = { "host localhost", "net localhost", "udp and src localhost" };

  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (pv_capture_filter_check (named[i], capture, &error));
      g_assert_error (error, PV_ERROR, PV_ERROR_BAD_VALUE);
      g_assert_nonnull (strstr (error->message, "“localhost”"));
    }

  /* it is not what the next one is refused for */
  {
    g_autoptr (GError) error = NULL;

    g_assert_false (pv_capture_filter_check ("udp (", capture, &error));
    g_assert_null (strstr (error->message, "localhost"));
  }
}

static void
test_mixed_link_types (void)
{
  static const guint8 ethernet[60] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0x88, 0xb5 };
  SavefileBuilder builder;
  g_autoptr (GFile) file = NULL;
  g_autoptr (PvLoader) loader = NULL;
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (PvPacketSet) set = NULL;
  g_autoptr (GError) error = NULL;

  savefile_builder_init (&builder, FALSE);
  savefile_add_section (&builder);
  savefile_add_interface (&builder, 101, 0, -1, 0);
  savefile_add_interface (&builder, 1, 0, -1, 0);
  for (guint i = 0; i < 10; i++)
    savefile_add_enhanced (&builder, i % 2, i, ethernet, sizeof ethernet, sizeof ethernet);
  file = savefile_builder_write (&builder);
  loader = pv_loader_new (file);
  capture = pv_loader_load (loader, NULL, NULL);

  set = pv_capture_filter_run (capture, "ether dst 1:2:3:4:5:6", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pv_packet_set_get_n_packets (set), ==, 5);

  savefile_builder_clear (&builder);
}

/* A file that grew, shrank to nothing or went away since it was loaded is told, not trusted. */
static void
test_changed (void)
{
  g_autofree TestPacket *packets = make_packets (FALSE);
  g_autoptr (GFile) file = test_packets_write (packets, 100);
  g_autoptr (GFile) longer = test_packets_write (packets, 200);
  g_autoptr (GFile) shorter = test_packets_write (packets, 50);
  g_autoptr (PvLoader) loader = pv_loader_new (file);
  g_autoptr (PvCapture) capture = pv_loader_load (loader, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_file_copy (longer, file, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, NULL);
  g_assert_null (pv_capture_filter_run (capture, "udp", NULL, NULL, &error));
  g_assert_error (error, PV_ERROR, PV_ERROR_DAMAGED);
  g_clear_error (&error);

  g_file_copy (shorter, file, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, NULL);
  g_assert_null (pv_capture_filter_run (capture, "udp", NULL, NULL, &error));
  g_assert_error (error, PV_ERROR, PV_ERROR_DAMAGED);
  g_clear_error (&error);

  g_file_replace_contents (file, "", 0, NULL, FALSE, 0, NULL, NULL, NULL);
  g_assert_null (pv_capture_filter_run (capture, "udp", NULL, NULL, &error));
  g_assert_error (error, PV_ERROR, PV_ERROR_DAMAGED);
  g_clear_error (&error);

  g_file_delete (file, NULL, NULL);
  g_assert_null (pv_capture_filter_run (capture, "udp", NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
write_over (GFile        *file,
            const char   *bytes,
            gsize         length,
            gint64        modified_s)
{
  g_autoptr (GFileIOStream) stream = g_file_open_readwrite (file, NULL, NULL);
  GSeekable *seekable = G_SEEKABLE (stream);

  g_assert_true (g_seekable_truncate (seekable, 0, NULL, NULL));
  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (stream)), bytes, length, NULL,
                                            NULL, NULL));
  g_assert_true (g_io_stream_close (G_IO_STREAM (stream), NULL, NULL));
  if (modified_s != 0)
    {
      struct utimbuf times = { modified_s, modified_s };

      g_assert_cmpint (utime (g_file_peek_path (file), &times), ==, 0);
    }
}

/* One that is only longer by now, as while it is still recorded, is what it was; also where it ended amid a packet. */
static void
test_grown (void)
{
  g_autofree TestPacket *packets = make_packets (FALSE);
  g_autoptr (GFile) file = test_packets_write (packets, 200);
  g_autofree char *all = NULL;
  gsize length;

  g_assert_true (g_file_load_contents (file, NULL, &all, &length, NULL, NULL));
  for (gsize cut = 0; cut <= 7; cut += 7)
    {
      g_autoptr (PvLoader) loader = pv_loader_new (file);
      g_autoptr (PvCapture) capture = NULL;
      g_autoptr (PvPacketSet) before = NULL;
      g_autoptr (PvPacketSet) after = NULL;
      g_autoptr (GError) error = NULL;

      write_over (file, all, length / 2 - cut, 1000000000);
      capture = pv_loader_load (loader, NULL, NULL);
      before = pv_capture_filter_run (capture, "udp", NULL, NULL, &error);
      g_assert_no_error (error);
      write_over (file, all, length, 0);
      after = pv_capture_filter_run (capture, "udp", NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (pv_packet_set_get_n_packets (before), >, 0);
      g_assert_cmpuint (pv_packet_set_get_n_packets (before), ==, pv_packet_set_get_n_packets (after));
    }
}

/* As many packets again, in the same file: another moment gives it away, or another beginning. */
static void
test_rewritten (void)
{
  g_autofree TestPacket *packets = make_packets (FALSE);
  g_autoptr (GFile) file = test_packets_write (packets, 2000);
  g_autoptr (PvLoader) loader = pv_loader_new (file);
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (PvPacketSet) set = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_load_contents (file, NULL, &bytes, &length, NULL, NULL));
  write_over (file, bytes, length, 1000000000);
  capture = pv_loader_load (loader, NULL, NULL);

  write_over (file, bytes, length, 1000000001);
  g_assert_null (pv_capture_filter_run (capture, "udp", NULL, NULL, &error));
  g_assert_error (error, PV_ERROR, PV_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, g_file_peek_path (file)));
  g_clear_error (&error);

  write_over (file, bytes, length, 1000000000);
  set = pv_capture_filter_run (capture, "udp", NULL, NULL, &error);
  g_assert_no_error (error);

  bytes[500] ^= 1;
  write_over (file, bytes, length, 1000000000);
  g_assert_null (pv_capture_filter_run (capture, "udp", NULL, NULL, &error));
  g_assert_error (error, PV_ERROR, PV_ERROR_DAMAGED);
}

/* The time of a packet far behind is looked at as well. */
static void
test_rewritten_behind (void)
{
  g_autofree TestPacket *packets = make_packets (FALSE);
  g_autofree TestPacket *others = make_packets (FALSE);
  g_autoptr (GFile) file = test_packets_write (packets, 2000);
  g_autoptr (GFile) other = NULL;
  g_autoptr (PvLoader) loader = pv_loader_new (file);
  g_autoptr (PvCapture) capture = NULL;
  g_autofree char *old = NULL;
  g_autofree char *new = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_true (g_file_load_contents (file, NULL, &old, &length, NULL, NULL));
  write_over (file, old, length, 1000000000);
  capture = pv_loader_load (loader, NULL, NULL);

  others[1990].time_ns += 1000;
  other = test_packets_write (others, 2000);
  g_assert_true (g_file_load_contents (other, NULL, &new, &length, NULL, NULL));
  write_over (file, new, length, 1000000000);
  g_assert_null (pv_capture_filter_run (capture, "udp", NULL, NULL, &error));
  g_assert_error (error, PV_ERROR, PV_ERROR_DAMAGED);
}

/* A report of a span and a set counts what is in both. */
static void
test_report (void)
{
  TestPacket packets[] = {
    { T0, 1, 2, 100, "a.example" },
    { T0 + PV_NS_PER_SECOND, 1, 2, 200 },
    { T0 + 2 * PV_NS_PER_SECOND, 3, 2, 300, "b.example" },
    { T0 + 3 * PV_NS_PER_SECOND, 3, 2, 400, "b.example" },
    { T0 + 4 * PV_NS_PER_SECOND, 3, 2, 500 },
    { T0 + 5 * PV_NS_PER_SECOND, 1, 2, 600, "c.example" },
  };
  PvSpan span = { T0 + PV_NS_PER_SECOND, T0 + 5 * PV_NS_PER_SECOND };
  g_autoptr (PvCapture) capture = test_packets_load (packets, G_N_ELEMENTS (packets));
  g_autoptr (PvPacketSet) set = pv_capture_filter_run (capture, "port 53", NULL, NULL, NULL);
  g_autofree char *json = pv_report_to_json (capture, pv_binning (2 * PV_NS_PER_SECOND, PV_ZONE_LOCAL), &span,
                                             &(PvSubset){ set, NULL }, NULL, NULL);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  JsonObject *report = json_node_get_object (root);
  JsonArray *bins = json_object_get_array_member (report, "bins");

  g_assert_cmpint (json_object_get_int_member (report, "packets"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (report, "wire_bytes"), ==, 700);
  g_assert_cmpint (json_object_get_int_member (report, "ip_packets"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (report, "ip_bytes"), ==, 700);
  g_assert_cmpint (json_object_get_int_member (report, "first_time_ns"), ==, packets[2].time_ns);
  g_assert_cmpint (json_object_get_int_member (report, "last_time_ns"), ==, packets[3].time_ns);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (report, "lookups")), ==, 1);
  g_assert_cmpuint (json_array_get_length (bins), ==, 1);
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (bins, 0), "bytes"), ==, 700);
}

static PvCapture *
load_file (GFile *file)
{
  g_autoptr (PvLoader) loader = pv_loader_new (file);
  g_autoptr (GError) error = NULL;
  PvCapture *capture = pv_loader_load (loader, NULL, &error);

  g_assert_no_error (error);

  return capture;
}

/* What was saved, opened again, answers as the selection did. */
static void
test_save (gconstpointer user_data)
{
  g_autofree TestPacket *packets = make_packets (GPOINTER_TO_INT (user_data));
  g_autoptr (PvCapture) capture = test_packets_load (packets, N_PACKETS);
  g_autoptr (PvPacketSet) set = pv_capture_filter_run (capture, "udp port 53 and ip6", NULL, NULL, NULL);
  g_autoptr (GFile) file = test_file_write ("old", 3);
  g_autoptr (GError) error = NULL;
  PvSpan span = { T0 + 1000 * PV_NS_PER_MS, T0 + 20000 * PV_NS_PER_MS };
  PvQuery query = { .dimension = PV_DIMENSION_SOURCE, .subset = { .packets = set }, .has_span = TRUE, .span = span };
  PvQuery all = { .dimension = PV_DIMENSION_SOURCE };
  g_autoptr (PvRanking) expected = pv_query_run (capture, &query, NULL, NULL);
  g_autoptr (PvRanking) ranking = NULL;
  g_autoptr (PvCapture) saved = NULL;

  g_assert_true (pv_packet_save (capture, set, &span, file, NULL, NULL, &error));
  g_assert_no_error (error);

  saved = load_file (file);
  ranking = pv_query_run (saved, &all, NULL, NULL);
  g_assert_cmpuint (pv_capture_get_n_packets (saved), ==, expected->packets);
  g_assert_cmpuint (pv_packet_save_count (capture, set, &span), ==, expected->packets);
  g_assert_cmpuint (pv_packet_save_count (capture, set, NULL), ==, pv_packet_set_get_n_packets (set));
  g_assert_cmpuint (pv_packet_save_count (capture, NULL, &span), >, expected->packets);
  g_assert_cmpuint (pv_packet_save_count (capture, NULL, NULL), ==, N_PACKETS);
  g_assert_cmpuint (pv_capture_get_n_events (saved, PV_EVENT_LOOKUP), ==, expected->packets);
  g_assert_cmpuint (pv_capture_get_ip_bytes (saved), ==, expected->bytes);
  g_assert_cmpint (pv_capture_get_first_time (saved), >=, span.start_ns);
  g_assert_cmpint (pv_capture_get_last_time (saved), <, span.end_ns);
  g_assert_cmpuint (ranking->n_ranks, ==, expected->n_ranks);
  for (guint i = 0; i < ranking->n_ranks; i++)
    {
      g_autofree char *label = pv_capture_dup_label (saved, all.dimension, ranking->ranks[i].id);
      g_autofree char *expected_label = pv_capture_dup_label (capture, query.dimension, expected->ranks[i].id);

      g_assert_cmpstr (label, ==, expected_label);
      g_assert_cmpuint (ranking->ranks[i].bytes, ==, expected->ranks[i].bytes);
    }
}

/* All of a file of several link types, times before 1970 among them, comes out as it went in. */
static void
test_save_all (void)
{
  SavefileBuilder builder;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFile) copy = test_file_write ("", 0);
  g_autoptr (GFile) copy_of_copy = test_file_write ("", 0);
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (PvCapture) saved = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  gsize first_length;
  gsize second_length;
  guint n;

  savefile_builder_init (&builder, TRUE);
  savefile_add_section (&builder);
  savefile_add_interface (&builder, 101, 0, 9, -100);
  savefile_add_interface (&builder, 147, 0, 6, 0);
  for (guint i = 0; i < 10; i++)
    savefile_add_enhanced (&builder, i % 2, i * 12345678901, "abcdefghij", i, 100 + i);
  file = savefile_builder_write (&builder);

  capture = load_file (file);
  g_assert_cmpint (pv_capture_get_first_time (capture), ==, -100 * PV_NS_PER_SECOND);
  g_assert_true (pv_packet_save (capture, NULL, NULL, copy, NULL, NULL, NULL));
  saved = load_file (copy);
  g_assert_cmpuint (pv_capture_get_n_packets (saved), ==, 10);
  g_assert_cmpuint (pv_capture_get_wire_bytes (saved), ==, pv_capture_get_wire_bytes (capture));
  g_assert_cmpint (pv_capture_get_first_time (saved), ==, pv_capture_get_first_time (capture));
  g_assert_cmpint (pv_capture_get_last_time (saved), ==, pv_capture_get_last_time (capture));
  pv_capture_get_link_types (saved, &n);
  g_assert_cmpuint (n, ==, 2);

  /* Saving what was saved changes nothing. */
  g_assert_true (pv_packet_save (saved, NULL, NULL, copy_of_copy, NULL, NULL, NULL));
  g_file_load_contents (copy, NULL, &first, &first_length, NULL, NULL);
  g_file_load_contents (copy_of_copy, NULL, &second, &second_length, NULL, NULL);
  g_assert_cmpmem (first, first_length, second, second_length);

  savefile_builder_clear (&builder);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

/* A whole number of 4 bytes, of any byte order. */
static void
add_option (SavefileBuilder *options,
            guint16          code,
            const char      *text)
{
  savefile_add_u16 (options, code);
  savefile_add_u16 (options, (guint16) strlen (text));
  savefile_add_bytes (options, text, strlen (text));
  savefile_add_bytes (options, "\0\0\0", (4 - strlen (text) % 4) % 4);
}

/* A packet with a comment, flags, and an option that nobody knows. */
static void
add_packet (SavefileBuilder *builder,
            guint32          interface,
            guint32          i)
{
  SavefileBuilder body;
  g_autofree char *comment = g_strdup_printf ("packet %u", i);

  savefile_builder_init (&body, builder->big_endian);
  savefile_add_u32 (&body, interface);
  savefile_add_u32 (&body, 0);
  savefile_add_u32 (&body, 1000000 + i);
  savefile_add_u32 (&body, 20);
  savefile_add_u32 (&body, 60);
  savefile_add_bytes (&body, "\x45\0\0\x14\0\0\0\0\x40\x11\0\0\x0a\0\0\1\x0a\0\0\2", 20);
  add_option (&body, 1, comment);
  add_option (&body, 2, "\1\1\1\1");
  add_option (&body, 12345, "unknown");
  add_option (&body, 0, "");
  savefile_add_block (builder, 6, body.bytes->data, body.bytes->len);
  savefile_builder_clear (&body);
}

/* Two sections with all kinds of blocks; packets are those of even numbers, or all. */
static void
build_blocks (SavefileBuilder *builder,
              gboolean         big_endian,
              gboolean         all)
{
  g_autofree char *secrets = g_strnfill (300000, 's');

  savefile_builder_init (builder, big_endian);
  for (guint section = 0; section < 2; section++)
    {
      SavefileBuilder body;

      savefile_builder_init (&body, big_endian);
      savefile_add_u32 (&body, 0x1a2b3c4d);
      savefile_add_u16 (&body, 1);
      savefile_add_u16 (&body, 0);
      /* where it says so, it is no more so later */
      savefile_add_u64 (&body, all ? 123456 : G_MAXUINT64);
      add_option (&body, 1, "a comment on all of it");
      savefile_add_block (builder, 0x0a0d0d0a, body.bytes->data, body.bytes->len);
      g_byte_array_set_size (body.bytes, 0);

      savefile_add_u16 (&body, 101);
      savefile_add_u16 (&body, 0);
      savefile_add_u32 (&body, 96);
      add_option (&body, 2, "eth0");
      add_option (&body, 3, "the one to the left");
      savefile_add_block (builder, 1, body.bytes->data, body.bytes->len);
      savefile_add_interface (builder, 101, 0, 9, 0);
      savefile_add_block (builder, 4, "names, more or less", 20);
      /* more than is gathered at once */
      savefile_add_block (builder, 10, secrets, 300000);
      for (guint i = 0; i < 10; i++)
        {
          if (all || i % 2 == 0)
            add_packet (builder, i % 2, i);
          if (i == 5)
            savefile_add_block (builder, 0x0bad, "custom, copy", 12);
          if (i == 5 && all)
            savefile_add_block (builder, 0x40000bad, "custom, do not copy", 20);
        }
      savefile_add_block (builder, 5, "statistics!!", 12);
      savefile_builder_clear (&body);
    }
}

/* What is about packets, and what is about all of them, is saved as it is there, in either byte order. */
static void
test_save_blocks (gconstpointer data)
{
  gboolean big_endian = GPOINTER_TO_INT (data);
  SavefileBuilder builder;
  SavefileBuilder expected;
  g_autoptr (GFile) file = NULL;
  g_autoptr (PvLoader) loader = NULL;
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (PvPacketSet) set = NULL;
  g_autoptr (GError) error = NULL;

  build_blocks (&builder, big_endian, TRUE);
  build_blocks (&expected, big_endian, FALSE);
  file = savefile_builder_write (&builder);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();

      g_clear_object (&loader);
      g_clear_object (&capture);
      loader = pv_loader_new (file);
      capture = pv_loader_load (loader, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (pv_capture_get_n_packets (capture), ==, 20);
      set = pv_packet_set_new_empty (capture, &error);
      g_assert_no_error (error);
      for (guint64 packet = 0; packet < 20; packet++)
        {
          guint64 number = pv_capture_get_number (capture, packet);

          if (packet % 2 == 0)
            set->words[number / 64] |= G_GUINT64_CONSTANT (1) << number % 64;
        }

      /* and once more when others have come, which are none of it */
      if (i == 1)
        {
          g_autoptr (GFileOutputStream) more = g_file_append_to (file, G_FILE_CREATE_NONE, NULL, NULL);

          g_byte_array_set_size (builder.bytes, 0);
          add_packet (&builder, 0, 10);
          savefile_add_block (&builder, 5, "statistics!!", 12);
          g_assert_true (g_output_stream_write_all (G_OUTPUT_STREAM (more), builder.bytes->data, builder.bytes->len,
                                                    NULL, NULL, NULL));
        }
      g_assert_true (pv_packet_save_to_stream (capture, set, NULL, stream, NULL, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpmem (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                       g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)), expected.bytes->data,
                       expected.bytes->len);
      g_clear_pointer (&set, pv_packet_set_unref);
    }

  savefile_builder_clear (&builder);
  savefile_builder_clear (&expected);
}

/* After a cancel or an error, the old file is there, and nothing beside it. */
static void
test_save_failed (void)
{
  g_autofree TestPacket *packets = make_packets (FALSE);
  g_autoptr (PvCapture) capture = test_packets_load (packets, N_PACKETS);
  g_autofree char *folder = g_dir_make_tmp ("pcapviz-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "out.pcapng", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "old", 3, NULL);
  g_cancellable_cancel (cancellable);
  g_assert_false (pv_packet_save (capture, NULL, NULL, file, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (folder), ==, 1);
  g_file_get_contents (path, &contents, NULL, NULL);
  g_assert_cmpstr (contents, ==, "old");
  g_clear_error (&error);

  /* Cut the capture's file while it is saved. */
  g_assert_true (g_file_replace_contents (pv_capture_get_file (capture), "", 0, NULL, FALSE, 0, NULL, NULL, NULL));
  g_assert_false (pv_packet_save (capture, NULL, NULL, file, NULL, NULL, &error));
  g_assert_error (error, PV_ERROR, PV_ERROR_DAMAGED);
  g_assert_cmpuint (count_files (folder), ==, 1);

  unlink (path);
  g_rmdir (folder);
}

static void
test_async (void)
{
  g_autofree TestPacket *packets = make_packets (FALSE);
  g_autoptr (PvCapture) capture = test_packets_load (packets, N_PACKETS);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) cancelled = NULL;
  g_autoptr (PvPacketSet) set = NULL;
  g_autoptr (GError) error = NULL;

  pv_capture_filter_run_async (capture, "udp port 53", NULL, NULL, NULL, test_keep_result, &result);
  pv_capture_filter_run_async (capture, "udp port 53", NULL, NULL, cancellable, test_keep_result, &cancelled);
  g_cancellable_cancel (cancellable);
  test_wait (&result);
  test_wait (&cancelled);

  set = pv_capture_filter_run_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pv_packet_set_get_n_packets (set), ==, N_PACKETS / 10);
  g_assert_null (pv_capture_filter_run_finish (cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Tagged lookups that no filter finds that does not say so. */
static void
test_hint (gconstpointer user_data)
{
  static const char *const tags[] = { "8100 0064 0800", "8847 00064140", "88a8 0064 8100 0065 0800",
                                      "8864 1100 0001 003b 0021", "0800" };
  static const char *const expected[][2] = {
    { "vlan and udp port 53", "vlan and (tcp or udp port 53)" },
    { "mpls and udp port 53", "mpls and (tcp or udp port 53)" },
    { "vlan and vlan and udp port 53", "vlan and vlan and (tcp or udp port 53)" },
    { "pppoes and udp port 53", "pppoes and (tcp or udp port 53)" },
    { NULL, NULL },
  };
  guint row = GPOINTER_TO_UINT (user_data);
  SavefileBuilder builder;
  g_autoptr (GFile) file = NULL;
  g_autoptr (PvLoader) loader = NULL;
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (GError) error = NULL;
  static const char *const filters_of[] = { "udp port 53", "tcp or udp port 53" };

  savefile_builder_init (&builder, FALSE);
  savefile_add_pcap_header (&builder, 0xa1b2c3d4, 65535, 1);
  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (GByteArray) packet = packet_query4 ();

      packet_prepend (packet, i < 1990 ? "0806" : tags[row]);
      packet_prepend (packet, "00163e000001 00163e000002");
      savefile_add_pcap_record (&builder, 1500000000 + i, 0, packet->data, packet->len, packet->len, 0);
    }
  file = savefile_builder_write (&builder);
  loader = pv_loader_new (file);
  capture = pv_loader_load (loader, NULL, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (filters_of); i++)
    {
      g_autoptr (PvPacketSet) set = pv_capture_filter_run (capture, filters_of[i], NULL, NULL, &error);
      g_autoptr (PvPacketSet) some = NULL;
      g_autofree char *hint = NULL;
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      hint = pv_filter_hint_find (set, filters_of[i], NULL, NULL);
      g_assert_cmpstr (hint, ==, expected[row][i]);
      if (hint == NULL)
        continue;

      some = pv_capture_filter_run (capture, hint, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (pv_packet_save_count (capture, some, NULL), ==, 10);
      text = pv_filter_hint_describe (hint);
      g_assert_nonnull (strstr (text, hint));
    }

  savefile_builder_clear (&builder);
}

/* Where no tag hides anything, there is nothing to say; nor when nobody waits any more. */
static void
test_no_hint (void)
{
  g_autofree TestPacket *packets = make_packets (FALSE);
  g_autoptr (PvCapture) capture = test_packets_load (packets, 100);
  g_autoptr (PvPacketSet) set = pv_capture_filter_run (capture, "tcp", NULL, NULL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_assert_null (pv_filter_hint_find (set, "tcp", NULL, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_null (pv_filter_hint_find (set, "tcp", NULL, cancellable));
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/filter/expressions/sorted", GINT_TO_POINTER (FALSE), test_expressions);
  g_test_add_data_func ("/filter/expressions/shuffled", GINT_TO_POINTER (TRUE), test_expressions);
  g_test_add_func ("/filter/check", test_check);
  g_test_add_func ("/filter/no-names", test_no_names);
  g_test_add_func ("/filter/mixed-link-types", test_mixed_link_types);
  g_test_add_func ("/filter/changed", test_changed);
  g_test_add_func ("/filter/grown", test_grown);
  g_test_add_func ("/filter/rewritten", test_rewritten);
  g_test_add_func ("/filter/rewritten-behind", test_rewritten_behind);
  test_add_async_func ("/filter/async", test_async);
  g_test_add_func ("/filter/report", test_report);
  g_test_add_data_func ("/save/sorted", GINT_TO_POINTER (FALSE), test_save);
  g_test_add_data_func ("/save/shuffled", GINT_TO_POINTER (TRUE), test_save);
  g_test_add_data_func ("/save/blocks", GINT_TO_POINTER (FALSE), test_save_blocks);
  g_test_add_data_func ("/save/blocks-swapped", GINT_TO_POINTER (TRUE), test_save_blocks);
  g_test_add_func ("/save/all", test_save_all);
  g_test_add_func ("/save/failed", test_save_failed);

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *path = g_strdup_printf ("/filter/hint/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_hint);
    }
  g_test_add_func ("/filter/no-hint", test_no_hint);

  status = g_test_run ();
  test_files_clear ();

  return status;
}
