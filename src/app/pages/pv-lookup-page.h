/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-lookup-page.h: the tab with the names that were looked up. */
#pragma once

#include <adwaita.h>

#include "pv-bar-view.h"
#include "pv-value-drop-down.h"

G_BEGIN_DECLS

#define PV_TYPE_LOOKUP_PAGE (pv_lookup_page_get_type ())

/**
 * PvLookupPage:
 *
 * DNS lookups, and where a capture has them, those of multicast DNS and LLMNR.
 *
 * Properties: "narrow" (boolean): whether there is little width.
 */
G_DECLARE_FINAL_TYPE (PvLookupPage, pv_lookup_page, PV, LOOKUP_PAGE, AdwBin)

void       pv_lookup_page_set_capture  (PvLookupPage *self,
                                        PvCapture    *capture);
/* (transfer none) */
PvBarView *pv_lookup_page_get_bar_view (PvLookupPage *self);
/* The choice of how many bars. (transfer none) */
PvValueDropDown *pv_lookup_page_get_top_n (PvLookupPage *self);
/* Whether bars or a table are shown. (transfer none) */
GtkToggleButton *pv_lookup_page_get_table_button (PvLookupPage *self);

G_END_DECLS
