/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-overlay.h: what lies over a line chart: the selected span, the one being dragged out, the crosshair. */
#pragma once

#include "pv-box.h"
#include "pv-line-plot.h"
#include "pv-line-renderer.h"
#include "pv-rect.h"

G_BEGIN_DECLS

/* Draws what lies over @scene's @plot; @axis: where values stand. */
void pv_line_overlay_draw (const PvLineScene *scene,
                           const PvLinePlot  *plot,
                           const PvValueAxis *axis,
                           cairo_t           *cr);
/* What pv_line_scene_draw_overlay() draws onto, in whole pixels. FALSE where it draws nothing. */
gboolean pv_line_scene_get_overlay (const PvLineScene *scene,
                                    PvRect            *bounds);
/* What of pv_line_scene_draw_overlay() is the selection, from below to above; some are empty. For drawing it in
 * another way. FALSE where there is none. */
#define PV_LINE_N_SELECTION_BOXES 7
gboolean pv_line_scene_get_selection_boxes (const PvLineScene *scene,
                                            PvBox              boxes[PV_LINE_N_SELECTION_BOXES]);
/* Which handle of the selection is at (@x, @y): start, end, or PV_LINE_SPAN_OUTSIDE for none. */
PvLineSpanPart pv_line_scene_hit_handle (const PvLineScene *scene,
                                         double             x,
                                         double             y);

G_END_DECLS
