/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-mail-session.c: what connections that mails go over have in common, whatever their protocol. */
#include "pv-mail-session.h"

void
pv_mail_session_init (PvMailSession    *self,
                      PvObjectFinder   *finder,
                      const PvEndpoint *client,
                      const PvEndpoint *server,
                      PvObjectProtocol  protocol,
                      const char       *scheme,
                      guint16           usual_port)
{
  g_autoptr (GString) url = g_string_new (scheme);

  self->finder = finder;
  self->client = *client;
  self->server = *server;
  self->protocol = protocol;
  g_string_append (url, "://");
  pv_endpoint_append (server, usual_port, url);
  g_string_append_c (url, '/');
  self->url = g_string_free (g_steal_pointer (&url), FALSE);
  self->lines[0].total = self->lines[1].total = pv_object_finder_get_total (finder);
}

void
pv_mail_session_clear (PvMailSession *self)
{
  pv_line_reader_clear (&self->lines[0]);
  pv_line_reader_clear (&self->lines[1]);
  g_clear_pointer (&self->url, g_free);
}

PvMail *
pv_mail_session_begin (PvMailSession *self,
                       gboolean       is_upload)
{
  return pv_mail_new (self->finder, self->protocol, &self->client, &self->server, is_upload, self->url);
}
