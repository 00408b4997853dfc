/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-layout.h: where what belongs to a bar stands in its row: the same in all rows of a chart. */
#pragma once

#include "pv-bar-renderer.h"

G_BEGIN_DECLS

/**
 * PvBarLayout:
 * @device_scale: device pixels per pixel
 * @width: of a row, in pixels; all distances are from the side that labels are on, the left one in most languages
 * @row_height: gap included; @text_height and @small_height: of lines
 * @rtl: whether labels are on the right
 * @is_stacked: whether labels stand above their bars, for want of width; it depends on nothing else
 * @label_start, @label_width: of the labels' column
 * @bar_start: where bars begin
 * @bar_room: the length of the longest
 * @bar_height, @line_gap, @line_height: of bars, and of the thin lines below them
 * @ends: where each column of numbers ends; 0 for one that there is no room for
 * @spark_start, @spark_width: of the time lines; a width of 0 for none
 * @peak, @whole_peak: what the longest bar and the longest thin line stand for; more than 0
 * @is_compared: whether there are outlines
 * @is_narrowed: whether values are less than wholes, so that both are shown
 *
 * Two that are alike in their bytes draw the same rows alike, whatever @peak and @whole_peak are.
 */
typedef struct
{
  double device_scale;
  double width;
  double row_height;
  double text_height;
  double small_height;
  gboolean rtl;
  gboolean is_stacked;
  double label_start;
  double label_width;
  double bar_start;
  double bar_room;
  double bar_height;
  double line_gap;
  double line_height;
  double ends[PV_BAR_N_COLUMNS];
  double spark_start;
  double spark_width;
  double peak;
  double whole_peak;
  gboolean is_compared;
  gboolean is_narrowed;
  gboolean has_two_lines;
} PvBarLayout;

/* @metrics: of the scene's rows. @device_scale: of the target. */
void   pv_bar_layout_init  (PvBarLayout        *self,
                            const PvBarScene   *scene,
                            const PvBarMetrics *metrics,
                            double              device_scale);
/* Where something that is @width wide and @start pixels from the labels' side has its left edge. */
double pv_bar_layout_place (const PvBarLayout  *self,
                            double              start,
                            double              width);

G_END_DECLS
