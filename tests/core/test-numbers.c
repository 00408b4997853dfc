/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-numbers.c: the numbers behind charts, as CSV and JSON. */
#include <json-glib/json-glib.h>
#include <string.h>

#include "capture-maker.h"
#include "pv-error.h"
#include "pv-numbers.h"

#define S PV_NS_PER_SECOND
#define START (1468059242 * S) /* 2016-07-09 10:14:02 UTC */

static const TestPacket packets[] = {
  { START, 1, 2, 100, NULL },
  { START + S / 2, 1, 2, 300, NULL },
  { START + S, 2, 1, 100, "www.example.org" },
  { START + 2 * S, 1, 3, 100, "=cmd.example" },
  { START + 6 * S, 3, 1, 200, "www.example.org" },
};

static char *
to_text (GOutputStream *stream)
{
  g_assert_true (g_output_stream_write_all (stream, "", 1, NULL, NULL, NULL));

  return g_strdup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)));
}

static char *
write_ranking (const PvQuery *query,
               PvTableFormat  format)
{
  g_autoptr (PvCapture) capture = test_packets_load (packets, G_N_ELEMENTS (packets));
  g_autoptr (PvRanking) ranking = pv_query_run (capture, query, NULL, NULL);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  const char *const picks[] = { "10.0.0.1", NULL };
  PvNumbersOrigin origin = { "udp port 53", picks };

  g_assert_true (pv_numbers_write_ranking (capture, ranking, &origin, format, stream, NULL, NULL));

  return to_text (stream);
}

static char *
write_series (gint64          bin_ns,
              PvMeasure       measure,
              PvSpan          span,
              PvTableFormat   format,
              GError        **error)
{
  g_autoptr (PvCapture) capture = test_packets_load (packets, G_N_ELEMENTS (packets));
  g_autoptr (PvSeries) series = pv_series_new (capture, NULL, pv_binning (bin_ns, PV_ZONE_LOCAL), measure, NULL, NULL);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();

  if (!pv_numbers_write_series (series, NULL, 0, span, NULL, format, stream, NULL, error))
    return NULL;

  return to_text (stream);
}

static void
test_addresses (void)
{
  PvQuery query = {
    .dimension = PV_DIMENSION_SOURCE, .has_span = TRUE, .span = { START, START + 2 * S },
  };
  g_autofree char *csv = write_ranking (&query, PV_TABLE_CSV);

  g_assert_cmpstr (csv, ==,
                   "address,packets,bytes,capture_packets,capture_bytes\r\n"
                   "10.0.0.1,2,400,3,500\r\n"
                   "10.0.0.2,1,100,1,100\r\n");
}

