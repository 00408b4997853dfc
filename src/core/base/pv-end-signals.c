/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-end-signals.c: signals that ask a process to end. */
#include "config.h"

#include "pv-end-signals.h"

#include <signal.h>

void
pv_end_signals_handle (void (*handler) (int signal))
{
  static const int signals[] = { SIGHUP, SIGINT, SIGTERM };
  const struct sigaction action = { .sa_handler = handler, .sa_flags = SA_RESETHAND | SA_NODEFER };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      struct sigaction before;

      if (sigaction (signals[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
        sigaction (signals[i], &action, NULL);
    }
}
