/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-ranking-model.c: a ranking as bars, while what they are called changes. */
#include "capture-maker.h"
#include "packet-builder.h"
#include "pv-bar.h"
#include "pv-loader.h"
#include "pv-query.h"
#include "pv-ranking-model.h"
#include "savefile-builder.h"

#define LINKTYPE_RAW 101

/* A capture of one answer from 10.0.0.53 to 10.0.0.1, whose name it tells. */
static PvCapture *
load_answer (void)
{
  GByteArray *packet = packet_append (packet_new (), "1234 8180 0001 0001 0000 0000 01 61 00 0001 0001"
                                                     "c00c 0001 0001 00000001 0004 0a000001");
  SavefileBuilder builder;
  g_autoptr (GFile) file = NULL;
  g_autoptr (PvLoader) loader = NULL;
  g_autoptr (GError) error = NULL;
  PvCapture *capture;

  packet_ipv4 (packet_udp (packet, 53, 40000), 17, "10.0.0.53", "10.0.0.1");
  savefile_builder_init (&builder, FALSE);
  savefile_add_pcap_header (&builder, 0xa1b2c3d4, 65535, LINKTYPE_RAW);
  savefile_add_pcap_record (&builder, 1500000000, 0, packet->data, packet->len, packet->len, 0);
  file = savefile_builder_write (&builder);
  loader = pv_loader_new (file);
  capture = pv_loader_load (loader, NULL, &error);
  g_assert_no_error (error);
  savefile_builder_clear (&builder);
  g_byte_array_unref (packet);

  return capture;
}

static void
assert_second (PvRankingModel *model,
               const char     *expected)
{
  g_autoptr (PvBar) bar = g_list_model_get_item (G_LIST_MODEL (model), 0);

  g_assert_cmpstr (pv_bar_get_second (bar), ==, expected);
}

/* Bars of a capture go on having names when who found them has turned to another capture. */
static void
test_names (void)
{
  g_autoptr (PvCapture) capture = load_answer ();
  PvQuery query = { .dimension = PV_DIMENSION_DESTINATION };
  g_autoptr (PvRanking) ranking = pv_query_run (capture, &query, NULL, NULL);
  PvAddressNames *names = pv_address_names_new (capture, NULL, NULL, NULL);
  g_autoptr (PvRankingModel) model = pv_ranking_model_new ();

  pv_ranking_model_set_ranking (model, capture, ranking);
  assert_second (model, NULL);
  pv_ranking_model_set_names (model, names);
  assert_second (model, "a");

  pv_address_names_unref (names);
  pv_ranking_model_set_ranking (model, capture, ranking);
  assert_second (model, "a");

  pv_ranking_model_set_names (model, NULL);
  assert_second (model, NULL);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ranking-model/names", test_names);

  status = g_test_run ();
  test_files_clear ();

  return status;
}
