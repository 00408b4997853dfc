/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-rate-change.c: how surprising it is that something is seen more or less often than before. */
#include "pv-rate-change.h"

#include <math.h>
#include <stdlib.h>

/* Fewer say little of how rates scatter. */
#define MIN_SEEN 5
/* As many changes the dispersion that is supposed counts for. */
#define N_SUPPOSED 10
/* The median of the square of a normally distributed number with variance 1. */
#define MEDIAN_SQUARE 0.4549

static void
get_weights (const PvRateChange *self,
             double              weights[2])
{
  double total = self->exposure[0] + self->exposure[1];
  gboolean known = self->exposure[0] > 0 && self->exposure[1] > 0;

  for (guint i = 0; i < 2; i++)
    weights[i] = known ? self->exposure[i] / total : 0.5;
}

/* x ln (x / y), which is 0 where x is. */
static double
get_term (double x,
          double y)
{
  return x > 0 ? x * log (x / y) : 0;
}

double
pv_rate_change_score (const PvRateChange *self,
                      double              dispersion)
{
  double w[2];
  double total = self->n[0] + self->n[1];
  double deviance = 0;

  get_weights (self, w);
  for (guint i = 0; i < 2 && total > 0; i++)
    {
      double expected = total * w[i];

      deviance += get_term (self->n[i], expected);
      if (dispersion > 0)
        deviance -= get_term (self->n[i] + 1 / dispersion, expected + 1 / dispersion);
    }

  /* rounding may leave less than nothing */
  deviance = sqrt (2 * MAX (deviance, 0));

  return self->n[0] >= total * w[0] ? deviance : -deviance;
}

static double
get_excess (const PvRateChange *self)
{
  double w[2];
  double ratio;

  get_weights (self, w);
  ratio = log (self->n[0] / w[0]) - log (self->n[1] / w[1]);

  return ratio * ratio / MEDIAN_SQUARE - 1 / self->n[0] - 1 / self->n[1];
}

static int
compare_excesses (gconstpointer a,
                  gconstpointer b)
{
  double x = get_excess (a);
  double y = get_excess (b);

  return x < y ? -1 : x > y;
}

double
pv_rate_change_dispersion (PvRateChange *changes,
                           guint         n)
{
  guint n_used = 0;
  double excess = 0;

  for (guint i = 0; i < n; i++)
    if (changes[i].n[0] >= MIN_SEEN && changes[i].n[1] >= MIN_SEEN)
      changes[n_used++] = changes[i];

  if (n_used > 0)
    {
      qsort (changes, n_used, sizeof *changes, compare_excesses);
      excess = (get_excess (&changes[(n_used - 1) / 2]) + get_excess (&changes[n_used / 2])) / 2;
    }

  /* both sides scatter */
  return (n_used * MAX (excess, 0) / 2 + N_SUPPOSED * PV_RATE_DISPERSION) / (n_used + N_SUPPOSED);
}
