/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-traffic-data.c: a capture's bytes over time, as the line chart asks for them. */
#include "config.h"

#include <string.h>

#include "pv-bin-size.h"
#include "pv-capture-text.h"
#include "pv-chart-palette.h"
#include "pv-latest.h"
#include "pv-series-line.h"
#include "pv-span-text.h"
#include "pv-span.h"
#include "pv-traffic-data.h"
#include "pv-traffic-extent.h"

/* Before the chart has its width. */
#define DEFAULT_WIDTH 800

struct _PvTrafficData
{
  GObject parent_instance;

  PvLatest latest;
  PvCapture *capture;
  PvCrossfilterModel *crossfilter;
  PvComparison *comparison;
  PvLineOptions options;
  PvTraffic *traffic;
  /* for each of its parts, what answers for that */
  GPtrArray *parts;
  /* of the capture that it is compared with */
  char *other_name;
  /* added to all times of the traffic */
  gint64 shift_ns;
  /* of the own times, those beside which there is nothing */
  gboolean has_bounds;
  PvSpan bounds;
  gint64 wanted_bin_size;
  gint64 view_duration;
  int view_width;

  /* what is being made */
  PvTraffic *pending;
  /* why there is nothing */
  GError *error;
  /* of how many stretches, with silence between, the busiest is shown at first; 0 where all is */
  PvCapture *stretches_capture;
  PvStretches stretches;
};

enum
{
  PROP_0,
  PROP_BIN_SIZE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void pv_traffic_data_line_data_init (PvLineDataInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PvTrafficData, pv_traffic_data, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PV_TYPE_LINE_DATA,
                                                      pv_traffic_data_line_data_init))

/* The bin size that the settings and the view ask for. */
static gint64
pv_traffic_data_resolve_bin_size (PvTrafficData *self)
{
  gint64 duration = self->view_duration;
  PvSpan full;
  PvSpan home;

  if (self->wanted_bin_size != 0)
    return self->wanted_bin_size;

  if (duration == 0 && pv_traffic_extent_get (self->capture, NULL, 0, &full, &home))
    duration = pv_span_get_length (home);

  return pv_traffic_extent_choose_bin_size (duration, self->view_width);
}

/* A span of the same capture goes by its times. */
static char *
dup_other_name (PvTrafficData *self,
                PvTraffic     *traffic)
{
  PvSpan full;
  PvSpan home;

  if (!traffic->has_other_span || !pv_traffic_extent_get (traffic->other, NULL, 0, &full, &home))
    return pv_capture_text_title (traffic->other);

  return pv_span_text_new (&traffic->other_span, &home, traffic->binning.size_ns, self->options.clock);
}

/* The other capture's traffic, as one more part, where its times are to stand. */
static void
pv_traffic_data_add_other (PvTrafficData *self, /* NOLINT(misc-no-recursion): parts have no parts */
                           PvTraffic     *traffic)
{
  g_autoptr (PvTraffic) other = pv_traffic_new_for_series (traffic->other_series, NULL, 0);
  PvTrafficData *data = pv_traffic_data_new_for_traffic (other, &self->options);

  data->shift_ns = traffic->shift_ns;
  data->has_bounds = traffic->has_other_span;
  data->bounds = traffic->other_span;
  g_ptr_array_add (self->parts, data);
  g_free (self->other_name);
  self->other_name = dup_other_name (self, traffic);
}

/* Once for each capture: what is asked while drawing must be there. */
static void
find_stretches (PvTrafficData *self,
                PvCapture     *capture)
{
  if (!g_set_object (&self->stretches_capture, capture))
    return;

  self->stretches.n = 0;
  if (pv_capture_get_settled (capture) && pv_capture_has_times (capture))
    pv_stretches_find (capture, &self->stretches);
}

static void
pv_traffic_data_take_traffic (PvTrafficData *self, /* NOLINT(misc-no-recursion): parts have no parts */
                              PvTraffic     *traffic)
{
  gint64 old_bin_size = pv_traffic_data_get_bin_size (self);

  g_clear_error (&self->error);
  g_clear_pointer (&self->traffic, pv_traffic_unref);
  self->traffic = traffic;
  find_stretches (self, traffic->capture);
  g_ptr_array_set_size (self->parts, 0);
  for (guint i = 0; i < traffic->n_parts; i++)
    {
      g_autoptr (PvTraffic) part = pv_traffic_new_for_series (traffic->parts[i].series, NULL, 0);

      g_ptr_array_add (self->parts, pv_traffic_data_new_for_traffic (part, &self->options));
    }

  if (traffic->other_series != NULL)
    pv_traffic_data_add_other (self, traffic);

  pv_line_data_changed (PV_LINE_DATA (self));
  if (old_bin_size != pv_traffic_data_get_bin_size (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BIN_SIZE]);
}

