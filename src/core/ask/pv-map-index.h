/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-index.h: which client and which server each flow is between: what all maps of a capture share. */
#pragma once

#include "pv-address-scope.h"
#include "pv-capture.h"

G_BEGIN_DECLS

/**
 * PvMapSide:
 * @PV_MAP_CLIENTS: who asks
 * @PV_MAP_SERVERS: who is asked
 */
typedef enum
{
  PV_MAP_CLIENTS,
  PV_MAP_SERVERS,
  PV_N_MAP_SIDES,
} PvMapSide;

/**
 * PvMapGrouping:
 * @PV_MAP_BY_HOST: each address by itself
 * @PV_MAP_BY_NETWORK: addresses by network: the first 24 bits of IPv4 addresses, 64 of IPv6 addresses
 * @PV_MAP_BY_SCOPE: addresses by how far they reach: private ones and others
 * @PV_MAP_BY_NAME: servers by what their conversations say that they are called, as far as they do
 * @PV_MAP_BY_DOMAIN: servers by the registrable domains of the names that their conversations are known by
 *
 * What belongs together on a map.
 */
typedef enum
{
  PV_MAP_BY_HOST,
  PV_MAP_BY_NETWORK,
  PV_MAP_BY_SCOPE,
  PV_MAP_BY_NAME,
  PV_MAP_BY_DOMAIN,
  PV_N_MAP_GROUPINGS,
} PvMapGrouping;

/**
 * PvMapKind:
 * @PV_MAP_HOST: an address; the number is its id
 * @PV_MAP_NETWORK: a network; the number is the id of the address in it that comes first
 * @PV_MAP_SCOPE: a #PvAddressScope
 * @PV_MAP_NAME: a server's name; the number is its id
 * @PV_MAP_DOMAIN: a domain; the number is its id among labels of %PV_DIMENSION_NAMED_DOMAIN
 * @PV_MAP_GATHERED: what is too small to be shown by itself
 */
typedef enum
{
  PV_MAP_HOST,
  PV_MAP_NETWORK,
  PV_MAP_SCOPE,
  PV_MAP_NAME,
  PV_MAP_DOMAIN,
  PV_MAP_GATHERED,
} PvMapKind;

/* A node's kind and number: what it is, in all maps of a capture. */
typedef guint64 PvMapKey;

static inline PvMapKey
pv_map_key (PvMapKind kind,
            guint32   id)
{
  return (guint64) kind << 32 | id;
}

static inline PvMapKind
pv_map_key_get_kind (PvMapKey key)
{
  return (PvMapKind) (key >> 32);
}

static inline guint32
pv_map_key_get_id (PvMapKey key)
{
  return (guint32) key;
}

/* Whether it stands for hosts that can be shown each by itself. */
static inline gboolean
pv_map_key_is_group (PvMapKey key)
{
  PvMapKind kind = pv_map_key_get_kind (key);

  return kind == PV_MAP_NETWORK || kind == PV_MAP_SCOPE || kind == PV_MAP_NAME
         || kind == PV_MAP_DOMAIN;
}

/**
 * PvMapIndex:
 *
 * The clients and servers of a capture, their order, and which of them each flow is between. Reference-counted,
 * immutable; any thread may read it.
 */
typedef struct _PvMapIndex PvMapIndex;

/**
 * pv_map_index_new:
 * @capture: a capture, which may be loading still
 * @grouping: what belongs together
 * @opened: (array length=n_opened): groups whose hosts are shown each by itself
 * @n_opened: how many
 * @cancellable: (nullable): to give up
 * @error: place for a %PV_ERROR_NO_MEMORY or %G_IO_ERROR_CANCELLED
 *
 * Takes time linear in flows, and in packets where those of the capture have not been counted yet.
 *
 * Returns: (transfer full): an index, or %NULL with @error set
 */
PvMapIndex   *pv_map_index_new          (PvCapture       *capture,
                                         PvMapGrouping    grouping,
                                         const PvMapKey  *opened,
                                         guint            n_opened,
                                         GCancellable    *cancellable,
                                         GError         **error);
PvMapIndex   *pv_map_index_ref          (PvMapIndex      *self);
void          pv_map_index_unref        (PvMapIndex      *self);
PvCapture    *pv_map_index_get_capture  (PvMapIndex      *self);
PvMapGrouping pv_map_index_get_grouping (PvMapIndex      *self);
/* What people and scripts read: "10.0.0.7", "10.0.0.0/24", "example.com"; of scopes their code. Not of what is
 * gathered. (transfer full) */
char         *pv_map_index_dup_label    (PvMapIndex      *self,
                                         PvMapKey         key);
/* Whether the address is the host, or lies in the network or the scope; names and domains have none here. */
gboolean      pv_map_index_contains     (PvMapIndex      *self,
                                         PvMapKey         key,
                                         guint32          address);

/* For scripts: "host", "network", "scope", "name" or "domain". */
const char   *pv_map_grouping_get_code  (PvMapGrouping    grouping);
gboolean      pv_map_grouping_from_code (const char      *code,
                                         PvMapGrouping   *grouping);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvMapIndex, pv_map_index_unref)

G_END_DECLS
