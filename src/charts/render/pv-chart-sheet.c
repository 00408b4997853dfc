/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-sheet.c: a page with a chart on it, laid out, for any target. */
#include "config.h"

#include "pv-chart-sheet.h"

#include <math.h>

#include "pv-chart-text.h"
#include "pv-line-legend.h"

/* Pixels. */
#define MARGIN 24
#define TITLE_GAP 2   /* between title and subtitle */
#define LEGEND_GAP 8  /* between these and the legend */
#define HEADER_GAP 16 /* between these and the chart */

#define FONT "Cantarell, Adwaita Sans, sans-serif 11"
#define RESOLUTION 96

/* Height of a line chart to its page's width, where no height is asked for. */
#define LINE_ASPECT .4

struct _PvChartSheet
{
  PvPage page;
  char *title;
  char *subtitle;
  PangoFontDescription *font;
  PangoContext *pango;
  PvChartStyle style;
  gboolean rtl;
  double header_height;
  PangoLayout *legend; /* NULL for none */
  double chart_height;

  gboolean has_bars;
  PvBarScene bars;
  PvBarMetrics metrics;
  PvBarHeadings headings;
  PvBarLegendScene bar_legend; /* as wide as nothing where there is none */
  PvLineScene line;
  PvMapScene map; /* without data for none */
};

