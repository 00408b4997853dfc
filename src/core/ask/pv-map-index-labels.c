/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-index-labels.c: what the nodes of maps are called, and which addresses they stand for. */
#include "pv-map-index-private.h"

#include <arpa/inet.h>
#include <string.h>

static char *
dup_network (PvMapIndex *self,
             guint32     address)
{
  gsize length;
  const guint8 *bytes = pv_map_index_get_address (self->capture, address, &length);
  guint bits = length == 4 ? PV_MAP_IPV4_NETWORK_BITS : PV_MAP_IPV6_NETWORK_BITS;
  guint8 network[16] = { 0 };
  char text[INET6_ADDRSTRLEN];

  memcpy (network, bytes, bits / 8);
  inet_ntop (length == 4 ? AF_INET : AF_INET6, network, text, sizeof text);

  return g_strdup_printf ("%s/%u", text, bits);
}

char *
pv_map_index_dup_label (PvMapIndex *self,
                        PvMapKey    key)
{
  guint32 id = pv_map_key_get_id (key);

  g_return_val_if_fail (self != NULL, NULL);

  switch (pv_map_key_get_kind (key))
    {
    case PV_MAP_HOST:
      return pv_capture_dup_label (self->capture, PV_DIMENSION_ADDRESS, id);

    case PV_MAP_NETWORK:
      return dup_network (self, id);

    case PV_MAP_SCOPE:
      return g_strdup (pv_address_scope_get_code ((PvAddressScope) id));

    case PV_MAP_NAME:
      return pv_capture_dup_label (self->capture, PV_DIMENSION_SERVER_NAME, id);

    case PV_MAP_DOMAIN:
      return pv_capture_dup_label (self->capture, PV_DIMENSION_NAMED_DOMAIN, id);

    case PV_MAP_GATHERED:
    default:
      g_return_val_if_reached (NULL);
    }
}

gboolean
pv_map_index_contains (PvMapIndex *self,
                       PvMapKey    key,
                       guint32     address)
{
  guint32 id = pv_map_key_get_id (key);
  const guint8 *bytes;
  const guint8 *first;
  gsize first_length;
  gsize length;

  g_return_val_if_fail (self != NULL, FALSE);

  if (address >= pv_label_table_get_n (self->capture->addresses))
    return FALSE;

  bytes = pv_map_index_get_address (self->capture, address, &length);
  switch (pv_map_key_get_kind (key))
    {
    case PV_MAP_HOST:
      return id == address;

    case PV_MAP_NETWORK:
      first = pv_map_index_get_address (self->capture, id, &first_length);
      return length == first_length &&
             memcmp (bytes, first, (length == 4 ? PV_MAP_IPV4_NETWORK_BITS : PV_MAP_IPV6_NETWORK_BITS) / 8) == 0;

    case PV_MAP_SCOPE:
      return pv_address_scope (bytes, length) == (PvAddressScope) id;

    case PV_MAP_NAME:
    case PV_MAP_DOMAIN:
    case PV_MAP_GATHERED:
    default:
      return FALSE;
    }
}

static const char *const codes[PV_N_MAP_GROUPINGS] = {
  [PV_MAP_BY_HOST] = "host",
  [PV_MAP_BY_NETWORK] = "network",
  [PV_MAP_BY_SCOPE] = "scope",
  [PV_MAP_BY_NAME] = "name",
  [PV_MAP_BY_DOMAIN] = "domain",
};

const char *
pv_map_grouping_get_code (PvMapGrouping grouping)
{
  g_return_val_if_fail (grouping < PV_N_MAP_GROUPINGS, NULL);

  return codes[grouping];
}

gboolean
pv_map_grouping_from_code (const char    *code,
                           PvMapGrouping *grouping)
{
  g_return_val_if_fail (code != NULL && grouping != NULL, FALSE);

  for (guint i = 0; i < PV_N_MAP_GROUPINGS; i++)
    if (g_str_equal (codes[i], code))
      {
        *grouping = (PvMapGrouping) i;
        return TRUE;
      }

  return FALSE;
}
