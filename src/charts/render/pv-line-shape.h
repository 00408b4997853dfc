/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-shape.h: draws steps: a line with a soft fill below it. */
#pragma once


#include "pv-color.h"
#include "pv-line-plot.h"
#include "pv-line-steps.h"
#include "pv-value-axis.h"

G_BEGIN_DECLS

/* @fill is how opaque what lies below the line is, beside the line, from 0 to 1. Without a fill (0) it is a
 * line over another, and where there is nothing it leaves that to be seen. */
void pv_line_shape_draw (const PvLineSteps *steps,
                         const PvLinePlot  *plot,
                         const PvValueAxis *axis,
                         const PvColor     *color,
                         double             fill,
                         cairo_t           *cr);

G_END_DECLS
