/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dimension-text.c: what people call a dimension, and what its numbers count. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-dimension-text.h"

typedef struct
{
  const char *by_packets;
  const char *by_bytes;
  const char *slug;
  gboolean lookup;
} PvDimensionText;

static const PvDimensionText texts[PV_N_DIMENSIONS] = {
  [PV_DIMENSION_SOURCE] = {
    N_("Top Sources by Packets"), N_("Top Sources by Bytes"), "top-sources", FALSE,
  },
  [PV_DIMENSION_DESTINATION] = {
    N_("Top Destinations by Packets"), N_("Top Destinations by Bytes"), "top-destinations", FALSE,
  },
  [PV_DIMENSION_ADDRESS] = {
    N_("Top IP Addresses by Packets"), N_("Top IP Addresses by Bytes"), "top-ips", FALSE,
  },
  [PV_DIMENSION_LOOKUP] = {
    N_("DNS Lookups"), N_("DNS Lookups"), "dns-lookups", TRUE,
  },
  [PV_DIMENSION_MDNS_LOOKUP] = {
    N_("Multicast DNS Lookups"), N_("Multicast DNS Lookups"), "mdns-lookups", TRUE,
  },
  [PV_DIMENSION_LLMNR_LOOKUP] = {
    N_("LLMNR Lookups"), N_("LLMNR Lookups"), "llmnr-lookups", TRUE,
  },
};

gboolean
pv_dimension_is_lookup (PvDimension dimension)
{
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, FALSE);

  return texts[dimension].lookup;
}

PvUnit
pv_dimension_get_unit (PvDimension dimension,
                       PvMetric    metric)
{
  if (pv_dimension_is_lookup (dimension))
    return PV_UNIT_LOOKUPS;

  return metric == PV_METRIC_BYTES ? PV_UNIT_BYTES : PV_UNIT_PACKETS;
}

const char *
pv_dimension_get_title (PvDimension dimension,
                        PvMetric    metric)
{
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, NULL);

  return metric == PV_METRIC_BYTES ? _(texts[dimension].by_bytes) : _(texts[dimension].by_packets);
}

const char *
pv_dimension_get_slug (PvDimension dimension)
{
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, NULL);

  return texts[dimension].slug;
}
