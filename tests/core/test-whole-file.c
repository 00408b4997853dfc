/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-whole-file.c: a file appears whole or not at all, and nothing is left beside it. */
#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "pv-whole-file.h"

typedef struct
{
  char *folder;
  char *path;
  GFile *file;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("pv-whole-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "file.csv", NULL);
  fixture->file = g_file_new_for_path (fixture->path);
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

/* Takes away everything, also what should not be there. */
static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
  g_object_unref (fixture->file);
}

static void
write_text (PvWholeFile *whole,
            const char  *text)
{
  GError *error = NULL;

  g_output_stream_write_all (pv_whole_file_get_stream (whole), text, strlen (text), NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_contents (const char *path,
                 const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static void
replace (GFile      *file,
         const char *text)
{
  GError *error = NULL;
  g_autoptr (PvWholeFile) whole = pv_whole_file_new (file, NULL, &error);

  g_assert_no_error (error);
  write_text (whole, text);
  pv_whole_file_close (whole, NULL, &error);
  g_assert_no_error (error);
}

static void
test_appears_when_closed (Fixture       *fixture,
                          gconstpointer  data)
{
  GError *error = NULL;
  g_autoptr (PvWholeFile) whole = pv_whole_file_new (fixture->file, NULL, &error);

  g_assert_no_error (error);
  write_text (whole, "new");
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_true (pv_whole_file_close (whole, NULL, &error));
  g_assert_no_error (error);
  assert_contents (fixture->path, "new");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);

  replace (fixture->file, "newer");
  assert_contents (fixture->path, "newer");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

static void
test_given_up (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  PvWholeFile *whole = pv_whole_file_new (fixture->file, NULL, NULL);

  write_text (whole, "part of a");
  pv_whole_file_free (whole);
  g_assert_cmpuint (count_files (fixture->folder), ==, 0);

  replace (fixture->file, "old");
  whole = pv_whole_file_new (fixture->file, NULL, NULL);
  write_text (whole, "part of a");
  g_cancellable_cancel (cancellable);
  g_assert_false (pv_whole_file_close (whole, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  pv_whole_file_free (whole);
  assert_contents (fixture->path, "old");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

/* A limit to the sizes of files is as good as a full disk. */
static void
test_full_disk (Fixture       *fixture,
                gconstpointer  data)
{
  struct rlimit before;
  struct rlimit limit;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strnfill (100000, 'x');
  PvWholeFile *whole = pv_whole_file_new (fixture->file, NULL, NULL);

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = 5000;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_false (g_output_stream_write_all (pv_whole_file_get_stream (whole), text, 100000, NULL, NULL, &error));
  g_assert_nonnull (error);
  pv_whole_file_free (whole);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);

  g_assert_cmpuint (count_files (fixture->folder), ==, 0);
}

static void
test_keeps_mode_and_link (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autofree char *link = g_build_filename (fixture->folder, "link", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (link);
  GStatBuf status;

  replace (fixture->file, "old");
  g_assert_cmpint (g_chmod (fixture->path, 0640), ==, 0);
  g_assert_cmpint (symlink ("file.csv", link), ==, 0);
  replace (file, "new");

  assert_contents (fixture->path, "new");
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0640);
}

static void
test_what_cannot_be_replaced (Fixture       *fixture,
                              gconstpointer  data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  g_autoptr (GFile) null = g_file_new_for_path ("/dev/null");
  g_autoptr (GFile) nowhere = g_file_new_build_filename (fixture->folder, "missing", "file.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (pv_whole_file_new (folder, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_clear_error (&error);

  /* the message speaks of what was asked for */
  g_assert_null (pv_whole_file_new (nowhere, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "missing/file.csv"));
  g_assert_null (strstr (error->message, ".part"));

  /* a device is still one afterwards */
  replace (null, "nothing");
  g_assert_false (g_file_test ("/dev/null", G_FILE_TEST_IS_REGULAR));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/whole-file/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("appears-when-closed", test_appears_when_closed);
  ADD ("given-up", test_given_up);
  ADD ("full-disk", test_full_disk);
  ADD ("keeps-mode-and-link", test_keeps_mode_and_link);
  ADD ("what-cannot-be-replaced", test_what_cannot_be_replaced);
#undef ADD

  return g_test_run ();
}
