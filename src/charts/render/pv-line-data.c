/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-data.c: what a line chart draws. */
#include "config.h"

#include "pv-line-data.h"

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (PvLineData, pv_line_data, G_TYPE_OBJECT)

static void
pv_line_data_default_init (PvLineDataInterface *iface)
{
  /**
   * PvLineData::changed:
   *
   * Answers may differ from now on.
   */
  signals[CHANGED] =
      g_signal_new ("changed", PV_TYPE_LINE_DATA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

gboolean
pv_line_data_get_extent (PvLineData *self,
                         gint64     *full_start_ns,
                         gint64     *full_end_ns,
                         gint64     *home_start_ns,
                         gint64     *home_end_ns)
{
  gint64 full_start = 0, full_end = 0, home_start = 0, home_end = 0;

  g_return_val_if_fail (PV_IS_LINE_DATA (self), FALSE);

  if (!PV_LINE_DATA_GET_IFACE (self)->get_extent (self, &full_start, &full_end, &home_start, &home_end))
    return FALSE;

  if (full_start_ns != NULL)
    *full_start_ns = full_start;
  if (full_end_ns != NULL)
    *full_end_ns = full_end;
  if (home_start_ns != NULL)
    *home_start_ns = home_start;
  if (home_end_ns != NULL)
    *home_end_ns = home_end;

  return TRUE;
}

gint64
pv_line_data_get_bin_size (PvLineData *self)
{
  g_return_val_if_fail (PV_IS_LINE_DATA (self), 1);

  return PV_LINE_DATA_GET_IFACE (self)->get_bin_size (self);
}

gboolean
pv_line_data_get_bin (PvLineData *self,
                      gint64      time_ns,
                      PvLineBin  *bin)
{
  g_return_val_if_fail (PV_IS_LINE_DATA (self), FALSE);
  g_return_val_if_fail (bin != NULL, FALSE);

  return PV_LINE_DATA_GET_IFACE (self)->get_bin (self, time_ns, bin);
}

guint
pv_line_data_get_bins (PvLineData *self,
                       gint64      start_ns,
                       gint64      end_ns,
                       PvLineBin  *bins,
                       guint       max)
{
  g_return_val_if_fail (PV_IS_LINE_DATA (self), 0);
  g_return_val_if_fail (bins != NULL || max == 0, 0);

  return PV_LINE_DATA_GET_IFACE (self)->get_bins (self, start_ns, end_ns, bins, max);
}

void
pv_line_data_get_columns (PvLineData   *self,
                          gint64        start_ns,
                          gint64        end_ns,
                          PvLineColumn *columns,
                          guint         n)
{
  g_return_if_fail (PV_IS_LINE_DATA (self));
  g_return_if_fail (columns != NULL || n == 0);

  PV_LINE_DATA_GET_IFACE (self)->get_columns (self, start_ns, end_ns, columns, n);
}

gboolean
pv_line_data_get_part (PvLineData *self,
                       guint       i,
                       PvLinePart *part)
{
  PvLineDataInterface *iface;

  g_return_val_if_fail (PV_IS_LINE_DATA (self), FALSE);
  g_return_val_if_fail (part != NULL, FALSE);

  iface = PV_LINE_DATA_GET_IFACE (self);

  return iface->get_part != NULL && iface->get_part (self, i, part);
}

gboolean
pv_line_data_get_sum (PvLineData *self,
                      gint64      start_ns,
                      gint64      end_ns,
                      PvLineBin  *sum)
{
  PvLineDataInterface *iface;

  g_return_val_if_fail (PV_IS_LINE_DATA (self), FALSE);
  g_return_val_if_fail (sum != NULL, FALSE);

  iface = PV_LINE_DATA_GET_IFACE (self);

  return iface->get_sum != NULL && start_ns < end_ns && iface->get_sum (self, start_ns, end_ns, sum);
}

void
pv_line_data_changed (PvLineData *self)
{
  g_return_if_fail (PV_IS_LINE_DATA (self));

  g_signal_emit (self, signals[CHANGED], 0);
}
