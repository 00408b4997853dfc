/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-traffic-data.c: a capture's bytes over time, as the line chart asks for them. */
#include "config.h"

#include <string.h>

#include "pv-bin-size.h"
#include "pv-capture-text.h"
#include "pv-chart-palette.h"
#include "pv-latest.h"
#include "pv-span.h"
#include "pv-stretches.h"
#include "pv-traffic-data.h"

/* Narrower bins than this many pixels tell less by their shape than wider ones. */
#define PIXELS_PER_BIN 3
/* Before the chart has its width. */
#define DEFAULT_WIDTH 800
/* A capture of one packet is no shorter than this, so that the chart has something to show. */
#define SHORTEST_SPAN (10 * PV_NS_PER_MS)

struct _PvTrafficData
{
  GObject parent_instance;

  PvLatest latest;
  PvCapture *capture;
  PvNarrowing *narrowing;
  PvComparison *comparison;
  PvLineOptions options;
  PvTraffic *traffic;
  /* for each of its parts, what answers for that */
  GPtrArray *parts;
  /* of the capture that it is compared with */
  char *other_name;
  /* added to all times of the traffic */
  gint64 shift_ns;
  gint64 wanted_bin_size;
  gint64 view_duration;
  int view_width;

  /* what is being made */
  PvTraffic *pending;
  /* why there is nothing */
  GError *error;
  /* of how many stretches, with silence between, the busiest is shown at first; 0 where all is */
  PvCapture *stretches_capture;
  guint n_stretches;
  PvSpan busiest;
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

static PvSpan
widen (PvSpan span)
{
  gint64 duration = pv_span_get_length (span);

  if (duration < SHORTEST_SPAN)
    {
      gint64 missing = SHORTEST_SPAN - duration;

      span.start_ns = pv_time_subtract (span.start_ns, missing / 2);
      span.end_ns = pv_time_add (span.end_ns, missing - missing / 2);
    }

  return span;
}

static gboolean
get_spans_of_one (PvCapture *capture,
                  PvSpan    *full,
                  PvSpan    *home)
{
  PvSpan all;

  if (!pv_capture_has_times (capture))
    return FALSE;

  all.start_ns = pv_capture_get_first_time (capture);
  all.end_ns = pv_time_add (pv_capture_get_last_time (capture), 1);
  *full = widen (all);
  *home = widen (pv_capture_get_bulk_span (capture));

  return TRUE;
}

gboolean
pv_traffic_data_get_spans (PvCapture *capture,
                           PvCapture *other,
                           gint64     shift_ns,
                           PvSpan    *full,
                           PvSpan    *home)
{
  PvSpan other_full;
  PvSpan other_home;

  g_return_val_if_fail (PV_IS_CAPTURE (capture), FALSE);
  g_return_val_if_fail (other == NULL || PV_IS_CAPTURE (other), FALSE);

  if (!get_spans_of_one (capture, full, home))
    return FALSE;

  if (other != NULL && get_spans_of_one (other, &other_full, &other_home))
    {
      *full = pv_span_unite (*full, pv_span_shift (other_full, shift_ns));
      *home = pv_span_unite (*home, pv_span_shift (other_home, shift_ns));
    }

  return TRUE;
}

gint64
pv_traffic_data_choose_bin_size (gint64 duration_ns,
                                 int    width)
{
  return pv_bin_size_choose (MAX (duration_ns, 1), MAX (width / PIXELS_PER_BIN, 1));
}

/* The bin size that the settings and the view ask for. */
static gint64
pv_traffic_data_resolve_bin_size (PvTrafficData *self)
{
  gint64 duration = self->view_duration;
  PvSpan full;
  PvSpan home;

  if (self->wanted_bin_size != 0)
    return self->wanted_bin_size;

  if (duration == 0 && pv_traffic_data_get_spans (self->capture, NULL, 0, &full, &home))
    duration = pv_span_get_length (home);

  return pv_traffic_data_choose_bin_size (duration, self->view_width);
}

/* The other capture's traffic, as one more part, where its times are to stand. */
static void
pv_traffic_data_add_other (PvTrafficData *self, /* NOLINT(misc-no-recursion): parts have no parts */
                           PvTraffic     *traffic)
{
  g_autoptr (PvTraffic) other = pv_traffic_new_for_series (traffic->other_series, NULL, 0);
  PvTrafficData *data = pv_traffic_data_new_for_traffic (other, &self->options);

  data->shift_ns = traffic->shift_ns;
  g_ptr_array_add (self->parts, data);
  g_free (self->other_name);
  self->other_name = pv_capture_text_name (pv_capture_get_file (traffic->other));
}

/* Once for each capture: what is asked while drawing must be there. */
static void
find_busiest (PvTrafficData *self,
              PvCapture     *capture)
{
  if (!g_set_object (&self->stretches_capture, capture))
    return;

  self->n_stretches = 0;
  if (pv_capture_get_complete (capture) && pv_capture_has_times (capture))
    self->n_stretches = pv_stretches_find_busiest (capture, &self->busiest);
}

static void
pv_traffic_data_take_traffic (PvTrafficData *self, /* NOLINT(misc-no-recursion): parts have no parts */
                              PvTraffic     *traffic)
{
  gint64 old_bin_size = pv_traffic_data_get_bin_size (self);

  g_clear_error (&self->error);
  g_clear_pointer (&self->traffic, pv_traffic_unref);
  self->traffic = traffic;
  find_busiest (self, traffic->capture);
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
  PvTraffic *plan = pv_traffic_new (self->capture, self->narrowing, binning,
                                    pv_line_options_get_measure (&self->options));

  if (other != NULL)
    pv_traffic_compare (plan, other, pv_comparison_get_set (self->comparison),
                        pv_comparison_get_shift (self->comparison, self->capture));

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
      !pv_traffic_data_get_spans (self->traffic->capture, self->traffic->other, self->traffic->shift_ns, &full,
                                  &home))
    return FALSE;

