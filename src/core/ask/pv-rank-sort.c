/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-rank-sort.c: ranks, the most first. */
#include "pv-rank-sort.h"

#include <stdlib.h>
#include <string.h>

#include "pv-radix-sort.h"

/* Fewer are compared with each other, which is faster than to prepare for the other way. */
#define MANY 1024

/* So much that values that are larger come first. */
static inline guint64
get_value_key (const PvRankSorting *sorting,
               const PvRank        *rank)
{
  if (sorting->by_label)
    return 0;

  return ~(sorting->measure == PV_MEASURE_IP_BYTES ? rank->bytes : rank->packets);
}

static int
compare_ranks (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const PvRankSorting *sorting = user_data;
  guint64 x = get_value_key (sorting, a);
  guint64 y = get_value_key (sorting, b);

  if (x != y)
    return x < y ? -1 : 1;

  return pv_labels_compare (&sorting->labels, ((const PvRank *) a)->id, ((const PvRank *) b)->id);
}

static void
swap_ranks (PvRank *a,
            PvRank *b)
{
  PvRank swap = *a;

  *a = *b;
  *b = swap;
}

/* Moves the worst of the heap's ranks, which has sunk to @i, to where it belongs. */
static void
sift_down (PvRank              *heap,
           guint                n,
           guint                i,
           const PvRankSorting *sorting)
{
  for (;;)
    {
      guint worst = i;

      for (guint child = 2 * i + 1; child <= 2 * i + 2 && child < n; child++)
        if (compare_ranks (&heap[child], &heap[worst], (gpointer) sorting) > 0)
          worst = child;

      if (worst == i)
        return;

      swap_ranks (&heap[i], &heap[worst]);
      i = worst;
    }
}

/* A heap whose top is the worst of the best so far. */
void
pv_rank_sort_select (PvRank              *ranks,
                     guint                n,
                     guint                limit,
                     const PvRankSorting *sorting)
{
  for (guint i = limit / 2; i-- > 0;)
    sift_down (ranks, limit, i, sorting);

  for (guint i = limit; i < n; i++)
    if (compare_ranks (&ranks[i], &ranks[0], (gpointer) sorting) < 0)
      {
        swap_ranks (&ranks[i], &ranks[0]);
        sift_down (ranks, limit, 0, sorting);
      }
}

/* Ranks whose values and keys are equal, but not their labels. */
static void
sort_alike (PvRank              *ranks,
            const guint32       *order,
            guint                n,
            const PvSortKey     *keys,
            const PvRankSorting *sorting)
{
  guint end;

  for (guint start = 0; start < n; start = end)
    {
      guint64 value = get_value_key (sorting, &ranks[start]);

      end = start + 1;
      while (end < n && keys[order[end]].high == keys[order[start]].high && keys[order[end]].low == keys[order[start]].low
             && get_value_key (sorting, &ranks[end]) == value)
        end++;
      /* GLib's own would end the program where it has no memory; this one then takes longer. */
      if (end - start > 1)
        qsort_r (ranks + start, end - start, sizeof *ranks, compare_ranks, (gpointer) sorting);
    }
}

gboolean
pv_rank_sort (PvRank             **all,
              guint                n,
              guint                size,
              const PvRankSorting *sorting)
{
  PvRank *ranks = *all;
  g_autofree PvSortKey *keys = NULL;
  g_autofree PvRank *sorted = NULL;
  g_autofree guint64 *numbers = NULL;
  g_autofree guint32 *order = NULL;

  if (n < MANY)
    {
      qsort_r (ranks, n, sizeof *ranks, compare_ranks, (gpointer) sorting);
      return TRUE;
    }

  keys = g_try_new (PvSortKey, n);
  numbers = g_try_new (guint64, n);
  order = g_try_new (guint32, n);
  sorted = g_try_new (PvRank, size);
  if (keys == NULL || numbers == NULL || order == NULL || sorted == NULL)
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      order[i] = i;
      keys[i].id = ranks[i].id;
    }
  if (!pv_labels_get_sort_keys (&sorting->labels, keys, n))
    return FALSE;

  /* the least first, since equals stay in order */
  for (guint i = 0; i < n; i++)
    numbers[i] = keys[i].low;
  if (!pv_radix_sort (numbers, order, n))
    return FALSE;
  for (guint i = 0; i < n; i++)
    numbers[i] = keys[i].high;
  if (!pv_radix_sort (numbers, order, n))
    return FALSE;
  for (guint i = 0; i < n; i++)
    numbers[i] = get_value_key (sorting, &ranks[i]);
  if (!pv_radix_sort (numbers, order, n))
    return FALSE;

  for (guint i = 0; i < n; i++)
    sorted[i] = ranks[order[i]];
  memcpy (sorted + n, ranks + n, (size - n) * sizeof *ranks);
  sort_alike (sorted, order, n, keys, sorting);
  *all = g_steal_pointer (&sorted);
  g_free (ranks);

  return TRUE;
}
