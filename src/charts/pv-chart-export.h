/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-export.h: a chart as a picture: title, source and chart on a page of its own. */
#pragma once

#include <gio/gio.h>

#include "pv-bar-renderer.h"
#include "pv-line-renderer.h"

G_BEGIN_DECLS

/**
 * PvBackground:
 * @PV_BACKGROUND_LIGHT: dark on white
 * @PV_BACKGROUND_DARK: light on dark
 * @PV_BACKGROUND_TRANSPARENT: dark text on nothing
 */
typedef enum
{
  PV_BACKGROUND_LIGHT,
  PV_BACKGROUND_DARK,
  PV_BACKGROUND_TRANSPARENT,
} PvBackground;

/**
 * PvPage:
 * @title: "Top sources by packets"
 * @subtitle: the capture's name and what else tells where the numbers come from
 * @width: logical pixels
 * @height: logical pixels; 0 for the height of all bars, or one that suits a line
 * @scale: 1, 2 or 4 device pixels per logical pixel
 * @background: light, dark or transparent
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  int width;
  int height;
  double scale;
  PvBackground background;
} PvPage;

/* Draw a page into a new ARGB32 image surface, without a display. @scene gives data and state; its
 * style, pango, width, height and scroll are replaced. (transfer full) */
cairo_surface_t *pv_chart_export_bars (const PvPage     *page,
                                       const PvBarScene *scene);
cairo_surface_t *pv_chart_export_line (const PvPage      *page,
                                       const PvLineScene *scene);
/* Writes @surface as PNG to @file: to a temporary file beside it that then takes its place, so a
 * failure leaves an older file as it was. */
gboolean         pv_chart_export_save_png (cairo_surface_t  *surface,
                                           GFile            *file,
                                           GCancellable     *cancellable,
                                           GError          **error);

G_END_DECLS
