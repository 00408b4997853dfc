/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-query.c: ranked lists, held against naive counting. */
#include "async-tests.h"
#include "capture-maker.h"
#include "pv-label-totals.h"
#include "pv-query.h"
#include "savefile-builder.h"

#define T0 (G_GINT64_CONSTANT (1500000000) * PV_NS_PER_SECOND)
#define N_PACKETS 5000

static const char *const names[] = { "a.example", "b.example", "Mail.Example", "a.b.c.d.example", "example" };

static TestPacket *
make_packets (gboolean shuffled)
{
  TestPacket *packets = g_new0 (TestPacket, N_PACKETS);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < N_PACKETS; i++)
    {
      guint32 ipv6 = g_rand_int_range (rand, 0, 3) == 0 ? 0x80000000u : 0;

      packets[i].time_ns = T0 + i * PV_NS_PER_MS;
      packets[i].ip_bytes = (guint16) g_rand_int_range (rand, 100, 1500);
      packets[i].source = ipv6 | (guint32) g_rand_int_range (rand, 1, 40);
      packets[i].destination = ipv6 | (guint32) g_rand_int_range (rand, 1, 40);
      if (g_rand_int_range (rand, 0, 4) == 0)
        packets[i].lookup = names[g_rand_int_range (rand, 0, G_N_ELEMENTS (names))];
      else if (g_rand_int_range (rand, 0, 10) == 0)
        packets[i].source = 0;
    }

  if (shuffled)
    for (guint i = 0; i + 11 < N_PACKETS; i += 13)
      {
        TestPacket swap = packets[i];

        packets[i] = packets[i + 11];
        packets[i + 11] = swap;
      }

  return packets;
}

typedef struct
{
  guint64 packets;
  guint64 bytes;
} Count;

static void
add (GHashTable *counts,
     char       *label,
     guint       bytes)
{
  Count *known = g_hash_table_lookup (counts, label);

  if (known == NULL)
    {
      known = g_new0 (Count, 1);
      g_hash_table_insert (counts, g_strdup (label), known);
    }
  known->packets++;
  known->bytes += bytes;
  g_free (label);
}

/* The first packet's source, and the name of the first lookup: what is picked. */
static guint32 picked_source;
static const char *picked_name;

static gboolean
is_picked (const TestPacket *packet)
{
  return (picked_source == 0 || packet->source == picked_source || packet->destination == picked_source)
         && (picked_name == NULL || (packet->lookup != NULL && g_ascii_strcasecmp (packet->lookup, picked_name) == 0));
}

static gboolean
is_inside (const PvQuery    *query,
           const TestPacket *packet)
{
  return !query->has_span || (packet->time_ns >= query->span.start_ns && packet->time_ns < query->span.end_ns);
}

/* What count_naively() knows of. */
static const PvDimension dimensions[] = { PV_DIMENSION_SOURCE, PV_DIMENSION_DESTINATION, PV_DIMENSION_ADDRESS,
                                          PV_DIMENSION_LOOKUP };

/* Counts by label, one packet after another. */
static GHashTable *
count_naively (const TestPacket *packets,
               const PvQuery    *query,
               Count            *total)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < N_PACKETS; i++)
    {
      const TestPacket *packet = &packets[i];

      if (packet->source == 0 || !is_inside (query, packet) || !is_picked (packet)
          || (query->dimension == PV_DIMENSION_LOOKUP && packet->lookup == NULL))
        continue;

      total->packets++;
      total->bytes += packet->ip_bytes;
      if (query->dimension == PV_DIMENSION_LOOKUP)
        add (counts, g_ascii_strdown (packet->lookup, -1), packet->ip_bytes);
      if (query->dimension == PV_DIMENSION_SOURCE || query->dimension == PV_DIMENSION_ADDRESS)
        add (counts, test_address (packet->source), packet->ip_bytes);
      if (query->dimension == PV_DIMENSION_DESTINATION
          || (query->dimension == PV_DIMENSION_ADDRESS && packet->destination != packet->source))
        add (counts, test_address (packet->destination), packet->ip_bytes);
    }

  return counts;
}

