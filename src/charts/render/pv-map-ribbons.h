/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-ribbons.h: draws the ribbons of a map. */
#pragma once

#include "pv-map-layout.h"

G_BEGIN_DECLS

/* Opacity of what clients send, and of what servers do. */
const float *pv_map_ribbons_get_shades (const PvMapScene  *scene);
/* The colour of what is marked so, or of what is not. */
PvColor      pv_map_ribbons_get_color  (const PvMapScene  *scene,
                                        guint              mark);
/* Adds to the path what lies between two curves @thickness apart; where that is 0, one curve. */
void         pv_map_ribbons_trace      (cairo_t           *cr,
                                        double             x0,
                                        double             y0,
                                        double             x1,
                                        double             y1,
                                        double             thickness);
/* Those of one mark, one after the other, and what is looked at on top. */
void         pv_map_ribbons_draw       (const PvMapScene  *scene,
                                        const PvMapLayout *layout,
                                        cairo_t           *cr);

G_END_DECLS
