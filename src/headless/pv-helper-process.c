/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-helper-process.c: a process that is split off to do what the confined one may not. */
#include "config.h"

#include "pv-helper-process.h"

#include <errno.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "pv-whole-file.h"

gboolean
pv_helper_process_split (PvHelperProcess *self,
                         PvHelperServe    serve,
                         gpointer         data)
{
  int ends[2];
  pid_t id;

  g_return_val_if_fail (self != NULL && serve != NULL, FALSE);

  *self = PV_HELPER_PROCESS_NONE;
  if (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    return FALSE;

  id = fork ();
  if (id == 0)
    {
      pv_whole_file_clean_up_on_signals ();
#ifdef __linux__
      /* also where it waits for somebody to read a pipe */
      prctl (PR_SET_PDEATHSIG, SIGTERM);
#endif
      close (ends[0]);
      serve (data, ends[1]);
      _exit (0);
    }

  close (ends[1]);
  if (id < 0)
    {
      close (ends[0]);
      return FALSE;
    }
  *self = (PvHelperProcess){ ends[0], id };

  return TRUE;
}

void
pv_helper_process_end (PvHelperProcess *self)
{
  g_return_if_fail (self != NULL);

  if (self->socket < 0)
    return;

  close (self->socket);
  while (waitpid (self->id, NULL, 0) < 0 && errno == EINTR)
    ;
  *self = PV_HELPER_PROCESS_NONE;
}
