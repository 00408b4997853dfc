/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-dns.c: names of lookups, as text. */
#include <string.h>

#include "packet-builder.h"
#include "pv-dns.h"

#define HEADER "1234 0100 0001 0000 0000 0000"
#define TYPE_AND_CLASS "0001 0001"

/* Reads @message from a copy of just its size, and every truncation of it, which must not be read. */
static void
expect_name (GByteArray *message,
             guint       question_length,
             const char *expected)
{
  char name[PV_DNS_NAME_MAX];

  for (guint length = 0; length <= message->len; length++)
    {
      g_autofree guint8 *copy = length > 0 ? g_memdup2 (message->data, length) : g_malloc (1);
      gsize n;

      memset (name, 0x55, sizeof name);
      n = pv_dns_read_lookup (copy, length, name);
      if (expected != NULL && length >= question_length)
        {
          g_assert_cmpstr (name, ==, expected);
          g_assert_cmpuint (n, ==, strlen (expected));
        }
      else
        {
          g_assert_cmpuint (n, ==, 0);
        }
    }

  g_byte_array_unref (message);
}

/* @hex: what follows the header */
static void
expect (const char *hex,
        const char *expected)
{
  GByteArray *message = packet_prepend (packet_append (packet_new (), hex), HEADER);

  expect_name (message, message->len, expected);
}

static void
test_plain (void)
{
  expect_name (packet_dns ("example.com"), 29, "example.com");
  expect_name (packet_dns ("www.Example.COM"), 33, "www.example.com");
  expect_name (packet_dns ("_sip._udp.a-b.example"), 39, "_sip._udp.a-b.example");
  expect_name (packet_dns (""), 17, ".");
}

/* RFC 4343, section 2.1 */
static void
test_escapes (void)
{
  expect ("05 610062 2063 00" TYPE_AND_CLASS, "a\\000b\\032c");
  expect ("02 2e5c 00" TYPE_AND_CLASS, "\\.\\\\");
  expect ("04 c3a97fff 03 636f6d 00" TYPE_AND_CLASS, "\\195\\169\\127\\255.com");
  expect ("03 217e5a 00" TYPE_AND_CLASS, "!~z");
}

static void
test_all_bytes (void)
{
  GByteArray *message = packet_append (packet_new (), HEADER);
  char name[PV_DNS_NAME_MAX];
  guint expected = 0;

  /* Four labels of 62 or 63 bytes of value 0: the longest name there is, each byte of four characters. */
  for (guint i = 0; i < 4; i++)
    {
      guint8 length = i < 3 ? 63 : 61;

      g_byte_array_append (message, &length, 1);
      packet_append_n (message, length, 0);
      expected += 4 * length + (i > 0);
    }
  packet_append (message, "00" TYPE_AND_CLASS);
  g_assert_cmpuint (message->len, ==, 12 + 255 + 4);
  g_assert_cmpuint (pv_dns_read_lookup (message->data, message->len, name), ==, expected);
  g_assert_cmpuint (strlen (name), ==, expected);
  g_byte_array_unref (message);
}

static void
test_too_long (void)
{
  GByteArray *message = packet_append (packet_new (), HEADER);

  for (guint i = 0; i < 4; i++)
    packet_append_n (packet_append (message, i < 3 ? "3f" : "3e"), i < 3 ? 63 : 62, 'a');
  packet_append (message, "00" TYPE_AND_CLASS);
  g_assert_cmpuint (message->len, ==, 12 + 256 + 4);
  expect_name (message, message->len, NULL);
}

static void
test_label_lengths (void)
{
  GByteArray *message = packet_append_n (packet_append (packet_new (), HEADER "3f"), 63, 'a');
  g_autofree char *name = g_strnfill (63, 'a');

  packet_append (message, "00" TYPE_AND_CLASS);
  expect_name (message, message->len, name);

  /* The other kinds of label (RFC 6891, section 5) are gone. */
  expect ("40 6162 00" TYPE_AND_CLASS, NULL);
  expect ("41 08 61 00" TYPE_AND_CLASS, NULL);
  expect ("80 00 00" TYPE_AND_CLASS, NULL);
}

/* Compressed names in the first question can point to the header only, but do. */
static void
test_pointers (void)
{
  GByteArray *message;

  /* The header's bytes 4 to 11: 00 01 00 00 00 00 00 00; byte 4 is the end of a name. */
  expect ("03 777777 c004" TYPE_AND_CLASS, "www");
  expect ("c004" TYPE_AND_CLASS, ".");
  /* Byte 5 is a label of one byte, 0. */
  expect ("c005" TYPE_AND_CLASS, "\\000");

  /* To itself, to behind itself, to where it came from, in a circle, beyond the end. */
  expect ("c00c" TYPE_AND_CLASS, NULL);
  expect ("c00d" TYPE_AND_CLASS, NULL);
  expect ("01 61 c00c" TYPE_AND_CLASS, NULL);
  expect ("01 61 c00e 01 62 c00c" TYPE_AND_CLASS, NULL);
  expect ("c012" TYPE_AND_CLASS "03 777777 00", NULL);
  expect ("ffff" TYPE_AND_CLASS, NULL);

  /* A chain of pointers, each to before the last: not endless, but bounded by where it began. */
  message = packet_append (packet_new (), "c002 0100 0001 c000 c006 c008");
  expect_name (packet_append (message, "c00a" TYPE_AND_CLASS), 18, NULL);
}

static void
test_headers (void)
{
  /* An answer; other opcodes; no question; two questions, of which the first counts. */
  expect_name (packet_append (packet_new (), "1234 8180 0001 0000 0000 0000 0161 00" TYPE_AND_CLASS), 0, NULL);
  expect_name (packet_append (packet_new (), "1234 2000 0001 0000 0000 0000 0161 00" TYPE_AND_CLASS), 0, NULL);
  expect_name (packet_append (packet_new (), "1234 2800 0001 0000 0000 0000 0161 00" TYPE_AND_CLASS), 0, NULL);
  expect_name (packet_append (packet_new (), "1234 0100 0000 0000 0000 0000 0161 00" TYPE_AND_CLASS), 0, NULL);
  expect_name (packet_append (packet_new (), "1234 0100 0002 0000 0000 0000 0161 00" TYPE_AND_CLASS
                                             "0162 00" TYPE_AND_CLASS),
               19, "a");
  /* All flags of a query: truncated, recursion desired, authentic data, checking disabled. */
  expect_name (packet_append (packet_new (), "1234 0370 0001 0000 0000 0001 0161 00" TYPE_AND_CLASS), 19, "a");
}

/* What follows the question may be anything. */
static void
test_garbage_after (void)
{
  expect_name (packet_append_n (packet_dns ("example.com"), 40, 0xff), 29, "example.com");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dns/plain", test_plain);
  g_test_add_func ("/dns/escapes", test_escapes);
  g_test_add_func ("/dns/all-bytes", test_all_bytes);
  g_test_add_func ("/dns/too-long", test_too_long);
  g_test_add_func ("/dns/label-lengths", test_label_lengths);
  g_test_add_func ("/dns/pointers", test_pointers);
  g_test_add_func ("/dns/headers", test_headers);
  g_test_add_func ("/dns/garbage-after", test_garbage_after);

  return g_test_run ();
}
