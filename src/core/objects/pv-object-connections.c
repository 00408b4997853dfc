/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object-connections.c: TCP connections, and what goes over them. */
#include "pv-object-connections.h"

#include <string.h>

#include "pv-ftp-objects.h"
#include "pv-http-objects.h"
#include "pv-imap-objects.h"
#include "pv-pop-objects.h"
#include "pv-smtp-objects.h"

#define MAX_CONNECTIONS 16384

/* Segments that lie further apart are of different connections between the same ports. */
#define MAX_APART (64 * 1024 * 1024)
/* A SYN may come so many bytes late. */
#define MAX_LATE (256 * 1024)

#define TCP_FIN 0x01
#define TCP_SYN 0x02
#define TCP_RST 0x04
#define TCP_ACK 0x10

typedef enum
{
  KIND_HTTP, /* or nothing that is known */
  KIND_FTP_CONTROL,
  KIND_FTP_DATA,
  KIND_SMTP,
  KIND_IMAP,
  KIND_POP,
} Kind;

/* What one end of a connection sends. */
typedef struct
{
  PvStreamOrder order;
  guint32 first; /* sequence number of the first byte known of */
  guint32 end; /* sequence number of its FIN */
  gboolean has_end;
  gboolean is_closed;
  gboolean is_fresh; /* nothing came since its SYN */
  gboolean has_syn; /* the first byte known of is the first that was sent */
} Side;

typedef struct
{
  PvObjectConnections *all;
  PvEndpoint ends[2]; /* the smaller one first */
  Kind kind;
  Side sides[2];
  guint server; /* which end is the server, where that is known */
  PvHttpObjects http;
  PvFtpSession *session; /* (nullable): of a control connection */
  PvFtpData data; /* of a data connection */
  PvSmtpSession *smtp; /* (nullable) */
  PvImapSession *imap; /* (nullable) */
  PvPopSession *pop; /* (nullable) */
  GList link; /* among all, the one that was used last first */
} Connection;

struct _PvObjectConnections
{
  PvObjectFinder *finder;
  GHashTable *by_ends; /* of Connection, as a set by its ends */
  GQueue used;
  PvFtpExpected *expected;
  guint side; /* which end of the connection sent the bytes that are handed on */
};

static guint
connection_hash (gconstpointer data)
{
  const Connection *self = data;

  return (guint) pv_hash (pv_endpoint_get_seed (), (const guint8 *) self->ends, sizeof self->ends);
}

static gboolean
connection_equal (gconstpointer a,
                  gconstpointer b)
{
  return memcmp (((const Connection *) a)->ends, ((const Connection *) b)->ends, sizeof ((Connection *) 0)->ends) == 0;
}

static void
connection_clear (Connection *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->sides); i++)
    pv_stream_order_clear (&self->sides[i].order);
  pv_http_objects_clear (&self->http);
  g_clear_pointer (&self->session, pv_ftp_session_unref);
  pv_ftp_data_clear (&self->data);
  g_clear_pointer (&self->smtp, pv_smtp_session_free);
  g_clear_pointer (&self->imap, pv_imap_session_free);
  g_clear_pointer (&self->pop, pv_pop_session_free);
}

static void
connection_free (Connection *self)
{
  connection_clear (self);
  g_free (self);
}

/* A connection about which only the ends are known. */
static void
connection_begin (Connection *self)
{
  self->kind = KIND_HTTP;
  memset (self->sides, 0, sizeof self->sides);
  for (guint i = 0; i < G_N_ELEMENTS (self->sides); i++)
    self->sides[i].order.total = pv_object_finder_get_total (self->all->finder);
  pv_http_objects_init (&self->http, self->all->finder, self->ends);
  self->session = NULL;
  self->data = (PvFtpData){ 0 };

  if (pv_ftp_expected_has (self->all->expected, self->ends))
    {
      self->kind = KIND_FTP_DATA;
      pv_ftp_data_init (&self->data, pv_ftp_expected_take (self->all->expected, self->ends));
    }
}

