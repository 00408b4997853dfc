/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-rank-order.c: ranks in another order, searched, and as text. */
#include "capture-maker.h"
#include "pv-changes.h"
#include "pv-rank-order.h"
#include "pv-rank-text.h"

#define T0 (G_GINT64_CONSTANT (1500000000) * PV_NS_PER_SECOND)
#define IPV6 0x80000000u

typedef struct
{
  PvCapture *capture;
  PvRanking *ranking;
} Fixture;

/* By packets: 10.0.0.9 3, then of one each 10.0.0.2, 10.0.0.10, 2001:db8::a; by bytes the last is first. */
static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  static const TestPacket packets[] = {
    { T0, 9, 1, 100, "mail.example" },
    { T0 + 1, 9, 1, 100, "www.example" },
    { T0 + 2, 9, 1, 100, "www.example" },
    { T0 + 3, 10, 1, 400, "WWW.example" },
    { T0 + 4, 2, 1, 400, "a.test" },
    { T0 + 5, IPV6 | 10, IPV6 | 1, 1000, "a.test" },
  };
  PvQuery query = { .dimension = GPOINTER_TO_UINT (user_data), .with_clients = TRUE };

  fixture->capture = test_packets_load (packets, G_N_ELEMENTS (packets));
  fixture->ranking = pv_query_run (fixture->capture, &query, NULL, NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  pv_ranking_unref (fixture->ranking);
  g_object_unref (fixture->capture);
}

/* The labels in the order of @order, with blanks between. */
static char *
dup_labels (PvRankOrder *order)
{
  PvRanking *ranking = pv_rank_order_get_ranking (order);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < pv_rank_order_get_n (order); i++)
    {
      guint place = pv_rank_order_get_place (order, i);
      g_autofree char *label = pv_capture_dup_label (pv_rank_order_get_capture (order), ranking->query.dimension,
                                                     ranking->ranks[place].id);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", label);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
check (Fixture    *fixture,
       PvRankKey   key,
       gboolean    descending,
       const char *search,
       const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PvRankOrder) order = pv_rank_order_new (fixture->capture, fixture->ranking,
                                                     (PvRankSort){ key, descending }, search, NULL, NULL, &error);
  g_autofree char *labels = NULL;

  g_assert_no_error (error);
  labels = dup_labels (order);
  g_assert_cmpstr (labels, ==, expected);
}

static void
test_sort (Fixture       *fixture,
           gconstpointer  user_data)
{
  check (fixture, PV_RANK_KEY_RANK, FALSE, NULL, "10.0.0.9 10.0.0.2 10.0.0.10 2001:db8::a");
  check (fixture, PV_RANK_KEY_RANK, TRUE, NULL, "2001:db8::a 10.0.0.10 10.0.0.2 10.0.0.9");
  check (fixture, PV_RANK_KEY_LABEL, FALSE, NULL, "10.0.0.2 10.0.0.9 10.0.0.10 2001:db8::a");
  check (fixture, PV_RANK_KEY_LABEL, TRUE, NULL, "2001:db8::a 10.0.0.10 10.0.0.9 10.0.0.2");
  /* those that are alike keep their order both ways */
  check (fixture, PV_RANK_KEY_PACKETS, TRUE, NULL, "10.0.0.9 10.0.0.2 10.0.0.10 2001:db8::a");
  check (fixture, PV_RANK_KEY_PACKETS, FALSE, NULL, "10.0.0.2 10.0.0.10 2001:db8::a 10.0.0.9");
  check (fixture, PV_RANK_KEY_BYTES, TRUE, NULL, "2001:db8::a 10.0.0.2 10.0.0.10 10.0.0.9");
  check (fixture, PV_RANK_KEY_BYTES, FALSE, NULL, "10.0.0.9 10.0.0.2 10.0.0.10 2001:db8::a");
}