/* Where there are nicknames, there is a column for them, and only of addresses. */
static void
test_nicknames (void)
{
  g_autoptr (PvCapture) capture = test_packets_load (packets, G_N_ELEMENTS (packets));
  g_autoptr (PvHosts) hosts = pv_hosts_parse ("10.0.0.2 resolver\n", 18);
  g_autoptr (PvAddressNames) names = pv_address_names_new (capture, hosts, NULL, NULL);
  g_autoptr (PvAddressNames) none = pv_address_names_new (capture, NULL, NULL, NULL);
  static const struct
  {
    PvDimension dimension;
    gboolean has_hosts;
    const char *csv;
  } expected[] = {
    { PV_DIMENSION_SOURCE, TRUE,
      "address,packets,bytes,capture_packets,capture_bytes,known_as,nickname\r\n"
      "10.0.0.1,3,500,3,500,,\r\n"
      "10.0.0.2,1,100,1,100,resolver,resolver\r\n"
      "10.0.0.3,1,200,1,200,,\r\n" },
    { PV_DIMENSION_SOURCE, FALSE,
      "address,packets,bytes,capture_packets,capture_bytes\r\n"
      "10.0.0.1,3,500,3,500\r\n"
      "10.0.0.2,1,100,1,100\r\n"
      "10.0.0.3,1,200,1,200\r\n" },
    { PV_DIMENSION_LOOKUP, TRUE,
      "name,lookups,capture_lookups\r\n"
      "www.example.org,2,2\r\n"
      "'=cmd.example,1,1\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      PvQuery query = { .dimension = expected[i].dimension };
      g_autoptr (PvRanking) ranking = pv_query_run (capture, &query, NULL, NULL);
      g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
      PvNumbersOrigin origin = { .names = expected[i].has_hosts ? names : none };
      g_autofree char *csv = NULL;

      g_assert_true (pv_numbers_write_ranking (capture, ranking, &origin, PV_TABLE_CSV, stream, NULL, NULL));
      csv = to_text (stream);
      g_assert_cmpstr (csv, ==, expected[i].csv);
    }
}

/* Names come from strangers, and a spreadsheet runs what begins with an equals sign. */
static void
test_names (void)
{
  PvQuery query = { .dimension = PV_DIMENSION_LOOKUP, .with_clients = TRUE };
  PvQuery plain = { .dimension = PV_DIMENSION_LOOKUP };
  g_autofree char *csv = write_ranking (&query, PV_TABLE_CSV);
  g_autofree char *without_clients = write_ranking (&plain, PV_TABLE_CSV);

  g_assert_cmpstr (csv, ==,
                   "name,lookups,clients,capture_lookups\r\n"
                   "www.example.org,2,2,2\r\n"
                   "'=cmd.example,1,1,1\r\n");
  g_assert_true (g_str_has_prefix (without_clients, "name,lookups,capture_lookups\r\n"));
}

static void
test_json (void)
{
  PvQuery query = {
    .dimension = PV_DIMENSION_LOOKUP, .has_span = TRUE, .span = { START, START + 3 * S },
  };
  g_autofree char *json = write_ranking (&query, PV_TABLE_JSON);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  JsonObject *object = json_node_get_object (root);
  JsonArray *rows = json_object_get_array_member (object, "rows");
  JsonObject *row = json_array_get_object_element (rows, 0);

  g_assert_cmpstr (json_object_get_string_member (object, "list"), ==, "lookups");
  g_assert_cmpstr (json_object_get_string_member (object, "filter"), ==, "udp port 53");
  g_assert_cmpint (json_object_get_int_member (object, "from_ns"), ==, START);
  g_assert_cmpint (json_object_get_int_member (object, "to_ns"), ==, START + 3 * S);
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (object, "picks"), 0), ==, "10.0.0.1");

  /* a tie, by name; what is harmless in JSON stays as it is */
  g_assert_cmpuint (json_array_get_length (rows), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (row, "name"), ==, "=cmd.example");
  g_assert_cmpint (json_object_get_int_member (row, "lookups"), ==, 1);
  row = json_array_get_object_element (rows, 1);
  g_assert_cmpint (json_object_get_int_member (row, "lookups"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (row, "capture_lookups"), ==, 2);
}

/* Empty bins are zero, not absent; those at the edges count what is inside. */
static void
test_series (void)
{
  g_autofree char *csv = write_series (2 * S, PV_MEASURE_IP_BYTES, (PvSpan){ START + S / 2, START + 7 * S },
                                       PV_TABLE_CSV, NULL);
  g_autofree char *wire = write_series (S / 2, PV_MEASURE_WIRE_BYTES, (PvSpan){ START, START + S }, PV_TABLE_CSV,
                                        NULL);
  g_autofree char *counts = write_series (60 * S, PV_MEASURE_PACKETS, (PvSpan){ START, START + S }, PV_TABLE_CSV,
                                          NULL);

  g_assert_cmpstr (csv, ==,
                   "start,start_ns,packets,bytes\r\n"
                   "2016-07-09T10:14:02Z,1468059242000000000,2,400\r\n"
                   "2016-07-09T10:14:04Z,1468059244000000000,1,100\r\n"
                   "2016-07-09T10:14:06Z,1468059246000000000,0,0\r\n"
                   "2016-07-09T10:14:08Z,1468059248000000000,1,200\r\n");
  g_assert_cmpstr (wire, ==,
                   "start,start_ns,packets,wire_bytes\r\n"
                   "2016-07-09T10:14:02.000Z,1468059242000000000,1,100\r\n"
                   "2016-07-09T10:14:02.500Z,1468059242500000000,1,300\r\n");
  g_assert_cmpstr (counts, ==,
                   "start,start_ns,packets\r\n"
                   "2016-07-09T10:14:00Z,1468059240000000000,2\r\n");
}

