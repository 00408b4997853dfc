/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-stream-follower.c: follows the streams of TCP connections, for all that are looked through. */
#include "pv-stream-follower.h"

#include <string.h>

#include "pv-hash.h"

/* Directions remembered, and bytes of unfinished units in all of them. */
#define MAX_STREAMS 16384
#define MAX_BUFFERED ((gsize) 16 * 1024 * 1024)
#define MIN_STREAMS 64
#define NO_STREAM G_MAXUINT16

/* Groups of connections are counted in pages, which come as they are needed. */
#define PAGE_BITS 8
#define PAGE_SIZE (1u << PAGE_BITS)
#define PAGE_MASK (PAGE_SIZE - 1)
#define N_PAGES ((G_MAXUINT16 + 1u) / PAGE_SIZE)

/* A segment this far behind the newest byte seen is of another connection between the same ports. */
#define MAX_BEHIND (1024 * 1024)

/* Bytes that are missing may come late, if they are no more than a large window. So much of what came before them is
 * kept, in so many pieces. */
#define MAX_HOLE (64 * 1024)
#define MAX_PIECES 64

#define TCP_FIN 0x01
#define TCP_SYN 0x02
#define TCP_RST 0x04

typedef struct
{
  guint8 source[16];
  guint8 destination[16];
  guint16 source_port;
  guint16 destination_port;
  guint8 address_size;
  guint8 unused[3];
} Key;

/* What is known of the units at a place in a stream. */
typedef struct
{
  const PvStreamParser *parser; /* (nullable): not known yet */
  PvStreamState state;
  GByteArray *unfinished; /* (nullable): the beginning of a unit */
  gboolean guessed; /* bytes are missing before it: segments are looked at for one that begins with a unit */
  gboolean ended; /* nothing of interest follows */
} Place;

/* Bytes that came before others that belong in front of them. */
typedef struct
{
  guint32 sequence; /* of the first */
  GByteArray *bytes;
} Piece;

/* Bytes that are missing and may come late. */
typedef struct
{
  guint32 sequence; /* of the first */
  guint32 end; /* after the last, and what of the pieces is after that */
  Place place; /* where they begin */
  gboolean passing; /* the next unit after them is still looked for: all is kept until there is one */
  GArray *pieces; /* of Piece, in order: what there is between @sequence and @end */
  guint32 n_kept; /* bytes in them */
} Hole;

/* One direction of a connection. */
typedef struct _Stream Stream;
struct _Stream
{
  Key key; /* with an address size of 0 where the place is free */
  guint32 hash; /* seeded, of the key */
  guint32 first_sequence; /* of the first byte known of */
  guint32 next_sequence; /* after the last byte seen */
  guint16 in_bucket; /* the next, or NO_STREAM */
  guint16 group;
  guint8 used; /* since the hand passed by */
  guint8 wanted; /* counted in the follower's */
  guint8 closed; /* its FIN or a reset was seen */
  Place next; /* at next_sequence */
  Hole *hole; /* (nullable) */
};

struct _PvStreamFollower
{
  PvHashSeed seed;
  Stream *streams; /* (array length=n_streams) */
  guint n_streams;
  guint size; /* for how many there is room; also how many buckets there are: a power of 2 */
  guint hand; /* once there are as many as can be: where the longest known are, which make room for others */
  guint16 *buckets; /* (array length=size): the first stream, or NO_STREAM */
  gsize buffered;
  PvStreamWanted wanted;
  guint16 *n_wanted[N_PAGES]; /* (nullable): streams by group; no more than there are streams */
};

/* Who wants to know. */
typedef struct
{
  const PvStreamFuncs *funcs;
  gpointer user_data;
} Listener;

PvStreamFollower *
pv_stream_follower_new (void)
{
  g_autofree PvStreamFollower *self = g_try_new0 (PvStreamFollower, 1);

  if (self == NULL)
    return NULL;

  pv_hash_seed_init (&self->seed);
  self->size = MIN_STREAMS;
  self->buckets = g_new (guint16, self->size);
  memset (self->buckets, 0xff, self->size * sizeof *self->buckets);
  self->streams = g_try_new (Stream, self->size);
  if (self->streams == NULL)
    {
      g_free (self->buckets);
      return NULL;
    }

  return g_steal_pointer (&self);
}

static void
forget_bytes (PvStreamFollower  *self,
              GByteArray       **bytes)
{
  if (*bytes == NULL)
    return;

  self->buffered -= (*bytes)->len;
  g_clear_pointer (bytes, g_byte_array_unref);
}

