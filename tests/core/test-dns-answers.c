/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-dns-answers.c: what answers say that addresses are called. */
#include <arpa/inet.h>
#include <string.h>

#include "packet-builder.h"
#include "pv-dns-answers.h"

#define TYPE_A 1
#define TYPE_CNAME 5
#define TYPE_PTR 12
#define TYPE_TXT 16
#define TYPE_AAAA 28
#define IN 1
#define V4 "0102 0304"
#define V6 "2001 0db8 0000 0000 0000 0000 0000 0001"
#define REVERSE_V4 "4.3.2.1.in-addr.arpa"
#define REVERSE_V6 "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa"

static void
add_name (GByteArray *message,
          const char *name)
{
  g_auto (GStrv) labels = g_strsplit (name, ".", -1);

  for (guint i = 0; labels[i] != NULL && *name != '\0'; i++)
    {
      guint8 length = (guint8) strlen (labels[i]);

      g_byte_array_append (message, &length, 1);
      g_byte_array_append (message, (const guint8 *) labels[i], length);
    }
  packet_append (message, "00");
}

/* An answer with the question @name; without one where that is NULL. */
static GByteArray *
answer (const char *name,
        guint       n_records)
{
  GByteArray *message = packet_new ();
  char header[64];

  g_snprintf (header, sizeof header, "1234 8180 000%u %04x 0000 0000", name != NULL ? 1 : 0, n_records);
  packet_append (message, header);
  if (name != NULL)
    {
      add_name (message, name);
      packet_append (message, "0001 0001");
    }

  return message;
}

static void
add_record_head (GByteArray *message,
                 const char *owner,
                 guint16     type,
                 guint16     class,
                 guint       data_length)
{
  char head[64];

  add_name (message, owner);
  g_snprintf (head, sizeof head, "%04x %04x 0000 0001 %04x", type, class, data_length);
  packet_append (message, head);
}

/* @hex: the data */
static void
add_record (GByteArray *message,
            const char *owner,
            guint16     type,
            const char *hex)
{
  g_autoptr (GByteArray) data = packet_append (packet_new (), hex);

  add_record_head (message, owner, type, IN, data->len);
  g_byte_array_append (message, data->data, data->len);
}

static void
add_name_record (GByteArray *message,
                 const char *owner,
                 guint16     type,
                 const char *target)
{
  add_record_head (message, owner, type, IN, *target != '\0' ? (guint) strlen (target) + 2 : 1);
  add_name (message, target);
}

