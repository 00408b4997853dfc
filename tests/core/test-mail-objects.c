/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-mail-objects.c: mails that went over SMTP, IMAP and POP3, and what was attached to them. */
#include <string.h>

#include "object-fixture.h"

#define SEPARATOR "--=_x\r\n"

/* A mail with a text and three files: in base64, quoted-printable and as it is. */
static const char mail[] =
  "From: a@example.org\r\n"
  "Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=\r\n"
  " =?utf-8?b?IGFuIGFsbGU=?= / all\r\n"
  "Content-Type: multipart/mixed;\r\n\tboundary=\"=_x\"\r\n"
  "\r\n"
  "No reader of mail shows this.\r\n"
  SEPARATOR
  "Content-Type: multipart/alternative; boundary=inner\r\n"
  "\r\n"
  "--inner\r\n"
  "\r\n"
  "Hello\r\n"
  "--inner\r\n"
  "Content-Type: text/html\r\n"
  "\r\n"
  "<p>Hello\r\n"
  "--inner--\r\n"
  SEPARATOR
  "Content-Type: application/pdf; name=other.pdf\r\n"
  "Content-Disposition: attachment;\r\n filename*0=\"long \";\r\n filename*1=\"name.pdf\"\r\n"
  "Content-Transfer-Encoding: BASE64\r\n"
  "\r\n"
  "JVBERi0x\r\n"
  "LjUKYWJ\r\n"
  "j!ZA==\r\n"
  "\r\n"
  SEPARATOR
  "Content-Type: text/plain; charset=utf-8; name=\"=?iso-8859-1?q?=E4.txt?=\"\r\n"
  "content-transfer-encoding: quoted-printable\r\n"
  "\r\n"
  "a =3D b; soft=  \r\n"
  " break=20\t \r\n"
  "..=\r\n"
  "\r\n"
  "--=_xy is no boundary\r\n"
  "\r\n"
  SEPARATOR
  "Content-Type: image/gif\r\n"
  "\r\n"
  "GIF89a\r\n\r\n"
  "--=_x--\r\n"
  "Nor this.\r\n";

#define NAME "Grüße an alle _ all.eml"

/* The same as it goes over SMTP: with a dot more where a line begins with one. */
static char *
stuff (const char *text)
{
  g_autoptr (GString) string = g_string_new (text);

  g_string_replace (string, "\r\n.", "\r\n..", 0);

  return g_string_free (g_steal_pointer (&string), FALSE);
}

static void
expect_mail (Fixture *fixture,
             guint    i)
{
  expect (fixture, i, NAME, mail, 0);
  g_assert_cmpstr (get (fixture, i)->type, ==, "message/rfc822");
  expect (fixture, i + 1, "long name.pdf", "%PDF-1.5\nabcd", 0);
  g_assert_cmpstr (get (fixture, i + 1)->type, ==, "application/pdf");
  expect (fixture, i + 2, "ä.txt", "a = b; soft break \r\n..\r\n--=_xy is no boundary\r\n", 0);
  expect (fixture, i + 3, NULL, "GIF89a\r\n", 0);
  g_assert_cmpstr (get (fixture, i + 3)->type, ==, "image/gif");
}

static void
begin_smtp (Fixture *fixture)
{
  fixture->server_port = 25;
  open_connection (fixture);
  add (fixture, TRUE, "220 mail.example.org ESMTP\r\n");
  add (fixture, FALSE, "EHLO a\r\n");
  add (fixture, TRUE, "250-mail.example.org\r\n250 PIPELINING\r\n");
  add (fixture, FALSE, "MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\n");
}