static guint64
get_value (const PvQuery *query,
           const PvRank  *rank)
{
  return query->measure == PV_MEASURE_IP_BYTES ? rank->bytes : rank->packets;
}

static void
check (PvCapture        *capture,
       const TestPacket *packets,
       const PvQuery    *query)
{
  Count total = { 0, 0 };
  g_autoptr (GHashTable) expected = count_naively (packets, query, &total);
  g_autoptr (GError) error = NULL;
  g_autoptr (PvRanking) ranking = pv_query_run (capture, query, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ranking->n_labels, ==, g_hash_table_size (expected));
  g_assert_cmpuint (ranking->n_ranks, ==,
                    query->limit > 0 ? MIN (query->limit, ranking->n_labels) : ranking->n_labels);
  g_assert_cmpuint (ranking->packets, ==, total.packets);
  g_assert_cmpuint (ranking->bytes, ==, total.bytes);

  for (guint i = 0; i < ranking->n_ranks; i++)
    {
      g_autofree char *label = pv_capture_dup_label (capture, query->dimension, ranking->ranks[i].id);
      const Count *count = g_hash_table_lookup (expected, label);

      g_assert_nonnull (count);
      g_assert_cmpuint (ranking->ranks[i].packets, ==, count->packets);
      g_assert_cmpuint (ranking->ranks[i].bytes, ==, count->bytes);
      if (i > 0)
        g_assert_cmpuint (get_value (query, &ranking->ranks[i - 1]), >=, get_value (query, &ranking->ranks[i]));
    }

  /* A limit gives the same beginning. */
  if (query->limit > 0)
    {
      PvQuery all = *query;
      g_autoptr (PvRanking) whole = NULL;

      all.limit = 0;
      whole = pv_query_run (capture, &all, NULL, NULL);
      for (guint i = 0; i < ranking->n_ranks; i++)
        g_assert_cmpuint (ranking->ranks[i].id, ==, whole->ranks[i].id);
    }
}

static void
test_naive (gconstpointer user_data)
{
  gboolean shuffled = GPOINTER_TO_INT (user_data);
  g_autofree TestPacket *packets = make_packets (shuffled);
  g_autoptr (PvCapture) capture = test_packets_load (packets, N_PACKETS);
  static const PvSpan spans[] = {
    { T0, T0 + PV_NS_PER_SECOND }, { T0 + 1234 * PV_NS_PER_MS, T0 + 1235 * PV_NS_PER_MS }, { T0, T0 }, { 0, G_MAXINT64 },
  };
  static const guint limits[] = { 0, 1, 3, 10, 1000 };

  for (guint d = 0; d < G_N_ELEMENTS (dimensions); d++)
    for (guint measure = 0; measure < 2; measure++)
      for (guint l = 0; l < G_N_ELEMENTS (limits); l++)
        {
          PvQuery query = { .dimension = dimensions[d], .measure = measure, .limit = limits[l] };

          check (capture, packets, &query);
          query.has_span = TRUE;
          for (guint s = 0; s < G_N_ELEMENTS (spans); s++)
            {
              query.span = spans[s];
              check (capture, packets, &query);
            }
        }
}

/* How many labels there are of all dimensions at once is how many each has. */
static void
test_totals (gconstpointer user_data)
{
  gboolean shuffled = GPOINTER_TO_INT (user_data);
  g_autofree TestPacket *packets = make_packets (shuffled);
  g_autoptr (PvCapture) capture = test_packets_load (packets, N_PACKETS);
  const PvSpan span = { T0 + 1234 * PV_NS_PER_MS, T0 + 1300 * PV_NS_PER_MS };
  PvSubset subsets[PV_N_DIMENSIONS] = { 0 };

  for (guint i = 0; i < 2; i++)
    {
      guint totals[PV_N_DIMENSIONS];
      g_autoptr (GError) error = NULL;
      guint n_more = 0;

      g_assert_true (pv_label_totals_count (capture, i == 0 ? NULL : &span, subsets, totals, NULL, &error));
      g_assert_no_error (error);
      for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
        {
          const PvQuery query = { .dimension = dimension, .has_span = i != 0, .span = span, .limit = 1 };
          g_autoptr (PvRanking) ranking = pv_query_run (capture, &query, NULL, NULL);

          g_assert_cmpuint (totals[dimension], ==,
                            pv_dimension_stands_back (dimension, capture) ? 0 : ranking->n_labels);
          n_more += totals[dimension] > 1;
        }
      g_assert_cmpuint (n_more, >, 4);
    }
}