/* Which protocol is known by a port; KIND_HTTP where none is. */
static Kind
get_kind_of_port (guint16 port)
{
  switch (port)
    {
    case PV_FTP_PORT:
      return KIND_FTP_CONTROL;
    case PV_SMTP_PORT:
    case PV_SUBMISSION_PORT:
      return KIND_SMTP;
    case PV_IMAP_PORT:
      return KIND_IMAP;
    case PV_POP_PORT:
      return KIND_POP;
    default:
      return KIND_HTTP;
    }
}

/* Which protocol a server greets in; KIND_HTTP where none is known. */
static Kind
get_kind_of_greeting (const guint8 *data,
                      guint32       n)
{
  PvHttpText text = { data, n };
  const guint8 *end = memchr (data, '\n', n);

  if (end != NULL)
    text.length = (guint32) (end - data);
  if (pv_http_text_begins (&text, "* OK"))
    return KIND_IMAP;
  if (pv_http_text_begins (&text, "+OK"))
    return KIND_POP;
  if (!pv_http_text_begins (&text, "220 ") && !pv_http_text_begins (&text, "220-"))
    return KIND_HTTP;

  for (guint32 i = 4; i + 4 <= text.length; i++)
    if (g_ascii_strncasecmp ((const char *) data + i, "SMTP", 4) == 0)
      return KIND_SMTP;

  return KIND_FTP_CONTROL;
}

/* Tells which protocol a connection speaks: by its port, or by what the server greets with. */
static void
look_for_kind (Connection   *self,
               guint         side,
               const guint8 *data,
               guint32       n)
{
  PvObjectFinder *finder = self->all->finder;
  const PvEndpoint *client;
  const PvEndpoint *server;

  self->server = get_kind_of_port (self->ends[1].port) != KIND_HTTP;
  self->kind = get_kind_of_port (self->ends[self->server].port);
  if (self->kind == KIND_HTTP && self->sides[side].is_fresh)
    {
      self->server = side;
      self->kind = get_kind_of_greeting (data, n);
    }

  client = &self->ends[!self->server];
  server = &self->ends[self->server];
  if (self->kind == KIND_FTP_CONTROL)
    self->session = pv_ftp_session_new (client, server, pv_object_finder_get_total (finder));
  else if (self->kind == KIND_SMTP)
    self->smtp = pv_smtp_session_new (finder, client, server);
  else if (self->kind == KIND_IMAP)
    self->imap = pv_imap_session_new (finder, client, server);
  else if (self->kind == KIND_POP)
    self->pop = pv_pop_session_new (finder, client, server);
}

static void
on_bytes (const guint8        *data,
          guint32              n,
          guint32              sequence,
          gboolean             begins,
          const PvStreamStamp *stamp,
          gpointer             user_data)
{
  Connection *self = user_data;
  PvObjectConnections *all = self->all;
  guint side = all->side;

  pv_object_finder_set_stamp (all->finder, stamp);
  if (self->kind == KIND_HTTP && self->http.sides[side].step == 0)
    look_for_kind (self, side, data, n);
  self->sides[side].is_fresh = FALSE;

  switch (self->kind)
    {
    case KIND_FTP_CONTROL:
      pv_ftp_session_bytes (self->session, all->expected, side == self->server, data, n);
      break;
    case KIND_FTP_DATA:
      pv_ftp_data_bytes (&self->data, all->finder, self->ends, side, data, n);
      break;
    case KIND_SMTP:
      pv_smtp_session_bytes (self->smtp, side == self->server, data, n);
      break;
    case KIND_IMAP:
      pv_imap_session_bytes (self->imap, side == self->server, data, n);
      break;
    case KIND_POP:
      pv_pop_session_bytes (self->pop, side == self->server, data, n);
      break;
    case KIND_HTTP:
    default:
      pv_http_objects_bytes (&self->http, side, data, n, sequence, stamp->acknowledged, begins);
      break;
    }
}

