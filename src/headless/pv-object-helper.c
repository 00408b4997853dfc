/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object-helper.c: the process that makes files for one that may not. */
#include "config.h"

#include "pv-object-helper.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "pv-fd-message.h"
#include "pv-helper-process.h"
#include "pv-safe-name.h"

#define MAX_NAME 1024
#define MAX_URL 2304

struct _PvObjectHelper
{
  PvObjectFolder *folder;
  PvHelperProcess process;
};

enum
{
  CREATE,
  REOPEN,
  REMOVE,
};

typedef struct
{
  guint32 what;
  char name[MAX_NAME];
  char url[MAX_URL]; /* "" for none */
} Request;

/* @text is what the file is called, or what went wrong. */
typedef struct
{
  gboolean ok;
  int code; /* a GIOErrorEnum */
  char text[1024];
} Answer;

PvObjectHelper *
pv_object_helper_new (PvObjectFolder *folder)
{
  PvObjectHelper *self = g_new0 (PvObjectHelper, 1);

  self->folder = folder;
  self->process = PV_HELPER_PROCESS_NONE;

  return self;
}

static int
do_here (PvObjectHelper  *self,
         const Request   *request,
         char           **used,
         GError         **error)
{
  switch (request->what)
    {
    case CREATE:
      return pv_object_folder_create (self->folder, request->name, request->url[0] != '\0' ? request->url : NULL, used,
                                      error);
    case REOPEN:
      *used = g_strdup (request->name);
      return pv_object_folder_reopen (self->folder, request->name, error);
    default:
      pv_object_folder_remove (self->folder, request->name);
      return -1;
    }
}

/* What the process that was split off does until nobody asks any more. Nothing that it is asked is believed. */
static void
serve (gpointer data,
       int      socket)
{
  PvObjectHelper *self = data;
  Request request;
  int none;

  while (pv_fd_message_receive (socket, &request, sizeof request, &none))
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *used = NULL;
      Answer answer = { 0 };
      gboolean sent;
      int fd;

      request.name[MAX_NAME - 1] = '\0';
      request.url[MAX_URL - 1] = '\0';
      if (none >= 0)
        close (none);

      fd = do_here (self, &request, &used, &error);
      answer.ok = error == NULL;
      answer.code = error != NULL ? error->code : 0;
      g_strlcpy (answer.text, error != NULL ? error->message : used != NULL ? used : "", sizeof answer.text);
      sent = pv_fd_message_send (socket, &answer, sizeof answer, fd);
      if (fd >= 0)
        close (fd);
      if (!sent)
        break;
    }
}

void
pv_object_helper_split (PvObjectHelper *self)
{
  g_return_if_fail (self != NULL && self->process.socket < 0);

  pv_helper_process_split (&self->process, serve, self);
}

void
pv_object_helper_free (PvObjectHelper *self)
{
  if (self == NULL)
    return;

  pv_helper_process_end (&self->process);
  pv_object_folder_free (self->folder);
  g_free (self);
}

/* Asks for a file. @used: (out) (nullable). Returns its descriptor, or -1. */
static int
ask (PvObjectHelper  *self,
     const Request   *request,
     char           **used,
     GError         **error)
{
  Answer answer;
  int fd;

  if (self->process.socket < 0)
    return do_here (self, request, used, error);

  if (write (self->process.socket, request, sizeof *request) != (ssize_t) sizeof *request ||
      !pv_fd_message_receive (self->process.socket, &answer, sizeof answer, &fd))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE,
                           _("the process that puts files in place has ended"));
      return -1;
    }

  answer.text[sizeof answer.text - 1] = '\0';
  if (!answer.ok)
    g_set_error_literal (error, G_IO_ERROR, answer.code, answer.text);
  else
    *used = g_strdup (answer.text);
  if (answer.ok && fd < 0 && request->what != REMOVE)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, g_strerror (EBADF));

  return fd;
}

static int
helper_create (gpointer      place,
               const char   *name,
               const char   *url,
               char        **used,
               GError      **error)
{
  g_autofree char *safe = pv_safe_name_make (name);
  Request request = { .what = CREATE };

  g_strlcpy (request.name, safe, sizeof request.name);
  g_strlcpy (request.url, url != NULL ? url : "", sizeof request.url);

  return ask (place, &request, used, error);
}

static int
helper_reopen (gpointer     place,
               const char  *used,
               GError     **error)
{
  Request request = { .what = REOPEN };
  g_autofree char *same = NULL;

  g_strlcpy (request.name, used, sizeof request.name);

  return ask (place, &request, &same, error);
}

static void
helper_remove (gpointer    place,
               const char *used)
{
  Request request = { .what = REMOVE };
  g_autofree char *none = NULL;

  g_strlcpy (request.name, used, sizeof request.name);
  ask (place, &request, &none, NULL);
}

const PvObjectPlaceFuncs pv_object_helper_funcs = { helper_create, helper_reopen, helper_remove };