static void
keep_bytes (PvStreamFollower  *self,
            GByteArray       **bytes,
            const guint8      *data,
            guint              length)
{
  if (*bytes == NULL)
    *bytes = g_byte_array_new ();
  g_byte_array_append (*bytes, data, length);
  self->buffered += length;
}

static inline Piece *
get_piece (const Hole *hole,
           guint       i)
{
  return &g_array_index (hole->pieces, Piece, i);
}

static inline guint32
get_piece_end (const Piece *piece)
{
  return piece->sequence + piece->bytes->len;
}

static void
forget_piece (PvStreamFollower *self,
              Hole             *hole,
              guint             i)
{
  Piece *piece = get_piece (hole, i);

  hole->n_kept -= piece->bytes->len;
  forget_bytes (self, &piece->bytes);
  g_array_remove_index (hole->pieces, i);
}

/* Keeps bytes that come before piece @i and after the one in front of that. FALSE where it would be too much. */
static gboolean
keep_piece (PvStreamFollower *self,
            Hole             *hole,
            guint             i,
            guint32           sequence,
            const guint8     *data,
            guint32           length)
{
  if (length == 0)
    return TRUE;
  if (hole->n_kept + length > MAX_HOLE)
    return FALSE;

  if (i == 0 || get_piece_end (get_piece (hole, i - 1)) != sequence)
    {
      Piece piece = { .sequence = sequence };

      if (hole->pieces->len == MAX_PIECES)
        return FALSE;
      g_array_insert_val (hole->pieces, i, piece);
      i++;
    }
  keep_bytes (self, &get_piece (hole, i - 1)->bytes, data, length);
  hole->n_kept += length;

  return TRUE;
}

/* Takes the last @n bytes away that are kept: they are read already. */
static void
take_back (PvStreamFollower *self,
           Hole             *hole,
           guint32           n)
{
  guint last = hole->pieces->len - 1;
  Piece *piece = get_piece (hole, last);

  if (piece->bytes->len == n)
    {
      forget_piece (self, hole, last);
    }
  else
    {
      g_byte_array_set_size (piece->bytes, piece->bytes->len - n);
      self->buffered -= n;
      hole->n_kept -= n;
    }
  hole->end -= n;
}

static void
forget_hole (PvStreamFollower *self,
             Stream           *stream)
{
  if (stream->hole == NULL)
    return;

  forget_bytes (self, &stream->hole->place.unfinished);
  while (stream->hole->pieces->len > 0)
    forget_piece (self, stream->hole, stream->hole->pieces->len - 1);
  g_array_unref (stream->hole->pieces);
  g_clear_pointer (&stream->hole, g_free);
}

static void
set_wanted (PvStreamFollower *self,
            Stream           *stream,
            gboolean          wanted)
{
  guint16 **page;
  guint16 *n;

  if (stream->wanted == wanted)
    return;

  page = &self->n_wanted[stream->group >> PAGE_BITS];
  if (*page == NULL)
    *page = g_new0 (guint16, PAGE_SIZE);
  n = &(*page)[stream->group & PAGE_MASK];

  stream->wanted = wanted;
  if (wanted)
    {
      self->wanted.n++;
      if ((*n)++ == 0)
        self->wanted.groups[stream->group / 64] |= G_GUINT64_CONSTANT (1) << stream->group % 64;
    }
  else
    {
      self->wanted.n--;
      if (--(*n) == 0)
        self->wanted.groups[stream->group / 64] &= ~(G_GUINT64_CONSTANT (1) << stream->group % 64);
    }
}

static inline guint16 *
get_bucket (const PvStreamFollower *self,
            guint32                 hash)
{
  return &self->buckets[hash & (self->size - 1)];
}

static void
forget_stream (PvStreamFollower *self,
               Stream           *stream)
{
  guint16 *link = get_bucket (self, stream->hash);

  if (stream->key.address_size == 0)
    return;

  forget_bytes (self, &stream->next.unfinished);
  forget_hole (self, stream);
  set_wanted (self, stream, FALSE);
  while (&self->streams[*link] != stream)
    link = &self->streams[*link].in_bucket;
  *link = stream->in_bucket;
  stream->key.address_size = 0;
}

/* Forgets the one that has been known for longest, but what was used since the last time round stays. Its place is
 * free then. */
static Stream *
forget_idle (PvStreamFollower *self)
{
  Stream *stream;

  for (;;)
    {
      stream = &self->streams[self->hand];
      self->hand = (self->hand + 1) % self->n_streams;
      if (!stream->used)
        break;
      stream->used = FALSE;
    }
  forget_stream (self, stream);

  return stream;
}

