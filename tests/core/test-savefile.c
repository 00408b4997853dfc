/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-savefile.c: every kind of savefile, held against libpcap where libpcap reads it. */
#include <pcap/pcap.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "compressors.h"
#include "pv-error.h"
#include "pv-savefile.h"
#include "pv-types.h"
#include "savefile-builder.h"

/* A record, kept beyond its batch. */
typedef struct
{
  PvRecord record;
  GBytes *data;
} Kept;

static void
clear_kept (gpointer data)
{
  g_bytes_unref (((Kept *) data)->data);
}

/* Reads all records of @file. */
static GArray *
read_all (GFile  *file,
          char  **truncated_reason)
{
  g_autoptr (GError) error = NULL;
  PvSource *source = pv_source_open (file, NULL, &error);
  g_autoptr (PvSavefile) savefile = NULL;
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Kept));
  PvBatch batch = { 0 };

  g_array_set_clear_func (all, clear_kept);
  g_assert_no_error (error);
  savefile = pv_savefile_open (source, NULL, &error);
  g_assert_no_error (error);

  while (pv_savefile_read (savefile, &batch, NULL, &error))
    for (gsize i = 0; i < batch.n_records; i++)
      {
        Kept kept = { batch.records[i], g_bytes_new (batch.records[i].data, batch.records[i].captured_length) };

        g_array_append_val (all, kept);
      }

  g_assert_no_error (error);
  pv_batch_clear (&batch);
  if (truncated_reason != NULL)
    *truncated_reason = g_strdup (pv_savefile_get_truncated_reason (savefile));
  else
    g_assert_null (pv_savefile_get_truncated_reason (savefile));

  return all;
}

/* Asserts that libpcap reads the same records from @file. */
static void
assert_same_as_libpcap (GFile  *file,
                        GArray *ours)
{
  char message[PCAP_ERRBUF_SIZE];
  pcap_t *pcap = pcap_open_offline_with_tstamp_precision (g_file_peek_path (file), PCAP_TSTAMP_PRECISION_NANO, message);
  struct pcap_pkthdr *header;
  const guint8 *data;
  guint n = 0;

  if (pcap == NULL)
    g_error ("libpcap: %s", message);

  while (pcap_next_ex (pcap, &header, &data) == 1)
    {
      const Kept *kept;

      g_assert_cmpuint (n, <, ours->len);
      kept = &g_array_index (ours, Kept, n++);
      g_assert_cmpint (kept->record.time_ns, ==, header->ts.tv_sec * PV_NS_PER_SECOND + header->ts.tv_usec);
      g_assert_cmpuint (kept->record.original_length, ==, header->len);
      g_assert_cmpmem (g_bytes_get_data (kept->data, NULL), g_bytes_get_size (kept->data), data, header->caplen);
    }

  g_assert_cmpuint (n, ==, ours->len);
  pcap_close (pcap);
}

static void
fill (guint8 *data,
      gsize   length,
      guint   seed)
{
  for (gsize i = 0; i < length; i++)
    data[i] = (guint8) (seed * 31 + i * 7);
}

/* More records than fit into one batch, of all lengths. */
static void
add_many_pcap_records (SavefileBuilder *builder,
                       guint            n)
{
  guint8 data[3000];

  for (guint i = 0; i < n; i++)
    {
      guint32 length = (i * 977) % sizeof data;

      fill (data, length, i);
      savefile_add_pcap_record (builder, 1500000000 + i / 100, (i * 7919) % 1000000, data, length, length + i % 3 * 100, 0);
    }
}

static void
test_pcap (gconstpointer user_data)
{
  guint variant = GPOINTER_TO_UINT (user_data);
  gboolean nanoseconds = (variant & 1) != 0;
  SavefileBuilder builder;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GArray) records = NULL;

  savefile_builder_init (&builder, (variant & 2) != 0);
  savefile_add_pcap_header (&builder, nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4, 65535, 1);
  add_many_pcap_records (&builder, 2000);
  file = savefile_builder_write (&builder);

  records = read_all (file, NULL);
  g_assert_cmpuint (records->len, ==, 2000);
  g_assert_cmpuint (g_array_index (records, Kept, 0).record.link_type, ==, 1);
  assert_same_as_libpcap (file, records);

  savefile_builder_clear (&builder);
}

/* What the variants of pcap are told apart by, and more. */
#define N_SLOW_BYTES 1000

typedef struct
{
  SavefileBuilder *builder;
  int read_fd;
  int write_fd;
} Feeder;

/* Writes the next byte when the one before was read, so that every read gives one byte. */
static gpointer
feed_bytes (gpointer user_data)
{
  const Feeder *feeder = user_data;
  const GByteArray *bytes = feeder->builder->bytes;
  gsize slow = MIN (bytes->len, N_SLOW_BYTES);

  for (gsize i = 0; i < slow; i++)
    {
      int n_unread = 1;

      g_assert_cmpint (write (feeder->write_fd, bytes->data + i, 1), ==, 1);
      while (n_unread > 0)
        {
          g_thread_yield ();
          g_assert_cmpint (ioctl (feeder->read_fd, FIONREAD, &n_unread), ==, 0);
        }
    }
  g_assert_cmpint (write (feeder->write_fd, bytes->data + slow, bytes->len - slow), ==, bytes->len - slow);
  close (feeder->write_fd);

  return NULL;
}

/* Reads all records of what was built through a pipe that gives byte by byte. */
static GArray *
read_all_slowly (SavefileBuilder *builder)
{
  Feeder feeder = { .builder = builder };
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  GArray *records;
  GThread *thread;
  int fds[2];

  g_assert_cmpint (pipe (fds), ==, 0);
  feeder.read_fd = fds[0];
  feeder.write_fd = fds[1];
  path = g_strdup_printf ("/dev/fd/%d", fds[0]);
  file = g_file_new_for_path (path);
  thread = g_thread_new ("feeder", feed_bytes, &feeder);
  records = read_all (file, NULL);

  g_thread_join (thread);
  close (fds[0]);

  return records;
}

