/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-argument.c: which chart an argument of the command line means. */
#include "config.h"

#include "pv-chart-argument.h"

#include <glib/gi18n.h>

#include "pv-dimension-text.h"
#include "pv-error.h"
#include "pv-headless.h"

char *
pv_chart_argument_list (void)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    g_string_append_printf (names, "%s, ", pv_dimension_get_slug (dimension));
  g_string_append (names, PV_MAP_SLUG ", " PV_TRAFFIC_SLUG ", all");

  return g_string_free (g_steal_pointer (&names), FALSE);
}

gboolean
pv_chart_argument_parse (const char  *text,
                         int         *chart,
                         GError     **error)
{
  g_autofree char *all = NULL;

  if (g_str_equal (text, PV_TRAFFIC_SLUG))
    {
      *chart = PV_CHART_TRAFFIC;
      return TRUE;
    }
  if (g_str_equal (text, PV_MAP_SLUG))
    {
      *chart = PV_CHART_MAP;
      return TRUE;
    }
  if (g_str_equal (text, "all"))
    {
      *chart = PV_CHART_ALL;
      return TRUE;
    }

  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    if (g_str_equal (text, pv_dimension_get_slug (dimension)))
      {
        *chart = dimension;
        return TRUE;
      }

  all = pv_chart_argument_list ();
  g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE,
               /* Translators: what was typed, and the words that can be */
               _("“%s” is no chart; there are %s"), text, all);

  return FALSE;
}
