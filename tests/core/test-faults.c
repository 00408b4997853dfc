/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-faults.c: no memory, failing disks, files that change under us: an error, and all as it was. */
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "capture-maker.h"
#include "effort.h"
#include "faults.h"
#include "packet-builder.h"
#include "pv-address-names.h"
#include "pv-capture-builder.h"
#include "pv-error.h"
#include "pv-label-details.h"
#include "pv-loader.h"
#include "pv-packet-save.h"
#include "pv-packet-set.h"
#include "pv-query.h"
#include "pv-rank-order.h"
#include "pv-series.h"
#include "savefile-builder.h"

#define T0 (G_GINT64_CONSTANT (1500000000) * PV_NS_PER_SECOND)

/* @n packets of many addresses and names; where not @sorted, each hundredth is earlier than those before. */
static GFile *
make_file (guint    n,
           gboolean sorted)
{
  g_autofree TestPacket *packets = g_new0 (TestPacket, n);
  g_autoptr (GStringChunk) names = g_string_chunk_new (4096);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("host-%u.some.example", i / 8);

      packets[i].time_ns = T0 + i * PV_NS_PER_MS - (!sorted && i % 100 == 99 ? PV_NS_PER_SECOND : 0);
      packets[i].source = 1 + i % 1500;
      packets[i].destination = (i % 3 == 0 ? 0x80000000 : 0) + 1 + i % 2003;
      if (i % 3 == 0)
        packets[i].source |= 0x80000000;
      packets[i].ip_bytes = (guint16) (100 + i % 1000);
      if (i % 4 == 0)
        packets[i].lookup = g_string_chunk_insert (names, name);
    }

  return test_packets_write (packets, n);
}

static PvCapture *
load (GFile         *file,
      guint          n_workers,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr (PvLoader) loader = pv_loader_new (file);

  pv_loader_set_n_workers (loader, n_workers);

  return pv_loader_load (loader, cancellable, error);
}

typedef gboolean (*Work) (gpointer   data,
                          GError   **error);

#define STEP EFFORT (1, 32)

/* Lets each allocation of @work fail in turn: once, or with all after it. */
static void
try_without_memory (Work     work,
                    gpointer data,
                    gboolean all)
{
  guint n_failed = 0;
  guint n;

  if (!faults_can_fail_memory ())
    {
      g_test_skip ("allocations cannot be made to fail here");
      return;
    }

  for (guint i = 0;; i += STEP)
    {
      g_autoptr (GError) error = NULL;
      gboolean done;

      faults_fail_memory (i, all);
      done = work (data, &error);
      n = faults_end_memory (NULL);

      if (done)
        g_assert_no_error (error);
      else
        {
          g_assert_error (error, PV_ERROR, PV_ERROR_NO_MEMORY);
          n_failed++;
        }
      if (n <= i)
        {
          g_assert_true (done);
          break;
        }
    }

  g_test_message ("%u allocations, %u errors", n, n_failed);
  /* What makes an array smaller or sorting faster may fail unnoticed. */
  g_assert_cmpuint (n_failed, >, 0);
  g_assert_cmpuint (n_failed * 2 * STEP, >=, n);
}

typedef struct
{
  GFile *file;
  guint n_workers;
} LoadData;

static gboolean
work_load (gpointer   data,
           GError   **error)
{
  LoadData *self = data;
  g_autoptr (PvCapture) capture = load (self->file, self->n_workers, NULL, error);

  return capture != NULL;
}

static void
test_memory_load (void)
{
  g_autoptr (GFile) file = make_file (66000, TRUE);
  LoadData data = { file, 1 };

  try_without_memory (work_load, &data, FALSE);
}

static void
test_memory_sort (void)
{
  g_autoptr (GFile) file = make_file (66000, FALSE);
  LoadData data = { file, 1 };

  try_without_memory (work_load, &data, TRUE);
}

