/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-end-signals.c: signals that ask a process to end. */
#include "config.h"

#include "pv-end-signals.h"

#include <glib-unix.h>
#include <signal.h>
#include <unistd.h>

/* What the main loop has to remember what is to be remembered. */
#define GRACE_SECONDS 3

typedef struct
{
  void (*remember) (gpointer data);
  gpointer data;
  void (*handler) (int signal);
  int wake_fds[2];
} Watch;

static Watch watch;
static volatile sig_atomic_t asked;

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

static void
late_cb (int signal)
{
  raise (asked);
}

/* Does only what may be done in a signal's handler. */
static void
asked_cb (int signal)
{
  const struct sigaction late = { .sa_handler = late_cb, .sa_flags = SA_RESETHAND };

  asked = signal;
  pv_end_signals_handle (watch.handler);
  sigaction (SIGALRM, &late, NULL);
  alarm (GRACE_SECONDS);
  if (write (watch.wake_fds[1], "", 1) != 1)
    raise (signal);
}

static gboolean
woken_cb (int          fd,
          GIOCondition condition,
          gpointer     data)
{
  watch.remember (watch.data);
  raise (asked);

  return G_SOURCE_REMOVE;
}

void
pv_end_signals_watch (void (*remember) (gpointer data),
                      gpointer data,
                      void (*handler) (int signal))
{
  g_return_if_fail (remember != NULL && handler != NULL);
  g_return_if_fail (watch.remember == NULL);

  watch.remember = remember;
  watch.data = data;
  watch.handler = handler;
  if (!g_unix_open_pipe (watch.wake_fds, FD_CLOEXEC, NULL))
    {
      pv_end_signals_handle (handler);
      return;
    }

  g_unix_fd_add (watch.wake_fds[0], G_IO_IN, woken_cb, NULL);
  pv_end_signals_handle (asked_cb);
}
