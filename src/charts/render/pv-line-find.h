/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-find.h: which bins of a line chart are seen where, and which stand out. */
#pragma once

#include "pv-line-renderer.h"

G_BEGIN_DECLS

/* The highest bin within @reach pixels of @x, as it is drawn: where bins are narrower than a pixel,
 * the one whose peak is seen there. FALSE where there is none. */
gboolean pv_line_scene_find_bin (const PvLineScene *scene,
                                 double             x,
                                 double             reach,
                                 PvLineBin         *bin);
/* The bin with the largest value in sight. FALSE where there is none. */
gboolean pv_line_scene_find_peak (const PvLineScene *scene,
                                  PvLineBin         *bin);
/* How many peaks are in sight, as pv_line_peaks_count() counts them: of bins, or of columns of pixels
 * where bins are narrower. */
guint pv_line_scene_count_peaks (const PvLineScene *scene);
/* The highest bin of the next of those peaks after @time_ns, or before it where @direction is negative. FALSE where
 * there is none. */
gboolean pv_line_scene_find_next_peak (const PvLineScene *scene,
                                       gint64             time_ns,
                                       int                direction,
                                       PvLineBin         *bin);

G_END_DECLS
