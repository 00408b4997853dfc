/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-hosts.c: nicknames from a file like /etc/hosts, whatever is in it, and from nothing but plain files. */
#include <arpa/inet.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pv-error.h"
#include "pv-hosts.h"

static const char *
get (PvHosts    *hosts,
     const char *text)
{
  guint8 address[16];
  gboolean is_v4 = inet_pton (AF_INET, text, address) == 1;

  g_assert_true (is_v4 || inet_pton (AF_INET6, text, address) == 1);

  return pv_hosts_get (hosts, address, is_v4 ? 4 : 16);
}

static const char lines[] =
  "# what everybody has\n"
  "127.0.0.1\tlocalhost\n"
  "\n"
  "  10.0.0.1   Printer  printer.lan  # upstairs\r\n"
  "10.0.0.1 second\n"
  "2001:db8::1 server\n"
  "::ffff:10.0.0.2 mapped\n"
  "10.0.0.3#none\n"
  "10.0.0.4 #none\n"
  "10.0.0.5\n"
  "10.0.0 short\n"
  "010.0.0.6 octal\n"
  "fe80::1%eth0 zone\n"
  "nothing 10.0.0.7\n"
  "10.0.0.8 p\xd1\x80inter\n"
  "10.0.0.9 a\x01z\xff\n"
  "10.0.0.10 last";

static void
test_lines (void)
{
  g_autoptr (PvHosts) hosts = pv_hosts_parse (lines, sizeof lines - 1);

  g_assert_cmpuint (pv_hosts_get_n (hosts), ==, 7);
  g_assert_cmpstr (get (hosts, "127.0.0.1"), ==, "localhost");
  g_assert_cmpstr (get (hosts, "10.0.0.1"), ==, "printer");
  g_assert_cmpstr (get (hosts, "2001:db8::1"), ==, "server");
  g_assert_cmpstr (get (hosts, "::ffff:10.0.0.2"), ==, "mapped");
  g_assert_null (get (hosts, "10.0.0.2"));
  g_assert_null (get (hosts, "10.0.0.3"));
  g_assert_null (get (hosts, "10.0.0.4"));
  g_assert_null (get (hosts, "10.0.0.5"));
  g_assert_null (get (hosts, "fe80::1"));
  /* a lookalike, and what is no text */
  g_assert_cmpstr (get (hosts, "10.0.0.8"), ==, "p\\209\\128inter");
  g_assert_cmpstr (get (hosts, "10.0.0.9"), ==, "a\\001z\\255");
  g_assert_cmpstr (get (hosts, "10.0.0.10"), ==, "last");
}

/* Wherever it is cut, whatever a byte of it becomes, it is read without a look past its end. */
static void
test_damage (void)
{
  for (gsize length = 0; length < sizeof lines; length++)
    {
      g_autofree char *copy = g_memdup2 (lines, length);
      g_autoptr (PvHosts) hosts = pv_hosts_parse (copy, length);

      g_assert_cmpuint (pv_hosts_get_n (hosts), <=, 7);
    }

  for (gsize at = 0; at < sizeof lines - 1; at++)
    for (guint byte = 0; byte < 256; byte += 5)
      {
        g_autofree char *copy = g_memdup2 (lines, sizeof lines - 1);
        g_autoptr (PvHosts) hosts = NULL;

        copy[at] = (char) byte;
        hosts = pv_hosts_parse (copy, sizeof lines - 1);
        g_assert_cmpuint (pv_hosts_get_n (hosts), <=, 9);
      }
}

static void
test_long_words (void)
{
  g_autofree char *name = g_strnfill (PV_HOSTS_MAX_BYTES, 'x');
  g_autofree char *line = g_strconcat ("10.0.0.1 ", name, "\n", name, " 10.0.0.2\n10.0.0.3 z", NULL);
  g_autoptr (PvHosts) hosts = pv_hosts_parse (line, strlen (line));

  g_assert_cmpuint (pv_hosts_get_n (hosts), ==, 1);
  g_assert_cmpstr (get (hosts, "10.0.0.3"), ==, "z");
}

static void
expect_refused (const char *path,
                gboolean    follow_links,
                GQuark      domain)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_null (pv_hosts_load (file, follow_links, &error));
  g_assert_nonnull (error);
  g_assert_cmpstr (g_quark_to_string (error->domain), ==, g_quark_to_string (domain));
}

/* A pipe would make it wait, a device give whatever it likes; beside a capture, a link might lead anywhere. */
static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("pv-hosts-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "hosts", NULL);
  g_autofree char *link = g_build_filename (folder, "link", NULL);
  g_autofree char *pipe = g_build_filename (folder, "pipe", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) by_link = g_file_new_for_path (link);
  g_autoptr (GFile) remote = g_file_new_for_uri ("sftp://host.example/hosts");
  g_autoptr (PvHosts) hosts = NULL;
  g_autoptr (PvHosts) linked = NULL;
  g_autoptr (GError) error = NULL;

  expect_refused (path, TRUE, G_IO_ERROR);
  g_assert_true (g_file_set_contents (path, lines, -1, NULL));
  g_assert_cmpint (symlink (path, link), ==, 0);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);

  hosts = pv_hosts_load (file, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (get (hosts, "10.0.0.1"), ==, "printer");
  linked = pv_hosts_load (by_link, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pv_hosts_get_n (linked), ==, pv_hosts_get_n (hosts));
  expect_refused (link, FALSE, G_IO_ERROR);
  expect_refused (pipe, TRUE, PV_ERROR);
  expect_refused (folder, TRUE, PV_ERROR);
  expect_refused ("/dev/zero", TRUE, PV_ERROR);
  g_assert_null (pv_hosts_load (remote, TRUE, NULL));

  g_assert_cmpint (truncate (path, PV_HOSTS_MAX_BYTES + 1), ==, 0);
  expect_refused (path, TRUE, PV_ERROR);

  g_unlink (pipe);
  g_unlink (link);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/hosts/lines", test_lines);
  g_test_add_func ("/hosts/damage", test_damage);
  g_test_add_func ("/hosts/long-words", test_long_words);
  g_test_add_func ("/hosts/files", test_files);

  return g_test_run ();
}