/* By its sign; what was watched for twice as long counts half. */
static void
test_sort_by_change (Fixture       *fixture,
                     gconstpointer  user_data)
{
  PvRanking *ranking = fixture->ranking;

  ranking->ranks[0].other_packets = ranking->ranks[0].packets;
  ranking->ranks[2].other_packets = ranking->ranks[2].packets + 5;
  ranking->ranks[3].other_packets = ranking->ranks[3].packets + 4;
  check (fixture, PV_RANK_KEY_CHANGE, FALSE, NULL, "10.0.0.10 2001:db8::a 10.0.0.9 10.0.0.2");
  check (fixture, PV_RANK_KEY_CHANGE, TRUE, NULL, "10.0.0.2 10.0.0.9 2001:db8::a 10.0.0.10");

  ranking->per_second = TRUE;
  ranking->length_ns[PV_SIDE_THIS] = PV_NS_PER_SECOND;
  ranking->length_ns[PV_SIDE_OTHER] = 2 * PV_NS_PER_SECOND;
  ranking->ranks[0].other_packets = 0;
  ranking->ranks[1].other_packets = ranking->ranks[1].packets * 2;
  ranking->ranks[3].other_packets = ranking->ranks[3].packets;
  ranking->ranks[2].other_packets = ranking->ranks[2].packets * 2 + 1;
  check (fixture, PV_RANK_KEY_CHANGE, FALSE, NULL, "10.0.0.10 10.0.0.2 2001:db8::a 10.0.0.9");
}

static void
test_search (Fixture       *fixture,
             gconstpointer  user_data)
{
  check (fixture, PV_RANK_KEY_RANK, FALSE, "", "10.0.0.9 10.0.0.2 10.0.0.10 2001:db8::a");
  check (fixture, PV_RANK_KEY_RANK, FALSE, "10.0.0", "10.0.0.9 10.0.0.2 10.0.0.10");
  check (fixture, PV_RANK_KEY_RANK, TRUE, "0.1", "10.0.0.10");
  check (fixture, PV_RANK_KEY_LABEL, TRUE, "10", "10.0.0.10 10.0.0.9 10.0.0.2");
  check (fixture, PV_RANK_KEY_RANK, FALSE, "DB8::A", "2001:db8::a");
  check (fixture, PV_RANK_KEY_RANK, FALSE, "2", "10.0.0.2 2001:db8::a");
  check (fixture, PV_RANK_KEY_RANK, FALSE, "x", "");
}

static void
test_names (Fixture       *fixture,
            gconstpointer  user_data)
{
  check (fixture, PV_RANK_KEY_RANK, FALSE, NULL, "www.example a.test mail.example");
  check (fixture, PV_RANK_KEY_LABEL, FALSE, NULL, "a.test mail.example www.example");
  check (fixture, PV_RANK_KEY_CLIENTS, FALSE, NULL, "mail.example www.example a.test");
  check (fixture, PV_RANK_KEY_CLIENTS, TRUE, NULL, "www.example a.test mail.example");
  check (fixture, PV_RANK_KEY_LABEL, FALSE, "Example", "mail.example www.example");
  check (fixture, PV_RANK_KEY_LABEL, FALSE, ".t", "a.test");
}

/* What is taken over from a previous order makes no difference. */
static void
test_previous (Fixture       *fixture,
               gconstpointer  user_data)
{
  static const char *const searches[] = { "0", "0.0", "0.0.1", "10.0.0.1", "0.1", "", "9", "9", "zz", "0" };
  static const PvRankSort sorts[] = { { PV_RANK_KEY_BYTES, TRUE }, { PV_RANK_KEY_LABEL, FALSE } };
  g_autoptr (PvRankOrder) previous = NULL;

  for (guint s = 0; s < G_N_ELEMENTS (sorts); s++)
    for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
      {
        PvRankOrder *order = pv_rank_order_new (fixture->capture, fixture->ranking, sorts[s], searches[i], previous,
                                                NULL, NULL);
        g_autofree char *labels = dup_labels (order);

        check (fixture, sorts[s].key, sorts[s].descending, searches[i], labels);
        g_clear_pointer (&previous, g_object_unref);
        previous = order;
      }
}

