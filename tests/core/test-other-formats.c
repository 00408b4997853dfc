/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-other-formats.c: savefiles that are neither pcap nor pcapng. */
#include <string.h>

#include "pv-error.h"
#include "pv-savefile.h"
#include "pv-types.h"
#include "savefile-builder.h"

#define START_S G_GINT64_CONSTANT (1715558400)

static const guint8 packet[] = "abcdefghijklmnopqrst";

/* Opens what was built. *@file keeps it. */
static PvSavefile *
open_built (SavefileBuilder  *builder,
            GError          **error)
{
  g_autoptr (GFile) file = savefile_builder_write (builder);
  PvSource *source = pv_source_open (file, NULL, error);

  g_assert_nonnull (source);

  return pv_savefile_open (source, NULL, error);
}

/* Reads it to its end, which is one of these. */
static guint
count_records (SavefileBuilder *builder,
               const char      *format,
               const char      *truncated)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PvSavefile) savefile = open_built (builder, &error);
  PvBatch batch = { 0 };
  guint n = 0;

  g_assert_no_error (error);
  g_assert_cmpstr (pv_savefile_get_format (savefile), ==, format);
  while (pv_savefile_read (savefile, &batch, NULL, &error))
    n += (guint) batch.n_records;
  g_assert_no_error (error);

  if (truncated == NULL)
    g_assert_null (pv_savefile_get_truncated_reason (savefile));
  else
    g_assert_nonnull (strstr (pv_savefile_get_truncated_reason (savefile), truncated));

  pv_batch_clear (&batch);

  return n;
}

static void
assert_refused (SavefileBuilder *builder,
                int              code,
                const char      *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (open_built (builder, &error));
  g_assert_error (error, PV_ERROR, code);
  g_assert_nonnull (strstr (error->message, text));
}

/* All records of what was built; they are in one batch. */
static void
read_batch (SavefileBuilder *builder,
            PvSavefile     **savefile,
            PvBatch         *batch)
{
  g_autoptr (GError) error = NULL;

  *savefile = open_built (builder, &error);
  g_assert_no_error (error);
  g_assert_true (pv_savefile_read (*savefile, batch, NULL, &error));
  g_assert_no_error (error);
}

static void
assert_record (const PvRecord *record,
               gint64          time_ns,
               guint16         link_type,
               const void     *data,
               gsize           captured,
               guint32         original)
{
  g_assert_cmpint (record->time_ns, ==, time_ns);
  g_assert_cmpuint (record->link_type, ==, link_type);
  g_assert_cmpmem (record->data, record->captured_length, data, captured);
  g_assert_cmpuint (record->original_length, ==, original);
}

static void
test_snoop (void)
{
  SavefileBuilder builder;
  g_autoptr (PvSavefile) savefile = NULL;
  PvBatch batch = { 0 };

  savefile_builder_init (&builder, TRUE);
  savefile_add_snoop_header (&builder, 2, 4);
  savefile_add_snoop_record (&builder, START_S, 123456, packet, 20, 60, 0);
  savefile_add_snoop_record (&builder, G_MAXUINT32, 999999, packet, 5, 5, 3);
  savefile_add_snoop_record (&builder, START_S, 0, NULL, 0, 1500, 0);

  read_batch (&builder, &savefile, &batch);
  g_assert_cmpstr (pv_savefile_get_format (savefile), ==, "snoop");
  g_assert_cmpuint (batch.n_records, ==, 3);
  assert_record (&batch.records[0], START_S * PV_NS_PER_SECOND + 123456000, 1, packet, 20, 60);
  assert_record (&batch.records[1], G_MAXUINT32 * PV_NS_PER_SECOND + 999999000, 1, packet, 5, 5);
  assert_record (&batch.records[2], START_S * PV_NS_PER_SECOND, 1, packet, 0, 1500);

  pv_batch_clear (&batch);
  savefile_builder_clear (&builder);
}

static void
test_snoop_types (void)
{
  static const struct
  {
    guint32 type;
    guint16 link_type;
  } types[] = { { 0, 1 }, { 2, 6 }, { 4, 1 }, { 8, 10 }, { 18, 123 } };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      SavefileBuilder builder;
      g_autoptr (PvSavefile) savefile = NULL;
      PvBatch batch = { 0 };

      savefile_builder_init (&builder, TRUE);
      savefile_add_snoop_header (&builder, 2, types[i].type);
      savefile_add_snoop_record (&builder, START_S, 0, packet, 20, 20, 0);
      read_batch (&builder, &savefile, &batch);
      g_assert_cmpuint (batch.records[0].link_type, ==, types[i].link_type);
      pv_batch_clear (&batch);
      savefile_builder_clear (&builder);
    }
}

