/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-event-finder.c: what packets say by themselves: the part of it that each thread does for itself. */
#include "pv-event-finder.h"

#include <string.h>

#include "pv-dns-answers.h"
#include "pv-dns-message.h"
#include "pv-dns.h"
#include "pv-event-reader.h"
#include "pv-host-hint.h"
#include "pv-stream-follower.h"

/* Names are numbered so many at a time, while the table's memory for the next ones is on its way. */
#define N_AHEAD 16

#define PORT_SSDP 1900
#define PORT_DHCP 67
#define PORT_NETBIOS 137

/* Where an answer has no question. */
#define NO_NAME G_MAXUINT32

void
pv_event_finder_init (PvEventFinder *self,
                      PvEventReader *reader,
                      PvLabelTable  *names,
                      PvLabelTable  *urls)
{
  self->reader = reader;
  self->names = names;
  self->urls = urls;
  self->full = FALSE;
}

/* Adds to what was found, as far as there is memory for it. */
static void
add_bytes (PvEventFinder *self,
           PvFinds       *finds,
           gconstpointer  bytes,
           gsize          length)
{
  guint8 *place = pv_vector_append (&finds->bytes, 1, length);

  if (place == NULL)
    self->full = TRUE;
  else if (length > 0)
    memcpy (place, bytes, length);
}

static void
add_step (PvEventFinder *self,
          PvFinds       *finds,
          guint32        packet,
          PvStepKind     kind,
          gsize          at)
{
  PvStep *step = pv_vector_append (&finds->steps, sizeof *step, 1);

  if (step != NULL)
    *step = (PvStep){ packet, (guint32) at, kind };
  else
    self->full = TRUE;
}

/* Keeps the name's bytes, after their length, until pv_event_finder_resolve(). Returns where. */
static guint32
add_name (PvEventFinder *self,
          PvFinds       *finds,
          const char    *name,
          gsize          length)
{
  guint32 at = (guint32) finds->bytes.n;
  guint16 short_length = (guint16) length;

  add_bytes (self, finds, &short_length, sizeof short_length);
  add_bytes (self, finds, name, length);

  return at;
}

static void
add_lookup (PvEventFinder *self,
            PvFinds       *finds,
            PvFoundLookup *lookup,
            const char    *name,
            gsize          length)
{
  PvFoundLookup *place;

  lookup->name = length > 0 ? add_name (self, finds, name, length) : NO_NAME;
  if (self->full)
    return;

  place = pv_vector_append (&finds->lookups, sizeof *lookup, 1);
  if (place != NULL)
    *place = *lookup;
  else
    self->full = TRUE;
}

/* Notes what an answer says that addresses are called. @asked: where its question's name is kept, or NO_NAME */
static void
find_addresses (PvEventFinder *self,
                PvFinds       *finds,
                guint32        packet,
                const PvFacts *facts,
                guint32        asked)
{
  PvFoundAddress found;
  PvDnsAnswers answers;
  PvDnsAddress address;

  if (!pv_dns_answers_init (&answers, facts->question, facts->question_length, facts->lookup_kind == PV_LOOKUP_MDNS))
    return;

  while (pv_dns_answers_next (&answers, &address) && !self->full)
    {
      PvFoundAddress *place;

      pv_event_reader_describe_address (&found, &address, packet, &facts->datagram, facts->lookup_kind);
      found.name = asked;
      if (asked == NO_NAME || address.is_reverse)
        {
          char name[PV_DNS_NAME_MAX];
          gsize length = pv_dns_read_name (facts->question, facts->question_length, &address.name, name);

          found.name = add_name (self, finds, name, length);
        }
      add_step (self, finds, packet, PV_STEP_ADDRESS, finds->addresses.n);
      place = pv_vector_append (&finds->addresses, sizeof found, 1);
      if (place != NULL)
        *place = found;
      else
        self->full = TRUE;
    }
}

