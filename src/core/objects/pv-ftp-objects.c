/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-ftp-objects.c: transfers of FTP (RFC 959), which its control connections announce. */
#include "pv-ftp-objects.h"

#include "pv-ftp.h"
#include "pv-line-reader.h"

#define MAX_EXPECTED 1024
#define MAX_FOLDER PV_OBJECT_NAME_MAX

struct _PvFtpSession
{
  guint ref_count;
  PvEndpoint client;
  PvEndpoint server;
  PvLineReader lines[2]; /* of the client and of the server */
  guint serial; /* counts what opens data connections */
  PvFtpLine transfer; /* what was asked for */
  char *path; /* (nullable) of it */
  char *folder; /* (nullable): where the session is; not known at first */
  char *next_folder; /* (nullable): where it was told to go */
  gboolean has_size;
  guint64 size;
  guint64 asked_offset; /* where the next transfer is to begin, if the server agrees */
  guint64 next_offset; /* where it does */
  guint64 offset; /* where this one did */
};

typedef struct
{
  PvEndpoint endpoint;
  PvFtpSession *session;
} Expected;

struct _PvFtpExpected
{
  GHashTable *by_endpoint; /* of GList * in queue, by Expected's endpoint */
  GQueue queue;
};

static PvFtpSession *
session_ref (PvFtpSession *self)
{
  self->ref_count++;

  return self;
}

static void
expected_free (gpointer data)
{
  Expected *self = data;

  pv_ftp_session_unref (self->session);
  g_free (self);
}

PvFtpExpected *
pv_ftp_expected_new (void)
{
  PvFtpExpected *self = g_new0 (PvFtpExpected, 1);

  self->by_endpoint = g_hash_table_new (pv_endpoint_hash, pv_endpoint_equal);
  g_queue_init (&self->queue);

  return self;
}

void
pv_ftp_expected_free (PvFtpExpected *self)
{
  g_hash_table_unref (self->by_endpoint);
  g_queue_clear_full (&self->queue, expected_free);
  g_free (self);
}

static void
forget (PvFtpExpected *self,
        GList         *link)
{
  Expected *expected = link->data;

  g_hash_table_remove (self->by_endpoint, &expected->endpoint);
  g_queue_delete_link (&self->queue, link);
  expected_free (expected);
}

static void
expect (PvFtpExpected    *self,
        PvFtpSession     *session,
        const PvEndpoint *endpoint)
{
  GList *link = g_hash_table_lookup (self->by_endpoint, endpoint);
  Expected *expected;

  if (link != NULL)
    forget (self, link);
  else if (self->queue.length >= MAX_EXPECTED)
    forget (self, self->queue.head);

  expected = g_new (Expected, 1);
  expected->endpoint = *endpoint;
  expected->session = session_ref (session);
  g_queue_push_tail (&self->queue, expected);
  g_hash_table_insert (self->by_endpoint, &expected->endpoint, self->queue.tail);
}

PvFtpSession *
pv_ftp_expected_take (PvFtpExpected    *self,
                      const PvEndpoint *ends)
{
  for (guint i = 0; i < 2; i++)
    {
      GList *link = g_hash_table_lookup (self->by_endpoint, &ends[i]);

      if (link != NULL)
        {
          PvFtpSession *session = session_ref (((Expected *) link->data)->session);

          forget (self, link);
          return session;
        }
    }

  return NULL;
}

gboolean
pv_ftp_expected_has (PvFtpExpected    *self,
                     const PvEndpoint *ends)
{
  return self->queue.length > 0
         && (g_hash_table_contains (self->by_endpoint, &ends[0]) || g_hash_table_contains (self->by_endpoint, &ends[1]));
}

PvFtpSession *
pv_ftp_session_new (const PvEndpoint *client,
                    const PvEndpoint *server,
                    gsize            *total)
{
  PvFtpSession *self = g_new0 (PvFtpSession, 1);

  self->ref_count = 1;
  self->client = *client;
  self->server = *server;
  self->lines[0].total = self->lines[1].total = total;

  return self;
}

