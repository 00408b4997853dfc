/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-links.c: which hardware packets go between, and on which VLAN. */
#include <string.h>

#include "capture-maker.h"
#include "packet-builder.h"
#include "pv-crossfilter.h"
#include "pv-link-facts.h"
#include "pv-loader.h"
#include "pv-on-demand.h"
#include "pv-query.h"
#include "savefile-builder.h"

#define SECONDS G_GINT64_CONSTANT (1500000000)
#define ETHERNET 1
#define IEEE80211 105
#define SLL 113
#define RADIOTAP 127
#define SLL2 276
#define RAW 101

/* Hardware addresses by what they end in; others are of the network. */
#define A "02 00 00 00 00 0a "
#define B "02 00 00 00 00 0b "
#define C "02 00 00 00 00 0c "
#define D "02 00 00 00 00 0d "
#define NOBODY 0

typedef struct
{
  const char *name;
  guint16 link_type;
  const char *hex;
  guint8 source; /* the last byte of it */
  guint8 destination;
  guint16 vlan;
  guint addresses_from; /* so many captured bytes are enough for the addresses */
  guint vlan_from; /* and for the VLAN */
} Frame;

static const Frame frames[] = {
  { "untagged", ETHERNET, B A "08 00 45", 0x0a, 0x0b, PV_NO_VLAN, 14, 0 },
  { "length", ETHERNET, B A "00 03 aa aa 03", 0x0a, 0x0b, PV_NO_VLAN, 14, 0 },
  { "one-tag", ETHERNET, B A "81 00 20 64 08 00", 0x0a, 0x0b, 100, 14, 16 },
  { "priority", ETHERNET, B A "81 00 e0 00 08 00", 0x0a, 0x0b, 0, 14, 16 },
  { "last", ETHERNET, B A "81 00 0f ff 08 00", 0x0a, 0x0b, 4095, 14, 16 },
  { "qinq", ETHERNET, B A "88 a8 00 07 81 00 00 64 08 00", 0x0a, 0x0b, 7, 14, 16 },
  { "old-qinq", ETHERNET, B A "91 00 00 08 81 00 00 64 08 00", 0x0a, 0x0b, 8, 14, 16 },
  { "isl", ETHERNET, "01 00 0c 00 00 00" C "00 28 aa aa 03 00 00 0c 00 0b 00 00 00 00" B A "08 00", 0x0a, 0x0b, 5, 40, 40 },
  { "sll", SLL, "00 00 00 01 00 06" A "00 00 08 00 45", 0x0a, NOBODY, PV_NO_VLAN, 16, 0 },
  { "sll-tag", SLL, "00 00 00 01 00 06" A "00 00 81 00 00 09 08 00", 0x0a, NOBODY, 9, 16, 18 },
  { "sll-loopback", SLL, "00 00 03 04 00 00" A "00 00 08 00 45", NOBODY, NOBODY, PV_NO_VLAN, 0, 0 },
  { "sll-infiniband", SLL, "00 00 00 20 00 14" A "00 00 08 00 45", NOBODY, NOBODY, PV_NO_VLAN, 0, 0 },
  { "sll2", SLL2, "08 00 00 00 00 00 00 02 00 01 04 06" A "00 00 45", 0x0a, NOBODY, PV_NO_VLAN, 20, 0 },
  { "sll2-tag", SLL2, "81 00 00 00 00 00 00 02 00 01 04 06" A "00 00 00 0c 08 00", 0x0a, NOBODY, 12, 20, 22 },
  { "ad-hoc", IEEE80211, "08 00 00 00" B A C "00 00 aa", 0x0a, 0x0b, PV_NO_VLAN, 24, 0 },
  { "to-ap", IEEE80211, "08 01 00 00" C A B "00 00 aa", 0x0a, 0x0b, PV_NO_VLAN, 24, 0 },
  { "from-ap", IEEE80211, "08 02 00 00" B C A "00 00 aa", 0x0a, 0x0b, PV_NO_VLAN, 24, 0 },
  { "between-aps", IEEE80211, "08 03 00 00" C D B "00 00" A "aa", 0x0a, 0x0b, PV_NO_VLAN, 30, 0 },
  { "beacon", IEEE80211, "80 00 00 00" B A A "00 00", 0x0a, 0x0b, PV_NO_VLAN, 24, 0 },
  { "ack", IEEE80211, "d4 00 00 00" B "00 00 00 00 00 00 00 00 00 00 00 00 00 00", NOBODY, NOBODY, PV_NO_VLAN, 0, 0 },
  { "radiotap", RADIOTAP, "00 00 0a 00 00 00 00 00 ff ff 08 02 00 00" B C A "00 00", 0x0a, 0x0b, PV_NO_VLAN, 34, 0 },
  { "radiotap-short", RADIOTAP, "00 00 07 00 00 00 00 00 08 02 00 00" B C A "00 00", NOBODY, NOBODY, PV_NO_VLAN, 0, 0 },
  { "raw", RAW, "45 00 00 14" A B A B, NOBODY, NOBODY, PV_NO_VLAN, 0, 0 },
};

