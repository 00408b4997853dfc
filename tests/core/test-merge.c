/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-merge.c: several files on one time line: order, what is told of each, and reading them again. */
#include <fcntl.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/fsuid.h>
#endif

#include "capture-maker.h"
#include "compressors.h"
#include "pv-capture-filter.h"
#include "pv-capture-private.h"
#include "pv-error.h"
#include "pv-input-places.h"
#include "pv-loader.h"
#include "pv-merge.h"
#include "pv-packet-save.h"
#include "pv-packet-set-private.h"
#include "pv-query.h"
#include "pv-report.h"
#include "savefile-builder.h"

#define T0 1500000000u

/* A record: when, in nanoseconds after T0, and which. */
typedef struct
{
  guint32 ns;
  guint32 number;
} Rec;

/* A packet that is told by its number, 24 bytes: an IPv4 header that says what it has, and a number. */
static void
make_packet (guint8  data[24],
             guint32 number)
{
  static const guint8 header[] = { 0x45, 0, 0, 24, 0, 0, 0, 0, 64, 253, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2 };

  memcpy (data, header, sizeof header);
  data[13] = (guint8) (number >> 24);
  memcpy (data + 20, &number, sizeof number);
}

/* Each kind is another format, resolution and link type. Only whole microseconds in those that have no more. */
static GFile *
write_file (guint      kind,
            const Rec *recs,
            guint      n)
{
  SavefileBuilder builder;
  GFile *file;

  savefile_builder_init (&builder, kind % 2 == 1);
  switch (kind)
    {
    case 0:
      savefile_add_pcap_header (&builder, 0xa1b2c3d4, 65535, 101);
      break;
    case 1:
      savefile_add_pcap_header (&builder, 0xa1b23c4d, 65535, 228);
      break;
    case 2:
    case 3:
    default:
      savefile_add_section (&builder);
      savefile_add_interface (&builder, kind == 2 ? 101 : 228, 65535, kind == 2 ? 6 : 9, 0);
      break;
    }

  for (guint i = 0; i < n; i++)
    {
      guint8 data[24];
      guint32 ns = recs[i].ns;

      make_packet (data, recs[i].number);
      if (kind == 0)
        savefile_add_pcap_record (&builder, T0 + ns / 1000000000, ns % 1000000000 / 1000, data, 24, 24, 0);
      else if (kind == 1)
        savefile_add_pcap_record (&builder, T0 + ns / 1000000000, ns % 1000000000, data, 24, 24, 0);
      else if (kind == 2)
        savefile_add_enhanced (&builder, 0, (guint64) T0 * 1000000 + ns / 1000, data, 24, 24);
      else
        savefile_add_enhanced (&builder, 0, (guint64) T0 * 1000000000 + ns, data, 24, 24);
    }

  file = savefile_builder_write (&builder);
  savefile_builder_clear (&builder);

  return file;
}

static PvMerge *
open_files (GFile *const  *files,
            guint          n,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (PvInputFiles) input = pv_input_files_new (files, n);

  return pv_merge_open (input, cancellable, error);
}

static guint32
get_number (const PvRecord *record)
{
  guint32 number;

  g_assert_cmpuint (record->captured_length, ==, 24);
  memcpy (&number, record->data + 20, sizeof number);

  return number;
}

/* The numbers of all packets, in the order that they come in. */
static GArray *
read_all (PvMerge *merge)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GError) error = NULL;
  PvBatch batch = { 0 };

  while (pv_merge_read (merge, &batch, NULL, &error))
    {
      g_assert_cmpuint (batch.n_records, >, 0);
      for (gsize i = 0; i < batch.n_records; i++)
        {
          guint32 number = get_number (&batch.records[i]);

          g_array_append_val (numbers, number);
        }
    }
  g_assert_no_error (error);
  pv_batch_clear (&batch);

  return numbers;
}

static void
assert_numbers (GArray        *numbers,
                const guint32 *expected,
                guint          n)
{
  g_assert_cmpmem (numbers->data, numbers->len * sizeof (guint32), expected, n * sizeof *expected);
}

