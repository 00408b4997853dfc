/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-outputs.c: the files that a run writes, and the process that puts them in place. */
#include "config.h"

#include "pv-outputs.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "pv-end-signals.h"
#include "pv-error.h"
#include "pv-fd-message.h"
#include "pv-fd-stream.h"
#include "pv-helper-process.h"
#include "pv-whole-file.h"

struct _PvOutputs
{
  GFile *file;

  GFile *folder;
  GStrv stems;
  GStrv kinds;
  char *extension;
  GHashTable *taken; /* names of those that were opened */

  GPtrArray *inputs;

  /* the one under way, where it is open */
  PvWholeFile *whole;
  GFile *opened;

  /* of the reader */
  PvHelperProcess helper;
  GOutputStream *stream;
  int fd;
};

enum
{
  OPEN,
  CLOSE,
};

typedef struct
{
  guint32 what;
  guint32 stem;
  guint32 kind;
} Request;

/* @text is the path, or what went wrong. */
typedef struct
{
  gboolean ok;
  GQuark domain;
  int code;
  char text[PATH_MAX + 512];
} Answer;

/* What a signal's handler must know. */
static PvHelperProcess signal_helper;

static PvOutputs *
new (void)
{
  PvOutputs *self = g_new0 (PvOutputs, 1);

  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->helper = PV_HELPER_PROCESS_NONE;
  self->fd = -1;

  return self;
}

PvOutputs *
pv_outputs_new_for_file (GFile *file)
{
  PvOutputs *self;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = new ();
  self->file = g_object_ref (file);

  return self;
}

PvOutputs *
pv_outputs_new_for_folder (GFile              *folder,
                           const char *const  *stems,
                           const char *const  *kinds,
                           const char         *extension)
{
  PvOutputs *self;

  g_return_val_if_fail (G_IS_FILE (folder) && stems != NULL && kinds != NULL && extension != NULL, NULL);

  self = new ();
  self->folder = g_object_ref (folder);
  self->stems = g_strdupv ((GStrv) stems);
  self->kinds = g_strdupv ((GStrv) kinds);
  self->extension = g_strdup (extension);

  return self;
}

void
pv_outputs_protect (PvOutputs *self,
                    GPtrArray *inputs)
{
  g_return_if_fail (self != NULL && inputs != NULL);

  g_clear_pointer (&self->inputs, g_ptr_array_unref);
  self->inputs = g_ptr_array_ref (inputs);
}

/* The file that is asked for, by a name that is still free; NULL for none that may be. */
static GFile *
choose_file (PvOutputs *self,
             guint      stem,
             guint      kind)
{
  if (self->file != NULL)
    return g_object_ref (self->file);
  if (stem >= g_strv_length (self->stems) || kind >= g_strv_length (self->kinds))
    return NULL;

  for (guint i = 1;; i++)
    {
      g_autofree char *number = i > 1 ? g_strdup_printf ("-%u", i) : g_strdup ("");
      g_autofree char *name = g_strdup_printf ("%s-%s%s.%s", self->stems[stem], self->kinds[kind], number,
                                               self->extension);

      if (!g_hash_table_contains (self->taken, name))
        {
          GFile *file = g_file_get_child (self->folder, name);

          g_hash_table_add (self->taken, g_steal_pointer (&name));
          return file;
        }
    }
}

static gboolean
check_inputs (PvOutputs  *self,
              GFile      *file,
              GError    **error)
{
  for (guint i = 0; self->inputs != NULL && i < self->inputs->len; i++)
    if (pv_whole_file_is_same (file, g_ptr_array_index (self->inputs, i)))
      {
        g_autofree char *name = g_file_get_parse_name (file);

        g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE,
                     _("“%s” is one of the captures that are read, and would be replaced. Choose another name, "
                       "or say --overwrite-input"), name);
        return FALSE;
      }

  return TRUE;
}

static void
discard (PvOutputs *self)
{
  g_clear_pointer (&self->whole, pv_whole_file_free);
  g_clear_object (&self->opened);
}

static gboolean
open_here (PvOutputs  *self,
           guint       stem,
           guint       kind,
           GError    **error)
{
  discard (self);
  self->opened = choose_file (self, stem, kind);
  if (self->opened == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, g_strerror (EINVAL));
      return FALSE;
    }
  if (!check_inputs (self, self->opened, error))
    return FALSE;

  self->whole = pv_whole_file_new (self->opened, NULL, error);

  return self->whole != NULL;
}

static gboolean
close_here (PvOutputs  *self,
            GError    **error)
{
  gboolean ok;

  if (self->whole == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, g_strerror (EINVAL));
      return FALSE;
    }

  ok = pv_whole_file_close (self->whole, NULL, error);
  g_clear_pointer (&self->whole, pv_whole_file_free);

  return ok;
}