/* As many interfaces and link-layer types as make their tables large. */
static void
test_memory_kinds (void)
{
  SavefileBuilder builder;
  g_autoptr (GFile) file = NULL;
  LoadData data;

  savefile_builder_init (&builder, FALSE);
  savefile_add_section (&builder);
  for (guint i = 0; i < 3000; i++)
    savefile_add_interface (&builder, (guint16) (1000 + i), 0, -1, 0);
  for (guint i = 0; i < 3000; i++)
    savefile_add_enhanced (&builder, i, 1500000000, "", 1, 1);
  file = savefile_builder_write (&builder);
  savefile_builder_clear (&builder);

  data = (LoadData){ file, 1 };
  try_without_memory (work_load, &data, FALSE);
  try_without_memory (work_load, &data, TRUE);
}

/* What sorting leaves that ran out of memory midway is no capture, for those who look how far it is. */
static void
test_memory_peek (void)
{
  const guint n = 65536 + 1000;
  const guint8 data[] = { 0x45 };
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere");
  g_autofree PvRecord *records = g_new0 (PvRecord, n);
  guint n_failed = 0;

  if (!faults_can_fail_memory ())
    {
      g_test_skip ("allocations cannot be made to fail here");
      return;
    }

  /* the latest first, so that the second segment goes before the first is whole */
  for (guint i = 0; i < n; i++)
    {
      records[i].time_ns = T0 - i;
      records[i].data = data;
      records[i].captured_length = records[i].original_length = 1;
      records[i].link_type = 101;
    }

  for (guint i = 0;; i++)
    {
      g_autoptr (PvInputFiles) files = pv_input_files_new (&file, 1);
      g_autoptr (PvCaptureBuilder) builder = pv_capture_builder_new (files, NULL);
      g_autoptr (PvWorker) worker = pv_worker_new (builder);
      g_autoptr (PvCapture) capture = NULL;
      g_autoptr (PvCapture) part = NULL;
      g_autoptr (GError) error = NULL;
      guint64 first;

      g_assert_true (pv_capture_builder_reserve (builder, n, &first, NULL));
      g_assert_true (pv_worker_add (worker, records, n, first, NULL));
      faults_fail_memory (i, TRUE);
      capture = pv_capture_builder_settle (builder, files, TRUE, &error);
      faults_end_memory (NULL);
      part = pv_capture_builder_peek (builder);
      if (capture != NULL)
        break;

      g_assert_error (error, PV_ERROR, PV_ERROR_NO_MEMORY);
      g_assert_null (part);
      n_failed++;
    }
  g_assert_cmpuint (n_failed, >, 3);
}

/* Which allocation fails depends on what the threads do, but it is an error whichever. */
static void
test_memory_threads (void)
{
  g_autoptr (GFile) file = make_file (66000, TRUE);

  if (!faults_can_fail_memory ())
    {
      g_test_skip ("allocations cannot be made to fail here");
      return;
    }

  for (guint i = 0; i < EFFORT (60, 20); i++)
    {
      LoadData data = { file, 4 };
      g_autoptr (GError) error = NULL;

      faults_fail_memory (i, i % 2 == 0);
      g_assert_false (work_load (&data, &error));
      faults_end_memory (NULL);
      g_assert_error (error, PV_ERROR, PV_ERROR_NO_MEMORY);
    }
}

static gboolean
work_ask (gpointer   data,
          GError   **error)
{
  g_autoptr (PvCapture) capture = g_object_ref (data);
  PvQuery query = { .dimension = PV_DIMENSION_SOURCE, .has_span = TRUE, .span = { T0, T0 + 60 * PV_NS_PER_SECOND } };
  PvQuery lookups = { .dimension = PV_DIMENSION_LOOKUP, .with_clients = TRUE };
  guint32 ids[] = { 0, 1 };
  g_autoptr (PvRanking) ranking = NULL;
  g_autoptr (PvRanking) names = NULL;
  g_autoptr (PvRankOrder) order = NULL;
  g_autoptr (PvSeries) series = NULL;
  g_autoptr (PvLabelDetails) details = NULL;
  g_autoptr (PvPacketSet) set = NULL;

  set = pv_packet_set_new_for_labels (capture, PV_DIMENSION_ADDRESS, ids, G_N_ELEMENTS (ids), error);
  if (set == NULL)
    return FALSE;

  ranking = pv_query_run (capture, &query, NULL, error);
  if (ranking == NULL)
    return FALSE;

  names = pv_query_run (capture, &lookups, NULL, error);
  if (names == NULL)
    return FALSE;

  order = pv_rank_order_new (capture, names, (PvRankSort){ PV_RANK_KEY_LABEL, FALSE }, "7.some", NULL, NULL, error);
  if (order == NULL)
    return FALSE;

  series = pv_series_new (capture, NULL, pv_binning (PV_NS_PER_MS, PV_ZONE_LOCAL), PV_MEASURE_IP_BYTES, NULL, error);
  if (series == NULL)
    return FALSE;

  details = pv_label_details_new (capture, &query, 0, NULL, error);

  return details != NULL;
}

