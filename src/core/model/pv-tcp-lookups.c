/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tcp-lookups.c: follows connections to port 53 and cuts their bytes into messages (RFC 7766, section 8). */
#include "pv-tcp-lookups.h"

#include <string.h>

#include "pv-cursor.h"
#include "pv-dns.h"
#include "pv-hash.h"

/* Connections remembered, and bytes of unfinished messages in all of them. */
#define MAX_CONNECTIONS 16384
#define MAX_BUFFERED ((gsize) 16 * 1024 * 1024)

/* A segment this far behind the newest byte seen is of another connection between the same ports. */
#define MAX_BEHIND (1024 * 1024)

/* Bytes that are missing may come late, if they are no more than a large window. */
#define MAX_HOLE (64 * 1024)

#define LENGTH_PREFIX 2
#define DNS_HEADER 12
/* The shortest query: of the root. */
#define QUERY_MIN (DNS_HEADER + 1 + 4)

#define TCP_SYN 0x02
#define TCP_RST 0x04

typedef struct
{
  guint8 client[16];
  guint8 server[16];
  guint16 client_port;
  guint8 address_size;
  guint8 unused;
  guint hash; /* seeded, of what comes before it */
} Key;

/* What is known of the messages at a place in a stream. */
typedef struct
{
  GByteArray *unfinished; /* (nullable): the beginning of a message, with its length prefix */
  guint32 skip; /* bytes until the next message, where the rest of one was not captured */
  gboolean guessed; /* bytes are missing before it: segments are looked at for one that begins with a query */
} Place;

/* One direction of a connection: from the client to port 53. */
typedef struct
{
  Key key;
  GList link; /* in the list of connections */
  guint32 first_sequence; /* of the first byte known of */
  guint32 next_sequence; /* after the last byte seen */
  Place next; /* there */
  guint32 hole_sequence; /* of the first byte that is missing */
  guint32 hole_length; /* bytes that are missing and may come late, or 0 */
  Place hole; /* where they begin */
  gboolean passing; /* the next message after them is still looked for */
  GByteArray *passed; /* (nullable): bytes after them up to that */
} Connection;

struct _PvTcpLookups
{
  PvHashSeed seed;
  GHashTable *connections;
  GQueue by_use; /* of Connection, longest idle last */
  gsize buffered;
};

/* Who wants to know of lookups. */
typedef struct
{
  PvTcpLookupFunc func;
  gpointer user_data;
} Listener;

static guint
key_hash (gconstpointer key)
{
  return ((const Key *) key)->hash;
}

static gboolean
key_equal (gconstpointer a,
           gconstpointer b)
{
  return memcmp (a, b, sizeof (Key)) == 0;
}

static void
connection_free (gpointer data)
{
  Connection *connection = data;

  g_clear_pointer (&connection->next.unfinished, g_byte_array_unref);
  g_clear_pointer (&connection->hole.unfinished, g_byte_array_unref);
  g_clear_pointer (&connection->passed, g_byte_array_unref);
  g_free (connection);
}

PvTcpLookups *
pv_tcp_lookups_new (void)
{
  PvTcpLookups *self = g_new0 (PvTcpLookups, 1);

  pv_hash_seed_init (&self->seed);
  self->connections = g_hash_table_new_full (key_hash, key_equal, NULL, connection_free);
  g_queue_init (&self->by_use);

  return self;
}

void
pv_tcp_lookups_free (PvTcpLookups *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->connections);
  g_free (self);
}

static void
key_init (Key                *key,
          const PvHashSeed   *seed,
          const PvTcpSegment *segment)
{
  memset (key, 0, sizeof *key);
  memcpy (key->client, segment->client, segment->address_size);
  memcpy (key->server, segment->server, segment->address_size);
  key->client_port = segment->client_port;
  key->address_size = segment->address_size;
  key->hash = (guint) pv_hash (seed, (const guint8 *) key, G_STRUCT_OFFSET (Key, hash));
}

