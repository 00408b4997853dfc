/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-texture.h: a chart's page for a preview or the clipboard. */
#pragma once

#include <gdk/gdk.h>

#include "pv-chart-sheet.h"

G_BEGIN_DECLS

/* Draws @sheet at its page's scale. NULL where there is no memory for it. (transfer full) (nullable) */
GdkTexture *pv_chart_texture_new (PvChartSheet *sheet);

G_END_DECLS
