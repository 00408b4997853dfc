/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-chart-words.c: what a line chart says to those who don't see it. */
#include "config.h"

#include "pv-line-chart-private.h"
#include "pv-line-find.h"

#include <glib/gi18n-lib.h>

#include "pv-line-readout.h"

/* Not in every frame: nobody listens so fast. */
#define DESCRIBE_MS 250

/* Says after @text what the line is held against. */
static void
add_references (const PvLineScene  *scene,
                char              **text)
{
  for (guint i = 0; i < scene->n_references; i++)
    {
      g_autofree char *before = g_steal_pointer (text);
      g_autofree char *value = pv_unit_format_long (scene->unit, scene->references[i].value);

      /* Translators: a chart in words; the name and value of a line across it: "…, Mean: 41.0 kB". */
      *text = g_strdup_printf (C_ ("line chart", "%s, %s: %s"), before, scene->references[i].name, value);
    }
}

static gboolean
update_accessible (gpointer user_data)
{
  PvLineChart *self = user_data;
  g_autofree char *text = NULL;
  PvLineScene scene;
  PvLineBin bin;

  self->describe_id = 0;
  _pv_line_chart_init_scene (self, &scene);

  if (scene.has_crosshair && pv_line_data_get_bin (scene.data, scene.crosshair_ns, &bin))
    {
      text = pv_line_readout_describe (&scene, &bin);
    }
  else if (self->has_view && pv_line_scene_find_peak (&scene, &bin))
    {
      g_autofree char *value = pv_unit_format_long (self->unit, bin.value);
      g_autofree char *time = pv_line_readout_format_time (&scene, &bin);

      guint n_peaks = pv_line_scene_count_peaks (&scene);

      /* Translators: a chart in words: how many peaks it has, value and time of its highest bin:
       * "3 peaks, highest 4.2 MB at 10:32:04". */
      text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u peak, highest %s at %s", "%u peaks, highest %s at %s",
                                           n_peaks),
                              n_peaks, value, time);
    }
  else
    {
      text = g_strdup (C_ ("line chart", "Nothing to show"));
    }
  add_references (&scene, &text);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->title != NULL ? self->title : "", GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);

  return G_SOURCE_REMOVE;
}

void
_pv_line_chart_queue_words (PvLineChart *self)
{
  if (self->describe_id == 0)
    self->describe_id = g_timeout_add (DESCRIBE_MS, update_accessible, self);
}
