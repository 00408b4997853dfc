/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-print.h: charts on paper. */
#pragma once

#include <gtk/gtk.h>

#include "pv-chart-picture.h"

G_BEGIN_DECLS

/* Prints @pictures (element-type PvChartPicture), each on a page of its own, or on several where it has more
 * bars than fit. Letters are as large as in a letter. To be run. (transfer full) */
GtkPrintOperation *pv_chart_print_new (GPtrArray *pictures);

G_END_DECLS
