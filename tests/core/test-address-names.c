/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-address-names.c: names of addresses from the answers in a capture. */
#include <glib/gstdio.h>
#include <string.h>

#include "async-tests.h"
#include "capture-maker.h"
#include "packet-builder.h"
#include "pv-address-names.h"
#include "pv-capture-private.h"
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

/* An answer. @question: the question's name, in hexadecimal; NULL where there is none; @hex: what comes after that */
static GByteArray *
answer (const char *question,
        guint       n_records,
        const char *hex)
{
  GByteArray *message = packet_new ();
  g_autofree char *header = g_strdup_printf ("1234 8180 000%u %04x 0000 0000", question != NULL, n_records);

  packet_append (message, header);
  if (question != NULL)
    packet_append (packet_append (message, question), "0001 0001");

  return packet_append (message, hex);
}

static void
add_answer (Fixture    *fixture,
            guint16     port,
            const char *question,
            guint       n_records,
            const char *hex)
{
  add (fixture, packet_ipv4 (packet_udp (answer (question, n_records, hex), port, 40000), 17, "10.0.0.53", "10.0.0.1"));
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
  g_autoptr (PvAddressNames) names = pv_address_names_new (fixture->capture, NULL, NULL, &error);
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_true (pv_address_names_get_all (names));
  found = pv_address_names_get (names, test_find_id (fixture->capture, PV_DIMENSION_ADDRESS, address));
  g_ptr_array_add (found, NULL);
  text = g_strjoinv (" ", (char **) found->pdata);
  g_assert_cmpstr (text, ==, expected);
  g_ptr_array_remove_index (found, found->len - 1);
  g_assert_cmpstr (pv_address_names_get_first (names, test_find_id (fixture->capture, PV_DIMENSION_ADDRESS, address)),
                   ==, found->len > 0 ? g_ptr_array_index (found, 0) : NULL);
}

#define A "0001 0001 00000001 0004"
#define AAAA "001c 0001 00000001 0010"
#define CNAME "0005 0001 00000001"

static void
test_names (Fixture       *fixture,
            gconstpointer  user_data)
{
  add (fixture, packet_query4 ());
  /* b once by DNS; z, an alias of a, twice; m by multicast DNS; r by a reverse lookup, more often; an address that
   * sends nothing */
  add_answer (fixture, 53, "01 62 00", 1, "c00c" A "c0000202");
  add_answer (fixture, 53, "01 7a 00", 2, "c00c" CNAME "0003 01 61 00" "01 61 00" A "c0000202");
  add_answer (fixture, 53, "01 7a 00", 2, "c00c" CNAME "0003 01 61 00" "01 61 00" A "c0000202");
  add_answer (fixture, 5353, NULL, 1, "01 6d 00" A "c0000202");
  for (guint i = 0; i < 3; i++)
    add_answer (fixture, 53, "01 32 01 32 01 30 03 313932 07 696e2d61646472 04 61727061 00", 1,
                "c00c 000c 0001 00000001 0003 01 72 00");
  add_answer (fixture, 5355, "01 6c 00", 1, "c00c" AAAA "20010db8 00000000 00000000 00000003");
  add_answer (fixture, 53, "01 78 00", 1, "c00c" A "c0000263");
  /* no DNS */
  add_answer (fixture, 54, "01 79 00", 1, "c00c" A "c0000202");
  add (fixture, packet_query6 ());
  add (fixture, packet_ipv4 (packet_new (), 17, "192.0.2.2", "10.0.0.1"));
  load (fixture);

  expect (fixture, "192.0.2.2", "z b m r");
  expect (fixture, "2001:db8::3", "l");
  expect (fixture, "10.0.0.1", "");
}

/* What most bytes are known by comes first, however often others were answered. */
static void
test_traffic (Fixture       *fixture,
              gconstpointer  user_data)
{
  add_answer (fixture, 53, "01 61 00", 1, "c00c" A "c0000202");
  add (fixture, packet_ipv4 (packet_tcp (packet_new (), 40000, 443, 1, 2), 6, "10.0.0.1", "192.0.2.2"));
  for (guint i = 0; i < 3; i++)
    add_answer (fixture, 53, "01 62 00", 1, "c00c" A "c0000202");
  add_answer (fixture, 53, "01 63 00", 1, "c00c" A "c0000202");
  add (fixture, packet_ipv4 (packet_append_n (packet_tcp (packet_new (), 40001, 443, 1, 2), 100, 0), 6, "10.0.0.1",
                             "192.0.2.2"));
  load (fixture);
  expect (fixture, "192.0.2.2", "c a b");
}

