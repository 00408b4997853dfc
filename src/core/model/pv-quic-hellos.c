/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-quic-hellos.c: ClientHellos that QUIC clients send in several datagrams. */
#include "pv-quic-hellos.h"

#include <string.h>

#define MAX_CONNECTIONS 16384
/* Of these, the beginning of what they say is kept, in 9 KB each. */
#define MAX_UNFINISHED 1024

typedef struct
{
  guint64 id;
  GList link; /* in the list by use */
  GList unfinished_link; /* in the list of those with @crypto */
  PvQuicKeys keys;
  PvQuicCrypto *crypto; /* (nullable) */
  gboolean told;
} Connection;

struct _PvQuicHellos
{
  GHashTable *connections; /* of Connection by id */
  GQueue by_use; /* of Connection, longest idle last */
  GQueue unfinished; /* of Connection with crypto, the oldest last */
};

PvQuicHellos *
pv_quic_hellos_new (void)
{
  PvQuicHellos *self = g_new0 (PvQuicHellos, 1);

  self->connections = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  g_queue_init (&self->by_use);
  g_queue_init (&self->unfinished);

  return self;
}

static void
forget_crypto (PvQuicHellos *self,
               Connection   *connection)
{
  if (connection->crypto == NULL)
    return;

  g_queue_unlink (&self->unfinished, &connection->unfinished_link);
  g_clear_pointer (&connection->crypto, g_free);
}

static void
forget (PvQuicHellos *self,
        Connection   *connection)
{
  forget_crypto (self, connection);
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
      connection = g_new0 (Connection, 1);
      connection->id = id;
      connection->keys = *keys;
      connection->link.data = connection;
      connection->unfinished_link.data = connection;
      g_hash_table_insert (self->connections, &connection->id, connection);
    }
  g_queue_push_head_link (&self->by_use, &connection->link);

  /* After a Retry, or where a port is used again, other keys begin another ClientHello. */
  if (memcmp (&connection->keys, keys, sizeof *keys) != 0)
    {
      connection->keys = *keys;
      connection->told = FALSE;
      forget_crypto (self, connection);
    }

  return connection;
}

/* Makes room for what a connection says. FALSE where memory is out. */
static gboolean
begin_crypto (PvQuicHellos *self,
              Connection   *connection)
{
  if (connection->crypto != NULL)
    return TRUE;

  if (self->unfinished.length == MAX_UNFINISHED)
    forget_crypto (self, g_queue_peek_tail (&self->unfinished));
  connection->crypto = g_try_new (PvQuicCrypto, 1);
  if (connection->crypto == NULL)
    return FALSE;

  pv_quic_crypto_init (connection->crypto);
  g_queue_push_head_link (&self->unfinished, &connection->unfinished_link);

  return TRUE;
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

  if (connection->told || !begin_crypto (self, connection))
    return PV_PARSE_NONE;

  for (guint i = 0; i < crypto->n_pieces; i++)
    pv_quic_crypto_add_piece (connection->crypto, crypto->pieces[i].begin, crypto->data + crypto->pieces[i].begin,
                              crypto->pieces[i].end - crypto->pieces[i].begin);

  parse = pv_quic_crypto_read (connection->crypto, hello);
  if (parse != PV_PARSE_MORE)
    forget_crypto (self, connection);

  return parse;
}

gboolean
pv_quic_hellos_note (PvQuicHellos     *self,
                     guint64           connection_id,
                     const PvQuicKeys *keys)
{
  Connection *connection = get_connection (self, connection_id, keys);
  gboolean told = connection->told;

  connection->told = TRUE;
  forget_crypto (self, connection);

  return !told;
}

const PvQuicKeys *
pv_quic_hellos_get_keys (PvQuicHellos *self,
                         guint64       connection)
{
  const Connection *known = g_hash_table_lookup (self->connections, &connection);

  return known != NULL && known->crypto != NULL ? &known->keys : NULL;
}

