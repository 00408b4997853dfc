/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture-view.h: all that a window shows of a capture. */
#pragma once

#include <adwaita.h>

#include "pv-capture.h"
#include "pv-crossfilter-model.h"
#include "pv-filter-bar.h"
#include "pv-traffic-view.h"

G_BEGIN_DECLS

#define PV_TYPE_CAPTURE_VIEW (pv_capture_view_get_type ())

/**
 * PvCaptureView:
 *
 * The time line, which all of it follows; under it what is selected; under that the tabs. Where there is little
 * width, the tabs are at the bottom. Where there is little height, the line chart is a tab of its own.
 *
 * Properties: "narrow", "short" (boolean): whether there is little width, or height.
 */
G_DECLARE_FINAL_TYPE (PvCaptureView, pv_capture_view, PV, CAPTURE_VIEW, AdwBin)

GtkWidget      *pv_capture_view_new          (void);
void            pv_capture_view_set_capture  (PvCaptureView *self,
                                              PvCapture     *capture);
/* (transfer none) */
PvFilterBar    *pv_capture_view_get_filter_bar (PvCaptureView *self);
/* What the charts are narrowed to. (transfer none) */
PvCrossfilterModel *pv_capture_view_get_crossfilter (PvCaptureView *self);
/* (transfer none) */
PvTrafficView  *pv_capture_view_get_traffic  (PvCaptureView *self);
/* The name of the tab in sight. (transfer none) (nullable) */
const char     *pv_capture_view_get_tab      (PvCaptureView *self);
/* Shows the tab of that name, if it is there. */
void            pv_capture_view_set_tab      (PvCaptureView *self,
                                              const char    *name);
/* Shows the label @id of @dimension, which is @label; where the number is G_MAXUINT32, what has @label in it. */
void            pv_capture_view_go_to        (PvCaptureView *self,
                                              PvDimension    dimension,
                                              guint32        id,
                                              const char    *label);
/* Shows tab number @index, from 0, of those that are there, and moves the focus to its chart. */
void            pv_capture_view_show_tab     (PvCaptureView *self,
                                              guint          index);
/* The charts as they are shown, for export: that which has the focus first, else that of the present tab.
 * (transfer full) (element-type PvChartPicture) */
GPtrArray      *pv_capture_view_get_pictures (PvCaptureView *self);
/* Moves the keyboard's focus to the chart in the present tab. */
void            pv_capture_view_focus_chart  (PvCaptureView *self);

G_END_DECLS
