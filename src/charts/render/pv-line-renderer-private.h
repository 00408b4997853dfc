/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-renderer-private.h: where the plot of a line chart is, for what draws in it and looks into it. */
#pragma once

#include "pv-line-plot.h"
#include "pv-line-renderer.h"

G_BEGIN_DECLS

/* Where nothing is drawn on that would know its own scale. */
void pv_line_scene_init_plot (const PvLineScene *scene,
                              PvLinePlot        *plot);

G_END_DECLS
