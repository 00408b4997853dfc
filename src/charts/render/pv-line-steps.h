/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-steps.h: bins as they are seen: a step each, or, where they are narrower than two device
 * pixels, the smallest and largest of each column of pixels. */
#pragma once

#include "pv-line-data.h"
#include "pv-line-plot.h"

G_BEGIN_DECLS

/**
 * PvLineStep:
 * @start: left edge in device pixels from the plot's
 * @end: right edge
 * @low: smallest value
 * @high: largest value
 */
typedef struct
{
  int start;
  int end;
  double low;
  double high;
} PvLineStep;

/**
 * PvLineSteps:
 * @steps: each begins where the one before it ends
 * @n: how many
 * @peak: the largest value
 */
typedef struct
{
  PvLineStep *steps;
  guint n;
  double peak;
} PvLineSteps;

/* Asks @data (nullable) for what is in @plot. */
void pv_line_steps_init  (PvLineSteps      *steps,
                          PvLineData       *data,
                          const PvLinePlot *plot);
void pv_line_steps_clear (PvLineSteps      *steps);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PvLineSteps, pv_line_steps_clear)

G_END_DECLS
