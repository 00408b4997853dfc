/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-mime.c: takes a mail apart into its header and the files that it brings (RFC 2045, RFC 2046). */
#include "pv-mime.h"

#include <string.h>

#include "pv-http-body.h"
#include "pv-mime-words.h"

/* Longer lines are taken in pieces; of a field of a header, what is longer is passed by. */
#define MAX_LINE 4096
#define MAX_FIELD 8192
/* Parts in parts, and parts of a mail. */
#define MAX_DEPTH 16
#define MAX_PARTS 1000
/* At most 70 by the standard (RFC 2046, section 5.1.1). */
#define MAX_BOUNDARY 256

typedef enum
{
  STATE_HEADER,
  STATE_FILE,
  STATE_SKIP, /* text, or what stands before and behind parts */
} State;

typedef enum
{
  ENCODING_NONE,
  ENCODING_BASE64,
  ENCODING_QUOTED,
} Encoding;

struct _PvMime
{
  const PvMimeFuncs *funcs;
  gpointer user_data;
  gsize *total;

  State state;
  gboolean has_head; /* the header of the mail is over */
  guint n_parts;
  GPtrArray *boundaries; /* the outermost first */
  guint8 line[MAX_LINE]; /* the beginning of one */
  guint length;
  gboolean is_inside; /* of a line of which pieces were taken */

  GString *field; /* of a header, unfolded */
  char *subject; /* (nullable) */
  /* of the part whose header is read */
  char *type; /* (nullable) */
  char *name; /* (nullable) */
  char *boundary; /* (nullable) */
  gboolean is_attached;
  Encoding encoding;

  /* of the file that is read */
  char line_end[2]; /* that has not been told: before a boundary, it is a part of that */
  guint n_line_end;
  guint32 bits; /* of base64 */
  guint n_bits;
  gboolean is_over; /* base64 has come to its end */
};

static void
forget_part (PvMime *self)
{
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->boundary, g_free);
  self->is_attached = FALSE;
  self->encoding = ENCODING_NONE;
  self->n_line_end = 0;
  self->n_bits = 0;
  self->bits = 0;
  self->is_over = FALSE;
}

PvMime *
pv_mime_new (const PvMimeFuncs *funcs,
             gpointer           user_data,
             gsize             *total)
{
  PvMime *self = g_new0 (PvMime, 1);

  self->funcs = funcs;
  self->user_data = user_data;
  self->total = total;
  self->boundaries = g_ptr_array_new_with_free_func (g_free);
  self->field = g_string_new (NULL);
  *total += sizeof *self;

  return self;
}

void
pv_mime_free (PvMime *self)
{
  if (self == NULL)
    return;

  forget_part (self);
  g_ptr_array_unref (self->boundaries);
  g_string_free (self->field, TRUE);
  g_free (self->subject);
  *self->total -= sizeof *self;
  g_free (self);
}

/* --- Bodies --- */

static void
tell (PvMime       *self,
      const guint8 *data,
      gsize         n)
{
  if (n > 0)
    self->funcs->bytes (data, n, self->user_data);
}

static void
add_base64 (PvMime       *self,
            const guint8 *data,
            gsize         n)
{
  guint8 out[MAX_LINE];
  gsize length = 0;

  for (gsize i = 0; i < n && !self->is_over; i++)
    {
      guint8 byte = data[i];
      guint32 value;

      if (byte >= 'A' && byte <= 'Z')
        value = byte - 'A';
      else if (byte >= 'a' && byte <= 'z')
        value = byte - 'a' + 26u;
      else if (byte >= '0' && byte <= '9')
        value = byte - '0' + 52u;
      else if (byte == '+' || byte == '/')
        value = byte == '+' ? 62 : 63;
      else
        {
          /* anything else is passed by (RFC 2045, section 6.8) */
          self->is_over = byte == '=';
          continue;
        }

      self->bits = self->bits << 6 | value;
      self->n_bits += 6;
      if (self->n_bits >= 8)
        {
          self->n_bits -= 8;
          out[length++] = (guint8) (self->bits >> self->n_bits);
        }
    }
  tell (self, out, length);
}

/* Takes @n bytes of a line that has no end. */
static void
add_quoted (PvMime       *self,
            const guint8 *data,
            gsize         n)
{
  guint8 out[MAX_LINE];
  gsize length = 0;

  for (gsize i = 0; i < n; i++)
    {
      if (data[i] == '=' && i + 2 < n && g_ascii_isxdigit (data[i + 1]) && g_ascii_isxdigit (data[i + 2]))
        {
          out[length++] = (guint8) (g_ascii_xdigit_value ((char) data[i + 1]) << 4
                                    | g_ascii_xdigit_value ((char) data[i + 2]));
          i += 2;
        }
      else
        {
          out[length++] = data[i];
        }
    }
  tell (self, out, length);
}

