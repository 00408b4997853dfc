/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-readout.h: what a bin says, in words and in the box beside the crosshair. */
#pragma once

#include "pv-line-plot.h"
#include "pv-line-renderer.h"
#include "pv-rect.h"

G_BEGIN_DECLS

/* When @bin is: "10:14:46.200", "10:05 – 10:10", "Sat 9 Jul 2016"; with the date where what is in
 * sight is of more than one day. (transfer full) */
char *pv_line_readout_format_time (const PvLineScene *scene,
                                   const PvLineBin   *bin);
/* On one line, for accessibility: "10:14:46.200: 86.4 kB, 71 packets, 432 kB/s", and after that what each
 * part has: ", 192.168.1.5: 41.0 kB". (transfer full) */
char *pv_line_readout_describe    (const PvLineScene *scene,
                                   const PvLineBin   *bin);
/* Where the box beside @x, pixels from the scene's left edge, is. */
void  pv_line_readout_get_bounds  (const PvLineScene *scene,
                                   const PvLinePlot  *plot,
                                   const PvLineBin   *bin,
                                   double             x,
                                   PvRect            *bounds);
/* Draws the box beside @x, pixels from the scene's left edge. */
void  pv_line_readout_draw        (const PvLineScene *scene,
                                   const PvLinePlot  *plot,
                                   const PvLineBin   *bin,
                                   double             x,
                                   cairo_t           *cr);

G_END_DECLS
