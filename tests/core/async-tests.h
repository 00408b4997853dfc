/* SPDX-License-Identifier: GPL-3.0-or-later */
/* async-tests.h: adds tests that go through GTask, or cancel from another thread.
 *
 * How GLib hands data from thread to thread there is hidden from ThreadSanitizer where GLib is not
 * instrumented, so it would only ever report GLib. The synchronous tests run the same threads. */
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
