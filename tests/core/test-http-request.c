/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-http-request.c: heads of HTTP requests. */
#include <string.h>

#include "packet-builder.h"
#include "pv-http-request.h"

static PvParse
read_part (const char    *stream,
           guint          captured,
           guint          length,
           PvHttpRequest *request,
           char          *url)
{
  g_autofree guint8 *copy = captured > 0 ? g_memdup2 (stream, captured) : g_malloc (1);
  PvCursor cursor = { copy, captured, length };
  PvParse parse = pv_http_request_read (&cursor, request);
  guint32 seen = 0;
  guint32 measured = 0;
  PvParse measure = pv_http_request_measure (&cursor, &seen, &measured);

  if (parse == PV_PARSE_WHOLE)
    {
      g_assert_cmpint (measure, ==, PV_PARSE_WHOLE);
      g_assert_cmpuint (measured, ==, request->length);
    }
  else if (parse != PV_PARSE_NONE)
    {
      g_assert_cmpint (measure, ==, parse);
    }

  if (url != NULL)
    g_assert_cmpuint (pv_http_request_write_url (request, url), ==, strlen (url));

  return parse;
}

/* @stream is a whole head. */
static void
expect (const char *stream,
        const char *method,
        const char *host,
        const char *url)
{
  gsize length = strlen (stream);
  char found[PV_HTTP_URL_MAX];
  PvHttpRequest request;
  guint32 seen = 0;
  guint32 measured = 0;
  g_autofree char *more = g_strconcat (stream, "GET", NULL);

  g_assert_true (pv_http_request_begins ((const guint8 *) stream, length));
  for (gsize part = 0; part < length; part++)
    {
      PvCursor cursor = { (const guint8 *) stream, (guint32) part, (guint32) part };

      g_assert_cmpint (read_part (stream, part, part, &request, NULL), ==, PV_PARSE_MORE);
      g_assert_cmpint (read_part (stream, part, length, &request, NULL), ==,
                       strchr (stream, '\n') - stream < (gssize) part ? PV_PARSE_CUT : PV_PARSE_NONE);
      g_assert_cmpint (pv_http_request_measure (&cursor, &seen, &measured), ==, PV_PARSE_MORE);
    }

  {
    g_autofree guint8 *copy = g_memdup2 (more, length + 3);
    PvCursor cursor = { copy, (guint32) length + 3, (guint32) length + 3 };

    g_assert_cmpint (pv_http_request_measure (&cursor, &seen, &measured), ==, PV_PARSE_WHOLE);
    g_assert_cmpuint (measured, ==, length);
    g_assert_cmpint (pv_http_request_read (&cursor, &request), ==, PV_PARSE_WHOLE);
    g_assert_cmpuint (request.length, ==, length);
    g_assert_cmpmem (request.method.data, request.method.length, method, strlen (method));
    g_assert_cmpmem (request.host.data, request.host.length, host, strlen (host));
    pv_http_request_write_url (&request, found);
    g_assert_cmpstr (found, ==, url);
  }
}

static void
expect_none (const char *stream)
{
  PvHttpRequest request;

  g_assert_cmpint (read_part (stream, strlen (stream), strlen (stream), &request, NULL), ==, PV_PARSE_NONE);
}

static void
test_requests (void)
{
  expect ("GET / HTTP/1.1\r\nHost: www.Example.com\r\nUser-Agent: x\r\n\r\n", "GET", "www.Example.com",
          "http://www.Example.com/");
  expect ("POST /a?b=c HTTP/1.0\nhost:example.com:8080 \n\n", "POST", "example.com:8080", "http://example.com:8080/a?b=c");
  expect ("PROPFIND /dav/ HTTP/1.1\r\nAccept: */*\r\nHOST:\t[2001:db8::1]:81\r\n\r\n", "PROPFIND", "[2001:db8::1]:81",
          "http://[2001:db8::1]:81/dav/");
  expect ("M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n\r\n", "M-SEARCH", "239.255.255.250:1900",
          "http://239.255.255.250:1900*");
  /* the first of two hosts */
  expect ("GET /x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET", "a", "http://a/x");
}

static void
test_without_host (void)
{
  expect ("GET / HTTP/1.0\r\n\r\n", "GET", "", "/");
  expect ("GET / HTTP/1.1\r\nHost:\r\n\r\n", "GET", "", "/");
  expect ("GET / HTTP/1.1\r\nno field\r\nHosts: a\r\nX-Host: a\r\n\r\n", "GET", "", "/");
}

