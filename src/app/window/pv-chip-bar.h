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
 * A chip each for the span, the filter and what is picked, in the colours of the chart: they are its legend.
 * What is picked when all colours are taken is grey there, and in one chip here, behind which it is listed.
 */
G_DECLARE_FINAL_TYPE (PvChipBar, pv_chip_bar, PV, CHIP_BAR, AdwBin)

/* To be set once. */
void pv_chip_bar_set_selection (PvChipBar   *self,
                                PvSelection *selection);
/* What the chip of the span says. */
void pv_chip_bar_set_span_text (PvChipBar   *self,
                                const char  *text);

G_END_DECLS
