/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-mail-session.h: what connections that mails go over have in common, whatever their protocol. */
#pragma once

#include "pv-line-reader.h"
#include "pv-mail.h"

G_BEGIN_DECLS

/**
 * PvMailSession:
 * @finder: who looks for objects
 * @client: who connected
 * @server: to whom
 * @protocol: what they speak
 * @url: where its mails are from
 * @lines: of the client and of the server
 *
 * A connection. Embedded in those of each protocol.
 */
typedef struct
{
  PvObjectFinder *finder;
  PvEndpoint client;
  PvEndpoint server;
  PvObjectProtocol protocol;
  char *url;
  PvLineReader lines[2];
} PvMailSession;

/* @scheme: of its mails' URLs (RFC 3986, section 3.1). @usual_port: which they need not name. Borrows the finder. */
void    pv_mail_session_init  (PvMailSession    *self,
                               PvObjectFinder   *finder,
                               const PvEndpoint *client,
                               const PvEndpoint *server,
                               PvObjectProtocol  protocol,
                               const char       *scheme,
                               guint16           usual_port);
void    pv_mail_session_clear (PvMailSession    *self);

/* A mail begins, which the client sends where it @is_upload. (transfer full) */
PvMail *pv_mail_session_begin (PvMailSession    *self,
                               gboolean          is_upload);

G_END_DECLS
