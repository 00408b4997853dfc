/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-time-sort.c: packets in the order of their times. */
#include "pv-time-sort.h"

#include <string.h>

/* Runs shorter than this are lengthened by insertion, which is faster than merging them. */
#define MIN_RUN 32

/* Run lengths on the stack more than double, so 64 runs are more than there can be. */
#define MAX_RUNS 64

typedef struct
{
  PvChunk **chunks;
  guint32 *order;
  guint32 *scratch;
  guint64 run_start[MAX_RUNS];
  guint64 run_length[MAX_RUNS];
  guint n_runs;
} Sort;

static inline gint64
time_of (const Sort *sort,
         guint32     packet)
{
  return sort->chunks[packet >> PV_CHUNK_BITS]->time_ns[packet & PV_CHUNK_MASK];
}

/* The first place in [low, high) whose time is after @time, or not before it. */
static guint64
search (const Sort *sort,
        guint64     low,
        guint64     high,
        gint64      time,
        gboolean    after)
{
  while (low < high)
    {
      guint64 middle = low + (high - low) / 2;
      gint64 t = time_of (sort, sort->order[middle]);

      if (t < time || (after && t == time))
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* Merges [a, b) and [b, c), both sorted. */
static void
merge (Sort    *sort,
       guint64  a,
       guint64  b,
       guint64  c)
{
  guint32 *order = sort->order;
  guint32 *scratch = sort->scratch;
  guint64 n;

  /* What lies outside the overlap is in place. In nearly sorted captures that is almost all. */
  a = search (sort, a, b, time_of (sort, order[b]), TRUE);
  if (a == b)
    return;
  c = search (sort, b, c, time_of (sort, order[b - 1]), FALSE);

  if (b - a <= c - b)
    {
      guint64 i = 0;
      guint64 j = b;
      guint64 k = a;

      n = b - a;
      memcpy (scratch, order + a, n * sizeof *order);
      while (i < n && j < c)
        {
          if (time_of (sort, order[j]) < time_of (sort, scratch[i]))
            order[k++] = order[j++];
          else
            order[k++] = scratch[i++];
        }
      memcpy (order + k, scratch + i, (n - i) * sizeof *order);
    }
  else
    {
      guint64 i;
      guint64 j = b;
      guint64 k = c;

      n = c - b;
      memcpy (scratch, order + b, n * sizeof *order);
      i = n;
      while (i > 0 && j > a)
        {
          if (time_of (sort, scratch[i - 1]) < time_of (sort, order[j - 1]))
            order[--k] = order[--j];
          else
            order[--k] = scratch[--i];
        }
      memcpy (order + k - i, scratch, i * sizeof *order);
    }
}

static void
merge_runs (Sort  *sort,
            guint  first)
{
  merge (sort, sort->run_start[first], sort->run_start[first + 1],
         sort->run_start[first + 1] + sort->run_length[first + 1]);
  sort->run_length[first] += sort->run_length[first + 1];
  for (guint i = first + 1; i + 1 < sort->n_runs; i++)
    {
      sort->run_start[i] = sort->run_start[i + 1];
      sort->run_length[i] = sort->run_length[i + 1];
    }
  sort->n_runs--;
}

/* Keeps the lengths on the stack falling, so that merges are of like sizes and the stack is short. */
static void
settle_runs (Sort *sort)
{
  const guint64 *length = sort->run_length;

  while (sort->n_runs > 1)
    {
      guint top = sort->n_runs - 1;

      if ((top >= 2 && length[top - 2] <= length[top - 1] + length[top])
          || (top >= 3 && length[top - 3] <= length[top - 2] + length[top - 1]))
        merge_runs (sort, length[top - 2] < length[top] ? top - 2 : top - 1);
      else if (length[top - 1] <= length[top])
        merge_runs (sort, top - 1);
      else
        break;
    }
}

/* The end of the run that starts at @start, lengthened by insertion where it is short. */
static guint64
find_run (Sort    *sort,
          guint64  start,
          guint64  n)
{
  guint32 *order = sort->order;
  guint64 end = start + 1;
  guint64 target = MIN (start + MIN_RUN, n);

  while (end < n && time_of (sort, order[end - 1]) <= time_of (sort, order[end]))
    end++;

  for (; end < target; end++)
    {
      guint32 packet = order[end];
      guint64 place = search (sort, start, end, time_of (sort, packet), TRUE);

      memmove (order + place + 1, order + place, (end - place) * sizeof *order);
      order[place] = packet;
    }

  return end;
}

guint32 *
pv_time_sort (PvChunk **chunks,
              guint64   first,
              guint64   last)
{
  guint64 n = last - first;
  g_autofree guint32 *order = g_try_new (guint32, MAX (n, 1));
  g_autofree guint32 *scratch = g_try_new (guint32, n / 2 + 1);
  Sort sort = { .chunks = chunks, .order = order, .scratch = scratch };

  if (order == NULL || scratch == NULL)
    return NULL;

  for (guint64 i = 0; i < n; i++)
    order[i] = (guint32) (first + i);

  for (guint64 start = 0; start < n;)
    {
      guint64 end = find_run (&sort, start, n);

      sort.run_start[sort.n_runs] = start;
      sort.run_length[sort.n_runs] = end - start;
      sort.n_runs++;
      settle_runs (&sort);
      start = end;
    }

  while (sort.n_runs > 1)
    merge_runs (&sort, sort.n_runs - 2);

  return g_steal_pointer (&order);
}
