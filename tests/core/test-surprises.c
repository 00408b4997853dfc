/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-surprises.c: what changed most, where it is plain what that is. */
#include <math.h>
#include <string.h>

#include "packet-builder.h"
#include "pv-loader.h"
#include "pv-rate-change.h"
#include "pv-surprises.h"
#include "savefile-builder.h"

static double
score (double n,
       double other,
       double exposure,
       double other_exposure)
{
  const PvRateChange change = { { n, other }, { exposure, other_exposure } };

  return pv_rate_change_score (&change, PV_RATE_DISPERSION);
}

static void
test_score (void)
{
  const PvRateChange change = { { 1000, 2000 }, { 1, 1 } };

  /* as before, also where it was watched for longer */
  g_assert_cmpfloat_with_epsilon (score (100, 100, 60, 60), 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (score (0, 0, 60, 60), 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (score (100, 1000, 60, 600), 0, 1e-9);
  /* it is the same from either side, and no unit of time matters */
  g_assert_cmpfloat_with_epsilon (score (10, 300, 5, 7), -score (300, 10, 7, 5), 1e-9);
  g_assert_cmpfloat_with_epsilon (score (10, 300, 5, 7), score (10, 300, 5e9, 7e9), 1e-9);
  g_assert_cmpfloat_with_epsilon (score (10, 300, 0, 7), score (10, 300, 1, 1), 1e-9);
  /* more that is new, and a larger ratio, surprise more */
  g_assert_cmpfloat (score (1000, 0, 1, 1), >, score (10, 0, 1, 1));
  g_assert_cmpfloat (score (10, 0, 1, 1), >, score (1, 0, 1, 1));
  g_assert_cmpfloat (score (1000, 100, 1, 1), >, score (200, 100, 1, 1));
  /* packets come in bursts: twice as many of millions are not what a thousand are of what was not there */
  g_assert_cmpfloat (score (1000, 0, 1, 1), >, score (2e6, 1e6, 1, 1));
  g_assert_cmpfloat (score (2e6, 1e6, 1, 1), <, PV_SURPRISE_MIN_SCORE);
  /* one packet more or less is none */
  g_assert_cmpfloat (score (1, 0, 1, 1), >, 0);
  g_assert_cmpfloat (score (1, 0, 1, 1), <, PV_SURPRISE_MIN_SCORE);
  g_assert_cmpfloat (score (3, 2, 1, 1), <, 0.5);
  /* what is rare is not missed in a short time */
  g_assert_cmpfloat (fabs (score (0, 5, 1, 100)), <, 0.5);
  g_assert_cmpfloat (fabs (score (0, 500, 1, 100)), >, PV_SURPRISE_MIN_SCORE);
  /* where nothing scatters but by chance, it is a G-test: 2 (3 ln (3/2) + 1 ln (1/2)) */
  g_assert_cmpfloat_with_epsilon (pv_rate_change_score (&(PvRateChange){ { 3, 1 }, { 1, 1 } }, 0),
                                  sqrt (2 * (3 * log (1.5) + log (0.5))), 1e-9);
  /* the more rates scatter by themselves, the less a change is */
  g_assert_cmpfloat (fabs (pv_rate_change_score (&change, 1)), <, fabs (pv_rate_change_score (&change, 0)));
}

static void
test_dispersion (void)
{
  PvRateChange quiet[200];
  PvRateChange wild[200];

  for (guint i = 0; i < 200; i++)
    {
      quiet[i] = (PvRateChange){ { 10000 + i, 10000 }, { 1, 1 } };
      wild[i] = (PvRateChange){ { i % 2 == 0 ? 10 : 1000, i % 2 == 0 ? 1000 : 10 }, { 1, 1 } };
    }

  g_assert_cmpfloat (pv_rate_change_dispersion (NULL, 0), ==, PV_RATE_DISPERSION);
  /* a few say little */
  g_assert_cmpfloat (pv_rate_change_dispersion (quiet, 2), >, 0.8 * PV_RATE_DISPERSION);
  g_assert_cmpfloat (pv_rate_change_dispersion (quiet, 200), <, 0.1 * PV_RATE_DISPERSION);
  g_assert_cmpfloat (pv_rate_change_dispersion (wild, 200), >, 10 * PV_RATE_DISPERSION);
}

/* What is sent from a client to a server. */
typedef struct
{
  const char *client;
  const char *server;
  guint16 port;
  guint packets;
  const char *host; /* of an HTTP request, or NULL */
} Talk;

static PvCapture *
make_capture (const Talk *talks,
              guint       n,
              guint       seconds)
{
  SavefileBuilder file;
  g_autoptr (GFile) written = NULL;
  g_autoptr (PvLoader) loader = NULL;
  PvCapture *capture;
  guint total = 0;
  guint at = 0;

  for (guint i = 0; i < n; i++)
    total += talks[i].packets;

  savefile_builder_init (&file, TRUE);
  savefile_add_pcap_header (&file, 0xa1b2c3d4, 65535, 1);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < talks[i].packets; j++, at++)
      {
        g_autoptr (GByteArray) packet = packet_new ();
        g_autofree char *text = NULL;
        guint64 time_us = (guint64) seconds * 1000000 * at / (total - 1);

        if (j == 0 && talks[i].host != NULL)
          text = g_strdup_printf ("GET /x HTTP/1.1\r\nHost: %s\r\n\r\n", talks[i].host);
        if (text != NULL)
          g_byte_array_append (packet, (const guint8 *) text, strlen (text));
        packet_tcp (packet, (guint16) (50000 + i), talks[i].port, 1, text != NULL ? 0x18 : j == 0 ? 0x02 : 0x10);
        packet_ipv4 (packet, 6, talks[i].client, talks[i].server);
        packet_ethernet (packet, 0x0800);
        savefile_add_pcap_record (&file, (guint32) (1500000000 + time_us / 1000000), (guint32) (time_us % 1000000),
                                  packet->data, packet->len, packet->len, 0);
      }

  written = savefile_builder_write (&file);
  savefile_builder_clear (&file);
  loader = pv_loader_new (written);
  capture = pv_loader_load (loader, NULL, NULL);
  g_assert_nonnull (capture);

  return capture;
}

static const Talk usual[] = {
  { "10.0.0.1", "192.0.2.1", 80, 100, "www.example" },
  { "10.0.0.2", "192.0.2.1", 80, 150, "www.example" },
  { "10.0.0.3", "192.0.2.2", 993, 90, NULL },
  { "10.0.0.7", "192.0.2.2", 993, 200, NULL },
};

static void
expect_label (PvLabelMatch *match,
              PvSide        side,
              PvDimension   dimension,
              guint32       id,
              const char   *expected)
{
  PvCapture *capture = side == PV_SIDE_THIS ? pv_label_match_get_capture (match) : pv_label_match_get_other (match);
  g_autofree char *label = id != PV_NO_ID ? pv_capture_dup_label (capture, dimension, id) : NULL;

  g_assert_cmpstr (label, ==, expected);
}

static void
test_plain (void)
{
  const Talk now[] = {
    usual[0], usual[1], usual[2], usual[3],
    { "10.0.0.7", "203.0.113.5", 8080, 300, "update.example.com" },
    { "10.0.0.3", "192.0.2.9", 22, 20, NULL },
  };
  const Talk before[] = {
    { "10.0.0.2", "198.51.100.4", 23, 1000, NULL },
    usual[3], usual[2], usual[1], usual[0],
  };
  const PvChangePart parts[PV_N_SIDES] = { { .has_span = FALSE }, { .has_span = FALSE } };
  g_autoptr (PvCapture) capture = make_capture (now, G_N_ELEMENTS (now), 60);
  g_autoptr (PvCapture) other = make_capture (before, G_N_ELEMENTS (before), 60);
  g_autoptr (PvLabelMatch) match = pv_label_match_new (capture, other);
  g_autoptr (PvSurprises) surprises = pv_surprises_new (match, parts, 20, NULL, NULL);
  g_autoptr (PvSurprises) first = pv_surprises_new (match, parts, 1, NULL, NULL);
  const PvSurprise *row = surprises->rows;

  /* each once, however many dimensions know of it */
  g_assert_cmpuint (surprises->n, ==, 3);
  g_assert_cmpuint (first->n, ==, 1);
  g_assert_false (surprises->per_second);

  g_assert_cmpint (pv_change_get_state (&row[0].change), ==, PV_CHANGE_GONE);
  g_assert_cmpfloat (row[0].score, <, 0);
  g_assert_cmpuint (row[0].dimension, ==, PV_DIMENSION_SERVICE);
  expect_label (match, row[0].side, PV_DIMENSION_SERVICE, row[0].service, "23/tcp telnet");
  expect_label (match, row[0].side, PV_DIMENSION_SERVER, row[0].server, "198.51.100.4");
  expect_label (match, row[0].side, PV_DIMENSION_CLIENT, row[0].client, "10.0.0.2");
  g_assert_cmpuint (row[0].name, ==, PV_NO_ID);

  g_assert_cmpint (pv_change_get_state (&row[1].change), ==, PV_CHANGE_NEW);
  g_assert_cmpuint (row[1].dimension, ==, PV_DIMENSION_SERVER_NAME);
  g_assert_cmpuint (row[1].change.packets[PV_SIDE_THIS], ==, 300);
  expect_label (match, row[1].side, PV_DIMENSION_SERVICE, row[1].service, "8080/tcp http-alt");
  expect_label (match, row[1].side, PV_DIMENSION_SERVER_NAME, row[1].name, "update.example.com");
  expect_label (match, row[1].side, PV_DIMENSION_CLIENT, row[1].client, "10.0.0.7");

  expect_label (match, row[2].side, PV_DIMENSION_SERVICE, row[2].service, "22/tcp ssh");
}

/* Ten times as long, with ten times as many packets, is as before. */
static void
test_as_before (void)
{
  Talk longer[G_N_ELEMENTS (usual)];
  const PvChangePart parts[PV_N_SIDES] = { { .has_span = FALSE }, { .has_span = FALSE } };
  g_autoptr (PvCapture) capture = make_capture (usual, G_N_ELEMENTS (usual), 60);
  g_autoptr (PvCapture) other = NULL;
  g_autoptr (PvLabelMatch) match = NULL;
  g_autoptr (PvSurprises) surprises = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    {
      longer[i] = usual[i];
      longer[i].packets *= 10;
    }
  other = make_capture (longer, G_N_ELEMENTS (longer), 600);
  match = pv_label_match_new (capture, other);
  surprises = pv_surprises_new (match, parts, 20, NULL, NULL);
  g_assert_true (surprises->per_second);
  g_assert_cmpuint (surprises->n, ==, 0);
}

/* Two spans of one capture: what is sent in the one only is new, and from the other side gone. */
static void
test_spans (void)
{
  const Talk talks[] = { usual[0], usual[2] };
  g_autoptr (PvCapture) capture = make_capture (talks, G_N_ELEMENTS (talks), 60);
  gint64 start_ns = pv_capture_get_first_time (capture);
  gint64 middle_ns = start_ns + 31 * PV_NS_PER_SECOND;
  const PvChangePart parts[PV_N_SIDES] = {
    { .span = { middle_ns + PV_NS_PER_SECOND, start_ns + 61 * PV_NS_PER_SECOND }, .has_span = TRUE },
    { .span = { start_ns, start_ns + 30 * PV_NS_PER_SECOND }, .has_span = TRUE },
  };
  g_autoptr (PvLabelMatch) match = pv_label_match_new (capture, capture);
  g_autoptr (PvSurprises) surprises = pv_surprises_new (match, parts, 20, NULL, NULL);

  g_assert_cmpuint (surprises->n, ==, 2);
  for (guint i = 0; i < surprises->n; i++)
    if (pv_change_get_state (&surprises->rows[i].change) == PV_CHANGE_GONE)
      expect_label (match, PV_SIDE_OTHER, PV_DIMENSION_SERVER_NAME, surprises->rows[i].name, "www.example");
    else
      expect_label (match, PV_SIDE_THIS, PV_DIMENSION_CLIENT, surprises->rows[i].client, "10.0.0.3");
  g_assert_cmpint (surprises->rows[0].score > 0, !=, surprises->rows[1].score > 0);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/surprises/score", test_score);
  g_test_add_func ("/surprises/dispersion", test_dispersion);
  g_test_add_func ("/surprises/plain", test_plain);
  g_test_add_func ("/surprises/as-before", test_as_before);
  g_test_add_func ("/surprises/spans", test_spans);

  status = g_test_run ();
  test_files_clear ();

  return status;
}
