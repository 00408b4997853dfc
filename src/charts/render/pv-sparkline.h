/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-sparkline.h: a time line as small as a word. */
#pragma once

#include "pv-color.h"
#include "pv-rect.h"

G_BEGIN_DECLS

/* Draws @levels (of bytes: 0 for nothing, 255 for the highest) side by side over @area, whose edges lie on device
 * pixels, of which a pixel of its has @device_scale. Where there are more levels than device pixels, the highest
 * of each is seen; what is there is seen, however low. */
void pv_sparkline_draw (GBytes        *levels,
                        const PvRect  *area,
                        double         device_scale,
                        const PvColor *color,
                        cairo_t       *cr);

G_END_DECLS
