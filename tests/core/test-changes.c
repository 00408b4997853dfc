/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-changes.c: what changed, by label, held against two rankings subtracted by what their labels read. */
#include <math.h>

#include "async-tests.h"
#include "capture-maker.h"
#include "pv-changes.h"

#define T0 (G_GINT64_CONSTANT (1500000000) * PV_NS_PER_SECOND)
#define N_PACKETS 2000

static const char *const names[] = { "a.example", "b.example", "c.example", "d.example", "example" };

/* Different labels, first seen in another order, for each @seed. */
static PvCapture *
make_capture (guint32 seed)
{
  g_autofree TestPacket *packets = g_new0 (TestPacket, N_PACKETS);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  for (guint i = 0; i < N_PACKETS; i++)
    {
      guint32 ipv6 = g_rand_int_range (rand, 0, 3) == 0 ? 0x80000000u : 0;

      packets[i].time_ns = T0 + i * (gint64) seed * PV_NS_PER_MS;
      packets[i].ip_bytes = (guint16) g_rand_int_range (rand, 100, 1500);
      packets[i].source = ipv6 | (seed * 7 + (guint32) g_rand_int_range (rand, 1, 30));
      packets[i].destination = ipv6 | (seed * 7 + (guint32) g_rand_int_range (rand, 1, 30));
      if (g_rand_int_range (rand, 0, 4) == 0)
        packets[i].lookup = names[g_rand_int_range (rand, (gint32) seed % 3, G_N_ELEMENTS (names))];
      else if (g_rand_int_range (rand, 0, 10) == 0)
        packets[i].source = 0;
    }

  return test_packets_load (packets, N_PACKETS);
}

/* A conversation reads the same whichever side comes first. */
static char *
normalize (const char *label)
{
  g_auto (GStrv) sides = g_strsplit (label, " ↔ ", 2);
  g_auto (GStrv) rest = NULL;

  if (g_strv_length (sides) < 2)
    return g_strdup (label);

  rest = g_strsplit (sides[1], " ", 2);

  return g_strdup_printf ("%s %s %s", g_strcmp0 (sides[0], rest[0]) < 0 ? sides[0] : rest[0],
                          g_strcmp0 (sides[0], rest[0]) < 0 ? rest[0] : sides[0], rest[1] != NULL ? rest[1] : "");
}

static void
add_side (GHashTable         *rows,
          PvCapture          *capture,
          PvDimension         dimension,
          const PvChangePart *part,
          PvSide              side)
{
  PvQuery query = {
    .dimension = dimension, .span = part->span, .has_span = part->has_span, .subset = part->subset,
  };
  g_autoptr (PvRanking) ranking = pv_query_run (capture, &query, NULL, NULL);

  for (guint i = 0; i < ranking->n_ranks; i++)
    {
      g_autofree char *label = pv_capture_dup_label (capture, dimension, ranking->ranks[i].id);
      char *key = normalize (label);
      PvChange *row = g_hash_table_lookup (rows, key);

      if (row == NULL)
        {
          row = g_new0 (PvChange, 1);
          g_hash_table_insert (rows, key, row);
        }
      else
        {
          g_free (key);
        }
      row->packets[side] += ranking->ranks[i].packets;
      row->bytes[side] += ranking->ranks[i].bytes;
    }
}

static void
check_order (const PvChanges *changes)
{
  for (guint i = 1; i < changes->n_rows && !pv_dimension_is_in_label_order (changes->query.dimension); i++)
    {
      const PvChange *a = &changes->rows[i - 1];
      const PvChange *b = &changes->rows[i];

      switch (changes->query.order)
        {
        case PV_CHANGE_BY_CHANGE:
          g_assert_cmpfloat (fabs (pv_changes_get_change (changes, a)), >=, fabs (pv_changes_get_change (changes, b)));
          break;

        case PV_CHANGE_BY_THIS:
          g_assert_cmpfloat (pv_changes_get_value (changes, a, PV_SIDE_THIS), >=,
                             pv_changes_get_value (changes, b, PV_SIDE_THIS));
          break;

        case PV_CHANGE_BY_OTHER:
          g_assert_cmpfloat (pv_changes_get_value (changes, a, PV_SIDE_OTHER), >=,
                             pv_changes_get_value (changes, b, PV_SIDE_OTHER));
          break;

        case PV_CHANGE_BY_SURPRISE:
          g_assert_cmpfloat (fabs (pv_changes_get_surprise (changes, a)), >=,
                             fabs (pv_changes_get_surprise (changes, b)));
          break;

        case PV_CHANGE_BY_RATIO:
        default:
          g_assert_false (pv_change_get_state (a) == PV_CHANGE_BOTH && pv_change_get_state (b) != PV_CHANGE_BOTH);
          break;
        }
    }
}