static void
test_smtp (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *stuffed = stuff (mail);

  begin_smtp (fixture);
  add (fixture, FALSE, "DATA\r\n");
  /* answers to what was sent before */
  add (fixture, TRUE, "250 OK\r\n550 No such user\r\n354 Go on\r\n");
  add (fixture, FALSE, stuffed);
  add (fixture, FALSE, ".\r\nMAIL FROM:<>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n");
  add (fixture, TRUE, "250 OK\r\n354 Go on\r\n");
  /* a mail of nothing but its header, byte by byte */
  for (const char *at = "Subject: x\r\n.\r\nQUIT\r\n"; *at != '\0'; at++)
    add_at (fixture, FALSE, fixture->next[0], ACK, at, 1);
  close_connection (fixture);
  end (fixture);

  g_assert_cmpuint (fixture->objects->len, ==, 5);
  expect_mail (fixture, 0);
  g_assert_cmpint (get (fixture, 0)->protocol, ==, PV_OBJECT_SMTP);
  g_assert_cmpstr (get (fixture, 0)->url, ==, "smtp://10.0.0.2/");
  g_assert_cmpuint (get (fixture, 0)->server_port, ==, 25);
  g_assert_true (get (fixture, 0)->is_upload);
  expect (fixture, 4, "x.eml", "Subject: x\r\n", 0);
}

/* Byte by byte, on a port that only the greeting tells. */
static void
test_pieces (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *stuffed = stuff (mail);

  fixture->server_port = 2525;
  open_connection (fixture);
  add (fixture, TRUE, "220 mail.example.org esmtp\r\n");
  add (fixture, FALSE, "DATA\r\n");
  add (fixture, TRUE, "354 Go on\r\n");
  for (const char *at = stuffed; *at != '\0'; at++)
    add_at (fixture, FALSE, fixture->next[0], ACK, at, 1);
  add (fixture, FALSE, ".");
  add (fixture, FALSE, "\r");
  add (fixture, FALSE, "\n");
  end (fixture);

  g_assert_cmpuint (fixture->objects->len, ==, 4);
  expect_mail (fixture, 0);
}

/* Chunks, between commands. */
static void
test_chunks (Fixture       *fixture,
             gconstpointer  data)
{
  gsize length = strlen (mail);
  g_autofree char *first = g_strdup_printf ("BDAT 100\r\n%.100s", mail);
  g_autofree char *last = g_strdup_printf ("BDAT %zu LAST\r\n%sQUIT\r\n", length - 100, mail + 100);

  begin_smtp (fixture);
  add (fixture, FALSE, first);
  add (fixture, TRUE, "250 OK\r\n");
  add (fixture, FALSE, last);
  /* one that was given up */
  add (fixture, FALSE, "BDAT 3\r\nabcRSET\r\n");
  end (fixture);

  g_assert_cmpuint (fixture->objects->len, ==, 5);
  expect_mail (fixture, 0);
  expect (fixture, 4, "mail.eml", "abc", PV_OBJECT_CUT);
}

/* What was refused is no mail, and what is encrypted is none that can be read. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  begin_smtp (fixture);
  add (fixture, FALSE, "DATA\r\n");
  add (fixture, TRUE, "554 No\r\n");
  add (fixture, FALSE, "STARTTLS\r\n");
  add (fixture, TRUE, "454 Not now\r\n");
  add (fixture, FALSE, "STARTTLS\r\n");
  add (fixture, TRUE, "220 Go on\r\n");
  add (fixture, FALSE, "\x16\x03\x01\r\nDATA\r\nsecret\r\n.\r\n");
  end (fixture);

  g_assert_cmpuint (fixture->objects->len, ==, 0);
}

/* Bytes that never came: of a file, which ends there, and of the mail, which goes on. */
static void
test_lost (Fixture       *fixture,
           gconstpointer  data)
{
  const char *hole = strstr (mail, "LjUKYW");
  gsize before = (gsize) (hole - mail);
  g_autofree char *first = g_strndup (mail, before);
  g_autofree char *rest = stuff (hole + 8);

  begin_smtp (fixture);
  add (fixture, FALSE, "DATA\r\n");
  add (fixture, TRUE, "354 Go on\r\n");
  add (fixture, FALSE, first);
  fixture->next[0] += 8;
  add (fixture, FALSE, rest);
  add (fixture, FALSE, ".\r\n");
  /* one that is not sent to its end */
  add (fixture, FALSE, "DATA\r\n");
  add (fixture, TRUE, "250 OK\r\n354 Go on\r\n");
  add (fixture, FALSE, "Content-Type: image/gif\r\n\r\nGIF");
  end (fixture);

  g_assert_cmpuint (fixture->objects->len, ==, 6);
  g_assert_cmpuint (get (fixture, 0)->flaws, ==, PV_OBJECT_CUT);
  g_assert_cmpuint (get (fixture, 0)->missing, ==, 8);
  g_assert_cmpuint (get (fixture, 0)->size, ==, strlen (mail));
  expect (fixture, 1, "long name.pdf", "%PDF-1", PV_OBJECT_CUT);
  g_assert_cmpuint (get (fixture, 1)->missing, ==, 6);
  expect (fixture, 2, "ä.txt", "a = b; soft break \r\n..\r\n--=_xy is no boundary\r\n", 0);
  expect (fixture, 4, "mail.eml", "Content-Type: image/gif\r\n\r\nGIF", PV_OBJECT_CUT);
  expect (fixture, 5, NULL, "GIF", PV_OBJECT_CUT);
}

