/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-mail.h: a mail on its way, and the files that are attached to it, as objects. */
#pragma once

#include "pv-object-finder-private.h"

G_BEGIN_DECLS

/**
 * PvMail:
 *
 * A mail (RFC 5322). It is an object by itself, named by its subject, and so is each file that it brings.
 */
typedef struct _PvMail PvMail;

/* @url: where it is from. (transfer full) */
PvMail *pv_mail_new  (PvObjectFinder   *finder,
                      PvObjectProtocol  protocol,
                      const PvEndpoint *client,
                      const PvEndpoint *server,
                      gboolean          is_upload,
                      const char       *url);
/* Without a word. */
void    pv_mail_free (PvMail           *self);
void    pv_mail_put  (PvMail           *self,
                      const guint8     *data,
                      gsize             n);
void    pv_mail_gap  (PvMail           *self,
                      guint64           n);
/* Takes @self. @missing: bytes that did not come, where it is not whole */
void    pv_mail_end  (PvMail           *self,
                      guint64           missing,
                      gboolean          is_whole);

G_END_DECLS
