/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-http-body.h: what the head of an HTTP/1 message says of the body behind it (RFC 9112, section 6). */
#pragma once

#include "pv-http-text.h"
#include "pv-parse.h"

G_BEGIN_DECLS

/**
 * PvHttpFraming:
 * @PV_HTTP_FRAMING_NONE: there is no body
 * @PV_HTTP_FRAMING_LENGTH: as many bytes as the head says
 * @PV_HTTP_FRAMING_CHUNKS: chunks, of which the last is empty (RFC 9112, section 7.1)
 * @PV_HTTP_FRAMING_CLOSE: all bytes until the connection is closed
 * @PV_HTTP_FRAMING_TUNNEL: what follows is of another protocol
 */
typedef enum
{
  PV_HTTP_FRAMING_NONE,
  PV_HTTP_FRAMING_LENGTH,
  PV_HTTP_FRAMING_CHUNKS,
  PV_HTTP_FRAMING_CLOSE,
  PV_HTTP_FRAMING_TUNNEL,
} PvHttpFraming;

/**
 * PvHttpAsked:
 * @PV_HTTP_ASKED_UNKNOWN: the request is not known
 * @PV_HTTP_ASKED_HEAD: a HEAD, which is answered without a body
 * @PV_HTTP_ASKED_CONNECT: a CONNECT, behind whose answer a tunnel begins
 * @PV_HTTP_ASKED_OTHER: any other
 *
 * What a response answers.
 */
typedef enum
{
  PV_HTTP_ASKED_UNKNOWN,
  PV_HTTP_ASKED_HEAD,
  PV_HTTP_ASKED_CONNECT,
  PV_HTTP_ASKED_OTHER,
} PvHttpAsked;

/**
 * PvHttpCoding:
 * @PV_HTTP_CODING_NONE: the body is what is meant
 * @PV_HTTP_CODING_GZIP: gzip (RFC 1952)
 * @PV_HTTP_CODING_DEFLATE: zlib (RFC 1950), or what some send instead, deflate alone (RFC 1951)
 * @PV_HTTP_CODING_BROTLI: Brotli (RFC 7932)
 * @PV_HTTP_CODING_OTHER: another, or several
 *
 * How a body is compressed (RFC 9110, section 8.4.1).
 */
typedef enum
{
  PV_HTTP_CODING_NONE,
  PV_HTTP_CODING_GZIP,
  PV_HTTP_CODING_DEFLATE,
  PV_HTTP_CODING_BROTLI,
  PV_HTTP_CODING_OTHER,
} PvHttpCoding;

/**
 * PvHttpHead:
 * @status: of a response, from 100 to 999; 0 for a request
 * @has_length: whether @length is known
 * @length: of Content-Length, below 10^18
 * @is_coded: whether there is a Transfer-Encoding
 * @is_chunked: whether its last coding is chunked
 * @coding: of Content-Encoding
 * @type: of Content-Type
 * @disposition: of Content-Disposition
 * @range: of Content-Range
 * @tag: of ETag
 * @modified: of Last-Modified
 *
 * What a head says of the body. Texts point into it.
 */
typedef struct
{
  guint status;
  gboolean has_length;
  gboolean is_coded;
  gboolean is_chunked;
  guint64 length;
  PvHttpCoding coding;
  PvHttpText type;
  PvHttpText disposition;
  PvHttpText range;
  PvHttpText tag;
  PvHttpText modified;
} PvHttpHead;

/**
 * PvHttpRange:
 * @first: the first byte, from 0
 * @end: the one behind the last
 * @total: bytes of all
 *
 * Which part of something a response brings (RFC 9110, section 14.4).
 */
typedef struct
{
  guint64 first;
  guint64 end;
  guint64 total;
} PvHttpRange;

/* Whether a stream begins with a status line, as far as @length bytes tell. */
gboolean      pv_http_status_begins      (const guint8     *data,
                                          gsize             length);

/**
 * pv_http_head_measure:
 * @stream: what a peer sends, from a head on
 * @seen: (inout): how much of it was looked at before, 0 at first
 * @length: (out): bytes of the head with the empty line, where it is whole
 *
 * Looks for the end of a head, so that what comes in many small pieces is looked at but once.
 *
 * Returns: %PV_PARSE_WHOLE, %PV_PARSE_MORE, or %PV_PARSE_NONE where it is too long
 */
PvParse       pv_http_head_measure       (const PvCursor   *stream,
                                          guint32          *seen,
                                          guint32          *length);

/**
 * pv_http_head_read:
 * @head: a whole head, as it was measured
 * @read: (out): what it says
 *
 * Returns: %FALSE where its first line is no status line, which a request's is not: then @read holds all but @status
 */
gboolean      pv_http_head_read          (const PvCursor   *head,
                                          PvHttpHead       *read);

/* How the body of a response ends (RFC 9112, section 6.3). */
PvHttpFraming pv_http_head_get_framing   (const PvHttpHead *self,
                                          PvHttpAsked       asked);
/* The same of a request. */
PvHttpFraming pv_http_head_get_request_framing (const PvHttpHead *self);

/* Reads a Content-Range. FALSE where it is none of bytes, contradicts itself or leaves the whole size open. */
gboolean      pv_http_range_read         (PvHttpText        text,
                                          PvHttpRange      *range);
/* What tells whether two responses bring parts of the same (RFC 9110, section 8.8): the entity tag, if it is a strong
 * one, else the date of the last change. Of no length where nothing does. */
PvHttpText    pv_http_head_get_validator (const PvHttpHead *self);

/* The parameter of a field that is called @name, as it stands there; in mail (RFC 2231) also where it is in several
 * pieces. Where it is given twice, as @name* with its character set, too, the latter. (nullable) (transfer full) */
char         *pv_http_parameter_dup      (PvHttpText        field,
                                          const char       *name);
/* The file name in a Content-Disposition (RFC 6266), as it stands there: UTF-8 or not, maybe with separators.
 * (nullable) (transfer full) */
char         *pv_http_disposition_dup_name (PvHttpText       disposition);

G_END_DECLS
