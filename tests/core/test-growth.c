/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-growth.c: a capture that grows is, at each step, what loading as much of the file at once gives. */
#include "effort.h"
#include "packet-builder.h"
#include "pv-capture-builder.h"
#include "pv-capture-filter.h"
#include "pv-capture-private.h"
#include "pv-error.h"
#include "pv-loader.h"
#include "pv-packet-set-private.h"
#include "pv-query.h"
#include "pv-report.h"
#include "pv-savefile.h"
#include "savefile-builder.h"

#include "pv-tsan.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ETHERNET 1
#define SYN 0x02
#define ACK 0x10
#define T0 ((gint64) 1500000000 * PV_NS_PER_SECOND)
#define N_FRAMES 400

/* A file that is written record by record. */
typedef struct
{
  SavefileBuilder bytes;
  gsize head; /* bytes before the first record */
  GArray *ends; /* of gsize: where in the bytes each record ends */
  GFile *file;
} Growing;

static GByteArray *
make_http (guint i)
{
  g_autofree char *text = g_strdup_printf ("GET /%u HTTP/1.1\r\nHost: host%u.example\r\n\r\n", i, i % 37);
  GByteArray *packet = packet_new ();

  g_byte_array_append (packet, (const guint8 *) text, strlen (text));

  return packet_tcp (packet, (guint16) (20000 + i), 80, 1, ACK);
}

static GByteArray *
make_dns (guint    i,
          gboolean is_answer)
{
  g_autofree char *name = g_strdup_printf ("name%u.example", i % 53);
  GByteArray *packet = packet_dns (name);

  if (is_answer)
    packet->data[2] |= 0x80;

  return is_answer ? packet_udp (packet, 53, (guint16) (30000 + i)) : packet_udp (packet, (guint16) (30000 + i), 53);
}

/* Frames of all kinds that leave something in a capture. */
static GPtrArray *
make_frames (void)
{
  GPtrArray *frames = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);

  for (guint i = 0; i < N_FRAMES; i++)
    {
      guint pair = i / 5;
      g_autofree char *client = g_strdup_printf ("10.0.%u.%u", pair / 7, pair % 7 + 1);
      g_autofree char *server = g_strdup_printf ("192.0.2.%u", pair % 11);
      GByteArray *packet;

      switch (i % 5)
        {
        case 0:
          packet = packet_ipv4 (make_dns (pair, FALSE), 17, client, server);
          break;
        case 1:
          packet = packet_ipv4 (make_dns (pair, TRUE), 17, server, client);
          break;
        case 2:
          packet = packet_tcp (packet_append_n (packet_new (), 1, 'x'), (guint16) (20000 + pair), 80, 0, SYN);
          packet = packet_ipv4 (packet, 6, client, server);
          break;
        case 3:
          packet = packet_ipv4 (make_http (pair), 6, client, server);
          break;
        default:
          packet = packet_tcp (packet_append_n (packet_new (), pair + 1, 'x'), 80, (guint16) (20000 + pair), 1, ACK);
          packet = packet_ipv4 (packet, 6, server, client);
          break;
        }
      g_ptr_array_add (frames, packet_ethernet (packet, 0x0800));
    }

  return frames;
}

/* Adds @n records. @late: one in so many comes late, by up to @by; 0 for none */
static void
growing_init (Growing *self,
              GRand   *rand,
              guint    n,
              guint    late,
              gint64   by)
{
  g_autoptr (GPtrArray) frames = make_frames ();
  gint64 time_ns = T0;

  savefile_builder_init (&self->bytes, FALSE);
  self->ends = g_array_new (FALSE, FALSE, sizeof (gsize));
  savefile_add_section (&self->bytes);
  savefile_add_interface (&self->bytes, ETHERNET, 65535, 9, 0);
  self->head = self->bytes.bytes->len;
  self->file = savefile_builder_write (&self->bytes);

  for (guint i = 0; i < n; i++)
    {
      const GByteArray *frame = g_ptr_array_index (frames, (guint) g_rand_int_range (rand, 0, N_FRAMES));
      gint64 at_ns = time_ns;
      gsize end;

      if (late > 0 && g_rand_int_range (rand, 0, (gint32) late) == 0)
        at_ns -= (gint64) (g_rand_double (rand) * (double) by);
      savefile_add_enhanced (&self->bytes, 0, (guint64) at_ns, frame->data, frame->len, frame->len);
      end = self->bytes.bytes->len;
      g_array_append_val (self->ends, end);
      /* several at one time, too */
      time_ns += g_rand_int_range (rand, 0, 4) * 50 * PV_NS_PER_SECOND / 1000;
    }
}

static void
growing_clear (Growing *self)
{
  savefile_builder_clear (&self->bytes);
  g_array_unref (self->ends);
  g_object_unref (self->file);
}

/* Lets the file be its first @n records. */
static void
growing_write (Growing *self,
               guint    n)
{
  gsize length = n > 0 ? g_array_index (self->ends, gsize, n - 1) : 0;
  FILE *file = g_fopen (g_file_peek_path (self->file), "w");

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (self->bytes.bytes->data, 1, length, file), ==, length);
  g_assert_cmpint (fclose (file), ==, 0);
}

static PvCapture *
load (GFile *file)
{
  g_autoptr (PvLoader) loader = pv_loader_new (file);
  g_autoptr (GError) error = NULL;
  PvCapture *capture = pv_loader_load (loader, NULL, &error);

  g_assert_no_error (error);

  return capture;
}

