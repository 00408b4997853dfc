/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-http-body.c: what the head of an HTTP/1 message says of the body behind it (RFC 9112, section 6). */
#include "pv-http-body.h"

#include "pv-http-request.h"

/* "HTTP/1.1 200", with which a status line begins (RFC 9112, section 4) */
#define STATUS_LENGTH 12

gboolean
pv_http_status_begins (const guint8 *data,
                       gsize         length)
{
  static const char begin[] = "HTTP/1.";

  if (length == 0 || memcmp (data, begin, MIN (length, sizeof begin - 1)) != 0)
    return FALSE;
  if (length >= 8 && !g_ascii_isdigit (data[7]))
    return FALSE;

  return length < 9 || data[8] == ' ';
}

static gboolean
read_status (const PvHttpText *line,
             PvHttpHead       *head)
{
  const guint8 *data = line->data;

  if (line->length < STATUS_LENGTH || !pv_http_status_begins (data, line->length) || !g_ascii_isdigit (data[9]) ||
      !g_ascii_isdigit (data[10]) || !g_ascii_isdigit (data[11]))
    return FALSE;
  if (line->length > STATUS_LENGTH && data[STATUS_LENGTH] != ' ')
    return FALSE;

  head->status = (guint) (data[9] - '0') * 100 + (guint) (data[10] - '0') * 10 + (guint) (data[11] - '0');

  return head->status >= 100;
}

static PvHttpCoding
read_coding (const PvHttpText *value)
{
  if (value->length == 0 || pv_http_text_is (value, "identity") || pv_http_text_is (value, "none"))
    return PV_HTTP_CODING_NONE;
  if (pv_http_text_is (value, "gzip") || pv_http_text_is (value, "x-gzip"))
    return PV_HTTP_CODING_GZIP;
  if (pv_http_text_is (value, "deflate"))
    return PV_HTTP_CODING_DEFLATE;
  if (pv_http_text_is (value, "br"))
    return PV_HTTP_CODING_BROTLI;

  return PV_HTTP_CODING_OTHER;
}

static void
read_field (const PvHttpText *line,
            PvHttpHead       *head)
{
  const guint8 *colon = line->length > 0 ? memchr (line->data, ':', line->length) : NULL;
  PvHttpText name;
  PvHttpText value;
  guint64 length;

  if (colon == NULL)
    return;

  name = pv_http_text_strip (pv_http_text_make (line->data, colon));
  value = pv_http_text_strip (pv_http_text_make (colon + 1, line->data + line->length));
  if (pv_http_text_is (&name, "Content-Length"))
    {
      /* one that is none says nothing */
      if (!head->has_length && pv_http_text_to_number (&value, &length))
        {
          head->has_length = TRUE;
          head->length = length;
        }
    }
  else if (pv_http_text_is (&name, "Transfer-Encoding"))
    {
      /* The last coding counts (RFC 9112, section 6.1). */
      head->is_coded = !pv_http_text_is (&value, "identity");
      head->is_chunked = value.length >= 7
                         && g_ascii_strncasecmp ((const char *) value.data + value.length - 7, "chunked", 7) == 0;
    }
  else if (pv_http_text_is (&name, "Content-Encoding"))
    {
      head->coding = head->coding == PV_HTTP_CODING_NONE ? read_coding (&value) : PV_HTTP_CODING_OTHER;
    }
  else if (pv_http_text_is (&name, "Content-Type"))
    {
      head->type = value;
    }
  else if (pv_http_text_is (&name, "Content-Disposition"))
    {
      head->disposition = value;
    }
  else if (pv_http_text_is (&name, "Content-Range"))
    {
      head->range = value;
    }
  else if (pv_http_text_is (&name, "ETag"))
    {
      head->tag = value;
    }
  else if (pv_http_text_is (&name, "Last-Modified"))
    {
      head->modified = value;
    }
}

