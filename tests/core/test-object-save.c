/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-object-save.c: names that strangers chose, and where their files land. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "packet-builder.h"
#include "pv-loader.h"
#include "pv-object-conversation.h"
#include "pv-object-save.h"
#include "pv-safe-name.h"
#include "savefile-builder.h"

static void
expect_name (const char *name,
             const char *expected)
{
  g_autofree char *safe = pv_safe_name_make (name);
  g_autofree char *again = pv_safe_name_make (safe);

  g_assert_cmpstr (safe, ==, expected);
  g_assert_cmpstr (again, ==, safe);
}

static void
test_names (void)
{
  expect_name ("report.pdf", "report.pdf");
  expect_name ("ä 漢字.txt", "ä 漢字.txt");
  expect_name (NULL, "file");
  expect_name ("", "file");
  expect_name ("...", "file");
  expect_name ("/", "_");
  expect_name ("../../etc/passwd", "passwd");
  expect_name ("..\\..\\boot.ini", "boot.ini");
  expect_name ("..", "file");
  expect_name (".bashrc", "bashrc");
  expect_name (" . .profile", "profile");
  expect_name ("-rf", "_rf");
  expect_name ("~root", "_root");
  expect_name ("a\nb\tc\x7f" "d\x1b[31m", "a_b_c_d_[31m");
  /* an exe that looks like a text, by a character that turns the direction round */
  expect_name ("evil\u202etxt.exe", "evil_txt.exe");
  expect_name ("zero\u200bwidth\ufeff", "zero_width_");
  expect_name ("what?*<>|\":.txt", "what_______.txt");
  expect_name ("trailing. . .", "trailing");
  expect_name ("con", "_con");
  expect_name ("NUL.txt", "_NUL.txt");
  expect_name ("com1.tar.gz", "_com1.tar.gz");
  expect_name ("COM10", "COM10");
  expect_name ("console", "console");
  expect_name ("\xff\xfe", "\xef\xbf\xbd\xef\xbf\xbd");
}

static void
test_lengths (void)
{
  g_autofree char *many = g_strnfill (400, 'x');
  g_autofree char *long_name = g_strconcat (many, ".jpeg", NULL);
  g_autofree char *long_extension = g_strconcat ("a.", many, NULL);
  g_autoptr (GString) wide = g_string_new (NULL);
  g_autofree char *safe = pv_safe_name_make (long_name);
  g_autofree char *other = pv_safe_name_make (long_extension);
  g_autofree char *third = NULL;
  g_autofree char *numbered = pv_safe_name_number (safe, 12345);
  g_autofree char *plain = pv_safe_name_number ("a.b.txt", 2);

  for (guint i = 0; i < 200; i++)
    g_string_append (wide, "漢");
  third = pv_safe_name_make (wide->str);

  g_assert_cmpuint (strlen (safe), ==, PV_SAFE_NAME_MAX);
  g_assert_true (g_str_has_suffix (safe, "x.jpeg"));
  g_assert_cmpuint (strlen (other), ==, PV_SAFE_NAME_MAX);
  g_assert_cmpuint (strlen (third), ==, PV_SAFE_NAME_MAX);
  g_assert_true (g_utf8_validate (third, -1, NULL));
  g_assert_cmpuint (strlen (numbered), ==, PV_SAFE_NAME_MAX);
  g_assert_true (g_str_has_suffix (numbered, "x (12345).jpeg"));
  g_assert_cmpstr (plain, ==, "a.b (2).txt");
}

/* --- Files --- */

#define BODY "Hello world"

typedef struct
{
  char *folder;
  PvCapture *capture;
} Fixture;

static void
add (SavefileBuilder *builder,
     guint32          second,
     gboolean         of_server,
     guint32          sequence,
     const char      *text)
{
  g_autoptr (GByteArray) packet = g_byte_array_append (packet_new (), (const guint8 *) text, (guint) strlen (text));

  packet_tcp (packet, of_server ? 80 : 40000, of_server ? 40000 : 80, sequence, 0x10);
  packet_ipv4 (packet, 6, of_server ? "10.0.0.2" : "10.0.0.1", of_server ? "10.0.0.1" : "10.0.0.2");
  savefile_add_pcap_record (builder, second, 0, packet->data, packet->len, packet->len, 0);
}

