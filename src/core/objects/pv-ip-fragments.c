/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-ip-fragments.c: puts IP packets together that came in parts. */
#include "pv-ip-fragments.h"

#include <netinet/in.h>
#include <string.h>

#include "pv-cursor.h"
#include "pv-endpoint.h"

#define LINKTYPE_RAW 101

#define IPV4_HEADER 20
#define IPV6_HEADER 40

/* What an IP packet can hold. */
#define MAX_PAYLOAD 65515
/* Offsets count these (RFC 791, section 3.2). */
#define UNIT 8
#define N_UNITS (MAX_PAYLOAD / UNIT + 1)

#define MAX_PACKETS 256
/* Hosts give up after 15 seconds to a minute (RFC 1122, section 3.3.2; RFC 8200, section 4.5). */
#define PATIENCE_NS (30 * G_GUINT64_CONSTANT (1000000000))

/* Between whom a packet goes, and which it is. */
typedef struct
{
  guint8 source[16];
  guint8 destination[16];
  guint32 identification;
  guint8 address_size;
  guint8 protocol; /* of IPv4: parts of an IPv6 packet may name it differently (RFC 8200, section 4.5) */
  guint8 unused[2];
} Key;

/* A packet in parts. */
typedef struct
{
  Key key;
  guint8 protocol; /* what the first part says */
  PvStreamStamp stamp; /* of what came last */
  gint64 since_ns;
  GList link; /* among all, the oldest one first */
  gboolean has_end;
  guint32 end; /* bytes of the payload, or of what is known of it */
  guint32 cut; /* from here on, something was not captured */
  guint n_units; /* that are there */
  guint8 units[(N_UNITS + 7) / 8]; /* a bit each */
  GByteArray *bytes; /* room for an IP header, and the payload */
} Packet;

struct _PvIpFragments
{
  GHashTable *by_key; /* of Packet, by its key */
  GQueue queue;
  gsize *total;
  GByteArray *done; /* (nullable): what was handed on */
};

static guint
key_hash (gconstpointer key)
{
  return (guint) pv_hash (pv_endpoint_get_seed (), key, sizeof (Key));
}

static gboolean
key_equal (gconstpointer a,
           gconstpointer b)
{
  return memcmp (a, b, sizeof (Key)) == 0;
}

PvIpFragments *
pv_ip_fragments_new (gsize *total)
{
  PvIpFragments *self = g_new0 (PvIpFragments, 1);

  self->by_key = g_hash_table_new (key_hash, key_equal);
  g_queue_init (&self->queue);
  self->total = total;

  return self;
}

static guint
get_header_size (const Packet *packet)
{
  return packet->key.address_size == 4 ? IPV4_HEADER : IPV6_HEADER;
}

/* Forgets a packet. Returns its bytes. (transfer full) */
static GByteArray *
take (PvIpFragments *self,
      Packet        *packet)
{
  GByteArray *bytes = packet->bytes;

  g_hash_table_remove (self->by_key, &packet->key);
  g_queue_unlink (&self->queue, &packet->link);
  *self->total -= sizeof *packet + bytes->len;
  g_free (packet);

  return bytes;
}

void
pv_ip_fragments_free (PvIpFragments *self)
{
  if (self == NULL)
    return;

  while (self->queue.head != NULL)
    g_byte_array_unref (take (self, self->queue.head->data));
  g_hash_table_unref (self->by_key);
  g_clear_pointer (&self->done, g_byte_array_unref);
  g_free (self);
}

static void
key_init (Key              *key,
          const PvFragment *fragment)
{
  memset (key, 0, sizeof *key);
  memcpy (key->source, fragment->source, fragment->address_size);
  memcpy (key->destination, fragment->destination, fragment->address_size);
  key->identification = fragment->identification;
  key->address_size = fragment->address_size;
  key->protocol = fragment->address_size == 4 ? fragment->protocol : 0;
}

static Packet *
begin (PvIpFragments       *self,
       const Key           *key,
       const PvStreamStamp *stamp)
{
  Packet *packet = g_new0 (Packet, 1);

  packet->key = *key;
  packet->protocol = key->protocol;
  packet->since_ns = stamp->time_ns;
  packet->cut = G_MAXUINT32;
  packet->bytes = g_byte_array_new ();
  g_byte_array_set_size (packet->bytes, get_header_size (packet));
  memset (packet->bytes->data, 0, packet->bytes->len);
  packet->link.data = packet;
  g_queue_push_tail_link (&self->queue, &packet->link);
  g_hash_table_insert (self->by_key, &packet->key, packet);
  *self->total += sizeof *packet + packet->bytes->len;

  return packet;
}

static gboolean
has_unit (const Packet *packet,
          guint         i)
{
  return (packet->units[i / 8] & 1u << i % 8) != 0;
}