PvParse
pv_http_head_measure (const PvCursor *stream,
                      guint32        *seen,
                      guint32        *length)
{
  const guint8 *data = stream->data;
  guint32 end = MIN (stream->captured, PV_HTTP_HEAD_MAX);
  guint32 at = *seen;

  /* An empty line; line ends may lack the carriage return. */
  while (at < end)
    {
      const guint8 *found = memchr (data + at, '\n', end - at);

      if (found == NULL)
        break;
      at = (guint32) (found - data) + 1;
      if ((at >= 2 && data[at - 2] == '\n') || (at >= 3 && data[at - 2] == '\r' && data[at - 3] == '\n'))
        {
          *length = at;
          return PV_PARSE_WHOLE;
        }
    }

  *seen = end;

  return end == PV_HTTP_HEAD_MAX ? PV_PARSE_NONE : PV_PARSE_MORE;
}

gboolean
pv_http_head_read (const PvCursor *head,
                   PvHttpHead     *read)
{
  PvCursor cursor = *head;
  PvHttpText line;
  gboolean is_response;

  *read = (PvHttpHead){ 0 };
  if (!pv_http_text_take_line (&cursor, &line))
    return FALSE;

  is_response = read_status (&line, read);
  if (!is_response)
    read->status = 0;
  while (pv_http_text_take_line (&cursor, &line) && line.length > 0)
    read_field (&line, read);

  return is_response;
}

/* The body of what has one. */
static PvHttpFraming
get_framing (const PvHttpHead *self,
             PvHttpFraming     otherwise)
{
  if (self->is_chunked)
    return PV_HTTP_FRAMING_CHUNKS;
  if (self->is_coded)
    return PV_HTTP_FRAMING_CLOSE;
  if (self->has_length)
    return self->length > 0 ? PV_HTTP_FRAMING_LENGTH : PV_HTTP_FRAMING_NONE;

  return otherwise;
}

PvHttpFraming
pv_http_head_get_framing (const PvHttpHead *self,
                          PvHttpAsked       asked)
{
  /* switching protocols (RFC 9110, section 15.2.2) */
  if (self->status == 101 || (asked == PV_HTTP_ASKED_CONNECT && self->status / 100 == 2))
    return PV_HTTP_FRAMING_TUNNEL;
  if (asked == PV_HTTP_ASKED_HEAD || self->status / 100 == 1 || self->status == 204 || self->status == 304)
    return PV_HTTP_FRAMING_NONE;

  return get_framing (self, PV_HTTP_FRAMING_CLOSE);
}

PvHttpFraming
pv_http_head_get_request_framing (const PvHttpHead *self)
{
  return get_framing (self, PV_HTTP_FRAMING_NONE);
}

gboolean
pv_http_range_read (PvHttpText   text,
                    PvHttpRange *range)
{
  const guint8 *end = text.data + text.length;
  const guint8 *dash;
  const guint8 *slash;
  PvHttpText first;
  PvHttpText last;
  PvHttpText total;

  if (!pv_http_text_begins (&text, "bytes") || text.length < 6 || strchr (" \t=", text.data[5]) == NULL)
    return FALSE;

  dash = memchr (text.data, '-', text.length);
  slash = memchr (text.data, '/', text.length);
  if (dash == NULL || slash == NULL || slash < dash)
    return FALSE;

  first = pv_http_text_strip (pv_http_text_make (text.data + 6, MAX (dash, text.data + 6)));
  last = pv_http_text_strip (pv_http_text_make (dash + 1, slash));
  total = pv_http_text_strip (pv_http_text_make (slash + 1, end));
  if (!pv_http_text_to_number (&first, &range->first) || !pv_http_text_to_number (&last, &range->end) ||
      !pv_http_text_to_number (&total, &range->total))
    return FALSE;
  range->end++;

  return range->first < range->end && range->end <= range->total;
}

