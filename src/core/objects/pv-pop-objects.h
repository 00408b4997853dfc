/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-pop-objects.h: mails that go over POP3 (RFC 1939). */
#pragma once

#include "pv-object-finder-private.h"

G_BEGIN_DECLS

#define PV_POP_PORT 110

/**
 * PvPopSession:
 *
 * A connection. Mails are what RETR brings. What is encrypted (STLS, RFC 2595) is passed by.
 */
typedef struct _PvPopSession PvPopSession;

PvPopSession *pv_pop_session_new   (PvObjectFinder   *finder,
                                    const PvEndpoint *client,
                                    const PvEndpoint *server);
/* Without a word. */
void          pv_pop_session_free  (PvPopSession     *self);
void          pv_pop_session_bytes (PvPopSession     *self,
                                    gboolean          of_server,
                                    const guint8     *data,
                                    guint32           n);
void          pv_pop_session_gap   (PvPopSession     *self,
                                    gboolean          of_server,
                                    guint32           n);
void          pv_pop_session_close (PvPopSession     *self,
                                    gboolean          of_server);

G_END_DECLS
