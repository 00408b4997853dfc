/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-choices.h: the choices that windows and preferences offer alike. */
#pragma once

#include "pv-dimension.h"
#include "pv-value-drop-down.h"

G_BEGIN_DECLS

/* #AdwColorScheme */
void pv_choices_add_color_schemes (PvValueDropDown *drop_down);
/* #PvDimension, those of @tab */
void pv_choices_add_dimensions    (PvValueDropDown *drop_down,
                                   PvTab            tab);
/* #PvQuantity */
void pv_choices_add_quantities    (PvValueDropDown *drop_down);
/* #PvBarScale */
void pv_choices_add_scales        (PvValueDropDown *drop_down);
/* a number of bars, 0 for all */
void pv_choices_add_top_ns        (PvValueDropDown *drop_down);
/* a bin size in ns, 0 for automatic */
void pv_choices_add_bin_sizes     (PvValueDropDown *drop_down);
/* Has it say which is chosen. @automatic_ns: what automatic has come to, or 0; @narrow: in few words */
void pv_choices_tell_bin_size     (PvValueDropDown *drop_down,
                                   gint64           automatic_ns,
                                   gboolean         narrow);

/* bytes that are kept of a pipe, 0 for nothing */
void pv_choices_add_pipe_limits   (PvValueDropDown *drop_down);
/* How much all indexes of captures may be together. */
void pv_choices_add_index_limits  (PvValueDropDown *drop_down);

/* #PvChangeOrder */
void pv_choices_add_change_orders (PvValueDropDown *drop_down);
/* flags of #PvChangeState */
void pv_choices_add_change_states (PvValueDropDown *drop_down);

G_END_DECLS