void
pv_stream_follower_free (PvStreamFollower *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->n_streams; i++)
    forget_stream (self, &self->streams[i]);
  g_free (self->streams);
  g_free (self->buckets);
  for (guint i = 0; i < N_PAGES; i++)
    g_free (self->n_wanted[i]);
  g_free (self);
}

static void
key_init (Key                *key,
          const PvTcpSegment *segment)
{
  memset (key, 0, sizeof *key);
  memcpy (key->source, segment->client, segment->address_size);
  memcpy (key->destination, segment->server, segment->address_size);
  key->source_port = segment->client_port;
  key->destination_port = segment->server_port;
  key->address_size = segment->address_size;
}

guint32
pv_stream_follower_hash (const PvStreamFollower *self,
                         const PvTcpSegment     *segment)
{
  Key key;

  key_init (&key, segment);

  return (guint32) pv_hash (&self->seed, (const guint8 *) &key, sizeof key);
}

void
pv_stream_follower_fetch (const PvStreamFollower *self,
                          guint32                 hash)
{
  __builtin_prefetch (get_bucket (self, hash));
}

void
pv_stream_follower_fetch_again (const PvStreamFollower *self,
                                guint32                 hash)
{
  guint16 first = *get_bucket (self, hash);
  const char *stream = (const char *) &self->streams[first];

  if (first == NO_STREAM)
    return;
  for (gsize at = 0; at < sizeof (Stream); at += 64)
    __builtin_prefetch (stream + at);
}

static Stream *
find_stream (PvStreamFollower *self,
             const Key        *key,
             guint32           hash)
{
  for (guint16 i = *get_bucket (self, hash); i != NO_STREAM; i = self->streams[i].in_bucket)
    if (self->streams[i].hash == hash && memcmp (&self->streams[i].key, key, sizeof *key) == 0)
      return &self->streams[i];

  return NULL;
}

static void
put_into_bucket (PvStreamFollower *self,
                 Stream           *stream)
{
  guint16 *bucket = get_bucket (self, stream->hash);

  stream->in_bucket = *bucket;
  *bucket = (guint16) (stream - self->streams);
}

/* Makes room for twice as many streams. FALSE where memory is out: others then make room. */
static gboolean
grow (PvStreamFollower *self)
{
  guint16 *buckets = g_try_new (guint16, 2 * self->size);
  Stream *streams = buckets != NULL ? g_try_renew (Stream, self->streams, 2 * self->size) : NULL;

  if (streams == NULL)
    {
      g_free (buckets);
      return FALSE;
    }

  g_free (self->buckets);
  self->streams = streams;
  self->buckets = buckets;
  self->size *= 2;
  memset (self->buckets, 0xff, self->size * sizeof *self->buckets);
  for (guint i = 0; i < self->n_streams; i++)
    if (self->streams[i].key.address_size != 0)
      put_into_bucket (self, &self->streams[i]);

  return TRUE;
}

static Stream *
add_stream (PvStreamFollower   *self,
            const Key          *key,
            guint32             hash,
            const PvTcpSegment *segment)
{
  Stream *stream;

  if (self->n_streams < self->size || (self->size < MAX_STREAMS && grow (self)))
    stream = &self->streams[self->n_streams++];
  else
    stream = forget_idle (self);

  memset (stream, 0, sizeof *stream);
  stream->key = *key;
  stream->hash = hash;
  stream->group = segment->group;
  put_into_bucket (self, stream);

  return stream;
}

/* What comes at the beginning of a stream. */
static void
begin_place (Place        *place,
             const Stream *stream)
{
  *place = (Place) { 0 };
  place->parser = pv_stream_parser_find_port (stream->key.source_port, stream->key.destination_port);
}

/* There is no unit of the protocol here: it may begin again, or another. */
static void
lose_place (PvStreamFollower *self,
            Place            *place)
{
  forget_bytes (self, &place->unfinished);
  place->ended = place->state.next == PV_STREAM_ENDS;
  place->guessed = TRUE;
  place->state = (PvStreamState) { 0 };
  if (place->parser != NULL && !place->parser->by_port)
    place->parser = NULL;
}

/* Reads the unit of @length bytes at @data. */
static void
read_unit (Place          *place,
           const guint8   *data,
           guint32         length,
           const Listener *listener)
{
  PvCursor unit = { data, length, length };

  place->parser->read (&place->state, &unit, listener->funcs, listener->user_data);
  place->state.seen = 0;
  place->state.told = FALSE;
  if (place->state.next == PV_STREAM_ANEW)
    {
      place->state = (PvStreamState) { 0 };
      place->parser = NULL;
    }
  else if (place->state.next == PV_STREAM_ENDS)
    {
      place->ended = TRUE;
    }
}

