/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-index.c: which client and which server each flow is between. */
#include "pv-map-index-private.h"

#include <string.h>

#include "pv-error.h"
#include "pv-flow-counts.h"
#include "pv-label-class.h"

/* Flows between two looks at whether it is still wanted. */
#define FLOWS_AT_ONCE 65536

/* What is needed to make an index, but not to read it. */
typedef struct
{
  PvMapIndex *index;
  const PvMapKey *opened;
  guint n_opened;
  PvKeyIndex networks[2]; /* of IPv4, of IPv6: prefixes */
  PvVector first_address[2]; /* by network: of guint32 */
  PvKeyIndex group_links; /* client's group << 32 | server's group */
  PvVector group_link_bytes; /* of guint64 */
  PvKeyIndex members[PV_N_MAP_SIDES]; /* place << 32 | address: which were seen */
} Making;

static void
making_clear (Making *self)
{
  for (guint i = 0; i < 2; i++)
    {
      pv_key_index_clear (&self->networks[i]);
      pv_vector_clear (&self->first_address[i]);
      pv_key_index_clear (&self->members[i]);
    }
  pv_key_index_clear (&self->group_links);
  pv_vector_clear (&self->group_link_bytes);
  g_clear_pointer (&self->index, pv_map_index_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Making, making_clear)

/* Makes @vector as long as @n, with zeros. FALSE where memory is out. */
static gboolean
extend (PvVector *vector,
        gsize     element_size,
        gsize     n)
{
  gsize n_more = n - MIN (n, vector->n);
  gpointer added;

  if (n_more == 0)
    return TRUE;

  added = pv_vector_append (vector, element_size, n_more);
  if (added == NULL)
    return FALSE;
  memset (added, 0, n_more * element_size);

  return TRUE;
}

/* The network's first address. FALSE where memory is out. */
static gboolean
find_network (Making  *making,
              guint32  address,
              guint32 *first)
{
  gsize length;
  const guint8 *bytes = pv_map_index_get_address (making->index->capture, address, &length);
  guint version = length == 4 ? 0 : 1;
  guint64 prefix = 0;
  guint32 n = pv_key_index_get_n (&making->networks[version]);
  guint32 network;

  for (guint i = 0; i < (version == 0 ? PV_MAP_IPV4_NETWORK_BITS : PV_MAP_IPV6_NETWORK_BITS) / 8; i++)
    prefix = prefix << 8 | bytes[i];
  network = pv_key_index_add (&making->networks[version], prefix);
  if (network == PV_NO_ID || !extend (&making->first_address[version], sizeof *first, (gsize) network + 1))
    return FALSE;

  if (network == n)
    pv_vector_index (&making->first_address[version], guint32, network) = address;
  *first = pv_vector_index (&making->first_address[version], guint32, network);

  return TRUE;
}

/* The group that the address is of, on this side of the flow; the address itself where there are no groups. */
static gboolean
find_group (Making    *making,
            PvMapSide  side,
            guint32    address,
            guint32    flow,
            PvMapKey  *key)
{
  PvCapture *capture = making->index->capture;
  const guint8 *bytes;
  guint32 id;
  gsize length;

  *key = pv_map_key (PV_MAP_HOST, address);
  switch (making->index->grouping)
    {
    case PV_MAP_BY_NETWORK:
      if (!find_network (making, address, &id))
        return FALSE;
      *key = pv_map_key (PV_MAP_NETWORK, id);
      return TRUE;

    case PV_MAP_BY_SCOPE:
      bytes = pv_map_index_get_address (capture, address, &length);
      *key = pv_map_key (PV_MAP_SCOPE, pv_address_scope (bytes, length));
      return TRUE;

    case PV_MAP_BY_NAME:
      id = side == PV_MAP_SERVERS ? pv_flow_names_get_said (capture->flow_names, flow) : PV_NO_ID;
      if (id != PV_NO_ID)
        *key = pv_map_key (PV_MAP_NAME, id);
      return TRUE;

    case PV_MAP_BY_DOMAIN:
      id = side == PV_MAP_SERVERS && capture->flow_names != NULL ? pv_flow_names_get_label (capture->flow_names, flow)
                                                                 : PV_NO_ID;
      if (id == PV_NO_ID)
        return TRUE;
      id = pv_domain_index_get (capture->domains, id);
      if (id == PV_NO_ID)
        return FALSE;
      *key = pv_map_key (PV_MAP_DOMAIN, id + 1);
      return TRUE;

    case PV_MAP_BY_HOST:
    case PV_N_MAP_GROUPINGS:
    default:
      return TRUE;
    }
}

static gboolean
is_opened (const Making *making,
           PvMapKey      key)
{
  for (guint i = 0; i < making->n_opened; i++)
    if (making->opened[i] == key)
      return TRUE;

  return FALSE;
}

/* The place of the address on this side of the flow, and its group's number. */
static gboolean
add_place (Making    *making,
           PvMapSide  side,
           guint32    address,
           guint32    flow,
           guint64    bytes,
           guint32   *place,
           guint32   *group)
{
  PvMapIndex *self = making->index;
  PvMapPlace *known;
  PvMapKey group_key;
  PvMapKey key;
  guint32 n = pv_key_index_get_n (&self->keys[side]);
  guint32 n_members = pv_key_index_get_n (&making->members[side]);
  guint32 member;

  if (!find_group (making, side, address, flow, &group_key))
    return FALSE;
  key = is_opened (making, group_key) ? pv_map_key (PV_MAP_HOST, address) : group_key;

  *place = pv_key_index_add (&self->keys[side], key);
  *group = pv_key_index_add (&self->group_keys[side], group_key);
  if (*place == PV_NO_ID || *group == PV_NO_ID ||
      !extend (&self->places[side], sizeof (PvMapPlace), (gsize) *place + 1) ||
      !extend (&self->groups[side], sizeof (PvMapGroup), (gsize) *group + 1))
    return FALSE;

  known = &pv_vector_index (&self->places[side], PvMapPlace, *place);
  if (*place == n)
    known->group = *group;
  known->bytes += bytes;
  pv_vector_index (&self->groups[side], PvMapGroup, *group).bytes += bytes;

  if (!pv_map_key_is_group (key))
    {
      known->n_hosts = 1;
      return TRUE;
    }

  member = pv_key_index_add (&making->members[side], (guint64) *place << 32 | address);
  if (member == n_members)
    known->n_hosts++;

  return member != PV_NO_ID;
}

static gboolean
add_flow (Making  *making,
          guint32  flow,
          guint64  bytes)
{
  PvMapIndex *self = making->index;
  const PvFlowKey *key = &pv_flow_table_get (self->capture->flows, flow)->key;
  gboolean from_client;
  guint32 places[PV_N_MAP_SIDES];
  guint32 groups[PV_N_MAP_SIDES];
  guint32 link;
  guint32 group_link;

  if (key->source == PV_NO_ID)
    return TRUE;

  from_client = pv_capture_is_from_client (self->capture, flow);
  if (!add_place (making, PV_MAP_CLIENTS, from_client ? key->source : key->destination, flow, bytes,
                  &places[PV_MAP_CLIENTS], &groups[PV_MAP_CLIENTS]) ||
      !add_place (making, PV_MAP_SERVERS, from_client ? key->destination : key->source, flow, bytes,
                  &places[PV_MAP_SERVERS], &groups[PV_MAP_SERVERS]))
    return FALSE;

  link = pv_key_index_add (&self->links, (guint64) places[PV_MAP_CLIENTS] << 32 | places[PV_MAP_SERVERS]);
  group_link = pv_key_index_add (&making->group_links,
                                 (guint64) groups[PV_MAP_CLIENTS] << 32 | groups[PV_MAP_SERVERS]);
  if (link == PV_NO_ID || group_link == PV_NO_ID ||
      !extend (&making->group_link_bytes, sizeof (guint64), (gsize) group_link + 1))
    return FALSE;

  pv_vector_index (&making->group_link_bytes, guint64, group_link) += bytes;
  self->link_of_flow[flow] = link * 2 + (from_client ? 0 : 1);

  return TRUE;
}

static int
compare_addresses (PvCapture *capture,
                   guint32    a,
                   guint32    b)
{
  gsize a_length;
  gsize b_length;
  const guint8 *a_bytes = pv_map_index_get_address (capture, a, &a_length);
  const guint8 *b_bytes = pv_map_index_get_address (capture, b, &b_length);

  return a_length != b_length ? (a_length < b_length ? -1 : 1) : memcmp (a_bytes, b_bytes, a_length);
}

/* By what they are, not by their numbers, which go by which thread was the first. */
static int
compare_keys (const PvMapIndex *self,
              PvMapKey          a,
              PvMapKey          b)
{
  PvMapKind kind = pv_map_key_get_kind (a);
  guint32 x = pv_map_key_get_id (a);
  guint32 y = pv_map_key_get_id (b);
  PvLabels labels;

  if (kind != pv_map_key_get_kind (b))
    return kind < pv_map_key_get_kind (b) ? -1 : 1;

  switch (kind)
    {
    case PV_MAP_HOST:
    case PV_MAP_NETWORK:
      return compare_addresses (self->capture, x, y);

    case PV_MAP_NAME:
    case PV_MAP_DOMAIN:
      labels = pv_labels_of (self->capture, kind == PV_MAP_NAME ? PV_DIMENSION_SERVER_NAME : PV_DIMENSION_NAMED_DOMAIN);
      return pv_labels_compare (&labels, x, y);

    case PV_MAP_SCOPE:
    case PV_MAP_GATHERED:
    default:
      return x < y ? -1 : x > y;
    }
}

/* What has more bytes comes first; of equals, what is called the lesser. @a, @b: of @keys */
static int
compare (const PvMapIndex *self,
         const PvKeyIndex *keys,
         guint32           a,
         guint64           a_bytes,
         guint32           b,
         guint64           b_bytes)
{
  if (a_bytes != b_bytes)
    return a_bytes > b_bytes ? -1 : 1;

  return a != b ? compare_keys (self, pv_key_index_get (keys, a), pv_key_index_get (keys, b)) : 0;
}

/* Finds for each group of servers the group of clients that it exchanges most with. */
static gboolean
find_partners (Making *making)
{
  PvMapIndex *self = making->index;
  gsize n = self->groups[PV_MAP_SERVERS].n;
  g_autofree guint64 *most = g_try_new0 (guint64, MAX (n, 1));

  if (most == NULL)
    return FALSE;

  for (guint32 i = 0; i < pv_key_index_get_n (&making->group_links); i++)
    {
      guint64 ends = pv_key_index_get (&making->group_links, i);
      guint32 client = (guint32) (ends >> 32);
      guint32 server = (guint32) ends;
      guint64 bytes = pv_vector_index (&making->group_link_bytes, guint64, i);
      guint32 *partner = &pv_vector_index (&self->groups[PV_MAP_SERVERS], PvMapGroup, server).partner;

      if (bytes > 0 && (most[server] == 0 || compare (self, &self->group_keys[PV_MAP_CLIENTS], client, bytes, *partner,
                                                      most[server]) < 0))
        {
          most[server] = bytes;
          *partner = client;
        }
    }

  return TRUE;
}

/* The @error is not set where it was cancelled. */
static gboolean
add_flows (Making          *making,
           const PvCounts  *counts,
           GCancellable    *cancellable,
           GError         **error)
{
  PvMapIndex *self = making->index;

  self->n_flows = counts->n;
  self->link_of_flow = g_try_new (guint32, MAX (counts->n, 1));
  if (self->link_of_flow == NULL)
    return pv_error_set_no_memory (error);

  memset (self->link_of_flow, 0xff, counts->n * sizeof *self->link_of_flow);
  for (guint32 flow = 0; flow < counts->n; flow++)
    {
      if (flow % FLOWS_AT_ONCE == 0 && g_cancellable_is_cancelled (cancellable))
        return FALSE;
      /* while a capture loads, others are not to be looked at yet */
      if (counts->counts[flow].packets > 0 && !add_flow (making, flow, counts->counts[flow].bytes))
        return pv_error_set_no_memory (error);
    }

  return find_partners (making) || pv_error_set_no_memory (error);
}

PvMapIndex *
pv_map_index_new (PvCapture       *capture,
                  PvMapGrouping    grouping,
                  const PvMapKey  *opened,
                  guint            n_opened,
                  GCancellable    *cancellable,
                  GError         **error)
{
  const PvQuery whole = { 0 };
  g_auto (Making) making = { 0 };
  g_autoptr (PvCounts) counts = NULL;
  PvMapIndex *self;

  g_return_val_if_fail (PV_IS_CAPTURE (capture), NULL);
  g_return_val_if_fail (grouping < PV_N_MAP_GROUPINGS, NULL);

  self = making.index = g_new0 (PvMapIndex, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->capture = g_object_ref (capture);
  self->grouping = grouping;
  making.opened = opened;
  making.n_opened = n_opened;
  for (guint i = 0; i < PV_N_MAP_SIDES; i++)
    {
      pv_key_index_init (&self->keys[i]);
      pv_key_index_init (&self->group_keys[i]);
      pv_key_index_init (&making.networks[i]);
      pv_key_index_init (&making.members[i]);
    }
  pv_key_index_init (&self->links);
  pv_key_index_init (&making.group_links);

  counts = pv_flow_counts_get (capture, &whole, cancellable);
  if (counts == NULL && !g_cancellable_set_error_if_cancelled (cancellable, error))
    pv_error_set_no_memory (error);
  if (counts == NULL || !add_flows (&making, counts, cancellable, error))
    {
      if (error != NULL && *error == NULL)
        g_cancellable_set_error_if_cancelled (cancellable, error);
      return NULL;
    }

  return g_steal_pointer (&making.index);
}

PvMapIndex *
pv_map_index_ref (PvMapIndex *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_map_index_unref (PvMapIndex *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint side = 0; side < PV_N_MAP_SIDES; side++)
    {
      pv_key_index_clear (&self->keys[side]);
      pv_vector_clear (&self->places[side]);
      pv_key_index_clear (&self->group_keys[side]);
      pv_vector_clear (&self->groups[side]);
    }
  pv_key_index_clear (&self->links);
  g_free (self->link_of_flow);
  g_object_unref (self->capture);
  g_free (self);
}

PvCapture *
pv_map_index_get_capture (PvMapIndex *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->capture;
}

PvMapGrouping
pv_map_index_get_grouping (PvMapIndex *self)
{
  g_return_val_if_fail (self != NULL, PV_MAP_BY_HOST);

  return self->grouping;
}

static int
compare_groups (const PvMapIndex *self,
                PvMapSide         side,
                guint32           a,
                guint32           b)
{
  const PvMapGroup *groups = self->groups[side].data;

  return compare (self, &self->group_keys[side], a, groups[a].bytes, b, groups[b].bytes);
}

int
pv_map_index_compare (const PvMapIndex *self,
                      PvMapSide         side,
                      guint32           a,
                      guint32           b)
{
  const PvMapPlace *x = pv_map_index_get_place (self, side, a);
  const PvMapPlace *y = pv_map_index_get_place (self, side, b);
  int difference = 0;

  if (x->group != y->group && side == PV_MAP_SERVERS)
    {
      const PvMapGroup *groups = self->groups[side].data;

      difference = compare_groups (self, PV_MAP_CLIENTS, groups[x->group].partner, groups[y->group].partner);
    }
  if (difference == 0 && x->group != y->group)
    difference = compare_groups (self, side, x->group, y->group);

  return difference != 0 ? difference : compare (self, &self->keys[side], a, x->bytes, b, y->bytes);
}