static void
forget_bytes (PvTcpLookups  *self,
              GByteArray   **bytes)
{
  if (*bytes == NULL)
    return;

  self->buffered -= (*bytes)->len;
  g_clear_pointer (bytes, g_byte_array_unref);
}

static void
keep_bytes (PvTcpLookups  *self,
            GByteArray   **bytes,
            const guint8  *data,
            guint          length)
{
  if (*bytes == NULL)
    *bytes = g_byte_array_new ();
  g_byte_array_append (*bytes, data, length);
  self->buffered += length;
}

static void
forget_hole (PvTcpLookups *self,
             Connection   *connection)
{
  forget_bytes (self, &connection->hole.unfinished);
  forget_bytes (self, &connection->passed);
  connection->hole_length = 0;
  connection->passing = FALSE;
}

static void
forget_connection (PvTcpLookups *self,
                   Connection   *connection)
{
  forget_bytes (self, &connection->next.unfinished);
  forget_hole (self, connection);
  g_queue_unlink (&self->by_use, &connection->link);
  g_hash_table_remove (self->connections, &connection->key);
}

static Connection *
add_connection (PvTcpLookups *self,
                const Key    *key)
{
  Connection *connection;

  if (self->by_use.length == MAX_CONNECTIONS)
    forget_connection (self, g_queue_peek_tail (&self->by_use));

  connection = g_new0 (Connection, 1);
  connection->key = *key;
  connection->link.data = connection;
  g_hash_table_insert (self->connections, &connection->key, connection);
  g_queue_push_head_link (&self->by_use, &connection->link);

  return connection;
}

static void
read_message (const Listener *listener,
              const guint8   *message,
              gsize           length)
{
  char name[PV_DNS_NAME_MAX];
  gsize name_length = pv_dns_read_lookup (message, length, name);

  if (name_length > 0)
    listener->func (name, name_length, listener->user_data);
}

/* Whether a length prefix and a header are those of a query: QR, opcode, QDCOUNT and ANCOUNT. */
static gboolean
is_query (const guint8 *data)
{
  const guint8 *header = data + LENGTH_PREFIX;

  return pv_peek_u16 (data) >= QUERY_MIN && (header[2] & 0xf8) == 0 && pv_peek_u16 (header + 4) == 1
         && pv_peek_u16 (header + 6) == 0;
}

/* Reads the messages in @data, which comes after what is unfinished. */
static void
read_bytes (PvTcpLookups   *self,
            Place          *place,
            const guint8   *data,
            guint32         length,
            const Listener *listener)
{
  while (length > 0)
    {
      GByteArray *unfinished = place->unfinished;
      guint32 have = unfinished != NULL ? unfinished->len : 0;
      guint32 need = LENGTH_PREFIX;

      /* The bytes of this message, the length prefix included, as far as they are known. */
      if (have >= LENGTH_PREFIX)
        need += pv_peek_u16 (unfinished->data);
      else if (have == 0 && length >= LENGTH_PREFIX)
        need += pv_peek_u16 (data);

      if (have == 0 && length >= need)
        {
          read_message (listener, data + LENGTH_PREFIX, need - LENGTH_PREFIX);
          data += need;
          length -= need;
        }
      else
        {
          guint32 n = MIN (need - have, length);

          keep_bytes (self, &place->unfinished, data, n);
          data += n;
          length -= n;

          unfinished = place->unfinished;
          if (unfinished->len >= LENGTH_PREFIX && unfinished->len == LENGTH_PREFIX + (guint) pv_peek_u16 (unfinished->data))
            {
              read_message (listener, unfinished->data + LENGTH_PREFIX, unfinished->len - LENGTH_PREFIX);
              forget_bytes (self, &place->unfinished);
            }
        }
    }
}

/* Passes by @n bytes that are not there. A message that began before them tells where the next one begins. */
static void
pass_by (PvTcpLookups *self,
         Place        *place,
         guint32       n)
{
  guint32 rest = place->skip;

  if (place->unfinished != NULL && place->unfinished->len >= LENGTH_PREFIX)
    rest = LENGTH_PREFIX + pv_peek_u16 (place->unfinished->data) - place->unfinished->len;

  forget_bytes (self, &place->unfinished);
  place->guessed = place->guessed || rest < n;
  place->skip = place->guessed ? 0 : rest - n;
}

