/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-session.c: what was open is remembered, and what makes no sense is not believed. */
#include <glib/gstdio.h>

#include "pv-session.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->folder = g_dir_make_tmp ("pcapviz-session-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  /* in a folder that is not there yet */
  fixture->path = g_build_filename (fixture->folder, "state", "session", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_autofree char *state = g_path_get_dirname (fixture->path);

  g_unlink (fixture->path);
  g_rmdir (state);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static GPtrArray *
new_windows (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) pv_session_window_free);
}

static PvSessionWindow *
add_window (GPtrArray  *windows,
            const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  PvSessionWindow *window = pv_session_window_new (file);

  g_ptr_array_add (windows, window);

  return window;
}

static void
save (Fixture   *fixture,
      GPtrArray *windows)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (pv_session_save (fixture->path, windows, &error));
  g_assert_no_error (error);
}

static void
assert_span (PvSpan span,
             gint64 start_ns,
             gint64 end_ns)
{
  g_assert_cmpint (span.start_ns, ==, start_ns);
  g_assert_cmpint (span.end_ns, ==, end_ns);
}

static void
assert_path (GPtrArray  *windows,
             guint       i,
             const char *path)
{
  PvSessionWindow *window = g_ptr_array_index (windows, i);

  g_assert_cmpstr (g_file_peek_path (window->file), ==, path);
}

static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  user_data)
{
  g_autoptr (GPtrArray) windows = new_windows ();
  g_autoptr (GPtrArray) taken = NULL;
  PvSessionWindow *window = add_window (windows, "/a/b c;#[%ü\n\xff.pcap");
  GStatBuf status;

  window->width = 800;
  window->height = 600;
  window->is_maximized = TRUE;
  window->tab = g_strdup ("lookups");
  window->filter = g_strdup ("  udp\nport 53 \\ ");
  window->picks = g_strsplit ("sources:10.0.0.1|names:a;b\\;c\n:", "|", -1);
  window->exclusions = g_strsplit ("services:443/tcp", "|", -1);
  window->selection = (PvSpan) { G_MININT64, -1 };
  window->view = (PvSpan) { 0, G_MAXINT64 };
  add_window (windows, "/second");

  save (fixture, windows);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  taken = pv_session_take (fixture->path);
  g_assert_cmpuint (taken->len, ==, 2);
  assert_path (taken, 0, "/a/b c;#[%ü\n\xff.pcap");
  window = g_ptr_array_index (taken, 0);
  g_assert_cmpint (window->width, ==, 800);
  g_assert_cmpint (window->height, ==, 600);
  g_assert_true (window->is_maximized);
  g_assert_cmpstr (window->tab, ==, "lookups");
  g_assert_cmpstr (window->filter, ==, "  udp\nport 53 \\ ");
  g_assert_cmpuint (g_strv_length (window->picks), ==, 2);
  g_assert_cmpstr (window->picks[0], ==, "sources:10.0.0.1");
  g_assert_cmpstr (window->picks[1], ==, "names:a;b\\;c\n:");
  g_assert_cmpuint (g_strv_length (window->exclusions), ==, 1);
  assert_span (window->selection, G_MININT64, -1);
  assert_span (window->view, 0, G_MAXINT64);

  assert_path (taken, 1, "/second");
  window = g_ptr_array_index (taken, 1);
  g_assert_cmpint (window->width, ==, 0);
  g_assert_false (window->is_maximized);
  g_assert_null (window->tab);
  g_assert_null (window->filter);
  g_assert_null (window->picks);
  assert_span (window->selection, 0, 0);
  assert_span (window->view, 0, 0);
}