void
pv_ftp_session_unref (PvFtpSession *self)
{
  if (self == NULL || --self->ref_count > 0)
    return;

  pv_line_reader_clear (&self->lines[0]);
  pv_line_reader_clear (&self->lines[1]);
  g_free (self->path);
  g_free (self->folder);
  g_free (self->next_folder);
  g_free (self);
}

static char *
dup_text (const PvHttpText *text)
{
  return g_strndup ((const char *) text->data, MIN (text->length, PV_OBJECT_NAME_MAX));
}

/* Where a path leads from the session's folder; NULL where that is not known. (transfer full) (nullable) */
static char *
resolve (PvFtpSession *self,
         const char   *path)
{
  if (path[0] == '/' || self->folder == NULL)
    return g_strdup (path);

  return g_strconcat (self->folder, g_str_has_suffix (self->folder, "/") ? "" : "/", path, NULL);
}

static void
on_endpoint (PvFtpSession      *self,
             PvFtpExpected     *expected,
             gboolean           of_server,
             const PvFtpSaying *saying)
{
  const PvEndpoint *speaker = of_server ? &self->server : &self->client;
  PvEndpoint endpoint = *speaker;

  self->serial++;
  self->transfer = PV_FTP_OTHER;
  self->has_size = FALSE;
  g_clear_pointer (&self->path, g_free);

  /* the address that is told may be that behind a translator; the speaker's own is then the one on the wire */
  endpoint.port = saying->port;
  expect (expected, self, &endpoint);
  if (saying->address_size == endpoint.size && memcmp (saying->address, endpoint.address, endpoint.size) != 0)
    {
      pv_endpoint_init (&endpoint, saying->address, saying->address_size, saying->port);
      expect (expected, self, &endpoint);
    }
}

static void
on_command (PvFtpSession  *self,
            PvFtpExpected *expected,
            PvHttpText     line)
{
  PvFtpSaying saying;
  g_autofree char *path = NULL;

  pv_ftp_command_read (line, &saying);
  switch (saying.line)
    {
    case PV_FTP_ENDPOINT:
      on_endpoint (self, expected, FALSE, &saying);
      break;
    case PV_FTP_RETRIEVE:
    case PV_FTP_STORE:
    case PV_FTP_LIST:
      self->transfer = saying.line;
      self->offset = saying.line != PV_FTP_LIST ? self->next_offset : 0;
      self->next_offset = 0;
      path = dup_text (&saying.text);
      g_free (self->path);
      self->path = resolve (self, path);
      break;
    case PV_FTP_FOLDER:
      path = dup_text (&saying.text);
      g_free (self->next_folder);
      self->next_folder = resolve (self, path);
      break;
    case PV_FTP_RESTART:
      self->asked_offset = saying.size;
      break;
    default:
      break;
    }
}

static void
on_reply (PvFtpSession  *self,
          PvFtpExpected *expected,
          PvHttpText     line)
{
  PvFtpSaying saying;

  pv_ftp_reply_read (line, &saying);
  switch (saying.line)
    {
    case PV_FTP_ENDPOINT:
      on_endpoint (self, expected, TRUE, &saying);
      break;
    case PV_FTP_FOLDER:
      g_free (self->folder);
      self->folder = dup_text (&saying.text);
      break;
    case PV_FTP_OPENING:
      self->has_size = saying.has_size;
      self->size = saying.size;
      break;
    default:
      /* the change of folders was done */
      if (pv_http_text_begins (&line, "250 ") && self->next_folder != NULL && strlen (self->next_folder) <= MAX_FOLDER)
        {
          g_free (self->folder);
          self->folder = g_steal_pointer (&self->next_folder);
        }
      if (pv_http_text_begins (&line, "5"))
        g_clear_pointer (&self->next_folder, g_free);
      if (pv_http_text_begins (&line, "350 "))
        self->next_offset = self->asked_offset;
      break;
    }
}