static void
test_memory_ask (void)
{
  g_autoptr (GFile) file = make_file (66000, TRUE);
  g_autoptr (PvCapture) capture = load (file, 1, NULL, NULL);

  try_without_memory (work_ask, capture, FALSE);
}

/* Answers that give many names to one address. */
static GFile *
make_answers (guint n)
{
  SavefileBuilder builder;
  GFile *file;

  savefile_builder_init (&builder, FALSE);
  savefile_add_pcap_header (&builder, 0xa1b2c3d4, 65535, 101);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *hex = g_strdup_printf ("1234 8180 0001 0001 0000 0000 08 %08x %08x 00 0001 0001"
                                              "c00c 0001 0001 00000000 0004 0a000001", i, i);
      GByteArray *packet = packet_append (packet_new (), hex);

      packet = packet_ipv4 (packet_udp (packet, 53, 40000), 17, "10.0.0.53", "10.0.0.1");
      savefile_add_pcap_record (&builder, (guint32) (T0 / PV_NS_PER_SECOND), 0, packet->data, packet->len, packet->len, 0);
      g_byte_array_unref (packet);
    }
  file = savefile_builder_write (&builder);
  savefile_builder_clear (&builder);

  return file;
}

static gboolean
work_names (gpointer   data,
            GError   **error)
{
  g_autoptr (PvAddressNames) names = pv_address_names_new (data, NULL, NULL, error);

  return names != NULL;
}

static void
test_memory_names (void)
{
  g_autoptr (GFile) file = make_answers (5000);
  g_autoptr (PvCapture) capture = load (file, 1, NULL, NULL);

  try_without_memory (work_names, capture, FALSE);
  try_without_memory (work_names, capture, TRUE);
}

/* What a read hook does, and when: on several threads at a time. */
static gint64 n_left; /* atomic: bytes or reads until it happens */
static char *path_hit;
static guint n_hits; /* atomic */

static gssize
read_fail (int    fd,
           void  *buffer,
           gsize  size,
           gint64 offset)
{
  gint64 left = __atomic_load_n (&n_left, __ATOMIC_RELAXED);
  gssize n;

  if (left <= 0)
    {
      __atomic_fetch_add (&n_hits, 1, __ATOMIC_RELAXED);
      errno = EIO;
      return -1;
    }

  n = faults_read (fd, buffer, MIN (size, (gsize) left), offset);
  __atomic_fetch_sub (&n_left, MAX (n, 0), __ATOMIC_RELAXED);

  return n;
}

/* A disk that fails after so many bytes. */
static void
test_disk_fails (void)
{
  g_autoptr (GFile) file = make_file (20000, TRUE);
  gint64 size;
  g_autofree char *contents = NULL;
  gsize length;

  g_file_load_contents (file, NULL, &contents, &length, NULL, NULL);
  size = (gint64) length;

  for (gint64 at = 0; at < size; at += 1 + size / 23)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = g_file_get_parse_name (file);

      n_left = at;
      n_hits = 0;
      faults_set_read_hook (read_fail);
      g_assert_null (load (file, 3, NULL, &error));
      faults_set_read_hook (NULL);

      g_assert_cmpuint (n_hits, >, 0);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
      g_assert_nonnull (strstr (error->message, path));
      g_assert_nonnull (strstr (error->message, g_strerror (EIO)));
    }
}

