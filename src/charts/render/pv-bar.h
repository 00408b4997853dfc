/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar.h: one row of a bar chart. */
#pragma once

#include <glib-object.h>

#include "pv-bar-fill.h"

G_BEGIN_DECLS

#define PV_TYPE_BAR (pv_bar_get_type ())

/**
 * PvBar:
 *
 * A label with a number. Immutable. Properties, all read-only: "label" (string), "value" (double,
 * the bar), "whole" (double, at least the value: the thin line below it, of the whole capture; equal to
 * the value where nothing is filtered), "total" (double, what the value is a share of), "tooltip" (string or NULL, in
 * addition to label and numbers), "key" (uint, the owner's id).
 */
G_DECLARE_FINAL_TYPE (PvBar, pv_bar, PV, BAR, GObject)

PvBar      *pv_bar_new         (const char *label,
                                guint       key,
                                double      value,
                                double      whole,
                                double      total,
                                const char *tooltip);
const char *pv_bar_get_label   (PvBar *self);
guint       pv_bar_get_key     (PvBar *self);
double      pv_bar_get_value   (PvBar *self);
double      pv_bar_get_whole   (PvBar *self);
double      pv_bar_get_total   (PvBar *self);
const char *pv_bar_get_tooltip (PvBar *self);
/* What else it is called, for the second line; NULL for nothing. Set it before others see the bar. */
const char *pv_bar_get_second  (PvBar      *self);
void        pv_bar_set_second  (PvBar      *self,
                                const char *second);
/* What it is compared with, at least 0, drawn as an outline, and the change in words: "+3.1 MB", "new". @other: below 0
 * and @change: NULL for a bar that is not compared, as one is at first. To be set before others see the bar. */
double      pv_bar_get_other   (PvBar      *self);
const char *pv_bar_get_change  (PvBar      *self);
void        pv_bar_set_other   (PvBar      *self,
                                double      other,
                                const char *change);
/* How much of the value each part is, by #PvBarFill; NULL for a bar that is one. To be set before others see the bar;
 * @fills: together no more than the value. What they say is in the tooltip. */
const double *pv_bar_get_fills (PvBar        *self);
void        pv_bar_set_fills   (PvBar        *self,
                                const double  fills[PV_BAR_N_FILLS]);
/* Its own time line, from the beginning of what is shown to the end: 0 for nothing, 255 for its highest. NULL
 * where it is not known. To be set before others see the bar. */
GBytes     *pv_bar_get_spark   (PvBar      *self);
void        pv_bar_set_spark   (PvBar      *self,
                                GBytes     *levels);
/* Which colour of pv_chart_palette_get() it is drawn in; PV_CHART_UNMARKED for the accent. To be set
 * before others see the bar. */
guint       pv_bar_get_mark    (PvBar *self);
void        pv_bar_set_mark    (PvBar *self,
                                guint  mark);

G_END_DECLS
