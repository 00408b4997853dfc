/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-legend.h: the names of a line chart's lines in a picture, each after a dot of its colour. */
#pragma once

#include <pango/pango.h>

#include "pv-chart-style.h"
#include "pv-line-data.h"

G_BEGIN_DECLS

/* What the line of everything is called beside those of its parts. */
const char  *pv_line_legend_get_total_name (void);

/* As many rows as they need within @width pixels. NULL where there is one line only, which needs no name.
 * (transfer full) (nullable) */
PangoLayout *pv_line_legend_create         (PangoContext       *context,
                                            const PvChartStyle *style,
                                            PvLineData         *data,
                                            double              width);

/* "+6 more": the @n parts of %PV_CHART_OTHERS, which look alike. (transfer full) */
char        *pv_line_legend_format_others  (guint               n);

G_END_DECLS
