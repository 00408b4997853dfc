/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-references.h: values that a line is held against: lines across the plot, with their names. */
#pragma once

#include "pv-line-renderer.h"
#include "pv-line-plot.h"

G_BEGIN_DECLS

/* Draws @scene's references; @axis: where values stand. */
void pv_line_references_draw (const PvLineScene *scene,
                              const PvLinePlot  *plot,
                              const PvValueAxis *axis,
                              cairo_t           *cr);

G_END_DECLS