static void
assert_nothing (Fixture *fixture)
{
  g_autoptr (GPtrArray) windows = pv_session_take (fixture->path);

  g_assert_cmpuint (windows->len, ==, 0);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_is_taken_once (Fixture       *fixture,
                    gconstpointer  user_data)
{
  g_autoptr (GPtrArray) windows = new_windows ();
  g_autoptr (GPtrArray) taken = NULL;

  assert_nothing (fixture);
  add_window (windows, "/once");
  save (fixture, windows);
  taken = pv_session_take (fixture->path);
  g_assert_cmpuint (taken->len, ==, 1);
  assert_nothing (fixture);
}

static void
test_nothing_takes_the_file_away (Fixture       *fixture,
                                  gconstpointer  user_data)
{
  g_autoptr (GPtrArray) windows = new_windows ();

  /* where there is none, too */
  save (fixture, windows);
  add_window (windows, "/a");
  save (fixture, windows);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_ptr_array_set_size (windows, 0);
  save (fixture, windows);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_too_many (Fixture       *fixture,
               gconstpointer  user_data)
{
  g_autoptr (GPtrArray) windows = new_windows ();
  g_autoptr (GPtrArray) taken = NULL;

  for (guint i = 0; i < PV_SESSION_MAX_WINDOWS + 10; i++)
    add_window (windows, "/many");
  save (fixture, windows);
  taken = pv_session_take (fixture->path);
  g_assert_cmpuint (taken->len, ==, PV_SESSION_MAX_WINDOWS);
}

static void
test_failure_is_told (Fixture       *fixture,
                      gconstpointer  user_data)
{
  g_autoptr (GPtrArray) windows = new_windows ();
  g_autoptr (GError) error = NULL;

  add_window (windows, "/a");
  g_assert_false (pv_session_save ("/dev/null/state/session", windows, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
}

static void
write_text (Fixture    *fixture,
            const char *text,
            gssize      length)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);

  g_mkdir (folder, 0700);
  g_assert_true (g_file_set_contents (fixture->path, text, length, NULL));
}

static void
test_senseless_files (Fixture       *fixture,
                      gconstpointer  user_data)
{
  static const char *const texts[] = {
    "",
    "not a key file",
    "[Window 0",
    "[Window 0]\n",
    "[Window 0]\nURI=\n",
    "[Window 0]\nURI=no uri\n",
    "[Window 0]\nURI=/etc/passwd\n",
    "[Window 0]\nURI=file:///%zz\n",
    "[Window 99]\nURI=file:///a\n",
    "[Other]\nURI=file:///a\n",
    "[Window 0]\nURI=\xff\xfe\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      write_text (fixture, texts[i], -1);
      assert_nothing (fixture);
    }
}

static void
test_senseless_values (Fixture       *fixture,
                       gconstpointer  user_data)
{
  static const char *const spans[] = {
    "1", "/", "1/", "/2", "1/2/3", "2/1", "1/1", "a/b", "1/99999999999999999999", "1.5/2", "1/ 2", "0x1/0x2",
  };
  static const char *const lengths[] = {
    "-1", "0", "32768", "99999999999999999999", "wide", "",
  };

  for (guint i = 0; i < MAX (G_N_ELEMENTS (spans), G_N_ELEMENTS (lengths)); i++)
    {
      g_autofree char *text = NULL;
      g_autoptr (GPtrArray) taken = NULL;
      const PvSessionWindow *window;

      text = g_strdup_printf ("[Window 0]\nURI=file:///a\nWidth=%s\nHeight=600\nMaximized=perhaps\nSelection=%s\nView=3/4\n"
                              "[Window 5]\nURI=file:///b\n",
                              lengths[i % G_N_ELEMENTS (lengths)], spans[i % G_N_ELEMENTS (spans)]);
      write_text (fixture, text, -1);
      taken = pv_session_take (fixture->path);
      /* what makes sense is believed all the same */
      g_assert_cmpuint (taken->len, ==, 2);
      assert_path (taken, 0, "/a");
      assert_path (taken, 1, "/b");
      window = g_ptr_array_index (taken, 0);
      g_assert_cmpint (window->width, ==, 0);
      g_assert_cmpint (window->height, ==, 600);
      g_assert_false (window->is_maximized);
      assert_span (window->selection, 0, 0);
      assert_span (window->view, 3, 4);
    }
}

static void
test_huge_file (Fixture       *fixture,
                gconstpointer  user_data)
{
  g_autoptr (GString) text = g_string_new ("[Window 0]\nURI=file:///a\nTab=");

  while (text->len < 2 << 20)
    g_string_append (text, "long and longer ");
  write_text (fixture, text->str, text->len);
  assert_nothing (fixture);
}

static void
add (const char *path,
     void      (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/session/round-trip", test_round_trip);
  add ("/session/is-taken-once", test_is_taken_once);
  add ("/session/nothing-takes-the-file-away", test_nothing_takes_the_file_away);
  add ("/session/too-many", test_too_many);
  add ("/session/failure-is-told", test_failure_is_told);
  add ("/session/senseless-files", test_senseless_files);
  add ("/session/senseless-values", test_senseless_values);
  add ("/session/huge-file", test_huge_file);

  return g_test_run ();
}