static void
test_parts (void)
{
  g_autoptr (PvCapture) capture = test_packets_load (packets, G_N_ELEMENTS (packets));
  guint32 name = 0;
  g_autoptr (PvPacketSet) set = pv_packet_set_new_for_labels (capture, PV_DIMENSION_LOOKUP, &name, 1, NULL);
  g_autofree char *label = pv_capture_dup_label (capture, PV_DIMENSION_LOOKUP, name);
  g_autoptr (PvSeries) all = pv_series_new (capture, NULL, pv_binning (4 * S, PV_ZONE_LOCAL), PV_MEASURE_IP_BYTES, NULL, NULL);
  g_autoptr (PvSeries) some = pv_series_new (capture, set, pv_binning (4 * S, PV_ZONE_LOCAL), PV_MEASURE_IP_BYTES, NULL, NULL);
  PvNumbersPart parts[] = { { "a,\"b", some, 0 }, { "a,\"b", some, 0 } };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autofree char *csv = NULL;

  g_assert_cmpstr (label, ==, "www.example.org");
  g_assert_true (pv_numbers_write_series (all, parts, 2, (PvSpan){ START, START + 8 * S }, NULL, PV_TABLE_CSV, stream,
                                          NULL, NULL));
  csv = to_text (stream);
  g_assert_cmpstr (csv, ==,
                   "start,start_ns,packets,bytes,\"packets a,\"\"b\",\"bytes a,\"\"b\","
                   "\"packets a,\"\"b (2)\",\"bytes a,\"\"b (2)\"\r\n"
                   "2016-07-09T10:14:00Z,1468059240000000000,3,500,1,100,1,100\r\n"
                   "2016-07-09T10:14:04Z,1468059244000000000,1,100,0,0,0,0\r\n"
                   "2016-07-09T10:14:08Z,1468059248000000000,1,200,1,200,1,200\r\n");
}

/* Bins that do not begin at milliseconds have as many decimals as tell when they do. */
static void
test_fine_bins (void)
{
  g_autofree char *odd = write_series (1500 * PV_NS_PER_US, PV_MEASURE_PACKETS,
                                       (PvSpan){ START, START + 4 * PV_NS_PER_MS }, PV_TABLE_CSV, NULL);
  g_autofree char *fine = write_series (PV_NS_PER_US, PV_MEASURE_PACKETS,
                                        (PvSpan){ START + 999 * PV_NS_PER_US, START + 1001 * PV_NS_PER_US },
                                        PV_TABLE_CSV, NULL);
  gint64 start_ns = START - START % (1500 * PV_NS_PER_US);
  gint64 tenths = start_ns % S / (100 * PV_NS_PER_US);
  g_autofree char *first = g_strdup_printf (".%04dZ,%" G_GINT64_FORMAT ",", (int) tenths, start_ns);

  g_assert_nonnull (strstr (odd, first));
  g_assert_cmpstr (fine, ==,
                   "start,start_ns,packets\r\n"
                   "2016-07-09T10:14:02.000999Z,1468059242000999000,0\r\n"
                   "2016-07-09T10:14:02.001000Z,1468059242001000000,0\r\n");
}

