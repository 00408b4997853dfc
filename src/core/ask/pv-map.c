/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map.c: who talks to whom in a part of a capture. */
#include "pv-map.h"

#include <stdlib.h>

#include "pv-error.h"
#include "pv-flow-counts.h"
#include "pv-flow-set-private.h"
#include "pv-map-index-private.h"

/* With more pairs of nodes than this, links are not gathered in a table of all pairs. */
#define MAX_PAIRS ((guint64) 4 * 1024 * 1024)

/* A map, and what it was made of: to tell later what a link is made of. */
typedef struct
{
  PvMap map;
  gatomicrefcount ref_count;
  PvFlowSet *flows;
  PvCounts *counts;
  guint32 *shown[PV_N_MAP_SIDES]; /* by place in the index: the node, or PV_NO_ID for what is not selected */
} Map;

static void
add_count (PvMapTraffic  *traffic,
           PvMapSide      from,
           const PvCount *count)
{
  traffic->packets[from] += count->packets;
  traffic->bytes[from] += count->bytes;
}

static void
add_traffic (PvMapTraffic       *sum,
             const PvMapTraffic *traffic)
{
  for (guint side = 0; side < PV_N_MAP_SIDES; side++)
    {
      sum->packets[side] += traffic->packets[side];
      sum->bytes[side] += traffic->bytes[side];
    }
}

static gboolean
is_empty (const PvMapTraffic *traffic)
{
  return traffic->packets[PV_MAP_CLIENTS] + traffic->packets[PV_MAP_SERVERS] == 0;
}

/* The link of a flow that counts; FALSE for others. */
static gboolean
get_link (const Map *self,
          guint32    flow,
          guint32   *link,
          PvMapSide *from)
{
  const PvMapIndex *index = self->map.index;

  /* while a capture loads, there may be more flows by now */
  if (flow >= index->n_flows || self->counts->counts[flow].packets == 0 || index->link_of_flow[flow] == PV_NO_ID ||
      (self->flows != NULL && !pv_flow_set_contains (self->flows, flow)))
    return FALSE;

  *link = index->link_of_flow[flow] / 2;
  *from = index->link_of_flow[flow] % 2 == 0 ? PV_MAP_CLIENTS : PV_MAP_SERVERS;

  return TRUE;
}

/* What flows come to, by link. NULL where memory is out. */
static PvMapTraffic *
count_links (Map *self)
{
  PvMapTraffic *links = g_try_new0 (PvMapTraffic, MAX (pv_key_index_get_n (&self->map.index->links), 1));
  PvMapSide from;
  guint32 link;

  for (guint32 flow = 0; links != NULL && flow < self->counts->n; flow++)
    if (get_link (self, flow, &link, &from))
      {
        add_count (&links[link], from, &self->counts->counts[flow]);
        add_count (&self->map.total, from, &self->counts->counts[flow]);
      }

  return links;
}

/* A client or a server that is selected. */
typedef struct
{
  const PvMapIndex *index;
  guint64 value;
  guint32 place;
  guint8 side;
} Candidate;

/* Whether @a is larger; of equals, the one that comes first. */
static gboolean
is_larger (const Candidate *a,
           const Candidate *b)
{
  return a->value != b->value ? a->value > b->value
                              : pv_map_index_compare (a->index, a->side, a->place, b->place) < 0;
}

static int
compare_places (const void *a,
                const void *b)
{
  const Candidate *x = a;
  const Candidate *y = b;

  return pv_map_index_compare (x->index, x->side, x->place, y->place);
}

/* Lets the candidate at @i sink until those below it are larger: the smallest comes to lie on top. */
static void
sift_down (Candidate *heap,
           guint      n,
           guint      i)
{
  for (guint child = 2 * i + 1; child < n; child = 2 * i + 1)
    {
      Candidate swapped = heap[i];

      if (child + 1 < n && is_larger (&heap[child], &heap[child + 1]))
        child++;
      if (!is_larger (&heap[i], &heap[child]))
        return;
      heap[i] = heap[child];
      heap[child] = swapped;
      i = child;
    }
}

/* Leaves the @max largest of @n candidates first. */
static void
keep_largest (Candidate *candidates,
              guint      n,
              guint      max)
{
  for (guint i = max / 2; i > 0; i--)
    sift_down (candidates, max, i - 1);
  for (guint i = max; i < n; i++)
    if (is_larger (&candidates[i], &candidates[0]))
      {
        candidates[0] = candidates[i];
        sift_down (candidates, max, 0);
      }
}

