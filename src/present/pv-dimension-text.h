/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dimension-text.h: what people call a dimension, its labels, and what its numbers count. */
#pragma once

#include "pv-query.h"
#include "pv-unit.h"

G_BEGIN_DECLS

/* Whether bars count events, whatever is measured, rather than packets and their bytes. */
gboolean    pv_dimension_counts_events     (PvDimension dimension);
/* What bars ranked by @measure count; events are only counted. */
PvUnit      pv_dimension_get_unit          (PvDimension dimension,
                                            PvMeasure   measure);
/* What its numbers are called where bytes are not: "Packets", "Lookups". Translated, in header capitalisation. */
const char *pv_dimension_get_count_title   (PvDimension dimension);
/* "Top Sources by Packets", translated, in header capitalisation. */
const char *pv_dimension_get_title         (PvDimension dimension,
                                            PvMeasure   measure);
/* What it is called among the others of its tab: "Sources". Translated, in header capitalisation. */
const char *pv_dimension_get_toggle_title  (PvDimension dimension);
/* What one label is: "Address". Translated, in header capitalisation. */
const char *pv_dimension_get_noun          (PvDimension dimension);
/* What labels' other names are, where they have any: "Name", "Vendor". Translated, likewise. */
const char *pv_dimension_get_second_noun   (PvDimension dimension);
/* What a chart says that has nothing to show of a whole capture: "No IP Packets". Translated, likewise. */
const char *pv_dimension_get_empty_text    (PvDimension dimension);
/* What people read of a label: as pv_capture_dup_label(), except that what is said of what has no label of its own is
 * translated. (transfer full) */
char       *pv_dimension_dup_label         (PvCapture   *capture,
                                            PvDimension  dimension,
                                            guint32      id);
/* The same of a rank, which may be of the capture that is compared with. (transfer full) */
char       *pv_dimension_dup_rank_label    (const PvRanking *ranking,
                                            PvCapture       *capture,
                                            const PvRank    *rank);
/* What stands in a file name for the dimension: "top-sources". Not translated. */
const char *pv_dimension_get_slug          (PvDimension dimension);
/* "Top IPs". Translated, in header capitalisation. */
const char *pv_tab_get_title               (PvTab       tab);
/* The same in a word, for where there is little width: "DNS". Translated, likewise. */
const char *pv_tab_get_short_title         (PvTab       tab);
/* The name of an icon of the program's. */
const char *pv_tab_get_icon_name           (PvTab       tab);

G_END_DECLS
