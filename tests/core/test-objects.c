/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-objects.c: files that went over the wire, in segments and blocks of every kind. */
#include <string.h>
#include <zlib.h>

#include "object-fixture.h"

static void
test_length (Fixture       *fixture,
             gconstpointer  data)
{
  const PvObject *object;

  open_connection (fixture);
  add (fixture, FALSE, GET ("/folder/a%20file.txt?query=/x"));
  add (fixture, TRUE, OK (11) "Hello");
  add (fixture, TRUE, " world");
  add (fixture, FALSE, GET ("/"));
  add (fixture, TRUE, OK (1) "x");
  end (fixture);

  expect (fixture, 0, "a file.txt", "Hello world", 0);
  expect (fixture, 1, "example.org", "x", 0);
  object = get (fixture, 0);
  g_assert_cmpstr (object->url, ==, "http://example.org/folder/a%20file.txt?query=/x");
  g_assert_cmpstr (object->type, ==, "text/plain");
  g_assert_cmpuint (object->packet, ==, 3);
  g_assert_cmpint (object->time_ns, ==, 3);
  g_assert_cmpuint (object->client[3], ==, 1);
  g_assert_cmpuint (object->server[3], ==, 2);
  g_assert_cmpuint (object->client_port, ==, 40001);
  g_assert_cmpuint (object->server_port, ==, 80);
  g_assert_false (object->is_upload);
  g_assert_true (pv_object_is_whole (object));
}

static void
test_chunks (Fixture       *fixture,
             gconstpointer  data)
{
  static const char text[] =
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nHello\r\n6;x=y\r\n world\r\n0\r\nTrailer: x\r\n\r\n" OK (2) "ab";

  /* all in one, and each byte by itself */
  open_connection (fixture);
  add (fixture, FALSE, GET ("/a") GET ("/b"));
  add (fixture, TRUE, text);
  open_connection (fixture);
  add (fixture, FALSE, GET ("/a") GET ("/b"));
  for (gsize i = 0; i < strlen (text); i++)
    add_at (fixture, TRUE, (guint32) i, ACK, text + i, 1);
  end (fixture);

  for (guint i = 0; i < 4; i += 2)
    {
      expect (fixture, i, "a", "Hello world", 0);
      expect (fixture, i + 1, "b", "ab", 0);
    }
}

static void
test_close (Fixture       *fixture,
            gconstpointer  data)
{
  open_connection (fixture);
  add (fixture, FALSE, GET ("/closed"));
  add (fixture, TRUE, "HTTP/1.0 200 OK\n\nuntil the end");
  close_connection (fixture);
  open_connection (fixture);
  add (fixture, FALSE, GET ("/reset"));
  add (fixture, TRUE, "HTTP/1.0 200 OK\n\nuntil the end");
  add_at (fixture, TRUE, fixture->next[1], RST, "", 0);
  open_connection (fixture);
  add (fixture, FALSE, GET ("/left"));
  add (fixture, TRUE, OK (20) "half of it");
  end (fixture);

  expect (fixture, 0, "closed", "until the end", 0);
  expect (fixture, 1, "reset", "until the end", PV_OBJECT_CUT);
  expect (fixture, 2, "left", "half of it", PV_OBJECT_CUT);
  g_assert_cmpuint (get (fixture, 2)->missing, ==, 10);
}

