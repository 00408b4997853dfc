/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-index-cache.c: indexes are kept, found, used, bounded and thrown away, whatever happens meanwhile. */
#include "index-place.h"
#include "packet-builder.h"
#include "pv-error.h"
#include "pv-index-cache.h"
#include "pv-input-key.h"
#include "pv-loader.h"
#include "savefile-builder.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define T0 ((gint64) 1500000000 * PV_NS_PER_SECOND)

static void
set_up (IndexPlace    *self,
        gconstpointer  data)
{
  index_place_init (self);
}

static void
tear_down (IndexPlace    *self,
           gconstpointer  data)
{
  index_place_clear (self);
}

/* As if it had been written long ago. */
static void
age (GFile *file)
{
  set_written (g_file_peek_path (file), T0 / PV_NS_PER_SECOND);
}

static GFile *
make_capture (guint n)
{
  SavefileBuilder builder;
  GByteArray *packet = packet_ipv4 (packet_udp (packet_dns ("example.org"), 3000, 53), 17, "10.0.0.1", "10.0.0.2");
  GFile *file;

  packet = packet_ethernet (packet, 0x0800);
  savefile_builder_init (&builder, FALSE);
  savefile_add_section (&builder);
  savefile_add_interface (&builder, 1, 65535, 9, 0);
  for (guint i = 0; i < n; i++)
    savefile_add_enhanced (&builder, 0, (guint64) T0 + i, packet->data, packet->len, packet->len);
  file = savefile_builder_write (&builder);
  savefile_builder_clear (&builder);
  g_byte_array_unref (packet);
  age (file);

  return file;
}

/* Opens the file as a window would. @is_indexed: (out): whether from an index */
static PvCapture *
open_file (IndexPlace  *self,
           GFile       *file,
           gboolean    *is_indexed,
           PvLoader   **loader_out)
{
  g_autoptr (PvLoader) loader = pv_loader_new (file);
  g_autoptr (GError) error = NULL;
  PvCapture *capture;

  pv_loader_set_index_cache (loader, self->cache, 0);
  capture = pv_loader_load (loader, NULL, &error);
  g_assert_no_error (error);
  *is_indexed = pv_loader_is_indexed (loader);
  if (loader_out != NULL)
    *loader_out = g_steal_pointer (&loader);

  return capture;
}

/* Opens the file, has an index written, and says whether it was one that it was read from. */
static gboolean
open_and_store (IndexPlace *self,
                GFile      *file)
{
  g_autoptr (PvLoader) loader = NULL;
  gboolean is_indexed;
  g_autoptr (PvCapture) capture = open_file (self, file, &is_indexed, &loader);

  g_assert_true (pv_loader_wants_index (loader) == !is_indexed);
  if (!is_indexed)
    g_assert_true (pv_loader_write_index (loader, capture, NULL, NULL));

  return is_indexed;
}

