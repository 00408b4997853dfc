/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-ring.c: files that go on with others: the next of a ring, and what is new in a folder. */
#include "pv-ring.h"

#include <string.h>
#include <sys/stat.h>

#include "pv-inode-set.h"
#include "pv-types.h"

/* A folder that was changed so shortly before it was looked at may be changed again in the same tick of its clock. */
#define TICK_NS (2 * PV_NS_PER_SECOND)

/* One folder, whole or for the rings of files in it. */
typedef struct
{
  char *path;
  gboolean is_whole;
  GHashTable *shapes; /* of names that were opened; where it is not whole */
  GHashTable *names; /* that were there before; where it is not whole */
  gint64 changed_ns; /* when it was changed last, as far as it was looked at; G_MININT64 for never */
} Folder;

/* A file that does not belong to the capture. */
typedef struct
{
  gint64 size; /* as it is with so many bytes; -1 for good */
} LeftOut;

/* What is new, and what else it may be called. */
typedef struct
{
  PvRingFile file;
  guint64 device;
  guint64 inode;
  gboolean is_link;
} Found;

struct _PvRing
{
  GPtrArray *folders; /* of Folder */
  GHashTable *left_out; /* of LeftOut, by path */
};

static void
folder_free (gpointer data)
{
  Folder *self = data;

  g_free (self->path);
  g_hash_table_unref (self->shapes);
  g_hash_table_unref (self->names);
  g_free (self);
}

static void
found_free (gpointer data)
{
  Found *self = data;

  g_object_unref (self->file.file);
  g_free (self);
}

/* What is the same of all names of a ring: digits are one, and none at the end. */
static char *
get_shape (const char *name)
{
  g_autoptr (GString) shape = g_string_new (NULL);

  for (const char *c = name; *c != '\0'; c++)
    if (!g_ascii_isdigit (*c))
      g_string_append_c (shape, *c);
    else if (shape->len == 0 || shape->str[shape->len - 1] != '#')
      g_string_append_c (shape, '#');
  if (shape->len > 1 && shape->str[shape->len - 1] == '#')
    g_string_truncate (shape, shape->len - 1);

  return g_string_free (g_steal_pointer (&shape), FALSE);
}

static gint64
get_changed_ns (const struct stat *info)
{
  return (gint64) ((guint64) info->st_mtim.tv_sec * PV_NS_PER_SECOND + (guint64) info->st_mtim.tv_nsec);
}

static Folder *
find_folder (PvRing     *self,
             const char *path)
{
  Folder *folder;

  for (guint i = 0; i < self->folders->len; i++)
    {
      folder = g_ptr_array_index (self->folders, i);
      if (g_str_equal (folder->path, path))
        return folder;
    }

  folder = g_new0 (Folder, 1);
  folder->path = g_strdup (path);
  folder->shapes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  folder->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  folder->changed_ns = G_MININT64;
  g_ptr_array_add (self->folders, folder);

  return folder;
}

/* Names of what is there before anything of it belongs to the capture. */
static void
note_names (Folder *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder->path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_hash_table_add (folder->names, g_strdup (name));
}

PvRing *
pv_ring_new (const PvInputFiles *places)
{
  g_autoptr (PvRing) self = NULL;

  g_return_val_if_fail (places != NULL, NULL);

  self = g_new0 (PvRing, 1);
  self->folders = g_ptr_array_new_with_free_func (folder_free);
  self->left_out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < places->n; i++)
    {
      const char *path = g_file_peek_path (places->files[i].file);
      struct stat info;

      if (path == NULL || stat (path, &info) != 0)
        continue;

      if (S_ISDIR (info.st_mode))
        {
          find_folder (self, path)->is_whole = TRUE;
        }
      else if (S_ISREG (info.st_mode))
        {
          g_autofree char *parent = g_path_get_dirname (path);
          g_autofree char *name = g_path_get_basename (path);
          Folder *folder = find_folder (self, parent);

          g_hash_table_add (folder->shapes, get_shape (name));
        }
    }

  for (guint i = 0; i < self->folders->len; i++)
    {
      Folder *folder = g_ptr_array_index (self->folders, i);

      if (!folder->is_whole)
        note_names (folder);
    }

  return self->folders->len > 0 ? g_steal_pointer (&self) : NULL;
}