typedef struct
{
  const char *path;
  guint32 magic;
  guint extra;
  guint n_records;
  gboolean slow;
} Modified;

static const Modified modified[] = {
  { "/savefile/pcap/kuznetzov-24", 0xa1b2cd34, 8, 50, FALSE },
  { "/savefile/pcap/kuznetzov-28", 0xa1b2cd34, 12, 50, FALSE },
  { "/savefile/pcap/kuznetzov-usual-magic", 0xa1b2c3d4, 8, 50, FALSE },
  { "/savefile/pcap/nokia", 0xa1b2c3d4, 4, 50, FALSE },
  { "/savefile/pcap/kuznetzov-24/one", 0xa1b2cd34, 8, 1, FALSE },
  { "/savefile/pcap/kuznetzov-28/one", 0xa1b2cd34, 12, 1, FALSE },
  { "/savefile/pcap/kuznetzov-usual-magic/one", 0xa1b2c3d4, 8, 1, FALSE },
  { "/savefile/pcap/nokia/one", 0xa1b2c3d4, 4, 1, FALSE },
  { "/savefile/pcap/kuznetzov-24/two", 0xa1b2cd34, 8, 2, FALSE },
  { "/savefile/pcap/kuznetzov-28/two", 0xa1b2cd34, 12, 2, FALSE },
  { "/savefile/pcap/nokia/two", 0xa1b2c3d4, 4, 2, FALSE },
  { "/savefile/pcap/slow", 0xa1b2c3d4, 0, 50, TRUE },
  { "/savefile/pcap/slow/empty", 0xa1b2c3d4, 0, 0, TRUE },
  { "/savefile/pcap/slow/one", 0xa1b2c3d4, 0, 1, TRUE },
  { "/savefile/pcap/slow/kuznetzov-24", 0xa1b2cd34, 8, 50, TRUE },
  { "/savefile/pcap/slow/kuznetzov-28", 0xa1b2cd34, 12, 50, TRUE },
  { "/savefile/pcap/slow/kuznetzov-usual-magic", 0xa1b2c3d4, 8, 50, TRUE },
  { "/savefile/pcap/slow/nokia", 0xa1b2c3d4, 4, 50, TRUE },
  { "/savefile/pcap/slow/nokia/one", 0xa1b2c3d4, 4, 1, TRUE },
};

static void
test_pcap_modified (gconstpointer user_data)
{
  const Modified *variant = user_data;
  SavefileBuilder builder;
  guint8 data[1500];
  g_autoptr (GArray) records = NULL;

  savefile_builder_init (&builder, FALSE);
  savefile_add_pcap_header (&builder, variant->magic, 65535, 1);
  for (guint i = 0; i < variant->n_records; i++)
    {
      fill (data, sizeof data, i);
      savefile_add_pcap_record (&builder, 900000000 + i, i, data, 60 + i, 60 + i, variant->extra);
    }

  if (variant->slow)
    {
      records = read_all_slowly (&builder);
    }
  else
    {
      g_autoptr (GFile) file = savefile_builder_write (&builder);

      records = read_all (file, NULL);
    }

  g_assert_cmpuint (records->len, ==, variant->n_records);
  for (guint i = 0; i < records->len; i++)
    {
      const Kept *kept = &g_array_index (records, Kept, i);

      fill (data, sizeof data, i);
      g_assert_cmpint (kept->record.time_ns, ==, (900000000 + i) * PV_NS_PER_SECOND + i * PV_NS_PER_US);
      g_assert_cmpmem (g_bytes_get_data (kept->data, NULL), g_bytes_get_size (kept->data), data, 60 + i);
    }

  savefile_builder_clear (&builder);
}

typedef struct
{
  const char *path;
  guint32 magic;
  guint extra;
  gint64 ns_per_fraction;
  gboolean big_endian;
} OddKind;

static const OddKind odd_kinds[] = {
  { "/savefile/pcap/odd/us", 0xa1b2c3d4, 0, 1000, FALSE },
  { "/savefile/pcap/odd/us-swapped", 0xa1b2c3d4, 0, 1000, TRUE },
  { "/savefile/pcap/odd/ns", 0xa1b23c4d, 0, 1, FALSE },
  { "/savefile/pcap/odd/nokia", 0xa1b2c3d4, 4, 1000, FALSE },
  { "/savefile/pcap/odd/kuznetzov-24", 0xa1b2cd34, 8, 1000, FALSE },
  { "/savefile/pcap/odd/kuznetzov-28", 0xa1b2cd34, 12, 1000, FALSE },
  { "/savefile/pcap/odd/kuznetzov-usual-magic", 0xa1b2c3d4, 8, 1000, FALSE },
};

/* What is odd in one record. */
typedef struct
{
  guint32 fraction;
  gboolean has_original;
  guint32 original;
} Oddity;

static const Oddity oddities[] = {
  { 1000000000, FALSE, 0 }, { 1000000, FALSE, 0 },  { 0x7fffffff, FALSE, 0 }, { 0x80000000, FALSE, 0 },
  { 0xffffffff, FALSE, 0 }, { 7, TRUE, 0xffffffff }, { 7, TRUE, 0x7fffffff },  { 7, TRUE, 0 },
  { 7, TRUE, 59 },          { 0xfffffff0, TRUE, 1 },
};

/* Checks that a file whose @n records are sane but for those from @first_odd to before @end_odd is read
 * record by record; @zeros: its packets are full of them. */
