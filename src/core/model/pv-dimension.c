/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dimension.c: what is asked of dimensions. */
#include "pv-dimension-private.h"

#include "pv-capture-private.h"
#include "pv-on-demand.h"

const PvEvents *
pv_dimension_info_get_events (const PvDimensionInfo *self,
                              PvCapture             *capture)
{
  static const PvEvents none;

  return pv_on_demand_is_there (capture, self->on_demand) ? &capture->events[self->event_kind] : &none;
}

PvOnDemand
pv_dimension_get_on_demand (PvDimension dimension)
{
  return pv_dimension_get_info (dimension)->on_demand;
}

gboolean
pv_dimension_stands_back (PvDimension  dimension,
                          PvCapture   *capture)
{
  gboolean (*func) (PvCapture *) = pv_dimension_get_info (dimension)->stands_back;

  return func != NULL && (capture == NULL || func (capture));
}

const char *
pv_dimension_get_key (PvDimension dimension)
{
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, NULL);

  return pv_dimension_get_info (dimension)->key;
}

gboolean
pv_dimension_from_key (const char  *key,
                       PvDimension *dimension)
{
  for (guint i = 0; i < PV_N_DIMENSIONS; i++)
    if (g_str_equal (pv_dimension_get_info (i)->key, key))
      {
        *dimension = i;
        return TRUE;
      }

  return FALSE;
}

PvTab
pv_dimension_get_tab (PvDimension dimension)
{
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, 0);

  return pv_dimension_get_info (dimension)->tab;
}

PvFamily
pv_dimension_get_family (PvDimension dimension)
{
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, 0);

  return pv_dimension_get_info (dimension)->family;
}

PvDimension
pv_dimension_get_pick_dimension (PvDimension dimension)
{
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, 0);

  return pv_dimension_get_info (dimension)->pick_dimension;
}

gboolean
pv_dimension_get_event_kind (PvDimension  dimension,
                             PvEventKind *kind)
{
  const PvDimensionInfo *info;

  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, FALSE);

  info = pv_dimension_get_info (dimension);
  if (info->counted != PV_COUNTED_EVENTS)
    return FALSE;

  *kind = info->event_kind;

  return TRUE;
}

gboolean
pv_dimension_has_answers (PvDimension dimension)
{
  PvEventKind kind;

  return pv_dimension_get_event_kind (dimension, &kind) && kind == PV_EVENT_LOOKUP;
}

gboolean
pv_dimension_has_outcomes (PvDimension dimension)
{
  PvEventKind kind;

  return pv_dimension_get_event_kind (dimension, &kind) &&
         (kind == PV_EVENT_LOOKUP ||
          (kind == PV_EVENT_OUTCOME && pv_dimension_get_info (dimension)->label_class != PV_LABEL_DNS_OUTCOME));
}

gboolean
pv_dimension_is_in_label_order (PvDimension dimension)
{
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, FALSE);

  return pv_dimension_get_info (dimension)->in_label_order;
}

gboolean
pv_dimension_has_rest (PvDimension dimension)
{
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, FALSE);

  return pv_dimension_get_info (dimension)->has_rest;
}

gboolean
pv_dimension_get_peers (PvDimension  dimension,
                        PvDimension *peers)
{
  const PvDimensionInfo *info;

  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, FALSE);

  info = pv_dimension_get_info (dimension);
  if (!info->has_peers)
    return FALSE;

  *peers = info->peers;

  return TRUE;
}

gboolean
pv_dimension_get_members (PvDimension  dimension,
                          PvDimension *members)
{
  const PvDimensionInfo *info;

  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, FALSE);

  info = pv_dimension_get_info (dimension);
  if (!info->has_members)
    return FALSE;

  *members = info->members;

  return TRUE;
}