/* Another capture's packets, in the bins of the first: here the same one's, four seconds later. */
static void
test_shifted (void)
{
  g_autoptr (PvCapture) capture = test_packets_load (packets, G_N_ELEMENTS (packets));
  g_autoptr (PvSeries) all = pv_series_new (capture, NULL, pv_binning (4 * S, PV_ZONE_LOCAL), PV_MEASURE_IP_BYTES, NULL, NULL);
  PvNumbersPart part = { "later.pcap", all, 4 * S };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autofree char *csv = NULL;

  g_assert_true (pv_numbers_write_series (all, &part, 1, (PvSpan){ START, START + 8 * S }, NULL, PV_TABLE_CSV, stream,
                                          NULL, NULL));
  csv = to_text (stream);
  g_assert_cmpstr (csv, ==,
                   "start,start_ns,packets,bytes,packets later.pcap,bytes later.pcap\r\n"
                   "2016-07-09T10:14:00Z,1468059240000000000,3,500,0,0\r\n"
                   "2016-07-09T10:14:04Z,1468059244000000000,1,100,3,500\r\n"
                   "2016-07-09T10:14:08Z,1468059248000000000,1,200,1,100\r\n");
}

/* More rows than are asked for at once, without a gap or one twice. */
static void
test_many_bins (void)
{
  g_autofree char *json = write_series (PV_NS_PER_MS, PV_MEASURE_IP_BYTES, (PvSpan){ START, START + 7 * S },
                                        PV_TABLE_JSON, NULL);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  JsonObject *object = json_node_get_object (root);
  JsonArray *rows = json_object_get_array_member (object, "rows");
  gint64 n_packets = 0;

  g_assert_cmpint (json_object_get_int_member (object, "bin_ns"), ==, PV_NS_PER_MS);
  g_assert_true (json_object_get_null_member (object, "filter"));
  g_assert_cmpuint (json_array_get_length (rows), ==, 7000);
  for (guint i = 0; i < 7000; i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      g_assert_cmpint (json_object_get_int_member (row, "start_ns"), ==, START + i * PV_NS_PER_MS);
      n_packets += json_object_get_int_member (row, "packets");
    }
  g_assert_cmpint (n_packets, ==, G_N_ELEMENTS (packets));
}

static void
test_too_many_bins (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (write_series (S, PV_MEASURE_IP_BYTES, (PvSpan){ 0, START }, PV_TABLE_CSV, &error));
  g_assert_error (error, PV_ERROR, PV_ERROR_BAD_VALUE);
}

