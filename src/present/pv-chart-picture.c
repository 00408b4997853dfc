/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-picture.c: a chart of a capture that is drawn outside of the window. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-bar-words.h"
#include "pv-bidi.h"
#include "pv-capture-text.h"
#include "pv-change-ranking.h"
#include "pv-chart-picture-private.h"
#include "pv-date-text.h"
#include "pv-dimension-text.h"
#include "pv-map-model.h"

/* Cairo's image surfaces end at 32,767 pixels, and a picture of thousands of bars is of no use. */
#define MAX_BARS 500
#define DEFAULT_LINE_HEIGHT 500

G_DEFINE_FINAL_TYPE (PvChartPicture, pv_chart_picture, G_TYPE_OBJECT)

static void
pv_chart_picture_finalize (GObject *object)
{
  PvChartPicture *self = PV_CHART_PICTURE (object);

  g_clear_object (&self->capture);
  g_free (self->filter);
  g_strfreev (self->picks);
  g_strfreev (self->exclusions);
  g_clear_pointer (&self->names, pv_address_names_unref);
  pv_subset_clear (&self->subset);
  g_clear_pointer (&self->traffic, pv_traffic_unref);
  g_clear_object (&self->model);
  g_clear_object (&self->data);
  g_clear_pointer (&self->map, pv_map_unref);
  g_clear_object (&self->map_selection);
  g_clear_pointer (&self->match, pv_label_match_unref);
  pv_change_parts_clear (self->query.parts);

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
pv_chart_picture_new_bars (PvCapture      *capture,
                           PvRanking      *ranking,
                           const PvSubset *subset,
                           guint           n_max)
{
  PvChartPicture *self;

  g_return_val_if_fail (PV_IS_CAPTURE (capture), NULL);
  g_return_val_if_fail (ranking != NULL, NULL);

  self = g_object_new (PV_TYPE_CHART_PICTURE, NULL);
  self->capture = g_object_ref (capture);
  self->title = pv_dimension_get_title (ranking->query.dimension, ranking->query.measure);
  self->slug = pv_dimension_get_slug (ranking->query.dimension);
  self->span = ranking->query.span;
  self->has_span = ranking->query.has_span;
  if (subset != NULL)
    self->subset = pv_subset_copy (subset);
  self->model = pv_ranking_model_new ();
  pv_ranking_model_set_ranking (self->model, capture, ranking);
  self->unit = pv_dimension_get_unit (ranking->query.dimension, ranking->query.measure);
  self->n_rows = MIN (ranking->n_ranks, n_max != 0 ? MIN (n_max, MAX_BARS) : MAX_BARS);

  return self;
}

PvChartPicture *
pv_chart_picture_new_line (PvTraffic           *traffic,
                           const PvLineOptions *options,
                           PvSpan               span)
{
  PvChartPicture *self;

  g_return_val_if_fail (traffic != NULL && traffic->series != NULL, NULL);
  g_return_val_if_fail (options != NULL, NULL);
  g_return_val_if_fail (span.start_ns < span.end_ns, NULL);

  self = g_object_new (PV_TYPE_CHART_PICTURE, NULL);
  self->capture = g_object_ref (traffic->capture);
  self->title = pv_line_options_get_title (options);
  self->slug = PV_TRAFFIC_SLUG;
  self->traffic = pv_traffic_ref (traffic);
  self->data = pv_traffic_data_new_for_traffic (traffic, options);
  self->options = *options;
  self->clock = options->clock;
  self->span = span;
  self->has_span = TRUE;

  return self;
}

PvChartPicture *
pv_chart_picture_new_map (PvMap         *map,
                          const PvQuery *query,
                          PvMapForm      form)
{
  PvChartPicture *self;

  g_return_val_if_fail (map != NULL && query != NULL, NULL);

  self = g_object_new (PV_TYPE_CHART_PICTURE, NULL);
  self->capture = g_object_ref (pv_map_index_get_capture (map->index));
  self->title = pv_map_model_get_title ();
  self->slug = PV_MAP_SLUG;
  self->span = query->span;
  self->has_span = query->has_span;
  self->subset = pv_subset_copy (&query->subset);
  self->unit = map->measure == PV_MEASURE_IP_BYTES ? PV_UNIT_BYTES : PV_UNIT_PACKETS;
  self->map = pv_map_ref (map);
  self->form = form;

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

void
pv_chart_picture_set_clock (PvChartPicture *self,
                            PvClock         clock)
{
  g_return_if_fail (PV_IS_CHART_PICTURE (self));

  self->clock = clock;
}

void
pv_chart_picture_set_origin (PvChartPicture     *self,
                             const char         *filter,
                             const char *const  *picks,
                             const char *const  *exclusions)
{
  g_return_if_fail (PV_IS_CHART_PICTURE (self));
  g_return_if_fail (self->filter == NULL && self->picks == NULL);

  self->filter = g_strdup (filter);
  self->picks = g_strdupv ((char **) picks);
  self->exclusions = g_strdupv ((char **) exclusions);
}

void
pv_chart_picture_set_names (PvChartPicture *self,
                            PvAddressNames *names)
{
  g_return_if_fail (PV_IS_CHART_PICTURE (self));
  g_return_if_fail (self->names == NULL);

  if (names == NULL)
    return;

  self->names = pv_address_names_ref (names);
  if (self->model != NULL)
    pv_ranking_model_set_names (self->model, names);
}

/* Whether bars have room for what else they are called, where that is so of any. */
static gboolean
has_two_lines (PvChartPicture *self)
{
  const PvRanking *ranking = self->model != NULL ? pv_ranking_model_get_ranking (self->model) : NULL;

  if (ranking == NULL || pv_dimension_has_second_labels (ranking->query.dimension))
    return ranking != NULL;
  if (self->names == NULL || pv_dimension_get_family (ranking->query.dimension) != PV_FAMILY_ADDRESS)
    return FALSE;

  for (guint i = 0; i < self->n_rows; i++)
    if (!pv_ranking_is_gone (ranking, &ranking->ranks[i]) &&
        pv_address_names_get_first (self->names, ranking->ranks[i].id) != NULL)
      return TRUE;

  return FALSE;
}

void
pv_chart_picture_set_crossfilter (PvChartPicture     *self,
                                  PvCrossfilterModel *crossfilter)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  g_autoptr (GPtrArray) excluded = g_ptr_array_new ();
  PvSelection *selection;

  g_return_if_fail (PV_IS_CROSSFILTER_MODEL (crossfilter));

  selection = pv_crossfilter_model_get_selection (crossfilter);
  if (self->model != NULL)
    {
      /* as it is now, whatever is picked while the picture is drawn */
      g_autoptr (PvSelection) copy = pv_selection_copy (selection);

      pv_ranking_model_set_selection (self->model, copy);
    }
  if (self->map != NULL)
    self->map_selection = pv_selection_copy (selection);
  for (guint i = 0; i < pv_selection_get_n_picks (selection); i++)
    {
      const PvPick *pick = pv_selection_get_pick (selection, i);

      g_ptr_array_add (pick->is_excluded ? excluded : labels, pick->label);
    }
  g_ptr_array_add (labels, NULL);
  g_ptr_array_add (excluded, NULL);
  pv_chart_picture_set_origin (self, pv_crossfilter_model_get_filter (crossfilter), (const char *const *) labels->pdata,
                               (const char *const *) excluded->pdata);
}

void
pv_chart_picture_set_references (PvChartPicture        *self,
                                 const PvLineReference *references,
                                 guint                  n)
{
  g_return_if_fail (PV_IS_CHART_PICTURE (self));
  g_return_if_fail (n <= PV_LINE_MAX_REFERENCES);

  self->n_references = n;
  for (guint i = 0; i < n; i++)
    self->references[i] = references[i];
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

  return self->model != NULL || self->map != NULL;
}

const char *
pv_chart_picture_get_slug (PvChartPicture *self)
{
  g_return_val_if_fail (PV_IS_CHART_PICTURE (self), NULL);

  return self->slug;
}

char *
pv_chart_picture_suggest_name (PvChartPicture *self)
{
  g_autofree char *stem = NULL;

  g_return_val_if_fail (PV_IS_CHART_PICTURE (self), NULL);

  stem = pv_capture_text_stem_of_files (pv_capture_get_files (self->capture));

  return g_strconcat (stem, "-", self->slug, NULL);
}

/* When what it is compared with was, where that is another time of the same capture. */
static void
add_other_time (PvChartPicture *self,
                GPtrArray      *parts)
{
  const PvChangePart *part = &self->query.parts[PV_SIDE_OTHER];
  gint64 first;
  gint64 last;

  if (!part->has_span || !pv_capture_has_times (self->capture) ||
      pv_label_match_get_other (self->match) != self->capture)
    return;

  first = MAX (pv_capture_get_first_time (self->capture), part->span.start_ns);
  last = MAX (first, MIN (pv_capture_get_last_time (self->capture), part->span.end_ns));
  g_ptr_array_add (parts, pv_date_text_format_range (first, last, self->clock));
}

/* The capture's name, the time that is covered and the filter, as far as there are any. */
static char *
dup_subtitle (PvChartPicture *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  gint64 first;
  gint64 last;

  g_ptr_array_add (parts, pv_capture_text_title (self->capture));
  if (pv_capture_has_times (self->capture))
    {
      first = pv_capture_get_first_time (self->capture);
      last = pv_capture_get_last_time (self->capture);
      if (self->has_span)
        {
          first = MAX (first, self->span.start_ns);
          last = MIN (last, self->span.end_ns);
          last = MAX (first, last);
        }
      g_ptr_array_add (parts, pv_date_text_format_range (first, last, self->clock));
    }
  if (self->selection.start_ns < self->selection.end_ns)
    {
      g_autofree char *span = pv_date_text_format_range (self->selection.start_ns, self->selection.end_ns, self->clock);

      /* Translators: below a picture's title: the span of time that is selected in it, from when to when */
      g_ptr_array_add (parts, g_strdup_printf (C_("picture", "selected: %s"), span));
    }
  if (self->filter != NULL)
    g_ptr_array_add (parts, g_strdup (self->filter));
  if (self->match != NULL)
    {
      g_autofree char *name = pv_capture_text_name (pv_capture_get_file (pv_label_match_get_other (self->match)));

      /* Translators: below a picture's title: the capture that it is compared with, whose bars are outlines */
      g_ptr_array_add (parts, g_strdup_printf (C_("picture", "outlines: %s"), name));
      add_other_time (self, parts);
    }

  /* names and times keep their order in a line from right to left */
  for (guint i = 0; i < parts->len; i++)
    {
      g_autofree char *part = g_ptr_array_index (parts, i);

      g_ptr_array_index (parts, i) = pv_bidi_isolate (part);
    }
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" · ", (char **) parts->pdata);
}