void
pv_quic_hellos_free (PvQuicHellos *self)
{
  g_return_if_fail (self != NULL);

  while (self->unfinished.length > 0)
    forget_crypto (self, g_queue_peek_head (&self->unfinished));
  g_hash_table_unref (self->connections);
  g_free (self);
}

typedef struct
{
  guint64 id;
  PvQuicKeys keys;
  guint32 told;
} SavedConnection;

void
pv_quic_hellos_save (PvQuicHellos  *self,
                     PvStateWriter *state)
{
  guint64 n = self->by_use.length;
  guint64 n_unfinished = self->unfinished.length;

  pv_state_put (state, &n, sizeof n);
  for (const GList *link = self->by_use.tail; link != NULL; link = link->prev)
    {
      const Connection *connection = link->data;
      SavedConnection saved;

      memset (&saved, 0, sizeof saved);
      saved.id = connection->id;
      saved.keys = connection->keys;
      saved.told = connection->told != FALSE;
      pv_state_put (state, &saved, sizeof saved);
    }

  pv_state_put (state, &n_unfinished, sizeof n_unfinished);
  for (const GList *link = self->unfinished.tail; link != NULL; link = link->prev)
    {
      const Connection *connection = link->data;
      const PvQuicCrypto *crypto = connection->crypto;

      pv_state_put (state, &connection->id, sizeof connection->id);
      pv_state_put (state, crypto, G_STRUCT_OFFSET (PvQuicCrypto, data));
      pv_state_put (state, crypto->data, crypto->n_pieces > 0 ? crypto->pieces[crypto->n_pieces - 1].end : 0);
    }
}

/* Whether pieces are in order, and have room. */
static gboolean
are_pieces (const PvQuicCrypto *crypto)
{
  guint32 end = 0;

  if (crypto->n_pieces > PV_QUIC_MAX_PIECES)
    return FALSE;
  for (guint i = 0; i < crypto->n_pieces; i++)
    {
      if (crypto->pieces[i].begin < end || crypto->pieces[i].end <= crypto->pieces[i].begin
          || crypto->pieces[i].end > PV_QUIC_CRYPTO_MAX)
        return FALSE;
      end = crypto->pieces[i].end;
    }

  return TRUE;
}

static gboolean
restore_unfinished (PvQuicHellos  *self,
                    PvStateReader *state)
{
  g_autofree PvQuicCrypto *crypto = g_try_new0 (PvQuicCrypto, 1);
  Connection *connection;
  guint64 id;

  if (crypto == NULL || !pv_state_take (state, &id, sizeof id)
      || !pv_state_take (state, crypto, G_STRUCT_OFFSET (PvQuicCrypto, data)) || !are_pieces (crypto)
      || !pv_state_take (state, crypto->data,
                         crypto->n_pieces > 0 ? crypto->pieces[crypto->n_pieces - 1].end : 0))
    return FALSE;

  connection = g_hash_table_lookup (self->connections, &id);
  if (connection == NULL || connection->crypto != NULL || self->unfinished.length == MAX_UNFINISHED)
    return FALSE;

  connection->crypto = g_steal_pointer (&crypto);
  g_queue_push_head_link (&self->unfinished, &connection->unfinished_link);

  return TRUE;
}

PvQuicHellos *
pv_quic_hellos_restore (PvStateReader *state)
{
  g_autoptr (PvQuicHellos) self = pv_quic_hellos_new ();
  guint64 n;

  if (!pv_state_take (state, &n, sizeof n) || n > MAX_CONNECTIONS)
    return NULL;

  for (guint64 i = 0; i < n; i++)
    {
      SavedConnection saved;

      if (!pv_state_take (state, &saved, sizeof saved))
        return NULL;
      get_connection (self, saved.id, &saved.keys)->told = saved.told != 0;
    }

  if (!pv_state_take (state, &n, sizeof n) || n > MAX_UNFINISHED)
    return NULL;
  for (guint64 i = 0; i < n; i++)
    if (!restore_unfinished (self, state))
      return NULL;

  return g_steal_pointer (&self);
}