static void
check_odd (const OddKind *kind,
           const Oddity  *oddity,
           guint          n,
           guint          first_odd,
           guint          end_odd,
           gboolean       zeros)
{
  SavefileBuilder builder;
  guint8 data[200] = { 0 };
  g_autoptr (GFile) file = NULL;
  g_autoptr (GArray) records = NULL;
  g_autofree char *reason = NULL;

  savefile_builder_init (&builder, kind->big_endian);
  savefile_add_pcap_header (&builder, kind->magic, 65535, 1);
  for (guint i = 0; i < n; i++)
    {
      gboolean odd = i >= first_odd && i < end_odd;
      guint32 length = 60 + i;

      if (!zeros)
        fill (data, length, i);
      savefile_add_pcap_record (&builder, 900000000 + i, odd ? oddity->fraction : i * 40000, data, length,
                                odd && oddity->has_original ? oddity->original : length, kind->extra);
    }
  file = savefile_builder_write (&builder);
  records = read_all (file, &reason);

  g_assert_cmpstr (reason, ==, NULL);
  g_assert_cmpuint (records->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      gboolean odd = i >= first_odd && i < end_odd;
      const PvRecord *record = &g_array_index (records, Kept, i).record;
      gint32 fraction = odd ? (gint32) oddity->fraction : (gint32) i * 40000;

      g_assert_cmpint (record->time_ns, ==, (900000000 + i) * PV_NS_PER_SECOND + fraction * kind->ns_per_fraction);
      g_assert_cmpuint (record->captured_length, ==, 60 + i);
      g_assert_cmpuint (record->original_length, ==, odd && oddity->has_original ? oddity->original : 60 + i);
    }

  savefile_builder_clear (&builder);
  test_files_clear ();
}

/* Drivers write fractions and lengths that cannot be, now and then: that changes nothing for other records. */
static void
test_pcap_odd (gconstpointer user_data)
{
  const OddKind *kind = user_data;

  for (guint i = 0; i < G_N_ELEMENTS (oddities); i++)
    {
      for (guint odd = 0; odd < 5; odd++)
        for (guint n = odd + 1; n < 8; n++)
          {
            /* A variant's few records must outweigh those that the usual header takes for records. */
            if (kind->extra != 0 && n < 4)
              continue;
            check_odd (kind, &oddities[i], n, odd, odd + 1, FALSE);
            check_odd (kind, &oddities[i], n, odd, odd + 1, TRUE);
          }
      check_odd (kind, &oddities[i], 40, 17, 18, FALSE);
      check_odd (kind, &oddities[i], 40, 3, 5, TRUE);
      if (kind->extra == 0)
        {
          check_odd (kind, &oddities[i], 40, 0, 40, FALSE);
          check_odd (kind, &oddities[i], 40, 0, 40, TRUE);
        }
    }
}

/* Damage after a few records is no variant, and ends the file where it is. */
static void
test_pcap_damaged_early (void)
{
  SavefileBuilder builder;
  guint8 data[100] = { 0 };
  g_autoptr (GFile) file = NULL;
  g_autoptr (GArray) records = NULL;
  g_autofree char *reason = NULL;

  savefile_builder_init (&builder, FALSE);
  savefile_add_pcap_header (&builder, 0xa1b2c3d4, 65535, 1);
  savefile_add_pcap_record (&builder, 900000000, 0, data, sizeof data, sizeof data, 0);
  savefile_add_pcap_record (&builder, 900000001, 0, data, sizeof data, sizeof data, 0);
  savefile_add_bytes (&builder, "\1\2\3\4\0\0\0\0\xff\xff\xff\x7f\xff\xff\xff\x7f", 16);
  file = savefile_builder_write (&builder);

  records = read_all (file, &reason);
  g_assert_cmpuint (records->len, ==, 2);
  g_assert_nonnull (reason);

  savefile_builder_clear (&builder);
}

/* The first packets of a pipe are there before more come. */
static void
test_pcap_pipe_waits_for_little (void)
{
  SavefileBuilder builder;
  guint8 data[60] = { 0 };
  int fds[2];
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PvSavefile) savefile = NULL;
  PvSource *source;
  PvBatch batch = { 0 };

  savefile_builder_init (&builder, FALSE);
  savefile_add_pcap_header (&builder, 0xa1b2c3d4, 65535, 1);
  savefile_add_pcap_record (&builder, 900000000, 0, data, sizeof data, sizeof data, 0);
  savefile_add_pcap_record (&builder, 900000001, 0, data, sizeof data, sizeof data, 0);

  g_assert_cmpint (pipe (fds), ==, 0);
  g_assert_cmpint (write (fds[1], builder.bytes->data, builder.bytes->len), ==, builder.bytes->len);
  path = g_strdup_printf ("/dev/fd/%d", fds[0]);
  file = g_file_new_for_path (path);

  source = pv_source_open (file, NULL, &error);
  g_assert_no_error (error);
  savefile = pv_savefile_open (source, NULL, &error);
  g_assert_no_error (error);
  close (fds[1]);
  g_assert_true (pv_savefile_read (savefile, &batch, NULL, &error));
  g_assert_cmpuint (batch.n_records, ==, 2);

  pv_batch_clear (&batch);
  close (fds[0]);
  savefile_builder_clear (&builder);
}

static void
test_pcap_ixia (void)
{
  SavefileBuilder builder;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GArray) records = NULL;

  savefile_builder_init (&builder, TRUE);
  savefile_add_pcap_header (&builder, 0x1c0001ac, 65535, 1);
  savefile_add_u32 (&builder, 19);
  savefile_add_pcap_record (&builder, 5, 123456789, "abc", 3, 3, 0);
  file = savefile_builder_write (&builder);

  records = read_all (file, NULL);
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_cmpint (g_array_index (records, Kept, 0).record.time_ns, ==, 5 * PV_NS_PER_SECOND + 123456789);

  savefile_builder_clear (&builder);
}

