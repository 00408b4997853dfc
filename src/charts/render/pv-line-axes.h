/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-axes.h: the axes of a line chart: values at its side, times below it. */
#pragma once

#include "pv-chart-text.h"
#include "pv-line-plot.h"
#include "pv-line-renderer.h"

G_BEGIN_DECLS

/* Pixels. */
#define PV_LINE_LABEL_GAP 8 /* between value labels and plot */
#define PV_LINE_TICK_LENGTH 4
#define PV_LINE_TICK_GAP 3 /* between tick and label */

#define PV_LINE_TICK_FLAGS (PV_TEXT_NUMBERS | PV_TEXT_SMALL)

/* Draws @scene's axes around @plot; @axis: where values stand. */
void pv_line_axes_draw (const PvLineScene *scene,
                        const PvLinePlot  *plot,
                        const PvValueAxis *axis,
                        cairo_t           *cr);

G_END_DECLS
