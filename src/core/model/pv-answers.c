/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-answers.c: whom lookups were answered with which addresses, and when. */
#include "pv-answers.h"

#include <string.h>

struct _PvAnswers
{
  gatomicrefcount ref_count;
  PvEvents rows;
  guint32 n_addresses;
  guint32 *start; /* by address: its rows are from there to the next one's start; NULL where there are no rows */
  guint32 *by_packet; /* rows of each address, in packet order */
  guint32 *by_client; /* the same, by client first */
};

static guint32
get_address (const PvAnswers *self,
             guint64          row)
{
  return pv_event_get_address (pv_events_get (&self->rows, row).value);
}

static guint32
get_client (const PvAnswers *self,
            guint64          row)
{
  return pv_event_get_client (pv_events_get (&self->rows, row).value);
}

/* Clients in their order, everybody last. */
static guint32
get_client_key (const PvAnswers *self,
                guint64          row)
{
  return MIN (get_client (self, row), self->n_addresses);
}

/* Makes places of counts: @start of a key, which is counted two further on, becomes the place of its first row one further
 * on, where distribute() counts on to the place of the next key's. */
static void
add_up (guint32 *start,
        gsize    n)
{
  guint32 end = 0;

  for (gsize i = 0; i < n; i++)
    {
      end += start[i];
      start[i] = end;
    }
}

/* Counts rows by address, then puts each where its address's rows are, in their order: that of packets, or that of clients
 * where they are put in that order before. FALSE where memory is out. */
static gboolean
sort_rows (PvAnswers *self)
{
  guint32 n = (guint32) MIN (self->rows.n, G_MAXUINT32);
  gsize n_starts = (gsize) self->n_addresses + 2;
  g_autofree guint32 *places = g_try_new0 (guint32, n_starts + 1);
  g_autofree guint32 *sorted = g_try_new (guint32, n);

  self->start = g_try_new0 (guint32, n_starts);
  self->by_packet = g_try_new (guint32, n);
  self->by_client = g_try_new (guint32, n);
  if (places == NULL || sorted == NULL || self->start == NULL || self->by_packet == NULL || self->by_client == NULL)
    return FALSE;

  for (guint32 row = 0; row < n; row++)
    {
      self->start[get_address (self, row) + 2]++;
      places[get_client_key (self, row) + 2]++;
    }
  add_up (self->start, n_starts);
  add_up (places, n_starts + 1);
  for (guint32 row = 0; row < n; row++)
    sorted[places[get_client_key (self, row) + 1]++] = row;

  memcpy (places, self->start, n_starts * sizeof *places);
  for (guint32 i = 0; i < n; i++)
    self->by_client[places[get_address (self, sorted[i]) + 1]++] = sorted[i];
  for (guint32 row = 0; row < n; row++)
    self->by_packet[self->start[get_address (self, row) + 1]++] = row;

  return TRUE;
}

PvAnswers *
pv_answers_new_unsorted (const PvEvents *rows)
{
  PvAnswers *self = g_new0 (PvAnswers, 1);

  g_atomic_ref_count_init (&self->ref_count);
  pv_events_share (&self->rows, rows);

  return self;
}

PvAnswers *
pv_answers_new (const PvEvents *rows,
                guint32         n_addresses)
{
  g_autoptr (PvAnswers) self = pv_answers_new_unsorted (rows);

  self->n_addresses = n_addresses;
  if (rows->n > 0 && !sort_rows (self))
    return NULL;

  return g_steal_pointer (&self);
}

PvAnswers *
pv_answers_ref (PvAnswers *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_answers_unref (PvAnswers *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  pv_events_clear (&self->rows);
  g_free (self->start);
  g_free (self->by_packet);
  g_free (self->by_client);
  g_free (self);
}

gboolean
pv_answers_find (PvAnswers *self,
                 guint32    address,
                 guint32    client,
                 guint32    before,
                 guint64   *row)
{
  const guint32 *rows = client == PV_NO_ID ? self->by_packet : self->by_client;
  guint32 first;
  guint32 low;
  guint32 high;

  if (self->start == NULL || address >= self->n_addresses)
    return FALSE;

  first = self->start[address];
  low = first;
  high = self->start[address + 1];

  /* the first row that is not wanted because it comes too late, or is another client's that sorts behind */
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      guint32 of = client == PV_NO_ID ? PV_NO_ID : get_client (self, rows[middle]);

      if (of < client || (of == client && pv_events_get (&self->rows, rows[middle]).packet < before))
        low = middle + 1;
      else
        high = middle;
    }

  if (low == first || (client != PV_NO_ID && get_client (self, rows[low - 1]) != client))
    return FALSE;

  *row = rows[low - 1];

  return TRUE;
}

PvEvent
pv_answers_get (PvAnswers *self,
                guint64    row)
{
  return pv_events_get (&self->rows, row);
}

guint64
pv_answers_get_n (PvAnswers *self)
{
  return self->rows.n;
}

gboolean
pv_answers_has (PvAnswers *self,
                guint32    address)
{
  return self->start != NULL && address < self->n_addresses && self->start[address] != self->start[address + 1];
}