/* Responses without a body, though they say how long it would be. */
static void
test_bodiless (Fixture       *fixture,
               gconstpointer  data)
{
  open_connection (fixture);
  add (fixture, FALSE, "HEAD /head HTTP/1.1\r\nHost: a\r\n\r\n" GET ("/not-modified") GET ("/none"));
  add (fixture, FALSE, "POST /post HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
  add (fixture, TRUE, OK (5) "HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n");
  add (fixture, TRUE, "HTTP/1.1 100 Continue\r\n\r\n");
  add (fixture, FALSE, "sent");
  add (fixture, TRUE, OK (8) "received");
  end (fixture);

  g_assert_cmpuint (fixture->objects->len, ==, 2);
  expect (fixture, 0, "post", "sent", 0);
  g_assert_true (get (fixture, 0)->is_upload);
  g_assert_cmpuint (get (fixture, 0)->client_port, ==, fixture->port);
  expect (fixture, 1, "post", "received", 0);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  static const char text[] = OK (26) "abcdefghijklmnopqrstuvwxyz";
  guint32 head = (guint32) strlen (text) - 26;

  open_connection (fixture);
  add (fixture, FALSE, GET ("/order"));
  /* late, early, twice, and overlapping with other bytes: of those that come early, the segment counts that
   * begins first */
  add_at (fixture, TRUE, head + 20, ACK, text + head + 20, 6);
  add_at (fixture, TRUE, head + 5, ACK, text + head + 5, 5);
  add_at (fixture, TRUE, head + 10, ACK, text + head + 10, 5);
  add_at (fixture, TRUE, head + 8, ACK, "IJKLMNOPQRS", 11);
  add_at (fixture, TRUE, 10, ACK, text + 10, head - 10);
  add_at (fixture, TRUE, 0, ACK, text, 10);
  add_at (fixture, TRUE, 0, ACK, text, 10);
  add_at (fixture, TRUE, head, ACK, text + head, 5);
  add_at (fixture, TRUE, head, ACK, "12345", 5);
  add_at (fixture, TRUE, head + 15, ACK, text + head + 15, 5);
  end (fixture);

  expect (fixture, 0, "order", "abcdefghijKLMNOPQRStuvwxyz", 0);
}

/* What never comes becomes zeros, and is counted. */
static void
test_lost (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GString) expected = g_string_new ("abcd");
  guint32 head = (guint32) strlen (OK (14));
  const GByteArray *body;

  open_connection (fixture);
  add (fixture, FALSE, GET ("/lost"));
  add (fixture, TRUE, OK (14) "abcd");
  add_at (fixture, TRUE, head + 8, ACK, "ijklmn", 6);
  add (fixture, FALSE, GET ("/next"));
  add (fixture, TRUE, OK (2) "ok");
  close_connection (fixture);

  /* not captured, rather than lost */
  open_connection (fixture);
  add (fixture, FALSE, GET ("/cut"));
  add_ip (fixture, make_segment (fixture->port, 80, TRUE, 0xfffffff1, ACK, OK (14) "abcdefgh", head + 8), 4);
  add_at (fixture, TRUE, head + 8, ACK, "ijklmn", 6);
  add (fixture, FALSE, GET ("/next"));
  add (fixture, TRUE, OK (2) "ok");
  end (fixture);

  g_string_append_len (expected, "\0\0\0\0ijklmn", 10);
  for (guint i = 0; i < 2; i++)
    {
      body = g_ptr_array_index (fixture->bodies, i);
      g_assert_cmpmem (body->data, body->len, expected->str, expected->len);
      g_assert_cmpuint (get (fixture, i)->flaws, ==, PV_OBJECT_CUT);
      g_assert_cmpuint (get (fixture, i)->missing, ==, 4);
      expect (fixture, i + 2, "next", "ok", 0);
    }
  /* it began with the packet that its first byte came in, long before what was missing was given up */
  g_assert_cmpuint (get (fixture, 3)->packet, ==, 6);
}

