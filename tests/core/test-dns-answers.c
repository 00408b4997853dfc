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

/* An answer without a question. */
static GByteArray *
answer (guint16 n_records)
{
  char header[64];

  g_snprintf (header, sizeof header, "1234 8180 0000 %04x 0000 0000", n_records);

  return packet_append (packet_new (), header);
}

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

static void
on_answer (const guint8 *address,
           gsize         address_size,
           const char   *name,
           gsize         length,
           gpointer      user_data)
{
  GString *text = user_data;
  char address_text[INET6_ADDRSTRLEN];

  g_assert_true (address_size == 4 || address_size == 16);
  g_assert_cmpuint (strlen (name), ==, length);
  inet_ntop (address_size == 4 ? AF_INET : AF_INET6, address, address_text, sizeof address_text);
  g_string_append_printf (text, "%s%s=%s", text->len > 0 ? " " : "", address_text, name);
}

/* Reads @length bytes in a copy of just that size. */
static char *
read_part (GByteArray *message,
           guint       length,
           gboolean   *is_answer)
{
  g_autofree guint8 *copy = length > 0 ? g_memdup2 (message->data, length) : g_malloc (1);
  GString *text = g_string_new (NULL);

  *is_answer = pv_dns_read_answers (copy, length, on_answer, text);

  return g_string_free (text, FALSE);
}

/* @expected: "address=name …", or NULL where it is no answer. What is read in a part is a beginning of it. */
static void
expect (GByteArray *message,
        const char *expected)
{
  gboolean is_answer;

  for (guint length = 0; length <= message->len; length++)
    {
      g_autofree char *part = read_part (message, length, &is_answer);

      if (expected == NULL)
        g_assert_false (is_answer);
      else if (length == message->len)
        g_assert_cmpstr (part, ==, expected);
    }

  g_byte_array_unref (message);
}

static void
test_addresses (void)
{
  GByteArray *message = answer (3);

  add_record (message, "www.Example", TYPE_A, V4);
  add_record (message, "www.example", TYPE_AAAA, V6);
  add_record (message, "other.test", TYPE_A, V4);
  expect (message, "1.2.3.4=www.example 2001:db8::1=www.example 1.2.3.4=other.test");
}

static void
test_question_is_skipped (void)
{
  GByteArray *message = packet_append (packet_new (), "1234 8180 0002 0001 0000 0000");

  add_name (message, "www.example");
  packet_append (message, "0001 0001");
  packet_append (message, "c00c 001c 0001");
  /* the owner is the name of the first question */
  packet_append (message, "c00c 0001 0001 0000 0001 0004" V4);
  expect (message, "1.2.3.4=www.example");
}

static void
test_aliases (void)
{
  GByteArray *message = answer (5);

  add_record (message, "c", TYPE_A, V4);
  add_name_record (message, "b", TYPE_CNAME, "c");
  add_name_record (message, "a", TYPE_CNAME, "b");
  add_name_record (message, "z", TYPE_CNAME, "b");
  add_name_record (message, "x", TYPE_CNAME, "y");
  expect (message, "1.2.3.4=c 1.2.3.4=b 1.2.3.4=a 1.2.3.4=z");
}

static void
test_alias_loop (void)
{
  GByteArray *message = answer (4);

  add_name_record (message, "a", TYPE_CNAME, "b");
  add_name_record (message, "b", TYPE_CNAME, "a");
  add_name_record (message, "c", TYPE_CNAME, "c");
  add_record (message, "a", TYPE_A, V4);
  expect (message, "1.2.3.4=a 1.2.3.4=b 1.2.3.4=a");
}

static void
test_many_aliases (void)
{
  GByteArray *message = answer (41);
  gboolean is_answer;
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *from = g_strdup_printf ("a%u", i);
      g_autofree char *to = g_strdup_printf ("a%u", i + 1);

      add_name_record (message, from, TYPE_CNAME, to);
    }
  add_record (message, "a16", TYPE_A, V4);
  text = read_part (message, message->len, &is_answer);
  words = g_strsplit (text, " ", -1);
  g_assert_cmpuint (g_strv_length (words), ==, 17);
  g_byte_array_unref (message);
}

static void
test_pointers (void)
{
  GByteArray *message = answer (4);

  add_record (message, "a", TYPE_A, V4);
  add_name_record (message, REVERSE_V4, TYPE_PTR, "host.example");
  add_name_record (message, REVERSE_V6, TYPE_PTR, "six.example");
  add_name_record (message, "5.3.2.1.in-addr.arpa", TYPE_PTR, "");
  expect (message, "1.2.3.4=a 1.2.3.4=host.example 2001:db8::1=six.example 1.2.3.5=.");
}

/* RFC 2317: the zone of a part of a network */
static void
test_pointer_through_alias (void)
{
  GByteArray *message = answer (2);

  add_name_record (message, REVERSE_V4, TYPE_CNAME, "4.0/25.3.2.1.in-addr.arpa");
  add_name_record (message, "4.0/25.3.2.1.in-addr.arpa", TYPE_PTR, "host.example");
  expect (message, "1.2.3.4=host.example");
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
      GByteArray *message = answer (1);

      add_name_record (message, names[i], TYPE_PTR, "host.example");
      expect (message, "");
    }
}

static void
test_other_records (void)
{
  GByteArray *message = answer (6);

  add_record (message, "a", TYPE_TXT, "03 616263");
  add_record (message, "b", TYPE_A, "01 0203");
  add_record (message, "c", TYPE_AAAA, V4);
  /* class CHAOS */
  add_record_head (message, "d", TYPE_A, 3, 4);
  packet_append (message, V4);
  /* multicast DNS: flush the cache */
  add_record_head (message, "e.local", TYPE_A, 0x8001, 4);
  packet_append (message, V4);
  add_record (message, "f", TYPE_AAAA, V6);
  expect (message, "1.2.3.4=e.local 2001:db8::1=f");
}

static void
test_no_answers (void)
{
  GByteArray *status = answer (1);
  GByteArray *announced = answer (9);

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
  GByteArray *message = answer (1);

  message->data[11] = 1;
  add_record (message, "a", TYPE_A, V4);
  add_record (message, "b", TYPE_A, V4);
  expect (message, "1.2.3.4=a");
}

static void
test_damaged (void)
{
  GByteArray *loop = answer (2);
  GByteArray *forward = answer (1);
  GByteArray *target = answer (2);
  GByteArray *long_data = answer (2);

  /* a name that points at itself */
  add_record (loop, "a", TYPE_A, V4);
  packet_append (loop, "c01d 0001 0001 0000 0001 0004" V4);
  expect (loop, "1.2.3.4=a");

  packet_append (forward, "c010 0001 01 61 00 0001 0001 0000 0001 0004" V4);
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
  g_autoptr (GByteArray) message = answer (0xffff);
  g_auto (GStrv) words = NULL;
  g_autofree char *text = NULL;
  gboolean is_answer;

  for (guint i = 0; i < 4000; i++)
    add_record (message, "a", TYPE_A, V4);
  text = read_part (message, message->len, &is_answer);
  words = g_strsplit (text, " ", -1);
  g_assert_cmpuint (g_strv_length (words), ==, 2048);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dns-answers/addresses", test_addresses);
  g_test_add_func ("/dns-answers/question-is-skipped", test_question_is_skipped);
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
  g_test_add_func ("/dns-answers/bounded", test_bounded);

  return g_test_run ();
}