/* A capture with three files of one name, of which the last lacks its end. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const char request[] = "GET /../x/..%2Fname.txt HTTP/1.1\r\nHost: example.org\r\n\r\n";
  static const char response[] = "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n" BODY;
  SavefileBuilder builder;
  g_autoptr (GFile) file = NULL;
  g_autoptr (PvLoader) loader = NULL;
  g_autoptr (GError) error = NULL;

  savefile_builder_init (&builder, FALSE);
  savefile_add_pcap_header (&builder, 0xa1b2c3d4, 65535, 101);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *cut = g_strndup (response, strlen (response) - (i == 2 ? 4 : 0));

      add (&builder, 100 + 10 * i, FALSE, 1000 + i * (guint32) strlen (request), request);
      add (&builder, 101 + 10 * i, TRUE, 5000 + i * (guint32) strlen (response), cut);
    }
  file = savefile_builder_write (&builder);
  savefile_builder_clear (&builder);

  loader = pv_loader_new (file);
  fixture->capture = pv_loader_load (loader, NULL, &error);
  g_assert_no_error (error);
  fixture->folder = g_dir_make_tmp ("pcapviz-objects-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_object_unref (fixture->capture);
  test_files_clear ();
}

static GPtrArray *
save (Fixture               *fixture,
      const PvObjectChoice  *choice,
      GPtrArray            **names)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PvObjectFolder) folder = pv_object_folder_open (fixture->folder, &error);
  GPtrArray *objects;

  g_assert_no_error (error);
  objects = pv_object_save (fixture->capture, choice, &pv_object_folder_funcs, folder, names, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (objects->len, ==, (*names)->len);

  return objects;
}

static void
expect_file (Fixture    *fixture,
             const char *name,
             const char *contents)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  struct stat info;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, contents);
  g_assert_cmpint (lstat (path, &info), ==, 0);
  g_assert_true (S_ISREG (info.st_mode));
  if (strcmp (contents, "mine") != 0)
    g_assert_cmpuint (info.st_mode & 0177, ==, 0);
}

/* What is there already stays, were it a link that leads elsewhere. */
static void
test_numbered (Fixture       *fixture,
               gconstpointer  data)
{
  const PvObjectChoice all = { NULL };
  g_autofree char *there = g_build_filename (fixture->folder, "name.txt", NULL);
  g_autofree char *link = g_build_filename (fixture->folder, "name (2).txt", NULL);
  g_autofree char *target = g_build_filename (fixture->folder, "target", NULL);
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GPtrArray) objects = NULL;

  g_assert_true (g_file_set_contents (there, "mine", -1, NULL));
  g_assert_cmpint (symlink (target, link), ==, 0);
  objects = save (fixture, &all, &names);

  g_assert_cmpuint (objects->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (names, 0), ==, "name (3).txt");
  expect_file (fixture, "name (3).txt", BODY);
  expect_file (fixture, "name (4).txt", BODY);
  expect_file (fixture, "name (5).txt", "Hello w");
  g_assert_cmpuint (((PvObject *) g_ptr_array_index (objects, 2))->missing, ==, 4);
  expect_file (fixture, "name.txt", "mine");
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
}

