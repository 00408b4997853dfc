/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object-finder.c: finds the files that went over the wire in a capture's packets. */
#include "pv-object-finder-private.h"

#include <arpa/inet.h>
#include <string.h>

#include "pv-dissect.h"
#include "pv-ftp-objects.h"
#include "pv-hash.h"
#include "pv-http-objects.h"
#include "pv-stream-order.h"
#include "pv-tftp-objects.h"

/* Connections remembered, and bytes that are kept for all of them. */
#define MAX_CONNECTIONS 16384
#define MAX_TOTAL ((gsize) 64 * 1024 * 1024)

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
  PvObjectFinder *finder;
  PvEndpoint ends[2]; /* the smaller one first */
  Kind kind;
  Side sides[2];
  PvHttpObjects http;
  PvFtpSession *session; /* (nullable): of a control connection */
  guint server; /* of a control connection, which end is the server */
  PvFtpData data; /* of a data connection */
  GList link; /* among all, the one that was used last first */
} Connection;

struct _PvObjectFinder
{
  const PvObjectSink *sink;
  gpointer user_data;
  gboolean is_over; /* the sink wants no more, or memory is out */

  GHashTable *connections; /* of Connection, as a set by its ends */
  GQueue used;
  PvFtpExpected *expected;
  PvTftpObjects *tftp;
  gsize total;

  PvStreamStamp now; /* of the packet that is looked at */
  PvStreamStamp stamp; /* of the one that the bytes came in that are handed on */
  guint side; /* which end of the connection sent the bytes that are handed on */

  GPtrArray *objects; /* those that have ended */
  guint64 n_begun;
};

/* --- What protocols ask for --- */

/* Tables of endpoints have the seed of the program: nobody who makes a capture knows it. */
static const PvHashSeed *
get_seed (void)
{
  static gsize is_done;
  static PvHashSeed seed;

  if (g_once_init_enter (&is_done))
    {
      pv_hash_seed_init (&seed);
      g_once_init_leave (&is_done, 1);
    }

  return &seed;
}

void
pv_endpoint_init (PvEndpoint   *self,
                  const guint8 *address,
                  guint8        size,
                  guint16       port)
{
  memset (self, 0, sizeof *self);
  memcpy (self->address, address, size);
  self->size = size;
  self->port = port;
}

guint
pv_endpoint_hash (gconstpointer endpoint)
{
  return (guint) pv_hash (get_seed (), endpoint, sizeof (PvEndpoint));
}

gboolean
pv_endpoint_equal (gconstpointer a,
                   gconstpointer b)
{
  return memcmp (a, b, sizeof (PvEndpoint)) == 0;
}

void
pv_endpoint_append (const PvEndpoint *self,
                    guint16           usual_port,
                    GString          *url)
{
  char text[INET6_ADDRSTRLEN];

  inet_ntop (self->size == 4 ? AF_INET : AF_INET6, self->address, text, sizeof text);
  g_string_append_printf (url, self->size == 4 ? "%s" : "[%s]", text);
  if (self->port != usual_port)
    g_string_append_printf (url, ":%u", self->port);
}

PvObject *
pv_object_new (PvObjectProtocol  protocol,
               const PvEndpoint *client,
               const PvEndpoint *server,
               gboolean          is_upload)
{
  PvObject *object = g_new0 (PvObject, 1);

  object->protocol = protocol;
  object->is_upload = is_upload;
  object->address_size = client->size;
  memcpy (object->client, client->address, sizeof object->client);
  memcpy (object->server, server->address, sizeof object->server);
  object->client_port = client->port;
  object->server_port = server->port;

  return object;
}

char *
pv_object_dup_name (const char *path,
                    gsize       length)
{
  gsize start = length;
  g_autofree char *name = NULL;

  while (start > 0 && path[start - 1] != '/' && path[start - 1] != '\\')
    start--;
  if (start == length)
    return NULL;

  name = g_utf8_make_valid (path + start, (gssize) MIN (length - start, PV_OBJECT_NAME_MAX));

  return name[0] != '\0' ? g_steal_pointer (&name) : NULL;
}

void
pv_object_append_path (GString    *url,
                       const char *path,
                       gsize       length)
{
  if (length == 0 || path[0] != '/')
    g_string_append_c (url, '/');
  for (gsize i = 0; i < length && url->len < PV_OBJECT_URL_MAX; i++)
    {
      guint8 byte = (guint8) path[i];

      if (byte > 0x20 && byte < 0x7f && strchr ("%?#\"<>", byte) == NULL)
        g_string_append_c (url, (char) byte);
      else
        g_string_append_printf (url, "%%%02X", byte);
    }
}

