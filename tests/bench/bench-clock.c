/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-clock.c: when packets come: by the time of day, in bursts, with pauses. */

#include "bench-clock.h"

#define NS_PER_S G_GUINT64_CONSTANT (1000000000)
#define S_PER_DAY 86400
#define N_SLOTS 1440
#define N_QUANTILES 1024

/* How busy an office is, hour by hour. */
static const guint8 hours[24] = {
  12, 9, 7, 6, 6, 8, 14, 28, 55, 80, 92, 96, 85, 90, 97, 94, 88, 75, 60, 50, 44, 36, 26, 18,
};

struct _BenchClock
{
  BenchRandom random;
  guint64 start_ns;
  guint64 slot_ns;
  guint64 now_ns;
  /* the mean gap between packets in each slot of time, in ns; 0 in a pause */
  guint64 gaps[N_SLOTS];
  /* quantiles of the exponential distribution with mean 1, as 16.16 fixed-point numbers */
  guint32 quantiles[N_QUANTILES];
};

/* log2 of @value / 65536, as a 16.16 fixed-point number; @value from 1 to 65536. The result is
 * negated, so that it is not negative. */
static guint32
minus_log2 (guint32 value)
{
  guint32 result = 0;
  guint64 x = value;

  while (x < 65536)
    {
      x <<= 1;
      result += 65536;
    }
  for (guint32 bit = 32768; bit > 0; bit >>= 1)
    {
      x = (x * x) >> 16;
      if (x >= 2 * 65536)
        {
          x >>= 1;
          result -= bit;
        }
    }
  return result;
}

BenchClock *
bench_clock_new (guint64 start_s,
                 guint64 duration_s,
                 guint64 n_packets,
                 guint64 seed)
{
  BenchClock *self = g_new0 (BenchClock, 1);
  guint64 weights[N_SLOTS];
  guint64 sum = 0;
  guint64 cycle_s = MIN (duration_s, S_PER_DAY);

  g_assert (duration_s > 0 && n_packets > 0);

  bench_random_init (&self->random, seed);
  self->start_ns = start_s * NS_PER_S;
  self->now_ns = self->start_ns;
  self->slot_ns = MAX (duration_s * NS_PER_S / N_SLOTS, 1);

  for (guint i = 0; i < N_SLOTS; i++)
    {
      /* A shorter capture goes through the whole day faster. In 1/256 hours. */
      guint64 hour = (self->slot_ns * i / 1000000) % (cycle_s * 1000) * 24 * 256 / (cycle_s * 1000);
      guint from = hours[hour / 256 % 24];
      guint to = hours[(hour / 256 + 1) % 24];
      guint64 weight = from * (256 - hour % 256) + to * (hour % 256);

      weight *= 24 + bench_random_below (&self->random, 17);
      if (bench_random_chance (&self->random, 25000))
        weight *= 2 + bench_random_below (&self->random, 6);
      if (i > 0 && bench_random_chance (&self->random, 5000))
        weight = 0;
      weights[i] = weight;
      sum += weight;
    }
  for (guint i = 0; i < N_SLOTS; i++)
    {
      if (weights[i] > 0)
        self->gaps[i] = MAX ((guint64) ((unsigned __int128) self->slot_ns * sum / n_packets / weights[i]), 1);
    }

  for (guint i = 0; i < N_QUANTILES; i++)
    {
      /* ln 2 = 45426 / 65536 */
      guint64 quantile = minus_log2 ((2 * i + 1) * (65536 / N_QUANTILES / 2));

      self->quantiles[i] = quantile * 45426 / 65536;
    }

  return self;
}

void
bench_clock_free (BenchClock *self)
{
  g_free (self);
}

guint64
bench_clock_tick (BenchClock *self,
                  gboolean    in_burst)
{
  guint64 slot = (self->now_ns - self->start_ns) / self->slot_ns;
  guint64 gap;

  while (slot < N_SLOTS && self->gaps[slot] == 0)
    {
      slot++;
      self->now_ns = self->start_ns + slot * self->slot_ns;
    }

  gap = self->gaps[MIN (slot, N_SLOTS - 1)];
  /* With 7 of 8 packets in a burst the mean stays what it was: (7 / 16 + 121 / 16) / 8 = 1. */
  gap = in_burst ? gap / 16 : gap * 121 / 16;
  gap = (guint64) (((unsigned __int128) gap * self->quantiles[bench_random_next (&self->random) % N_QUANTILES]) >> 16);
  self->now_ns += gap;
  return self->now_ns;
}
