/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-smtp-objects.h: mails that go over SMTP (RFC 5321). */
#pragma once

#include "pv-object-finder-private.h"

G_BEGIN_DECLS

#define PV_SMTP_PORT 25
#define PV_SUBMISSION_PORT 587

/**
 * PvSmtpSession:
 *
 * A connection. What is encrypted (STARTTLS, RFC 3207) is passed by.
 */
typedef struct _PvSmtpSession PvSmtpSession;

PvSmtpSession *pv_smtp_session_new   (PvObjectFinder   *finder,
                                      const PvEndpoint *client,
                                      const PvEndpoint *server);
/* Without a word. */
void           pv_smtp_session_free  (PvSmtpSession    *self);
void           pv_smtp_session_bytes (PvSmtpSession    *self,
                                      gboolean          of_server,
                                      const guint8     *data,
                                      guint32           n);
void           pv_smtp_session_gap   (PvSmtpSession    *self,
                                      gboolean          of_server,
                                      guint32           n);
void           pv_smtp_session_close (PvSmtpSession    *self,
                                      gboolean          of_server);

G_END_DECLS
