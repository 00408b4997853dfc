/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-stream-follower.c: ClientHellos and HTTP requests, in segments of every kind. */
#include <string.h>

#include "hello-builder.h"
#include "pv-dns-message.h"
#include "pv-host-name.h"
#include "pv-stream-follower.h"

#define TCP_FIN 0x01
#define TCP_SYN 0x02
#define TCP_RST 0x04
#define TCP_ACK 0x10

#define START 1000
#define GROUP 77

typedef struct
{
  PvStreamFollower *follower;
  GString *found; /* one a word */
  guint32 client;
  guint16 port; /* of the server */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->follower = pv_stream_follower_new ();
  fixture->found = g_string_new (NULL);
  fixture->client = 0x0a000001;
  fixture->port = 8443;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  pv_stream_follower_free (fixture->follower);
  g_string_free (fixture->found, TRUE);
}

static void
on_dns_message (const guint8 *message,
                gsize         length,
                gpointer      user_data)
{
  PvDnsMessage read;

  if (pv_dns_message_read (message, length, &read))
    g_string_append_printf (user_data, "%s:%s ", read.is_answer ? "answer" : "query", read.name);
}

static void
on_client_hello (const PvTlsClientHello *hello,
                 gpointer                user_data)
{
  char name[PV_HOST_NAME_TEXT_MAX];

  pv_host_name_write (hello->name, hello->name_length, name);
  g_string_append_printf (user_data, "tls:%s ", name);
}

static void
on_http_request (const PvHttpRequest *request,
                 gpointer             user_data)
{
  char url[PV_HTTP_URL_MAX];

  pv_http_request_write_url (request, url);
  g_string_append_printf (user_data, "%s ", url);
}

static const PvStreamFuncs funcs = { on_dns_message, on_client_hello, on_http_request };

/* Adds a segment of @wire_length bytes, of which @captured were captured into a copy of just that size. */
static void
add_cut (Fixture      *fixture,
         guint32       sequence,
         guint8        flags,
         const guint8 *payload,
         guint         captured,
         guint         wire_length)
{
  static const guint8 server[4] = { 192, 0, 2, 53 };
  g_autofree guint8 *copy = captured > 0 ? g_memdup2 (payload, captured) : g_malloc (1);
  guint32 client = GUINT32_TO_BE (fixture->client);
  PvTcpSegment segment = {
    .client = (const guint8 *) &client,
    .server = server,
    .address_size = 4,
    .flags = flags,
    .group = GROUP,
    .client_port = 40000,
    .server_port = fixture->port,
    .sequence = sequence,
    .payload = copy,
    .payload_length = captured,
    .wire_length = wire_length,
  };

  pv_stream_follower_add (fixture->follower, &segment, pv_stream_follower_hash (fixture->follower, &segment), &funcs,
                          fixture->found);
}

/* Adds bytes of a stream that begins at START. */
static void
add (Fixture    *fixture,
     GByteArray *stream,
     guint       from,
     guint       to)
{
  add_cut (fixture, START + from, TCP_ACK, stream->data + from, to - from, to - from);
}

static void
add_flags (Fixture *fixture,
           guint    at,
           guint8   flags)
{
  add_cut (fixture, START + at, flags, NULL, 0, 0);
}

static void
expect (Fixture    *fixture,
        const char *found)
{
  g_assert_cmpstr (fixture->found->str, ==, found);
  g_string_truncate (fixture->found, 0);
}

static gboolean
wanted (Fixture *fixture)
{
  const PvStreamWanted *wants = pv_stream_follower_get_wanted (fixture->follower);

  g_assert_cmpint (wants->n > 0, ==, pv_stream_wanted_has (wants, GROUP));
  g_assert_false (pv_stream_wanted_has (wants, GROUP + 1));

  return wants->n > 0;
}

static void
append_text (GByteArray *stream,
             const char *text)
{
  g_byte_array_append (stream, (const guint8 *) text, strlen (text));
}

static GByteArray *
text_stream (const char *text)
{
  GByteArray *stream = packet_new ();

  append_text (stream, text);

  return stream;
}

static GByteArray *
hello_stream (const char *name)
{
  return hello_records (hello_message_of (name), 16384);
}

