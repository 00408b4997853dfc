/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-spin.h: waiting for what another thread is about to do, without going to sleep. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Some tens of microseconds: about what it takes to be put to sleep and to be woken. */
#define PV_SPIN_MAX 4000
#define PV_SPIN_PAUSES 16

/* Has the processor wait for a moment, in favour of others that share its core. */
static inline void
pv_spin_pause (void)
{
#if defined(__i386__) || defined(__x86_64__)
  __builtin_ia32_pause ();
#elif defined(__aarch64__)
  __asm__ volatile ("isb" ::: "memory");
#endif
}

/**
 * pv_spin_until_is:
 * @place: (atomic): a number that other threads change
 * @value: what it becomes soon, perhaps
 *
 * Waits for a little while. Whatever came of it, the caller still has to look for itself.
 */
static inline void
pv_spin_until_is (const guint64 *place,
                  guint64        value)
{
  for (guint i = 0; i < PV_SPIN_MAX && __atomic_load_n (place, __ATOMIC_RELAXED) != value; i++)
    pv_spin_pause ();
}

/* Locks what others hold for a short time. */
#define pv_spin_mutex_lock(mutex) \
  G_STMT_START \
    { \
      gboolean is_locked_ = g_mutex_trylock (mutex); \
\
      for (guint i_ = 0; i_ < PV_SPIN_MAX && !is_locked_; i_++) \
        { \
          pv_spin_pause (); \
          if (i_ % PV_SPIN_PAUSES == 0) \
            is_locked_ = g_mutex_trylock (mutex); \
        } \
      if (!is_locked_) \
        g_mutex_lock (mutex); \
    } \
  G_STMT_END

/**
 * PvSpinLock:
 *
 * A lock for what takes some hundred nanoseconds and is hardly ever waited for, so that all that counts is what it costs where
 * nobody does: letting go of it is an ordinary store, which does not wait for the stores before it as letting go of a
 * mutex does. Zeros are an open one.
 */
typedef struct
{
  guint is_locked; /* atomic */
} PvSpinLock;

static inline void
pv_spin_lock_take (PvSpinLock *self)
{
  while (__atomic_exchange_n (&self->is_locked, 1, __ATOMIC_ACQUIRE) != 0)
    for (guint i = 0; __atomic_load_n (&self->is_locked, __ATOMIC_RELAXED) != 0; i++)
      {
        pv_spin_pause ();
        /* Whoever has it may not be on any core. */
        if (i >= PV_SPIN_MAX)
          g_thread_yield ();
      }
}

static inline void
pv_spin_lock_leave (PvSpinLock *self)
{
  __atomic_store_n (&self->is_locked, 0, __ATOMIC_RELEASE);
}

G_END_DECLS
