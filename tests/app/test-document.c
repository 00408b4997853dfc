/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-document.c: a window's capture through many files, failures and cancels. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pv-document.h"

#define N_FILES 50

typedef struct
{
  char *folder;
  PvDocument *document;
  guint n_loaded;
  guint n_failed;
} Fixture;

static void
loaded_cb (Fixture *fixture)
{
  fixture->n_loaded += 1;
}

static void
failed_cb (Fixture *fixture)
{
  fixture->n_failed += 1;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->folder = g_dir_make_tmp ("pcapviz-document-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->document = pv_document_new ();
  g_signal_connect_swapped (fixture->document, "loaded", G_CALLBACK (loaded_cb), fixture);
  g_signal_connect_swapped (fixture->document, "failed", G_CALLBACK (failed_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  pv_document_cancel (fixture->document);
  g_signal_handlers_disconnect_by_data (fixture->document, fixture);
  g_clear_object (&fixture->document);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

/* A pcap with @n_packets packets without IP. */
static GFile *
make_capture (Fixture *fixture,
              guint    n_packets)
{
  static const guint32 header[] = { 0xa1b2c3d4, 2 | 4 << 16, 0, 0, 65535, 1 };
  g_autofree char *name = g_strdup_printf ("%u.pcap", n_packets);
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) header, sizeof header);
  for (guint i = 0; i < n_packets; i++)
    {
      const guint32 record[] = { 1000 + i, 0, 16, 16, 0, 0, 0, 0 };

      g_byte_array_append (bytes, (const guint8 *) record, sizeof record);
    }
  g_assert_true (g_file_set_contents (path, (const char *) bytes->data, bytes->len, NULL));

  return g_file_new_for_path (path);
}

static GFile *
make_garbage (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "garbage", NULL);

  g_assert_true (g_file_set_contents (path, "not a capture, only words", -1, NULL));

  return g_file_new_for_path (path);
}

static void
wait_for_end (Fixture *fixture)
{
  while (pv_document_get_loading (fixture->document))
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_packets (Fixture *fixture,
                guint64  n_packets)
{
  PvCapture *capture = pv_document_get_capture (fixture->document);

  g_assert_nonnull (capture);
  g_assert_true (pv_capture_get_settled (capture));
  g_assert_cmpuint (pv_capture_get_n_packets (capture), ==, n_packets);
}

static void
test_one_after_another (Fixture       *fixture,
                        gconstpointer  user_data)
{
  for (guint i = 1; i <= N_FILES; i++)
    {
      g_autoptr (GFile) file = make_capture (fixture, i);

      pv_document_open (fixture->document, file);
      g_assert_true (pv_document_get_loading (fixture->document));
      wait_for_end (fixture);
      assert_packets (fixture, i);
      g_assert_true (g_file_equal (pv_document_get_file (fixture->document), file));
    }
  g_assert_cmpuint (fixture->n_loaded, ==, N_FILES);
  g_assert_cmpuint (fixture->n_failed, ==, 0);
}

static void
test_each_cancels_the_one_before (Fixture       *fixture,
                                  gconstpointer  user_data)
{
  for (guint i = 1; i <= N_FILES; i++)
    {
      g_autoptr (GFile) file = make_capture (fixture, i);

      pv_document_open (fixture->document, file);
      /* some get a little way */
      for (guint j = 0; j < i % 4; j++)
        g_main_context_iteration (NULL, FALSE);
    }
  wait_for_end (fixture);
  assert_packets (fixture, N_FILES);
  g_assert_cmpuint (fixture->n_failed, ==, 0);
}

static void
test_failure_keeps_last (Fixture       *fixture,
                         gconstpointer  user_data)
{
  g_autoptr (GFile) good = make_capture (fixture, 3);
  g_autoptr (GFile) bad = make_garbage (fixture);

  pv_document_open (fixture->document, good);
  wait_for_end (fixture);
  pv_document_open (fixture->document, bad);
  wait_for_end (fixture);

  g_assert_cmpuint (fixture->n_failed, ==, 1);
  assert_packets (fixture, 3);
  g_assert_true (g_file_equal (pv_document_get_file (fixture->document), good));
}

static void
test_failure_first (Fixture       *fixture,
                    gconstpointer  user_data)
{
  g_autoptr (GFile) bad = make_garbage (fixture);

  pv_document_open (fixture->document, bad);
  wait_for_end (fixture);

  g_assert_cmpuint (fixture->n_failed, ==, 1);
  g_assert_null (pv_document_get_capture (fixture->document));
  g_assert_null (pv_document_get_file (fixture->document));
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  user_data)
{
  g_autoptr (GFile) first = make_capture (fixture, 3);
  g_autoptr (GFile) second = make_capture (fixture, 100000);

  pv_document_open (fixture->document, first);
  wait_for_end (fixture);
  pv_document_open (fixture->document, second);
  pv_document_cancel (fixture->document);
  g_assert_false (pv_document_get_loading (fixture->document));
  assert_packets (fixture, 3);

  /* what the cancelled one still reports changes nothing */
  for (guint i = 0; i < 100; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  assert_packets (fixture, 3);
  g_assert_cmpuint (fixture->n_loaded, ==, 1);
  g_assert_cmpuint (fixture->n_failed, ==, 0);
}

static void
append (GFile *file,
        guint  n_packets)
{
  FILE *stream = g_fopen (g_file_peek_path (file), "a");

  g_assert_nonnull (stream);
  for (guint i = 0; i < n_packets; i++)
    {
      const guint32 record[] = { 5000 + i, 0, 16, 16, 0, 0, 0, 0 };

      g_assert_cmpuint (fwrite (record, 1, sizeof record, stream), ==, sizeof record);
    }
  g_assert_cmpint (fclose (stream), ==, 0);
}

static void
wait_for_packets (Fixture *fixture,
                  guint64  n_packets)
{
  while (pv_capture_get_n_packets (pv_document_get_capture (fixture->document)) != n_packets)
    g_main_context_iteration (NULL, TRUE);
}

static void
expect_can_follow (Fixture  *fixture,
                   gboolean  expected)
{
  gboolean can_follow;

  g_object_get (fixture->document, "can-follow", &can_follow, NULL);
  g_assert_cmpint (can_follow, ==, expected);
}

/* What grows is shown, unless it is to be held still; then it is when it is not any more. */
static void
test_follow (Fixture       *fixture,
             gconstpointer  user_data)
{
  g_autoptr (GFile) file = make_capture (fixture, 3);
  gint64 start_us;

  expect_can_follow (fixture, FALSE);
  pv_document_open (fixture->document, file);
  wait_for_end (fixture);
  expect_can_follow (fixture, TRUE);
  append (file, 2);
  wait_for_packets (fixture, 5);

  g_object_set (fixture->document, "follow", FALSE, NULL);
  append (file, 2);
  /* long enough for it to be seen, were it looked for */
  start_us = g_get_monotonic_time ();
  while (g_get_monotonic_time () - start_us < 300 * 1000)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (10000);
    }
  assert_packets (fixture, 5);
  g_object_set (fixture->document, "follow", TRUE, NULL);
  wait_for_packets (fixture, 7);
}

/* A pipe is read to its end meanwhile; and what came when somebody has enough of it stays. */
static void
test_follow_pipe (Fixture       *fixture,
                  gconstpointer  user_data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "pipe", NULL);
  g_autoptr (GFile) pipe = g_file_new_for_path (path);
  g_autoptr (GFile) file = make_capture (fixture, 4);
  g_autofree char *bytes = NULL;
  gsize length;
  int fd;

  g_assert_true (g_file_get_contents (g_file_peek_path (file), &bytes, &length, NULL));
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  fd = g_open (path, O_RDWR, 0);
  g_assert_cmpint (fd, >=, 0);

  pv_document_open (fixture->document, pipe);
  g_assert_cmpint (write (fd, bytes, length), ==, (gssize) length);
  while (pv_document_get_capture (fixture->document) == NULL)
    g_main_context_iteration (NULL, TRUE);
  wait_for_packets (fixture, 4);
  expect_can_follow (fixture, TRUE);

  g_object_set (fixture->document, "follow", FALSE, NULL);
  append (pipe, 3);
  g_object_set (fixture->document, "follow", TRUE, NULL);
  wait_for_packets (fixture, 7);

  pv_document_cancel (fixture->document);
  assert_packets (fixture, 7);
  expect_can_follow (fixture, FALSE);
  g_assert_true (g_file_equal (pv_document_get_file (fixture->document), pipe));
  g_assert_cmpint (close (fd), ==, 0);
}

/* As on a network file system, nobody tells of changes. FALSE where that cannot be had. */
static gboolean
forbid_monitors (void)
{
  int fd;
  gboolean done;

  /* before there are threads */
  if (unshare (CLONE_NEWUSER) != 0)
    return FALSE;
  fd = g_open ("/proc/sys/user/max_inotify_instances", O_WRONLY, 0);
  done = fd >= 0 && write (fd, "0", 1) == 1;
  if (fd >= 0)
    close (fd);
  if (!done)
    return FALSE;

  fd = inotify_init1 (IN_CLOEXEC);
  if (fd >= 0)
    close (fd);

  return fd < 0;
}

int
main (int    argc,
      char **argv)
{
  if (argc > 1 && g_str_equal (argv[1], "--without-monitors"))
    {
      if (!forbid_monitors ())
        {
          g_print ("1..0 # SKIP changes of files cannot be kept from being told\n");
          return 0;
        }
      argv[1] = argv[0];
      argv++;
      argc--;
    }
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/document/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("one-after-another", test_one_after_another);
  ADD ("each-cancels-the-one-before", test_each_cancels_the_one_before);
  ADD ("failure-keeps-last", test_failure_keeps_last);
  ADD ("failure-first", test_failure_first);
  ADD ("cancel", test_cancel);
  ADD ("follow", test_follow);
  ADD ("follow-pipe", test_follow_pipe);
#undef ADD

  return g_test_run ();
}
