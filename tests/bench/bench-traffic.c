/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-traffic.c: an endless mix of packets as an office's uplink carries it. */

#include "bench-traffic.h"

#include <string.h>

#include "bench-dns.h"
#include "bench-hello.h"
#include "bench-name.h"
#include "bench-packet.h"
#include "bench-zipf.h"

#define N_FLOWS 1024
#define N_CLIENTS 2000
#define N_SERVERS (1 << 17)
#define N_NAMES (1 << 16)
#define TEXT_SIZE (64 * 1024)
#define ETHERNET_MTU 1500
#define SMALL_MTU 576

#define PORT_DNS 53
#define PORT_MDNS 5353
#define PORT_LLMNR 5355

/* in millionths of all packets */
#define ARP_SHARE 2000
#define LOOKUP_SHARE 4000
/* in millionths of all flows */
#define TEXT_SHARE 200000
/* those that say nothing of their server's name, as resumed and unknown protocols do */
#define SILENT_SHARE 150000
#define LONG_HELLO_SHARE 400000
/* those before which their server's name is looked up */
#define ASKED_SHARE 400000
/* addresses of a name */
#define N_ADDRESSES 4

typedef enum
{
  KIND_DOWNLOAD,
  KIND_UPLOAD,
  KIND_SMALL_MTU,
  KIND_CHAT,
  KIND_QUIC,
  KIND_VOICE,
  KIND_PING,
  KIND_TCP_LOOKUP,
} Kind;

/* Kinds of flows, weighted by how often each is drawn. */
static const guint8 kinds[32] = {
  KIND_DOWNLOAD, KIND_DOWNLOAD, KIND_DOWNLOAD, KIND_UPLOAD,
  KIND_SMALL_MTU, KIND_SMALL_MTU, KIND_SMALL_MTU, KIND_SMALL_MTU, KIND_SMALL_MTU, KIND_SMALL_MTU,
  KIND_CHAT, KIND_CHAT, KIND_CHAT, KIND_CHAT, KIND_CHAT, KIND_CHAT, KIND_CHAT, KIND_CHAT,
  KIND_CHAT, KIND_CHAT, KIND_CHAT, KIND_CHAT, KIND_CHAT, KIND_CHAT, KIND_CHAT,
  KIND_QUIC, KIND_QUIC,
  KIND_VOICE, KIND_VOICE, KIND_VOICE,
  KIND_PING,
  KIND_TCP_LOOKUP,
};

/**
 * Flow:
 * @paths: the way to the server, the way back
 * @sequences: TCP sequence numbers of each side
 * @step: packets so far
 * @n_steps: packets in all
 * @name: number of the server's name
 * @is_silent: whether the client does not say the name
 * @is_long_hello: whether its ClientHello is longer than a packet
 * @hello_sent: bytes of the ClientHello so far
 */
typedef struct
{
  BenchPath paths[2];
  guint32 sequences[2];
  guint64 step;
  guint64 n_steps;
  guint64 name;
  guint16 id;
  guint8 kind;
  gboolean is_text;
  gboolean is_silent;
  gboolean is_long_hello;
  guint hello_sent;
} Flow;

/**
 * Answer:
 *
 * A DNS answer that is still to come.
 */
typedef struct
{
  gboolean is_due;
  guint delay;
  guint16 id;
  guint16 type;
  guint name_length;
  guint8 name[BENCH_NAME_MAX];
  guint8 addresses[N_ADDRESSES][16];
  BenchPath path;
} Answer;

/**
 * Wish:
 *
 * A lookup that a client makes before it connects.
 */
typedef struct
{
  gboolean is_due;
  gboolean is_ip6;
  guint32 client_rank;
  guint64 name;
} Wish;

struct _BenchTraffic
{
  BenchRandom random;
  BenchShape shape;
  BenchZipf *clients;
  BenchZipf *servers;
  BenchZipf *names;
  guint64 n_packets;
  guint n_flows;
  guint current;
  Answer answer;
  Wish wish;
  Flow flows[N_FLOWS];
  guint8 text[TEXT_SIZE + BENCH_FRAME_MIN];
};