static char *
report (PvCapture    *capture,
        const PvSpan *span)
{
  g_autoptr (GError) error = NULL;
  char *json = pv_report_to_json (capture, (PvBinning){ PV_NS_PER_SECOND, PV_ZONE_UTC }, span, NULL, NULL, &error);

  g_assert_no_error (error);

  return json;
}

/* Tells where reports differ, rather than all that is in them. */
static void
expect_equal (const char *here,
              const char *there)
{
  gsize i = 0;

  while (here[i] != '\0' && here[i] == there[i])
    i++;
  if (here[i] != there[i])
    g_test_message ("byte %" G_GSIZE_FORMAT ": “%.200s” rather than “%.200s”", i, here + i - MIN (i, 100),
                    there + i - MIN (i, 100));
  g_assert_true (here[i] == there[i]);
}

/* Holds the capture against the file's first @n records, loaded at once. */
static void
expect_as_loaded (Growing   *growing,
                  PvCapture *capture,
                  guint      n)
{
  g_autoptr (PvCapture) loaded = NULL;
  g_autofree char *here = report (capture, NULL);
  g_autofree char *there = NULL;
  g_autofree char *here_part = NULL;
  g_autofree char *there_part = NULL;
  PvSpan span = { T0 + 10 * PV_NS_PER_SECOND, T0 + 60 * PV_NS_PER_SECOND };

  growing_write (growing, n);
  loaded = load (growing->file);
  there = report (loaded, NULL);
  here_part = report (capture, &span);
  there_part = report (loaded, &span);

  expect_equal (here, there);
  expect_equal (here_part, there_part);
  for (guint64 place = 0; place < capture->n_packets; place++)
    g_assert_cmpuint (pv_capture_get_number (capture, place), ==, pv_capture_get_number (loaded, place));
}

/* Holds the capture against @file, loaded at once. */
static void
expect_as_file (PvCapture *capture,
                GFile     *file)
{
  g_autoptr (PvCapture) loaded = load (file);
  g_autofree char *here = report (capture, NULL);
  g_autofree char *there = report (loaded, NULL);

  expect_equal (here, there);
}

/* What no later generation may change of an earlier one. */
static char *
sum_up (PvCapture *capture)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint64 packet = 0; packet < capture->n_packets; packet++)
    {
      const PvChunk *chunk = pv_capture_get_chunk (capture, packet);
      guint i = packet & PV_CHUNK_MASK;
      PvSums sums = pv_capture_sum_before (capture, packet);
      guint64 number = pv_capture_get_number (capture, packet);

      g_checksum_update (checksum, (const guint8 *) &chunk->time_ns[i], sizeof chunk->time_ns[i]);
      g_checksum_update (checksum, (const guint8 *) &chunk->flow[i], sizeof chunk->flow[i]);
      g_checksum_update (checksum, (const guint8 *) &sums, sizeof sums);
      g_checksum_update (checksum, (const guint8 *) &number, sizeof number);
    }
  for (guint kind = 0; kind < PV_N_EVENT_KINDS; kind++)
    for (guint64 i = 0; i < capture->events[kind].n; i++)
      {
        PvEvent event = pv_events_get (&capture->events[kind], i);

        g_checksum_update (checksum, (const guint8 *) &event, sizeof event);
      }

  return g_strdup (g_checksum_get_string (checksum));
}

/* What there is to say of the file, as a loader would. */
static PvInputFiles *
make_files (Growing    *growing,
            PvSavefile *savefile)
{
  PvInputFiles *files = pv_input_files_new (&growing->file, 1);

  files->files[0].format = pv_savefile_get_format (savefile);

  return files;
}

/* Reads the file as it is and adds it to @builder in random parts; between them, now and then, settles. */
static void
grow (Growing *growing,
      GRand   *rand,
      guint    max_part,
      guint    max_settles)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) all = NULL;
  g_autoptr (PvSavefile) savefile = NULL;
  g_autoptr (PvInputFiles) files = NULL;
  g_autoptr (PvCaptureBuilder) builder = NULL;
  g_autoptr (PvWorker) worker = NULL;
  g_autoptr (PvCapture) final = NULL;
  g_autoptr (GPtrArray) generations = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) sums = g_ptr_array_new_with_free_func (g_free);
  PvBatch batch = { 0 };
  guint64 first;

  all = savefile_builder_write (&growing->bytes);
  savefile = pv_savefile_open (pv_source_open (all, NULL, &error), NULL, &error);
  g_assert_no_error (error);
  files = make_files (growing, savefile);
  builder = pv_capture_builder_new (files, &error);
  worker = pv_worker_new (builder);

  while (pv_savefile_read (savefile, &batch, NULL, &error))
    for (gsize i = 0; i < batch.n_records;)
      {
        gsize n = (gsize) g_rand_int_range (rand, 1, (gint32) max_part + 1);

        n = MIN (n, batch.n_records - i);

        g_assert_true (pv_capture_builder_reserve (builder, n, &first, &error));
        g_assert_true (pv_worker_add (worker, batch.records + i, n, first, &error));
        i += n;

        if (generations->len < max_settles && g_rand_int_range (rand, 0, 4) == 0)
          {
            PvCapture *capture = pv_capture_builder_settle (builder, files, FALSE, &error);

            g_assert_no_error (error);
            g_assert_true (pv_capture_get_settled (capture));
            g_assert_false (pv_capture_get_final (capture));
            g_assert_cmpuint (pv_capture_get_generation (capture), ==, generations->len);
            g_assert_cmpuint (pv_capture_get_n_packets (capture), ==, first + n);
            expect_as_loaded (growing, capture, (guint) (first + n));
            g_ptr_array_add (generations, capture);
            g_ptr_array_add (sums, sum_up (capture));
          }
      }
  g_assert_no_error (error);
  pv_batch_clear (&batch);

  final = pv_capture_builder_settle (builder, files, TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (pv_capture_get_final (final));
  expect_as_loaded (growing, final, growing->ends->len);

  for (guint i = 0; i < generations->len; i++)
    {
      PvCapture *capture = g_ptr_array_index (generations, i);
      g_autofree char *sum = sum_up (capture);

      g_assert_cmpstr (sum, ==, g_ptr_array_index (sums, i));
      g_assert_true (pv_capture_is_same_model (capture, final));
    }
}