/* Chooses which nodes a side shows, and puts them in order. FALSE where memory is out. */
static gboolean
choose_nodes (Map                *self,
              PvMapSide           side,
              const PvMapTraffic *links,
              guint               max)
{
  const PvMapIndex *index = self->map.index;
  guint32 n_places = pv_key_index_get_n (&index->keys[side]);
  g_autofree PvMapTraffic *traffic = g_try_new0 (PvMapTraffic, MAX (n_places, 1));
  g_autofree Candidate *candidates = g_try_new (Candidate, MAX (n_places, 1));
  guint32 *shown = self->shown[side] = g_try_new (guint32, MAX (n_places, 1));
  PvMapNode *nodes;
  guint n_all = 0;
  guint n;

  if (traffic == NULL || candidates == NULL || shown == NULL)
    return FALSE;

  for (guint32 i = 0; i < pv_key_index_get_n (&index->links); i++)
    add_traffic (&traffic[pv_map_index_get_end (index, i, side)], &links[i]);
  for (guint32 i = 0; i < n_places; i++)
    {
      shown[i] = PV_NO_ID;
      if (!is_empty (&traffic[i]))
        candidates[n_all++] = (Candidate){ index, pv_map_traffic_get_both (&traffic[i], self->map.measure), i, side };
    }

  n = n_all;
  if (max > 0 && n_all > max)
    {
      n = max - 1;
      keep_largest (candidates, n_all, n);
    }
  qsort (candidates, n, sizeof *candidates, compare_places);

  self->map.n_all[side] = n_all;
  self->map.n_nodes[side] = n + (n < n_all ? 1 : 0);
  nodes = self->map.nodes[side] = g_try_new0 (PvMapNode, MAX (self->map.n_nodes[side], 1));
  if (nodes == NULL)
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      guint32 place = candidates[i].place;

      nodes[i].key = pv_key_index_get (&index->keys[side], place);
      nodes[i].n_hosts = pv_map_index_get_place (index, side, place)->n_hosts;
      nodes[i].traffic = traffic[place];
      shown[place] = i;
    }
  if (n < n_all)
    {
      nodes[n].key = pv_map_key (PV_MAP_GATHERED, 0);
      nodes[n].n_gathered = n_all - n;
    }
  for (guint32 i = 0; i < n_places && n < n_all; i++)
    if (!is_empty (&traffic[i]) && shown[i] == PV_NO_ID)
      {
        shown[i] = n;
        add_traffic (&nodes[n].traffic, &traffic[i]);
        nodes[n].n_hosts += pv_map_index_get_place (index, side, i)->n_hosts;
      }

  return TRUE;
}

static int
compare_links (const void *a,
               const void *b)
{
  const PvMapLink *x = a;
  const PvMapLink *y = b;

  if (x->ends[0] != y->ends[0])
    return x->ends[0] < y->ends[0] ? -1 : 1;

  return x->ends[1] < y->ends[1] ? -1 : x->ends[1] > y->ends[1];
}

static PvMapLink
make_link (const Map          *self,
           guint32             link,
           const PvMapTraffic *traffic)
{
  const PvMapIndex *index = self->map.index;

  return (PvMapLink){
    { self->shown[PV_MAP_CLIENTS][pv_map_index_get_end (index, link, PV_MAP_CLIENTS)],
      self->shown[PV_MAP_SERVERS][pv_map_index_get_end (index, link, PV_MAP_SERVERS)] },
    *traffic,
  };
}

/* Links between nodes: those of what is gathered become one for each pair. FALSE where memory is out. */
static gboolean
gather_links (Map                *self,
              const PvMapTraffic *links)
{
  guint64 n_pairs = (guint64) self->map.n_nodes[0] * self->map.n_nodes[1];
  guint32 n_links = pv_key_index_get_n (&self->map.index->links);
  g_autofree PvMapTraffic *pairs = NULL;
  PvVector gathered = { 0 };
  PvMapLink *place;

  if (n_pairs <= MAX_PAIRS)
    {
      pairs = g_try_new0 (PvMapTraffic, MAX (n_pairs, 1));
      if (pairs == NULL)
        return FALSE;
    }

  for (guint32 i = 0; i < n_links; i++)
    {
      PvMapLink link;

      if (is_empty (&links[i]))
        continue;
      link = make_link (self, i, &links[i]);
      if (pairs != NULL)
        {
          add_traffic (&pairs[(guint64) link.ends[0] * self->map.n_nodes[1] + link.ends[1]], &link.traffic);
          continue;
        }
      place = pv_vector_append (&gathered, sizeof *place, 1);
      if (place == NULL)
        {
          pv_vector_clear (&gathered);
          return FALSE;
        }
      *place = link;
    }
  for (guint64 i = 0; pairs != NULL && i < n_pairs; i++)
    if (!is_empty (&pairs[i]))
      {
        place = pv_vector_append (&gathered, sizeof *place, 1);
        if (place == NULL)
          {
            pv_vector_clear (&gathered);
            return FALSE;
          }
        *place = (PvMapLink){ { (guint) (i / self->map.n_nodes[1]), (guint) (i % self->map.n_nodes[1]) }, pairs[i] };
      }

  /* of so many nodes that there is no table of pairs, few are gathered: those links are put together here */
  if (pairs == NULL && gathered.n > 0)
    {
      PvMapLink *all = gathered.data;
      gsize n = 0;

      qsort (all, gathered.n, sizeof *all, compare_links);
      for (gsize i = 0; i < gathered.n; i++)
        if (n > 0 && compare_links (&all[n - 1], &all[i]) == 0)
          add_traffic (&all[n - 1].traffic, &all[i].traffic);
        else
          all[n++] = all[i];
      gathered.n = n;
    }
  self->map.links = gathered.data;
  self->map.n_links = (guint) gathered.n;

  return TRUE;
}