/* Chunks whose sizes are lost end the body; the next response is found where a segment begins. */
static void
test_lost_chunk (Fixture       *fixture,
                 gconstpointer  data)
{
  open_connection (fixture);
  add (fixture, FALSE, GET ("/chunks"));
  add (fixture, TRUE, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nHello\r\n");
  fixture->next[1] += 20;
  add (fixture, TRUE, "6\r\n world\r\n0\r\n\r\n");
  add (fixture, FALSE, GET ("/next"));
  add (fixture, TRUE, OK (2) "ok");
  end (fixture);

  g_assert_cmpuint (fixture->objects->len, ==, 2);
  g_assert_cmpuint (get (fixture, 0)->flaws, ==, PV_OBJECT_CUT);
  g_assert_cmpuint (get (fixture, 0)->missing, ==, 20);
  expect (fixture, 1, "next", "ok", 0);
}

/* Of a capture that begins in the middle. */
static void
test_middle (Fixture       *fixture,
             gconstpointer  data)
{
  fixture->next[1] = 5000;
  add (fixture, TRUE, OK (100));
  add (fixture, TRUE, OK (5) "first");
  add (fixture, FALSE, GET ("/second"));
  add (fixture, TRUE, OK (6) "second");
  end (fixture);

  expect (fixture, 0, NULL, "first", 0);
  g_assert_null (get (fixture, 0)->url);
  expect (fixture, 1, "second", "second", 0);
}

/* The same ports again, with and without a SYN; and a SYN that was sent twice. */
static void
test_again (Fixture       *fixture,
            gconstpointer  data)
{
  open_connection (fixture);
  fixture->port--;
  fixture->port++;
  add_at (fixture, FALSE, 0, SYN, "", 0);
  add (fixture, FALSE, GET ("/one"));
  add (fixture, TRUE, OK (9) "one");
  add_ip (fixture, make_segment (fixture->port, 80, FALSE, 77000000, SYN, "", 0), 0);
  add_ip (fixture, make_segment (fixture->port, 80, TRUE, 88000000, SYN | ACK, "", 0), 0);
  add_ip (fixture, make_segment (fixture->port, 80, FALSE, 77000001, ACK, GET ("/two"), strlen (GET ("/two"))), 0);
  add_ip (fixture, make_segment (fixture->port, 80, TRUE, 88000001, ACK, OK (3) "two", strlen (OK (3) "two")), 0);
  end (fixture);

  expect (fixture, 0, "one", "one", PV_OBJECT_CUT);
  g_assert_cmpuint (get (fixture, 0)->missing, ==, 6);
  expect (fixture, 1, "two", "two", 0);
}

/* Compresses. @bits: of the window, as zlib has them */
static GByteArray *
compress_bytes (const void *data,
                gsize       n,
                int         bits)
{
  GByteArray *out = g_byte_array_new ();
  z_stream zlib = { .next_in = (Bytef *) data, .avail_in = (uInt) n };

  g_byte_array_set_size (out, (guint) n + 1024);
  g_assert_cmpint (deflateInit2 (&zlib, 9, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY), ==, Z_OK);
  zlib.next_out = out->data;
  zlib.avail_out = out->len;
  g_assert_cmpint (deflate (&zlib, Z_FINISH), ==, Z_STREAM_END);
  g_byte_array_set_size (out, out->len - zlib.avail_out);
  deflateEnd (&zlib);

  return out;
}

/* A response whose body is compressed, in segments of @step bytes. */
static void
add_coded (Fixture    *fixture,
           const char *coding,
           GByteArray *body,
           guint       step)
{
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\nContent-Length: %u\r\n\r\n", coding,
                                           body->len);

  add (fixture, FALSE, GET ("/coded"));
  add (fixture, TRUE, head);
  for (guint i = 0; i < body->len; i += step)
    add_at (fixture, TRUE, fixture->next[1], ACK, body->data + i, MIN (step, body->len - i));
}

static void
test_codings (Fixture       *fixture,
              gconstpointer  data)
{
  static const char text[] = "so it goes, so it goes, so it goes";
  static const int bits[] = { 15 + 16, 15, -15 };
  static const guint8 brotli[] = { 0x0b, 0x02, 0x80, 'h', 'e', 'l', 'l', 'o', 0x03 };
  guint n = 0;

  open_connection (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (bits); i++)
    {
      g_autoptr (GByteArray) body = compress_bytes (text, strlen (text), bits[i]);

      add_coded (fixture, i == 0 ? "gzip" : "deflate", body, 1);
      add_coded (fixture, i == 0 ? "x-gzip" : "Deflate", body, 1000);
      /* a byte that was changed */
      body->data[body->len / 2] ^= 0x55;
      add_coded (fixture, i == 0 ? "gzip" : "deflate", body, 1000);
    }
  {
    g_autoptr (GByteArray) body = g_byte_array_append (g_byte_array_new (), brotli, sizeof brotli);
    g_autoptr (GByteArray) plain = g_byte_array_append (g_byte_array_new (), (const guint8 *) "plain", 5);

    add_coded (fixture, "br", body, 2);
    /* what is said to be compressed, and is not; what nobody knows */
    add_coded (fixture, "gzip", plain, 5);
    add_coded (fixture, "sdch", plain, 5);
    add_coded (fixture, "identity", plain, 5);
  }
  end (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (bits); i++)
    {
      expect (fixture, n++, "coded", text, 0);
      expect (fixture, n++, "coded", text, 0);
      g_assert_cmpuint (get (fixture, n)->flaws & ~PV_OBJECT_MISNAMED, ==, PV_OBJECT_DAMAGED);
      n++;
    }
  if ((get (fixture, n)->flaws & PV_OBJECT_CODED) == 0)
    expect (fixture, n, "coded", "hello", 0);
  n++;
  expect (fixture, n++, "coded", "plain", PV_OBJECT_CODED);
  expect (fixture, n++, "coded", "plain", PV_OBJECT_CODED);
  expect (fixture, n++, "coded", "plain", 0);
}