/* Over TCP, in a message of its length. */
static void
test_tcp (Fixture       *fixture,
          gconstpointer  user_data)
{
  static const struct
  {
    guint16 source;
    const char *prefix;
    const char *question;
  } segments[] = {
    { 53, "0023", "01 61 00" },
    /* of another length */
    { 53, "0024", "01 62 00" },
    { 53, "0022", "01 63 00" },
    /* from another port */
    { 54, "0023", "01 64 00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (segments); i++)
    {
      GByteArray *message = packet_prepend (answer (segments[i].question, 1, "c00c" A "0a000001"), segments[i].prefix);

      add (fixture, packet_ipv4 (packet_tcp (message, segments[i].source, (guint16) (40000 + i), 1000, 0x18), 6,
                                 "10.0.0.53", "10.0.0.1"));
    }
  load (fixture);
  expect (fixture, "10.0.0.1", "a");
}

/* Only answers name addresses: what someone asks for may not be. */
static void
test_lookups_name_nothing (Fixture       *fixture,
                           gconstpointer  user_data)
{
  GByteArray *query = answer ("01 61 00", 1, "c00c" A "0a000001");

  query->data[2] = 0x01;
  add (fixture, packet_ipv4 (packet_udp (query, 40000, 53), 17, "10.0.0.1", "10.0.0.53"));
  load (fixture);
  expect (fixture, "10.0.0.1", "");
}

/* Answers without end: what is kept of them is bounded, and it is said that there is more. */
static void
test_many (Fixture       *fixture,
           gconstpointer  user_data)
{
  const guint n_packets = 6000;
  g_autoptr (PvAddressNames) names = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) hex = g_string_new (NULL);

  for (guint i = 0; i < 64; i++)
    g_string_append (hex, "c00c" A "0a000001");
  for (guint i = 0; i < n_packets; i++)
    {
      g_autofree char *question = g_strdup_printf ("04 %04x %04x 00", i + 0x3031, i + 0x3031);

      add_answer (fixture, 53, question, 64, hex->str);
    }
  load (fixture);

  names = pv_address_names_new (fixture->capture, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (pv_address_names_get_all (names));
  g_assert_cmpuint (fixture->capture->events[PV_EVENT_ADDRESS].n, <, 64 * n_packets);
  g_assert_cmpuint (fixture->capture->events[PV_EVENT_ADDRESS].n, >=, 256 * 1024);
}

/* What hosts call themselves, where nobody asked for it; an answer counts more. */
static void
test_hosts (Fixture       *fixture,
            gconstpointer  user_data)
{
  GByteArray *dhcp = packet_append (packet_new (), "01 01 06 00 12345678 0000 0000 0a000007 00000000");
  GByteArray *netbios = packet_append (packet_new (), "1234 2910 0001 0000 0000 0001 20");

  packet_append_n (dhcp, 236 - dhcp->len, 0);
  packet_append (dhcp, "63825363 350103 0c06 6c6170746f70 ff");
  add (fixture, packet_ipv4 (packet_udp (dhcp, 68, 67), 17, "10.0.0.7", "10.0.0.1"));

  /* "PC", in letters for half bytes, padded with blanks */
  packet_append (netbios, "4641 4544");
  for (guint i = 2; i < 15; i++)
    packet_append (netbios, "4341");
  packet_append (netbios, "4141 00 0020 0001 c00c 0020 0001 000493e0 0006 0000 0a000008");
  add (fixture, packet_ipv4 (packet_udp (netbios, 137, 137), 17, "10.0.0.8", "10.0.0.255"));
  add (fixture, packet_ipv4 (packet_new (), 17, "10.0.0.7", "10.0.0.8"));
  load (fixture);
  expect (fixture, "10.0.0.7", "laptop");
  expect (fixture, "10.0.0.8", "pc");
}

static void
test_async (void)
{
  Fixture fixture = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PvAddressNames) names = NULL;
  g_autoptr (GPtrArray) found = NULL;

  set_up (&fixture, NULL);
  add_answer (&fixture, 53, "01 61 00", 1, "c00c" A "0a000001");
  load (&fixture);
  pv_address_names_new_async (fixture.capture, NULL, NULL, NULL, test_keep_result, &result);
  test_wait (&result);
  names = pv_address_names_new_finish (result, NULL);
  found = pv_address_names_get (names, test_find_id (fixture.capture, PV_DIMENSION_ADDRESS, "10.0.0.1"));
  g_assert_cmpuint (found->len, ==, 1);
  tear_down (&fixture, NULL);
}

/* A nickname comes first; the file that was named counts before the one beside the capture, and says where it cannot be
 * read. */
static void
test_nicknames (void)
{
  Fixture fixture = { 0 };
  g_autofree char *folder = g_dir_make_tmp ("pv-names-XXXXXX", NULL);
  g_autofree char *named_path = g_build_filename (folder, "named", NULL);
  g_autofree char *beside_path = g_build_filename (folder, "hosts", NULL);
  g_autoptr (GFile) named = g_file_new_for_path (named_path);
  g_autoptr (GFile) beside = g_file_new_for_path (beside_path);
  guint32 id;

  set_up (&fixture, NULL);
  add_answer (&fixture, 53, "01 61 00", 1, "c00c" A "0a000001");
  load (&fixture);
  id = test_find_id (fixture.capture, PV_DIMENSION_ADDRESS, "10.0.0.1");
  g_assert_true (g_file_set_contents (beside_path, "10.0.0.1 near\n", -1, NULL));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (PvAddressNames) names = NULL;
      g_autoptr (GPtrArray) found = NULL;

      pv_address_names_new_async (fixture.capture, named, beside, NULL, test_keep_result, &result);
      test_wait (&result);
      names = pv_address_names_new_finish (result, NULL);
      g_assert_cmpstr (pv_address_names_get_nickname (names, id), ==, i == 0 ? "near" : "far");
      g_assert_cmpstr (pv_address_names_get_first (names, id), ==, i == 0 ? "near" : "far");
      g_assert_true ((pv_address_names_get_error (names) == NULL) == (i == 1));
      found = pv_address_names_get (names, id);
      g_assert_cmpuint (found->len, ==, 1);
      g_assert_cmpstr (g_ptr_array_index (found, 0), ==, "a");
      g_assert_true (g_file_set_contents (named_path, "10.0.0.1 far\n", -1, NULL));
    }
  g_file_delete (named, NULL, NULL);
  g_file_delete (beside, NULL, NULL);
  g_rmdir (folder);
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
  g_test_add ("/address-names/hosts", Fixture, NULL, set_up, test_hosts, tear_down);
  g_test_add ("/address-names/traffic", Fixture, NULL, set_up, test_traffic, tear_down);
  g_test_add ("/address-names/many", Fixture, NULL, set_up, test_many, tear_down);
  test_add_async_func ("/address-names/async", test_async);
  test_add_async_func ("/address-names/nicknames", test_nicknames);

  return g_test_run ();
}
