/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-spool.c: what came through a pipe is filtered and saved as a file would be, or not at all. */
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "async-tests.h"
#include "capture-maker.h"
#include "compressors.h"
#include "faults.h"
#include "pv-capture-filter.h"
#include "pv-error.h"
#include "pv-file-text.h"
#include "pv-input-files.h"
#include "pv-loader.h"
#include "pv-on-demand.h"
#include "pv-packet-save.h"
#include "pv-packet-set.h"
#include "savefile-builder.h"

#define T0 (G_GINT64_CONSTANT (1500000000) * PV_NS_PER_SECOND)
#define N_PACKETS 20000
#define FILTER "udp and host 10.0.0.5"

static GFile *
make_file (void)
{
  g_autofree TestPacket *packets = g_new0 (TestPacket, N_PACKETS);

  /* not in the order of time, and over several batches */
  for (guint i = 0; i < N_PACKETS; i++)
    {
      packets[i].time_ns = T0 + (i ^ 5) * PV_NS_PER_MS;
      packets[i].source = 1 + i % 50;
      packets[i].destination = 1 + i % 7;
      packets[i].ip_bytes = (guint16) (100 + i % 900);
      packets[i].lookup = i % 10 == 0 ? "www.example" : NULL;
    }

  return test_packets_write (packets, N_PACKETS);
}

static GBytes *
read_file (GFile *file)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_file_load_bytes (file, NULL, NULL, &error);

  g_assert_no_error (error);

  return bytes;
}

/* Somebody who writes into a pipe. */
typedef struct
{
  int fds[2];
  GBytes *bytes;
  gsize pause_at; /* there, it waits until it may go on */
  gboolean may_go_on; /* atomic */
  GThread *thread;
  GFile *file; /* the pipe */
} Feeder;

static gpointer
feed (gpointer user_data)
{
  Feeder *self = user_data;
  gsize length;
  const guint8 *data = g_bytes_get_data (self->bytes, &length);

  for (gsize i = 0; i < length;)
    {
      gsize end = i < self->pause_at ? self->pause_at : length;
      gssize n;

      while (i == self->pause_at && i > 0 && !g_atomic_int_get (&self->may_go_on))
        g_usleep (1000);
      n = write (self->fds[1], data + i, end - i);
      g_assert_cmpint (n, >, 0);
      i += (gsize) n;
    }
  close (self->fds[1]);

  return NULL;
}

static void
feeder_start (Feeder *self,
              GBytes *bytes,
              gsize   pause_at)
{
  g_autofree char *path = NULL;

  *self = (Feeder){ .bytes = g_bytes_ref (bytes), .pause_at = pause_at };
  g_assert_cmpint (pipe (self->fds), ==, 0);
  path = g_strdup_printf ("/dev/fd/%d", self->fds[0]);
  self->file = g_file_new_for_path (path);
  self->thread = g_thread_new ("feeder", feed, self);
}

static void
feeder_stop (Feeder *self)
{
  g_atomic_int_set (&self->may_go_on, TRUE);
  g_thread_join (self->thread);
  close (self->fds[0]);
  g_bytes_unref (self->bytes);
  g_object_unref (self->file);
}

static PvCapture *
load (GFile   *file,
      guint64  limit)
{
  g_autoptr (PvLoader) loader = pv_loader_new (file);
  g_autoptr (GError) error = NULL;
  PvCapture *capture;

  pv_loader_set_spool_limit (loader, limit);
  capture = pv_loader_load (loader, NULL, &error);
  g_assert_no_error (error);

  return capture;
}

/* The capture of what goes through a pipe, which is gone then. */
static PvCapture *
load_piped (GBytes  *bytes,
            guint64  limit)
{
  Feeder feeder;
  PvCapture *capture;

  feeder_start (&feeder, bytes, 0);
  capture = load (feeder.file, limit);
  feeder_stop (&feeder);

  return capture;
}

static PvPacketSet *
filter (PvCapture *capture)
{
  g_autoptr (GError) error = NULL;
  PvPacketSet *set = pv_capture_filter_run (capture, FILTER, NULL, NULL, &error);

  g_assert_no_error (error);

  return set;
}

static GBytes *
save (PvCapture   *capture,
      PvPacketSet *set)
{
  g_autoptr (GFile) file = test_file_write ("", 0);
  g_autoptr (GError) error = NULL;

  pv_packet_save (capture, set, NULL, file, NULL, NULL, &error);
  g_assert_no_error (error);

  return read_file (file);
}