static gboolean
make (Map         *self,
      const guint  max[PV_N_MAP_SIDES])
{
  g_autofree PvMapTraffic *links = count_links (self);

  return links != NULL && choose_nodes (self, PV_MAP_CLIENTS, links, max[PV_MAP_CLIENTS]) &&
         choose_nodes (self, PV_MAP_SERVERS, links, max[PV_MAP_SERVERS]) && gather_links (self, links);
}

PvMap *
pv_map_new (PvMapIndex     *index,
            const PvQuery  *query,
            const guint     max[PV_N_MAP_SIDES],
            GCancellable   *cancellable,
            GError        **error)
{
  g_autoptr (PvMap) map = NULL;
  Map *self;

  g_return_val_if_fail (index != NULL && query != NULL, NULL);
  g_return_val_if_fail (max[0] != 1 && max[1] != 1, NULL);

  self = g_new0 (Map, 1);
  g_atomic_ref_count_init (&self->ref_count);
  map = &self->map;
  map->index = pv_map_index_ref (index);
  map->measure = query->measure;
  if (query->subset.flows != NULL)
    self->flows = pv_flow_set_ref (query->subset.flows);

  self->counts = pv_flow_counts_get (index->capture, query, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (self->counts == NULL || !make (self, max))
    {
      pv_error_set_no_memory (error);
      return NULL;
    }

  return g_steal_pointer (&map);
}

PvMap *
pv_map_ref (PvMap *self)
{
  g_atomic_ref_count_inc (&((Map *) self)->ref_count);

  return self;
}

void
pv_map_unref (PvMap *map)
{
  Map *self = (Map *) map;

  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint side = 0; side < PV_N_MAP_SIDES; side++)
    {
      g_free (self->map.nodes[side]);
      g_free (self->shown[side]);
    }
  g_free (self->map.links);
  g_clear_pointer (&self->flows, pv_flow_set_unref);
  g_clear_pointer (&self->counts, pv_counts_unref);
  pv_map_index_unref (self->map.index);
  g_free (self);
}

/* Adds @id unless it is there. Of more than @max, one is enough to know. */
static void
note (guint32  id,
      guint32 *ids,
      guint    max,
      guint   *n)
{
  for (guint i = 0; i < *n; i++)
    if (ids[i] == id)
      return;

  if (*n < max)
    ids[*n] = id;
  ++*n;
}

guint
pv_map_list_conversations (PvMap   *map,
                           guint    link,
                           guint32 *ids,
                           guint    max)
{
  const Map *self = (const Map *) map;
  PvCapture *capture;
  PvMapSide from;
  guint32 of_flow;
  guint n = 0;

  g_return_val_if_fail (map != NULL && link < map->n_links, 0);

  capture = map->index->capture;
  for (guint32 flow = 0; flow < self->counts->n && n <= max; flow++)
    if (get_link (self, flow, &of_flow, &from))
      {
        PvMapLink of = make_link (self, of_flow, &map->total);
        guint32 id;

        if (compare_links (&of, &map->links[link]) != 0)
          continue;
        id = pv_conversation_index_get (capture->conversations, flow);
        if (id != PV_NO_ID)
          note (id, ids, max, &n);
      }

  return n;
}

guint
pv_map_list_addresses (PvMap     *map,
                       PvMapSide  side,
                       guint      node,
                       guint32   *ids,
                       guint      max)
{
  const Map *self = (const Map *) map;
  PvMapSide from;
  guint32 of_flow;
  guint n = 0;

  g_return_val_if_fail (map != NULL && side < PV_N_MAP_SIDES && node < map->n_nodes[side], 0);

  for (guint32 flow = 0; flow < self->counts->n && n <= max; flow++)
    if (get_link (self, flow, &of_flow, &from) &&
        self->shown[side][pv_map_index_get_end (map->index, of_flow, side)] == node)
      {
        const PvFlowKey *key = &pv_flow_table_get (map->index->capture->flows, flow)->key;

        note (from == side ? key->source : key->destination, ids, max, &n);
      }

  return n;
}

gboolean
pv_map_find_conversation (PvMap   *map,
                          guint32  conversation,
                          guint   *link)
{
  const Map *self = (const Map *) map;
  PvConversationIndex *conversations;
  const PvMapLink *found;
  PvMapLink wanted;
  guint32 flow;

  g_return_val_if_fail (map != NULL && link != NULL, FALSE);

  conversations = map->index->capture->conversations;
  if (conversation >= pv_conversation_index_get_n (conversations))
    return FALSE;
  flow = pv_conversation_index_get_flow (conversations, conversation);
  if (flow >= map->index->n_flows || map->index->link_of_flow[flow] == PV_NO_ID)
    return FALSE;

  wanted = make_link (self, map->index->link_of_flow[flow] / 2, &map->total);
  found = map->n_links > 0
            ? bsearch (&wanted, map->links, map->n_links, sizeof *map->links, compare_links)
            : NULL;
  if (found != NULL)
    *link = (guint) (found - map->links);

  return found != NULL;
}
