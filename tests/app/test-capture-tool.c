/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-capture-tool.c: what programs that capture say, and what they are told. */
#include "pv-capture-tool.h"

static void
test_parse (void)
{
  g_autoptr (GPtrArray) dumpcap = pv_capture_tool_parse ("1. eth0\n2. any\n3. lo (Loopback)\n4. bluetooth-monitor\n"
                                                         "5. nflog\n6. -w\nnonsense\n");
  g_autoptr (GPtrArray) tcpdump =
    pv_capture_tool_parse ("1.wlan0 [Up, Running, Wireless, Associated]\n"
                           "2.any (Pseudo-device that captures on all interfaces) [Up, Running]\n"
                           "3.usbmon0 (Raw USB traffic, all USB buses) [none]\n");
  const PvCaptureInterface *interface;

  g_assert_cmpuint (dumpcap->len, ==, 3);
  interface = g_ptr_array_index (dumpcap, 0);
  g_assert_cmpstr (interface->name, ==, "eth0");
  g_assert_null (interface->description);
  interface = g_ptr_array_index (dumpcap, 2);
  g_assert_cmpstr (interface->name, ==, "lo");
  g_assert_cmpstr (interface->description, ==, "Loopback");

  g_assert_cmpuint (tcpdump->len, ==, 2);
  interface = g_ptr_array_index (tcpdump, 0);
  g_assert_cmpstr (interface->name, ==, "wlan0");
  g_assert_null (interface->description);
  interface = g_ptr_array_index (tcpdump, 1);
  g_assert_cmpstr (interface->description, ==, "Pseudo-device that captures on all interfaces");
}

static void
test_command (void)
{
  PvCaptureTool tool = { .path = (char *) "/usr/bin/dumpcap" };
  g_auto (GStrv) command = pv_capture_tool_dup_command (&tool, "eth0");
  g_auto (GStrv) other = NULL;
  g_autofree char *any = pv_capture_tool_dup_command_line (NULL);
  g_autofree char *odd = pv_capture_tool_dup_command_line ("a b");
  static const char *const expected[] = { "/usr/bin/dumpcap", "-i", "eth0", "-w", "-", "-q", NULL };
  static const char *const expected_other[] = { "/usr/sbin/tcpdump", "-i", "eth0", "-w", "-", "-U", "-n", NULL };

  g_assert_true (g_strv_equal ((const char *const *) command, expected));
  tool.path = (char *) "/usr/sbin/tcpdump";
  other = pv_capture_tool_dup_command (&tool, "eth0");
  g_assert_true (g_strv_equal ((const char *const *) other, expected_other));
  g_assert_cmpstr (any, ==, "sudo tcpdump -i any -U -w - | pcapviz -");
  g_assert_cmpstr (odd, ==, "sudo tcpdump -i 'a b' -U -w - | pcapviz -");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/capture-tool/parse", test_parse);
  g_test_add_func ("/capture-tool/command", test_command);

  return g_test_run ();
}
