/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-filter-bar.h: where a capture filter is typed. */
#pragma once

#include <adwaita.h>

#include "pv-crossfilter-model.h"

G_BEGIN_DECLS

#define PV_TYPE_FILTER_BAR (pv_filter_bar_get_type ())

/**
 * PvFilterBar:
 *
 * An entry for libpcap's filter language that says what is wrong as one types; Return filters. Offers
 * filters that were used before. Shows how far a filter is, and stops it.
 *
 * Properties: "revealed" (boolean): whether it is open; "short" (boolean): whether there is little height.
 */
G_DECLARE_FINAL_TYPE (PvFilterBar, pv_filter_bar, PV, FILTER_BAR, AdwBin)

/* To be set once. */
void pv_filter_bar_set_crossfilter (PvFilterBar        *self,
                                    PvCrossfilterModel *crossfilter);
/* @capture: (nullable): what is to be filtered; one can type while it loads, but not filter */
void pv_filter_bar_set_capture   (PvFilterBar *self,
                                  PvCapture   *capture);
/* Opens it for typing. */
void pv_filter_bar_start         (PvFilterBar *self);

G_END_DECLS