/* Interrupted every other time, and given little at others. */
static gssize
read_little (int    fd,
             void  *buffer,
             gsize  size,
             gint64 offset)
{
  guint n = __atomic_fetch_add (&n_hits, 1, __ATOMIC_RELAXED);

  if (n % 2 == 0)
    {
      errno = EINTR;
      return -1;
    }

  return faults_read (fd, buffer, MIN (size, 1 + (n * 7919) % 5003), offset);
}

static void
test_short_reads (void)
{
  g_autoptr (GFile) file = make_file (20000, TRUE);
  g_autoptr (PvCapture) expected = load (file, 1, NULL, NULL);
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (GError) error = NULL;

  n_hits = 0;
  faults_set_read_hook (read_little);
  capture = load (file, 1, NULL, &error);
  faults_set_read_hook (NULL);

  g_assert_no_error (error);
  g_assert_cmpuint (n_hits, >, 100);
  g_assert_cmpuint (pv_capture_get_n_packets (capture), ==, pv_capture_get_n_packets (expected));
  g_assert_cmpuint (pv_capture_get_ip_bytes (capture), ==, pv_capture_get_ip_bytes (expected));
  g_assert_cmpuint (pv_capture_get_n_events (capture, PV_EVENT_LOOKUP), ==,
                    pv_capture_get_n_events (expected, PV_EVENT_LOOKUP));
  g_assert_false (pv_capture_get_truncated (capture));
}

typedef void (*Change) (const char *path);

static Change change;

/* At the second read of a file that takes several, @change happens to it. */
static gssize
read_changed (int    fd,
              void  *buffer,
              gsize  size,
              gint64 offset)
{
  if (__atomic_fetch_add (&n_hits, 1, __ATOMIC_RELAXED) == 1)
    change (path_hit);

  return faults_read (fd, buffer, MIN (size, 64 * 1024), offset);
}

static PvCapture *
load_changed (GFile  *file,
              Change  how)
{
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (GError) error = NULL;

  change = how;
  n_hits = 0;
  path_hit = g_file_get_path (file);
  faults_set_read_hook (read_changed);
  capture = load (file, 2, NULL, &error);
  faults_set_read_hook (NULL);
  g_clear_pointer (&path_hit, g_free);

  g_assert_no_error (error);
  g_assert_cmpuint (n_hits, >, 3);

  return g_steal_pointer (&capture);
}

static void
shrink (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (truncate (path, info.st_size / 2 + 3), ==, 0);
}

/* Twice as many packets: in pcapng, one file after the other is a file. */
static void
grow (const char *path)
{
  g_autofree char *contents = NULL;
  gsize length;
  FILE *stream = g_fopen (path, "ab");

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_cmpuint (fwrite (contents, 1, length, stream), ==, length);
  g_assert_cmpint (fclose (stream), ==, 0);
}