/* Tells what is known of a unit whose rest is not there, or not yet. */
static void
tell_unfinished (Place          *place,
                 const Listener *listener)
{
  PvStreamState state = place->state;
  PvCursor unit;

  if (place->unfinished == NULL || place->parser == NULL)
    return;

  unit = (PvCursor) { place->unfinished->data, place->unfinished->len, G_MAXUINT32 };
  place->parser->read (&state, &unit, listener->funcs, listener->user_data);
  place->state.told = state.told;
}

/* Takes @n bytes that the place does not look at. */
static guint32
take_skip (Place   *place,
           guint32  n)
{
  guint32 skipped = (guint32) MIN (place->state.skip, n);

  place->state.skip -= skipped;

  return skipped;
}

/* Takes the first @n bytes of what is unfinished away. */
static void
drop_bytes (PvStreamFollower *self,
            Place            *place,
            guint32           n)
{
  if (n == place->unfinished->len)
    {
      forget_bytes (self, &place->unfinished);
      return;
    }

  g_byte_array_remove_range (place->unfinished, 0, n);
  self->buffered -= n;
}

/* Reads a unit that is whole in what is unfinished: where a beginning was looked for, so much may have been kept.
 * @need: (out): bytes of the unit, where they are known. Returns whether there was one, or the place is lost */
static gboolean
read_kept (PvStreamFollower *self,
           Place            *place,
           const Listener   *listener,
           guint32          *need)
{
  PvCursor stream = { place->unfinished->data, place->unfinished->len, place->unfinished->len };
  PvParse parse = place->parser->measure (&place->state, &stream, need);

  if (parse == PV_PARSE_NONE)
    {
      lose_place (self, place);
      return TRUE;
    }
  if (parse != PV_PARSE_WHOLE)
    return FALSE;

  read_unit (place, stream.data, *need, listener);
  drop_bytes (self, place, *need);
  if (place->unfinished != NULL && place->state.skip > 0)
    drop_bytes (self, place, take_skip (place, place->unfinished->len));
  *need = 0;

  return TRUE;
}

/* Reads the units in @data, which comes after what is unfinished. */
static void
read_bytes (PvStreamFollower *self,
            Place            *place,
            const guint8     *data,
            guint32           length,
            const Listener   *listener)
{
  guint32 need = 0; /* bytes of the unfinished unit, where they are known */

  while (length > 0 && !place->ended && !place->guessed)
    {
      guint32 have = place->unfinished != NULL ? place->unfinished->len : 0;
      guint32 unit_length = 0;
      guint32 n = have == 0 ? take_skip (place, length) : 0;
      PvCursor stream = { data, length, length };
      PvParse parse;

      if (n > 0)
        {
          data += n;
          length -= n;
          continue;
        }

      if (place->parser == NULL)
        place->parser = have > 0 ? pv_stream_parser_find (place->unfinished->data, have)
                                 : pv_stream_parser_find (data, length);
      if (place->parser == NULL)
        {
          lose_place (self, place);
          break;
        }

      n = length;
      if (have > 0)
        {
          /* Of what is known to be in the unit, not more is copied. */
          if (need == 0 && read_kept (self, place, listener, &need))
            continue;
          if (need > have)
            n = MIN (n, need - have);
          keep_bytes (self, &place->unfinished, data, n);
          stream = (PvCursor) { place->unfinished->data, have + n, have + n };
        }

      parse = place->parser->measure (&place->state, &stream, &unit_length);
      if (parse == PV_PARSE_WHOLE)
        {
          read_unit (place, stream.data, unit_length, listener);
          forget_bytes (self, &place->unfinished);
          data += unit_length - have;
          length -= unit_length - have;
          need = 0;
        }
      else if (parse == PV_PARSE_NONE)
        {
          lose_place (self, place);
        }
      else
        {
          if (have == 0)
            keep_bytes (self, &place->unfinished, data, n);
          need = unit_length;
          data += n;
          length -= n;
        }
    }

  if (place->ended)
    forget_bytes (self, &place->unfinished);
}

/* Passes by @n bytes that are not there. A unit that began before them may tell where the next one begins. */
static void
pass_by (PvStreamFollower *self,
         Place            *place,
         guint32           n)
{
  guint64 rest = place->state.skip;

  /* what may begin a unit, but is too short to tell, is of no protocol yet */
  if (place->unfinished != NULL)
    rest = place->parser != NULL && place->parser->rest != NULL
             ? place->parser->rest (place->unfinished->data, place->unfinished->len) : 0;

  forget_bytes (self, &place->unfinished);
  if (place->guessed || rest < n)
    {
      place->state.next = PV_STREAM_GOES_ON;
      lose_place (self, place);
    }
  else
    {
      place->state.skip = rest - n;
      place->state.seen = 0;
      place->state.told = FALSE;
    }
}

