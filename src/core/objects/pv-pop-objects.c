/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-pop-objects.c: mails that go over POP3 (RFC 1939). */
#include "pv-pop-objects.h"

#include "pv-dot-reader.h"
#include "pv-mail-session.h"

/* Commands that wait for an answer (RFC 2449, section 6.6). */
#define MAX_ASKED 64

/* What follows the line of an answer. */
typedef enum
{
  ASKED_NOTHING,
  ASKED_LINES, /* up to a line with nothing but a dot */
  ASKED_MAIL, /* likewise, and they are a mail */
  ASKED_ENCRYPTION, /* nothing that can be read */
} Asked;

struct _PvPopSession
{
  PvMailSession session;
  guint8 asked[MAX_ASKED]; /* of Asked: what the client asked for, the oldest first */
  guint n_asked;
  gboolean is_asked_back; /* the server goes on with an authentication (RFC 5034): what comes is no command */
  gboolean has_text; /* what follows an answer comes */
  gboolean is_over; /* nothing that can be read follows */
  PvDotReader dot;
  PvMail *mail; /* (nullable): what that is */
};

PvPopSession *
pv_pop_session_new (PvObjectFinder   *finder,
                    const PvEndpoint *client,
                    const PvEndpoint *server)
{
  PvPopSession *self = g_new0 (PvPopSession, 1);

  pv_mail_session_init (&self->session, finder, client, server, PV_OBJECT_POP, "pop", PV_POP_PORT);

  return self;
}

void
pv_pop_session_free (PvPopSession *self)
{
  if (self == NULL)
    return;

  pv_mail_session_clear (&self->session);
  pv_mail_free (self->mail);
  g_free (self);
}

static void
end_text (PvPopSession *self,
          gboolean      is_whole)
{
  if (self->mail != NULL)
    pv_mail_end (g_steal_pointer (&self->mail), 0, is_whole);
  self->has_text = FALSE;
}

static Asked
read_command (PvHttpText text)
{
  const guint8 *space = memchr (text.data, ' ', text.length);
  const guint8 *end = text.data + text.length;
  PvHttpText word = pv_http_text_make (text.data, space != NULL ? space : end);
  gboolean is_bare = space == NULL;

  if (pv_http_text_is (&word, "RETR"))
    return ASKED_MAIL;
  if (pv_http_text_is (&word, "STLS"))
    return ASKED_ENCRYPTION;
  /* of one mail, there is one line to say */
  if (pv_http_text_is (&word, "TOP") || pv_http_text_is (&word, "CAPA")
      || (is_bare && (pv_http_text_is (&word, "LIST") || pv_http_text_is (&word, "UIDL")
                      || pv_http_text_is (&word, "AUTH"))))
    return ASKED_LINES;

  return ASKED_NOTHING;
}

static void
on_command (PvPopSession *self,
            PvHttpText    line)
{
  if (self->is_asked_back)
    {
      self->is_asked_back = FALSE;
      return;
    }

  /* nobody lets so many wait: the answers did not come this way */
  if (self->n_asked == MAX_ASKED)
    self->n_asked = 0;
  self->asked[self->n_asked++] = (guint8) read_command (pv_http_text_strip (line));
}

static void
on_answer (PvPopSession *self,
           PvHttpText    line)
{
  gboolean is_ok = pv_http_text_begins (&line, "+OK");
  Asked asked;

  self->is_asked_back = line.length > 0 && line.data[0] == '+' && !is_ok;
  /* the greeting answers nothing */
  if ((!is_ok && !pv_http_text_begins (&line, "-ERR")) || self->n_asked == 0)
    return;

  asked = self->asked[0];
  self->n_asked--;
  memmove (self->asked, self->asked + 1, self->n_asked);
  if (!is_ok || asked == ASKED_NOTHING)
    return;
  if (asked == ASKED_ENCRYPTION)
    {
      self->is_over = TRUE;
      return;
    }

  self->has_text = TRUE;
  self->dot = PV_DOT_BEGIN;
  if (asked == ASKED_MAIL)
    self->mail = pv_mail_session_begin (&self->session, FALSE);
}

void
pv_pop_session_bytes (PvPopSession *self,
                      gboolean      of_server,
                      const guint8 *data,
                      guint32       n)
{
  while (n > 0 && !self->is_over)
    {
      PvHttpText line;
      gboolean is_end;
      guint32 taken;

      if (of_server && self->has_text)
        {
          taken = pv_dot_reader_take (&self->dot, self->mail, data, n, &is_end);
          if (is_end)
            end_text (self, TRUE);
        }
      else
        {
          taken = pv_line_reader_take (&self->session.lines[of_server], data, n, &line, &is_end);
          if (line.data != NULL && of_server)
            on_answer (self, line);
          else if (line.data != NULL)
            on_command (self, line);
        }
      data += taken;
      n -= taken;
    }
}

void
pv_pop_session_gap (PvPopSession *self,
                    gboolean      of_server,
                    guint32       n)
{
  if (of_server && self->mail != NULL)
    {
      pv_mail_gap (self->mail, n);
      self->dot = PV_DOT_NONE;
      return;
    }

  /* whatever that was, of what was asked it is not known which the next answer is to */
  self->n_asked = 0;
  self->is_asked_back = FALSE;
  if (of_server)
    self->has_text = FALSE;
  pv_line_reader_lose (&self->session.lines[of_server]);
}

void
pv_pop_session_close (PvPopSession *self,
                      gboolean      of_server)
{
  if (!of_server)
    return;

  end_text (self, FALSE);
  self->is_over = TRUE;
}