static void
test_text (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_autoptr (PvRankOrder) order = pv_rank_order_new (fixture->capture, fixture->ranking,
                                                     (PvRankSort){ PV_RANK_KEY_LABEL, FALSE }, "10.", NULL, NULL, NULL);
  static const guint rows[] = { 2, 0 };
  g_autofree char *all = pv_rank_text_new (order, NULL, 3);
  g_autofree char *some = pv_rank_text_new (order, rows, 2);
  g_autofree char *none = pv_rank_text_new (order, NULL, 0);

  g_assert_cmpstr (all, ==,
                   "2\t10.0.0.2\t1\t400\t16.67%\n"
                   "1\t10.0.0.9\t3\t300\t50.00%\n"
                   "3\t10.0.0.10\t1\t400\t16.67%");
  g_assert_cmpstr (some, ==,
                   "3\t10.0.0.10\t1\t400\t16.67%\n"
                   "2\t10.0.0.2\t1\t400\t16.67%");
  g_assert_cmpstr (none, ==, "");
}

/* What labels are called besides is sorted by, found and copied; what is called nothing comes last either way. */
static void
test_second (Fixture       *fixture,
             gconstpointer  user_data)
{
  static const char text[] = "10.0.0.9 beta\n10.0.0.2 gamma\n2001:db8::a alpha\n";
  g_autoptr (PvHosts) hosts = pv_hosts_parse (text, sizeof text - 1);
  g_autoptr (PvAddressNames) names = pv_address_names_new (fixture->capture, hosts, NULL, NULL);
  static const struct
  {
    PvRankKey key;
    gboolean descending;
    const char *search;
    const char *labels;
  } expected[] = {
    { PV_RANK_KEY_SECOND, FALSE, "", "2001:db8::a 10.0.0.9 10.0.0.2 10.0.0.10" },
    { PV_RANK_KEY_SECOND, TRUE, "", "10.0.0.2 10.0.0.9 2001:db8::a 10.0.0.10" },
    { PV_RANK_KEY_SECOND, FALSE, "ETA", "10.0.0.9" },
    { PV_RANK_KEY_RANK, FALSE, "a", "10.0.0.9 10.0.0.2 2001:db8::a" },
  };
  g_autoptr (PvRankOrder) last = NULL;
  g_autofree char *copied = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const PvRankSort by = { expected[i].key, expected[i].descending, names };
      g_autoptr (PvRankOrder) order = pv_rank_order_new (fixture->capture, fixture->ranking, by, expected[i].search,
                                                         last, NULL, NULL);
      g_autofree char *labels = dup_labels (order);

      g_assert_cmpstr (labels, ==, expected[i].labels);
      g_set_object (&last, order);
    }
  copied = pv_rank_text_new (last, NULL, 1);
  g_assert_cmpstr (copied, ==, "1\t10.0.0.9\tbeta\t3\t300\t50.00%");

  /* without names, it is as if there were none */
  check (fixture, PV_RANK_KEY_SECOND, FALSE, "", "10.0.0.9 10.0.0.2 10.0.0.10 2001:db8::a");
  check (fixture, PV_RANK_KEY_RANK, FALSE, "eta", "");
}