/* Reads what of a segment comes at @place: @length bytes, of which @captured were captured. */
static void
read_segment (PvStreamFollower *self,
              Place            *place,
              const guint8     *data,
              guint32           captured,
              guint32           length,
              const Listener   *listener)
{
  read_bytes (self, place, data, captured, listener);
  if (captured == length || place->ended)
    return;

  /* Of a unit that was cut, what was captured may be enough. */
  tell_unfinished (place, listener);
  pass_by (self, place, length - captured);
}

/* Whether a unit begins with what is unfinished and @data, or else with @data alone. Otherwise, and while
 * there is too little to tell, @data is not to be read. */
static gboolean
find_begin (PvStreamFollower *self,
            Stream           *stream,
            const guint8     *data,
            guint32           length)
{
  Place *next = &stream->next;
  const PvStreamParser *parser = next->parser;
  guint32 begin_length = parser != NULL ? parser->begin_length : PV_STREAM_BEGIN_MAX;
  guint8 begin[PV_STREAM_BEGIN_MAX];
  guint32 have = next->unfinished != NULL ? next->unfinished->len : 0;

  if (have > 0 && have + length >= begin_length)
    {
      memcpy (begin, next->unfinished->data, have);
      memcpy (begin + have, data, begin_length - have);
      if (parser != NULL ? parser->begins (begin) : pv_stream_parser_find_begin (begin, begin_length) != NULL)
        {
          if (stream->hole != NULL && stream->hole->passing)
            take_back (self, stream->hole, have);
          if (parser == NULL)
            next->parser = pv_stream_parser_find_begin (begin, begin_length);
          return TRUE;
        }

      forget_bytes (self, &next->unfinished);
    }

  if (length >= begin_length)
    {
      if (parser != NULL)
        return parser->begins (data);
      next->parser = pv_stream_parser_find_begin (data, length);
      return next->parser != NULL;
    }

  keep_bytes (self, &next->unfinished, data, length);

  return FALSE;
}

/* Reads a segment, or what of it was not seen before: @length bytes, of which @captured were captured. */
static void
read_next (PvStreamFollower *self,
           Stream           *stream,
           const guint8     *data,
           guint32           captured,
           guint32           length,
           const Listener   *listener)
{
  Place *next = &stream->next;
  Hole *hole = stream->hole;
  guint32 passed = 0;

  if (next->guessed)
    {
      next->guessed = !find_begin (self, stream, data, captured);
      if (next->guessed)
        passed = captured;
    }
  else
    {
      passed = (guint32) MIN (next->state.skip, captured);
    }

  if (hole != NULL && hole->passing)
    {
      gboolean kept = keep_piece (self, hole, hole->pieces->len, hole->end, data, passed);

      hole->end += passed;
      if (passed < length)
        hole->passing = FALSE;
      if ((passed == captured && captured < length) || !kept)
        forget_hole (self, stream);
    }

  if (!next->guessed)
    read_segment (self, next, data, captured, length, listener);
  else if (captured < length)
    forget_bytes (self, &next->unfinished);
}

/* Keeps what of @segment was missing and comes late, but after bytes that are still missing. */
static void
keep_late (PvStreamFollower   *self,
           Stream             *stream,
           const PvTcpSegment *segment)
{
  Hole *hole = stream->hole;
  guint32 first = segment->sequence - hole->sequence;
  guint32 begin = first;
  guint32 end = MIN (first + segment->payload_length, hole->end - hole->sequence);
  guint i = 0;

  while (begin < end)
    {
      const Piece *piece = i < hole->pieces->len ? get_piece (hole, i) : NULL;
      guint32 piece_begin = piece != NULL ? piece->sequence - hole->sequence : end;
      guint32 n = piece_begin > begin ? MIN (piece_begin, end) - begin : 0;

      if (n == 0 && get_piece_end (piece) - hole->sequence <= begin)
        {
          i++;
        }
      else if (n == 0)
        {
          begin = get_piece_end (piece) - hole->sequence;
        }
      else if (keep_piece (self, hole, i, hole->sequence + begin, segment->payload + (begin - first), n))
        {
          begin += n;
        }
      else
        {
          forget_hole (self, stream);
          return;
        }
    }
}

