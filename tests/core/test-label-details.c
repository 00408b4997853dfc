/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-label-details.c: what the columns tell of one address or name. */
#include "async-tests.h"
#include "capture-maker.h"
#include "pv-label-details.h"

#define T0 (G_GINT64_CONSTANT (1500000000) * PV_NS_PER_SECOND)

static const TestPacket packets[] = {
  { T0, 1, 2, 100 },
  { T0 + 1, 2, 1, 200 },
  { T0 + 2, 1, 3, 400, "a.example" },
  { T0 + 3, 4, 3, 800, "a.example" },
  { T0 + 4, 1, 1, 1600 },
  { T0 + 5, 0, 0, 0 },
  { T0 + 6, 1, 3, 100, "A.example" },
  { T0 + 7, 2, 1, 100 },
  { T0 + 8, 4, 3, 100, "b.example" },
};

static PvCapture *
load (void)
{
  return test_packets_load (packets, G_N_ELEMENTS (packets));
}

static PvLabelDetails *
get (PvCapture     *capture,
     const PvQuery *query,
     const char    *label)
{
  g_autoptr (GError) error = NULL;
  PvLabelDetails *details = pv_label_details_new (capture, query, test_find_id (capture, query->dimension, label), NULL,
                                                  &error);

  g_assert_no_error (error);

  return details;
}

/* "address packets/bytes …" */
static void
expect_peers (PvCapture            *capture,
              const PvLabelDetails *details,
              const char           *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < details->n_listed; i++)
    {
      const PvPeer *peer = &details->peers[i];
      g_autofree char *label = pv_capture_dup_label (capture, PV_DIMENSION_ADDRESS, peer->id);

      g_string_append_printf (text, "%s%s %" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT, i > 0 ? " " : "", label,
                              peer->packets, peer->bytes);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_of_address (void)
{
  g_autoptr (PvCapture) capture = load ();
  static const PvDimension dimensions[] = { PV_DIMENSION_SOURCE, PV_DIMENSION_DESTINATION, PV_DIMENSION_ADDRESS };

  for (guint i = 0; i < G_N_ELEMENTS (dimensions); i++)
    {
      PvQuery query = { .dimension = dimensions[i] };
      g_autoptr (PvLabelDetails) details = get (capture, &query, "10.0.0.1");

      g_assert_cmpuint (details->packets, ==, 6);
      g_assert_cmpuint (details->bytes, ==, 2500);
      g_assert_cmpuint (details->sent_packets, ==, 4);
      g_assert_cmpuint (details->sent_bytes, ==, 2200);
      g_assert_cmpuint (details->received_packets, ==, 3);
      g_assert_cmpuint (details->received_bytes, ==, 1900);
      g_assert_cmpint (details->first_ns, ==, T0);
      g_assert_cmpint (details->last_ns, ==, T0 + 7);
      g_assert_cmpuint (details->n_peers, ==, 3);
      expect_peers (capture, details, "10.0.0.2 3/400 10.0.0.3 2/500 10.0.0.1 1/1600");
    }
}

static void
test_by_bytes (void)
{
  g_autoptr (PvCapture) capture = load ();
  PvQuery query = { .dimension = PV_DIMENSION_SOURCE, .measure = PV_MEASURE_IP_BYTES, .limit = 2 };
  g_autoptr (PvLabelDetails) details = get (capture, &query, "10.0.0.1");

  g_assert_cmpuint (details->n_peers, ==, 3);
  expect_peers (capture, details, "10.0.0.1 1/1600 10.0.0.3 2/500");
}

static void
test_of_name (void)
{
  g_autoptr (PvCapture) capture = load ();
  PvQuery query = { .dimension = PV_DIMENSION_LOOKUP };
  g_autoptr (PvLabelDetails) details = get (capture, &query, "a.example");

  g_assert_cmpuint (details->packets, ==, 3);
  g_assert_cmpuint (details->bytes, ==, 1300);
  g_assert_cmpuint (details->sent_packets + details->received_packets, ==, 0);
  g_assert_cmpint (details->first_ns, ==, T0 + 2);
  g_assert_cmpint (details->last_ns, ==, T0 + 6);
  expect_peers (capture, details, "10.0.0.1 2/500 10.0.0.4 1/800");
}

/* What a span or a set leaves out is not told of. */
static void
test_narrowed (void)
{
  g_autoptr (PvCapture) capture = load ();
  PvQuery query = { .dimension = PV_DIMENSION_SOURCE, .has_span = TRUE, .span = { T0 + 1, T0 + 3 } };
  g_autoptr (PvLabelDetails) within = get (capture, &query, "10.0.0.1");
  guint32 id = test_find_id (capture, PV_DIMENSION_ADDRESS, "10.0.0.4");
  g_autoptr (PvPacketSet) set = pv_packet_set_new_for_labels (capture, PV_DIMENSION_SOURCE, &id, 1, NULL);
  PvQuery of_names = { .dimension = PV_DIMENSION_LOOKUP, .subset = { .packets = set } };
  g_autoptr (PvLabelDetails) of_one = get (capture, &of_names, "a.example");
  PvQuery nothing = { .dimension = PV_DIMENSION_SOURCE, .has_span = TRUE, .span = { T0 + 100, T0 + 200 } };
  g_autoptr (PvLabelDetails) none = get (capture, &nothing, "10.0.0.1");

  g_assert_cmpuint (within->packets, ==, 2);
  g_assert_cmpint (within->first_ns, ==, T0 + 1);
  g_assert_cmpint (within->last_ns, ==, T0 + 2);
  expect_peers (capture, within, "10.0.0.2 1/200 10.0.0.3 1/400");

  g_assert_cmpuint (of_one->packets, ==, 1);
  expect_peers (capture, of_one, "10.0.0.4 1/800");
  g_assert_null (of_one->query.subset.packets);

  g_assert_cmpuint (none->packets, ==, 0);
  g_assert_cmpuint (none->n_peers, ==, 0);
}

static void
test_cancelled (void)
{
  g_autoptr (PvCapture) capture = load ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  PvQuery query = { .dimension = PV_DIMENSION_SOURCE };

  g_cancellable_cancel (cancellable);
  g_assert_null (pv_label_details_new (capture, &query, 0, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_async (void)
{
  g_autoptr (PvCapture) capture = load ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PvLabelDetails) details = NULL;
  PvQuery query = { .dimension = PV_DIMENSION_LOOKUP };

  pv_label_details_new_async (capture, &query, test_find_id (capture, PV_DIMENSION_LOOKUP, "b.example"), NULL,
                              test_keep_result, &result);
  test_wait (&result);
  details = pv_label_details_new_finish (result, NULL);
  g_assert_cmpuint (details->packets, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/label-details/address", test_of_address);
  g_test_add_func ("/label-details/by-bytes", test_by_bytes);
  g_test_add_func ("/label-details/name", test_of_name);
  g_test_add_func ("/label-details/narrowed", test_narrowed);
  g_test_add_func ("/label-details/cancelled", test_cancelled);
  test_add_async_func ("/label-details/async", test_async);

  return g_test_run ();
}
