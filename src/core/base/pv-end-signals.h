/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-end-signals.h: signals that ask a process to end. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Has @handler called by the next SIGHUP, SIGINT or SIGTERM, unless it is ignored, say under nohup. It may raise the signal
 * once more, which then does what it does without a handler. */
void pv_end_signals_handle (void (*handler) (int signal));

/* Has @remember called with @data by the default main loop when such a signal came. Thereafter @handler ends the process,
 * as it also does at a second signal, and where the main loop is late. Once in a process. */
void pv_end_signals_watch  (void (*remember) (gpointer data),
                            gpointer data,
                            void (*handler) (int signal));

G_END_DECLS
