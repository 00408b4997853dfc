/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-match.c: which labels of two captures are the same. */
#include "pv-label-match.h"

#include <string.h>

#include "pv-address-scope.h"
#include "pv-error.h"
#include "pv-hash.h"
#include "pv-label-class.h"
#include "pv-on-demand.h"
#include "pv-query-private.h"

#include "pv-tsan.h"

/* Whether a job was given up is looked at after so many labels. */
#define LABELS_A_CHECK 16384

/* What is known of one dimension. */
typedef struct
{
  GBytes *ids;
  /* of which packets */
  guint64 n_packets;
  guint64 n_other_packets;
} Match;

struct _PvLabelMatch
{
  gatomicrefcount ref_count;
  PvCapture *capture;
  PvCapture *other;
  gboolean by_names;
  GMutex lock;
  GHashTable *stand_ins; /* of GBytes: addresses of the capture, by those of the other; where it is by names */
  GHashTable *taken; /* of GBytes: the former */
  Match matches[PV_N_DIMENSIONS];
};

PvLabelMatch *
pv_label_match_new (PvCapture *capture,
                    PvCapture *other)
{
  PvLabelMatch *self;

  g_return_val_if_fail (PV_IS_CAPTURE (capture) && PV_IS_CAPTURE (other), NULL);

  self = g_new0 (PvLabelMatch, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->capture = g_object_ref (capture);
  self->other = g_object_ref (other);
  g_mutex_init (&self->lock);

  return self;
}

PvLabelMatch *
pv_label_match_new_by_names (PvCapture *capture,
                             PvCapture *other)
{
  PvLabelMatch *self = pv_label_match_new (capture, other);

  if (self != NULL)
    self->by_names = TRUE;

  return self;
}

PvLabelMatch *
pv_label_match_ref (PvLabelMatch *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_label_match_unref (PvLabelMatch *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    g_clear_pointer (&self->matches[dimension].ids, g_bytes_unref);
  g_mutex_clear (&self->lock);
  g_clear_pointer (&self->stand_ins, g_hash_table_unref);
  g_clear_pointer (&self->taken, g_hash_table_unref);
  g_object_unref (self->capture);
  g_object_unref (self->other);
  g_free (self);
}

PvCapture *
pv_label_match_get_capture (PvLabelMatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->capture;
}

PvCapture *
pv_label_match_get_other (PvLabelMatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->other;
}

/* What is before the first dot, in lower case, and which version of IP the address is of. (transfer full) */
static char *
make_host_key (PvCapture *capture,
               guint32    name,
               gsize      address_length)
{
  gsize length;
  const char *text = (const char *) pv_label_table_get (capture->names, name, &length);
  const char *dot = memchr (text, '.', length);
  g_autofree char *host = g_strndup (text, dot != NULL ? (gsize) (dot - text) : length);
  g_autofree char *lower = g_ascii_strdown (host, -1);

  return g_strdup_printf ("%s %u", lower, (guint) address_length);
}

/* Private addresses by the names of hosts; of a name that several have, an empty one. (element-type GBytes) */
static GHashTable *
find_hosts (PvCapture *capture)
{
  GHashTable *hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  const PvEvents *events = &capture->events[PV_EVENT_HOST];

  for (guint64 i = 0; i < events->n; i++)
    {
      PvEvent event = pv_events_get (events, i);
      g_autofree char *key = NULL;
      g_autoptr (GBytes) address = NULL;
      const guint8 *bytes;
      GBytes *before;
      gsize length;

      if (event.label == PV_NO_ID)
        continue;
      bytes = pv_label_table_get (capture->addresses, pv_event_get_address (event.value), &length);
      if (pv_address_scope (bytes, length) != PV_SCOPE_PRIVATE)
        continue;

      key = make_host_key (capture, event.label, length);
      address = g_bytes_new (bytes, length);
      before = g_hash_table_lookup (hosts, key);
      if (before == NULL)
        g_hash_table_insert (hosts, g_steal_pointer (&key), g_steal_pointer (&address));
      else if (!g_bytes_equal (before, address))
        g_hash_table_insert (hosts, g_steal_pointer (&key), g_bytes_new (NULL, 0));
    }

  return hosts;
}

/* Finds out which addresses are of the same hosts. Under the lock. */
static void
find_stand_ins (PvLabelMatch *self)
{
  g_autoptr (GHashTable) hosts = NULL;
  g_autoptr (GHashTable) others = NULL;
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  if (self->stand_ins != NULL)
    return;

  hosts = find_hosts (self->capture);
  others = find_hosts (self->other);
  self->stand_ins = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref,
                                           (GDestroyNotify) g_bytes_unref);
  self->taken = g_hash_table_new (g_bytes_hash, g_bytes_equal);
  g_hash_table_iter_init (&iter, others);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      GBytes *here = g_hash_table_lookup (hosts, key);

      /* one that has several names is the first of them that is found, and no two are the same */
      if (here == NULL || g_bytes_get_size (here) == 0 || g_bytes_get_size (value) == 0 ||
          g_hash_table_contains (self->stand_ins, value) || g_hash_table_contains (self->taken, here))
        continue;
      g_hash_table_insert (self->stand_ins, g_bytes_ref (value), g_bytes_ref (here));
      g_hash_table_add (self->taken, here);
    }
  /* they are kept by the table before */
  g_hash_table_iter_init (&iter, self->stand_ins);
  g_hash_table_remove_all (self->taken);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_add (self->taken, value);
}

