/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-source.c: plain and compressed files, whole, concatenated, cut and damaged. */
#include <string.h>
#include <unistd.h>

#include "async-tests.h"
#include "compressors.h"
#include "pv-error.h"
#include "pv-source.h"
#include "savefile-builder.h"

static guint8 *
make_data (gsize length)
{
  guint8 *data = g_malloc (length);
  guint32 x = 1;

  /* Half of it compresses. */
  for (gsize i = 0; i < length; i++)
    {
      x = x * 1103515245 + 12345;
      data[i] = i % 100 < 50 ? (guint8) (x >> 16) : (guint8) i;
    }

  return data;
}

/* Reads to the end in pieces of @piece bytes. */
static GByteArray *
read_all (PvSource  *source,
          gsize      piece,
          GError   **error)
{
  GByteArray *all = g_byte_array_new ();
  g_autofree guint8 *buffer = g_malloc (piece);
  gssize n;

  while ((n = pv_source_read (source, buffer, piece, NULL, error)) > 0)
    g_byte_array_append (all, buffer, (guint) n);

  return all;
}

static PvSource *
open_bytes (GBytes *bytes)
{
  g_autoptr (GFile) file = test_file_write (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (GError) error = NULL;
  PvSource *source = pv_source_open (file, NULL, &error);

  g_assert_no_error (error);

  return source;
}

static void
test_plain (void)
{
  gsize length = 1000000;
  g_autofree guint8 *data = make_data (length);
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (PvSource) source = open_bytes (bytes);
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) all = read_all (source, 77777, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (all->data, all->len, data, length);
  g_assert_null (pv_source_get_compression (source));
  g_assert_cmpuint (pv_source_get_size (source), ==, length);
  g_assert_cmpuint (pv_source_get_position (source), ==, length);
}

static void
test_tiny (void)
{
  for (gsize length = 0; length < 6; length++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new ("\x1f" "bcdef", length);
      g_autoptr (PvSource) source = open_bytes (bytes);
      g_autoptr (GError) error = NULL;
      g_autoptr (GByteArray) all = read_all (source, 3, &error);

      g_assert_no_error (error);
      g_assert_cmpmem (all->data, all->len, "\x1f" "bcdef", length);
    }
}

static void
test_whole (gconstpointer user_data)
{
  const Compressor *compressor = user_data;
  gsize length = 1500000;
  g_autofree guint8 *data = make_data (length);
  g_autoptr (GBytes) bytes = compressor->compress (data, length);
  g_autoptr (PvSource) source = open_bytes (bytes);
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) all = read_all (source, 100003, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (all->data, all->len, data, length);
  g_assert_cmpstr (pv_source_get_compression (source), ==, compressor->name);
  g_assert_cmpuint (pv_source_get_position (source), ==, g_bytes_get_size (bytes));
}

/* Members follow each other; what follows the last and is none is ignored. */
static void
test_concatenated (gconstpointer user_data)
{
  const Compressor *compressor = user_data;
  gsize length = 400000;
  g_autofree guint8 *data = make_data (length);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PvSource) source = NULL;
  g_autoptr (GByteArray) all = NULL;

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GBytes) member = compressor->compress (data + i * 100000, i == 2 ? 0 : 100000);

      g_byte_array_append (file, g_bytes_get_data (member, NULL), (guint) g_bytes_get_size (member));
    }
  g_byte_array_append (file, (const guint8 *) "\0\0\0\0garbage", 11);
  bytes = g_bytes_new (file->data, file->len);

  source = open_bytes (bytes);
  all = read_all (source, 65536, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 300000);
  g_assert_cmpmem (all->data, 200000, data, 200000);
  g_assert_cmpmem (all->data + 200000, 100000, data + 300000, 100000);
}

/* 256 MiB of zeros in some kilobytes; in megabytes by LZ4, which compresses nothing by more than 255. */
static GFile *
write_bomb (const Compressor *compressor)
{
  const gsize piece = 1 << 20;
  g_autofree guint8 *zeros = g_malloc0 (piece);
  g_autoptr (GBytes) member = compressor->compress (zeros, piece);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (guint i = 0; i < 256; i++)
    g_byte_array_append (bytes, g_bytes_get_data (member, NULL), (guint) g_bytes_get_size (member));

  return test_file_write (bytes->data, bytes->len);
}

