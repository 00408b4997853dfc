/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-choices.h: the choices that windows and preferences offer alike. */
#pragma once

#include "pv-value-drop-down.h"

G_BEGIN_DECLS

/* #AdwColorScheme */
void pv_choices_add_color_schemes (PvValueDropDown *drop_down);
/* #PvDimension, of addresses */
void pv_choices_add_directions    (PvValueDropDown *drop_down);
/* #PvMetric */
void pv_choices_add_metrics       (PvValueDropDown *drop_down);
/* a number of bars, 0 for all */
void pv_choices_add_top_ns        (PvValueDropDown *drop_down);
/* @is_short: whether the button is to say the bare number that is chosen, as in "25" */
void pv_choices_shorten_top_n     (PvValueDropDown *drop_down,
                                   gboolean         is_short);
/* a bin size in ns, 0 for automatic */
void pv_choices_add_bin_sizes     (PvValueDropDown *drop_down);

G_END_DECLS
