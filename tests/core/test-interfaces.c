/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-interfaces.c: which interface packets were captured on, and what it is called. */
#include <string.h>

#include "capture-maker.h"
#include "packet-builder.h"
#include "pv-crossfilter.h"
#include "pv-loader.h"
#include "pv-on-demand.h"
#include "pv-query.h"
#include "savefile-builder.h"

#define INTERFACE_BLOCK 1
#define NAME 2
#define DESCRIPTION 3
#define ETHERNET 1
#define SLL 113

static void
append_option (GByteArray *body,
               guint16     code,
               const char *text)
{
  static const guint8 zeros[4];
  guint16 head[2] = { code, (guint16) strlen (text) };

  g_byte_array_append (body, (const guint8 *) head, sizeof head);
  g_byte_array_append (body, (const guint8 *) text, head[1]);
  g_byte_array_append (body, zeros, (4 - body->len % 4) % 4);
}

/* An interface block of this machine's byte order; texts that are NULL are not there. */
static void
add_interface (SavefileBuilder *builder,
               guint16          link_type,
               const char      *name,
               const char      *description)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  guint16 head[4] = { link_type };

  g_byte_array_append (body, (const guint8 *) head, sizeof head);
  if (name != NULL)
    append_option (body, NAME, name);
  if (description != NULL)
    append_option (body, DESCRIPTION, description);
  savefile_add_block (builder, INTERFACE_BLOCK, body->data, body->len);
}

static void
add_packets (SavefileBuilder *builder,
             guint32          interface,
             guint            n)
{
  g_autoptr (GByteArray) packet = packet_prepend (packet_query4 (), "02 00 00 00 00 0b 02 00 00 00 00 0a 08 00");

  for (guint i = 0; i < n; i++)
    savefile_add_enhanced (builder, interface, 1000000 + i, packet->data, packet->len, packet->len);
}

static void
begin (SavefileBuilder *builder)
{
  savefile_builder_init (builder, FALSE);
  savefile_add_section (builder);
}

static GFile *
end (SavefileBuilder *builder)
{
  GFile *file = savefile_builder_write (builder);

  savefile_builder_clear (builder);

  return file;
}

