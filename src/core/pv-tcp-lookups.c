/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tcp-lookups.c: follows connections to port 53 and cuts their bytes into messages (RFC 7766, section 8). */
#include "pv-tcp-lookups.h"

#include <string.h>

#include "pv-cursor.h"
#include "pv-dns.h"
#include "pv-hash.h"

/* Connections remembered, and bytes of unfinished messages in all of them. */
#define MAX_CONNECTIONS 16384
#define MAX_BUFFERED (16 * 1024 * 1024)

/* A segment this far behind the newest byte seen is of another connection between the same ports. */
#define MAX_BEHIND (1024 * 1024)

#define LENGTH_PREFIX 2

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

/* One direction of a connection: from the client to port 53. */
typedef struct
{
  Key key;
  GList link; /* in the list of connections */
  guint32 first_sequence; /* after the SYN, where one was seen */
  gboolean has_syn;
  guint32 next_sequence; /* of the first byte not yet seen */
  guint32 skip; /* bytes until the next message, where the rest of one was not captured */
  GByteArray *unfinished; /* (nullable): the beginning of a message, with its length prefix */
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

  g_clear_pointer (&connection->unfinished, g_byte_array_unref);
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
forget_unfinished (PvTcpLookups *self,
                   Connection   *connection)
{
  if (connection->unfinished == NULL)
    return;

  self->buffered -= connection->unfinished->len;
  g_clear_pointer (&connection->unfinished, g_byte_array_unref);
}

static void
forget_connection (PvTcpLookups *self,
                   Connection   *connection)
{
  forget_unfinished (self, connection);
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

static void
keep_unfinished (PvTcpLookups *self,
                 Connection   *connection,
                 const guint8 *data,
                 guint         length)
{
  if (connection->unfinished == NULL)
    connection->unfinished = g_byte_array_new ();
  g_byte_array_append (connection->unfinished, data, length);
  self->buffered += length;
}

/* Reads the messages in @data, which comes after what is unfinished. */
static void
read_bytes (PvTcpLookups   *self,
            Connection     *connection,
            const guint8   *data,
            guint32         length,
            const Listener *listener)
{
  while (length > 0)
    {
      GByteArray *unfinished = connection->unfinished;
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

          keep_unfinished (self, connection, data, n);
          data += n;
          length -= n;

          unfinished = connection->unfinished;
          if (unfinished->len >= LENGTH_PREFIX && unfinished->len == LENGTH_PREFIX + (guint) pv_peek_u16 (unfinished->data))
            {
              read_message (listener, unfinished->data + LENGTH_PREFIX, unfinished->len - LENGTH_PREFIX);
              forget_unfinished (self, connection);
            }
        }
    }
}

/* The next @n bytes were not captured. The question of a message that began before them may be whole, and
 * its length tells where the next one begins. */
static void
miss_bytes (PvTcpLookups   *self,
            Connection     *connection,
            guint32         n,
            const Listener *listener)
{
  const GByteArray *unfinished = connection->unfinished;

  if (unfinished != NULL && unfinished->len >= LENGTH_PREFIX)
    {
      guint32 missing = LENGTH_PREFIX + pv_peek_u16 (unfinished->data) - unfinished->len;

      read_message (listener, unfinished->data + LENGTH_PREFIX, unfinished->len - LENGTH_PREFIX);
      if (missing > n)
        connection->skip = missing - n;
    }

  forget_unfinished (self, connection);
}

void
pv_tcp_lookups_add (PvTcpLookups       *self,
                    const PvTcpSegment *segment,
                    PvTcpLookupFunc     func,
                    gpointer            user_data)
{
  const Listener listener = { func, user_data };
  Connection *connection;
  const guint8 *data;
  guint32 length; /* bytes of the segment, captured or not */
  guint32 captured;
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
        forget_unfinished (self, connection);
      return;
    }

  if (connection == NULL)
    {
      connection = add_connection (self, &key);
      connection->next_sequence = segment->sequence;
    }
  else if (connection != g_queue_peek_head (&self->by_use))
    {
      g_queue_unlink (&self->by_use, &connection->link);
      g_queue_push_head_link (&self->by_use, &connection->link);
    }

  /* A SYN is of a new connection, unless it comes again, as when it was captured at two interfaces. */
  begins = (segment->flags & TCP_SYN) != 0
           && !(connection->has_syn && connection->first_sequence == segment->sequence);
  if (begins)
    {
      connection->has_syn = TRUE;
      connection->first_sequence = segment->sequence;
    }

  /* How much of it was seen before. */
  seen = (gint32) (connection->next_sequence - segment->sequence);
  if (begins || seen < 0 || seen > MAX_BEHIND)
    {
      /* A new connection; or bytes are missing, and a message is as likely to begin here as anywhere. */
      forget_unfinished (self, connection);
      connection->skip = 0;
      seen = 0;
    }
  if ((guint32) seen >= segment->wire_length)
    {
      if (begins)
        connection->next_sequence = segment->sequence;
      return;
    }

  connection->next_sequence = segment->sequence + segment->wire_length;

  length = segment->wire_length - seen;
  captured = segment->payload_length - MIN (segment->payload_length, (guint32) seen);
  data = segment->payload + (segment->payload_length - captured);
  if (connection->skip > 0)
    {
      guint32 n = MIN (connection->skip, length);
      guint32 n_captured = MIN (n, captured);

      connection->skip -= n;
      length -= n;
      data += n_captured;
      captured -= n_captured;
    }

  read_bytes (self, connection, data, captured, &listener);
  if (captured < length)
    miss_bytes (self, connection, length - captured, &listener);

  while (self->buffered > MAX_BUFFERED)
    forget_connection (self, g_queue_peek_tail (&self->by_use));
}