/* Holds what came through a pipe against the file. */
static void
expect_same (PvCapture *piped,
             PvCapture *capture)
{
  g_autoptr (PvPacketSet) here = filter (piped);
  g_autoptr (PvPacketSet) there = filter (capture);
  g_autoptr (GBytes) all_here = save (piped, NULL);
  g_autoptr (GBytes) all_there = save (capture, NULL);
  g_autoptr (GBytes) some_here = save (piped, here);
  g_autoptr (GBytes) some_there = save (capture, there);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (pv_packet_set_get_n_packets (there), >, 0);
  g_assert_cmpuint (pv_packet_set_get_n_packets (there), <, N_PACKETS);
  g_assert_cmpuint (pv_packet_set_get_n_packets (here), ==, pv_packet_set_get_n_packets (there));
  g_assert_cmpuint (pv_packet_set_get_ip_bytes (here), ==, pv_packet_set_get_ip_bytes (there));
  g_assert_true (g_bytes_equal (all_here, all_there));
  g_assert_true (g_bytes_equal (some_here, some_there));
  g_assert_cmpuint (g_bytes_get_size (some_here), <, g_bytes_get_size (all_here));
  g_assert_true (pv_on_demand_read (piped, PV_ON_DEMAND_TCP, NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
test_again (void)
{
  g_autoptr (GFile) file = make_file ();
  g_autoptr (GBytes) bytes = read_file (file);
  g_autoptr (PvCapture) capture = load (file, PV_SPOOL_DEFAULT_LIMIT);
  /* just as much as there is may be kept */
  g_autoptr (PvCapture) piped = load_piped (bytes, g_bytes_get_size (bytes));

  g_assert_null (pv_capture_get_nth_file (capture, 0)->spool);
  expect_same (piped, capture);
}

/* It is kept as it came, also where that ends early. */
static void
test_compressed (void)
{
  g_autoptr (GFile) file = make_file ();
  g_autoptr (GBytes) bytes = read_file (file);

  for (guint i = 0; i < N_COMPRESSORS; i++)
    for (guint cut = 0; cut < 2; cut++)
      {
        g_autoptr (GBytes) all = compressors[i].compress (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
        gsize length = g_bytes_get_size (all) - (cut > 0 ? 10 : 0);
        g_autoptr (GBytes) compressed = g_bytes_new_from_bytes (all, 0, length);
        g_autoptr (GFile) compressed_file = test_file_write (g_bytes_get_data (compressed, NULL), length);
        g_autoptr (PvCapture) capture = load (compressed_file, 0);
        g_autoptr (PvCapture) piped = load_piped (compressed, length);

        g_assert_cmpuint (pv_capture_get_n_packets (piped), ==, pv_capture_get_n_packets (capture));
        g_assert_cmpuint (pv_spool_get_size (pv_capture_get_nth_file (piped, 0)->spool), ==, length);
        if (pv_capture_get_n_packets (capture) == N_PACKETS)
          expect_same (piped, capture);
      }
}

/* Beside a file, as one capture. */
static void
test_several (void)
{
  g_autoptr (GFile) file = make_file ();
  g_autoptr (GBytes) bytes = read_file (file);
  g_autoptr (GFile) copy = test_file_write (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  GFile *both[] = { file, copy };
  g_autoptr (PvInputFiles) files = pv_input_files_new (both, 2);
  g_autoptr (PvInputFiles) with_pipe = NULL;
  g_autoptr (PvLoader) loader = pv_loader_new_for_places (files);
  g_autoptr (PvLoader) piped_loader = NULL;
  g_autoptr (PvCapture) capture = pv_loader_load (loader, NULL, NULL);
  g_autoptr (PvCapture) piped = NULL;
  g_autoptr (GError) error = NULL;
  Feeder feeder;

  feeder_start (&feeder, bytes, 0);
  both[1] = feeder.file;
  with_pipe = pv_input_files_new (both, 2);
  piped_loader = pv_loader_new_for_places (with_pipe);
  pv_loader_set_spool_limit (piped_loader, PV_SPOOL_DEFAULT_LIMIT);
  piped = pv_loader_load (piped_loader, NULL, &error);
  g_assert_no_error (error);
  feeder_stop (&feeder);

  g_assert_cmpuint (pv_capture_get_n_packets (piped), ==, 2 * N_PACKETS);
  expect_same (piped, capture);
}

/* A pipe that is given twice, under two names, is read by one. */
static void
test_twice (void)
{
  g_autoptr (GFile) file = make_file ();
  g_autoptr (GBytes) bytes = read_file (file);
  g_autoptr (PvCapture) capture = load (file, 0);
  g_autoptr (PvCapture) piped = NULL;
  g_autoptr (PvPacketSet) here = NULL;
  g_autoptr (PvPacketSet) there = NULL;
  g_autoptr (PvInputFiles) files = NULL;
  g_autoptr (PvLoader) loader = NULL;
  g_autoptr (GFile) alias = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  Feeder feeder;

  feeder_start (&feeder, bytes, 0);
  path = g_strdup_printf ("/proc/self/fd/%d", feeder.fds[0]);
  alias = g_file_new_for_path (path);
  files = pv_input_files_new ((GFile *[]){ feeder.file, alias, feeder.file }, 3);
  loader = pv_loader_new_for_places (files);
  pv_loader_set_spool_limit (loader, PV_SPOOL_DEFAULT_LIMIT);
  piped = pv_loader_load (loader, NULL, &error);
  g_assert_no_error (error);
  feeder_stop (&feeder);

  g_assert_cmpuint (pv_capture_get_nth_file (piped, 0)->n_packets, ==, N_PACKETS);
  for (guint i = 1; i < 3; i++)
    g_assert_cmpstr (pv_capture_get_nth_file (piped, i)->problem_code, ==, "unsupported");
  here = filter (piped);
  there = filter (capture);
  g_assert_cmpuint (pv_packet_set_get_ip_bytes (here), ==, pv_packet_set_get_ip_bytes (there));
}

static gpointer
filter_often (gpointer user_data)
{
  for (guint i = 0; i < 8; i++)
    {
      g_autoptr (PvPacketSet) set = filter (user_data);
      g_autoptr (GBytes) saved = save (user_data, set);

      g_assert_cmpuint (pv_packet_set_get_n_packets (set), >, 0);
    }

  return NULL;
}

/* Who reads at the same time reads at a place of their own: else packets would not be what they were. */
static void
test_at_once (void)
{
  g_autoptr (GFile) file = make_file ();
  g_autoptr (GBytes) bytes = read_file (file);
  g_autoptr (PvCapture) piped = load_piped (bytes, PV_SPOOL_DEFAULT_LIMIT);
  GThread *threads[3];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("filter", filter_often, piped);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

/* All is there as it was, and what needs to read it again says why it cannot. */
static void
expect_not_kept (PvCapture  *piped,
                 const char *says)
{
  g_autoptr (GFile) saved = test_file_write ("the old one", 11);
  g_autoptr (GBytes) contents = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (pv_capture_get_n_packets (piped), ==, N_PACKETS);
  g_assert_null (pv_capture_filter_run (piped, FILTER, NULL, NULL, &error));
  g_assert_error (error, PV_ERROR, PV_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (error->message, says));
  g_clear_error (&error);
  g_assert_false (pv_packet_save (piped, NULL, NULL, saved, NULL, NULL, &error));
  g_assert_error (error, PV_ERROR, PV_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_false (pv_on_demand_read (piped, PV_ON_DEMAND_TCP, NULL, NULL, &error));
  g_assert_error (error, PV_ERROR, PV_ERROR_UNSUPPORTED);
  contents = read_file (saved);
  g_assert_cmpmem (g_bytes_get_data (contents, NULL), g_bytes_get_size (contents), "the old one", 11);
}

static void
test_limit (void)
{
  g_autoptr (GFile) file = make_file ();
  g_autoptr (GBytes) bytes = read_file (file);
  const guint64 limits[] = { 1, 100000, g_bytes_get_size (bytes) - 1 };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autoptr (PvCapture) piped = load_piped (bytes, limits[i]);
      g_autofree char *size = g_format_size (limits[i]);

      expect_not_kept (piped, size);
      /* what is of no use takes no room */
      g_assert_cmpuint (pv_spool_get_size (pv_capture_get_nth_file (piped, 0)->spool), ==, 0);
    }
}

static void
test_nothing (void)
{
  g_autoptr (GFile) file = make_file ();
  g_autoptr (GBytes) bytes = read_file (file);
  Feeder feeder;
  g_autoptr (PvCapture) piped = NULL;

  feeder_start (&feeder, bytes, 0);
  piped = load (feeder.file, 0);
  expect_not_kept (piped, "only once");
  feeder_stop (&feeder);
}

static void
test_disk_full (void)
{
  g_autoptr (GFile) file = make_file ();
  g_autoptr (GBytes) bytes = read_file (file);
  const gint64 spaces[] = { 0, 1000, 300000 };

  for (guint i = 0; i < G_N_ELEMENTS (spaces); i++)
    {
      g_autoptr (PvCapture) piped = NULL;

      faults_set_disk_space (spaces[i]);
      piped = load_piped (bytes, PV_SPOOL_DEFAULT_LIMIT);
      faults_set_disk_space (-1);
      expect_not_kept (piped, g_strerror (ENOSPC));
    }
}

/* How many of this process's open files were made in @folder, and whether only their owner may open them. */
static guint
count_open (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/fd", name, NULL);
      g_autofree char *target = g_file_read_link (path, NULL);
      GStatBuf info;

      if (target == NULL || !g_str_has_prefix (target, folder) || target[strlen (folder)] != '/')
        continue;
      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0777, ==, 0600);
      g_assert_cmpint (info.st_nlink, ==, 0);
      n++;
    }

  return n;
}

/* It has no name, is for nobody else, and goes with the capture. */
static void
test_file (void)
{
  g_autoptr (GFile) file = make_file ();
  g_autoptr (GBytes) bytes = read_file (file);
  g_autofree char *folder = g_dir_make_tmp ("pv-spool-XXXXXX", NULL);
  g_autoptr (PvCapture) piped = NULL;
  g_autoptr (GDir) dir = NULL;

  g_setenv ("TMPDIR", folder, TRUE);
  piped = load_piped (bytes, PV_SPOOL_DEFAULT_LIMIT);
  g_unsetenv ("TMPDIR");

  dir = g_dir_open (folder, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
  g_assert_cmpuint (count_open (folder), ==, 1);
  g_clear_object (&piped);
  g_assert_cmpuint (count_open (folder), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

typedef struct
{
  Feeder *feeder;
  PvCapture *part;
} Live;

static void
progress_cb (PvLoader  *loader,
             PvCapture *part,
             Live      *live)
{
  if (part == NULL || live->part != NULL || pv_capture_get_n_packets (part) == 0)
    return;

  live->part = g_object_ref (part);
  g_atomic_int_set (&live->feeder->may_go_on, TRUE);
}

/* What was shown while it went on is filtered as it was, also when more has come. */
static void
test_live (void)
{
  g_autoptr (GFile) file = make_file ();
  g_autoptr (GBytes) bytes = read_file (file);
  g_autoptr (PvLoader) loader = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PvCapture) piped = NULL;
  g_autoptr (PvCapture) saved = NULL;
  g_autoptr (GBytes) saved_bytes = NULL;
  g_autoptr (GFile) saved_file = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PvPacketSet) some = NULL;
  g_autoptr (PvPacketSet) same = NULL;
  Feeder feeder;
  Live live = { &feeder, NULL };

  feeder_start (&feeder, bytes, g_bytes_get_size (bytes) / 2);
  loader = pv_loader_new (feeder.file);
  pv_loader_set_spool_limit (loader, PV_SPOOL_DEFAULT_LIMIT);
  g_signal_connect (loader, "progress", G_CALLBACK (progress_cb), &live);
  pv_loader_load_async (loader, NULL, test_keep_result, &result);
  test_wait (&result);
  piped = pv_loader_load_finish (loader, result, &error);
  g_assert_no_error (error);
  feeder_stop (&feeder);

  g_assert_nonnull (live.part);
  g_assert_cmpuint (pv_capture_get_n_packets (live.part), <, N_PACKETS);
  saved_bytes = save (live.part, NULL);
  saved_file = test_file_write (g_bytes_get_data (saved_bytes, NULL), g_bytes_get_size (saved_bytes));
  saved = load (saved_file, 0);
  g_assert_cmpuint (pv_capture_get_n_packets (saved), ==, pv_capture_get_n_packets (live.part));
  some = filter (live.part);
  same = filter (saved);
  g_assert_cmpuint (pv_packet_set_get_n_packets (some), ==, pv_packet_set_get_n_packets (same));
  g_object_unref (live.part);
}

/* What is there once only cannot be opened another time, wherever it stands among others. */
static void
test_open_again (void)
{
  g_autoptr (GFile) file = make_file ();
  g_autoptr (GFile) live = g_file_new_for_path ("/dev/stdin");
  g_autofree char *path = g_strconcat (g_file_peek_path (file), ".pipe", NULL);
  g_autoptr (GFile) pipe = g_file_new_for_path (path);
  const struct
  {
    GFile *files[2];
    gboolean expected;
  } cases[] = {
    { { file, file }, TRUE },
    { { file, pipe }, FALSE },
    { { pipe, file }, FALSE },
    { { file, live }, FALSE },
  };

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  pv_file_text_set_name (live, "eth0");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PvInputFiles) files = pv_input_files_new (cases[i].files, 2);

      g_assert_cmpint (pv_input_files_can_open_again (files), ==, cases[i].expected);
    }
  g_unlink (path);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/spool/again", test_again);
  g_test_add_func ("/spool/compressed", test_compressed);
  g_test_add_func ("/spool/several", test_several);
  g_test_add_func ("/spool/twice", test_twice);
  g_test_add_func ("/spool/at-once", test_at_once);
  g_test_add_func ("/spool/limit", test_limit);
  g_test_add_func ("/spool/nothing", test_nothing);
  g_test_add_func ("/spool/disk-full", test_disk_full);
  g_test_add_func ("/spool/file", test_file);
  g_test_add_func ("/spool/open-again", test_open_again);
  test_add_async_func ("/spool/live", test_live);

  status = g_test_run ();
  test_files_clear ();

  return status;
}
