/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-traffic.c: a capture's packets over time: all of them, and those of each pick. */
#include "config.h"

#include "pv-job.h"
#include "pv-traffic.h"

#include "pv-time.h"

static PvTraffic *
allocate (PvCapture *capture,
          PvBinning  binning,
          PvMeasure  measure)
{
  PvTraffic *self = g_new0 (PvTraffic, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->capture = g_object_ref (capture);
  self->binning = binning;
  self->measure = measure;

  return self;
}

PvTraffic *
pv_traffic_new (PvCapture          *capture,
                PvCrossfilterModel *crossfilter,
                PvBinning           binning,
                PvMeasure           measure)
{
  PvTraffic *self;
  g_autoptr (GArray) parts = NULL;
  const PvPick *pick;
  PvPacketSet *set;

  g_return_val_if_fail (PV_IS_CAPTURE (capture), NULL);
  g_return_val_if_fail (crossfilter == NULL || PV_IS_CROSSFILTER_MODEL (crossfilter), NULL);

  self = allocate (capture, binning, measure);
  if (crossfilter == NULL)
    return self;

  set = pv_crossfilter_model_get_total (crossfilter, capture);
  if (set != NULL)
    self->set = pv_packet_set_ref (set);

  parts = g_array_new (FALSE, TRUE, sizeof (PvTrafficPart));
  while ((set = pv_crossfilter_model_get_part (crossfilter, capture, parts->len, &pick)) != NULL)
    {
      PvTrafficPart part = {
        .name = g_strdup (pick->label),
        .mark = pick->mark,
        .set = pv_packet_set_ref (set),
      };

      g_array_append_val (parts, part);
    }
  self->n_parts = parts->len;
  self->parts = (PvTrafficPart *) (gpointer) g_array_free (g_steal_pointer (&parts), FALSE);

  return self;
}

void
pv_traffic_compare (PvTraffic   *self,
                    PvCapture   *other,
                    PvPacketSet *set,
                    gint64       shift_ns)
{
  g_return_if_fail (self != NULL && self->series == NULL && self->other == NULL);
  g_return_if_fail (PV_IS_CAPTURE (other));

  self->other = g_object_ref (other);
  self->other_set = set != NULL ? pv_packet_set_ref (set) : NULL;
  self->shift_ns = shift_ns;
}

void
pv_traffic_compare_span (PvTraffic *self,
                         PvSpan     span)
{
  g_return_if_fail (self != NULL && self->series == NULL && self->other != NULL);

  self->has_other_span = TRUE;
  self->other_span = span;
}

gboolean
pv_traffic_get_shift_to_start (PvCapture *capture,
                               PvCapture *other,
                               gint64    *shift_ns)
{
  g_return_val_if_fail (PV_IS_CAPTURE (capture), FALSE);
  g_return_val_if_fail (PV_IS_CAPTURE (other), FALSE);
  g_return_val_if_fail (shift_ns != NULL, FALSE);

  *shift_ns = 0;
  if (!pv_capture_has_times (capture) || !pv_capture_has_times (other))
    return TRUE;

  *shift_ns = pv_time_subtract (pv_capture_get_bulk_span (capture).start_ns, pv_capture_get_bulk_span (other).start_ns);

  /* What was cut short would lead elsewhere. */
  return *shift_ns > G_MININT64 && *shift_ns < G_MAXINT64;
}

PvTraffic *
pv_traffic_new_for_series (PvSeries *series,
                           PvSeries *other,
                           gint64    shift_ns)
{
  PvTraffic *self;

  g_return_val_if_fail (PV_IS_SERIES (series), NULL);
  g_return_val_if_fail (other == NULL || PV_IS_SERIES (other), NULL);

  self = allocate (pv_series_get_capture (series), pv_series_get_binning (series),
                   pv_series_get_measure (series));
  self->series = g_object_ref (series);
  if (other != NULL)
    {
      self->other = g_object_ref (pv_series_get_capture (other));
      self->other_series = g_object_ref (other);
      self->shift_ns = shift_ns;
    }

  return self;
}

PvTraffic *
pv_traffic_ref (PvTraffic *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_traffic_unref (PvTraffic *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < self->n_parts; i++)
    {
      g_free (self->parts[i].name);
      pv_packet_set_unref (self->parts[i].set);
      g_clear_object (&self->parts[i].series);
    }
  g_free (self->parts);
  g_clear_pointer (&self->set, pv_packet_set_unref);
  g_clear_object (&self->series);
  g_clear_object (&self->other_series);
  g_clear_object (&self->other);
  g_clear_pointer (&self->other_set, pv_packet_set_unref);
  g_object_unref (self->capture);
  g_free (self);
}

gboolean
pv_traffic_equal (PvTraffic *a,
                  PvTraffic *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->capture != b->capture || !pv_binning_equal (a->binning, b->binning) || a->measure != b->measure ||
      a->set != b->set || a->n_parts != b->n_parts || a->other != b->other ||
      a->other_set != b->other_set || a->shift_ns != b->shift_ns || a->has_other_span != b->has_other_span ||
      a->other_span.start_ns != b->other_span.start_ns || a->other_span.end_ns != b->other_span.end_ns)
    return FALSE;

  for (guint i = 0; i < a->n_parts; i++)
    if (a->parts[i].set != b->parts[i].set || a->parts[i].mark != b->parts[i].mark)
      return FALSE;

  return TRUE;
}