void
pv_ring_free (PvRing *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->folders);
  g_hash_table_unref (self->left_out);
  g_free (self);
}

gboolean
pv_ring_has_folder (const PvRing *self)
{
  for (guint i = 0; i < self->folders->len; i++)
    if (((const Folder *) g_ptr_array_index (self->folders, i))->is_whole)
      return TRUE;

  return FALSE;
}

/* Files of the capture by path: the one that was read last of each. (element-type PvInputFile) */
static GHashTable *
index_files (const PvInputFiles *files)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < files->n; i++)
    {
      const char *path = g_file_peek_path (files->files[i].file);

      if (path != NULL)
        g_hash_table_insert (index, (gpointer) path, &files->files[i]);
    }

  return index;
}

/* Whether it is the compressed copy of a file that was read. */
static gboolean
is_copy (const char *path,
         GHashTable *index)
{
  static const char *const suffixes[] = { ".gz", ".zst", ".lz4", ".bz2", ".xz" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (path, suffixes[i]))
      {
        g_autofree char *other = g_strndup (path, strlen (path) - strlen (suffixes[i]));

        return g_hash_table_contains (index, other);
      }

  return FALSE;
}

/* Since when the next of a ring may be. FALSE where none of it was seen to grow: then there is no ring. */
static gboolean
get_ring_end (const PvInputFiles *files,
              const char         *folder,
              const char         *shape,
              gint64             *end_ns)
{
  gboolean is_ring = FALSE;

  *end_ns = G_MININT64;
  for (guint i = 0; i < files->n; i++)
    {
      const PvInputFile *file = &files->files[i];
      const char *path = g_file_peek_path (file->file);
      g_autofree char *parent = path != NULL ? g_path_get_dirname (path) : NULL;
      g_autofree char *name = path != NULL ? g_path_get_basename (path) : NULL;
      g_autofree char *other = name != NULL ? get_shape (name) : NULL;

      if (path == NULL || !g_str_equal (parent, folder) || !g_str_equal (other, shape))
        continue;
      is_ring = is_ring || file->has_grown || file->is_found;
      if (file->n_packets > 0)
        *end_ns = MAX (*end_ns, file->last_time_ns);
    }

  return is_ring;
}

/* Whether one of the files has another name by now, or a link leads to it: what is new may have the inode of one that is
 * gone, but not its beginning. */
static gboolean
is_known (const PvInputFiles *files,
          const char         *path,
          const struct stat  *info)
{
  for (guint i = 0; i < files->n; i++)
    {
      const PvInputFile *file = &files->files[i];
      PvFileIdentity identity = file->identity;

      if (identity.is_known && identity.inode == info->st_ino && identity.device == info->st_dev
          && (file->n_packets > 0 || !file->is_past) && pv_file_identity_go_on (&identity, path))
        return TRUE;
    }

  return FALSE;
}

/* Looks at one file, and adds it to @found where it may belong to the capture. */
static void
look_at (PvRing             *self,
         const Folder       *folder,
         const char         *path,
         const PvInputFiles *files,
         GHashTable         *index,
         GPtrArray          *found)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shape = get_shape (name);
  const PvInputFile *known = g_hash_table_lookup (index, path);
  const LeftOut *left_out = g_hash_table_lookup (self->left_out, path);
  gint64 since_ns = G_MININT64;
  Found *new_file;
  struct stat info;
  struct stat link;

  if (name[0] == '.' || (known != NULL && !known->is_past) || (left_out != NULL && left_out->size < 0))
    return;
  if (stat (path, &info) != 0 || !S_ISREG (info.st_mode) || (left_out != NULL && left_out->size == info.st_size))
    return;

  if (known != NULL)
    since_ns = known->n_packets > 0 ? known->last_time_ns : G_MININT64;
  else if (is_copy (path, index) || is_known (files, path, &info))
    return;
  else if (!folder->is_whole &&
           (g_hash_table_contains (folder->names, name) || !g_hash_table_contains (folder->shapes, shape) ||
            !get_ring_end (files, folder->path, shape, &since_ns)))
    return;

  new_file = g_new (Found, 1);
  *new_file = (Found){ { g_file_new_for_path (path), since_ns, known != NULL }, info.st_dev, info.st_ino,
                       lstat (path, &link) == 0 && S_ISLNK (link.st_mode) };
  g_ptr_array_add (found, new_file);
}

