/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-event-reader.c: what packets say together with others: the part of it that is done in file order. */
#include "pv-event-reader.h"

#include <string.h>

#include "pv-capture-private.h"
#include "pv-hash.h"
#include "pv-host-name.h"
#include "pv-quic-hellos.h"
#include "pv-stream-follower.h"

/* So many rows of what addresses are called are kept, and one more for so many packets: a row takes 16 bytes, and up
 * to three times that where its address is new. */
#define MAX_ADDRESSES (256 * 1024)
#define PACKETS_AN_ADDRESS 8

struct _PvEventReader
{
  PvHashSeed seed;
  PvLabelTable *names;
  PvLabelTable *urls;
  PvStreamFollower *follower;
  PvQuicHellos *quic;
  PvDnsMatcher *dns;
  PvLabelTable *hosts;
  guint64 n_addresses; /* rows */
  gboolean left_out;
  PvQuicCrypto crypto; /* what one datagram says */
  guint8 plain[PV_QUIC_PACKET_MAX];

  /* What is read at the moment. */
  PvFinds *finds;
  const PvRecord *record;
  guint32 packet;
  const PvTcpSegment *segment;
  gboolean full; /* something had no place */
};

PvEventReader *
pv_event_reader_new (PvLabelTable *names,
                     PvLabelTable *urls)
{
  g_autofree PvEventReader *self = g_try_new0 (PvEventReader, 1);

  if (self == NULL)
    return NULL;

  self->follower = pv_stream_follower_new ();
  if (self->follower == NULL)
    return NULL;

  pv_hash_seed_init (&self->seed);
  self->names = names;
  self->urls = urls;
  self->quic = pv_quic_hellos_new ();
  self->dns = pv_dns_matcher_new ();
  self->hosts = pv_label_table_new ();

  return g_steal_pointer (&self);
}

void
pv_event_reader_free (PvEventReader *self)
{
  g_return_if_fail (self != NULL);

  pv_stream_follower_free (self->follower);
  pv_quic_hellos_free (self->quic);
  pv_dns_matcher_free (self->dns);
  pv_label_table_unref (self->hosts);
  g_free (self);
}

PvDnsMatcher *
pv_event_reader_get_dns (PvEventReader *self)
{
  return self->dns;
}

PvLabelTable *
pv_event_reader_get_hosts (PvEventReader *self)
{
  return self->hosts;
}

gboolean
pv_event_reader_has_left_out (PvEventReader *self)
{
  return self->left_out;
}

/* What is hashed of two endpoints and what goes between them. No padding. */
typedef struct
{
  guint8 client[16];
  guint8 server[16];
  guint16 client_port;
  guint16 server_port;
  guint16 id;
  guint16 type;
  guint64 name;
} HashKey;

static void
set_endpoints (HashKey          *key,
               const PvDatagram *datagram,
               gboolean          from_server)
{
  memcpy (from_server ? key->server : key->client, datagram->source, datagram->address_size);
  memcpy (from_server ? key->client : key->server, datagram->destination, datagram->address_size);
  key->client_port = from_server ? datagram->destination_port : datagram->source_port;
  key->server_port = from_server ? datagram->source_port : datagram->destination_port;
}

guint64
pv_event_reader_hash_dns (const PvEventReader *self,
                          const PvDatagram    *datagram,
                          const PvDnsMessage  *message)
{
  HashKey key = { 0 };

  set_endpoints (&key, datagram, message->is_answer);
  key.id = message->id;
  key.type = message->type;
  key.name = pv_hash (&self->seed, (const guint8 *) message->name, message->name_length);

  return pv_hash (&self->seed, (const guint8 *) &key, sizeof key);
}

guint64
pv_event_reader_hash_connection (const PvEventReader *self,
                                 const PvDatagram    *datagram)
{
  HashKey key = { 0 };

  set_endpoints (&key, datagram, FALSE);

  return pv_hash (&self->seed, (const guint8 *) &key, sizeof key);
}

guint32
pv_event_reader_hash_stream (const PvEventReader *self,
                             const PvTcpSegment  *segment)
{
  return pv_stream_follower_hash (self->follower, segment);
}

static gboolean
add_event (PvVector    *events,
           guint32      packet,
           PvEventKind  kind,
           guint32      label,
           guint64      value)
{
  PvFoundEvent *event = pv_vector_append (events, sizeof *event, 1);

  if (event == NULL)
    return FALSE;
  *event = (PvFoundEvent){ { packet, label, value }, kind };

  return TRUE;
}