/* Nothing is missing any more: the place that waited for it goes on, unless a unit was found after it. */
static void
close_hole (PvStreamFollower *self,
            Stream           *stream)
{
  Hole *hole = stream->hole;

  if (hole->passing)
    {
      forget_bytes (self, &stream->next.unfinished);
      stream->next = hole->place;
      hole->place.unfinished = NULL;
    }
  forget_hole (self, stream);
}

/* Reads what of @segment was missing and comes late, and what came before it. */
static void
fill_hole (PvStreamFollower   *self,
           Stream             *stream,
           const PvTcpSegment *segment,
           const Listener     *listener)
{
  Hole *hole = stream->hole;

  if ((gint32) (hole->sequence - segment->sequence) < 0)
    {
      keep_late (self, stream, segment);
      return;
    }

  while (hole->sequence != hole->end)
    {
      guint32 seen = hole->sequence - segment->sequence;
      const Piece *piece = hole->pieces->len > 0 ? get_piece (hole, 0) : NULL;

      if (piece != NULL && piece->sequence == hole->sequence)
        {
          read_segment (self, &hole->place, piece->bytes->data, piece->bytes->len, piece->bytes->len, listener);
          hole->sequence += piece->bytes->len;
          forget_piece (self, hole, 0);
        }
      else if (seen < segment->wire_length)
        {
          guint32 from = MIN (segment->payload_length, seen);
          guint32 length = MIN (segment->wire_length - seen, (piece != NULL ? piece->sequence : hole->end)
                                                               - hole->sequence);

          read_segment (self, &hole->place, segment->payload + from, MIN (segment->payload_length - from, length),
                        length, listener);
          hole->sequence += length;
          /* Where no unit is found, there is nothing to go on with. */
          if (hole->place.guessed)
            {
              forget_hole (self, stream);
              return;
            }
        }
      else
        {
          return;
        }
    }
  close_hole (self, stream);
}

/* Bytes before those of a segment are missing: @n, which perhaps come later. */
static void
open_hole (PvStreamFollower *self,
           Stream           *stream,
           guint32           n,
           const Listener   *listener)
{
  Place *next = &stream->next;

  /* Others are waited for already: these come after them. */
  if (stream->hole != NULL && stream->hole->passing && n <= MAX_HOLE
      && stream->hole->end - stream->hole->sequence <= MAX_HOLE)
    {
      pass_by (self, next, n);
      stream->hole->end += n;
      stream->hole->passing = next->guessed || next->state.skip > 0;
      return;
    }

  forget_hole (self, stream);
  /* They may never come, and then this is all there is to tell. */
  if (next->parser != NULL && next->parser->rest == NULL)
    tell_unfinished (next, listener);
  if (n <= MAX_HOLE && !next->guessed && !next->ended)
    {
      stream->hole = g_new0 (Hole, 1);
      stream->hole->place = *next;
      stream->hole->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
      stream->hole->sequence = stream->next_sequence;
      stream->hole->end = stream->next_sequence + n;
      if (next->unfinished != NULL)
        {
          next->unfinished = NULL;
          keep_bytes (self, &next->unfinished, stream->hole->place.unfinished->data,
                      stream->hole->place.unfinished->len);
        }
    }
  if (!next->ended)
    pass_by (self, next, n);
  if (stream->hole != NULL)
    stream->hole->passing = next->guessed || next->state.skip > 0;
}

/* Whether more of it is needed than what begins as a protocol does. */
static gboolean
wants (const Stream *stream)
{
  const Place *next = &stream->next;

  if ((stream->closed && stream->hole == NULL) || next->ended || (next->parser != NULL && next->parser->by_port))
    return FALSE;

  return !next->guessed || next->unfinished != NULL || stream->hole != NULL;
}

/* Nothing follows, or nothing but what comes late. */
static void
close_stream (PvStreamFollower *self,
              Stream           *stream)
{
  stream->closed = TRUE;
  if (stream->hole == NULL)
    set_wanted (self, stream, FALSE);
}