/* What tools wrote before version 2.4, and AIX's tcpdump under that of 2.2. */
static void
test_pcap_old_versions (void)
{
  static const struct
  {
    guint16 major;
    guint16 minor;
    guint32 network;
    guint16 link_type;
    gint64 ns_per_fraction;
    gboolean lengths_swapped;
  } versions[] = {
    { 2, 3, 1, 1, PV_NS_PER_US, TRUE },  { 2, 3, 1, 1, PV_NS_PER_US, FALSE }, { 543, 0, 1, 1, PV_NS_PER_US, TRUE },
    { 2, 2, 1, 1, PV_NS_PER_US, FALSE }, { 2, 2, 6, 1, 1, FALSE },            { 2, 2, 9, 6, 1, FALSE },
    { 2, 2, 15, 10, 1, FALSE },          { 2, 2, 24, 0, 1, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      SavefileBuilder builder;
      g_autoptr (GFile) file = NULL;
      g_autoptr (GArray) records = NULL;
      const PvRecord *record;

      savefile_builder_init (&builder, FALSE);
      savefile_add_pcap_header (&builder, 0xa1b2c3d4, 65535, versions[i].network);
      builder.bytes->data[4] = versions[i].major & 0xff;
      builder.bytes->data[5] = versions[i].major >> 8;
      builder.bytes->data[6] = (guint8) versions[i].minor;
      savefile_add_u32 (&builder, 7);
      savefile_add_u32 (&builder, 8);
      savefile_add_u32 (&builder, versions[i].lengths_swapped ? 100 : 3);
      savefile_add_u32 (&builder, versions[i].lengths_swapped ? 3 : 100);
      savefile_add_bytes (&builder, "abc", 3);
      file = savefile_builder_write (&builder);

      records = read_all (file, NULL);
      g_assert_cmpuint (records->len, ==, 1);
      record = &g_array_index (records, Kept, 0).record;
      g_assert_cmpuint (record->captured_length, ==, 3);
      g_assert_cmpuint (record->original_length, ==, 100);
      g_assert_cmpuint (record->link_type, ==, versions[i].link_type);
      g_assert_cmpint (record->time_ns, ==, 7 * PV_NS_PER_SECOND + 8 * versions[i].ns_per_fraction);

      savefile_builder_clear (&builder);
    }
}

/* Times are what the file says, in its order, however absurd. */
static void
test_pcap_times (void)
{
  static const struct
  {
    guint32 seconds;
    guint32 microseconds;
    gint64 time_ns;
  } times[] = {
    { 1500000000, 999999, G_GINT64_CONSTANT (1500000000999999000) },
    { 0, 0, 0 },
    { G_MAXUINT32, 0, G_GINT64_CONSTANT (4294967295000000000) }, /* in 2106, not before 1970 */
    { 0x80000000, 1, G_GINT64_CONSTANT (2147483648000001000) },
    { 1500000000, 0, G_GINT64_CONSTANT (1500000000000000000) },
    { 1500000000, 2500000, G_GINT64_CONSTANT (1500000002500000000) }, /* carried over */
    { G_MAXUINT32, G_MAXUINT32, G_GINT64_CONSTANT (4294967294999999000) }, /* of -1 microsecond */
    { 1, 0, PV_NS_PER_SECOND },
  };

  for (guint big_endian = 0; big_endian < 2; big_endian++)
    {
      SavefileBuilder builder;
      g_autoptr (GFile) file = NULL;
      g_autoptr (GArray) records = NULL;

      savefile_builder_init (&builder, big_endian);
      savefile_add_pcap_header (&builder, 0xa1b2c3d4, 65535, 1);
      for (guint i = 0; i < G_N_ELEMENTS (times); i++)
        savefile_add_pcap_record (&builder, times[i].seconds, times[i].microseconds, "abc", 3, 3, 0);
      file = savefile_builder_write (&builder);

      records = read_all (file, NULL);
      g_assert_cmpuint (records->len, ==, G_N_ELEMENTS (times));
      for (guint i = 0; i < records->len; i++)
        g_assert_cmpint (g_array_index (records, Kept, i).record.time_ns, ==, times[i].time_ns);

      savefile_builder_clear (&builder);
    }
}

static void
test_pcap_fcs (void)
{
  SavefileBuilder builder;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GArray) records = NULL;

  savefile_builder_init (&builder, FALSE);
  savefile_add_pcap_header (&builder, 0xa1b2c3d4, 65535, 0x24000001);
  savefile_add_pcap_record (&builder, 5, 0, "abc", 3, 3, 0);
  file = savefile_builder_write (&builder);

  records = read_all (file, NULL);
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_cmpuint (g_array_index (records, Kept, 0).record.link_type, ==, 1);
  g_assert_cmpuint (g_array_index (records, Kept, 0).record.fcs_length, ==, 4);

  savefile_builder_clear (&builder);
}