static gboolean
add_server_name (PvEventReader *self,
                 PvVector      *events,
                 guint32        packet,
                 const guint8  *bytes,
                 gsize          length,
                 guint64        value)
{
  char name[PV_HOST_NAME_TEXT_MAX];
  gsize name_length = pv_host_name_write (bytes, length, name);
  guint32 id;

  if (name_length == 0)
    return TRUE;

  id = pv_label_table_add (self->names, (const guint8 *) name, name_length);

  return id != PV_NO_ID && add_event (events, packet, PV_EVENT_SERVER_NAME, id, value);
}

gboolean
pv_event_reader_add_hello (PvEventReader          *self,
                           PvVector               *events,
                           guint32                 packet,
                           PvNameSource            source,
                           const PvTlsClientHello *hello)
{
  return add_server_name (self, events, packet, hello->name, hello->name_length,
                          source | (hello->has_encrypted ? PV_NAME_ENCRYPTED : 0));
}

gboolean
pv_event_reader_add_request (PvEventReader       *self,
                             PvVector            *events,
                             guint32              packet,
                             const PvHttpRequest *request)
{
  char url[PV_HTTP_URL_MAX];
  gsize length = pv_http_request_write_url (request, url);
  guint32 id;

  if (!add_server_name (self, events, packet, request->host.data, request->host.length, PV_NAME_HTTP))
    return FALSE;
  if (length == 0)
    return TRUE;

  id = pv_label_table_add (self->urls, (const guint8 *) url, length);

  return id != PV_NO_ID && add_event (events, packet, PV_EVENT_URL, id, 0);
}

static void
note_failure (PvEventReader *self,
              gboolean       done)
{
  self->full = self->full || !done;
}

void
pv_event_reader_describe_address (PvFoundAddress     *found,
                                  const PvDnsAddress *address,
                                  guint32             packet,
                                  const PvDatagram   *datagram,
                                  PvLookupKind        lookup_kind)
{
  *found = (PvFoundAddress){ .packet = packet, .kind = PV_EVENT_ADDRESS, .source = PV_HOST_REVERSE,
                             .address_id = PV_NO_ID, .client_id = PV_NO_ID };
  if (address->is_reverse)
    found->kind = PV_EVENT_HOST;
  found->address_size = address->size;
  memcpy (found->address, address->bytes, address->size);
  if (lookup_kind != PV_LOOKUP_MDNS)
    {
      found->client_size = datagram->address_size;
      memcpy (found->client, datagram->destination, datagram->address_size);
    }
}

static void
add_address (PvEventReader        *self,
             const PvFoundAddress *found)
{
  guint32 client = found->client_id;
  guint32 address = found->address_id;
  guint64 value;

  if (self->n_addresses >= MAX_ADDRESSES + found->packet / PACKETS_AN_ADDRESS)
    {
      self->left_out = TRUE;
      return;
    }

  self->n_addresses++;
  if (address == PV_NO_ID)
    address = pv_label_table_add (self->hosts, found->address, found->address_size);
  if (client == PV_NO_ID && found->kind == PV_EVENT_ADDRESS && found->client_size > 0)
    {
      client = pv_label_table_add (self->hosts, found->client, found->client_size);
      note_failure (self, client != PV_NO_ID);
    }
  value = found->kind == PV_EVENT_ADDRESS ? pv_event_pack_address (address, client)
                                          : pv_event_pack_host (address, found->source);
  note_failure (self, address != PV_NO_ID
                      && add_event (&self->finds->events, found->packet, found->kind, found->name, value));
}

/* Notes a query, or matches an answer with its query. */
static void
match (PvEventReader       *self,
       const PvFoundLookup *lookup)
{
  const PvDnsQuery *query;

  if (!lookup->is_answer)
    {
      const PvDnsQuery new_query = { lookup->packet, lookup->name, self->record->time_ns };

      note_failure (self, pv_dns_matcher_add_query (self->dns, lookup->key, &new_query));
      return;
    }

  query = pv_dns_matcher_answer (self->dns, lookup->key, self->record->time_ns);
  note_failure (self, add_event (&self->finds->events, lookup->packet, PV_EVENT_OUTCOME, lookup->name,
                                 pv_event_pack_outcome (lookup->outcome, lookup->type,
                                                        query != NULL ? query->packet : PV_NO_ID)));
}