/* Reads what of a segment comes at @place: @length bytes, of which @captured were captured. */
static void
read_segment (PvTcpLookups   *self,
              Place          *place,
              const guint8   *data,
              guint32         captured,
              guint32         length,
              const Listener *listener)
{
  if (place->skip > 0)
    {
      guint32 n = MIN (place->skip, length);
      guint32 n_captured = MIN (n, captured);

      place->skip -= n;
      length -= n;
      data += n_captured;
      captured -= n_captured;
    }

  read_bytes (self, place, data, captured, listener);
  if (captured == length)
    return;

  /* The question of a message that was cut may be whole. */
  if (place->unfinished != NULL && place->unfinished->len > LENGTH_PREFIX)
    read_message (listener, place->unfinished->data + LENGTH_PREFIX, place->unfinished->len - LENGTH_PREFIX);
  pass_by (self, place, length - captured);
}

/* Whether a message begins with what is unfinished and @data, or else with @data alone. Otherwise, and while
 * there is too little to tell, @data is not to be read. */
static gboolean
find_query (PvTcpLookups *self,
            Connection   *connection,
            const guint8 *data,
            guint32       length)
{
  GByteArray **unfinished = &connection->next.unfinished;
  guint8 begin[LENGTH_PREFIX + DNS_HEADER];
  guint32 have = *unfinished != NULL ? (*unfinished)->len : 0;

  if (have > 0 && have + length >= sizeof begin)
    {
      memcpy (begin, (*unfinished)->data, have);
      memcpy (begin + have, data, sizeof begin - have);
      if (is_query (begin))
        {
          if (connection->passing)
            {
              g_byte_array_set_size (connection->passed, connection->passed->len - have);
              self->buffered -= have;
            }
          return TRUE;
        }

      forget_bytes (self, unfinished);
    }

  if (length >= sizeof begin)
    return is_query (data);

  keep_bytes (self, unfinished, data, length);

  return FALSE;
}

/* Reads a segment, or what of it was not seen before: @length bytes, of which @captured were captured. */
static void
read_next (PvTcpLookups   *self,
           Connection     *connection,
           const guint8   *data,
           guint32         captured,
           guint32         length,
           const Listener *listener)
{
  Place *next = &connection->next;
  guint32 passed = 0;

  if (next->guessed)
    {
      next->guessed = !find_query (self, connection, data, captured);
      if (next->guessed)
        passed = captured;
    }
  else
    {
      passed = MIN (next->skip, captured);
    }

  if (connection->passing)
    {
      keep_bytes (self, &connection->passed, data, passed);
      if (passed < length)
        connection->passing = FALSE;
      if ((passed == captured && captured < length) || connection->passed->len > MAX_HOLE)
        forget_hole (self, connection);
    }

  if (!next->guessed)
    read_segment (self, next, data, captured, length, listener);
  else if (captured < length)
    forget_bytes (self, &next->unfinished);
}

/* Reads what of @segment was missing and comes late. */
static void
fill_hole (PvTcpLookups       *self,
           Connection         *connection,
           const PvTcpSegment *segment,
           const Listener     *listener)
{
  Place *hole = &connection->hole;
  gint32 seen = (gint32) (connection->hole_sequence - segment->sequence);
  guint32 from;
  guint32 length;
  guint32 captured;

  /* Of several missing segments, one that does not come first is not waited for. */
  if (seen < 0 || (guint32) seen >= segment->wire_length)
    return;

  from = MIN (segment->payload_length, (guint32) seen);
  length = MIN (segment->wire_length - (guint32) seen, connection->hole_length);
  captured = MIN (segment->payload_length - from, length);
  read_segment (self, hole, segment->payload + from, captured, length, listener);
  connection->hole_sequence += length;
  connection->hole_length -= length;

  if (hole->guessed)
    {
      forget_hole (self, connection);
    }
  else if (connection->hole_length == 0)
    {
      if (connection->passed != NULL && connection->passed->len > 0)
        read_segment (self, hole, connection->passed->data, connection->passed->len, connection->passed->len, listener);
      if (connection->passing)
        {
          forget_bytes (self, &connection->next.unfinished);
          connection->next = *hole;
          hole->unfinished = NULL;
        }
      forget_hole (self, connection);
    }
}

