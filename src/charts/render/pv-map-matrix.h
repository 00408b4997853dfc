/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-matrix.h: draws a map as a matrix: the fields and their legend. */
#pragma once

#include "pv-map-layout.h"

G_BEGIN_DECLS

void pv_map_matrix_draw_fields (const PvMapScene  *scene,
                                const PvMapLayout *layout,
                                cairo_t           *cr);
/* Labels of columns, which stand upright. */
void pv_map_matrix_draw_column (const PvMapScene     *scene,
                                const PvMapItem      *item,
                                const PvMapItemPlace *place,
                                const PvColor        *color,
                                gboolean              is_bold,
                                cairo_t              *cr);
/* From the smallest to the largest, in the middle of the legend's place. */
void pv_map_matrix_draw_legend (const PvMapScene  *scene,
                                const PvMapLayout *layout,
                                cairo_t           *cr);

G_END_DECLS