static void
set_client (BenchEndpoint *endpoint,
            guint32        rank,
            gboolean       is_ip6)
{
  guint64 bits = bench_random_mix (rank + 1);

  memset (endpoint, 0, sizeof *endpoint);
  endpoint->mac[0] = 0x02;
  bench_put_32 (endpoint->mac + 2, bits);
  if (is_ip6)
    {
      bench_put_32 (endpoint->address, 0x20010db8);
      bench_put_32 (endpoint->address + 4, 0x00400000 | (rank % 8));
      bench_put_32 (endpoint->address + 8, bits >> 32);
      bench_put_32 (endpoint->address + 12, bits);
    }
  else
    {
      endpoint->address[0] = 10;
      endpoint->address[1] = 20 + rank % 8;
      bench_put_16 (endpoint->address + 2, 1 + rank);
    }
}

static void
set_server (BenchEndpoint *endpoint,
            guint32        rank,
            gboolean       is_ip6)
{
  static const guint8 nets[16] = { 13, 17, 18, 23, 34, 35, 52, 64, 93, 104, 142, 151, 172, 185, 199, 216 };
  static const guint32 nets6[4] = { 0x2606, 0x2a00, 0x2a02, 0x2404 };
  guint64 bits = bench_random_mix (rank + 0x10000000);

  memset (endpoint, 0, sizeof *endpoint);
  endpoint->mac[0] = 0x02;
  endpoint->mac[5] = 0x01;
  if (is_ip6)
    {
      bench_put_32 (endpoint->address, nets6[bits % 4] << 16 | (bits >> 8 & 0xfff));
      bench_put_32 (endpoint->address + 4, bits >> 40 & 0xffff);
      bench_put_32 (endpoint->address + 12, bits >> 20);
    }
  else
    {
      endpoint->address[0] = nets[bits % 16];
      bench_put_16 (endpoint->address + 1, bits >> 8);
      endpoint->address[3] = bits >> 24;
    }
}

/* The @i-th address of a name: names that are numbered one after the other share theirs, as those of one company do. */
static void
set_server_of_name (BenchEndpoint *endpoint,
                    guint64        name,
                    guint          i,
                    gboolean       is_ip6)
{
  set_server (endpoint, (bench_random_mix (name / 3 + 1) + i) % N_SERVERS, is_ip6);
}

static void
set_resolver (BenchEndpoint *endpoint,
              gboolean       is_ip6)
{
  memset (endpoint, 0, sizeof *endpoint);
  endpoint->mac[0] = 0x02;
  endpoint->mac[5] = 0x53;
  endpoint->port = PORT_DNS;
  if (is_ip6)
    {
      bench_put_32 (endpoint->address, 0x20010db8);
      bench_put_32 (endpoint->address + 4, 0x00400000);
      endpoint->address[15] = 0x53;
    }
  else
    {
      endpoint->address[0] = 10;
      endpoint->address[3] = 53;
    }
}

static void
set_multicast (BenchEndpoint *endpoint,
               guint16        port,
               gboolean       is_ip6)
{
  guint8 last = port == PORT_MDNS ? 0xfb : 0xfc;

  memset (endpoint, 0, sizeof *endpoint);
  endpoint->port = port;
  if (is_ip6)
    {
      bench_put_16 (endpoint->mac, 0x3333);
      bench_put_16 (endpoint->address, 0xff02);
      if (port == PORT_LLMNR)
        bench_put_32 (endpoint->mac + 2, 0x00010003);
      else
        endpoint->mac[5] = last;
      if (port == PORT_LLMNR)
        bench_put_32 (endpoint->address + 12, 0x00010003);
      else
        endpoint->address[15] = last;
    }
  else
    {
      endpoint->mac[0] = 0x01;
      endpoint->mac[2] = 0x5e;
      endpoint->mac[5] = last;
      endpoint->address[0] = 224;
      endpoint->address[3] = last;
    }
}

