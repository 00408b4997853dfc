/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tftp-objects.c: transfers of TFTP (RFC 1350). */
#include "pv-tftp-objects.h"

#include "pv-stream-order.h"
#include "pv-tftp.h"

#define MAX_TRANSFERS 1024

/* Blocks are put in order as TCP's segments are: with the place of their first byte for a sequence number. */
typedef struct
{
  PvTftpObjects *objects;
  PvEndpoint client; /* what the server answers to */
  PvEndpoint server; /* its port is that of the request until an answer tells another */
  gboolean has_server;
  gboolean is_write;
  gboolean has_data;
  guint32 block_size;
  guint64 newest; /* block that was seen, from 1, however often numbers began again */
  guint64 last; /* block, or 0 while it is not known */
  guint32 last_end; /* sequence number after it */
  gboolean has_size;
  guint64 size;
  char *url;
  char *name; /* (nullable) */
  PvStreamOrder order;
  PvObjectBody *body; /* (nullable) */
  GList link; /* among all, the one that was used last first */
} Transfer;

struct _PvTftpObjects
{
  PvObjectFinder *finder;
  GHashTable *by_client; /* of Transfer, by its client */
  GQueue used;
};

PvTftpObjects *
pv_tftp_objects_new (PvObjectFinder *finder)
{
  PvTftpObjects *self = g_new0 (PvTftpObjects, 1);

  self->finder = finder;
  self->by_client = g_hash_table_new (pv_endpoint_hash, pv_endpoint_equal);
  g_queue_init (&self->used);

  return self;
}

static void
forget (PvTftpObjects *self,
        Transfer      *transfer)
{
  g_hash_table_remove (self->by_client, &transfer->client);
  g_queue_unlink (&self->used, &transfer->link);
  pv_stream_order_clear (&transfer->order);
  g_clear_pointer (&transfer->body, pv_object_body_free);
  g_free (transfer->url);
  g_free (transfer->name);
  g_free (transfer);
}

void
pv_tftp_objects_free (PvTftpObjects *self)
{
  while (self->used.head != NULL)
    forget (self, self->used.head->data);
  g_hash_table_unref (self->by_client);
  g_free (self);
}

static void
begin (Transfer *transfer)
{
  PvObject *object;

  if (transfer->has_data)
    return;

  transfer->has_data = TRUE;
  object = pv_object_new (PV_OBJECT_TFTP, &transfer->client, &transfer->server, transfer->is_write);
  object->url = g_strdup (transfer->url);
  object->name = g_strdup (transfer->name);
  transfer->body = pv_object_finder_begin (transfer->objects->finder, object, PV_HTTP_CODING_NONE);
}

static void
on_bytes (const guint8        *data,
          guint32              n,
          guint32              sequence,
          gboolean             begins,
          const PvStreamStamp *stamp,
          gpointer             user_data)
{
  Transfer *transfer = user_data;

  pv_object_finder_set_stamp (transfer->objects->finder, stamp);
  begin (transfer);
  pv_object_finder_put (transfer->objects->finder, transfer->body, data, n);
}

static void
on_gap (guint32              n,
        const PvStreamStamp *stamp,
        gpointer             user_data)
{
  Transfer *transfer = user_data;

  pv_object_finder_set_stamp (transfer->objects->finder, stamp);
  begin (transfer);
  pv_object_finder_put_gap (transfer->objects->finder, transfer->body, n);
}

static const PvStreamOrderFuncs funcs = { on_bytes, on_gap };

/* Ends a transfer. @is_whole: whether its last block came */
static void
end (PvTftpObjects *self,
     Transfer      *transfer,
     gboolean       is_whole)
{
  guint64 missing = 0;

  pv_stream_order_flush (&transfer->order, &funcs, transfer);
  if (transfer->body != NULL)
    {
      const PvObject *object = pv_object_body_get_object (transfer->body);

      if (!is_whole && transfer->has_size && transfer->size > object->size)
        missing = transfer->size - object->size;
      pv_object_finder_finish (self->finder, &transfer->body, missing, is_whole);
    }
  forget (self, transfer);
}

gboolean
pv_tftp_objects_end_oldest (PvTftpObjects *self)
{
  if (self->used.tail == NULL)
    return FALSE;
  end (self, self->used.tail->data, FALSE);

  return TRUE;
}

