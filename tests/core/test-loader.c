/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-loader.c: loading as the application does it: progress, cancelling, errors, order. */
#include <json-glib/json-glib.h>
#include <string.h>
#include <unistd.h>

#include "async-tests.h"
#include "capture-maker.h"
#include "effort.h"
#include "pv-error.h"
#include "pv-loader.h"
#include "pv-query.h"
#include "pv-report.h"
#include "pv-series.h"
#include "savefile-builder.h"

#define T0 (G_GINT64_CONSTANT (1500000000) * PV_NS_PER_SECOND)

static TestPacket *
make_packets (guint n)
{
  TestPacket *packets = g_new0 (TestPacket, n);

  for (guint i = 0; i < n; i++)
    {
      packets[i].time_ns = T0 + i * PV_NS_PER_MS;
      packets[i].source = 1 + i % 1000;
      packets[i].destination = 1 + i % 77;
      packets[i].ip_bytes = (guint16) (100 + i % 1000);
      packets[i].lookup = i % 50 == 0 ? "www.example" : NULL;
    }

  return packets;
}

typedef struct
{
  GAsyncResult *result;
  GCancellable *cancel_at_progress;
  guint n_progress;
  guint64 n_packets;
} Waiter;

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  ((Waiter *) user_data)->result = g_object_ref (result);
}

static void
on_progress (PvLoader  *loader,
             PvCapture *part,
             Waiter    *waiter)
{
  waiter->n_progress++;

  if (part != NULL)
    {
      PvQuery query = { .dimension = PV_DIMENSION_SOURCE };
      g_autoptr (PvRanking) ranking = pv_query_run (part, &query, NULL, NULL);
      g_autoptr (PvSeries) series = pv_series_new (part, NULL, pv_binning (PV_NS_PER_SECOND, PV_ZONE_LOCAL), PV_MEASURE_PACKETS, NULL, NULL);
      guint64 n_binned = 0;
      gint64 time_ns = G_MININT64;
      PvBin bin;

      /* A part is a capture like any other, of the first packets. */
      g_assert_cmpuint (pv_capture_get_n_packets (part), >, waiter->n_packets);
      waiter->n_packets = pv_capture_get_n_packets (part);
      g_assert_false (pv_capture_get_final (part));
      g_assert_cmpuint (ranking->packets, ==, pv_capture_get_n_ip_packets (part));
      for (; pv_series_get_next (series, time_ns, &bin); time_ns = bin.end_ns)
        n_binned += bin.packets;
      g_assert_cmpuint (n_binned, ==, waiter->n_packets);
    }

  if (waiter->cancel_at_progress != NULL)
    g_cancellable_cancel (waiter->cancel_at_progress);
}

