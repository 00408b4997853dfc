/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-text-sink.c: text is written in large pieces, all of it, and the first failure is told. */
#include "pv-text-sink.h"

#define SIZE 16

static gsize
get_written (GOutputStream *stream)
{
  return g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
test_pieces (void)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  PvTextSink sink;

  pv_text_sink_init (&sink, stream, SIZE, NULL);
  g_string_append (sink.text, "fifteen letters");
  g_assert_true (pv_text_sink_drain (&sink));
  g_assert_cmpuint (get_written (stream), ==, 0);

  g_string_append (sink.text, "+1");
  g_assert_true (pv_text_sink_drain (&sink));
  g_assert_cmpuint (get_written (stream), ==, 17);
  g_assert_cmpuint (sink.text->len, ==, 0);

  g_string_append (sink.text, "end");
  g_assert_true (pv_text_sink_end (&sink, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)), get_written (stream),
                   "fifteen letters+1end", 20);
  pv_text_sink_clear (&sink);
}

/* What follows a failure is not written, even if it would fit: something is missing before it. */
static void
test_failure (void)
{
  char room[20];
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new (room, sizeof room, NULL, NULL);
  g_autoptr (GError) error = NULL;
  PvTextSink sink;

  pv_text_sink_init (&sink, stream, SIZE, NULL);
  g_string_append (sink.text, "more than twenty letters");
  g_assert_false (pv_text_sink_drain (&sink));
  g_assert_cmpuint (sink.text->len, ==, 0);

  g_assert_true (g_seekable_seek (G_SEEKABLE (stream), 0, G_SEEK_SET, NULL, NULL));
  g_string_append (sink.text, "end");
  g_assert_false (pv_text_sink_drain (&sink));
  g_assert_false (pv_text_sink_end (&sink, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_cmpint (g_seekable_tell (G_SEEKABLE (stream)), ==, 0);
  pv_text_sink_clear (&sink);
}

/* A sink that is given up writes nothing and leaks nothing. */
static void
test_given_up (void)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  PvTextSink sink;

  pv_text_sink_init (&sink, stream, SIZE, NULL);
  g_string_append (sink.text, "never written, though it is long");
  pv_text_sink_clear (&sink);
  g_assert_cmpuint (get_written (stream), ==, 0);
  g_assert_cmpuint (G_OBJECT (stream)->ref_count, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-sink/pieces", test_pieces);
  g_test_add_func ("/text-sink/failure", test_failure);
  g_test_add_func ("/text-sink/given-up", test_given_up);

  return g_test_run ();
}