PvObjectBody *
pv_object_finder_begin (PvObjectFinder *self,
                        PvObject       *object,
                        PvHttpCoding    coding)
{
  PvObjectBody *body;

  if (self->is_over)
    {
      pv_object_free (object);
      return NULL;
    }

  object->index = self->n_begun++;
  object->packet = self->stamp.packet;
  object->time_ns = self->stamp.time_ns;
  body = pv_object_body_new (object, coding, self->sink, self->user_data, &self->total);
  if (body == NULL)
    self->is_over = TRUE;

  return body;
}

void
pv_object_finder_put (PvObjectFinder *self,
                      PvObjectBody   *body,
                      const guint8   *data,
                      gsize           n)
{
  if (body != NULL && !self->is_over && !pv_object_body_add (body, data, n))
    self->is_over = TRUE;
}

void
pv_object_finder_put_gap (PvObjectFinder *self,
                          PvObjectBody   *body,
                          guint64         n)
{
  if (body != NULL && !self->is_over && !pv_object_body_gap (body, n))
    self->is_over = TRUE;
}

void
pv_object_finder_finish (PvObjectFinder  *self,
                         PvObjectBody   **body,
                         guint64          missing,
                         gboolean         is_whole)
{
  gboolean ok;

  if (*body == NULL)
    return;

  if (self->is_over)
    {
      g_clear_pointer (body, pv_object_body_free);
      return;
    }
  g_ptr_array_add (self->objects, pv_object_body_end (g_steal_pointer (body), missing, is_whole, &ok));
  if (!ok)
    self->is_over = TRUE;
}

void
pv_object_finder_set_stamp (PvObjectFinder      *self,
                            const PvStreamStamp *stamp)
{
  self->stamp = *stamp;
}

gsize *
pv_object_finder_get_total (PvObjectFinder *self)
{
  return &self->total;
}

/* --- Connections --- */

static guint
connection_hash (gconstpointer data)
{
  const Connection *self = data;

  return (guint) pv_hash (get_seed (), (const guint8 *) self->ends, sizeof self->ends);
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
    self->sides[i].order.total = &self->finder->total;
  pv_http_objects_init (&self->http, self->finder, self->ends);
  self->session = NULL;
  self->data = (PvFtpData){ 0 };

  if (pv_ftp_expected_has (self->finder->expected, self->ends))
    {
      self->kind = KIND_FTP_DATA;
      pv_ftp_data_init (&self->data, pv_ftp_expected_take (self->finder->expected, self->ends));
    }
}

static void
become_control (Connection *self,
                guint       server)
{
  self->kind = KIND_FTP_CONTROL;
  self->server = server;
  self->session = pv_ftp_session_new (&self->ends[!server], &self->ends[server]);
}