static PvCapture *
load (GFile         *file,
      GCancellable  *cancellable,
      Waiter        *waiter,
      GError       **error)
{
  g_autoptr (PvLoader) loader = pv_loader_new (file);
  PvCapture *capture;

  g_signal_connect (loader, "progress", G_CALLBACK (on_progress), waiter);
  pv_loader_load_async (loader, cancellable, on_loaded, waiter);
  while (waiter->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  capture = pv_loader_load_finish (loader, waiter->result, error);
  g_clear_object (&waiter->result);

  return capture;
}

static void
test_async (void)
{
  guint n = 200000;
  g_autofree TestPacket *packets = make_packets (n);
  g_autoptr (GFile) file = test_packets_write (packets, n);
  g_autoptr (GError) error = NULL;
  Waiter waiter = { 0 };
  g_autoptr (PvCapture) capture = load (file, NULL, &waiter, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (pv_capture_get_n_packets (capture), ==, n);
  g_assert_cmpuint (pv_capture_get_n_ip_packets (capture), ==, n);
  g_assert_cmpuint (pv_capture_get_n_events (capture, PV_EVENT_LOOKUP), ==, n / 50);
  g_assert_true (pv_capture_get_settled (capture));
  g_assert_false (pv_capture_get_truncated (capture));
  g_assert_cmpint (pv_capture_get_first_time (capture), ==, T0);
  g_assert_cmpint (pv_capture_get_last_time (capture), ==, T0 + (n - 1) * PV_NS_PER_MS);
}

/* What the report says of the file where so many threads read it. */
static char *
report_by_workers (GFile *file,
                   guint  n_workers)
{
  g_autoptr (PvLoader) loader = pv_loader_new (file);
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (GError) error = NULL;

  pv_loader_set_n_workers (loader, n_workers);
  capture = pv_loader_load (loader, NULL, &error);
  g_assert_no_error (error);

  return pv_report_to_json (capture, pv_binning (PV_NS_PER_SECOND, PV_ZONE_LOCAL), NULL, NULL, NULL, NULL);
}

/* The same file on one thread and on many is the same capture. */
static void
test_workers (void)
{
  guint n = EFFORT (150000, 80000);
  g_autofree TestPacket *packets = make_packets (n);
  g_autoptr (GFile) file = test_packets_write (packets, n);
  g_autofree char *expected = report_by_workers (file, 1);

  for (guint workers = 2; workers <= 8; workers *= 2)
    {
      g_autofree char *report = report_by_workers (file, workers);

      g_assert_cmpstr (report, ==, expected);
    }
}

/* A file of @n packets of all sizes, now and then one of up to @max_length; cut short to @length bytes. */
static GFile *
make_sized_file (guint   n,
                 guint32 max_length,
                 gsize   length)
{
  g_autofree guint8 *data = g_malloc0 (max_length + 20);
  SavefileBuilder builder;
  GFile *file;

  savefile_builder_init (&builder, FALSE);
  savefile_add_pcap_header (&builder, 0xa1b2c3d4, max_length + 20, 101);
  data[0] = 0x45;
  for (guint i = 0; i < n; i++)
    {
      guint32 size = 20 + i * 7919u % (i % 97 == 96 ? max_length : 1400u);

      data[2] = (guint8) (MIN (size, 65535u) >> 8);
      data[3] = (guint8) MIN (size, 65535u);
      data[15] = (guint8) (i % 251);
      data[19] = (guint8) (i % 241);
      savefile_add_pcap_record (&builder, i, 0, data, size, size, 0);
    }
  file = test_file_write (builder.bytes->data, MIN (length, builder.bytes->len));
  savefile_builder_clear (&builder);

  return file;
}

/* Threads read pieces before it is their turn: of whatever size packets are, and wherever the file ends. */
static void
test_pieces (void)
{
  const guint32 sizes[] = { 1400, 60000, 300000, 900000 };
  const gsize lengths[] = { G_MAXSIZE, 1 << 20, (1 << 20) + (1 << 18), (1 << 20) + (1 << 18) + 1, 3 << 20, 3333333 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint l = 0; l < G_N_ELEMENTS (lengths); l++)
      {
        g_autoptr (GFile) file = make_sized_file (6000, sizes[i], lengths[l]);
        g_autofree char *expected = report_by_workers (file, 1);

        for (guint workers = 2; workers <= 4; workers++)
          {
            g_autofree char *report = report_by_workers (file, workers);

            g_assert_cmpstr (report, ==, expected);
          }
      }
}

typedef struct
{
  int fd;
  GFile *file;
} Feeder;

/* Feeds a capture through a pipe, in two parts with a pause between. */
static gpointer
feed (gpointer user_data)
{
  Feeder *feeder = user_data;
  g_autofree char *contents = NULL;
  gsize length;
  gsize written = 0;

  g_file_load_contents (feeder->file, NULL, &contents, &length, NULL, NULL);
  while (written < length)
    {
      gsize part = written < length / 2 ? length / 2 - written : length - written;
      gssize n = write (feeder->fd, contents + written, part);

      if (n < 0)
        break;
      written += (gsize) n;
      if (written == length / 2)
        g_usleep (300000);
    }
  close (feeder->fd);

  return NULL;
}

/* A slow pipe shows what has come so far. */
static void
test_pipe (void)
{
  guint n = 20000;
  g_autofree TestPacket *packets = make_packets (n);
  g_autoptr (GFile) file = test_packets_write (packets, n);
  g_autoptr (GFile) pipe_file = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PvCapture) capture = NULL;
  Waiter waiter = { 0 };
  Feeder feeder = { .file = file };
  int fds[2];
  GThread *thread;

  g_assert_cmpint (pipe (fds), ==, 0);
  feeder.fd = fds[1];
  path = g_strdup_printf ("/dev/fd/%d", fds[0]);
  pipe_file = g_file_new_for_path (path);
  thread = g_thread_new ("feeder", feed, &feeder);

  capture = load (pipe_file, NULL, &waiter, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pv_capture_get_n_packets (capture), ==, n);
  g_assert_cmpuint (waiter.n_packets, >, 0);
  g_assert_cmpuint (waiter.n_packets, <=, n);

  g_thread_join (thread);
  close (fds[0]);
}

/* Cancelled while a pipe is silent, at whatever moment, it ends with the right error. */
static void
test_cancel (void)
{
  g_autofree TestPacket *packets = make_packets (1000);
  g_autoptr (GFile) file = test_packets_write (packets, 1000);
  g_autofree char *contents = NULL;
  gsize length;

  g_file_load_contents (file, NULL, &contents, &length, NULL, NULL);

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GFile) pipe_file = NULL;
      g_autofree char *path = NULL;
      g_autoptr (GError) error = NULL;
      Waiter waiter = { .cancel_at_progress = cancellable };
      int fds[2];

      g_assert_cmpint (pipe (fds), ==, 0);
      g_assert_cmpint (write (fds[1], contents, length * i / 20), ==, length * i / 20);
      path = g_strdup_printf ("/dev/fd/%d", fds[0]);
      pipe_file = g_file_new_for_path (path);

      g_assert_null (load (pipe_file, cancellable, &waiter, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      close (fds[0]);
      close (fds[1]);
    }
}

/* Cancelled at any moment of a busy load, nothing leaks and nothing hangs. */
static void
test_cancel_busy (void)
{
  guint n = 100000;
  g_autofree TestPacket *packets = make_packets (n);
  g_autoptr (GFile) file = test_packets_write (packets, n);

  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (PvLoader) loader = pv_loader_new (file);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (PvCapture) capture = NULL;
      g_autoptr (GError) error = NULL;
      Waiter waiter = { 0 };

      pv_loader_load_async (loader, cancellable, on_loaded, &waiter);
      g_usleep (i * 200);
      g_cancellable_cancel (cancellable);
      while (waiter.result == NULL)
        g_main_context_iteration (NULL, TRUE);
      capture = pv_loader_load_finish (loader, waiter.result, &error);
      g_assert_null (capture);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_object (&waiter.result);
    }
}