/* After bytes that are no protocol's, some that are too few to tell, and then a hole, which may be filled. */
static void
test_short_before_hole (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (GByteArray) stream = text_stream ("220 Hello, what follows is none\r\nshortHOLEGET /a HTTP/1.1\r\nHost: h\r\n\r\n");

  add_flags (fixture, 0, TCP_SYN);
  add (fixture, stream, 0, 33);
  add (fixture, stream, 33, 38);
  add (fixture, stream, 42, stream->len);
  expect (fixture, "http://h/a ");
  add (fixture, stream, 38, 42);
  expect (fixture, "");
}

/* Each of these streams, in segments of every size, from a SYN on and without it. */
static void
test_sizes (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct
  {
    const char *text;
    const char *found;
  } streams[] = {
    { "GET /a HTTP/1.1\r\nHost: h\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\n\r\n", "http://h/a http://h/b " },
    { "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 19\r\n\r\nGET /x HTTP/1.1\r\n\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\n\r\n",
      "http://h/a http://h/b " },
    { "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
      "13;x=y\r\nGET /x HTTP/1.1\r\n\r\n\r\n3\r\nGET\r\n0\r\nTrailer: x\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\n\r\n",
      "http://h/a http://h/b " },
  };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (streams); i++)
    {
      g_autoptr (GByteArray) stream = text_stream (streams[i / 2].text);

      /* A stream without a SYN is known from what it begins with. */
      for (guint size = i % 2 != 0 ? 1 : PV_STREAM_BEGIN_MAX; size <= stream->len; size++)
        {
          fixture->client++;
          if (i % 2 != 0)
            add_flags (fixture, 0, TCP_SYN);
          for (guint at = 0; at < stream->len; at += size)
            add (fixture, stream, at, MIN (at + size, stream->len));
          expect (fixture, streams[i / 2].found);
        }
    }
}

static void
test_hello_sizes (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GByteArray) stream = hello_records (hello_message_of ("a.example"), 50);

  packet_append (stream, "140303000101 1703030005 0102030405");
  for (guint size = 1; size <= stream->len; size++)
    {
      fixture->client++;
      add_flags (fixture, 0, TCP_SYN);
      g_assert_true (wanted (fixture));
      for (guint at = 0; at < stream->len; at += size)
        add (fixture, stream, at, MIN (at + size, stream->len));
      expect (fixture, "tls:a.example ");
      /* what follows is of no interest */
      g_assert_false (wanted (fixture));
    }
}

/* Two segments of a ClientHello in the wrong order, each twice, overlapping. */
static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GByteArray) stream = hello_stream ("a.example");

  for (guint cut = 11; cut < stream->len; cut++)
    {
      /* late */
      fixture->client++;
      add_flags (fixture, 0, TCP_SYN);
      add (fixture, stream, cut, stream->len);
      expect (fixture, "");
      g_assert_true (wanted (fixture));
      add (fixture, stream, 0, cut);
      expect (fixture, "tls:a.example ");
      add (fixture, stream, 0, cut);
      add (fixture, stream, cut, stream->len);
      add (fixture, stream, 0, stream->len);
      expect (fixture, "");
      add_flags (fixture, stream->len, TCP_FIN | TCP_ACK);
      g_assert_false (wanted (fixture));

      /* twice, overlapping */
      fixture->client++;
      add (fixture, stream, 0, cut);
      add (fixture, stream, 0, cut);
      add (fixture, stream, cut / 2, stream->len);
      expect (fixture, "tls:a.example ");
      add (fixture, stream, 0, stream->len);
      expect (fixture, "");
      add_flags (fixture, stream->len, TCP_FIN | TCP_ACK);
      g_assert_false (wanted (fixture));
    }
}

/* Three segments, of which the middle one comes last, or never. */
static void
test_hole (Fixture       *fixture,
           gconstpointer  data)
{
  GByteArray *extensions = hello_server_name (packet_new (), "early.example");
  g_autoptr (GByteArray) early = hello_records (hello_message (hello_extension (extensions, 51, "00112233445566778899")), 16384);
  g_autoptr (GByteArray) late = NULL;

  /* the name is in the first: it is known at once, and told once */
  add (fixture, early, 0, early->len - 8);
  expect (fixture, "");
  add (fixture, early, early->len - 4, early->len);
  expect (fixture, "tls:early.example ");
  add (fixture, early, early->len - 8, early->len - 4);
  expect (fixture, "");

  /* it is in the second */
  fixture->client++;
  extensions = hello_extension (packet_new (), 51, "00112233445566778899");
  late = hello_records (hello_message (hello_server_name (extensions, "late.example")), 16384);
  add (fixture, late, 0, 60);
  add (fixture, late, late->len - 4, late->len);
  expect (fixture, "");
  g_assert_true (wanted (fixture));
  add (fixture, late, 60, late->len - 4);
  expect (fixture, "tls:late.example ");
}