static void
hold_line_end (PvMime       *self,
               const guint8 *data,
               gsize         n)
{
  memcpy (self->line_end, data, n);
  self->n_line_end = (guint) n;
}

static void
release_line_end (PvMime *self)
{
  tell (self, (const guint8 *) self->line_end, self->n_line_end);
  self->n_line_end = 0;
}

/* The next line of a file, or a piece of one. */
static void
add_to_file (PvMime       *self,
             const guint8 *data,
             gsize         n)
{
  gsize n_end = 0;
  gsize length;

  if (self->encoding == ENCODING_BASE64)
    {
      add_base64 (self, data, n);
      return;
    }

  if (data[n - 1] == '\n')
    n_end = n > 1 && data[n - 2] == '\r' ? 2 : 1;
  length = n - n_end;
  release_line_end (self);
  if (self->encoding == ENCODING_NONE)
    {
      tell (self, data, length);
      hold_line_end (self, data + length, n_end);
      return;
    }

  /* spaces before the end of a line are none of the sender's (RFC 2045, section 6.7) */
  if (n_end > 0)
    while (length > 0 && (data[length - 1] == ' ' || data[length - 1] == '\t'))
      length--;
  if (n_end > 0 && length > 0 && data[length - 1] == '=')
    {
      add_quoted (self, data, length - 1);
      return;
    }
  add_quoted (self, data, length);
  hold_line_end (self, data + n - n_end, n_end);
}

/* --- Headers --- */

/* What a header says a file is called, decoded. Takes @name. (transfer full) (nullable) */
static char *
decode_name (char *name)
{
  g_autofree char *given = name;

  return given != NULL ? pv_mime_words_decode (given) : NULL;
}

static void
read_type (PvMime     *self,
           PvHttpText  value)
{
  const guint8 *end = memchr (value.data, ';', value.length);
  PvHttpText type = pv_http_text_strip (pv_http_text_make (value.data, end != NULL ? end : value.data + value.length));

  g_free (self->type);
  self->type = g_ascii_strdown ((const char *) type.data, MIN (type.length, 256));
  g_free (self->boundary);
  self->boundary = pv_http_parameter_dup (value, "boundary");
  if (self->name == NULL)
    self->name = decode_name (pv_http_parameter_dup (value, "name"));
}

static void
end_field (PvMime *self)
{
  const guint8 *data = (const guint8 *) self->field->str;
  const guint8 *colon = memchr (data, ':', self->field->len);
  PvHttpText name;
  PvHttpText value;

  if (colon != NULL)
    {
      name = pv_http_text_strip (pv_http_text_make (data, colon));
      value = pv_http_text_strip (pv_http_text_make (colon + 1, data + self->field->len));
      if (value.length == 0)
        ;
      else if (pv_http_text_is (&name, "Content-Type"))
        read_type (self, value);
      else if (pv_http_text_is (&name, "Content-Transfer-Encoding"))
        self->encoding = pv_http_text_is (&value, "base64") ? ENCODING_BASE64
                         : pv_http_text_is (&value, "quoted-printable") ? ENCODING_QUOTED : ENCODING_NONE;
      else if (pv_http_text_is (&name, "Content-Disposition"))
        {
          char *file = decode_name (pv_http_disposition_dup_name (value));

          self->is_attached = pv_http_text_begins (&value, "attachment");
          if (file != NULL)
            {
              g_free (self->name);
              self->name = file;
            }
        }
      else if (pv_http_text_is (&name, "Subject") && !self->has_head && self->subject == NULL)
        {
          g_autofree char *text = g_strndup ((const char *) value.data, value.length);

          self->subject = pv_mime_words_decode (text);
        }
    }
  g_string_truncate (self->field, 0);
}

static void
begin_header (PvMime *self)
{
  forget_part (self);
  g_string_truncate (self->field, 0);
  self->state = self->n_parts++ < MAX_PARTS ? STATE_HEADER : STATE_SKIP;
}

static void
end_header (PvMime *self)
{
  gboolean is_text;

  end_field (self);
  if (!self->has_head)
    {
      self->has_head = TRUE;
      self->funcs->head (self->subject, self->user_data);
    }

  self->state = STATE_SKIP;
  if (self->type != NULL && g_str_has_prefix (self->type, "multipart/") && self->boundary != NULL &&
      self->boundary[0] != '\0' && strlen (self->boundary) <= MAX_BOUNDARY && self->boundaries->len < MAX_DEPTH)
    {
      g_ptr_array_add (self->boundaries, g_steal_pointer (&self->boundary));
      return;
    }

  is_text = self->type == NULL || g_str_has_prefix (self->type, "text/") || g_str_has_prefix (self->type, "multipart/");
  if (is_text && self->name == NULL && !self->is_attached)
    return;
  self->state = STATE_FILE;
  self->funcs->begin (self->name, self->type != NULL ? self->type : "text/plain", self->user_data);
}