/* What mergecap 4.0 makes of the same: it goes on with the file whose next packet is the earliest, and of several with
 * the one that was given last. A packet that is late in its file does not hold back those behind it. */
static void
test_order (void)
{
  static const Rec a[] = { { 1000, 1 }, { 2000, 2 }, { 2000, 3 }, { 1500, 4 }, { 4000, 5 } };
  static const Rec b[] = { { 1000, 11 }, { 2000, 12 }, { 3000, 13 } };
  static const Rec c[] = { { 1000, 21 }, { 2000, 22 }, { 3000, 23 } };
  static const guint32 expected[] = { 21, 11, 1, 22, 12, 2, 3, 4, 23, 13, 5 };
  static const guint32 backward[] = { 1, 11, 21, 2, 3, 4, 12, 22, 13, 23, 5 };
  g_autoptr (GFile) x = write_file (0, a, G_N_ELEMENTS (a));
  g_autoptr (GFile) y = write_file (3, b, G_N_ELEMENTS (b));
  g_autoptr (GFile) z = write_file (1, c, G_N_ELEMENTS (c));
  GFile *const forward[] = { x, y, z };
  GFile *const reverse[] = { z, y, x };
  g_autoptr (PvMerge) merge = open_files (forward, 3, NULL, NULL);
  g_autoptr (PvMerge) other = open_files (reverse, 3, NULL, NULL);
  g_autoptr (GArray) numbers = read_all (merge);
  g_autoptr (GArray) other_numbers = read_all (other);

  assert_numbers (numbers, expected, G_N_ELEMENTS (expected));
  assert_numbers (other_numbers, backward, G_N_ELEMENTS (backward));
}

/* Files that follow each other, given in no order, more than are kept open. */
static void
test_ring (void)
{
  GFile *files[40];
  g_autoptr (PvMerge) merge = NULL;
  g_autoptr (GArray) numbers = NULL;
  const PvInputFiles *known;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      guint k = (i * 17 + 5) % G_N_ELEMENTS (files);
      Rec recs[100];

      for (guint r = 0; r < G_N_ELEMENTS (recs); r++)
        recs[r] = (Rec){ k * 1000000 + r * 1000, k * 100 + r };
      files[i] = write_file (k % 4, recs, G_N_ELEMENTS (recs));
    }

  merge = open_files (files, G_N_ELEMENTS (files), NULL, NULL);
  numbers = read_all (merge);
  pv_merge_end (merge);
  known = pv_merge_get_files (merge);
  g_assert_cmpuint (numbers->len, ==, G_N_ELEMENTS (files) * 100);
  for (guint i = 0; i < numbers->len; i++)
    g_assert_cmpuint (g_array_index (numbers, guint32, i), ==, i);

  /* a run for each file */
  g_assert_cmpuint (known->run_starts.n, ==, G_N_ELEMENTS (files));
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      guint k = (i * 17 + 5) % G_N_ELEMENTS (files);
      const PvInputFile *file = &known->files[i];

      g_assert_cmpuint (pv_input_files_find (known, k * 100), ==, i);
      g_assert_cmpuint (pv_input_files_find (known, k * 100 + 99), ==, i);
      g_assert_cmpuint (file->n_packets, ==, 100);
      g_assert_cmpstr (file->format, ==, k % 4 < 2 ? "pcap" : "pcapng");
      g_assert_cmpint (file->first_time_ns, ==, (gint64) T0 * 1000000000 + k * 1000000);
      g_assert_cmpint (file->last_time_ns, ==, (gint64) T0 * 1000000000 + k * 1000000 + 99000);
      g_assert_cmpuint (file->n_link_types, ==, 1);
      g_assert_cmpuint (file->link_types[0], ==, k % 2 == 0 ? 101 : 228);
      g_object_unref (files[i]);
    }
}