static void
test_targets (void)
{
  expect ("GET http://a.example/x HTTP/1.1\r\nHost: proxy\r\n\r\n", "GET", "proxy", "http://a.example/x");
  expect ("GET http://me@a.example:81/x HTTP/1.1\r\n\r\n", "GET", "a.example:81", "http://me@a.example:81/x");
  expect ("CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n\r\n", "CONNECT", "a.example:443", "a.example:443");
  expect ("CONNECT a.example:443 HTTP/1.1\r\n\r\n", "CONNECT", "a.example:443", "a.example:443");
  /* spaces in it, none of it, no version */
  expect ("GET /a b HTTP/1.1\r\nHost: h\r\n\r\n", "GET", "h", "http://h/a%20b");
  expect ("OPTIONS HTTP/1.1\r\nHost: h\r\n\r\n", "OPTIONS", "h", "http://hHTTP/1.1");
  expect ("OPTIONS\r\nHost: h\r\n\r\n", "OPTIONS", "h", "http://h");
  expect ("CCM_POST / HTTP/1.\r\nHost: h\r\n\r\n", "CCM_POST", "h", "http://h/");
  expect ("OPTIONS  HTTP/1.1\r\nHost: h\r\n\r\n", "OPTIONS", "h", "http://h");
  expect ("GET /old\r\nHost: h\r\n\r\n", "GET", "h", "http://h/old");
  expect ("GET /HTTP/1.1\r\nHost: h\r\n\r\n", "GET", "h", "http://h/HTTP/1.1");
  /* what is no ASCII */
  expect ("GET /\xc3\xa4 HTTP/1.1\r\nHost: h\r\n\r\n", "GET", "h", "http://h/%C3%A4");
}

/* Whatever is in it, it is a line of printable characters that has an end. */
static void
test_agent (void)
{
  char agent[PV_HTTP_AGENT_MAX];
  guint8 bytes[2 * PV_HTTP_AGENT_MAX];
  PvHttpRequest request = { 0 };

  g_assert_cmpuint (pv_http_request_write_agent (&request, agent), ==, 0);
  g_assert_cmpstr (agent, ==, "");
  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8) i;
  for (guint32 length = 0; length <= sizeof bytes; length++)
    {
      gsize written;

      request.user_agent = (PvHttpText){ bytes + sizeof bytes - length, length };
      written = pv_http_request_write_agent (&request, agent);
      g_assert_cmpuint (written, <, PV_HTTP_AGENT_MAX);
      g_assert_cmpuint (strlen (agent), ==, written);
      for (gsize i = 0; i < written; i++)
        g_assert_true (g_ascii_isprint (agent[i]));
    }
}

static void
test_none (void)
{
  expect_none ("HTTP/1.1 200 OK\r\nHost: a\r\n\r\n");
  expect_none ("EHLO mail.example\r\n");
  expect_none ("USER me\r\n");
  expect_none ("GET key\r\n");
  expect_none ("MAIL FROM:<a@b.example>\r\n");
  expect_none ("INVITE sip:a@b.example SIP/2.0\r\n\r\n");
  expect_none ("OPTIONS rtsp://a.example/ RTSP/1.0\r\n\r\n");
  expect_none ("get / HTTP/1.1\r\n\r\n");
  expect_none ("POST\r\n\r\n");
  expect_none ("QUIT\r\n\r\n");
  expect_none ("GET /\x01 HTTP/1.1\r\n\r\n");
  expect_none ("AMETHODTHATISLONGERTHANALLOTHERSARE / HTTP/1.1\r\n\r\n");
  expect_none ("\r\n");
  expect_none ("G3T / HTTP/1.1\r\n\r\n");
  expect_none ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  g_assert_false (pv_http_request_begins ((const guint8 *) "G3T", 3));
  g_assert_false (pv_http_request_begins ((const guint8 *) "", 0));
}