/* Notes what a host says that it is called. */
static void
find_hint (PvEventFinder    *self,
           PvFinds          *finds,
           guint32           packet,
           const PvDatagram *datagram,
           PvHostSource      source)
{
  PvFoundAddress *place;
  PvHostHint hint;

  if (!(source == PV_HOST_DHCP ? pv_host_hint_read_dhcp : pv_host_hint_read_netbios) (datagram->payload,
                                                                                      datagram->payload_length, &hint))
    return;

  add_step (self, finds, packet, PV_STEP_ADDRESS, finds->addresses.n);
  place = pv_vector_append (&finds->addresses, sizeof *place, 1);
  if (place == NULL)
    {
      self->full = TRUE;
      return;
    }
  *place = (PvFoundAddress){ .packet = packet, .kind = PV_EVENT_HOST, .source = (guint8) source, .address_size = 4,
                              .address_id = PV_NO_ID, .client_id = PV_NO_ID };
  place->name = add_name (self, finds, hint.name, hint.name_length);
  memcpy (place->address, hint.address, 4);
}

static void
find_dns_message (PvEventFinder *self,
                  PvFinds       *finds,
                  guint32        packet,
                  const PvFacts *facts)
{
  PvFoundLookup lookup = { .packet = packet, .kind = PV_LOOKUP_DNS };
  PvDnsMessage message;

  if (!pv_dns_message_read (facts->question, facts->question_length, &message))
    return;

  lookup.is_answer = message.is_answer;
  lookup.outcome = message.outcome;
  lookup.type = message.type;
  lookup.key = pv_event_reader_hash_dns (self->reader, &facts->datagram, &message);
  add_step (self, finds, packet, PV_STEP_DNS, finds->lookups.n);
  add_lookup (self, finds, &lookup, message.name, message.name_length);
  if (message.is_answer)
    find_addresses (self, finds, packet, facts, lookup.name);
}

static void
find_other_lookup (PvEventFinder *self,
                   PvFinds       *finds,
                   guint32        packet,
                   const PvFacts *facts)
{
  PvFoundLookup lookup = { .packet = packet, .kind = facts->lookup_kind };
  char name[PV_DNS_NAME_MAX];
  gsize length = pv_dns_read_lookup (facts->question, facts->question_length, name);

  if (length > 0)
    add_lookup (self, finds, &lookup, name, length);
}

/* Notes what a datagram says that needs no other. */
static void
find_request (PvEventFinder    *self,
              PvFinds          *finds,
              guint32           packet,
              const PvDatagram *datagram)
{
  const PvCursor stream = { datagram->payload, datagram->payload_length, datagram->wire_length };
  PvHttpRequest request;
  PvParse parse = pv_http_request_read (&stream, &request);
  gsize n = finds->early.n;

  if (parse != PV_PARSE_WHOLE && parse != PV_PARSE_CUT)
    return;

  if (!pv_event_reader_add_request (self->reader, &finds->early, packet, &request))
    self->full = TRUE;
  for (; n < finds->early.n; n++)
    add_step (self, finds, packet, PV_STEP_EVENT, n);
}

/* Opens the Initials of a datagram with the keys of the first one's connection id, as those of @version: what
 * they say goes to the finder's crypto. Returns whether there is one. */
static gboolean
open_initials (PvEventFinder    *self,
               const PvDatagram *datagram,
               guint32           version,
               PvQuicKeys       *keys)
{
  PvCursor cursor = { datagram->payload, datagram->payload_length, datagram->wire_length };
  gboolean is_initial = FALSE;
  PvQuicPacket quic;

  pv_quic_crypto_init (&self->crypto);
  while (pv_quic_packet_read (&cursor, &quic))
    {
      if (quic.type != PV_QUIC_INITIAL)
        continue;
      if (!is_initial)
        pv_quic_keys_init (keys, version != 0 ? version : quic.version, quic.destination, quic.destination_length);
      is_initial = TRUE;
      pv_quic_crypto_add (&self->crypto, self->plain, pv_quic_packet_open (&quic, keys, self->plain));
    }

  return is_initial;
}

