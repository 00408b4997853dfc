/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object.h: a file that went over the wire. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PvObjectProtocol:
 * @PV_OBJECT_HTTP: a body of HTTP/1
 * @PV_OBJECT_FTP: a transfer of FTP
 * @PV_OBJECT_TFTP: a transfer of TFTP
 * @PV_OBJECT_SMTP: a mail that is sent, or a file that it brings
 * @PV_OBJECT_IMAP: a mail that is read or filed, or a file that it brings
 * @PV_OBJECT_POP: a mail that is read, or a file that it brings
 */
typedef enum
{
  PV_OBJECT_HTTP,
  PV_OBJECT_FTP,
  PV_OBJECT_TFTP,
  PV_OBJECT_SMTP,
  PV_OBJECT_IMAP,
  PV_OBJECT_POP,
} PvObjectProtocol;
#define PV_N_OBJECT_PROTOCOLS 6

/**
 * PvObjectFlaws:
 * @PV_OBJECT_CUT: bytes of it are missing: they were lost, not captured, or never sent
 * @PV_OBJECT_CODED: it is compressed in a way that is not undone
 * @PV_OBJECT_DAMAGED: what it is compressed with cannot be undone to its end
 * @PV_OBJECT_TOO_LARGE: it was not decompressed to its end, because it would have become too large
 * @PV_OBJECT_PART: a part of the file was sent, as was asked for
 * @PV_OBJECT_MISNAMED: it is of another type than the sender or its name say
 */
typedef enum
{
  PV_OBJECT_CUT = 1 << 0,
  PV_OBJECT_CODED = 1 << 1,
  PV_OBJECT_DAMAGED = 1 << 2,
  PV_OBJECT_TOO_LARGE = 1 << 3,
  PV_OBJECT_PART = 1 << 4,
  PV_OBJECT_MISNAMED = 1 << 5,
} PvObjectFlaws;
#define PV_N_OBJECT_FLAWS 6

#define PV_SHA256_SIZE 32

/**
 * PvObject:
 * @index: its number in the order in which objects begin
 * @protocol: by what it was transferred
 * @is_upload: whether the client sent it
 * @flaws: of #PvObjectFlaws
 * @address_size: 4 or 16
 * @client: address, @address_size bytes
 * @server: likewise
 * @client_port: of TCP or UDP
 * @server_port: likewise
 * @time_ns: when its first byte came, in nanoseconds since the epoch
 * @end_ns: likewise, its last byte so far
 * @packet: number of the packet with that byte, in the order of the file, from 0
 * @size: bytes of the file as it is saved
 * @missing: bytes that are known to be missing, of what was transferred
 * @name: (nullable): what the sender or the URL call it: UTF-8, but anything else; no name to save it by
 * @url: (nullable): where it is from: printable ASCII
 * @type: (nullable): the media type that the sender says
 * @content_type: the type that its first bytes are of
 * @sha256: of the file as it is saved
 */
typedef struct
{
  guint64 index;
  PvObjectProtocol protocol;
  gboolean is_upload;
  guint8 flaws;
  guint8 address_size;
  guint8 client[16];
  guint8 server[16];
  guint16 client_port;
  guint16 server_port;
  gint64 time_ns;
  gint64 end_ns;
  guint64 packet;
  guint64 size;
  guint64 missing;
  char *name;
  char *url;
  char *type;
  char *content_type;
  guint8 sha256[PV_SHA256_SIZE];
} PvObject;

void        pv_object_free             (PvObject         *self);
/* Another one with the same values. (transfer full) */
PvObject   *pv_object_copy             (const PvObject   *self);
/* Whether all of what was sent is there, and as it was meant. */
gboolean    pv_object_is_whole         (const PvObject   *self);
/* Whether what its first bytes are of contradicts what @type or @name say. */
gboolean    pv_object_is_misnamed      (const PvObject   *self);
/* Hexadecimal digits. (transfer full) */
char       *pv_object_dup_sha256       (const PvObject   *self);
/* For scripts: "http", "ftp", "tftp", "smtp", "imap" or "pop". */
const char *pv_object_protocol_get_code (PvObjectProtocol protocol);
/* For scripts, of one flaw: "cut", "coded", "damaged", "too-large", "part" or "misnamed". */
const char *pv_object_flaw_get_code    (PvObjectFlaws     flaw);

/**
 * PvObjectSink:
 * @begin: an object begins
 * @write: the next bytes of an object; both return %FALSE to end all
 * @end: it has ended, and all of it is known
 *
 * Who wants the bytes of objects, of which several may be on their way at a time.
 */
typedef struct
{
  gboolean (*begin) (const PvObject *object,
                     gpointer        user_data);
  gboolean (*write) (const PvObject *object,
                     const guint8   *data,
                     gsize           n,
                     gpointer        user_data);
  gboolean (*end)   (const PvObject *object,
                     gpointer        user_data);
} PvObjectSink;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvObject, pv_object_free)

G_END_DECLS
