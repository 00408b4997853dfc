/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-imap-objects.h: mails that go over IMAP (RFC 9051). */
#pragma once

#include "pv-object-finder-private.h"

G_BEGIN_DECLS

#define PV_IMAP_PORT 143

/**
 * PvImapSession:
 *
 * A connection. Mails are what FETCH brings of all of a message, and what APPEND leaves. What is encrypted or compressed
 * is passed by.
 */
typedef struct _PvImapSession PvImapSession;

PvImapSession *pv_imap_session_new   (PvObjectFinder   *finder,
                                      const PvEndpoint *client,
                                      const PvEndpoint *server);
/* Without a word. */
void           pv_imap_session_free  (PvImapSession    *self);
void           pv_imap_session_bytes (PvImapSession    *self,
                                      gboolean          of_server,
                                      const guint8     *data,
                                      guint32           n);
void           pv_imap_session_gap   (PvImapSession    *self,
                                      gboolean          of_server,
                                      guint32           n);
void           pv_imap_session_close (PvImapSession    *self,
                                      gboolean          of_server);

G_END_DECLS
