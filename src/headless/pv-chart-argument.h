/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-argument.h: which chart an argument of the command line means. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @chart: (out): a #PvDimension, or one of those that stand beside them, see #PvExportOptions. Where @text is none of
 * them, @error is a %PV_ERROR_BAD_VALUE that lists them. */
gboolean pv_chart_argument_parse (const char  *text,
                                  int         *chart,
                                  GError     **error);
/* All of them, "sources, destinations …". (transfer full) */
char    *pv_chart_argument_list  (void);

G_END_DECLS