static void
delete (const char *path)
{
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_file_shrinks (void)
{
  g_autoptr (GFile) file = make_file (20000, TRUE);
  g_autoptr (PvCapture) capture = load_changed (file, shrink);

  g_assert_true (pv_capture_get_truncated (capture));
  g_assert_cmpuint (pv_capture_get_n_packets (capture), >, 5000);
  g_assert_cmpuint (pv_capture_get_n_packets (capture), <, 15000);
}

static void
test_file_grows (void)
{
  g_autoptr (GFile) file = make_file (20000, TRUE);
  g_autoptr (PvCapture) capture = load_changed (file, grow);

  g_assert_false (pv_capture_get_truncated (capture));
  g_assert_cmpuint (pv_capture_get_n_packets (capture), ==, 40000);
}

static void
test_file_is_deleted (void)
{
  g_autoptr (GFile) file = make_file (20000, TRUE);
  g_autoptr (PvCapture) capture = load_changed (file, delete);

  g_assert_false (pv_capture_get_truncated (capture));
  g_assert_cmpuint (pv_capture_get_n_packets (capture), ==, 20000);
}

static guint
count_entries (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

/* Packets are saved whole or not at all, wherever the disk becomes full. */
static void
test_disk_is_full (void)
{
  g_autoptr (GFile) file = make_file (5000, TRUE);
  g_autoptr (PvCapture) capture = load (file, 1, NULL, NULL);
  g_autofree char *folder = g_dir_make_tmp ("pcapviz-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "saved.pcapng", NULL);
  g_autoptr (GFile) saved = g_file_new_for_path (path);
  GStatBuf info;
  g_autoptr (GError) error = NULL;

  g_assert_true (pv_packet_save (capture, NULL, NULL, saved, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &info), ==, 0);

  g_assert_true (g_file_set_contents (path, "the old one", -1, NULL));
  for (gint64 space = 0; space < info.st_size; space += 1 + info.st_size / 11)
    {
      g_autofree char *contents = NULL;

      faults_set_disk_space (space);
      g_assert_false (pv_packet_save (capture, NULL, NULL, saved, NULL, NULL, &error));
      faults_set_disk_space (-1);

      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
      g_clear_error (&error);
      g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
      g_assert_cmpstr (contents, ==, "the old one");
      g_assert_cmpuint (count_entries (folder), ==, 1);
    }

  g_unlink (path);
  g_rmdir (folder);
}

static gpointer
cancel_soon (gpointer data)
{
  GCancellable *cancellable = data;

  for (gint64 until = g_get_monotonic_time () + g_random_int_range (0, 1500); g_get_monotonic_time () < until;)
    ;
  g_cancellable_cancel (cancellable);

  return NULL;
}

/* Many times at random, loading and saving. */
static void
test_cancel (void)
{
  g_autoptr (GFile) file = make_file (2000, FALSE);
  g_autoptr (PvCapture) whole = load (file, 1, NULL, NULL);
  g_autofree char *folder = g_dir_make_tmp ("pcapviz-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "saved.pcapng", NULL);
  g_autoptr (GFile) saved = g_file_new_for_path (path);
  const guint n = EFFORT (1000, 200);
  guint n_cancelled = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (PvCapture) capture = NULL;
      g_autoptr (GError) error = NULL;
      GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
      gboolean done;

      if (i % 4 == 3)
        done = pv_packet_save (whole, NULL, NULL, saved, NULL, cancellable, &error);
      else
        done = (capture = load (file, 2, cancellable, &error)) != NULL;
      g_thread_join (thread);

      if (!done)
        {
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
          n_cancelled++;
        }
      g_unlink (path);
      g_assert_cmpuint (count_entries (folder), ==, 0);
    }

  g_test_message ("cancelled %u times of %u", n_cancelled, n);
  g_assert_cmpuint (n_cancelled, >, 0);
  g_rmdir (folder);
}

/* Fifty files one after the other leave nothing open. */
static void
test_many_files (void)
{
  guint n_open = 0;

  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (GFile) file = make_file (10 + i, TRUE);
      g_autoptr (PvCapture) capture = load (file, 4, NULL, NULL);

      g_assert_cmpuint (pv_capture_get_n_packets (capture), ==, 10 + i);
      if (i == 0)
        n_open = count_entries ("/proc/self/fd");
    }

  g_assert_cmpuint (count_entries ("/proc/self/fd"), ==, n_open);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/faults/memory/load", test_memory_load);
  g_test_add_func ("/faults/memory/sort", test_memory_sort);
  g_test_add_func ("/faults/memory/kinds", test_memory_kinds);
  g_test_add_func ("/faults/memory/peek", test_memory_peek);
  g_test_add_func ("/faults/memory/threads", test_memory_threads);
  g_test_add_func ("/faults/memory/ask", test_memory_ask);
  g_test_add_func ("/faults/memory/names", test_memory_names);
  g_test_add_func ("/faults/disk/fails", test_disk_fails);
  g_test_add_func ("/faults/disk/short-reads", test_short_reads);
  g_test_add_func ("/faults/disk/full", test_disk_is_full);
  g_test_add_func ("/faults/file/shrinks", test_file_shrinks);
  g_test_add_func ("/faults/file/grows", test_file_grows);
  g_test_add_func ("/faults/file/deleted", test_file_is_deleted);
  g_test_add_func ("/faults/cancel", test_cancel);
  g_test_add_func ("/faults/many-files", test_many_files);

  status = g_test_run ();
  test_files_clear ();

  return status;
}