/* Of an interface in bits, as the draft says, or in bytes, as some write; of a packet in bytes, before that. */
static void
test_pcapng_fcs (void)
{
  static const struct
  {
    guint8 interface; /* if_fcslen */
    guint32 packet; /* bits 5 to 8 of epb_flags */
    guint8 expected;
  } rows[] = {
    { 0, 0, 0 },  { 4, 0, 4 },  { 32, 0, 4 },  { 2, 0, 2 },  { 16, 0, 2 }, { 24, 0, 3 },
    { 8, 0, 0 },  { 5, 0, 0 },  { 255, 0, 0 }, { 64, 0, 0 }, { 0, 4, 4 },  { 32, 2, 2 },
    { 32, 4, 4 }, { 4, 15, 0 }, { 0, 5, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows) * 2; i++)
    {
      guint32 flags = rows[i / 2].packet << 5;
      guint8 interface[] = { 1, 0, 0, 0, 0, 0, 0, 0, 13, 0, 1, 0, rows[i / 2].interface, 0, 0, 0, 0, 0, 0, 0 };
      guint8 packet[24 + 20] = { [12] = 3, [16] = 3, [20] = 'a', 'b', 'c', 0 };
      guint8 options[] = { 1, 0, 2, 0, 'h', 'i', 0, 0,
                           2, 0, 4, 0, (guint8) flags, (guint8) (flags >> 8), 0, 0, 0, 0, 0, 0 };
      SavefileBuilder builder;
      g_autoptr (GFile) file = NULL;
      g_autoptr (GArray) records = NULL;
      gboolean with_options = i % 2 == 1;

      /* Without options, what the interface says counts. */
      if (!with_options && flags != 0)
        continue;

      memcpy (packet + 24, options, sizeof options);
      savefile_builder_init (&builder, FALSE);
      savefile_add_section (&builder);
      savefile_add_block (&builder, 1, interface, sizeof interface);
      savefile_add_block (&builder, 6, packet, with_options ? 24 + sizeof options : 24);
      file = savefile_builder_write (&builder);

      records = read_all (file, NULL);
      g_assert_cmpuint (records->len, ==, 1);
      g_assert_cmpuint (g_array_index (records, Kept, 0).record.fcs_length, ==, rows[i / 2].expected);

      savefile_builder_clear (&builder);
    }
}

/* A record of any size up to the largest is read, whatever the size of a batch. */
static void
test_pcap_large_record (void)
{
  SavefileBuilder builder;
  guint32 length = 3 * 1024 * 1024;
  g_autofree guint8 *data = g_malloc (length);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GArray) records = NULL;

  fill (data, length, 1);
  savefile_builder_init (&builder, FALSE);
  savefile_add_pcap_header (&builder, 0xa1b2c3d4, length, 1);
  savefile_add_pcap_record (&builder, 1, 0, "x", 1, 1, 0);
  savefile_add_pcap_record (&builder, 2, 0, data, length, length, 0);
  savefile_add_pcap_record (&builder, 3, 0, "y", 1, 1, 0);
  file = savefile_builder_write (&builder);

  records = read_all (file, NULL);
  g_assert_cmpuint (records->len, ==, 3);
  g_assert_cmpmem (g_bytes_get_data (g_array_index (records, Kept, 1).data, NULL), length, data, length);
  g_assert_cmpuint (g_array_index (records, Kept, 2).record.captured_length, ==, 1);

  savefile_builder_clear (&builder);
}

/* Cut anywhere, a file gives all whole records before the cut and says that it was cut. */
static void
test_pcap_cut (void)
{
  SavefileBuilder builder;
  gsize ends[6];

  savefile_builder_init (&builder, FALSE);
  savefile_add_pcap_header (&builder, 0xa1b2c3d4, 65535, 1);
  ends[0] = builder.bytes->len;
  for (guint i = 1; i < G_N_ELEMENTS (ends); i++)
    {
      savefile_add_pcap_record (&builder, i, 0, "abcdefghijklmnop", i * 3, i * 3, 0);
      ends[i] = builder.bytes->len;
    }

  for (gsize length = 32; length <= builder.bytes->len; length++)
    {
      g_autoptr (GFile) file = test_file_write (builder.bytes->data, length);
      g_autofree char *reason = NULL;
      g_autoptr (GArray) records = read_all (file, &reason);
      guint expected = 0;
      gboolean whole;

      while (expected + 1 < G_N_ELEMENTS (ends) && ends[expected + 1] <= length)
        expected++;

      /* After one record, 4 bytes or 8 make it a whole file of Nokia's or Kuznetzov's variant. */
      whole = ends[expected] == length || length == ends[1] + 4 || length == ends[1] + 8;

      g_assert_cmpuint (records->len, ==, expected);
      g_assert_true ((reason == NULL) == whole);
      test_files_clear ();
    }

  savefile_builder_clear (&builder);
}

static void
test_pcap_damaged_length (void)
{
  SavefileBuilder builder;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GArray) records = NULL;
  g_autofree char *reason = NULL;

  savefile_builder_init (&builder, FALSE);
  savefile_add_pcap_header (&builder, 0xa1b2c3d4, 65535, 1);
  savefile_add_pcap_record (&builder, 1, 0, "abc", 3, 3, 0);
  savefile_add_u32 (&builder, 2);
  savefile_add_u32 (&builder, 0);
  savefile_add_u32 (&builder, 0x7fffffff);
  savefile_add_u32 (&builder, 0x7fffffff);
  file = savefile_builder_write (&builder);

  records = read_all (file, &reason);
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_nonnull (strstr (reason, "byte 43 "));

  savefile_builder_clear (&builder);
}

static void
test_pcapng (gconstpointer user_data)
{
  gboolean big_endian = GPOINTER_TO_UINT (user_data) != 0;
  SavefileBuilder builder;
  guint8 data[2000];
  g_autoptr (GFile) file = NULL;
  g_autoptr (GArray) records = NULL;

  savefile_builder_init (&builder, big_endian);
  savefile_add_section (&builder);
  savefile_add_interface (&builder, 1, 65535, 9, 0);
  for (guint i = 0; i < 2000; i++)
    {
      guint32 length = (i * 977) % sizeof data;

      fill (data, length, i);
      savefile_add_enhanced (&builder, 0, G_GUINT64_CONSTANT (1500000000123456789) + i, data, length, length + i % 3);
      if (i % 100 == 0)
        savefile_add_block (&builder, 0x0bad, data, i);
    }
  file = savefile_builder_write (&builder);

  records = read_all (file, NULL);
  g_assert_cmpuint (records->len, ==, 2000);
  assert_same_as_libpcap (file, records);

  savefile_builder_clear (&builder);
}

