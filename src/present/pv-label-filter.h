/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-filter.h: a label in libpcap's filter language. */
#pragma once

#include "pv-dimension.h"

G_BEGIN_DECLS

/* @filter (nullable) and, besides, that packets have @label in @dimension; NULL where the language has no words
 * for that. (transfer full) (nullable) */
char *pv_label_filter_add (const char  *filter,
                           PvDimension  dimension,
                           const char  *label);

G_END_DECLS
