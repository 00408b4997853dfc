/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-radix-sort.c: very many numbers in order, in linear time: the least digit first. */
#include "pv-radix-sort.h"

/* A histogram of so many digits stays in the nearest cache. */
#define DIGIT_BITS 11
#define N_DIGITS (1u << DIGIT_BITS)
#define N_PASSES ((64 + DIGIT_BITS - 1) / DIGIT_BITS)

/* The key beside its place, so that no pass goes and looks for it. */
typedef struct
{
  guint64 key;
  guint32 place;
} Item;

static inline guint
get_digit (guint64 key,
           guint   pass)
{
  return key >> pass * DIGIT_BITS & (N_DIGITS - 1);
}

gboolean
pv_radix_sort (const guint64 *keys,
               guint32       *order,
               gsize          n)
{
  g_autofree Item *items = g_try_new (Item, MAX (n, 1));
  g_autofree Item *scratch = g_try_new (Item, MAX (n, 1));
  g_autofree gsize *starts = g_try_new0 (gsize, N_PASSES * N_DIGITS);
  Item *from = items;
  Item *to = scratch;
  guint64 differs = 0;
  guint passes[N_PASSES];
  guint n_passes = 0;

  if (items == NULL || scratch == NULL || starts == NULL)
    return FALSE;

  for (gsize i = 0; i < n; i++)
    {
      items[i] = (Item){ keys[order[i]], order[i] };
      differs |= items[i].key ^ items[0].key;
    }
  for (guint pass = 0; pass < N_PASSES; pass++)
    if (get_digit (differs, pass) != 0)
      passes[n_passes++] = pass;
  for (gsize i = 0; i < n; i++)
    for (guint p = 0; p < n_passes; p++)
      starts[passes[p] * N_DIGITS + get_digit (items[i].key, passes[p])]++;

  for (guint p = 0; p < n_passes; p++)
    {
      guint pass = passes[p];
      gsize *start = starts + pass * N_DIGITS;
      gsize sum = 0;
      Item *swap = from;

      for (guint digit = 0; digit < N_DIGITS; digit++)
        {
          gsize count = start[digit];

          start[digit] = sum;
          sum += count;
        }
      for (gsize i = 0; i < n; i++)
        to[start[get_digit (from[i].key, pass)]++] = from[i];
      from = to;
      to = swap;
    }

  for (gsize i = 0; i < n; i++)
    order[i] = from[i].place;

  return TRUE;
}
