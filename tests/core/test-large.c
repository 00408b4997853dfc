/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-large.c: memory that lies in a temporary file is as other memory, and leaves nothing behind. */
#include "pv-large.h"

#include <stddef.h>
#include <string.h>

/* However pieces come and go, none lies in another one, and what is to be zeros is. */
static void
test_pieces (gconstpointer data)
{
  enum { N_PLACES = 24, N_STEPS = 3000, MAX_SIZE = 300000 };
  guint8 *pieces[N_PLACES] = { NULL };
  gsize sizes[N_PLACES] = { 0 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guint64 most = 0;

  pv_large_set_in_memory (GPOINTER_TO_SIZE (data));
  for (guint step = 1; step <= N_STEPS; step++)
    {
      guint place = (guint) g_rand_int_range (rand, 0, N_PLACES);
      guint8 byte = (guint8) (place + 1);
      gboolean with_zeros = g_rand_boolean (rand);

      if (pieces[place] != NULL)
        {
          for (gsize i = 0; i < sizes[place]; i += 101)
            g_assert_cmpuint (pieces[place][i], ==, byte);
          g_assert_cmpuint (pieces[place][sizes[place] - 1], ==, byte);
          g_clear_pointer (&pieces[place], pv_large_free);
          continue;
        }

      sizes[place] = (gsize) g_rand_int_range (rand, 1, MAX_SIZE);
      pieces[place] = with_zeros ? pv_large_new0 (sizes[place]) : pv_large_new (sizes[place]);
      g_assert_nonnull (pieces[place]);
      g_assert_cmpuint ((guintptr) pieces[place] % G_ALIGNOF (max_align_t), ==, 0);
      for (gsize i = 0; i < sizes[place] && with_zeros; i++)
        g_assert_cmpuint (pieces[place][i], ==, 0);
      memset (pieces[place], byte, sizes[place]);
      most = MAX (most, pv_large_get_mapped ());
    }
  for (guint i = 0; i < N_PLACES; i++)
    pv_large_free (pieces[i]);
  pv_large_set_in_memory (PV_LARGE_IN_MEMORY);

  g_assert_cmpuint (pv_large_get_mapped (), ==, 0);
  if (GPOINTER_TO_SIZE (data) < MAX_SIZE)
    g_assert_cmpuint (most, >, MAX_SIZE);
  else
    g_assert_cmpuint (most, ==, 0);
}

/* What comes and goes lies in memory, unless it is very much. */
static void
test_brief (void)
{
  guint64 *small;
  guint8 *large;

  pv_large_set_in_memory (0);
  small = pv_brief_array0 (guint64, 200000);
  g_assert_nonnull (small);
  g_assert_cmpuint (small[199999], ==, 0);
  g_assert_cmpuint (pv_large_get_mapped (), ==, 0);
  large = pv_brief_array (guint8, PV_LARGE_BRIEF);
  g_assert_nonnull (large);
  g_assert_cmpuint (pv_large_get_mapped (), >, PV_LARGE_BRIEF);
  pv_large_free (small);
  pv_large_free (large);
  pv_large_set_in_memory (PV_LARGE_IN_MEMORY);

  g_assert_cmpuint (pv_large_get_mapped (), ==, 0);
}

/* What nobody has is no piece of memory. */
static void
test_too_much (void)
{
  g_assert_null (pv_large_new (G_MAXSIZE));
  g_assert_null (pv_large_new0 (G_MAXSIZE - 15));
  g_assert_null (pv_large_array (guint64, G_MAXSIZE / 4));
  g_assert_null (pv_large_array0 (guint64, G_MAXSIZE / 4));
  g_assert_cmpuint (pv_large_get_mapped (), ==, 0);
  pv_large_free (NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/large/mapped", GSIZE_TO_POINTER (0), test_pieces);
  g_test_add_data_func ("/large/in-memory", GSIZE_TO_POINTER (100000000), test_pieces);
  g_test_add_func ("/large/brief", test_brief);
  g_test_add_func ("/large/too-much", test_too_much);

  return g_test_run ();
}
