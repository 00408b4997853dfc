/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-imap-objects.c: mails that go over IMAP (RFC 9051). */
#include "pv-imap-objects.h"

#include "pv-mail-session.h"

/* What one end sends. */
typedef struct
{
  guint64 left; /* bytes of a literal (RFC 9051, section 4.3) */
  PvMail *mail; /* (nullable): what the literal is */
} Voice;

struct _PvImapSession
{
  PvMailSession session;
  Voice voices[2]; /* of the client and of the server */
  gboolean asked_coding; /* for encryption or compression */
  gboolean is_over; /* nothing that can be read follows */
};

PvImapSession *
pv_imap_session_new (PvObjectFinder   *finder,
                     const PvEndpoint *client,
                     const PvEndpoint *server)
{
  PvImapSession *self = g_new0 (PvImapSession, 1);

  pv_mail_session_init (&self->session, finder, client, server, PV_OBJECT_IMAP, "imap", PV_IMAP_PORT);

  return self;
}

void
pv_imap_session_free (PvImapSession *self)
{
  if (self == NULL)
    return;

  pv_mail_session_clear (&self->session);
  for (guint i = 0; i < G_N_ELEMENTS (self->voices); i++)
    pv_mail_free (self->voices[i].mail);
  g_free (self);
}

/* Whether a line has @word in it, without regard to case. */
static gboolean
has_word (const PvHttpText *line,
          const char       *word)
{
  gsize length = strlen (word);

  for (guint32 i = 0; i + length <= line->length; i++)
    if (g_ascii_strncasecmp ((const char *) line->data + i, word, length) == 0)
      return TRUE;

  return FALSE;
}

/* Reads "{123}" or "{123+}", which a line ends in where a literal follows. @before: (out): what stands before it */
static gboolean
read_literal (const PvHttpText *line,
              guint64          *size,
              PvHttpText       *before)
{
  const guint8 *end = line->data + line->length;
  PvHttpText number;
  guint32 i = line->length;

  if (line->length < 3 || end[-1] != '}')
    return FALSE;
  while (i > 0 && line->data[i - 1] != '{')
    i--;
  if (i == 0)
    return FALSE;

  number = pv_http_text_make (line->data + i, end - 1);
  if (number.length > 0 && number.data[number.length - 1] == '+')
    number.length--;
  *before = pv_http_text_strip (pv_http_text_make (line->data, line->data + i - 1));

  return pv_http_text_to_number (&number, size);
}

static gboolean
ends_in (const PvHttpText *text,
         const char       *word)
{
  PvHttpText end = *text;
  gsize length = strlen (word);

  if (text->length < length)
    return FALSE;
  end.data += end.length - length;
  end.length = (guint32) length;

  return pv_http_text_is (&end, word);
}

static void
on_line (PvImapSession *self,
         gboolean       of_server,
         PvHttpText     line)
{
  Voice *voice = &self->voices[of_server];
  PvHttpText before;
  gboolean is_mail;

  if (of_server && self->asked_coding && has_word (&line, " OK"))
    self->is_over = TRUE;
  if (!of_server)
    self->asked_coding = has_word (&line, " STARTTLS") || has_word (&line, " COMPRESS ");
  if (!read_literal (&line, &voice->left, &before))
    {
      voice->left = 0;
      return;
    }

  /* other literals are passed by; a line that goes on behind one of them has lost its beginning */
  is_mail = of_server ? ends_in (&before, "BODY[]") || ends_in (&before, "RFC822") : has_word (&before, " APPEND ");
  if (is_mail && voice->left > 0)
    voice->mail = pv_mail_session_begin (&self->session, !of_server);
}

static void
end_literal (Voice    *voice,
             gboolean  is_whole)
{
  pv_mail_end (g_steal_pointer (&voice->mail), voice->left, is_whole);
  voice->left = 0;
}

void
pv_imap_session_bytes (PvImapSession *self,
                       gboolean       of_server,
                       const guint8  *data,
                       guint32        n)
{
  Voice *voice = &self->voices[of_server];

  while (n > 0 && !self->is_over)
    {
      PvHttpText line;
      gboolean is_end;
      guint32 taken;

      if (voice->left > 0)
        {
          taken = (guint32) MIN (voice->left, n);
          if (voice->mail != NULL)
            pv_mail_put (voice->mail, data, taken);
          voice->left -= taken;
          if (voice->left == 0)
            end_literal (voice, TRUE);
        }
      else
        {
          taken = pv_line_reader_take (&self->session.lines[of_server], data, n, &line, &is_end);
          if (line.data != NULL)
            on_line (self, of_server, line);
        }
      data += taken;
      n -= taken;
    }
}

void
pv_imap_session_gap (PvImapSession *self,
                     gboolean       of_server,
                     guint32        n)
{
  Voice *voice = &self->voices[of_server];
  guint32 of_literal = (guint32) MIN (voice->left, n);

  if (of_literal > 0 && voice->mail != NULL)
    pv_mail_gap (voice->mail, of_literal);
  voice->left -= of_literal;
  if (voice->left == 0)
    end_literal (voice, FALSE);
  if (n > of_literal)
    pv_line_reader_lose (&self->session.lines[of_server]);
}

void
pv_imap_session_close (PvImapSession *self,
                       gboolean       of_server)
{
  end_literal (&self->voices[of_server], FALSE);
}