#define N_SEGMENTS 5
#define N_ORDERS (5 * 4 * 3 * 2)

/* The permutation of so many numbers that comes at place @n. */
static void
get_order (guint n,
           guint order[N_SEGMENTS])
{
  guint left[N_SEGMENTS] = { 0, 1, 2, 3, 4 };

  for (guint i = 0; i < N_SEGMENTS; i++)
    {
      guint n_left = N_SEGMENTS - i;
      guint k = n % n_left;

      order[i] = left[k];
      left[k] = left[n_left - 1];
      n /= n_left;
    }
}

/* Of a connection that is known from its beginning, segments come in any order, also twice and one over another. */
static void
test_any_order (Fixture       *fixture,
                gconstpointer  data)
{
  static const char requests[] = "GET /a HTTP/1.1\r\nHost: a.example\r\n\r\nGET /b HTTP/1.1\r\nHost: b.example\r\n\r\n";
  GByteArray *extensions = hello_extension (packet_new (), 51, "00112233445566778899");
  g_autoptr (GByteArray) hello = hello_records (hello_message (hello_server_name (extensions, "any.example")), 16384);
  g_autoptr (GByteArray) http = packet_new ();

  g_byte_array_append (http, (const guint8 *) requests, sizeof requests - 1);
  for (guint n = 0; n < 4 * N_ORDERS; n++)
    {
      GByteArray *stream = n % 2 == 0 ? hello : http;
      guint overlap = n / 2 % 2 == 0 ? 0 : 3;
      guint part = (stream->len + N_SEGMENTS - 1) / N_SEGMENTS;
      guint order[N_SEGMENTS];

      fixture->client++;
      add_flags (fixture, 0, TCP_SYN);
      get_order (n / 4, order);
      for (guint i = 0; i < N_SEGMENTS; i++)
        add (fixture, stream, order[i] * part, MIN ((order[i] + 1) * part + overlap, stream->len));
      expect (fixture, n % 2 == 0 ? "tls:any.example " : "http://a.example/a http://b.example/b ");
      if (n % 2 == 1)
        add_flags (fixture, stream->len, TCP_FIN | TCP_ACK);
    }
}

/* Of those that never come, and of others that were cut, nothing is made up. */
static void
test_several_holes (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GByteArray) stream = hello_stream ("several.example");

  add_flags (fixture, 0, TCP_SYN);
  add (fixture, stream, 60, stream->len);
  add (fixture, stream, 20, 40);
  add (fixture, stream, 0, 20);
  expect (fixture, "");
  /* only some of it was captured: the rest may still come again */
  add_cut (fixture, START + 40, TCP_ACK, stream->data + 40, 5, 10);
  expect (fixture, "");

  /* so many that they are not kept */
  fixture->client++;
  add_flags (fixture, 0, TCP_SYN);
  for (guint i = 400; i > 1; i -= 2)
    add (fixture, stream, i % (stream->len - 1), i % (stream->len - 1) + 1);
  add (fixture, stream, 0, stream->len);
  expect (fixture, "tls:several.example ");
}

/* A server may ask for another ClientHello (RFC 8446, section 4.1.4). */
static void
test_hello_again (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GByteArray) stream = hello_stream ("a.example");
  guint first = stream->len;
  g_autoptr (GByteArray) second = hello_stream ("a.example");

  packet_append (stream, "140303000101");
  g_byte_array_append (stream, second->data, second->len);
  packet_append (stream, "140303000101 1703030005 0102030405");
  add (fixture, stream, 0, first);
  expect (fixture, "tls:a.example ");
  g_assert_true (wanted (fixture));
  add (fixture, stream, first, stream->len);
  expect (fixture, "tls:a.example ");
  g_assert_false (wanted (fixture));
}

