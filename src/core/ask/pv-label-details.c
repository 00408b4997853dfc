/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-details.c: all that the columns tell of one label. */
#include "pv-job.h"
#include "pv-label-details.h"

#include <stdlib.h>
#include <string.h>

#include "pv-error.h"
#include "pv-label-class.h"
#include "pv-query-private.h"
#include "pv-vector.h"

/* Whether a job was given up is looked at after so many events. */
#define EVENTS_A_CHECK 65536

/* What a flow has to do with the label; found out where a packet of it comes by. */
typedef enum
{
  ROLE_UNKNOWN,
  ROLE_NONE,
  ROLE_SENT,
  ROLE_RECEIVED,
  ROLE_BOTH,
} Role;

/* Packets by what they have to do with. */
typedef struct
{
  guint32 *places; /* by id, one more than its place in the rows */
  guint32 n_places;
  PvVector rows; /* of PvPeer */
} Tally;

typedef struct
{
  PvCapture *capture;
  PvLabelDetails *details;
  const PvDimensionInfo *info; /* of what picks of the label are kept as */
  guint8 *roles; /* by flow */
  Tally peers;
  Tally names; /* by label; of a conversation by addresses */
  PvVector first_names; /* of PvFlowName, by place in that: what says so first */
  gboolean no_memory;
} Search;

/* Makes room for an id; conversations are numbered as one meets them. */
static gboolean
reach (Tally   *self,
       guint32  id)
{
  guint32 n = MAX (id + 1, self->n_places * 2);
  guint32 *places;

  if (G_LIKELY (id < self->n_places))
    return TRUE;

  places = g_try_renew (guint32, self->places, n);
  if (places == NULL)
    return FALSE;

  memset (places + self->n_places, 0, (n - self->n_places) * sizeof *places);
  self->places = places;
  self->n_places = n;

  return TRUE;
}

/* Counts a packet for @id. Returns that one's place, or PV_NO_ID where memory is out. */
static guint32
tally (Tally   *self,
       guint32  id,
       guint32  bytes)
{
  guint32 *place;
  PvPeer *peer;

  if (G_UNLIKELY (!reach (self, id)))
    return PV_NO_ID;

  place = &self->places[id];
  if (*place == 0)
    {
      peer = pv_vector_append (&self->rows, sizeof (PvPeer), 1);
      if (peer == NULL)
        return PV_NO_ID;
      *peer = (PvPeer){ .id = id };
      *place = (guint32) self->rows.n;
    }

  peer = &pv_vector_index (&self->rows, PvPeer, *place - 1);
  peer->packets++;
  peer->bytes += bytes;

  return *place - 1;
}

static void
tally_clear (Tally *self)
{
  pv_vector_clear (&self->rows);
  g_free (self->places);
}

static void
count_peer (Search  *self,
            guint32  id,
            guint32  bytes)
{
  if (tally (&self->peers, id, bytes) == PV_NO_ID)
    self->no_memory = TRUE;
}

/* Counts what the conversation of a packet of @flow is known by. */
static void
count_name (Search  *self,
            guint32  flow,
            guint32  bytes)
{
  PvFlowName name;
  PvFlowName *first;
  guint32 place;

  if (self->info->label_class != PV_LABEL_CONVERSATION || !pv_flow_names_get (self->capture->flow_names, flow, &name))
    return;

  place = tally (&self->names, name.label, bytes);
  if (place != PV_NO_ID && place >= self->first_names.n)
    {
      first = pv_vector_append (&self->first_names, sizeof *first, 1);
      if (first != NULL)
        *first = name;
    }
  if (place >= self->first_names.n)
    {
      self->no_memory = TRUE;
      return;
    }

  first = &pv_vector_index (&self->first_names, PvFlowName, place);
  if (name.packet < first->packet)
    *first = name;
}

