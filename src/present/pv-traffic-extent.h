/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-traffic-extent.h: what of a capture's time a line chart shows, and in which bins. */
#pragma once

#include "pv-capture.h"

G_BEGIN_DECLS

/* @span, or where it is too short to be seen more around its middle. */
PvSpan   pv_traffic_extent_widen           (PvSpan     span);
/* The bin size in ns that shows @duration_ns well on @width pixels. */
gint64   pv_traffic_extent_choose_bin_size (gint64     duration_ns,
                                            int        width);
/* What of @capture there is to see, and of @other (nullable), whose times are shifted by @shift_ns; FALSE
 * where @capture has no packets. @full and @home as in #PvLineDataInterface.get_extent. */
gboolean pv_traffic_extent_get             (PvCapture *capture,
                                            PvCapture *other,
                                            gint64     shift_ns,
                                            PvSpan    *full,
                                            PvSpan    *home);

G_END_DECLS
