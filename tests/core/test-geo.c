/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-geo.c: countries and networks, by tiny databases in MaxMind's format (its specification, version 2.0). */
#include "config.h"

#include <arpa/inet.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "capture-maker.h"
#include "pv-crossfilter.h"
#include "pv-error.h"
#include "pv-geo.h"
#include "pv-on-demand.h"
#include "pv-query.h"
#include "pv-report.h"
#include "savefile-builder.h"

#define T0 (G_GINT64_CONSTANT (1500000000) * PV_NS_PER_SECOND)
#define SEPARATOR 16
#define MAX_NODES 2048

enum
{
  TYPE_STRING = 2,
  TYPE_UINT16 = 5,
  TYPE_UINT32 = 6,
  TYPE_MAP = 7,
  TYPE_UINT64 = 9,
  TYPE_ARRAY = 11,
};

/* A tree of which each node has two records: 0 for nothing, a node's number, or MAX_NODES and a place in the data. */
typedef struct
{
  guint32 nodes[MAX_NODES][2];
  guint32 n;
  GByteArray *data;
} Database;

static void
put_control (GByteArray *data,
             guint       type,
             guint       size)
{
  guint8 bytes[3];
  guint n = 0;

  g_assert_cmpuint (size, <, 29 + 256);
  bytes[n++] = (guint8) ((type < 8 ? type << 5 : 0) | MIN (size, 29));
  if (type >= 8)
    bytes[n++] = (guint8) (type - 7);
  if (size >= 29)
    bytes[n++] = (guint8) (size - 29);
  g_byte_array_append (data, bytes, n);
}

static void
put_string (GByteArray *data,
            const char *text)
{
  put_control (data, TYPE_STRING, (guint) strlen (text));
  g_byte_array_append (data, (const guint8 *) text, (guint) strlen (text));
}

static void
put_number (GByteArray *data,
            guint       type,
            guint32     number)
{
  const guint8 bytes[4] = { (guint8) (number >> 24), (guint8) (number >> 16), (guint8) (number >> 8), (guint8) number };
  guint skip = type == TYPE_UINT16 ? 2 : 0;

  put_control (data, type, 4 - skip);
  g_byte_array_append (data, bytes + skip, 4 - skip);
}

/* Below @prefix, an address and how many of its 128 bits count, is what is put into the data next. */
static void
add_prefix (Database   *self,
            const char *prefix,
            guint       bits)
{
  guint8 address[16];
  guint32 node = 0;

  g_assert_cmpint (inet_pton (AF_INET6, prefix, address), ==, 1);
  for (guint i = 0; i < bits; i++)
    {
      guint32 *record = &self->nodes[node][address[i / 8] >> (7 - i % 8) & 1];

      if (i + 1 == bits)
        {
          *record = MAX_NODES + self->data->len;
          break;
        }
      if (*record == 0)
        {
          g_assert_cmpuint (self->n, <, MAX_NODES);
          *record = self->n++;
        }
      g_assert_cmpuint (*record, <, MAX_NODES);
      node = *record;
    }
}

static void
add_country (Database   *self,
             const char *prefix,
             guint       bits,
             const char *code,
             const char *name)
{
  add_prefix (self, prefix, bits);
  put_control (self->data, TYPE_MAP, 1);
  put_string (self->data, "country");
  put_control (self->data, TYPE_MAP, name != NULL ? 2 : 1);
  put_string (self->data, "iso_code");
  put_string (self->data, code);
  if (name != NULL)
    {
      put_string (self->data, "names");
      put_control (self->data, TYPE_MAP, 1);
      put_string (self->data, "en");
      put_string (self->data, name);
    }
}

static void
add_network (Database   *self,
             const char *prefix,
             guint       bits,
             guint32     number,
             const char *name)
{
  add_prefix (self, prefix, bits);
  put_control (self->data, TYPE_MAP, 2);
  put_string (self->data, "autonomous_system_number");
  put_number (self->data, TYPE_UINT32, number);
  put_string (self->data, "autonomous_system_organization");
  put_string (self->data, name);
}

static Database *
database_new (void)
{
  Database *self = g_new0 (Database, 1);

  self->n = 1;
  self->data = g_byte_array_new ();

  return self;
}

