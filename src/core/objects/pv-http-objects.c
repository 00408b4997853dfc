/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-http-objects.c: bodies in the streams of an HTTP/1 connection (RFC 9112). */
#include "pv-http-objects.h"

#include "pv-http-request.h"

/* Lines of chunks and trailers that are longer are none. */
#define LINE_MAX_LENGTH 4096
/* The shortest beginning in which a head is told for sure. */
#define BEGIN 14
#define MAX_VALIDATOR 256

enum
{
  STEP_SEEK,
  STEP_HEAD,
  STEP_LENGTH,
  STEP_CLOSE,
  STEP_CHUNK,
  STEP_CHUNK_DATA,
  STEP_TRAILER,
};

void
pv_http_objects_init (PvHttpObjects    *self,
                      PvObjectFinder   *finder,
                      const PvEndpoint *ends)
{
  *self = (PvHttpObjects){ .finder = finder, .ends = ends };
  pv_http_requests_init (&self->requests, pv_object_finder_get_total (finder));
}

static void
forget_head (PvHttpObjects *self,
             PvHttpSide    *side)
{
  if (side->head != NULL)
    *pv_object_finder_get_total (self->finder) -= side->head->len;
  g_clear_pointer (&side->head, g_byte_array_unref);
  side->seen = 0;
}

void
pv_http_objects_clear (PvHttpObjects *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->sides); i++)
    {
      PvHttpSide *side = &self->sides[i];

      forget_head (self, side);
      g_clear_pointer (&side->next, pv_object_free);
      g_clear_pointer (&side->body, pv_object_body_free);
      pv_http_ranges_forget (&side->arrival);
      g_clear_pointer (&side->validator, g_free);
    }
  pv_http_requests_clear (&self->requests);
}

void
pv_http_objects_set_fresh (PvHttpObjects *self,
                           guint          side)
{
  self->sides[side].is_fresh = TRUE;
}

gboolean
pv_http_objects_is_busy (const PvHttpObjects *self,
                         guint                side)
{
  const PvHttpSide *one = &self->sides[side];

  return one->is_fresh || one->step != STEP_SEEK;
}

/* Whether a head may begin with what there is, as far as that tells. */
static gboolean
may_begin (const guint8 *data,
           gsize         n)
{
  return pv_http_status_begins (data, n) || pv_http_request_begins (data, n);
}

gboolean
pv_http_objects_begins (const guint8 *data,
                        gsize         n)
{
  PvCursor cursor = { data, (guint32) n, (guint32) n };
  guint32 seen = 0;
  guint32 length;

  if (n < BEGIN || !may_begin (data, n))
    return FALSE;

  return pv_http_status_begins (data, n) || pv_http_request_measure (&cursor, &seen, &length) != PV_PARSE_NONE;
}

/* Looks for the next head where a segment begins. */
static void
lose (PvHttpObjects *self,
      PvHttpSide    *side)
{
  forget_head (self, side);
  g_clear_pointer (&side->next, pv_object_free);
  side->step = STEP_SEEK;
  side->is_fresh = FALSE;
  side->left = 0;
}

/* Other responses may bring what is missing of one that was to bring all of a file, of which @missing bytes did not come
 * yet. */
static void
take_body (PvHttpObjects *self,
           PvHttpSide    *side,
           guint64        missing)
{
  if (side->body != NULL && side->step == STEP_LENGTH && !side->is_part && side->validator != NULL
      && pv_object_body_get_object (side->body)->url != NULL)
    side->arrival = pv_http_ranges_take (pv_object_finder_get_ranges (self->finder), &side->body, side->coding,
                                         side->range.total, missing, side->validator);
}

/* The body ends here, with @missing bytes that did not come. */
static void
end_body (PvHttpObjects *self,
          PvHttpSide    *side,
          guint64        missing,
          gboolean       is_whole)
{
  PvHttpRanges *ranges = pv_object_finder_get_ranges (self->finder);

  /* of one that did not begin, nothing is known but its length */
  g_clear_pointer (&side->next, pv_object_free);
  if (!is_whole && missing > 0)
    take_body (self, side, missing);
  pv_http_ranges_finish (ranges, &side->arrival, missing, is_whole);
  pv_object_finder_finish (self->finder, &side->body, missing, is_whole);
  side->step = STEP_HEAD;
  side->left = 0;
  forget_head (self, side);
}

static void
begin_body (PvHttpObjects *self,
            PvHttpSide    *side)
{
  if (side->next == NULL)
    return;

  if (side->is_part && side->validator != NULL && side->next->url != NULL)
    side->arrival = pv_http_ranges_begin (pv_object_finder_get_ranges (self->finder), side->next, side->coding,
                                          &side->range, side->validator);
  if (side->arrival != NULL)
    {
      side->next = NULL;
      return;
    }
  if (side->is_part)
    side->next->flaws |= PV_OBJECT_PART;
  side->body = pv_object_finder_begin (self->finder, g_steal_pointer (&side->next), side->coding);
}