/* What would become a thousand times as large is not decompressed to its end. */
static void
test_bomb (Fixture       *fixture,
           gconstpointer  data)
{
  gsize n = (gsize) 64 * 1024 * 1024;
  g_autofree guint8 *zeros = g_malloc0 (n);
  g_autoptr (GByteArray) bomb = compress_bytes (zeros, n, 15 + 16);
  g_autoptr (GByteArray) small = compress_bytes (zeros, 1024 * 1024, 15 + 16);

  open_connection (fixture);
  add_coded (fixture, "gzip", bomb, 1400);
  add_coded (fixture, "gzip", small, 1400);
  end (fixture);

  g_assert_cmpuint (get (fixture, 0)->flaws & ~PV_OBJECT_MISNAMED, ==, PV_OBJECT_TOO_LARGE);
  g_assert_cmpuint (get (fixture, 0)->size, <=, 9 * 1024 * 1024);
  g_assert_cmpuint (get (fixture, 1)->flaws & ~PV_OBJECT_MISNAMED, ==, 0);
  g_assert_cmpuint (get (fixture, 1)->size, ==, 1024 * 1024);
}

/* Nor what would become of many that each could be honest. */
static void
test_bombs (Fixture       *fixture,
            gconstpointer  data)
{
  gsize n = (gsize) 8 * 1000 * 1000;
  g_autofree guint8 *zeros = g_malloc0 (n);
  g_autoptr (GByteArray) bomb = compress_bytes (zeros, n, 15 + 16);
  guint64 size = 0;
  guint n_bombs = 20;

  open_connection (fixture);
  for (guint i = 0; i < n_bombs; i++)
    add_coded (fixture, "gzip", bomb, 1400);
  end (fixture);

  for (guint i = 0; i < n_bombs; i++)
    size += get (fixture, i)->size;
  g_assert_cmpuint (get (fixture, 0)->flaws & ~PV_OBJECT_MISNAMED, ==, 0);
  g_assert_cmpuint (get (fixture, 0)->size, ==, n);
  g_assert_cmpuint (get (fixture, n_bombs - 1)->flaws & ~PV_OBJECT_MISNAMED, ==, PV_OBJECT_TOO_LARGE);
  g_assert_cmpuint (size, >, 60 * 1000 * 1000);
  g_assert_cmpuint (size, <=, 70 * 1000 * 1000);
}

/* Nor zeros between bytes. */
static void
test_holes (Fixture       *fixture,
            gconstpointer  data)
{
  guint64 size = 0;
  guint n_holes = 1300;

  for (guint i = 0; i < n_holes; i++)
    {
      open_connection (fixture);
      add (fixture, FALSE, GET ("/hole"));
      add (fixture, TRUE, OK (60001) "x");
      add_at (fixture, TRUE, fixture->next[1] + 59999, ACK, "y", 1);
      close_connection (fixture);
    }
  end (fixture);

  for (guint i = 0; i < n_holes; i++)
    size += get (fixture, i)->size;
  g_assert_cmpuint (get (fixture, 0)->size, ==, 60001);
  g_assert_cmpuint (size, >, 60 * 1000 * 1000);
  g_assert_cmpuint (size, <=, 68 * 1000 * 1000);
}