/* What was there before is of other packets or bins. */
static void
pv_traffic_data_take_error (PvTrafficData *self,
                            GError        *error)
{
  g_clear_error (&self->error);
  self->error = error;
  g_clear_pointer (&self->traffic, pv_traffic_unref);
  g_ptr_array_set_size (self->parts, 0);

  pv_line_data_changed (PV_LINE_DATA (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BIN_SIZE]);
}

static void
pv_traffic_data_made_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr (PvTrafficData) self = user_data;
  g_autoptr (GError) error = NULL;
  PvTraffic *traffic = pv_traffic_make_finish (result, &error);

  g_clear_pointer (&self->pending, pv_traffic_unref);
  if (traffic != NULL)
    pv_traffic_data_take_traffic (self, traffic);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    pv_traffic_data_take_error (self, g_steal_pointer (&error));

  pv_latest_done (&self->latest);
}

static PvTraffic *
pv_traffic_data_plan (PvTrafficData *self)
{
  PvCapture *other = self->comparison != NULL ? pv_comparison_get_capture (self->comparison) : NULL;
  PvBinning binning = pv_line_options_get_binning (&self->options, pv_traffic_data_resolve_bin_size (self));
  PvTraffic *plan = pv_traffic_new (self->capture, self->crossfilter, binning,
                                    pv_line_options_get_measure (&self->options));
  PvSpan reference;

  if (other != NULL)
    pv_traffic_compare (plan, other, pv_comparison_get_set (self->comparison),
                        pv_comparison_get_shift (self->comparison, self->capture));
  if (other != NULL && pv_comparison_get_reference (self->comparison, &reference))
    pv_traffic_compare_span (plan, reference);

  return plan;
}

static void
pv_traffic_data_start (gpointer      owner,
                       GCancellable *cancellable)
{
  PvTrafficData *self = owner;

  g_assert (self->capture != NULL);
  g_assert (self->pending == NULL);

  self->pending = pv_traffic_data_plan (self);
  pv_traffic_make_async (self->pending, self->traffic, cancellable, pv_traffic_data_made_cb,
                         g_object_ref (self));
}

/* Asks for another series where the one at hand, or the one being made, is not the right one. */
static void
pv_traffic_data_refresh (PvTrafficData *self)
{
  g_autoptr (PvTraffic) plan = NULL;

  if (self->capture == NULL)
    return;

  plan = pv_traffic_data_plan (self);

  if (self->pending != NULL)
    {
      if (pv_traffic_equal (self->pending, plan) &&
          !g_cancellable_is_cancelled (self->latest.cancellable))
        return;

      /* A part of the same file in the same bins is worth having: while a file loads, waiting for
       * the newest part would mean to show none. */
      pv_latest_request (&self->latest, self->pending->capture == plan->capture ||
                                          !pv_binning_equal (self->pending->binning, plan->binning));
    }
  else if (self->traffic == NULL || !pv_traffic_equal (self->traffic, plan))
    {
      pv_latest_request (&self->latest, FALSE);
    }
}

/* With another capture beside it, all of both is of interest. */
static gboolean
has_stretches (PvTrafficData *self)
{
  return self->stretches.n > 0 && (self->traffic->other == NULL || self->traffic->has_other_span);
}

static gboolean
pv_traffic_data_get_extent (PvLineData *data,
                            gint64     *full_start_ns,
                            gint64     *full_end_ns,
                            gint64     *home_start_ns,
                            gint64     *home_end_ns)
{
  PvTrafficData *self = PV_TRAFFIC_DATA (data);
  PvSpan full;
  PvSpan home;

  if (self->traffic == NULL ||
      !pv_traffic_extent_get (self->traffic->capture, self->traffic->has_other_span ? NULL : self->traffic->other,
                              self->traffic->shift_ns, &full, &home))
    return FALSE;

  if (has_stretches (self))
    home = pv_traffic_extent_widen (self->stretches.spans[self->stretches.busiest]);

  full = pv_span_shift (full, self->shift_ns);
  home = pv_span_shift (home, self->shift_ns);
  *full_start_ns = full.start_ns;
  *full_end_ns = full.end_ns;
  *home_start_ns = home.start_ns;
  *home_end_ns = home.end_ns;

  return TRUE;
}

static gint64
pv_traffic_data_line_get_bin_size (PvLineData *data)
{
  return pv_traffic_data_get_bin_size (PV_TRAFFIC_DATA (data));
}

static PvSeriesLine
get_line (PvTrafficData *self)
{
  return (PvSeriesLine){ self->traffic->series, self->traffic->binning.size_ns, &self->options, self->shift_ns,
                         self->has_bounds ? &self->bounds : NULL };
}

