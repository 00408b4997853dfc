/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-mime-words.c: words of mail headers that are not ASCII (RFC 2047). */
#include "pv-mime-words.h"

#include <string.h>

/* Others are left encoded: a capture does not choose what the system's converters are asked for. */
static const char *const charsets[] = { "UTF-8", "US-ASCII", "ISO-8859-1", "ISO-8859-15", "WINDOWS-1252" };

static const char *
find_charset (const char *name,
              gsize       length)
{
  for (guint i = 0; i < G_N_ELEMENTS (charsets); i++)
    if (strlen (charsets[i]) == length && g_ascii_strncasecmp (charsets[i], name, length) == 0)
      return charsets[i];

  return NULL;
}

/* The encoding "Q" (RFC 2047, section 4.2). (transfer full) */
static char *
decode_q (const char *text,
          gsize       n,
          gsize      *length)
{
  GString *decoded = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    {
      if (text[i] == '=' && i + 2 < n && g_ascii_isxdigit (text[i + 1]) && g_ascii_isxdigit (text[i + 2]))
        {
          g_string_append_c (decoded, (char) (g_ascii_xdigit_value (text[i + 1]) << 4
                                              | g_ascii_xdigit_value (text[i + 2])));
          i += 2;
        }
      else
        {
          g_string_append_c (decoded, text[i] == '_' ? ' ' : text[i]);
        }
    }
  *length = decoded->len;

  return g_string_free (decoded, FALSE);
}

/* Appends the encoded word that @text begins with. Returns its length, or 0 where it is none. */
static gsize
append_word (GString    *out,
             const char *text)
{
  const char *charset = text + 2;
  const char *mark = strchr (charset, '?');
  const char *data;
  const char *end;
  const char *known;
  g_autofree char *bytes = NULL;
  g_autofree char *utf8 = NULL;
  gsize length = 0;

  if (mark == NULL || mark[1] == '\0' || mark[2] != '?')
    return 0;
  data = mark + 3;
  end = strstr (data, "?=");
  if (end == NULL)
    return 0;

  known = find_charset (charset, MIN (strcspn (charset, "*?"), (gsize) (mark - charset)));
  if (known == NULL)
    return 0;

  if (g_ascii_tolower (mark[1]) == 'b')
    {
      g_autofree char *code = g_strndup (data, (gsize) (end - data));

      bytes = (char *) g_base64_decode (code, &length);
    }
  else if (g_ascii_tolower (mark[1]) == 'q')
    {
      bytes = decode_q (data, (gsize) (end - data), &length);
    }
  if (bytes == NULL)
    return 0;

  utf8 = g_convert (bytes, (gssize) length, "UTF-8", known, NULL, NULL, NULL);
  if (utf8 == NULL)
    return 0;
  g_string_append (out, utf8);

  return (gsize) (end + 2 - text);
}

char *
pv_mime_words_decode (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const char *at = text;
  gboolean is_behind_word = FALSE;

  while (*at != '\0')
    {
      gsize n_spaces = strspn (at, " \t\r\n");
      gsize n = strncmp (at + n_spaces, "=?", 2) == 0 ? 1 : 0;
      gsize before = out->len;

      /* spaces between encoded words are none (RFC 2047, section 6.2) */
      if (n > 0)
        {
          if (!is_behind_word)
            g_string_append_len (out, at, (gssize) n_spaces);
          n = append_word (out, at + n_spaces);
          if (n == 0)
            g_string_truncate (out, before);
        }
      if (n > 0)
        {
          at += n_spaces + n;
          is_behind_word = TRUE;
          continue;
        }

      is_behind_word = FALSE;
      n = MAX (n_spaces, 1);
      g_string_append_len (out, at, (gssize) n);
      at += n;
    }

  return g_utf8_make_valid (out->str, (gssize) out->len);
}
