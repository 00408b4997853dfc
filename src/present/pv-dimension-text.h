/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dimension-text.h: what people call a dimension, and what its numbers count. */
#pragma once

#include "pv-dimension.h"
#include "pv-unit.h"

G_BEGIN_DECLS

gboolean    pv_dimension_is_lookup (PvDimension dimension);
/* What bars ranked by @metric count; lookups are only counted. */
PvUnit      pv_dimension_get_unit  (PvDimension dimension,
                                    PvMetric    metric);
/* "Top Sources by Packets", translated, in header capitalisation. */
const char *pv_dimension_get_title (PvDimension dimension,
                                    PvMetric    metric);
/* What stands in a file name for the dimension: "top-sources". Not translated. */
const char *pv_dimension_get_slug  (PvDimension dimension);

G_END_DECLS