/* Many packets in files that overlap in every way, and their order by the rule alone. */
static void
make_overlapping (GFile   **files,
                  guint     n_files,
                  gboolean  falling,
                  GArray   *expected)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (n_files);
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autofree guint *at = g_new0 (guint, n_files);

  for (guint i = 0; i < n_files; i++)
    {
      GArray *recs = g_array_new (FALSE, FALSE, sizeof (Rec));
      guint n = (guint) g_rand_int_range (rand, 1, i == 1 ? 30000 : 4000);
      guint32 ns = (guint32) g_rand_int_range (rand, 0, 100) * 1000000;

      for (guint r = 0; r < n; r++)
        {
          Rec rec = { ns, i << 24 | r };

          g_array_append_val (recs, rec);
          ns += (guint32) g_rand_int_range (rand, 0, 4) * 1000;
          if (r % 1000 == 999)
            ns += 5000000;
          if (falling && r % 500 == 499)
            ns -= 50000;
        }
      files[i] = write_file (i % 4, (const Rec *) recs->data, recs->len);
      g_ptr_array_add (lists, recs);
    }

  for (;;)
    {
      guint best = n_files;
      guint32 best_ns = 0;

      for (guint i = 0; i < n_files; i++)
        {
          GArray *recs = g_ptr_array_index (lists, i);

          if (at[i] < recs->len && (best == n_files || g_array_index (recs, Rec, at[i]).ns <= best_ns))
            {
              best = i;
              best_ns = g_array_index (recs, Rec, at[i]).ns;
            }
        }
      if (best == n_files)
        break;
      g_array_append_val (expected, g_array_index ((GArray *) g_ptr_array_index (lists, best), Rec, at[best]));
      at[best]++;
    }
}

static void
test_overlap (void)
{
  g_autoptr (GArray) expected = g_array_new (FALSE, FALSE, sizeof (Rec));
  GFile *files[30];
  g_autoptr (PvMerge) merge = NULL;
  g_autoptr (GArray) numbers = NULL;
  const PvInputFiles *known;

  make_overlapping (files, G_N_ELEMENTS (files), TRUE, expected);
  merge = open_files (files, G_N_ELEMENTS (files), NULL, NULL);
  numbers = read_all (merge);
  known = pv_merge_get_files (merge);
  g_assert_cmpuint (numbers->len, ==, expected->len);
  for (guint i = 0; i < numbers->len; i++)
    {
      guint32 number = g_array_index (numbers, guint32, i);

      g_assert_cmphex (number, ==, g_array_index (expected, Rec, i).number);
      g_assert_cmpuint (pv_input_files_find (known, i), ==, number >> 24);
    }
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    g_object_unref (files[i]);
}

static PvCapture *
load (GFile *const  *files,
      guint          n,
      GError       **error)
{
  g_autoptr (PvInputFiles) places = pv_input_files_new (files, n);
  g_autoptr (PvLoader) loader = pv_loader_new_for_places (places);

  return pv_loader_load (loader, NULL, error);
}

static void
forget_members (char *report)
{
  static const char *const members[] = { "\"file\" :", "\"format\" :", "\"compression\" :" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      char *at = strstr (report, members[i]);

      g_assert_nonnull (at);
      memmove (at, strchr (at, '\n'), strlen (strchr (at, '\n')) + 1);
    }
}

/* The list of files. */
static void
forget_files (char *report)
{
  char *at = strstr (report, "\"files\" : [");
  char *end;

  g_assert_nonnull (at);
  end = strstr (at, "\n  ]");
  g_assert_nonnull (end);
  memmove (at, end, strlen (end) + 1);
}

/* What is told of several files is what is told of one that has their packets in this order; also where they have to
 * be sorted. */
