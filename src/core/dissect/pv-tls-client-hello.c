/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tls-client-hello.c: what a TLS client says in clear before all else (RFC 8446, section 4.1.2). */
#include "pv-tls-client-hello.h"

#include <string.h>

#define RECORD_HEADER 5
#define RECORD_HANDSHAKE 22
/* Of plain text (RFC 8446, section 5.1). */
#define RECORD_MAX 16384
/* Nobody cuts a ClientHello into more records. */
#define MAX_RECORDS 64

#define HANDSHAKE_HEADER 4
#define HANDSHAKE_CLIENT_HELLO 1

#define EXTENSION_SERVER_NAME 0
#define EXTENSION_ALPN 16
#define EXTENSION_SUPPORTED_VERSIONS 43
#define EXTENSION_ENCRYPTED_CLIENT_HELLO 0xfe0d

#define NAME_TYPE_HOST 0
#define TLS_1_3 0x0304

/* Bytes of a message that may be in several records. */
typedef struct
{
  PvCursor cursor;
  guint32 in_record; /* bytes left in this record */
  guint32 in_message; /* bytes left in the message */
  guint records_left; /* records to follow, or 0 where there are none */
} Reader;

/* Goes to the first byte of the next record. */
static PvParse
begin_record (Reader *self)
{
  const guint8 *header = self->cursor.data;
  guint32 length;

  if (!pv_cursor_has (&self->cursor, RECORD_HEADER))
    {
      /* Not even so much looks like a record. */
      if ((pv_cursor_has (&self->cursor, 1) && header[0] != RECORD_HANDSHAKE)
          || (pv_cursor_has (&self->cursor, 2) && header[1] != 3)
          || (pv_cursor_has (&self->cursor, 3) && header[2] > 4))
        return PV_PARSE_NONE;
      return pv_parse_unfinished (&self->cursor);
    }

  length = pv_peek_u16 (header + 3);
  if (header[0] != RECORD_HANDSHAKE || header[1] != 3 || header[2] > 4 || length == 0 || length > RECORD_MAX
      || self->records_left == 0)
    return PV_PARSE_NONE;

  self->in_record = length;
  self->records_left--;
  pv_cursor_skip (&self->cursor, RECORD_HEADER);

  return PV_PARSE_WHOLE;
}

/* The same as take(), of bytes in several records, or that are not all there. */
static G_GNUC_NO_INLINE PvParse
take_parts (Reader  *self,
            guint8  *bytes,
            guint32  n)
{
  if (n > self->in_message)
    return PV_PARSE_NONE;

  while (n > 0)
    {
      guint32 part;

      if (self->in_record == 0)
        {
          PvParse parse = begin_record (self);

          if (parse != PV_PARSE_WHOLE)
            return parse;
        }

      part = MIN (MIN (n, self->in_record), self->cursor.captured);
      if (part == 0)
        return pv_parse_unfinished (&self->cursor);
      if (bytes != NULL)
        {
          memcpy (bytes, self->cursor.data, part);
          bytes += part;
        }
      pv_cursor_skip (&self->cursor, part);
      self->in_record -= part;
      self->in_message -= part;
      n -= part;
    }

  return PV_PARSE_WHOLE;
}

/* Takes the next @n bytes of the message into @bytes, or passes by them where that is NULL. Returns
 * PV_PARSE_WHOLE where they are there. */
static inline PvParse
take (Reader  *self,
      guint8  *bytes,
      guint32  n)
{
  if (G_UNLIKELY (n > self->in_message || n > self->in_record || n > self->cursor.captured))
    return take_parts (self, bytes, n);

  if (bytes != NULL)
    memcpy (bytes, self->cursor.data, n);
  pv_cursor_skip (&self->cursor, n);
  self->in_record -= n;
  self->in_message -= n;

  return PV_PARSE_WHOLE;
}

