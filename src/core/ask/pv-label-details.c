/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-details.c: all that the columns tell of one label. */
#include "pv-label-details.h"

#include <stdlib.h>

#include "pv-capture-private.h"
#include "pv-dimension-private.h"
#include "pv-error.h"
#include "pv-label-order.h"
#include "pv-packet-set-private.h"
#include "pv-vector.h"

/* Whether a job was given up is looked at after so many lookups. */
#define LOOKUPS_A_CHECK 65536

typedef struct
{
  PvCapture *capture;
  PvLabelDetails *details;
  gboolean check_time;
  guint32 *places; /* by id of a peer, one more than its place in the array */
  PvVector peers; /* of PvPeer */
  gboolean no_memory;
} Search;

static inline gboolean
is_covered (const Search    *self,
            const PvSegment *segment,
            guint64          packet)
{
  const PvQuery *query = &self->details->query;
  gint64 time_ns = segment->time_ns[packet & PV_SEGMENT_MASK];

  return (!self->check_time || (time_ns >= query->span.start_ns && time_ns < query->span.end_ns))
         && (query->set == NULL || pv_packet_set_contains (query->set, packet));
}

static void
count_peer (Search  *self,
            guint32  id,
            guint32  bytes)
{
  guint32 *place;
  PvPeer *peer;

  /* no address where memory ran out while it was read */
  if (G_UNLIKELY (id == PV_NO_ID))
    return;

  place = &self->places[id];
  if (*place == 0)
    {
      peer = pv_vector_append (&self->peers, sizeof (PvPeer), 1);
      if (peer == NULL)
        {
          self->no_memory = TRUE;
          return;
        }
      *peer = (PvPeer){ .id = id };
      *place = (guint32) self->peers.n;
    }

  peer = &pv_vector_index (&self->peers, PvPeer, *place - 1);
  peer->packets++;
  peer->bytes += bytes;
}

static void
count (Search          *self,
       const PvSegment *segment,
       guint            place)
{
  PvLabelDetails *details = self->details;
  gint64 time_ns = segment->time_ns[place];

  details->first_ns = details->packets == 0 ? time_ns : MIN (details->first_ns, time_ns);
  details->last_ns = details->packets == 0 ? time_ns : MAX (details->last_ns, time_ns);
  details->packets++;
  details->bytes += segment->ip_bytes[place];
}

static void
search_segment (Search          *self,
                const PvSegment *segment,
                guint64          base,
                guint            place,
                guint            end)
{
  const guint32 *sources = segment->ids[PV_COLUMN_SOURCE];
  const guint32 *destinations = segment->ids[PV_COLUMN_DESTINATION];
  PvLabelDetails *details = self->details;
  guint32 id = details->id;

  for (; place < end; place++)
    {
      guint32 bytes = segment->ip_bytes[place];
      gboolean is_sent = sources[place] == id;
      gboolean is_received = destinations[place] == id;

      if (G_LIKELY (!is_sent && !is_received) || !is_covered (self, segment, base + place))
        continue;

      count (self, segment, place);
      if (is_sent)
        {
          details->sent_packets++;
          details->sent_bytes += bytes;
        }
      if (is_received)
        {
          details->received_packets++;
          details->received_bytes += bytes;
        }
      count_peer (self, is_sent ? destinations[place] : sources[place], bytes);
    }
}

static void
search_packets (Search       *self,
                guint64       first,
                guint64       last,
                GCancellable *cancellable)
{
  while (first < last && !g_cancellable_is_cancelled (cancellable))
    {
      guint place = first & PV_SEGMENT_MASK;
      guint end = (guint) MIN (PV_SEGMENT_SIZE, place + (last - first));

      search_segment (self, pv_capture_get_segment (self->capture, first), first - place, place, end);
      first += end - place;
    }
}

static void
search_lookups (Search          *self,
                const PvLookups *lookups,
                guint64          first,
                guint64          last,
                GCancellable    *cancellable)
{
  for (guint64 i = first; i < last; i++)
    {
      guint32 packet;
      const PvSegment *segment;

      if (i % LOOKUPS_A_CHECK == 0 && g_cancellable_is_cancelled (cancellable))
        return;
      if (pv_lookups_get_name (lookups, i) != self->details->id)
        continue;

      packet = pv_lookups_get_packet (lookups, i);
      segment = pv_capture_get_segment (self->capture, packet);
      if (!is_covered (self, segment, packet))
        continue;

      count (self, segment, packet & PV_SEGMENT_MASK);
      count_peer (self, segment->ids[PV_COLUMN_SOURCE][packet & PV_SEGMENT_MASK],
                  segment->ip_bytes[packet & PV_SEGMENT_MASK]);
    }
}

