/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture-dialog.h: asks where to capture packets. */
#pragma once

#include <adwaita.h>

#include "pv-capture-tool.h"

G_BEGIN_DECLS

#define PV_TYPE_CAPTURE_DIALOG (pv_capture_dialog_get_type ())

/**
 * PvCaptureDialog:
 *
 * Lists network interfaces, where packets may be captured without a password; else tells which command does it.
 *
 * Signals:
 * - "chosen" (PvCaptureDialog *, GStrv command, const char *interface): what to run
 */
G_DECLARE_FINAL_TYPE (PvCaptureDialog, pv_capture_dialog, PV, CAPTURE_DIALOG, AdwWindow)

GtkWidget *pv_capture_dialog_new (GtkWindow *parent);

G_END_DECLS
