/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-ftp-objects.h: transfers of FTP (RFC 959), which its control connections announce. */
#pragma once

#include "pv-object-finder-private.h"

G_BEGIN_DECLS

/* Of control connections. */
#define PV_FTP_PORT 21

/**
 * PvFtpSession:
 *
 * What a control connection says. Reference-counted: data connections outlive it.
 */
typedef struct _PvFtpSession PvFtpSession;

/**
 * PvFtpExpected:
 *
 * Where data connections are expected: a bounded number of endpoints, of which the oldest is forgotten first.
 */
typedef struct _PvFtpExpected PvFtpExpected;

PvFtpExpected *pv_ftp_expected_new    (void);
void           pv_ftp_expected_free   (PvFtpExpected    *self);
/* The session whose data connection leads to one of @ends; it is expected no more. (transfer full) (nullable) */
PvFtpSession  *pv_ftp_expected_take   (PvFtpExpected    *self,
                                       const PvEndpoint *ends);
/* Whether one is expected at one of these. */
gboolean       pv_ftp_expected_has    (PvFtpExpected    *self,
                                       const PvEndpoint *ends);

/* @total: where the memory is counted that it takes */
PvFtpSession  *pv_ftp_session_new     (const PvEndpoint *client,
                                       const PvEndpoint *server,
                                       gsize            *total);
void           pv_ftp_session_unref   (PvFtpSession     *self);
/* The next bytes of the control connection. */
void           pv_ftp_session_bytes   (PvFtpSession     *self,
                                       PvFtpExpected    *expected,
                                       gboolean          of_server,
                                       const guint8     *data,
                                       guint32           n);
void           pv_ftp_session_gap     (PvFtpSession     *self,
                                       gboolean          of_server);

/**
 * PvFtpData:
 * @session: whose it is
 * @serial: which of the session's transfers
 * @bodies: (nullable): what each end sends
 *
 * A data connection. Begins as { 0 }.
 */
typedef struct
{
  PvFtpSession *session;
  guint serial;
  PvObjectBody *bodies[2];
  gboolean is_list;
} PvFtpData;

void           pv_ftp_data_init       (PvFtpData        *self,
                                       PvFtpSession     *session);
void           pv_ftp_data_clear      (PvFtpData        *self);
void           pv_ftp_data_bytes      (PvFtpData        *self,
                                       PvObjectFinder   *finder,
                                       const PvEndpoint *ends,
                                       guint             side,
                                       const guint8     *data,
                                       guint32           n);
void           pv_ftp_data_gap        (PvFtpData        *self,
                                       PvObjectFinder   *finder,
                                       const PvEndpoint *ends,
                                       guint             side,
                                       guint32           n);
void           pv_ftp_data_close      (PvFtpData        *self,
                                       PvObjectFinder   *finder,
                                       guint             side,
                                       gboolean          is_clean);

G_END_DECLS
