/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tcp-events.h: what goes wrong on a capture's TCP connections, as events. */
#pragma once

#include "pv-reopen.h"
#include "pv-events.h"

G_BEGIN_DECLS

/**
 * pv_tcp_events_read:
 * @capture: a complete capture; its files are read once more
 * @events: (array length=PV_N_EVENT_KINDS): gets %PV_EVENT_TCP_TROUBLE and %PV_EVENT_TCP_HANDSHAKE
 * @progress: (nullable): kept up to date
 * @cancellable: (nullable): to give up
 * @error: place for a #PvError or %G_IO_ERROR_CANCELLED
 *
 * In the calling thread, on which all the work is done: each segment is judged by those before it in the file.
 *
 * Returns: %FALSE with @error set; @events may then have some
 */
gboolean pv_tcp_events_read (PvCapture     *capture,
                             PvEvents      *events,
                             PvProgress    *progress,
                             GCancellable  *cancellable,
                             GError       **error);

G_END_DECLS