static void
test_bomb (gconstpointer user_data)
{
  const gsize size = 1 << 20;
  const Compressor *compressor = user_data;
  g_autoptr (GFile) file = write_bomb (compressor);
  g_autoptr (GError) error = NULL;
  g_autoptr (PvSource) source = pv_source_open (file, NULL, &error);
  g_autofree guint8 *buffer = g_malloc (size);
  guint64 n_all = 0;
  gssize n;

  g_assert_no_error (error);
  while ((n = pv_source_read (source, buffer, size, NULL, &error)) > 0)
    n_all += (guint64) n;

  if (g_str_equal (compressor->name, "lz4"))
    {
      g_assert_no_error (error);
      g_assert_cmpuint (n_all, ==, 256 * size);
      return;
    }

  g_assert_cmpint (n, ==, -1);
  g_assert_error (error, PV_ERROR, PV_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "250"));
  g_assert_cmpuint (n_all, <=, PV_SOURCE_FREE_BYTES);
  g_assert_cmpuint (n_all, >, PV_SOURCE_FREE_BYTES - size);
}

/* What pzstd(1) writes before each member, and others before the first, is passed over. */
static void
test_skippable (gconstpointer user_data)
{
  const Compressor *compressor = user_data;
  gsize length = 100000;
  g_autofree guint8 *data = make_data (length);
  g_autoptr (GByteArray) file = g_byte_array_new ();

  if (!g_str_equal (compressor->name, "zstd") && !g_str_equal (compressor->name, "lz4"))
    {
      g_test_skip ("has none");
      return;
    }

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GBytes) member = compressor->compress (data + i * length / 2, length / 2);
      guint8 skippable[] = { 0x50 + i * 15, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 'a', 'b', 'c' };

      /* At the beginning, it would pass for zstd's. */
      if (i > 0 || g_str_equal (compressor->name, "zstd"))
        g_byte_array_append (file, skippable, sizeof skippable);
      g_byte_array_append (file, g_bytes_get_data (member, NULL), (guint) g_bytes_get_size (member));
    }

  for (gsize piece = 1; piece < 2 * length; piece = piece * 7 + 1)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (file->data, file->len);
      g_autoptr (PvSource) source = open_bytes (bytes);
      g_autoptr (GError) error = NULL;
      g_autoptr (GByteArray) all = read_all (source, piece, &error);

      g_assert_no_error (error);
      g_assert_cmpmem (all->data, all->len, data, length);
      test_files_clear ();
    }
}

/* Cut anywhere, all that can be decompressed comes before the error. */
static void
test_cut (gconstpointer user_data)
{
  const Compressor *compressor = user_data;
  gsize length = 300000;
  g_autofree guint8 *data = make_data (length);
  g_autoptr (GBytes) bytes = compressor->compress (data, length);
  gsize compressed = g_bytes_get_size (bytes);

  for (gsize cut = 20; cut < compressed; cut += compressed / 37)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (bytes, 0, cut);
      g_autoptr (PvSource) source = open_bytes (part);
      g_autoptr (GError) error = NULL;
      g_autoptr (GByteArray) all = read_all (source, 65536, &error);

      g_assert_error (error, PV_ERROR, PV_ERROR_DAMAGED);
      g_assert_cmpuint (all->len, <=, length);
      g_assert_cmpmem (all->data, all->len, data, all->len);
      if (cut > compressed * 9 / 10)
        g_assert_cmpuint (all->len, >, length / 3);
      test_files_clear ();
    }
}

