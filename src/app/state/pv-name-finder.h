/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-name-finder.h: names of a window's addresses, read when first asked for, then kept. */
#pragma once

#include "pv-address-names.h"

G_BEGIN_DECLS

#define PV_TYPE_NAME_FINDER (pv_name_finder_get_type ())

/**
 * PvNameFinder:
 *
 * Keeps what pv_address_names_new() finds in a capture. Looks in the background when someone asks for
 * the first time.
 *
 * Signals: "changed" (PvNameFinder *): names are there, or could not be read.
 */
G_DECLARE_FINAL_TYPE (PvNameFinder, pv_name_finder, PV, NAME_FINDER, GObject)

PvNameFinder   *pv_name_finder_new         (void);
/* @capture: (nullable): whose addresses have names; those of another are forgotten */
void            pv_name_finder_set_capture (PvNameFinder *self,
                                            PvCapture    *capture);
/* What is there, or NULL: then it is being read, unless pv_name_finder_get_reading() says otherwise.
 * (transfer none) (nullable) */
PvAddressNames *pv_name_finder_get_names   (PvNameFinder *self);
gboolean        pv_name_finder_get_reading (PvNameFinder *self);
/* Why there are none. (transfer none) (nullable) */
const GError   *pv_name_finder_get_error   (PvNameFinder *self);

G_END_DECLS
