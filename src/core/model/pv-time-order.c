/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-time-order.c: packets in the order of their times, kept while more come. */
#include "pv-time-order.h"

#include <stdlib.h>
#include <string.h>

#include "pv-piece.h"
#include "pv-time-sort.h"

/* Places are kept with room for so many more, at least. */
#define MIN_PLACES PV_PIECE (65536, 64)

void
pv_time_order_init (PvTimeOrder *self)
{
  *self = (PvTimeOrder){ 0 };
}

void
pv_time_order_clear (PvTimeOrder *self)
{
  g_clear_pointer (&self->chunks, g_ptr_array_unref);
  g_clear_pointer (&self->numbers, g_ptr_array_unref);
  g_clear_pointer (&self->sums, g_array_unref);
  for (guint i = 0; i < PV_N_EVENT_KINDS && self->differs; i++)
    pv_events_clear (&self->events[i]);
  g_clear_pointer (&self->places, g_free);
}

static PvChunk *
get_chunk (const PvTimeOrder *self,
           guint64            number)
{
  return g_ptr_array_index (self->chunks, number >> PV_CHUNK_BITS);
}

static gint64
get_time (const PvTimeOrder *self,
          guint64            number)
{
  return get_chunk (self, number)->time_ns[number & PV_CHUNK_MASK];
}

/* Makes room for @n places. */
static gboolean
ensure_places (PvTimeOrder *self,
               guint64      n)
{
  guint64 room = MAX (n + n / 4, MIN_PLACES);
  guint32 *places;

  if (n <= self->n_places)
    return TRUE;

  places = g_try_renew (guint32, self->places, room);
  if (places == NULL)
    return FALSE;
  self->places = places;
  self->n_places = room;

  return TRUE;
}

static gboolean
append_number_chunk (PvTimeOrder *self)
{
  PvNumberChunk *chunk = pv_number_chunk_new ();

  if (chunk != NULL)
    g_ptr_array_add (self->numbers, chunk);

  return chunk != NULL;
}

/* Takes what was in order as it was in the file. */
static gboolean
begin_to_differ (PvTimeOrder       *self,
                 const PvFileOrder *file)
{
  guint n_chunks = (guint) ((self->n + PV_CHUNK_SIZE - 1) >> PV_CHUNK_BITS);

  self->differs = TRUE;
  self->chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) pv_chunk_unref);
  self->numbers = g_ptr_array_new_with_free_func ((GDestroyNotify) pv_number_chunk_unref);
  self->sums = g_array_new (FALSE, FALSE, sizeof (PvSums));
  for (guint i = 0; i < PV_N_EVENT_KINDS; i++)
    pv_events_share (&self->events[i], &file->events[i]);

  if (self->n > 0 && !ensure_places (self, self->n))
    return FALSE;

  for (guint i = 0; i < n_chunks; i++)
    {
      g_ptr_array_add (self->chunks, pv_chunk_ref (file->chunks[i]));
      if (!append_number_chunk (self))
        return FALSE;
    }
  for (guint64 i = 0; i < self->n; i++)
    {
      PvNumberChunk *chunk = g_ptr_array_index (self->numbers, i >> PV_CHUNK_BITS);

      self->places[i] = (guint32) i;
      chunk->number[i & PV_CHUNK_MASK] = (guint32) i;
    }
  g_array_append_vals (self->sums, file->sums->data, n_chunks);

  for (guint i = 0; i < PV_N_EVENT_KINDS; i++)
    if (!pv_events_truncate (&self->events[i], self->n_events[i]))
      return FALSE;

  return TRUE;
}

