/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dns-label.c: one label of a DNS name, as text. */
#include "pv-dns-label.h"

#include <string.h>

/* Marks on one letter beyond these are no writing, but climb over the lines above. */
#define MAX_MARKS 3

/* Scripts that labels may mix, with Latin and within each group: Japanese, Chinese, Korean. */
#define GROUP_LATIN (1 << 0)
#define GROUP_HAN (1 << 1)
#define GROUP_KANA (1 << 2)
#define GROUP_BOPOMOFO (1 << 3)
#define GROUP_HANGUL (1 << 4)
#define GROUP_OTHER (1 << 5)

/* A character of a label, or a byte that is none. */
typedef struct
{
  gunichar c; /* 0: not UTF-8 */
  guint8 at;
  guint8 length; /* in bytes */
} Character;

static char *
append_escaped (char   *end,
                guint8  byte)
{
  *end++ = '\\';
  *end++ = (char) ('0' + byte / 100);
  *end++ = (char) ('0' + byte / 10 % 10);
  *end++ = (char) ('0' + byte % 10);

  return end;
}

static inline char *
append_ascii (char   *end,
              guint8  byte)
{
  if (byte <= 0x20 || byte == 0x7f)
    return append_escaped (end, byte);

  if (byte == '.' || byte == '\\')
    *end++ = '\\';
  *end++ = (char) (byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte);

  return end;
}

static guint
split (const guint8 *label,
       gsize         length,
       Character    *characters)
{
  guint n = 0;

  for (gsize at = 0; at < length; n++)
    {
      const char *text = (const char *) label + at;
      gunichar c = label[at] < 0x80 ? label[at] : g_utf8_get_char_validated (text, (gssize) (length - at));
      guint8 size = 1;

      /* Invalid, or cut by the label's end */
      if (c >= (gunichar) -2)
        c = 0;
      else if (label[at] >= 0x80)
        size = (guint8) g_utf8_skip[label[at]];

      characters[n] = (Character){ c, (guint8) at, size };
      at += size;
    }

  return n;
}

/* Whether a letter of Cyrillic or Greek is drawn as one of Latin is. */
static gboolean
looks_latin (gunichar c)
{
  static const gunichar letters[] = {
    0x0391, 0x0392, 0x0395, 0x0396, 0x0397, 0x0399, 0x039a, 0x039c, 0x039d, 0x039f, 0x03a1, 0x03a4, 0x03a5, 0x03a7,
    0x03b1, 0x03b9, 0x03ba, 0x03bd, 0x03bf, 0x03c1, 0x03c5, 0x03c7, 0x03f2, 0x03f3, 0x0405, 0x0406, 0x0408, 0x0410,
    0x0412, 0x0415, 0x041a, 0x041c, 0x041d, 0x041e, 0x0420, 0x0421, 0x0422, 0x0425, 0x0430, 0x0433, 0x0435, 0x043a,
    0x043e, 0x043f, 0x0440, 0x0441, 0x0442, 0x0443, 0x0445, 0x0455, 0x0456, 0x0458, 0x0475, 0x04ae, 0x04af, 0x04bb,
    0x04bd, 0x04c0, 0x04cf, 0x0501, 0x050c, 0x050d, 0x051a, 0x051b, 0x051c, 0x051d,
  };

  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    if (letters[i] == c)
      return TRUE;

  return FALSE;
}

static guint
get_group (GUnicodeScript script)
{
  switch (script)
    {
    case G_UNICODE_SCRIPT_COMMON:
    case G_UNICODE_SCRIPT_INHERITED:
      return 0;
    case G_UNICODE_SCRIPT_LATIN:
      return GROUP_LATIN;
    case G_UNICODE_SCRIPT_HAN:
      return GROUP_HAN;
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
      return GROUP_KANA;
    case G_UNICODE_SCRIPT_BOPOMOFO:
      return GROUP_BOPOMOFO;
    case G_UNICODE_SCRIPT_HANGUL:
      return GROUP_HANGUL;
    default:
      return GROUP_OTHER;
    }
}

