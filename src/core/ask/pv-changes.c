/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-changes.c: what is new, gone, more or less than in another capture or at another time, by label. */
#include "pv-changes-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pv-error.h"
#include "pv-job.h"
#include "pv-label-class.h"
#include "pv-query-private.h"
#include "pv-rate-change.h"

/* So many labels tell how rates scatter. */
#define N_SAMPLES 4096

PvChanges *
pv_changes_ref (PvChanges *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_changes (gpointer data)
{
  PvChanges *self = data;

  g_free (self->rows);
}

void
pv_changes_unref (PvChanges *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear_changes);
}

PvChangeState
pv_change_get_state (const PvChange *self)
{
  if (self->packets[PV_SIDE_OTHER] == 0)
    return PV_CHANGE_NEW;

  return self->packets[PV_SIDE_THIS] == 0 ? PV_CHANGE_GONE : PV_CHANGE_BOTH;
}

double
pv_changes_get_value (const PvChanges *self,
                      const PvChange  *row,
                      PvSide           side)
{
  double value = (double) (self->query.measure == PV_MEASURE_IP_BYTES ? row->bytes[side] : row->packets[side]);

  return self->per_second ? value * PV_NS_PER_SECOND / (double) self->length_ns[side] : value;
}

double
pv_changes_get_change (const PvChanges *self,
                       const PvChange  *row)
{
  return pv_changes_get_value (self, row, PV_SIDE_THIS) - pv_changes_get_value (self, row, PV_SIDE_OTHER);
}

static PvRateChange
get_rate_change (const PvChanges *self,
                 const PvChange  *row)
{
  PvRateChange change;

  for (PvSide side = 0; side < PV_N_SIDES; side++)
    {
      change.n[side] = (double) row->packets[side];
      change.exposure[side] = (double) self->length_ns[side];
    }

  return change;
}

double
pv_changes_get_surprise (const PvChanges *self,
                         const PvChange  *row)
{
  PvRateChange change = get_rate_change (self, row);

  return pv_rate_change_score (&change, self->dispersion);
}

/* Which side's label is used: gone ones have none in this. */
static PvSide
get_label_side (const PvChange *row)
{
  return row->packets[PV_SIDE_THIS] > 0 || row->id[PV_SIDE_OTHER] == PV_NO_ID ? PV_SIDE_THIS : PV_SIDE_OTHER;
}

char *
pv_change_dup_label (PvLabelMatch   *match,
                     PvDimension     dimension,
                     const PvChange *row)
{
  PvSide side = get_label_side (row);

  return pv_capture_dup_label (side == PV_SIDE_THIS ? pv_label_match_get_capture (match)
                                                    : pv_label_match_get_other (match), dimension, row->id[side]);
}

gint64
pv_change_part_get_length (PvCapture          *capture,
                           const PvChangePart *part)
{
  PvSpan covered = pv_capture_get_bulk_span (capture);

  if (!pv_capture_has_times (capture))
    return 0;

  /* from the first packet to the last, which takes no time itself */
  covered.end_ns--;
  if (part->has_span)
    {
      covered.start_ns = MAX (covered.start_ns, part->span.start_ns);
      covered.end_ns = MIN (covered.end_ns, part->span.end_ns);
    }

  return covered.start_ns < covered.end_ns ? pv_span_get_length (covered) : 0;
}

gboolean
pv_change_lengths_differ (const gint64 length_ns[PV_N_SIDES])
{
  double a = (double) length_ns[PV_SIDE_THIS];
  double b = (double) length_ns[PV_SIDE_OTHER];

  return a > 0 && b > 0 && MAX (a, b) > 1.01 * MIN (a, b);
}

/* A row with what it is sorted by. */
typedef struct
{
  double key;
  double tie;
  PvChange row;
} Entry;

typedef struct
{
  PvLabels labels[PV_N_SIDES];
} Order;

