/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-time-sort.c: sorting by time, held against GLib's stable sort. */
#include "pv-time-sort.h"

typedef enum
{
  SORTED,
  SWAPPED_NEIGHBOURS,
  TWO_RUNS,
  REVERSED,
  RANDOM,
  FEW_VALUES,
  SAWTOOTH,
  N_SHAPES,
} Shape;

static const char *const shape_names[] = {
  "sorted", "swapped-neighbours", "two-runs", "reversed", "random", "few-values", "sawtooth",
};

static gint64
get_time (Shape  shape,
          guint  i,
          guint  n,
          GRand *rand)
{
  switch (shape)
    {
    case SWAPPED_NEIGHBOURS:
      return i ^ (i % 5 == 0);
    case TWO_RUNS:
      return (i + n / 3) % n;
    case REVERSED:
      return n - i;
    case RANDOM:
      return (gint64) ((guint64) g_rand_int (rand) << 32 | g_rand_int (rand));
    case FEW_VALUES:
      return g_rand_int_range (rand, -3, 3);
    case SAWTOOTH:
      return i % 1000;
    case SORTED:
    default:
      return i;
    }
}

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      user_data)
{
  const gint64 *times = user_data;
  gint64 x = times[*(const guint32 *) a];
  gint64 y = times[*(const guint32 *) b];

  return x < y ? -1 : x > y;
}

static void
test_shape (gconstpointer user_data)
{
  Shape shape = GPOINTER_TO_UINT (user_data);
  static const guint lengths[] = { 0, 1, 2, 3, 31, 32, 33, 64, 65, 1000, 5000, 100000 };

  for (guint l = 0; l < G_N_ELEMENTS (lengths); l++)
    {
      guint n = lengths[l];
      g_autoptr (GRand) rand = g_rand_new_with_seed (n + 1);
      g_autofree gint64 *times = g_new (gint64, n + 1);
      g_autofree guint32 *expected = g_new (guint32, n + 1);
      g_autofree guint32 *order = NULL;
      PvChunk *chunks[2] = { pv_chunk_new (), pv_chunk_new () };

      for (guint i = 0; i < n; i++)
        {
          expected[i] = i;
          times[i] = get_time (shape, i, n, rand);
          chunks[i >> PV_CHUNK_BITS]->time_ns[i & PV_CHUNK_MASK] = times[i];
        }

      g_qsort_with_data (expected, (int) n, sizeof *expected, compare, times);
      order = pv_time_sort (chunks, 0, n);
      g_assert_cmpmem (order, n * sizeof *order, expected, n * sizeof *expected);

      pv_chunk_unref (chunks[0]);
      pv_chunk_unref (chunks[1]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < N_SHAPES; i++)
    {
      g_autofree char *path = g_strdup_printf ("/time-sort/%s", shape_names[i]);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_shape);
    }

  return g_test_run ();
}
