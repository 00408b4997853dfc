/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-index.c: a capture from its index is the capture from its file, and what is no index is refused.
 *
 * With files instead of options, these are checked. */
#include "capture-maker.h"
#include "effort.h"
#include "index-place.h"
#include "packet-builder.h"
#include "pv-bulk-hash.h"
#include "pv-capture-filter.h"
#include "pv-capture-private.h"
#include "pv-crossfilter.h"
#include "pv-dns-message.h"
#include "pv-index.h"
#include "pv-input-key.h"
#include "pv-input-places.h"
#include "pv-label-class.h"
#include "pv-loader.h"
#include "pv-on-demand.h"
#include "pv-report.h"
#include "savefile-builder.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define ETHERNET 1
#define T0 ((gint64) 1500000000 * PV_NS_PER_SECOND)
#define HEADER_SIZE 136
#define FIRST_SECTION 4096
#define FILTER "tcp or udp port 53"

/* Files at rest. */
static void
age (GFile *file)
{
  set_written (g_file_peek_path (file), T0 / PV_NS_PER_SECOND);
}

static PvCapture *
load (const PvInputFiles *files)
{
  g_autoptr (PvLoader) loader = pv_loader_new_for_places (files);

  return pv_loader_load (loader, NULL, NULL);
}

static int
make_fd (void)
{
  int fd = memfd_create ("index", MFD_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);

  return fd;
}

/* What can be done with a capture. Where a part cannot be, why. (element-type utf8) */
static void
add_report (GPtrArray       *reports,
            PvCapture       *capture,
            const PvSpan    *span,
            const PvSubset  *subset)
{
  g_autoptr (GError) error = NULL;
  char *json = pv_report_to_json (capture, (PvBinning){ PV_NS_PER_SECOND, PV_ZONE_UTC }, span, subset, NULL, &error);

  g_ptr_array_add (reports, json != NULL ? json : g_strdup (error->message));
}

static void
add_picked (GPtrArray    *reports,
            PvCapture    *capture,
            PvDimension   dimension,
            const char   *label,
            PvPacketSet  *filter)
{
  g_autoptr (GError) error = NULL;
  PvPickedLabel pick = { dimension, pv_capture_find_label (capture, dimension, label), FALSE };
  g_autoptr (PvCrossfilter) crossfilter = NULL;

  if (pick.id == PV_NO_ID)
    {
      g_ptr_array_add (reports, g_strdup_printf ("no “%s”", label));
      return;
    }
  crossfilter = pv_crossfilter_new (capture, &pick, 1, filter, NULL, &error);
  if (crossfilter == NULL)
    g_ptr_array_add (reports, g_strdup (error->message));
  else
    add_report (reports, capture, NULL, pv_crossfilter_get_selected (crossfilter));
}

/* @labels: of each dimension one that occurs, or NULL */
static GPtrArray *
ask (PvCapture   *capture,
     char *const *labels)
{
  GPtrArray *reports = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (PvPacketSet) filter = NULL;
  gint64 length_ns = pv_capture_get_last_time (capture) / 4 - pv_capture_get_first_time (capture) / 4;
  PvSpan span = { pv_capture_get_first_time (capture) + length_ns, pv_capture_get_last_time (capture) - length_ns };

  add_report (reports, capture, NULL, NULL);
  add_report (reports, capture, &span, NULL);
  filter = pv_capture_filter_run (capture, FILTER, NULL, NULL, &error);
  if (filter != NULL)
    add_report (reports, capture, NULL, &(PvSubset){ .packets = filter });
  else
    g_ptr_array_add (reports, g_strdup (error->message));
  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    if (labels[dimension] != NULL)
      add_picked (reports, capture, dimension, labels[dimension], NULL);
  for (PvOnDemand what = PV_ON_DEMAND_NONE + 1; what < PV_N_ON_DEMAND; what++)
    if (!pv_on_demand_read (capture, what, NULL, NULL, NULL))
      g_ptr_array_add (reports, g_strdup ("not read"));
  add_report (reports, capture, NULL, NULL);
  add_report (reports, capture, &span, NULL);

  return reports;
}

