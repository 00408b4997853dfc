/* SPDX-License-Identifier: GPL-3.0-or-later */
/* index-place.c: a folder for captures and one for their indexes, and captures at rest, which get one. */
#include "index-place.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "pv-report.h"

#define MUCH ((guint64) 1 << 40)

void
index_place_init (IndexPlace *place)
{
  place->top = g_dir_make_tmp ("pcapviz-test-XXXXXX", NULL);
  place->captures = g_build_filename (place->top, "captures", NULL);
  /* neither folder is there before the first index is */
  place->indexes = g_build_filename (place->top, "pcapviz", "indexes", NULL);
  place->cache = pv_index_cache_new (place->indexes, MUCH);
  g_assert_cmpint (g_mkdir (place->captures, 0700), ==, 0);
}

static GPtrArray *
list (const char *folder)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (paths, g_build_filename (folder, name, NULL));

  return paths;
}

static void
remove_all (const char *folder)
{
  g_autoptr (GPtrArray) paths = list (folder);

  for (guint i = 0; i < paths->len; i++)
    g_assert_cmpint (g_unlink (g_ptr_array_index (paths, i)), ==, 0);
  g_rmdir (folder);
}

void
index_place_clear (IndexPlace *place)
{
  g_autofree char *parent = g_path_get_dirname (place->indexes);

  remove_all (place->captures);
  remove_all (place->indexes);
  g_rmdir (parent);
  g_assert_cmpint (g_rmdir (place->top), ==, 0);
  pv_index_cache_unref (place->cache);
  g_free (place->captures);
  g_free (place->indexes);
  g_free (place->top);
}

void
index_place_limit (IndexPlace *place,
                   guint64     n_bytes)
{
  pv_index_cache_unref (place->cache);
  place->cache = pv_index_cache_new (place->indexes, n_bytes);
}

GPtrArray *
index_place_list (const IndexPlace *place)
{
  return list (place->indexes);
}

guint
index_place_count (const IndexPlace *place)
{
  g_autoptr (GPtrArray) paths = index_place_list (place);

  return paths->len;
}

char *
index_place_get_path (const IndexPlace *place,
                      const char       *name)
{
  return g_build_filename (place->captures, name, NULL);
}

void
index_place_put (const IndexPlace *place,
                 const char       *name,
                 const char       *mode,
                 const void       *bytes,
                 gsize             n)
{
  static gint64 now = 1500000000;
  g_autofree char *path = index_place_get_path (place, name);
  FILE *file = g_fopen (path, mode);

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (bytes, 1, n, file), ==, n);
  g_assert_cmpint (fclose (file), ==, 0);
  set_written (path, ++now);
}

void
set_written (const char *path,
             gint64      seconds)
{
  /* no whole second, which what was set by hand looks like */
  const struct timespec times[2] = { { seconds, 1 }, { seconds, 5 } };

  g_assert_cmpint (utimensat (AT_FDCWD, path, times, 0), ==, 0);
}

char *
make_report (PvCapture *capture)
{
  g_autoptr (GError) error = NULL;
  char *json = pv_report_to_json (capture, (PvBinning){ PV_NS_PER_SECOND, PV_ZONE_UTC }, NULL, NULL, NULL, &error);

  g_assert_no_error (error);

  return json;
}
