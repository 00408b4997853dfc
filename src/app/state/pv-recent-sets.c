/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-recent-sets.c: files that were opened together as one capture. */
#include "config.h"

#include "pv-recent-sets.h"

#include <string.h>

#include "pv-settings.h"

#define KEY "recent-sets"
#define TYPE "(xas)"
#define MAX_SETS 10
/* What is in the settings need not come from here: files of a set, and all of them in bytes. */
#define MAX_FILES 256
#define MAX_LENGTH 65536

void
pv_recent_set_free (PvRecentSet *self)
{
  pv_input_files_unref (self->places);
  g_free (self);
}

/* (transfer full) (nullable): NULL where they are too many */
static GStrv
dup_uris (const PvInputFiles *places)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gsize length = 0;

  if (places->n > MAX_FILES)
    return NULL;
  for (guint i = 0; i < places->n; i++)
    {
      g_autofree char *uri = g_file_get_uri (places->files[i].file);

      length += strlen (uri);
      g_strv_builder_add (builder, uri);
    }

  return length <= MAX_LENGTH ? g_strv_builder_end (builder) : NULL;
}

void
pv_recent_sets_remember (const PvInputFiles *places)
{
  GSettings *settings = pv_settings_get_default ();
  g_autoptr (GVariant) old = g_settings_get_value (settings, KEY);
  g_auto (GStrv) uris = NULL;
  g_autoptr (GVariant) list = NULL;
  GVariantBuilder builder;
  guint n = 1;

  g_return_if_fail (places != NULL);

  uris = dup_uris (places);
  if (uris == NULL)
    return;

  list = g_variant_ref_sink (g_variant_new_strv ((const char *const *) uris, -1));
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" TYPE));
  g_variant_builder_add (&builder, "(x@as)", g_get_real_time (), list);
  for (gsize i = 0; i < g_variant_n_children (old) && n < MAX_SETS; i++)
    {
      g_autoptr (GVariant) set = g_variant_get_child_value (old, i);
      g_autoptr (GVariant) of_set = g_variant_get_child_value (set, 1);

      if (!g_variant_equal (of_set, list) && g_variant_get_size (of_set) <= 2 * MAX_LENGTH)
        {
          g_variant_builder_add_value (&builder, set);
          n++;
        }
    }
  g_settings_set_value (settings, KEY, g_variant_builder_end (&builder));
}

/* Remote ones are not asked whether they are still there: that may take long. */
static gboolean
is_there (GFile *file)
{
  return !g_file_is_native (file) || g_file_query_exists (file, NULL);
}

/* (transfer full) (nullable): NULL where not all is there */
static PvInputFiles *
find_places (GVariant *uris)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  gsize n = g_variant_n_children (uris);

  if (n == 0 || n > MAX_FILES)
    return NULL;

  for (gsize i = 0; i < n; i++)
    {
      const char *uri;
      GFile *file;

      g_variant_get_child (uris, i, "&s", &uri);
      file = g_file_new_for_uri (uri);
      g_ptr_array_add (files, file);
      if (!is_there (file))
        return NULL;
    }

  return pv_input_files_new ((GFile *const *) files->pdata, files->len);
}

GPtrArray *
pv_recent_sets_list (void)
{
  g_autoptr (GVariant) sets = g_settings_get_value (pv_settings_get_default (), KEY);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) pv_recent_set_free);

  for (gsize i = 0; i < MIN (g_variant_n_children (sets), MAX_SETS); i++)
    {
      g_autoptr (GVariant) set = g_variant_get_child_value (sets, i);
      g_autoptr (GVariant) uris = g_variant_get_child_value (set, 1);
      PvInputFiles *places = find_places (uris);
      PvRecentSet *found;

      if (places == NULL)
        continue;
      found = g_new0 (PvRecentSet, 1);
      g_variant_get_child (set, 0, "x", &found->used_us);
      found->places = places;
      g_ptr_array_add (list, found);
    }

  return list;
}