static gboolean
are_same (GPtrArray  *a,
          GPtrArray  *b,
          const char *name)
{
  for (guint i = 0; i < MIN (a->len, b->len); i++)
    {
      const char *here = g_ptr_array_index (a, i);
      const char *there = g_ptr_array_index (b, i);
      gsize at = 0;

      if (g_str_equal (here, there))
        continue;
      while (here[at] == there[at])
        at++;
      g_printerr ("# %s, report %u, byte %" G_GSIZE_FORMAT ": “%.160s” rather than “%.160s”\n", name, i, at,
                  here + at - MIN (at, 80), there + at - MIN (at, 80));
      return FALSE;
    }

  return a->len == b->len;
}

/* A label of each dimension. */
static void
choose_labels (PvCapture *capture,
               char     **labels)
{
  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    {
      PvLabels of = pv_labels_of (capture, dimension);
      guint32 n = pv_labels_get_n (&of);

      /* not all flows have addresses to be called by */
      if (dimension == PV_DIMENSION_FLOW && n > 0 && pv_flow_table_get (capture->flows, n / 2)->key.source == PV_NO_ID)
        continue;
      if (n > 0 && n < 100000 && pv_dimension_get_on_demand (dimension) == PV_ON_DEMAND_NONE)
        labels[dimension] = pv_capture_dup_label (capture, dimension, n / 2);
    }
}

/* The columns themselves, whatever reports show of them. */
static gboolean
have_same_columns (PvCapture *a,
                   PvCapture *b)
{
  if (a->n_packets != b->n_packets || a->n_flows != b->n_flows || (a->new_numbers == NULL) != (b->new_numbers == NULL)
      || a->has_all_addresses != b->has_all_addresses || a->settled != b->settled || a->final != b->final
      || a->sorted != b->sorted || a->n_ip_packets != b->n_ip_packets || a->files->n != b->files->n
      || a->claimed_bytes != b->claimed_bytes || g_strcmp0 (a->truncated_code, b->truncated_code) != 0
      || a->files->run_starts.n != b->files->run_starts.n)
    return FALSE;

  for (guint64 i = 0; i < a->n_packets; i++)
    {
      PvSums x = pv_capture_sum_before (a, i);
      PvSums y = pv_capture_sum_before (b, i);

      if (pv_capture_get_time (a, i) != pv_capture_get_time (b, i)
          || pv_capture_get_flow (a, i) != pv_capture_get_flow (b, i)
          || pv_capture_get_number (a, i) != pv_capture_get_number (b, i) || x.ip != y.ip || x.wire != y.wire
          || pv_input_files_find (a->files, i) != pv_input_files_find (b->files, i))
        return FALSE;
    }
  for (guint32 i = 0; i < a->n_flows; i++)
    {
      PvFlowName x;
      PvFlowName y;
      gboolean has_name = pv_flow_names_get (a->flow_names, i, &x);

      if (memcmp (&pv_flow_table_get (a->flows, i)->key, &pv_flow_table_get (b->flows, i)->key, sizeof (PvFlowKey)) != 0
          || pv_flow_table_get_reverse (a->flows, i) != pv_flow_table_get_reverse (b->flows, i)
          || pv_flow_table_get_first_packet (a->flows, i) != pv_flow_table_get_first_packet (b->flows, i)
          || has_name != pv_flow_names_get (b->flow_names, i, &y)
          || (has_name && (x.label != y.label || x.packet != y.packet || x.evidence != y.evidence
                           || x.is_front != y.is_front)))
        return FALSE;
    }
  for (PvEventKind kind = 0; kind < PV_N_EVENT_KINDS; kind++)
    {
      if (a->events[kind].n != b->events[kind].n)
        return FALSE;
      for (guint64 i = 0; i < a->events[kind].n; i++)
        {
          PvEvent x = pv_events_get (&a->events[kind], i);
          PvEvent y = pv_events_get (&b->events[kind], i);

          if (x.packet != y.packet || x.label != y.label || x.value != y.value)
            return FALSE;
        }
    }

  return TRUE;
}