static PvCapture *
load (GFile *const *files,
      guint         n)
{
  g_autoptr (PvInputFiles) places = pv_input_files_new (files, n);
  g_autoptr (PvLoader) loader = pv_loader_new_for_places (places);
  g_autoptr (GError) error = NULL;
  PvCapture *capture = pv_loader_load (loader, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (pv_on_demand_read (capture, PV_ON_DEMAND_LINK, NULL, NULL, &error));
  g_assert_no_error (error);

  return capture;
}

static guint64
count (PvCapture  *capture,
       const char *label)
{
  PvQuery query = { .dimension = PV_DIMENSION_INTERFACE };
  g_autoptr (PvRanking) ranking = pv_query_run (capture, &query, NULL, NULL);
  guint32 id = test_find_id (capture, PV_DIMENSION_INTERFACE, label);

  for (guint i = 0; i < ranking->n_ranks; i++)
    if (ranking->ranks[i].id == id)
      return ranking->ranks[i].packets;

  return 0;
}

static guint
count_labels (PvCapture *capture)
{
  PvQuery query = { .dimension = PV_DIMENSION_INTERFACE };
  g_autoptr (PvRanking) ranking = pv_query_run (capture, &query, NULL, NULL);

  return ranking->n_ranks;
}

/* What is called alike is told apart; what is described again in another section is the same. */
static void
test_labels (void)
{
  SavefileBuilder builder;
  g_autoptr (GFile) file = NULL;
  g_autoptr (PvCapture) capture = NULL;
  g_autofree char *second = NULL;
  g_autofree char *description = NULL;
  guint32 id;

  begin (&builder);
  add_interface (&builder, ETHERNET, "eth0", "First");
  add_interface (&builder, ETHERNET, NULL, "Second\nline");
  add_interface (&builder, ETHERNET, NULL, NULL);
  add_interface (&builder, ETHERNET, "eth0", "Other");
  add_packets (&builder, 0, 1);
  add_packets (&builder, 1, 2);
  add_packets (&builder, 2, 3);
  add_packets (&builder, 3, 4);
  savefile_add_section (&builder);
  add_interface (&builder, ETHERNET, "eth0", "First");
  add_interface (&builder, ETHERNET, "eth0 #3", NULL);
  add_interface (&builder, SLL, NULL, NULL);
  add_interface (&builder, SLL, "eth0", "Other");
  add_interface (&builder, ETHERNET, "", NULL);
  add_packets (&builder, 0, 10);
  add_packets (&builder, 1, 20);
  add_packets (&builder, 2, 30);
  add_packets (&builder, 3, 40);
  add_packets (&builder, 4, 50);
  savefile_add_section (&builder);
  add_interface (&builder, ETHERNET, "eth0", "Third");
  add_packets (&builder, 0, 60);
  savefile_add_simple (&builder, "", 0, 0);
  savefile_add_section (&builder);
  add_interface (&builder, ETHERNET, "eth0", "Fourth");
  add_packets (&builder, 0, 70);
  file = end (&builder);
  capture = load (&file, 1);

  g_assert_cmpuint (count (capture, "eth0"), ==, 11);
  g_assert_cmpuint (count (capture, "Second�line"), ==, 2);
  g_assert_cmpuint (count (capture, "interface 2"), ==, 3);
  g_assert_cmpuint (count (capture, "eth0 #3"), ==, 4);
  g_assert_cmpuint (count (capture, "eth0 #3 #1"), ==, 20);
  g_assert_cmpuint (count (capture, "interface 2 Linux cooked v1"), ==, 30);
  g_assert_cmpuint (count (capture, "eth0 #3 Linux cooked v1"), ==, 40);
  g_assert_cmpuint (count (capture, "interface 4"), ==, 50);
  g_assert_cmpuint (count (capture, "eth0 #0"), ==, 61);
  g_assert_cmpuint (count (capture, "eth0 #0 Ethernet"), ==, 70);
  g_assert_cmpuint (count_labels (capture), ==, 10);

  id = pv_capture_find_label (capture, PV_DIMENSION_INTERFACE, "eth0");
  second = pv_capture_dup_second_label (capture, PV_DIMENSION_INTERFACE, id);
  g_assert_cmpstr (second, ==, "First · Ethernet");
  description = pv_capture_dup_interface_description (capture, id);
  g_assert_cmpstr (description, ==, "First");
  g_assert_null (pv_capture_dup_interface_file (capture, id));
  g_assert_cmpuint (pv_capture_find_interface (capture, id)->number, ==, 0);
  g_assert_cmpuint (pv_capture_find_label (capture, PV_DIMENSION_INTERFACE, "eth1"), ==, PV_NO_ID);
}

/* What nothing tells apart but a description has a number, and takes linear time: names are made to be in the way. */
static void
test_crowd (void)
{
  SavefileBuilder builder;
  g_autoptr (GFile) file = NULL;
  g_autoptr (PvCapture) capture = NULL;
  const guint n = 20000;

  begin (&builder);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *description = g_strdup_printf ("%u", i);
      g_autofree char *odd = g_strdup_printf ("eth0 #0 Ethernet %u", i);

      savefile_add_section (&builder);
      add_interface (&builder, ETHERNET, i % 2 == 0 ? "eth0" : odd, description);
      add_packets (&builder, 0, 1);
    }
  file = end (&builder);
  capture = load (&file, 1);

  g_assert_cmpuint (count_labels (capture), ==, n);
}

