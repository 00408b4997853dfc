/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tsan.h: tells ThreadSanitizer what GLib's locks order.
 *
 * GMutex is built on futexes inside a GLib that is not instrumented, so ThreadSanitizer would take every
 * access under one for a race. Included last by files that lock; changes nothing in other builds. */
#pragma once

#include <glib.h>

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define PV_TSAN 1
#endif
#endif
#ifdef __SANITIZE_THREAD__
#define PV_TSAN 1
#endif

#ifdef PV_TSAN

#include <sanitizer/tsan_interface.h>

static inline void
pv_tsan_lock (GMutex *mutex)
{
  g_mutex_lock (mutex);
  __tsan_acquire (mutex);
}

static inline gboolean
pv_tsan_trylock (GMutex *mutex)
{
  if (!g_mutex_trylock (mutex))
    return FALSE;

  __tsan_acquire (mutex);

  return TRUE;
}

static inline void
pv_tsan_unlock (GMutex *mutex)
{
  __tsan_release (mutex);
  g_mutex_unlock (mutex);
}

/* Lets go of the lock while it waits. */
static inline void
pv_tsan_cond_wait (GCond  *cond,
                   GMutex *mutex)
{
  __tsan_release (mutex);
  g_cond_wait (cond, mutex);
  __tsan_acquire (mutex);
}

#define g_cond_wait(cond, mutex) pv_tsan_cond_wait (cond, mutex)
#define g_mutex_lock(mutex) pv_tsan_lock (mutex)
#define g_mutex_trylock(mutex) pv_tsan_trylock (mutex)
#define g_mutex_unlock(mutex) pv_tsan_unlock (mutex)

#endif