static int
compare_numbers (double a,
                 double b)
{
  return a > b ? -1 : a < b;
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  const Entry *x = a;
  const Entry *y = b;
  const Order *order = user_data;
  PvSide x_side;
  PvSide y_side;

  if (x->key != y->key)
    return compare_numbers (x->key, y->key);
  if (x->tie != y->tie)
    return compare_numbers (x->tie, y->tie);

  x_side = get_label_side (&x->row);
  y_side = get_label_side (&y->row);
  if (x_side != y_side)
    return x_side < y_side ? -1 : 1;

  return pv_labels_compare (&order->labels[x_side], x->row.id[x_side], y->row.id[y_side]);
}

/* How far apart two values are in proportion, whichever is the larger. */
static double
get_distance (double a,
              double b)
{
  if (a == b)
    return 0;

  return a > 0 && b > 0 ? fabs (log (a / b)) : INFINITY;
}

static void
set_keys (const PvChanges *changes,
          const Order     *order,
          Entry           *entry)
{
  double of_this = pv_changes_get_value (changes, &entry->row, PV_SIDE_THIS);
  double of_other = pv_changes_get_value (changes, &entry->row, PV_SIDE_OTHER);

  if (pv_dimension_is_in_label_order (changes->query.dimension))
    {
      PvSide side = get_label_side (&entry->row);

      entry->key = -(double) pv_labels_get_prefix (&order->labels[side], entry->row.id[side]);
      entry->tie = 0;
      return;
    }

  switch (changes->query.order)
    {
    case PV_CHANGE_BY_RATIO:
      entry->key = get_distance (of_this, of_other);
      entry->tie = fabs (of_this - of_other);
      break;

    case PV_CHANGE_BY_THIS:
      entry->key = of_this;
      entry->tie = of_other;
      break;

    case PV_CHANGE_BY_OTHER:
      entry->key = of_other;
      entry->tie = of_this;
      break;

    case PV_CHANGE_BY_SURPRISE:
      entry->key = fabs (pv_changes_get_surprise (changes, &entry->row));
      entry->tie = fabs (of_this - of_other);
      break;

    case PV_CHANGE_BY_CHANGE:
    default:
      entry->key = fabs (of_this - of_other);
      entry->tie = MAX (of_this, of_other);
      break;
    }
}

static void
swap_entries (Entry *a,
              Entry *b)
{
  Entry swap = *a;

  *a = *b;
  *b = swap;
}

static void
sift_down (Entry       *heap,
           gsize        n,
           gsize        i,
           const Order *order)
{
  for (;;)
    {
      gsize worst = i;

      for (gsize child = 2 * i + 1; child <= 2 * i + 2 && child < n; child++)
        if (compare_entries (&heap[child], &heap[worst], (gpointer) order) > 0)
          worst = child;

      if (worst == i)
        return;

      swap_entries (&heap[i], &heap[worst]);
      i = worst;
    }
}

/* Moves the best @limit of @n to the front, in any order. */
static void
select_best (Entry       *entries,
             gsize        n,
             gsize        limit,
             const Order *order)
{
  for (gsize i = limit / 2; i-- > 0;)
    sift_down (entries, limit, i, order);

  for (gsize i = limit; i < n; i++)
    if (compare_entries (&entries[i], &entries[0], (gpointer) order) < 0)
      {
        swap_entries (&entries[i], &entries[0]);
        sift_down (entries, limit, 0, order);
      }
}

/* Finds out how rates scatter, of labels that lie evenly among all. Returns FALSE where memory is out. */
static gboolean
estimate_dispersion (PvChanges   *changes,
                     const Entry *entries,
                     gsize        n)
{
  g_autofree PvRateChange *samples = g_try_new (PvRateChange, N_SAMPLES);
  gsize step = n / N_SAMPLES + 1;
  guint n_samples = 0;

  if (samples == NULL)
    return FALSE;

  for (gsize i = 0; i < n; i += step)
    samples[n_samples++] = get_rate_change (changes, &entries[i].row);
  changes->dispersion = pv_rate_change_dispersion (samples, n_samples);

  return TRUE;
}