/* What is known of an index's flows, which is what would be counted. */
static gboolean
has_right_counts (PvCapture *capture)
{
  g_autofree PvCount *counts = g_new0 (PvCount, capture->n_flows + 1);
  const PvCounts *known = capture->flow_counts;

  for (guint64 i = 0; i < capture->n_packets; i++)
    pv_count_packet (counts, pv_capture_get_chunk (capture, i), i & PV_CHUNK_MASK);

  return known != NULL && known->n == capture->n_flows && known->n_packets == capture->n_packets && known->ids == NULL
         && memcmp (known->counts, counts, known->n * sizeof *counts) == 0;
}

/* Writes the capture's index and reads it. NULL where that cannot be. */
static PvCapture *
write_and_read (PvCapture          *capture,
                const PvInputFiles *places,
                const PvIndexKey   *key,
                const char         *name)
{
  g_autoptr (GError) error = NULL;
  PvCapture *read = NULL;
  int fd = make_fd ();

  if (!pv_index_write (capture, places, fd, key, NULL, NULL, &error))
    g_printerr ("# %s: not written: %s\n", name, error->message);
  else if ((read = pv_index_read (places, fd, key, PV_INDEX_CHECK_ALL, NULL)) == NULL)
    g_printerr ("# %s: refused\n", name);
  close (fd);

  return read;
}

/* Whether all is the same: of the files, of their index, of the index of what came of that, and of one that was written
 * when more had been read. Nothing where the files cannot be loaded. */
static gboolean
check (const PvInputFiles *given,
       const char         *name)
{
  g_autoptr (PvInputFiles) places = pv_input_places_expand (given, FALSE, NULL, NULL);
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (PvCapture) first = NULL;
  g_autoptr (PvCapture) second = NULL;
  g_autoptr (PvCapture) third = NULL;
  g_autoptr (GPtrArray) expected = NULL;
  g_autoptr (GPtrArray) of_first = NULL;
  g_autoptr (GPtrArray) of_second = NULL;
  g_autoptr (GPtrArray) of_third = NULL;
  g_autofree char **labels = g_new0 (char *, PV_N_DIMENSIONS);
  PvIndexKey key;
  gboolean same;

  if (places == NULL || !pv_input_key_find (places, key.bytes) || (capture = load (places)) == NULL)
    return TRUE;

  first = write_and_read (capture, places, &key, name);
  second = first != NULL ? write_and_read (first, places, &key, name) : NULL;
  if (second == NULL)
    return FALSE;
  same = have_same_columns (capture, first) && have_same_columns (capture, second) && has_right_counts (first);
  if (!same)
    g_printerr ("# %s: columns differ\n", name);

  choose_labels (capture, labels);
  expected = ask (capture, labels);
  of_first = ask (first, labels);
  of_second = ask (second, labels);
  /* what was read on demand meanwhile makes no difference */
  third = write_and_read (capture, places, &key, name);
  if (third == NULL)
    return FALSE;
  same = same && has_right_counts (third);
  of_third = ask (third, labels);
  same = same && are_same (of_first, expected, name) && are_same (of_second, expected, name)
         && are_same (of_third, expected, name);
  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    g_free (labels[dimension]);

  return same;
}

static int
check_files (char **paths)
{
  guint n_wrong = 0;
  guint n = 0;

  for (; *paths != NULL; paths++, n++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (*paths);
      g_autoptr (PvInputFiles) files = pv_input_files_new (&file, 1);

      n_wrong += !check (files, *paths);
    }
  g_print ("%u files, %u wrong\n", n, n_wrong);

  return n_wrong > 0;
}

