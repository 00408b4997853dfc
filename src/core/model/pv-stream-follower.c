/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-stream-follower.c: follows the streams of TCP connections, for all that are looked through. */
#include "pv-stream-follower.h"

#include "pv-stream-bytes.h"
#include "pv-stream-table.h"

/* Bytes of unfinished units in all streams. */
#define MAX_BUFFERED ((gsize) 16 * 1024 * 1024)

/* A segment this far behind the newest byte seen is of another connection between the same ports. */
#define MAX_BEHIND (1024 * 1024)

#define TCP_FIN 0x01
#define TCP_SYN 0x02
#define TCP_RST 0x04

struct _PvStreamFollower
{
  PvStreamTable table;
};

PvStreamFollower *
pv_stream_follower_new (void)
{
  PvStreamFollower *self = g_try_new0 (PvStreamFollower, 1);

  if (self != NULL && !pv_stream_table_init (&self->table))
    g_clear_pointer (&self, pv_stream_follower_free);

  return self;
}

void
pv_stream_follower_free (PvStreamFollower *self)
{
  g_return_if_fail (self != NULL);

  pv_stream_table_clear (&self->table);
  g_free (self);
}

guint32
pv_stream_follower_hash (const PvStreamFollower *self,
                         const PvTcpSegment     *segment)
{
  PvStreamKey key;

  pv_stream_key_init (&key, segment);

  return pv_stream_table_hash (&self->table, &key);
}

void
pv_stream_follower_fetch (const PvStreamFollower *self,
                          guint32                 hash)
{
  __builtin_prefetch (pv_stream_table_get_bucket (&self->table, hash));
}

void
pv_stream_follower_fetch_again (const PvStreamFollower *self,
                                guint32                 hash)
{
  guint16 first = *pv_stream_table_get_bucket (&self->table, hash);
  const char *stream = (const char *) &self->table.streams[first];

  if (first == PV_STREAM_NONE)
    return;
  for (gsize at = 0; at < sizeof (PvStream); at += 64)
    __builtin_prefetch (stream + at);
}

/* Reads a segment, or what of it was not seen before: @length bytes, of which @captured were captured. */
static void
read_next (PvStreamFollower       *self,
           PvStream               *stream,
           const guint8           *data,
           guint32                 captured,
           guint32                 length,
           const PvStreamListener *listener)
{
  PvStreamPlace *next = &stream->next;
  PvStreamHole *hole = stream->hole;
  gsize *buffered = &self->table.buffered;
  guint32 passed = 0;

  if (next->guessed)
    {
      guint32 n_before;

      next->guessed = !pv_stream_place_find_begin (next, buffered, data, captured, &n_before);
      if (next->guessed)
        passed = captured;
      else if (n_before > 0 && hole != NULL && hole->passing)
        pv_stream_hole_take_back (hole, buffered, n_before);
    }
  else
    {
      passed = (guint32) MIN (next->state.skip, captured);
    }

  if (hole != NULL && hole->passing)
    {
      gboolean kept = pv_stream_hole_append (hole, buffered, data, passed);

      if (passed < length)
        hole->passing = FALSE;
      if ((passed == captured && captured < length) || !kept)
        pv_stream_table_forget_hole (&self->table, stream);
    }

  if (!next->guessed)
    pv_stream_place_read (next, buffered, data, captured, length, listener);
  else if (captured < length)
    pv_stream_bytes_forget (buffered, &next->unfinished);
}

/* Reads what of @segment was missing and comes late. */
static void
fill_hole (PvStreamFollower       *self,
           PvStream               *stream,
           const PvTcpSegment     *segment,
           const PvStreamListener *listener)
{
  PvStreamHole *hole = stream->hole;
  PvStreamFill fill = pv_stream_hole_fill (hole, &self->table.buffered, segment, listener);

  if (fill == PV_STREAM_FILL_SOME)
    return;

  /* the place that waited for it goes on, unless a unit was found after it */
  if (fill == PV_STREAM_FILL_ALL && hole->passing)
    {
      pv_stream_bytes_forget (&self->table.buffered, &stream->next.unfinished);
      stream->next = hole->place;
      hole->place.unfinished = NULL;
    }
  pv_stream_table_forget_hole (&self->table, stream);
}

/* Bytes before those of a segment are missing: @n, which perhaps come later. */
static void
open_hole (PvStreamFollower       *self,
           PvStream               *stream,
           guint32                 n,
           const PvStreamListener *listener)
{
  PvStreamPlace *next = &stream->next;
  gsize *buffered = &self->table.buffered;

  /* Others are waited for already: these come after them. */
  if (stream->hole != NULL && stream->hole->passing && n <= PV_STREAM_HOLE_MAX
      && stream->hole->end - stream->hole->sequence <= PV_STREAM_HOLE_MAX)
    {
      pv_stream_place_pass_by (next, buffered, n);
      stream->hole->end += n;
      stream->hole->passing = next->guessed || next->state.skip > 0;
      return;
    }

  pv_stream_table_forget_hole (&self->table, stream);
  /* They may never come, and then this is all there is to tell. */
  if (next->parser != NULL && next->parser->rest == NULL)
    pv_stream_place_tell_unfinished (next, listener);
  if (n <= PV_STREAM_HOLE_MAX && !next->guessed && !next->ended)
    {
      stream->hole = pv_stream_hole_new (next, stream->next_sequence, n);
      if (next->unfinished != NULL)
        {
          next->unfinished = NULL;
          pv_stream_bytes_keep (buffered, &next->unfinished, stream->hole->place.unfinished->data,
                                stream->hole->place.unfinished->len);
        }
    }
  if (!next->ended)
    pv_stream_place_pass_by (next, buffered, n);
  if (stream->hole != NULL)
    stream->hole->passing = next->guessed || next->state.skip > 0;
}