/* Protocols that begin as text, or otherwise, and turn to TLS later. */
static void
test_starttls (Fixture       *fixture,
               gconstpointer  data)
{
  static const char *const beginnings[] = {
    "EHLO client.example\r\n|STARTTLS\r\n", /* SMTP */
    "a001 CAPABILITY\r\n|a002 STARTTLS\r\n", /* IMAP */
    "CAPA\r\n|STLS\r\n", /* POP3 */
    "<stream:stream to='a.example'>|<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", /* XMPP */
    "\x01\x02\x03\x04", "G|E|T|X\r\n",
  };
  g_autoptr (GByteArray) postgresql = packet_append (packet_new (), "00000008 04d2162f");
  g_autoptr (GByteArray) hello = hello_stream ("a.example");

  for (guint i = 0; i <= G_N_ELEMENTS (beginnings); i++)
    {
      g_autoptr (GByteArray) stream = packet_new ();
      guint at = 0;

      fixture->client++;
      add_flags (fixture, 0, TCP_SYN);
      if (i < G_N_ELEMENTS (beginnings))
        {
          g_auto (GStrv) parts = g_strsplit (beginnings[i], "|", -1);

          for (guint j = 0; parts[j] != NULL; j++)
            {
              append_text (stream, parts[j]);
              add (fixture, stream, at, stream->len);
              at = stream->len;
            }
        }
      else
        {
          g_byte_array_append (stream, postgresql->data, postgresql->len);
          add (fixture, stream, 0, stream->len);
          at = stream->len;
        }

      g_byte_array_append (stream, hello->data, hello->len);
      add (fixture, stream, at, at + 30);
      expect (fixture, "");
      g_assert_true (wanted (fixture));
      add (fixture, stream, at + 30, stream->len);
      expect (fixture, "tls:a.example ");
    }
}

static void
test_tunnel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GByteArray) stream = text_stream ("CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n\r\n");
  g_autoptr (GByteArray) hello = hello_stream ("a.example");
  guint head = stream->len;

  g_byte_array_append (stream, hello->data, hello->len);
  add (fixture, stream, 0, head);
  expect (fixture, "a.example:443 ");
  g_assert_true (wanted (fixture));
  add (fixture, stream, head, head + 40);
  add (fixture, stream, head + 40, stream->len);
  expect (fixture, "tls:a.example ");
}

/* What cannot be read is passed by until a segment begins with a request. */
static void
test_gap_in_requests (Fixture       *fixture,
                      gconstpointer  data)
{
  static const char first[] = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";
  g_autoptr (GByteArray) stream = text_stream (first);
  guint n = strlen (first);

  append_text (stream, "GET /b HTTP/1.1\r\nHost: h\r\n\r\nGET /c HTTP/1.1\r\nHost: h\r\n\r\n");
  add (fixture, stream, 0, n);
  expect (fixture, "http://h/a ");
  add (fixture, stream, n + 5, 2 * n);
  expect (fixture, "");
  add (fixture, stream, 2 * n, 3 * n);
  expect (fixture, "http://h/c ");
  add (fixture, stream, n, n + 5);
  expect (fixture, "http://h/b ");
}

/* A body is passed by also where parts of it are missing or were not captured. */
static void
test_body (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GByteArray) stream = text_stream ("PUT /a HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n");
  guint head = stream->len;

  packet_append_n (stream, 100000, 'G');
  append_text (stream, "GET /b HTTP/1.1\r\nHost: h\r\n\r\n");
  add (fixture, stream, 0, head);
  expect (fixture, "http://h/a ");
  add (fixture, stream, head, head + 20000);
  add (fixture, stream, head + 40000, head + 60000);
  add_cut (fixture, START + head + 60000, TCP_ACK, stream->data + head + 60000, 100, 30000);
  add (fixture, stream, head + 90000, stream->len);
  expect (fixture, "http://h/b ");
}

static void
test_snapshot_length (Fixture       *fixture,
                      gconstpointer  data)
{
  GByteArray *extensions = hello_server_name (packet_new (), "a.example");
  g_autoptr (GByteArray) hello = hello_records (hello_message (hello_extension (extensions, 51, "0011223344556677")), 16384);
  g_autoptr (GByteArray) head = text_stream ("GET /a HTTP/1.1\r\nHost: h\r\nCookie: 0123456789\r\n\r\n");
  g_autoptr (GByteArray) next = text_stream ("GET /b HTTP/1.1\r\nHost: h\r\n\r\n");

  add_cut (fixture, START, TCP_ACK, hello->data, hello->len - 5, hello->len);
  expect (fixture, "tls:a.example ");

  fixture->client++;
  add_cut (fixture, START, TCP_ACK, hello->data, 60, hello->len);
  expect (fixture, "");

  /* the request line and the host are known; the next request begins a segment */
  fixture->client++;
  add_cut (fixture, START, TCP_ACK, head->data, head->len - 12, head->len);
  expect (fixture, "http://h/a ");
  add_cut (fixture, START + head->len, TCP_ACK, next->data, next->len, next->len);
  expect (fixture, "http://h/b ");

  /* the host is not */
  fixture->client++;
  add_cut (fixture, START, TCP_ACK, head->data, 20, head->len);
  expect (fixture, "");
}

