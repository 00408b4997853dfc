/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-stream-parser.c: what the streams of TCP connections are looked through for: a row a protocol. */
#include "pv-stream-parser.h"

#include <string.h>

#define PORT_DNS 53

#define LENGTH_PREFIX 2
#define DNS_HEADER 12
/* The shortest query: of the root. */
#define DNS_QUERY_MIN (DNS_HEADER + 1 + 4)

#define TLS_BEGIN 11
#define TLS_CHANGE_CIPHER_SPEC 20
#define TLS_CHANGE_CIPHER_SPEC_LENGTH 6

/* The shortest request line with a version. */
#define HTTP_BEGIN 14
#define HTTP_LINE_MAX 4096

/* --- DNS --- */

static gboolean
dns_may_begin (const guint8 *data,
               gsize         length)
{
  return TRUE;
}

/* Whether a length prefix and a header are those of a query: QR, opcode, QDCOUNT and ANCOUNT. */
static gboolean
dns_query_begins (const guint8 *data)
{
  const guint8 *header = data + LENGTH_PREFIX;

  return pv_peek_u16 (data) >= DNS_QUERY_MIN && (header[2] & 0xf8) == 0 && pv_peek_u16 (header + 4) == 1
         && pv_peek_u16 (header + 6) == 0;
}

/* The same for an answer. */
static gboolean
dns_answer_begins (const guint8 *data)
{
  const guint8 *header = data + LENGTH_PREFIX;

  return pv_peek_u16 (data) >= DNS_QUERY_MIN && (header[2] & 0xf8) == 0x80 && pv_peek_u16 (header + 4) == 1;
}

static PvParse
dns_measure (PvStreamState  *state,
             const PvCursor *stream,
             guint32        *length)
{
  *length = LENGTH_PREFIX;
  if (pv_cursor_has (stream, LENGTH_PREFIX))
    *length += pv_peek_u16 (stream->data);

  return stream->captured >= LENGTH_PREFIX && stream->captured >= *length ? PV_PARSE_WHOLE : PV_PARSE_MORE;
}

static void
dns_read (PvStreamState       *state,
          const PvCursor      *unit,
          const PvStreamFuncs *funcs,
          gpointer             user_data)
{
  state->next = PV_STREAM_GOES_ON;
  if (unit->captured > LENGTH_PREFIX)
    funcs->dns_message (unit->data + LENGTH_PREFIX, unit->captured - LENGTH_PREFIX, user_data);
}

static guint32
dns_rest (const guint8 *data,
          guint32       length)
{
  return length >= LENGTH_PREFIX ? LENGTH_PREFIX + pv_peek_u16 (data) - length : 0;
}

/* DNS messages with their length in front (RFC 7766, section 8). */
static const PvStreamParser parser_dns_queries = {
  TRUE, LENGTH_PREFIX + DNS_HEADER, dns_may_begin, dns_query_begins, dns_measure, dns_read, dns_rest,
};

static const PvStreamParser parser_dns_answers = {
  TRUE, LENGTH_PREFIX + DNS_HEADER, dns_may_begin, dns_answer_begins, dns_measure, dns_read, dns_rest,
};

/* --- TLS --- */

enum
{
  TLS_FIRST,
  TLS_AGAIN, /* after a ClientHello, there may be another (RFC 8446, section 4.1.4) */
};

static gboolean
tls_begins (const guint8 *data)
{
  return pv_tls_client_hello_begins (data, TLS_BEGIN) && data[9] == 3;
}

static PvParse
tls_measure (PvStreamState  *state,
             const PvCursor *stream,
             guint32        *length)
{
  PvParse parse;

  *length = 0;
  if (state->step == TLS_AGAIN && stream->captured > 0 && stream->data[0] == TLS_CHANGE_CIPHER_SPEC)
    {
      *length = TLS_CHANGE_CIPHER_SPEC_LENGTH;
      return stream->captured >= *length ? PV_PARSE_WHOLE : PV_PARSE_MORE;
    }

  parse = pv_tls_client_hello_measure (stream, length);
  if (parse == PV_PARSE_NONE && state->step == TLS_AGAIN)
    state->next = PV_STREAM_ENDS;

  return parse;
}

static void
tls_read (PvStreamState       *state,
          const PvCursor      *unit,
          const PvStreamFuncs *funcs,
          gpointer             user_data)
{
  PvTlsClientHello hello;
  PvParse parse;

  state->next = PV_STREAM_GOES_ON;
  if (unit->captured > 0 && unit->data[0] == TLS_CHANGE_CIPHER_SPEC)
    return;

  parse = pv_tls_client_hello_read (unit, &hello);
  if (!state->told && (parse == PV_PARSE_WHOLE || (parse != PV_PARSE_NONE && hello.name_length > 0)))
    {
      funcs->client_hello (&hello, user_data);
      state->told = TRUE;
    }
  state->step = TLS_AGAIN;
}

static const PvStreamParser parser_tls = {
  FALSE, TLS_BEGIN, pv_tls_client_hello_begins, tls_begins, tls_measure, tls_read, NULL,
};

