/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object-finder.c: finds the files that went over the wire in a capture's packets. */
#include "pv-object-finder-private.h"

#include "pv-dissect.h"
#include "pv-http-ranges.h"
#include "pv-ip-fragments.h"
#include "pv-object-connections.h"
#include "pv-tftp-objects.h"

/* Bytes that are kept for all that is under way. */
#define MAX_TOTAL ((gsize) 64 * 1024 * 1024)

/* Packets in parts, in packets that came in parts. */
#define MAX_NESTED 4

struct _PvObjectFinder
{
  const PvObjectSink *sink;
  gpointer user_data;
  gboolean is_over; /* the sink wants no more, or memory is out */

  PvObjectConnections *connections;
  PvHttpRanges *ranges;
  PvTftpObjects *tftp;
  PvIpFragments *fragments;
  gsize total;
  PvObjectGrowth growth;

  PvStreamStamp stamp; /* of the packet that the bytes came in that are handed on */

  GPtrArray *objects; /* those that have ended */
  guint64 n_begun;
};

/* --- What protocols ask for --- */

PvObjectBody *
pv_object_finder_begin (PvObjectFinder *self,
                        PvObject       *object,
                        PvHttpCoding    coding)
{
  PvObjectBody *body;

  if (self->is_over)
    {
      pv_object_free (object);
      return NULL;
    }

  object->index = self->n_begun++;
  object->packet = self->stamp.packet;
  object->time_ns = object->end_ns = self->stamp.time_ns;
  body = pv_object_body_new (object, coding, self->sink, self->user_data, &self->total, &self->growth);
  if (body == NULL)
    self->is_over = TRUE;

  return body;
}

/* Notes when the last byte came: later segments are not always later. */
static void
note_time (PvObjectFinder *self,
           PvObjectBody   *body)
{
  PvObject *object = pv_object_body_get_object (body);

  object->end_ns = MAX (object->end_ns, self->stamp.time_ns);
}

void
pv_object_finder_put (PvObjectFinder *self,
                      PvObjectBody   *body,
                      const guint8   *data,
                      gsize           n)
{
  if (body == NULL || self->is_over)
    return;

  note_time (self, body);
  if (!pv_object_body_add (body, data, n))
    self->is_over = TRUE;
}

void
pv_object_finder_put_gap (PvObjectFinder *self,
                          PvObjectBody   *body,
                          guint64         n)
{
  if (body != NULL && !self->is_over && !pv_object_body_gap (body, n))
    self->is_over = TRUE;
}

void
pv_object_finder_finish (PvObjectFinder  *self,
                         PvObjectBody   **body,
                         guint64          missing,
                         gboolean         is_whole)
{
  gboolean ok;

  if (*body == NULL)
    return;

  if (self->is_over)
    {
      g_clear_pointer (body, pv_object_body_free);
      return;
    }
  g_ptr_array_add (self->objects, pv_object_body_end (g_steal_pointer (body), missing, is_whole, &ok));
  if (!ok)
    self->is_over = TRUE;
}

void
pv_object_finder_set_stamp (PvObjectFinder      *self,
                            const PvStreamStamp *stamp)
{
  self->stamp = *stamp;
}

gsize *
pv_object_finder_get_total (PvObjectFinder *self)
{
  return &self->total;
}

PvStreamStamp
pv_object_finder_get_stamp (PvObjectFinder *self)
{
  return self->stamp;
}

PvHttpRanges *
pv_object_finder_get_ranges (PvObjectFinder *self)
{
  return self->ranges;
}

void
pv_object_finder_give_up (PvObjectFinder *self)
{
  self->is_over = TRUE;
}

/* --- */

PvObjectFinder *
pv_object_finder_new (const PvObjectSink *sink,
                      gpointer            user_data)
{
  PvObjectFinder *self = g_try_new0 (PvObjectFinder, 1);

  if (self == NULL)
    return NULL;

  self->sink = sink;
  self->user_data = user_data;
  self->connections = pv_object_connections_new (self);
  self->ranges = pv_http_ranges_new (self);
  self->tftp = pv_tftp_objects_new (self);
  self->fragments = pv_ip_fragments_new (&self->total);
  self->objects = g_ptr_array_new_with_free_func ((GDestroyNotify) pv_object_free);

  return self;
}

void
pv_object_finder_free (PvObjectFinder *self)
{
  if (self == NULL)
    return;

  pv_object_connections_free (self->connections);
  pv_http_ranges_free (self->ranges);
  pv_tftp_objects_free (self->tftp);
  pv_ip_fragments_free (self->fragments);
  g_ptr_array_unref (self->objects);
  g_free (self);
}

/* What a record says, of which @stamp tells where it came. */
static void
add_record (PvObjectFinder      *self,
            const PvRecord      *record,
            const PvStreamStamp *stamp)
{
  PvRecord whole;
  PvFacts facts;

  pv_dissect_all (record, &facts);
  for (guint i = 0; facts.has_fragment; i++)
    {
      if (i == MAX_NESTED || !pv_ip_fragments_add (self->fragments, &facts.fragment, stamp, &whole))
        return;
      pv_dissect_all (&whole, &facts);
    }

  if (facts.has_segment)
    pv_object_connections_add (self->connections, &facts.segment, stamp);
  else if (facts.has_datagram)
    pv_tftp_objects_add (self->tftp, &facts.datagram, stamp);
}

/* Hands on packets of which not all parts came. @now_ns: as pv_ip_fragments_give_up() */
static void
give_up_fragments (PvObjectFinder *self,
                   gint64          now_ns)
{
  PvStreamStamp stamp;
  PvRecord record;

  while (pv_ip_fragments_give_up (self->fragments, now_ns, &record, &stamp))
    add_record (self, &record, &stamp);
}

gboolean
pv_object_finder_add (PvObjectFinder *self,
                      const PvRecord *record,
                      guint64         packet)
{
  const PvStreamStamp stamp = { packet, record->time_ns, 0 };

  g_return_val_if_fail (self != NULL && record != NULL, FALSE);

  give_up_fragments (self, record->time_ns);
  add_record (self, record, &stamp);
  while (self->total > MAX_TOTAL && pv_object_connections_end_oldest (self->connections))
    ;
  while (self->total > MAX_TOTAL && pv_tftp_objects_end_oldest (self->tftp))
    ;

  return !self->is_over;
}

gboolean
pv_object_finder_end (PvObjectFinder *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  give_up_fragments (self, G_MAXINT64);
  while (pv_object_connections_end_oldest (self->connections))
    ;
  while (pv_tftp_objects_end_oldest (self->tftp))
    ;
  pv_http_ranges_end (self->ranges);

  return !self->is_over;
}

static int
compare_objects (gconstpointer a,
                 gconstpointer b)
{
  const PvObject *object = *(PvObject *const *) a;
  const PvObject *other = *(PvObject *const *) b;

  return object->index < other->index ? -1 : object->index > other->index;
}

GPtrArray *
pv_object_finder_steal_objects (PvObjectFinder *self)
{
  GPtrArray *objects;

  g_return_val_if_fail (self != NULL, NULL);

  g_ptr_array_sort (self->objects, compare_objects);
  objects = g_steal_pointer (&self->objects);
  self->objects = g_ptr_array_new_with_free_func ((GDestroyNotify) pv_object_free);

  return objects;
}

