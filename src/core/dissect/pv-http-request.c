/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-http-request.c: requests of HTTP/1 (RFC 9112). */
#include "pv-http-request.h"

#include <string.h>

#include "pv-http-body.h"

#define METHOD_MAX 32
#define REQUEST_LINE_MAX 16384
#define CHUNK_LINE_MAX 4096
/* Digits of a chunk's size, which is then below any number that overflows. */
#define CHUNK_DIGITS_MAX 15
#define BODY_MAX ((guint64) 1 << 60)

/* The methods whose requests are known also without a version behind them, or with a target that looks like one. */
static gboolean
is_common_method (const PvHttpText *method)
{
  static const char *const methods[] = {
    "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT", "CCM_POST",
  };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (method->length == strlen (methods[i]) && memcmp (method->data, methods[i], method->length) == 0)
      return TRUE;

  return FALSE;
}

/* Whether a line of one word is a request: other protocols have such lines too, but not these. */
static gboolean
is_lone_method (const PvHttpText *method)
{
  return is_common_method (method) && !pv_http_text_is (method, "HEAD") && !pv_http_text_is (method, "POST");
}

/* Whether a line may begin with a method: capitals and hyphens up to a space, or to the end of the line or of what is
 * known. */
static gboolean
has_method (const guint8 *data,
            gsize         length)
{
  gsize i = 0;

  while (i < length && i <= METHOD_MAX
         && (g_ascii_isupper (data[i]) || (i > 0 && data[i] == '-') || (i >= 3 && data[i] == '_')))
    i++;

  return i == length ? i <= METHOD_MAX : i >= 3 && i <= METHOD_MAX && strchr (" \r\n", data[i]) != NULL && data[i] != '\0';
}

/* Also one that lacks its last digit. */
static gboolean
is_version (const PvHttpText *word)
{
  return (word->length == 7 || word->length == 8) && memcmp (word->data, "HTTP/", 5) == 0
         && g_ascii_isdigit (word->data[5]) && word->data[6] == '.'
         && (word->length == 7 || g_ascii_isdigit (word->data[7]));
}

/* method SP target SP version (RFC 9112, section 3). Some send no version, or nothing but a method. */
static gboolean
read_request_line (PvHttpText     line,
                   PvHttpRequest *request)
{
  const guint8 *space = line.length > 0 ? memchr (line.data, ' ', line.length) : NULL;
  const guint8 *last;
  const guint8 *end = line.data + line.length;
  PvHttpText version;

  if (!has_method (line.data, line.length))
    return FALSE;
  for (guint32 i = 0; i < line.length; i++)
    if (line.data[i] < 0x20 && line.data[i] != '\t')
      return FALSE;

  if (space == NULL)
    {
      request->method = line;
      request->target = pv_http_text_make (end, end);
      return is_lone_method (&line);
    }

  request->method = pv_http_text_make (line.data, space);
  last = memrchr (line.data, ' ', line.length);
  version = pv_http_text_make (last + 1, end);
  if (last > space && is_version (&version))
    {
      /* what HTTP/2 begins with looks like a request on purpose, but is none (RFC 9113, section 3.4) */
      if (pv_http_text_is (&request->method, "PRI") && version.data[5] == '2')
        return FALSE;

      request->target = pv_http_text_strip (pv_http_text_make (space + 1, last));
      return TRUE;
    }

  /* Without a version, only what hardly is of another protocol. */
  request->target = pv_http_text_make (space + 1, end);

  return last == space && is_common_method (&request->method)
         && (request->target.length == 0 || strchr ("/*", request->target.data[0]) != NULL || is_version (&version));
}