/* A client's Initials say what they say to everybody. What they say in several datagrams is put together in
 * order; those that say nothing to the keys of their own connection id may do so to those of the first. */
static void
find_quic (PvEventFinder    *self,
           PvFinds          *finds,
           guint32           packet,
           const PvDatagram *datagram)
{
  guint64 connection = pv_event_reader_hash_connection (self->reader, datagram);
  gsize early = finds->early.n;
  PvTlsClientHello hello;
  PvQuicKeys keys;

  if (!open_initials (self, datagram, 0, &keys))
    return;
  /* Who asks for a version that nobody has may have meant the draft that most had. */
  if (self->crypto.n_pieces == 0 && pv_quic_version_is_reserved (pv_peek_u32 (datagram->payload + 1)))
    open_initials (self, datagram, PV_QUIC_DRAFT_29, &keys);

  if (self->crypto.n_pieces == 0)
    {
      add_step (self, finds, packet, PV_STEP_QUIC_OTHER, finds->bytes.n);
      add_bytes (self, finds, &connection, sizeof connection);
      return;
    }

  if (pv_quic_crypto_read (&self->crypto, &hello) == PV_PARSE_WHOLE)
    {
      if (!pv_event_reader_add_hello (self->reader, &finds->early, packet, PV_NAME_QUIC, &hello))
        self->full = TRUE;
      if (finds->early.n == early)
        return;
      add_step (self, finds, packet, PV_STEP_QUIC_WHOLE, finds->bytes.n);
      add_bytes (self, finds, &connection, sizeof connection);
      add_bytes (self, finds, &keys, sizeof keys);
      add_bytes (self, finds, &early, sizeof early);
      return;
    }

  add_step (self, finds, packet, PV_STEP_QUIC, finds->bytes.n);
  add_bytes (self, finds, &connection, sizeof connection);
  add_bytes (self, finds, &keys, sizeof keys);
  add_bytes (self, finds, &self->crypto,
             G_STRUCT_OFFSET (PvQuicCrypto, data) + self->crypto.pieces[self->crypto.n_pieces - 1].end);
}

/* Notes a segment for when it is its stream's turn, which is then not dissected once more. */
static void
find_segment (PvEventFinder      *self,
              PvFinds            *finds,
              guint32             packet,
              const PvTcpSegment *segment)
{
  PvFoundSegment *place;

  if (!pv_stream_follower_says_something (segment))
    return;

  add_step (self, finds, packet, PV_STEP_SEGMENT, finds->segments.n);
  place = pv_vector_append (&finds->segments, sizeof *place, 1);
  if (place != NULL)
    *place = (PvFoundSegment){ *segment, pv_event_reader_hash_stream (self->reader, segment) };
  else
    self->full = TRUE;
}

/* Services have the lower ports. */
static inline gboolean
has_port (const PvDatagram *datagram,
          guint16           port)
{
  return MIN (datagram->source_port, datagram->destination_port) == port;
}

void
pv_event_finder_find (PvEventFinder *self,
                      PvFinds       *finds,
                      guint32        packet,
                      const PvFacts *facts)
{
  if (facts->has_segment)
    find_segment (self, finds, packet, &facts->segment);
  else if ((facts->has_lookup || facts->has_answer) && facts->lookup_kind == PV_LOOKUP_DNS)
    find_dns_message (self, finds, packet, facts);
  else if (facts->has_lookup)
    find_other_lookup (self, finds, packet, facts);
  else if (facts->has_answer)
    find_addresses (self, finds, packet, facts, NO_NAME);
  else if (facts->has_datagram && has_port (&facts->datagram, PORT_DHCP))
    find_hint (self, finds, packet, &facts->datagram, PV_HOST_DHCP);
  else if (facts->has_datagram && has_port (&facts->datagram, PORT_NETBIOS))
    find_hint (self, finds, packet, &facts->datagram, PV_HOST_NETBIOS);
  else if (facts->has_datagram && facts->datagram.destination_port == PORT_SSDP)
    find_request (self, finds, packet, &facts->datagram);
  else if (facts->has_datagram && pv_quic_begins (facts->datagram.payload, facts->datagram.payload_length))
    find_quic (self, finds, packet, &facts->datagram);
}