static PangoContext *
create_pango (gboolean rtl)
{
  PangoContext *pango = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  /* The same picture whatever the desktop is set to; letters keep their distances at every scale. */
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (pango, options);
  cairo_font_options_destroy (options);

  pango_cairo_context_set_resolution (pango, RESOLUTION);
  pango_context_set_base_dir (pango, rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  pango_context_set_round_glyph_positions (pango, FALSE);

  return pango;
}

static void
init_style (const PvPage               *page,
            const PangoFontDescription *font,
            PvChartStyle               *style)
{
  if (page->background == PV_BACKGROUND_DARK)
    pv_chart_style_init_dark (style, font);
  else
    pv_chart_style_init_light (style, font);

  if (page->background == PV_BACKGROUND_TRANSPARENT)
    style->background.alpha = 0;
}

/* The height of the title and subtitle, with the gap below. */
static double
get_header_height (const PvPage       *page,
                   const PvChartStyle *style,
                   PangoContext       *pango)
{
  double height = 0;

  if (page->title != NULL)
    height += pv_text_get_height (pango, style, PV_TEXT_BOLD | PV_TEXT_LARGE);
  if (page->subtitle != NULL)
    height += pv_text_get_height (pango, style, PV_TEXT_PLAIN) + TITLE_GAP;

  return height > 0 ? height + HEADER_GAP : 0;
}

static void
draw_header_line (cairo_t            *cr,
                  const PvChartStyle *style,
                  PangoContext       *pango,
                  PvTextFlags         flags,
                  const char         *text,
                  const PvColor      *color,
                  gboolean            rtl,
                  double              width,
                  double              y)
{
  PangoLayout *layout = pv_text_get_layout (pango, style, flags, text, width);
  int text_width;

  pango_layout_get_pixel_size (layout, &text_width, NULL);
  pv_text_draw (cr, layout, rtl ? MARGIN + width - text_width : MARGIN, y, color);
}

/* The page's background and header; leaves @cr at the chart's top left. */
static void
begin_page (PvChartSheet *self,
            cairo_t      *cr)
{
  const PvPage *page = &self->page;
  double width = page->width - 2 * MARGIN;
  double y = MARGIN;

  if (self->style.background.alpha > 0)
    {
      pv_color_set_source (&self->style.background, cr);
      cairo_paint (cr);
    }

  if (page->title != NULL)
    {
      draw_header_line (cr, &self->style, self->pango, PV_TEXT_BOLD | PV_TEXT_LARGE, page->title, &self->style.foreground,
                        self->rtl, width, y);
      y += pv_text_get_height (self->pango, &self->style, PV_TEXT_BOLD | PV_TEXT_LARGE) + TITLE_GAP;
    }
  if (page->subtitle != NULL)
    draw_header_line (cr, &self->style, self->pango, PV_TEXT_PLAIN, page->subtitle, &self->style.dim, self->rtl, width, y);

  cairo_translate (cr, MARGIN, MARGIN + self->header_height);

  if (self->bar_legend.width > 0)
    {
      cairo_save (cr);
      cairo_translate (cr, 0, -pv_bar_legend_scene_get_height (&self->bar_legend) - HEADER_GAP);
      pv_bar_legend_scene_draw (&self->bar_legend, cr);
      cairo_restore (cr);
    }

  if (self->legend != NULL)
    {
      int height;

      pango_layout_get_pixel_size (self->legend, NULL, &height);
      pv_color_set_source (&self->style.foreground, cr);
      cairo_move_to (cr, 0, -height - HEADER_GAP);
      pango_cairo_show_layout (cr, self->legend);
    }
}

static PvChartSheet *
create_sheet (const PvPage *page,
              gboolean      rtl)
{
  PvChartSheet *self = g_new0 (PvChartSheet, 1);

  self->page = *page;
  self->page.title = self->title = g_strdup (page->title);
  self->page.subtitle = self->subtitle = g_strdup (page->subtitle);
  self->rtl = rtl;
  self->font = pango_font_description_from_string (FONT);
  self->pango = create_pango (rtl);
  init_style (page, self->font, &self->style);
  self->header_height = get_header_height (page, &self->style, self->pango);

  return self;
}

/* Below the title and subtitle, where a line has parts. */
static void
add_legend (PvChartSheet *self,
            PvLineData   *data)
{
  int height;

  self->legend = pv_line_legend_create (self->pango, &self->style, data, MAX (self->page.width - 2 * MARGIN, 1));
  if (self->legend == NULL)
    return;

  pango_layout_get_pixel_size (self->legend, NULL, &height);
  self->header_height += height + (self->header_height > 0 ? LEGEND_GAP : HEADER_GAP);
}

/* Likewise, where bars have parts. */
static void
add_bar_legend (PvChartSheet      *self,
                const PvBarLegend *legend)
{
  double height;

  if (legend == NULL)
    return;

  self->bar_legend = (PvBarLegendScene){
    .legend = *legend,
    .style = self->style,
    .pango = self->pango,
    .width = MAX (self->page.width - 2 * MARGIN, 1),
    .rtl = self->rtl,
    .device_scale = self->page.scale,
  };
  height = pv_bar_legend_scene_get_height (&self->bar_legend);
  if (height > 0)
    self->header_height += height + (self->header_height > 0 ? LEGEND_GAP : HEADER_GAP);
  else
    self->bar_legend.width = 0;
}

static void
set_chart_height (PvChartSheet *self,
                  double        natural)
{
  double around = 2 * MARGIN + self->header_height;
  double height = self->page.height > 0 ? self->page.height - around : natural;

  self->chart_height = MAX (height, 1);
}

/* The page's style, but what is behind the chart is drawn already. */
static PvChartStyle
get_chart_style (PvChartSheet *self)
{
  PvChartStyle style = self->style;

  style.background.alpha = 0;

  return style;
}

PvChartSheet *
pv_chart_sheet_new_bars (const PvPage     *page,
                         const PvBarScene *scene)
{
  PvChartSheet *self;
  PvBarScene *bars;

  g_return_val_if_fail (page != NULL && page->scale > 0 && page->width > 0, NULL);
  g_return_val_if_fail (scene != NULL, NULL);

  self = create_sheet (page, scene->rtl);
  self->has_bars = TRUE;
  self->bars = *scene;
  bars = &self->bars;
  g_object_ref (bars->model);
  bars->style = self->style;
  bars->pango = self->pango;
  bars->scroll = 0;
  bars->device_scale = page->scale;
  bars->width = MAX (page->width - 2 * MARGIN, 1);
  if (scene->headings != NULL)
    {
      self->headings = *scene->headings;
      bars->headings = &self->headings;
    }
  add_bar_legend (self, scene->legend);
  bars->legend = NULL;
  set_chart_height (self, pv_bar_scene_get_headings_height (bars) + pv_bar_scene_get_full_height (bars));
  bars->height = MAX (self->chart_height - pv_bar_scene_get_headings_height (bars), 1);
  bars->hover = G_MAXUINT;
  bars->current = G_MAXUINT;

  if (scene->metrics != NULL)
    {
      self->metrics.peak = scene->metrics->peak;
      self->metrics.whole_peak = scene->metrics->whole_peak;
    }
  pv_bar_scene_measure (bars, 0, (guint) ceil (bars->height / pv_bar_scene_get_row_height (bars)), &self->metrics);
  bars->metrics = &self->metrics;
  bars->style = get_chart_style (self);

  return self;
}

PvChartSheet *
pv_chart_sheet_new_line (const PvPage      *page,
                         const PvLineScene *scene)
{
  PvChartSheet *self;
  PvLineScene *line;

  g_return_val_if_fail (page != NULL && page->scale > 0 && page->width > 0, NULL);
  g_return_val_if_fail (scene != NULL, NULL);

  self = create_sheet (page, scene->rtl);
  self->line = *scene;
  line = &self->line;
  if (line->data != NULL)
    g_object_ref (line->data);
  if (line->time_zone != NULL)
    g_time_zone_ref (line->time_zone);
  line->style = get_chart_style (self);
  line->pango = self->pango;
  line->device_scale = page->scale;
  line->width = MAX (page->width - 2 * MARGIN, 1);
  add_legend (self, line->data);
  set_chart_height (self, page->width * LINE_ASPECT);
  line->height = self->chart_height;

  return self;
}

PvChartSheet *
pv_chart_sheet_new_map (const PvPage     *page,
                        const PvMapScene *scene)
{
  PvChartSheet *self;
  PvMapScene *map;

  g_return_val_if_fail (page != NULL && page->scale > 0 && page->width > 0, NULL);
  g_return_val_if_fail (scene != NULL && scene->data != NULL, NULL);

  self = create_sheet (page, scene->rtl);
  self->map = *scene;
  map = &self->map;
  pv_map_data_ref (map->data);
  map->style = get_chart_style (self);
  map->pango = self->pango;
  map->device_scale = page->scale;
  map->width = MAX (page->width - 2 * MARGIN, 1);
  map->hover = map->current = (PvMapSpot){ 0 };
  set_chart_height (self, pv_map_scene_get_natural_height (map));
  map->height = self->chart_height;

  return self;
}

void
pv_chart_sheet_free (PvChartSheet *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->legend);
  g_clear_object (&self->bars.model);
  g_clear_object (&self->line.data);
  g_clear_pointer (&self->map.data, pv_map_data_unref);
  g_clear_pointer (&self->line.time_zone, g_time_zone_unref);
  g_object_unref (self->pango);
  pango_font_description_free (self->font);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self);
}