static void
test_random (void)
{
  static const struct
  {
    guint n;
    guint late;
    gint64 by;
    guint max_part;
    guint max_settles;
  } cases[] = {
    { 300, 0, 0, 7, 40 },
    { 300, 3, 20 * PV_NS_PER_SECOND, 7, 40 },
    { 2000, 50, 2 * PV_NS_PER_SECOND, 100, 20 },
    { 2000, 900, 1000 * PV_NS_PER_SECOND, 100, 20 },
    { 2000, 1, 1000 * PV_NS_PER_SECOND, 100, 20 },
    /* several chunks, of columns and of rows */
    { EFFORT (150000, 70000), 2000, PV_NS_PER_SECOND, 30000, EFFORT (6, 2) },
    { EFFORT (150000, 70000), EFFORT (100000, 50000), 5000 * PV_NS_PER_SECOND, 30000, EFFORT (6, 2) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint seed = 0; seed < (cases[i].n < 10000 ? EFFORT (4, 1) : 1); seed++)
      {
        g_autoptr (GRand) rand = g_rand_new_with_seed (100 * i + seed);
        Growing growing;

        g_test_message ("case %u, seed %u", i, seed);
        growing_init (&growing, rand, cases[i].n, cases[i].late, cases[i].by);
        grow (&growing, rand, cases[i].max_part, cases[i].max_settles);
        growing_clear (&growing);
      }
}

/* Lets the file grow by random bytes, and follows it. */
static void
follow (Growing *growing,
        GRand   *rand,
        guint    max_part)
{
  g_autoptr (GFile) copy = test_file_write (growing->bytes.bytes->data,
                                            growing->ends->len > 0 ? g_array_index (growing->ends, gsize, 0) : 0);
  g_autoptr (PvLoader) loader = pv_loader_new (copy);
  g_autoptr (GError) error = NULL;
  g_autoptr (PvCapture) newest = NULL;
  gsize length = g_array_index (growing->ends, gsize, 0);
  gsize all = growing->bytes.bytes->len;
  guint n_records = 1;

  pv_loader_set_follows (loader, TRUE);
  newest = pv_loader_load (loader, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (pv_loader_can_follow (loader));
  g_assert_null (pv_loader_follow (loader, NULL, &error));
  g_assert_no_error (error);

  while (length < all)
    {
      gsize n = MIN (all - length, (gsize) max_part);
      FILE *file = g_fopen (g_file_peek_path (copy), "a");
      PvCapture *capture;

      n = (gsize) g_rand_int_range (rand, 1, (gint32) n + 1);
      g_assert_cmpuint (fwrite (growing->bytes.bytes->data + length, 1, n, file), ==, n);
      g_assert_cmpint (fclose (file), ==, 0);
      length += n;
      while (n_records < growing->ends->len && g_array_index (growing->ends, gsize, n_records) <= length)
        n_records++;

      capture = pv_loader_follow (loader, NULL, &error);
      g_assert_no_error (error);
      g_assert_true ((capture != NULL) == (n_records > pv_capture_get_n_packets (newest)));
      if (capture == NULL)
        continue;

      g_assert_cmpuint (pv_capture_get_n_packets (capture), ==, n_records);
      g_assert_false (pv_capture_get_truncated (capture));
      g_assert_true (pv_capture_is_same_model (capture, newest));
      g_object_unref (newest);
      newest = capture;
    }

  expect_as_file (newest, copy);
}

static void
test_follow (void)
{
  for (guint seed = 0; seed < 8; seed += EFFORT (1, 3))
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      Growing growing;

      growing_init (&growing, rand, 400, seed % 2 == 0 ? 0 : 20, 5 * PV_NS_PER_SECOND);
      follow (&growing, rand, seed < 4 ? 300 : 6000);
      growing_clear (&growing);
    }
}

/* Packets before the first that has a time get that, also once they were shown without. */
static void
test_first_times (void)
{
  static const guint8 frame[60] = { 0 };

  for (guint seed = 0; seed < EFFORT (10, 3); seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      Growing growing;

      growing_init (&growing, rand, 0, 0, 0);
      for (guint i = 0; i < 60; i++)
        {
          gsize end;

          if (i < 30 || i % 7 == 0)
            savefile_add_simple (&growing.bytes, frame, 60, 60);
          else
            savefile_add_enhanced (&growing.bytes, 0, (guint64) (T0 + g_rand_int_range (rand, 0, 1000)), frame, 60, 60);
          end = growing.bytes.bytes->len;
          g_array_append_val (growing.ends, end);
        }
      follow (&growing, rand, 400);
      growing_clear (&growing);
    }
}

/* The clock of whoever captures is set back by an hour, is off by decades for a packet, and is set forward by a day. */
static void
test_clock (void)
{
  for (guint seed = 0; seed < 4; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GPtrArray) frames = make_frames ();
      Growing growing;

      growing_init (&growing, rand, 0, 0, 0);
      for (guint i = 0; i < 300; i++)
        {
          const GByteArray *frame = g_ptr_array_index (frames, i % N_FRAMES);
          gint64 time_ns = T0 + i * (PV_NS_PER_SECOND / 100);
          gsize end;

          if (i >= 100 && i < 150)
            time_ns -= 3600 * PV_NS_PER_SECOND;
          else if (i == 170)
            time_ns += 60 * 365 * PV_NS_PER_DAY;
          else if (i >= 200)
            time_ns += PV_NS_PER_DAY;
          savefile_add_enhanced (&growing.bytes, 0, (guint64) time_ns, frame->data, frame->len, frame->len);
          end = growing.bytes.bytes->len;
          g_array_append_val (growing.ends, end);
        }
      follow (&growing, rand, seed % 2 == 0 ? 400 : 4000);
      growing_clear (&growing);
    }
}