/* What libpcap does not read: interfaces and sections that differ. */
static void
test_pcapng_mixed (void)
{
  SavefileBuilder builder;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GArray) records = NULL;
  static const struct
  {
    gint64 time_ns;
    guint16 link_type;
    guint32 captured;
    guint32 original;
  } expected[] = {
    { G_GINT64_CONSTANT (1000000001000), 1, 4, 4 },
    { G_GINT64_CONSTANT (1500000000), 113, 4, 9 },
    { G_GINT64_CONSTANT (3600250000000), 101, 4, 4 },
    { G_GINT64_CONSTANT (1000), 276, 2, 4 },
    { G_GINT64_CONSTANT (1000), 276, 3, 100 },
    { -G_GINT64_CONSTANT (9000000000), 1, 4, 4 },
    { G_MAXINT64 - 1, 147, 4, 4 },
  };

  savefile_builder_init (&builder, FALSE);
  savefile_add_section (&builder);
  savefile_add_interface (&builder, 1, 65535, -1, 0);
  savefile_add_interface (&builder, 113, 0, 0x80 | 10, 0);
  savefile_add_interface (&builder, 101, 0, 3, 3600);
  savefile_add_enhanced (&builder, 0, 1000000001, "abcd", 4, 4);
  savefile_add_enhanced (&builder, 1, 1024 + 512, "abcd", 4, 9);
  savefile_add_enhanced (&builder, 2, 250, "abcd", 4, 4);

  builder.big_endian = TRUE;
  savefile_add_section (&builder);
  savefile_add_interface (&builder, 276, 3, 6, 0);
  savefile_add_obsolete (&builder, 0, 1, "ab", 2, 4);
  savefile_add_simple (&builder, "abc", 3, 100);

  savefile_add_section (&builder);
  savefile_add_interface (&builder, 1, 0, 0, -10);
  savefile_add_interface (&builder, 147, 0, 0, 0);
  savefile_add_enhanced (&builder, 0, 1, "abcd", 4, 4);
  savefile_add_enhanced (&builder, 1, G_MAXUINT64, "abcd", 4, 4);
  file = savefile_builder_write (&builder);

  records = read_all (file, NULL);
  g_assert_cmpuint (records->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const PvRecord *record = &g_array_index (records, Kept, i).record;

      g_assert_cmpint (record->time_ns, ==, expected[i].time_ns);
      g_assert_cmpuint (record->link_type, ==, expected[i].link_type);
      g_assert_cmpuint (record->captured_length, ==, expected[i].captured);
      g_assert_cmpuint (record->original_length, ==, expected[i].original);
    }

  savefile_builder_clear (&builder);
}

static void
add_option (GByteArray *options,
            gboolean    big_endian,
            guint16     code,
            guint16     length,
            const char *value)
{
  guint8 header[4] = { code & 0xff, code >> 8, length & 0xff, length >> 8 };
  guint8 swapped[4] = { code >> 8, code & 0xff, length >> 8, length & 0xff };

  g_byte_array_append (options, big_endian ? swapped : header, sizeof header);
  g_byte_array_append (options, (const guint8 *) value, 4);
}

/* Options that are cut short or of a wrong length do not keep anybody from reading. */
static void
test_pcapng_options (gconstpointer user_data)
{
  gboolean big_endian = GPOINTER_TO_UINT (user_data);
  static const struct
  {
    guint16 code;
    guint16 length;
    const char *value;
  } second[] = {
    { 9, 1, "\3\0\0\0" }, /* if_tsresol: the first one counts */
    { 9, 2, "\3\0\0\0" }, /* of a wrong length */
    { 2, 200, "eth0" },     /* if_name, longer than the block */
    { 9, 0xffff, "\3\0\0\0" },
    { 14, 4, "\0\0\0\1" }, /* if_tsoffset of a wrong length */
  };
  SavefileBuilder builder;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GArray) records = NULL;

  savefile_builder_init (&builder, big_endian);
  savefile_add_section (&builder);
  for (guint i = 0; i < G_N_ELEMENTS (second); i++)
    {
      g_autoptr (GByteArray) body = g_byte_array_new ();
      const guint8 fixed[8] = { !big_endian, big_endian, 0, 0, 0, 0, 0, 0 };

      g_byte_array_append (body, fixed, sizeof fixed);
      add_option (body, big_endian, 9, 1, "\11\0\0\0");
      add_option (body, big_endian, second[i].code, second[i].length, second[i].value);
      savefile_add_block (&builder, 1, body->data, body->len);
    }

  /* Secrets, an unknown block, a custom block and a systemd journal entry hold no packets. */
  savefile_add_block (&builder, 10, "KSLT\2\0\0\0ab", 10);
  savefile_add_block (&builder, 0x80000bad, NULL, 0);
  savefile_add_block (&builder, 0xbad, "packet?", 7);
  savefile_add_block (&builder, 9, "MESSAGE=1", 9);
  for (guint i = 0; i < G_N_ELEMENTS (second); i++)
    savefile_add_enhanced (&builder, i, 5000000, "abcd", 4, 4);
  file = savefile_builder_write (&builder);

  records = read_all (file, NULL);
  g_assert_cmpuint (records->len, ==, G_N_ELEMENTS (second));
  for (guint i = 0; i < records->len; i++)
    g_assert_cmpint (g_array_index (records, Kept, i).record.time_ns, ==, 5000000);

  savefile_builder_clear (&builder);
}

