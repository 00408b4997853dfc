/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-smtp-objects.c: mails that go over SMTP (RFC 5321). */
#include "pv-smtp-objects.h"

#include "pv-dot-reader.h"
#include "pv-mail-session.h"

/* What the client sends. */
typedef enum
{
  STEP_COMMAND,
  STEP_ASKED, /* DATA was sent: a mail follows, unless the server refuses */
  STEP_MAIL, /* up to a line with nothing but a dot */
  STEP_CHUNK, /* as many bytes as BDAT says (RFC 3030) */
  STEP_OVER, /* nothing that can be read follows */
} Step;

struct _PvSmtpSession
{
  PvMailSession session;
  Step step;
  PvDotReader dot;
  gboolean was_refused; /* something was, since DATA was sent */
  gboolean asked_encryption;
  guint64 left; /* bytes of the chunk */
  gboolean is_last; /* it ends the mail */
  PvMail *mail; /* (nullable) */
};

PvSmtpSession *
pv_smtp_session_new (PvObjectFinder   *finder,
                     const PvEndpoint *client,
                     const PvEndpoint *server)
{
  PvSmtpSession *self = g_new0 (PvSmtpSession, 1);

  pv_mail_session_init (&self->session, finder, client, server, PV_OBJECT_SMTP, "smtp", PV_SMTP_PORT);

  return self;
}

void
pv_smtp_session_free (PvSmtpSession *self)
{
  if (self == NULL)
    return;

  pv_mail_session_clear (&self->session);
  pv_mail_free (self->mail);
  g_free (self);
}

static void
begin_mail (PvSmtpSession *self)
{
  if (self->mail == NULL)
    self->mail = pv_mail_session_begin (&self->session, TRUE);
}

static void
end_mail (PvSmtpSession *self,
          guint64        missing,
          gboolean       is_whole)
{
  pv_mail_end (g_steal_pointer (&self->mail), missing, is_whole);
}

static void
on_chunk (PvSmtpSession *self,
          PvHttpText     argument)
{
  const guint8 *space = memchr (argument.data, ' ', argument.length);
  const guint8 *end = argument.data + argument.length;
  PvHttpText size = pv_http_text_make (argument.data, space != NULL ? space : end);
  PvHttpText last = pv_http_text_strip (pv_http_text_make (space != NULL ? space : end, end));

  if (!pv_http_text_to_number (&size, &self->left))
    return;

  begin_mail (self);
  self->is_last = pv_http_text_is (&last, "LAST");
  self->step = STEP_CHUNK;
}

static void
on_command (PvSmtpSession *self,
            PvHttpText     line)
{
  PvHttpText text = pv_http_text_strip (line);

  if (pv_http_text_is (&text, "DATA"))
    {
      self->step = STEP_ASKED;
      self->was_refused = FALSE;
    }
  else if (pv_http_text_begins (&text, "BDAT ") && text.length > 5)
    {
      on_chunk (self, pv_http_text_strip (pv_http_text_make (text.data + 5, text.data + text.length)));
    }
  else if (pv_http_text_is (&text, "STARTTLS"))
    {
      self->asked_encryption = TRUE;
    }
  else if (pv_http_text_is (&text, "RSET") || pv_http_text_is (&text, "QUIT"))
    {
      end_mail (self, 0, FALSE);
    }
}

static void
on_reply (PvSmtpSession *self,
          PvHttpText     line)
{
  if (self->asked_encryption && pv_http_text_begins (&line, "220"))
    self->step = STEP_OVER;
  self->asked_encryption = FALSE;
  if (self->step != STEP_ASKED)
    return;

  if (pv_http_text_begins (&line, "354"))
    self->was_refused = FALSE;
  else if (pv_http_text_begins (&line, "4") || pv_http_text_begins (&line, "5"))
    self->was_refused = TRUE;
}

static void
add_of_client (PvSmtpSession *self,
               const guint8  *data,
               guint32        n)
{
  while (n > 0 && self->step != STEP_OVER)
    {
      PvHttpText line;
      gboolean is_end;
      guint32 taken = n;

      switch (self->step)
        {
        case STEP_COMMAND:
          taken = pv_line_reader_take (&self->session.lines[0], data, n, &line, &is_end);
          if (line.data != NULL)
            on_command (self, line);
          break;
        case STEP_ASKED:
          taken = 0;
          self->step = self->was_refused ? STEP_COMMAND : STEP_MAIL;
          if (self->step == STEP_MAIL)
            begin_mail (self);
          self->dot = PV_DOT_BEGIN;
          break;
        case STEP_MAIL:
          taken = pv_dot_reader_take (&self->dot, self->mail, data, n, &is_end);
          if (is_end)
            {
              end_mail (self, 0, TRUE);
              self->step = STEP_COMMAND;
            }
          break;
        case STEP_CHUNK:
          taken = (guint32) MIN (self->left, n);
          pv_mail_put (self->mail, data, taken);
          self->left -= taken;
          break;
        case STEP_OVER:
        default:
          break;
        }
      if (self->step == STEP_CHUNK && self->left == 0)
        {
          if (self->is_last)
            end_mail (self, 0, TRUE);
          self->step = STEP_COMMAND;
        }

      data += taken;
      n -= taken;
    }
}

void
pv_smtp_session_bytes (PvSmtpSession *self,
                       gboolean       of_server,
                       const guint8  *data,
                       guint32        n)
{
  if (!of_server)
    {
      add_of_client (self, data, n);
      return;
    }

  while (n > 0 && self->step != STEP_OVER)
    {
      PvHttpText line;
      gboolean is_end;
      guint32 taken = pv_line_reader_take (&self->session.lines[1], data, n, &line, &is_end);

      if (line.data != NULL)
        on_reply (self, line);
      data += taken;
      n -= taken;
    }
}

void
pv_smtp_session_gap (PvSmtpSession *self,
                     gboolean       of_server,
                     guint32        n)
{
  guint32 of_chunk;

  if (of_server || self->step == STEP_COMMAND)
    {
      pv_line_reader_lose (&self->session.lines[of_server]);
      return;
    }

  switch (self->step)
    {
    case STEP_ASKED:
      begin_mail (self);
      self->step = STEP_MAIL;
      G_GNUC_FALLTHROUGH;
    case STEP_MAIL:
      pv_mail_gap (self->mail, n);
      self->dot = PV_DOT_NONE;
      break;
    case STEP_CHUNK:
      of_chunk = (guint32) MIN (self->left, n);
      pv_mail_gap (self->mail, of_chunk);
      self->left -= of_chunk;
      if (n > of_chunk || self->left == 0)
        {
          if (n > of_chunk || self->is_last)
            end_mail (self, 0, FALSE);
          self->step = STEP_COMMAND;
          if (n > of_chunk)
            pv_line_reader_lose (&self->session.lines[0]);
        }
      break;
    default:
      break;
    }
}

void
pv_smtp_session_close (PvSmtpSession *self,
                       gboolean       of_server)
{
  if (of_server)
    return;

  end_mail (self, self->step == STEP_CHUNK ? self->left : 0, FALSE);
  self->step = STEP_OVER;
}
