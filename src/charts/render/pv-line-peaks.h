/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-peaks.h: how many peaks a line has, for those who cannot see them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * pv_line_peaks_count:
 * @values: (array length=n): the line's values from left to right, none below 0
 * @n: how many
 *
 * A peak is a local maximum, one value wide or a plateau, whose prominence is at least half of the line's
 * highest value. Prominence is how far one must go down from it at least to get to a higher value, or to
 * 0 where there is none; of values as high, the first counts as the highest. Beyond its ends the line is 0.
 *
 * Takes linear time.
 *
 * Returns: how many peaks; at least 1 where any value is above 0
 */
guint pv_line_peaks_count (const double *values,
                           guint         n);

/* The same, and where the first @max of them are: the place of each one's highest value. @places: (array
 * length=max) (out) (nullable) */
guint pv_line_peaks_find  (const double *values,
                           guint         n,
                           guint        *places,
                           guint         max);

G_END_DECLS
