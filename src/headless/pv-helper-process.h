/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-helper-process.h: a process that is split off to do what the confined one may not. */
#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

/* What it does until nobody asks any more. @data: what it was split off with; @socket: where it is asked */
typedef void (*PvHelperServe) (gpointer data,
                               int      socket);

/**
 * PvHelperProcess:
 * @socket: where it is asked, one message at a time; -1 where none was split off
 * @id: of the process
 */
typedef struct
{
  int socket;
  pid_t id;
} PvHelperProcess;

#define PV_HELPER_PROCESS_NONE ((PvHelperProcess){ -1, 0 })

/* Splits off a process that serves, removes what is unfinished where a signal ends it, and ends with this one. While there
 * is one thread only. FALSE where that cannot be; then @self is %PV_HELPER_PROCESS_NONE. */
gboolean pv_helper_process_split (PvHelperProcess *self,
                                  PvHelperServe    serve,
                                  gpointer         data);
/* Asks no more, and waits for its end. */
void     pv_helper_process_end   (PvHelperProcess *self);

G_END_DECLS
