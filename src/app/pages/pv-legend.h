/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-legend.h: which line of a line chart is what. */
#pragma once

#include <adwaita.h>

#include "pv-line-data.h"

G_BEGIN_DECLS

#define PV_TYPE_LEGEND (pv_legend_get_type ())

/**
 * PvLegend:
 *
 * Names the capture that is compared with, and has buttons that activate "chart-options.stop-comparing" and
 * "chart-options.align"; empty where there is none. What is picked is named by chips elsewhere.
 */
G_DECLARE_FINAL_TYPE (PvLegend, pv_legend, PV, LEGEND, AdwBin)

/* @data: (nullable): what is drawn by now; to be told again when it changes. @can_align: whether there are two
 * captures, which can begin at one place */
void pv_legend_update (PvLegend   *self,
                       PvLineData *data,
                       gboolean    can_align);

G_END_DECLS