/* Counts the peers of a packet of @flow. */
static void
count_peers (Search  *self,
             guint32  flow,
             guint32  bytes)
{
  const PvDimensionInfo *peers = pv_dimension_get_info (self->info->peers);
  guint32 labels[2];
  guint n;

  if (!self->info->has_peers)
    return;

  n = peers->flow_labels (self->capture, flow, labels);
  for (guint i = 0; i < n; i++)
    /* of an address the other one, which may be itself */
    if (n == 1 || peers != self->info || labels[i] != self->details->id)
      count_peer (self, labels[i], bytes);
}

static void
count (Search *self,
       guint64 packet)
{
  PvLabelDetails *details = self->details;
  const PvChunk *chunk = pv_capture_get_chunk (self->capture, packet);
  guint place = packet & PV_CHUNK_MASK;
  gint64 time_ns = chunk->time_ns[place];

  details->first_ns = details->packets == 0 ? time_ns : MIN (details->first_ns, time_ns);
  details->last_ns = details->packets == 0 ? time_ns : MAX (details->last_ns, time_ns);
  details->packets++;
  details->bytes += chunk->ip_bytes[place];
  count_peers (self, chunk->flow[place], chunk->ip_bytes[place]);
  count_name (self, chunk->flow[place], chunk->ip_bytes[place]);
}

static Role
find_role (Search  *self,
           guint32  flow)
{
  const PvFlowKey *key = &pv_flow_table_get (self->capture->flows, flow)->key;
  guint32 labels[2] = { PV_NO_ID, PV_NO_ID };
  guint n = self->info->flow_labels (self->capture, flow, labels);

  if ((n < 1 || labels[0] != self->details->id) && (n < 2 || labels[1] != self->details->id))
    return ROLE_NONE;
  if (self->info->label_class == PV_LABEL_CONVERSATION)
    return pv_conversation_index_is_from_client (self->capture->conversations, flow) ? ROLE_SENT : ROLE_RECEIVED;
  if (self->info->label_class != PV_LABEL_ADDRESS)
    return pv_capture_is_from_client (self->capture, flow) ? ROLE_SENT : ROLE_RECEIVED;
  if (key->source == key->destination)
    return ROLE_BOTH;

  return key->source == self->details->id ? ROLE_SENT : ROLE_RECEIVED;
}

static void
search_flow_packet (Search *self,
                    guint64 packet)
{
  const PvChunk *chunk = pv_capture_get_chunk (self->capture, packet);
  PvLabelDetails *details = self->details;
  guint32 flow = chunk->flow[packet & PV_CHUNK_MASK];
  guint32 bytes = chunk->ip_bytes[packet & PV_CHUNK_MASK];
  guint8 *role = &self->roles[flow];

  if (G_UNLIKELY (*role == ROLE_UNKNOWN))
    *role = find_role (self, flow);
  if (G_LIKELY (*role == ROLE_NONE) || !pv_query_covers (self->capture, &details->query, packet))
    return;

  count (self, packet);
  if (*role == ROLE_SENT || *role == ROLE_BOTH)
    {
      details->sent_packets++;
      details->sent_bytes += bytes;
    }
  if (*role == ROLE_RECEIVED || *role == ROLE_BOTH)
    {
      details->received_packets++;
      details->received_bytes += bytes;
    }
}

static void
search (Search       *self,
        GCancellable *cancellable)
{
  const PvQuery *query = &self->details->query;
  const PvEvents *events = self->info->counted == PV_COUNTED_EVENTS ? pv_dimension_info_get_events (self->info, self->capture)
                                                                    : NULL;
  guint64 first;
  guint64 last;

  pv_query_find_events (self->capture, query, &first, &last);
  for (guint64 i = first; i < last; i++)
    {
      if (i % EVENTS_A_CHECK == 0 && g_cancellable_is_cancelled (cancellable))
        return;

      if (self->info->counted == PV_COUNTED_FLOWS)
        {
          search_flow_packet (self, i);
        }
      else if (events != NULL)
        {
          guint32 packet = pv_events_get_packet (events, i);

          if (pv_dimension_info_get_event_label (self->info, self->capture, events, i) == self->details->id &&
              pv_query_covers_event (self->capture, query, self->info->event_kind, packet))
            count (self, packet);
        }
      else
        {
          guint32 label;
          guint32 second = PV_NO_ID;

          self->info->packet_labels (self->capture, i, 1, &label);
          if (self->info->second_labels != NULL)
            self->info->second_labels (self->capture, i, 1, &second);
          if ((label == self->details->id || second == self->details->id) && pv_query_covers (self->capture, query, i))
            count (self, i);
        }
    }
}