/* A path as bytes; of a file elsewhere its URI. */
static char *
dup_path (GFile *file)
{
  char *path = g_file_get_path (file);

  return path != NULL ? path : g_file_get_uri (file);
}

/* What the process that was split off does until nobody asks any more. Nothing that it is asked is believed. */
static void
serve (gpointer data,
       int      socket)
{
  PvOutputs *self = data;
  Request request;

  for (;;)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = NULL;
      Answer text = { 0 };
      ssize_t n = recv (socket, &request, sizeof request, 0);

      if (n < 0 && errno == EINTR)
        continue;
      if (n != (ssize_t) sizeof request)
        break;

      if (request.what == OPEN)
        text.ok = open_here (self, request.stem, request.kind, &error);
      else
        text.ok = close_here (self, &error);

      if (text.ok)
        {
          path = dup_path (self->opened);
        }
      else if (error != NULL)
        {
          text.domain = error->domain;
          text.code = error->code;
          path = g_strdup (error->message);
        }
      g_strlcpy (text.text, path != NULL ? path : "", sizeof text.text);
      if (!pv_fd_message_send (socket, &text, sizeof text,
                               text.ok && request.what == OPEN ? pv_whole_file_get_fd (self->whole) : -1))
        break;
    }

  discard (self);
}

/* Lets the helper remove what there is, which it may be too busy for, and ends as the signal would have had it. */
static void
end_cb (int signal)
{
  const struct timespec pause = { 0, 10 * 1000 * 1000 };

  close (signal_helper.socket);
  for (guint i = 0; i < 100 && waitpid (signal_helper.id, NULL, WNOHANG) == 0; i++)
    nanosleep (&pause, NULL);
  raise (signal);
}

void
pv_outputs_split (PvOutputs *self)
{
  g_return_if_fail (self != NULL && self->helper.socket < 0);

  if (!pv_helper_process_split (&self->helper, serve, self))
    return;

  signal_helper = self->helper;
  pv_end_signals_handle (end_cb);
}

/* Asks the helper. @fd: (out): what came with the answer, or -1 */
static gboolean
ask (PvOutputs      *self,
     const Request  *request,
     Answer         *text,
     int            *fd,
     GError        **error)
{
  *fd = -1;
  if (write (self->helper.socket, request, sizeof *request) != (ssize_t) sizeof *request ||
      !pv_fd_message_receive (self->helper.socket, text, sizeof *text, fd))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE,
                           _("the process that puts files in place has ended"));
      return FALSE;
    }

  if (!text->ok)
    g_set_error_literal (error, text->domain, text->code, text->text);

  return text->ok;
}

static void
close_stream (PvOutputs *self)
{
  g_clear_object (&self->stream);
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
}

static guint
find_kind (PvOutputs  *self,
           const char *kind)
{
  guint i = 0;

  while (self->kinds != NULL && self->kinds[i] != NULL && !g_str_equal (self->kinds[i], kind))
    i++;

  return i;
}

GOutputStream *
pv_outputs_open (PvOutputs   *self,
                 guint        stem,
                 const char  *kind,
                 GError     **error)
{
  Request request = { OPEN, stem, 0 };
  Answer text;

  g_return_val_if_fail (self != NULL, NULL);

  if (kind != NULL)
    request.kind = find_kind (self, kind);
  close_stream (self);
  if (self->helper.socket < 0)
    return open_here (self, stem, request.kind, error) ? pv_whole_file_get_stream (self->whole) : NULL;

  if (!ask (self, &request, &text, &self->fd, error))
    return NULL;
  if (self->fd < 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, g_strerror (EBADF));
      return NULL;
    }
  self->stream = pv_fd_stream_new (self->fd, text.text);

  return self->stream;
}

gboolean
pv_outputs_close (PvOutputs  *self,
                  char      **path,
                  GError    **error)
{
  const Request request = { CLOSE, 0, 0 };
  Answer text;
  int none;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->helper.socket < 0)
    {
      if (!close_here (self, error))
        return FALSE;
      if (path != NULL)
        *path = dup_path (self->opened);
      return TRUE;
    }

  /* the helper waits until it is on disk */
  close_stream (self);
  if (!ask (self, &request, &text, &none, error))
    return FALSE;
  if (path != NULL)
    *path = g_strdup (text.text);

  return TRUE;
}

void
pv_outputs_free (PvOutputs *self)
{
  if (self == NULL)
    return;

  close_stream (self);
  discard (self);
  if (self->helper.socket >= 0)
    pv_end_signals_handle (SIG_DFL);
  pv_helper_process_end (&self->helper);
  g_clear_object (&self->file);
  g_clear_object (&self->folder);
  g_strfreev (self->stems);
  g_strfreev (self->kinds);
  g_free (self->extension);
  g_hash_table_unref (self->taken);
  g_clear_pointer (&self->inputs, g_ptr_array_unref);
  g_free (self);
}
