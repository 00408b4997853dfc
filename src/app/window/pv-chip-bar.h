/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chip-bar.h: what is selected, as chips that can be taken away. */
#pragma once

#include <adwaita.h>

#include "pv-selection.h"

G_BEGIN_DECLS

#define PV_TYPE_CHIP_BAR (pv_chip_bar_get_type ())

/**
 * PvChipBar:
 *
 * A row with a chip for each part of a selection, and a button for all. There is no row where nothing
 * is selected.
 */
G_DECLARE_FINAL_TYPE (PvChipBar, pv_chip_bar, PV, CHIP_BAR, AdwBin)

/* To be set once. */
void pv_chip_bar_set_selection (PvChipBar   *self,
                                PvSelection *selection);

G_END_DECLS