/* Whether more of it is needed than what begins as a protocol does. */
static gboolean
wants (const PvStream *stream)
{
  const PvStreamPlace *next = &stream->next;

  if ((stream->closed && stream->hole == NULL) || next->ended || (next->parser != NULL && next->parser->by_port))
    return FALSE;

  return !next->guessed || next->unfinished != NULL || stream->hole != NULL;
}

/* Nothing follows, or nothing but what comes late. */
static void
close_stream (PvStreamFollower *self,
              PvStream         *stream)
{
  stream->closed = TRUE;
  if (stream->hole == NULL)
    pv_stream_table_set_wanted (&self->table, stream, FALSE);
}

static void
add_to_stream (PvStreamFollower       *self,
               PvStream               *stream,
               const PvTcpSegment     *segment,
               const PvStreamListener *listener)
{
  /* A SYN is of a new connection, unless it comes late, or again, as when it was captured at two interfaces. */
  gboolean begins = (segment->flags & TCP_SYN) != 0 && segment->sequence != stream->first_sequence;
  /* How much of it was seen before. */
  gint32 seen = (gint32) (stream->next_sequence - segment->sequence);

  if (begins || seen > MAX_BEHIND)
    {
      /* A new connection: a unit is as likely to begin here as anywhere. */
      pv_stream_bytes_forget (&self->table.buffered, &stream->next.unfinished);
      pv_stream_place_begin (&stream->next, stream->key.source_port, stream->key.destination_port);
      stream->first_sequence = segment->sequence;
      stream->closed = FALSE;
      pv_stream_table_forget_hole (&self->table, stream);
      seen = 0;
    }
  else if (seen < 0)
    {
      open_hole (self, stream, segment->sequence - stream->next_sequence, listener);
      seen = 0;
    }
  else if (seen > 0 && stream->hole != NULL)
    {
      fill_hole (self, stream, segment, listener);
    }

  if ((guint32) seen < segment->wire_length)
    {
      guint32 from = MIN (segment->payload_length, (guint32) seen);

      stream->next_sequence = segment->sequence + segment->wire_length;
      if (!stream->next.ended)
        read_next (self, stream, segment->payload + from, segment->payload_length - from,
                   segment->wire_length - (guint32) seen, listener);
    }
  else if (begins)
    {
      stream->next_sequence = segment->sequence;
    }

  if (stream->next.ended)
    pv_stream_table_forget_hole (&self->table, stream);
}

/* Whether a segment of a stream that nothing is known of is worth to be remembered. */
static gboolean
is_worthwhile (const PvTcpSegment *segment)
{
  return pv_stream_parser_find_port (segment->client_port, segment->server_port) != NULL
         || (segment->flags & TCP_SYN) != 0
         || pv_stream_parser_find_begin (segment->payload, segment->payload_length) != NULL;
}

void
pv_stream_follower_add (PvStreamFollower    *self,
                        const PvTcpSegment  *segment,
                        guint32              hash,
                        const PvStreamFuncs *funcs,
                        gpointer             user_data)
{
  const PvStreamListener listener = { funcs, user_data };
  PvStream *stream;
  PvStreamKey key;

  g_return_if_fail (self != NULL);
  g_return_if_fail (segment != NULL);
  g_return_if_fail (segment->address_size == 4 || segment->address_size == 16);
  g_return_if_fail (segment->payload_length <= segment->wire_length);
  g_return_if_fail (funcs != NULL);

  if (!pv_stream_follower_says_something (segment))
    return;

  pv_stream_key_init (&key, segment);
  stream = pv_stream_table_find (&self->table, &key, hash);

  /* What was seen stays known: the connection's packets may yet come again from another interface. */
  if (segment->flags & TCP_RST)
    {
      if (stream != NULL)
        {
          pv_stream_bytes_forget (&self->table.buffered, &stream->next.unfinished);
          stream->next.state.seen = 0;
          close_stream (self, stream);
        }
      return;
    }

  if (segment->wire_length == 0 && (segment->flags & TCP_SYN) == 0)
    {
      if (stream != NULL && segment->sequence == stream->next_sequence)
        close_stream (self, stream);
      return;
    }

  if (stream == NULL)
    {
      if (!is_worthwhile (segment))
        return;
      stream = pv_stream_table_add (&self->table, &key, hash, segment->group);
      pv_stream_place_begin (&stream->next, key.source_port, key.destination_port);
      stream->first_sequence = segment->sequence;
      stream->next_sequence = segment->sequence;
    }
  else
    {
      stream->used = TRUE;
    }

  add_to_stream (self, stream, segment, &listener);
  pv_stream_table_set_wanted (&self->table, stream, wants (stream));
  if ((segment->flags & TCP_FIN) != 0 && segment->sequence + segment->wire_length == stream->next_sequence)
    close_stream (self, stream);

  while (self->table.buffered > MAX_BUFFERED)
    pv_stream_table_forget_idle (&self->table);
}

const PvStreamWanted *
pv_stream_follower_get_wanted (PvStreamFollower *self)
{
  return &self->table.wanted;
}

void
pv_stream_follower_save (const PvStreamFollower *self,
                         PvStateWriter          *state)
{
  pv_stream_table_save (&self->table, state);
}

PvStreamFollower *
pv_stream_follower_restore (PvStateReader *state)
{
  g_autoptr (PvStreamFollower) self = pv_stream_follower_new ();

  if (self == NULL || !pv_stream_table_restore (&self->table, state) || self->table.buffered > MAX_BUFFERED)
    return NULL;

  return g_steal_pointer (&self);
}
