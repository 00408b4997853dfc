/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-tls-client-hello.c: server names and more of ClientHellos. */
#include <string.h>

#include "hello-builder.h"
#include "pv-host-name.h"
#include "pv-tls-client-hello.h"

#define GREASE_FIRST "1a1a"

/* Reads @length bytes, of which @captured were captured, in a copy of just that size. */
static PvParse
read_part (const GByteArray *stream,
           guint             captured,
           guint             length,
           PvTlsClientHello *hello)
{
  g_autofree guint8 *copy = captured > 0 ? g_memdup2 (stream->data, captured) : g_malloc (1);
  PvCursor cursor = { copy, captured, length };
  guint32 measured = 0;
  PvParse measure = pv_tls_client_hello_measure (&cursor, &measured);
  PvParse parse = pv_tls_client_hello_read (&cursor, hello);

  /* What the headers say and what is read must fit. */
  if (parse == PV_PARSE_WHOLE)
    {
      g_assert_cmpint (measure, ==, PV_PARSE_WHOLE);
      g_assert_cmpuint (measured, ==, hello->length);
    }
  else
    {
      g_assert_cmpuint (hello->length, ==, 0);
      if (parse == PV_PARSE_MORE || parse == PV_PARSE_CUT)
        g_assert_cmpint (measure, ==, parse);
    }

  return parse;
}

/* Takes @stream, which holds one whole ClientHello, and reads each part of it.
 * @name: (nullable): what it says; @known: bytes after which the name is known */
static void
expect (GByteArray *stream,
        const char *name,
        guint       known)
{
  PvTlsClientHello hello;
  char text[PV_HOST_NAME_TEXT_MAX];

  g_assert_cmpint (read_part (stream, stream->len, stream->len, &hello), ==, PV_PARSE_WHOLE);
  g_assert_cmpuint (hello.length, ==, stream->len);
  pv_host_name_write (hello.name, hello.name_length, text);
  g_assert_cmpstr (text, ==, name != NULL ? name : "");

  for (guint length = 0; length < stream->len; length++)
    {
      g_assert_cmpint (read_part (stream, length, length, &hello), ==, PV_PARSE_MORE);
      g_assert_cmpint (hello.name_length > 0, ==, name != NULL && length >= known);
      g_assert_cmpint (read_part (stream, length, stream->len, &hello), ==, PV_PARSE_CUT);
      g_assert_cmpint (hello.name_length > 0, ==, name != NULL && length >= known);
      g_assert_true (pv_tls_client_hello_begins (stream->data, MAX (length, 1)));
    }

  /* What follows does not matter. */
  packet_append (stream, "1403 0300 0101");
  g_assert_cmpint (read_part (stream, stream->len, stream->len, &hello), ==, PV_PARSE_WHOLE);
  g_assert_cmpuint (hello.length, ==, stream->len - 6);
  g_byte_array_unref (stream);
}

/* Takes @stream, in which there is none. */
static void
expect_none (GByteArray *stream)
{
  PvTlsClientHello hello;
  gboolean decided = FALSE;

  for (guint length = 0; length <= stream->len; length++)
    {
      PvParse parse = read_part (stream, length, length, &hello);

      g_assert_true (parse == PV_PARSE_NONE || (parse == PV_PARSE_MORE && !decided));
      decided = parse == PV_PARSE_NONE;
    }
  g_assert_true (decided);
  g_byte_array_unref (stream);
}

static void
test_one_record (void)
{
  GByteArray *stream = hello_records (hello_message_of ("www.Example.com"), 16384);
  guint length = stream->len;

  expect (stream, "www.example.com", length);
}

static void
test_several_records (void)
{
  for (guint size = 3; size < 100; size++)
    {
      GByteArray *message = hello_message (hello_extension (hello_server_name (packet_new (), "example.com"), 51, "00"));
      GByteArray *stream = hello_records (message, size);
      PvTlsClientHello hello;
      guint known = 0;

      while (read_part (stream, known, known, &hello), hello.name_length == 0)
        known++;
      expect (stream, "example.com", known);
    }
}

/* The name is known before the key shares that make the message long are there. */
static void
test_name_before_keys (void)
{
  GByteArray *extensions = hello_server_name (packet_new (), "a.example");
  guint before = 5 + 4 + 2 + 32 + 5 + 6 + 2 + 2 + extensions->len;
  GByteArray *stream;

  hello_extension (extensions, 51, "0000");
  packet_append_n (extensions, 1216, 0);
  extensions->data[extensions->len - 1216 - 4] = 1218 >> 8;
  extensions->data[extensions->len - 1216 - 3] = 1218 & 0xff;
  stream = hello_records (hello_message (extensions), 16384);
  expect (stream, "a.example", before);
}