/* Whether the label's letters go together, and are not all drawn as those of Latin. */
static gboolean
is_plausible (const Character *characters,
              guint            n)
{
  GUnicodeScript other = G_UNICODE_SCRIPT_INVALID_CODE;
  gboolean all_latin = TRUE;
  guint groups = 0;

  for (guint i = 0; i < n; i++)
    {
      gunichar c = characters[i].c;
      GUnicodeScript script = g_unichar_get_script (c);
      guint group = c == 0 ? 0 : get_group (script);

      groups |= group;
      if (group != GROUP_OTHER)
        continue;

      if (other != G_UNICODE_SCRIPT_INVALID_CODE && script != other)
        return FALSE;
      other = script;
      all_latin = all_latin && looks_latin (c);
    }

  if (groups & GROUP_OTHER)
    return groups == GROUP_OTHER && !all_latin;

  groups &= ~(guint) GROUP_LATIN;

  return (groups & ~(guint) (GROUP_HAN | GROUP_KANA)) == 0 || (groups & ~(guint) (GROUP_HAN | GROUP_BOPOMOFO)) == 0
         || (groups & ~(guint) (GROUP_HAN | GROUP_HANGUL)) == 0;
}

static gboolean
is_mark (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_SPACING_MARK:
    case G_UNICODE_ENCLOSING_MARK:
    case G_UNICODE_NON_SPACING_MARK:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Whether a character is seen, and for what it is. */
static gboolean
is_visible (gunichar c)
{
  gunichar plain[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gunichar canonical[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT: /* direction, too */
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_SPACE_SEPARATOR:
      return FALSE;
    default:
      break;
    }

  switch (c)
    {
    case 0x034f: /* what is drawn as nothing */
    case 0x115f:
    case 0x1160:
    case 0x17b4:
    case 0x17b5:
    case 0x2800:
    case 0x3164:
    case 0xffa0:
    case 0x2044: /* slashes and backslashes */
    case 0x2215:
    case 0x2216:
    case 0x29f5:
    case 0x29f8:
    case 0x29f9:
    case 0x3002: /* what was once taken for the dot between labels (RFC 3490, section 3.1) */
    case 0xff61:
      return FALSE;
    default:
      break;
    }

  /* Variation selectors */
  if ((c >= 0x180b && c <= 0x180f) || (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef))
    return FALSE;

  /* Other forms of ASCII: full width, mathematical, superscript … */
  g_unichar_fully_decompose (c, TRUE, plain, G_N_ELEMENTS (plain));
  g_unichar_fully_decompose (c, FALSE, canonical, G_N_ELEMENTS (canonical));

  return plain[0] >= 0x80 || plain[0] == canonical[0];
}

/* Whether a mark belongs to what is shown before it, and is not part of a letter that has a number of its own. */
static gboolean
is_mark_in_place (gunichar before,
                  gunichar c,
                  guint    n_marks)
{
  gunichar composed;

  return before != 0 && n_marks < MAX_MARKS && !g_unichar_compose (before, c, &composed);
}

/* A label with bytes that are not ASCII. */
static char *
append_utf8 (char         *end,
             const guint8 *label,
             gsize         length)
{
  Character characters[PV_DNS_LABEL_MAX];
  guint n = split (label, length, characters);
  gboolean plausible = is_plausible (characters, n);
  gunichar before = 0; /* the last character, where it is shown */
  guint n_marks = 0; /* up to there, of the same letter */

  for (guint i = 0; i < n; i++)
    {
      const Character *character = &characters[i];
      const guint8 *bytes = label + character->at;
      gboolean mark = is_mark (character->c);

      if (bytes[0] < 0x80)
        {
          end = append_ascii (end, bytes[0]);
          before = bytes[0] > 0x20 && bytes[0] != '.' && bytes[0] != '\\' && bytes[0] != 0x7f ? bytes[0] : 0;
          n_marks = 0;
          continue;
        }

      if (character->c != 0 && plausible && is_visible (character->c)
          && (!mark || is_mark_in_place (before, character->c, n_marks)))
        {
          memcpy (end, bytes, character->length);
          end += character->length;
          before = character->c;
          n_marks = mark ? n_marks + 1 : 0;
          continue;
        }

      for (guint byte = 0; byte < character->length; byte++)
        end = append_escaped (end, bytes[byte]);
      before = 0;
    }

  return end;
}

char *
pv_dns_label_append (char         *end,
                     const guint8 *label,
                     gsize         length)
{
  char *start = end;

  g_assert (length <= PV_DNS_LABEL_MAX);

  for (gsize i = 0; i < length; i++)
    {
      if (G_UNLIKELY (label[i] >= 0x80))
        return append_utf8 (start, label, length);
      end = append_ascii (end, label[i]);
    }

  return end;
}