/* The first number whose packet is later than @time_ns. */
static guint64
find_later (const PvTimeOrder *self,
            gint64             time_ns)
{
  guint64 low = 0;
  guint64 high = self->n;

  while (low < high)
    {
      guint64 middle = low + (high - low) / 2;

      if (get_time (self, middle) <= time_ns)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* Copies packet @i of @from to place @place of @to. */
static void
copy_packet (PvChunk       *to,
             guint          place,
             const PvChunk *from,
             guint          i)
{
  to->time_ns[place] = from->time_ns[i];
  to->ip_bytes[place] = from->ip_bytes[i];
  to->wire_bytes[place] = from->wire_bytes[i];
  to->flow[place] = from->flow[i];
}

/* What was in order from @first on, out of the way. */
typedef struct
{
  GPtrArray *chunks; /* from that of @first on */
  guint32 *places; /* from @first on */
  guint64 first;
  guint64 n; /* the end */
} Before;

static void
before_clear (Before *self)
{
  g_clear_pointer (&self->chunks, g_ptr_array_unref);
  g_free (self->places);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Before, before_clear)

static const PvChunk *
before_get_chunk (const Before *self,
                  guint64       number)
{
  return g_ptr_array_index (self->chunks, (number >> PV_CHUNK_BITS) - (self->first >> PV_CHUNK_BITS));
}

/* Moves what is in order from @first on into @before. */
static gboolean
set_aside (PvTimeOrder *self,
           guint64      first,
           Before      *before)
{
  guint first_chunk = (guint) (first >> PV_CHUNK_BITS);
  guint64 n = self->n - first;

  before->first = first;
  before->n = self->n;
  before->chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) pv_chunk_unref);
  before->places = g_try_new (guint32, MAX (n, 1));
  if (before->places == NULL)
    return FALSE;

  if (n > 0)
    memcpy (before->places, self->places + first, n * sizeof *before->places);
  for (guint i = first_chunk; i < self->chunks->len; i++)
    g_ptr_array_add (before->chunks, pv_chunk_ref (g_ptr_array_index (self->chunks, i)));

  /* others may share the chunk that goes on */
  g_ptr_array_set_size (self->chunks, (gint) first_chunk);
  g_array_set_size (self->sums, first_chunk);
  if ((first & PV_CHUNK_MASK) != 0)
    {
      PvChunk *copy = pv_chunk_copy (before_get_chunk (before, first));

      if (copy == NULL)
        return FALSE;
      g_ptr_array_add (self->chunks, copy);
    }

  return TRUE;
}

/* What is in the whole of a chunk that was summed. */
static PvSums
sum_chunk (const PvChunk *chunk)
{
  PvSums sums = { chunk->ip_sum[PV_N_BLOCKS - 1], chunk->wire_sum[PV_N_BLOCKS - 1] };

  for (guint i = PV_CHUNK_SIZE - PV_BLOCK_SIZE; i < PV_CHUNK_SIZE; i++)
    {
      sums.ip += chunk->ip_bytes[i];
      sums.wire += chunk->wire_bytes[i];
    }

  return sums;
}

/* Sums chunks from @first on, which hold packets up to @n. */
static void
sum (PvTimeOrder *self,
     guint        first,
     guint64      n)
{
  PvSums before = { 0, 0 };

  if (first > 0)
    {
      PvSums of_chunk = sum_chunk (g_ptr_array_index (self->chunks, first - 1));

      before = g_array_index (self->sums, PvSums, first - 1);
      before.ip += of_chunk.ip;
      before.wire += of_chunk.wire;
    }

  for (guint i = first; i < self->chunks->len; i++)
    {
      PvSums of_chunk = { 0, 0 };

      g_array_append_val (self->sums, before);
      pv_chunk_sum (g_ptr_array_index (self->chunks, i), 0,
                    (guint) MIN (PV_CHUNK_SIZE, n - ((guint64) i << PV_CHUNK_BITS)), &of_chunk);
      before.ip += of_chunk.ip;
      before.wire += of_chunk.wire;
    }
}

static gboolean
set_number (PvTimeOrder *self,
            guint32      place,
            guint32      number)
{
  PvNumberChunk **chunk = (PvNumberChunk **) &g_ptr_array_index (self->numbers, place >> PV_CHUNK_BITS);

  if (!g_atomic_ref_count_compare (&(*chunk)->ref_count, 1))
    {
      PvNumberChunk *copy = pv_number_chunk_new ();

      if (copy == NULL)
        return FALSE;
      memcpy (copy->number, (*chunk)->number, sizeof copy->number);
      pv_number_chunk_unref (*chunk);
      *chunk = copy;
    }
  (*chunk)->number[place & PV_CHUNK_MASK] = number;

  return TRUE;
}

/* Merges what was set aside with @order, the places of the file's other packets by time. Lets go of the file's
 * chunks that are full, as soon as all of them was copied, so that nearly sorted captures are never in memory
 * twice. */