static void
add_to_stream (PvStreamFollower   *self,
               Stream             *stream,
               const PvTcpSegment *segment,
               const Listener     *listener)
{
  /* A SYN is of a new connection, unless it comes late, or again, as when it was captured at two interfaces. */
  gboolean begins = (segment->flags & TCP_SYN) != 0 && segment->sequence != stream->first_sequence;
  /* How much of it was seen before. */
  gint32 seen = (gint32) (stream->next_sequence - segment->sequence);

  if (begins || seen > MAX_BEHIND)
    {
      /* A new connection: a unit is as likely to begin here as anywhere. */
      forget_bytes (self, &stream->next.unfinished);
      begin_place (&stream->next, stream);
      stream->first_sequence = segment->sequence;
      stream->closed = FALSE;
      forget_hole (self, stream);
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
    forget_hole (self, stream);
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
  const Listener listener = { funcs, user_data };
  Stream *stream;
  Key key;

  g_return_if_fail (self != NULL);
  g_return_if_fail (segment != NULL);
  g_return_if_fail (segment->address_size == 4 || segment->address_size == 16);
  g_return_if_fail (segment->payload_length <= segment->wire_length);
  g_return_if_fail (funcs != NULL);

  if (!pv_stream_follower_says_something (segment))
    return;

  key_init (&key, segment);
  stream = find_stream (self, &key, hash);

  /* What was seen stays known: the connection's packets may yet come again from another interface. */
  if (segment->flags & TCP_RST)
    {
      if (stream != NULL)
        {
          forget_bytes (self, &stream->next.unfinished);
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
      stream = add_stream (self, &key, hash, segment);
      begin_place (&stream->next, stream);
      stream->first_sequence = segment->sequence;
      stream->next_sequence = segment->sequence;
    }
  else
    {
      stream->used = TRUE;
    }

  add_to_stream (self, stream, segment, &listener);
  set_wanted (self, stream, wants (stream));
  if ((segment->flags & TCP_FIN) != 0 && segment->sequence + segment->wire_length == stream->next_sequence)
    close_stream (self, stream);

  while (self->buffered > MAX_BUFFERED)
    forget_idle (self);
}

const PvStreamWanted *
pv_stream_follower_get_wanted (PvStreamFollower *self)
{
  return &self->wanted;
}

/* Going on another time */

/* No unit that is looked at is longer, nor what is kept behind bytes that are missing. */
#define MAX_KEPT ((guint32) 1024 * 1024)

typedef struct
{
  PvStreamState state;
  guint8 parser; /* its number */
  guint8 guessed;
  guint8 ended;
} SavedPlace;

typedef struct
{
  Key key;
  guint32 first_sequence;
  guint32 next_sequence;
  guint16 group;
  guint8 used;
  guint8 wanted;
  guint8 closed;
  guint8 has_hole;
} SavedStream;

typedef struct
{
  guint32 sequence;
  guint32 end;
  guint32 passing;
  guint32 n_pieces;
} SavedHole;

static void
save_place (const Place   *place,
            PvStateWriter *state)
{
  SavedPlace saved;

  memset (&saved, 0, sizeof saved);
  saved.state = place->state;
  saved.parser = (guint8) pv_stream_parser_get_number (place->parser);
  saved.guessed = place->guessed != FALSE;
  saved.ended = place->ended != FALSE;
  pv_state_put (state, &saved, sizeof saved);
  pv_state_put_bytes (state, place->unfinished);
}

static void
save_stream (const Stream  *stream,
             PvStateWriter *state)
{
  SavedStream saved;

  memset (&saved, 0, sizeof saved);
  saved.key = stream->key;
  saved.first_sequence = stream->first_sequence;
  saved.next_sequence = stream->next_sequence;
  saved.group = stream->group;
  saved.used = stream->used;
  saved.wanted = stream->wanted;
  saved.closed = stream->closed;
  saved.has_hole = stream->hole != NULL;
  pv_state_put (state, &saved, sizeof saved);
  if (stream->key.address_size == 0)
    return;

  save_place (&stream->next, state);
  if (stream->hole != NULL)
    {
      const Hole *hole = stream->hole;
      const SavedHole saved_hole = { hole->sequence, hole->end, hole->passing != FALSE, hole->pieces->len };

      pv_state_put (state, &saved_hole, sizeof saved_hole);
      save_place (&hole->place, state);
      for (guint i = 0; i < hole->pieces->len; i++)
        {
          pv_state_put (state, &get_piece (hole, i)->sequence, sizeof get_piece (hole, i)->sequence);
          pv_state_put_bytes (state, get_piece (hole, i)->bytes);
        }
    }
}

void
pv_stream_follower_save (const PvStreamFollower *self,
                         PvStateWriter          *state)
{
  const guint32 counts[2] = { self->n_streams, self->hand };

  pv_state_put (state, counts, sizeof counts);
  for (guint i = 0; i < self->n_streams; i++)
    save_stream (&self->streams[i], state);
}

static gboolean
restore_bytes (PvStreamFollower  *self,
               PvStateReader     *state,
               GByteArray       **bytes)
{
  if (!pv_state_take_bytes (state, MAX_KEPT, bytes))
    return FALSE;
  if (*bytes != NULL)
    self->buffered += (*bytes)->len;

  return TRUE;
}

static gboolean
restore_place (PvStreamFollower *self,
               PvStateReader    *state,
               Place            *place)
{
  SavedPlace saved;

  if (!pv_state_take (state, &saved, sizeof saved) || !restore_bytes (self, state, &place->unfinished))
    return FALSE;

  place->parser = pv_stream_parser_get_nth (saved.parser);
  place->state = saved.state;
  place->guessed = saved.guessed != 0;
  place->ended = saved.ended != 0;

  return saved.state.next <= PV_STREAM_ENDS
         && saved.state.seen <= (place->unfinished != NULL ? place->unfinished->len : 0)
         && (place->parser != NULL || saved.state.step == 0);
}

/* Whether pieces lie one behind the other before the hole's end. */
static gboolean
restore_pieces (PvStreamFollower *self,
                PvStateReader    *state,
                Hole             *hole,
                guint32           n)
{
  guint32 before = 0;

  for (guint32 i = 0; i < n; i++)
    {
      Piece piece = { 0 };
      guint32 begin;

      if (!pv_state_take (state, &piece.sequence, sizeof piece.sequence)
          || !restore_bytes (self, state, &piece.bytes) || piece.bytes == NULL)
        return FALSE;
      g_array_append_val (hole->pieces, piece);
      hole->n_kept += piece.bytes->len;
      begin = piece.sequence - hole->sequence;
      if (piece.bytes->len == 0 || begin < before || begin > hole->end - hole->sequence
          || piece.bytes->len > hole->end - piece.sequence)
        return FALSE;
      before = begin + piece.bytes->len;
    }

  return hole->n_kept <= MAX_HOLE;
}

/* Whether what may yet be found to begin a unit is kept as what is behind the hole, too. */
static gboolean
is_kept (const Stream *stream)
{
  const Hole *hole = stream->hole;
  guint have = stream->next.unfinished != NULL ? stream->next.unfinished->len : 0;
  const Piece *last = hole->pieces->len > 0 ? get_piece (hole, hole->pieces->len - 1) : NULL;

  return !hole->passing || have == 0 || (last != NULL && last->bytes->len >= have && get_piece_end (last) == hole->end);
}

static gboolean
restore_hole (PvStreamFollower *self,
              PvStateReader    *state,
              Stream           *stream)
{
  SavedHole saved;

  if (!pv_state_take (state, &saved, sizeof saved) || saved.n_pieces > MAX_PIECES)
    return FALSE;

  stream->hole = g_new0 (Hole, 1);
  stream->hole->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  stream->hole->sequence = saved.sequence;
  stream->hole->end = saved.end;
  stream->hole->passing = saved.passing != 0;

  return restore_place (self, state, &stream->hole->place) && restore_pieces (self, state, stream->hole, saved.n_pieces)
         && is_kept (stream);
}

/* Free places come again, too, since the oldest make room for others in turn. */
static gboolean
restore_stream (PvStreamFollower *self,
                PvStateReader    *state)
{
  Stream *stream;
  SavedStream saved;

  if (!pv_state_take (state, &saved, sizeof saved) || (self->n_streams == self->size && !grow (self)))
    return FALSE;

  stream = &self->streams[self->n_streams++];
  memset (stream, 0, sizeof *stream);
  if (saved.key.address_size == 0)
    return TRUE;

  stream->key = saved.key;
  stream->hash = (guint32) pv_hash (&self->seed, (const guint8 *) &stream->key, sizeof stream->key);
  stream->first_sequence = saved.first_sequence;
  stream->next_sequence = saved.next_sequence;
  stream->group = saved.group;
  stream->used = saved.used != 0;
  stream->closed = saved.closed != 0;
  put_into_bucket (self, stream);
  if ((saved.key.address_size != 4 && saved.key.address_size != 16) || !restore_place (self, state, &stream->next)
      || (saved.has_hole && !restore_hole (self, state, stream)))
    return FALSE;

  set_wanted (self, stream, saved.wanted != 0);

  return TRUE;
}

PvStreamFollower *
pv_stream_follower_restore (PvStateReader *state)
{
  g_autoptr (PvStreamFollower) self = pv_stream_follower_new ();
  guint32 counts[2];

  if (self == NULL || !pv_state_take (state, counts, sizeof counts) || counts[0] > MAX_STREAMS
      || counts[1] > counts[0])
    return NULL;

  for (guint32 i = 0; i < counts[0]; i++)
    if (!restore_stream (self, state))
      return NULL;
  self->hand = counts[0] > 0 ? counts[1] % counts[0] : 0;

  return self->buffered <= MAX_BUFFERED ? g_steal_pointer (&self) : NULL;
}
