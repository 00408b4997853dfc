/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-device.h: shapes that end where device pixels do. */
#pragma once

#include <cairo.h>

/* Device pixels per pixel: @scale, or what @cr has where that is 0. */
double pv_chart_device_get_scale         (cairo_t *cr,
                                          double   scale);
/* @x at the nearest edge of a device pixel. */
double pv_chart_device_snap              (double   x,
                                          double   scale);
/* Adds a rectangle with round corners to the path; @radius is lessened where it is too large. */
void   pv_chart_device_rounded_rectangle (cairo_t *cr,
                                          double   x,
                                          double   y,
                                          double   width,
                                          double   height,
                                          double   radius);