/* The @index-th of very many source addresses; different for every index. */
static void
set_distinct_source (BenchPath *path,
                     guint64    index)
{
  guint8 address[16] = { 0 };

  if (path->is_ip6)
    {
      guint64 bits = bench_random_mix (index);

      bench_put_32 (address, 0x20010db8);
      bench_put_32 (address + 8, bits >> 32);
      bench_put_32 (address + 12, bits);
    }
  else
    {
      /* An odd factor is one-to-one modulo 2 ** 24. */
      bench_put_32 (address, (guint32) (index * 0x9e3779b1 & 0xffffff));
      address[0] = 10 + (index >> 24);
    }
  bench_path_set_source (path, address, 1024 + index % 60000);
}

static gboolean
draw_is_ip6 (BenchTraffic *self)
{
  return bench_random_below (&self->random, 100) < self->shape.ip6_percent;
}

static guint16
draw_vlan (guint32 client)
{
  return client % 32 == 5 ? 100 + client / 32 % 4 : 0;
}

static gboolean
is_tcp (const Flow *flow)
{
  return flow->paths[0].protocol == BENCH_IP_TCP;
}

/* Whether it goes to a server that has a name. */
static gboolean
is_named (const Flow *flow)
{
  return flow->kind != KIND_VOICE && flow->kind != KIND_PING && flow->kind != KIND_TCP_LOOKUP;
}

/* The name as text. @name has room for BENCH_NAME_MAX bytes */
static void
get_name (const Flow *flow,
          char       *name)
{
  guint8 wire[BENCH_NAME_MAX];
  guint at = 0;
  guint length = 0;

  bench_name_put (wire, flow->name);
  while (wire[at] > 0)
    {
      if (length > 0)
        name[length++] = '.';
      memcpy (name + length, wire + at + 1, wire[at]);
      length += wire[at];
      at += 1 + wire[at];
    }
  name[length] = '\0';
}

static BenchHello
get_hello (const Flow *flow,
           const char *name)
{
  return (BenchHello){ name, flow->name << 16 | flow->id, flow->is_long_hello };
}

/* Whether a connection with TLS still has some of its ClientHello to send. */
static gboolean
has_hello (const Flow *flow)
{
  return is_named (flow) && !flow->is_text && !flow->is_silent && flow->step >= 3 && flow->hello_sent < BENCH_HELLO_MAX;
}

/* As much of the ClientHello as fits. Returns how many bytes that is. */
static guint32
put_hello (Flow    *flow,
           guint8  *to,
           guint32  room)
{
  guint8 record[BENCH_HELLO_MAX];
  char name[BENCH_NAME_MAX];
  BenchHello hello;
  guint32 length;
  guint32 n;

  get_name (flow, name);
  hello = get_hello (flow, name);
  length = bench_hello_put_record (&hello, record);
  n = MIN (length - flow->hello_sent, room);
  memcpy (to, record + flow->hello_sent, n);
  flow->hello_sent += n;
  if (flow->hello_sent == length)
    flow->hello_sent = BENCH_HELLO_MAX;
  return n;
}