typedef struct
{
  PvMeasure measure;
  PvLabels labels;
} Order;

static int
compare_peers (const void *a,
               const void *b,
               void       *user_data)
{
  const PvPeer *x = a;
  const PvPeer *y = b;
  const Order *order = user_data;
  guint64 x_value = order->measure == PV_MEASURE_IP_BYTES ? x->bytes : x->packets;
  guint64 y_value = order->measure == PV_MEASURE_IP_BYTES ? y->bytes : y->packets;

  if (x_value != y_value)
    return x_value > y_value ? -1 : 1;

  return pv_labels_compare (&order->labels, x->id, y->id);
}

static void
list_peers (Search *self)
{
  PvLabelDetails *details = self->details;
  PvVector *peers = &self->peers.rows;
  Order order = { details->query.measure, pv_labels_of (self->capture, details->peers_dimension) };

  details->n_peers = (guint) peers->n;
  if (details->n_peers > 0)
    qsort_r (peers->data, peers->n, sizeof (PvPeer), compare_peers, &order);
  details->n_listed = details->query.limit > 0 ? MIN (details->query.limit, details->n_peers) : details->n_peers;
  details->peers = g_memdup2 (peers->data, details->n_listed * sizeof *details->peers);
}

/* Says which packet says that it is called @name. */
static void
fill_name (PvCapture        *capture,
           const PvFlowName *name,
           PvKnownName      *known)
{
  guint64 place;

  known->name = *name;
  for (place = capture->new_numbers != NULL ? 0 : name->packet; pv_capture_get_number (capture, place) != name->packet;)
    place++;
  known->place = place + 1;
  known->time_ns = pv_capture_get_time (capture, name->packet);
}

/* What a conversation with ports is known by. */
static void
list_name (Search *self)
{
  PvLabelDetails *details = self->details;
  PvFlowName name;

  if (!pv_flow_names_get (self->capture->flow_names, details->id, &name))
    return;

  details->names = g_new0 (PvKnownName, 1);
  details->n_names = details->n_listed_names = 1;
  fill_name (self->capture, &name, details->names);
  details->names->packets = details->packets;
  details->names->bytes = details->bytes;
}

/* What a conversation by addresses is known by: what those with ports are. FALSE where memory is out. */
static gboolean
list_names (Search *self)
{
  PvLabelDetails *details = self->details;
  PvVector *names = &self->names.rows;
  Order order = { details->query.measure, pv_labels_of (self->capture, PV_DIMENSION_SERVER_NAME) };
  guint limit = details->query.limit;

  details->n_names = (guint) names->n;
  details->n_listed_names = limit > 0 ? MIN (limit, details->n_names) : details->n_names;
  if (names->n == 0)
    return TRUE;

  details->names = g_try_new0 (PvKnownName, details->n_listed_names);
  if (details->names == NULL)
    return FALSE;

  qsort_r (names->data, names->n, sizeof (PvPeer), compare_peers, &order);
  for (guint i = 0; i < details->n_listed_names; i++)
    {
      const PvPeer *of_name = &pv_vector_index (names, PvPeer, i);
      PvKnownName *known = &details->names[i];
      guint32 place = self->names.places[of_name->id] - 1;

      known->packets = of_name->packets;
      known->bytes = of_name->bytes;
      fill_name (self->capture, &pv_vector_index (&self->first_names, PvFlowName, place), known);
    }

  return TRUE;
}

