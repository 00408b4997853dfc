/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-address-names.c: names of addresses from the answers in a capture. */
#include <string.h>

#include "async-tests.h"
#include "capture-maker.h"
#include "packet-builder.h"
#include "pv-address-names.h"
#include "pv-error.h"
#include "pv-loader.h"
#include "savefile-builder.h"

#define LINKTYPE_RAW 101
#define T0 1500000000

typedef struct
{
  SavefileBuilder file;
  GFile *path;
  PvCapture *capture;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  savefile_builder_init (&fixture->file, FALSE);
  savefile_add_pcap_header (&fixture->file, 0xa1b2c3d4, 65535, LINKTYPE_RAW);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_clear_object (&fixture->capture);
  g_clear_object (&fixture->path);
  savefile_builder_clear (&fixture->file);
}

static void
add (Fixture    *fixture,
     GByteArray *packet)
{
  savefile_add_pcap_record (&fixture->file, T0, 0, packet->data, packet->len, packet->len, 0);
  g_byte_array_unref (packet);
}

/* @hex: what comes after the header of an answer with one question-less record each */
static GByteArray *
answer (guint       n_records,
        const char *hex)
{
  g_autofree char *header = g_strdup_printf ("1234 8180 0000 %04x 0000 0000", n_records);

  return packet_append (packet_append (packet_new (), header), hex);
}

static void
add_answer (Fixture    *fixture,
            guint16     port,
            guint       n_records,
            const char *hex)
{
  add (fixture, packet_ipv4 (packet_udp (answer (n_records, hex), port, 40000), 17, "10.0.0.53", "10.0.0.1"));
}

static void
load (Fixture *fixture)
{
  g_autoptr (PvLoader) loader = NULL;
  g_autoptr (GError) error = NULL;

  fixture->path = savefile_builder_write (&fixture->file);
  loader = pv_loader_new (fixture->path);
  fixture->capture = pv_loader_load (loader, NULL, &error);
  g_assert_no_error (error);
}

static void
expect (Fixture    *fixture,
        const char *address,
        const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PvAddressNames) names = pv_address_names_read (fixture->capture, NULL, NULL, &error);
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_true (pv_address_names_get_all (names));
  found = pv_address_names_get (names, test_find_id (fixture->capture, PV_DIMENSION_ADDRESS, address));
  g_ptr_array_add (found, NULL);
  text = g_strjoinv (" ", (char **) found->pdata);
  g_assert_cmpstr (text, ==, expected);
}

#define A "0001 0001 00000001 0004"
#define AAAA "001c 0001 00000001 0010"
#define CNAME "0005 0001 00000001"

static void
test_names (Fixture       *fixture,
            gconstpointer  user_data)
{
  add (fixture, packet_query4 ());
  /* b once by DNS; a, with its alias, twice; m by multicast DNS; an address that sends nothing */
  add_answer (fixture, 53, 1, "01 62 00" A "c0000202");
  add_answer (fixture, 53, 2, "01 7a 00" CNAME "0003 01 61 00" "01 61 00" A "c0000202");
  add_answer (fixture, 53, 2, "01 7a 00" CNAME "0003 01 61 00" "01 61 00" A "c0000202");
  add_answer (fixture, 5353, 1, "01 6d 00" A "c0000202");
  add_answer (fixture, 5355, 1, "01 6c 00" AAAA "20010db8 00000000 00000000 00000003");
  add_answer (fixture, 53, 1, "01 78 00" A "c0000263");
  /* no DNS */
  add_answer (fixture, 54, 1, "01 79 00" A "c0000202");
  add (fixture, packet_query6 ());
  add (fixture, packet_ipv4 (packet_new (), 17, "192.0.2.2", "10.0.0.1"));
  load (fixture);

  expect (fixture, "192.0.2.2", "a z b m");
  expect (fixture, "2001:db8::3", "l");
  expect (fixture, "10.0.0.1", "");
}

