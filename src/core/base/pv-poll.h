/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-poll.h: waiting for a file descriptor, until somebody gives up. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Waits until @fd can be read or written, as @events say: POLLIN, POLLOUT. FALSE with @error set when cancelled. */
gboolean pv_poll_wait (int            fd,
                       short          events,
                       GCancellable  *cancellable,
                       GError       **error);

G_END_DECLS
