/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dns-matcher.c: which query a DNS answer is to. */
#include "pv-dns-matcher.h"

#include "pv-span.h"
#include "pv-vector.h"

#define MIN_SLOTS 256
/* No query; and a slot that no key has, as they come from g_try_new0(). */
#define NONE G_MAXUINT32
#define UNUSED 0

typedef struct
{
  PvDnsQuery query;
  guint32 next; /* with the same key, or NONE */
  guint32 last; /* of the first of them: the last of them */
} Waiting;

/* Queries with one key that were not answered. */
typedef struct
{
  guint64 key;
  guint32 first; /* one more than that of the first; NONE where all were answered; or UNUSED */
} Slot;

struct _PvDnsMatcher
{
  PvVector queries; /* of Waiting */
  PvVector answered; /* of guint8, by query */
  Slot *slots;
  gsize n_slots; /* a power of 2 */
  gsize n_used;
};

PvDnsMatcher *
pv_dns_matcher_new (void)
{
  return g_new0 (PvDnsMatcher, 1);
}

void
pv_dns_matcher_free (PvDnsMatcher *self)
{
  g_return_if_fail (self != NULL);

  pv_vector_clear (&self->queries);
  pv_vector_clear (&self->answered);
  g_free (self->slots);
  g_free (self);
}

/* The slot of @key, or the free one where it goes. */
static Slot *
find_slot (Slot    *slots,
           gsize    n_slots,
           guint64  key)
{
  gsize i = (gsize) key & (n_slots - 1);

  while (slots[i].first != UNUSED && slots[i].key != key)
    i = (i + 1) & (n_slots - 1);

  return &slots[i];
}

/* Makes room for one more key. FALSE where memory is out. */
static gboolean
grow (PvDnsMatcher *self)
{
  gsize n_slots = MAX (MIN_SLOTS, 2 * self->n_slots);
  Slot *slots;

  if (self->n_slots > 0 && self->n_used < self->n_slots / 2)
    return TRUE;

  slots = g_try_new0 (Slot, n_slots);
  if (slots == NULL)
    return FALSE;
  for (gsize i = 0; i < self->n_slots; i++)
    if (self->slots[i].first != UNUSED)
      *find_slot (slots, n_slots, self->slots[i].key) = self->slots[i];
  g_free (self->slots);
  self->slots = slots;
  self->n_slots = n_slots;

  return TRUE;
}

gboolean
pv_dns_matcher_add_query (PvDnsMatcher     *self,
                          guint64           key,
                          const PvDnsQuery *query)
{
  guint32 place = (guint32) self->queries.n;
  Waiting *waiting;
  guint8 *answered;
  Slot *slot;

  if (place + 1 == NONE || !grow (self))
    return FALSE;
  answered = pv_vector_append (&self->answered, sizeof *answered, 1);
  if (answered == NULL)
    return FALSE;
  waiting = pv_vector_append (&self->queries, sizeof *waiting, 1);
  if (waiting == NULL)
    return FALSE;

  *answered = FALSE;
  *waiting = (Waiting){ *query, NONE, place };
  slot = find_slot (self->slots, self->n_slots, key);
  if (slot->first == UNUSED)
    self->n_used++;

  if (slot->first == UNUSED || slot->first == NONE)
    {
      *slot = (Slot){ key, place + 1 };
    }
  else
    {
      Waiting *first = &pv_vector_index (&self->queries, Waiting, slot->first - 1);

      pv_vector_index (&self->queries, Waiting, first->last).next = place;
      first->last = place;
    }

  return TRUE;
}

/* The next of the queries waits in its place. Returns it. */
static Waiting *
take_first (PvDnsMatcher *self,
            Slot         *slot)
{
  Waiting *first = &pv_vector_index (&self->queries, Waiting, slot->first - 1);

  if (first->next != NONE)
    pv_vector_index (&self->queries, Waiting, first->next).last = first->last;
  slot->first = first->next != NONE ? first->next + 1 : NONE;

  return first;
}