/* Over TCP, a message that is a segment of its own; not what only looks like the beginning of one. */
static void
test_tcp (Fixture       *fixture,
          gconstpointer  user_data)
{
  static const struct
  {
    guint16 source;
    const char *prefix;
    const char *hex;
  } segments[] = {
    { 53, "001d", "01 61 00" A "0a000001" },
    /* of another length */
    { 53, "001e", "01 62 00" A "0a000001" },
    { 53, "001c", "01 63 00" A "0a000001" },
    /* from another port */
    { 54, "001d", "01 64 00" A "0a000001" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (segments); i++)
    {
      GByteArray *message = packet_prepend (answer (1, segments[i].hex), segments[i].prefix);

      add (fixture, packet_ipv4 (packet_tcp (message, segments[i].source, 40000, 1000, 0x18), 6, "10.0.0.53",
                                 "10.0.0.1"));
    }
  load (fixture);
  expect (fixture, "10.0.0.1", "a");
}

/* Only answers name addresses: what someone asks for may not be. */
static void
test_lookups_name_nothing (Fixture       *fixture,
                           gconstpointer  user_data)
{
  GByteArray *query = answer (1, "01 61 00" A "0a000001");

  query->data[2] = 0x01;
  add (fixture, packet_ipv4 (packet_udp (query, 40000, 53), 17, "10.0.0.1", "10.0.0.53"));
  load (fixture);
  expect (fixture, "10.0.0.1", "");
}

/* A few bytes of an answer name a thousand, by pointing to a name before them: what is kept is bounded in bytes. */
static void
test_amplified (Fixture       *fixture,
                gconstpointer  user_data)
{
  const guint n_packets = 40;
  const guint n_answers = 2000;
  g_autoptr (PvAddressNames) names = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_bytes = 0;

  add (fixture, packet_ipv4 (packet_new (), 17, "192.0.2.2", "10.0.0.1"));
  for (guint i = 0; i < n_packets; i++)
    {
      g_autoptr (GString) hex = g_string_new ("3f");

      /* a long name whose bytes are four characters each, at byte 12 of the message */
      for (guint j = 0; j < 3; j++)
        {
          for (guint k = 0; k < 63; k++)
            g_string_append (hex, "01");
          g_string_append (hex, j < 2 ? "3f" : "00");
        }
      g_string_append (hex, A "c0000202");
      for (guint j = 0; j < n_answers; j++)
        g_string_append_printf (hex, "04 %04x %04x c00c" A "c0000202", i + 0x3031, j + 0x3031);
      add_answer (fixture, 53, n_answers + 1, hex->str);
    }
  load (fixture);

  names = pv_address_names_read (fixture->capture, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (pv_address_names_get_all (names));
  found = pv_address_names_get (names, test_find_id (fixture->capture, PV_DIMENSION_ADDRESS, "192.0.2.2"));
  for (guint i = 0; i < found->len; i++)
    n_bytes += strlen (g_ptr_array_index (found, i));
  g_assert_cmpuint (n_bytes, <=, PV_ADDRESS_NAMES_MAX_BYTES);
  g_assert_cmpuint (n_bytes, >, PV_ADDRESS_NAMES_MAX_BYTES / 2);
}

/* A file that is another by now is no source of names. */
static void
test_changed_file (Fixture       *fixture,
                   gconstpointer  user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  add_answer (fixture, 53, 1, "01 61 00" A "0a000001");
  load (fixture);
  add_answer (fixture, 53, 1, "01 62 00" A "0a000001");
  path = g_file_get_path (fixture->path);
  g_assert_true (g_file_set_contents (path, (const char *) fixture->file.bytes->data, fixture->file.bytes->len, NULL));

  g_assert_null (pv_address_names_read (fixture->capture, NULL, NULL, &error));
  g_assert_error (error, PV_ERROR, PV_ERROR_DAMAGED);
}

static void
test_async (void)
{
  Fixture fixture = { 0 };
  PvProgress progress = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PvAddressNames) names = NULL;
  g_autoptr (GPtrArray) found = NULL;

  set_up (&fixture, NULL);
  add_answer (&fixture, 53, 1, "01 61 00" A "0a000001");
  load (&fixture);
  pv_address_names_read_async (fixture.capture, &progress, NULL, test_keep_result, &result);
  test_wait (&result);
  names = pv_address_names_read_finish (result, NULL);
  found = pv_address_names_get (names, test_find_id (fixture.capture, PV_DIMENSION_ADDRESS, "10.0.0.1"));
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpuint (progress.bytes_read, ==, progress.size);
  tear_down (&fixture, NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/address-names/names", Fixture, NULL, set_up, test_names, tear_down);
  g_test_add ("/address-names/lookups-name-nothing", Fixture, NULL, set_up, test_lookups_name_nothing, tear_down);
  g_test_add ("/address-names/tcp", Fixture, NULL, set_up, test_tcp, tear_down);
  g_test_add ("/address-names/amplified", Fixture, NULL, set_up, test_amplified, tear_down);
  g_test_add ("/address-names/changed-file", Fixture, NULL, set_up, test_changed_file, tear_down);
  test_add_async_func ("/address-names/async", test_async);

  return g_test_run ();
}