static void
test_imap (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *fetched = g_strdup_printf ("* 1 FETCH (UID 7 RFC822.SIZE 5 BODY[HEADER] {3}\r\na\r\n BODY[] {%zu}\r\n%s "
                                              "FLAGS (\\Seen))\r\na2 OK\r\n", strlen (mail), mail);
  g_autofree char *appended = g_strdup_printf ("a3 APPEND Sent (\\Seen) {%zu+}\r\n%s\r\n", strlen (mail), mail);

  fixture->server_port = 143;
  open_connection (fixture);
  add (fixture, TRUE, "* OK IMAP4rev1\r\n");
  add (fixture, FALSE, "a1 LOGIN {1}\r\na {1}\r\nb\r\na2 FETCH 1 (FLAGS BODY.PEEK[])\r\n");
  add (fixture, TRUE, fetched);
  add (fixture, FALSE, appended);
  add (fixture, TRUE, "* 2 FETCH (RFC822 {100}\r\nSubject: y\r\n");
  add_at (fixture, TRUE, fixture->next[1], RST, "", 0);

  open_connection (fixture);
  add (fixture, TRUE, "* OK IMAP4rev1\r\n");
  add (fixture, FALSE, "a1 STARTTLS\r\n");
  add (fixture, TRUE, "a1 OK Begin\r\n* 1 FETCH (BODY[] {3}\r\nabc)\r\n");
  end (fixture);

  g_assert_cmpuint (fixture->objects->len, ==, 9);
  expect_mail (fixture, 0);
  g_assert_false (get (fixture, 0)->is_upload);
  g_assert_cmpint (get (fixture, 0)->protocol, ==, PV_OBJECT_IMAP);
  g_assert_cmpstr (get (fixture, 0)->url, ==, "imap://10.0.0.2/");
  expect_mail (fixture, 4);
  g_assert_true (get (fixture, 4)->is_upload);
  expect (fixture, 8, "y.eml", "Subject: y\r\n", PV_OBJECT_CUT);
  g_assert_cmpuint (get (fixture, 8)->missing, ==, 88);
}