static const guint8 *
get_name (const PvFinds *finds,
          gsize          i,
          gsize         *length)
{
  guint32 at = pv_vector_index (&finds->lookups, PvFoundLookup, i).name;
  const guint8 *place;
  guint16 short_length;

  if (at == NO_NAME)
    return NULL;

  place = (const guint8 *) finds->bytes.data + at;
  memcpy (&short_length, place, sizeof short_length);
  *length = short_length;

  return place + sizeof short_length;
}

/* Finds addresses that the reader knows, before it is this thread's turn to read. */
static void
find_hosts (PvEventFinder *self,
            PvFinds       *finds)
{
  PvLabelTable *hosts = pv_event_reader_get_hosts (self->reader);
  guint64 hashes[N_AHEAD][2];

  for (gsize start = 0; start < finds->addresses.n; start += N_AHEAD)
    {
      PvFoundAddress *found = &pv_vector_index (&finds->addresses, PvFoundAddress, start);
      gsize n = MIN (N_AHEAD, finds->addresses.n - start);

      for (gsize i = 0; i < n; i++)
        {
          hashes[i][0] = pv_label_table_hash (hosts, found[i].address, found[i].address_size);
          hashes[i][1] = pv_label_table_hash (hosts, found[i].client, found[i].client_size);
        }
      pv_label_table_fetch (hosts, hashes[0], (guint) (2 * n));
      for (gsize i = 0; i < n; i++)
        {
          found[i].address_id = pv_label_table_find_hashed (hosts, hashes[i][0], found[i].address,
                                                            found[i].address_size);
          if (found[i].kind == PV_EVENT_ADDRESS && found[i].client_size > 0)
            found[i].client_id = pv_label_table_find_hashed (hosts, hashes[i][1], found[i].client,
                                                             found[i].client_size);
        }
    }
}

/* Numbers the names of addresses, most of which are in a row and what the lookup before them asks for. */
static void
resolve_addresses (PvEventFinder *self,
                   PvFinds       *finds)
{
  guint32 last = NO_NAME;
  guint32 id = PV_NO_ID;

  for (gsize i = 0; i < finds->addresses.n; i++)
    {
      PvFoundAddress *found = &pv_vector_index (&finds->addresses, PvFoundAddress, i);
      const guint8 *place = (const guint8 *) finds->bytes.data + found->name;
      guint16 length;

      if (found->name != last)
        {
          last = found->name;
          memcpy (&length, place, sizeof length);
          id = pv_label_table_add (self->names, place + sizeof length, length);
          self->full = self->full || id == PV_NO_ID;
        }
      found->name = id;
    }
}

/* Some ahead, their memory is fetched. */
void
pv_event_finder_resolve (PvEventFinder *self,
                         PvFinds       *finds)
{
  guint64 hashes[N_AHEAD];
  gsize n = finds->lookups.n;

  for (gsize i = 0; i < n + N_AHEAD; i++)
    {
      gsize length;
      const guint8 *name;

      if (i >= N_AHEAD && i - N_AHEAD < n)
        {
          PvFoundLookup *lookup = &pv_vector_index (&finds->lookups, PvFoundLookup, i - N_AHEAD);

          name = get_name (finds, i - N_AHEAD, &length);
          lookup->name = PV_NO_ID;
          if (name != NULL)
            {
              lookup->name = pv_label_table_add_hashed (self->names, hashes[i % N_AHEAD], name, length);
              self->full = self->full || lookup->name == PV_NO_ID;
            }
        }

      if (i < n)
        {
          name = get_name (finds, i, &length);
          if (name != NULL)
            hashes[i % N_AHEAD] = pv_label_table_hash (self->names, name, length);
        }
    }

  resolve_addresses (self, finds);
  find_hosts (self, finds);
}
