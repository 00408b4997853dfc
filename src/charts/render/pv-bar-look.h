/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-look.h: all that is seen of one bar, wherever it stands, and how it is drawn. */
#pragma once

#include "pv-bar-layout.h"
#include "pv-bar-motion.h"
#include "pv-rect.h"

G_BEGIN_DECLS

/**
 * PvBarLook:
 *
 * What a bar's row looks like. Two rows with equal looks, the same layout and style are drawn alike, so that what
 * was drawn once can be kept.
 */
typedef struct
{
  char *label;
  char *second;
  char *numbers[PV_BAR_N_COLUMNS];
  GBytes *spark;
  double value_length; /* in pixels, whole ones of the device */
  double whole_length;
  double other_length; /* of the outline; below 0 for none */
  double fill_ends[PV_BAR_N_FILLS]; /* where each part ends, in pixels from the bar's start; all 0 for a bar that is one */
  double opacity;
  guint mark;
  gboolean is_hovered;
} PvBarLook;

void     pv_bar_look_init  (PvBarLook         *self,
                            const PvBarPlace  *place,
                            const PvBarLayout *layout,
                            gboolean           is_hovered);
void     pv_bar_look_clear (PvBarLook         *self);
/* What the column says of @bar; NULL where it says nothing. (transfer full) (nullable) */
char    *pv_bar_look_format (PvBar            *bar,
                             PvUnit            unit,
                             PvBarColumn       column,
                             gboolean          is_narrowed);
/* Draws it with the row's upper corner on the left at the origin. */
void     pv_bar_look_draw  (const PvBarLook    *self,
                            const PvBarLayout  *layout,
                            const PvChartStyle *style,
                            PangoContext       *pango,
                            cairo_t            *cr);

/* Bars are cut into so many strips: most change at their end alone. */
#define PV_BAR_N_STRIPS 4

/**
 * PvBarPart:
 * @PV_BAR_PART_LABELS: label and second line
 * @PV_BAR_PART_BARS: bar and thin line, the first of #PV_BAR_N_STRIPS strips of it
 * @PV_BAR_PART_NUMBERS: the columns of numbers that change with the selection
 * @PV_BAR_PART_WHOLE: the column of those that do not
 * @PV_BAR_PART_SPARK: the time line
 *
 * Parts of a row that change each for itself.
 */
typedef enum
{
  PV_BAR_PART_LABELS,
  PV_BAR_PART_BARS,
  PV_BAR_PART_NUMBERS = PV_BAR_PART_BARS + PV_BAR_N_STRIPS,
  PV_BAR_PART_WHOLE,
  PV_BAR_PART_SPARK,
} PvBarPart;
#define PV_BAR_N_PARTS (PV_BAR_PART_SPARK + 1)

/* Whether @part is drawn alike. */
gboolean pv_bar_look_equal_part (const PvBarLook   *a,
                                 const PvBarLook   *b,
                                 const PvBarLayout *layout,
                                 PvBarPart          part);
/* What @part has for itself of any row's width, in whole pixels; empty where there is nothing. Its height is the
 * row's. */
PvRect   pv_bar_layout_get_part (const PvBarLayout *layout,
                                 PvBarPart          part);
/* Draws @part; of bars all, of which the strip shows what is within it. */
void     pv_bar_look_draw_part  (const PvBarLook    *self,
                                 PvBarPart           part,
                                 const PvBarLayout  *layout,
                                 const PvChartStyle *style,
                                 PangoContext       *pango,
                                 cairo_t            *cr);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PvBarLook, pv_bar_look_clear)

G_END_DECLS
