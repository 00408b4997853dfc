/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-command-selection.c: which packets the options of the command line leave. */
#include "config.h"

#include "pv-command-selection.h"

#include "pv-geo.h"
#include "pv-on-demand-argument.h"
#include "pv-on-demand.h"
#include "pv-option-value.h"
#include "pv-pick-argument.h"

void
pv_command_selection_want (PvSelectionOptions *selection,
                           PvDimension         dimension)
{
  selection->on_demand |= 1u << pv_dimension_get_on_demand (dimension);
}

static gboolean
parse_picks (PvSelectionOptions  *selection,
             char               **picks,
             GError             **error)
{
  for (char **pick = picks; pick != NULL && *pick != NULL; pick++)
    {
      PvDimension dimension;

      if (!pv_pick_argument_check (*pick, &dimension, error))
        return FALSE;
      pv_command_selection_want (selection, dimension);
    }

  return TRUE;
}

static gboolean
parse_geo (const PvCommandOptions  *options,
           PvSelectionOptions      *selection,
           GError                 **error)
{
  g_autoptr (PvGeo) geo = NULL;

  if (options->geo == NULL)
    return TRUE;

  geo = pv_geo_open ((const char *const *) options->geo, error);
  if (geo == NULL)
    return FALSE;

  pv_geo_set_default (geo);
  selection->on_demand |= 1u << PV_ON_DEMAND_GEO;

  return TRUE;
}

gboolean
pv_command_selection_parse (const PvCommandOptions  *options,
                            PvSelectionOptions      *selection,
                            PvSpan                  *span,
                            GError                 **error)
{
  selection->on_demand = 0;
  selection->hosts = NULL;
  selection->span = options->from != NULL || options->to != NULL ? span : NULL;
  selection->filter = options->filter;
  selection->picks = options->picks;
  selection->exclusions = options->exclusions;
  if (!parse_picks (selection, options->picks, error) || !parse_picks (selection, options->exclusions, error) ||
      (options->with != NULL && !pv_on_demand_argument_parse (options->with, &selection->on_demand, error)) ||
      !parse_geo (options, selection, error))
    return FALSE;

  return pv_option_value_parse_span ("--from", "--to", options->from, options->to, span, error);
}

gboolean
pv_command_selection_load_hosts (const PvCommandOptions  *options,
                                 PvSelectionOptions      *selection,
                                 PvHosts                **hosts,
                                 GError                 **error)
{
  g_autoptr (GFile) file = NULL;

  if (options->hosts == NULL)
    return TRUE;

  file = g_file_new_for_path (options->hosts);
  selection->hosts = *hosts = pv_hosts_load (file, TRUE, error);

  return *hosts != NULL;
}