/* Asks for all, and for the first few, and for those of each state. */
static void
check (PvCapture          *capture,
       PvCapture          *other,
       const PvChangePart *parts)
{
  g_autoptr (PvLabelMatch) match = pv_label_match_new (capture, other);

  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    {
      g_autoptr (GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

      add_side (rows, capture, dimension, &parts[PV_SIDE_THIS], PV_SIDE_THIS);
      add_side (rows, other, dimension, &parts[PV_SIDE_OTHER], PV_SIDE_OTHER);

      for (PvChangeOrder order = PV_CHANGE_BY_CHANGE; order <= PV_CHANGE_BY_SURPRISE; order++)
        {
          PvChangesQuery query = {
            .dimension = dimension, .measure = order % 2 == 0 ? PV_MEASURE_PACKETS : PV_MEASURE_IP_BYTES, .order = order,
            .states = PV_CHANGE_ALL, .parts = { parts[0], parts[1] },
          };
          g_autoptr (PvChanges) all = pv_changes_new (match, &query, NULL, NULL);
          g_autoptr (PvChanges) top = NULL;
          guint n = 0;

          g_assert_cmpuint (all->n_rows, ==, g_hash_table_size (rows));
          g_assert_cmpuint (all->n_new + all->n_gone + all->n_both, ==, all->n_rows);
          for (guint i = 0; i < all->n_rows; i++)
            {
              g_autofree char *label = pv_change_dup_label (match, dimension, &all->rows[i]);
              g_autofree char *key = normalize (label);
              const PvChange *expected = g_hash_table_lookup (rows, key);

              g_assert_nonnull (expected);
              for (PvSide side = 0; side < PV_N_SIDES; side++)
                {
                  g_assert_cmpuint (all->rows[i].packets[side], ==, expected->packets[side]);
                  g_assert_cmpuint (all->rows[i].bytes[side], ==, expected->bytes[side]);
                }
            }
          check_order (all);

          query.limit = 5;
          top = pv_changes_new (match, &query, NULL, NULL);
          g_assert_cmpuint (top->n_rows, ==, MIN (5, all->n_rows));
          g_assert_cmpmem (top->rows, top->n_rows * sizeof *top->rows, all->rows, top->n_rows * sizeof *all->rows);

          query.limit = 0;
          for (guint state = PV_CHANGE_NEW; state <= PV_CHANGE_BOTH; state <<= 1)
            {
              g_autoptr (PvChanges) some = NULL;

              query.states = state;
              some = pv_changes_new (match, &query, NULL, NULL);
              for (guint i = 0; i < some->n_rows; i++)
                g_assert_cmpuint (pv_change_get_state (&some->rows[i]), ==, state);
              check_order (some);
              n += some->n_rows;
            }
          g_assert_cmpuint (n, ==, all->n_rows);
        }
    }
}

static void
test_two_captures (void)
{
  g_autoptr (PvCapture) capture = make_capture (1);
  g_autoptr (PvCapture) other = make_capture (2);
  const PvChangePart parts[PV_N_SIDES] = { { .has_span = FALSE }, { .has_span = FALSE } };

  check (capture, other, parts);
  check (other, capture, parts);
}

static void
test_two_spans (void)
{
  g_autoptr (PvCapture) capture = make_capture (1);
  const PvChangePart parts[PV_N_SIDES] = {
    { .span = { T0, T0 + PV_NS_PER_SECOND / 2 }, .has_span = TRUE },
    { .span = { T0 + PV_NS_PER_SECOND, T0 + 2 * PV_NS_PER_SECOND }, .has_span = TRUE },
  };

  check (capture, capture, parts);
}

static void
test_subsets (void)
{
  g_autoptr (PvCapture) capture = make_capture (1);
  g_autoptr (PvCapture) other = make_capture (3);
  g_autofree char *address = test_address (25);
  guint32 id = test_find_id (capture, PV_DIMENSION_ADDRESS, address);
  guint32 other_id = test_find_id (other, PV_DIMENSION_ADDRESS, address);
  g_autoptr (PvFlowSet) flows = pv_flow_set_new_for_labels (capture, PV_DIMENSION_ADDRESS, &id, 1, NULL);
  g_autoptr (PvPacketSet) packets = pv_packet_set_new_for_labels (other, PV_DIMENSION_ADDRESS, &other_id, 1, NULL);
  const PvChangePart parts[PV_N_SIDES] = {
    { .subset = { NULL, flows } },
    { .subset = { packets, NULL }, .span = { T0, T0 + PV_NS_PER_SECOND }, .has_span = TRUE },
  };

  check (capture, other, parts);
}

static void
test_nothing (void)
{
  const TestPacket packet = { T0, 1, 2, 100, NULL };
  g_autoptr (PvCapture) capture = test_packets_load (&packet, 1);
  g_autoptr (PvCapture) other = test_packets_load (NULL, 0);
  const PvChangePart parts[PV_N_SIDES] = { { .has_span = FALSE }, { .has_span = FALSE } };

  check (capture, other, parts);
  check (other, capture, parts);
  check (other, other, parts);
}

/* The other is watched for twice as long: what goes on as fast did not change. */
static void
test_rates (void)
{
  const TestPacket packets[] = {
    { T0, 1, 2, 100, NULL }, { T0 + 5 * PV_NS_PER_SECOND, 1, 2, 100, NULL },
    { T0 + 10 * PV_NS_PER_SECOND, 3, 2, 100, NULL },
  };
  const TestPacket others[] = {
    { T0, 1, 2, 100, NULL }, { T0 + PV_NS_PER_SECOND, 1, 2, 100, NULL }, { T0 + 2 * PV_NS_PER_SECOND, 1, 2, 100, NULL },
    { T0 + 19 * PV_NS_PER_SECOND, 1, 2, 100, NULL }, { T0 + 20 * PV_NS_PER_SECOND, 4, 2, 100, NULL },
  };
  g_autoptr (PvCapture) capture = test_packets_load (packets, G_N_ELEMENTS (packets));
  g_autoptr (PvCapture) other = test_packets_load (others, G_N_ELEMENTS (others));
  g_autoptr (PvLabelMatch) match = pv_label_match_new (capture, other);
  PvChangesQuery query = { .dimension = PV_DIMENSION_SOURCE, .states = PV_CHANGE_ALL };
  g_autoptr (PvChanges) changes = pv_changes_new (match, &query, NULL, NULL);
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  g_assert_true (changes->per_second);
  g_assert_cmpint (changes->length_ns[PV_SIDE_THIS], ==, 10 * PV_NS_PER_SECOND);
  g_assert_cmpint (changes->length_ns[PV_SIDE_OTHER], ==, 20 * PV_NS_PER_SECOND);
  g_assert_cmpuint (changes->n_rows, ==, 3);
  first = pv_change_dup_label (match, PV_DIMENSION_SOURCE, &changes->rows[0]);
  last = pv_change_dup_label (match, PV_DIMENSION_SOURCE, &changes->rows[2]);
  g_assert_cmpstr (first, ==, "10.0.0.3");
  g_assert_cmpfloat_with_epsilon (pv_changes_get_change (changes, &changes->rows[0]), 0.1, 1e-9);
  g_assert_cmpstr (last, ==, "10.0.0.1");
  g_assert_cmpfloat_with_epsilon (pv_changes_get_change (changes, &changes->rows[2]), 0.0, 1e-9);
}

static void
test_async (void)
{
  g_autoptr (PvCapture) capture = make_capture (1);
  g_autoptr (PvLabelMatch) match = pv_label_match_new (capture, capture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  PvChangesQuery query = { .dimension = PV_DIMENSION_SOURCE, .states = PV_CHANGE_ALL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) cancelled = NULL;
  g_autoptr (PvChanges) changes = NULL;
  g_autoptr (GError) error = NULL;

  pv_changes_new_async (match, &query, NULL, test_keep_result, &result);
  test_wait (&result);
  changes = pv_changes_new_finish (result, NULL);
  g_assert_cmpuint (changes->n_both, ==, changes->n_rows);

  g_cancellable_cancel (cancellable);
  pv_changes_new_async (match, &query, cancellable, test_keep_result, &cancelled);
  test_wait (&cancelled);
  g_assert_null (pv_changes_new_finish (cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/changes/two-captures", test_two_captures);
  g_test_add_func ("/changes/two-spans", test_two_spans);
  g_test_add_func ("/changes/subsets", test_subsets);
  g_test_add_func ("/changes/nothing", test_nothing);
  g_test_add_func ("/changes/rates", test_rates);
  test_add_async_func ("/changes/async", test_async);

  return g_test_run ();
}