static void
test_snoop_refused (void)
{
  SavefileBuilder builder;

  savefile_builder_init (&builder, TRUE);
  savefile_add_snoop_header (&builder, 4, 4);
  assert_refused (&builder, PV_ERROR_UNSUPPORTED, "version 4");
  g_byte_array_set_size (builder.bytes, 0);
  savefile_add_snoop_header (&builder, 2, 7);
  assert_refused (&builder, PV_ERROR_UNSUPPORTED, "type 7");
  g_byte_array_set_size (builder.bytes, 12);
  assert_refused (&builder, PV_ERROR_DAMAGED, "within its header");
  savefile_builder_clear (&builder);
}

/* Cut or damaged, what came before counts. */
static void
test_snoop_damaged (void)
{
  SavefileBuilder builder;
  guint whole;

  savefile_builder_init (&builder, TRUE);
  savefile_add_snoop_header (&builder, 2, 4);
  g_assert_cmpuint (count_records (&builder, "snoop", NULL), ==, 0);
  for (guint i = 0; i < 3; i++)
    savefile_add_snoop_record (&builder, START_S, i, packet, 20, 20, 0);
  whole = builder.bytes->len;
  g_assert_cmpuint (count_records (&builder, "snoop", NULL), ==, 3);

  for (guint cut = 1; cut < 44; cut++)
    {
      savefile_add_snoop_record (&builder, START_S, 0, packet, 20, 20, 0);
      g_byte_array_set_size (builder.bytes, whole + cut);
      g_assert_cmpuint (count_records (&builder, "snoop", "middle of a packet"), ==, 3);
      g_byte_array_set_size (builder.bytes, whole);
    }

  savefile_add_snoop_record (&builder, START_S, 0, packet, 20, 20, 0);
  builder.bytes->data[whole + 11] = 24 + 19; /* shorter than what it holds */
  g_assert_cmpuint (count_records (&builder, "snoop", "contradicts itself"), ==, 3);
  builder.bytes->data[whole + 8] = 1; /* as long as memory */
  g_assert_cmpuint (count_records (&builder, "snoop", "contradicts itself"), ==, 3);
  builder.bytes->data[whole + 4] = 0xff;
  g_assert_cmpuint (count_records (&builder, "snoop", "cannot be"), ==, 3);

  savefile_builder_clear (&builder);
}

static void
test_erf (void)
{
  /* An offset and padding, then 20 bytes of the 24 on the wire; an extension header, and another, before it. */
  static const guint8 ethernet[] = "\0\0abcdefghijklmnopqrst\0\0";
  static const guint8 extended[] = "\x84zzzzzzz\4zzzzzzz\0\0abcdefghijklmnopqrst\0\0\0\0\0\0";
  SavefileBuilder builder;
  g_autoptr (PvSavefile) savefile = NULL;
  PvBatch batch = { 0 };

  savefile_builder_init (&builder, TRUE);
  /* What describes the capture is no packet; nor is padding. */
  savefile_add_erf_record (&builder, 0, 0, 27, "\0\1\0\0", 4, 4);
  savefile_add_erf_record (&builder, START_S, 0x80000000, 2, ethernet, 24, 20);
  savefile_add_erf_record (&builder, START_S, 0, 48, "\0\0\0\0\0\0\0\0", 8, 0);
  savefile_add_erf_record (&builder, START_S, 0xffffffff, 0x80 | 11, extended, 44, 20);
  savefile_add_erf_record (&builder, START_S + 1, 0, 1, packet, 20, 1500);
  savefile_add_erf_record (&builder, START_S + 1, 1, 22, packet, 20, 20);
  savefile_add_erf_record (&builder, START_S + 2, 0, 23, packet, 20, 20);
  savefile_add_erf_record (&builder, START_S + 2, 0, 21, packet, 20, 20);
  /* Extension headers without end, and no room for the padding */
  savefile_add_erf_record (&builder, START_S + 2, 0, 0x82, "\xff\xff\xff\xff\xff\xff\xff\xff\xff", 9, 20);
  savefile_add_erf_record (&builder, START_S + 2, 0, 2, "\0", 1, 20);

  read_batch (&builder, &savefile, &batch);
  g_assert_cmpstr (pv_savefile_get_format (savefile), ==, "erf");
  g_assert_cmpuint (batch.n_records, ==, 8);
  assert_record (&batch.records[0], START_S * PV_NS_PER_SECOND + 500000000, 1, packet, 20, 20);
  g_assert_cmpuint (batch.records[0].fcs_length, ==, 4);
  assert_record (&batch.records[1], (START_S + 1) * PV_NS_PER_SECOND, 1, packet, 20, 20);
  assert_record (&batch.records[2], (START_S + 1) * PV_NS_PER_SECOND, 50, packet, 20, 1500);
  assert_record (&batch.records[3], (START_S + 1) * PV_NS_PER_SECOND, 228, packet, 20, 20);
  assert_record (&batch.records[4], (START_S + 2) * PV_NS_PER_SECOND, 229, packet, 20, 20);
  g_assert_cmpuint (batch.records[5].link_type, ==, 197);
  g_assert_cmpuint (batch.records[5].captured_length, ==, 36);
  g_assert_cmpuint (batch.records[5].data[8], ==, 21);
  g_assert_cmpuint (batch.records[6].link_type, ==, 197);
  g_assert_cmpuint (batch.records[7].link_type, ==, 197);

  pv_batch_clear (&batch);
  savefile_builder_clear (&builder);
}