/* Other formats do not say. */
static void
test_not_told (void)
{
  SavefileBuilder builder;
  g_autoptr (GFile) file = NULL;
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (GByteArray) packet = packet_query4 ();

  savefile_builder_init (&builder, FALSE);
  savefile_add_pcap_header (&builder, 0xa1b2c3d4, 65535, 101);
  savefile_add_pcap_record (&builder, 1000, 0, packet->data, packet->len, packet->len, 0);
  file = end (&builder);
  capture = load (&file, 1);

  g_assert_cmpuint (count_labels (capture), ==, 0);
}

/* A file with @n packets of "eth0" and one of "lo", unless it @has_one interface. */
static GFile *
write_file (guint    n,
            gboolean has_one)
{
  SavefileBuilder builder;

  begin (&builder);
  add_interface (&builder, ETHERNET, "eth0", NULL);
  if (!has_one)
    add_interface (&builder, ETHERNET, "lo", NULL);
  add_packets (&builder, 0, n);
  if (!has_one)
    add_packets (&builder, 1, 1);

  return end (&builder);
}

static void
clear_files (GFile **files,
             guint   n)
{
  for (guint i = 0; i < n; i++)
    g_object_unref (files[i]);
}

/* Files of a ring have the same interfaces. */
static void
test_ring (void)
{
  GFile *files[] = { write_file (1, FALSE), write_file (10, FALSE), write_file (100, FALSE) };
  g_autoptr (PvCapture) capture = load (files, G_N_ELEMENTS (files));
  guint32 id = test_find_id (capture, PV_DIMENSION_INTERFACE, "eth0");

  g_assert_cmpuint (count (capture, "eth0"), ==, 111);
  g_assert_cmpuint (count (capture, "lo"), ==, 3);
  g_assert_cmpuint (count_labels (capture), ==, 2);
  g_assert_null (pv_capture_dup_interface_file (capture, id));
  clear_files (files, G_N_ELEMENTS (files));
}

/* Of files that differ, an interface is one of its file. */
static void
test_differing (void)
{
  GFile *files[] = { write_file (1, FALSE), write_file (10, TRUE) };
  g_autoptr (PvCapture) capture = load (files, G_N_ELEMENTS (files));

  g_assert_cmpuint (count_labels (capture), ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *name = g_file_get_basename (files[i]);
      g_autofree char *label = g_strdup_printf ("eth0 (%s)", name);
      g_autofree char *file = NULL;

      g_assert_cmpuint (count (capture, label), ==, i == 0 ? 1 : 10);
      file = pv_capture_dup_interface_file (capture, test_find_id (capture, PV_DIMENSION_INTERFACE, label));
      g_assert_cmpstr (file, ==, name);
    }
  clear_files (files, G_N_ELEMENTS (files));
}

static void
test_pick (void)
{
  GFile *file = write_file (10, FALSE);
  g_autoptr (PvCapture) capture = load (&file, 1);
  PvPickedLabel pick = { PV_DIMENSION_INTERFACE, 0, FALSE };
  PvQuery query = { .dimension = PV_DIMENSION_ADDRESS };
  g_autoptr (PvCrossfilter) crossfilter = NULL;
  g_autoptr (PvRanking) ranking = NULL;

  pick.id = test_find_id (capture, PV_DIMENSION_INTERFACE, "eth0");
  crossfilter = pv_crossfilter_new (capture, &pick, 1, NULL, NULL, NULL);
  query.subset = *pv_crossfilter_get_selected (crossfilter);
  ranking = pv_query_run (capture, &query, NULL, NULL);
  g_assert_cmpuint (ranking->packets, ==, 10);
  g_object_unref (file);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/interfaces/labels", test_labels);
  g_test_add_func ("/interfaces/crowd", test_crowd);
  g_test_add_func ("/interfaces/not-told", test_not_told);
  g_test_add_func ("/interfaces/ring", test_ring);
  g_test_add_func ("/interfaces/differing", test_differing);
  g_test_add_func ("/interfaces/pick", test_pick);

  status = g_test_run ();
  test_files_clear ();

  return status;
}
