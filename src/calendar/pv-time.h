/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-time.h: sums and differences of times, which a file may have at either end of what 64 bits hold.
 *
 * Times are nanoseconds since the Unix epoch in a gint64; so are lengths of time. What does not fit is the
 * first or the last that does: whoever adds, subtracts or multiplies times does it here. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @time_ns + @by_ns */
static inline gint64
pv_time_add (gint64 time_ns,
             gint64 by_ns)
{
  gint64 sum;

  if (__builtin_add_overflow (time_ns, by_ns, &sum))
    return by_ns > 0 ? G_MAXINT64 : G_MININT64;

  return sum;
}

/* @time_ns − @by_ns: a time before another, or the length between two. */
static inline gint64
pv_time_subtract (gint64 time_ns,
                  gint64 by_ns)
{
  gint64 difference;

  if (__builtin_sub_overflow (time_ns, by_ns, &difference))
    return by_ns > 0 ? G_MININT64 : G_MAXINT64;

  return difference;
}

/* @n times @length_ns */
static inline gint64
pv_time_multiply (gint64 length_ns,
                  gint64 n)
{
  gint64 product;

  if (__builtin_mul_overflow (length_ns, n, &product))
    return (length_ns < 0) == (n < 0) ? G_MAXINT64 : G_MININT64;

  return product;
}

/* How far @start_ns and @end_ns lie apart, whichever comes first: all of it. */
static inline guint64
pv_time_get_distance (gint64 start_ns,
                      gint64 end_ns)
{
  return start_ns <= end_ns ? (guint64) end_ns - (guint64) start_ns : (guint64) start_ns - (guint64) end_ns;
}

/* What lies half-way between @start_ns and @end_ns, which is not before it. */
static inline gint64
pv_time_get_middle (gint64 start_ns,
                    gint64 end_ns)
{
  return pv_time_add (start_ns, (gint64) (pv_time_get_distance (start_ns, end_ns) / 2));
}

/* @ns without its fraction; no number is 0. */
static inline gint64
pv_time_from_double (double ns)
{
  /* G_MAXINT64 itself is no double: 2⁶³ is the next one. */
  if (ns >= 0x1p63)
    return G_MAXINT64;
  if (ns <= -0x1p63)
    return G_MININT64;

  return ns == ns ? (gint64) ns : 0;
}

/* How far @time_ns lies after a multiple of @step_ns (more than 0): from 0 on, also before 1970. */
static inline gint64
pv_time_get_rest (gint64 time_ns,
                  gint64 step_ns)
{
  gint64 rest = time_ns % step_ns;

  return rest < 0 ? rest + step_ns : rest;
}

/* @time_ns + @by_ns without its fraction, which may lead from one end of time to the other: twice as far as a
 * gint64 holds. */
static inline gint64
pv_time_move (gint64 time_ns,
              double by_ns)
{
  gint64 end_ns = by_ns < 0 ? G_MININT64 : G_MAXINT64;
  double length = by_ns < 0 ? -by_ns : by_ns;

  if (by_ns != by_ns)
    return time_ns;
  if (length >= 0x1p64 || (guint64) length > pv_time_get_distance (time_ns, end_ns))
    return end_ns;

  return (gint64) (by_ns < 0 ? (guint64) time_ns - (guint64) length : (guint64) time_ns + (guint64) length);
}

/* @time_ns rounded down to a multiple of @step_ns; the first time of all where no such multiple fits. */
static inline gint64
pv_time_floor (gint64 time_ns,
               gint64 step_ns)
{
  return pv_time_subtract (time_ns, pv_time_get_rest (time_ns, step_ns));
}

/* The second that @time_ns lies in, since the Unix epoch. */
static inline gint64
pv_time_get_second (gint64 time_ns)
{
  return time_ns / G_GINT64_CONSTANT (1000000000) - (time_ns % G_GINT64_CONSTANT (1000000000) < 0);
}

G_END_DECLS
