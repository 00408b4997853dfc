/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-whole-file.c: a file appears whole or not at all, and nothing is left beside it. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <utime.h>
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

static mode_t
get_mode (int fd)
{
  struct stat info;

  g_assert_cmpint (fstat (fd, &info), ==, 0);

  return info.st_mode & 0777;
}

/* The mode of each file that this process has open in @folder, also of those without a name. */
static void
assert_open_files_have_mode (const char *folder,
                             mode_t      mode)
{
  guint n = 0;

  for (int fd = 3; fd < 100; fd++)
    {
      g_autofree char *link = g_strdup_printf ("/proc/self/fd/%d", fd);
      g_autofree char *path = g_file_read_link (link, NULL);
      struct stat info;

      if (path == NULL || !g_str_has_prefix (path, folder) || fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
        continue;

      g_assert_cmphex (get_mode (fd), ==, mode);
      n++;
    }
  g_assert_cmpuint (n, ==, 1);
}

/* Before there is a single byte in it. */
static void
test_mode_from_the_first_byte (Fixture       *fixture,
                               gconstpointer  data)
{
  mode_t before = umask (027);
  PvWholeFile *whole = pv_whole_file_new (fixture->file, NULL, NULL);
  GStatBuf status;

  assert_open_files_have_mode (fixture->folder, 0640);
  write_text (whole, "new");
  g_assert_true (pv_whole_file_close (whole, NULL, NULL));
  pv_whole_file_free (whole);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 0777, ==, 0640);

  umask (0);
  g_assert_cmpint (g_chmod (fixture->path, 0600), ==, 0);
  whole = pv_whole_file_new (fixture->file, NULL, NULL);
  assert_open_files_have_mode (fixture->folder, 0600);
  pv_whole_file_free (whole);
  umask (before);
}

