/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-geo.c: which country and network addresses are of, as databases say that the user has named. */
#include "config.h"

#include "pv-geo.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pv-error.h"
#include "pv-file-text.h"

#include "pv-tsan.h"

#ifdef PV_HAVE_MAXMINDDB
#include <maxminddb.h>
#include <netinet/in.h>
#include <sys/stat.h>

/* Longer names are cut. */
#define MAX_TEXT 200

struct _PvGeo
{
  gatomicrefcount ref_count;
  guint n;
  MMDB_s *databases;
};

PvGeo *
pv_geo_ref (PvGeo *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_geo_unref (PvGeo *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < self->n; i++)
    MMDB_close (&self->databases[i]);
  g_free (self->databases);
  g_free (self);
}

gboolean
pv_geo_can (void)
{
  return TRUE;
}

PvGeo *
pv_geo_open (const char *const  *paths,
             GError            **error)
{
  g_autoptr (PvGeo) self = g_new0 (PvGeo, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->databases = g_new0 (MMDB_s, g_strv_length ((char **) paths) + 1);
  for (guint i = 0; paths[i] != NULL; i++)
    {
      struct stat status;
      /* what is no file would be waited for */
      gboolean is_file = stat (paths[i], &status) == 0 && S_ISREG (status.st_mode);
      int problem = is_file ? MMDB_open (paths[i], MMDB_MODE_MMAP, &self->databases[i]) : MMDB_FILE_OPEN_ERROR;

      if (problem != MMDB_SUCCESS)
        {
          g_autofree char *name = pv_file_text_clean (paths[i]);

          g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE,
                       /* Translators: a file of a database of countries or networks, and what is wrong with it */
                       _("The database “%s” could not be opened: %s"), name, MMDB_strerror (problem));
          return NULL;
        }
      self->n++;
    }

  return g_steal_pointer (&self);
}

static gboolean
look_up (PvGeo                *self,
         guint                 i,
         const guint8         *address,
         gsize                 length,
         MMDB_lookup_result_s *result)
{
  struct sockaddr_in v4 = { .sin_family = AF_INET };
  struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };
  gboolean is_v4 = length == sizeof v4.sin_addr;
  int problem;

  if (is_v4)
    memcpy (&v4.sin_addr, address, sizeof v4.sin_addr);
  else if (length == sizeof v6.sin6_addr)
    memcpy (&v6.sin6_addr, address, sizeof v6.sin6_addr);
  else
    return FALSE;

  *result = MMDB_lookup_sockaddr (&self->databases[i],
                                  is_v4 ? (const struct sockaddr *) &v4 : (const struct sockaddr *) &v6, &problem);

  return problem == MMDB_SUCCESS && result->found_entry;
}

/* (transfer full) (nullable) */
static char *
dup_text (MMDB_lookup_result_s *result,
          const char *const    *path)
{
  g_autofree char *text = NULL;
  MMDB_entry_data_s data;

  if (MMDB_aget_value (&result->entry, &data, path) != MMDB_SUCCESS || !data.has_data ||
      data.type != MMDB_DATA_TYPE_UTF8_STRING || data.data_size == 0)
    return NULL;

  text = g_strndup (data.utf8_string, MIN (data.data_size, MAX_TEXT));

  return pv_file_text_clean (text);
}

char *
pv_geo_dup_country (PvGeo        *self,
                    const guint8 *address,
                    gsize         length)
{
  static const char *const code_path[] = { "country", "iso_code", NULL };
  static const char *const name_path[] = { "country", "names", "en", NULL };
  MMDB_lookup_result_s result;

  g_return_val_if_fail (self != NULL && address != NULL, NULL);

  for (guint i = 0; i < self->n; i++)
    {
      g_autofree char *code = NULL;
      g_autofree char *name = NULL;

      if (!look_up (self, i, address, length, &result))
        continue;
      code = dup_text (&result, code_path);
      if (code == NULL)
        continue;
      name = dup_text (&result, name_path);

      return name != NULL ? g_strdup_printf ("%s %s", code, name) : g_steal_pointer (&code);
    }

  return NULL;
}

char *
pv_geo_dup_network (PvGeo        *self,
                    const guint8 *address,
                    gsize         length)
{
  static const char *const number_path[] = { "autonomous_system_number", NULL };
  static const char *const name_path[] = { "autonomous_system_organization", NULL };
  MMDB_lookup_result_s result;
  MMDB_entry_data_s data;

  g_return_val_if_fail (self != NULL && address != NULL, NULL);

  for (guint i = 0; i < self->n; i++)
    {
      g_autofree char *name = NULL;

      if (!look_up (self, i, address, length, &result) ||
          MMDB_aget_value (&result.entry, &data, number_path) != MMDB_SUCCESS || !data.has_data ||
          data.type != MMDB_DATA_TYPE_UINT32)
        continue;
      name = dup_text (&result, name_path);

      return name != NULL ? g_strdup_printf ("AS%u %s", data.uint32, name) : g_strdup_printf ("AS%u", data.uint32);
    }

  return NULL;
}

#else

struct _PvGeo
{
  gatomicrefcount ref_count;
};

PvGeo *
pv_geo_ref (PvGeo *self)
{
  return self;
}

void
pv_geo_unref (PvGeo *self)
{
}

gboolean
pv_geo_can (void)
{
  return FALSE;
}

PvGeo *
pv_geo_open (const char *const  *paths,
             GError            **error)
{
  g_set_error_literal (error, PV_ERROR, PV_ERROR_BAD_VALUE, _("PcapViz was built without libmaxminddb"));

  return NULL;
}

char *
pv_geo_dup_country (PvGeo        *self,
                    const guint8 *address,
                    gsize         length)
{
  return NULL;
}

char *
pv_geo_dup_network (PvGeo        *self,
                    const guint8 *address,
                    gsize         length)
{
  return NULL;
}

#endif

static GMutex default_lock;
static PvGeo *default_geo;

void
pv_geo_set_default (PvGeo *self)
{
  PvGeo *before;

  g_mutex_lock (&default_lock);
  before = default_geo;
  default_geo = self != NULL ? pv_geo_ref (self) : NULL;
  g_mutex_unlock (&default_lock);
  pv_geo_unref (before);
}

PvGeo *
pv_geo_dup_default (void)
{
  PvGeo *self;

  g_mutex_lock (&default_lock);
  self = default_geo != NULL ? pv_geo_ref (default_geo) : NULL;
  g_mutex_unlock (&default_lock);

  return self;
}
