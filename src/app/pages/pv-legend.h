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
 * A row that names the lines of a #PvLineData; empty where there is only one. A capture that is compared with
 * has a button that activates "chart-options.stop-comparing".
 */
G_DECLARE_FINAL_TYPE (PvLegend, pv_legend, PV, LEGEND, AdwBin)

/* @data: (nullable): what is drawn by now; to be told again when it changes */
void pv_legend_update (PvLegend   *self,
                       PvLineData *data);

G_END_DECLS