typedef struct
{
  PvMetric metric;
  PvLabelOrder labels;
} Order;

static int
compare_peers (const void *a,
               const void *b,
               void       *user_data)
{
  const PvPeer *x = a;
  const PvPeer *y = b;
  const Order *order = user_data;
  guint64 x_value = order->metric == PV_METRIC_BYTES ? x->bytes : x->packets;
  guint64 y_value = order->metric == PV_METRIC_BYTES ? y->bytes : y->packets;

  if (x_value != y_value)
    return x_value > y_value ? -1 : 1;

  return pv_label_order_compare (&order->labels, x->id, y->id);
}

static void
list_peers (Search *self)
{
  PvLabelDetails *details = self->details;
  Order order = { details->query.metric, pv_label_order_of (self->capture, PV_DIMENSION_ADDRESS) };

  details->n_peers = (guint) self->peers.n;
  if (details->n_peers > 0)
    qsort_r (self->peers.data, self->peers.n, sizeof (PvPeer), compare_peers, &order);
  details->n_listed = details->query.limit > 0 ? MIN (details->query.limit, details->n_peers) : details->n_peers;
  details->peers = g_memdup2 (self->peers.data, details->n_listed * sizeof *details->peers);
}

static void
search (Search       *self,
        GCancellable *cancellable)
{
  const PvQuery *query = &self->details->query;
  const PvDimensionInfo *info = pv_dimension_get_info (query->dimension);
  guint64 first = 0;
  guint64 last = self->capture->n_packets;

  if (query->has_span && self->capture->sorted)
    pv_capture_find_span (self->capture, query->span, &first, &last);
  self->check_time = query->has_span && !self->capture->sorted;

  if (info->events == PV_EVENTS_LOOKUPS)
    {
      const PvLookups *lookups = &self->capture->lookups[info->lookup_kind];

      search_lookups (self, lookups, pv_lookups_find (lookups, first), pv_lookups_find (lookups, last), cancellable);
    }
  else
    {
      search_packets (self, first, last, cancellable);
    }

  list_peers (self);
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
  g_return_val_if_fail (query->set == NULL || pv_packet_set_get_capture (query->set) == capture, NULL);

  details = g_new0 (PvLabelDetails, 1);
  details->query = *query;
  details->id = id;

  self.details = details;
  /* one for each address of the capture: zeros that nobody touches take no memory */
  self.places = g_try_new0 (guint32, MAX (pv_label_table_get_n (capture->addresses), 1));
  self.no_memory = self.places == NULL;
  if (!self.no_memory)
    search (&self, cancellable);
  g_free (self.places);
  pv_vector_clear (&self.peers);
  details->query.set = NULL;

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

  g_clear_pointer (&self->query.set, pv_packet_set_unref);
  g_object_unref (self->capture);
  g_free (self);
}

static void
new_thread (GTask        *task,
            gpointer      source_object,
            gpointer      task_data,
            GCancellable *cancellable)
{
  NewData *data = task_data;
  GError *error = NULL;
  PvLabelDetails *details = pv_label_details_new (data->capture, &data->query, data->id, cancellable, &error);

  if (details != NULL)
    g_task_return_pointer (task, details, (GDestroyNotify) pv_label_details_free);
  else
    g_task_return_error (task, error);
}

void
pv_label_details_new_async (PvCapture           *capture,
                            const PvQuery       *query,
                            guint32              id,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  NewData *data;

  g_return_if_fail (PV_IS_CAPTURE (capture));
  g_return_if_fail (query != NULL);

  data = g_new0 (NewData, 1);
  data->capture = g_object_ref (capture);
  data->query = *query;
  if (query->set != NULL)
    data->query.set = pv_packet_set_ref (query->set);
  data->id = id;

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, pv_label_details_new_async);
  g_task_set_task_data (task, data, new_data_free);
  g_task_run_in_thread (task, new_thread);
}

PvLabelDetails *
pv_label_details_new_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
