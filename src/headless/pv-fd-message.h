/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-fd-message.h: messages between processes, with an open file. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sends @n bytes, and @fd where it is not -1. FALSE where that could not be. */
gboolean pv_fd_message_send    (int         socket,
                                const void *bytes,
                                gsize       n,
                                int         fd);
/* Receives a message of just @n bytes. @fd: (out): what came with it, of the caller; or -1. FALSE where there is none,
 * because the other end was closed, or one of another size. */
gboolean pv_fd_message_receive (int         socket,
                                void       *bytes,
                                gsize       n,
                                int        *fd);

G_END_DECLS
