/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-find.c: which bins of a line chart are seen where, and which stand out. */
#include "config.h"

#include "pv-line-find.h"

#include "pv-line-peaks.h"
#include "pv-line-renderer-private.h"
#include "pv-line-steps.h"
#include "pv-time.h"

/* The highest bin that starts in the span: looks into the highest of some columns, and so on. */
static gboolean
find_highest (PvLineData *data,
              gint64      start_ns,
              gint64      end_ns,
              PvLineBin  *bin)
{
  enum { N_COLUMNS = 64 };
  PvLineColumn columns[N_COLUMNS];
  PvLineBin bins[2 * N_COLUMNS];
  guint n;

  /* As many bins as fit into the array. */
  while (pv_time_get_distance (start_ns, end_ns) / N_COLUMNS > (guint64) MAX (pv_line_data_get_bin_size (data), (gint64) 1))
    {
      double size = (double) pv_time_get_distance (start_ns, end_ns) / N_COLUMNS;
      gint64 from_ns = start_ns;
      guint highest = 0;

      pv_line_data_get_columns (data, start_ns, end_ns, columns, N_COLUMNS);
      for (guint i = 1; i < N_COLUMNS; i++)
        if (columns[i].max > columns[highest].max)
          highest = i;

      /* A nanosecond more at each side: how columns round is the data's affair. */
      start_ns = MAX (pv_time_move (from_ns, size * highest - 1), from_ns);
      end_ns = MIN (pv_time_move (from_ns, size * (highest + 1) + 1), end_ns);
    }

  n = pv_line_data_get_bins (data, start_ns, end_ns, bins, G_N_ELEMENTS (bins));
  if (n == 0)
    return FALSE;

  *bin = bins[0];
  for (guint i = 1; i < n; i++)
    if (bins[i].value > bin->value)
      *bin = bins[i];

  return TRUE;
}

gboolean
pv_line_scene_find_bin (const PvLineScene *scene,
                        double             x,
                        double             reach,
                        PvLineBin         *bin)
{
  gint64 full_start, full_end, start_ns, end_ns, time_ns;
  PvLinePlot plot;
  double ns_per_pixel;

  g_return_val_if_fail (scene != NULL, FALSE);
  g_return_val_if_fail (bin != NULL, FALSE);

  pv_line_scene_init_plot (scene, &plot);
  if (scene->data == NULL || plot.width <= 0 || !pv_line_data_get_extent (scene->data, &full_start, &full_end, NULL, NULL))
    return FALSE;

  x = CLAMP (x - plot.x, 0, plot.width);
  time_ns = CLAMP (pv_line_plot_get_time (&plot, x), full_start, pv_time_subtract (full_end, 1));
  ns_per_pixel = (double) pv_time_get_distance (plot.start_ns, plot.end_ns) / plot.width;

  if (pv_line_data_get_bin_size (scene->data) < 2 * reach * ns_per_pixel)
    {
      start_ns = MAX (pv_line_plot_get_time (&plot, MAX (x - reach, 0)), full_start);
      end_ns = MIN (pv_line_plot_get_time (&plot, MIN (x + reach, plot.width)), full_end);
      if (start_ns < end_ns && find_highest (scene->data, start_ns, end_ns, bin) && bin->value > 0)
        return TRUE;
    }

  return pv_line_data_get_bin (scene->data, time_ns, bin);
}

gboolean
pv_line_scene_find_peak (const PvLineScene *scene,
                         PvLineBin         *bin)
{
  gint64 start_ns, end_ns;

  g_return_val_if_fail (scene != NULL, FALSE);
  g_return_val_if_fail (bin != NULL, FALSE);

  if (scene->data == NULL || !pv_line_data_get_extent (scene->data, &start_ns, &end_ns, NULL, NULL))
    return FALSE;

  start_ns = MAX (start_ns, scene->start_ns);
  end_ns = MIN (end_ns, scene->end_ns);

  return start_ns < end_ns && find_highest (scene->data, start_ns, end_ns, bin);
}

/* The values that are seen, from left to right: of @steps, which are set. (transfer full) */
static double *
get_seen_values (const PvLineScene *scene,
                 PvLinePlot        *plot,
                 PvLineSteps       *steps)
{
  double *values;

  pv_line_scene_init_plot (scene, plot);
  pv_line_steps_init (steps, scene->data, plot);
  values = g_new (double, MAX (steps->n, 1));
  for (guint i = 0; i < steps->n; i++)
    values[i] = steps->steps[i].high;

  return values;
}

guint
pv_line_scene_count_peaks (const PvLineScene *scene)
{
  g_auto (PvLineSteps) steps = { 0 };
  g_autofree double *values = NULL;
  PvLinePlot plot;

  g_return_val_if_fail (scene != NULL, 0);

  values = get_seen_values (scene, &plot, &steps);

  return pv_line_peaks_count (values, steps.n);
}

gboolean
pv_line_scene_find_next_peak (const PvLineScene *scene,
                              gint64             time_ns,
                              int                direction,
                              PvLineBin         *bin)
{
  g_auto (PvLineSteps) steps = { 0 };
  g_autofree double *values = NULL;
  g_autofree guint *places = NULL;
  gboolean found = FALSE;
  PvLinePlot plot;
  guint n;

  g_return_val_if_fail (scene != NULL, FALSE);
  g_return_val_if_fail (bin != NULL, FALSE);

  if (scene->data == NULL)
    return FALSE;

  values = get_seen_values (scene, &plot, &steps);
  places = g_new (guint, MAX (steps.n, 1));
  n = pv_line_peaks_find (values, steps.n, places, steps.n);
  for (guint i = 0; i < n; i++)
    {
      const PvLineStep *step = &steps.steps[places[i]];
      double scale = scene->device_scale > 0 ? scene->device_scale : 1;
      gint64 start_ns = pv_line_plot_get_time (&plot, step->start / scale);
      gint64 end_ns = pv_line_plot_get_time (&plot, step->end / scale);
      PvLineBin peak;

      if (!find_highest (scene->data, start_ns, MAX (end_ns, start_ns + 1), &peak))
        continue;
      if (direction < 0 ? peak.start_ns < time_ns && peak.end_ns <= time_ns : peak.start_ns > time_ns)
        {
          *bin = peak;
          found = TRUE;
          if (direction >= 0)
            break;
        }
    }

  return found;
}