static void
put (PvHttpObjects *self,
     PvHttpSide    *side,
     const guint8  *data,
     guint32        n)
{
  begin_body (self, side);
  pv_http_ranges_put (pv_object_finder_get_ranges (self->finder), side->arrival, data, n);
  pv_object_finder_put (self->finder, side->body, data, n);
}

static void
put_gap (PvHttpObjects *self,
         PvHttpSide    *side,
         guint64        n)
{
  begin_body (self, side);
  take_body (self, side, side->left);
  pv_http_ranges_put_gap (pv_object_finder_get_ranges (self->finder), side->arrival, n);
  pv_object_finder_put_gap (self->finder, side->body, n);
}

/* The media type, without parameters. (nullable) (transfer full) */
static char *
dup_type (const PvHttpText *type)
{
  g_autofree char *text = g_strndup ((const char *) type->data, MIN (type->length, 256));
  g_autofree char *valid = NULL;

  text[strcspn (text, ";,")] = '\0';
  g_strstrip (text);
  if (text[0] == '\0')
    return NULL;
  valid = g_utf8_make_valid (text, -1);

  return g_ascii_strdown (valid, -1);
}

/* What comes after a head that was read. */
static void
expect_body (PvHttpSide    *side,
             PvHttpFraming  framing,
             guint64        length)
{
  side->left = 0;
  switch (framing)
    {
    case PV_HTTP_FRAMING_LENGTH:
      side->step = STEP_LENGTH;
      side->left = length;
      break;
    case PV_HTTP_FRAMING_CHUNKS:
      side->step = STEP_CHUNK;
      break;
    case PV_HTTP_FRAMING_CLOSE:
      side->step = STEP_CLOSE;
      break;
    case PV_HTTP_FRAMING_TUNNEL:
      side->step = STEP_SEEK;
      break;
    case PV_HTTP_FRAMING_NONE:
    default:
      side->step = STEP_HEAD;
      break;
    }
}

/* Notes which part of a file a response brings, and of which version. */
static void
note_range (PvHttpSide       *side,
            const PvHttpHead *head,
            PvHttpFraming     framing)
{
  PvHttpText validator = pv_http_head_get_validator (head);
  gboolean is_range = head->status == 206 && head->range.length > 0;
  gboolean is_known = is_range && pv_http_range_read (head->range, &side->range);
  gboolean is_joined = head->status == 200 && framing == PV_HTTP_FRAMING_LENGTH;

  g_clear_pointer (&side->validator, g_free);
  side->is_part = is_range && !(is_known && side->range.first == 0 && side->range.end == side->range.total);
  if (is_range)
    is_joined = is_known
                && (framing != PV_HTTP_FRAMING_LENGTH || head->length == side->range.end - side->range.first);
  else
    side->range = (PvHttpRange){ 0, head->length, head->length };
  if (is_joined && validator.length > 0)
    side->validator = g_strndup ((const char *) validator.data, MIN (validator.length, MAX_VALIDATOR));
}

/* Reads a head, and lets an object follow where a body does. */
static void
read_head (PvHttpObjects  *self,
           guint           i,
           const PvCursor *cursor,
           guint32         end,
           guint32         acknowledged)
{
  PvHttpSide *side = &self->sides[i];
  gboolean is_response;
  PvHttpFraming framing;
  PvHttpAskedFor *request = NULL;
  PvHttpHead head;

  g_clear_pointer (&side->next, pv_object_free);
  is_response = pv_http_head_read (cursor, &head);
  side->is_request = !is_response;
  side->coding = head.coding;
  if (is_response)
    {
      /* those below 200 come before the one that counts (RFC 9110, section 15.2) */
      if (head.status >= 200 || head.status == 101)
        request = pv_http_requests_pop (&self->requests, acknowledged);
      framing = pv_http_head_get_framing (&head, request != NULL ? request->asked : PV_HTTP_ASKED_UNKNOWN);
    }
  else
    {
      request = pv_http_requests_push (&self->requests, cursor, end);
      framing = pv_http_head_get_request_framing (&head);
    }

  note_range (side, &head, framing);
  expect_body (side, framing, head.length);
  if (framing == PV_HTTP_FRAMING_TUNNEL)
    pv_http_objects_close (self, !i, FALSE);
  side->is_unsure = is_response && request == NULL && framing == PV_HTTP_FRAMING_LENGTH;
  if (framing != PV_HTTP_FRAMING_NONE && framing != PV_HTTP_FRAMING_TUNNEL)
    {
      PvObject *object = pv_object_new (PV_OBJECT_HTTP, &self->ends[is_response ? !i : i],
                                        &self->ends[is_response ? i : !i], !is_response);
      g_autofree char *name = pv_http_disposition_dup_name (head.disposition);

      if (request != NULL)
        object->url = g_strdup (request->url);
      if (name != NULL)
        object->name = pv_object_dup_name (name, strlen (name));
      if (object->name == NULL && request != NULL)
        object->name = g_strdup (request->name);
      if (head.type.length > 0)
        object->type = dup_type (&head.type);
      side->next = object;
    }

  if (is_response)
    pv_http_requests_forget (&self->requests, request);
}

