/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-rank-sort.c: many numbers, and many ranks, in order. */
#include "capture-maker.h"
#include "pv-label-class.h"
#include "pv-query.h"
#include "pv-radix-sort.h"

#define T0 (G_GINT64_CONSTANT (1500000000) * PV_NS_PER_SECOND)
#define N_PACKETS 12000

/* Whether @order has the places of all keys once, the least key first, equal ones as they stood in @before. */
static void
check_order (const guint64 *keys,
             const guint32 *before,
             const guint32 *order,
             gsize          n)
{
  g_autofree guint32 *rank = g_new0 (guint32, n + 1);
  g_autofree guint8 *seen = g_new0 (guint8, n + 1);

  for (gsize i = 0; i < n; i++)
    rank[before[i]] = (guint32) i;
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpuint (order[i], <, n);
      g_assert_cmpuint (seen[order[i]]++, ==, 0);
      if (i > 0)
        {
          g_assert_cmpuint (keys[order[i - 1]], <=, keys[order[i]]);
          if (keys[order[i - 1]] == keys[order[i]])
            g_assert_cmpuint (rank[order[i - 1]], <, rank[order[i]]);
        }
    }
}

static void
test_numbers (void)
{
  /* what keys are cut to, so that all, some and none of their digits are the same */
  static const guint64 masks[] = { G_MAXUINT64, 0xff, 0, G_GUINT64_CONSTANT (0xfff0000000000000),
                                   G_GUINT64_CONSTANT (0x8000000000000001), 0x7ff, 0x800 };
  static const gsize sizes[] = { 0, 1, 2, 3, 1000, 5000 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint m = 0; m < G_N_ELEMENTS (masks); m++)
    for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
      {
        gsize n = sizes[s];
        g_autofree guint64 *keys = g_new0 (guint64, n + 1);
        g_autofree guint32 *before = g_new0 (guint32, n + 1);
        g_autofree guint32 *order = NULL;

        for (gsize i = 0; i < n; i++)
          {
            gsize other = (gsize) g_rand_int_range (rand, 0, (int) i + 1);

            keys[i] = ((guint64) g_rand_int (rand) << 32 | g_rand_int (rand)) & masks[m];
            before[i] = before[other];
            before[other] = (guint32) i;
          }
        order = g_memdup2 (before, (n + 1) * sizeof *before);
        g_assert_true (pv_radix_sort (keys, order, n));
        check_order (keys, before, order, n);
      }
}

/* Very many labels of small values, of both versions of IP, some with ports. */
static PvCapture *
load_many (void)
{
  static const char *const names[] = { "a.example", "b.example", "example" };
  g_autofree TestPacket *packets = g_new0 (TestPacket, N_PACKETS);
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint i = 0; i < N_PACKETS; i++)
    {
      guint32 ipv6 = g_rand_int_range (rand, 0, 3) == 0 ? 0x80000000u : 0;

      packets[i].time_ns = T0 + i * PV_NS_PER_MS;
      packets[i].ip_bytes = (guint16) (100 + g_rand_int_range (rand, 0, 3));
      packets[i].source = ipv6 | (guint32) g_rand_int_range (rand, 1, 3000);
      packets[i].destination = ipv6 | (guint32) g_rand_int_range (rand, 1, 3000);
      if (g_rand_int_range (rand, 0, 4) == 0)
        packets[i].lookup = names[g_rand_int_range (rand, 0, G_N_ELEMENTS (names))];
    }

  return test_packets_load (packets, N_PACKETS);
}

/* Holds every neighbour in a list of all ranks against the comparison of their labels, which lists of a few use. */
static void
check_dimension (PvCapture   *capture,
                 PvDimension  dimension,
                 PvMeasure    measure,
                 guint       *n_max)
{
  PvQuery query = { .dimension = dimension, .measure = measure };
  PvLabels labels = pv_labels_of (capture, dimension);
  gboolean by_label = pv_dimension_is_in_label_order (dimension);
  g_autoptr (PvRanking) ranking = pv_query_run (capture, &query, NULL, NULL);
  g_autoptr (PvRanking) best = NULL;

  g_assert_nonnull (ranking);
  *n_max = MAX (*n_max, ranking->n_ranks);
  for (guint i = 1; i < ranking->n_ranks; i++)
    {
      const PvRank *a = &ranking->ranks[i - 1];
      const PvRank *b = &ranking->ranks[i];
      guint64 x = by_label ? 0 : measure == PV_MEASURE_IP_BYTES ? a->bytes : a->packets;
      guint64 y = by_label ? 0 : measure == PV_MEASURE_IP_BYTES ? b->bytes : b->packets;

      g_assert_cmpuint (x, >=, y);
      if (x == y)
        g_assert_cmpint (pv_labels_compare (&labels, a->id, b->id), <, 0);
    }

  query.limit = MAX (ranking->n_ranks / 2, 1);
  best = pv_query_run (capture, &query, NULL, NULL);
  for (guint i = 0; i < best->n_ranks; i++)
    g_assert_cmpuint (best->ranks[i].id, ==, ranking->ranks[i].id);
}

static void
test_ranks (void)
{
  g_autoptr (PvCapture) capture = load_many ();
  guint n_max = 0;

  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    {
      check_dimension (capture, dimension, PV_MEASURE_PACKETS, &n_max);
      check_dimension (capture, dimension, PV_MEASURE_IP_BYTES, &n_max);
    }
  /* or it would have shown nothing of how many are sorted */
  g_assert_cmpuint (n_max, >, 8000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rank-sort/numbers", test_numbers);
  g_test_add_func ("/rank-sort/ranks", test_ranks);

  return g_test_run ();
}
