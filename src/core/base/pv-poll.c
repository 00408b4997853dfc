/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-poll.c: waiting for a file descriptor, until somebody gives up. */
#include "pv-poll.h"

#include <errno.h>
#include <poll.h>

gboolean
pv_poll_wait (int            fd,
              short          events,
              GCancellable  *cancellable,
              GError       **error)
{
  struct pollfd fds[2] = { { .fd = fd, .events = events }, { .fd = -1, .events = POLLIN } };
  GPollFD cancel_fd;
  gboolean has_cancel_fd = g_cancellable_make_pollfd (cancellable, &cancel_fd);
  int n;

  if (has_cancel_fd)
    fds[1].fd = cancel_fd.fd;
  do
    n = poll (fds, 2, -1);
  while (n < 0 && errno == EINTR);
  if (has_cancel_fd)
    g_cancellable_release_fd (cancellable);

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}