/* Without a magic, few records have to look right, and what is not ERF must not pass for it. */
static void
test_erf_or_not (void)
{
  SavefileBuilder builder;

  savefile_builder_init (&builder, TRUE);
  savefile_add_erf_record (&builder, START_S, 0, 2, packet, 20, 18);
  g_assert_cmpuint (count_records (&builder, "erf", NULL), ==, 1);
  savefile_add_erf_record (&builder, START_S - 1, 0, 2, packet, 20, 18);
  g_assert_cmpuint (count_records (&builder, "erf", NULL), ==, 2);
  savefile_add_erf_record (&builder, START_S, 0, 2, packet, 20, 18);
  g_assert_cmpuint (count_records (&builder, "erf", NULL), ==, 3);
  savefile_add_bytes (&builder, "abc", 3);
  g_assert_cmpuint (count_records (&builder, "erf", "middle of a packet"), ==, 3);
  savefile_add_bytes (&builder, "\0\0\0\0\0\2\0\0\1\0\0\0\0", 13);
  g_assert_cmpuint (count_records (&builder, "erf", "contradicts itself"), ==, 3);

  /* The third record's length, type, time */
  for (guint i = 0; i < 3; i++)
    {
      guint8 *third;

      g_byte_array_set_size (builder.bytes, 2 * 36);
      savefile_add_erf_record (&builder, START_S - (i == 2 ? 3 : 0), 0, i == 1 ? 49 : 2, packet, 20, 18);
      third = builder.bytes->data + 2 * 36;
      third[11] = i == 0 ? 1 : third[11];
      assert_refused (&builder, PV_ERROR_NOT_A_CAPTURE, "not a packet capture");
    }

  savefile_builder_clear (&builder);
}

/* Each format has a place in the manual page. */
static void
test_table (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "..", "data", "pcapviz.1.in", NULL);
  g_autofree char *page = NULL;
  g_autoptr (GError) error = NULL;
  const char *format;
  guint n = 0;

  g_file_get_contents (path, &page, NULL, &error);
  g_assert_no_error (error);
  for (; (format = pv_savefile_get_nth_format (n)) != NULL; n++)
    {
      g_autofree char *entry = g_strdup_printf ("\n.TP\n.B %s\n", format);

      if (strstr (page, entry) == NULL)
        g_error ("The manual page has no entry for %s", format);
    }
  g_assert_cmpuint (n, >=, 4);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/other-formats/snoop", test_snoop);
  g_test_add_func ("/other-formats/snoop/types", test_snoop_types);
  g_test_add_func ("/other-formats/snoop/refused", test_snoop_refused);
  g_test_add_func ("/other-formats/snoop/damaged", test_snoop_damaged);
  g_test_add_func ("/other-formats/erf", test_erf);
  g_test_add_func ("/other-formats/erf/or-not", test_erf_or_not);
  g_test_add_func ("/other-formats/table", test_table);

  status = g_test_run ();
  test_files_clear ();

  return status;
}