/* What took the file's place is not taken for more of it. */
static void
test_changed (void)
{
  for (guint way = 0; way < 4; way++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (way);
      g_autoptr (PvLoader) loader = NULL;
      g_autoptr (PvCapture) capture = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *other = NULL;
      Growing growing;

      growing_init (&growing, rand, 100, 0, 0);
      growing_write (&growing, 50);
      loader = pv_loader_new (growing.file);
      pv_loader_set_follows (loader, TRUE);
      capture = pv_loader_load (loader, NULL, &error);
      g_assert_no_error (error);
      other = g_strconcat (g_file_peek_path (growing.file), ".other", NULL);

      switch (way)
        {
        case 0: /* shorter */
          growing_write (&growing, 20);
          break;
        case 1: /* longer, with another beginning */
          growing.bytes.bytes->data[g_array_index (growing.ends, gsize, 2) - 9] ^= 1;
          growing_write (&growing, 100);
          break;
        case 2: /* another of its name */
          g_assert_cmpint (g_rename (g_file_peek_path (growing.file), other), ==, 0);
          growing_write (&growing, 100);
          g_assert_cmpint (g_unlink (other), ==, 0);
          break;
        default: /* none */
          g_assert_cmpint (g_unlink (g_file_peek_path (growing.file)), ==, 0);
          break;
        }

      g_assert_null (pv_loader_follow (loader, NULL, &error));
      if (way < 3)
        g_assert_error (error, PV_ERROR, PV_ERROR_DAMAGED);
      else
        g_assert_no_error (error);
      g_assert_cmpint (pv_loader_can_follow (loader), ==, way == 3);
      growing_clear (&growing);
    }
}

/* Files in a folder of their own. */
typedef struct
{
  char *folder;
  Growing growing;
  GRand *rand;
  guint n_records; /* that were written */
  PvLoader *loader;
  PvCapture *newest;
} Ring;

static void
ring_init (Ring  *self,
           guint  seed,
           guint  n)
{
  g_autoptr (GError) error = NULL;

  *self = (Ring){ .folder = g_dir_make_tmp ("pv-ring-XXXXXX", &error) };
  g_assert_no_error (error);
  self->rand = g_rand_new_with_seed (seed);
  growing_init (&self->growing, self->rand, n, 0, 0);
}

static void
ring_clear (Ring *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_rand_free (self->rand);
  g_clear_object (&self->loader);
  g_clear_object (&self->newest);
  growing_clear (&self->growing);
}

static char *
ring_get_path (Ring       *self,
               const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

static void
ring_append (Ring       *self,
             const char *name,
             const char *mode,
             gsize       start,
             gsize       end)
{
  g_autofree char *path = ring_get_path (self, name);
  FILE *file = g_fopen (path, mode);

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (self->growing.bytes.bytes->data + start, 1, end - start, file), ==, end - start);
  g_assert_cmpint (fclose (file), ==, 0);
}

/* Begins a file anew, with nothing but its head. */
static void
ring_begin (Ring       *self,
            const char *name)
{
  ring_append (self, name, "w", 0, self->growing.head);
}

static void
ring_write (Ring       *self,
            const char *name,
            guint       n)
{
  GArray *ends = self->growing.ends;
  gsize start = self->n_records > 0 ? g_array_index (ends, gsize, self->n_records - 1) : self->growing.head;

  self->n_records += n;
  ring_append (self, name, "a", start, g_array_index (ends, gsize, self->n_records - 1));
}