static guint8
get_last (const guint8 *address)
{
  return address != NULL ? address[PV_HARDWARE_ADDRESS_SIZE - 1] : NOBODY;
}

/* Each frame, and each that is cut short, in a buffer of just that size. */
static void
test_frame (gconstpointer data)
{
  const Frame *frame = data;
  g_autoptr (GByteArray) bytes = packet_append (packet_new (), frame->hex);

  for (guint n = 0; n <= bytes->len; n++)
    {
      g_autofree guint8 *cut = g_memdup2 (bytes->data, n);
      PvRecord record = { .data = cut, .captured_length = n, .original_length = bytes->len, .link_type = frame->link_type };
      gboolean is_whole = n >= frame->addresses_from;
      PvLinkFacts facts;

      pv_link_facts_find (&record, &facts);
      g_assert_cmphex (get_last (facts.source), ==, is_whole ? frame->source : NOBODY);
      g_assert_cmphex (get_last (facts.destination), ==, is_whole ? frame->destination : NOBODY);
      g_assert_cmpuint (facts.vlan, ==, n >= frame->vlan_from ? frame->vlan : PV_NO_VLAN);
    }
}

/* What a capture of some frames counts. */

static void
append_frame (SavefileBuilder *builder,
              guint            second,
              const char      *header)
{
  g_autoptr (GByteArray) packet = packet_prepend (packet_query4 (), header);

  savefile_add_pcap_record (builder, SECONDS + second, 0, packet->data, packet->len, packet->len, 0);
}

/* With @is_late, the first frame stands last in the file. */
static PvCapture *
load_frames (gboolean is_late)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (PvLoader) loader = NULL;
  g_autoptr (GError) error = NULL;
  PvCapture *capture;
  SavefileBuilder builder;

  savefile_builder_init (&builder, FALSE);
  savefile_add_pcap_header (&builder, 0xa1b2c3d4, 65535, ETHERNET);
  if (!is_late)
    append_frame (&builder, 0, C A "08 00");
  append_frame (&builder, 1, B A "81 00 00 64 08 00");
  append_frame (&builder, 2, A B "81 00 00 64 08 00");
  append_frame (&builder, 3, A B "88 a8 00 07 81 00 00 64 08 00");
  /* to itself: it counts once */
  append_frame (&builder, 4, B B "08 00");
  if (is_late)
    append_frame (&builder, 0, C A "08 00");
  file = savefile_builder_write (&builder);
  savefile_builder_clear (&builder);

  loader = pv_loader_new (file);
  capture = pv_loader_load (loader, NULL, &error);
  g_assert_no_error (error);

  return capture;
}

static void
read_links (PvCapture *capture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (pv_on_demand_read (capture, PV_ON_DEMAND_LINK, NULL, NULL, &error));
  g_assert_no_error (error);
}

static guint64
count (PvCapture      *capture,
       const PvQuery  *query,
       const char     *label,
       guint64        *total)
{
  g_autoptr (PvRanking) ranking = pv_query_run (capture, query, NULL, NULL);
  guint32 id = test_find_id (capture, query->dimension, label);

  g_assert_nonnull (ranking);
  *total = ranking->packets;
  for (guint i = 0; i < ranking->n_ranks; i++)
    if (ranking->ranks[i].id == id)
      return ranking->ranks[i].packets;

  return 0;
}