static PvParse
take_u8 (Reader *self,
         guint8 *value)
{
  return take (self, value, 1);
}

static PvParse
take_u16 (Reader  *self,
          guint16 *value)
{
  guint8 bytes[2];
  PvParse parse = take (self, bytes, sizeof bytes);

  if (parse == PV_PARSE_WHOLE)
    *value = pv_peek_u16 (bytes);

  return parse;
}

/* For functions that end with the first step that does not lead on. */
#define TRY(step)                                      \
  G_STMT_START                                         \
    {                                                  \
      PvParse try_parse = (step);                      \
                                                       \
      if (G_UNLIKELY (try_parse != PV_PARSE_WHOLE))    \
        return try_parse;                              \
    }                                                  \
  G_STMT_END

/* A list of names by type, of which one host's counts. */
static PvParse
read_server_name (Reader           *self,
                  guint32           length,
                  PvTlsClientHello *hello)
{
  guint16 list_length;

  if (length < 2)
    return take (self, NULL, length);

  TRY (take_u16 (self, &list_length));
  length -= 2;
  while (length >= 3)
    {
      guint8 type;
      guint16 name_length;

      TRY (take_u8 (self, &type));
      TRY (take_u16 (self, &name_length));
      length -= 3;
      if (name_length > length)
        break;

      length -= name_length;
      if (type == NAME_TYPE_HOST && name_length > 0 && name_length <= PV_TLS_NAME_MAX && hello->name_length == 0)
        {
          TRY (take (self, hello->name, name_length));
          hello->name_length = (guint8) name_length;
        }
      else
        {
          TRY (take (self, NULL, name_length));
        }
    }

  return take (self, NULL, length);
}

static PvParse
read_alpn (Reader           *self,
           guint32           length,
           PvTlsClientHello *hello)
{
  guint16 list_length;
  guint8 name_length;

  if (length < 3)
    return take (self, NULL, length);

  TRY (take_u16 (self, &list_length));
  TRY (take_u8 (self, &name_length));
  length -= 3;
  if (name_length <= length && name_length <= PV_TLS_ALPN_MAX)
    {
      TRY (take (self, hello->alpn, name_length));
      hello->alpn_length = name_length;
      length -= name_length;
    }

  return take (self, NULL, length);
}

static PvParse
read_versions (Reader           *self,
               guint32           length,
               PvTlsClientHello *hello)
{
  guint8 list_length;
  guint16 highest = 0;

  if (length < 1)
    return PV_PARSE_WHOLE;

  TRY (take_u8 (self, &list_length));
  for (length--; length >= 2; length -= 2)
    {
      guint16 version;

      TRY (take_u16 (self, &version));
      /* GREASE and drafts have other first bytes. */
      if (version >> 8 == 3 && version > highest && version <= TLS_1_3)
        highest = version;
    }
  if (highest != 0)
    hello->version = highest;

  return take (self, NULL, length);
}

static PvParse
read_encrypted (Reader           *self,
                guint32           length,
                PvTlsClientHello *hello)
{
  guint8 type;

  if (length < 1)
    return PV_PARSE_WHOLE;

  /* 0 is the outer ClientHello (RFC 9849, section 5); the inner one nobody sees. */
  TRY (take_u8 (self, &type));
  hello->has_encrypted = type == 0;

  return take (self, NULL, length - 1);
}

static PvParse
read_extension (Reader           *self,
                PvTlsClientHello *hello)
{
  guint16 type;
  guint16 length;

  TRY (take_u16 (self, &type));
  TRY (take_u16 (self, &length));
  if (length > self->in_message)
    return PV_PARSE_NONE;

  switch (type)
    {
    case EXTENSION_SERVER_NAME:
      return read_server_name (self, length, hello);
    case EXTENSION_ALPN:
      return read_alpn (self, length, hello);
    case EXTENSION_SUPPORTED_VERSIONS:
      return read_versions (self, length, hello);
    case EXTENSION_ENCRYPTED_CLIENT_HELLO:
      return read_encrypted (self, length, hello);
    default:
      return take (self, NULL, length);
    }
}