/* Copies what is not there yet: the first copy counts. */
static void
put (PvIpFragments    *self,
     Packet           *packet,
     const PvFragment *fragment)
{
  guint header = get_header_size (packet);
  guint32 end = fragment->offset + fragment->wire_length;
  guint32 captured_end = fragment->offset + fragment->payload_length;
  guint old = packet->bytes->len;

  if (packet->bytes->len < header + captured_end)
    {
      g_byte_array_set_size (packet->bytes, header + captured_end);
      memset (packet->bytes->data + old, 0, packet->bytes->len - old);
      *self->total += packet->bytes->len - old;
    }
  packet->end = MAX (packet->end, end);
  if (captured_end < end)
    packet->cut = MIN (packet->cut, captured_end);

  for (guint32 at = fragment->offset; at < end; at += UNIT)
    {
      guint i = at / UNIT;

      if (has_unit (packet, i))
        continue;
      packet->units[i / 8] |= (guint8) (1u << i % 8);
      packet->n_units++;
      if (at < captured_end)
        memcpy (packet->bytes->data + header + at, fragment->payload + (at - fragment->offset),
                MIN (UNIT, captured_end - at));
    }
}

/* Makes an IP packet of the first @captured bytes of a payload, and forgets its parts. */
static void
finish (PvIpFragments *self,
        Packet        *packet,
        guint32        captured,
        PvRecord      *record)
{
  Key key = packet->key;
  guint8 protocol = packet->protocol;
  guint header = get_header_size (packet);
  guint32 end = packet->end;
  gint64 time_ns = packet->stamp.time_ns;
  guint8 *data;

  g_clear_pointer (&self->done, g_byte_array_unref);
  self->done = take (self, packet);
  data = self->done->data;
  if (key.address_size == 4)
    {
      data[0] = 0x45;
      data[2] = (guint8) ((header + end) >> 8);
      data[3] = (guint8) (header + end);
      data[8] = 64;
      data[9] = protocol;
      memcpy (data + 12, key.source, 4);
      memcpy (data + 16, key.destination, 4);
    }
  else
    {
      data[0] = 0x60;
      data[4] = (guint8) (end >> 8);
      data[5] = (guint8) end;
      data[6] = protocol;
      data[7] = 64;
      memcpy (data + 8, key.source, 16);
      memcpy (data + 24, key.destination, 16);
    }

  *record = (PvRecord){
    .time_ns = time_ns,
    .data = data,
    .captured_length = header + MIN (captured, self->done->len - header),
    .original_length = header + end,
    .link_type = LINKTYPE_RAW,
  };
}

gboolean
pv_ip_fragments_add (PvIpFragments       *self,
                     const PvFragment    *fragment,
                     const PvStreamStamp *stamp,
                     PvRecord            *record)
{
  guint32 end = fragment->offset + fragment->wire_length;
  Packet *packet;
  Key key;

  /* All but the last one are full (RFC 791, section 3.2). */
  if (fragment->wire_length == 0 || end > MAX_PAYLOAD || (fragment->has_more && fragment->wire_length % UNIT != 0))
    return FALSE;

  key_init (&key, fragment);
  packet = g_hash_table_lookup (self->by_key, &key);
  if (packet != NULL && packet->has_end && (fragment->has_more ? end > packet->end : end != packet->end))
    return FALSE;
  if (packet != NULL && !fragment->has_more && end < packet->end)
    return FALSE;
  if (packet == NULL)
    packet = begin (self, &key, stamp);

  packet->stamp = *stamp;
  if (fragment->offset == 0)
    packet->protocol = fragment->protocol;
  if (!fragment->has_more)
    packet->has_end = TRUE;
  put (self, packet, fragment);
  if (!packet->has_end || packet->n_units < (packet->end + UNIT - 1) / UNIT)
    return FALSE;

  finish (self, packet, packet->cut, record);

  return TRUE;
}

static gboolean
has_waited (const Packet *packet,
            gint64        now_ns)
{
  return now_ns > packet->since_ns && (guint64) now_ns - (guint64) packet->since_ns > PATIENCE_NS;
}

gboolean
pv_ip_fragments_give_up (PvIpFragments *self,
                         gint64         now_ns,
                         PvRecord      *record,
                         PvStreamStamp *stamp)
{
  while (self->queue.head != NULL)
    {
      Packet *packet = self->queue.head->data;
      guint n = 0;

      if (self->queue.length <= MAX_PACKETS && now_ns != G_MAXINT64 && !has_waited (packet, now_ns))
        return FALSE;

      while (n < packet->end / UNIT && has_unit (packet, n))
        n++;
      if (n == 0)
        {
          g_byte_array_unref (take (self, packet));
          continue;
        }
      /* the end did not come, but a UDP header tells where it is (RFC 768) */
      if (!packet->has_end && packet->protocol == IPPROTO_UDP && packet->cut >= UNIT)
        packet->end = CLAMP (pv_peek_u16 (packet->bytes->data + get_header_size (packet) + 4), packet->end, MAX_PAYLOAD);
      *stamp = packet->stamp;
      finish (self, packet, MIN (packet->cut, n * UNIT), record);

      return TRUE;
    }

  return FALSE;
}
