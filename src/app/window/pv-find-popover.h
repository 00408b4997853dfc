/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-find-popover.h: finds a label in any dimension, and goes there. */
#pragma once

#include <adwaita.h>

#include "pv-capture.h"

G_BEGIN_DECLS

#define PV_TYPE_FIND_POPOVER (pv_find_popover_get_type ())

/**
 * PvFindPopover:
 *
 * An entry, and what is found below it. What is chosen goes to the action "win.go-to".
 */
G_DECLARE_FINAL_TYPE (PvFindPopover, pv_find_popover, PV, FIND_POPOVER, GtkPopover)

/* @capture: (nullable) */
void pv_find_popover_set_capture (PvFindPopover *self,
                                  PvCapture     *capture);

G_END_DECLS