/* The host in a target like http://host/path (RFC 9112, section 3.2.2). */
static PvHttpText
find_authority (PvHttpText target)
{
  const guint8 *end = target.data + target.length;
  const guint8 *at = target.data;
  const guint8 *user;

  if (at == NULL || target.length < 4 || !g_ascii_isalpha (at[0]))
    return pv_http_text_make (NULL, NULL);

  while (at < end && (g_ascii_isalnum (*at) || *at == '+' || *at == '-' || *at == '.'))
    at++;
  if (end - at < 3 || memcmp (at, "://", 3) != 0)
    return pv_http_text_make (NULL, NULL);

  target = pv_http_text_make (at + 3, end);
  for (guint32 i = 0; i < target.length; i++)
    if (target.data[i] == '/' || target.data[i] == '?' || target.data[i] == '#')
      target.length = i;
  user = target.length > 0 ? memrchr (target.data, '@', target.length) : NULL;

  return user != NULL ? pv_http_text_make (user + 1, target.data + target.length) : target;
}

/* A length that is none is 0: what follows is then looked at. */
static guint64
read_length (PvHttpText value)
{
  guint64 length = 0;

  for (guint32 i = 0; i < value.length; i++)
    {
      if (!g_ascii_isdigit (value.data[i]))
        return 0;
      length = length * 10 + (guint64) (value.data[i] - '0');
      if (length > BODY_MAX)
        return BODY_MAX;
    }

  return length;
}

static void
read_field (PvHttpText     line,
            PvHttpRequest *request)
{
  const guint8 *colon;
  PvHttpText name;
  PvHttpText value;

  /* Most fields are none of these. */
  if (line.length == 0 || strchr ("HhUuCcTt", line.data[0]) == NULL)
    return;

  colon = memchr (line.data, ':', line.length);
  if (colon == NULL)
    return;

  name = pv_http_text_strip (pv_http_text_make (line.data, colon));
  value = pv_http_text_strip (pv_http_text_make (colon + 1, line.data + line.length));
  if (pv_http_text_is (&name, "Host"))
    {
      if (request->host.data == NULL)
        request->host = value;
    }
  else if (pv_http_text_is (&name, "User-Agent"))
    {
      if (request->user_agent.data == NULL)
        request->user_agent = value;
    }
  else if (pv_http_text_is (&name, "Content-Length"))
    {
      request->body_length = read_length (value);
    }
  else if (pv_http_text_is (&name, "Transfer-Encoding"))
    {
      /* The last coding counts (RFC 9112, section 6.1). */
      if (value.length >= 7 && g_ascii_strncasecmp ((const char *) value.data + value.length - 7, "chunked", 7) == 0)
        request->body = PV_HTTP_BODY_CHUNKED;
    }
}

/* Whether what there is of a request line may be, or is, one. */
static gboolean
check_request_line (const guint8 *data,
                    guint32       length,
                    guint32       seen)
{
  const guint8 *end = length > 0 ? memchr (data, '\n', MIN (length, REQUEST_LINE_MAX)) : NULL;
  PvHttpRequest unused = { 0 };
  PvHttpText line;

  if (end == NULL)
    return length < REQUEST_LINE_MAX && has_method (data, MIN (length, METHOD_MAX + 1));
  if (end < data + seen)
    return TRUE;

  line = pv_http_text_make (data, end);
  if (line.length > 0 && line.data[line.length - 1] == '\r')
    line.length--;

  return read_request_line (line, &unused);
}

PvParse
pv_http_request_measure (const PvCursor *stream,
                         guint32        *seen,
                         guint32        *length)
{
  PvParse parse;

  if (!check_request_line (stream->data, MIN (stream->captured, PV_HTTP_HEAD_MAX), *seen))
    return PV_PARSE_NONE;

  parse = pv_http_head_measure (stream, seen, length);

  return parse == PV_PARSE_MORE ? pv_parse_unfinished (stream) : parse;
}