static void
start_flow (BenchTraffic *self,
            Flow         *flow)
{
  static const guint16 ports[8] = { 443, 443, 443, 443, 993, 5228, 8443, 9443 };
  BenchRandom *random = &self->random;
  guint32 fixed = self->shape.packet_size;
  guint32 client_rank = bench_zipf_draw (self->clients, random);
  gboolean is_ip6 = draw_is_ip6 (self);
  gboolean is_jumbo = fixed > G_MAXUINT16;
  gboolean has_timestamps = fixed == 0 && bench_random_chance (random, 500000);
  guint16 vlan = fixed == 0 ? draw_vlan (client_rank) : 0;
  guint8 protocol = BENCH_IP_TCP;
  BenchEndpoint client;
  BenchEndpoint server;
  guint doublings = 0;

  flow->kind = kinds[bench_random_below (random, G_N_ELEMENTS (kinds))];
  /* The shapes of one connection or one size are of TCP without options, which fits all sizes. */
  if (fixed > 0 || self->shape.one_flow)
    flow->kind = KIND_DOWNLOAD;
  if (fixed > 0 && fixed < 14 + 40 + 20)
    is_ip6 = FALSE;

  set_client (&client, client_rank, is_ip6);
  client.port = 32768 + bench_random_below (random, 28000);
  if (flow->kind == KIND_TCP_LOOKUP)
    set_resolver (&server, is_ip6);
  else
    set_server (&server, bench_zipf_draw (self->servers, random), is_ip6);

  flow->name = bench_zipf_draw (self->names, random);
  flow->is_silent = bench_random_chance (random, SILENT_SHARE);
  flow->is_long_hello = bench_random_chance (random, LONG_HELLO_SHARE);
  flow->hello_sent = 0;
  flow->is_text = FALSE;
  switch (flow->kind)
    {
    case KIND_QUIC:
      protocol = BENCH_IP_UDP;
      server.port = 443;
      break;

    case KIND_VOICE:
      protocol = BENCH_IP_UDP;
      server.port = 50000 + bench_random_below (random, 10000);
      break;

    case KIND_PING:
      protocol = is_ip6 ? BENCH_IP_ICMP6 : BENCH_IP_ICMP;
      break;

    case KIND_TCP_LOOKUP:
      break;

    default:
      flow->is_text = bench_random_chance (random, TEXT_SHARE);
      server.port = flow->is_text ? 80 : ports[bench_random_below (random, G_N_ELEMENTS (ports))];
    }
  if (fixed == 0 && is_named (flow))
    {
      guint16 port = server.port;

      set_server_of_name (&server, flow->name, bench_random_below (random, N_ADDRESSES), is_ip6);
      server.port = port;
      if (!self->wish.is_due && bench_random_chance (random, ASKED_SHARE))
        self->wish = (Wish){ TRUE, is_ip6, client_rank, flow->name };
    }

  bench_path_init (&flow->paths[0], &client, &server, is_ip6, vlan, protocol, has_timestamps, is_jumbo);
  bench_path_init (&flow->paths[1], &server, &client, is_ip6, vlan, protocol, has_timestamps, is_jumbo);
  flow->sequences[0] = bench_random_next (random);
  flow->sequences[1] = bench_random_next (random);
  flow->id = bench_random_next (random);
  flow->step = 0;

  /* Few flows carry most of the traffic: each doubling is half as likely as the one before. */
  while (doublings < 16 && bench_random_next (random) % 2 == 0)
    doublings++;
  flow->n_steps = 8 + (bench_random_below (random, 24) << doublings);
  if (flow->kind == KIND_TCP_LOOKUP)
    flow->n_steps = 7;
  else if (self->shape.one_flow)
    flow->n_steps = G_MAXUINT64;
}

static void
put_random (BenchTraffic *self,
            guint8       *to,
            guint32       length)
{
  guint64 x = bench_random_next (&self->random);

  /* Up to 7 bytes too many; there is room, and what follows is cleared. */
  for (guint32 i = 0; i < length; i += 8)
    {
      guint64 word;

      x += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      word = (x ^ (x >> 32)) * G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
      word = GUINT64_TO_LE (word ^ (word >> 29));
      memcpy (to + i, &word, sizeof word);
    }
}

static void
put_text (BenchTraffic *self,
          guint8       *to,
          guint32       length)
{
  while (length > 0)
    {
      guint32 from = bench_random_below (&self->random, TEXT_SIZE / 2);
      guint32 n = MIN (length, TEXT_SIZE / 2);

      memcpy (to, self->text + from, n);
      to += n;
      length -= n;
    }
}

/* A request that ends where its packet ends. */
static void
put_request (const Flow *flow,
             guint8     *to,
             guint32     length)
{
  char name[BENCH_NAME_MAX];
  char request[BENCH_NAME_MAX + 64];
  guint n;

  get_name (flow, name);
  n = g_snprintf (request, sizeof request, "GET /%u/index.html HTTP/1.1\r\nHost: %s\r\nAccept: */*", flow->id % 1000u, name);
  if (length < n + 4)
    return;
  memset (to, ' ', length);
  memcpy (to, request, n);
  memcpy (to + length - 4, "\r\n\r\n", 4);
}

