/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-error-bar.h: says what went wrong, until it is closed. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PV_TYPE_ERROR_BAR (pv_error_bar_get_type ())

/**
 * PvErrorBar:
 *
 * A message below the header bar that leaves what is below it to be used.
 */
G_DECLARE_FINAL_TYPE (PvErrorBar, pv_error_bar, PV, ERROR_BAR, AdwBin)

/* @title: (nullable): what failed, where @reason does not say so */
void pv_error_bar_show  (PvErrorBar *self,
                         const char *title,
                         const char *reason);
void pv_error_bar_close (PvErrorBar *self);

G_END_DECLS