static void
on_gap (guint32              n,
        const PvStreamStamp *stamp,
        gpointer             user_data)
{
  Connection *self = user_data;
  PvObjectConnections *all = self->all;
  guint side = all->side;

  pv_object_finder_set_stamp (all->finder, stamp);
  self->sides[side].is_fresh = FALSE;
  switch (self->kind)
    {
    case KIND_FTP_CONTROL:
      pv_ftp_session_gap (self->session, side == self->server);
      break;
    case KIND_FTP_DATA:
      pv_ftp_data_gap (&self->data, all->finder, self->ends, side, n);
      break;
    case KIND_SMTP:
      pv_smtp_session_gap (self->smtp, side == self->server, n);
      break;
    case KIND_IMAP:
      pv_imap_session_gap (self->imap, side == self->server, n);
      break;
    case KIND_POP:
      pv_pop_session_gap (self->pop, side == self->server, n);
      break;
    case KIND_HTTP:
    default:
      pv_http_objects_gap (&self->http, side, n);
      break;
    }
}

static const PvStreamOrderFuncs funcs = { on_bytes, on_gap };

/* Nothing more comes from @side. */
static void
close_side (Connection *self,
            guint       side,
            gboolean    is_clean)
{
  PvObjectConnections *all = self->all;

  if (self->sides[side].is_closed)
    return;

  all->side = side;
  pv_stream_order_flush (&self->sides[side].order, &funcs, self);
  self->sides[side].is_closed = TRUE;
  switch (self->kind)
    {
    case KIND_FTP_DATA:
      pv_ftp_data_close (&self->data, all->finder, side, is_clean && self->sides[side].has_syn);
      break;
    case KIND_SMTP:
      pv_smtp_session_close (self->smtp, side == self->server);
      break;
    case KIND_IMAP:
      pv_imap_session_close (self->imap, side == self->server);
      break;
    case KIND_POP:
      pv_pop_session_close (self->pop, side == self->server);
      break;
    case KIND_HTTP:
      pv_http_objects_close (&self->http, side, is_clean);
      break;
    case KIND_FTP_CONTROL:
    default:
      break;
    }
}

/* Ends what is unfinished. */
static void
end_connection (Connection *self)
{
  close_side (self, 0, FALSE);
  close_side (self, 1, FALSE);
}

/* Ends and forgets the connection that has been idle for longest. */
static void
forget_oldest (PvObjectConnections *self)
{
  Connection *connection = self->used.tail->data;

  end_connection (connection);
  g_queue_unlink (&self->used, &connection->link);
  g_hash_table_remove (self->by_ends, connection);
  connection_free (connection);
}

/* Lets another connection begin between the same ends. */
static void
begin_anew (Connection *self)
{
  end_connection (self);
  connection_clear (self);
  connection_begin (self);
}

/* Whether a segment of a connection that nothing is known of is worth to be remembered. */
static gboolean
is_worthwhile (PvObjectConnections *self,
               const PvTcpSegment  *segment,
               const PvEndpoint   *ends)
{
  if ((segment->flags & TCP_RST) != 0)
    return FALSE;

  return (segment->flags & TCP_SYN) != 0
         || (segment->payload_length > 0
             && (get_kind_of_port (ends[0].port) != KIND_HTTP || get_kind_of_port (ends[1].port) != KIND_HTTP
                 || pv_http_objects_begins (segment->payload, segment->payload_length)))
         || (segment->wire_length > 0 && pv_ftp_expected_has (self->expected, ends));
}

static Connection *
find_connection (PvObjectConnections *self,
                 const PvTcpSegment  *segment,
                 guint              *side)
{
  Connection wanted;
  Connection *connection;
  PvEndpoint source;
  PvEndpoint destination;

  pv_endpoint_init (&source, segment->client, segment->address_size, segment->client_port);
  pv_endpoint_init (&destination, segment->server, segment->address_size, segment->server_port);
  *side = memcmp (&source, &destination, sizeof source) > 0;
  wanted.ends[*side] = source;
  wanted.ends[!*side] = destination;

  connection = g_hash_table_lookup (self->by_ends, &wanted);
  if (connection != NULL)
    {
      g_queue_unlink (&self->used, &connection->link);
      g_queue_push_head_link (&self->used, &connection->link);
      return connection;
    }

  if (!is_worthwhile (self, segment, wanted.ends))
    return NULL;
  if (self->used.length >= MAX_CONNECTIONS)
    forget_oldest (self);
  connection = g_try_new0 (Connection, 1);
  if (connection == NULL)
    {
      pv_object_finder_give_up (self->finder);
      return NULL;
    }

  connection->all = self;
  memcpy (connection->ends, wanted.ends, sizeof wanted.ends);
  connection->link.data = connection;
  connection_begin (connection);
  g_hash_table_add (self->by_ends, connection);
  g_queue_push_head_link (&self->used, &connection->link);

  return connection;
}