static void
test_kept (IndexPlace    *self,
           gconstpointer  data)
{
  g_autoptr (GFile) file = make_capture (100);
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (PvCapture) first = NULL;
  g_autoptr (PvCapture) second = NULL;
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  gboolean is_indexed;
  struct stat info;

  first = open_file (self, file, &is_indexed, NULL);
  g_assert_false (is_indexed);
  g_assert_false (open_and_store (self, file));
  second = open_file (self, file, &is_indexed, NULL);
  g_assert_true (is_indexed);
  a = make_report (first);
  b = make_report (second);
  g_assert_cmpstr (a, ==, b);

  names = index_place_list (self);
  g_assert_cmpuint (names->len, ==, 1);
  g_assert_cmpint (g_stat (g_ptr_array_index (names, 0), &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpuint (pv_index_cache_get_size (self->cache), ==, (guint64) info.st_size);
  g_assert_cmpint (g_stat (self->indexes, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0700);

  pv_index_cache_clear (self->cache);
  g_assert_cmpuint (index_place_count (self), ==, 0);
  g_assert_cmpuint (pv_index_cache_get_size (self->cache), ==, 0);
  /* what is open stays so */
  g_free (b);
  b = make_report (second);
  g_assert_cmpstr (a, ==, b);
}

/* Another file by the same name, or the same by another. */
static void
test_identity (IndexPlace    *self,
               gconstpointer  data)
{
  g_autoptr (GFile) file = make_capture (100);
  g_autoptr (GFile) other = make_capture (200);
  g_autofree char *moved = index_place_get_path (self, "moved");
  g_autofree char *bytes = NULL;
  gsize n;

  g_assert_false (open_and_store (self, file));
  g_assert_true (open_and_store (self, file));
  g_assert_false (open_and_store (self, other));
  g_assert_true (g_file_load_contents (file, NULL, &bytes, &n, NULL, NULL));
  g_assert_true (g_file_set_contents (moved, bytes, (gssize) n, NULL));
  {
    g_autoptr (GFile) there = g_file_new_for_path (moved);

    age (there);
    g_assert_true (open_and_store (self, there));
  }
  g_unlink (moved);

  /* `> file`, and as long again, with other contents */
  bytes[n - 20] ^= 1;
  g_assert_true (g_file_replace_contents (file, bytes, n, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, NULL));
  age (file);
  g_assert_false (open_and_store (self, file));
}

static void
test_least_recently_used (IndexPlace    *self,
                          gconstpointer  data)
{
  g_autoptr (GFile) a = make_capture (100);
  g_autoptr (GFile) b = make_capture (101);
  g_autoptr (GFile) c = make_capture (102);
  g_autoptr (GPtrArray) names = NULL;
  guint64 size;

  g_assert_false (open_and_store (self, a));
  size = pv_index_cache_get_size (self->cache);
  g_assert_false (open_and_store (self, b));
  names = index_place_list (self);
  /* both were used an hour ago, and a is now */
  for (guint i = 0; i < names->len; i++)
    {
      const gint64 now = g_get_real_time () / G_TIME_SPAN_SECOND;

      set_written (g_ptr_array_index (names, i), now - 3600);
    }
  g_assert_true (open_and_store (self, a));

  index_place_limit (self, 2 * size + size / 2);
  g_assert_false (open_and_store (self, c));
  g_assert_cmpuint (index_place_count (self), ==, 2);
  g_assert_true (open_and_store (self, a));
  g_assert_true (open_and_store (self, c));

  /* what alone is longer than all may be is not kept, and nothing goes for it */
  index_place_limit (self, size / 2);
  {
    g_autoptr (PvLoader) loader = NULL;
    gboolean is_indexed;
    g_autoptr (PvCapture) capture = open_file (self, b, &is_indexed, &loader);

    g_assert_false (is_indexed);
    g_assert_false (pv_loader_write_index (loader, capture, NULL, NULL));
  }
  g_assert_cmpuint (index_place_count (self), ==, 2);
}

static void
test_off (IndexPlace    *self,
          gconstpointer  data)
{
  g_autoptr (GFile) file = make_capture (100);
  g_autoptr (PvLoader) loader = NULL;
  g_autoptr (PvCapture) capture = NULL;
  gboolean is_indexed;

  g_assert_false (open_and_store (self, file));
  pv_index_cache_set_enabled (self->cache, FALSE);
  g_assert_false (pv_index_cache_get_enabled (self->cache));
  capture = open_file (self, file, &is_indexed, &loader);
  g_assert_false (is_indexed);
  pv_index_cache_clear (self->cache);
  g_assert_false (pv_loader_write_index (loader, capture, NULL, NULL));
  g_assert_cmpuint (pv_index_cache_get_size (self->cache), ==, 0);
  pv_index_cache_set_enabled (self->cache, TRUE);
  g_assert_false (open_and_store (self, file));
  g_assert_true (open_and_store (self, file));
}

static void
test_damaged (IndexPlace    *self,
              gconstpointer  data)
{
  g_autoptr (GFile) file = make_capture (100);
  g_autoptr (GPtrArray) names = NULL;
  int fd;

  g_assert_false (open_and_store (self, file));
  names = index_place_list (self);
  fd = g_open (g_ptr_array_index (names, 0), O_RDWR, 0);
  g_assert_cmpint (pwrite (fd, "x", 1, 5000), ==, 1);
  close (fd);
  /* it is thrown away, and made anew */
  g_assert_false (open_and_store (self, file));
  g_assert_true (open_and_store (self, file));

  /* a link in its place is not followed */
  g_assert_cmpint (g_unlink (g_ptr_array_index (names, 0)), ==, 0);
  g_assert_cmpint (symlink ("/dev/zero", g_ptr_array_index (names, 0)), ==, 0);
  {
    gboolean is_indexed;
    g_autoptr (PvCapture) capture = open_file (self, file, &is_indexed, NULL);

    g_assert_false (is_indexed);
  }
}

/* A folder that others may write to is not used. */
static void
test_open_folder (IndexPlace    *self,
                  gconstpointer  data)
{
  g_autoptr (GFile) file = make_capture (100);
  g_autoptr (PvLoader) loader = NULL;
  g_autoptr (PvCapture) capture = NULL;
  gboolean is_indexed;

  g_assert_false (open_and_store (self, file));
  g_assert_cmpint (g_chmod (self->indexes, 0777), ==, 0);
  capture = open_file (self, file, &is_indexed, &loader);
  g_assert_false (is_indexed);
  g_assert_false (pv_loader_write_index (loader, capture, NULL, NULL));
  g_assert_cmpint (g_chmod (self->indexes, 0700), ==, 0);
}

/* A file that was changed since it was opened gets no index, and none that is just being written. */
static void
test_changed (IndexPlace    *self,
              gconstpointer  data)
{
  g_autoptr (GFile) file = make_capture (100);
  g_autoptr (PvLoader) loader = NULL;
  g_autoptr (PvCapture) capture = NULL;
  gboolean is_indexed;
  int fd;

  capture = open_file (self, file, &is_indexed, &loader);
  fd = g_open (g_file_peek_path (file), O_WRONLY, 0);
  g_assert_cmpint (pwrite (fd, "x", 1, 500), ==, 1);
  close (fd);
  age (file);
  g_assert_true (pv_loader_wants_index (loader));
  g_assert_false (pv_loader_write_index (loader, capture, NULL, NULL));
  g_assert_cmpuint (index_place_count (self), ==, 0);

  /* written just now */
  g_clear_object (&capture);
  g_clear_object (&loader);
  g_assert_cmpint (utimensat (AT_FDCWD, g_file_peek_path (file), NULL, 0), ==, 0);
  capture = open_file (self, file, &is_indexed, &loader);
  g_assert_false (pv_loader_wants_index (loader));
}

/* The disk is full. */
static void
test_full (IndexPlace    *self,
           gconstpointer  data)
{
  g_autoptr (GFile) file = make_capture (100);
  g_autoptr (PvLoader) loader = NULL;
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (GError) error = NULL;
  struct rlimit before;
  struct rlimit limit;
  gboolean is_indexed;

  capture = open_file (self, file, &is_indexed, &loader);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = (struct rlimit){ 100000, before.rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_false (pv_loader_write_index (loader, capture, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_cmpuint (index_place_count (self), ==, 0);
  g_assert_true (pv_loader_write_index (loader, capture, NULL, NULL));
  g_assert_true (open_and_store (self, file));
}

/* Who writes it is killed. */
static void
test_killed (IndexPlace    *self,
             gconstpointer  data)
{
  g_autoptr (GFile) file = make_capture (100);
  g_autofree char *stem = g_strnfill (64, 'a');
  g_autofree char *name = g_strconcat (stem, ".index", NULL);
  PvIndexDraft *draft = pv_index_cache_begin (self->cache, name);
  pid_t child;
  int ends[2];
  char byte;

  /* a name that is none of an index is nobody's business */
  g_assert_null (pv_index_cache_begin (self->cache, "../../.bashrc"));
  g_assert_nonnull (draft);
  g_assert_false (pv_index_cache_end (self->cache, draft, FALSE));
  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  if (child == 0)
    {
      draft = pv_index_cache_begin (self->cache, name);
      if (write (pv_index_draft_get_fd (draft), "half of it", 10) != 10 || write (ends[1], "x", 1) != 1)
        _exit (1);
      for (;;)
        pause ();
    }
  g_assert_cmpint (read (ends[0], &byte, 1), ==, 1);
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  close (ends[0]);
  close (ends[1]);

  g_assert_cmpuint (pv_index_cache_get_size (self->cache), ==, 0);
  g_assert_false (open_and_store (self, file));
  g_assert_true (open_and_store (self, file));
}

typedef struct
{
  IndexPlace *fixture;
  GFile *file;
} Window;

static gpointer
run_window (gpointer data)
{
  Window *self = data;

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (PvLoader) loader = NULL;
      gboolean is_indexed;
      g_autoptr (PvCapture) capture = open_file (self->fixture, self->file, &is_indexed, &loader);

      g_assert_cmpuint (pv_capture_get_n_packets (capture), ==, 5000);
      if (!is_indexed)
        g_assert_true (pv_loader_write_index (loader, capture, NULL, NULL));
      if (i % 5 == 4)
        pv_index_cache_clear (self->fixture->cache);
    }

  return NULL;
}

/* Two windows, or processes, with one file at once, and one that clears now and then. */
static void
test_two_at_once (IndexPlace    *self,
                  gconstpointer  data)
{
  g_autoptr (GFile) file = make_capture (5000);
  Window window = { self, file };
  GThread *threads[3];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("window", run_window, &window);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  open_and_store (self, file);
  g_assert_true (open_and_store (self, file));
}

/* A capture that was read from its index is read on where it grows, and is to be opened again where it changes otherwise. */
static void
test_followed (IndexPlace    *self,
               gconstpointer  data)
{
  g_autoptr (GFile) file = make_capture (100);
  g_autoptr (PvLoader) loader = pv_loader_new (file);
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (GError) error = NULL;
  int fd;

  g_assert_false (open_and_store (self, file));
  pv_loader_set_index_cache (loader, self->cache, 0);
  pv_loader_set_follows (loader, TRUE);
  capture = pv_loader_load (loader, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (pv_loader_is_indexed (loader));
  g_assert_true (pv_loader_can_follow (loader));
  g_assert_null (pv_loader_follow (loader, NULL, &error));
  g_assert_no_error (error);

  fd = g_open (g_file_peek_path (file), O_WRONLY | O_APPEND, 0);
  g_assert_cmpint (write (fd, "more", 4), ==, 4);
  g_assert_null (pv_loader_follow (loader, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (pv_loader_can_follow (loader));
  g_assert_cmpint (ftruncate (fd, 1000), ==, 0);
  close (fd);
  g_assert_null (pv_loader_follow (loader, NULL, &error));
  g_assert_error (error, PV_ERROR, PV_ERROR_DAMAGED);
  g_assert_false (pv_loader_can_follow (loader));
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/index-cache/" path, IndexPlace, NULL, set_up, func, tear_down)
  ADD ("kept", test_kept);
  ADD ("identity", test_identity);
  ADD ("least-recently-used", test_least_recently_used);
  ADD ("off", test_off);
  ADD ("damaged", test_damaged);
  ADD ("open-folder", test_open_folder);
  ADD ("changed", test_changed);
  ADD ("full", test_full);
  ADD ("killed", test_killed);
  ADD ("two-at-once", test_two_at_once);
  ADD ("followed", test_followed);

  result = g_test_run ();
  test_files_clear ();

  return result;
}
