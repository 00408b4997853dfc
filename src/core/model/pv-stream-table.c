/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-stream-table.c: the streams that are followed, each found by its ends; the idle ones make room for others. */
#include "pv-stream-table.h"

#include "pv-stream-bytes.h"

/* Directions remembered. */
#define MAX_STREAMS 16384
#define MIN_STREAMS 64

#define PAGE_MASK (PV_STREAM_PAGE_SIZE - 1)

gboolean
pv_stream_table_init (PvStreamTable *self)
{
  pv_hash_seed_init (&self->seed);
  self->size = MIN_STREAMS;
  self->buckets = g_new (guint16, self->size);
  memset (self->buckets, 0xff, self->size * sizeof *self->buckets);
  self->streams = g_try_new (PvStream, self->size);

  return self->streams != NULL;
}

void
pv_stream_table_forget_hole (PvStreamTable *self,
                             PvStream      *stream)
{
  if (stream->hole == NULL)
    return;

  pv_stream_hole_free (stream->hole, &self->buffered);
  stream->hole = NULL;
}

void
pv_stream_table_set_wanted (PvStreamTable *self,
                            PvStream      *stream,
                            gboolean       wanted)
{
  guint16 **page;
  guint16 *n;

  if (stream->wanted == wanted)
    return;

  page = &self->n_wanted[stream->group >> PV_STREAM_PAGE_BITS];
  if (*page == NULL)
    *page = g_new0 (guint16, PV_STREAM_PAGE_SIZE);
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

static void
forget_stream (PvStreamTable *self,
               PvStream      *stream)
{
  guint16 *link = pv_stream_table_get_bucket (self, stream->hash);

  if (stream->key.address_size == 0)
    return;

  pv_stream_bytes_forget (&self->buffered, &stream->next.unfinished);
  pv_stream_table_forget_hole (self, stream);
  pv_stream_table_set_wanted (self, stream, FALSE);
  while (&self->streams[*link] != stream)
    link = &self->streams[*link].in_bucket;
  *link = stream->in_bucket;
  stream->key.address_size = 0;
}

PvStream *
pv_stream_table_forget_idle (PvStreamTable *self)
{
  PvStream *stream;

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
pv_stream_table_clear (PvStreamTable *self)
{
  for (guint i = 0; i < self->n_streams; i++)
    forget_stream (self, &self->streams[i]);
  g_free (self->streams);
  g_free (self->buckets);
  for (guint i = 0; i < PV_STREAM_N_PAGES; i++)
    g_free (self->n_wanted[i]);
}

static void
put_into_bucket (PvStreamTable *self,
                 PvStream      *stream)
{
  guint16 *bucket = pv_stream_table_get_bucket (self, stream->hash);

  stream->in_bucket = *bucket;
  *bucket = (guint16) (stream - self->streams);
}

/* Makes room for twice as many streams. FALSE where memory is out: others then make room. */
static gboolean
grow (PvStreamTable *self)
{
  guint16 *buckets = g_try_new (guint16, 2 * self->size);
  PvStream *streams = buckets != NULL ? g_try_renew (PvStream, self->streams, 2 * self->size) : NULL;

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

PvStream *
pv_stream_table_add (PvStreamTable     *self,
                     const PvStreamKey *key,
                     guint32            hash,
                     guint16            group)
{
  PvStream *stream;

  if (self->n_streams < self->size || (self->size < MAX_STREAMS && grow (self)))
    stream = &self->streams[self->n_streams++];
  else
    stream = pv_stream_table_forget_idle (self);

  memset (stream, 0, sizeof *stream);
  stream->key = *key;
  stream->hash = hash;
  stream->group = group;
  put_into_bucket (self, stream);

  return stream;
}

typedef struct
{
  PvStreamKey key;
  guint32 first_sequence;
  guint32 next_sequence;
  guint16 group;
  guint8 used;
  guint8 wanted;
  guint8 closed;
  guint8 has_hole;
} SavedStream;

static void
save_stream (const PvStream *stream,
             PvStateWriter  *state)
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

  pv_stream_place_save (&stream->next, state);
  if (stream->hole != NULL)
    pv_stream_hole_save (stream->hole, state);
}

void
pv_stream_table_save (const PvStreamTable *self,
                      PvStateWriter       *state)
{
  const guint32 counts[2] = { self->n_streams, self->hand };

  pv_state_put (state, counts, sizeof counts);
  for (guint i = 0; i < self->n_streams; i++)
    save_stream (&self->streams[i], state);
}

/* Free places come again, too, since the oldest make room for others in turn. */
static gboolean
restore_stream (PvStreamTable *self,
                PvStateReader *state)
{
  PvStream *stream;
  SavedStream saved;

  if (!pv_state_take (state, &saved, sizeof saved) || (self->n_streams == self->size && !grow (self)))
    return FALSE;

  stream = &self->streams[self->n_streams++];
  memset (stream, 0, sizeof *stream);
  if (saved.key.address_size == 0)
    return TRUE;

  stream->key = saved.key;
  stream->hash = pv_stream_table_hash (self, &stream->key);
  stream->first_sequence = saved.first_sequence;
  stream->next_sequence = saved.next_sequence;
  stream->group = saved.group;
  stream->used = saved.used != 0;
  stream->closed = saved.closed != 0;
  put_into_bucket (self, stream);
  if ((saved.key.address_size != 4 && saved.key.address_size != 16)
      || !pv_stream_place_restore (&stream->next, &self->buffered, state))
    return FALSE;
  if (saved.has_hole)
    {
      stream->hole = pv_stream_hole_restore (state, &self->buffered, &stream->next);
      if (stream->hole == NULL)
        return FALSE;
    }

  pv_stream_table_set_wanted (self, stream, saved.wanted != 0);

  return TRUE;
}

gboolean
pv_stream_table_restore (PvStreamTable *self,
                         PvStateReader *state)
{
  guint32 counts[2];

  if (!pv_state_take (state, counts, sizeof counts) || counts[0] > MAX_STREAMS || counts[1] > counts[0])
    return FALSE;

  for (guint32 i = 0; i < counts[0]; i++)
    if (!restore_stream (self, state))
      return FALSE;
  self->hand = counts[0] > 0 ? counts[1] % counts[0] : 0;

  return TRUE;
}