const PvPage *
pv_chart_sheet_get_page (PvChartSheet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->page;
}

double
pv_chart_sheet_get_height (PvChartSheet *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->chart_height + 2 * MARGIN + self->header_height;
}

guint
pv_chart_sheet_count_bars (const PvPage      *page,
                           gboolean           has_two_lines,
                           const PvBarLegend *legend,
                           double             height)
{
  g_autoptr (PvChartSheet) sheet = NULL;
  PvBarScene scene = { 0 };
  double room;

  g_return_val_if_fail (page != NULL, 0);

  sheet = create_sheet (page, FALSE);
  add_bar_legend (sheet, legend);
  scene.style = sheet->style;
  scene.pango = sheet->pango;
  scene.width = MAX (page->width - 2 * MARGIN, 1);
  scene.has_two_lines = has_two_lines;
  room = height - 2 * MARGIN - sheet->header_height;

  return (guint) MAX (floor (room / pv_bar_scene_get_row_height (&scene)), 1);
}

void
pv_chart_sheet_get_map_room (const PvPage *page,
                             PvMapForm     form,
                             guint         room[PV_MAP_N_ENDS])
{
  g_autoptr (PvChartSheet) sheet = NULL;
  PvMapScene scene = { .form = form };

  g_return_if_fail (page != NULL);

  sheet = create_sheet (page, FALSE);
  scene.style = sheet->style;
  scene.pango = sheet->pango;
  scene.width = MAX (page->width - 2 * MARGIN, 1);
  scene.height = page->height > 0 ? page->height - 2 * MARGIN - sheet->header_height : G_MAXINT;
  pv_map_scene_get_room (&scene, room);
}

void
pv_chart_sheet_draw (PvChartSheet *self,
                     cairo_t      *cr)
{
  g_return_if_fail (self != NULL && cr != NULL);

  cairo_save (cr);
  begin_page (self, cr);
  if (self->has_bars)
    {
      pv_bar_scene_draw_headings (&self->bars, cr);
      cairo_translate (cr, 0, pv_bar_scene_get_headings_height (&self->bars));
      pv_bar_scene_draw (&self->bars, cr);
    }
  else if (self->map.data != NULL)
    pv_map_scene_draw (&self->map, cr);
  else
    pv_line_scene_draw (&self->line, cr);
  cairo_restore (cr);
}