/* What an answer of a stream says that addresses are called. @asked: id of its question's name */
static void
add_addresses (PvEventReader    *self,
               const guint8     *bytes,
               gsize             length,
               const PvDatagram *endpoints,
               guint32           asked)
{
  PvDnsAnswers answers;
  PvDnsAddress address;

  if (!pv_dns_answers_init (&answers, bytes, length, FALSE))
    return;

  while (pv_dns_answers_next (&answers, &address))
    {
      PvFoundAddress found;

      pv_event_reader_describe_address (&found, &address, self->packet, endpoints, PV_LOOKUP_DNS);
      found.name = asked;
      if (address.is_reverse)
        {
          char name[PV_DNS_NAME_MAX];
          gsize name_length = pv_dns_read_name (bytes, length, &address.name, name);

          found.name = pv_label_table_add (self->names, (const guint8 *) name, name_length);
          note_failure (self, found.name != PV_NO_ID);
        }
      add_address (self, &found);
    }
}

static void
on_dns_message (const guint8 *bytes,
                gsize         length,
                gpointer      user_data)
{
  PvEventReader *self = user_data;
  const PvTcpSegment *segment = self->segment;
  const PvDatagram endpoints = { segment->client, segment->server, segment->address_size, segment->client_port,
                                 segment->server_port, NULL, 0, 0 };
  PvFoundLookup lookup = { .packet = self->packet, .kind = PV_LOOKUP_DNS, .name = PV_NO_ID };
  PvDnsMessage message;
  PvFoundLookup *place;

  if (!pv_dns_message_read (bytes, length, &message))
    return;

  lookup.is_answer = message.is_answer;
  lookup.outcome = message.outcome;
  lookup.type = message.type;
  lookup.key = pv_event_reader_hash_dns (self, &endpoints, &message);
  if (message.name_length > 0)
    {
      lookup.name = pv_label_table_add (self->names, (const guint8 *) message.name, message.name_length);
      note_failure (self, lookup.name != PV_NO_ID);
    }
  match (self, &lookup);
  if (lookup.is_answer)
    {
      add_addresses (self, bytes, length, &endpoints, lookup.name);
      return;
    }

  place = pv_vector_append (&self->finds->tcp_lookups, sizeof lookup, 1);
  if (place != NULL)
    *place = lookup;
  else
    self->full = TRUE;
}

static void
on_client_hello (const PvTlsClientHello *hello,
                 gpointer                user_data)
{
  PvEventReader *self = user_data;

  note_failure (self, pv_event_reader_add_hello (self, &self->finds->events, self->packet, PV_NAME_TLS, hello));
}

static void
on_http_request (const PvHttpRequest *request,
                 gpointer             user_data)
{
  PvEventReader *self = user_data;

  note_failure (self, pv_event_reader_add_request (self, &self->finds->events, self->packet, request));
}

/* Puts a segment to what its stream said before. */
static void
add_segment (PvEventReader *self,
             PvTcpSegment  *segment,
             guint32        hash,
             guint16        group)
{
  static const PvStreamFuncs funcs = { on_dns_message, on_client_hello, on_http_request };

  segment->group = group;
  self->segment = segment;
  pv_stream_follower_add (self->follower, segment, hash, &funcs, self);
}

/* The segment of a packet that is of no interest by itself. */
static void
read_segment (PvEventReader *self,
              guint16        group)
{
  PvFacts facts;

  pv_dissect_segment (self->record, &facts);
  if (facts.has_segment && pv_stream_follower_says_something (&facts.segment))
    add_segment (self, &facts.segment, pv_stream_follower_hash (self->follower, &facts.segment), group);
}

static void
read_found_segment (PvEventReader *self,
                    gsize          at,
                    guint16        group)
{
  PvFoundSegment *found = &pv_vector_index (&self->finds->segments, PvFoundSegment, at);

  add_segment (self, &found->segment, found->hash, group);
}

/* Puts what a datagram says to what its connection said before. */
static void
add_crypto (PvEventReader    *self,
            guint64           connection,
            const PvQuicKeys *keys)
{
  PvTlsClientHello hello;

  if (pv_quic_hellos_add (self->quic, connection, &self->crypto, keys, &hello) == PV_PARSE_WHOLE
      && pv_quic_hellos_note (self->quic, connection, keys))
    note_failure (self, pv_event_reader_add_hello (self, &self->finds->events, self->packet, PV_NAME_QUIC, &hello));
}