static void
test_capture (gconstpointer data)
{
  gboolean falling = GPOINTER_TO_INT (data);
  g_autoptr (GArray) expected = g_array_new (FALSE, FALSE, sizeof (Rec));
  g_autoptr (GError) error = NULL;
  GFile *files[7];
  g_autoptr (GFile) whole = NULL;
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (PvCapture) same = NULL;
  g_autofree char *report = NULL;
  g_autofree char *same_report = NULL;
  g_autofree guint64 *n_of_file = g_new0 (guint64, G_N_ELEMENTS (files));
  const PvBinning binning = pv_binning (PV_NS_PER_MS, PV_ZONE_UTC);
  const PvQuery query = { .dimension = PV_DIMENSION_FILE };
  g_autoptr (PvRanking) ranking = NULL;
  g_autoptr (PvPacketSet) picked = NULL;

  make_overlapping (files, G_N_ELEMENTS (files), falling, expected);
  whole = write_file (3, (const Rec *) expected->data, expected->len);
  capture = load (files, G_N_ELEMENTS (files), &error);
  g_assert_no_error (error);
  same = load (&whole, 1, &error);
  g_assert_no_error (error);

  report = pv_report_to_json (capture, binning, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  same_report = pv_report_to_json (same, binning, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  forget_members (report);
  forget_members (same_report);
  forget_files (report);
  forget_files (same_report);
  g_assert_true (g_str_equal (report, same_report));

  /* each packet is still told to be of its file, which its source address says */
  g_assert_true ((capture->new_numbers != NULL) == falling);
  for (guint64 i = 0; i < capture->n_packets; i++)
    {
      guint file = pv_input_files_find (capture->files, i);
      const PvFlow *flow = pv_flow_table_get (capture->flows, pv_capture_get_flow (capture, i));
      gsize length;
      const guint8 *source = pv_label_table_get (capture->addresses, flow->key.source, &length);

      g_assert_cmpuint (source[1], ==, file);
      n_of_file[file]++;
    }
  g_assert_cmpuint (pv_capture_get_n_files (capture), ==, G_N_ELEMENTS (files));
  g_assert_null (pv_capture_get_format (capture));
  ranking = pv_query_run (capture, &query, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ranking->n_ranks, ==, G_N_ELEMENTS (files));
  for (guint i = 0; i < ranking->n_ranks; i++)
    {
      g_autofree char *label = pv_capture_dup_label (capture, PV_DIMENSION_FILE, ranking->ranks[i].id);

      g_assert_cmpuint (ranking->ranks[i].packets, ==, n_of_file[ranking->ranks[i].id]);
      g_assert_cmpuint (pv_capture_find_label (capture, PV_DIMENSION_FILE, label), ==, ranking->ranks[i].id);
    }
  picked = pv_packet_set_new_for_labels (capture, PV_DIMENSION_FILE, (const guint32[]){ 2, 6 }, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pv_packet_set_sum_before (picked, capture->n_packets).packets, ==, n_of_file[2] + n_of_file[6]);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_assert_cmpuint (pv_capture_get_nth_file (capture, i)->n_packets, ==, n_of_file[i]);
      g_object_unref (files[i]);
    }
}

/* One that is no capture, one that is cut short, one without packets: each is told of, the others count. */
static void
test_damaged (void)
{
  static const Rec a[] = { { 1000, 1 }, { 3000, 2 } };
  static const Rec b[] = { { 2000, 3 }, { 4000, 4 } };
  g_autoptr (GFile) good = write_file (0, a, 2);
  g_autoptr (GFile) cut = write_file (1, b, 2);
  g_autoptr (GFile) empty = write_file (3, NULL, 0);
  g_autoptr (GFile) text = test_file_write ("no capture at all, but long enough for a header", 47);
  g_autoptr (GFile) missing = g_file_new_for_path ("/nonexistent/capture.pcap");
  g_autofree char *contents = NULL;
  gsize length;
  GFile *files[5];
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_load_contents (cut, NULL, &contents, &length, NULL, NULL));
  files[0] = text;
  files[1] = good;
  files[2] = missing;
  files[3] = test_file_write (contents, length - 3);
  files[4] = empty;

  capture = load (files, G_N_ELEMENTS (files), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pv_capture_get_n_packets (capture), ==, 3);
  g_assert_cmpstr (pv_capture_get_nth_file (capture, 0)->problem_code, ==, "not-a-capture");
  g_assert_nonnull (pv_capture_get_nth_file (capture, 0)->problem);
  g_assert_null (pv_capture_get_nth_file (capture, 0)->format);
  g_assert_null (pv_capture_get_nth_file (capture, 1)->problem);
  g_assert_null (pv_capture_get_nth_file (capture, 1)->truncated_reason);
  g_assert_cmpstr (pv_capture_get_nth_file (capture, 2)->problem_code, ==, "unreadable");
  g_assert_cmpstr (pv_capture_get_nth_file (capture, 3)->truncated_code, ==, "ends-in-packet");
  g_assert_cmpuint (pv_capture_get_nth_file (capture, 3)->n_packets, ==, 1);
  g_assert_null (pv_capture_get_nth_file (capture, 4)->problem);
  g_assert_cmpstr (pv_capture_get_nth_file (capture, 4)->format, ==, "pcapng");
  g_assert_cmpuint (pv_capture_get_nth_file (capture, 4)->n_packets, ==, 0);
  g_assert_true (pv_capture_get_truncated (capture));
  g_assert_cmpstr (pv_capture_get_truncated_code (capture), ==, "ends-in-packet");
  g_clear_object (&capture);

  files[1] = text;
  capture = load (files, 3, &error);
  g_assert_error (error, PV_ERROR, PV_ERROR_NOT_A_CAPTURE);
  g_assert_null (capture);
  g_object_unref (files[3]);
}