/* (transfer full): what is in the file; @self is freed */
static GByteArray *
finish (Database   *self,
        const char *type)
{
  GByteArray *file = g_byte_array_new ();

  for (guint32 i = 0; i < self->n; i++)
    for (guint side = 0; side < 2; side++)
      {
        guint32 record = self->nodes[i][side];
        guint32 big;

        if (record == 0)
          record = self->n;
        else if (record >= MAX_NODES)
          record = self->n + SEPARATOR + record - MAX_NODES;
        big = GUINT32_TO_BE (record);
        g_byte_array_append (file, (const guint8 *) &big, sizeof big);
      }
  g_byte_array_append (file, (const guint8[SEPARATOR]){ 0 }, SEPARATOR);
  g_byte_array_append (file, self->data->data, self->data->len);

  g_byte_array_append (file, (const guint8 *) "\xab\xcd\xefMaxMind.com", 14);
  put_control (file, TYPE_MAP, 9);
  put_string (file, "node_count");
  put_number (file, TYPE_UINT32, self->n);
  put_string (file, "record_size");
  put_number (file, TYPE_UINT16, 32);
  put_string (file, "ip_version");
  put_number (file, TYPE_UINT16, 6);
  put_string (file, "database_type");
  put_string (file, type);
  put_string (file, "languages");
  put_control (file, TYPE_ARRAY, 1);
  put_string (file, "en");
  put_string (file, "binary_format_major_version");
  put_number (file, TYPE_UINT16, 2);
  put_string (file, "binary_format_minor_version");
  put_number (file, TYPE_UINT16, 0);
  put_string (file, "build_epoch");
  put_number (file, TYPE_UINT64, 1500000000);
  put_string (file, "description");
  put_control (file, TYPE_MAP, 0);

  g_byte_array_unref (self->data);
  g_free (self);

  return file;
}

static GByteArray *
make_countries (void)
{
  Database *self = database_new ();

  /* an IPv4 address is the last 32 bits of 128 */
  add_country (self, "::10.0.0.1", 128, "DE", "Germany");
  add_country (self, "::10.0.0.2", 128, "DE", "Germany");
  add_country (self, "::10.0.0.3", 128, "XX", NULL);
  add_country (self, "2001:db8::", 32, "FR", "Fra\x01nce");

  return finish (self, "Test-Country");
}

static GByteArray *
make_networks (void)
{
  Database *self = database_new ();

  add_network (self, "::10.0.0.0", 127, 64500, "Example Networks");
  add_network (self, "::10.0.0.4", 128, 4200000000, "Far Away");

  return finish (self, "Test-ASN");
}

static char *folder;

/* (transfer full) */
static char *
write_file (const char       *name,
            const GByteArray *bytes,
            gsize             length)
{
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, (const char *) bytes->data, (gssize) length, NULL));

  return path;
}

static PvGeo *
open_both (void)
{
  g_autoptr (GByteArray) countries = make_countries ();
  g_autoptr (GByteArray) networks = make_networks ();
  g_autofree char *a = write_file ("a.mmdb", countries, countries->len);
  g_autofree char *b = write_file ("b.mmdb", networks, networks->len);
  const char *paths[] = { a, b, NULL };
  g_autoptr (GError) error = NULL;
  PvGeo *geo = pv_geo_open (paths, &error);

  g_assert_no_error (error);
  /* they are mapped */
  g_unlink (a);
  g_unlink (b);

  return geo;
}

static void
expect (PvGeo      *geo,
        const char *text,
        const char *country,
        const char *network)
{
  guint8 address[16];
  gboolean is_v4 = inet_pton (AF_INET, text, address) == 1;
  g_autofree char *found_country = NULL;
  g_autofree char *found_network = NULL;

  g_assert_true (is_v4 || inet_pton (AF_INET6, text, address) == 1);
  found_country = pv_geo_dup_country (geo, address, is_v4 ? 4 : 16);
  found_network = pv_geo_dup_network (geo, address, is_v4 ? 4 : 16);
  g_assert_cmpstr (found_country, ==, country);
  g_assert_cmpstr (found_network, ==, network);
}

static void
test_find (void)
{
  g_autoptr (PvGeo) geo = open_both ();

  expect (geo, "10.0.0.1", "DE Germany", "AS64500 Example Networks");
  expect (geo, "10.0.0.3", "XX", NULL);
  expect (geo, "10.0.0.4", NULL, "AS4200000000 Far Away");
  expect (geo, "2001:db8::7", "FR Fra\uFFFDnce", NULL);
  expect (geo, "192.0.2.1", NULL, NULL);
}