/* Makes @entries the rows that are wanted, in order. Returns FALSE where memory is out. */
static gboolean
rank (PvChanges   *changes,
      const Order *order,
      Entry       *entries,
      gsize        n)
{
  gsize n_wanted = 0;
  gsize limit = changes->query.limit;

  if (changes->query.order == PV_CHANGE_BY_SURPRISE && !estimate_dispersion (changes, entries, n))
    return FALSE;

  for (gsize i = 0; i < n; i++)
    {
      PvChangeState state = pv_change_get_state (&entries[i].row);

      changes->n_new += state == PV_CHANGE_NEW;
      changes->n_gone += state == PV_CHANGE_GONE;
      changes->n_both += state == PV_CHANGE_BOTH;
      if ((changes->query.states & state) == 0)
        continue;
      if (n_wanted != i)
        entries[n_wanted] = entries[i];
      set_keys (changes, order, &entries[n_wanted++]);
    }

  if (limit > 0 && limit < n_wanted)
    {
      select_best (entries, n_wanted, limit, order);
      n_wanted = limit;
    }
  if (n_wanted > 0)
    qsort_r (entries, n_wanted, sizeof *entries, compare_entries, (gpointer) order);

  changes->rows = g_try_new (PvChange, MAX (n_wanted, 1));
  if (changes->rows == NULL)
    return FALSE;
  for (gsize i = 0; i < n_wanted; i++)
    changes->rows[i] = entries[i].row;
  changes->n_rows = (guint) n_wanted;

  return TRUE;
}

/* Lays both sides' labels side by side. @ids: as from pv_label_match_get_ids(). NULL where memory is out. */
static Entry *
join (const PvCounts *counts,
      const PvCounts *others,
      GBytes         *ids,
      gsize          *n)
{
  const guint32 *map = ids != NULL ? g_bytes_get_data (ids, NULL) : NULL;
  gsize n_mapped = ids != NULL ? g_bytes_get_size (ids) / sizeof *map : 0;
  gsize end = pv_counts_get_end (counts);
  g_autofree Entry *entries = g_try_new0 (Entry, MAX (pv_counts_count_labels (counts) + pv_counts_count_labels (others), 1));
  /* where each of this side's labels is, and one */
  g_autofree guint32 *places = g_try_new0 (guint32, MAX (end, 1));
  gsize i_entry = 0;

  if (entries == NULL || places == NULL)
    return NULL;

  for (guint i = 0; i < counts->n; i++)
    if (counts->counts[i].packets > 0)
      {
        guint32 id = pv_counts_get_id (counts, i);
        PvChange *row = &entries[i_entry++].row;

        places[id] = (guint32) i_entry;
        *row = (PvChange){ { id, PV_NO_ID }, { counts->counts[i].packets, 0 }, { counts->counts[i].bytes, 0 } };
      }

  for (guint i = 0; i < others->n; i++)
    if (others->counts[i].packets > 0)
      {
        guint32 id = pv_counts_get_id (others, i);
        guint32 here = id;
        PvChange *row;

        if (ids != NULL)
          here = id < n_mapped ? map[id] : PV_NO_ID;
        if (here != PV_NO_ID && here < end && places[here] > 0)
          {
            row = &entries[places[here] - 1].row;
          }
        else
          {
            row = &entries[i_entry++].row;
            row->id[PV_SIDE_THIS] = here;
          }
        row->id[PV_SIDE_OTHER] = id;
        row->packets[PV_SIDE_OTHER] = others->counts[i].packets;
        row->bytes[PV_SIDE_OTHER] = others->counts[i].bytes;
      }

  *n = i_entry;

  return g_steal_pointer (&entries);
}

static PvCounts *
count_part (PvCapture            *capture,
            const PvChangesQuery *query,
            PvSide                side,
            GCancellable         *cancellable)
{
  const PvChangePart *part = &query->parts[side];
  PvQuery of_part = {
    .dimension = query->dimension,
    .measure = query->measure,
    .span = part->span,
    .has_span = part->has_span,
    .subset = part->subset,
  };

  return pv_query_count (capture, &of_part, cancellable);
}

