/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-events.c: what packets say, in rows: lookups, server names, requests, answers. */
#include "pv-events.h"

#include <stdlib.h>

static PvEventSegment *
segment_ref (PvEventSegment *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

static void
segment_unref (PvEventSegment *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}

static void
init (PvEvents *self,
      gboolean  has_values)
{
  self->segments = g_ptr_array_new_with_free_func ((GDestroyNotify) segment_unref);
  self->n = 0;
  self->has_values = has_values;
}

void
pv_events_init (PvEvents    *self,
                PvEventKind  kind)
{
  init (self, kind == PV_EVENT_SERVER_NAME || kind == PV_EVENT_ANSWER || kind == PV_EVENT_ADDRESS
              || kind == PV_EVENT_HOST);
}

void
pv_events_clear (PvEvents *self)
{
  g_clear_pointer (&self->segments, g_ptr_array_unref);
  self->n = 0;
}

void
pv_events_share (PvEvents       *self,
                 const PvEvents *other)
{
  init (self, other->has_values);
  for (guint i = 0; i < other->segments->len; i++)
    g_ptr_array_add (self->segments, segment_ref (g_ptr_array_index (other->segments, i)));
  self->n = other->n;
}

gboolean
pv_events_append (PvEvents      *self,
                  const PvEvent *event)
{
  PvEventSegment *segment;
  guint place = self->n % PV_EVENT_SEGMENT_SIZE;

  if (place == 0)
    {
      segment = g_try_malloc (sizeof *segment + (self->has_values ? PV_EVENT_SEGMENT_SIZE * sizeof *segment->value : 0));
      if (segment == NULL)
        return FALSE;
      g_atomic_ref_count_init (&segment->ref_count);
      g_ptr_array_add (self->segments, segment);
    }
  else
    segment = g_ptr_array_index (self->segments, self->segments->len - 1);

  segment->packet[place] = event->packet;
  segment->label[place] = event->label;
  if (self->has_values)
    segment->value[place] = event->value;
  self->n++;

  return TRUE;
}

guint64
pv_events_find (const PvEvents *self,
                guint64         packet)
{
  guint64 low = 0;
  guint64 high = self->n;

  while (low < high)
    {
      guint64 middle = low + (high - low) / 2;

      if (pv_events_get_packet (self, middle) < packet)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* An event by its packet's new number. */
typedef struct
{
  PvEvent event;
  guint64 place; /* those of one packet stay in order */
} MovedEvent;

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  const MovedEvent *x = a;
  const MovedEvent *y = b;

  if (x->event.packet != y->event.packet)
    return x->event.packet < y->event.packet ? -1 : 1;

  return x->place < y->place ? -1 : x->place > y->place;
}

gboolean
pv_events_renumber (PvEvents      *self,
                    const guint32 *new_numbers)
{
  guint64 n = self->n;
  g_autofree MovedEvent *moved = g_try_new (MovedEvent, MAX (n, 1));

  if (moved == NULL)
    return FALSE;

  for (guint64 i = 0; i < n; i++)
    {
      moved[i] = (MovedEvent){ pv_events_get (self, i), i };
      moved[i].event.packet = new_numbers[moved[i].event.packet];
    }

  qsort (moved, n, sizeof *moved, compare_events);
  pv_events_clear (self);
  init (self, self->has_values);
  for (guint64 i = 0; i < n; i++)
    if (!pv_events_append (self, &moved[i].event))
      return FALSE;

  return TRUE;
}