static void
test_second_cancelled (Fixture       *fixture,
                       gconstpointer  user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (pv_rank_order_new (fixture->capture, fixture->ranking, (PvRankSort){ PV_RANK_KEY_SECOND, FALSE }, NULL,
                                    NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Shares are of what is selected. */
static void
test_text_of_a_span (Fixture       *fixture,
                     gconstpointer  user_data)
{
  gint64 first_ns = pv_capture_get_first_time (fixture->capture);
  PvQuery query = fixture->ranking->query;
  g_autoptr (PvRanking) ranking = NULL;
  g_autoptr (PvRankOrder) order = NULL;
  g_autofree char *text = NULL;

  query.has_span = TRUE;
  query.span = (PvSpan){ first_ns, first_ns + 1 };
  ranking = pv_query_run (fixture->capture, &query, NULL, NULL);
  order = pv_rank_order_new (fixture->capture, ranking, (PvRankSort){ PV_RANK_KEY_RANK, FALSE }, NULL, NULL, NULL, NULL);
  text = pv_rank_text_new (order, NULL, pv_rank_order_get_n (order));

  g_assert_cmpuint (ranking->n_ranks, ==, 1);
  g_assert_true (g_str_has_suffix (text, "\t100.00%"));
}

static void
test_text_of_names (Fixture       *fixture,
                    gconstpointer  user_data)
{
  g_autoptr (PvRankOrder) order = pv_rank_order_new (fixture->capture, fixture->ranking,
                                                     (PvRankSort){ PV_RANK_KEY_RANK, FALSE }, NULL, NULL, NULL, NULL);
  g_autofree char *text = pv_rank_text_new (order, NULL, 2);

  g_assert_cmpstr (text, ==,
                   "1\twww.example\t3\t2\t50.00%\n"
                   "2\ta.test\t2\t2\t33.33%");
}

/* Names come from strangers, and rows go into spreadsheets. */
static void
test_text_of_formula (void)
{
  TestPacket packets[] = { { T0, 1, 2, 100, "=1+1.example" } };
  g_autoptr (PvCapture) capture = test_packets_load (packets, 1);
  PvQuery query = { .dimension = PV_DIMENSION_LOOKUP, .with_clients = TRUE };
  g_autoptr (PvRanking) ranking = pv_query_run (capture, &query, NULL, NULL);
  g_autoptr (PvRankOrder) order = pv_rank_order_new (capture, ranking, (PvRankSort){ PV_RANK_KEY_RANK, FALSE }, NULL,
                                                     NULL, NULL, NULL);
  g_autofree char *text = pv_rank_text_new (order, NULL, 1);

  g_assert_cmpstr (text, ==, "1\t'=1+1.example\t1\t1\t100.00%");
}

/* Against the system's own way to write addresses. */
static void
test_every_octet (void)
{
  g_autofree TestPacket *packets = g_new0 (TestPacket, 256);
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (PvRanking) ranking = NULL;
  PvQuery query = { .dimension = PV_DIMENSION_SOURCE };

  for (guint i = 0; i < 256; i++)
    packets[i] = (TestPacket){ T0 + i, 0x010000 | i << 8 | i, 1, 100, NULL };
  capture = test_packets_load (packets, 256);
  ranking = pv_query_run (capture, &query, NULL, NULL);
  g_assert_cmpuint (ranking->n_ranks, ==, 256);

  for (guint i = 0; i < 256; i++)
    {
      g_autofree char *label = pv_capture_dup_label (capture, query.dimension, ranking->ranks[i].id);
      g_autoptr (PvRankOrder) order = pv_rank_order_new (capture, ranking, (PvRankSort){ PV_RANK_KEY_RANK, FALSE },
                                                         label + strlen ("10."), NULL, NULL, NULL);
      gboolean is_there = FALSE;

      for (guint k = 0; k < pv_rank_order_get_n (order); k++)
        is_there = is_there || pv_rank_order_get_place (order, k) == i;
      g_assert_true (is_there);
    }
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (pv_rank_order_new (fixture->capture, fixture->ranking, (PvRankSort){ PV_RANK_KEY_LABEL, FALSE }, "1",
                                    NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define add(path, dimension, func) \
  g_test_add (path, Fixture, GUINT_TO_POINTER (dimension), set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/rank-order/sort", PV_DIMENSION_SOURCE, test_sort);
  add ("/rank-order/sort-by-change", PV_DIMENSION_SOURCE, test_sort_by_change);
  add ("/rank-order/search", PV_DIMENSION_SOURCE, test_search);
  add ("/rank-order/names", PV_DIMENSION_LOOKUP, test_names);
  add ("/rank-order/previous", PV_DIMENSION_SOURCE, test_previous);
  add ("/rank-order/second", PV_DIMENSION_SOURCE, test_second);
  add ("/rank-order/second-cancelled", PV_DIMENSION_SOURCE, test_second_cancelled);
  add ("/rank-order/text", PV_DIMENSION_SOURCE, test_text);
  add ("/rank-order/text-of-a-span", PV_DIMENSION_SOURCE, test_text_of_a_span);
  add ("/rank-order/text-of-names", PV_DIMENSION_LOOKUP, test_text_of_names);
  add ("/rank-order/cancelled", PV_DIMENSION_SOURCE, test_cancelled);
  g_test_add_func ("/rank-order/text-of-formula", test_text_of_formula);
  g_test_add_func ("/rank-order/every-octet", test_every_octet);

  return g_test_run ();
}
