/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-mail.c: a mail on its way, and the files that are attached to it, as objects. */
#include "pv-mail.h"

#include "pv-mime.h"

/* So much of a header is waited for to name the mail. */
#define MAX_HEAD (64 * 1024)

struct _PvMail
{
  PvObjectFinder *finder;
  PvObject *template; /* what mail and files have in common */
  PvMime *mime;
  PvStreamStamp stamp; /* of its first byte */
  GByteArray *head; /* (nullable): what came before the subject was known */
  char *subject; /* (nullable) */
  PvObjectBody *mail; /* (nullable) */
  PvObjectBody *file; /* (nullable) */
};

/* A new object of this mail. (transfer full) */
static PvObject *
make_object (PvMail     *self,
             const char *name,
             const char *type)
{
  PvObject *object = pv_object_copy (self->template);

  if (name != NULL)
    object->name = pv_object_dup_name (name, strlen (name));
  object->type = g_utf8_make_valid (type, -1);

  return object;
}

static void
drop_head (PvMail *self)
{
  if (self->head == NULL)
    return;

  *pv_object_finder_get_total (self->finder) -= self->head->len;
  g_clear_pointer (&self->head, g_byte_array_unref);
}

/* Makes an object of the mail. Those of its files come behind it. */
static void
begin (PvMail *self)
{
  const PvStreamStamp now = pv_object_finder_get_stamp (self->finder);
  g_autofree char *name = NULL;

  if (self->head == NULL)
    return;

  /* a subject is no path */
  name = g_strdup (self->subject != NULL && self->subject[0] != '\0' ? self->subject : "mail");
  g_strdelimit (name, "/\\", '_');
  if (strlen (name) > PV_OBJECT_NAME_MAX - 4)
    name[PV_OBJECT_NAME_MAX - 4] = '\0';
  {
    g_autofree char *full = g_strconcat (name, ".eml", NULL);

    pv_object_finder_set_stamp (self->finder, &self->stamp);
    self->mail = pv_object_finder_begin (self->finder, make_object (self, full, "message/rfc822"), PV_HTTP_CODING_NONE);
    pv_object_finder_set_stamp (self->finder, &now);
  }
  pv_object_finder_put (self->finder, self->mail, self->head->data, self->head->len);
  drop_head (self);
}

static void
on_head (const char *subject,
         gpointer    user_data)
{
  PvMail *self = user_data;

  self->subject = g_strdup (subject);
  if (self->head != NULL && self->head->len > 0)
    begin (self);
}

static void
on_begin (const char *name,
          const char *type,
          gpointer    user_data)
{
  PvMail *self = user_data;

  self->file = pv_object_finder_begin (self->finder, make_object (self, name, type), PV_HTTP_CODING_NONE);
}

static void
on_bytes (const guint8 *data,
          gsize         n,
          gpointer      user_data)
{
  PvMail *self = user_data;

  pv_object_finder_put (self->finder, self->file, data, n);
}

static void
on_end (guint64  missing,
        gboolean is_whole,
        gpointer user_data)
{
  PvMail *self = user_data;

  pv_object_finder_finish (self->finder, &self->file, missing, is_whole);
}

static const PvMimeFuncs funcs = { on_head, on_begin, on_bytes, on_end };

PvMail *
pv_mail_new (PvObjectFinder   *finder,
             PvObjectProtocol  protocol,
             const PvEndpoint *client,
             const PvEndpoint *server,
             gboolean          is_upload,
             const char       *url)
{
  PvMail *self = g_new0 (PvMail, 1);

  self->finder = finder;
  self->template = pv_object_new (protocol, client, server, is_upload);
  self->template->url = g_strdup (url);
  self->mime = pv_mime_new (&funcs, self, pv_object_finder_get_total (finder));
  self->head = g_byte_array_new ();

  return self;
}

void
pv_mail_free (PvMail *self)
{
  if (self == NULL)
    return;

  drop_head (self);
  pv_mime_free (self->mime);
  g_clear_pointer (&self->mail, pv_object_body_free);
  g_clear_pointer (&self->file, pv_object_body_free);
  pv_object_free (self->template);
  g_free (self->subject);
  g_free (self);
}

void
pv_mail_put (PvMail       *self,
             const guint8 *data,
             gsize         n)
{
  if (n == 0)
    return;

  if (self->head != NULL)
    {
      if (self->head->len == 0)
        self->stamp = pv_object_finder_get_stamp (self->finder);
      g_byte_array_append (self->head, data, (guint) n);
      *pv_object_finder_get_total (self->finder) += n;
    }
  else
    {
      pv_object_finder_put (self->finder, self->mail, data, n);
    }

  pv_mime_put (self->mime, data, n);
  if (self->head != NULL && self->head->len > MAX_HEAD)
    begin (self);
}

void
pv_mail_gap (PvMail  *self,
             guint64  n)
{
  if (self->head != NULL && self->head->len == 0)
    self->stamp = pv_object_finder_get_stamp (self->finder);
  pv_mime_gap (self->mime, n);
  begin (self);
  pv_object_finder_put_gap (self->finder, self->mail, n);
}

void
pv_mail_end (PvMail   *self,
             guint64   missing,
             gboolean  is_whole)
{
  if (self == NULL)
    return;

  pv_mime_end (self->mime, is_whole);
  pv_object_finder_finish (self->finder, &self->mail, missing, is_whole);
  pv_mail_free (self);
}