static gboolean
pv_traffic_data_get_bin (PvLineData *data,
                         gint64      time_ns,
                         PvLineBin  *line_bin)
{
  PvTrafficData *self = PV_TRAFFIC_DATA (data);
  PvSeriesLine line;

  if (self->traffic == NULL)
    return FALSE;

  line = get_line (self);
  pv_series_line_get_bin (&line, time_ns, line_bin);

  return TRUE;
}

static guint
pv_traffic_data_get_bins (PvLineData *data,
                          gint64      start_ns,
                          gint64      end_ns,
                          PvLineBin  *line_bins,
                          guint       max)
{
  PvTrafficData *self = PV_TRAFFIC_DATA (data);
  PvSeriesLine line;

  if (self->traffic == NULL || max == 0)
    return 0;

  line = get_line (self);

  return pv_series_line_get_bins (&line, (PvSpan){ start_ns, end_ns }, line_bins, max);
}

static void
pv_traffic_data_get_columns (PvLineData   *data,
                             gint64        start_ns,
                             gint64        end_ns,
                             PvLineColumn *line_columns,
                             guint         n)
{
  PvTrafficData *self = PV_TRAFFIC_DATA (data);
  PvSeriesLine line;

  if (self->traffic == NULL)
    {
      memset (line_columns, 0, n * sizeof *line_columns);
      return;
    }

  line = get_line (self);
  pv_series_line_get_columns (&line, (PvSpan){ start_ns, end_ns }, line_columns, n);
}

static gboolean
pv_traffic_data_get_sum (PvLineData *data,
                         gint64      start_ns,
                         gint64      end_ns,
                         PvLineBin  *sum)
{
  PvTrafficData *self = PV_TRAFFIC_DATA (data);
  PvSeriesLine line;

  if (self->traffic == NULL)
    return FALSE;

  line = get_line (self);

  return pv_series_line_get_sum (&line, (PvSpan){ start_ns, end_ns }, sum);
}

static gboolean
pv_traffic_data_get_part (PvLineData *data,
                          guint       i,
                          PvLinePart *part)
{
  PvTrafficData *self = PV_TRAFFIC_DATA (data);

  if (i >= self->parts->len)
    return FALSE;

  part->data = g_ptr_array_index (self->parts, i);
  if (i == self->traffic->n_parts)
    {
      part->name = self->other_name;
      part->mark = PV_CHART_COMPARED;
      return TRUE;
    }

  part->name = self->traffic->parts[i].name;
  part->mark = self->traffic->parts[i].mark;

  return TRUE;
}

static void
pv_traffic_data_line_data_init (PvLineDataInterface *iface)
{
  iface->get_extent = pv_traffic_data_get_extent;
  iface->get_bin_size = pv_traffic_data_line_get_bin_size;
  iface->get_bin = pv_traffic_data_get_bin;
  iface->get_bins = pv_traffic_data_get_bins;
  iface->get_columns = pv_traffic_data_get_columns;
  iface->get_part = pv_traffic_data_get_part;
  iface->get_sum = pv_traffic_data_get_sum;
}

static void
pv_traffic_data_finalize (GObject *object)
{
  PvTrafficData *self = PV_TRAFFIC_DATA (object);

  /* a job under way holds a reference */
  g_assert (self->latest.cancellable == NULL);
  g_clear_object (&self->capture);
  g_clear_object (&self->stretches_capture);
  g_clear_object (&self->crossfilter);
  g_clear_object (&self->comparison);
  g_free (self->other_name);
  g_clear_error (&self->error);
  g_clear_pointer (&self->traffic, pv_traffic_unref);
  g_ptr_array_unref (self->parts);

  G_OBJECT_CLASS (pv_traffic_data_parent_class)->finalize (object);
}

