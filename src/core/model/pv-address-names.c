/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-address-names.c: what a capture's own DNS answers call its addresses. */
#include "config.h"

#include "pv-address-names.h"

#include <stdlib.h>
#include <string.h>

#include "pv-capture-private.h"
#include "pv-dissect.h"
#include "pv-dns-answers.h"
#include "pv-error.h"
#include "pv-job.h"
#include "pv-pass.h"
#include "pv-vector.h"
#include "pv-tsan.h"

/* How often an address got a name. Ids: of the address in the capture, of the name here. */
typedef struct
{
  guint32 address;
  guint32 name;
  guint32 n;
} Pair;

struct _PvAddressNames
{
  gatomicrefcount ref_count;
  PvLabelTable *names;
  PvVector pairs; /* of Pair, by address, the most frequent names first */
  gboolean all;
};

/* What the threads of one pass share. */
typedef struct
{
  PvCapture *capture;
  PvLabelTable *names;
  PvLabelTable *pairs; /* the bytes of the two ids of a pair */

  GMutex lock;
  PvVector counts; /* of guint32, by id of the pair */
  gsize n_bytes; /* of the names */
  gboolean full;
  gboolean no_memory;
} Reading;

PvAddressNames *
pv_address_names_ref (PvAddressNames *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_address_names_unref (PvAddressNames *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  pv_label_table_unref (self->names);
  pv_vector_clear (&self->pairs);
  g_free (self);
}

/* Adds the label, unless there are too many. */
static guint32
add_label (Reading      *self,
           PvLabelTable *table,
           const guint8 *key,
           gsize         length)
{
  guint32 id = pv_label_table_find (table, key, length);

  if (id != PV_NO_ID)
    return id;

  if (pv_label_table_get_n (table) >= PV_ADDRESS_NAMES_MAX ||
      (table == self->names && self->n_bytes + length > PV_ADDRESS_NAMES_MAX_BYTES))
    {
      self->full = TRUE;
      return PV_NO_ID;
    }

  id = pv_label_table_add (table, key, length);
  if (table == self->names)
    self->n_bytes += length;
  self->no_memory = self->no_memory || id == PV_NO_ID;

  return id;
}

static void
count_pair (Reading *self,
            guint32  pair)
{
  guint32 *count;

  if (pair >= self->counts.n)
    {
      count = pv_vector_append (&self->counts, sizeof *count, 1);
      if (count == NULL)
        {
          self->no_memory = TRUE;
          return;
        }
      *count = 0;
    }

  pv_vector_index (&self->counts, guint32, pair)++;
}

static void
on_answer (const guint8 *address,
           gsize         address_size,
           const char   *name,
           gsize         length,
           gpointer      user_data)
{
  Reading *self = user_data;
  guint32 ids[2];
  guint32 pair = PV_NO_ID;

  /* names of addresses that are nowhere in the capture are of no use */
  ids[0] = pv_label_table_find (self->capture->addresses, address, address_size);
  if (ids[0] == PV_NO_ID)
    return;

  g_mutex_lock (&self->lock);

  ids[1] = add_label (self, self->names, (const guint8 *) name, length);
  if (ids[1] != PV_NO_ID)
    pair = add_label (self, self->pairs, (const guint8 *) ids, sizeof ids);
  if (pair != PV_NO_ID && !self->no_memory)
    count_pair (self, pair);

  g_mutex_unlock (&self->lock);
}

static gpointer
reading_begin (gpointer data)
{
  return data;
}

static gboolean
reading_work (gpointer         data,
              const PvBatch   *batch,
              guint64          first,
              GError         **error)
{
  Reading *self = data;

  if (!pv_capture_check_batch (self->capture, batch, first, error))
    return FALSE;

  for (gsize i = 0; i < batch->n_records; i++)
    {
      PvFacts facts;

      pv_dissect (&batch->records[i], &facts);
      if (G_UNLIKELY (facts.has_answer))
        pv_dns_read_answers (facts.question, facts.question_length, on_answer, self);
    }

  return TRUE;
}

static void
reading_end (gpointer data)
{
}

static int
compare_pairs (const void *a,
               const void *b,
               void       *user_data)
{
  const Pair *x = a;
  const Pair *y = b;
  gsize length;

  if (x->address != y->address)
    return x->address < y->address ? -1 : 1;
  if (x->n != y->n)
    return x->n > y->n ? -1 : 1;

  return strcmp ((const char *) pv_label_table_get (user_data, x->name, &length),
                 (const char *) pv_label_table_get (user_data, y->name, &length));
}

static PvAddressNames *
make_names (Reading  *reading,
            GError  **error)
{
  g_autoptr (PvAddressNames) self = g_new0 (PvAddressNames, 1);
  gsize n = reading->counts.n;
  Pair *pairs;

  g_atomic_ref_count_init (&self->ref_count);
  self->names = pv_label_table_ref (reading->names);
  self->all = !reading->full;

  pairs = pv_vector_append (&self->pairs, sizeof (Pair), n);
  if (reading->no_memory || pairs == NULL)
    {
      pv_error_set_no_memory (error);
      return NULL;
    }

  for (gsize i = 0; i < n; i++)
    {
      gsize length;
      guint32 ids[2];

      memcpy (ids, pv_label_table_get (reading->pairs, (guint32) i, &length), sizeof ids);
      pairs[i] = (Pair){ ids[0], ids[1], pv_vector_index (&reading->counts, guint32, i) };
    }
  qsort_r (pairs, n, sizeof (Pair), compare_pairs, self->names);

  return g_steal_pointer (&self);
}

PvAddressNames *
pv_address_names_read (PvCapture     *capture,
                       PvProgress    *progress,
                       GCancellable  *cancellable,
                       GError       **error)
{
  static const PvPassFuncs funcs = { .begin = reading_begin, .work = reading_work, .end = reading_end };
  g_autoptr (PvMerge) merge = NULL;
  PvAddressNames *self = NULL;
  guint64 n_read;
  Reading reading = { .capture = capture };

  g_return_val_if_fail (PV_IS_CAPTURE (capture) && pv_capture_get_complete (capture), NULL);

  merge = pv_capture_open_again (capture, progress, cancellable, error);
  if (merge == NULL)
    return NULL;

  reading.names = pv_label_table_new ();
  reading.pairs = pv_label_table_new ();
  g_mutex_init (&reading.lock);

  if (pv_pass_run (merge, &funcs, &reading, pv_pass_get_n_threads (), &n_read,
                   progress != NULL ? &progress->bytes_read : NULL, cancellable, error)
      && pv_capture_check_end (capture, n_read, error))
    self = make_names (&reading, error);

  g_mutex_clear (&reading.lock);
  pv_vector_clear (&reading.counts);
  pv_label_table_unref (reading.pairs);
  pv_label_table_unref (reading.names);

  return self;
}

static gpointer
read_names (gpointer       source,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return pv_address_names_read (source, data, cancellable, error);
}

static const PvJob read_job = { read_names, (GDestroyNotify) pv_address_names_unref, NULL };

void
pv_address_names_read_async (PvCapture           *capture,
                             PvProgress          *progress,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{

  g_return_if_fail (PV_IS_CAPTURE (capture));

  pv_job_run_async (&read_job, capture, progress, cancellable, callback, user_data);
}

PvAddressNames *
pv_address_names_read_finish (GAsyncResult  *result,
                              GError       **error)
{
  return pv_job_run_finish (&read_job, result, error);
}

GPtrArray *
pv_address_names_get (PvAddressNames *self,
                      guint32         id)
{
  GPtrArray *names;
  guint low = 0;
  guint high;

  g_return_val_if_fail (self != NULL, NULL);

  names = g_ptr_array_new ();

  /* the first pair of the address */
  high = (guint) self->pairs.n;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (pv_vector_index (&self->pairs, Pair, middle).address < id)
        low = middle + 1;
      else
        high = middle;
    }

  for (; low < self->pairs.n && pv_vector_index (&self->pairs, Pair, low).address == id; low++)
    {
      guint32 name = pv_vector_index (&self->pairs, Pair, low).name;
      gsize length;

      g_ptr_array_add (names, (gpointer) pv_label_table_get (self->names, name, &length));
    }

  return names;
}

gboolean
pv_address_names_get_all (PvAddressNames *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->all;
}
