/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-pass.c: reading savefiles batch by batch on several threads that take turns. */
#include "config.h"

#include "pv-pass.h"

#include <signal.h>

#include "pv-error.h"
#include "pv-spin.h"

#include "pv-tsan.h"

/* More threads than this wait for their turn to read. */
#define MAX_THREADS 16

struct _PvPass
{
  PvMerge *merge;
  const PvPassFuncs *funcs;
  gpointer data;
  guint64 *bytes_read;
  GCancellable *cancellable;

  GMutex turn; /* to read; also of what follows */
  GCond has_read; /* that somebody did, and it is another's turn perhaps */
  guint n_waiting;
  guint64 n_packets;
  gboolean done;
  GError *error;
};

guint
pv_pass_get_n_threads (void)
{
  return MIN (g_get_num_processors (), MAX_THREADS);
}

/* Reads the next batch; the caller has the turn. */
static gboolean
read_batch (PvPass   *self,
            PvBatch  *batch,
            guint64  *first,
            GError  **error)
{
  if (self->done)
    return FALSE;

  if (!pv_merge_read (self->merge, batch, self->cancellable, error))
    {
      self->done = TRUE;
      return FALSE;
    }

  *first = self->n_packets;
  self->n_packets += batch->n_records;
  if (self->funcs->number != NULL && !self->funcs->number (self->data, batch->n_records, first, error))
    {
      self->done = TRUE;
      return FALSE;
    }

  if (self->bytes_read != NULL)
    __atomic_store_n (self->bytes_read, pv_merge_get_position (self->merge), __ATOMIC_RELAXED);

  return TRUE;
}

/* Gets the turn, which it is when what was read ahead into @batch is next. */
static void
take_turn (PvPass  *self,
           PvBatch *batch)
{
  PvTurn turn;

  for (;;)
    {
      pv_merge_read_ahead (self->merge, batch);
      for (guint i = 0; i < PV_SPIN_MAX && pv_merge_get_turn (self->merge, batch) == PV_TURN_LATER; i++)
        pv_spin_pause ();

      pv_spin_mutex_lock (&self->turn);
      self->n_waiting++;
      while ((turn = pv_merge_get_turn (self->merge, batch)) == PV_TURN_LATER && !self->done)
        g_cond_wait (&self->has_read, &self->turn);
      self->n_waiting--;
      if (turn == PV_TURN_NOW || self->done)
        return;
      g_mutex_unlock (&self->turn);
    }
}

static void
end_turn (PvPass *self)
{
  if (self->n_waiting > 0)
    g_cond_broadcast (&self->has_read);
  g_mutex_unlock (&self->turn);
}

/* What each thread does until the file ends. */
static gpointer
run_thread (gpointer user_data)
{
  PvPass *self = user_data;
  gpointer state = self->funcs->begin (self->data);
  g_autoptr (GError) error = NULL;
  PvBatch batch = { 0 };

  if (state == NULL)
    pv_error_set_no_memory (&error);

  while (state != NULL)
    {
      gboolean more;
      guint64 first = 0;

      take_turn (self, &batch);
      more = read_batch (self, &batch, &first, &error);
      end_turn (self);

      if (!more || !self->funcs->work (state, &batch, first, &error))
        break;
    }

  if (error != NULL)
    {
      g_mutex_lock (&self->turn);
      self->done = TRUE;
      if (self->error == NULL)
        self->error = g_steal_pointer (&error);
      end_turn (self);
    }

  pv_batch_clear (&batch);
  if (state != NULL)
    self->funcs->end (state);

  return NULL;
}

/* Where memory is out, GLib breaks off within breaking off until the stack is at its end: what a program does then
 * needs another one. */
static gpointer
run_own_thread (gpointer user_data)
{
  guint8 bytes[16 * 1024];
  const stack_t own = { .ss_sp = bytes, .ss_size = sizeof bytes };
  stack_t before;
  gboolean changed = sigaltstack (&own, &before) == 0;

  run_thread (user_data);
  if (changed)
    sigaltstack (&before, NULL);

  return NULL;
}

gboolean
pv_pass_run (PvMerge            *merge,
             const PvPassFuncs  *funcs,
             gpointer            data,
             guint               n_threads,
             guint64            *n_packets,
             guint64            *bytes_read,
             GCancellable       *cancellable,
             GError            **error)
{
  PvPass self = {
    .merge = merge,
    .funcs = funcs,
    .data = data,
    .bytes_read = bytes_read,
    .cancellable = cancellable,
  };
  GThread *threads[MAX_THREADS] = { NULL };

  n_threads = CLAMP (n_threads, 1, MAX_THREADS);
  g_mutex_init (&self.turn);
  g_cond_init (&self.has_read);

  /* Fewer threads than wished for are no failure. */
  for (guint i = 1; i < n_threads; i++)
    threads[i] = g_thread_try_new ("pv-pass", run_own_thread, &self, NULL);
  run_thread (&self);
  for (guint i = 1; i < n_threads; i++)
    if (threads[i] != NULL)
      g_thread_join (threads[i]);

  g_mutex_clear (&self.turn);
  g_cond_clear (&self.has_read);
  if (n_packets != NULL)
    *n_packets = self.n_packets;

  if (self.error != NULL)
    {
      g_propagate_error (error, self.error);
      return FALSE;
    }

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}
