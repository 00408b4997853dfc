/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-stream-parser.h: what the streams of TCP connections are looked through for: a row a protocol. */
#pragma once

#include "pv-http-request.h"
#include "pv-tls-client-hello.h"

G_BEGIN_DECLS

/**
 * PvStreamFuncs:
 * @dns_message: a DNS message, possibly cut by the snapshot length
 * @client_hello: a ClientHello; one that is not whole has a server name
 * @http_request: an HTTP request; one that is not whole has a host
 *
 * Who is told of what is found in a stream.
 */
typedef struct
{
  void (*dns_message)  (const guint8           *message,
                        gsize                   length,
                        gpointer                user_data);
  void (*client_hello) (const PvTlsClientHello *hello,
                        gpointer                user_data);
  void (*http_request) (const PvHttpRequest    *request,
                        gpointer                user_data);
} PvStreamFuncs;

/**
 * PvStreamNext:
 * @PV_STREAM_GOES_ON: the next unit of the same protocol
 * @PV_STREAM_ANEW: what may be the beginning of any protocol
 * @PV_STREAM_ENDS: nothing of interest
 */
typedef enum
{
  PV_STREAM_GOES_ON,
  PV_STREAM_ANEW,
  PV_STREAM_ENDS,
} PvStreamNext;

/**
 * PvStreamState:
 * @skip: bytes until the next unit
 * @seen: bytes of an unfinished unit that the parser has looked at
 * @step: what the parser expects, in its own numbers; 0 at first, and after bytes that are missing
 * @next: what comes after the unit that was read last
 * @told: whether what is known of an unfinished unit was told
 *
 * What a parser remembers at a place in a stream.
 */
typedef struct
{
  guint64 skip;
  guint32 seen;
  guint8 step;
  guint8 next;
  gboolean told;
} PvStreamState;

/**
 * PvStreamParser:
 * @by_port: whether a port tells that a stream is of this protocol, and of no other
 * @begin_length: bytes in which a unit's beginning is told
 * @may_begin: whether @length bytes, at least one, may be the beginning of a stream
 * @begins: whether @begin_length bytes are the beginning of a unit, where a stream is not known from its
 *   beginning
 * @measure: looks at the beginning of a stream from a unit on, of which everything was captured.
 *   %PV_PARSE_WHOLE with the unit's bytes in @length, %PV_PARSE_MORE, perhaps with the bytes that are needed in
 *   @length, or %PV_PARSE_NONE
 * @read: reads a unit, tells of it, and says in @state what comes after it; of a unit that is not whole, tells
 *   what there is to tell. What is in @state->told was told before
 * @rest: (nullable): how many bytes of an unfinished unit are still to come; 0 where nobody knows
 *
 * A protocol: its streams are units one after another.
 */
typedef struct
{
  gboolean by_port;
  guint begin_length;
  gboolean (*may_begin) (const guint8        *data,
                         gsize                length);
  gboolean (*begins)    (const guint8        *data);
  PvParse  (*measure)   (PvStreamState       *state,
                         const PvCursor      *stream,
                         guint32             *length);
  void     (*read)      (PvStreamState       *state,
                         const PvCursor      *unit,
                         const PvStreamFuncs *funcs,
                         gpointer             user_data);
  guint32  (*rest)      (const guint8        *data,
                         guint32              length);
} PvStreamParser;

#define PV_N_STREAM_PARSERS 4

/* The longest beginning in which a unit of any protocol is told. */
#define PV_STREAM_BEGIN_MAX 14

/* The protocol of a stream between these ports; NULL where they do not tell. */
const PvStreamParser *pv_stream_parser_find_port  (guint16       source,
                                                   guint16       destination);
/* The protocol whose streams may begin with @data, of at least one byte; NULL where there is none. */
const PvStreamParser *pv_stream_parser_find       (const guint8 *data,
                                                   gsize         length);
/* The protocol whose unit begins with @data, where the stream is not known from its beginning. With fewer than
 * %PV_STREAM_BEGIN_MAX bytes, only protocols are found that need no more. */
const PvStreamParser *pv_stream_parser_find_begin (const guint8 *data,
                                                   gsize         length);

/* Protocols by number, to be stored by this build: PV_N_STREAM_PARSERS where it is none, NULL likewise. */
guint                 pv_stream_parser_get_number (const PvStreamParser *parser);
const PvStreamParser *pv_stream_parser_get_nth    (guint                 n);

G_END_DECLS
