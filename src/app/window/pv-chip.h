/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chip.h: a part of what is selected, with a button that takes it away. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PV_TYPE_CHIP (pv_chip_get_type ())

/**
 * PvChip:
 *
 * Properties: "label" (string), "remove-label" (string: what the button does).
 *
 * Signals: "removed" (PvChip *): the button was pressed.
 */
G_DECLARE_FINAL_TYPE (PvChip, pv_chip, PV, CHIP, AdwBin)

GtkWidget *pv_chip_new       (const char *label,
                              const char *remove_label);
void       pv_chip_set_label (PvChip     *self,
                              const char *label);
/* Shows a dot in a colour of pv_chart_palette_get(). */
void       pv_chip_set_mark  (PvChip     *self,
                              guint       mark);

G_END_DECLS