/* Where several pipes are read, what came through all is there before more comes. */
static void
test_pipes (void)
{
  static const Rec recs[2][2] = { { { 1000, 1 }, { 3000, 3 } }, { { 2000, 2 }, { 4000, 4 } } };
  g_autoptr (PvInputFiles) places = NULL;
  g_autoptr (PvMerge) merge = NULL;
  g_autoptr (GError) error = NULL;
  PvBatch batch = { 0 };
  GFile *files[2];
  guint32 n = 0;
  int fds[2][2];

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GFile) file = write_file (0, recs[i], 2);
      g_autofree char *path = NULL;
      g_autofree char *bytes = NULL;
      gsize size;

      g_assert_true (g_file_load_contents (file, NULL, &bytes, &size, NULL, NULL));
      g_assert_cmpint (pipe (fds[i]), ==, 0);
      g_assert_cmpint (write (fds[i][1], bytes, size), ==, size);
      path = g_strdup_printf ("/dev/fd/%d", fds[i][0]);
      files[i] = g_file_new_for_path (path);
    }
  places = pv_input_files_new (files, 2);
  merge = pv_merge_open (places, NULL, &error);
  g_assert_no_error (error);

  /* the last of all may have to wait: another's may come before it. Who waits for more ends here */
  alarm (60);
  while (n < 3)
    {
      g_assert_true (pv_merge_read (merge, &batch, NULL, &error));
      for (gsize i = 0; i < batch.n_records; i++)
        g_assert_cmpuint (get_number (&batch.records[i]), ==, ++n);
    }
  for (guint i = 0; i < 2; i++)
    close (fds[i][1]);
  while (pv_merge_read (merge, &batch, NULL, &error))
    for (gsize i = 0; i < batch.n_records; i++)
      g_assert_cmpuint (get_number (&batch.records[i]), ==, ++n);
  alarm (0);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 4);
  pv_batch_clear (&batch);
  for (guint i = 0; i < 2; i++)
    {
      close (fds[i][0]);
      g_object_unref (files[i]);
    }
}

/* A folder in a folder that may not be read is told of. */
static void
test_closed_folder (void)
{
  static const Rec a[] = { { 1000, 1 } };
  g_autofree char *path = g_dir_make_tmp ("pv-XXXXXX", NULL);
  g_autofree char *closed = g_build_filename (path, "closed", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GFile) open = g_file_get_child (folder, "open.pcap");
  g_autoptr (GFile) source = write_file (0, a, 1);
  g_autoptr (PvInputFiles) places = pv_input_files_new (&folder, 1);
  g_autoptr (PvInputFiles) files = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_copy (source, open, G_FILE_COPY_NONE, NULL, NULL, NULL, NULL));
  g_assert_cmpint (chmod (path, 0755), ==, 0);
  g_assert_cmpint (mkdir (closed, 0), ==, 0);
#ifdef __linux__
  /* root may read anything */
  setfsuid (geteuid () == 0 ? 65534 : geteuid ());
#endif
  files = pv_input_places_expand (places, TRUE, NULL, &error);
#ifdef __linux__
  setfsuid (geteuid ());