static PvPage
make_page (PvChartPicture      *self,
           const PvPictureLook *look,
           const char          *subtitle)
{
  return (PvPage){ self->title, subtitle, look->width, look->height, look->scale, look->background };
}

/* What the longest bar and the longest thin line stand for, on whichever page they are. */
static void
get_peaks (PvChartPicture *self,
           PvBarMetrics   *metrics)
{
  PvRanking *ranking = pv_ranking_model_get_ranking (self->model);
  gboolean by_bytes = ranking->query.measure == PV_MEASURE_IP_BYTES;

  for (guint i = 0; i < self->n_rows; i++)
    {
      const PvRank *rank = &ranking->ranks[i];

      metrics->peak = MAX (metrics->peak, (double) (by_bytes ? rank->bytes : rank->packets));
      if (ranking->other != NULL)
        metrics->peak = MAX (metrics->peak, pv_ranking_get_other_value (ranking, rank));
      metrics->whole_peak = MAX (metrics->whole_peak, (double) (by_bytes ? rank->whole_bytes : rank->whole_packets));
    }
}

static PvChartSheet *
lay_out_bars (PvChartPicture *self,
              const PvPage   *page,
              guint           first,
              guint           n)
{
  const PvRanking *ranking = pv_ranking_model_get_ranking (self->model);
  gboolean is_narrowed = pv_ranking_is_narrowed (ranking);
  PvBarMetrics metrics = { 0 };
  PvBarHeadings headings;
  PvBarLegend legend;
  PvBarScene scene = {
    .model = G_LIST_MODEL (self->model),
    .first = first,
    .n_rows = n,
    .unit = self->unit,
    .hover = G_MAXUINT,
    .current = G_MAXUINT,
    .is_narrowed = is_narrowed,
    .is_compared = ranking->other != NULL,
    .has_two_lines = has_two_lines (self),
    .headings = &headings,
    .metrics = &metrics,
    .rtl = pv_bidi_is_rtl (),
  };

  get_peaks (self, &metrics);
  pv_bar_words_get_headings (&headings, self->unit, is_narrowed, ranking->query.has_span,
                             ranking->other != NULL);
  if (pv_bar_words_get_legend (&legend, ranking))
    scene.legend = &legend;

  return pv_chart_sheet_new_bars (page, &scene);
}