/* Through links that lead to nothing yet, there is a file where the last of them leads, and no other. */
static void
test_chain_of_links (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *first = g_build_filename (fixture->folder, "first", NULL);
  g_autofree char *second = g_build_filename (fixture->folder, "second", NULL);
  g_autofree char *loop = g_build_filename (fixture->folder, "loop", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (first);
  g_autoptr (GFile) loop_file = g_file_new_for_path (loop);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (symlink ("second", first), ==, 0);
  g_assert_cmpint (symlink (fixture->path, second), ==, 0);
  replace (file, "new");
  g_assert_true (g_file_test (first, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_test (second, G_FILE_TEST_IS_SYMLINK));
  assert_contents (fixture->path, "new");

  g_assert_cmpint (symlink ("loop", loop), ==, 0);
  g_assert_null (pv_whole_file_new (loop_file, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_LINKS);
}

/* What strangers lay out in a folder like /tmp. It takes root to play the stranger. */
static void
test_links_of_strangers (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autofree char *link = g_build_filename (fixture->folder, "link", NULL);
  g_autofree char *fifo = g_build_filename (fixture->folder, "fifo", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (link);
  g_autoptr (GFile) fifo_file = g_file_new_for_path (fifo);
  g_autofree char *way = g_build_filename (fixture->folder, "way", NULL);
  g_autofree char *path = g_build_filename (way, "file.csv", NULL);
  g_autofree char *own_way = g_build_filename (fixture->folder, "own-way", NULL);
  g_autofree char *own_path = g_build_filename (own_way, ".", "file.csv", NULL);
  g_autoptr (GFile) file_on_the_way = g_file_new_for_path (path);
  g_autoptr (GFile) file_on_own_way = g_file_new_for_path (own_path);
  g_autoptr (GError) error = NULL;

  if (geteuid () != 0)
    {
      g_test_skip ("needs root");
      return;
    }

  replace (fixture->file, "old");
  g_assert_cmpint (symlink ("file.csv", link), ==, 0);
  g_assert_cmpint (lchown (link, 65534, 65534), ==, 0);
  g_assert_cmpint (mkfifo (fifo, 0666), ==, 0);
  g_assert_cmpint (lchown (fifo, 65534, 65534), ==, 0);
  g_assert_cmpint (symlink (fixture->folder, way), ==, 0);
  g_assert_cmpint (lchown (way, 65534, 65534), ==, 0);
  g_assert_cmpint (symlink ("way", own_way), ==, 0);

  /* in a folder of one's own, they were let in */
  replace (file_on_the_way, "newest");
  assert_contents (fixture->path, "newest");
  replace (file, "new");
  assert_contents (fixture->path, "new");

  g_assert_cmpint (g_chmod (fixture->folder, 01777), ==, 0);
  g_assert_null (pv_whole_file_new (file, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_clear_error (&error);
  g_assert_null (pv_whole_file_new (fifo_file, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_clear_error (&error);
  /* nor on the way, nor behind a link of one's own */
  g_assert_null (pv_whole_file_new (file_on_the_way, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_clear_error (&error);
  g_assert_null (pv_whole_file_new (file_on_own_way, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  assert_contents (fixture->path, "new");

  /* the folder's owner decides what is in there */
  g_assert_cmpint (chown (fixture->folder, 65534, 65534), ==, 0);
  replace (file, "newer");
  assert_contents (fixture->path, "newer");
}

/* As another user, in a process of its own. */
static void
in_process_of (uid_t   user,
               void  (*func) (Fixture *),
               Fixture *fixture)
{
  int status;
  pid_t pid = fork ();

  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      if (setgid (user) != 0 || setuid (user) != 0)
        _exit (2);
      func (fixture);
      _exit (0);
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static void
refuse_to_replace (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  if (pv_whole_file_new (fixture->file, NULL, &error) != NULL ||
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) || strstr (error->message, "file.csv") == NULL)
    _exit (1);
}

static void
test_owner (Fixture       *fixture,
            gconstpointer  data)
{
  GStatBuf status;

  if (geteuid () != 0)
    {
      g_test_skip ("needs root");
      return;
    }

  /* root leaves a file to whom it belongs */
  replace (fixture->file, "old");
  g_assert_cmpint (chown (fixture->path, 1234, 4321), ==, 0);
  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  replace (fixture->file, "new");
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_uid, ==, 1234);
  g_assert_cmpint (status.st_gid, ==, 4321);
  g_assert_cmphex (status.st_mode & 0777, ==, 0444);

  /* who may not write it may not replace it, whatever the folder says; be it his own or not */
  g_assert_cmpint (g_chmod (fixture->folder, 0777), ==, 0);
  in_process_of (65534, refuse_to_replace, fixture);
  in_process_of (1234, refuse_to_replace, fixture);
  assert_contents (fixture->path, "new");
}

/* One's own descriptor, and be it a pipe, is written to and stays. */
static void
test_descriptor (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;
  char text[16] = "";
  int fds[2];

  g_assert_cmpint (pipe (fds), ==, 0);
  path = g_strdup_printf ("/proc/self/fd/%d", fds[1]);
  file = g_file_new_for_path (path);
  replace (file, "new");
  g_assert_cmpint (read (fds[0], text, sizeof text), ==, 3);
  g_assert_cmpstr (text, ==, "new");
  g_assert_cmpint (close (fds[0]), ==, 0);
  g_assert_cmpint (close (fds[1]), ==, 0);
}

static gpointer
cancel_cb (gpointer cancellable)
{
  g_usleep (100000);
  g_cancellable_cancel (cancellable);

  return NULL;
}

/* To wait for somebody to read a pipe can be given up. */
static void
test_pipe (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PvWholeFile) whole = NULL;
  GThread *thread;
  char text[16] = "";
  int reader;

  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  thread = g_thread_new ("cancel", cancel_cb, cancellable);
  g_assert_null (pv_whole_file_new (fixture->file, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);

  g_cancellable_reset (cancellable);
  reader = open (fixture->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  whole = pv_whole_file_new (fixture->file, cancellable, NULL);
  write_text (whole, "new");
  g_assert_true (pv_whole_file_close (whole, cancellable, NULL));
  g_assert_cmpint (read (reader, text, sizeof text), ==, 3);
  g_assert_cmpint (close (reader), ==, 0);
}

/* One byte less than what a name can have. */
static void
test_long_name (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *name = g_strnfill (255, 'n');
  g_autoptr (GFile) file = g_file_new_build_filename (fixture->folder, name, NULL);

  replace (file, "new");
  replace (file, "newer");
  assert_contents (g_file_peek_path (file), "newer");
}

/* A process that is killed while it writes leaves nothing where files can be without a name. */
static void
test_killed (Fixture       *fixture,
             gconstpointer  data)
{
  int probe = open (fixture->folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  int status;
  pid_t pid;

  if (probe < 0)
    {
      g_test_skip ("the file system has no O_TMPFILE");
      return;
    }
  close (probe);

  pid = fork ();
  if (pid == 0)
    {
      write_text (pv_whole_file_new (fixture->file, NULL, NULL), "part of a");
      raise (SIGKILL);
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpuint (count_files (fixture->folder), ==, 0);
}

static char *
make_part (Fixture    *fixture,
           const char *name,
           gboolean    is_old)
{
  struct utimbuf times = { 1000000000, 1000000000 };
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, "part", -1, NULL));
  if (is_old)
    g_assert_cmpint (utime (path, &times), ==, 0);

  return path;
}

/* Elsewhere they are cleaned up later; not what somebody still writes, nor what is called otherwise. */
static void
test_abandoned_parts (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *abandoned = make_part (fixture, ".pcapviz-00000001.part", TRUE);
  g_autofree char *new = make_part (fixture, ".pcapviz-00000002.part", FALSE);
  g_autofree char *locked = make_part (fixture, ".pcapviz-00000003.part", TRUE);
  g_autofree char *other = make_part (fixture, "mine.part", TRUE);
  int fd = open (locked, O_RDWR | O_CLOEXEC);

  g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, 0);
  replace (fixture->file, "old");
  replace (fixture->file, "new");
  g_assert_false (g_file_test (abandoned, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (new, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (locked, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));
  close (fd);
}

static void
test_same (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *link = g_build_filename (fixture->folder, "link", NULL);
  g_autoptr (GFile) linked = g_file_new_for_path (link);
  g_autoptr (GFile) missing = g_file_new_build_filename (fixture->folder, "missing", NULL);

  replace (fixture->file, "old");
  g_assert_cmpint (symlink ("file.csv", link), ==, 0);
  g_assert_true (pv_whole_file_is_same (fixture->file, linked));
  g_assert_false (pv_whole_file_is_same (fixture->file, missing));
  g_assert_false (pv_whole_file_is_same (missing, missing));
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
  ADD ("mode-from-the-first-byte", test_mode_from_the_first_byte);
  ADD ("chain-of-links", test_chain_of_links);
  ADD ("links-of-strangers", test_links_of_strangers);
  ADD ("owner", test_owner);
  ADD ("descriptor", test_descriptor);
  ADD ("pipe", test_pipe);
  ADD ("long-name", test_long_name);
  ADD ("killed", test_killed);
  ADD ("abandoned-parts", test_abandoned_parts);
  ADD ("same", test_same);
#undef ADD

  return g_test_run ();
}
