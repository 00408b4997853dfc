/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-widget-style.c: the colours that a widget's theme gives a chart. */
#include "config.h"

#include "pv-chart-widget-style.h"

/* From here on a theme's borders are those of high contrast; usual ones have about .15. */
#define HIGH_CONTRAST_BORDER .3f

/* Pixels. */
#define FOCUS_WIDTH 2
#define FOCUS_RADIUS 8

/* A widget learns of a new style only if a property of its own changes: these do with the theme's named
 * colours, and nobody sees them. */
#define WATCH_CSS                                                                                                      \
  "* {"                                                                                                                \
  "  caret-color: @accent_bg_color;"                                                                                   \
  "  -gtk-secondary-caret-color: @borders;"                                                                            \
  "  text-decoration-color: @theme_selected_bg_color;"                                                                 \
  "}"

void
pv_chart_style_watch (GtkWidget *widget)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_data (provider, WATCH_CSS, -1);
  gtk_style_context_add_provider (gtk_widget_get_style_context (widget), GTK_STYLE_PROVIDER (provider),
                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static gboolean
is_high_contrast (GtkWidget       *widget,
                  GtkStyleContext *context)
{
  g_autofree char *theme = NULL;
  GdkRGBA borders;

  /* libadwaita has another style sheet for it but no name in the settings. */
  if (gtk_style_context_lookup_color (context, "borders", &borders) && borders.alpha < 1)
    return borders.alpha >= HIGH_CONTRAST_BORDER;

  g_object_get (gtk_widget_get_settings (widget), "gtk-theme-name", &theme, NULL);

  return theme != NULL && (g_str_has_prefix (theme, "HighContrast") || g_strrstr (theme, "-hc") != NULL);
}

static PvColor
from_gdk (const GdkRGBA *rgba)
{
  return (PvColor){ rgba->red, rgba->green, rgba->blue, rgba->alpha };
}

static GdkRGBA
to_gdk (const PvColor *color)
{
  return (GdkRGBA){ color->red, color->green, color->blue, color->alpha };
}

void
pv_chart_style_init_from_widget (PvChartStyle *style,
                                 GtkWidget    *widget)
{
  GtkStyleContext *context;
  GdkRGBA text, accent;
  PvColor foreground;
  gboolean is_dark;

  g_return_if_fail (style != NULL);
  g_return_if_fail (GTK_IS_WIDGET (widget));

  context = gtk_widget_get_style_context (widget);
  gtk_style_context_get_color (context, &text);
  foreground = from_gdk (&text);
  is_dark = foreground.red * .299f + foreground.green * .587f + foreground.blue * .114f > .5f;

  if (is_dark)
    pv_chart_style_init_dark (style, NULL);
  else
    pv_chart_style_init_light (style, NULL);

  style->background = (PvColor){ 0 };
  pv_chart_style_set_foreground (style, &foreground, is_high_contrast (widget, context));

  /* libadwaita's and, without it, that of GTK's own theme. */
  if (gtk_style_context_lookup_color (context, "accent_bg_color", &accent) ||
      gtk_style_context_lookup_color (context, "theme_selected_bg_color", &accent))
    style->accent = from_gdk (&accent);
}

void
pv_chart_style_snapshot_focus (const PvChartStyle    *style,
                               GtkSnapshot           *snapshot,
                               const graphene_rect_t *bounds)
{
  GdkRGBA color = to_gdk (&style->accent);
  GskRoundedRect outline;

  /* As pale as libadwaita's. */
  if (!style->high_contrast)
    color.alpha *= .5f;

  gsk_rounded_rect_init_from_rect (&outline, bounds, FOCUS_RADIUS);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ FOCUS_WIDTH, FOCUS_WIDTH, FOCUS_WIDTH, FOCUS_WIDTH },
                              (GdkRGBA[4]){ color, color, color, color });
}