static void
test_names (Fixture       *fixture,
            gconstpointer  data)
{
  open_connection (fixture);
  add (fixture, FALSE, GET ("/download.php") GET ("/x") GET ("/..%2f..%2fetc%2fpasswd") GET ("/picture.jpg"));
  add (fixture, TRUE,
       "HTTP/1.1 200 OK\r\nContent-Disposition: attachment; filename=\"a \\\"b\\\".txt\"; filename*=UTF-8''%c3%a4.txt\r\n"
       "Content-Length: 1\r\n\r\nx");
  add (fixture, TRUE, "HTTP/1.1 206 Partial\r\nContent-Disposition: inline;filename=plain.txt ;x\r\n"
       "Content-Range: bytes 0-0/5\r\nContent-Length: 1\r\n\r\nx");
  add (fixture, TRUE, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx");
  add (fixture, TRUE, "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 23\r\n\r\n%PDF-1.5\n%\xe2\xe3\xcf\xd3\n1 0 obj\n");
  end (fixture);

  expect (fixture, 0, "ä.txt", "x", 0);
  expect (fixture, 1, "plain.txt", "x", PV_OBJECT_PART);
  expect (fixture, 2, "passwd", "x", 0);
  g_assert_cmpstr (get (fixture, 3)->content_type, ==, "application/pdf");
  g_assert_cmpuint (get (fixture, 3)->flaws, ==, PV_OBJECT_MISNAMED);
}

/* Adds a segment of FTP's data connection between these ports. */
static void
add_data (Fixture    *fixture,
          guint16     client_port,
          guint16     server_port,
          gboolean    of_server,
          guint32     offset,
          guint8      flags,
          const char *text)
{
  add_ip (fixture, make_segment (client_port, server_port, of_server, 5001 + offset - ((flags & SYN) != 0), flags, text,
                                 strlen (text)), 0);
}

static void
add_control (Fixture    *fixture,
             gboolean    of_server,
             const char *text)
{
  add_ip (fixture, make_segment (39999, 21, of_server, 1001 + fixture->next[of_server], ACK, text, strlen (text)), 0);
  fixture->next[of_server] += (guint32) strlen (text);
}

static void
test_ftp (Fixture       *fixture,
          gconstpointer  data)
{
  add_control (fixture, TRUE, "220 Hello\r\n");
  add_control (fixture, FALSE, "USER anonymous\r\n");
  add_control (fixture, TRUE, "230 Welcome\r\n");
  add_control (fixture, FALSE, "CWD /pub\r\n");
  add_control (fixture, TRUE, "250 Done\r\n");

  /* passive, with a list before */
  add_control (fixture, FALSE, "PASV\r\n");
  add_control (fixture, TRUE, "227 Entering Passive Mode (10,0,0,2,195,80)\r\n");
  add_control (fixture, FALSE, "LIST\r\n");
  add_data (fixture, 41000, 50000, FALSE, 0, SYN, "");
  add_data (fixture, 41000, 50000, TRUE, 0, SYN | ACK, "");
  add_data (fixture, 41000, 50000, TRUE, 0, ACK, "names");
  add_data (fixture, 41000, 50000, TRUE, 5, FIN | ACK, "");
  add_control (fixture, FALSE, "EPSV\r\n");
  add_control (fixture, TRUE, "229 Extended (|||50001|)\r\n");
  add_data (fixture, 41001, 50001, FALSE, 0, SYN, "");
  add_data (fixture, 41001, 50001, TRUE, 0, SYN | ACK, "");
  add_control (fixture, FALSE, "RETR sub/file.bin\r\n");
  add_control (fixture, TRUE, "150 Opening BINARY mode data connection for file.bin (9 ");
  add_control (fixture, TRUE, "bytes).\r\n");
  add_data (fixture, 41001, 50001, TRUE, 4, ACK, "load!");
  add_data (fixture, 41001, 50001, TRUE, 9, FIN | ACK, "");
  add_data (fixture, 41001, 50001, TRUE, 0, ACK, "down");

  /* active: the server connects */
  add_control (fixture, FALSE, "PORT 10,0,0,1,160,190\r\n");
  add_control (fixture, TRUE, "200 OK\r\n");
  add_control (fixture, FALSE, "STOR /up.txt\r\n");
  add_control (fixture, TRUE, "150 Go on\r\n");
  add_data (fixture, 41150, 20, TRUE, 0, SYN, "");
  add_data (fixture, 41150, 20, FALSE, 0, SYN | ACK, "");
  add_data (fixture, 41150, 20, FALSE, 0, ACK, "upload");
  add_data (fixture, 41150, 20, FALSE, 6, FIN | ACK, "");

  add_control (fixture, FALSE, "EPRT |1|10.0.0.1|41151|\r\n");
  add_control (fixture, FALSE, "RETR short\r\n");
  add_control (fixture, TRUE, "150 Opening (100 bytes)\r\n");
  add_data (fixture, 41151, 20, TRUE, 0, SYN, "");
  add_data (fixture, 41151, 20, TRUE, 0, ACK, "too short");
  add_data (fixture, 41151, 20, TRUE, 9, FIN | ACK, "");
  end (fixture);

  g_assert_cmpuint (fixture->objects->len, ==, 3);
  expect (fixture, 0, "file.bin", "download!", 0);
  g_assert_cmpstr (get (fixture, 0)->url, ==, "ftp://10.0.0.2/pub/sub/file.bin");
  g_assert_cmpuint (get (fixture, 0)->client_port, ==, 41001);
  g_assert_cmpuint (get (fixture, 0)->server_port, ==, 50001);
  g_assert_false (get (fixture, 0)->is_upload);
  expect (fixture, 1, "up.txt", "upload", 0);
  g_assert_cmpstr (get (fixture, 1)->url, ==, "ftp://10.0.0.2/up.txt");
  g_assert_true (get (fixture, 1)->is_upload);
  expect (fixture, 2, "short", "too short", PV_OBJECT_CUT);
  g_assert_cmpuint (get (fixture, 2)->missing, ==, 91);
}

/* What begins in the middle of a file is a part of it, and nothing before it is missing. */
static void
test_ftp_restart (Fixture       *fixture,
                  gconstpointer  data)
{
  static const struct
  {
    const char *answer;
    const char *opening;
    guint flaws;
    guint missing;
  } parts[] = {
    /* the size of all, and of what comes */
    { "350 From 3\r\n", "150 Opening (9 bytes)\r\n", PV_OBJECT_PART, 0 },
    { "350 From 3\r\n", "150 Opening (6 bytes)\r\n", PV_OBJECT_PART, 0 },
    { "350 From 3\r\n", "150 Opening (19 bytes)\r\n", PV_OBJECT_PART | PV_OBJECT_CUT, 10 },
    { "350 From 3\r\n", "150 Opening\r\n", PV_OBJECT_PART, 0 },
    { "502 Not here\r\n", "150 Opening (6 bytes)\r\n", 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *passive = g_strdup_printf ("229 Extended (|||%u|)\r\n", 50001 + i);
      guint16 client_port = (guint16) (41001 + i);
      guint16 server_port = (guint16) (50001 + i);

      add_control (fixture, FALSE, "EPSV\r\n");
      add_control (fixture, TRUE, passive);
      add_control (fixture, FALSE, "REST 3\r\n");
      add_control (fixture, TRUE, parts[i].answer);
      add_control (fixture, FALSE, "RETR /file.bin\r\n");
      add_control (fixture, TRUE, parts[i].opening);
      add_data (fixture, client_port, server_port, FALSE, 0, SYN, "");
      add_data (fixture, client_port, server_port, TRUE, 0, SYN | ACK, "");
      add_data (fixture, client_port, server_port, TRUE, 0, ACK, "nload!");
      add_data (fixture, client_port, server_port, TRUE, 6, FIN | ACK, "");
    }
  end (fixture);

  g_assert_cmpuint (fixture->objects->len, ==, G_N_ELEMENTS (parts));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      expect (fixture, i, "file.bin", "nload!", parts[i].flaws);
      g_assert_cmpuint (get (fixture, i)->missing, ==, parts[i].missing);
    }
}

static void
add_udp (Fixture    *fixture,
         guint16     client_port,
         guint16     server_port,
         gboolean    of_server,
         const char *head,
         guint       n,
         guint8      byte)
{
  GByteArray *packet = packet_append_n (packet_append (packet_new (), head), n, byte);

  packet_udp (packet, of_server ? server_port : client_port, of_server ? client_port : server_port);
  add_ip (fixture, packet_ipv4 (packet, UDP, of_server ? SERVER : CLIENT, of_server ? CLIENT : SERVER), 0);
}

static void
test_tftp (Fixture       *fixture,
           gconstpointer  data)
{
  const GByteArray *body;

  /* "a/b.img" in octets, asked for twice; with a block that is sent again, and one of a stranger */
  add_udp (fixture, 3000, 69, FALSE, "0001 612f622e696d6700 6f6374657400", 0, 0);
  add_udp (fixture, 3000, 69, FALSE, "0001 612f622e696d6700 6f6374657400", 0, 0);
  add_udp (fixture, 3000, 7000, TRUE, "0003 0001", 512, 'a');
  add_udp (fixture, 3000, 7000, FALSE, "0004 0001", 0, 0);
  add_udp (fixture, 3000, 7001, TRUE, "0003 0002", 3, 'x');
  add_udp (fixture, 3000, 7000, TRUE, "0003 0001", 512, 'a');
  add_udp (fixture, 3000, 7000, TRUE, "0003 0002", 512, 'b');
  add_udp (fixture, 3000, 7000, TRUE, "0003 0003", 0, 0);

  /* written, with options: blksize 8, tsize 20 (RFC 2348, RFC 2349) */
  add_udp (fixture, 3001, 69, FALSE, "0002 63 00 6f6374657400 626c6b73697a6500 3800 7473697a6500 323000", 0, 0);
  add_udp (fixture, 3001, 7002, TRUE, "0006 626c6b73697a6500 3800", 0, 0);
  add_udp (fixture, 3001, 7002, FALSE, "0003 0001", 8, 'd');
  add_udp (fixture, 3001, 7002, FALSE, "0003 0003", 4, 'f');

  /* refused */
  add_udp (fixture, 3002, 69, FALSE, "0001 64 00 6f6374657400", 0, 0);
  add_udp (fixture, 3002, 7003, TRUE, "0005 0001 6e6f00", 0, 0);
  end (fixture);

  g_assert_cmpuint (fixture->objects->len, ==, 2);
  g_assert_cmpstr (get (fixture, 0)->name, ==, "b.img");
  g_assert_cmpstr (get (fixture, 0)->url, ==, "tftp://10.0.0.2/a/b.img");
  g_assert_cmpuint (get (fixture, 0)->size, ==, 1024);
  g_assert_cmpuint (get (fixture, 0)->flaws, ==, 0);
  g_assert_cmpuint (get (fixture, 0)->server_port, ==, 7000);
  body = g_ptr_array_index (fixture->bodies, 1);
  g_assert_cmpmem (body->data, body->len, "dddddddd\0\0\0\0\0\0\0\0ffff", 20);
  g_assert_true (get (fixture, 1)->is_upload);
  g_assert_cmpuint (get (fixture, 1)->missing, ==, 8);
  g_assert_false (pv_object_is_whole (get (fixture, 1)));
}

/* Block numbers begin again after 65535. */
static void
test_tftp_wrap (Fixture       *fixture,
                gconstpointer  data)
{
  add_udp (fixture, 3000, 69, FALSE, "0001 62 00 6f6374657400 626c6b73697a6500 3800", 0, 0);
  add_udp (fixture, 3000, 7000, TRUE, "0006 626c6b73697a6500 3800", 0, 0);
  for (guint block = 1; block <= 70000; block++)
    {
      g_autofree char *head = g_strdup_printf ("0003 %04x", block & 0xffff);

      add_udp (fixture, 3000, 7000, TRUE, head, 8, (guint8) block);
    }
  add_udp (fixture, 3000, 7000, TRUE, "0003 1171", 1, 'z');
  end (fixture);

  g_assert_cmpuint (get (fixture, 0)->size, ==, 8 * 70000 + 1);
  g_assert_cmpuint (get (fixture, 0)->flaws, ==, 0);
}

/* More connections than are remembered, and more bytes than are kept: what is given up is told as cut. */
static void
test_bounds (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *early = g_strnfill (1400, 'e');

  for (guint i = 0; i < 20000; i++)
    {
      open_connection (fixture);
      add (fixture, FALSE, GET ("/many"));
      add (fixture, TRUE, OK (9) "part");
    }
  /* each holds what comes after a hole */
  for (guint i = 0; i < 1000; i++)
    {
      open_connection (fixture);
      add (fixture, FALSE, GET ("/hole"));
      add (fixture, TRUE, OK (999999) "part");
      for (guint k = 0; k < 60; k++)
        add_at (fixture, TRUE, 1000 + k * 1400, ACK, early, 1400);
    }
  end (fixture);

  g_assert_cmpuint (fixture->objects->len, ==, 21000);
  for (guint i = 0; i < fixture->objects->len; i++)
    g_assert_cmpuint (get (fixture, i)->flaws & PV_OBJECT_CUT, !=, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/objects/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("length", test_length);
  ADD ("chunks", test_chunks);
  ADD ("close", test_close);
  ADD ("bodiless", test_bodiless);
  ADD ("order", test_order);
  ADD ("lost", test_lost);
  ADD ("lost-chunk", test_lost_chunk);
  ADD ("middle", test_middle);
  ADD ("again", test_again);
  ADD ("codings", test_codings);
  ADD ("bomb", test_bomb);
  ADD ("bombs", test_bombs);
  ADD ("holes", test_holes);
  ADD ("names", test_names);
  ADD ("ftp", test_ftp);
  ADD ("ftp-restart", test_ftp_restart);
  ADD ("tftp", test_tftp);
  ADD ("tftp-wrap", test_tftp_wrap);
  ADD ("bounds", test_bounds);

  return g_test_run ();
}