static void
add_request (PvTftpObjects      *self,
             const PvEndpoint   *client,
             const PvEndpoint   *server,
             const PvTftpPacket *packet)
{
  Transfer *transfer = g_hash_table_lookup (self->by_client, client);
  g_autoptr (GString) url = g_string_new ("tftp://");
  g_autofree char *file = NULL;

  if (transfer != NULL)
    {
      /* sent again, because nothing came back */
      if (!transfer->has_server && transfer->is_write == (packet->opcode == PV_TFTP_WRITE))
        return;
      end (self, transfer, FALSE);
    }
  else if (self->used.length >= MAX_TRANSFERS)
    {
      pv_tftp_objects_end_oldest (self);
    }

  file = g_strndup ((const char *) packet->file.data, MIN (packet->file.length, PV_OBJECT_NAME_MAX));
  pv_endpoint_append (server, PV_TFTP_PORT, url);
  pv_object_append_path (url, file, strlen (file));

  transfer = g_new0 (Transfer, 1);
  transfer->objects = self;
  transfer->client = *client;
  transfer->server = *server;
  transfer->is_write = packet->opcode == PV_TFTP_WRITE;
  transfer->block_size = PV_TFTP_BLOCK_SIZE;
  transfer->has_size = transfer->is_write && packet->has_size;
  transfer->size = packet->size;
  transfer->url = g_strndup (url->str, PV_OBJECT_URL_MAX);
  transfer->name = pv_object_dup_name (file, strlen (file));
  transfer->order.total = pv_object_finder_get_total (self->finder);
  transfer->order.is_known = TRUE;
  transfer->link.data = transfer;
  g_hash_table_insert (self->by_client, &transfer->client, transfer);
  g_queue_push_head_link (&self->used, &transfer->link);
}

static void
add_data (PvTftpObjects       *self,
          Transfer            *transfer,
          const PvTftpPacket  *packet,
          const PvStreamStamp *stamp)
{
  /* numbers begin again after 65535 */
  gint16 ahead = (gint16) (packet->block - (guint16) transfer->newest);
  guint64 block;

  if (ahead < 0 && (guint64) -ahead > transfer->newest)
    return;
  block = transfer->newest + (guint64) (gint64) ahead;
  if (block == 0 || packet->wire_length > transfer->block_size)
    return;

  transfer->newest = MAX (transfer->newest, block);
  if (packet->wire_length < transfer->block_size && transfer->last == 0)
    {
      transfer->last = block;
      transfer->last_end = (guint32) ((block - 1) * transfer->block_size + packet->wire_length);
    }
  pv_stream_order_add (&transfer->order, (guint32) ((block - 1) * transfer->block_size), packet->data.data,
                       packet->data.length, packet->wire_length, TRUE, stamp, &funcs, transfer);
  if (transfer->last != 0 && transfer->order.next == transfer->last_end)
    end (self, transfer, TRUE);
}

/* The transfer that a datagram is of, and whether its client sends it. */
static Transfer *
find (PvTftpObjects    *self,
      const PvEndpoint *source,
      const PvEndpoint *destination,
      gboolean         *of_client)
{
  Transfer *transfer = g_hash_table_lookup (self->by_client, source);
  const PvEndpoint *other = destination;

  *of_client = transfer != NULL;
  if (transfer == NULL)
    {
      transfer = g_hash_table_lookup (self->by_client, destination);
      other = source;
    }
  if (transfer == NULL)
    return NULL;

  if (!transfer->has_server)
    {
      /* the server answers from a port of its own (RFC 1350, section 4) */
      if (*of_client)
        return NULL;
      transfer->has_server = TRUE;
      transfer->server = *other;
    }

  return pv_endpoint_equal (&transfer->server, other) ? transfer : NULL;
}

void
pv_tftp_objects_add (PvTftpObjects       *self,
                     const PvDatagram    *datagram,
                     const PvStreamStamp *stamp)
{
  PvCursor cursor = { datagram->payload, datagram->payload_length, datagram->wire_length };
  PvEndpoint source;
  PvEndpoint destination;
  PvTftpPacket packet;
  Transfer *transfer;
  gboolean of_client;

  if (datagram->destination_port != PV_TFTP_PORT && self->used.length == 0)
    return;

  pv_endpoint_init (&source, datagram->source, datagram->address_size, datagram->source_port);
  pv_endpoint_init (&destination, datagram->destination, datagram->address_size, datagram->destination_port);
  if (datagram->destination_port == PV_TFTP_PORT && pv_tftp_read (&cursor, &packet) &&
      (packet.opcode == PV_TFTP_READ || packet.opcode == PV_TFTP_WRITE))
    {
      add_request (self, &source, &destination, &packet);
      return;
    }

  transfer = find (self, &source, &destination, &of_client);
  if (transfer == NULL || !pv_tftp_read (&cursor, &packet))
    return;

  g_queue_unlink (&self->used, &transfer->link);
  g_queue_push_head_link (&self->used, &transfer->link);
  switch (packet.opcode)
    {
    case PV_TFTP_DATA:
      if (of_client == transfer->is_write)
        add_data (self, transfer, &packet, stamp);
      break;
    case PV_TFTP_OPTIONS:
      if (of_client || transfer->has_data)
        break;
      if (packet.block_size != 0)
        transfer->block_size = packet.block_size;
      if (packet.has_size && !transfer->is_write)
        {
          transfer->has_size = TRUE;
          transfer->size = packet.size;
        }
      break;
    case PV_TFTP_ERROR:
      end (self, transfer, FALSE);
      break;
    default:
      break;
    }
}