static void
test_pcapng_cut (void)
{
  SavefileBuilder builder;
  gsize start;
  gsize ends[4];

  savefile_builder_init (&builder, FALSE);
  savefile_add_section (&builder);
  savefile_add_interface (&builder, 1, 65535, -1, 0);
  start = builder.bytes->len;
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      savefile_add_enhanced (&builder, 0, i, "abcdefghijklmnop", i * 3, i * 3);
      savefile_add_block (&builder, 0x0bad, "whatever", 8);
      ends[i] = builder.bytes->len - 20;
    }

  for (gsize length = start; length <= builder.bytes->len; length++)
    {
      g_autoptr (GFile) file = test_file_write (builder.bytes->data, length);
      g_autofree char *reason = NULL;
      g_autoptr (GArray) records = read_all (file, &reason);
      gboolean whole = length == start;
      guint expected = 0;

      while (expected < G_N_ELEMENTS (ends) && ends[expected] <= length)
        {
          whole = whole || ends[expected] == length || ends[expected] + 20 == length;
          expected++;
        }

      g_assert_cmpuint (records->len, ==, expected);
      g_assert_true ((reason == NULL) == whole);
      test_files_clear ();
    }

  savefile_builder_clear (&builder);
}

/* Blocks that contradict themselves end the file there; what came before them counts. */
static void
test_pcapng_damaged (gconstpointer user_data)
{
  SavefileBuilder builder;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GArray) records = NULL;
  g_autofree char *reason = NULL;
  gsize block;

  savefile_builder_init (&builder, FALSE);
  savefile_add_section (&builder);
  savefile_add_interface (&builder, 1, 65535, -1, 0);
  savefile_add_enhanced (&builder, 0, 1, "abcd", 4, 4);
  block = builder.bytes->len;

  switch (GPOINTER_TO_UINT (user_data))
    {
    case 0: /* an interface that is not described */
      savefile_add_enhanced (&builder, 1, 1, "abcd", 4, 4);
      break;
    case 1: /* a captured length beyond the block */
      savefile_add_enhanced (&builder, 0, 1, "abcd", 4, 4);
      builder.bytes->data[block + 20] = 40;
      break;
    case 2: /* the two lengths of a block differ */
      savefile_add_enhanced (&builder, 0, 1, "abcd", 4, 4);
      builder.bytes->data[builder.bytes->len - 4] ^= 4;
      break;
    case 3: /* shorter than any block */
      savefile_add_u32 (&builder, 6);
      savefile_add_u32 (&builder, 8);
      savefile_add_u32 (&builder, 8);
      break;
    case 4: /* a section of no byte order */
      savefile_add_section (&builder);
      builder.bytes->data[block + 8] ^= 1;
      break;
    case 5: /* a section of a version to come */
      savefile_add_section (&builder);
      builder.bytes->data[block + 12] = 2;
      savefile_add_interface (&builder, 1, 65535, -1, 0);
      break;
    default:
      g_assert_not_reached ();
    }
  savefile_add_enhanced (&builder, 0, 1, "abcd", 4, 4);
  file = savefile_builder_write (&builder);

  records = read_all (file, &reason);
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_nonnull (reason);

  savefile_builder_clear (&builder);
}

static void
assert_refused (const void *bytes,
                gsize       length,
                PvError     code,
                const char *says)
{
  g_autoptr (GFile) file = test_file_write (bytes, length);
  g_autoptr (GError) error = NULL;
  PvSource *source = pv_source_open (file, NULL, &error);
  g_autoptr (PvSavefile) savefile = NULL;

  g_assert_no_error (error);
  savefile = pv_savefile_open (source, NULL, &error);
  g_assert_null (savefile);
  g_assert_error (error, PV_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, says));
}

static void
test_refused (void)
{
  static const guint8 zeros[100];

  assert_refused ("", 0, PV_ERROR_NOT_A_CAPTURE, "empty");
  assert_refused (zeros, sizeof zeros, PV_ERROR_NOT_A_CAPTURE, "not a packet capture");
  assert_refused ("#!/bin/sh\necho this is a script and no capture\n", 47, PV_ERROR_NOT_A_CAPTURE, "not a packet capture");
  assert_refused ("\xd4\xc3\xb2\xa1\2\0\4\0", 8, PV_ERROR_DAMAGED, "within its header");
  assert_refused ("\xd4\xc3\xb2\xa1\7\0\4\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 34, PV_ERROR_UNSUPPORTED,
                  "7.4");
  assert_refused ("\n\r\r\n\x1c\0\0\0", 8, PV_ERROR_DAMAGED, "within its header");
}

static void
assert_foreign (const void *magic,
                gsize       length,
                const char *name)
{
  guint8 bytes[100] = { 0 };

  memcpy (bytes, magic, length);
  assert_refused (bytes, sizeof bytes, PV_ERROR_UNSUPPORTED, name);
}

/* Captures of other programs and other compressions are called by their names. */
static void
test_foreign (void)
{
  assert_foreign ("GMBU\0\2", 6, "Microsoft Network Monitor 2");
  assert_foreign ("RTSS\1\1", 6, "Microsoft Network Monitor 1");
  assert_foreign ("TRSNIFF data    \x1a", 17, "Sniffer");
  assert_foreign ("XCP\0" "002.001", 11, "NetXRay");
  assert_foreign ("\177ver", 4, "OmniPeek");
  assert_foreign ("iptrace 2.0", 11, "AIX iptrace");
  assert_foreign ("\x42\xd1\1\x34\x12\x66\x22\x88", 8, "RADCOM");
  assert_foreign ("LZIP\1", 5, "compressed with lzip");
  assert_foreign ("PK\3\4", 4, "archive (ZIP)");
  assert_foreign ("7z\xbc\xaf\x27\x1c", 6, "archive (7z)");
}