PvChanges *
pv_changes_new (PvLabelMatch          *match,
                const PvChangesQuery  *query,
                GCancellable          *cancellable,
                GError               **error)
{
  PvCapture *captures[PV_N_SIDES];
  g_autoptr (PvChanges) changes = NULL;
  g_autoptr (PvCounts) counts = NULL;
  g_autoptr (PvCounts) others = NULL;
  g_autoptr (GBytes) ids = NULL;
  g_autofree Entry *entries = NULL;
  Order order;
  gsize n;

  g_return_val_if_fail (match != NULL && query != NULL && query->dimension < PV_N_DIMENSIONS, NULL);

  captures[PV_SIDE_THIS] = pv_label_match_get_capture (match);
  captures[PV_SIDE_OTHER] = pv_label_match_get_other (match);
  changes = g_atomic_rc_box_new0 (PvChanges);
  changes->query = *query;
  for (PvSide side = 0; side < PV_N_SIDES; side++)
    {
      g_return_val_if_fail (pv_subset_is_of (&query->parts[side].subset, captures[side]), NULL);
      changes->query.parts[side].subset = (PvSubset){ NULL, NULL, NULL };
      changes->length_ns[side] = pv_change_part_get_length (captures[side], &query->parts[side]);
      order.labels[side] = pv_labels_of (captures[side], query->dimension);
    }
  changes->per_second = pv_change_lengths_differ (changes->length_ns);

  if (!pv_label_match_get_ids (match, query->dimension, &ids, cancellable, error))
    return NULL;

  counts = count_part (captures[PV_SIDE_THIS], query, PV_SIDE_THIS, cancellable);
  others = count_part (captures[PV_SIDE_OTHER], query, PV_SIDE_OTHER, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (counts != NULL && others != NULL)
    entries = join (counts, others, ids, &n);
  if (entries == NULL || !rank (changes, &order, entries, n))
    {
      pv_error_set_no_memory (error);
      return NULL;
    }

  changes->packets[PV_SIDE_THIS] = counts->total.packets;
  changes->bytes[PV_SIDE_THIS] = counts->total.bytes;
  changes->packets[PV_SIDE_OTHER] = others->total.packets;
  changes->bytes[PV_SIDE_OTHER] = others->total.bytes;

  return g_steal_pointer (&changes);
}

PvChangesQuestion *
pv_changes_question_new (PvLabelMatch         *match,
                         const PvChangesQuery *query)
{
  PvChangesQuestion *self = g_new0 (PvChangesQuestion, 1);

  self->match = pv_label_match_ref (match);
  self->query = *query;
  pv_change_parts_copy (self->query.parts, query->parts);

  return self;
}

void
pv_changes_question_free (gpointer data)
{
  PvChangesQuestion *self = data;

  pv_change_parts_clear (self->query.parts);
  pv_label_match_unref (self->match);
  g_free (self);
}

static gpointer
new_job (gpointer       source,
         gpointer       user_data,
         GCancellable  *cancellable,
         GError       **error)
{
  PvChangesQuestion *data = user_data;

  return pv_changes_new (data->match, &data->query, cancellable, error);
}

static const PvJob new_changes = { new_job, (GDestroyNotify) pv_changes_unref, pv_changes_question_free };

void
pv_changes_new_async (PvLabelMatch         *match,
                      const PvChangesQuery *query,
                      GCancellable         *cancellable,
                      GAsyncReadyCallback   callback,
                      gpointer              user_data)
{
  g_return_if_fail (match != NULL && query != NULL);

  pv_job_run_async (&new_changes, NULL, pv_changes_question_new (match, query), cancellable, callback, user_data);
}

PvChanges *
pv_changes_new_finish (GAsyncResult  *result,
                       GError       **error)
{
  return pv_job_run_finish (&new_changes, result, error);
}
