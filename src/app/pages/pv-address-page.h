/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-address-page.h: the tab with the top IP addresses. */
#pragma once

#include <adwaita.h>

#include "pv-bar-view.h"
#include "pv-value-drop-down.h"

G_BEGIN_DECLS

#define PV_TYPE_ADDRESS_PAGE (pv_address_page_get_type ())

/**
 * PvAddressPage:
 *
 * Properties: "narrow" (boolean): whether there is little width.
 */
G_DECLARE_FINAL_TYPE (PvAddressPage, pv_address_page, PV, ADDRESS_PAGE, AdwBin)

void       pv_address_page_set_capture  (PvAddressPage *self,
                                         PvCapture     *capture);
/* (transfer none) */
PvBarView *pv_address_page_get_bar_view (PvAddressPage *self);
/* The choice of how many bars. (transfer none) */
PvValueDropDown *pv_address_page_get_top_n (PvAddressPage *self);
/* Whether bars or a table are shown. (transfer none) */
GtkToggleButton *pv_address_page_get_table_button (PvAddressPage *self);

G_END_DECLS
