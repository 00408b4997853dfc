/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-file-text.c: names of files as people can safely read them. */
#include "config.h"

#include "pv-file-text.h"

#include <string.h>

#define REPLACEMENT 0xfffd

/* A file's data key for a name that it is given. */
#define NAME "pv-name"

static gboolean
is_harmful (gunichar c)
{
  return g_unichar_iscntrl (c) ||
         c == 0x2028 || c == 0x2029 ||       /* line and paragraph separator */
         (c >= 0x202a && c <= 0x202e) ||     /* embeddings and overrides */
         (c >= 0x2066 && c <= 0x2069);       /* isolates */
}

char *
pv_file_text_clean (const char *text)
{
  g_autofree char *valid = NULL;
  GString *clean;

  g_return_val_if_fail (text != NULL, NULL);

  valid = g_utf8_make_valid (text, -1);
  clean = g_string_sized_new (strlen (valid));
  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      g_string_append_unichar (clean, is_harmful (c) ? REPLACEMENT : c);
    }

  return g_string_free (clean, FALSE);
}

void
pv_file_text_set_name (GFile      *file,
                       const char *name)
{
  g_return_if_fail (G_IS_FILE (file));

  g_object_set_data_full (G_OBJECT (file), NAME, g_strdup (name), g_free);
}

gboolean
pv_file_text_has_name (GFile *file)
{
  return g_object_get_data (G_OBJECT (file), NAME) != NULL;
}

char *
pv_file_text_name (GFile *file)
{
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  if (pv_file_text_has_name (file))
    return pv_file_text_clean (g_object_get_data (G_OBJECT (file), NAME));

  base = g_file_get_basename (file);
  name = base != NULL ? g_filename_display_name (base) : g_file_get_parse_name (file);

  return pv_file_text_clean (name);
}

char *
pv_file_text_path (GFile *file)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  if (pv_file_text_has_name (file))
    return pv_file_text_name (file);

  name = g_file_get_parse_name (file);

  return pv_file_text_clean (name);
}

char *
pv_file_text_exact (GFile *file)
{
  const char *path;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  path = g_file_peek_path (file);

  return path != NULL && g_utf8_validate (path, -1, NULL) ? g_strdup (path) : g_file_get_parse_name (file);
}