static void
test_no_name (void)
{
  expect (hello_records (hello_message (NULL), 16384), NULL, 0);
  expect (hello_records (hello_message (packet_new ()), 16384), NULL, 0);
  expect (hello_records (hello_message (hello_extension (packet_new (), 10, "0002001d")), 16384), NULL, 0);
  expect (hello_records (hello_message (hello_extension (packet_new (), 0, "")), 16384), NULL, 0);
  expect (hello_records (hello_message (hello_extension (packet_new (), 0, "0000")), 16384), NULL, 0);
}

/* What comes after a name takes nothing away from it; before one, nothing can be believed. */
static void
test_broken_after_name (void)
{
  GByteArray *extensions = packet_append (hello_server_name (packet_new (), "www.example.com"), "0010 0040 0002");
  g_autoptr (GByteArray) stream = hello_records (hello_message (extensions), 16384);
  PvTlsClientHello hello;

  g_assert_cmpint (read_part (stream, stream->len, stream->len, &hello), ==, PV_PARSE_WHOLE);
  g_assert_cmpmem (hello.name, hello.name_length, "www.example.com", 15);
  g_byte_array_unref (g_steal_pointer (&stream));

  extensions = hello_server_name (packet_append (packet_new (), "0010 0140 0002"), "www.example.com");
  stream = hello_records (hello_message (extensions), 16384);
  g_assert_cmpint (read_part (stream, stream->len, stream->len, &hello), ==, PV_PARSE_NONE);
}

/* The first host's name of a list counts; lists that lie about their length end where they do. */
static void
test_name_lists (void)
{
  PvTlsClientHello hello;
  GByteArray *stream = hello_records (hello_message (hello_extension (packet_new (), 0,
                                                                      "000d 01 0002 7878 00 0001 61 00 0001 62")), 99);

  g_assert_cmpint (read_part (stream, stream->len, stream->len, &hello), ==, PV_PARSE_WHOLE);
  g_assert_cmpuint (hello.name_length, ==, 1);
  g_assert_cmpint (hello.name[0], ==, 'a');
  g_byte_array_unref (stream);

  expect (hello_records (hello_message (hello_extension (packet_new (), 0, "0005 00 0009 61")), 16384), NULL, 0);
}

static void
test_extensions (void)
{
  GByteArray *extensions = hello_extension (packet_new (), 0x1a1a, "");
  PvTlsClientHello hello;
  GByteArray *stream;

  hello_extension (extensions, 16, "000c 02 6832 08 687474702f312e31");
  hello_extension (extensions, 43, "08 " GREASE_FIRST " 7f1c 0304 0303");
  hello_extension (extensions, 0xfe0d, "00 0001 0001 05 0020");
  hello_extension (extensions, 0xdada, "00");
  hello_server_name (extensions, "front.example");
  stream = hello_records (hello_message (extensions), 16384);
  g_assert_cmpint (read_part (stream, stream->len, stream->len, &hello), ==, PV_PARSE_WHOLE);
  g_assert_cmpmem (hello.name, hello.name_length, "front.example", 13);
  g_assert_cmpmem (hello.alpn, hello.alpn_length, "h2", 2);
  g_assert_cmpuint (hello.version, ==, 0x0304);
  g_assert_true (hello.has_encrypted);
  g_byte_array_unref (stream);

  stream = hello_records (hello_message_of ("a"), 16384);
  g_assert_cmpint (read_part (stream, stream->len, stream->len, &hello), ==, PV_PARSE_WHOLE);
  g_assert_cmpuint (hello.version, ==, 0x0303);
  g_assert_false (hello.has_encrypted);
  g_assert_cmpuint (hello.alpn_length, ==, 0);
  g_byte_array_unref (stream);
}

