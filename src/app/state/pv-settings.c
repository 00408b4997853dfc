/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-settings.c: what is remembered from one window to the next. */
#include "config.h"

#include <stdlib.h>

#include <glib/gi18n.h>

#include "pv-settings.h"

#include "pv-geo.h"

/* The schema beside a program that runs from its build directory. */
static GSettingsSchemaSource *
get_build_source (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = NULL;
  g_autofree char *data = NULL;

  if (program == NULL)
    return NULL;

  folder = g_path_get_dirname (program);
  data = g_build_filename (folder, "..", "data", NULL);

  return g_settings_schema_source_new_from_directory (data, g_settings_schema_source_get_default (),
                                                      FALSE, NULL);
}

static GSettings *
pv_settings_new (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsSchemaSource) build_source = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, PV_APP_ID, TRUE);

  if (schema == NULL)
    {
      build_source = get_build_source ();
      if (build_source != NULL)
        schema = g_settings_schema_source_lookup (build_source, PV_APP_ID, FALSE);
    }

  if (schema == NULL)
    {
      g_printerr (_("pcapviz: the settings schema %s is missing: PcapViz is not installed completely\n"),
                  PV_APP_ID);
      exit (EXIT_FAILURE);
    }

  return g_settings_new_full (schema, NULL, NULL);
}

GSettings *
pv_settings_get_default (void)
{
  static GSettings *settings;

  if (settings == NULL)
    settings = pv_settings_new ();

  return settings;
}

static gint64
read_key (GSettings  *settings,
          const char *key)
{
  g_autoptr (GVariant) value = g_settings_get_value (settings, key);

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    return g_variant_get_int64 (value);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32))
    return g_variant_get_uint32 (value);

  return g_settings_get_enum (settings, key);
}

static void
write_key (GSettings  *settings,
           const char *key,
           gint64      number)
{
  g_autoptr (GVariant) value = g_settings_get_value (settings, key);

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    g_settings_set_int64 (settings, key, number);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32))
    g_settings_set_uint (settings, key, number);
  else
    g_settings_set_enum (settings, key, number);
}

static void
notify_cb (GObject    *object,
           GParamSpec *pspec,
           gpointer    key)
{
  gint64 number;

  g_object_get (object, pspec->name, &number, NULL);
  write_key (pv_settings_get_default (), key, number);
}

void
pv_settings_remember (const char *key,
                      GObject    *object,
                      const char *property)
{
  g_autofree char *signal = g_strconcat ("notify::", property, NULL);

  g_return_if_fail (key != NULL);
  g_return_if_fail (G_IS_OBJECT (object));

  g_object_set (object, property, read_key (pv_settings_get_default (), key), NULL);
  g_signal_connect_data (object, signal, G_CALLBACK (notify_cb), g_strdup (key),
                         (GClosureNotify) (void (*) (void)) g_free, 0);
}

PvClock
pv_settings_get_clock (void)
{
  PvLineOptions options;

  pv_line_options_read (&options, pv_settings_get_default ());

  return options.clock;
}

static void
shared_changed_cb (GSettings  *settings,
                   const char *key,
                   GObject    *object)
{
  const char *property = g_object_get_data (object, key);
  gint64 number = read_key (pv_settings_get_default (), key);
  gint64 present;

  g_object_get (object, property, &present, NULL);
  if (present != number)
    g_object_set (object, property, number, NULL);
}

void
pv_settings_share (const char *key,
                   GObject    *object,
                   const char *property)
{
  g_autofree char *signal = g_strconcat ("changed::", key, NULL);

  pv_settings_remember (key, object, property);
  g_object_set_data_full (object, key, g_strdup (property), g_free);
  g_signal_connect_object (pv_settings_get_default (), signal, G_CALLBACK (shared_changed_cb), object, 0);
}

static void
dimension_cb (GObject    *object,
              GParamSpec *pspec)
{
  GSettings *settings = pv_settings_get_default ();
  g_auto (GStrv) keys = g_settings_get_strv (settings, "dimensions");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) wanted = NULL;
  gint64 number;

  g_object_get (object, pspec->name, &number, NULL);
  for (char **key = keys; *key != NULL; key++)
    {
      PvDimension dimension;

      if (pv_dimension_from_key (*key, &dimension) &&
          pv_dimension_get_tab (dimension) != pv_dimension_get_tab ((PvDimension) number))
        g_strv_builder_add (builder, *key);
    }
  g_strv_builder_add (builder, pv_dimension_get_key ((PvDimension) number));
  wanted = g_strv_builder_end (builder);
  g_settings_set_strv (settings, "dimensions", (const char *const *) wanted);
}

void
pv_settings_remember_dimension (PvTab       tab,
                                GObject    *object,
                                const char *property)
{
  g_auto (GStrv) keys = g_settings_get_strv (pv_settings_get_default (), "dimensions");
  g_autofree char *signal = g_strconcat ("notify::", property, NULL);

  g_return_if_fail (G_IS_OBJECT (object));

  for (char **key = keys; *key != NULL; key++)
    {
      PvDimension dimension;

      if (pv_dimension_from_key (*key, &dimension) && pv_dimension_get_tab (dimension) == tab)
        g_object_set (object, property, (gint64) dimension, NULL);
    }
  g_signal_connect_object (object, signal, G_CALLBACK (dimension_cb), object, 0);
}

GFile *
pv_settings_dup_hosts_file (void)
{
  g_autofree char *uri = g_settings_get_string (pv_settings_get_default (), "hosts-file");

  return *uri != '\0' ? g_file_new_for_uri (uri) : NULL;
}

gboolean
pv_settings_open_geo (GError **error)
{
  g_auto (GStrv) paths = g_settings_get_strv (pv_settings_get_default (), "geo-files");
  g_autoptr (PvGeo) geo = NULL;

  if (paths[0] == NULL)
    {
      pv_geo_set_default (NULL);
      return TRUE;
    }

  geo = pv_geo_open ((const char *const *) paths, error);
  pv_geo_set_default (geo);

  return geo != NULL;
}

PvIndexCache *
pv_settings_dup_index_cache (void)
{
  GSettings *settings = pv_settings_get_default ();
  PvIndexCache *cache = pv_index_cache_new (NULL, (guint64) g_settings_get_int64 (settings, "index-limit"));
  gboolean enabled = g_settings_get_boolean (settings, "keep-indexes");

  /* the command line goes by what is in the folder */
  if (pv_index_cache_get_enabled (cache) != enabled)
    pv_index_cache_set_enabled (cache, enabled);

  return cache;
}