/* What has no beginning that is looked for is not kept. */
static void
test_unwanted (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GByteArray) stream = packet_append_n (packet_new (), 5000, 0x05);

  add (fixture, stream, 0, 1000);
  g_assert_false (wanted (fixture));
  add_flags (fixture, 0, TCP_SYN);
  g_assert_true (wanted (fixture));
  add (fixture, stream, 0, 1000);
  g_assert_false (wanted (fixture));
  add (fixture, stream, 1000, 5000);
  g_assert_false (wanted (fixture));

  /* a reset, an end, a connection that begins anew */
  fixture->client++;
  add_flags (fixture, 0, TCP_SYN);
  g_assert_true (wanted (fixture));
  add_flags (fixture, 0, TCP_RST);
  g_assert_false (wanted (fixture));
  add_flags (fixture, 5000, TCP_SYN);
  g_assert_true (wanted (fixture));
  add_flags (fixture, 5000, TCP_FIN | TCP_ACK);
  g_assert_false (wanted (fixture));
  expect (fixture, "");
}

static void
test_dns_answers (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GByteArray) message = packet_dns ("a.example");
  g_autoptr (GByteArray) stream = packet_new ();
  guint8 prefix[2] = { 0, (guint8) message->len };

  g_byte_array_append (stream, prefix, 2);
  g_byte_array_append (stream, message->data, message->len);
  fixture->port = 53;
  add (fixture, stream, 0, 9);
  add (fixture, stream, 9, stream->len);
  expect (fixture, "query:a.example ");
  /* they need not be asked for */
  g_assert_false (wanted (fixture));
}

/* More streams than are remembered, then more bytes. */
static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GByteArray) hello = hello_stream ("a.example");
  g_autoptr (GByteArray) head = text_stream ("GET /a HTTP/1.1\r\nHost: h\r\nCookie: ");
  guint32 first = fixture->client;

  for (guint i = 0; i < 40000; i++)
    {
      fixture->client++;
      add (fixture, hello, 0, 40);
    }
  add (fixture, hello, 40, hello->len);
  expect (fixture, "tls:a.example ");
  fixture->client = first + 1;
  add (fixture, hello, 40, hello->len);
  expect (fixture, "");

  packet_append_n (head, 60000, 'x');
  fixture->client = first + 100000;
  for (guint i = 0; i < 1000; i++)
    {
      fixture->client++;
      add (fixture, head, 0, head->len);
    }
  append_text (head, "\r\n\r\n");
  add (fixture, head, head->len - 4, head->len);
  expect (fixture, "http://h/a ");
  fixture->client = first + 100001;
  add (fixture, head, head->len - 4, head->len);
  expect (fixture, "");
}

/* A head that comes in single bytes costs what it is long, not the square of that. */
static void
test_single_bytes (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GByteArray) head = text_stream ("GET /a HTTP/1.1\r\nHost: h\r\n");
  gint64 start = g_get_monotonic_time ();

  while (head->len < 60000)
    append_text (head, "a: b\r\n");
  append_text (head, "\r\n");
  add_flags (fixture, 0, TCP_SYN);
  for (guint i = 0; i < head->len; i++)
    add (fixture, head, i, i + 1);
  expect (fixture, "http://h/a ");
  /* with the square of it, it takes a minute */
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/stream-follower/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("sizes", test_sizes);
  ADD ("short-before-hole", test_short_before_hole);
  ADD ("hello-sizes", test_hello_sizes);
  ADD ("order", test_order);
  ADD ("hole", test_hole);
  ADD ("any-order", test_any_order);
  ADD ("several-holes", test_several_holes);
  ADD ("hello-again", test_hello_again);
  ADD ("starttls", test_starttls);
  ADD ("tunnel", test_tunnel);
  ADD ("gap-in-requests", test_gap_in_requests);
  ADD ("body", test_body);
  ADD ("snapshot-length", test_snapshot_length);
  ADD ("unwanted", test_unwanted);
  ADD ("dns-answers", test_dns_answers);
  ADD ("many", test_many);
  ADD ("single-bytes", test_single_bytes);
#undef ADD

  return g_test_run ();
}