/* What is read in a copy of @length bytes: "address=name …", reverse names after "~"; NULL where it is no answer. */
static char *
read_part (GByteArray *message,
           guint       length,
           gboolean    is_multicast)
{
  g_autofree guint8 *copy = length > 0 ? g_memdup2 (message->data, length) : g_malloc (1);
  g_autoptr (GString) text = g_string_new (NULL);
  PvDnsAnswers answers;
  PvDnsAddress address;

  if (!pv_dns_answers_init (&answers, copy, length, is_multicast))
    return NULL;

  while (pv_dns_answers_next (&answers, &address))
    {
      char name[PV_DNS_NAME_MAX];
      char address_text[INET6_ADDRSTRLEN];

      g_assert_true (address.size == 4 || address.size == 16);
      g_assert_cmpuint (pv_dns_read_name (copy, length, &address.name, name), ==, strlen (name));
      inet_ntop (address.size == 4 ? AF_INET : AF_INET6, address.bytes, address_text, sizeof address_text);
      g_string_append_printf (text, "%s%s%s%s", text->len > 0 ? " " : "", address_text, address.is_reverse ? "~" : "=",
                              name);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* @expected: what is read in @message, which is taken; in a part of it that is a beginning of this. */
static void
expect_from (GByteArray *message,
             gboolean    is_multicast,
             const char *expected)
{
  for (guint length = 0; length <= message->len; length++)
    {
      g_autofree char *part = read_part (message, length, is_multicast);

      if (expected == NULL)
        g_assert_null (part);
      else if (length == message->len)
        g_assert_cmpstr (part, ==, expected);
    }

  g_byte_array_unref (message);
}

static void
expect (GByteArray *message,
        const char *expected)
{
  expect_from (message, FALSE, expected);
}

static void
test_addresses (void)
{
  GByteArray *message = answer ("www.Example", 4);

  add_record (message, "www.example", TYPE_A, V4);
  add_record (message, "WWW.example", TYPE_AAAA, V6);
  /* nobody asked for these */
  add_record (message, "other.test", TYPE_A, V4);
  add_record (message, "example", TYPE_A, V4);
  expect (message, "1.2.3.4=www.example 2001:db8::1=www.example");
}

static void
test_questions (void)
{
  GByteArray *message = packet_append (packet_new (), "1234 8180 0002 0002 0000 0000");

  add_name (message, "www.example");
  packet_append (message, "0001 0001");
  packet_append (message, "03 667470 c010 001c 0001");
  /* the owner is the name of the first question; then of the second */
  packet_append (message, "c00c 0001 0001 0000 0001 0004" V4);
  packet_append (message, "c01d 0001 0001 0000 0001 0004" V4);
  expect (message, "1.2.3.4=www.example");

  /* without a question, nothing was asked for */
  message = answer (NULL, 1);
  add_record (message, "www.example", TYPE_A, V4);
  expect (message, NULL);
}

/* What was asked for is the name, whatever it is an alias of, and wherever in the message that is said. */
static void
test_aliases (void)
{
  GByteArray *message = answer ("a", 5);

  add_record (message, "c", TYPE_A, V4);
  add_name_record (message, "b", TYPE_CNAME, "c");
  add_name_record (message, "z", TYPE_CNAME, "y");
  add_name_record (message, "a", TYPE_CNAME, "b");
  add_record (message, "y", TYPE_AAAA, V6);
  expect (message, "1.2.3.4=a");

  message = answer ("a", 4);
  add_name_record (message, "a", TYPE_CNAME, "b");
  add_name_record (message, "b", TYPE_CNAME, "c");
  add_record (message, "c", TYPE_AAAA, V6);
  /* an alias of another name */
  add_record (message, "d", TYPE_A, V4);
  expect (message, "2001:db8::1=a");
}

static void
test_alias_loop (void)
{
  GByteArray *message = answer ("a", 5);

  add_name_record (message, "a", TYPE_CNAME, "b");
  add_name_record (message, "b", TYPE_CNAME, "a");
  add_name_record (message, "c", TYPE_CNAME, "c");
  add_record (message, "b", TYPE_A, V4);
  add_record (message, "c", TYPE_A, V4);
  expect (message, "1.2.3.4=a");
}

/* @forward: whether each alias comes before what it leads to */
static void
check_many_aliases (gboolean forward)
{
  for (guint n = 1; n <= 20; n++)
    {
      GByteArray *message = answer ("a0", n + 1);

      for (guint i = 0; i < n; i++)
        {
          guint place = forward ? i : n - 1 - i;
          g_autofree char *from = g_strdup_printf ("a%u", place);
          g_autofree char *to = g_strdup_printf ("a%u", place + 1);

          add_name_record (message, from, TYPE_CNAME, to);
          if (i + 1 == n)
            {
              g_autofree char *last = g_strdup_printf ("a%u", n);

              add_record (message, last, TYPE_A, V4);
            }
        }
      expect (message, n <= PV_DNS_ALIASES_MAX ? "1.2.3.4=a0" : "");
    }
}

static void
test_many_aliases (void)
{
  check_many_aliases (TRUE);
  check_many_aliases (FALSE);
}

static void
test_pointers (void)
{
  GByteArray *message = answer (REVERSE_V4, 3);

  add_name_record (message, REVERSE_V4, TYPE_PTR, "host.example");
  add_name_record (message, REVERSE_V6, TYPE_PTR, "six.example");
  add_name_record (message, REVERSE_V4, TYPE_PTR, "");
  expect (message, "1.2.3.4~host.example 1.2.3.4~.");

  message = answer (REVERSE_V6, 1);
  add_name_record (message, REVERSE_V6, TYPE_PTR, "six.example");
  expect (message, "2001:db8::1~six.example");
}

/* RFC 2317: the zone of a part of a network */
static void
test_pointer_through_alias (void)
{
  GByteArray *message = answer (REVERSE_V4, 2);

  add_name_record (message, REVERSE_V4, TYPE_CNAME, "4.0/25.3.2.1.in-addr.arpa");
  add_name_record (message, "4.0/25.3.2.1.in-addr.arpa", TYPE_PTR, "host.example");
  expect (message, "1.2.3.4~host.example");
}

static void
test_no_reverse_names (void)
{
  static const char *const names[] = {
    "3.2.1.in-addr.arpa", "5.4.3.2.1.in-addr.arpa", "256.3.2.1.in-addr.arpa", "0004.3.2.1.in-addr.arpa",
    "4.3.2.1.in-addr.arpa.x", "4.3.2.1.ip6.arpa", "x.3.2.1.in-addr.arpa",
    "1.0.ip6.arpa", "in-addr.arpa", "g" "." REVERSE_V6, "host.example",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GByteArray *message = answer (names[i], 1);

      add_name_record (message, names[i], TYPE_PTR, "host.example");
      expect (message, "");
    }
}

/* Multicast DNS: no questions, names are those of owners, also behind the answers; the highest bit of the class says
 * something else. */
static void
test_multicast (void)
{
  GByteArray *message = answer (NULL, 2);

  message->data[11] = 2;
  add_name_record (message, "_http._tcp.local", TYPE_PTR, "web._http._tcp.local");
  add_record_head (message, "Printer.local", TYPE_A, 0x8001, 4);
  packet_append (message, V4);
  add_record (message, "other.local", TYPE_AAAA, V6);
  add_name_record (message, REVERSE_V4, TYPE_PTR, "printer.local");
  expect_from (message, TRUE, "1.2.3.4=printer.local 2001:db8::1=other.local 1.2.3.4~printer.local");
}

static void
test_other_records (void)
{
  GByteArray *message = answer ("a", 5);

  add_record (message, "a", TYPE_TXT, "03 616263");
  add_record (message, "a", TYPE_A, "01 0203");
  add_record (message, "a", TYPE_AAAA, V4);
  /* class CHAOS */
  add_record_head (message, "a", TYPE_A, 3, 4);
  packet_append (message, V4);
  add_record (message, "a", TYPE_AAAA, V6);
  expect (message, "2001:db8::1=a");
}

static void
test_no_answers (void)
{
  GByteArray *status = answer ("a", 1);
  GByteArray *announced = answer ("a", 9);

  expect (packet_dns ("www.example"), NULL);

  add_record (status, "a", TYPE_A, V4);
  status->data[2] = 0x90;
  expect (status, NULL);

  /* fewer records than the header says */
  add_record (announced, "a", TYPE_A, V4);
  expect (announced, "1.2.3.4=a");
}

/* Records after the answer section are of no interest: they are guesses of what will be asked next. */
static void
test_only_answers (void)
{
  GByteArray *message = answer ("a", 1);

  message->data[11] = 1;
  add_record (message, "a", TYPE_A, V4);
  add_record (message, "a", TYPE_A, V4);
  expect (message, "1.2.3.4=a");
}

static void
test_damaged (void)
{
  GByteArray *loop = answer ("a", 3);
  GByteArray *forward = answer ("a", 2);
  GByteArray *target = answer ("a", 2);
  GByteArray *long_data = answer ("a", 2);

  /* a name that points at itself is nobody's */
  add_record (loop, "a", TYPE_A, V4);
  packet_append (loop, "c024 0001 0001 0000 0001 0004" V4);
  add_record (loop, "a", TYPE_AAAA, V6);
  expect (loop, "1.2.3.4=a 2001:db8::1=a");

  /* of another length than any name has */
  packet_append (forward, "80 0001 0001 0000 0001 0004" V4);
  add_record (forward, "a", TYPE_A, V4);
  expect (forward, "");

  /* an alias whose name is damaged leads nowhere */
  add_record (target, "a", TYPE_CNAME, "c0ff");
  add_record (target, "a", TYPE_A, V4);
  expect (target, "1.2.3.4=a");

  add_record (long_data, "a", TYPE_A, V4);
  add_record_head (long_data, "b", TYPE_A, IN, 0xffff);
  packet_append (long_data, V4);
  expect (long_data, "1.2.3.4=a");
}

static void
test_bounded (void)
{
  g_autoptr (GByteArray) message = answer ("a", 0xffff);
  g_auto (GStrv) words = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < 4000; i++)
    add_record (message, "a", TYPE_A, V4);
  text = read_part (message, message->len, FALSE);
  words = g_strsplit (text, " ", -1);
  g_assert_cmpuint (g_strv_length (words), ==, PV_DNS_ANSWERS_MAX);
}

/* A few bytes of multicast DNS name a thousand, by pointing to a name before them: names are no longer together than
 * the message. */
static void
test_amplified (void)
{
  g_autoptr (GByteArray) message = answer (NULL, 60);
  g_autofree char *text = NULL;
  guint8 label[64];

  memset (label, 'x', sizeof label);
  label[0] = 63;
  for (guint i = 0; i < 3; i++)
    g_byte_array_append (message, label, sizeof label);
  packet_append (message, "00 0001 0001 0000 0001 0004" V4);
  for (guint i = 0; i < 59; i++)
    {
      char hex[64];

      g_snprintf (hex, sizeof hex, "02 %04x c00c 0001 0001 0000 0001 0004" V4, 0x3030 + i);
      packet_append (message, hex);
    }
  text = read_part (message, message->len, TRUE);
  g_assert_cmpuint (strlen (text), <, 2 * message->len);
  g_assert_cmpuint (strlen (text), >, message->len / 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dns-answers/addresses", test_addresses);
  g_test_add_func ("/dns-answers/questions", test_questions);
  g_test_add_func ("/dns-answers/aliases", test_aliases);
  g_test_add_func ("/dns-answers/alias-loop", test_alias_loop);
  g_test_add_func ("/dns-answers/many-aliases", test_many_aliases);
  g_test_add_func ("/dns-answers/pointers", test_pointers);
  g_test_add_func ("/dns-answers/pointer-through-alias", test_pointer_through_alias);
  g_test_add_func ("/dns-answers/no-reverse-names", test_no_reverse_names);
  g_test_add_func ("/dns-answers/other-records", test_other_records);
  g_test_add_func ("/dns-answers/no-answers", test_no_answers);
  g_test_add_func ("/dns-answers/only-answers", test_only_answers);
  g_test_add_func ("/dns-answers/damaged", test_damaged);
  g_test_add_func ("/dns-answers/multicast", test_multicast);
  g_test_add_func ("/dns-answers/bounded", test_bounded);
  g_test_add_func ("/dns-answers/amplified", test_amplified);

  return g_test_run ();
}