static void
test_bodies (void)
{
  static const struct
  {
    const char *fields;
    PvHttpBody body;
    guint64 length;
  } bodies[] = {
    { "", PV_HTTP_BODY_LENGTH, 0 },
    { "Content-Length: 12\r\n", PV_HTTP_BODY_LENGTH, 12 },
    { "content-length:007 \r\n", PV_HTTP_BODY_LENGTH, 7 },
    { "Content-Length: -1\r\n", PV_HTTP_BODY_LENGTH, 0 },
    { "Content-Length: 99999999999999999999999999\r\n", PV_HTTP_BODY_LENGTH, (guint64) 1 << 60 },
    { "Transfer-Encoding: chunked\r\n", PV_HTTP_BODY_CHUNKED, 0 },
    { "Transfer-Encoding: gzip, Chunked\r\nContent-Length: 3\r\n", PV_HTTP_BODY_CHUNKED, 3 },
    { "Transfer-Encoding: chunked, gzip\r\n", PV_HTTP_BODY_LENGTH, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *head = g_strconcat ("POST / HTTP/1.1\r\n", bodies[i].fields, "\r\n", NULL);
      PvHttpRequest request;

      g_assert_cmpint (read_part (head, strlen (head), strlen (head), &request, NULL), ==, PV_PARSE_WHOLE);
      g_assert_cmpint (request.body, ==, bodies[i].body);
      g_assert_cmpuint (request.body_length, ==, bodies[i].length);
    }
}

static void
test_user_agent (void)
{
  static const char head[] = "GET / HTTP/1.1\r\nUser-Agent: a (b) c/1\r\nuser-agent: d\r\n\r\n";
  g_autofree guint8 *copy = g_memdup2 (head, strlen (head));
  PvCursor cursor = { copy, strlen (head), strlen (head) };
  PvHttpRequest request;

  g_assert_cmpint (pv_http_request_read (&cursor, &request), ==, PV_PARSE_WHOLE);
  g_assert_cmpmem (request.user_agent.data, request.user_agent.length, "a (b) c/1", 9);
}

/* What was read before the snapshot length cut the head counts. */
static void
test_cut (void)
{
  static const char head[] = "GET /x HTTP/1.1\r\nHost: a.example\r\nCookie: 123456\r\n\r\n";
  char url[PV_HTTP_URL_MAX];
  PvHttpRequest request;

  g_assert_cmpint (read_part (head, 40, strlen (head), &request, url), ==, PV_PARSE_CUT);
  g_assert_cmpint (read_part (head, 20, strlen (head), &request, url), ==, PV_PARSE_CUT);
  g_assert_cmpstr (url, ==, "/x");
}

static void
test_long (void)
{
  g_autoptr (GString) head = g_string_new ("GET /");
  char url[PV_HTTP_URL_MAX];
  PvHttpRequest request;

  /* a target longer than a URL may be, of bytes that take three */
  for (guint i = 0; i < PV_HTTP_URL_MAX; i++)
    g_string_append_c (head, '\xff');
  g_string_append (head, " HTTP/1.1\r\nHost: h\r\n\r\n");
  g_assert_cmpint (read_part (head->str, head->len, head->len, &request, url), ==, PV_PARSE_WHOLE);
  g_assert_cmpuint (strlen (url), <, PV_HTTP_URL_MAX);
  g_assert_cmpuint (strlen (url), >, PV_HTTP_URL_MAX - 5);

  /* a head without an end */
  g_string_truncate (head, head->len - 2);
  while (head->len < PV_HTTP_HEAD_MAX)
    g_string_append (head, "a: b\r\n");
  g_assert_cmpint (read_part (head->str, head->len, head->len, &request, NULL), ==, PV_PARSE_NONE);
  g_assert_cmpint (read_part (head->str, 60000, 60000, &request, NULL), ==, PV_PARSE_MORE);
}

static void
test_chunks (void)
{
  static const struct
  {
    const char *line;
    guint64 size;
  } chunks[] = {
    { "5\r\n", 7 }, { "1aF;name=value\r\n", 0x1b1 }, { "0\r\n", 0 }, { "000\n", 0 }, { "fffffffffffffff \r\n", 0x1000000000000001 },
  };
  static const char *const bad[] = { "\r\n", "g\r\n", "-1\r\n", "1000000000000000\r\n", "5x\r\n", "5\0\r\n" };

  for (guint i = 0; i < G_N_ELEMENTS (chunks); i++)
    for (gsize length = 0; length <= strlen (chunks[i].line); length++)
      {
        g_autofree guint8 *copy = length > 0 ? g_memdup2 (chunks[i].line, length) : g_malloc (1);
        PvCursor cursor = { copy, (guint32) length, (guint32) length };
        guint32 line_length = 0;
        guint64 size;
        PvParse parse = pv_http_chunk_read (&cursor, &line_length, &size);

        if (length < strlen (chunks[i].line))
          {
            g_assert_cmpint (parse, ==, PV_PARSE_MORE);
            continue;
          }
        g_assert_cmpint (parse, ==, PV_PARSE_WHOLE);
        g_assert_cmpuint (line_length, ==, length);
        g_assert_cmpuint (size, ==, chunks[i].size);
      }

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      PvCursor cursor = { (const guint8 *) bad[i], 4, 4 };
      guint32 line_length;
      guint64 size;

      if (strlen (bad[i]) > 4)
        cursor.captured = cursor.wire = (guint32) strlen (bad[i]);
      else if (strlen (bad[i]) < 4 && bad[i][0] != '5')
        cursor.captured = cursor.wire = (guint32) strlen (bad[i]);
      g_assert_cmpint (pv_http_chunk_read (&cursor, &line_length, &size), ==, PV_PARSE_NONE);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http-request/agent", test_agent);
  g_test_add_func ("/http-request/requests", test_requests);
  g_test_add_func ("/http-request/without-host", test_without_host);
  g_test_add_func ("/http-request/targets", test_targets);
  g_test_add_func ("/http-request/none", test_none);
  g_test_add_func ("/http-request/bodies", test_bodies);
  g_test_add_func ("/http-request/user-agent", test_user_agent);
  g_test_add_func ("/http-request/cut", test_cut);
  g_test_add_func ("/http-request/long", test_long);
  g_test_add_func ("/http-request/chunks", test_chunks);

  return g_test_run ();
}
