/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-export.c: a chart as a picture. */
#include "config.h"

#include "pv-chart-export.h"

#include <math.h>

#include "pv-chart-text.h"

/* Pixels. */
#define MARGIN 24
#define TITLE_GAP 2   /* between title and subtitle */
#define HEADER_GAP 16 /* between these and the chart */

#define FONT "Cantarell, Adwaita Sans, sans-serif 11"
#define RESOLUTION 96

/* Height of a line chart to its page's width, where no height is asked for. */
#define LINE_ASPECT .4

/* Cairo's limit for an image surface. */
#define MAX_SIZE 32767

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
                  const GdkRGBA      *color,
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
begin_page (const PvPage       *page,
            const PvChartStyle *style,
            PangoContext       *pango,
            gboolean            rtl,
            cairo_t            *cr)
{
  double width = page->width - 2 * MARGIN;
  double y = MARGIN;

  if (style->background.alpha > 0)
    {
      gdk_cairo_set_source_rgba (cr, &style->background);
      cairo_paint (cr);
    }

  if (page->title != NULL)
    {
      draw_header_line (cr, style, pango, PV_TEXT_BOLD | PV_TEXT_LARGE, page->title, &style->foreground, rtl, width, y);
      y += pv_text_get_height (pango, style, PV_TEXT_BOLD | PV_TEXT_LARGE) + TITLE_GAP;
    }
  if (page->subtitle != NULL)
    draw_header_line (cr, style, pango, PV_TEXT_PLAIN, page->subtitle, &style->dim, rtl, width, y);

  cairo_translate (cr, MARGIN, MARGIN + get_header_height (page, style, pango));
}

/* An image for a page that is @height pixels high, and what draws into it. */
static cairo_surface_t *
create_image (const PvPage  *page,
              double         height,
              cairo_t      **cr)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32,
                                                         (int) CLAMP (round (page->width * page->scale), 1, MAX_SIZE),
                                                         (int) CLAMP (round (height * page->scale), 1, MAX_SIZE));

  cairo_surface_set_device_scale (surface, page->scale, page->scale);
  *cr = cairo_create (surface);

  return surface;
}

static double
get_chart_height (const PvPage       *page,
                  const PvChartStyle *style,
                  PangoContext       *pango,
                  double              natural)
{
  double around = 2 * MARGIN + get_header_height (page, style, pango);
  double height = page->height > 0 ? page->height - around : natural;

  return CLAMP (height, 1, MAX_SIZE / page->scale - around);
}

cairo_surface_t *
pv_chart_export_bars (const PvPage     *page,
                      const PvBarScene *scene)
{
  PangoFontDescription *font;
  PvBarScene copy;
  PvBarMetrics metrics = { 0 };
  cairo_surface_t *surface;
  cairo_t *cr;

  g_return_val_if_fail (page != NULL && page->scale > 0 && page->width > 0, NULL);
  g_return_val_if_fail (scene != NULL, NULL);

  font = pango_font_description_from_string (FONT);
  copy = *scene;
  init_style (page, font, &copy.style);
  copy.pango = create_pango (scene->rtl);
  copy.scroll = 0;
  copy.device_scale = page->scale;
  copy.width = MAX (page->width - 2 * MARGIN, 1);
  copy.height = get_chart_height (page, &copy.style, copy.pango, pv_bar_scene_get_full_height (&copy));
  copy.hover = G_MAXUINT;
  copy.current = G_MAXUINT;

  metrics.peak = scene->metrics != NULL ? scene->metrics->peak : 0;
  pv_bar_scene_measure (&copy, 0, (guint) ceil (copy.height / pv_bar_scene_get_row_height (&copy)), &metrics);
  copy.metrics = &metrics;

  surface = create_image (page, copy.height + 2 * MARGIN + get_header_height (page, &copy.style, copy.pango), &cr);
  begin_page (page, &copy.style, copy.pango, copy.rtl, cr);
  copy.style.background.alpha = 0;
  pv_bar_scene_draw (&copy, cr);

  cairo_destroy (cr);
  g_object_unref (copy.pango);
  pango_font_description_free (font);

  return surface;
}

cairo_surface_t *
pv_chart_export_line (const PvPage      *page,
                      const PvLineScene *scene)
{
  PangoFontDescription *font;
  PvLineScene copy;
  cairo_surface_t *surface;
  cairo_t *cr;

  g_return_val_if_fail (page != NULL && page->scale > 0 && page->width > 0, NULL);
  g_return_val_if_fail (scene != NULL, NULL);

  font = pango_font_description_from_string (FONT);
  copy = *scene;
  init_style (page, font, &copy.style);
  copy.pango = create_pango (scene->rtl);
  copy.device_scale = page->scale;
  copy.width = MAX (page->width - 2 * MARGIN, 1);
  copy.height = get_chart_height (page, &copy.style, copy.pango, page->width * LINE_ASPECT);

  surface = create_image (page, copy.height + 2 * MARGIN + get_header_height (page, &copy.style, copy.pango), &cr);
  begin_page (page, &copy.style, copy.pango, copy.rtl, cr);
  copy.style.background.alpha = 0;
  pv_line_scene_draw (&copy, cr);

  cairo_destroy (cr);
  g_object_unref (copy.pango);
  pango_font_description_free (font);

  return surface;
}

static cairo_status_t
append_png (void                *closure,
            const unsigned char *data,
            unsigned int         length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

gboolean
pv_chart_export_save_png (cairo_surface_t  *surface,
                          GFile            *file,
                          GCancellable     *cancellable,
                          GError          **error)
{
  g_autoptr (GByteArray) png = g_byte_array_new ();
  cairo_status_t status;

  g_return_val_if_fail (surface != NULL, FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  status = cairo_surface_write_to_png_stream (surface, append_png, png);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, cairo_status_to_string (status));
      return FALSE;
    }

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  /* GIO writes straight into a file that is not there yet, and would leave a part of it. */
  if (g_file_peek_path (file) != NULL)
    return g_file_set_contents_full (g_file_peek_path (file), (const char *) png->data, png->len,
                                     G_FILE_SET_CONTENTS_CONSISTENT, 0666, error);

  return g_file_replace_contents (file, (const char *) png->data, png->len, NULL, FALSE,
                                  G_FILE_CREATE_REPLACE_DESTINATION, NULL, cancellable, error);
}
