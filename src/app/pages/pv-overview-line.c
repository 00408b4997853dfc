/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-overview-line.c: the line of an overview, whose bins stay as they are while the chart is zoomed. */
#include "config.h"

#include "pv-overview-line.h"
#include "pv-time.h"

struct _PvOverviewLine
{
  GObject parent_instance;

  PvLineChart *chart;
  PvComparison *comparison;
  PvCrossfilterModel *crossfilter;
  PvLineOptions options;
  PvCapture *capture;
  /* the chart's, and what takes its place while that is zoomed in */
  PvTrafficData *of_chart;
  PvTrafficData *own;
};

enum
{
  PROP_0,
  PROP_DATA,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PvOverviewLine, pv_overview_line, G_TYPE_OBJECT)

static void
drop_own (PvOverviewLine *self)
{
  if (self->own == NULL)
    return;

  pv_traffic_data_stop (self->own);
  g_clear_object (&self->own);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DATA]);
}

/* All that there is on the width of the chart. */
static void
set_view (PvOverviewLine *self)
{
  gint64 start_ns;
  gint64 end_ns;
  gint64 duration_ns;

  if (!pv_line_data_get_extent (PV_LINE_DATA (self->of_chart), NULL, NULL, &start_ns, &end_ns))
    return;

  duration_ns = pv_time_subtract (end_ns, start_ns);
  if (duration_ns > 0)
    pv_traffic_data_set_view (self->own, duration_ns, pv_line_chart_get_plot_width (self->chart));
}

/* Begins with what the chart shows, so that nothing changes at first. */
static void
make_own (PvOverviewLine *self)
{
  self->own = pv_traffic_data_new_for_traffic (pv_traffic_data_get_traffic (self->of_chart), &self->options);
  set_view (self);
  pv_traffic_data_set_comparison (self->own, self->comparison);
  if (self->crossfilter != NULL)
    pv_traffic_data_set_crossfilter (self->own, self->crossfilter);
  pv_traffic_data_set_capture (self->own, self->capture);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DATA]);
}

static void
pv_overview_line_dispose (GObject *object)
{
  PvOverviewLine *self = PV_OVERVIEW_LINE (object);

  drop_own (self);
  g_clear_object (&self->of_chart);
  g_clear_object (&self->capture);
  g_clear_object (&self->crossfilter);
  g_clear_object (&self->comparison);
  g_clear_object (&self->chart);

  G_OBJECT_CLASS (pv_overview_line_parent_class)->dispose (object);
}

static void
pv_overview_line_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_DATA:
      g_value_set_object (value, PV_OVERVIEW_LINE (object)->own);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_overview_line_class_init (PvOverviewLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pv_overview_line_dispose;
  object_class->get_property = pv_overview_line_get_property;

  properties[PROP_DATA] =
    g_param_spec_object ("data", NULL, NULL, PV_TYPE_LINE_DATA, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pv_overview_line_init (PvOverviewLine *self)
{
}

PvOverviewLine *
pv_overview_line_new (PvLineChart  *chart,
                      PvComparison *comparison)
{
  PvOverviewLine *self;

  g_return_val_if_fail (PV_IS_LINE_CHART (chart), NULL);
  g_return_val_if_fail (PV_IS_COMPARISON (comparison), NULL);

  self = g_object_new (PV_TYPE_OVERVIEW_LINE, NULL);
  self->chart = g_object_ref (chart);
  self->comparison = g_object_ref (comparison);

  return self;
}

void
pv_overview_line_set_crossfilter (PvOverviewLine     *self,
                                  PvCrossfilterModel *crossfilter)
{
  g_return_if_fail (PV_IS_OVERVIEW_LINE (self));
  g_return_if_fail (PV_IS_CROSSFILTER_MODEL (crossfilter));

  g_set_object (&self->crossfilter, crossfilter);
  if (self->own != NULL)
    pv_traffic_data_set_crossfilter (self->own, crossfilter);
}

void
pv_overview_line_set_options (PvOverviewLine      *self,
                              const PvLineOptions *options)
{
  g_return_if_fail (PV_IS_OVERVIEW_LINE (self));
  g_return_if_fail (options != NULL);

  self->options = *options;
  if (self->own != NULL)
    pv_traffic_data_set_options (self->own, options);
}

void
pv_overview_line_set_capture (PvOverviewLine *self,
                              PvCapture      *capture,
                              PvTrafficData  *data)
{
  g_return_if_fail (PV_IS_OVERVIEW_LINE (self));
  g_return_if_fail (capture == NULL || PV_IS_CAPTURE (capture));
  g_return_if_fail (data == NULL || PV_IS_TRAFFIC_DATA (data));

  if (data != self->of_chart || capture == NULL)
    drop_own (self);
  g_set_object (&self->of_chart, data);
  g_set_object (&self->capture, capture);
  if (self->own != NULL)
    pv_traffic_data_set_capture (self->own, capture);
}

void
pv_overview_line_follow (PvOverviewLine *self,
                         gboolean        is_automatic)
{
  gboolean is_fitted;
  gboolean is_wanted;

  g_return_if_fail (PV_IS_OVERVIEW_LINE (self));

  g_object_get (self->chart, "is-fitted", &is_fitted, NULL);
  is_wanted = is_automatic && self->of_chart != NULL && self->capture != NULL &&
              pv_traffic_data_get_traffic (self->of_chart) != NULL;
  /* until the chart has its large bins again */
  if (is_fitted && (self->own == NULL || pv_traffic_data_get_bin_size (self->own) ==
                                           pv_traffic_data_get_bin_size (self->of_chart)))
    is_wanted = FALSE;

  if (!is_wanted)
    drop_own (self);
  else if (self->own == NULL)
    make_own (self);
  else
    set_view (self);
}
