/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-parallel.c: work that comes in parts, on as many threads as there are cores. */
#include "pv-parallel.h"

#include "pv-pass.h"

typedef struct
{
  PvParallelFunc func;
  gpointer data;
  gsize n;
  gsize next; /* atomic */
  gint failed; /* atomic */
} Work;

static gpointer
work (gpointer data)
{
  Work *self = data;

  for (;;)
    {
      gsize i = __atomic_fetch_add (&self->next, 1, __ATOMIC_RELAXED);

      if (i >= self->n || g_atomic_int_get (&self->failed))
        return NULL;
      if (!self->func (self->data, i))
        g_atomic_int_set (&self->failed, TRUE);
    }
}

gboolean
pv_parallel_all (gsize          n,
                 PvParallelFunc func,
                 gpointer       data)
{
  return pv_parallel_all_on (pv_pass_get_n_threads (), n, func, data);
}

gboolean
pv_parallel_all_on (guint          max_threads,
                    gsize          n,
                    PvParallelFunc func,
                    gpointer       data)
{
  Work self = { func, data, n, 0, FALSE };
  guint n_threads = (guint) MIN (MIN (pv_pass_get_n_threads (), max_threads), n);
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();

  for (guint i = 1; i < n_threads; i++)
    {
      GThread *thread = g_thread_try_new ("pv-parallel", work, &self, NULL);

      if (thread != NULL)
        g_ptr_array_add (threads, thread);
    }
  work (&self);
  for (guint i = 0; i < threads->len; i++)
    g_thread_join (g_ptr_array_index (threads, i));

  return !self.failed;
}

guint
pv_parallel_get_n_parts (guint64 n,
                         guint64 least,
                         guint   most)
{
  return (guint) CLAMP (n / least, 1, MIN (most, pv_pass_get_n_threads ()));
}
