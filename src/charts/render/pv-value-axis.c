/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-value-axis.c: round ticks for values. */
#include "config.h"

#include "pv-value-axis.h"

#include <math.h>

static gboolean
has_fractions (PvUnit unit)
{
  return unit == PV_UNIT_BITS_PER_SECOND || unit == PV_UNIT_BYTES_PER_SECOND;
}

/* The smallest of 1, 2 and 5 times a power of ten that is at least @least; @parts is how many round
 * parts it has. */
static double
get_round_step (double  least,
                double *parts)
{
  const double factors[] = { 1, 2, 5, 10 };
  const double factor_parts[] = { 5, 4, 5, 5 };
  double power = pow (10, floor (log10 (least)));
  guint i = 0;

  /* Logarithms are not exact: allow for the last bits. */
  while (i + 1 < G_N_ELEMENTS (factors) && factors[i] * power < least * (1 - 1e-9))
    i++;
  *parts = factor_parts[i];

  return factors[i] * power;
}

static void
init_linear (PvValueAxis *axis,
             double       data_max,
             guint        max_steps)
{
  double parts, part;

  axis->step = get_round_step (data_max / max_steps, &parts);
  part = axis->step / parts;
  if (!has_fractions (axis->unit))
    {
      axis->step = MAX (axis->step, 1);
      part = MAX (part, 1);
    }

  /* The top need not be a tick: the next one may be far above the data. */
  axis->max = MAX (ceil (data_max / part * (1 - 1e-9)), 1) * part;
  axis->n_ticks = 0;
  for (guint i = 0; i * axis->step <= axis->max * (1 + 1e-9) && i < PV_VALUE_AXIS_MAX_TICKS; i++)
    axis->ticks[axis->n_ticks++] = i * axis->step;
}

/* The lowest decade holds what is between 0 and 1: 0 must have a place. */
static void
init_logarithmic (PvValueAxis *axis,
                  double       data_max,
                  guint        max_steps)
{
  int n_decades = MAX ((int) ceil (log10 (MAX (data_max, 1)) - 1e-9), 1);
  int stride = (n_decades + (int) max_steps) / (int) max_steps;

  axis->max = pow (10, n_decades);
  axis->step = stride;
  axis->n_ticks = 0;
  axis->ticks[axis->n_ticks++] = 0;
  for (int i = 0; i <= n_decades && axis->n_ticks < PV_VALUE_AXIS_MAX_TICKS; i++)
    if ((n_decades - i) % stride == 0)
      axis->ticks[axis->n_ticks++] = pow (10, i);
}

void
pv_value_axis_init (PvValueAxis *axis,
                    PvScale      scale,
                    PvUnit       unit,
                    double       data_max,
                    guint        max_steps)
{
  g_return_if_fail (axis != NULL);

  max_steps = CLAMP (max_steps, 1, PV_VALUE_AXIS_MAX_TICKS - 2);
  if (!(data_max > 0) || !isfinite (data_max))
    data_max = 1;

  axis->scale = scale;
  axis->unit = unit;

  if (scale == PV_SCALE_LOGARITHMIC)
    init_logarithmic (axis, data_max, max_steps);
  else
    init_linear (axis, data_max, max_steps);
}

double
pv_value_axis_get_position (const PvValueAxis *axis,
                            double             value)
{
  double n_decades;

  if (axis->scale == PV_SCALE_LINEAR)
    return value / axis->max;

  /* One more decade, the lowest, is linear from 0 to 1. */
  n_decades = log10 (axis->max) + 1;
  if (value < 1)
    return MAX (value, 0) / n_decades;

  return (log10 (value) + 1) / n_decades;
}

char *
pv_value_axis_format (const PvValueAxis *axis,
                      double             tick)
{
  /* Over many decades each has its own multiple. */
  if (axis->scale == PV_SCALE_LOGARITHMIC)
    return pv_unit_format_tick (axis->unit, tick, MAX (tick, 1), MAX (tick, 1));

  return pv_unit_format_tick (axis->unit, tick, axis->step, axis->max);
}

char **
pv_value_axis_get_widest (PvUnit unit)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  /* Digits are of one width, so that one number will do for each multiple. */
  if (pv_unit_is_count (unit))
    {
      g_autofree char *full = pv_unit_format_tick (unit, 8888, 1, 8888);

      g_strv_builder_add (builder, full);
    }

  for (guint power = pv_unit_is_count (unit) ? 1 : 0; power < 4; power++)
    {
      double value = 888 * pow (1000, power);
      g_autofree char *scaled = pv_unit_format_tick (unit, value, value / 888, value);

      g_strv_builder_add (builder, scaled);
    }

  return g_strv_builder_end (builder);
}
