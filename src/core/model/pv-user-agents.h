/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-user-agents.h: which programs a capture's HTTP requests say they are of, as events. */
#pragma once

#include "pv-events.h"
#include "pv-reopen.h"

G_BEGIN_DECLS

/**
 * pv_user_agents_read:
 * @capture: a complete capture; its files are read once more
 * @events: gets %PV_EVENT_USER_AGENT
 * @progress: (nullable): kept up to date
 * @cancellable: (nullable): to give up
 * @error: place for a #PvError or %G_IO_ERROR_CANCELLED
 *
 * In the calling thread, on which all the work is done: streams are followed as they are while a capture is loaded, so
 * that the requests are those whose URLs are events. Agents are added to the capture's.
 *
 * Returns: %FALSE with @error set; @events may then have some
 */
gboolean pv_user_agents_read (PvCapture     *capture,
                              PvEvents      *events,
                              PvProgress    *progress,
                              GCancellable  *cancellable,
                              GError       **error);

G_END_DECLS