#endif
  g_assert_no_error (error);
  g_assert_cmpuint (files->n, ==, 2);
  g_assert_cmpstr (g_file_peek_path (files->files[0].file), ==, closed);
  g_assert_cmpint (rmdir (closed), ==, 0);
  g_assert_true (g_file_delete (open, NULL, NULL));
  g_assert_cmpint (rmdir (path), ==, 0);
}

/* What is written over while it is read is told of: nobody knows what was read of it. What became shorter ends there. */
static void
test_changed (void)
{
  enum { GROWS, SHRINKS, REWRITTEN, REPLACED, N_WAYS };
  static const Rec a[] = { { 1000, 1 }, { 3000, 2 } };
  static const Rec b[] = { { 2000, 3 }, { 4000, 4 } };

  for (guint i = 0; i < 2 * N_WAYS; i++)
    {
      guint way = i % N_WAYS;
      guint n_files = i < N_WAYS ? 1 : 2;
      GFile *files[] = { write_file (0, a, 2), write_file (3, b, 2) };
      g_autoptr (PvInputFiles) places = pv_input_files_new (files, n_files);
      g_autoptr (PvMerge) merge = NULL;
      g_autoptr (GError) error = NULL;
      PvBatch batch = { 0 };
      struct stat info;
      int fd;

      g_test_message ("way %u of %u files", way, n_files);
      merge = pv_merge_open (places, NULL, &error);
      g_assert_no_error (error);
      fd = open (g_file_peek_path (files[0]), O_WRONLY);
      g_assert_cmpint (fstat (fd, &info), ==, 0);
      if (way == REWRITTEN)
        g_assert_cmpint (futimens (fd, (struct timespec[]){ { 1500000000, 0 }, { 1500000000, 0 } }), ==, 0);
      else if (way == REPLACED)
        g_assert_cmpint (pwrite (fd, "x", 1, 30) + pwrite (fd, "x", 1, info.st_size), ==, 2);
      else
        g_assert_cmpint (ftruncate (fd, info.st_size + (way == GROWS ? 1 : -1)), ==, 0);
      close (fd);

      while (pv_merge_read (merge, &batch, NULL, &error))
        ;
      pv_batch_clear (&batch);
      if (way <= SHRINKS || n_files > 1)
        g_assert_no_error (error);
      else
        g_assert_error (error, PV_ERROR, PV_ERROR_DAMAGED);
      g_assert_cmpstr (pv_merge_get_files (merge)->files[0].problem_code, ==,
                       way <= SHRINKS || n_files == 1 ? NULL : "damaged");
      for (guint k = 0; k < 2; k++)
        g_object_unref (files[k]);
    }
}

/* A file that becomes some hundred times as long, with 16 packets in each MiB. */
static GFile *
write_bomb (void)
{
  const Compressor *compressor = compressor_find ("zstd");
  const guint captured = 65536 - 16;
  SavefileBuilder builder;
  g_autofree guint8 *zeros = g_malloc0 (captured);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GBytes) header = NULL;
  g_autoptr (GBytes) packets = NULL;

  savefile_builder_init (&builder, FALSE);
  savefile_add_pcap_header (&builder, 0xa1b2c3d4, 65535, 101);
  header = compressor->compress (builder.bytes->data, builder.bytes->len);
  g_byte_array_set_size (builder.bytes, 0);
  for (guint i = 0; i < 16; i++)
    savefile_add_pcap_record (&builder, T0, 0, zeros, captured, captured, 0);
  packets = compressor->compress (builder.bytes->data, builder.bytes->len);
  savefile_builder_clear (&builder);

  g_byte_array_append (bytes, g_bytes_get_data (header, NULL), (guint) g_bytes_get_size (header));
  for (guint i = 0; i < 64; i++)
    g_byte_array_append (bytes, g_bytes_get_data (packets, NULL), (guint) g_bytes_get_size (packets));

  return test_file_write (bytes->data, bytes->len);
}