static void
put_payload (BenchTraffic *self,
             const Flow   *flow,
             guint8       *to,
             guint32       length,
             guint         side)
{
  static const char response[] = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100000000\r\n\r\n";

  if (flow->is_text)
    {
      put_text (self, to, length);
      if (flow->step == 3 && !flow->is_silent)
        put_request (flow, to, length);
      else if (flow->step == 4 && side == 1 && length >= sizeof response)
        {
          memcpy (to, response, sizeof response - 1);
        }
      return;
    }

  put_random (self, to, length);
  if (is_tcp (flow) && length > 5 && length - 5 <= 16384 + 256)
    {
      /* a TLS record of application data (RFC 8446, section 5.1) */
      to[0] = 23;
      bench_put_16 (to + 1, 0x0303);
      bench_put_16 (to + 3, length - 5);
    }
  else if (flow->kind == KIND_QUIC && length > 0)
    {
      /* a short header packet (RFC 9000, section 17.3.1) */
      to[0] = 0x40 | (to[0] & 0x3f);
    }
  else if (flow->kind == KIND_VOICE)
    {
      /* RTP (RFC 3550, section 5.1), 20 ms of G.711 */
      bench_put_16 (to, 0x8000);
      bench_put_16 (to + 2, flow->step / 2);
      bench_put_32 (to + 4, flow->step / 2 * 160);
      bench_put_32 (to + 8, flow->id);
    }
}

static void
set_facts (BenchPacketFacts *facts,
           const BenchPath  *path,
           guint8           *frame,
           guint32           payload_length,
           const BenchTcp   *tcp,
           guint16           number,
           gboolean          is_padded)
{
  facts->ip_length = bench_path_finish (path, frame, payload_length, tcp, number, &facts->length);
  if (is_padded)
    facts->length = MAX (facts->length, BENCH_FRAME_MIN);
}

static void
next_of_tcp (BenchTraffic     *self,
             Flow             *flow,
             guint8           *frame,
             BenchPacketFacts *facts)
{
  guint32 fixed = self->shape.packet_size;
  gboolean is_ending = flow->n_steps - flow->step <= 2;
  guint side = flow->step & 1;
  gboolean is_hello = FALSE;
  const BenchPath *path;
  guint8 *payload;
  guint32 room;
  guint32 length = 0;
  BenchTcp tcp = { .flags = BENCH_TCP_ACK };

  if (fixed == 0 && flow->step == 0)
    {
      tcp.flags = BENCH_TCP_SYN;
    }
  else if (fixed == 0 && flow->step == 1)
    {
      tcp.flags = BENCH_TCP_SYN | BENCH_TCP_ACK;
    }
  else if (fixed == 0 && (flow->step == 2 || (has_hello (flow) && !is_ending)))
    {
      side = 0;
    }
  else if (fixed == 0 && is_ending)
    {
      side = flow->n_steps - flow->step == 2 ? 0 : 1;
      tcp.flags |= BENCH_TCP_FIN;
    }
  else if (flow->kind == KIND_CHAT)
    {
      side = flow->step == 3 ? 0 : bench_random_next (&self->random) & 1;
    }
  else if (flow->step > 3 && flow->kind != KIND_TCP_LOOKUP)
    {
      /* Data one way; an acknowledgement for every second packet the other. */
      side = (flow->step % 3 == 0) == (flow->kind == KIND_UPLOAD);
    }
  else
    {
      side = flow->step == 3 ? 0 : 1;
    }

  path = &flow->paths[side];
  payload = bench_path_begin (path, frame);
  room = (flow->kind == KIND_SMALL_MTU ? SMALL_MTU : ETHERNET_MTU) - (path->header_length - path->ip_offset);

  if (fixed > 0)
    {
      length = fixed - path->header_length;
    }
  else if (flow->step < 3 || is_ending)
    {
      length = 0;
    }
  else if (flow->kind == KIND_TCP_LOOKUP)
    {
      guint8 name[BENCH_NAME_MAX];
      guint8 addresses[N_ADDRESSES][16];
      guint name_length = bench_name_put (name, flow->name);

      for (guint i = 0; i < N_ADDRESSES; i++)
        {
          BenchEndpoint of_name;

          set_server_of_name (&of_name, flow->name, i, FALSE);
          memcpy (addresses[i], of_name.address, 16);
        }
      if (flow->step == 3)
        length = bench_dns_put_query (payload + 2, flow->id, name, name_length, BENCH_DNS_A);
      else
        length = bench_dns_put_answer (payload + 2, flow->id, name, name_length, BENCH_DNS_A, addresses, N_ADDRESSES);
      bench_put_16 (payload, length);
      length += 2;
      tcp.flags |= BENCH_TCP_PUSH;
      facts->is_lookup = flow->step == 3;
    }
  else if (side == 0 && has_hello (flow))
    {
      length = put_hello (flow, payload, room);
      is_hello = TRUE;
    }
  else if (flow->step == 3)
    {
      length = 150 + bench_random_below (&self->random, MIN (room - 150, 500));
    }
  else if (flow->kind == KIND_CHAT)
    {
      /* Half are acknowledgements, the rest rather small than large. */
      if (bench_random_next (&self->random) % 2 == 0)
        length = 1 + ((bench_random_below (&self->random, 1024) * bench_random_below (&self->random, 1024)) >> 10);
    }
  else if ((side == 1) == (flow->kind != KIND_UPLOAD))
    {
      length = room;
      if (bench_random_next (&self->random) % 16 == 0)
        length = 1 + bench_random_below (&self->random, room);
    }

  if (length > 0 && flow->kind != KIND_TCP_LOOKUP)
    {
      if (!is_hello)
        put_payload (self, flow, payload, length, side);
      tcp.flags |= BENCH_TCP_PUSH;
    }

  tcp.sequence = flow->sequences[side];
  tcp.acknowledgement = (tcp.flags & BENCH_TCP_ACK) ? flow->sequences[1 - side] : 0;
  tcp.timestamp = self->n_packets;
  flow->sequences[side] += length + ((tcp.flags & (BENCH_TCP_SYN | BENCH_TCP_FIN)) != 0);
  set_facts (facts, path, frame, length, &tcp, self->n_packets, side == 1 && fixed == 0);
}