static void
look_into (PvRing             *self,
           Folder             *folder,
           const PvInputFiles *files,
           GHashTable         *index,
           GPtrArray          *found)
{
  gint64 now_ns = g_get_real_time () * 1000;
  g_autoptr (GDir) dir = NULL;
  struct stat info;
  const char *name;

  if (stat (folder->path, &info) != 0 || get_changed_ns (&info) == folder->changed_ns)
    return;

  dir = g_dir_open (folder->path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder->path, name, NULL);

      look_at (self, folder, path, files, index, found);
    }
  /* a clock that is elsewhere, or jumped, makes for more looks than it takes */
  if (ABS (now_ns - get_changed_ns (&info)) > TICK_NS)
    folder->changed_ns = get_changed_ns (&info);
}

/* What is at a place that was looked at before changes without its folder. */
static void
look_again (PvRing             *self,
            const PvInputFiles *files,
            GHashTable         *index,
            GPtrArray          *found)
{
  g_autoptr (GHashTable) paths = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; i < found->len; i++)
    g_hash_table_add (paths, (gpointer) g_file_peek_path (((PvRingFile *) g_ptr_array_index (found, i))->file));

  for (guint i = 0; i < self->folders->len; i++)
    {
      const Folder *folder = g_ptr_array_index (self->folders, i);
      g_autofree char *prefix = g_strconcat (folder->path, g_str_equal (folder->path, "/") ? "" : "/", NULL);

      g_hash_table_iter_init (&iter, self->left_out);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        if (g_str_has_prefix (key, prefix) && !g_hash_table_contains (paths, key))
          look_at (self, folder, key, files, index, found);

      for (guint f = 0; f < files->n; f++)
        {
          const char *path = g_file_peek_path (files->files[f].file);

          if (path != NULL && files->files[f].is_replaced && g_hash_table_lookup (index, path) == &files->files[f] &&
              g_str_has_prefix (path, prefix) && !g_hash_table_contains (self->left_out, path) &&
              g_hash_table_add (paths, (gpointer) path))
            look_at (self, folder, path, files, index, found);
        }
    }
}

/* Of several names of what is new, leaves one, of a file rather than of a link to it. */
static void
drop_doubles (GPtrArray *found)
{
  g_autoptr (GHashTable) inodes = pv_inode_set_new ();

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = found->len; i > 0; i--)
      {
        const Found *file = g_ptr_array_index (found, i - 1);

        if (file->is_link == (pass == 1) && !pv_inode_set_add (inodes, file->device, file->inode))
          g_ptr_array_remove_index (found, i - 1);
      }
}

GPtrArray *
pv_ring_look (PvRing             *self,
              const PvInputFiles *files)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (found_free);
  g_autoptr (GHashTable) index = NULL;

  g_return_val_if_fail (self != NULL, found);

  index = index_files (files);
  for (guint i = 0; i < self->folders->len; i++)
    look_into (self, g_ptr_array_index (self->folders, i), files, index, found);
  look_again (self, files, index, found);
  drop_doubles (found);

  return found;
}

void
pv_ring_leave_out (PvRing   *self,
                   GFile    *file,
                   gboolean  for_good)
{
  const char *path = g_file_peek_path (file);
  LeftOut *left_out;
  struct stat info;

  g_return_if_fail (self != NULL && path != NULL);

  left_out = g_new (LeftOut, 1);
  left_out->size = for_good ? -1 : stat (path, &info) == 0 ? info.st_size : 0;
  g_hash_table_replace (self->left_out, g_strdup (path), left_out);
}

void
pv_ring_take (PvRing *self,
              GFile  *file)
{
  g_return_if_fail (self != NULL);

  g_hash_table_remove (self->left_out, g_file_peek_path (file));
}
