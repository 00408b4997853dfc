/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-input-places.c: folders become the files in them. */
#include "config.h"

#include "pv-input-places.h"

#include <glib/gi18n-lib.h>

#include "pv-error.h"
#include "pv-file-text.h"
#include "pv-inode-set.h"

#define ATTRIBUTES G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE "," \
  G_FILE_ATTRIBUTE_STANDARD_IS_HIDDEN "," G_FILE_ATTRIBUTE_STANDARD_IS_SYMLINK "," G_FILE_ATTRIBUTE_UNIX_DEVICE "," \
  G_FILE_ATTRIBUTE_UNIX_INODE

/* Folders in folders in folders … */
#define MAX_DEPTH 32

/* How a file got among the others. */
typedef struct
{
  gboolean is_found; /* in a folder; else, no more is known */
  gboolean is_link;
  guint32 device;
  guint64 inode; /* 0 where the file system has none */
} Origin;

typedef struct
{
  GPtrArray *files; /* of GFile */
  GArray *origins; /* of each of them */
  GPtrArray *spools; /* of each of them, an unowned PvSpool or NULL */
  gboolean recursive;
  GCancellable *cancellable;
} Expansion;

static gboolean
add_file (Expansion  *self,
          GFile      *file,
          Origin      origin,
          PvSpool    *spool,
          GError    **error)
{
  if (self->files->len == PV_INPUT_FILES_MAX)
    {
      g_set_error (error, PV_ERROR, PV_ERROR_TOO_LARGE, _("there are more than %u files"), PV_INPUT_FILES_MAX);
      return FALSE;
    }

  g_ptr_array_add (self->files, g_object_ref (file));
  g_array_append_val (self->origins, origin);
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

static Origin
get_origin (GFileInfo *info)
{
  return (Origin){ TRUE, g_file_info_get_is_symlink (info),
                   g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_UNIX_DEVICE),
                   g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_UNIX_INODE) };
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

      if (type == G_FILE_TYPE_REGULAR && !add_file (self, child, get_origin (info), NULL, error))
        return FALSE;
      /* one that may not be read does not keep the others from being read */
      if (type == G_FILE_TYPE_DIRECTORY && self->recursive && depth < MAX_DEPTH && !is_link (child))
        {
          g_autoptr (GError) cause = NULL;

          if (add_folder (self, child, depth + 1, &cause))
            continue;
          if (cause->domain == PV_ERROR)
            {
              g_propagate_error (error, g_steal_pointer (&cause));
              return FALSE;
            }
          /* it is told of as a file that cannot be read is */
          if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED)
              && !add_file (self, child, get_origin (info), NULL, error))
            return FALSE;
        }
    }

  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

/* Notes what of the files that are links, or are none, has no other name before it. */
static void
note_first (Expansion  *self,
            gboolean    are_links,
            GHashTable *inodes,
            GArray     *is_double)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const Origin *origin = &g_array_index (self->origins, Origin, i);

      if (origin->is_found && origin->inode != 0 && (origin->is_link != FALSE) == are_links)
        g_array_index (is_double, gboolean, i) = !pv_inode_set_add (inodes, origin->device, origin->inode);
    }
}

/* A file that has several names in what was looked into, as the newest of a ring may have, is one. */
static void
drop_doubles (Expansion *self)
{
  g_autoptr (GHashTable) inodes = pv_inode_set_new ();
  g_autoptr (GArray) is_double = g_array_sized_new (FALSE, TRUE, sizeof (gboolean), self->files->len);

  g_array_set_size (is_double, self->files->len);
  note_first (self, FALSE, inodes, is_double);
  note_first (self, TRUE, inodes, is_double);
  for (guint i = self->files->len; i > 0; i--)
    if (g_array_index (is_double, gboolean, i - 1))
      {
        g_ptr_array_remove_index (self->files, i - 1);
        g_array_remove_index (self->origins, i - 1);
        g_ptr_array_remove_index (self->spools, i - 1);
      }
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
  g_autoptr (GArray) origins = g_array_new (FALSE, FALSE, sizeof (Origin));
  g_autoptr (GPtrArray) spools = g_ptr_array_new ();
  Expansion self = { files, origins, spools, recursive, cancellable };
  PvInputFiles *expanded;

  g_return_val_if_fail (places != NULL, NULL);

  for (guint i = 0; i < places->n; i++)
    {
      GFile *file = places->files[i].file;
      gboolean is_folder = g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable) == G_FILE_TYPE_DIRECTORY;

      if (!(is_folder ? add_folder (&self, file, 0, error)
                      : add_file (&self, file, (Origin){ .is_found = places->files[i].is_found }, places->files[i].spool,
                                  error)))
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

  drop_doubles (&self);
  expanded = pv_input_files_new ((GFile *const *) files->pdata, files->len);
  for (guint i = 0; i < expanded->n; i++)
    {
      PvSpool *spool = g_ptr_array_index (spools, i);

      expanded->files[i].is_found = g_array_index (origins, Origin, i).is_found;
      expanded->files[i].spool = spool != NULL ? pv_spool_ref (spool) : NULL;
    }

  return expanded;
}
