/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-index-helper.c: the process that puts indexes into the cache folder. */
#include "config.h"

#include "pv-index-helper.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include "pv-fd-message.h"
#include "pv-helper-process.h"

struct _PvIndexHelper
{
  PvHelperProcess process;
  int fd; /* of the index that was begun, or -1 */
};

enum
{
  BEGIN,
  END,
  TOUCH,
  QUIT,
};

typedef struct
{
  guint32 what;
  guint32 flag; /* to keep it, or that it is good */
  char name[2 * PV_INDEX_KEY_SIZE + 16];
} Request;

/* What the process that was split off does until nobody asks any more. Nothing that it is asked is believed. */
static void
serve (gpointer data,
       int      socket)
{
  PvIndexCache *cache = data;
  PvIndexDraft *draft = NULL;
  Request request;

  for (;;)
    {
      ssize_t n = recv (socket, &request, sizeof request, 0);
      guint32 ok = TRUE;

      if (n < 0 && errno == EINTR)
        continue;
      if (n != (ssize_t) sizeof request || request.what == QUIT)
        break;

      request.name[sizeof request.name - 1] = '\0';
      if (request.what == TOUCH)
        {
          pv_index_cache_touch (cache, request.name, request.flag != 0);
          continue;
        }

      if (draft != NULL)
        ok = pv_index_cache_end (cache, draft, request.what == END && request.flag != 0);
      else
        ok = request.what == BEGIN;
      draft = request.what == BEGIN ? pv_index_cache_begin (cache, request.name) : NULL;
      if (request.what == BEGIN)
        ok = draft != NULL;
      if (!pv_fd_message_send (socket, &ok, sizeof ok, draft != NULL ? pv_index_draft_get_fd (draft) : -1))
        break;
    }

  if (draft != NULL)
    pv_index_cache_end (cache, draft, FALSE);
}

/* Where the process has ended, that is no reason for this one to. */
static gboolean
send_request (PvIndexHelper *self,
              const Request *request)
{
  const struct sigaction ignore = { .sa_handler = SIG_IGN };
  struct sigaction before;
  gboolean sent;

  sigaction (SIGPIPE, &ignore, &before);
  sent = write (self->process.socket, request, sizeof *request) == (ssize_t) sizeof *request;
  sigaction (SIGPIPE, &before, NULL);

  return sent;
}

static gboolean
ask (PvIndexHelper *self,
     guint32        what,
     guint32        flag,
     const char    *name,
     int           *fd)
{
  Request request = { what, flag, "" };
  guint32 ok;

  if (name != NULL)
    g_strlcpy (request.name, name, sizeof request.name);
  if (!send_request (self, &request))
    return FALSE;

  return fd == NULL || (pv_fd_message_receive (self->process.socket, &ok, sizeof ok, fd) && ok);
}

static void
close_fd (PvIndexHelper *self)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
}

static int
begin (gpointer    data,
       const char *name)
{
  PvIndexHelper *self = data;

  close_fd (self);
  if (!ask (self, BEGIN, FALSE, name, &self->fd))
    close_fd (self);

  return self->fd;
}

static gboolean
end (gpointer data,
     gboolean keep)
{
  PvIndexHelper *self = data;
  int none = -1;

  close_fd (self);

  return ask (self, END, keep, NULL, &none);
}

static void
touch (gpointer    data,
       const char *name,
       gboolean    is_good)
{
  ask (data, TOUCH, is_good, name, NULL);
}

static const PvIndexKeeper keeper = { begin, end, touch };

PvIndexHelper *
pv_index_helper_new (PvIndexCache *cache)
{
  PvHelperProcess process;
  PvIndexHelper *self;

  if (!pv_helper_process_split (&process, serve, cache))
    return NULL;

  self = g_new0 (PvIndexHelper, 1);
  self->process = process;
  self->fd = -1;
  pv_index_cache_set_keeper (cache, &keeper, self);

  return self;
}

void
pv_index_helper_free (PvIndexHelper *self)
{
  if (self == NULL)
    return;

  close_fd (self);
  /* others that were split off may have the socket, too */
  ask (self, QUIT, FALSE, NULL, NULL);
  pv_helper_process_end (&self->process);
  g_free (self);
}