/* Everything under picks, with and without a span, and beside each count that of the whole. */
static void
test_picked (gconstpointer user_data)
{
  gboolean shuffled = GPOINTER_TO_INT (user_data);
  g_autofree TestPacket *packets = make_packets (shuffled);
  g_autoptr (PvCapture) capture = test_packets_load (packets, N_PACKETS);
  g_autofree char *address = test_address (7);
  guint32 source = test_find_id (capture, PV_DIMENSION_ADDRESS, address);
  guint32 name = test_find_id (capture, PV_DIMENSION_LOOKUP, "mail.example");
  g_autoptr (PvPacketSet) by_address = pv_packet_set_new_for_labels (capture, PV_DIMENSION_ADDRESS, &source, 1, NULL);
  g_autoptr (PvPacketSet) by_name = pv_packet_set_new_for_labels (capture, PV_DIMENSION_LOOKUP, &name, 1, NULL);
  g_autoptr (PvPacketSet) by_both = pv_packet_set_intersect (by_address, by_name, NULL);
  PvPacketSet *sets[] = { by_address, by_name, by_both };

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    for (guint d = 0; d < G_N_ELEMENTS (dimensions); d++)
      {
        PvDimension dimension = dimensions[d];
        PvQuery query = { .dimension = dimension, .subset = { .packets = sets[i] } };
        PvQuery all = { .dimension = dimension };
        g_autoptr (PvRanking) ranking = NULL;
        g_autoptr (PvRanking) whole = pv_query_run (capture, &all, NULL, NULL);

        picked_source = i != 1 ? 7 : 0;
        picked_name = i != 0 ? "mail.example" : NULL;
        check (capture, packets, &query);
        query.has_span = TRUE;
        query.span = (PvSpan){ T0 + 700 * PV_NS_PER_MS, T0 + 3900 * PV_NS_PER_MS };
        check (capture, packets, &query);
        picked_source = 0;
        picked_name = NULL;

        ranking = pv_query_run (capture, &query, NULL, NULL);
        g_assert_cmpuint (ranking->n_ranks, >, 0);
        g_assert_cmpuint (ranking->whole_packets, ==, whole->packets);
        for (guint r = 0; r < ranking->n_ranks; r++)
          {
            guint w = 0;

            while (whole->ranks[w].id != ranking->ranks[r].id)
              w++;
            g_assert_cmpuint (ranking->ranks[r].whole_packets, ==, whole->ranks[w].packets);
            g_assert_cmpuint (ranking->ranks[r].whole_bytes, ==, whole->ranks[w].bytes);
          }
      }
}