/* A header of tar as it was before it had a magic, and the file's first bytes. */
static GBytes *
make_tar (void)
{
  guint8 *tar = g_malloc0 (1024);
  guint sum = 8 * ' ';

  memcpy (tar, "capture.pcap", 12);
  memcpy (tar + 100, "0000644\0" "0001750\0" "0001750\0" "00000000030\0" "14371573217\0", 48);
  for (guint i = 0; i < 512; i++)
    sum += tar[i];
  g_snprintf ((char *) tar + 148, 8, "%06o", sum);
  tar[155] = ' ';
  memcpy (tar + 512, "\xd4\xc3\xb2\xa1\2\0\4\0", 8);

  return g_bytes_new_take (tar, 1024);
}

/* An archive is called so, also when it is compressed, and only when it is one. */
static void
test_archive (void)
{
  g_autoptr (GBytes) tar = make_tar ();
  g_autofree guint8 *damaged = g_memdup2 (g_bytes_get_data (tar, NULL), g_bytes_get_size (tar));

  assert_refused (g_bytes_get_data (tar, NULL), g_bytes_get_size (tar), PV_ERROR_UNSUPPORTED, "archive (tar)");
  for (guint i = 0; i < N_COMPRESSORS; i++)
    {
      g_autoptr (GBytes) compressed
        = compressors[i].compress (g_bytes_get_data (tar, NULL), g_bytes_get_size (tar));

      assert_refused (g_bytes_get_data (compressed, NULL), g_bytes_get_size (compressed), PV_ERROR_UNSUPPORTED,
                      "archive (tar)");
    }

  damaged[0]++;
  assert_refused (damaged, g_bytes_get_size (tar), PV_ERROR_NOT_A_CAPTURE, "not a packet capture");
}

/* What is compressed and damaged is called so, also where the damage becomes bytes that are no capture. */
static void
test_damaged_compression (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  SavefileBuilder builder;

  savefile_builder_init (&builder, FALSE);
  savefile_add_pcap_header (&builder, 0xa1b2c3d4, 65535, 1);
  for (guint i = 0; i < 3000; i++)
    savefile_add_u8 (&builder, (guint8) g_rand_int_range (random, 0, 64));
  for (guint i = 0; i < N_COMPRESSORS; i++)
    {
      g_autoptr (GBytes) compressed = compressors[i].compress (builder.bytes->data, builder.bytes->len);
      gsize length = g_bytes_get_size (compressed);

      /* not what says how it is compressed */
      for (gsize at = 6; at < length; at += at < 40 ? 1 : 97)
        {
          g_autofree guint8 *damaged = g_memdup2 (g_bytes_get_data (compressed, NULL), length);
          g_autoptr (GFile) damaged_file = NULL;
          g_autoptr (GError) error = NULL;
          g_autoptr (PvSavefile) savefile = NULL;

          damaged[at] ^= 0x10;
          damaged_file = test_file_write (damaged, length);
          savefile = pv_savefile_open (pv_source_open (damaged_file, NULL, &error), NULL, &error);
          if (savefile == NULL && !g_error_matches (error, PV_ERROR, PV_ERROR_DAMAGED))
            g_error ("%s, byte %" G_GSIZE_FORMAT ": %s", compressors[i].name, at, error->message);
        }
    }
  savefile_builder_clear (&builder);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *path = g_strdup_printf ("/savefile/pcap/%s-%s", i & 2 ? "big" : "little", i & 1 ? "ns" : "us");

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_pcap);
    }
  for (guint i = 0; i < G_N_ELEMENTS (modified); i++)
    g_test_add_data_func (modified[i].path, &modified[i], test_pcap_modified);
  for (guint i = 0; i < G_N_ELEMENTS (odd_kinds); i++)
    g_test_add_data_func (odd_kinds[i].path, &odd_kinds[i], test_pcap_odd);
  g_test_add_func ("/savefile/pcap/damaged-early", test_pcap_damaged_early);
  g_test_add_func ("/savefile/pcap/pipe-waits-for-little", test_pcap_pipe_waits_for_little);
  g_test_add_func ("/savefile/pcap/ixia", test_pcap_ixia);
  g_test_add_func ("/savefile/pcap/old-versions", test_pcap_old_versions);
  g_test_add_func ("/savefile/pcap/times", test_pcap_times);
  g_test_add_func ("/savefile/pcap/fcs", test_pcap_fcs);
  g_test_add_func ("/savefile/pcapng/fcs", test_pcapng_fcs);
  g_test_add_func ("/savefile/pcap/large-record", test_pcap_large_record);
  g_test_add_func ("/savefile/pcap/cut", test_pcap_cut);
  g_test_add_func ("/savefile/pcap/damaged-length", test_pcap_damaged_length);
  g_test_add_data_func ("/savefile/pcapng/little", GUINT_TO_POINTER (0), test_pcapng);
  g_test_add_data_func ("/savefile/pcapng/big", GUINT_TO_POINTER (1), test_pcapng);
  g_test_add_func ("/savefile/pcapng/mixed", test_pcapng_mixed);
  g_test_add_data_func ("/savefile/pcapng/options-little", GUINT_TO_POINTER (0), test_pcapng_options);
  g_test_add_data_func ("/savefile/pcapng/options-big", GUINT_TO_POINTER (1), test_pcapng_options);
  g_test_add_func ("/savefile/pcapng/cut", test_pcapng_cut);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *path = g_strdup_printf ("/savefile/pcapng/damaged-%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_pcapng_damaged);
    }
  g_test_add_func ("/savefile/refused", test_refused);
  g_test_add_func ("/savefile/foreign", test_foreign);
  g_test_add_func ("/savefile/archive", test_archive);
  g_test_add_func ("/savefile/damaged-compression", test_damaged_compression);

  status = g_test_run ();
  test_files_clear ();

  return status;
}
