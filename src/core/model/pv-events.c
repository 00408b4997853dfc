/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-events.c: what packets say, in rows: lookups, server names, requests, answers. */
#include "pv-events.h"

#include <string.h>

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

static gsize
get_segment_size (const PvEvents *self)
{
  return sizeof (PvEventSegment) + (self->has_values ? PV_EVENT_SEGMENT_SIZE * sizeof (guint64) : 0);
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
  init (self, kind == PV_EVENT_SERVER_NAME || kind == PV_EVENT_OUTCOME || kind == PV_EVENT_ADDRESS
              || kind == PV_EVENT_HOST || kind == PV_EVENT_TCP_HANDSHAKE);
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
      segment = g_try_malloc (get_segment_size (self));
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

gboolean
pv_events_truncate (PvEvents *self,
                    guint64   n)
{
  guint n_segments = (guint) ((n + PV_EVENT_SEGMENT_SIZE - 1) / PV_EVENT_SEGMENT_SIZE);

  g_ptr_array_set_size (self->segments, (gint) n_segments);
  self->n = n;

  /* what is added now must not be seen by those who share the last segment */
  if (n % PV_EVENT_SEGMENT_SIZE != 0)
    {
      PvEventSegment *copy = g_try_malloc (get_segment_size (self));
      gpointer *last = &g_ptr_array_index (self->segments, n_segments - 1);

      if (copy == NULL)
        return FALSE;
      memcpy (copy, *last, get_segment_size (self));
      g_atomic_ref_count_init (&copy->ref_count);
      segment_unref (*last);
      *last = copy;
    }

  return TRUE;
}