/* FALSE where memory is out. */
static gboolean
find_names (Search *self)
{
  if (self->info->label_class == PV_LABEL_CONVERSATION)
    return list_names (self);

  if (self->info->label_class == PV_LABEL_FLOW)
    list_name (self);

  return TRUE;
}

/* Of what is looked up, and of who answers. */
static void
find_dns (Search       *self,
          GCancellable *cancellable)
{
  PvLabelDetails *details = self->details;

  if (!pv_dns_figures_can (details->query.dimension))
    return;

  details->dns = pv_dns_figures_new (self->capture, &details->query, details->id, cancellable);
  self->no_memory = details->dns == NULL && !g_cancellable_is_cancelled (cancellable);
  if (details->dns != NULL && details->dns->n == 0)
    g_clear_pointer (&details->dns, pv_dns_figures_free);
}

PvLabelDetails *
pv_label_details_new (PvCapture      *capture,
                      const PvQuery  *query,
                      guint32         id,
                      GCancellable   *cancellable,
                      GError        **error)
{
  g_autoptr (PvLabelDetails) details = NULL;
  Search self = { .capture = capture };

  g_return_val_if_fail (PV_IS_CAPTURE (capture), NULL);
  g_return_val_if_fail (query != NULL && query->dimension < PV_N_DIMENSIONS, NULL);
  g_return_val_if_fail (pv_subset_is_of (&query->subset, capture), NULL);

  details = g_new0 (PvLabelDetails, 1);
  details->query = *query;
  details->id = id;

  self.details = details;
  self.info = pv_dimension_get_info (pv_dimension_get_pick_dimension (query->dimension));
  details->has_directions = self.info->counted == PV_COUNTED_FLOWS && self.info->label_class != PV_LABEL_PROTOCOL;
  /* clients are addresses, whichever side they are on */
  details->peers_dimension = self.info->has_peers ? self.info->peers : PV_DIMENSION_ADDRESS;
  /* zeros that nobody touches take no memory */
  self.roles = g_try_new0 (guint8, MAX (capture->n_flows, 1));
  self.no_memory = self.roles == NULL;
  if (!self.no_memory)
    {
      search (&self, cancellable);
      list_peers (&self);
      self.no_memory = self.no_memory || !find_names (&self);
      if (!self.no_memory)
        find_dns (&self, cancellable);
    }
  g_free (self.roles);
  tally_clear (&self.peers);
  tally_clear (&self.names);
  pv_vector_clear (&self.first_names);
  details->query.subset = (PvSubset){ NULL, NULL, NULL };

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (self.no_memory)
    {
      pv_error_set_no_memory (error);
      return NULL;
    }

  return g_steal_pointer (&details);
}

void
pv_label_details_free (PvLabelDetails *self)
{
  if (self == NULL)
    return;

  pv_dns_figures_free (self->dns);
  g_free (self->names);
  g_free (self->peers);
  g_free (self);
}

typedef struct
{
  PvCapture *capture;
  PvQuery query;
  guint32 id;
} NewData;

static void
new_data_free (gpointer data)
{
  NewData *self = data;

  pv_query_clear (&self->query);
  g_object_unref (self->capture);
  g_free (self);
}

static gpointer
make (gpointer       source,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  const NewData *new_data = data;

  return pv_label_details_new (new_data->capture, &new_data->query, new_data->id, cancellable, error);
}

static const PvJob new_job = { make, (GDestroyNotify) pv_label_details_free, new_data_free };

void
pv_label_details_new_async (PvCapture           *capture,
                            const PvQuery       *query,
                            guint32              id,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  NewData *data;

  g_return_if_fail (PV_IS_CAPTURE (capture));
  g_return_if_fail (query != NULL);

  data = g_new0 (NewData, 1);
  data->capture = g_object_ref (capture);
  data->query = pv_query_copy (query);
  data->id = id;

  pv_job_run_async (&new_job, NULL, data, cancellable, callback, user_data);
}

PvLabelDetails *
pv_label_details_new_finish (GAsyncResult  *result,
                             GError       **error)
{
  return pv_job_run_finish (&new_job, result, error);
}