static void
test_counts (gconstpointer data)
{
  g_autoptr (PvCapture) capture = load_frames (GPOINTER_TO_INT (data));
  PvQuery hardware = { .dimension = PV_DIMENSION_HARDWARE };
  PvQuery vlans = { .dimension = PV_DIMENSION_VLAN };
  g_autoptr (PvRanking) before = pv_query_run (capture, &hardware, NULL, NULL);
  guint64 total;

  g_assert_cmpuint (before->n_ranks, ==, 0);
  read_links (capture);
  g_assert_cmpuint (count (capture, &hardware, "02:00:00:00:00:0a", &total), ==, 4);
  g_assert_cmpuint (total, ==, 5);
  g_assert_cmpuint (count (capture, &hardware, "02:00:00:00:00:0b", &total), ==, 4);
  g_assert_cmpuint (count (capture, &hardware, "02:00:00:00:00:0c", &total), ==, 1);
  g_assert_cmpuint (pv_capture_find_label (capture, PV_DIMENSION_HARDWARE, "02-00-00-00-00-0B"), ==,
                    test_find_id (capture, PV_DIMENSION_HARDWARE, "02:00:00:00:00:0b"));
  g_assert_cmpuint (pv_capture_find_label (capture, PV_DIMENSION_HARDWARE, "02-00-00-00-00-0"), ==, PV_NO_ID);
  g_assert_cmpuint (count (capture, &vlans, "100", &total), ==, 2);
  g_assert_cmpuint (total, ==, 3);
  g_assert_cmpuint (count (capture, &vlans, "7", &total), ==, 1);

  /* the first frame by time, wherever it stands */
  hardware.has_span = TRUE;
  hardware.span = (PvSpan){ 0, SECONDS * PV_NS_PER_SECOND + PV_NS_PER_SECOND / 2 };
  g_assert_cmpuint (count (capture, &hardware, "02:00:00:00:00:0c", &total), ==, 1);
  g_assert_cmpuint (count (capture, &hardware, "02:00:00:00:00:0b", &total), ==, 0);
  g_assert_cmpuint (total, ==, 1);
}

/* What is picked are frames from there and to there. */
static void
test_pick (gconstpointer data)
{
  g_autoptr (PvCapture) capture = load_frames (GPOINTER_TO_INT (data));
  PvPickedLabel pick = { PV_DIMENSION_HARDWARE, 0, FALSE };
  PvQuery vlans = { .dimension = PV_DIMENSION_VLAN };
  g_autoptr (PvCrossfilter) crossfilter = NULL;
  guint64 total;

  read_links (capture);
  pick.id = test_find_id (capture, PV_DIMENSION_HARDWARE, "02:00:00:00:00:0a");
  crossfilter = pv_crossfilter_new (capture, &pick, 1, NULL, NULL, NULL);
  vlans.subset = *pv_crossfilter_get_subset (crossfilter, PV_FAMILY_VLAN);
  g_assert_cmpuint (count (capture, &vlans, "100", &total), ==, 2);
  g_assert_cmpuint (total, ==, 3);

  g_clear_pointer (&crossfilter, pv_crossfilter_unref);
  pick.is_excluded = TRUE;
  crossfilter = pv_crossfilter_new (capture, &pick, 1, NULL, NULL, NULL);
  vlans = (PvQuery){ .dimension = PV_DIMENSION_HARDWARE };
  vlans.subset = *pv_crossfilter_get_selected (crossfilter);
  g_assert_cmpuint (count (capture, &vlans, "02:00:00:00:00:0b", &total), ==, 1);
  g_assert_cmpuint (total, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      g_autofree char *path = g_strdup_printf ("/links/frame/%s", frames[i].name);

      g_test_add_data_func (path, &frames[i], test_frame);
    }
  g_test_add_data_func ("/links/counts", GINT_TO_POINTER (FALSE), test_counts);
  g_test_add_data_func ("/links/counts/late", GINT_TO_POINTER (TRUE), test_counts);
  g_test_add_data_func ("/links/pick", GINT_TO_POINTER (FALSE), test_pick);
  g_test_add_data_func ("/links/pick/late", GINT_TO_POINTER (TRUE), test_pick);

  status = g_test_run ();
  test_files_clear ();

  return status;
}
