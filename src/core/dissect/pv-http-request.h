/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-http-request.h: requests of HTTP/1 (RFC 9112). */
#pragma once

#include "pv-http-text.h"
#include "pv-parse.h"

G_BEGIN_DECLS

/* A head that is longer is taken for something else. */
#define PV_HTTP_HEAD_MAX 65536
/* Place for a URL; longer ones are cut. */
#define PV_HTTP_URL_MAX 8192

/**
 * PvHttpBody:
 * @PV_HTTP_BODY_LENGTH: as many bytes as the request says, or none
 * @PV_HTTP_BODY_CHUNKED: chunks, of which the last is empty (RFC 9112, section 7.1)
 * @PV_HTTP_BODY_TUNNEL: what the client sends from now on is of another protocol (CONNECT)
 */
typedef enum
{
  PV_HTTP_BODY_LENGTH,
  PV_HTTP_BODY_CHUNKED,
  PV_HTTP_BODY_TUNNEL,
} PvHttpBody;

/**
 * PvHttpRequest:
 * @length: bytes from the request line to the end of the empty line after the head; 0 where it is not whole
 * @method: the method, as it was sent
 * @target: the request target (RFC 9112, section 3.2), likewise; may be empty
 * @host: of the first Host field; where there is none, for CONNECT the target, for a target in absolute form its
 *   authority
 * @user_agent: of the first User-Agent field
 * @body: what follows
 * @body_length: how many bytes, for %PV_HTTP_BODY_LENGTH
 */
typedef struct
{
  guint32 length;
  PvHttpText method;
  PvHttpText target;
  PvHttpText host;
  PvHttpText user_agent;
  PvHttpBody body;
  guint64 body_length;
} PvHttpRequest;

/* Whether a stream may begin with a request: a word in capitals, perhaps with a hyphen. What is too short to tell may. */
static inline gboolean
pv_http_request_begins (const guint8 *data,
                        gsize         length)
{
  for (gsize i = 0; i < MIN (length, 3); i++)
    if ((data[i] < 'A' || data[i] > 'Z') && (i == 0 || data[i] != '-'))
      return FALSE;

  return length > 0;
}

/**
 * pv_http_request_measure:
 * @stream: what a client sends, from a request on
 * @seen: (inout): how much of it was looked at before, 0 at first
 * @length: (out): bytes of the head, where it is whole
 *
 * Looks for the end of the head, so that what comes in many small pieces is looked at but once.
 *
 * Returns: %PV_PARSE_WHOLE where all of the head is there
 */
PvParse pv_http_request_measure (const PvCursor *stream,
                                 guint32        *seen,
                                 guint32        *length);

/**
 * pv_http_request_read:
 * @stream: what a client sends, from a request on
 * @request: (out): what it says; where it is not whole, as far as is known
 *
 * Returns: whether there is one
 */
PvParse pv_http_request_read    (const PvCursor *stream,
                                 PvHttpRequest  *request);

/**
 * pv_http_chunk_read:
 * @stream: what a client sends, from a segment on
 * @length: (out): bytes of the line with its size
 * @size: (out): bytes that follow, with the line end after them, until the next chunk; 0 for the last,
 *   after which come trailers and an empty line
 *
 * Reads the line before a chunk (RFC 9112, section 7.1).
 *
 * Returns: whether there is one
 */
PvParse pv_http_chunk_read      (const PvCursor *stream,
                                 guint32        *length,
                                 guint64        *size);

/**
 * pv_http_request_write_url:
 * @request: a request
 * @url: (out caller-allocates): place for %PV_HTTP_URL_MAX bytes: "http://", host and target, NUL-terminated;
 *   the target alone where it is in absolute form, or where no host is known; host and port for CONNECT.
 *   Bytes that are not printable ASCII as %XX (RFC 3986, section 2.1)
 *
 * Returns: the length of @url in bytes
 */
gsize   pv_http_request_write_url (const PvHttpRequest *request,
                                   char                *url);

/* Place for what a request says that it is of; longer ones are cut. */
#define PV_HTTP_AGENT_MAX 1024

/**
 * pv_http_request_write_agent:
 * @request: a request
 * @agent: (out caller-allocates): place for %PV_HTTP_AGENT_MAX bytes: its User-Agent (RFC 9110, section 10.1.5),
 *   NUL-terminated. Bytes that are not printable ASCII as \xNN
 *
 * Returns: the length of @agent in bytes; 0 where it says nothing
 */
gsize   pv_http_request_write_agent (const PvHttpRequest *request,
                                     char                *agent);

G_END_DECLS