void
pv_ftp_session_bytes (PvFtpSession  *self,
                      PvFtpExpected *expected,
                      gboolean       of_server,
                      const guint8  *data,
                      guint32        n)
{
  while (n > 0)
    {
      PvHttpText line;
      gboolean is_end;
      guint32 taken = pv_line_reader_take (&self->lines[of_server], data, n, &line, &is_end);

      if (line.data != NULL)
        (of_server ? on_reply : on_command) (self, expected, line);
      data += taken;
      n -= taken;
    }
}

void
pv_ftp_session_gap (PvFtpSession *self,
                    gboolean      of_server)
{
  pv_line_reader_lose (&self->lines[of_server]);
}

void
pv_ftp_data_init (PvFtpData    *self,
                  PvFtpSession *session)
{
  *self = (PvFtpData){ .session = session, .serial = session->serial };
}

void
pv_ftp_data_clear (PvFtpData *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->bodies); i++)
    g_clear_pointer (&self->bodies[i], pv_object_body_free);
  g_clear_pointer (&self->session, pv_ftp_session_unref);
}

static gboolean
is_current (const PvFtpData *self)
{
  return self->serial == self->session->serial;
}

static void
begin (PvFtpData        *self,
       PvObjectFinder   *finder,
       const PvEndpoint *ends,
       guint             side)
{
  PvFtpSession *session = self->session;
  gboolean is_upload;
  PvEndpoint client = session->client;
  PvEndpoint server = session->server;
  PvObject *object;

  if (self->bodies[side] != NULL || self->is_list)
    return;
  if (is_current (self) && session->transfer == PV_FTP_LIST)
    {
      self->is_list = TRUE;
      return;
    }

  is_upload = memcmp (ends[side].address, client.address, sizeof client.address) == 0;
  if (is_current (self) && session->transfer != PV_FTP_OTHER)
    is_upload = session->transfer == PV_FTP_STORE;
  client.port = ends[is_upload ? side : !side].port;
  server.port = ends[is_upload ? !side : side].port;
  object = pv_object_new (PV_OBJECT_FTP, &client, &server, is_upload);
  if (is_current (self) && session->path != NULL && session->path[0] != '\0')
    {
      g_autoptr (GString) url = g_string_new ("ftp://");

      pv_endpoint_append (&session->server, PV_FTP_PORT, url);
      pv_object_append_path (url, session->path, strlen (session->path));
      object->url = g_strndup (url->str, PV_OBJECT_URL_MAX);
      object->name = pv_object_dup_name (session->path, strlen (session->path));
    }
  if (is_current (self) && session->offset > 0)
    object->flaws |= PV_OBJECT_PART;
  self->bodies[side] = pv_object_finder_begin (finder, object, PV_HTTP_CODING_NONE);
}

void
pv_ftp_data_bytes (PvFtpData        *self,
                   PvObjectFinder   *finder,
                   const PvEndpoint *ends,
                   guint             side,
                   const guint8     *data,
                   guint32           n)
{
  begin (self, finder, ends, side);
  pv_object_finder_put (finder, self->bodies[side], data, n);
}

void
pv_ftp_data_gap (PvFtpData        *self,
                 PvObjectFinder   *finder,
                 const PvEndpoint *ends,
                 guint             side,
                 guint32           n)
{
  begin (self, finder, ends, side);
  pv_object_finder_put_gap (finder, self->bodies[side], n);
}

void
pv_ftp_data_close (PvFtpData      *self,
                   PvObjectFinder *finder,
                   guint           side,
                   gboolean        is_clean)
{
  PvObjectBody *body = self->bodies[side];
  guint64 missing = 0;

  if (body == NULL)
    return;

  if (is_current (self) && self->session->transfer == PV_FTP_RETRIEVE && self->session->has_size)
    {
      const PvObject *object = pv_object_body_get_object (body);
      guint64 known = object->size + object->missing;

      /* of a part, some servers tell how much it is, others the size of all */
      if (self->session->offset <= self->session->size && known + self->session->offset <= self->session->size)
        known += self->session->offset;
      if (self->session->size > known && object->missing == 0)
        missing = self->session->size - known;
    }
  pv_object_finder_finish (finder, &self->bodies[side], missing, is_clean);
}
