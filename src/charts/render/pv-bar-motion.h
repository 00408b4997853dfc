/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-motion.h: where bars are on their way from one ranking to the next. */
#pragma once

#include "pv-bar.h"
#include "pv-unit.h"

G_BEGIN_DECLS

/**
 * PvBarPlace:
 * @bar: what is there
 * @position: the bar's in the list, or G_MAXUINT where it is not in the list any more
 * @unit: of the bar's numbers
 * @row: from the top, in rows; between two where the bar is on its way
 * @value: length of the bar, as a part of the longest possible
 * @whole: length of the thin line below, likewise
 * @other: length of the outline, likewise
 * @opacity: from 0 to 1
 *
 * A bar and how it is drawn.
 */
typedef struct
{
  PvBar *bar;
  guint position;
  PvUnit unit;
  double row;
  double value;
  double whole;
  double other;
  double opacity;
} PvBarPlace;

/* An empty array of #PvBarPlace, which unrefs the bars that are put into it. (transfer full) */
GArray *pv_bar_places_new (void);
/* Appends where @bar is at rest, @position rows from the top. @peak and @whole_peak: what the longest possible
 * bar and the longest possible thin line stand for. (transfer none): @bar is referenced. */
void    pv_bar_places_add (GArray *places,
                           PvBar  *bar,
                           guint   position,
                           PvUnit  unit,
                           double  peak,
                           double  whole_peak);

/**
 * PvBarMotion:
 *
 * The way from where bars are seen now to where they will be. A bar with the same key and label in both
 * glides; others fade, out in the first half of the way and in in the second, so that they are not seen
 * through each other. As it may begin in the middle of another motion, that can be interrupted.
 */
typedef struct _PvBarMotion PvBarMotion;

/* @from, @to: (element-type PvBarPlace): kept, not to be changed any more. @first, @end: what is in sight,
 * in rows: a bar that comes into sight from far off starts at the nearest edge instead of rushing in, and
 * one that would only rush through is at its end at once. */
PvBarMotion *pv_bar_motion_new      (GArray      *from,
                                     GArray      *to,
                                     double       first,
                                     double       end);
void         pv_bar_motion_free     (PvBarMotion *self);
/* Whether there is no difference to be seen from beginning to end. */
gboolean     pv_bar_motion_is_still (PvBarMotion *self);
/* Where bars are at @progress, from 0 for the beginning to 1 for the end, in the order in which they are
 * to be drawn: what goes under what stays, higher ranks on top. Invisible ones are left out.
 * (transfer full) (element-type PvBarPlace) */
GArray      *pv_bar_motion_get      (PvBarMotion *self,
                                     double       progress);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvBarMotion, pv_bar_motion_free)

G_END_DECLS
