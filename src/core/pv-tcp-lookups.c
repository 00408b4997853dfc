/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tcp-lookups.c: follows connections to port 53 and cuts their bytes into messages. */
#include "pv-tcp-lookups.h"

#include <string.h>

#include "pv-cursor.h"
#include "pv-dns.h"
#include "pv-hash.h"

#define MAX_CONNECTIONS 4096
#define LENGTH_PREFIX 2

#define TCP_SYN 0x02
#define TCP_RST 0x04

typedef struct
{
  guint8 client[16];
  guint8 server[16];
  guint8 address_size;
  guint16 client_port;
} Key;

typedef struct
{
  Key key;
  GList link; /* in recent */
  guint32 next_sequence; /* of the first byte not seen */
  GByteArray *buffer; /* the beginning of an unfinished message */
} Connection;

struct _PvTcpLookups
{
  GHashTable *connections;
  GQueue recent; /* of Connection, longest idle last */
};

static PvHashSeed seed;

static guint
hash_key (gconstpointer data)
{
  return (guint) pv_hash (&seed, data, sizeof (Key));
}

static gboolean
equal_keys (gconstpointer a,
            gconstpointer b)
{
  return memcmp (a, b, sizeof (Key)) == 0;
}

static void
connection_free (gpointer data)
{
  Connection *connection = data;

  g_byte_array_unref (connection->buffer);
  g_free (connection);
}

PvTcpLookups *
pv_tcp_lookups_new (void)
{
  static gsize seeded = 0;
  PvTcpLookups *self = g_new0 (PvTcpLookups, 1);

  if (g_once_init_enter (&seeded))
    {
      pv_hash_seed_init (&seed);
      g_once_init_leave (&seeded, 1);
    }

  self->connections = g_hash_table_new_full (hash_key, equal_keys, NULL, connection_free);
  g_queue_init (&self->recent);

  return self;
}

void
pv_tcp_lookups_free (PvTcpLookups *self)
{
  g_hash_table_unref (self->connections);
  g_free (self);
}

static Connection *
get_connection (PvTcpLookups       *self,
                const PvTcpSegment *segment)
{
  Connection *connection;
  Key key;

  memset (&key, 0, sizeof key);
  memcpy (key.client, segment->client, segment->address_size);
  memcpy (key.server, segment->server, segment->address_size);
  key.address_size = segment->address_size;
  key.client_port = segment->client_port;

  connection = g_hash_table_lookup (self->connections, &key);
  if (connection != NULL)
    {
      g_queue_unlink (&self->recent, &connection->link);
    }
  else
    {
      if (self->recent.length == MAX_CONNECTIONS)
        {
          Connection *idle = g_queue_peek_tail (&self->recent);

          g_queue_unlink (&self->recent, &idle->link);
          g_hash_table_remove (self->connections, &idle->key);
        }

      connection = g_new0 (Connection, 1);
      connection->key = key;
      connection->link.data = connection;
      connection->buffer = g_byte_array_new ();
      connection->next_sequence = segment->sequence;
      g_hash_table_insert (self->connections, &connection->key, connection);
    }
  g_queue_push_head_link (&self->recent, &connection->link);

  return connection;
}

void
pv_tcp_lookups_add (PvTcpLookups       *self,
                    const PvTcpSegment *segment,
                    PvTcpLookupFunc     func,
                    gpointer            user_data)
{
  Connection *connection;
  const guint8 *payload = segment->payload;
  guint32 length = segment->payload_length;
  gint32 seen;
  gsize start = 0;

  g_return_if_fail (self != NULL);
  g_return_if_fail (segment != NULL);

  if (segment->flags & TCP_RST)
    return;

  connection = get_connection (self, segment);
  if (segment->flags & TCP_SYN)
    {
      g_byte_array_set_size (connection->buffer, 0);
      connection->next_sequence = segment->sequence;
    }

  seen = (gint32) (connection->next_sequence - segment->sequence);
  if (seen < 0)
    {
      /* Bytes are missing: begin anew, as if a message began here. */
      g_byte_array_set_size (connection->buffer, 0);
      seen = 0;
    }
  if ((guint32) seen >= segment->wire_length)
    return;

  connection->next_sequence = segment->sequence + segment->wire_length;
  if ((guint32) seen >= length)
    return;

  g_byte_array_append (connection->buffer, payload + seen, length - seen);
  while (connection->buffer->len - start >= LENGTH_PREFIX)
    {
      const guint8 *message = connection->buffer->data + start + LENGTH_PREFIX;
      guint message_length = pv_peek_u16 (message - LENGTH_PREFIX);
      char name[PV_DNS_NAME_MAX];
      gsize name_length;

      if (connection->buffer->len - start - LENGTH_PREFIX < message_length)
        break;

      name_length = pv_dns_read_lookup (message, message_length, name);
      if (name_length > 0)
        func (name, name_length, user_data);
      start += LENGTH_PREFIX + message_length;
    }

  if (start > 0)
    g_byte_array_remove_range (connection->buffer, 0, start);
}