/* A set's own numbers. */
static void
test_set (void)
{
  TestPacket packets[] = {
    { T0, 1, 2, 100 }, { T0 + 5, 2, 1, 200, "x" }, { T0 + 9, 3, 1, 400 }, { T0 + 12, 3, 3, 800 }, { T0 + 13, 4, 5, 1000 },
  };
  g_autoptr (PvCapture) capture = test_packets_load (packets, G_N_ELEMENTS (packets));
  guint32 ids[] = { test_find_id (capture, PV_DIMENSION_ADDRESS, "10.0.0.1"), test_find_id (capture, PV_DIMENSION_ADDRESS, "10.0.0.3") };
  g_autoptr (PvPacketSet) to_one = pv_packet_set_new_for_labels (capture, PV_DIMENSION_DESTINATION, ids, 1, NULL);
  g_autoptr (PvPacketSet) from_two = pv_packet_set_new_for_labels (capture, PV_DIMENSION_SOURCE, ids, 2, NULL);
  g_autoptr (PvPacketSet) none = pv_packet_set_new_for_labels (capture, PV_DIMENSION_ADDRESS, NULL, 0, NULL);
  gint64 first;
  gint64 last;

  g_assert_cmpuint (pv_packet_set_get_n_packets (to_one), ==, 2);
  g_assert_cmpuint (pv_packet_set_get_ip_bytes (to_one), ==, 600);
  g_assert_true (pv_packet_set_get_times (to_one, &first, &last));
  g_assert_cmpint (first, ==, T0 + 5);
  g_assert_cmpint (last, ==, T0 + 9);
  g_assert_cmpuint (pv_packet_set_get_n_packets (from_two), ==, 3);
  g_assert_cmpuint (pv_packet_set_get_ip_bytes (from_two), ==, 1300);
  g_assert_cmpuint (pv_packet_set_get_n_packets (none), ==, 0);
  g_assert_false (pv_packet_set_get_times (none, &first, &last));
}

/* Ties: IPv4 before IPv6, each by number, not by text; names by bytes. */
static void
test_ties (void)
{
  static const char *const expected[] = { "10.0.0.2", "10.0.0.9", "10.0.0.10", "10.0.1.0", "2001:db8::2", "2001:db8::10" };
  static const char *const expected_names[] = { "a", "a-b", "a.b", "b" };
  TestPacket packets[] = {
    { T0, 0x80000010, 0x80000001, 200, "b" }, { T0, 10, 1, 200, "a.b" },       { T0, 9, 1, 200, "a" },
    { T0, 256, 1, 200, "a-b" },               { T0, 2, 1, 200 },               { T0, 0x80000002, 0x80000001, 200 },
  };
  g_autoptr (PvCapture) capture = test_packets_load (packets, G_N_ELEMENTS (packets));
  PvQuery query = { .dimension = PV_DIMENSION_SOURCE };
  g_autoptr (PvRanking) addresses = pv_query_run (capture, &query, NULL, NULL);
  g_autoptr (PvRanking) lookups = NULL;

  g_assert_cmpuint (addresses->n_ranks, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < addresses->n_ranks; i++)
    {
      g_autofree char *label = pv_capture_dup_label (capture, query.dimension, addresses->ranks[i].id);

      g_assert_cmpstr (label, ==, expected[i]);
    }

  query.dimension = PV_DIMENSION_LOOKUP;
  lookups = pv_query_run (capture, &query, NULL, NULL);
  g_assert_cmpuint (lookups->n_ranks, ==, G_N_ELEMENTS (expected_names));
  for (guint i = 0; i < lookups->n_ranks; i++)
    {
      g_autofree char *label = pv_capture_dup_label (capture, query.dimension, lookups->ranks[i].id);

      g_assert_cmpstr (label, ==, expected_names[i]);
    }
}

