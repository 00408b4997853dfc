/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-address-names.c: what a capture itself calls its addresses. */
#include "config.h"

#include "pv-address-names.h"

#include <stdlib.h>
#include <string.h>

#include "pv-capture-private.h"
#include "pv-error.h"
#include "pv-flow-counts.h"
#include "pv-job.h"
#include "pv-vector.h"

/* An address and what it is called. Ids: of the capture's addresses and names. */
typedef struct
{
  guint32 address;
  guint32 name;
  guint64 bytes; /* of conversations that are known by it */
  guint64 n; /* answers */
} Pair;

struct _PvAddressNames
{
  gatomicrefcount ref_count;
  PvLabelTable *names;
  PvVector pairs; /* of Pair, by address, the best names first */
  gboolean all;
  PvLabelTable *addresses;
  PvHosts *hosts[2]; /* or NULL; the first counts */
  GError *error; /* of the first, or NULL */
};

PvAddressNames *
pv_address_names_ref (PvAddressNames *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_address_names_unref (PvAddressNames *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  pv_label_table_unref (self->names);
  pv_label_table_unref (self->addresses);
  for (guint i = 0; i < G_N_ELEMENTS (self->hosts); i++)
    pv_hosts_unref (self->hosts[i]);
  g_clear_error (&self->error);
  pv_vector_clear (&self->pairs);
  g_free (self);
}

/* FALSE where memory is out. */
static gboolean
add_pair (PvAddressNames *self,
          const Pair     *pair)
{
  Pair *place = pv_vector_append (&self->pairs, sizeof *place, 1);

  if (place != NULL)
    *place = *pair;

  return place != NULL;
}

/* The names that conversations are known by are their servers'. */
static gboolean
add_conversations (PvAddressNames *self,
                   PvCapture      *capture,
                   GCancellable   *cancellable)
{
  PvQuery all = { .dimension = PV_DIMENSION_SERVER };
  g_autoptr (PvCounts) counts = pv_flow_counts_get (capture, &all, cancellable);

  if (counts == NULL)
    return FALSE;

  for (guint i = 0; i < counts->n; i++)
    {
      guint32 flow = pv_counts_get_id (counts, i);
      const PvFlowKey *key = &pv_flow_table_get (capture->flows, flow)->key;
      gboolean from_client = pv_capture_is_from_client (capture, flow);
      Pair pair = { from_client ? key->destination : key->source, PV_NO_ID, counts->counts[i].bytes, 0 };

      if (counts->counts[i].packets == 0)
        continue;
      pair.name = pv_flow_names_get_label (capture->flow_names, flow);
      if (pair.name != PV_NO_ID && !add_pair (self, &pair))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_events (PvAddressNames *self,
            const PvEvents *events,
            guint64         weight)
{
  for (guint64 i = 0; i < events->n; i++)
    {
      PvEvent event = pv_events_get (events, i);
      const Pair pair = { pv_event_get_address (event.value), event.label, 0, weight };

      if (!add_pair (self, &pair))
        return FALSE;
    }

  return TRUE;
}

static int
compare_ids (const void *a,
             const void *b)
{
  const Pair *x = a;
  const Pair *y = b;

  if (x->address != y->address)
    return x->address < y->address ? -1 : 1;

  return x->name < y->name ? -1 : x->name > y->name;
}

static int
compare_pairs (const void *a,
               const void *b,
               void       *user_data)
{
  const Pair *x = a;
  const Pair *y = b;

  if (x->address != y->address)
    return x->address < y->address ? -1 : 1;
  if (x->bytes != y->bytes)
    return x->bytes > y->bytes ? -1 : 1;
  if (x->n != y->n)
    return x->n > y->n ? -1 : 1;

  return strcmp ((const char *) pv_label_table_get (user_data, x->name, NULL),
                 (const char *) pv_label_table_get (user_data, y->name, NULL));
}

/* Makes one of pairs that are alike. */
static void
merge_pairs (PvAddressNames *self)
{
  Pair *pairs = self->pairs.data;
  gsize n = 0;

  if (self->pairs.n == 0)
    return;

  qsort (pairs, self->pairs.n, sizeof *pairs, compare_ids);
  for (gsize i = 1; i < self->pairs.n; i++)
    if (compare_ids (&pairs[i], &pairs[n]) == 0)
      {
        pairs[n].bytes += pairs[i].bytes;
        pairs[n].n += pairs[i].n;
      }
    else
      {
        pairs[++n] = pairs[i];
      }
  self->pairs.n = n + 1;
  qsort_r (pairs, self->pairs.n, sizeof *pairs, compare_pairs, self->names);
}

PvAddressNames *
pv_address_names_new (PvCapture     *capture,
                      PvHosts       *hosts,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autoptr (PvAddressNames) self = g_new0 (PvAddressNames, 1);
  gboolean done;

  g_return_val_if_fail (PV_IS_CAPTURE (capture) && pv_capture_get_settled (capture), NULL);

  g_atomic_ref_count_init (&self->ref_count);
  self->names = pv_label_table_ref (capture->names);
  self->addresses = pv_label_table_ref (capture->addresses);
  if (hosts != NULL)
    self->hosts[0] = pv_hosts_ref (hosts);
  self->all = capture->has_all_addresses;
  /* An answer counts more than all other hints: these are what hosts say of themselves, or what nobody asked for. */
  done = add_conversations (self, capture, cancellable)
         && add_events (self, &capture->events[PV_EVENT_ADDRESS], G_GUINT64_CONSTANT (1) << 32)
         && add_events (self, &capture->events[PV_EVENT_HOST], 1);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (!done)
    {
      pv_error_set_no_memory (error);
      return NULL;
    }
  merge_pairs (self);

  return g_steal_pointer (&self);
}

typedef struct
{
  GFile *named;
  GFile *beside;
} NewData;

static void
new_data_free (gpointer data)
{
  NewData *self = data;

  g_clear_object (&self->named);
  g_clear_object (&self->beside);
  g_free (self);
}

static gpointer
new_names (gpointer       source,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const NewData *new_data = data;
  PvAddressNames *self = pv_address_names_new (source, NULL, cancellable, error);

  if (self == NULL)
    return NULL;

  if (new_data->named != NULL)
    self->hosts[0] = pv_hosts_load (new_data->named, TRUE, &self->error);
  if (new_data->beside != NULL)
    self->hosts[1] = pv_hosts_load (new_data->beside, FALSE, NULL);

  return self;
}

static const PvJob new_job = { new_names, (GDestroyNotify) pv_address_names_unref, new_data_free };

void
pv_address_names_new_async (PvCapture           *capture,
                            GFile               *named,
                            GFile               *beside,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  NewData *data;

  g_return_if_fail (PV_IS_CAPTURE (capture));

  data = g_new0 (NewData, 1);
  data->named = named != NULL ? g_object_ref (named) : NULL;
  data->beside = beside != NULL ? g_object_ref (beside) : NULL;
  pv_job_run_async (&new_job, capture, data, cancellable, callback, user_data);
}

PvAddressNames *
pv_address_names_new_finish (GAsyncResult  *result,
                             GError       **error)
{
  return pv_job_run_finish (&new_job, result, error);
}

/* The place of the first pair of the address, or of where it would be. */
static gsize
find (const PvAddressNames *self,
      guint32               address)
{
  gsize low = 0;
  gsize high = self->pairs.n;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (pv_vector_index (&self->pairs, Pair, middle).address < address)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

GPtrArray *
pv_address_names_get (PvAddressNames *self,
                      guint32         id)
{
  GPtrArray *names;

  g_return_val_if_fail (self != NULL, NULL);

  names = g_ptr_array_new ();
  for (gsize i = find (self, id); i < self->pairs.n && pv_vector_index (&self->pairs, Pair, i).address == id; i++)
    {
      guint32 name = pv_vector_index (&self->pairs, Pair, i).name;

      g_ptr_array_add (names, (gpointer) pv_label_table_get (self->names, name, NULL));
    }

  return names;
}

gboolean
pv_address_names_has_nicknames (PvAddressNames *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (self->hosts); i++)
    if (self->hosts[i] != NULL && pv_hosts_get_n (self->hosts[i]) > 0)
      return TRUE;

  return FALSE;
}

const char *
pv_address_names_get_nickname (PvAddressNames *self,
                               guint32         id)
{
  const char *name = NULL;
  const guint8 *address;
  gsize length;

  g_return_val_if_fail (self != NULL, NULL);

  address = pv_label_table_get (self->addresses, id, &length);
  for (guint i = 0; i < G_N_ELEMENTS (self->hosts) && name == NULL; i++)
    if (self->hosts[i] != NULL)
      name = pv_hosts_get (self->hosts[i], address, length);

  return name;
}

const GError *
pv_address_names_get_error (PvAddressNames *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->error;
}

const char *
pv_address_names_get_first (PvAddressNames *self,
                            guint32         id)
{
  const char *nickname;
  gsize i;

  g_return_val_if_fail (self != NULL, NULL);

  nickname = pv_address_names_get_nickname (self, id);
  if (nickname != NULL)
    return nickname;

  i = find (self, id);
  if (i == self->pairs.n || pv_vector_index (&self->pairs, Pair, i).address != id)
    return NULL;

  return (const char *) pv_label_table_get (self->names, pv_vector_index (&self->pairs, Pair, i).name, NULL);
}

gboolean
pv_address_names_is_empty (PvAddressNames *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->pairs.n == 0 && !pv_address_names_has_nicknames (self);
}

gboolean
pv_address_names_get_all (PvAddressNames *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->all;
}