static void
next_of_datagrams (BenchTraffic     *self,
                   Flow             *flow,
                   guint8           *frame,
                   BenchPacketFacts *facts)
{
  guint side = flow->step & 1;
  guint16 number = self->n_packets;
  gboolean is_initial = FALSE;
  guint32 length;
  guint8 *payload;

  switch (flow->kind)
    {
    case KIND_QUIC:
      is_initial = !flow->is_silent && flow->step < (flow->is_long_hello ? 2 : 1);
      side = !is_initial && flow->step % 3 != 0;
      length = side == 1 ? 1250 : is_initial ? BENCH_INITIAL_SIZE : 33 + bench_random_below (&self->random, 50);
      break;

    case KIND_VOICE:
      length = 172;
      break;

    default:
      /* echo request and reply of one number */
      number = flow->step;
      length = 56;
    }

  payload = bench_path_begin (&flow->paths[side], frame);
  if (is_initial)
    {
      char name[BENCH_NAME_MAX];
      BenchHello hello;

      get_name (flow, name);
      hello = get_hello (flow, name);
      bench_hello_put_initial (&hello, flow->step, payload);
    }
  else
    {
      put_payload (self, flow, payload, length, side);
    }
  set_facts (facts, &flow->paths[side], frame, length, NULL, number, side == 1);
}

static void
next_of_flows (BenchTraffic     *self,
               guint8           *frame,
               BenchPacketFacts *facts)
{
  Flow *flow;

  facts->in_burst = bench_random_next (&self->random) % 8 != 0;
  /* Some connections are busier than others. */
  if (!facts->in_burst)
    self->current = bench_random_below (&self->random, 1 + bench_random_below (&self->random, self->n_flows));

  flow = &self->flows[self->current];
  if (is_tcp (flow))
    next_of_tcp (self, flow, frame, facts);
  else
    next_of_datagrams (self, flow, frame, facts);
  if (++flow->step == flow->n_steps)
    start_flow (self, flow);
}

