/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-host-hint.c: names that hosts give themselves. */
#include <string.h>

#include "packet-builder.h"
#include "pv-host-hint.h"

typedef gboolean (*ReadFunc) (const guint8 *message,
                              gsize         length,
                              PvHostHint   *hint);

/* Takes @message. @name: (nullable): what it says of @address; @needed: after so many bytes */
static void
expect (ReadFunc    read_func,
        GByteArray *message,
        const char *name,
        const char *address,
        guint       needed)
{
  for (guint length = 0; length <= message->len; length++)
    {
      g_autofree guint8 *copy = length > 0 ? g_memdup2 (message->data, length) : g_malloc (1);
      g_autoptr (GByteArray) expected = NULL;
      PvHostHint hint;
      gboolean found = read_func (copy, length, &hint);

      g_assert_cmpint (found, ==, name != NULL && length >= needed);
      if (!found)
        continue;
      expected = packet_append (packet_new (), address);
      g_assert_cmpstr (hint.name, ==, name);
      g_assert_cmpuint (hint.name_length, ==, strlen (name));
      g_assert_cmpmem (hint.address, 4, expected->data, expected->len);
    }

  g_byte_array_unref (message);
}

static void
add_netbios_name (GByteArray *message,
                  const char *name,
                  guint8      kind)
{
  packet_append (message, "20");
  for (guint i = 0; i < 16; i++)
    {
      guint8 byte = i == 15 ? kind : i < strlen (name) ? (guint8) name[i] : ' ';
      guint8 coded[2] = { (guint8) ('A' + (byte >> 4)), (guint8) ('A' + (byte & 15)) };

      g_byte_array_append (message, coded, 2);
    }
  packet_append (message, "00");
}

static GByteArray *
netbios_registration (const char *name,
                      guint8      kind,
                      const char *flags)
{
  GByteArray *message = packet_append (packet_new (), "1234 2910 0001 0000 0000 0001");

  add_netbios_name (message, name, kind);
  packet_append (message, "0020 0001 c00c 0020 0001 000493e0 0006");
  packet_append (message, flags);

  return packet_append (message, "0a000007");
}

static void
test_netbios (void)
{
  GByteArray *message = netbios_registration ("DESKTOP-1", 0x00, "0000");
  guint length = message->len;

  expect (pv_host_hint_read_netbios, message, "desktop-1", "0a000007", length);
  expect (pv_host_hint_read_netbios, netbios_registration ("A", 0x20, "6000"), "a", "0a000007", length);
  /* a group, a service, no name */
  expect (pv_host_hint_read_netbios, netbios_registration ("WORKGROUP", 0x00, "8000"), NULL, NULL, 0);
  expect (pv_host_hint_read_netbios, netbios_registration ("DOMAIN", 0x1c, "0000"), NULL, NULL, 0);
  expect (pv_host_hint_read_netbios, netbios_registration ("", 0x00, "0000"), NULL, NULL, 0);

  message = packet_append (packet_new (), "1234 8500 0000 0001 0000 0000");
  add_netbios_name (message, "SERVER", 0x20);
  packet_append (message, "0020 0001 000493e0 0006 0000 0a000008");
  expect (pv_host_hint_read_netbios, message, "server", "0a000008", message->len);

  /* an error; a query; letters that none are */
  message = netbios_registration ("A", 0x00, "0000");
  message->data[3] |= 3;
  expect (pv_host_hint_read_netbios, message, NULL, NULL, 0);
  message = packet_append (packet_new (), "1234 0110 0001 0000 0000 0000");
  add_netbios_name (message, "SERVER", 0x20);
  expect (pv_host_hint_read_netbios, packet_append (message, "0020 0001"), NULL, NULL, 0);
  message = netbios_registration ("A", 0x00, "0000");
  message->data[13] = 'Z';
  expect (pv_host_hint_read_netbios, message, NULL, NULL, 0);
}

/* @client, @your, @options: in hexadecimal */
static GByteArray *
dhcp (const char *client,
      const char *your,
      const char *options)
{
  GByteArray *message = packet_append (packet_new (), "01 01 06 00 12345678 0000 0000");

  packet_append (message, client);
  packet_append (message, your);
  packet_append_n (message, 236 - message->len, 0);
  packet_append (message, "63825363");

  return packet_append (message, options);
}

static void
test_dhcp (void)
{
  static const char name[] = "0c 06 6c6170746f70";

  expect (pv_host_hint_read_dhcp, dhcp ("0a000005", "00000000", name), "laptop", "0a000005", 248);
  expect (pv_host_hint_read_dhcp, dhcp ("00000000", "0a000006", "00 350105 00 0c 06 4c4150746f70 ff"), "laptop",
          "0a000006", 253);
  expect (pv_host_hint_read_dhcp, dhcp ("00000000", "00000000", "0c 07 6c6170746f7000 350103 3204 0a000007 ff"), "laptop",
          "0a000007", 258);
  /* no address, no name, an offer, something else */
  expect (pv_host_hint_read_dhcp, dhcp ("00000000", "00000000", name), NULL, NULL, 0);
  expect (pv_host_hint_read_dhcp, dhcp ("0a000005", "00000000", "350103 ff"), NULL, NULL, 0);
  expect (pv_host_hint_read_dhcp, dhcp ("0a000005", "00000000", "0c00 ff"), NULL, NULL, 0);
  expect (pv_host_hint_read_dhcp, dhcp ("00000000", "0a000006", "350102 0c06 6c6170746f70"), NULL, NULL, 0);
  expect (pv_host_hint_read_dhcp, packet_append_n (packet_new (), 300, 0), NULL, NULL, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/host-hint/netbios", test_netbios);
  g_test_add_func ("/host-hint/dhcp", test_dhcp);

  return g_test_run ();
}