PvHttpText
pv_http_head_get_validator (const PvHttpHead *self)
{
  if (self->tag.length > 2)
    return self->tag.data[0] == '"' ? self->tag : (PvHttpText){ 0 };

  return self->modified;
}

/* Takes a parameter's value, quoted or not, without its escapes. Returns where it ends. */
static const guint8 *
take_value (const guint8  *at,
            const guint8  *end,
            GString       *value)
{
  g_string_truncate (value, 0);
  if (at < end && *at == '"')
    {
      for (at++; at < end && *at != '"'; at++)
        {
          if (*at == '\\' && at + 1 < end)
            at++;
          g_string_append_c (value, (char) *at);
        }
      return at < end ? at + 1 : at;
    }

  for (; at < end && *at != ';'; at++)
    g_string_append_c (value, (char) *at);
  while (value->len > 0 && strchr (" \t", value->str[value->len - 1]) != NULL)
    g_string_truncate (value, value->len - 1);

  return at;
}

/* Without %XX. (transfer full) */
static char *
decode_percent (const char *text)
{
  GString *decoded = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    {
      if (at[0] == '%' && g_ascii_isxdigit (at[1]) && g_ascii_isxdigit (at[2]))
        {
          g_string_append_c (decoded, (char) (g_ascii_xdigit_value (at[1]) << 4 | g_ascii_xdigit_value (at[2])));
          at += 2;
        }
      else
        {
          g_string_append_c (decoded, *at);
        }
    }

  return g_string_free (decoded, FALSE);
}

/* charset'language'value, with bytes as %XX (RFC 8187, section 3.2). (nullable) (transfer full) */
static char *
decode_extended (const char *text)
{
  const char *quote = strchr (text, '\'');

  quote = quote != NULL ? strchr (quote + 1, '\'') : NULL;
  if (quote == NULL || g_ascii_strncasecmp (text, "UTF-8'", 6) != 0)
    return NULL;

  return decode_percent (quote + 1);
}

char *
pv_http_parameter_dup (PvHttpText  field,
                       const char *wanted)
{
  g_autoptr (GString) value = g_string_new (NULL);
  g_autoptr (GString) joined = g_string_new (NULL);
  g_autofree char *plain = NULL;
  char *extended = NULL;
  gboolean is_joined_extended = FALSE;
  gsize length = strlen (wanted);
  const guint8 *at;
  const guint8 *end;

  if (field.length == 0)
    return NULL;

  at = field.data;
  end = at + field.length;
  while (at < end && *at != ';')
    at++;
  while (at < end)
    {
      PvHttpText name;
      const guint8 *from = ++at;

      while (at < end && *at != '=' && *at != ';')
        at++;
      name = pv_http_text_strip (pv_http_text_make (MIN (from, end), at));
      if (at >= end || *at == ';')
        continue;
      for (at++; at < end && (*at == ' ' || *at == '\t'); at++)
        ;
      at = take_value (at, end, value);
      if (!pv_http_text_begins (&name, wanted))
        ;
      else if (name.length == length && plain == NULL)
        plain = g_strndup (value->str, value->len);
      else if (name.length == length + 1 && name.data[length] == '*' && extended == NULL)
        extended = decode_extended (value->str);
      else if (name.length > length + 1 && name.data[length] == '*' && g_ascii_isdigit (name.data[length + 1]))
        {
          /* one that mail has in several pieces (RFC 2231, section 3) */
          is_joined_extended |= name.data[name.length - 1] == '*';
          g_string_append_len (joined, value->str, (gssize) value->len);
        }
      while (at < end && *at != ';')
        at++;
    }

  if (extended == NULL && joined->len > 0)
    extended = is_joined_extended ? decode_extended (joined->str) : g_strndup (joined->str, joined->len);

  return extended != NULL ? extended : g_steal_pointer (&plain);
}

char *
pv_http_disposition_dup_name (PvHttpText disposition)
{
  return pv_http_parameter_dup (disposition, "filename");
}