static void
next_arp (BenchTraffic     *self,
          guint8           *frame,
          BenchPacketFacts *facts)
{
  BenchEndpoint sender;
  BenchEndpoint target;

  set_client (&sender, bench_zipf_draw (self->clients, &self->random), FALSE);
  set_client (&target, bench_zipf_draw (self->clients, &self->random), FALSE);
  facts->length = bench_packet_put_arp (frame, &sender, &target);
}

static void
next_lookup (BenchTraffic     *self,
             guint8           *frame,
             BenchPacketFacts *facts)
{
  static const guint16 types[4] = { BENCH_DNS_A, BENCH_DNS_A, BENCH_DNS_AAAA, BENCH_DNS_HTTPS };
  Answer *answer = &self->answer;
  gboolean is_wish = self->wish.is_due;
  guint32 client_rank = is_wish ? self->wish.client_rank : bench_zipf_draw (self->clients, &self->random);
  gboolean is_ip6 = is_wish ? self->wish.is_ip6 : draw_is_ip6 (self);
  guint32 draw = bench_random_below (&self->random, 100);
  guint64 name = is_wish ? self->wish.name : bench_zipf_draw (self->names, &self->random);
  BenchEndpoint client;
  BenchEndpoint server;
  BenchPath path;
  guint8 *payload;
  guint length;

  set_client (&client, client_rank, is_ip6);
  client.port = 32768 + bench_random_below (&self->random, 28000);
  set_resolver (&server, is_ip6);
  answer->type = types[bench_random_below (&self->random, G_N_ELEMENTS (types))];
  answer->id = bench_random_next (&self->random);
  if (is_wish)
    answer->type = is_ip6 ? BENCH_DNS_AAAA : BENCH_DNS_A;
  self->wish.is_due = FALSE;

  if (self->shape.distinct_names > 0)
    {
      answer->name_length = bench_name_put_unique (answer->name, self->n_packets % self->shape.distinct_names);
      facts->in_burst = self->n_packets % 8 != 0;
    }
  else if (draw < 3 && !is_wish)
    {
      set_multicast (&server, draw == 0 ? PORT_LLMNR : PORT_MDNS, is_ip6);
      if (draw != 0)
        client.port = PORT_MDNS;
      answer->id = 0;
      answer->name_length = bench_name_put (answer->name, name);
    }
  else if (draw < 6 && !is_wish)
    {
      answer->name_length = bench_name_put_unique (answer->name, bench_random_next (&self->random) % (1 << 30));
    }
  else
    {
      answer->name_length = bench_name_put (answer->name, name);
      /* Some resolvers mix upper and lower case, against forged answers. */
      for (guint i = 1; draw < 12 && i < answer->name_length; i++)
        {
          if (g_ascii_islower (answer->name[i]) && bench_random_next (&self->random) % 2 == 0)
            answer->name[i] = g_ascii_toupper (answer->name[i]);
        }
    }

  bench_path_init (&path, &client, &server, is_ip6, draw_vlan (client_rank), BENCH_IP_UDP, FALSE, FALSE);
  if (server.port != PORT_DNS)
    bench_path_set_hop_limit (&path, server.port == PORT_MDNS ? 255 : 1);
  if (self->shape.distinct_sources > 0)
    set_distinct_source (&path, self->n_packets % self->shape.distinct_sources);
  payload = bench_path_begin (&path, frame);
  length = bench_dns_put_query (payload, answer->id, answer->name, answer->name_length, answer->type);
  set_facts (facts, &path, frame, length, NULL, self->n_packets, FALSE);
  facts->is_lookup = server.port == PORT_DNS;

  /* Some lookups stay without an answer. */
  answer->is_due = facts->is_lookup && self->shape.distinct_names == 0 && draw < 98;
  if (answer->is_due)
    {
      answer->delay = bench_random_below (&self->random, 8);
      for (guint i = 0; i < N_ADDRESSES; i++)
        {
          BenchEndpoint of_name;

          set_server_of_name (&of_name, name, i, answer->type == BENCH_DNS_AAAA);
          memcpy (answer->addresses[i], of_name.address, 16);
        }
      bench_path_init (&answer->path, &server, &client, is_ip6, draw_vlan (client_rank), BENCH_IP_UDP, FALSE, FALSE);
    }
}