static void
test_pop (Fixture       *fixture,
          gconstpointer  data)
{
  /* a dot that begins a line is sent twice (RFC 1939, section 3) */
  g_autofree char *stuffed = stuff (mail);
  g_autofree char *fetched = g_strdup_printf ("+OK 9 octets\r\n%s.\r\n-ERR no such message\r\n+OK\r\nSubject: top\r\n"
                                              "\r\n.\r\n+OK 3 octets\r\nSubject: z\r\n\r\n..\r\n.\r\n", stuffed);

  fixture->server_port = 1110;
  open_connection (fixture);
  add (fixture, TRUE, "+OK POP3 ready\r\n");
  add (fixture, FALSE, "CAPA\r\n");
  add (fixture, TRUE, "+OK\r\nSASL PLAIN\r\nSTLS\r\n.\r\n");
  add (fixture, FALSE, "AUTH PLAIN\r\n");
  add (fixture, TRUE, "+ \r\n");
  add (fixture, FALSE, "RETR\r\n");
  add (fixture, TRUE, "+OK\r\n");
  add (fixture, FALSE, "LIST\r\n");
  add (fixture, TRUE, "+OK 2 messages\r\n1 9\r\n2 3\r\n.\r\n");
  /* one behind another, of which one is refused, and one brings no more than the header */
  add (fixture, FALSE, "retr 1\r\nRETR 7\r\nTOP 2 0\r\nRETR 2\r\n");
  add (fixture, TRUE, fetched);
  /* some of it is lost, and of another the end */
  add (fixture, FALSE, "RETR 1\r\n");
  add (fixture, TRUE, "+OK\r\nSubject: lost\r\n\r\nab");
  fixture->next[1] += 4;
  add (fixture, TRUE, "cd\r\n.\r\n");
  add (fixture, FALSE, "RETR 2\r\n");
  add (fixture, TRUE, "+OK\r\nSubject: end\r\n\r\nab");
  add_at (fixture, TRUE, fixture->next[1], RST, "", 0);

  fixture->server_port = 110;
  open_connection (fixture);
  add (fixture, TRUE, "+OK ready\r\n");
  add (fixture, FALSE, "STLS\r\nRETR 1\r\n");
  add (fixture, TRUE, "+OK begin\r\n+OK\r\nSubject: x\r\n\r\nx\r\n.\r\n");
  end (fixture);

  g_assert_cmpuint (fixture->objects->len, ==, 7);
  expect_mail (fixture, 0);
  expect (fixture, 4, "z.eml", "Subject: z\r\n\r\n.\r\n", 0);
  g_assert_false (get (fixture, 4)->is_upload);
  g_assert_cmpint (get (fixture, 4)->protocol, ==, PV_OBJECT_POP);
  g_assert_cmpstr (get (fixture, 4)->url, ==, "pop://10.0.0.2:1110/");
  g_assert_cmpstr (get (fixture, 5)->name, ==, "lost.eml");
  g_assert_cmpuint (get (fixture, 5)->flaws, ==, PV_OBJECT_CUT);
  g_assert_cmpuint (get (fixture, 5)->missing, ==, 4);
  expect (fixture, 6, "end.eml", "Subject: end\r\n\r\nab", PV_OBJECT_CUT);
}

/* Parts in parts without end, more parts than a mail has, and lines and fields that do not end. */
static void
test_bounds (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *line = g_strnfill (100000, 'x');
  guint n_files = 0;

  begin_smtp (fixture);
  add (fixture, FALSE, "DATA\r\n");
  add (fixture, TRUE, "354 Go on\r\n");
  add (fixture, FALSE, "Subject: ");
  /* a segment has a length of 16 bits */
  for (guint i = 0; i < 10; i++)
    add_at (fixture, FALSE, fixture->next[0], ACK, line, 10000);
  add (fixture, FALSE, "\r\n");
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *part = g_strdup_printf ("Content-Type: multipart/mixed; boundary=b%u\r\n\r\n--b%u\r\n", i, i);

      add (fixture, FALSE, part);
    }
  add (fixture, FALSE, "\r\n");
  for (guint i = 0; i < 3000; i++)
    add (fixture, FALSE, "--b0\r\nContent-Type: image/png\r\n\r\nx\r\n");
  for (guint i = 0; i < 10; i++)
    add_at (fixture, FALSE, fixture->next[0], ACK, line, 10000);
  add (fixture, FALSE, "\r\n.\r\n");
  end (fixture);

  g_assert_cmpuint (get (fixture, 0)->flaws, ==, 0);
  for (guint i = 1; i < fixture->objects->len; i++)
    n_files += get (fixture, i)->size == 1;
  g_assert_cmpuint (n_files, >, 900);
  g_assert_cmpuint (n_files, <=, 1000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/mail-objects/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("smtp", test_smtp);
  ADD ("pieces", test_pieces);
  ADD ("chunks", test_chunks);
  ADD ("refused", test_refused);
  ADD ("lost", test_lost);
  ADD ("imap", test_imap);
  ADD ("pop", test_pop);
  ADD ("bounds", test_bounds);

  return g_test_run ();
}
