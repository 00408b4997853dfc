/* SPDX-License-Identifier: GPL-3.0-or-later */
/* async-tests.h: tests that go through GTask, or cancel from another thread.
 *
 * They are added here because how GLib hands data from thread to thread there is hidden from ThreadSanitizer
 * where GLib is not instrumented, so it would only ever report GLib. The synchronous tests run the same threads. */
#pragma once

#include <gio/gio.h>

#include "pv-tsan.h"

static inline void
test_add_async_func (const char *path,
                     GTestFunc   func)
{
#ifndef PV_TSAN
  g_test_add_func (path, func);
#endif
}

/* A callback that keeps the result. @user_data: (out): where, a GAsyncResult ** that is NULL until then */
static inline void
test_keep_result (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static inline void
test_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}