/* Opens what is called @name, or the folder. */
static void
ring_open (Ring       *self,
           const char *name)
{
  g_autofree char *path = name != NULL ? ring_get_path (self, name) : g_strdup (self->folder);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  self->loader = pv_loader_new (file);
  pv_loader_set_follows (self->loader, TRUE);
  self->newest = pv_loader_load (self->loader, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (pv_loader_can_follow (self->loader));
}

static void
ring_follow (Ring *self)
{
  g_autoptr (GError) error = NULL;
  PvCapture *capture = pv_loader_follow (self->loader, NULL, &error);

  g_assert_no_error (error);
  if (capture == NULL)
    return;

  g_assert_true (pv_capture_is_same_model (capture, self->newest));
  for (guint64 packet = 1; packet < capture->n_packets; packet++)
    g_assert_cmpint (pv_capture_get_time (capture, packet), >=, pv_capture_get_time (capture, packet - 1));
  g_object_unref (self->newest);
  self->newest = capture;
}

static void
expect_counts_of_files (PvCapture *capture)
{
  PvQuery query = { .dimension = PV_DIMENSION_FILE, .limit = 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (PvRanking) ranking = pv_query_run (capture, &query, NULL, &error);
  guint64 packets = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < ranking->n_ranks; i++)
    {
      g_assert_cmpuint (ranking->ranks[i].packets, ==, pv_capture_get_nth_file (capture, ranking->ranks[i].id)->n_packets);
      packets += ranking->ranks[i].packets;
    }
  g_assert_cmpuint (packets, ==, capture->n_packets);
}

/* A ring that goes on while it is shown: its folder, or one file of it; files that are overwritten, or go. */
static void
test_ring (void)
{
  enum { FOLDER, FILE_ALONE, AROUND, DELETED, N_WAYS };

  for (guint way = 0; way < N_WAYS; way++)
    for (guint seed = 0; seed < 4; seed++)
      {
        g_autoptr (PvPacketSet) set = NULL;
        g_autoptr (GError) error = NULL;
        guint n_files = 1;
        Ring ring;

        g_test_message ("way %u, seed %u", way, seed);
        ring_init (&ring, seed, 600);
        ring_begin (&ring, "ring_00000_2026.pcapng");
        if (seed % 2 == 0)
          ring_write (&ring, "ring_00000_2026.pcapng", 5);
        ring_open (&ring, way == FILE_ALONE ? "ring_00000_2026.pcapng" : NULL);
        g_assert_cmpuint (ring.newest->n_packets, ==, ring.n_records);

        for (guint i = 0; ring.n_records < 500; i = (i + 1) % (way == AROUND ? 3 : 1000))
          {
            g_autofree char *name = g_strdup_printf ("ring_%05u_2026.pcapng", i);

            if (ring.n_records > 5 || i > 0)
              {
                ring_begin (&ring, name);
                n_files++;
              }
            for (guint n = (guint) g_rand_int_range (ring.rand, 1, 5); n > 0; n--)
              {
                ring_write (&ring, name, (guint) g_rand_int_range (ring.rand, 1, 20));
                if (g_rand_int_range (ring.rand, 0, 3) > 0 || i == 0)
                  ring_follow (&ring);
              }
            /* what was overwritten before anybody read it is lost */
            if (way == AROUND || way == DELETED)
              {
                ring_follow (&ring);
                g_assert_cmpuint (ring.newest->n_packets, ==, ring.n_records);
              }
            if (way == DELETED && i >= 3)
              {
                g_autofree char *oldest = g_strdup_printf ("ring_%05u_2026.pcapng", i - 3);
                g_autofree char *path = ring_get_path (&ring, oldest);

                g_assert_cmpint (g_unlink (path), ==, 0);
              }
          }
        ring_follow (&ring);

        g_assert_cmpuint (ring.newest->n_packets, ==, ring.n_records);
        g_assert_cmpuint (pv_capture_get_n_files (ring.newest), ==, n_files);
        g_assert_false (pv_capture_get_truncated (ring.newest));
        expect_counts_of_files (ring.newest);
        set = pv_capture_filter_run (ring.newest, "ip", NULL, NULL, &error);
        if (way == AROUND || way == DELETED)
          {
            g_assert_nonnull (error);
          }
        else
          {
            g_autoptr (GFile) folder = g_file_new_for_path (ring.folder);

            g_assert_no_error (error);
            g_assert_cmpuint (pv_packet_set_get_n_packets (set), ==, pv_capture_get_n_ip_packets (ring.newest));
            expect_as_file (ring.newest, folder);
          }
        ring_clear (&ring);
      }
}

/* What does not go on with a ring does not join it. */
static void
test_no_ring (void)
{
  g_autofree char *copy = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  Ring ring;

  ring_init (&ring, 1, 200);
  ring_begin (&ring, "dump.pcap7");
  ring_begin (&ring, "dump.pcap9");
  ring_write (&ring, "dump.pcap9", 5);
  ring_open (&ring, "dump.pcap9");
  g_assert_cmpuint (ring.newest->n_packets, ==, 5);

  /* as long as it does not grow, it is no ring */
  ring_begin (&ring, "dump.pcap10");
  ring_append (&ring, "dump.pcap10", "a", g_array_index (ring.growing.ends, gsize, 99),
               g_array_index (ring.growing.ends, gsize, 109));
  ring_follow (&ring);
  g_assert_cmpuint (ring.newest->n_packets, ==, 5);

  ring_write (&ring, "dump.pcap9", 50);
  /* was there before; is called otherwise; is from before; is but a copy; is no capture */
  ring_append (&ring, "dump.pcap7", "a", g_array_index (ring.growing.ends, gsize, 109),
               g_array_index (ring.growing.ends, gsize, 119));
  ring_begin (&ring, "other.pcap");
  ring_append (&ring, "other.pcap", "a", g_array_index (ring.growing.ends, gsize, 109),
               g_array_index (ring.growing.ends, gsize, 119));
  ring_begin (&ring, "dump.pcap12");
  ring_append (&ring, "dump.pcap12", "a", ring.growing.head, g_array_index (ring.growing.ends, gsize, 9));
  ring_begin (&ring, "dump.pcap9.gz");
  ring_append (&ring, "dump.pcap9.gz", "a", g_array_index (ring.growing.ends, gsize, 109),
               g_array_index (ring.growing.ends, gsize, 119));
  ring_append (&ring, "dump.pcap13", "w", 100, 300);
  ring_follow (&ring);
  g_assert_cmpuint (ring.newest->n_packets, ==, 65);
  g_assert_cmpuint (pv_capture_get_n_files (ring.newest), ==, 2);

  /* one that is written anew with what is earlier is not the ring that came around */
  ring_begin (&ring, "dump.pcap10");
  ring_append (&ring, "dump.pcap10", "a", ring.growing.head, g_array_index (ring.growing.ends, gsize, 19));
  g_assert_null (pv_loader_follow (ring.loader, NULL, &error));
  g_assert_error (error, PV_ERROR, PV_ERROR_DAMAGED);
  g_assert_false (pv_loader_can_follow (ring.loader));
  ring_clear (&ring);
}

/* What a folder's files are called besides, or later, is not new. */
static void
test_other_names (void)
{
  g_autofree char *first = NULL;
  g_autofree char *renamed = NULL;
  g_autofree char *newest = NULL;
  g_autofree char *other = NULL;
  Ring ring;

  ring_init (&ring, 1, 200);
  ring_begin (&ring, "a.pcapng");
  ring_write (&ring, "a.pcapng", 20);
  ring_open (&ring, NULL);

  /* a link to one that joins at the same time, and then to one that is there */
  newest = ring_get_path (&ring, "0-newest");
  other = ring_get_path (&ring, "z-newest");
  g_assert_cmpint (symlink ("b.pcapng", newest), ==, 0);
  g_assert_cmpint (symlink ("b.pcapng", other), ==, 0);
  ring_begin (&ring, "b.pcapng");
  ring_write (&ring, "b.pcapng", 20);
  ring_follow (&ring);
  g_assert_cmpuint (ring.newest->n_packets, ==, 40);
  g_assert_cmpint (g_unlink (newest), ==, 0);
  g_assert_cmpint (symlink ("a.pcapng", newest), ==, 0);
  ring_write (&ring, "b.pcapng", 20);
  ring_follow (&ring);
  g_assert_cmpuint (ring.newest->n_packets, ==, 60);

  /* one that is renamed, and another in its place */
  first = ring_get_path (&ring, "a.pcapng");
  renamed = ring_get_path (&ring, "a.pcapng.1");
  g_assert_cmpint (g_rename (first, renamed), ==, 0);
  ring_begin (&ring, "a.pcapng");
  ring_write (&ring, "a.pcapng", 20);
  ring_follow (&ring);
  g_assert_cmpuint (ring.newest->n_packets, ==, 80);
  g_assert_cmpuint (pv_capture_get_n_files (ring.newest), ==, 3);
  ring_clear (&ring);
}

static void
expect_changed (Ring *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (pv_loader_follow (self->loader, NULL, &error));
  g_assert_error (error, PV_ERROR, PV_ERROR_DAMAGED);
}

/* A file that is written anew with what is from before is no ring that came around: at whatever length it is seen. */
static void
test_written_anew (void)
{
  for (guint way = 0; way < 3; way++)
    {
      Ring ring;
      gsize end;

      g_test_message ("way %u", way);
      ring_init (&ring, 1, 200);
      for (guint i = 0; i < 40; i++)
        {
          g_autofree char *name = g_strdup_printf ("%02u.pcapng", i);

          ring_begin (&ring, name);
          ring_write (&ring, name, 3);
        }
      ring_open (&ring, NULL);
      end = g_array_index (ring.growing.ends, gsize, 2);
      if (way == 0)
        {
          /* as long as before, whether it is open or not */
          g_autofree char *path = ring_get_path (&ring, "00.pcapng");
          g_autofree char *changed = g_memdup2 (ring.growing.bytes.bytes->data, end);
          int fd = open (path, O_WRONLY);

          changed[end - 20] ^= 1;
          g_assert_cmpint (pwrite (fd, changed, end, 0), ==, end);
          g_assert_cmpint (futimens (fd, (struct timespec[]){ { 1500000000, 0 }, { 1500000000, 0 } }), ==, 0);
          close (fd);
        }
      else
        {
          /* its head, or part of the first packet, and then the rest */
          ring_begin (&ring, "00.pcapng");
          if (way == 2)
            ring_append (&ring, "00.pcapng", "a", ring.growing.head, ring.growing.head + 10);
          ring_follow (&ring);
          g_assert_cmpuint (ring.newest->n_packets, ==, 120);
          ring_append (&ring, "00.pcapng", "a", ring.growing.head + (way == 2 ? 10 : 0), end);
        }
      expect_changed (&ring);
      ring_clear (&ring);
    }
}

/* Two files that are written at the same time, and one more that is from in between. */
static void
test_side_by_side (void)
{
  for (guint seed = 0; seed < 4; seed++)
    {
      g_autoptr (PvPacketSet) set = NULL;
      g_autoptr (GError) error = NULL;
      Ring ring;
      GArray *ends;

      ring_init (&ring, seed, 500);
      ends = ring.growing.ends;
      for (guint i = 0; i < 3; i++)
        {
          g_autofree char *name = g_strdup_printf ("%c.pcapng", 'a' + i);

          ring_begin (&ring, name);
          ring_write (&ring, name, 1);
        }
      ring_open (&ring, NULL);
      while (ring.n_records < 450)
        {
          g_autofree char *name = g_strdup_printf ("%c.pcapng", 'a' + g_rand_int_range (ring.rand, 0, 3));

          ring_write (&ring, name, (guint) g_rand_int_range (ring.rand, 1, 9));
          if (g_rand_int_range (ring.rand, 0, 2) == 0)
            ring_follow (&ring);
        }
      ring_begin (&ring, "early.pcapng");
      ring_append (&ring, "early.pcapng", "a", g_array_index (ends, gsize, 99), g_array_index (ends, gsize, 149));
      ring_follow (&ring);

      g_assert_cmpuint (ring.newest->n_packets, ==, ring.n_records + 50);
      g_assert_cmpuint (pv_capture_get_n_files (ring.newest), ==, 4);
      expect_counts_of_files (ring.newest);
      set = pv_capture_filter_run (ring.newest, "ip", NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (pv_packet_set_get_n_packets (set), ==, pv_capture_get_n_ip_packets (ring.newest));
      ring_clear (&ring);
    }
}

/* More files than stay open. */
static void
test_many (void)
{
  Ring ring;

  ring_init (&ring, 3, 400);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("%02u.pcapng", i);

      if (i == 7)
        ring_append (&ring, name, "w", 0, 0);
      else
        ring_begin (&ring, name);
      if (i % 2 == 0)
        ring_write (&ring, name, 3);
    }
  ring_open (&ring, NULL);
  ring_begin (&ring, "07.pcapng");
  while (ring.n_records < 390)
    {
      g_autofree char *name = g_strdup_printf ("%02u.pcapng", g_rand_int_range (ring.rand, 0, 40));

      ring_write (&ring, name, (guint) g_rand_int_range (ring.rand, 1, 5));
      ring_follow (&ring);
      g_assert_cmpuint (ring.newest->n_packets, ==, ring.n_records);
    }
  expect_counts_of_files (ring.newest);
  ring_clear (&ring);
}

static void
expect_same_set (PvPacketSet *here,
                 PvPacketSet *there)
{
  PvCapture *capture = pv_packet_set_get_capture (here);

  for (guint64 packet = 0; packet < capture->n_packets; packet++)
    g_assert_cmpint (pv_packet_set_contains (here, packet), ==, pv_packet_set_contains (there, packet));
  for (guint64 packet = 0; packet <= capture->n_packets; packet++)
    {
      PvSetSums a = pv_packet_set_sum_before (here, packet);
      PvSetSums b = pv_packet_set_sum_before (there, packet);

      g_assert_cmpuint (a.packets, ==, b.packets);
      g_assert_cmpuint (a.sums.ip, ==, b.sums.ip);
      g_assert_cmpuint (a.sums.wire, ==, b.sums.wire);
    }
}

/* Counts go on from those of the generation before. */
static void
expect_same_counts (PvPacketSet  *here,
                    PvPacketSet  *there,
                    const PvSpan *span)
{
  PvCapture *capture = pv_packet_set_get_capture (here);
  PvQuery query = { .dimension = PV_DIMENSION_SOURCE, .subset = { .packets = here } };
  g_autoptr (PvRanking) a = NULL;
  g_autoptr (PvRanking) b = NULL;

  if (span != NULL)
    {
      query.has_span = TRUE;
      query.span = *span;
    }
  a = pv_query_run (capture, &query, NULL, NULL);
  query.subset.packets = there;
  b = pv_query_run (capture, &query, NULL, NULL);

  g_assert_cmpuint (a->n_ranks, ==, b->n_ranks);
  for (guint i = 0; i < a->n_ranks; i++)
    {
      g_assert_cmpuint (a->ranks[i].id, ==, b->ranks[i].id);
      g_assert_cmpuint (a->ranks[i].packets, ==, b->ranks[i].packets);
      g_assert_cmpuint (a->ranks[i].bytes, ==, b->ranks[i].bytes);
    }
}

/* What a filter and picks leave of a capture that grows goes on, and is what it would be if it were made anew. */
static void
test_sets (void)
{
  guint n_gone_on = 0;

  for (guint seed = 0; seed < 6; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (PvPacketSet) filter = NULL;
      g_autoptr (PvPacketSet) picked = NULL;
      PvSpan span = { T0 + PV_NS_PER_SECOND, T0 + 9 * PV_NS_PER_SECOND };
      g_autoptr (GError) error = NULL;
      Ring ring;

      ring_init (&ring, seed, 0);
      growing_clear (&ring.growing);
      growing_init (&ring.growing, ring.rand, 600, seed % 2 == 0 ? 0 : 9, PV_NS_PER_SECOND);
      ring_begin (&ring, "a.pcapng");
      ring_write (&ring, "a.pcapng", 50);
      ring_open (&ring, "a.pcapng");
      pv_capture_filter_want (ring.newest, "tcp port 80");

      while (ring.n_records < 580)
        {
          guint64 n_before = ring.newest->n_packets;
          g_autoptr (PvPacketSet) next = NULL;
          g_autoptr (PvPacketSet) anew = NULL;
          g_autoptr (PvPacketSet) all = NULL;
          g_autoptr (PvFlowSet) flows = NULL;
          g_autoptr (GPtrArray) hints = g_ptr_array_new ();
          guint32 id = 0;

          next = pv_capture_filter_run_on (ring.newest, "tcp port 80", filter, NULL, NULL, &error);
          g_assert_no_error (error);
          anew = pv_capture_filter_run (ring.newest, "tcp port 80", NULL, NULL, &error);
          g_assert_no_error (error);
          g_assert_true (next->serial != anew->serial);
          n_gone_on += filter != NULL && next->serial == filter->serial;
          expect_same_set (next, anew);
          expect_same_counts (next, anew, NULL);
          expect_same_counts (next, anew, &span);
          g_clear_pointer (&filter, pv_packet_set_unref);
          filter = g_steal_pointer (&next);

          flows = pv_flow_set_new_for_labels (ring.newest, PV_DIMENSION_SOURCE, &id, 1, &error);
          g_assert_no_error (error);
          if (picked != NULL)
            g_ptr_array_add (hints, picked);
          next = pv_packet_set_new_for_more_flows (flows, hints, &error);
          pv_packet_set_take_hints (next, hints);
          all = pv_packet_set_new_for_flows (flows, &error);
          expect_same_set (next, all);
          expect_same_counts (next, all, NULL);
          g_clear_pointer (&picked, pv_packet_set_unref);
          picked = g_steal_pointer (&next);

          ring_write (&ring, "a.pcapng", (guint) g_rand_int_range (rand, 1, 20));
          ring_follow (&ring);
          if (g_rand_int_range (rand, 0, 3) == 0)
            {
              ring_write (&ring, "a.pcapng", 2);
              ring_follow (&ring);
            }
          g_assert_cmpuint (ring.newest->n_packets, >, n_before);
        }
      ring_clear (&ring);
    }
  g_assert_cmpuint (n_gone_on, >, 50);
}

typedef struct
{
  PvCaptureBuilder *builder;
  PvSavefile *savefile;
  GMutex turn;
  guint n_at_work; /* atomic */
} Shared;

static gpointer
work (gpointer user_data)
{
  Shared *shared = user_data;
  g_autoptr (PvWorker) worker = pv_worker_new (shared->builder);
  PvBatch batch = { 0 };

  for (;;)
    {
      guint64 first = 0;
      gboolean more;

      g_mutex_lock (&shared->turn);
      more = pv_savefile_read (shared->savefile, &batch, NULL, NULL) &&
             pv_capture_builder_reserve (shared->builder, batch.n_records, &first, NULL);
      g_mutex_unlock (&shared->turn);

      if (!more)
        break;
      g_assert_true (pv_worker_add (worker, batch.records, batch.n_records, first, NULL));
    }

  pv_batch_clear (&batch);
  g_atomic_int_add (&shared->n_at_work, -1);

  return NULL;
}

static void
rank (PvCapture   *capture,
      PvDimension  dimension,
      PvSpan      *span)
{
  PvQuery query = { .dimension = dimension, .limit = 5, .has_span = span != NULL };
  g_autoptr (PvRanking) ranking = NULL;
  g_autoptr (GError) error = NULL;

  if (span != NULL)
    query.span = *span;
  ranking = pv_query_run (capture, &query, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ranking->packets, <=, pv_capture_get_n_packets (capture));
}

/* Threads fill a capture while another settles it, and asks all there is to ask. */
static void
test_threads (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (PvInputFiles) files = NULL;
  g_autoptr (PvCapture) final = NULL;
  PvSpan span = { T0, T0 + 500 * PV_NS_PER_SECOND };
  GThread *threads[3];
  Shared shared = { NULL, NULL, .n_at_work = G_N_ELEMENTS (threads) };
  Growing growing;

  growing_init (&growing, rand, 120000, 5000, PV_NS_PER_SECOND);
  growing_write (&growing, growing.ends->len);
  g_mutex_init (&shared.turn);
  shared.savefile = pv_savefile_open (pv_source_open (growing.file, NULL, &error), NULL, &error);
  files = make_files (&growing, shared.savefile);
  shared.builder = pv_capture_builder_new (files, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("work", work, &shared);
  while (g_atomic_int_get (&shared.n_at_work) > 0)
    {
      g_autoptr (PvCapture) capture = pv_capture_builder_settle (shared.builder, files, FALSE, &error);

      g_assert_no_error (error);
      for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
        {
          rank (capture, dimension, NULL);
          rank (capture, dimension, &span);
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  final = pv_capture_builder_settle (shared.builder, files, TRUE, &error);
  g_assert_no_error (error);
  expect_as_loaded (&growing, final, growing.ends->len);

  pv_savefile_free (shared.savefile);
  pv_capture_builder_free (shared.builder);
  g_mutex_clear (&shared.turn);
  growing_clear (&growing);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/growth/random", test_random);
  g_test_add_func ("/growth/follow", test_follow);
  g_test_add_func ("/growth/first-times", test_first_times);
  g_test_add_func ("/growth/clock", test_clock);
  g_test_add_func ("/growth/changed", test_changed);
  g_test_add_func ("/growth/ring", test_ring);
  g_test_add_func ("/growth/no-ring", test_no_ring);
  g_test_add_func ("/growth/other-names", test_other_names);
  g_test_add_func ("/growth/written-anew", test_written_anew);
  g_test_add_func ("/growth/side-by-side", test_side_by_side);
  g_test_add_func ("/growth/many", test_many);
  g_test_add_func ("/growth/sets", test_sets);
  g_test_add_func ("/growth/threads", test_threads);
  status = g_test_run ();
  test_files_clear ();

  return status;
}
