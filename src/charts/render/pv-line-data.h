/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-data.h: what a line chart draws. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * PvLineBin:
 * @start_ns: first nanosecond, since the Unix epoch
 * @end_ns: first nanosecond after
 * @value: what is drawn
 * @count: how many events are in it, for the crosshair's text
 */
typedef struct
{
  gint64 start_ns;
  gint64 end_ns;
  double value;
  guint64 count;
} PvLineBin;

/**
 * PvLineColumn:
 * @min: smallest value of the bins under a pixel column
 * @max: largest
 */
typedef struct
{
  double min;
  double max;
} PvLineColumn;

typedef struct _PvLineData PvLineData;

/**
 * PvLinePart:
 * @data: values of the same bins; not owned
 * @name: what it is, for the legend; not owned
 * @mark: its colour, for pv_chart_palette_get()
 *
 * Some of what a line counts, drawn over it as a line of its own.
 */
typedef struct
{
  PvLineData *data;
  const char *name;
  guint mark;
} PvLinePart;

#define PV_TYPE_LINE_DATA (pv_line_data_get_type ())

/**
 * PvLineData:
 *
 * Values over time in bins. Answers must come within a frame's time, whatever the span: the chart
 * asks while it draws. Emit "changed" when answers change.
 */
G_DECLARE_INTERFACE (PvLineData, pv_line_data, PV, LINE_DATA, GObject)

struct _PvLineDataInterface
{
  GTypeInterface parent_iface;

  /* FALSE where there is nothing to show. @full is all there is, @home what a fresh view shows. */
  gboolean (*get_extent)   (PvLineData   *self,
                            gint64       *full_start_ns,
                            gint64       *full_end_ns,
                            gint64       *home_start_ns,
                            gint64       *home_end_ns);
  /* The nominal bin size, in ns. */
  gint64   (*get_bin_size) (PvLineData   *self);
  /* The bin that holds @time_ns. FALSE where there is none. */
  gboolean (*get_bin)      (PvLineData   *self,
                            gint64        time_ns,
                            PvLineBin    *bin);
  /* Bins that overlap the span, empty ones too; returns how many of at most @max were set. */
  guint    (*get_bins)     (PvLineData   *self,
                            gint64        start_ns,
                            gint64        end_ns,
                            PvLineBin    *bins,
                            guint         max);
  /* The span cut into @n equal columns. */
  void     (*get_columns)  (PvLineData   *self,
                            gint64        start_ns,
                            gint64        end_ns,
                            PvLineColumn *columns,
                            guint         n);
  /* Optional. The part numbered @i, from 0 on; FALSE where there are no more. */
  gboolean (*get_part)     (PvLineData   *self,
                            guint         i,
                            PvLinePart   *part);
  /* Optional. What the span comes to, as one bin of its length. FALSE where that is not known. */
  gboolean (*get_sum)      (PvLineData   *self,
                            gint64        start_ns,
                            gint64        end_ns,
                            PvLineBin    *sum);
};

gboolean pv_line_data_get_extent   (PvLineData   *self,
                                    gint64       *full_start_ns,
                                    gint64       *full_end_ns,
                                    gint64       *home_start_ns,
                                    gint64       *home_end_ns);
gint64   pv_line_data_get_bin_size (PvLineData   *self);
gboolean pv_line_data_get_bin      (PvLineData   *self,
                                    gint64        time_ns,
                                    PvLineBin    *bin);
guint    pv_line_data_get_bins     (PvLineData   *self,
                                    gint64        start_ns,
                                    gint64        end_ns,
                                    PvLineBin    *bins,
                                    guint         max);
void     pv_line_data_get_columns  (PvLineData   *self,
                                    gint64        start_ns,
                                    gint64        end_ns,
                                    PvLineColumn *columns,
                                    guint         n);
gboolean pv_line_data_get_part     (PvLineData   *self,
                                    guint         i,
                                    PvLinePart   *part);
gboolean pv_line_data_get_sum      (PvLineData   *self,
                                    gint64        start_ns,
                                    gint64        end_ns,
                                    PvLineBin    *sum);
void     pv_line_data_changed      (PvLineData   *self);

G_END_DECLS