static void
test_none (void)
{
  GByteArray *stream;

  expect_none (packet_append (packet_new (), "474554202f20485454502f312e31"));
  /* application data, an alert, SSL 2, no record, an empty record, one too large */
  expect_none (packet_append (packet_new (), "170303 0010 00"));
  expect_none (packet_append (packet_new (), "150303 0002 0228"));
  expect_none (packet_append (packet_new (), "802e 01 0301"));
  expect_none (packet_append (packet_new (), "16 02 03 0010 01"));
  expect_none (packet_append (packet_new (), "16 0301 0000 01"));
  expect_none (packet_append (packet_new (), "16 0301 4001 01"));

  /* a ServerHello */
  stream = hello_records (hello_message_of ("a.example"), 16384);
  stream->data[5] = 2;
  expect_none (stream);
  /* larger than any */
  stream = hello_records (hello_message_of ("a.example"), 16384);
  stream->data[6] = 2;
  expect_none (stream);
  /* not TLS */
  stream = hello_records (hello_message_of ("a.example"), 16384);
  stream->data[9] = 2;
  expect_none (stream);
  /* a session too long */
  stream = hello_records (hello_message_of ("a.example"), 16384);
  stream->data[43] = 33;
  expect_none (stream);
  /* an odd number of bytes of cipher suites */
  stream = hello_records (hello_message_of ("a.example"), 16384);
  stream->data[49] = 3;
  expect_none (stream);
  /* extensions that end after or before the message */
  stream = hello_records (hello_message_of ("a.example"), 16384);
  stream->data[57]++;
  expect_none (stream);
  stream = hello_records (hello_message_of ("a.example"), 16384);
  stream->data[57]--;
  expect_none (stream);
  /* an extension that does */
  stream = hello_records (hello_message_of ("a.example"), 16384);
  stream->data[61]++;
  expect_none (stream);
  /* something else between the records */
  stream = hello_records (hello_message_of ("a.example"), 40);
  stream->data[45] = 21;
  expect_none (stream);
}

/* Thousands of records of a byte each are no ClientHello, and do not take long. */
static void
test_many_records (void)
{
  GByteArray *stream = hello_records (hello_message_of ("a.example"), 1);

  g_assert_cmpuint (stream->len, >, 64 * 6);
  expect_none (stream);
}

static void
test_long_names (void)
{
  char name[300] = { 0 };
  PvTlsClientHello hello;
  GByteArray *stream;

  memset (name, 'a', 255);
  stream = hello_records (hello_message_of (name), 16384);
  g_assert_cmpint (read_part (stream, stream->len, stream->len, &hello), ==, PV_PARSE_WHOLE);
  g_assert_cmpuint (hello.name_length, ==, 255);
  g_byte_array_unref (stream);

  name[255] = 'a';
  expect (hello_records (hello_message_of (name), 16384), NULL, 0);
}

static void
test_host_names (void)
{
  static const struct
  {
    const char *bytes;
    const char *name;
  } names[] = {
    { "Example.COM", "example.com" }, { "example.com.", "example.com" }, { "", "" }, { ".", "" },
    { "a b\xff\\", "a\\032b\\255\\\\" }, { "127.0.0.1", "127.0.0.1" }, { "[FF02::C]:1900", "[ff02::c]:1900" },
  };
  static const struct
  {
    const char *name;
    const char *host;
  } ports[] = {
    { "example.com:8080", "example.com" }, { "example.com", "example.com" }, { "[::1]:80", "[::1]" },
    { "[::1]", "[::1]" }, { "2001:db8::1", "2001:db8::1" }, { "example.com:", "example.com:" }, { ":80", ":80" },
    { "80", "80" }, { "10.0.0.1:443", "10.0.0.1" }, { "", "" },
  };
  char text[PV_HOST_NAME_TEXT_MAX];
  guint8 longest[PV_HOST_NAME_MAX + 2];

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gsize length = pv_host_name_write ((const guint8 *) names[i].bytes, strlen (names[i].bytes), text);

      g_assert_cmpstr (text, ==, names[i].name);
      g_assert_cmpuint (length, ==, strlen (text));
    }
  for (guint i = 0; i < G_N_ELEMENTS (ports); i++)
    g_assert_cmpuint (pv_host_name_cut_port (ports[i].name, strlen (ports[i].name)), ==, strlen (ports[i].host));

  memset (longest, 0xff, sizeof longest);
  g_assert_cmpuint (pv_host_name_write (longest, PV_HOST_NAME_MAX, text), ==, 4 * PV_HOST_NAME_MAX);
  g_assert_cmpuint (pv_host_name_write (longest, PV_HOST_NAME_MAX + 1, text), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tls-client-hello/broken-after-name", test_broken_after_name);
  g_test_add_func ("/tls-client-hello/one-record", test_one_record);
  g_test_add_func ("/tls-client-hello/several-records", test_several_records);
  g_test_add_func ("/tls-client-hello/name-before-keys", test_name_before_keys);
  g_test_add_func ("/tls-client-hello/no-name", test_no_name);
  g_test_add_func ("/tls-client-hello/name-lists", test_name_lists);
  g_test_add_func ("/tls-client-hello/extensions", test_extensions);
  g_test_add_func ("/tls-client-hello/none", test_none);
  g_test_add_func ("/tls-client-hello/many-records", test_many_records);
  g_test_add_func ("/tls-client-hello/long-names", test_long_names);
  g_test_add_func ("/tls-client-hello/host-names", test_host_names);

  return g_test_run ();
}