/* The series of @set that @before has. (transfer full) (nullable) */
static PvSeries *
find_series (PvTraffic   *self,
             PvTraffic   *before,
             PvPacketSet *set)
{
  if (before == NULL || before->capture != self->capture || !pv_binning_equal (before->binning, self->binning) ||
      before->measure != self->measure)
    return NULL;

  if (before->set == set)
    return g_object_ref (before->series);
  for (guint i = 0; i < before->n_parts; i++)
    if (before->parts[i].set == set)
      return g_object_ref (before->parts[i].series);

  return NULL;
}

static PvSeries *
make_series (PvTraffic     *self,
             PvTraffic     *before,
             PvPacketSet   *set,
             GCancellable  *cancellable,
             GError       **error)
{
  PvSeries *series = find_series (self, before, set);

  if (series != NULL)
    return series;

  return pv_series_new (self->capture, set, self->binning, self->measure, cancellable, error);
}

static PvSeries *
make_other_series (PvTraffic     *self,
                   PvTraffic     *before,
                   GCancellable  *cancellable,
                   GError       **error)
{
  if (before != NULL && before->other == self->other && before->other_set == self->other_set &&
      pv_binning_equal (before->binning, self->binning) && before->measure == self->measure)
    return g_object_ref (before->other_series);

  return pv_series_new (self->other, self->other_set, self->binning, self->measure, cancellable, error);
}

static gpointer
make (gpointer       source,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  PvTraffic **both = data;
  PvTraffic *self = both[0];
  GError *failure = NULL;

  self->series = make_series (self, both[1], self->set, cancellable, &failure);
  for (guint i = 0; i < self->n_parts && failure == NULL; i++)
    self->parts[i].series = make_series (self, both[1], self->parts[i].set, cancellable, &failure);
  if (self->other != NULL && failure == NULL)
    self->other_series = make_other_series (self, both[1], cancellable, &failure);
  if (failure == NULL)
    return pv_traffic_ref (self);

  g_propagate_error (error, failure);

  return NULL;
}

static void
free_both (gpointer data)
{
  PvTraffic **both = data;

  pv_traffic_unref (both[0]);
  g_clear_pointer (&both[1], pv_traffic_unref);
  g_free (both);
}

static const PvJob make_job = { make, (GDestroyNotify) pv_traffic_unref, free_both };

void
pv_traffic_make_async (PvTraffic           *self,
                       PvTraffic           *before,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  PvTraffic **both;

  g_return_if_fail (self != NULL && self->series == NULL);
  g_return_if_fail (before == NULL || before->series != NULL);

  both = g_new0 (PvTraffic *, 2);
  both[0] = pv_traffic_ref (self);
  both[1] = before != NULL ? pv_traffic_ref (before) : NULL;

  pv_job_run_async (&make_job, NULL, both, cancellable, callback, user_data);
}

PvTraffic *
pv_traffic_make_finish (GAsyncResult  *result,
                        GError       **error)
{
  return pv_job_run_finish (&make_job, result, error);
}
