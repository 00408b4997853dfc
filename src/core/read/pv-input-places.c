/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-input-places.c: folders become the files in them. */
#include "config.h"

#include "pv-input-places.h"

#include <glib/gi18n-lib.h>

#include "pv-error.h"
#include "pv-file-text.h"

#define ATTRIBUTES G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE "," \
  G_FILE_ATTRIBUTE_STANDARD_IS_HIDDEN

/* Folders in folders in folders … */
#define MAX_DEPTH 32

typedef struct
{
  GPtrArray *files; /* of GFile */
  GByteArray *is_found; /* of each of them */
  GPtrArray *spools; /* of each of them, an unowned PvSpool or NULL */
  gboolean recursive;
  GCancellable *cancellable;
} Expansion;

static gboolean
add_file (Expansion  *self,
          GFile      *file,
          gboolean    is_found,
          PvSpool    *spool,
          GError    **error)
{
  const guint8 flag = is_found ? 1 : 0;

  if (self->files->len == PV_INPUT_FILES_MAX)
    {
      g_set_error (error, PV_ERROR, PV_ERROR_TOO_LARGE, _("there are more than %u files"), PV_INPUT_FILES_MAX);
      return FALSE;
    }

  g_ptr_array_add (self->files, g_object_ref (file));
  g_byte_array_append (self->is_found, &flag, 1);
  g_ptr_array_add (self->spools, spool);

  return TRUE;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (g_file_info_get_name (*(GFileInfo *const *) a), g_file_info_get_name (*(GFileInfo *const *) b));
}

/* What is in the folder, hidden files aside, in the order of names. (element-type GFileInfo) */
static GPtrArray *
list_folder (Expansion  *self,
             GFile      *folder,
             GError    **error)
{
  g_autoptr (GFileEnumerator) enumerator = NULL;
  g_autoptr (GPtrArray) infos = g_ptr_array_new_with_free_func (g_object_unref);

  enumerator = g_file_enumerate_children (folder, ATTRIBUTES, G_FILE_QUERY_INFO_NONE, self->cancellable, error);
  if (enumerator == NULL)
    return NULL;

  for (;;)
    {
      GFileInfo *info;

      if (!g_file_enumerator_iterate (enumerator, &info, NULL, self->cancellable, error))
        return NULL;
      if (info == NULL)
        break;
      if (!g_file_info_get_is_hidden (info))
        g_ptr_array_add (infos, g_object_ref (info));
    }
  g_ptr_array_sort (infos, compare_names);

  return g_steal_pointer (&infos);
}

static gboolean
is_link (GFile *file)
{
  return g_file_query_file_type (file, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL) == G_FILE_TYPE_SYMBOLIC_LINK;
}

static gboolean
add_folder (Expansion  *self,
            GFile      *folder,
            guint       depth,
            GError    **error)
{
  g_autoptr (GPtrArray) infos = list_folder (self, folder, error);

  if (infos == NULL)
    return FALSE;

  for (guint i = 0; i < infos->len; i++)
    {
      GFileInfo *info = g_ptr_array_index (infos, i);
      g_autoptr (GFile) child = g_file_get_child (folder, g_file_info_get_name (info));
      GFileType type = g_file_info_get_file_type (info);

      if (type == G_FILE_TYPE_REGULAR && !add_file (self, child, TRUE, NULL, error))
        return FALSE;
      /* one that may not be read does not keep the others from being read */
      if (type == G_FILE_TYPE_DIRECTORY && self->recursive && depth < MAX_DEPTH && !is_link (child))
        {
          g_autoptr (GError) cause = NULL;

          if (!add_folder (self, child, depth + 1, &cause) && cause->domain == PV_ERROR)
            {
              g_propagate_error (error, g_steal_pointer (&cause));
              return FALSE;
            }
        }
    }

  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

/* Every message names the file or folder. */
static void
name_place (GFile   *file,
            GError **error)
{
  g_autofree char *name = pv_file_text_path (file);

  if (error != NULL && *error != NULL && !g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    /* Translators: %s is the name of a file or folder. What is wrong with it follows. */
    g_prefix_error (error, _("Could not open “%s”: "), name);
}

PvInputFiles *
pv_input_places_expand (const PvInputFiles  *places,
                        gboolean             recursive,
                        GCancellable        *cancellable,
                        GError             **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GByteArray) is_found = g_byte_array_new ();
  g_autoptr (GPtrArray) spools = g_ptr_array_new ();
  Expansion self = { files, is_found, spools, recursive, cancellable };
  PvInputFiles *expanded;

  g_return_val_if_fail (places != NULL, NULL);

  for (guint i = 0; i < places->n; i++)
    {
      GFile *file = places->files[i].file;
      gboolean is_folder = g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable) == G_FILE_TYPE_DIRECTORY;

      if (!(is_folder ? add_folder (&self, file, 0, error)
                      : add_file (&self, file, places->files[i].is_found, places->files[i].spool, error)))
        {
          name_place (file, error);
          return NULL;
        }
    }

  if (files->len == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("there is no capture in it"));
      name_place (places->files[0].file, error);
      return NULL;
    }

  expanded = pv_input_files_new ((GFile *const *) files->pdata, files->len);
  for (guint i = 0; i < expanded->n; i++)
    {
      PvSpool *spool = g_ptr_array_index (spools, i);

      expanded->files[i].is_found = is_found->data[i] != 0;
      expanded->files[i].spool = spool != NULL ? pv_spool_ref (spool) : NULL;
    }

  return expanded;
}