/* Appends to what is not whole, and looks whether it is now.
 * @measure: as pv_http_head_measure()
 * Returns the bytes of @data that were taken */
static guint32
gather (PvHttpObjects *self,
        PvHttpSide    *side,
        const guint8  *data,
        guint32        n,
        PvParse       (*measure) (const PvCursor *, guint32 *, guint32 *),
        PvParse       *parse,
        PvCursor      *whole)
{
  guint32 have = side->head != NULL ? side->head->len : 0;
  guint32 length = 0;
  PvCursor cursor = { data, n, n };

  /* what lies in one piece is not copied */
  if (have > 0)
    {
      g_byte_array_append (side->head, data, n);
      *pv_object_finder_get_total (self->finder) += n;
      cursor = (PvCursor){ side->head->data, side->head->len, side->head->len };
    }

  *parse = measure (&cursor, &side->seen, &length);
  if (*parse == PV_PARSE_WHOLE)
    {
      *whole = (PvCursor){ cursor.data, length, length };
      return length - have;
    }

  if (*parse == PV_PARSE_MORE && have == 0)
    {
      side->head = g_byte_array_new ();
      g_byte_array_append (side->head, data, n);
      *pv_object_finder_get_total (self->finder) += n;
    }

  return n;
}

static PvParse
measure_line (const PvCursor *stream,
              guint32        *seen,
              guint32        *length)
{
  guint32 end = MIN (stream->captured, LINE_MAX_LENGTH);
  const guint8 *found = end > *seen ? memchr (stream->data + *seen, '\n', end - *seen) : NULL;

  if (found == NULL)
    {
      *seen = end;
      return end < LINE_MAX_LENGTH ? PV_PARSE_MORE : PV_PARSE_NONE;
    }
  *length = (guint32) (found - stream->data) + 1;

  return PV_PARSE_WHOLE;
}

/* Takes bytes of a head. Returns how many. */
static guint32
take_head (PvHttpObjects *self,
           guint          i,
           const guint8  *data,
           guint32        n,
           guint32        sequence,
           guint32        acknowledged)
{
  PvHttpSide *side = &self->sides[i];
  guint32 taken = 0;
  PvCursor whole;
  PvParse parse;

  /* Some send line ends after a body (RFC 9112, section 2.2). */
  if (side->head == NULL && (data[0] == '\r' || data[0] == '\n'))
    {
      while (taken < n && (data[taken] == '\r' || data[taken] == '\n'))
        taken++;
      return taken;
    }

  taken = gather (self, side, data, n, pv_http_head_measure, &parse, &whole);
  if (parse == PV_PARSE_MORE)
    {
      gsize have = side->head->len;

      if (!may_begin (side->head->data, have) || (have >= BEGIN && !pv_http_objects_begins (side->head->data, have)))
        lose (self, side);
      return taken;
    }

  if (parse == PV_PARSE_NONE || !may_begin (whole.data, whole.captured) ||
      (whole.captured >= BEGIN && !pv_http_objects_begins (whole.data, whole.captured)))
    {
      lose (self, side);
      return n;
    }

  side->is_fresh = FALSE;
  read_head (self, i, &whole, sequence + taken, acknowledged);
  forget_head (self, side);

  return taken;
}

/* The line before a chunk, with its size. */
static guint32
take_chunk (PvHttpObjects *self,
            PvHttpSide    *side,
            const guint8  *data,
            guint32        n)
{
  guint32 length;
  guint32 taken;
  guint64 size = 0;
  PvCursor whole;
  PvParse parse;

  taken = gather (self, side, data, n, measure_line, &parse, &whole);
  if (parse == PV_PARSE_MORE)
    return taken;
  if (parse == PV_PARSE_NONE || pv_http_chunk_read (&whole, &length, &size) != PV_PARSE_WHOLE)
    {
      end_body (self, side, 0, FALSE);
      lose (self, side);
      return n;
    }

  forget_head (self, side);
  side->left = size;
  side->step = size > 0 ? STEP_CHUNK_DATA : STEP_TRAILER;

  return taken;
}