/* Puts an address of the capture in the place of one of the other, at @start of @key. FALSE where it is somebody else's. */
static gboolean
replace_address (PvLabelMatch *self,
                 GString      *key,
                 gsize         start,
                 gsize         length)
{
  g_autoptr (GBytes) address = g_bytes_new (key->str + start, length);
  GBytes *stand_in = g_hash_table_lookup (self->stand_ins, address);

  if (stand_in == NULL)
    return !g_hash_table_contains (self->taken, address);

  memcpy (key->str + start, g_bytes_get_data (stand_in, NULL), length);

  return TRUE;
}

/* Makes the key of one of the other's labels what it would be here. FALSE where nothing here is the same. */
static gboolean
translate_key (PvLabelMatch *self,
               PvLabelClass  label_class,
               GString      *key)
{
  gsize half;

  if (!self->by_names || key->len == 0)
    return TRUE;
  if (label_class == PV_LABEL_ADDRESS)
    return replace_address (self, key, 0, key->len);
  if (label_class != PV_LABEL_CONVERSATION && label_class != PV_LABEL_FLOW)
    return TRUE;

  half = pv_label_pair_key_get_half (key);
  if (half == 0)
    return TRUE;
  if (!replace_address (self, key, 0, half - sizeof (guint16)) ||
      !replace_address (self, key, half, half - sizeof (guint16)))
    return FALSE;
  pv_label_pair_key_sort (key);

  return TRUE;
}

/* This capture's labels, to be found by what they say. Seeded, so that nobody can choose labels that collide. */
typedef struct
{
  PvHashSeed seed;
  PvLabels labels;
  gsize mask;
  guint32 *ids; /* PV_NO_ID where nothing is */
  guint32 *checks; /* the upper half of the hash */
} Table;