void
pv_tcp_lookups_add (PvTcpLookups       *self,
                    const PvTcpSegment *segment,
                    PvTcpLookupFunc     func,
                    gpointer            user_data)
{
  const Listener listener = { func, user_data };
  Connection *connection;
  gint32 seen;
  gboolean begins;
  Key key;

  g_return_if_fail (self != NULL);
  g_return_if_fail (segment != NULL);
  g_return_if_fail (segment->address_size == 4 || segment->address_size == 16);
  g_return_if_fail (segment->payload_length <= segment->wire_length);
  g_return_if_fail (func != NULL);

  /* Acknowledgments say nothing. */
  if (segment->wire_length == 0 && (segment->flags & (TCP_SYN | TCP_RST)) == 0)
    return;

  key_init (&key, &self->seed, segment);
  connection = g_hash_table_lookup (self->connections, &key);

  /* What was seen stays known: the connection's packets may yet come again from another interface. */
  if (segment->flags & TCP_RST)
    {
      if (connection != NULL)
        forget_bytes (self, &connection->next.unfinished);
      return;
    }

  if (connection == NULL)
    {
      connection = add_connection (self, &key);
      connection->first_sequence = segment->sequence;
      connection->next_sequence = segment->sequence;
    }
  else if (connection != g_queue_peek_head (&self->by_use))
    {
      g_queue_unlink (&self->by_use, &connection->link);
      g_queue_push_head_link (&self->by_use, &connection->link);
    }

  /* A SYN is of a new connection, unless it comes late, or again, as when it was captured at two interfaces. */
  begins = (segment->flags & TCP_SYN) != 0 && segment->sequence != connection->first_sequence;

  /* How much of it was seen before. */
  seen = (gint32) (connection->next_sequence - segment->sequence);
  if (begins || seen > MAX_BEHIND)
    {
      /* A new connection: a message is as likely to begin here as anywhere. */
      forget_bytes (self, &connection->next.unfinished);
      connection->next = (Place) { 0 };
      connection->first_sequence = segment->sequence;
      forget_hole (self, connection);
      seen = 0;
    }
  else if (seen < 0)
    {
      guint32 n = segment->sequence - connection->next_sequence;

      /* Bytes are missing; perhaps they come later. */
      forget_hole (self, connection);
      if (n <= MAX_HOLE && !connection->next.guessed)
        {
          connection->hole = connection->next;
          connection->hole_sequence = connection->next_sequence;
          connection->hole_length = n;
          if (connection->next.unfinished != NULL)
            {
              connection->next.unfinished = NULL;
              keep_bytes (self, &connection->next.unfinished, connection->hole.unfinished->data,
                          connection->hole.unfinished->len);
            }
        }
      pass_by (self, &connection->next, n);
      connection->passing = connection->hole_length > 0 && (connection->next.guessed || connection->next.skip > 0);
      seen = 0;
    }
  else if (seen > 0 && connection->hole_length > 0)
    {
      fill_hole (self, connection, segment, &listener);
    }

  if ((guint32) seen < segment->wire_length)
    {
      guint32 from = MIN (segment->payload_length, (guint32) seen);

      connection->next_sequence = segment->sequence + segment->wire_length;
      read_next (self, connection, segment->payload + from, segment->payload_length - from,
                 segment->wire_length - (guint32) seen, &listener);
    }
  else if (begins)
    {
      connection->next_sequence = segment->sequence;
    }

  while (self->buffered > MAX_BUFFERED)
    forget_connection (self, g_queue_peek_tail (&self->by_use));
}