/* Whether the connection is one that controls FTP: by its port, or by what the server greets with. */
static void
look_for_control (Connection   *self,
                  guint         side,
                  const guint8 *data,
                  guint32       n)
{
  if (self->ends[0].port == PV_FTP_PORT || self->ends[1].port == PV_FTP_PORT)
    become_control (self, self->ends[1].port == PV_FTP_PORT);
  else if (self->sides[side].is_fresh && n >= 4 && memcmp (data, "220", 3) == 0 && (data[3] == ' ' || data[3] == '-'))
    become_control (self, side);
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
  PvObjectFinder *finder = self->finder;
  guint side = finder->side;

  finder->stamp = *stamp;
  if (self->kind == KIND_HTTP && self->http.sides[side].step == 0)
    look_for_control (self, side, data, n);
  self->sides[side].is_fresh = FALSE;

  switch (self->kind)
    {
    case KIND_FTP_CONTROL:
      pv_ftp_session_bytes (self->session, finder->expected, side == self->server, data, n);
      break;
    case KIND_FTP_DATA:
      pv_ftp_data_bytes (&self->data, finder, self->ends, side, data, n);
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
  PvObjectFinder *finder = self->finder;
  guint side = finder->side;

  finder->stamp = *stamp;
  self->sides[side].is_fresh = FALSE;
  switch (self->kind)
    {
    case KIND_FTP_CONTROL:
      pv_ftp_session_gap (self->session, side == self->server);
      break;
    case KIND_FTP_DATA:
      pv_ftp_data_gap (&self->data, finder, self->ends, side, n);
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
  PvObjectFinder *finder = self->finder;

  if (self->sides[side].is_closed)
    return;

  finder->side = side;
  pv_stream_order_flush (&self->sides[side].order, &funcs, self);
  self->sides[side].is_closed = TRUE;
  if (self->kind == KIND_FTP_DATA)
    pv_ftp_data_close (&self->data, finder, side, is_clean && self->sides[side].has_syn);
  else if (self->kind == KIND_HTTP)
    pv_http_objects_close (&self->http, side, is_clean);
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
forget_oldest (PvObjectFinder *self)
{
  Connection *connection = self->used.tail->data;

  end_connection (connection);
  g_queue_unlink (&self->used, &connection->link);
  g_hash_table_remove (self->connections, connection);
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
is_worthwhile (PvObjectFinder     *self,
               const PvTcpSegment *segment,
               const PvEndpoint   *ends)
{
  if ((segment->flags & TCP_RST) != 0)
    return FALSE;

  return (segment->flags & TCP_SYN) != 0
         || (segment->payload_length > 0
             && (ends[0].port == PV_FTP_PORT || ends[1].port == PV_FTP_PORT
                 || pv_http_objects_begins (segment->payload, segment->payload_length)))
         || (segment->wire_length > 0 && pv_ftp_expected_has (self->expected, ends));
}

static Connection *
find_connection (PvObjectFinder     *self,
                 const PvTcpSegment *segment,
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

  connection = g_hash_table_lookup (self->connections, &wanted);
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
      self->is_over = TRUE;
      return NULL;
    }

  connection->finder = self;
  memcpy (connection->ends, wanted.ends, sizeof wanted.ends);
  connection->link.data = connection;
  connection_begin (connection);
  g_hash_table_add (self->connections, connection);
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

static void
add_segment (PvObjectFinder     *self,
             const PvTcpSegment *segment)
{
  Connection *connection;
  Side *side;
  guint i;

  connection = find_connection (self, segment, &i);
  if (connection == NULL)
    return;

  side = &connection->sides[i];
  if (is_of_another (side, segment))
    begin_anew (connection);

  self->now.acknowledged = segment->acknowledged;
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
                           segment->wire_length, hold, &self->now, &funcs, connection);
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

/* --- */

PvObjectFinder *
pv_object_finder_new (const PvObjectSink *sink,
                      gpointer            user_data)
{
  PvObjectFinder *self = g_try_new0 (PvObjectFinder, 1);

  if (self == NULL)
    return NULL;

  self->sink = sink;
  self->user_data = user_data;
  self->connections = g_hash_table_new (connection_hash, connection_equal);
  g_queue_init (&self->used);
  self->expected = pv_ftp_expected_new ();
  self->tftp = pv_tftp_objects_new (self);
  self->objects = g_ptr_array_new_with_free_func ((GDestroyNotify) pv_object_free);

  return self;
}

void
pv_object_finder_free (PvObjectFinder *self)
{
  if (self == NULL)
    return;

  for (GList *l = self->used.head; l != NULL;)
    {
      GList *next = l->next;

      connection_free (l->data);
      l = next;
    }
  g_hash_table_unref (self->connections);
  pv_tftp_objects_free (self->tftp);
  pv_ftp_expected_free (self->expected);
  g_ptr_array_unref (self->objects);
  g_free (self);
}

gboolean
pv_object_finder_add (PvObjectFinder *self,
                      const PvRecord *record,
                      guint64         packet)
{
  PvFacts facts;

  g_return_val_if_fail (self != NULL && record != NULL, FALSE);

  pv_dissect_all (record, &facts);
  self->now = (PvStreamStamp){ packet, record->time_ns, 0 };
  if (facts.has_segment)
    add_segment (self, &facts.segment);
  else if (facts.has_datagram)
    pv_tftp_objects_add (self->tftp, &facts.datagram, &self->now);

  while (self->total > MAX_TOTAL && self->used.length > 0)
    forget_oldest (self);
  while (self->total > MAX_TOTAL && pv_tftp_objects_end_oldest (self->tftp))
    ;

  return !self->is_over;
}

gboolean
pv_object_finder_end (PvObjectFinder *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  while (self->used.length > 0)
    forget_oldest (self);
  while (pv_tftp_objects_end_oldest (self->tftp))
    ;

  return !self->is_over;
}

static int
compare_objects (gconstpointer a,
                 gconstpointer b)
{
  const PvObject *object = *(PvObject *const *) a;
  const PvObject *other = *(PvObject *const *) b;

  return object->index < other->index ? -1 : object->index > other->index;
}

GPtrArray *
pv_object_finder_steal_objects (PvObjectFinder *self)
{
  GPtrArray *objects;

  g_return_val_if_fail (self != NULL, NULL);

  g_ptr_array_sort (self->objects, compare_objects);
  objects = g_steal_pointer (&self->objects);
  self->objects = g_ptr_array_new_with_free_func ((GDestroyNotify) pv_object_free);

  return objects;
}
