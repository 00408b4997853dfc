/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-http-requests.c: which request of an HTTP/1 connection a response answers. */
#include "pv-http-requests.h"

#include "pv-http-request.h"
#include "pv-object-origin.h"

/* Requests on their way; more are more than anybody sends. */
#define MAX_REQUESTS 256

void
pv_http_requests_init (PvHttpRequests *self,
                       gsize          *total)
{
  *self = (PvHttpRequests){ .total = total };
  g_queue_init (&self->queue);
}

void
pv_http_requests_forget (PvHttpRequests *self,
                         PvHttpAskedFor *request)
{
  if (request == NULL)
    return;

  *self->total -= request->size;
  g_free (request->url);
  g_free (request->name);
  g_free (request);
}

void
pv_http_requests_clear (PvHttpRequests *self)
{
  PvHttpAskedFor *request;

  while ((request = g_queue_pop_head (&self->queue)) != NULL)
    pv_http_requests_forget (self, request);
}

/* The last part of a URL's path, decoded; where there is none, of the host. (nullable) (transfer full) */
static char *
dup_url_name (const char *url)
{
  const char *path = strstr (url, "://");
  const char *host;
  g_autofree char *whole = NULL;
  g_autofree char *decoded = NULL;
  char *name;

  host = path != NULL ? path + 3 : url;
  path = path != NULL ? strchr (host, '/') : url;
  if (path == NULL)
    path = host + strlen (host);
  whole = g_strndup (path, strcspn (path, "?#"));
  decoded = g_uri_unescape_string (whole, NULL);
  name = pv_object_dup_name (decoded != NULL ? decoded : whole, strlen (decoded != NULL ? decoded : whole));
  if (name == NULL && host != url)
    name = pv_object_dup_name (host, strcspn (host, "/?#"));

  return name;
}

PvHttpAskedFor *
pv_http_requests_push (PvHttpRequests *self,
                       const PvCursor *head,
                       guint32         end)
{
  char url[PV_HTTP_URL_MAX];
  PvHttpRequest read;
  PvHttpAskedFor *request;

  if (pv_http_request_read (head, &read) == PV_PARSE_NONE)
    return g_queue_peek_tail (&self->queue);

  if (self->queue.length >= MAX_REQUESTS)
    {
      pv_http_requests_clear (self);
      self->is_lossy = TRUE;
    }

  request = g_new0 (PvHttpAskedFor, 1);
  request->asked = pv_http_text_is (&read.method, "HEAD") ? PV_HTTP_ASKED_HEAD
                   : pv_http_text_is (&read.method, "CONNECT") ? PV_HTTP_ASKED_CONNECT : PV_HTTP_ASKED_OTHER;
  request->end = end;
  if (pv_http_request_write_url (&read, url) > 0)
    {
      url[MIN (strlen (url), PV_OBJECT_URL_MAX)] = '\0';
      request->url = g_strdup (url);
      request->name = dup_url_name (url);
    }
  request->size = sizeof *request + (request->url != NULL ? strlen (request->url) : 0)
                  + (request->name != NULL ? strlen (request->name) : 0);
  *self->total += request->size;
  g_queue_push_tail (&self->queue, request);

  return request;
}

PvHttpAskedFor *
pv_http_requests_pop (PvHttpRequests *self,
                      guint32         acknowledged)
{
  PvHttpAskedFor *request = g_queue_peek_head (&self->queue);

  /* Where requests may be missing, the newest one that had come is answered. */
  while (self->is_lossy && request != NULL && self->queue.length > 1)
    {
      PvHttpAskedFor *next = g_queue_peek_nth (&self->queue, 1);

      if ((gint32) (acknowledged - next->end) < 0)
        break;
      pv_http_requests_forget (self, g_queue_pop_head (&self->queue));
      request = next;
    }
  if (self->is_lossy && request != NULL && (gint32) (acknowledged - request->end) < 0)
    return NULL;
  if (self->queue.length <= 1)
    self->is_lossy = FALSE;

  return g_queue_pop_head (&self->queue);
}
