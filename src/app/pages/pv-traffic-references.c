/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-traffic-references.c: lines across a chart at the mean and the percentile of what is in view. */
#include "config.h"

#include "pv-latest.h"
#include "pv-traffic-references.h"
#include "pv-series-statistics.h"

struct _PvTrafficReferences
{
  GObject parent_instance;

  PvLineChart *chart;
  PvTraffic *traffic;
  PvLineOptions options;
  PvLatest latest;
  PvLineReference references[PV_LINE_MAX_REFERENCES];
  guint n;
};

G_DEFINE_FINAL_TYPE (PvTrafficReferences, pv_traffic_references, G_TYPE_OBJECT)

static void
statistics_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (PvTrafficReferences) self = user_data;
  PvSeriesStatistics statistics;

  if (pv_series_get_statistics_finish (result, &statistics, NULL) && self->traffic != NULL)
    {
      self->n = pv_line_options_get_references (&self->options, &statistics, self->traffic->binning.size_ns,
                                                self->references);
      pv_line_chart_set_references (self->chart, self->references, self->n);
    }
  pv_latest_done (&self->latest);
}

static void
start (gpointer      owner,
       GCancellable *cancellable)
{
  PvTrafficReferences *self = owner;
  PvSpan span;

  if (self->traffic == NULL || !pv_line_chart_get_view (self->chart, &span.start_ns, &span.end_ns) ||
      span.start_ns >= span.end_ns)
    {
      pv_latest_done (&self->latest);
      return;
    }

  pv_series_get_statistics_async (self->traffic->series, span, cancellable, statistics_cb, g_object_ref (self));
}

static void
pv_traffic_references_finalize (GObject *object)
{
  PvTrafficReferences *self = PV_TRAFFIC_REFERENCES (object);

  g_clear_object (&self->chart);
  g_clear_pointer (&self->traffic, pv_traffic_unref);

  G_OBJECT_CLASS (pv_traffic_references_parent_class)->finalize (object);
}

static void
pv_traffic_references_class_init (PvTrafficReferencesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pv_traffic_references_finalize;
}

static void
pv_traffic_references_init (PvTrafficReferences *self)
{
  pv_latest_init (&self->latest, start, self);
}

PvTrafficReferences *
pv_traffic_references_new (PvLineChart *chart)
{
  PvTrafficReferences *self;

  g_return_val_if_fail (PV_IS_LINE_CHART (chart), NULL);

  self = g_object_new (PV_TYPE_TRAFFIC_REFERENCES, NULL);
  self->chart = g_object_ref (chart);

  return self;
}

void
pv_traffic_references_request (PvTrafficReferences *self,
                               PvTraffic           *traffic,
                               const PvLineOptions *options)
{
  g_return_if_fail (PV_IS_TRAFFIC_REFERENCES (self));
  g_return_if_fail (options != NULL);

  if (traffic != self->traffic)
    {
      g_clear_pointer (&self->traffic, pv_traffic_unref);
      self->traffic = traffic != NULL ? pv_traffic_ref (traffic) : NULL;
    }
  self->options = *options;

  if (options->has_mean || options->has_percentile)
    {
      pv_latest_request (&self->latest, TRUE);
    }
  else
    {
      self->n = 0;
      pv_line_chart_set_references (self->chart, NULL, 0);
    }
}

const PvLineReference *
pv_traffic_references_get (PvTrafficReferences *self,
                           guint               *n)
{
  g_return_val_if_fail (PV_IS_TRAFFIC_REFERENCES (self), NULL);
  g_return_val_if_fail (n != NULL, NULL);

  *n = self->n;

  return self->references;
}

void
pv_traffic_references_stop (PvTrafficReferences *self)
{
  g_return_if_fail (PV_IS_TRAFFIC_REFERENCES (self));

  pv_latest_stop (&self->latest);
  g_clear_pointer (&self->traffic, pv_traffic_unref);
}