static void
test_chosen (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GHashTable) indices = g_hash_table_new (g_int64_hash, g_int64_equal);
  const PvSpan span = { 105 * PV_NS_PER_SECOND, 115 * PV_NS_PER_SECOND };
  guint64 last = 2;
  PvObjectChoice choice = { .span = &span };
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GPtrArray) objects = NULL;

  objects = save (fixture, &choice, &names);
  g_assert_cmpuint (objects->len, ==, 1);
  g_assert_cmpuint (((PvObject *) g_ptr_array_index (objects, 0))->index, ==, 1);
  expect_file (fixture, "name.txt", BODY);

  g_clear_pointer (&objects, g_ptr_array_unref);
  g_clear_pointer (&names, g_ptr_array_unref);
  g_hash_table_add (indices, &last);
  choice = (PvObjectChoice){ .indices = indices };
  objects = save (fixture, &choice, &names);
  g_assert_cmpuint (objects->len, ==, 1);
  expect_file (fixture, "name (2).txt", "Hello w");
}

/* A place that fails. */
static int
fail_create (gpointer      place,
             const char   *name,
             const char   *url,
             char        **used,
             GError      **error)
{
  guint *n = place;

  if ((*n)++ == 1)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");
      return -1;
    }
  *used = g_strdup ("first");

  return open ("/dev/null", O_WRONLY | O_CLOEXEC);
}

static void
fail_remove (gpointer    place,
             const char *used)
{
  g_assert_not_reached ();
}

static void
test_fails (Fixture       *fixture,
            gconstpointer  data)
{
  static const PvObjectPlaceFuncs funcs = { fail_create, NULL, fail_remove };
  const PvObjectChoice all = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (PvObjectFolder) folder = NULL;
  guint n = 0;

  g_assert_null (pv_object_save (fixture->capture, &all, &funcs, &n, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_clear_error (&error);

  folder = pv_object_folder_open ("/nowhere/at/all", &error);
  g_assert_null (folder);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* Files say where they are from, where the file system takes it. */
static void
test_origin (Fixture       *fixture,
             gconstpointer  data)
{
  static const char url[] = "http://example.org/../x/..%2Fname.txt";
  const PvObjectChoice all = { NULL };
  g_autofree char *probe = g_build_filename (fixture->folder, "probe", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "name.txt", NULL);
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GPtrArray) objects = NULL;
  char origin[256] = "";

  g_assert_true (g_file_set_contents (probe, "", -1, NULL));
  if (setxattr (probe, "user.test", "x", 1, 0) != 0)
    {
      g_test_skip ("the file system takes no attributes");
      return;
    }

  objects = save (fixture, &all, &names);
  g_assert_cmpint (getxattr (path, "user.xdg.origin.url", origin, sizeof origin - 1), ==, strlen (url));
  g_assert_cmpstr (origin, ==, url);
}

/* Each file is of the conversation that brought it, at its time, also where the file began before. */
static void
test_conversation (Fixture       *fixture,
                   gconstpointer  data)
{
  const PvObjectChoice all = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) objects = pv_object_save (fixture->capture, &all, NULL, NULL, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (objects->len, ==, 3);
  for (guint i = 0; i < objects->len; i++)
    {
      g_autofree char *label = NULL;
      guint32 id;
      PvSpan span;

      g_assert_true (pv_object_find_conversation (objects->pdata[i], fixture->capture, &id, &span));
      label = pv_capture_dup_label (fixture->capture, PV_DIMENSION_FLOW, id);
      g_assert_nonnull (strstr (label, "10.0.0.1"));
      g_assert_nonnull (strstr (label, "80"));
      g_assert_cmpint (span.start_ns, ==, (101 + 10 * i) * G_GINT64_CONSTANT (1000000000));
      g_assert_cmpint (span.end_ns, ==, span.start_ns + 1);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/object-save/names", test_names);
  g_test_add_func ("/object-save/lengths", test_lengths);
  g_test_add ("/object-save/numbered", Fixture, NULL, set_up, test_numbered, tear_down);
  g_test_add ("/object-save/chosen", Fixture, NULL, set_up, test_chosen, tear_down);
  g_test_add ("/object-save/origin", Fixture, NULL, set_up, test_origin, tear_down);
  g_test_add ("/object-save/conversation", Fixture, NULL, set_up, test_conversation, tear_down);
  g_test_add ("/object-save/fails", Fixture, NULL, set_up, test_fails, tear_down);

  return g_test_run ();
}
