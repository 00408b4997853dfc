/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-job.c: work in a thread: what comes of it, who frees what, and how it fails. */
#include "config.h"

#include "async-tests.h"
#include "pv-job.h"

static int n_freed; /* atomic */

static void
count_free (gpointer data)
{
  g_free (data);
  g_atomic_int_inc (&n_freed);
}

/* The thread may let go of its task after we do. */
static void
wait_until_freed (int n)
{
  while (g_atomic_int_get (&n_freed) < n)
    g_thread_yield ();
}

/* Says what it was given; fails at "bad", and has nothing to say of "". */
static gpointer
echo (gpointer       source,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  if (g_str_equal (data, "bad"))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "bad");
      return NULL;
    }

  return *(const char *) data != '\0' ? g_strdup (data) : NULL;
}

static const PvJob echo_job = { echo, count_free, count_free };

static void
test_result (void)
{
  g_autoptr (GObject) source = g_object_new (G_TYPE_OBJECT, NULL);
  GAsyncResult *result = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  n_freed = 0;
  pv_job_run_async (&echo_job, source, g_strdup ("hello"), NULL, test_keep_result, &result);
  test_wait (&result);
  g_assert_cmpstr (pv_job_get_data (result), ==, "hello");
  text = pv_job_run_finish (&echo_job, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "hello");
  g_object_unref (result);
  wait_until_freed (1);
  g_assert_cmpint (g_atomic_int_get (&n_freed), ==, 1);
}

/* What nobody takes is freed as what was given is. */
static void
test_untaken (void)
{
  GAsyncResult *result = NULL;

  n_freed = 0;
  pv_job_run_async (&echo_job, NULL, g_strdup ("hello"), NULL, test_keep_result, &result);
  test_wait (&result);
  g_object_unref (result);
  wait_until_freed (2);
  g_assert_cmpint (g_atomic_int_get (&n_freed), ==, 2);
}

static void
check_error (const char   *given,
             GCancellable *cancellable,
             int           code)
{
  GAsyncResult *result = NULL;
  g_autoptr (GError) error = NULL;

  pv_job_run_async (&echo_job, NULL, g_strdup (given), cancellable, test_keep_result, &result);
  test_wait (&result);
  g_assert_null (pv_job_run_finish (&echo_job, result, &error));
  g_assert_error (error, G_IO_ERROR, code);
  g_object_unref (result);
}

static void
test_errors (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  n_freed = 0;
  check_error ("bad", NULL, G_IO_ERROR_FAILED);
  /* nothing, and no reason: it gave up */
  check_error ("", NULL, G_IO_ERROR_CANCELLED);
  wait_until_freed (2);

  g_cancellable_cancel (cancellable);
  check_error ("hello", cancellable, G_IO_ERROR_CANCELLED);
  /* an answer that comes too late is freed, too */
  wait_until_freed (3);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_add_async_func ("/job/result", test_result);
  test_add_async_func ("/job/untaken", test_untaken);
  test_add_async_func ("/job/errors", test_errors);

  return g_test_run ();
}