static void
next_answer (BenchTraffic     *self,
             guint8           *frame,
             BenchPacketFacts *facts)
{
  Answer *answer = &self->answer;
  guint8 *payload = bench_path_begin (&answer->path, frame);
  guint length = bench_dns_put_answer (payload, answer->id, answer->name, answer->name_length, answer->type,
                                       answer->addresses, N_ADDRESSES);

  answer->is_due = FALSE;
  facts->in_burst = TRUE;
  set_facts (facts, &answer->path, frame, length, NULL, self->n_packets, TRUE);
}

/* A flood of connection attempts, each from another address. */
static void
next_distinct_source (BenchTraffic     *self,
                      guint8           *frame,
                      BenchPacketFacts *facts)
{
  guint64 index = self->n_packets % self->shape.distinct_sources;
  gboolean is_ip6 = index % 100 < self->shape.ip6_percent;
  guint32 fixed = self->shape.packet_size;
  BenchTcp tcp = { .flags = BENCH_TCP_SYN, .sequence = bench_random_next (&self->random) };
  BenchEndpoint client;
  BenchEndpoint server;
  BenchPath path;
  guint8 *payload;
  guint32 length = 0;

  if (fixed > 0 && fixed < 14 + 40 + 20)
    is_ip6 = FALSE;
  set_client (&client, 0, is_ip6);
  set_server (&server, 0, is_ip6);
  server.port = 443;
  bench_path_init (&path, &client, &server, is_ip6, 0, BENCH_IP_TCP, FALSE, fixed > G_MAXUINT16);
  set_distinct_source (&path, index);
  payload = bench_path_begin (&path, frame);
  if (fixed > 0)
    {
      length = fixed - path.header_length;
      put_random (self, payload, length);
    }
  set_facts (facts, &path, frame, length, &tcp, self->n_packets, fixed == 0);
  facts->in_burst = index % 8 != 0;
}

BenchTraffic *
bench_traffic_new (const BenchShape *shape)
{
  BenchTraffic *self = g_new0 (BenchTraffic, 1);

  g_assert (shape->packet_size == 0 || shape->packet_size >= 54);

  self->shape = *shape;
  bench_random_init (&self->random, shape->seed);
  self->clients = bench_zipf_new (N_CLIENTS, 3);
  self->servers = bench_zipf_new (N_SERVERS, 2);
  self->names = bench_zipf_new (N_NAMES, 2);
  bench_name_put_text ((char *) self->text, TEXT_SIZE, shape->seed);
  self->n_flows = shape->one_flow ? 1 : N_FLOWS;
  for (guint i = 0; i < self->n_flows; i++)
    start_flow (self, &self->flows[i]);
  return self;
}

void
bench_traffic_free (BenchTraffic *self)
{
  bench_zipf_free (self->clients);
  bench_zipf_free (self->servers);
  bench_zipf_free (self->names);
  g_free (self);
}

void
bench_traffic_next (BenchTraffic     *self,
                    guint8           *frame,
                    BenchPacketFacts *facts)
{
  gboolean is_mixed = self->shape.packet_size == 0 && !self->shape.one_flow;

  memset (facts, 0, sizeof *facts);
  if (self->shape.distinct_names > 0)
    next_lookup (self, frame, facts);
  else if (self->shape.distinct_sources > 0)
    next_distinct_source (self, frame, facts);
  else if (self->answer.is_due && self->answer.delay-- == 0)
    next_answer (self, frame, facts);
  else if (is_mixed && bench_random_chance (&self->random, ARP_SHARE))
    next_arp (self, frame, facts);
  else if (is_mixed && !self->answer.is_due
           && (self->wish.is_due || bench_random_chance (&self->random, LOOKUP_SHARE)))
    next_lookup (self, frame, facts);
  else
    next_of_flows (self, frame, facts);
  self->n_packets++;
}