/* A capture of all that leaves something in the model. @late: whether some packets come late */
static GFile *
make_capture (guint    n,
              gboolean late,
              guint    seed)
{
  SavefileBuilder builder;
  GFile *file;

  savefile_builder_init (&builder, FALSE);
  savefile_add_section (&builder);
  savefile_add_interface (&builder, ETHERNET, 65535, 9, 0);
  for (guint i = 0; i < n; i++)
    {
      guint pair = (i / 6 + seed) % 97;
      g_autofree char *client = g_strdup_printf ("10.0.%u.%u", pair / 7, pair % 7 + 1);
      g_autofree char *server = g_strdup_printf ("192.0.2.%u", pair % 11);
      g_autofree char *name = g_strdup_printf ("name%u.example%u.org", pair % 53, pair % 5);
      g_autofree char *request = g_strdup_printf ("GET /%u HTTP/1.1\r\nHost: %s\r\n\r\n", i, name);
      GByteArray *packet;
      gint64 late_ns;

      switch (i % 6)
        {
        case 0:
          packet = packet_ipv4 (packet_udp (packet_dns (name), (guint16) (30000 + pair), 53), 17, client, server);
          break;
        case 1:
          packet = packet_dns (name);
          packet->data[2] |= 0x80;
          packet = packet_ipv4 (packet_udp (packet, 53, (guint16) (30000 + pair)), 17, server, client);
          break;
        case 2:
          packet = packet_tcp (packet_append_n (packet_new (), 1, 'x'), (guint16) (20000 + pair), 80, 0, 2);
          packet = packet_ipv4 (packet, 6, client, server);
          break;
        case 3:
          packet = packet_new ();
          g_byte_array_append (packet, (const guint8 *) request, strlen (request));
          packet = packet_ipv4 (packet_tcp (packet, (guint16) (20000 + pair), 80, 1, 0x10), 6, client, server);
          break;
        case 4:
          packet = packet_ipv4 (packet_append_n (packet_new (), 9, 'x'), 253, "10.9.9.9", "10.9.9.9");
          break;
        default:
          packet = packet_append_n (packet_new (), 46, 0);
          break;
        }
      packet = packet_ethernet (packet, i % 6 == 5 ? 0x0806 : 0x0800);
      late_ns = late && i % 7 == 3 ? 500 * PV_NS_PER_MS : 0;
      savefile_add_enhanced (&builder, 0, (guint64) (T0 + i * 10 * PV_NS_PER_MS - late_ns), packet->data, packet->len,
                             packet->len + i % 3);
      g_byte_array_unref (packet);
    }
  file = savefile_builder_write (&builder);
  savefile_builder_clear (&builder);
  age (file);

  return file;
}

static void
test_same_file (gconstpointer data)
{
  g_autoptr (GFile) file = make_capture (3000, GPOINTER_TO_INT (data), 0);
  g_autoptr (PvInputFiles) files = pv_input_files_new (&file, 1);

  g_assert_true (check (files, "made"));
}

/* More than a segment of packets, events and flows. */
static void
test_large (void)
{
  g_autoptr (GFile) file = make_capture (EFFORT (140000, 70000), TRUE, 0);
  g_autoptr (PvInputFiles) files = pv_input_files_new (&file, 1);

  g_assert_true (check (files, "large"));
}

static void
test_several_files (void)
{
  g_autoptr (GFile) a = make_capture (2000, FALSE, 0);
  g_autoptr (GFile) b = make_capture (1500, TRUE, 31);
  g_autoptr (GFile) c = test_file_write ("no capture", 10);
  GFile *all[] = { a, c, b };
  g_autoptr (PvInputFiles) files = NULL;

  age (c);
  files = pv_input_files_new (all, 3);
  g_assert_true (check (files, "several"));
}

static void
test_nothing (void)
{
  g_autoptr (GFile) file = make_capture (0, FALSE, 0);
  g_autoptr (PvInputFiles) files = pv_input_files_new (&file, 1);

  g_assert_true (check (files, "empty"));
}

static void
test_cut_short (void)
{
  g_autoptr (GFile) file = make_capture (100, FALSE, 0);
  g_autoptr (PvInputFiles) files = pv_input_files_new (&file, 1);
  struct stat info;

  g_assert_cmpint (g_stat (g_file_peek_path (file), &info), ==, 0);
  g_assert_cmpint (truncate (g_file_peek_path (file), info.st_size - 5), ==, 0);
  age (file);
  g_assert_true (check (files, "cut short"));
}

static void
test_sample (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "..", "data", "samples", "home-network.pcapng", NULL);
  g_autoptr (GFile) there = g_file_new_for_path (path);
  g_autofree char *bytes = NULL;
  gsize n;
  g_autoptr (GFile) file = NULL;
  g_autoptr (PvInputFiles) files = NULL;

  g_assert_true (g_file_load_contents (there, NULL, &bytes, &n, NULL, NULL));
  file = test_file_write (bytes, n);
  age (file);
  files = pv_input_files_new (&file, 1);
  g_assert_true (check (files, "sample"));
}

