/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-safe-name.c: names of files that strangers chose, made safe to be used. */
#include "pv-safe-name.h"

#include <string.h>

/* What nameless files are called. */
#define NAMELESS "file"

/* A longer extension is none. */
#define MAX_EXTENSION 32

/* Whether a character may mean something, or cannot be seen. */
static gboolean
is_unsafe (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_UNASSIGNED:
      return TRUE;
    default:
      return c < 0x80 && strchr ("/\\:*?\"<>|", (int) c) != NULL;
    }
}

/* Names of devices on some systems, whatever extension they have. */
static gboolean
is_device (const char *name)
{
  static const char *const devices[] = { "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$" };
  gsize length = strcspn (name, ".");

  while (length > 0 && name[length - 1] == ' ')
    length--;
  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    if (length == strlen (devices[i]) && g_ascii_strncasecmp (name, devices[i], length) == 0)
      return TRUE;

  return length == 4 && (g_ascii_strncasecmp (name, "COM", 3) == 0 || g_ascii_strncasecmp (name, "LPT", 3) == 0)
         && g_ascii_isdigit (name[3]);
}

/* Where the extension begins, with its dot; the end where there is none. */
static const char *
find_extension (const char *name)
{
  const char *dot = strrchr (name, '.');

  return dot != NULL && dot > name && dot[1] != '\0' && strlen (dot) <= MAX_EXTENSION ? dot : name + strlen (name);
}

/* At most @max bytes of whole characters of @text, which are @length bytes. */
static gsize
cut (const char *text,
     gsize       length,
     gsize       max)
{
  const char *end;

  if (length <= max)
    return length;
  end = g_utf8_find_prev_char (text, text + max + 1);

  return end != NULL ? (gsize) (end - text) : 0;
}

/* @name with @infix before its extension, cut to fit. */
static char *
join (const char *name,
      const char *infix)
{
  const char *extension = find_extension (name);
  gsize room = PV_SAFE_NAME_MAX - strlen (extension) - strlen (infix);
  gsize length = cut (name, (gsize) (extension - name), room);

  return g_strdup_printf ("%.*s%s%s", (int) length, name, infix, extension);
}

static void
strip_end (GString *text)
{
  while (text->len > 0 && (text->str[text->len - 1] == '.' || text->str[text->len - 1] == ' '))
    g_string_truncate (text, text->len - 1);
}

char *
pv_safe_name_make (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name != NULL ? name : "", -1);
  g_autoptr (GString) safe = g_string_new (NULL);
  g_autofree char *short_name = NULL;
  const char *start = valid;

  for (const char *c = valid; *c != '\0'; c++)
    if ((*c == '/' || *c == '\\') && c[1] != '\0')
      start = c + 1;

  while (*start != '\0' && strchr (". ", *start) != NULL)
    start++;
  for (const char *c = start; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (is_unsafe (character) || (c == start && (character == '-' || character == '~')))
        g_string_append_c (safe, '_');
      else
        g_string_append_unichar (safe, character);
    }
  strip_end (safe);
  if (safe->len == 0)
    g_string_assign (safe, NAMELESS);
  if (is_device (safe->str))
    g_string_prepend_c (safe, '_');

  short_name = join (safe->str, "");
  g_string_assign (safe, short_name);
  strip_end (safe);

  return g_string_free (g_steal_pointer (&safe), FALSE);
}

char *
pv_safe_name_number (const char *name,
                     guint64     n)
{
  g_autofree char *infix = g_strdup_printf (" (%" G_GUINT64_FORMAT ")", n);

  g_return_val_if_fail (name != NULL, NULL);

  return join (name, infix);
}