static gboolean
merge (PvTimeOrder       *self,
       const PvFileOrder *file,
       const Before      *before,
       const guint32     *order)
{
  guint64 i = before->first;
  guint64 n_new = file->n - self->n;
  guint64 k = 0;
  guint base = (guint) (self->n >> PV_CHUNK_BITS);
  guint n_chunks = (guint) ((file->n + PV_CHUNK_SIZE - 1) >> PV_CHUNK_BITS) - base;
  g_autofree guint32 *left = g_try_new (guint32, MAX (n_chunks, 1));

  if (left == NULL)
    return FALSE;
  for (guint s = 0; s < n_chunks; s++)
    left[s] = PV_CHUNK_SIZE;
  left[0] -= self->n & PV_CHUNK_MASK;

  for (guint64 number = before->first; number < file->n; number++)
    {
      const PvChunk *old = i < before->n ? before_get_chunk (before, i) : NULL;
      PvChunk *to;

      if ((number & PV_CHUNK_MASK) == 0)
        {
          PvChunk *chunk = pv_chunk_new ();

          if (chunk == NULL)
            return FALSE;
          g_ptr_array_add (self->chunks, chunk);
        }
      to = g_ptr_array_index (self->chunks, self->chunks->len - 1);

      if (old != NULL && (k == n_new ||
                          old->time_ns[i & PV_CHUNK_MASK]
                            <= file->chunks[order[k] >> PV_CHUNK_BITS]->time_ns[order[k] & PV_CHUNK_MASK]))
        {
          copy_packet (to, number & PV_CHUNK_MASK, old, i & PV_CHUNK_MASK);
          self->places[number] = before->places[i - before->first];
          i++;
        }
      else
        {
          guint from = order[k] >> PV_CHUNK_BITS;

          copy_packet (to, number & PV_CHUNK_MASK, file->chunks[from], order[k] & PV_CHUNK_MASK);
          self->places[number] = order[k];
          k++;
          if (--left[from - base] == 0)
            g_clear_pointer (&file->chunks[from], pv_chunk_unref);
        }
    }

  return TRUE;
}

static gboolean
renumber (PvTimeOrder *self,
          guint64      first,
          guint64      n)
{
  while ((guint64) self->numbers->len << PV_CHUNK_BITS < n)
    if (!append_number_chunk (self))
      return FALSE;

  for (guint64 i = first; i < n; i++)
    if (!set_number (self, self->places[i], (guint32) i))
      return FALSE;

  return TRUE;
}

/* An event, by its packet's new number. */
typedef struct
{
  PvEvent event;
  guint64 place; /* those of one packet stay in order */
} Moved;

static int
compare_moved (gconstpointer a,
               gconstpointer b)
{
  const Moved *x = a;
  const Moved *y = b;

  if (x->event.packet != y->event.packet)
    return x->event.packet < y->event.packet ? -1 : 1;

  return x->place < y->place ? -1 : x->place > y->place;
}

/* The new number of a packet that had @number. */
static guint32
get_new_number (const PvTimeOrder *self,
                const Before      *before,
                guint32            number)
{
  return number < before->first ? number : pv_time_order_get_number (self, before->places[number - before->first]);
}

/* Numbers events anew, and takes in those of the file from @done on. */
static gboolean
move_events (PvTimeOrder  *self,
             const Before *before,
             PvEvents     *events,
             PvEvents     *file,
             guint64       done)
{
  guint64 first = pv_events_find (events, before->first);
  g_autofree Moved *moved = NULL;
  guint64 n = 0;

  for (guint64 i = done; i < file->n; i++)
    first = MIN (first, pv_events_find (events, pv_time_order_get_number (self, pv_events_get (file, i).packet)));

  moved = g_try_new (Moved, MAX (events->n - first + file->n - done, 1));
  if (moved == NULL)
    return FALSE;

  for (guint64 i = first; i < events->n; i++, n++)
    {
      moved[n] = (Moved){ pv_events_get (events, i), n };
      moved[n].event.packet = get_new_number (self, before, moved[n].event.packet);
    }
  for (guint64 i = done; i < file->n; i++, n++)
    {
      moved[n] = (Moved){ pv_events_get (file, i), n };
      moved[n].event.packet = pv_time_order_get_number (self, moved[n].event.packet);
    }
  if (n == 0)
    return TRUE;

  qsort (moved, n, sizeof *moved, compare_moved);
  if (!pv_events_truncate (events, first))
    return FALSE;
  for (guint64 i = 0; i < n; i++)
    if (!pv_events_append (events, &moved[i].event))
      return FALSE;

  return pv_events_truncate (file, 0);
}