static void
test_failures (void)
{
  static const char *const columns[] = { "a" };
  guint8 room[16];
  g_autoptr (GOutputStream) small = g_memory_output_stream_new (room, sizeof room, NULL, NULL);
  g_autoptr (GOutputStream) empty = g_memory_output_stream_new_resizable ();
  g_autoptr (PvTableWriter) writer = pv_table_writer_new (small, PV_TABLE_CSV, columns, 1, NULL);
  g_autoptr (PvTableWriter) json = pv_table_writer_new (empty, PV_TABLE_JSON, columns, 1, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint n = 0;

  /* a disk that is full ends it soon */
  do
    {
      pv_table_writer_add_int (writer, G_MININT64);
      n++;
    }
  while (pv_table_writer_end_row (writer));
  g_assert_cmpuint (n, <, 100000);
  g_assert_false (pv_table_writer_end (writer, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);

  g_assert_true (pv_table_writer_end (json, NULL));
  text = to_text (empty);
  g_assert_cmpstr (text, ==, "{\n  \"rows\" : []\n}\n");
}

static void
test_formulas (void)
{
  static const char *const columns[] = { "a", "b", "c", "d" };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (PvTableWriter) writer = pv_table_writer_new (stream, PV_TABLE_CSV, columns, 4, NULL);
  g_autofree char *text = NULL;

  pv_table_writer_add_text (writer, "+1");
  pv_table_writer_add_text (writer, "@a,b");
  pv_table_writer_add_text (writer, "-");
  pv_table_writer_add_int (writer, -1);
  pv_table_writer_end_row (writer);
  pv_table_writer_add_text (writer, "\tx");
  pv_table_writer_add_text (writer, "");
  pv_table_writer_add_text (writer, "a=b");
  pv_table_writer_add_int (writer, 0);
  pv_table_writer_end_row (writer);
  g_assert_true (pv_table_writer_end (writer, NULL));
  text = to_text (stream);
  g_assert_cmpstr (text, ==, "a,b,c,d\r\n'+1,\"'@a,b\",'-,-1\r\n'\tx,,a=b,0\r\n");
}

static char *
to_cell (const char *text)
{
  static const char *const columns[] = { "a" };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (PvTableWriter) writer = pv_table_writer_new (stream, PV_TABLE_CSV, columns, 1, NULL);
  g_autofree char *all = NULL;

  pv_table_writer_add_text (writer, text);
  pv_table_writer_end_row (writer);
  g_assert_true (pv_table_writer_end (writer, NULL));
  all = to_text (stream);

  return g_strndup (all + strlen ("a\r\n"), strlen (all) - strlen ("a\r\n\r\n"));
}

/* Where one splits at semicolons, tabs or bars, or folds wide letters. */
static void
test_formulas_inside (void)
{
  static const char *const expected[][2] = {
    { "a;=1+1", "a;'=1+1" },
    { "a|@x", "a|'@x" },
    { "a,-1", "\"a,'-1\"" },
    { "a;\"=1", "\"a;\"\"'=1\"" },
    { "a;\t=1", "a;'\t'=1" },
    { "\357\274\2351", "'\357\274\2351" },
    { "a-b=c;d", "a-b=c;d" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *cell = to_cell (expected[i][0]);

      g_assert_cmpstr (cell, ==, expected[i][1]);
    }
}

/* What commands a terminal, or shows text in another order, is escaped; a parser gives it back. */
static void
test_json_escapes (void)
{
  static const char text[] = "a\"\\\n\t\033[0m\177\302\233\342\200\250\342\200\256\303\274\360\237\246\206";
  static const char *const columns[] = { "a" };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (PvTableWriter) writer = pv_table_writer_new (stream, PV_TABLE_JSON, columns, 1, NULL);
  g_autofree char *json = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *row;

  pv_table_writer_add_text (writer, text);
  pv_table_writer_end_row (writer);
  g_assert_true (pv_table_writer_end (writer, NULL));
  json = to_text (stream);
  g_assert_nonnull (strstr (json, "{\"a\":\"a\\\"\\\\\\n\\t\\u001b[0m\\u007f\\u009b\\u2028\\u202e\303\274\360\237\246\206\"}"));
  root = json_from_string (json, NULL);
  row = json_array_get_object_element (json_object_get_array_member (json_node_get_object (root), "rows"), 0);
  g_assert_cmpstr (json_object_get_string_member (row, "a"), ==, text);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/numbers/fine-bins", test_fine_bins);
  g_test_add_func ("/numbers/addresses", test_addresses);
  g_test_add_func ("/numbers/nicknames", test_nicknames);
  g_test_add_func ("/numbers/names", test_names);
  g_test_add_func ("/numbers/json", test_json);
  g_test_add_func ("/numbers/series", test_series);
  g_test_add_func ("/numbers/parts", test_parts);
  g_test_add_func ("/numbers/shifted", test_shifted);
  g_test_add_func ("/numbers/many-bins", test_many_bins);
  g_test_add_func ("/numbers/too-many-bins", test_too_many_bins);
  g_test_add_func ("/numbers/failures", test_failures);
  g_test_add_func ("/numbers/formulas", test_formulas);
  g_test_add_func ("/numbers/formulas-inside", test_formulas_inside);
  g_test_add_func ("/numbers/json-escapes", test_json_escapes);

  return g_test_run ();
}
