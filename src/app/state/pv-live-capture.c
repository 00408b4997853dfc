/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-live-capture.c: a program that captures packets, as long as somebody looks. */
#include "config.h"

#include "pv-live-capture.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <signal.h>
#include <string.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <unistd.h>

#include "pv-file-text.h"

/* Who was told to end has so long to do so. */
#define END_SECONDS 2

struct _PvLiveCapture
{
  GObject parent_instance;

  GSubprocess *process;
  GFile *file;
  char *name;
  int fd; /* the end of the pipe that is read; whoever opens the file has one of its own */
  gboolean is_stopped;
};

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PvLiveCapture, pv_live_capture, G_TYPE_OBJECT)

/* In the new process: it ends when the old one does. Where it gets privileges of its own, that is forgotten; then it ends
 * with the pipe. */
static void
set_up_child (gpointer unused)
{
#ifdef __linux__
  prctl (PR_SET_PDEATHSIG, SIGTERM);
#endif
  signal (SIGPIPE, SIG_DFL);
}

static gboolean
force_exit_cb (gpointer user_data)
{
  g_subprocess_force_exit (user_data);

  return G_SOURCE_REMOVE;
}

void
pv_live_capture_stop (PvLiveCapture *self)
{
  g_return_if_fail (PV_IS_LIVE_CAPTURE (self));

  if (self->is_stopped)
    return;

  self->is_stopped = TRUE;
  g_subprocess_send_signal (self->process, SIGTERM);
  /* which does nothing to one that has ended */
  g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, END_SECONDS, force_exit_cb, g_object_ref (self->process),
                              g_object_unref);
}

static void
pv_live_capture_dispose (GObject *object)
{
  PvLiveCapture *self = PV_LIVE_CAPTURE (object);

  if (self->process != NULL)
    pv_live_capture_stop (self);
  g_clear_object (&self->process);
  g_clear_object (&self->file);
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;

  G_OBJECT_CLASS (pv_live_capture_parent_class)->dispose (object);
}

static void
pv_live_capture_finalize (GObject *object)
{
  g_free (PV_LIVE_CAPTURE (object)->name);

  G_OBJECT_CLASS (pv_live_capture_parent_class)->finalize (object);
}

static void
pv_live_capture_class_init (PvLiveCaptureClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pv_live_capture_dispose;
  G_OBJECT_CLASS (klass)->finalize = pv_live_capture_finalize;

  signals[FAILED] = g_signal_new ("failed", PV_TYPE_LIVE_CAPTURE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_STRING);
}

static void
pv_live_capture_init (PvLiveCapture *self)
{
  self->fd = -1;
}

/* The last line that says something. (transfer full) */
static char *
get_last_line (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = g_strv_length (lines); i > 0; i--)
    if (*g_strstrip (lines[i - 1]) != '\0')
      return pv_file_text_clean (lines[i - 1]);

  return g_strdup ("");
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GSubprocess *process = G_SUBPROCESS (source);
  g_autoptr (PvLiveCapture) self = g_weak_ref_get (user_data);
  g_autoptr (GBytes) said = NULL;
  gboolean has_ended = g_subprocess_communicate_finish (process, result, NULL, &said, NULL);

  g_weak_ref_clear (user_data);
  g_free (user_data);
  if (self == NULL || self->is_stopped || !has_ended)
    return;

  self->is_stopped = TRUE;
  if (!g_subprocess_get_successful (process))
    {
      gsize length;
      const char *bytes = g_bytes_get_data (said, &length);
      g_autofree char *text = g_strndup (bytes != NULL ? bytes : "", length);
      g_autofree char *line = get_last_line (text);

      g_signal_emit (self, signals[FAILED], 0, line);
    }
}

PvLiveCapture *
pv_live_capture_start (const char *const  *command,
                       const char         *name,
                       GError            **error)
{
  g_autoptr (PvLiveCapture) self = NULL;
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autofree char *path = NULL;
  GWeakRef *weak;
  int ends[2];

  g_return_val_if_fail (command != NULL && command[0] != NULL && name != NULL, NULL);

  if (!g_unix_open_pipe (ends, FD_CLOEXEC, error))
    return NULL;

  self = g_object_new (PV_TYPE_LIVE_CAPTURE, NULL);
  self->fd = ends[0];
  self->name = g_strdup (name);
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_subprocess_launcher_take_stdout_fd (launcher, ends[1]);
  g_subprocess_launcher_set_child_setup (launcher, set_up_child, NULL, NULL);
  self->process = g_subprocess_launcher_spawnv (launcher, command, error);
  if (self->process == NULL)
    return NULL;

  /* an open pipe, which even without a writer is at its end, rather than that one waits for it */
  path = g_strdup_printf ("/proc/self/fd/%d", self->fd);
  self->file = g_file_new_for_path (path);
  pv_file_text_set_name (self->file, name);

  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  g_subprocess_communicate_async (self->process, NULL, NULL, ended_cb, weak);

  return g_steal_pointer (&self);
}

GFile *
pv_live_capture_get_file (PvLiveCapture *self)
{
  g_return_val_if_fail (PV_IS_LIVE_CAPTURE (self), NULL);

  return self->file;
}

const char *
pv_live_capture_get_name (PvLiveCapture *self)
{
  g_return_val_if_fail (PV_IS_LIVE_CAPTURE (self), NULL);

  return self->name;
}