/* Damage in the middle is told, never looped on, and never comes as data beyond what was whole. */
static void
test_damaged (gconstpointer user_data)
{
  const Compressor *compressor = user_data;
  gsize length = 300000;
  g_autofree guint8 *data = make_data (length);
  g_autoptr (GBytes) bytes = compressor->compress (data, length);
  gsize compressed = g_bytes_get_size (bytes);
  guint n_errors = 0;

  for (gsize place = 4; place < compressed; place += compressed / 29)
    {
      g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), compressed);
      g_autoptr (GBytes) part = NULL;
      g_autoptr (PvSource) source = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GByteArray) all = NULL;

      memset (copy + place, 0xff, MIN (64, compressed - place));
      part = g_bytes_new (copy, compressed);
      source = open_bytes (part);
      all = read_all (source, 65536, &error);
      n_errors += error != NULL;
      if (error != NULL)
        {
          guint8 byte;

          g_assert_error (error, PV_ERROR, PV_ERROR_DAMAGED);
          /* Asked again, it says the same. */
          g_assert_cmpint (pv_source_read (source, &byte, 1, NULL, NULL), ==, -1);
        }
      test_files_clear ();
    }

  g_assert_cmpuint (n_errors, >, 20);
}

static gpointer
write_slowly (gpointer user_data)
{
  int fd = GPOINTER_TO_INT (user_data);

  for (guint i = 0; i < 10; i++)
    {
      g_assert_cmpint (write (fd, "0123456789" + i, 1), ==, 1);
      g_usleep (1000);
    }
  close (fd);

  return NULL;
}

static void
test_pipe (void)
{
  int fds[2];
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PvSource) source = NULL;
  g_autoptr (GByteArray) all = NULL;
  GThread *thread;

  g_assert_cmpint (pipe (fds), ==, 0);
  path = g_strdup_printf ("/dev/fd/%d", fds[0]);
  file = g_file_new_for_path (path);
  thread = g_thread_new ("writer", write_slowly, GINT_TO_POINTER (fds[1]));

  source = pv_source_open (file, NULL, &error);
  g_assert_no_error (error);
  all = read_all (source, 100, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (all->data, all->len, "0123456789", 10);
  g_assert_cmpuint (pv_source_get_size (source), ==, 0);

  g_thread_join (thread);
  close (fds[0]);
}

static gpointer
cancel_soon (gpointer user_data)
{
  g_usleep (20000);
  g_cancellable_cancel (user_data);

  return NULL;
}

/* A pipe that says nothing more does not keep anybody. */
static void
test_pipe_cancel (void)
{
  int fds[2];
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (PvSource) source = NULL;
  guint8 buffer[100];
  GThread *thread;

  g_assert_cmpint (pipe (fds), ==, 0);
  g_assert_cmpint (write (fds[1], "abcdef", 6), ==, 6);
  path = g_strdup_printf ("/dev/fd/%d", fds[0]);
  file = g_file_new_for_path (path);
  source = pv_source_open (file, cancellable, &error);
  g_assert_no_error (error);
  g_assert_cmpint (pv_source_read (source, buffer, sizeof buffer, cancellable, &error), ==, 6);

  thread = g_thread_new ("canceller", cancel_soon, cancellable);
  g_assert_cmpint (pv_source_read (source, buffer, sizeof buffer, cancellable, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_thread_join (thread);
  close (fds[0]);
  close (fds[1]);
}

static void
test_errors (void)
{
  g_autoptr (GFile) missing = g_file_new_for_path ("/nowhere/at/all.pcap");
  g_autoptr (GFile) folder = g_file_new_for_path ("/");
  g_autoptr (GError) error = NULL;

  g_assert_null (pv_source_open (missing, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (pv_source_open (folder, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/source/plain", test_plain);
  g_test_add_func ("/source/tiny", test_tiny);
  for (guint i = 0; i < G_N_ELEMENTS (compressors); i++)
    {
      static const struct
      {
        const char *name;
        GTestDataFunc func;
      } tests[] = {
        { "whole", test_whole },
        { "bomb", test_bomb },
        { "concatenated", test_concatenated },
        { "skippable", test_skippable },
        { "cut", test_cut },
        { "damaged", test_damaged },
      };

      for (guint j = 0; j < G_N_ELEMENTS (tests); j++)
        {
          g_autofree char *path = g_strdup_printf ("/source/%s/%s", compressors[i].name, tests[j].name);

          g_test_add_data_func (path, &compressors[i], tests[j].func);
        }
    }
  g_test_add_func ("/source/pipe", test_pipe);
  test_add_async_func ("/source/pipe/cancel", test_pipe_cancel);
  g_test_add_func ("/source/errors", test_errors);

  status = g_test_run ();
  test_files_clear ();

  return status;
}