/* Whether a segment cannot be of the connection that is known between its ends. */
static gboolean
is_of_another (const Side         *side,
               const PvTcpSegment *segment)
{
  gint32 ahead = (gint32) (segment->sequence - side->order.next);

  if (!side->order.is_known)
    return FALSE;
  /* a SYN that comes late, or again, is of this one */
  if ((segment->flags & TCP_SYN) != 0)
    return segment->sequence != side->first && (side->has_syn || side->first - segment->sequence > MAX_LATE);

  return segment->wire_length > 0 && (ahead > MAX_APART || ahead < -MAX_APART);
}

void
pv_object_connections_add (PvObjectConnections *self,
                           const PvTcpSegment  *segment,
                           const PvStreamStamp *stamp)
{
  PvStreamStamp now = *stamp;
  Connection *connection;
  Side *side;
  guint i;

  connection = find_connection (self, segment, &i);
  if (connection == NULL)
    return;

  side = &connection->sides[i];
  if (is_of_another (side, segment))
    begin_anew (connection);

  now.acknowledged = segment->acknowledged;
  if ((segment->flags & TCP_RST) != 0)
    {
      end_connection (connection);
      return;
    }

  if (!side->order.is_known && ((segment->flags & TCP_SYN) != 0 || segment->wire_length > 0))
    {
      side->order.is_known = TRUE;
      side->order.next = side->first = segment->sequence;
      side->is_fresh = side->has_syn = (segment->flags & TCP_SYN) != 0;
      if (side->is_fresh)
        pv_http_objects_set_fresh (&connection->http, i);
    }

  if (!side->is_closed && side->order.is_known)
    {
      gboolean hold = connection->kind != KIND_HTTP || pv_http_objects_is_busy (&connection->http, i);

      self->side = i;
      pv_stream_order_add (&side->order, segment->sequence, segment->payload, segment->payload_length,
                           segment->wire_length, hold, &now, &funcs, connection);
      if ((segment->flags & TCP_FIN) != 0)
        {
          side->has_end = TRUE;
          side->end = segment->sequence + segment->wire_length;
        }
      if (side->has_end && side->order.next == side->end)
        close_side (connection, i, TRUE);
    }

  if ((segment->flags & TCP_ACK) != 0 && !connection->sides[!i].is_closed)
    {
      self->side = !i;
      pv_stream_order_acknowledge (&connection->sides[!i].order, segment->acknowledged, &funcs, connection);
    }
}

PvObjectConnections *
pv_object_connections_new (PvObjectFinder *finder)
{
  PvObjectConnections *self = g_new0 (PvObjectConnections, 1);

  self->finder = finder;
  self->by_ends = g_hash_table_new (connection_hash, connection_equal);
  g_queue_init (&self->used);
  self->expected = pv_ftp_expected_new ();

  return self;
}

void
pv_object_connections_free (PvObjectConnections *self)
{
  if (self == NULL)
    return;

  for (GList *l = self->used.head; l != NULL;)
    {
      GList *next = l->next;

      connection_free (l->data);
      l = next;
    }
  g_hash_table_unref (self->by_ends);
  pv_ftp_expected_free (self->expected);
  g_free (self);
}

gboolean
pv_object_connections_end_oldest (PvObjectConnections *self)
{
  if (self->used.length == 0)
    return FALSE;
  forget_oldest (self);

  return TRUE;
}
