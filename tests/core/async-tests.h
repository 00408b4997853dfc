/* SPDX-License-Identifier: GPL-3.0-or-later */
/* async-tests.h: adds tests that go through GTask.
 *
 * How GTask hands data from thread to thread is hidden from ThreadSanitizer in a GLib that is not
 * instrumented, so there it would only ever report GLib. The synchronous tests run the same threads. */
#pragma once

#include "pv-tsan.h"

static inline void
test_add_async_func (const char *path,
                     GTestFunc   func)
{
#ifndef PV_TSAN
  g_test_add_func (path, func);
#endif
}
