/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-picture.c: a chart of a capture that is drawn outside of the window. */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "pv-capture-text.h"
#include "pv-chart-picture.h"
#include "pv-dimension-text.h"
#include "pv-ranking-model.h"
#include "pv-date-text.h"
#include "pv-traffic-data.h"

/* Cairo's image surfaces end at 32,767 pixels, and a picture of thousands of bars is of no use. */
#define MAX_BARS 500
#define DEFAULT_LINE_HEIGHT 500

struct _PvChartPicture
{
  GObject parent_instance;

  PvCapture *capture;
  const char *title;
  const char *slug;

  /* what of the capture is drawn, where that is not all */
  PvSpan span;
  gboolean has_span;

  /* bars */
  PvRankingModel *model;
  PvUnit unit;
  guint n_rows;

  /* line */
  PvTrafficData *data;
  PvSpan selection;
};

G_DEFINE_FINAL_TYPE (PvChartPicture, pv_chart_picture, G_TYPE_OBJECT)

static void
pv_chart_picture_finalize (GObject *object)
{
  PvChartPicture *self = PV_CHART_PICTURE (object);

  g_clear_object (&self->capture);
  g_clear_object (&self->model);
  g_clear_object (&self->data);

  G_OBJECT_CLASS (pv_chart_picture_parent_class)->finalize (object);
}

static void
pv_chart_picture_class_init (PvChartPictureClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pv_chart_picture_finalize;
}

static void
pv_chart_picture_init (PvChartPicture *self)
{
}

PvChartPicture *
pv_chart_picture_new_bars (PvCapture *capture,
                           PvRanking *ranking,
                           guint      n_max)
{
  PvChartPicture *self;

  g_return_val_if_fail (PV_IS_CAPTURE (capture), NULL);
  g_return_val_if_fail (ranking != NULL, NULL);

  self = g_object_new (PV_TYPE_CHART_PICTURE, NULL);
  self->capture = g_object_ref (capture);
  self->title = pv_dimension_get_title (ranking->query.dimension, ranking->query.metric);
  self->slug = pv_dimension_get_slug (ranking->query.dimension);
  self->span = ranking->query.span;
  self->has_span = ranking->query.has_span;
  self->model = pv_ranking_model_new ();
  pv_ranking_model_set_ranking (self->model, capture, ranking);
  self->unit = pv_dimension_get_unit (ranking->query.dimension, ranking->query.metric);
  self->n_rows = MIN (ranking->n_ranks, n_max != 0 ? MIN (n_max, MAX_BARS) : MAX_BARS);

  return self;
}

PvChartPicture *
pv_chart_picture_new_line (PvTraffic *traffic,
                           PvSpan     span)
{
  PvChartPicture *self;

  g_return_val_if_fail (traffic != NULL && traffic->series != NULL, NULL);
  g_return_val_if_fail (span.start_ns < span.end_ns, NULL);

  self = g_object_new (PV_TYPE_CHART_PICTURE, NULL);
  self->capture = g_object_ref (traffic->capture);
  self->title = _("Bytes over Time");
  self->slug = "traffic";
  self->data = pv_traffic_data_new_for_traffic (traffic);
  self->span = span;
  self->has_span = TRUE;

  return self;
}

void
pv_chart_picture_set_selection (PvChartPicture *self,
                                const PvSpan   *selection)
{
  g_return_if_fail (PV_IS_CHART_PICTURE (self));
  g_return_if_fail (selection != NULL);

  self->selection = *selection;
}

const char *
pv_chart_picture_get_title (PvChartPicture *self)
{
  g_return_val_if_fail (PV_IS_CHART_PICTURE (self), NULL);

  return self->title;
}

gboolean
pv_chart_picture_has_natural_height (PvChartPicture *self)
{
  g_return_val_if_fail (PV_IS_CHART_PICTURE (self), FALSE);

  return self->model != NULL;
}

/* "trace.pcap.gz" without what says how it is stored. */
static char *
dup_stem (GFile *file)
{
  static const char *const extensions[] = {
    ".gz", ".zst", ".lz4", ".pcap", ".pcapng", ".cap", ".dmp", ".ntar",
  };
  g_autofree char *name = pv_capture_text_name (file);

  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    if (g_str_has_suffix (name, extensions[i]) && strlen (name) > strlen (extensions[i]))
      name[strlen (name) - strlen (extensions[i])] = '\0';

  return g_steal_pointer (&name);
}

char *
pv_chart_picture_suggest_name (PvChartPicture *self)
{
  g_autofree char *stem = NULL;

  g_return_val_if_fail (PV_IS_CHART_PICTURE (self), NULL);

  stem = dup_stem (pv_capture_get_file (self->capture));
  /* a parse name may be a path */
  g_strdelimit (stem, G_DIR_SEPARATOR_S, '-');

  return g_strconcat (stem, "-", self->slug, NULL);
}

static char *
dup_subtitle (PvChartPicture *self)
{
  g_autofree char *name = pv_capture_text_name (pv_capture_get_file (self->capture));
  g_autofree char *range = NULL;
  gint64 first;
  gint64 last;

  if (!pv_capture_has_times (self->capture))
    return g_steal_pointer (&name);

  first = pv_capture_get_first_time (self->capture);
  last = pv_capture_get_last_time (self->capture);
  if (self->has_span)
    {
      first = MAX (first, self->span.start_ns);
      last = MIN (last, self->span.end_ns);
      last = MAX (first, last);
    }
  range = pv_date_text_format_range (first, last);

  /* Translators: a file name and the time that it covers */
  return g_strdup_printf (_("%s · %s"), name, range);
}

cairo_surface_t *
pv_chart_picture_draw (PvChartPicture *self,
                       int             width,
                       int             height,
                       double          scale,
                       PvBackground    background)
{
  g_autofree char *subtitle = NULL;
  PvPage page = { 0, };

  g_return_val_if_fail (PV_IS_CHART_PICTURE (self), NULL);
  g_return_val_if_fail (width > 0 && height >= 0 && scale > 0, NULL);

  subtitle = dup_subtitle (self);
  page.title = self->title;
  page.subtitle = subtitle;
  page.width = width;
  page.height = height;
  page.scale = scale;
  page.background = background;

  if (self->model != NULL)
    {
      PvBarScene scene = {
        .model = G_LIST_MODEL (self->model),
        .n_rows = self->n_rows,
        .unit = self->unit,
        .hover = G_MAXUINT,
        .current = G_MAXUINT,
      };

      return pv_chart_export_bars (&page, &scene);
    }
  else
    {
      PvLineScene scene = {
        .data = PV_LINE_DATA (self->data),
        .unit = PV_UNIT_BYTES,
        .start_ns = self->span.start_ns,
        .end_ns = self->span.end_ns,
        .selection = { self->selection.start_ns, self->selection.end_ns },
      };

      if (page.height == 0)
        page.height = DEFAULT_LINE_HEIGHT;

      return pv_chart_export_line (&page, &scene);
    }
}
