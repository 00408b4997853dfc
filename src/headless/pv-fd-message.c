/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-fd-message.c: messages between processes, with an open file. */
#include "pv-fd-message.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

typedef union
{
  struct cmsghdr header;
  char space[CMSG_SPACE (sizeof (int))];
} Control;

gboolean
pv_fd_message_send (int         socket,
                    const void *bytes,
                    gsize       n,
                    int         fd)
{
  struct iovec vector = { (void *) bytes, n };
  Control control = { 0 };
  struct msghdr message = { .msg_iov = &vector, .msg_iovlen = 1 };

  if (fd >= 0)
    {
      message.msg_control = &control;
      message.msg_controllen = sizeof control;
      control.header.cmsg_level = SOL_SOCKET;
      control.header.cmsg_type = SCM_RIGHTS;
      control.header.cmsg_len = CMSG_LEN (sizeof fd);
      memcpy (CMSG_DATA (&control.header), &fd, sizeof fd);
    }

  return sendmsg (socket, &message, MSG_NOSIGNAL) == (ssize_t) n;
}

gboolean
pv_fd_message_receive (int    socket,
                       void  *bytes,
                       gsize  n,
                       int   *fd)
{
  struct iovec vector = { bytes, n };
  Control control = { 0 };
  struct msghdr message = {
    .msg_iov = &vector,
    .msg_iovlen = 1,
    .msg_control = &control,
    .msg_controllen = sizeof control,
  };
  ssize_t received;

  *fd = -1;
  do
    received = recvmsg (socket, &message, MSG_CMSG_CLOEXEC);
  while (received < 0 && errno == EINTR);

  if (received >= 0 && message.msg_controllen >= CMSG_LEN (sizeof *fd) && control.header.cmsg_type == SCM_RIGHTS)
    memcpy (fd, CMSG_DATA (&control.header), sizeof *fd);

  return received == (ssize_t) n;
}
