/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-directory.c: pieces by number, from one thread and from many. */
#include "pv-directory.h"

#define N_PIECES 3000
#define N_THREADS 4

static void
test_order (void)
{
  static const guint32 order[] = { 17, 0, 16, 3, 5000, 15, 4999 };
  PvDirectory directory;

  pv_directory_init (&directory);
  g_assert_null (pv_directory_get (&directory, 0));

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      guint64 *piece = pv_directory_make (&directory, order[i], sizeof *piece);

      g_assert_cmpuint (*piece, ==, 0);
      *piece = order[i] + 1;
    }

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      guint64 *piece = pv_directory_get (&directory, order[i]);

      g_assert_cmpuint (*piece, ==, order[i] + 1);
      g_assert_true (pv_directory_make (&directory, order[i], sizeof *piece) == piece);
    }

  g_assert_null (pv_directory_get (&directory, 1));
  g_assert_null (pv_directory_get (&directory, 4998));
  g_assert_null (pv_directory_get (&directory, G_MAXUINT32));
  pv_directory_clear (&directory);
}

static gpointer
make_all (gpointer user_data)
{
  PvDirectory *directory = user_data;

  for (guint32 i = 0; i < N_PIECES; i++)
    {
      gint *piece = pv_directory_make (directory, i, sizeof *piece);

      g_atomic_int_inc (piece);
      g_assert_true (pv_directory_get (directory, i) == piece);
    }

  return NULL;
}

/* All threads get the same piece, whoever made it, and while the table grows. */
static void
test_many_threads (void)
{
  GThread *threads[N_THREADS];
  PvDirectory directory;

  pv_directory_init (&directory);
  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("maker", make_all, &directory);
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);

  for (guint32 i = 0; i < N_PIECES; i++)
    g_assert_cmpint (*(gint *) pv_directory_get (&directory, i), ==, N_THREADS);
  pv_directory_clear (&directory);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/directory/order", test_order);
  g_test_add_func ("/directory/many-threads", test_many_threads);

  return g_test_run ();
}