/* A capture and its index. */
typedef struct
{
  PvInputFiles *files;
  PvIndexKey key;
  int fd;
  gsize size;
  guint8 *bytes; /* of the index */
} Indexed;

static void
indexed_init (Indexed *self,
              guint    n)
{
  g_autoptr (GFile) file = make_capture (n, TRUE, 0);
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (GError) error = NULL;
  struct stat info;

  self->files = pv_input_files_new (&file, 1);
  g_assert_true (pv_input_key_find (self->files, self->key.bytes));
  capture = load (self->files);
  for (PvOnDemand what = PV_ON_DEMAND_NONE + 1; what < PV_N_ON_DEMAND; what++)
    g_assert_true (pv_on_demand_read (capture, what, NULL, NULL, NULL));
  self->fd = make_fd ();
  g_assert_true (pv_index_write (capture, self->files, self->fd, &self->key, NULL, NULL, &error));
  g_assert_cmpint (fstat (self->fd, &info), ==, 0);
  self->size = (gsize) info.st_size;
  self->bytes = g_malloc (self->size);
  g_assert_cmpint (pread (self->fd, self->bytes, self->size, 0), ==, (ssize_t) self->size);
}

static void
indexed_clear (Indexed *self)
{
  pv_input_files_unref (self->files);
  close (self->fd);
  g_free (self->bytes);
}

static gboolean
is_read (Indexed *self)
{
  g_autoptr (PvCapture) capture = pv_index_read (self->files, self->fd, &self->key, PV_INDEX_CHECK_ALL, NULL);

  return capture != NULL;
}

static void
put (Indexed *self,
     gsize    offset,
     guint8   byte)
{
  g_assert_cmpint (pwrite (self->fd, &byte, 1, (off_t) offset), ==, 1);
}

/* What is copied needs no file any more. */
static void
test_copied (void)
{
  g_autoptr (PvCapture) capture = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  Indexed indexed;

  indexed_init (&indexed, 600);
  pv_index_file_set_copied (indexed.size);
  capture = pv_index_read (indexed.files, indexed.fd, &indexed.key, PV_INDEX_CHECK_ALL, NULL);
  before = pv_report_to_json (capture, (PvBinning){ PV_NS_PER_SECOND, PV_ZONE_UTC }, NULL, NULL, NULL, NULL);
  put (&indexed, indexed.size / 2, indexed.bytes[indexed.size / 2] ^ 1);
  g_assert_false (is_read (&indexed));
  g_assert_cmpint (ftruncate (indexed.fd, 0), ==, 0);
  after = pv_report_to_json (capture, (PvBinning){ PV_NS_PER_SECOND, PV_ZONE_UTC }, NULL, NULL, NULL, NULL);
  g_assert_cmpstr (before, ==, after);
  pv_index_file_set_copied (0);
  indexed_clear (&indexed);
}

static void
test_flipped_bits (void)
{
  Indexed indexed;
  gsize step;

  indexed_init (&indexed, 600);
  g_assert_true (is_read (&indexed));
  step = MAX (indexed.size / EFFORT (1500, 100), 1);
  for (gsize i = 0; i < indexed.size; i += i < HEADER_SIZE || i > indexed.size - 256 ? EFFORT (1, 7) : step)
    {
      /* between the header and the first section there is nothing */
      if (i >= HEADER_SIZE && i < FIRST_SECTION)
        i = FIRST_SECTION;
      put (&indexed, i, indexed.bytes[i] ^ (guint8) (1u << i % 8));
      if (is_read (&indexed))
        g_error ("byte %" G_GSIZE_FORMAT " of the index does not matter", i);
      put (&indexed, i, indexed.bytes[i]);
    }
  g_assert_true (is_read (&indexed));
  indexed_clear (&indexed);
}

static void
test_lengths (void)
{
  Indexed indexed;

  indexed_init (&indexed, 600);
  for (gsize i = 1; i < indexed.size; i += indexed.size / 200)
    {
      g_assert_cmpint (ftruncate (indexed.fd, (off_t) (indexed.size - i)), ==, 0);
      g_assert_false (is_read (&indexed));
    }
  g_assert_cmpint (ftruncate (indexed.fd, 0), ==, 0);
  g_assert_false (is_read (&indexed));
  g_assert_cmpint (pwrite (indexed.fd, indexed.bytes, indexed.size, 0), ==, (ssize_t) indexed.size);
  g_assert_true (is_read (&indexed));
  put (&indexed, indexed.size, 0);
  g_assert_false (is_read (&indexed));
  indexed_clear (&indexed);
}