static void
pv_traffic_data_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  PvTrafficData *self = PV_TRAFFIC_DATA (object);

  switch (prop_id)
    {
    case PROP_BIN_SIZE:
      g_value_set_int64 (value, pv_traffic_data_get_bin_size (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_traffic_data_class_init (PvTrafficDataClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = pv_traffic_data_finalize;
  object_class->get_property = pv_traffic_data_get_property;

  properties[PROP_BIN_SIZE] =
    g_param_spec_int64 ("bin-size", NULL, NULL, 0, PV_BIN_MAX, 0,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pv_traffic_data_init (PvTrafficData *self)
{
  pv_latest_init (&self->latest, pv_traffic_data_start, self);
  self->view_width = DEFAULT_WIDTH;
  self->parts = g_ptr_array_new_with_free_func (g_object_unref);
}

PvTrafficData *
pv_traffic_data_new (void)
{
  return g_object_new (PV_TYPE_TRAFFIC_DATA, NULL);
}

PvTrafficData *
pv_traffic_data_new_for_traffic (PvTraffic           *traffic, /* NOLINT(misc-no-recursion): parts have no parts */
                                 const PvLineOptions *options)
{
  PvTrafficData *self;

  g_return_val_if_fail (traffic != NULL && traffic->series != NULL, NULL);
  g_return_val_if_fail (options != NULL, NULL);

  self = pv_traffic_data_new ();
  self->options = *options;
  pv_traffic_data_take_traffic (self, pv_traffic_ref (traffic));

  return self;
}

void
pv_traffic_data_set_crossfilter (PvTrafficData      *self,
                                 PvCrossfilterModel *crossfilter)
{
  g_return_if_fail (PV_IS_TRAFFIC_DATA (self));
  g_return_if_fail (PV_IS_CROSSFILTER_MODEL (crossfilter));

  if (!g_set_object (&self->crossfilter, crossfilter))
    return;

  g_signal_connect_object (crossfilter, "changed", G_CALLBACK (pv_traffic_data_refresh), self,
                           G_CONNECT_SWAPPED);
  pv_traffic_data_refresh (self);
}

void
pv_traffic_data_set_comparison (PvTrafficData *self,
                                PvComparison  *comparison)
{
  g_return_if_fail (PV_IS_TRAFFIC_DATA (self));
  g_return_if_fail (PV_IS_COMPARISON (comparison));

  if (!g_set_object (&self->comparison, comparison))
    return;

  g_signal_connect_object (comparison, "changed", G_CALLBACK (pv_traffic_data_refresh), self, G_CONNECT_SWAPPED);
  pv_traffic_data_refresh (self);
}

void
pv_traffic_data_set_options (PvTrafficData       *self, /* NOLINT(misc-no-recursion): parts have no parts */
                             const PvLineOptions *options)
{
  g_return_if_fail (PV_IS_TRAFFIC_DATA (self));
  g_return_if_fail (options != NULL);

  self->options = *options;
  for (guint i = 0; i < self->parts->len; i++)
    pv_traffic_data_set_options (g_ptr_array_index (self->parts, i), options);

  pv_traffic_data_refresh (self);
  if (self->traffic != NULL)
    pv_line_data_changed (PV_LINE_DATA (self));
}

void
pv_traffic_data_set_capture (PvTrafficData *self,
                             PvCapture     *capture)
{
  g_return_if_fail (PV_IS_TRAFFIC_DATA (self));
  g_return_if_fail (PV_IS_CAPTURE (capture));

  if (g_set_object (&self->capture, capture))
    pv_traffic_data_refresh (self);
}

void
pv_traffic_data_stop (PvTrafficData *self)
{
  g_return_if_fail (PV_IS_TRAFFIC_DATA (self));

  g_clear_object (&self->capture);
  pv_latest_stop (&self->latest);
}

void
pv_traffic_data_set_bin_size (PvTrafficData *self,
                              gint64         bin_ns)
{
  g_return_if_fail (PV_IS_TRAFFIC_DATA (self));
  g_return_if_fail (bin_ns == 0 || (bin_ns >= PV_BIN_MIN && bin_ns <= PV_BIN_MAX));

  self->wanted_bin_size = bin_ns;
  pv_traffic_data_refresh (self);
}

void
pv_traffic_data_set_view (PvTrafficData *self,
                          gint64         duration_ns,
                          int            width)
{
  g_return_if_fail (PV_IS_TRAFFIC_DATA (self));
  g_return_if_fail (duration_ns > 0);

  self->view_duration = duration_ns;
  if (width > 0)
    self->view_width = width;
  pv_traffic_data_refresh (self);
}

const PvStretches *
pv_traffic_data_get_stretches (PvTrafficData *self)
{
  g_return_val_if_fail (PV_IS_TRAFFIC_DATA (self), NULL);

  return self->traffic != NULL && has_stretches (self) ? &self->stretches : NULL;
}

gint64
pv_traffic_data_get_bin_size (PvTrafficData *self)
{
  g_return_val_if_fail (PV_IS_TRAFFIC_DATA (self), 0);

  return self->traffic != NULL ? self->traffic->binning.size_ns : 0;
}

const GError *
pv_traffic_data_get_error (PvTrafficData *self)
{
  g_return_val_if_fail (PV_IS_TRAFFIC_DATA (self), NULL);

  return self->error;
}

PvTraffic *
pv_traffic_data_get_traffic (PvTrafficData *self)
{
  g_return_val_if_fail (PV_IS_TRAFFIC_DATA (self), NULL);

  return self->traffic;
}