static void
add_early (PvEventReader *self,
           gsize          at)
{
  const PvFoundEvent *found = &pv_vector_index (&self->finds->early, PvFoundEvent, at);

  note_failure (self, add_event (&self->finds->events, found->event.packet, found->kind, found->event.label,
                                 found->event.value));
}

/* A ClientHello that was whole in a datagram, unless it was sent again. */
static void
read_whole_quic (PvEventReader *self,
                 gsize          at)
{
  const guint8 *bytes = (const guint8 *) self->finds->bytes.data + at;
  guint64 connection;
  PvQuicKeys keys;
  gsize early;

  memcpy (&connection, bytes, sizeof connection);
  bytes += sizeof connection;
  memcpy (&keys, bytes, sizeof keys);
  bytes += sizeof keys;
  memcpy (&early, bytes, sizeof early);
  if (pv_quic_hellos_note (self->quic, connection, &keys))
    add_early (self, early);
}

static void
read_quic (PvEventReader *self,
           gsize          at)
{
  const guint8 *bytes = (const guint8 *) self->finds->bytes.data + at;
  guint64 connection;
  PvQuicKeys keys;

  memcpy (&connection, bytes, sizeof connection);
  bytes += sizeof connection;
  memcpy (&keys, bytes, sizeof keys);
  bytes += sizeof keys;
  memcpy (&self->crypto, bytes, G_STRUCT_OFFSET (PvQuicCrypto, data));
  memcpy (self->crypto.data, bytes + G_STRUCT_OFFSET (PvQuicCrypto, data),
          self->crypto.pieces[self->crypto.n_pieces - 1].end);
  add_crypto (self, connection, &keys);
}

/* After the server's first answer, a client goes on with the keys of before. */
static void
read_other_quic (PvEventReader *self,
                 gsize          at)
{
  const PvQuicKeys *known;
  guint64 connection;
  PvQuicPacket quic;
  PvQuicKeys keys;
  PvCursor cursor;
  PvFacts facts;

  memcpy (&connection, (const guint8 *) self->finds->bytes.data + at, sizeof connection);
  known = pv_quic_hellos_get_keys (self->quic, connection);
  if (known == NULL)
    return;

  keys = *known;
  pv_dissect (self->record, &facts);
  cursor = (PvCursor){ facts.datagram.payload, facts.datagram.payload_length, facts.datagram.wire_length };
  pv_quic_crypto_init (&self->crypto);
  while (pv_quic_packet_read (&cursor, &quic))
    pv_quic_crypto_add (&self->crypto, self->plain, pv_quic_packet_open (&quic, &keys, self->plain));
  if (self->crypto.n_pieces > 0)
    add_crypto (self, connection, &keys);
}