/* What is no database, or the beginning of one, is refused or says nothing it should not. */
static void
test_damage (void)
{
  g_autoptr (GByteArray) countries = make_countries ();
  const char *missing[] = { "/nonexistent.mmdb", NULL };
  const char *device[] = { "/dev/zero", NULL };
  const char *folders[] = { folder, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (pv_geo_open (missing, &error));
  g_assert_error (error, PV_ERROR, PV_ERROR_BAD_VALUE);
  g_assert_null (pv_geo_open (device, NULL));
  g_assert_null (pv_geo_open (folders, NULL));

  for (gsize length = 0; length < countries->len; length += 7)
    {
      g_autofree char *path = write_file ("c.mmdb", countries, length);
      const char *paths[] = { path, NULL };
      g_autoptr (PvGeo) geo = pv_geo_open (paths, NULL);

      if (geo != NULL)
        {
          const guint8 address[4] = { 10, 0, 0, 1 };
          g_autofree char *country = pv_geo_dup_country (geo, address, 4);

          g_assert_true (country == NULL || g_utf8_validate (country, -1, NULL));
        }
      g_unlink (path);
    }
}

static const TestPacket packets[] = {
  { T0, 1, 2, 100 }, { T0 + 1, 2, 1, 200 }, { T0 + 2, 1, 3, 400 }, { T0 + 3, 4, 5, 800 }, { T0 + 4, 5, 6, 1600 },
};

static void
expect_ranks (PvCapture      *capture,
              PvDimension     dimension,
              const PvSubset *subset,
              const char     *expected)
{
  PvQuery query = { .dimension = dimension };
  g_autoptr (PvRanking) ranking = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (subset != NULL)
    query.subset = *subset;
  ranking = pv_query_run (capture, &query, NULL, NULL);
  for (guint i = 0; i < ranking->n_ranks; i++)
    {
      g_autofree char *label = pv_capture_dup_label (capture, dimension, ranking->ranks[i].id);

      g_string_append_printf (text, "%s%s:%u", i > 0 ? "; " : "", label, (guint) ranking->ranks[i].packets);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* A code or number in row @i of a list of a report, and the name. */
static void
expect_row (const char *report,
            const char *list,
            guint       i,
            const char *key,
            const char *code,
            const char *name)
{
  g_autoptr (JsonNode) root = json_from_string (report, NULL);
  JsonArray *rows = json_object_get_array_member (json_node_get_object (root), list);
  JsonObject *row = json_array_get_object_element (rows, i);

  g_assert_cmpstr (json_object_get_string_member (row, key), ==, code);
  if (name == NULL)
    g_assert_true (json_object_get_null_member (row, "name"));
  else
    g_assert_cmpstr (json_object_get_string_member (row, "name"), ==, name);
}

/* A packet between two of the same counts once; what no database knows does not count. */
static void
test_dimensions (void)
{
  g_autoptr (PvGeo) geo = open_both ();
  g_autoptr (PvCapture) capture = test_packets_load (packets, G_N_ELEMENTS (packets));
  g_autoptr (PvCrossfilter) crossfilter = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  PvPickedLabel pick = { PV_DIMENSION_COUNTRY, 0, FALSE };

  g_assert_true (pv_dimension_stands_back (PV_DIMENSION_COUNTRY, capture));
  pv_geo_set_default (geo);
  g_assert_false (pv_dimension_stands_back (PV_DIMENSION_COUNTRY, capture));
  expect_ranks (capture, PV_DIMENSION_COUNTRY, NULL, "");
  g_assert_true (pv_on_demand_read (capture, PV_ON_DEMAND_GEO, NULL, NULL, &error));
  g_assert_no_error (error);
  expect_ranks (capture, PV_DIMENSION_COUNTRY, NULL, "DE Germany:3; XX:1");
  expect_ranks (capture, PV_DIMENSION_NETWORK, NULL, "AS64500 Example Networks:3; AS4200000000 Far Away:1");

  g_assert_cmpuint (pv_capture_find_label (capture, PV_DIMENSION_NETWORK, "as64500"), !=, PV_NO_ID);
  g_assert_cmpuint (pv_capture_find_label (capture, PV_DIMENSION_NETWORK, "AS6450"), ==, PV_NO_ID);
  pick.id = pv_capture_find_label (capture, PV_DIMENSION_COUNTRY, "DE");
  g_assert_cmpuint (pick.id, ==, pv_capture_find_label (capture, PV_DIMENSION_COUNTRY, "DE Germany"));
  crossfilter = pv_crossfilter_new (capture, &pick, 1, NULL, NULL, NULL);
  expect_ranks (capture, PV_DIMENSION_NETWORK, pv_crossfilter_get_subset (crossfilter, PV_FAMILY_NETWORK),
                "AS64500 Example Networks:3");

  json = pv_report_to_json (capture, pv_binning (PV_NS_PER_SECOND, PV_ZONE_UTC), NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  expect_row (json, "countries", 0, "country", "DE", "Germany");
  expect_row (json, "countries", 1, "country", "XX", NULL);
  expect_row (json, "networks", 0, "network", "AS64500", "Example Networks");

  /* what was read stays */
  pv_geo_set_default (NULL);
  g_assert_false (pv_dimension_stands_back (PV_DIMENSION_COUNTRY, capture));
  expect_ranks (capture, PV_DIMENSION_COUNTRY, NULL, "DE Germany:3; XX:1");
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("pv-geo-XXXXXX", NULL);

  if (pv_geo_can ())
    {
      g_test_add_func ("/geo/find", test_find);
      g_test_add_func ("/geo/damage", test_damage);
      g_test_add_func ("/geo/dimensions", test_dimensions);
    }
  status = g_test_run ();
  test_files_clear ();
  g_rmdir (folder);
  g_free (folder);

  return status;
}