/* The next line of a header. */
static void
add_to_header (PvMime       *self,
               const guint8 *data,
               gsize         n,
               gboolean      begins)
{
  while (n > 0 && (data[n - 1] == '\n' || data[n - 1] == '\r'))
    n--;
  if (begins && n == 0)
    {
      end_header (self);
      return;
    }

  if (begins && data[0] != ' ' && data[0] != '\t')
    end_field (self);
  if (self->field->len < MAX_FIELD)
    g_string_append_len (self->field, (const char *) data, (gssize) MIN (n, MAX_FIELD - self->field->len));
}

/* --- Lines --- */

static void
end_file (PvMime   *self,
          guint64   missing,
          gboolean  is_whole)
{
  if (self->state == STATE_FILE)
    self->funcs->end (missing, is_whole, self->user_data);
  self->state = STATE_SKIP;
}

/* Whether a line is a boundary: then parts end, and another may begin. */
static gboolean
take_boundary (PvMime       *self,
               const guint8 *data,
               gsize         n)
{
  while (n > 0 && strchr (" \t\r\n", data[n - 1]) != NULL && data[n - 1] != '\0')
    n--;
  if (n < 2 || data[0] != '-' || data[1] != '-')
    return FALSE;

  for (guint i = self->boundaries->len; i > 0; i--)
    {
      const char *boundary = g_ptr_array_index (self->boundaries, i - 1);
      gsize length = strlen (boundary);
      gboolean is_last;

      if (n < length + 2 || memcmp (data + 2, boundary, length) != 0)
        continue;
      is_last = n == length + 4 && data[n - 2] == '-' && data[n - 1] == '-';
      if (n != length + 2 && !is_last)
        continue;

      end_file (self, 0, TRUE);
      g_ptr_array_set_size (self->boundaries, (int) (is_last ? i - 1 : i));
      if (!is_last)
        begin_header (self);
      return TRUE;
    }

  return FALSE;
}

static void
on_line (PvMime       *self,
         const guint8 *data,
         gsize         n)
{
  gboolean begins = !self->is_inside;

  self->is_inside = data[n - 1] != '\n';
  if (begins && self->boundaries->len > 0 && take_boundary (self, data, n))
    return;

  if (self->state == STATE_HEADER)
    add_to_header (self, data, n, begins);
  else if (self->state == STATE_FILE)
    add_to_file (self, data, n);
}

void
pv_mime_put (PvMime       *self,
             const guint8 *data,
             gsize         n)
{
  while (n > 0)
    {
      gsize room = MAX_LINE - self->length;
      const guint8 *end = memchr (data, '\n', MIN (n, room));
      gsize length = end != NULL ? (gsize) (end - data) + 1 : MIN (n, room);

      /* what lies in one piece is not copied */
      if (self->length == 0 && (end != NULL || length == MAX_LINE))
        {
          on_line (self, data, length);
        }
      else
        {
          memcpy (self->line + self->length, data, length);
          self->length += (guint) length;
          if (end != NULL || self->length == MAX_LINE)
            {
              guint whole = self->length;

              self->length = 0;
              on_line (self, self->line, whole);
            }
        }
      data += length;
      n -= length;
    }
}

static void
flush_line (PvMime *self)
{
  guint length = self->length;

  self->length = 0;
  if (length > 0)
    on_line (self, self->line, length);
}

void
pv_mime_gap (PvMime  *self,
             guint64  n)
{
  flush_line (self);
  if (self->state == STATE_FILE)
    release_line_end (self);
  if (!self->has_head)
    {
      self->has_head = TRUE;
      self->funcs->head (self->subject, self->user_data);
    }
  /* up to where the next part begins, nothing is known to be where it should */
  end_file (self, self->encoding == ENCODING_BASE64 ? n / 4 * 3 : n, FALSE);
  self->is_inside = TRUE;
}

void
pv_mime_end (PvMime   *self,
             gboolean  is_whole)
{
  flush_line (self);
  if (self->state == STATE_HEADER)
    end_header (self);
  if (self->state == STATE_FILE)
    release_line_end (self);
  end_file (self, 0, is_whole && self->boundaries->len == 0);
}