  /* with another capture beside it, all of both is of interest */
  if (self->n_stretches > 0 && self->traffic->other == NULL)
    home = widen (self->busiest);

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

static double
get_factor (PvTrafficData *self)
{
  return pv_line_options_get_factor (&self->options, self->traffic->binning.size_ns);
}

/* How many bins each value is an average of. A capture that is not complete may be out of order, and
 * cannot be summed up. */
static guint
get_smoothing (PvTrafficData *self)
{
  if (!pv_capture_get_complete (self->traffic->capture))
    return 1;

  return MAX (self->options.smoothing, 1);
}

/* The average value of bins, over @window_ns around the middle of [@start_ns, @end_ns). */
static double
average (PvTrafficData *self,
         gint64         start_ns,
         gint64         end_ns,
         gint64         window_ns)
{
  gint64 middle = pv_time_get_middle (start_ns, end_ns);
  PvSpan window = { pv_time_subtract (middle, window_ns / 2), pv_time_add (middle, window_ns - window_ns / 2) };
  PvBin sum;

  pv_series_get_sum (self->traffic->series, window, &sum);

  return (double) sum.value * (double) self->traffic->binning.size_ns / (double) window_ns * get_factor (self);
}

static gint64
get_window (PvTrafficData *self)
{
  return pv_time_multiply (self->traffic->binning.size_ns, get_smoothing (self));
}

static void
to_line_bin (PvTrafficData *self,
             const PvBin   *bin,
             PvLineBin     *line_bin)
{
  line_bin->start_ns = pv_time_add (bin->start_ns, self->shift_ns);
  line_bin->end_ns = pv_time_add (bin->end_ns, self->shift_ns);
  line_bin->count = bin->packets;
  if (get_smoothing (self) > 1)
    line_bin->value = average (self, bin->start_ns, bin->end_ns, get_window (self));
  else
    line_bin->value = (double) bin->value * get_factor (self);
}

static gboolean
pv_traffic_data_get_bin (PvLineData *data,
                         gint64      time_ns,
                         PvLineBin  *line_bin)
{
  PvTrafficData *self = PV_TRAFFIC_DATA (data);
  PvBin bin;

  if (self->traffic == NULL)
    return FALSE;

  pv_series_get_bin (self->traffic->series, pv_time_subtract (time_ns, self->shift_ns), &bin);
  to_line_bin (self, &bin, line_bin);

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
  PvSpan span = pv_span_shift_back ((PvSpan){ start_ns, end_ns }, self->shift_ns);
  g_autofree PvBin *bins = NULL;
  guint n;

  if (self->traffic == NULL || max == 0)
    return 0;

  bins = g_new (PvBin, max);
  n = pv_series_get_bins (self->traffic->series, span, bins, max);
  for (guint i = 0; i < n; i++)
    to_line_bin (self, &bins[i], &line_bins[i]);

  return n;
}

/* Where bins are narrower than columns, each column shows the moving average in its middle, of no less
 * than the column. */
static void
get_smooth_columns (PvTrafficData *self,
                    PvSpan         span,
                    PvLineColumn  *columns,
                    guint          n)
{
  double width = (double) pv_time_get_distance (span.start_ns, span.end_ns) / n;
  gint64 window = MAX (get_window (self), pv_time_from_double (width));

  for (guint i = 0; i < n; i++)
    {
      gint64 start_ns = pv_time_move (span.start_ns, width * i);

      columns[i].min = columns[i].max = average (self, start_ns, pv_time_add (start_ns, pv_time_from_double (width)), window);
    }
}

static void
pv_traffic_data_get_columns (PvLineData   *data,
                             gint64        start_ns,
                             gint64        end_ns,
                             PvLineColumn *line_columns,
                             guint         n)
{
  PvTrafficData *self = PV_TRAFFIC_DATA (data);
  PvSpan span = pv_span_shift_back ((PvSpan){ start_ns, end_ns }, self->shift_ns);
  g_autofree PvColumn *columns = NULL;

  if (self->traffic == NULL)
    {
      memset (line_columns, 0, n * sizeof *line_columns);
      return;
    }

  if (get_smoothing (self) > 1)
    {
      get_smooth_columns (self, span, line_columns, n);
      return;
    }

  columns = g_new (PvColumn, n);
  pv_series_get_columns (self->traffic->series, span, columns, n);
  for (guint i = 0; i < n; i++)
    {
      line_columns[i].min = (double) columns[i].min * get_factor (self);
      line_columns[i].max = (double) columns[i].max * get_factor (self);
    }
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
}

static void
pv_traffic_data_finalize (GObject *object)
{
  PvTrafficData *self = PV_TRAFFIC_DATA (object);

  /* a job under way holds a reference */
  g_assert (self->latest.cancellable == NULL);
  g_clear_object (&self->capture);
  g_clear_object (&self->stretches_capture);
  g_clear_object (&self->narrowing);
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
pv_traffic_data_set_narrowing (PvTrafficData *self,
                               PvNarrowing   *narrowing)
{
  g_return_if_fail (PV_IS_TRAFFIC_DATA (self));
  g_return_if_fail (PV_IS_NARROWING (narrowing));

  if (!g_set_object (&self->narrowing, narrowing))
    return;

  g_signal_connect_object (narrowing, "changed", G_CALLBACK (pv_traffic_data_refresh), self,
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

guint
pv_traffic_data_get_n_stretches (PvTrafficData *self)
{
  g_return_val_if_fail (PV_IS_TRAFFIC_DATA (self), 0);

  return self->traffic != NULL && self->traffic->other == NULL ? self->n_stretches : 0;
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