/* Most of it is empty columns. What is empty beside something else is a part of a number as a rule. */
static gsize
choose_place (const Indexed *self,
              GRand         *rand)
{
  gsize place;

  do
    place = (gsize) g_rand_double_range (rand, 8, (double) self->size - 8);
  while (self->bytes[place] == 0 && g_rand_int_range (rand, 0, 500) != 0);

  return g_rand_boolean (rand) ? place : place + (gsize) g_rand_int_range (rand, 0, 15) - 7;
}

/* Whatever an index says, all that a capture is asked for is there, or there is none. */
static void
test_lies (void)
{
  Indexed indexed;
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  guint n_read = 0;

  indexed_init (&indexed, 300);
  for (guint i = 0; i < EFFORT (3000, 150); i++)
    {
      g_autoptr (PvCapture) capture = NULL;
      gsize places[4];
      guint n = (guint) g_rand_int_range (rand, 1, 5);

      for (guint j = 0; j < n; j++)
        {
          static const guint8 values[] = { 0, 1, 0x7f, 0x80, 0xff };

          places[j] = choose_place (&indexed, rand);
          put (&indexed, places[j], g_rand_boolean (rand) ? values[g_rand_int_range (rand, 0, G_N_ELEMENTS (values))]
                                                          : (guint8) g_rand_int (rand));
        }
      capture = pv_index_read (indexed.files, indexed.fd, NULL, PV_INDEX_CHECK_FORM, NULL);
      if (capture != NULL)
        {
          g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func (g_free);

          add_report (reports, capture, NULL, NULL);
          n_read++;
        }
      for (guint j = 0; j < n; j++)
        put (&indexed, places[j], indexed.bytes[places[j]]);
    }
  g_assert_cmpuint (n_read, >, EFFORT (100, 5));
  indexed_clear (&indexed);
}

