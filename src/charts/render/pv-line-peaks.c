/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-peaks.c: how many peaks a line has, for those who cannot see them. */
#include "config.h"

#include "pv-line-peaks.h"

/* Of the highest value. Ripples of busy traffic are no peaks, and a listener can tell few apart. */
#define MIN_PROMINENCE .5

/* Two such peaks have a valley between them that is as deep as the prominence or deeper, seen from either.
 * So it is enough to follow the line and to turn when it has climbed or fallen that far. Each climb ends in
 * a peak, because beyond its end the line falls to 0. */
guint
pv_line_peaks_find (const double *values,
                    guint         n,
                    guint        *places,
                    guint         max)
{
  double highest = 0, turn = 0;
  double step;
  gboolean is_climbing = FALSE;
  guint n_peaks = 0;

  g_return_val_if_fail (values != NULL || n == 0, 0);
  g_return_val_if_fail (places != NULL || max == 0, 0);

  for (guint i = 0; i < n; i++)
    highest = MAX (highest, values[i]);
  if (highest <= 0)
    return 0;

  /* @turn: the highest value since the last valley, or the lowest since the last peak. */
  step = highest * MIN_PROMINENCE;
  for (guint i = 0; i < n; i++)
    {
      gboolean has_turned = is_climbing ? turn - values[i] >= step : values[i] - turn >= step;

      if (has_turned)
        {
          is_climbing = !is_climbing;
          if (is_climbing)
            n_peaks++;
        }
      if (is_climbing && (has_turned || values[i] > turn) && n_peaks <= max)
        places[n_peaks - 1] = i;
      if (has_turned)
        turn = values[i];
      else
        turn = is_climbing ? MAX (turn, values[i]) : MIN (turn, values[i]);
    }

  return n_peaks;
}

guint
pv_line_peaks_count (const double *values,
                     guint         n)
{
  return pv_line_peaks_find (values, n, NULL, 0);
}