/* Files share what may become of them whatever they are; alone, all of one is read. */
static void
test_bombs (void)
{
  g_autoptr (GFile) file = write_bomb ();
  GFile *files[16];
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (GError) error = NULL;

  capture = load (&file, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pv_capture_get_n_packets (capture), ==, 64 * 16);
  g_clear_object (&capture);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    files[i] = write_bomb ();
  capture = load (files, G_N_ELEMENTS (files), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      const PvInputFile *input = pv_capture_get_nth_file (capture, i);

      g_assert_cmpstr (input->truncated_code, ==, "damaged-compression");
      g_assert_cmpuint (input->n_packets, <=, 8 * 16);
      g_assert_cmpuint (input->n_packets, >, 6 * 16);
    }

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    g_object_unref (files[i]);
}

/* A filter reads the files again, in the same order. What is saved is in it too. */
static void
test_again (gconstpointer data)
{
  gboolean falling = GPOINTER_TO_INT (data);
  g_autoptr (GArray) expected = g_array_new (FALSE, FALSE, sizeof (Rec));
  g_autoptr (GError) error = NULL;
  GFile *files[7];
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (PvPacketSet) set = NULL;
  g_autoptr (GFile) saved = test_file_write ("", 0);
  GFile *const saved_files[] = { saved };
  g_autoptr (PvMerge) merge = NULL;
  g_autoptr (GArray) numbers = NULL;
  g_autoptr (GFileOutputStream) stream = NULL;
  guint n = 0;

  make_overlapping (files, G_N_ELEMENTS (files), falling, expected);
  capture = load (files, G_N_ELEMENTS (files), &error);
  g_assert_no_error (error);

  set = pv_capture_filter_run (capture, "src host 10.3.0.1 or src host 10.5.0.1", NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint64 i = 0; i < capture->n_packets; i++)
    {
      guint file = pv_input_files_find (capture->files, i);

      g_assert_true (pv_packet_set_contains (set, i) == (file == 3 || file == 5));
    }

  g_assert_true (pv_packet_save (capture, set, NULL, saved, NULL, NULL, &error));
  g_assert_no_error (error);
  merge = open_files (saved_files, 1, NULL, &error);
  g_assert_no_error (error);
  numbers = read_all (merge);
  for (guint i = 0; i < expected->len; i++)
    {
      guint32 number = g_array_index (expected, Rec, i).number;

      if (number >> 24 == 3 || number >> 24 == 5)
        g_assert_cmphex (g_array_index (numbers, guint32, n++), ==, number);
    }
  g_assert_cmpuint (numbers->len, ==, n);

  /* one that grew does not matter, one that was replaced does, and is named */
  g_clear_pointer (&set, pv_packet_set_unref);
  stream = g_file_append_to (files[6], G_FILE_CREATE_NONE, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_output_stream_write_all (G_OUTPUT_STREAM (stream), "\0\0\0\0", 4, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, NULL));
  set = pv_capture_filter_run (capture, "ip", NULL, NULL, &error);
  g_assert_no_error (error);

  g_assert_true (g_file_replace_contents (files[2], "", 0, NULL, FALSE, 0, NULL, NULL, NULL));
  g_clear_pointer (&set, pv_packet_set_unref);
  set = pv_capture_filter_run (capture, "ip", NULL, NULL, &error);
  g_assert_error (error, PV_ERROR, PV_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, g_file_peek_path (files[2])));
  g_clear_error (&error);

  g_assert_true (g_file_delete (files[4], NULL, NULL));
  set = pv_capture_filter_run (capture, "ip", NULL, NULL, &error);
  g_assert_nonnull (error);
  g_assert_null (set);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    g_object_unref (files[i]);
}

/* Other names of files in a folder, one before the file's own, one behind, one of a link, and one that leads into it. */
static void
add_names (const char *folder,
           char       *links[4])
{
  static const char *const names[] = { "0-newest", "deep/to-b", "z-hard", "z-link" };
  static const char *const targets[] = { "a", "../b.txt", "b.txt", "0-newest" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *target = g_build_filename (folder, targets[i], NULL);

      links[i] = g_build_filename (folder, names[i], NULL);
      g_assert_cmpint (i == 2 ? link (target, links[i]) : symlink (targets[i], links[i]), ==, 0);
    }
}

