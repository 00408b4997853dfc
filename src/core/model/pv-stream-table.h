/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-stream-table.h: the streams that are followed, each found by its ends; the idle ones make room for others. */
#pragma once

#include <string.h>

#include "pv-hash.h"
#include "pv-stream-hole.h"
#include "pv-stream-wanted.h"

G_BEGIN_DECLS

#define PV_STREAM_NONE G_MAXUINT16

/* Groups of connections are counted in pages, which come as they are needed. */
#define PV_STREAM_PAGE_BITS 8
#define PV_STREAM_PAGE_SIZE (1u << PV_STREAM_PAGE_BITS)
#define PV_STREAM_N_PAGES ((G_MAXUINT16 + 1u) / PV_STREAM_PAGE_SIZE)

/* The ends of a stream; all of it is hashed. */
typedef struct
{
  guint8 source[16];
  guint8 destination[16];
  guint16 source_port;
  guint16 destination_port;
  guint8 address_size;
  guint8 unused[3];
} PvStreamKey;

/**
 * PvStream:
 * @key: with an address size of 0 where the place in the table is free
 * @hash: seeded, of the key
 * @first_sequence: of the first byte known of
 * @next_sequence: after the last byte seen
 * @in_bucket: the next, or %PV_STREAM_NONE
 * @group: of connections, see #PvTcpSegment
 * @used: since the hand passed by
 * @wanted: counted in the table's
 * @closed: its FIN or a reset was seen
 * @next: at @next_sequence
 * @hole: (nullable): what is missing before that
 *
 * One direction of a connection.
 */
typedef struct
{
  PvStreamKey key;
  guint32 hash;
  guint32 first_sequence;
  guint32 next_sequence;
  guint16 in_bucket;
  guint16 group;
  guint8 used;
  guint8 wanted;
  guint8 closed;
  PvStreamPlace next;
  PvStreamHole *hole;
} PvStream;

/**
 * PvStreamTable:
 * @seed: of hashes
 * @streams: (array length=n_streams): in the order in which they came, as long as there is room
 * @n_streams: how many, with those that were forgotten
 * @size: for how many there is room; also how many buckets there are: a power of 2
 * @hand: once there are as many as can be: where the longest known are, which make room for others
 * @buckets: (array length=size): the first stream, or %PV_STREAM_NONE
 * @buffered: bytes that are kept of all streams
 * @wanted: of which groups more is needed
 * @n_wanted: (nullable): pages of wanted streams by group; no more than there are streams
 *
 * Streams by their ends. Embedded.
 */
typedef struct
{
  PvHashSeed seed;
  PvStream *streams;
  guint n_streams;
  guint size;
  guint hand;
  guint16 *buckets;
  gsize buffered;
  PvStreamWanted wanted;
  guint16 *n_wanted[PV_STREAM_N_PAGES];
} PvStreamTable;

/* @self: all zeros. FALSE where memory is out. */
gboolean  pv_stream_table_init        (PvStreamTable       *self);
void      pv_stream_table_clear       (PvStreamTable       *self);

static inline void
pv_stream_key_init (PvStreamKey        *self,
                    const PvTcpSegment *segment)
{
  memset (self, 0, sizeof *self);
  memcpy (self->source, segment->client, segment->address_size);
  memcpy (self->destination, segment->server, segment->address_size);
  self->source_port = segment->client_port;
  self->destination_port = segment->server_port;
  self->address_size = segment->address_size;
}

static inline guint32
pv_stream_table_hash (const PvStreamTable *self,
                      const PvStreamKey   *key)
{
  return (guint32) pv_hash (&self->seed, (const guint8 *) key, sizeof *key);
}

static inline guint16 *
pv_stream_table_get_bucket (const PvStreamTable *self,
                            guint32              hash)
{
  return &self->buckets[hash & (self->size - 1)];
}

/* NULL where it is not known. Valid until another is added, or one is forgotten. */
static inline PvStream *
pv_stream_table_find (const PvStreamTable *self,
                      const PvStreamKey   *key,
                      guint32              hash)
{
  for (guint16 i = *pv_stream_table_get_bucket (self, hash); i != PV_STREAM_NONE; i = self->streams[i].in_bucket)
    if (self->streams[i].hash == hash && memcmp (&self->streams[i].key, key, sizeof *key) == 0)
      return &self->streams[i];

  return NULL;
}

/* A stream that is not known yet, of which all else is 0. Likewise. */
PvStream *pv_stream_table_add         (PvStreamTable       *self,
                                       const PvStreamKey   *key,
                                       guint32              hash,
                                       guint16              group);
/* Forgets the one that has been known for longest, but what was used since the last time round stays. Its place is
 * free then. */
PvStream *pv_stream_table_forget_idle (PvStreamTable       *self);
/* Says whether more of @stream, which is one of the table's, is needed. */
void      pv_stream_table_set_wanted  (PvStreamTable       *self,
                                       PvStream            *stream,
                                       gboolean             wanted);
/* Bytes of @stream that were missing are waited for no longer. */
void      pv_stream_table_forget_hole (PvStreamTable       *self,
                                       PvStream            *stream);
/* Appends all streams to @state. */
void      pv_stream_table_save        (const PvStreamTable *self,
                                       PvStateWriter       *state);
/* Adds them to an empty table. FALSE where @state is not that, or memory is out; the table is only good to be cleared
 * then. */
gboolean  pv_stream_table_restore     (PvStreamTable       *self,
                                       PvStateReader       *state);

G_END_DECLS
