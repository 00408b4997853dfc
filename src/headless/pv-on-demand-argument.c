/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-on-demand-argument.c: what the command line wants read that does not come with a capture. */
#include "config.h"

#include "pv-on-demand-argument.h"

#include <glib/gi18n.h>

#include "pv-error.h"
#include "pv-on-demand.h"

char *
pv_on_demand_argument_list (void)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (PvOnDemand what = PV_ON_DEMAND_NONE + 1; what < PV_N_ON_DEMAND; what++)
    g_string_append_printf (all, "%s, ", pv_on_demand_get_key (what));

  return g_strconcat (all->str, "all", NULL);
}

gboolean
pv_on_demand_argument_parse (const char  *text,
                             guint       *on_demand,
                             GError     **error)
{
  g_auto (GStrv) keys = g_strsplit (text, ",", -1);

  for (char **key = keys; *key != NULL; key++)
    {
      PvOnDemand what;

      if (g_str_equal (*key, "all"))
        {
          *on_demand = (1u << PV_N_ON_DEMAND) - 1;
        }
      else if (pv_on_demand_from_key (*key, &what))
        {
          *on_demand |= 1u << what;
        }
      else
        {
          g_autofree char *all = pv_on_demand_argument_list ();

          g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE,
                       /* Translators: what was typed, and the words that can be */
                       _("“%s” is nothing that --with can read; there are %s"), *key, all);
          return FALSE;
        }
    }

  return TRUE;
}
