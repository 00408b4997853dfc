/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-events.c: what packets say, in rows: lookups, server names, requests, answers. */
#include "pv-events.h"

#include <stdlib.h>
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
  self->mapping = NULL;
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
  g_clear_pointer (&self->mapping, g_bytes_unref);
  self->n = 0;
}

void
pv_events_share (PvEvents       *self,
                 const PvEvents *other)
{
  init (self, other->has_values);
  if (other->mapping != NULL)
    {
      self->mapping = g_bytes_ref (other->mapping);
      g_ptr_array_set_free_func (self->segments, NULL);
      for (guint i = 0; i < other->segments->len; i++)
        g_ptr_array_add (self->segments, g_ptr_array_index (other->segments, i));
      self->n = other->n;
      return;
    }

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

/* As long as a segment with @n events matters; what is behind may be being written. */
static void
copy_segment (const PvEvents       *self,
              const PvEventSegment *segment,
              guint                 n,
              PvEventSegment       *copy)
{
  memset (copy, 0, get_segment_size (self));
  memcpy (copy->packet, segment->packet, n * sizeof *copy->packet);
  memcpy (copy->label, segment->label, n * sizeof *copy->label);
  if (self->has_values)
    memcpy (copy->value, segment->value, n * sizeof *copy->value);
}

void
pv_events_write (const PvEvents *self,
                 PvIndexWriter  *writer,
                 guint32         section)
{
  g_autofree PvEventSegment *copy = g_try_malloc (get_segment_size (self));

  pv_index_writer_begin (writer, section);
  if (copy == NULL)
    {
      pv_index_writer_fail (writer);
      return;
    }

  for (guint64 first = 0; first < self->n; first += PV_EVENT_SEGMENT_SIZE)
    {
      copy_segment (self, g_ptr_array_index (self->segments, first / PV_EVENT_SEGMENT_SIZE),
                    (guint) MIN (self->n - first, PV_EVENT_SEGMENT_SIZE), copy);
      pv_index_writer_append (writer, copy, get_segment_size (self));
    }
}

gboolean
pv_events_read (PvEvents      *self,
                PvEventKind    kind,
                guint64        n,
                PvIndexReader *reader,
                guint32        section)
{
  guint64 n_segments = n / PV_EVENT_SEGMENT_SIZE + (n % PV_EVENT_SEGMENT_SIZE != 0);
  guint8 *data;

  pv_events_init (self, kind);
  data = pv_index_reader_get_n (reader, section, get_segment_size (self), n_segments);
  if (data == NULL)
    return FALSE;

  self->mapping = g_bytes_ref (pv_index_reader_get_all (reader));
  g_ptr_array_set_free_func (self->segments, NULL);
  for (guint64 i = 0; i < n_segments; i++)
    g_ptr_array_add (self->segments, data + i * get_segment_size (self));
  self->n = n;

  return TRUE;
}

static int
compare_packets (const void *a,
                 const void *b)
{
  const PvEvent *x = a;
  const PvEvent *y = b;

  return x->packet < y->packet ? -1 : x->packet > y->packet;
}

gboolean
pv_events_append_found (PvEvents *self,
                        PvVector *found,
                        gboolean  are_sorted)
{
  if (!are_sorted && found->n > 0)
    qsort (found->data, found->n, sizeof (PvEvent), compare_packets);
  for (gsize i = 0; i < found->n; i++)
    if (!pv_events_append (self, &pv_vector_index (found, PvEvent, i)))
      return FALSE;

  return TRUE;
}