/* Lines after the last chunk, of which the last is empty. */
static guint32
take_trailer (PvHttpObjects *self,
              PvHttpSide    *side,
              const guint8  *data,
              guint32        n)
{
  guint32 taken;
  PvCursor whole;
  PvParse parse;

  taken = gather (self, side, data, n, measure_line, &parse, &whole);
  if (parse == PV_PARSE_MORE)
    return taken;
  if (parse == PV_PARSE_NONE)
    {
      end_body (self, side, 0, TRUE);
      lose (self, side);
      return n;
    }

  if (whole.data[0] == '\r' || whole.data[0] == '\n')
    end_body (self, side, 0, TRUE);
  forget_head (self, side);

  return taken;
}

/* Bytes of a chunk, and of the line end behind it, which @left counts in. */
static guint32
take_chunk_data (PvHttpObjects *self,
                 PvHttpSide    *side,
                 const guint8  *data,
                 guint32        n)
{
  guint32 taken = (guint32) MIN (side->left, n);
  guint64 of_body = side->left > 2 ? side->left - 2 : 0;

  if (of_body > 0)
    put (self, side, data, (guint32) MIN (of_body, taken));
  side->left -= taken;
  if (side->left == 0)
    side->step = STEP_CHUNK;

  return taken;
}

void
pv_http_objects_bytes (PvHttpObjects *self,
                       guint          i,
                       const guint8  *data,
                       guint32        n,
                       guint32        sequence,
                       guint32        acknowledged,
                       gboolean       begins)
{
  PvHttpSide *side = &self->sides[i];

  while (n > 0)
    {
      guint32 taken = n;

      switch (side->step)
        {
        case STEP_SEEK:
          if (!begins || !(side->is_fresh ? may_begin (data, n) : pv_http_objects_begins (data, n)))
            {
              side->is_fresh = FALSE;
              return;
            }
          side->step = STEP_HEAD;
          taken = 0;
          break;
        case STEP_HEAD:
          taken = take_head (self, i, data, n, sequence, acknowledged);
          break;
        case STEP_LENGTH:
          /* what nobody is known to have asked for may be the answer to a HEAD, and this the next one */
          if (side->is_unsure && begins && n >= BEGIN && pv_http_status_begins (data, n))
            {
              end_body (self, side, 0, FALSE);
              taken = 0;
              break;
            }
          side->is_unsure = FALSE;
          taken = (guint32) MIN (side->left, n);
          put (self, side, data, taken);
          side->left -= taken;
          if (side->left == 0)
            end_body (self, side, 0, TRUE);
          break;
        case STEP_CLOSE:
          put (self, side, data, n);
          break;
        case STEP_CHUNK:
          taken = take_chunk (self, side, data, n);
          break;
        case STEP_CHUNK_DATA:
          taken = take_chunk_data (self, side, data, n);
          break;
        case STEP_TRAILER:
          taken = take_trailer (self, side, data, n);
          break;
        default:
          g_assert_not_reached ();
        }

      data += taken;
      n -= taken;
      sequence += taken;
      if (taken > 0)
        begins = FALSE;
    }
}

void
pv_http_objects_gap (PvHttpObjects *self,
                     guint          i,
                     guint32        n)
{
  PvHttpSide *side = &self->sides[i];

  switch (side->step)
    {
    case STEP_LENGTH:
    case STEP_CHUNK_DATA:
      {
        guint64 of_body = side->left;

        if (side->step == STEP_CHUNK_DATA)
          of_body = side->left > 2 ? side->left - 2 : 0;
        if (of_body > 0)
          put_gap (self, side, MIN (of_body, n));
        if (n < side->left)
          {
            side->left -= n;
            return;
          }
        if (n == side->left)
          {
            if (side->step == STEP_LENGTH)
              end_body (self, side, 0, FALSE);
            else
              side->step = STEP_CHUNK;
            return;
          }
        break;
      }
    case STEP_CLOSE:
      put_gap (self, side, n);
      return;
    case STEP_CHUNK:
      put_gap (self, side, n);
      break;
    default:
      break;
    }

  if (side->step == STEP_TRAILER)
    end_body (self, side, 0, TRUE);
  else if (side->step != STEP_SEEK)
    end_body (self, side, 0, FALSE);
  /* whatever came in there, was it requests */
  if (side->is_request)
    self->requests.is_lossy = TRUE;
  lose (self, side);
}

void
pv_http_objects_close (PvHttpObjects *self,
                       guint          i,
                       gboolean       is_clean)
{
  PvHttpSide *side = &self->sides[i];

  switch (side->step)
    {
    case STEP_LENGTH:
      end_body (self, side, side->left, FALSE);
      break;
    case STEP_CLOSE:
      end_body (self, side, 0, is_clean);
      break;
    case STEP_TRAILER:
      end_body (self, side, 0, TRUE);
      break;
    case STEP_CHUNK:
    case STEP_CHUNK_DATA:
      end_body (self, side, side->left > 2 ? side->left - 2 : 0, FALSE);
      break;
    default:
      break;
    }
  lose (self, side);
}