static void
remove_names (char *links[4])
{
  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpint (unlink (links[i]), ==, 0);
      g_free (links[i]);
    }
}

/* A folder is the captures in it, by what they are; in the order of their names. */
static void
test_folder (void)
{
  static const Rec a[] = { { 1000, 1 }, { 3000, 2 } };
  static const Rec b[] = { { 2000, 3 }, { 4000, 4 } };
  static const char *const names[] = { "b.txt", "a", ".hidden", "readme.pcap", "fifo", "deep/c" };
  g_autoptr (GFile) first = write_file (0, a, 2);
  g_autoptr (GFile) second = write_file (3, b, 2);
  g_autoptr (GFile) text = test_file_write ("no capture at all, but long enough for a header", 47);
  GFile *const sources[] = { first, second, first, text };
  g_autofree char *path = g_dir_make_tmp ("pv-XXXXXX", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GFile) deep = g_file_get_child (folder, "deep");
  g_autofree char *fifo = g_build_filename (path, "fifo", NULL);
  g_autoptr (PvInputFiles) places = pv_input_files_new (&folder, 1);
  g_autoptr (PvInputFiles) files = NULL;
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (GError) error = NULL;
  char *links[4];

  /* nothing in it yet */
  capture = load (&folder, 1, &error);
  g_assert_nonnull (error);
  g_assert_null (capture);
  g_clear_error (&error);

  g_assert_true (g_file_make_directory (deep, NULL, NULL));
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GFile) file = g_file_resolve_relative_path (folder, names[i]);

      if (!g_str_equal (names[i], "fifo"))
        g_assert_true (g_file_copy (i < 4 ? sources[i] : second, file, G_FILE_COPY_NONE, NULL, NULL, NULL, NULL));
    }

  add_names (path, links);
  capture = load (&folder, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pv_capture_get_n_packets (capture), ==, 4);
  g_assert_cmpuint (pv_capture_get_n_files (capture), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *name = g_file_get_basename (pv_capture_get_nth_file (capture, i)->file);

      g_assert_cmpstr (name, ==, i == 0 ? "a" : "b.txt");
      g_assert_cmpuint (pv_capture_get_nth_file (capture, i)->n_packets, ==, 2);
    }

  files = pv_input_places_expand (places, TRUE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (files->n, ==, 4);
  for (guint i = 0; i < files->n; i++)
    g_assert_true (files->files[i].is_found);
  remove_names (links);

  /* no capture among others */
  g_clear_object (&capture);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GFile) file = g_file_resolve_relative_path (folder, names[i]);

      if (i != 3)
        g_assert_true (g_file_delete (file, NULL, NULL));
    }
  capture = load (&folder, 1, &error);
  g_assert_error (error, PV_ERROR, PV_ERROR_NOT_A_CAPTURE);
  g_assert_null (capture);

  {
    g_autoptr (GFile) rest = g_file_get_child (folder, "readme.pcap");

    g_assert_true (g_file_delete (rest, NULL, NULL));
    g_assert_true (g_file_delete (deep, NULL, NULL));
    g_assert_true (g_file_delete (folder, NULL, NULL));
  }
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/merge/order", test_order);
  g_test_add_func ("/merge/ring", test_ring);
  g_test_add_func ("/merge/overlap", test_overlap);
  g_test_add_data_func ("/merge/capture", GINT_TO_POINTER (FALSE), test_capture);
  g_test_add_data_func ("/merge/capture-to-sort", GINT_TO_POINTER (TRUE), test_capture);
  g_test_add_func ("/merge/damaged", test_damaged);
  g_test_add_func ("/merge/pipes", test_pipes);
  g_test_add_func ("/merge/closed-folder", test_closed_folder);
  g_test_add_func ("/merge/changed", test_changed);
  g_test_add_func ("/merge/folder", test_folder);
  g_test_add_func ("/merge/bombs", test_bombs);
  g_test_add_data_func ("/merge/again", GINT_TO_POINTER (FALSE), test_again);
  g_test_add_data_func ("/merge/again-to-sort", GINT_TO_POINTER (TRUE), test_again);

  status = g_test_run ();
  test_files_clear ();

  return status;
}