static void
test_errors (void)
{
  g_autoptr (GFile) text = test_file_write ("this is no capture, whatever its name may say", 45);
  g_autoptr (GFile) missing = g_file_new_for_path ("/nowhere/at/all.pcap");
  g_autoptr (GFile) reversed = g_file_new_for_path ("/nowhere/at/\u202ell\u202c.pcap");
  g_autofree char *name = g_file_get_basename (text);
  g_autoptr (GError) error = NULL;
  Waiter waiter = { 0 };

  g_assert_null (load (text, NULL, &waiter, &error));
  g_assert_error (error, PV_ERROR, PV_ERROR_NOT_A_CAPTURE);
  g_assert_nonnull (strstr (error->message, name));
  g_clear_error (&error);
  g_assert_null (load (missing, NULL, &waiter, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "/nowhere/at/all.pcap"));
  g_clear_error (&error);
  g_assert_null (load (reversed, NULL, &waiter, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_null (strstr (error->message, "\u202e"));
}

static void
test_truncated (void)
{
  g_autofree TestPacket *packets = make_packets (100);
  g_autoptr (GFile) whole = test_packets_write (packets, 100);
  g_autoptr (GFile) cut = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (PvCapture) capture = NULL;
  Waiter waiter = { 0 };
  gsize length;

  g_file_load_contents (whole, NULL, &contents, &length, NULL, NULL);
  cut = test_file_write (contents, length - 10);
  capture = load (cut, NULL, &waiter, NULL);
  g_assert_cmpuint (pv_capture_get_n_packets (capture), ==, 99);
  g_assert_true (pv_capture_get_truncated (capture));
}

/* One record of many has an absurd time: it counts, but the view fits the bulk. */
static void
test_bulk_span (void)
{
  guint n = 5000;
  g_autofree TestPacket *packets = make_packets (n);
  g_autoptr (PvCapture) capture = NULL;
  PvSpan bulk;

  packets[100].time_ns = 0;
  packets[200].time_ns = G_GINT64_CONSTANT (4294967295) * PV_NS_PER_SECOND;
  capture = test_packets_load (packets, n);
  bulk = pv_capture_get_bulk_span (capture);
  g_assert_cmpint (pv_capture_get_first_time (capture), ==, 0);
  g_assert_cmpint (pv_capture_get_last_time (capture), ==, G_GINT64_CONSTANT (4294967295) * PV_NS_PER_SECOND);
  g_assert_cmpint (bulk.start_ns, ==, T0);
  g_assert_cmpint (bulk.end_ns, ==, T0 + (n - 1) * PV_NS_PER_MS + 1);
}

static PvCapture *
load_built (SavefileBuilder *builder)
{
  g_autoptr (GFile) file = savefile_builder_write (builder);
  g_autoptr (PvLoader) loader = pv_loader_new (file);
  g_autoptr (GError) error = NULL;
  PvCapture *capture = pv_loader_load (loader, NULL, &error);

  g_assert_no_error (error);
  savefile_builder_clear (builder);

  return capture;
}

/* Asserts that the warnings are those of @codes, each for so many packets. */
static void
expect_warnings (PvCapture         *capture,
                 guint              n_expected,
                 const char *const *codes,
                 const guint64     *packets)
{
  guint n;
  const PvWarning *warnings = pv_capture_get_warnings (capture, &n);

  g_assert_cmpuint (n, ==, n_expected);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpstr (warnings[i].code, ==, codes[i]);
      g_assert_cmpuint (warnings[i].packets, ==, packets[i]);
      g_assert_cmpint (strlen (warnings[i].reason), >, 10);
    }
}

#define EXPECT_WARNING(capture, code, packets) \
  expect_warnings (capture, 1, (const char *[]){ code }, (guint64[]){ packets })

/* What cannot be right about records is told, and changes nothing else. */
static void
test_warnings (void)
{
  static const guint8 data[100];
  SavefileBuilder builder;
  g_autoptr (PvCapture) odd = NULL;
  g_autoptr (PvCapture) nanoseconds = NULL;
  g_autoptr (PvCapture) resolution = NULL;
  g_autoptr (PvCapture) sane = NULL;

  savefile_builder_init (&builder, FALSE);
  savefile_add_pcap_header (&builder, 0xa1b2c3d4, 65535, 1);
  savefile_add_pcap_record (&builder, 1500000000, 0, data, 60, 60, 0);
  savefile_add_pcap_record (&builder, 1500000000, 1000000, data, 60, 60, 0);
  savefile_add_pcap_record (&builder, 1500000001, G_MAXUINT32, data, 60, 1000, 0);
  savefile_add_pcap_record (&builder, 1500000001, 0, data, 60, 262144, 0);
  savefile_add_pcap_record (&builder, 1500000001, 0, data, 60, 262145, 0);
  savefile_add_pcap_record (&builder, 1500000001, 0, data, 60, G_MAXUINT32, 0);
  savefile_add_pcap_record (&builder, 1500000001, 0, data, 60, 59, 0);
  savefile_add_pcap_record (&builder, 0, 0, data, 60, 60, 0);
  savefile_add_pcap_record (&builder, 315532799, 999999, data, 60, 60, 0);
  savefile_add_pcap_record (&builder, 315532800, 0, data, 60, 60, 0);
  savefile_add_pcap_record (&builder, 4102444799, 999999, data, 60, 60, 0);
  savefile_add_pcap_record (&builder, 4102444800, 0, data, 60, 60, 0);
  odd = load_built (&builder);
  g_assert_cmpuint (pv_capture_get_n_packets (odd), ==, 12);
  expect_warnings (odd, 4,
                   (const char *[]){ "fraction-of-second", "impossible-time", "impossible-length",
                                     "captured-beyond-length" },
                   (guint64[]){ 2, 3, 2, 1 });
  g_assert_cmpuint (pv_capture_get_claimed_bytes (odd), ==, G_MAXUINT32 + G_GUINT64_CONSTANT (262145) - 120);
  g_assert_cmpuint (pv_capture_get_wire_bytes (odd), ==,
                    G_MAXUINT32 + G_GUINT64_CONSTANT (262145) + 262144 + 1000 + 59 + 7 * 60);

  savefile_builder_init (&builder, TRUE);
  savefile_add_pcap_header (&builder, 0xa1b2c3d4, 65535, 1);
  for (guint i = 0; i < 10; i++)
    savefile_add_pcap_record (&builder, 1500000000, i * 100000000, data, 60, 60, 0);
  nanoseconds = load_built (&builder);
  EXPECT_WARNING (nanoseconds, "fraction-of-second", 9);

  savefile_builder_init (&builder, FALSE);
  savefile_add_section (&builder);
  savefile_add_interface (&builder, 1, 65535, 9, 0);
  savefile_add_enhanced (&builder, 0, G_GUINT64_CONSTANT (1500000000000000), data, 60, 60); /* microseconds */
  resolution = load_built (&builder);
  EXPECT_WARNING (resolution, "impossible-time", 1);

  savefile_builder_init (&builder, FALSE);
  savefile_add_pcap_header (&builder, 0xa1b2c3d4, 65535, 1);
  savefile_add_pcap_record (&builder, 1500000000, 999999, data, 60, 60, 0);
  savefile_add_pcap_record (&builder, 1500000000, 999999, data, 60, 65535, 0);
  sane = load_built (&builder);
  expect_warnings (sane, 0, NULL, NULL);
}

/* Packets without a time, before the first that has one, get its time: also where they are so many that the first
 * of them were handed on before it was read. */
static void
test_no_time (gconstpointer user_data)
{
  guint n = GPOINTER_TO_UINT (user_data);
  static const guint8 data[600];
  SavefileBuilder builder;
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (PvCapture) timeless = NULL;
  g_autoptr (PvSeries) series = NULL;
  PvBin bin;

  savefile_builder_init (&builder, FALSE);
  savefile_add_section (&builder);
  savefile_add_interface (&builder, 1, 65535, 9, 0);
  for (guint i = 0; i < n; i++)
    savefile_add_simple (&builder, data, sizeof data, sizeof data);
  savefile_add_enhanced (&builder, 0, T0 + PV_NS_PER_SECOND, data, 60, 60);
  savefile_add_simple (&builder, data, sizeof data, sizeof data);
  savefile_add_enhanced (&builder, 0, T0, data, 60, 60);
  savefile_add_simple (&builder, data, sizeof data, sizeof data);
  savefile_add_enhanced (&builder, 0, T0 + 2 * PV_NS_PER_SECOND, data, 60, 60);
  capture = load_built (&builder);

  g_assert_cmpuint (pv_capture_get_n_packets (capture), ==, n + 5);
  g_assert_cmpint (pv_capture_get_first_time (capture), ==, T0);
  g_assert_cmpint (pv_capture_get_last_time (capture), ==, T0 + 2 * PV_NS_PER_SECOND);
  EXPECT_WARNING (capture, "no-time", n + 2);
  series = pv_series_new (capture, NULL, pv_binning (PV_NS_PER_SECOND, PV_ZONE_LOCAL), PV_MEASURE_PACKETS, NULL, NULL);
  g_assert_true (pv_series_get_next (series, G_MININT64, &bin));
  g_assert_cmpint (bin.start_ns, ==, T0);
  g_assert_cmpuint (bin.packets, ==, 2);
  g_assert_true (pv_series_get_next (series, bin.end_ns, &bin));
  g_assert_cmpint (bin.start_ns, ==, T0 + PV_NS_PER_SECOND);
  g_assert_cmpuint (bin.packets, ==, n + 2);

  /* Where none has a time, there is nothing to know. */
  savefile_builder_init (&builder, FALSE);
  savefile_add_section (&builder);
  savefile_add_interface (&builder, 1, 65535, 9, 0);
  for (guint i = 0; i < n; i++)
    savefile_add_simple (&builder, data, sizeof data, sizeof data);
  timeless = load_built (&builder);
  g_assert_cmpuint (pv_capture_get_n_packets (timeless), ==, n);
  g_assert_cmpint (pv_capture_get_last_time (timeless), ==, 0);
  EXPECT_WARNING (timeless, "no-time", n);
}

static void
test_truncated_codes (void)
{
  static const guint8 data[100];
  static const char *const codes[] = { "ends-in-packet", "impossible-length", "ends-in-block", "damaged-block",
                                       "unknown-interface" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      SavefileBuilder builder;
      g_autoptr (PvCapture) capture = NULL;

      savefile_builder_init (&builder, FALSE);
      if (i < 2)
        {
          savefile_add_pcap_header (&builder, 0xa1b2c3d4, 65535, 1);
          savefile_add_pcap_record (&builder, 1500000000, 0, data, 60, 60, 0);
        }
      else
        {
          savefile_add_section (&builder);
          savefile_add_interface (&builder, 1, 65535, 9, 0);
          savefile_add_enhanced (&builder, 0, T0, data, 60, 60);
        }

      if (i == 0)
        savefile_add_bytes (&builder, data, 7);
      else if (i == 1)
        savefile_add_bytes (&builder, "\1\0\0\0\1\0\0\0\xff\xff\xff\x7f\xff\xff\xff\x7f", 16);
      else if (i == 2)
        savefile_add_bytes (&builder, "\4\0\0\0\x20\0\0\0\0\0\0\0", 12);
      else if (i == 3)
        savefile_add_bytes (&builder, "\1\0\0\0\4\0\0\0\0\0\0\0", 12);
      else
        savefile_add_enhanced (&builder, 1, T0, data, 60, 60);

      capture = load_built (&builder);
      g_assert_cmpuint (pv_capture_get_n_packets (capture), ==, 1);
      g_assert_true (pv_capture_get_truncated (capture));
      g_assert_cmpstr (pv_capture_get_truncated_code (capture), ==, codes[i]);
    }
}

static void
test_skipped (void)
{
  TestPacket packets[] = { { T0, 0, 0, 0 }, { T0, 0, 0, 0 }, { T0, 1, 2, 100 } };
  SavefileBuilder builder;
  g_autoptr (PvCapture) capture = test_packets_load (packets, 3);
  g_autoptr (GFile) file = NULL;
  g_autoptr (PvLoader) loader = NULL;
  g_autoptr (PvCapture) unknown = NULL;
  const PvSkipped *skipped;
  const guint16 *link_types;
  guint n;

  skipped = pv_capture_get_skipped (capture, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (skipped[0].packets, ==, 2);
  g_assert_cmpstr (skipped[0].code, ==, "damaged-link-header");

  savefile_builder_init (&builder, FALSE);
  savefile_add_pcap_header (&builder, 0xa1b2c3d4, 65535, 147);
  for (guint i = 0; i < 5; i++)
    savefile_add_pcap_record (&builder, i, 0, "abc", 3, 3, 0);
  file = savefile_builder_write (&builder);
  loader = pv_loader_new (file);
  unknown = pv_loader_load (loader, NULL, NULL);
  g_assert_cmpuint (pv_capture_get_n_packets (unknown), ==, 5);
  g_assert_cmpuint (pv_capture_get_n_ip_packets (unknown), ==, 0);
  skipped = pv_capture_get_skipped (unknown, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (skipped[0].packets, ==, 5);
  g_assert_nonnull (strstr (skipped[0].reason, "147"));
  g_assert_cmpstr (skipped[0].code, ==, "link-type");
  g_assert_cmpuint (skipped[0].link_type, ==, 147);
  link_types = pv_capture_get_link_types (unknown, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (link_types[0], ==, 147);

  savefile_builder_clear (&builder);
}

static gint64
get_int (JsonObject *object,
         const char *key)
{
  g_assert_true (json_object_has_member (object, key));

  return json_object_get_int_member (object, key);
}

static void
test_report (void)
{
  TestPacket packets[] = {
    { T0, 1, 2, 100, "b.example" },
    { T0 + PV_NS_PER_SECOND, 1, 2, 200, "A.example" },
    { T0 + 3 * PV_NS_PER_SECOND, 0x80000001, 0x80000002, 300, "a.EXAMPLE" },
    { T0 + 10 * PV_NS_PER_SECOND, 0, 0, 0 },
  };
  g_autoptr (PvCapture) capture = test_packets_load (packets, G_N_ELEMENTS (packets));
  g_autofree char *json = pv_report_to_json (capture, pv_binning (2 * PV_NS_PER_SECOND, PV_ZONE_LOCAL), NULL, NULL, NULL, NULL);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  JsonObject *report = json_node_get_object (root);
  JsonArray *list;

  g_assert_cmpstr (json_object_get_string_member (report, "format"), ==, "pcapng");
  g_assert_true (json_object_get_null_member (report, "compression"));
  g_assert_cmpint (get_int (report, "packets"), ==, 4);
  g_assert_cmpint (get_int (report, "wire_bytes"), ==, 601);
  g_assert_cmpint (get_int (report, "ip_packets"), ==, 3);
  g_assert_cmpint (get_int (report, "ip_bytes"), ==, 600);
  g_assert_cmpint (get_int (report, "first_time_ns"), ==, T0);
  g_assert_cmpint (get_int (report, "last_time_ns"), ==, T0 + 10 * PV_NS_PER_SECOND);
  g_assert_cmpint (get_int (report, "bin_ns"), ==, 2 * PV_NS_PER_SECOND);
  g_assert_false (json_object_get_boolean_member (report, "truncated"));

  list = json_object_get_array_member (report, "sources");
  g_assert_cmpuint (json_array_get_length (list), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (list, 0), "address"), ==, "10.0.0.1");
  g_assert_cmpint (get_int (json_array_get_object_element (list, 0), "bytes"), ==, 300);
  list = json_object_get_array_member (report, "lookups");
  g_assert_cmpuint (json_array_get_length (list), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (list, 0), "name"), ==, "a.example");
  g_assert_cmpint (get_int (json_array_get_object_element (list, 0), "lookups"), ==, 2);
  list = json_object_get_array_member (report, "bins");
  g_assert_cmpuint (json_array_get_length (list), ==, 3);
  g_assert_cmpint (get_int (json_array_get_object_element (list, 0), "bytes"), ==, 300);
  g_assert_cmpint (get_int (json_array_get_object_element (list, 1), "start_ns"), ==, T0 + 2 * PV_NS_PER_SECOND);
  g_assert_cmpint (get_int (json_array_get_object_element (list, 2), "packets"), ==, 1);
}

/* A span counts the packets inside it, also in the bins at its edges. */
static void
test_report_span (void)
{
  TestPacket packets[] = {
    { T0, 1, 2, 100, "a.example" },
    { T0 + PV_NS_PER_SECOND, 1, 2, 200, "b.example" },
    { T0 + 2 * PV_NS_PER_SECOND, 3, 2, 300, "b.example" },
    { T0 + 3 * PV_NS_PER_SECOND, 3, 2, 400, "c.example" },
  };
  PvSpan span = { T0 + PV_NS_PER_SECOND, T0 + 3 * PV_NS_PER_SECOND };
  g_autoptr (PvCapture) capture = test_packets_load (packets, G_N_ELEMENTS (packets));
  g_autofree char *json = pv_report_to_json (capture, pv_binning (2 * PV_NS_PER_SECOND, PV_ZONE_LOCAL), &span, NULL, NULL, NULL);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  JsonObject *report = json_node_get_object (root);
  JsonArray *list;

  g_assert_cmpint (get_int (report, "packets"), ==, 2);
  g_assert_cmpint (get_int (report, "wire_bytes"), ==, 500);
  g_assert_cmpint (get_int (report, "ip_packets"), ==, 2);
  g_assert_cmpint (get_int (report, "ip_bytes"), ==, 500);
  g_assert_cmpint (get_int (report, "first_time_ns"), ==, T0 + PV_NS_PER_SECOND);
  g_assert_cmpint (get_int (report, "last_time_ns"), ==, T0 + 2 * PV_NS_PER_SECOND);
  list = json_object_get_array_member (report, "lookups");
  g_assert_cmpuint (json_array_get_length (list), ==, 1);
  g_assert_cmpint (get_int (json_array_get_object_element (list, 0), "lookups"), ==, 2);
  list = json_object_get_array_member (report, "bins");
  g_assert_cmpuint (json_array_get_length (list), ==, 2);
  g_assert_cmpint (get_int (json_array_get_object_element (list, 0), "start_ns"), ==, T0);
  g_assert_cmpint (get_int (json_array_get_object_element (list, 0), "bytes"), ==, 200);
  g_assert_cmpint (get_int (json_array_get_object_element (list, 1), "bytes"), ==, 300);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  test_add_async_func ("/loader/async", test_async);
  g_test_add_func ("/loader/workers", test_workers);
  g_test_add_func ("/loader/pieces", test_pieces);
  test_add_async_func ("/loader/pipe", test_pipe);
  test_add_async_func ("/loader/cancel", test_cancel);
  test_add_async_func ("/loader/cancel-busy", test_cancel_busy);
  test_add_async_func ("/loader/errors", test_errors);
  test_add_async_func ("/loader/truncated", test_truncated);
  g_test_add_func ("/loader/bulk-span", test_bulk_span);
  g_test_add_func ("/loader/skipped", test_skipped);
  g_test_add_func ("/loader/warnings", test_warnings);
  g_test_add_data_func ("/loader/no-time/few", GUINT_TO_POINTER (3), test_no_time);
  g_test_add_data_func ("/loader/no-time/many", GUINT_TO_POINTER (70000), test_no_time);
  g_test_add_func ("/loader/truncated-codes", test_truncated_codes);
  g_test_add_func ("/loader/report", test_report);
  g_test_add_func ("/loader/report/span", test_report_span);

  status = g_test_run ();
  test_files_clear ();

  return status;
}
