/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-mark.h: a dot in the colour that something has in the charts. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @mark: for pv_chart_palette_get(), or PV_CHART_UNMARKED for the accent. The dot follows light and
 * dark. (transfer floating) */
GtkWidget *pv_mark_new (guint mark);

G_END_DECLS
