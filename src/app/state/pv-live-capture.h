/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-live-capture.h: a program that captures packets, as long as somebody looks. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PV_TYPE_LIVE_CAPTURE (pv_live_capture_get_type ())

/**
 * PvLiveCapture:
 *
 * Runs a program that writes packets to its standard output. It is told to end, and made to where it does not, when this
 * is stopped or goes; and it ends when this process does.
 *
 * Signals:
 * - "failed" (PvLiveCapture *, const char *message): it ended otherwise than it was told to; the last that it said
 */
G_DECLARE_FINAL_TYPE (PvLiveCapture, pv_live_capture, PV, LIVE_CAPTURE, GObject)

/* Starts @command, which captures from what is called @name. (transfer full): NULL with @error set */
PvLiveCapture *pv_live_capture_start    (const char *const *command,
                                         const char        *name,
                                         GError           **error);
/* What to open for the packets. (transfer none) */
GFile         *pv_live_capture_get_file (PvLiveCapture     *self);
/* What it captures from. */
const char    *pv_live_capture_get_name (PvLiveCapture     *self);
/* Has it end: what it has yet to write may still be read. */
void           pv_live_capture_stop     (PvLiveCapture     *self);

G_END_DECLS
