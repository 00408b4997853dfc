/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-adaptive-bin.h: tells its contents how much room there is. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PV_TYPE_ADAPTIVE_BIN (pv_adaptive_bin_get_type ())

/**
 * PvAdaptiveBin:
 *
 * Holds one widget, and can be made smaller than that widget's minimum size so that the window can
 * be, whereupon the contents rearrange themselves. (AdwBreakpointBin, from libadwaita 1.4 on, does
 * this; the floor is 1.2.)
 *
 * Properties: "child" (#GtkWidget), "narrow" and "short" (boolean, read-only): whether there is
 * little width, or height. They change between frames, never while widgets are being laid out.
 */
G_DECLARE_FINAL_TYPE (PvAdaptiveBin, pv_adaptive_bin, PV, ADAPTIVE_BIN, GtkWidget)

gboolean pv_adaptive_bin_get_narrow (PvAdaptiveBin *self);
gboolean pv_adaptive_bin_get_short  (PvAdaptiveBin *self);
/* Before there is an allocation: what it is going to be, in pixels. */
void     pv_adaptive_bin_expect     (PvAdaptiveBin *self,
                                     int            width,
                                     int            height);

G_END_DECLS