const PvDnsQuery *
pv_dns_matcher_answer (PvDnsMatcher *self,
                       guint64       key,
                       gint64        time_ns)
{
  Slot *slot = self->n_slots > 0 ? find_slot (self->slots, self->n_slots, key) : NULL;

  if (slot == NULL)
    return NULL;

  while (slot->first != UNUSED && slot->first != NONE)
    {
      guint32 place = slot->first - 1;
      Waiting *waiting = take_first (self, slot);

      /* nobody waits for the others any more */
      if (waiting->query.time_ns < pv_time_subtract (time_ns, PV_DNS_ANSWER_MAX_NS))
        continue;
      pv_vector_index (&self->answered, guint8, place) = TRUE;

      return &waiting->query;
    }

  return NULL;
}

const PvDnsQuery *
pv_dns_matcher_next_unanswered (PvDnsMatcher *self,
                                gsize        *place)
{
  while (*place < self->queries.n)
    {
      gsize i = (*place)++;

      if (!pv_vector_index (&self->answered, guint8, i))
        return &pv_vector_index (&self->queries, Waiting, i).query;
    }

  return NULL;
}

/* A query that was not answered. No padding. */
typedef struct
{
  PvDnsQuery query;
  guint64 key;
  guint64 waits; /* whether an answer may yet come */
} SavedQuery;

void
pv_dns_matcher_save (PvDnsMatcher  *self,
                     PvStateWriter *state)
{
  g_autofree guint64 *keys = g_try_new0 (guint64, MAX (self->queries.n, 1));
  g_autofree guint8 *waits = g_try_new0 (guint8, MAX (self->queries.n, 1));
  guint64 n = 0;

  if (keys == NULL || waits == NULL)
    {
      state->full = TRUE;
      return;
    }

  for (gsize i = 0; i < self->n_slots; i++)
    if (self->slots[i].first != UNUSED && self->slots[i].first != NONE)
      for (guint32 place = self->slots[i].first - 1; place != NONE;
           place = pv_vector_index (&self->queries, Waiting, place).next)
        {
          keys[place] = self->slots[i].key;
          waits[place] = TRUE;
        }
  for (gsize i = 0; i < self->queries.n; i++)
    n += !pv_vector_index (&self->answered, guint8, i);

  pv_state_put (state, &n, sizeof n);
  for (gsize i = 0; i < self->queries.n; i++)
    if (!pv_vector_index (&self->answered, guint8, i))
      {
        const SavedQuery saved = { pv_vector_index (&self->queries, Waiting, i).query, keys[i], waits[i] };

        pv_state_put (state, &saved, sizeof saved);
      }
}

/* Nobody waits for an answer to it any more. FALSE where memory is out. */
static gboolean
add_given_up (PvDnsMatcher     *self,
              const PvDnsQuery *query)
{
  guint8 *answered = pv_vector_append (&self->answered, sizeof *answered, 1);
  Waiting *waiting = answered != NULL ? pv_vector_append (&self->queries, sizeof *waiting, 1) : NULL;

  if (waiting == NULL)
    return FALSE;

  *answered = FALSE;
  *waiting = (Waiting){ *query, NONE, (guint32) (self->queries.n - 1) };

  return TRUE;
}

PvDnsMatcher *
pv_dns_matcher_restore (PvStateReader *state,
                        guint64        n_packets,
                        guint32        n_names)
{
  g_autoptr (PvDnsMatcher) self = pv_dns_matcher_new ();
  guint64 n;

  if (!pv_state_take (state, &n, sizeof n))
    return NULL;

  for (guint64 i = 0; i < n; i++)
    {
      SavedQuery saved;

      if (!pv_state_take (state, &saved, sizeof saved) || saved.query.packet >= n_packets
          || (saved.query.name >= n_names && saved.query.name != PV_NO_ID)
          || !(saved.waits ? pv_dns_matcher_add_query (self, saved.key, &saved.query)
                           : add_given_up (self, &saved.query)))
        return NULL;
    }

  return g_steal_pointer (&self);
}