/* --- HTTP --- */

enum
{
  HTTP_HEAD,
  HTTP_CHUNK,
  HTTP_TRAILER,
};

static gboolean
http_begins (const guint8 *data)
{
  gsize n = 0;

  while (n < HTTP_BEGIN && (g_ascii_isupper (data[n]) || data[n] == '-'))
    n++;

  return pv_http_request_begins (data, HTTP_BEGIN) && (n == HTTP_BEGIN || data[n] == ' ');
}

static PvParse
measure_line (const PvCursor *stream,
              guint32        *length)
{
  const guint8 *end = stream->captured > 0 ? memchr (stream->data, '\n', MIN (stream->captured, HTTP_LINE_MAX)) : NULL;

  if (end == NULL)
    return stream->captured < HTTP_LINE_MAX ? PV_PARSE_MORE : PV_PARSE_NONE;
  *length = (guint32) (end - stream->data) + 1;

  return PV_PARSE_WHOLE;
}

static PvParse
http_measure (PvStreamState  *state,
              const PvCursor *stream,
              guint32        *length)
{
  guint64 size;

  *length = 0;
  switch (state->step)
    {
    case HTTP_CHUNK:
      return pv_http_chunk_read (stream, length, &size);
    case HTTP_TRAILER:
      return measure_line (stream, length);
    default:
      /* Some send line ends after a body (RFC 9112, section 2.2). */
      while (*length < stream->captured && (stream->data[*length] == '\r' || stream->data[*length] == '\n'))
        (*length)++;
      return *length > 0 ? PV_PARSE_WHOLE : pv_http_request_measure (stream, &state->seen, length);
    }
}

static void
read_request (PvStreamState       *state,
              const PvCursor      *unit,
              const PvStreamFuncs *funcs,
              gpointer             user_data)
{
  PvHttpRequest request;
  PvParse parse = pv_http_request_read (unit, &request);

  if (!state->told && (parse == PV_PARSE_WHOLE || request.host.length > 0))
    {
      funcs->http_request (&request, user_data);
      state->told = TRUE;
    }

  switch (request.body)
    {
    case PV_HTTP_BODY_TUNNEL:
      state->next = PV_STREAM_ANEW;
      break;
    case PV_HTTP_BODY_CHUNKED:
      state->step = HTTP_CHUNK;
      break;
    case PV_HTTP_BODY_LENGTH:
      state->skip = request.body_length;
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
http_read (PvStreamState       *state,
           const PvCursor      *unit,
           const PvStreamFuncs *funcs,
           gpointer             user_data)
{
  guint32 length;
  guint64 size = 0;

  state->next = PV_STREAM_GOES_ON;
  if (unit->captured == 0)
    return;

  switch (state->step)
    {
    case HTTP_CHUNK:
      pv_http_chunk_read (unit, &length, &size);
      state->skip = size;
      if (size == 0)
        state->step = HTTP_TRAILER;
      break;
    case HTTP_TRAILER:
      if (unit->data[0] == '\r' || unit->data[0] == '\n')
        state->step = HTTP_HEAD;
      break;
    default:
      if (unit->data[0] != '\r' && unit->data[0] != '\n')
        read_request (state, unit, funcs, user_data);
      break;
    }
}

static const PvStreamParser parser_http = {
  FALSE, HTTP_BEGIN, pv_http_request_begins, http_begins, http_measure, http_read, NULL,
};

/* --- */

/* Protocols whose streams are found by how they begin, on any port. */
static const PvStreamParser *const parsers[] = { &parser_tls, &parser_http };

const PvStreamParser *
pv_stream_parser_find_port (guint16 source,
                            guint16 destination)
{
  if (destination == PORT_DNS)
    return &parser_dns_queries;

  return source == PORT_DNS ? &parser_dns_answers : NULL;
}

const PvStreamParser *
pv_stream_parser_find (const guint8 *data,
                       gsize         length)
{
  for (guint i = 0; i < G_N_ELEMENTS (parsers); i++)
    if (parsers[i]->may_begin (data, length))
      return parsers[i];

  return NULL;
}

const PvStreamParser *
pv_stream_parser_find_begin (const guint8 *data,
                             gsize         length)
{
  for (guint i = 0; i < G_N_ELEMENTS (parsers); i++)
    if (length >= parsers[i]->begin_length && parsers[i]->begins (data))
      return parsers[i];

  return NULL;
}

static const PvStreamParser *const numbered[PV_N_STREAM_PARSERS] = { &parser_dns_queries, &parser_dns_answers,
                                                                     &parser_tls, &parser_http };

guint
pv_stream_parser_get_number (const PvStreamParser *parser)
{
  guint n = 0;

  while (n < PV_N_STREAM_PARSERS && numbered[n] != parser)
    n++;

  return n;
}

const PvStreamParser *
pv_stream_parser_get_nth (guint n)
{
  return n < PV_N_STREAM_PARSERS ? numbered[n] : NULL;
}
