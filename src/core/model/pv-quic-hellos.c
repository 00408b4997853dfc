/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-quic-hellos.c: ClientHellos that QUIC clients send in several datagrams. */
#include "pv-quic-hellos.h"

#include <string.h>

/* Each takes 9 KB. */
#define MAX_CONNECTIONS 1024

typedef struct
{
  guint64 id;
  GList link; /* in the list by use */
  PvQuicKeys keys;
  PvQuicCrypto crypto;
} Connection;

struct _PvQuicHellos
{
  GHashTable *connections; /* of Connection by id */
  GQueue by_use; /* of Connection, longest idle last */
};

PvQuicHellos *
pv_quic_hellos_new (void)
{
  PvQuicHellos *self = g_new0 (PvQuicHellos, 1);

  self->connections = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  g_queue_init (&self->by_use);

  return self;
}

void
pv_quic_hellos_free (PvQuicHellos *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->connections);
  g_free (self);
}

static void
forget (PvQuicHellos *self,
        Connection   *connection)
{
  g_queue_unlink (&self->by_use, &connection->link);
  g_hash_table_remove (self->connections, &connection->id);
}

static Connection *
get_connection (PvQuicHellos     *self,
                guint64           id,
                const PvQuicKeys *keys)
{
  Connection *connection = g_hash_table_lookup (self->connections, &id);

  if (connection != NULL)
    {
      g_queue_unlink (&self->by_use, &connection->link);
    }
  else
    {
      if (self->by_use.length == MAX_CONNECTIONS)
        forget (self, g_queue_peek_tail (&self->by_use));
      connection = g_try_new (Connection, 1);
      if (connection == NULL)
        return NULL;
      connection->id = id;
      connection->keys = *keys;
      connection->link = (GList){ connection, NULL, NULL };
      pv_quic_crypto_init (&connection->crypto);
      g_hash_table_insert (self->connections, &connection->id, connection);
    }
  g_queue_push_head_link (&self->by_use, &connection->link);

  return connection;
}

PvParse
pv_quic_hellos_add (PvQuicHellos       *self,
                    guint64             connection_id,
                    const PvQuicCrypto *crypto,
                    const PvQuicKeys   *keys,
                    PvTlsClientHello   *hello)
{
  Connection *connection = get_connection (self, connection_id, keys);
  PvParse parse;

  if (connection == NULL)
    return PV_PARSE_MORE;

  /* After a Retry, or where a port is used again, other keys begin another ClientHello. */
  if (memcmp (&connection->keys, keys, sizeof *keys) != 0)
    {
      connection->keys = *keys;
      pv_quic_crypto_init (&connection->crypto);
    }

  for (guint i = 0; i < crypto->n_pieces; i++)
    pv_quic_crypto_add_piece (&connection->crypto, crypto->pieces[i].begin, crypto->data + crypto->pieces[i].begin,
                              crypto->pieces[i].end - crypto->pieces[i].begin);

  parse = pv_quic_crypto_read (&connection->crypto, hello);
  if (parse != PV_PARSE_MORE)
    forget (self, connection);

  return parse;
}

const PvQuicKeys *
pv_quic_hellos_get_keys (PvQuicHellos *self,
                         guint64       connection)
{
  const Connection *known = g_hash_table_lookup (self->connections, &connection);

  return known != NULL ? &known->keys : NULL;
}
