/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-palette.h: the colours of what is picked. */
#pragma once

#include "pv-chart-style.h"

G_BEGIN_DECLS

/* So many marks have a colour of their own. */
#define PV_CHART_N_MARKS 6
/* The mark of another capture, which no pick has. */
#define PV_CHART_COMPARED PV_CHART_N_MARKS
/* The mark of all picks for which there is no colour left: grey. */
#define PV_CHART_OTHERS (PV_CHART_N_MARKS + 1)
/* No mark. */
#define PV_CHART_UNMARKED G_MAXUINT

/* The colour of @mark, not %PV_CHART_UNMARKED, on the background that @style is for. */
void pv_chart_palette_get (const PvChartStyle *style,
                           guint               mark,
                           PvColor            *color);

/* Whether @style is of light text on something dark. */
gboolean pv_chart_style_is_dark (const PvChartStyle *style);

G_END_DECLS
