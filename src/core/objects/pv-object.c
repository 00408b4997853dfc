/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object.c: a file that went over the wire. */
#include "pv-object.h"

#include <gio/gio.h>
#include <string.h>

void
pv_object_free (PvObject *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->url);
  g_free (self->type);
  g_free (self->content_type);
  g_free (self);
}

PvObject *
pv_object_copy (const PvObject *self)
{
  PvObject *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->name = g_strdup (self->name);
  copy->url = g_strdup (self->url);
  copy->type = g_strdup (self->type);
  copy->content_type = g_strdup (self->content_type);

  return copy;
}

gboolean
pv_object_is_whole (const PvObject *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return (self->flaws & (PV_OBJECT_CUT | PV_OBJECT_DAMAGED | PV_OBJECT_TOO_LARGE | PV_OBJECT_PART)) == 0;
}

/* Types that say nothing. */
static gboolean
is_vague (const char *type)
{
  return g_content_type_is_unknown (type) || g_str_equal (type, "text/plain") || g_str_equal (type, "application/x-zerosize")
         || g_str_equal (type, "binary/octet-stream") || g_str_equal (type, "application/force-download")
         || g_str_equal (type, "application/x-download") || g_str_equal (type, "application/download");
}

/* Types whose files are never read as text. */
static gboolean
is_medium (const char *type)
{
  return (g_str_has_prefix (type, "image/") && strstr (type, "xml") == NULL) || g_str_has_prefix (type, "audio/")
         || g_str_has_prefix (type, "video/") || g_str_has_prefix (type, "font/") || g_str_equal (type, "application/pdf")
         || g_str_equal (type, "application/zip");
}

static gboolean
is_text (const char *type)
{
  return g_str_has_prefix (type, "text/") || g_content_type_is_a (type, "text/plain");
}

/* The part before a slash. */
static gboolean
is_same_kind (const char *type,
              const char *other)
{
  const char *slash = strchr (type, '/');

  return slash != NULL && strncmp (type, other, (gsize) (slash - type) + 1) == 0;
}

/* Whether the contents of what is said to be of @said are of another type. One may be a kind of the other; guesses
 * among media of one kind are left alone, and so are those among texts. */
static gboolean
contradicts (const char *content,
             const char *said)
{
  if (is_vague (content) || is_vague (said))
    return FALSE;
  if (g_content_type_equals (content, said) || g_content_type_is_a (content, said) ||
      g_content_type_is_a (said, content))
    return FALSE;
  if (is_text (content))
    return is_medium (said);

  return !((is_medium (content) || is_medium (said)) && !g_str_has_prefix (content, "application/")
           && is_same_kind (content, said));
}

gboolean
pv_object_is_misnamed (const PvObject *self)
{
  g_autofree char *by_name = NULL;
  gboolean is_uncertain = TRUE;

  g_return_val_if_fail (self != NULL && self->content_type != NULL, FALSE);

  if (self->type != NULL && contradicts (self->content_type, self->type))
    return TRUE;
  if (self->name == NULL || strchr (self->name, '.') == NULL)
    return FALSE;

  /* the end of a name says less than a sender: of programs on a server, it is not that of what they write */
  by_name = g_content_type_guess (self->name, NULL, 0, &is_uncertain);

  return !is_uncertain && is_medium (by_name) && contradicts (self->content_type, by_name);
}

char *
pv_object_dup_sha256 (const PvObject *self)
{
  static const char digits[] = "0123456789abcdef";
  char *text;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_malloc (2 * PV_SHA256_SIZE + 1);
  for (guint i = 0; i < PV_SHA256_SIZE; i++)
    {
      text[2 * i] = digits[self->sha256[i] >> 4];
      text[2 * i + 1] = digits[self->sha256[i] & 0xf];
    }
  text[2 * PV_SHA256_SIZE] = '\0';

  return text;
}

const char *
pv_object_protocol_get_code (PvObjectProtocol protocol)
{
  static const char *const codes[PV_N_OBJECT_PROTOCOLS] = { "http", "ftp", "tftp", "smtp", "imap", "pop" };

  g_return_val_if_fail ((guint) protocol < PV_N_OBJECT_PROTOCOLS, NULL);

  return codes[protocol];
}

const char *
pv_object_flaw_get_code (PvObjectFlaws flaw)
{
  static const char *const codes[PV_N_OBJECT_FLAWS] = { "cut", "coded", "damaged", "too-large", "part", "misnamed" };

  for (guint i = 0; i < PV_N_OBJECT_FLAWS; i++)
    if (flaw == 1u << i)
      return codes[i];

  g_return_val_if_reached (NULL);
}
