/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-dns-message.c: what matches DNS answers with their queries. */
#include <string.h>

#include "packet-builder.h"
#include "pv-dns-message.h"

/* Reads @length bytes in a copy of just that size. */
static gboolean
read_part (const GByteArray *message,
           guint             length,
           PvDnsMessage     *read)
{
  g_autofree guint8 *copy = length > 0 ? g_memdup2 (message->data, length) : g_malloc (1);

  return pv_dns_message_read (copy, length, read);
}

static void
test_query (void)
{
  g_autoptr (GByteArray) message = packet_dns ("www.Example");
  PvDnsMessage read;

  message->data[message->len - 3] = 28;
  for (guint length = 0; length < message->len; length++)
    g_assert_false (read_part (message, length, &read));
  g_assert_true (read_part (message, message->len, &read));
  g_assert_cmpuint (read.id, ==, 0x1234);
  g_assert_false (read.is_answer);
  g_assert_cmpuint (read.type, ==, 28);
  g_assert_cmpstr (read.name, ==, "www.example");
  g_assert_cmpuint (read.name_length, ==, strlen (read.name));
}

static void
test_answer (void)
{
  g_autoptr (GByteArray) message = packet_dns ("gone.example");
  PvDnsMessage read;

  message->data[2] = 0x81;
  message->data[3] = 0x83;
  /* where the question was cut, the outcome is known all the same */
  for (guint length = 0; length < message->len; length++)
    {
      g_assert_cmpint (read_part (message, length, &read), ==, length >= 12);
      if (length >= 12)
        {
          g_assert_cmpuint (read.name_length, ==, 0);
          g_assert_cmpuint (read.outcome, ==, 3);
        }
    }
  g_assert_true (read_part (message, message->len, &read));
  g_assert_true (read.is_answer);
  g_assert_cmpstr (pv_dns_outcome_get_name (read.outcome), ==, "NXDOMAIN");
  g_assert_cmpstr (read.name, ==, "gone.example");

  /* no question at all */
  message->data[5] = 0;
  g_assert_true (read_part (message, 12, &read));
  g_assert_cmpuint (read.name_length, ==, 0);
  message->data[2] = 0;
  g_assert_false (read_part (message, message->len, &read));
}

static void
test_other_opcodes (void)
{
  g_autoptr (GByteArray) message = packet_dns ("a.example");
  PvDnsMessage read;

  message->data[2] = 0x28;
  g_assert_false (read_part (message, message->len, &read));
  message->data[2] = 0xa8;
  g_assert_false (read_part (message, message->len, &read));
}

static void
test_names (void)
{
  g_assert_cmpstr (pv_dns_type_get_name (1), ==, "A");
  g_assert_cmpstr (pv_dns_type_get_name (65), ==, "HTTPS");
  g_assert_cmpstr (pv_dns_type_get_name (257), ==, "CAA");
  g_assert_null (pv_dns_type_get_name (0));
  g_assert_null (pv_dns_type_get_name (65280));
  for (guint i = 0; i < PV_N_DNS_OUTCOMES; i++)
    g_assert_nonnull (pv_dns_outcome_get_name ((guint8) i));
  g_assert_cmpstr (pv_dns_outcome_get_name (0), ==, "NOERROR");
  g_assert_cmpstr (pv_dns_outcome_get_name (12), ==, "RCODE12");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dns-message/query", test_query);
  g_test_add_func ("/dns-message/answer", test_answer);
  g_test_add_func ("/dns-message/other-opcodes", test_other_opcodes);
  g_test_add_func ("/dns-message/names", test_names);

  return g_test_run ();
}
