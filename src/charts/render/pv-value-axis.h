/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-value-axis.h: round ticks for values. */
#pragma once

#include "pv-unit.h"

G_BEGIN_DECLS

/* Room for the ticks of any axis. */
#define PV_VALUE_AXIS_MAX_TICKS 32

/**
 * PvScale:
 * @PV_SCALE_LINEAR: equal steps are equally far apart
 * @PV_SCALE_LOGARITHMIC: equal factors are; 0 stands at the bottom, a step below the smallest power
 *
 * How values become heights.
 */
typedef enum
{
  PV_SCALE_LINEAR,
  PV_SCALE_LOGARITHMIC,
} PvScale;

/**
 * PvValueAxis:
 * @scale: linear or logarithmic
 * @unit: of the values
 * @max: the top of the axis: a round value, though not always a tick
 * @step: between ticks of a linear axis
 * @ticks: values, ascending from 0
 * @n_ticks: how many
 */
typedef struct
{
  PvScale scale;
  PvUnit unit;
  double max;
  double step;
  double ticks[PV_VALUE_AXIS_MAX_TICKS];
  guint n_ticks;
} PvValueAxis;

/* An axis from 0 to @data_max or little more, with at most @max_steps steps (at least 1) of 1, 2 or 5
 * times a power of ten; of whole numbers where the unit has no fractions. */
void   pv_value_axis_init         (PvValueAxis       *axis,
                                   PvScale            scale,
                                   PvUnit             unit,
                                   double             data_max,
                                   guint              max_steps);
/* Where @value stands: 0 at the bottom, 1 at the top. */
double pv_value_axis_get_position (const PvValueAxis *axis,
                                   double             value);
/* The label of a tick. (transfer full) */
char  *pv_value_axis_format       (const PvValueAxis *axis,
                                   double             tick);
/* (array zero-terminated=1): labels that are as wide as any of the unit, for reserving room: then the
 * plot stays where it is while values change. (transfer full) */
char **pv_value_axis_get_widest   (PvUnit             unit);

G_END_DECLS