static void
take_step (PvEventReader *self,
           const PvStep  *step,
           guint16        group)
{
  switch (step->kind)
    {
    case PV_STEP_SEGMENT:
      read_found_segment (self, step->at, group);
      break;
    case PV_STEP_EVENT:
      add_early (self, step->at);
      break;
    case PV_STEP_DNS:
      match (self, &pv_vector_index (&self->finds->lookups, PvFoundLookup, step->at));
      break;
    case PV_STEP_ADDRESS:
      add_address (self, &pv_vector_index (&self->finds->addresses, PvFoundAddress, step->at));
      break;
    case PV_STEP_QUIC_WHOLE:
      read_whole_quic (self, step->at);
      break;
    case PV_STEP_QUIC:
      read_quic (self, step->at);
      break;
    case PV_STEP_QUIC_OTHER:
      read_other_quic (self, step->at);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Steps some of which are of streams whose memory is on its way. */
#define N_AHEAD 8

/* The segment of step @s, or NULL where it is none. */
static const PvFoundSegment *
get_segment (const PvEventReader *self,
             gsize                s)
{
  const PvVector *steps = &self->finds->steps;

  if (s >= steps->n || pv_vector_index (steps, PvStep, s).kind != PV_STEP_SEGMENT)
    return NULL;

  return &pv_vector_index (&self->finds->segments, PvFoundSegment, pv_vector_index (steps, PvStep, s).at);
}

/* Fetches what step @s will need soon. */
static void
fetch_ahead (PvEventReader *self,
             gsize          s)
{
  const PvFoundSegment *next = get_segment (self, s + N_AHEAD / 2);
  const PvFoundSegment *later = get_segment (self, s + N_AHEAD);

  if (later != NULL)
    {
      __builtin_prefetch (later->segment.payload);
      pv_stream_follower_fetch (self->follower, later->hash);
    }
  if (next != NULL)
    pv_stream_follower_fetch_again (self->follower, next->hash);
}

/* The first packet of @from to @end whose flow's connection may go on, or @end. @flows: of the packets from @from on */
static inline guint64
find_wanted (const PvStreamWanted *wanted,
             const guint32        *flows,
             guint64               from,
             guint64               end)
{
  guint64 packet = from;

  while (packet < end && G_LIKELY (!pv_stream_wanted_has (wanted, (guint16) flows[packet - from])))
    packet++;

  return packet;
}

/* The first packet from @from on at which there is something to read: @next, whose step is the next one, or one before of
 * a connection that goes on. */
static guint64
find_next (const PvStreamWanted *wanted,
           PvCaptureBuilder     *builder,
           guint64               from,
           guint64               next)
{
  while (from < next && wanted->n > 0)
    {
      const PvChunk *chunk = pv_capture_builder_get_chunk (builder, from);
      guint64 end = MIN (next, (from | PV_CHUNK_MASK) + 1);
      guint64 found = find_wanted (wanted, &chunk->flow[from & PV_CHUNK_MASK], from, end);

      if (found < end)
        return found;
      from = end;
    }

  return next;
}

gboolean
pv_event_reader_read (PvEventReader    *self,
                      PvCaptureBuilder *builder,
                      const PvRecord   *records,
                      PvFinds          *finds)
{
  const PvStreamWanted *wanted = pv_stream_follower_get_wanted (self->follower);
  const PvStep *steps = finds->steps.data;
  guint64 end = finds->first + finds->n;
  guint64 packet = finds->first;
  gsize s = 0;

  self->finds = finds;
  while ((packet = find_next (wanted, builder, packet, s < finds->steps.n ? steps[s].packet : end)) < end)
    {
      const PvChunk *chunk = pv_capture_builder_get_chunk (builder, packet);
      guint16 group = (guint16) chunk->flow[packet & PV_CHUNK_MASK];

      self->packet = (guint32) packet;
      self->record = &records[packet - finds->first];
      if (s == finds->steps.n || steps[s].packet != packet)
        read_segment (self, group);
      for (; s < finds->steps.n && steps[s].packet == packet; s++)
        {
          fetch_ahead (self, s);
          take_step (self, &steps[s], group);
        }
      packet++;
    }

  return !self->full;
}

typedef struct
{
  PvHashSeed seed; /* keys of queries are hashes by it */
  guint64 n_addresses;
  guint64 left_out;
} SavedReader;

void
pv_event_reader_save (PvEventReader *self,
                      PvStateWriter *state)
{
  const SavedReader saved = { self->seed, self->n_addresses, self->left_out != FALSE };

  pv_state_put (state, &saved, sizeof saved);
  pv_dns_matcher_save (self->dns, state);
  pv_quic_hellos_save (self->quic, state);
  pv_stream_follower_save (self->follower, state);
}

PvEventReader *
pv_event_reader_restore (PvLabelTable  *names,
                         PvLabelTable  *urls,
                         PvLabelTable  *hosts,
                         guint64        n_packets,
                         PvStateReader *state)
{
  g_autoptr (PvEventReader) self = pv_event_reader_new (names, urls);
  g_autoptr (PvDnsMatcher) dns = NULL;
  g_autoptr (PvQuicHellos) quic = NULL;
  g_autoptr (PvStreamFollower) follower = NULL;
  SavedReader saved;

  if (self == NULL || !pv_state_take (state, &saved, sizeof saved)
      || (dns = pv_dns_matcher_restore (state, n_packets, pv_label_table_get_n (names))) == NULL
      || (quic = pv_quic_hellos_restore (state)) == NULL
      || (follower = pv_stream_follower_restore (state)) == NULL || state->left > 0)
    return NULL;

  pv_dns_matcher_free (self->dns);
  pv_quic_hellos_free (self->quic);
  pv_stream_follower_free (self->follower);
  pv_label_table_unref (self->hosts);
  self->dns = g_steal_pointer (&dns);
  self->quic = g_steal_pointer (&quic);
  self->follower = g_steal_pointer (&follower);
  self->hosts = pv_label_table_ref (hosts);
  self->seed = saved.seed;
  self->n_addresses = saved.n_addresses;
  self->left_out = saved.left_out != 0;

  return g_steal_pointer (&self);
}
