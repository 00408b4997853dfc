/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-random.h: random numbers from a seed, the same on every machine. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BenchRandom:
 *
 * A stream of random numbers: the xoshiro256++ generator of Blackman and Vigna. Only integers, so
 * that what is made from it depends on no C library and no floating-point unit.
 */
typedef struct
{
  guint64 state[4];
} BenchRandom;

void bench_random_init (BenchRandom *self,
                        guint64      seed);

/* One-to-one: different values stay different (the finaliser of splitmix64). */
static inline guint64
bench_random_mix (guint64 value)
{
  value = (value ^ (value >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  value = (value ^ (value >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return value ^ (value >> 31);
}

static inline guint64
bench_random_next (BenchRandom *self)
{
  guint64 *s = self->state;
  guint64 sum = s[0] + s[3];
  guint64 result = ((sum << 23) | (sum >> 41)) + s[0];
  guint64 shifted = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= shifted;
  s[3] = (s[3] << 45) | (s[3] >> 19);
  return result;
}

/* From 0 to @n - 1. */
static inline guint32
bench_random_below (BenchRandom *self,
                    guint32      n)
{
  return ((bench_random_next (self) >> 32) * n) >> 32;
}

/* TRUE in @millionths of a million cases. */
static inline gboolean
bench_random_chance (BenchRandom *self,
                     guint32      millionths)
{
  return bench_random_below (self, 1000000) < millionths;
}

G_END_DECLS