static void
table_clear (Table *self)
{
  g_clear_pointer (&self->ids, g_free);
  g_clear_pointer (&self->checks, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, table_clear)

/* Room for @n labels, at most half full. FALSE where memory is out. */
static gboolean
table_init (Table    *self,
            PvLabels  labels,
            gsize     n)
{
  gsize size = 16;

  while (size < 2 * n)
    size *= 2;
  pv_hash_seed_init (&self->seed);
  self->labels = labels;
  self->mask = size - 1;
  self->ids = g_try_new (guint32, size);
  self->checks = g_try_new (guint32, size);
  if (self->ids == NULL || self->checks == NULL)
    return FALSE;
  memset (self->ids, 0xff, size * sizeof *self->ids);

  return TRUE;
}

static guint64
hash_key (const Table   *self,
          const GString *key)
{
  return pv_hash (&self->seed, (const guint8 *) key->str, key->len);
}

static void
table_add (Table   *self,
           guint32  id,
           GString *key)
{
  guint64 hash;
  gsize i;

  g_string_truncate (key, 0);
  pv_labels_append_key (&self->labels, id, key);
  hash = hash_key (self, key);
  for (i = hash & self->mask; self->ids[i] != PV_NO_ID; i = (i + 1) & self->mask)
    ;
  self->ids[i] = id;
  self->checks[i] = (guint32) (hash >> 32);
}

/* @spare: room for keys that it is held against */
static guint32
table_find (const Table   *self,
            const GString *key,
            GString       *spare)
{
  guint64 hash = hash_key (self, key);

  for (gsize i = hash & self->mask; self->ids[i] != PV_NO_ID; i = (i + 1) & self->mask)
    {
      if (self->checks[i] != (guint32) (hash >> 32))
        continue;

      g_string_truncate (spare, 0);
      pv_labels_append_key (&self->labels, self->ids[i], spare);
      if (g_string_equal (spare, key))
        return self->ids[i];
    }

  return PV_NO_ID;
}

/* NULL with @error set. */
static GBytes *
match_labels (PvLabelMatch  *self,
              PvDimension    dimension,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (PvCounts) counts = pv_query_count_whole (self->capture, dimension, cancellable);
  g_autoptr (PvCounts) others = pv_query_count_whole (self->other, dimension, cancellable);
  g_autoptr (GString) key = g_string_new (NULL);
  g_autoptr (GString) spare = g_string_new (NULL);
  g_autofree guint32 *ids = NULL;
  g_auto (Table) table = { 0 };
  PvLabels other_labels = pv_labels_of (self->other, dimension);
  PvLabelClass label_class = pv_dimension_get_info (dimension)->label_class;
  gsize end;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  ids = others != NULL ? g_try_new (guint32, MAX (pv_counts_get_end (others), 1)) : NULL;
  if (counts == NULL || ids == NULL ||
      !table_init (&table, pv_labels_of (self->capture, dimension), pv_counts_count_labels (counts)))
    {
      pv_error_set_no_memory (error);
      return NULL;
    }

  for (guint i = 0; i < counts->n; i++)
    {
      if (i % LABELS_A_CHECK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (counts->counts[i].packets > 0)
        table_add (&table, pv_counts_get_id (counts, i), key);
    }

  if (self->by_names)
    {
      g_mutex_lock (&self->lock);
      find_stand_ins (self);
      g_mutex_unlock (&self->lock);
    }
  end = pv_counts_get_end (others);
  memset (ids, 0xff, end * sizeof *ids);
  for (guint i = 0; i < others->n; i++)
    {
      guint32 id = pv_counts_get_id (others, i);

      if (i % LABELS_A_CHECK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (others->counts[i].packets == 0)
        continue;

      g_string_truncate (key, 0);
      pv_labels_append_key (&other_labels, id, key);
      if (translate_key (self, label_class, key))
        ids[id] = table_find (&table, key, spare);
    }

  return g_bytes_new_take (g_steal_pointer (&ids), end * sizeof *ids);
}

gboolean
pv_label_match_get_ids (PvLabelMatch  *self,
                        PvDimension    dimension,
                        GBytes       **ids,
                        GCancellable  *cancellable,
                        GError       **error)
{
  guint64 n_packets;
  guint64 n_other_packets;
  PvOnDemand on_demand;
  gboolean is_there;
  Match *match;

  g_return_val_if_fail (self != NULL && dimension < PV_N_DIMENSIONS && ids != NULL, FALSE);

  *ids = NULL;
  if (self->capture == self->other)
    return TRUE;

  n_packets = self->capture->n_packets;
  n_other_packets = self->other->n_packets;
  match = &self->matches[dimension];
  /* asked before counting, so that nothing is kept that was counted too early */
  on_demand = pv_dimension_get_on_demand (dimension);
  is_there = pv_on_demand_is_there (self->capture, on_demand) && pv_on_demand_is_there (self->other, on_demand);

  g_mutex_lock (&self->lock);
  if (match->ids != NULL && match->n_packets == n_packets && match->n_other_packets == n_other_packets)
    *ids = g_bytes_ref (match->ids);
  g_mutex_unlock (&self->lock);
  if (*ids != NULL)
    return TRUE;

  *ids = match_labels (self, dimension, cancellable, error);
  if (*ids == NULL)
    return FALSE;
  if (!is_there)
    return TRUE;

  g_mutex_lock (&self->lock);
  g_clear_pointer (&match->ids, g_bytes_unref);
  *match = (Match){ g_bytes_ref (*ids), n_packets, n_other_packets };
  g_mutex_unlock (&self->lock);

  return TRUE;
}

guint32
pv_label_match_find_other (PvLabelMatch *self,
                           PvDimension   dimension,
                           guint32       id)
{
  g_autoptr (GBytes) ids = NULL;
  const guint32 *map;
  gsize n;

  g_return_val_if_fail (self != NULL && dimension < PV_N_DIMENSIONS, PV_NO_ID);

  if (self->capture == self->other)
    return id;

  g_mutex_lock (&self->lock);
  if (self->matches[dimension].ids != NULL)
    ids = g_bytes_ref (self->matches[dimension].ids);
  g_mutex_unlock (&self->lock);
  if (ids == NULL)
    return PV_NO_ID;

  map = g_bytes_get_data (ids, &n);
  for (gsize i = 0; i < n / sizeof *map; i++)
    if (map[i] == id)
      return (guint32) i;

  return PV_NO_ID;
}

gboolean
pv_label_match_is_by_names (PvLabelMatch *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->by_names;
}

gboolean
pv_label_match_is_address (PvLabelMatch *self,
                           guint32       address,
                           guint32       other)
{
  PvLabels labels = pv_labels_of (self->capture, PV_DIMENSION_ADDRESS);
  PvLabels other_labels = pv_labels_of (self->other, PV_DIMENSION_ADDRESS);
  g_autoptr (GString) key = g_string_new (NULL);
  g_autoptr (GString) other_key = g_string_new (NULL);

  pv_labels_append_key (&labels, address, key);
  pv_labels_append_key (&other_labels, other, other_key);
  if (self->by_names)
    {
      g_mutex_lock (&self->lock);
      find_stand_ins (self);
      g_mutex_unlock (&self->lock);
    }

  return translate_key (self, PV_LABEL_ADDRESS, other_key) && g_string_equal (key, other_key);
}