PvParse
pv_http_request_read (const PvCursor *stream,
                      PvHttpRequest  *request)
{
  PvCursor cursor = *stream;
  PvHttpText line;
  PvHttpText authority;
  gboolean ends = FALSE;

  memset (request, 0, sizeof *request);
  pv_cursor_limit (&cursor, PV_HTTP_HEAD_MAX);

  if (!check_request_line (cursor.data, cursor.captured, 0))
    return PV_PARSE_NONE;
  /* Without its request line, nothing is known of it. */
  if (!pv_http_text_take_line (&cursor, &line))
    return stream->captured < stream->wire ? PV_PARSE_NONE : PV_PARSE_MORE;
  read_request_line (line, request);

  while (!ends && pv_http_text_take_line (&cursor, &line))
    {
      ends = line.length == 0;
      read_field (line, request);
    }

  authority = find_authority (request->target);
  if (pv_http_text_is (&request->method, "CONNECT"))
    {
      request->body = PV_HTTP_BODY_TUNNEL;
      authority = request->target;
    }
  if (request->host.data == NULL)
    request->host = authority;

  if (ends)
    request->length = MIN (stream->captured, PV_HTTP_HEAD_MAX) - cursor.captured;
  else if (stream->captured >= PV_HTTP_HEAD_MAX)
    return PV_PARSE_NONE;

  return ends ? PV_PARSE_WHOLE : pv_parse_unfinished (stream);
}

PvParse
pv_http_chunk_read (const PvCursor *stream,
                    guint32        *length,
                    guint64        *size)
{
  PvCursor cursor = *stream;
  PvHttpText line;
  guint32 n = 0;

  *size = 0;
  while (n < cursor.captured && g_ascii_isxdigit (cursor.data[n]))
    {
      if (n == CHUNK_DIGITS_MAX)
        return PV_PARSE_NONE;
      *size = *size << 4 | (guint64) g_ascii_xdigit_value ((char) cursor.data[n++]);
    }
  if (n < cursor.captured && (n == 0 || strchr ("\r\n; \t", cursor.data[n]) == NULL || cursor.data[n] == '\0'))
    return PV_PARSE_NONE;

  pv_cursor_limit (&cursor, CHUNK_LINE_MAX);
  if (!pv_http_text_take_line (&cursor, &line))
    return stream->captured >= CHUNK_LINE_MAX ? PV_PARSE_NONE : pv_parse_unfinished (stream);

  *length = (guint32) (cursor.data - stream->data);
  if (*size > 0)
    *size += 2;

  return PV_PARSE_WHOLE;
}

/* Appends what there is room for. */
static char *
append_text (char             *at,
             const char       *end,
             const PvHttpText *text)
{
  static const char digits[] = "0123456789ABCDEF";

  for (guint32 i = 0; i < text->length && end - at > 3; i++)
    {
      guint8 byte = text->data[i];

      if (byte > 0x20 && byte < 0x7f)
        {
          *at++ = (char) byte;
          continue;
        }
      *at++ = '%';
      *at++ = digits[byte >> 4];
      *at++ = digits[byte & 0xf];
    }

  return at;
}

gsize
pv_http_request_write_url (const PvHttpRequest *request,
                           char                *url)
{
  static const PvHttpText scheme = { (const guint8 *) "http://", 7 };
  const char *end = url + PV_HTTP_URL_MAX;
  char *at = url;

  if (request->body != PV_HTTP_BODY_TUNNEL && request->host.length > 0 && find_authority (request->target).data == NULL)
    {
      at = append_text (at, end, &scheme);
      at = append_text (at, end, &request->host);
    }
  at = append_text (at, end, &request->target);
  *at = '\0';

  return (gsize) (at - url);
}

gsize
pv_http_request_write_agent (const PvHttpRequest *request,
                             char                *agent)
{
  static const char digits[] = "0123456789abcdef";
  const char *end = agent + PV_HTTP_AGENT_MAX;
  char *at = agent;

  for (guint32 i = 0; i < request->user_agent.length && end - at > 4; i++)
    {
      guint8 byte = request->user_agent.data[i];

      if (byte >= 0x20 && byte < 0x7f)
        {
          *at++ = (char) byte;
          continue;
        }
      *at++ = '\\';
      *at++ = 'x';
      *at++ = digits[byte >> 4];
      *at++ = digits[byte & 0xf];
    }
  *at = '\0';

  return (gsize) (at - agent);
}
