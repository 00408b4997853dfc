/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-label-table.c: labels and ids, from one thread and from many. */
#include <string.h>

#include "pv-label-table.h"

#define N_LABELS 100000
#define N_THREADS 4

static void
test_one_thread (void)
{
  g_autoptr (PvLabelTable) table = pv_label_table_new ();
  guint8 long_key[65535];

  memset (long_key, 'x', sizeof long_key);
  g_assert_cmpuint (pv_label_table_find (table, (const guint8 *) "a", 1), ==, PV_NO_ID);
  g_assert_cmpuint (pv_label_table_add (table, (const guint8 *) "a", 1), ==, 0);
  g_assert_cmpuint (pv_label_table_add (table, (const guint8 *) "", 0), ==, 1);
  g_assert_cmpuint (pv_label_table_add (table, (const guint8 *) "a\0", 2), ==, 2);
  g_assert_cmpuint (pv_label_table_add (table, (const guint8 *) "a", 1), ==, 0);
  g_assert_cmpuint (pv_label_table_add (table, long_key, sizeof long_key), ==, 3);

  for (guint32 i = 0; i < N_LABELS; i++)
    g_assert_cmpuint (pv_label_table_add (table, (const guint8 *) &i, sizeof i), ==, i + 4);
  for (guint32 i = 0; i < N_LABELS; i++)
    {
      gsize length;
      const guint8 *key = pv_label_table_get (table, i + 4, &length);

      g_assert_cmpmem (key, length, &i, sizeof i);
      g_assert_cmpuint (pv_label_table_find (table, (const guint8 *) &i, sizeof i), ==, i + 4);
    }

  g_assert_cmpuint (pv_label_table_get_n (table), ==, N_LABELS + 4);
}

static gpointer
add_all (gpointer user_data)
{
  PvLabelTable *table = user_data;
  guint32 *ids = g_new (guint32, N_LABELS);

  for (guint32 i = 0; i < N_LABELS; i++)
    {
      g_autofree char *key = g_strdup_printf ("host-%u.example", i);

      ids[i] = pv_label_table_add (table, (const guint8 *) key, strlen (key));
    }

  return ids;
}

/* All threads get the same id for the same label, whoever came first. */
static void
test_many_threads (void)
{
  g_autoptr (PvLabelTable) table = pv_label_table_new ();
  GThread *threads[N_THREADS];
  guint32 *ids[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("adder", add_all, table);
  for (guint i = 0; i < N_THREADS; i++)
    ids[i] = g_thread_join (threads[i]);

  g_assert_cmpuint (pv_label_table_get_n (table), ==, N_LABELS);
  for (guint i = 1; i < N_THREADS; i++)
    {
      g_assert_cmpmem (ids[0], N_LABELS * sizeof (guint32), ids[i], N_LABELS * sizeof (guint32));
      g_free (ids[i]);
    }
  for (guint32 i = 0; i < N_LABELS; i++)
    {
      g_autofree char *key = g_strdup_printf ("host-%u.example", i);

      g_assert_cmpstr ((const char *) pv_label_table_get (table, ids[0][i], NULL), ==, key);
    }
  g_free (ids[0]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label-table/one-thread", test_one_thread);
  g_test_add_func ("/label-table/many-threads", test_many_threads);

  return g_test_run ();
}