/* What an event may say of others. */
static void
test_events (void)
{
  static const struct
  {
    PvEventKind kind;
    PvEvent event;
    gboolean is_sound;
  } cases[] = {
    { PV_EVENT_LOOKUP, { 9, 4, 0 }, TRUE },
    { PV_EVENT_LOOKUP, { 10, 4, 0 }, FALSE },
    { PV_EVENT_LOOKUP, { 9, 5, 0 }, FALSE },
    { PV_EVENT_URL, { 9, PV_NO_ID, 0 }, FALSE },
    { PV_EVENT_SERVER_NAME, { 9, 4, PV_NAME_HTTP | PV_NAME_ENCRYPTED }, TRUE },
    { PV_EVENT_SERVER_NAME, { 9, 4, PV_N_NAME_SOURCES }, FALSE },
    { PV_EVENT_OUTCOME, { 9, PV_NO_ID, 0xffffffffffff10 }, TRUE },
    { PV_EVENT_OUTCOME, { 9, 5, 0 }, FALSE },
    { PV_EVENT_OUTCOME, { 9, 4, 9 << 24 }, TRUE },
    { PV_EVENT_OUTCOME, { 9, 4, 10 << 24 }, FALSE },
    { PV_EVENT_OUTCOME, { 9, 4, PV_DNS_UNANSWERED }, TRUE },
    { PV_EVENT_OUTCOME, { 9, 4, PV_DNS_UNANSWERED + 1 }, FALSE },
    { PV_EVENT_OUTCOME, { 9, 4, 0xff }, FALSE },
    { PV_EVENT_ADDRESS, { 9, 4, (guint64) 2 << 32 | 2 }, TRUE },
    { PV_EVENT_ADDRESS, { 9, 4, (guint64) PV_NO_ID << 32 | 2 }, TRUE },
    { PV_EVENT_ADDRESS, { 9, 4, (guint64) 3 << 32 | 2 }, FALSE },
    { PV_EVENT_ADDRESS, { 9, 4, (guint64) 2 << 32 | 3 }, FALSE },
    { PV_EVENT_HOST, { 9, 4, (guint64) PV_HOST_DHCP << 32 | 2 }, TRUE },
    { PV_EVENT_HOST, { 9, 4, (guint64) PV_HOST_DHCP << 32 | 3 }, FALSE },
    { PV_EVENT_HOST, { 9, 4, (guint64) PV_N_HOST_SOURCES << 32 | 2 }, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PvEvents events;
      PvEvent earlier = cases[i].event;

      pv_events_init (&events, cases[i].kind);
      g_assert_true (pv_events_append (&events, &cases[i].event));
      if (pv_events_check (&events, cases[i].kind, 10, 5, 3) != cases[i].is_sound)
        g_error ("case %u", i);
      earlier.packet = 8;
      g_assert_true (pv_events_append (&events, &earlier));
      g_assert_false (pv_events_check (&events, cases[i].kind, 10, 5, 3));
      pv_events_clear (&events);
    }
}

static gboolean
find_key (GFile  *file,
          guint8 *key)
{
  g_autoptr (PvInputFiles) files = pv_input_files_new (&file, 1);

  return pv_input_key_find (files, key);
}

static void
test_key (void)
{
  g_autoptr (GFile) file = make_capture (60000, FALSE, 0);
  const char *path = g_file_peek_path (file);
  struct timespec times[2] = { { T0 / PV_NS_PER_SECOND, 1 }, { T0 / PV_NS_PER_SECOND, 123456790 } };
  guint8 key[PV_INPUT_KEY_SIZE];
  guint8 other[PV_INPUT_KEY_SIZE];
  struct stat info;
  int fd = g_open (path, O_RDWR | O_CLOEXEC, 0);

  g_assert_true (find_key (file, key));
  g_assert_true (find_key (file, other));
  g_assert_cmpmem (key, sizeof key, other, sizeof other);
  g_assert_cmpint (fstat (fd, &info), ==, 0);
  g_assert_cmpint (info.st_size, >, 4 << 20);

  /* at the beginning, at the end, where there is a sample */
  for (guint i = 0; i < 3; i++)
    {
      const off_t places[] = { 100, info.st_size - 100, (info.st_size - 4096) / (info.st_size / (1 << 20) + 1) + 50 };
      guint8 byte;

      g_assert_cmpint (pread (fd, &byte, 1, places[i]), ==, 1);
      byte ^= 1;
      g_assert_cmpint (pwrite (fd, &byte, 1, places[i]), ==, 1);
      age (file);
      g_assert_true (find_key (file, other));
      g_assert_cmpint (memcmp (key, other, sizeof key), !=, 0);
      byte ^= 1;
      g_assert_cmpint (pwrite (fd, &byte, 1, places[i]), ==, 1);
      age (file);
      g_assert_true (find_key (file, other));
      g_assert_cmpmem (key, sizeof key, other, sizeof other);
    }

  /* a nanosecond later */
  g_assert_cmpint (futimens (fd, times), ==, 0);
  g_assert_true (find_key (file, other));
  g_assert_cmpint (memcmp (key, other, sizeof key), !=, 0);
  /* just now, or in times to come, as after a clock was set back */
  g_assert_cmpint (futimens (fd, NULL), ==, 0);
  g_assert_false (find_key (file, other));
  times[1].tv_sec = g_get_real_time () / G_TIME_SPAN_SECOND + 3600;
  g_assert_cmpint (futimens (fd, times), ==, 0);
  g_assert_false (find_key (file, other));
  close (fd);
}

/* Another file at the same place, as long and of the same time: where it is the same inode, that shows. */
static void
test_changed_in_place (void)
{
  Indexed indexed;
  GFile *file;
  int fd;

  indexed_init (&indexed, 20000);
  g_assert_true (is_read (&indexed));
  file = indexed.files->files[0].file;
  fd = g_open (g_file_peek_path (file), O_RDWR | O_CLOEXEC, 0);
  /* where there is no sample */
  g_assert_cmpint (pwrite (fd, "x", 1, 200000), ==, 1);
  close (fd);
  age (file);
  g_assert_true (pv_input_key_find (indexed.files, indexed.key.bytes));
  g_assert_false (is_read (&indexed));
  indexed_clear (&indexed);
}

/* One that was only renamed is what it was. */
static void
test_renamed (void)
{
  Indexed indexed;
  GFile *file;
  g_autofree char *path = NULL;

  indexed_init (&indexed, 600);
  path = g_strconcat (g_file_peek_path (indexed.files->files[0].file), "-renamed", NULL);
  g_assert_cmpint (g_rename (g_file_peek_path (indexed.files->files[0].file), path), ==, 0);
  file = g_file_new_for_path (path);
  pv_input_files_unref (indexed.files);
  indexed.files = pv_input_files_new (&file, 1);
  g_assert_true (pv_input_key_find (indexed.files, indexed.key.bytes));
  g_assert_true (is_read (&indexed));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_object_unref (file);
  indexed_clear (&indexed);
}

/* What was changed while it was read gets no index. */
static void
test_changed_meanwhile (void)
{
  g_autoptr (GFile) file = make_capture (1000, FALSE, 0);
  g_autoptr (PvInputFiles) files = pv_input_files_new (&file, 1);
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (GError) error = NULL;
  PvIndexKey key;
  int fd = make_fd ();

  capture = load (files);
  age (file);
  g_assert_true (pv_input_key_find (files, key.bytes));
  /* other than what was loaded */
  g_assert_false (pv_index_write (capture, files, fd, &key, NULL, NULL, &error));
  g_assert_nonnull (error);
  close (fd);
}

static void
test_no_space (void)
{
  g_autoptr (GFile) file = make_capture (1000, FALSE, 0);
  g_autoptr (PvInputFiles) files = pv_input_files_new (&file, 1);
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (GError) error = NULL;
  PvIndexKey key;
  int fd = g_open ("/dev/full", O_RDWR | O_CLOEXEC, 0);

  g_assert_true (pv_input_key_find (files, key.bytes));
  capture = load (files);
  g_assert_false (pv_index_write (capture, files, fd, &key, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  close (fd);
}

static void
test_hash (void)
{
  guint8 bytes[300] = { 0 };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (gsize n = 0; n <= sizeof bytes; n++)
    {
      guint64 hash = pv_bulk_hash (bytes, n);

      g_assert_true (g_hash_table_add (seen, g_memdup2 (&hash, sizeof hash)));
    }
  for (gsize i = 0; i < sizeof bytes * 8; i++)
    {
      guint64 hash;

      bytes[i / 8] ^= (guint8) (1u << i % 8);
      hash = pv_bulk_hash (bytes, sizeof bytes);
      g_assert_true (g_hash_table_add (seen, g_memdup2 (&hash, sizeof hash)));
      bytes[i / 8] ^= (guint8) (1u << i % 8);
    }
}

int
main (int   argc,
      char *argv[])
{
  int result;

  if (argc > 1 && argv[1][0] != '-')
    return check_files (argv + 1);

  g_test_init (&argc, &argv, NULL);
  /* indexes that long are mapped, unless a test says otherwise */
  pv_index_file_set_copied (0);

  g_test_add_data_func ("/index/same", GINT_TO_POINTER (FALSE), test_same_file);
  g_test_add_data_func ("/index/same-late", GINT_TO_POINTER (TRUE), test_same_file);
  g_test_add_func ("/index/large", test_large);
  g_test_add_func ("/index/several-files", test_several_files);
  g_test_add_func ("/index/nothing", test_nothing);
  g_test_add_func ("/index/cut-short", test_cut_short);
  g_test_add_func ("/index/sample", test_sample);
  g_test_add_func ("/index/flipped-bits", test_flipped_bits);
  g_test_add_func ("/index/copied", test_copied);
  g_test_add_func ("/index/lengths", test_lengths);
  g_test_add_func ("/index/lies", test_lies);
  g_test_add_func ("/index/events", test_events);
  g_test_add_func ("/index/key", test_key);
  g_test_add_func ("/index/changed-in-place", test_changed_in_place);
  g_test_add_func ("/index/renamed", test_renamed);
  g_test_add_func ("/index/changed-meanwhile", test_changed_meanwhile);
  g_test_add_func ("/index/no-space", test_no_space);
  g_test_add_func ("/index/hash", test_hash);

  result = g_test_run ();
  test_files_clear ();

  return result;
}