/* Clients of names: each address counts once, and only for what the query covers. */
static void
test_clients (void)
{
  TestPacket packets[] = {
    { T0, 1, 9, 100, "x" },     { T0 + 1, 1, 9, 100, "x" }, { T0 + 2, 2, 9, 100, "X" }, { T0 + 3, 1, 9, 100, "y" },
    { T0 + 4, 3, 9, 100, "x" }, { T0 + 5, 2, 9, 100, "y" }, { T0 + 6, 4, 9, 100 },      { T0 + 7, 1, 9, 100, "x" },
  };
  g_autoptr (PvCapture) capture = test_packets_load (packets, G_N_ELEMENTS (packets));
  guint32 id = test_find_id (capture, PV_DIMENSION_ADDRESS, "10.0.0.1");
  g_autoptr (PvPacketSet) set = pv_packet_set_new_for_labels (capture, PV_DIMENSION_SOURCE, &id, 1, NULL);
  PvQuery query = { .dimension = PV_DIMENSION_LOOKUP, .with_clients = TRUE };
  g_autoptr (PvRanking) all = pv_query_run (capture, &query, NULL, NULL);
  g_autoptr (PvRanking) within = NULL;
  g_autoptr (PvRanking) of_one = NULL;

  g_assert_cmpuint (all->n_ranks, ==, 2);
  g_assert_cmpuint (all->ranks[0].clients, ==, 3);
  g_assert_cmpuint (all->ranks[1].clients, ==, 2);

  query.has_span = TRUE;
  query.span = (PvSpan){ T0 + 1, T0 + 5 };
  within = pv_query_run (capture, &query, NULL, NULL);
  g_assert_cmpuint (within->n_ranks, ==, 2);
  g_assert_cmpuint (within->ranks[0].clients, ==, 3);
  g_assert_cmpuint (within->ranks[1].clients, ==, 1);

  query.has_span = FALSE;
  query.subset.packets = set;
  of_one = pv_query_run (capture, &query, NULL, NULL);
  g_assert_cmpuint (of_one->ranks[0].packets, ==, 3);
  g_assert_cmpuint (of_one->ranks[0].clients, ==, 1);
}

/* The largest number of the whole capture is of all that occur, not only of those that are listed. */
static void
test_max_whole (void)
{
  TestPacket packets[] = {
    { T0, 1, 9, 100 }, { T0 + 1, 1, 9, 100 }, { T0 + 2, 1, 9, 100 }, { T0 + 10, 2, 9, 500 }, { T0 + 11, 2, 9, 500 },
    { T0 + 12, 1, 9, 100 }, { T0 + 20, 3, 9, 700 },
  };
  g_autoptr (PvCapture) capture = test_packets_load (packets, G_N_ELEMENTS (packets));
  PvQuery query = { .dimension = PV_DIMENSION_SOURCE, .has_span = TRUE, .span = { T0 + 10, T0 + 20 }, .limit = 1 };
  g_autoptr (PvRanking) ranking = pv_query_run (capture, &query, NULL, NULL);

  g_assert_cmpuint (ranking->n_ranks, ==, 1);
  g_assert_cmpuint (ranking->ranks[0].whole_packets, ==, 2);
  g_assert_cmpuint (ranking->max_whole_packets, ==, 4);
  g_assert_cmpuint (ranking->max_whole_bytes, ==, 1000);
}

static void
test_async (void)
{
  g_autofree TestPacket *packets = make_packets (FALSE);
  g_autoptr (PvCapture) capture = test_packets_load (packets, N_PACKETS);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) cancelled = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PvRanking) ranking = NULL;
  PvQuery query = { .dimension = PV_DIMENSION_ADDRESS };

  pv_query_run_async (capture, &query, NULL, test_keep_result, &result);
  g_cancellable_cancel (cancellable);
  pv_query_run_async (capture, &query, cancellable, test_keep_result, &cancelled);
  test_wait (&result);
  test_wait (&cancelled);

  ranking = pv_query_run_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ranking->n_ranks, >, 10);
  g_assert_null (pv_query_run_finish (cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/query/naive/sorted", GINT_TO_POINTER (FALSE), test_naive);
  g_test_add_data_func ("/query/naive/shuffled", GINT_TO_POINTER (TRUE), test_naive);
  g_test_add_data_func ("/query/picked/sorted", GINT_TO_POINTER (FALSE), test_picked);
  g_test_add_data_func ("/query/picked/shuffled", GINT_TO_POINTER (TRUE), test_picked);
  g_test_add_data_func ("/query/totals/sorted", GINT_TO_POINTER (FALSE), test_totals);
  g_test_add_data_func ("/query/totals/shuffled", GINT_TO_POINTER (TRUE), test_totals);
  g_test_add_func ("/query/set", test_set);
  g_test_add_func ("/query/ties", test_ties);
  g_test_add_func ("/query/clients", test_clients);
  g_test_add_func ("/query/max-whole", test_max_whole);
  test_add_async_func ("/query/async", test_async);

  status = g_test_run ();
  test_files_clear ();

  return status;
}