static PvParse
begin_message (Reader *self)
{
  guint8 header[HANDSHAKE_HEADER];

  self->in_message = HANDSHAKE_HEADER;
  TRY (take (self, header, 1));
  if (header[0] != HANDSHAKE_CLIENT_HELLO)
    return PV_PARSE_NONE;
  TRY (take (self, header + 1, HANDSHAKE_HEADER - 1));
  self->in_message = pv_peek_u24 (header + 1);

  return self->in_message <= PV_TLS_CLIENT_HELLO_MAX ? PV_PARSE_WHOLE : PV_PARSE_NONE;
}

static PvParse
read_message (Reader           *self,
              PvTlsClientHello *hello)
{
  guint8 version[2];
  guint8 length8;
  guint16 length16;

  TRY (begin_message (self));
  TRY (take (self, version, sizeof version));
  if (version[0] != 3)
    return PV_PARSE_NONE;
  hello->version = pv_peek_u16 (version);

  TRY (take (self, NULL, 32)); /* random */
  TRY (take_u8 (self, &length8)); /* session */
  if (length8 > 32)
    return PV_PARSE_NONE;
  TRY (take (self, NULL, length8));
  TRY (take_u16 (self, &length16)); /* cipher suites */
  if (length16 < 2 || length16 % 2 != 0)
    return PV_PARSE_NONE;
  TRY (take (self, NULL, length16));
  TRY (take_u8 (self, &length8)); /* compression methods */
  if (length8 == 0)
    return PV_PARSE_NONE;
  TRY (take (self, NULL, length8));

  /* Before TLS 1.2, there may be none. */
  if (self->in_message == 0)
    return PV_PARSE_WHOLE;

  TRY (take_u16 (self, &length16));
  if (length16 != self->in_message)
    return PV_PARSE_NONE;
  while (self->in_message > 0)
    {
      PvParse parse = read_extension (self, hello);

      /* What comes after a whole name takes nothing away from it, however broken. */
      if (parse == PV_PARSE_NONE && hello->name_length > 0)
        return take (self, NULL, self->in_message);
      if (parse != PV_PARSE_WHOLE)
        return parse;
    }

  return PV_PARSE_WHOLE;
}

static PvParse
read_hello (Reader           *self,
            PvTlsClientHello *hello)
{
  guint32 captured = self->cursor.captured;
  PvParse parse;

  /* not all of it: the names are large */
  hello->length = 0;
  hello->version = 0;
  hello->has_encrypted = FALSE;
  hello->name_length = 0;
  hello->alpn_length = 0;

  parse = read_message (self, hello);
  if (parse == PV_PARSE_WHOLE)
    hello->length = captured - self->cursor.captured;
  /* More of it does not come than anybody keeps. */
  else if (parse == PV_PARSE_MORE && captured > PV_TLS_CLIENT_HELLO_MAX)
    parse = PV_PARSE_NONE;

  return parse;
}

PvParse
pv_tls_client_hello_measure (const PvCursor *stream,
                             guint32        *length)
{
  Reader self = { *stream, 0, 0, MAX_RECORDS };

  TRY (begin_message (&self));
  TRY (take (&self, NULL, self.in_message));
  *length = stream->captured - self.cursor.captured;

  return PV_PARSE_WHOLE;
}

PvParse
pv_tls_client_hello_read (const PvCursor   *stream,
                          PvTlsClientHello *hello)
{
  Reader self = { *stream, 0, 0, MAX_RECORDS };

  return read_hello (&self, hello);
}

PvParse
pv_tls_client_hello_read_handshake (const PvCursor   *message,
                                    PvTlsClientHello *hello)
{
  Reader self = { *message, G_MAXUINT32, 0, 0 };

  return read_hello (&self, hello);
}