static gboolean
take_rows (PvTimeOrder       *self,
           const PvFileOrder *file,
           const Before      *before)
{
  for (guint i = 0; i < PV_N_EVENT_KINDS; i++)
    {
      if (!move_events (self, before, &self->events[i], &file->events[i], self->n_events[i]))
        return FALSE;
      self->n_events[i] = file->events[i].n;
    }

  return TRUE;
}

/* Brings the file's packets from @self->n on in order among the others. */
static gboolean
put_in_order (PvTimeOrder       *self,
              const PvFileOrder *file,
              guint64           *n_same)
{
  g_autofree guint32 *sorted = pv_time_sort (file->chunks, self->n, file->n);
  const guint32 *order = sorted;
  g_auto (Before) before = { 0 };
  guint64 first;

  if (order == NULL)
    return FALSE;

  /* a file that is put in order at once needs its order but once */
  if (self->n == 0)
    {
      g_free (self->places);
      self->places = g_steal_pointer (&sorted);
      self->n_places = file->n;
    }

  first = find_later (self, file->chunks[order[0] >> PV_CHUNK_BITS]->time_ns[order[0] & PV_CHUNK_MASK]);
  if (!set_aside (self, first, &before) || !ensure_places (self, file->n) || !merge (self, file, &before, order) ||
      !renumber (self, first, file->n))
    return FALSE;

  sum (self, (guint) (first >> PV_CHUNK_BITS), file->n);
  *n_same = first;

  return take_rows (self, file, &before);
}

gboolean
pv_time_order_update (PvTimeOrder       *self,
                      const PvFileOrder *file,
                      guint64           *n_same)
{
  *n_same = self->n;

  if (file->is_sorted && !self->differs)
    {
      for (guint i = 0; i < PV_N_EVENT_KINDS; i++)
        self->n_events[i] = file->events[i].n;
      self->n = file->n;
      return TRUE;
    }

  if (file->n == self->n)
    return TRUE;
  if ((!self->differs && !begin_to_differ (self, file)) || !put_in_order (self, file, n_same))
    return FALSE;

  self->n = file->n;

  return TRUE;
}

gboolean
pv_time_order_restore (PvTimeOrder           *self,
                       guint64                n,
                       GPtrArray             *chunks,
                       GPtrArray             *numbers,
                       GArray                *sums,
                       const PvEvents *const *events)
{
  g_return_val_if_fail (self->n == 0 && !self->differs, FALSE);

  self->differs = TRUE;
  self->chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) pv_chunk_unref);
  self->numbers = g_ptr_array_new_with_free_func ((GDestroyNotify) pv_number_chunk_unref);
  self->sums = g_array_new (FALSE, FALSE, sizeof (PvSums));
  /* of the file's own, none is left */
  for (guint i = 0; i < PV_N_EVENT_KINDS; i++)
    pv_events_go_on (&self->events[i], events[i]);
  if (!ensure_places (self, n))
    return FALSE;

  for (guint i = 0; i < chunks->len; i++)
    {
      PvChunk *chunk = g_ptr_array_index (chunks, i);
      PvNumberChunk *of_places = g_ptr_array_index (numbers, i);

      /* one reference is the memory's, so that nobody frees them */
      g_atomic_ref_count_init (&chunk->ref_count);
      g_atomic_ref_count_init (&of_places->ref_count);
      g_ptr_array_add (self->chunks, pv_chunk_ref (chunk));
      g_ptr_array_add (self->numbers, pv_number_chunk_ref (of_places));
    }
  g_array_append_vals (self->sums, sums->data, sums->len);

  memset (self->places, 0xff, n * sizeof *self->places);
  for (guint64 place = 0; place < n; place++)
    {
      const PvNumberChunk *chunk = g_ptr_array_index (self->numbers, place >> PV_CHUNK_BITS);
      guint32 number = chunk->number[place & PV_CHUNK_MASK];

      if (number >= n || self->places[number] != G_MAXUINT32)
        return FALSE;
      self->places[number] = (guint32) place;
    }
  self->n = n;

  return TRUE;
}
