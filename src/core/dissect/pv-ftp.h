/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-ftp.h: lines of FTP's control connections (RFC 959, RFC 2428): what is transferred next, and where. */
#pragma once

#include "pv-http-text.h"

G_BEGIN_DECLS

/**
 * PvFtpLine:
 * @PV_FTP_OTHER: nothing of interest
 * @PV_FTP_ENDPOINT: where data connections lead: PORT, EPRT, or the replies 227 and 229
 * @PV_FTP_RETRIEVE: RETR: the server sends a file
 * @PV_FTP_STORE: STOR, STOU or APPE: the client sends one
 * @PV_FTP_LIST: LIST, NLST, MLSD or MLST: the server sends names
 * @PV_FTP_FOLDER: CWD or a reply that names the folder
 * @PV_FTP_RESTART: REST: the next transfer begins in the middle of the file
 * @PV_FTP_OPENING: the replies 125 and 150, perhaps with the size of the file
 */
typedef enum
{
  PV_FTP_OTHER,
  PV_FTP_ENDPOINT,
  PV_FTP_RETRIEVE,
  PV_FTP_STORE,
  PV_FTP_LIST,
  PV_FTP_FOLDER,
  PV_FTP_RESTART,
  PV_FTP_OPENING,
} PvFtpLine;

/**
 * PvFtpSaying:
 * @line: what a line says
 * @text: of RETR, STOR, APPE and CWD: the path; in a reply, the folder
 * @address_size: of an endpoint: 4 or 16, or 0 where it is the server's
 * @address: of an endpoint
 * @port: of an endpoint
 * @has_size: whether the size of the file is known
 * @size: it, in bytes; of REST, how many are left out
 */
typedef struct
{
  PvFtpLine line;
  PvHttpText text;
  guint8 address_size;
  guint8 address[16];
  guint16 port;
  gboolean has_size;
  guint64 size;
} PvFtpSaying;

/* Reads a line, without its end, of a client. */
void pv_ftp_command_read (PvHttpText   line,
                          PvFtpSaying *saying);
/* The same of a server. */
void pv_ftp_reply_read   (PvHttpText   line,
                          PvFtpSaying *saying);

G_END_DECLS