static PvChartSheet *
lay_out_line (PvChartPicture *self,
              PvPage         *page)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  PvLineScene scene = {
    .data = PV_LINE_DATA (self->data),
    .unit = pv_line_options_get_unit (&self->options),
    .value_scale = self->options.scale,
    .time_zone = self->options.clock == PV_CLOCK_UTC ? utc : NULL,
    .is_elapsed = self->options.clock == PV_CLOCK_ELAPSED,
    .start_ns = self->span.start_ns,
    .end_ns = self->span.end_ns,
    .selection = { self->selection.start_ns, self->selection.end_ns },
    .rtl = pv_bidi_is_rtl (),
  };

  scene.n_references = self->n_references;
  for (guint i = 0; i < self->n_references; i++)
    scene.references[i] = self->references[i];
  pv_line_data_get_extent (scene.data, NULL, NULL, &scene.origin_ns, NULL);
  if (page->height == 0)
    page->height = DEFAULT_LINE_HEIGHT;

  return pv_chart_sheet_new_line (page, &scene);
}

PvQuery
_pv_chart_picture_get_map_query (PvChartPicture *self)
{
  return (PvQuery){ .measure = self->map->measure, .span = self->span, .has_span = self->has_span,
                    .subset = self->subset };
}

static PvChartSheet *
lay_out_map (PvChartPicture *self,
             const PvPage   *page)
{
  g_autoptr (PvMap) smaller = NULL;
  g_autoptr (PvMapData) data = NULL;
  const PvQuery query = _pv_chart_picture_get_map_query (self);
  PvMapScene scene = { .form = self->form, .unit = self->unit, .rtl = pv_bidi_is_rtl () };
  guint room[PV_N_MAP_SIDES];

  /* where it does not have the room that it has elsewhere, more is gathered */
  pv_chart_sheet_get_map_room (page, self->form, room);
  if (room[PV_MAP_CLIENTS] < self->map->n_nodes[PV_MAP_CLIENTS] ||
      room[PV_MAP_SERVERS] < self->map->n_nodes[PV_MAP_SERVERS])
    {
      for (PvMapSide side = 0; side < PV_N_MAP_SIDES; side++)
        room[side] = MAX (MIN (room[side], self->map->n_nodes[side]), 2);
      smaller = pv_map_new (self->map->index, &query, room, NULL, NULL);
    }
  data = pv_map_model_make (smaller != NULL ? smaller : self->map, self->map_selection, self->names);
  scene.data = data;

  return pv_chart_sheet_new_map (page, &scene);
}

