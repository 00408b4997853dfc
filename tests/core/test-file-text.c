/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-file-text.c: what a file's name may not do to who reads it. */
#include "config.h"

#include <locale.h>

#include "pv-file-text.h"

#define R "\357\277\275" /* U+FFFD */

static void
check_clean (const char *text,
             const char *expected)
{
  g_autofree char *clean = pv_file_text_clean (text);

  g_assert_cmpstr (clean, ==, expected);
}

static void
test_clean (void)
{
  check_clean ("", "");
  /* nothing that is only unusual is touched: accents, Arabic, a joiner, marks of direction */
  check_clean ("tr\u00e4ce \u0645\u0644\u0641 \u200d\u200e\u200f\u00a0.pcap",
               "tr\u00e4ce \u0645\u0644\u0641 \u200d\u200e\u200f\u00a0.pcap");
  check_clean ("a\033[2Jb\nc\td\177e", "a" R "[2Jb" R "c" R "d" R "e");
  /* the first and last of the C1 controls, and what follows them */
  check_clean ("\302\200\302\233\302\237\302\240", R R R "\302\240");
  check_clean ("\u2027\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u202f", "\u2027" R R R R R R R "\u202f");
  check_clean ("\u2065\u2066\u2067\u2068\u2069\u206a", "\u2065" R R R R "\u206a");
  check_clean ("a\377b", "a" R "b");
}

static void
test_files (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/tmp/a\u202egpj.pcap");
  g_autoptr (GFile) bell = g_file_new_for_path ("/tmp/a\302\233b\a.pcap");
  g_autofree char *name = pv_file_text_name (file);
  g_autofree char *path = pv_file_text_path (file);
  g_autofree char *bell_name = pv_file_text_name (bell);
  g_autofree char *bell_path = pv_file_text_path (bell);

  g_assert_cmpstr (name, ==, "a" R "gpj.pcap");
  g_assert_cmpstr (path, ==, "/tmp/a" R "gpj.pcap");
  g_assert_cmpstr (bell_name, ==, "a" R "b" R ".pcap");
  g_assert_null (strchr (bell_path, '\a'));
  g_assert_null (strstr (bell_path, "\302\233"));
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/file-text/clean", test_clean);
  g_test_add_func ("/file-text/files", test_files);

  return g_test_run ();
}
