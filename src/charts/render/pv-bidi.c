/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bidi.c: texts of both directions beside each other: Unicode's UAX 9. */
#include "config.h"

#include "pv-bidi.h"

#include "pv-line-legend.h"

/* FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE. */
#define ISOLATE "\342\201\250"
#define END "\342\201\251"
/* RIGHT-TO-LEFT MARK */
#define MARK "\342\200\217"

/* Whether the first letter is of a script that runs from right to left: rule P2, for the scripts that living
 * languages are written in. */
static gboolean
begins_rtl (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isalpha (c))
        continue;

      switch (g_unichar_get_script (c))
        {
        case G_UNICODE_SCRIPT_ADLAM:
        case G_UNICODE_SCRIPT_ARABIC:
        case G_UNICODE_SCRIPT_HANIFI_ROHINGYA:
        case G_UNICODE_SCRIPT_HEBREW:
        case G_UNICODE_SCRIPT_MANDAIC:
        case G_UNICODE_SCRIPT_NKO:
        case G_UNICODE_SCRIPT_SYRIAC:
        case G_UNICODE_SCRIPT_THAANA:
          return TRUE;

        default:
          return FALSE;
        }
    }

  return FALSE;
}

gboolean
pv_bidi_is_rtl (void)
{
  /* Any translated text says it, and there is none to forget. */
  return begins_rtl (pv_line_legend_get_total_name ());
}

char *
pv_bidi_isolate (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  if (!pv_bidi_is_rtl () && !begins_rtl (text))
    return g_strdup (text);

  return g_strconcat (ISOLATE, text, END, NULL);
}

/* What ends a quotation that @c begins, in the languages that there are; 0 where it begins none. */
static gunichar
get_closing_quote (gunichar c)
{
  static const gunichar quotes[][2] = {
    { 0x201c, 0x201d }, { 0x201d, 0x201c }, { 0x201e, 0x201c }, { 0xab, 0xbb }, { 0x300c, 0x300d },
  };

  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++)
    if (quotes[i][0] == c)
      return quotes[i][1];

  return 0;
}

char *
pv_bidi_take_sentence (char *text)
{
  char *sentence;

  g_return_val_if_fail (text != NULL, NULL);

  if (!pv_bidi_is_rtl ())
    return text;

  sentence = g_strconcat (MARK, text, NULL);
  g_free (text);

  return sentence;
}

char *
pv_bidi_isolate_quoted (const char *text)
{
  g_autoptr (GString) isolated = NULL;
  const char *rest = text;

  g_return_val_if_fail (text != NULL, NULL);

  isolated = g_string_new (NULL);
  while (*rest != '\0')
    {
      gunichar closing = get_closing_quote (g_utf8_get_char (rest));
      const char *quoted = g_utf8_next_char (rest);
      const char *end = closing != 0 ? g_utf8_strchr (quoted, -1, closing) : NULL;
      g_autofree char *name = end != NULL ? g_strndup (quoted, (gsize) (end - quoted)) : NULL;
      g_autofree char *in_isolates = name != NULL ? pv_bidi_isolate (name) : NULL;

      g_string_append_len (isolated, rest, quoted - rest);
      if (in_isolates != NULL)
        g_string_append (isolated, in_isolates);
      /* a closing quote may look as one that opens */
      if (end != NULL)
        g_string_append_unichar (isolated, closing);
      rest = end != NULL ? g_utf8_next_char (end) : quoted;
    }

  return pv_bidi_take_sentence (g_string_free (g_steal_pointer (&isolated), FALSE));
}

void
pv_bidi_append_line (GString    *text,
                     const char *line)
{
  g_return_if_fail (text != NULL);

  if (line == NULL)
    return;

  if (text->len > 0)
    g_string_append_c (text, '\n');
  if (pv_bidi_is_rtl ())
    g_string_append_printf (text, MARK ISOLATE "%s" END, line);
  else
    g_string_append (text, line);
}