PvChartSheet *
pv_chart_picture_lay_out_rows (PvChartPicture      *self,
                               const PvPictureLook *look,
                               guint                first,
                               guint                n)
{
  g_autofree char *subtitle = NULL;
  PvPage page;

  g_return_val_if_fail (PV_IS_CHART_PICTURE (self), NULL);
  g_return_val_if_fail (look->width > 0 && look->height >= 0 && look->scale > 0, NULL);

  subtitle = dup_subtitle (self);
  page = make_page (self, look, subtitle);

  if (self->map != NULL)
    return lay_out_map (self, &page);

  return self->model != NULL ? lay_out_bars (self, &page, first, n) : lay_out_line (self, &page);
}

PvChartSheet *
pv_chart_picture_lay_out (PvChartPicture      *self,
                          const PvPictureLook *look)
{
  return pv_chart_picture_lay_out_rows (self, look, 0, pv_chart_picture_get_n_rows (self));
}

guint
pv_chart_picture_get_n_rows (PvChartPicture *self)
{
  g_return_val_if_fail (PV_IS_CHART_PICTURE (self), 0);

  return self->n_rows;
}

guint
pv_chart_picture_count_rows (PvChartPicture      *self,
                             const PvPictureLook *look,
                             double               height)
{
  g_autofree char *subtitle = NULL;
  PvBarLegend legend;
  gboolean has_legend;
  PvPage page;

  g_return_val_if_fail (PV_IS_CHART_PICTURE (self), 1);

  subtitle = dup_subtitle (self);
  page = make_page (self, look, subtitle);
  has_legend = self->model != NULL && pv_bar_words_get_legend (&legend, pv_ranking_model_get_ranking (self->model));

  return pv_chart_sheet_count_bars (&page, has_two_lines (self), has_legend ? &legend : NULL, height);
}

void
pv_chart_picture_set_changes (PvChartPicture       *self,
                              PvLabelMatch         *match,
                              const PvChangesQuery *query)
{
  g_return_if_fail (PV_IS_CHART_PICTURE (self) && self->model != NULL);
  g_return_if_fail (match != NULL && query != NULL && self->match == NULL);

  self->match = pv_label_match_ref (match);
  self->query = *query;
  pv_change_parts_copy (self->query.parts, query->parts);
}
