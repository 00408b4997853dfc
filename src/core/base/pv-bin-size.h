/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bin-size.h: widths of bins, as people write them and as captures want them. */
#pragma once

#include "pv-types.h"

G_BEGIN_DECLS

#define PV_BIN_MIN PV_NS_PER_US
#define PV_BIN_MAX PV_NS_PER_DAY

/* (array length=n): the sizes offered, ascending: 1 µs … 1 day; each round */
const gint64 *pv_bin_size_list      (guint *n);
/* The size from the list that shows @duration_ns in at most @max_bins bins, or the largest. */
gint64        pv_bin_size_choose    (gint64 duration_ns,
                                     guint  max_bins);
/* Reads "20us", "500ms", "2s", "1.5 min", "1h", "1d". Any size from 1 µs to 1 day. Ignores the locale. */
gboolean      pv_bin_size_parse     (const char  *text,
                                     gint64      *bin_ns,
                                     GError     **error);
/* For people: "20 µs", "500 ms", "2 s", "1 min". (transfer full) */
char         *pv_bin_size_to_string (gint64 bin_ns);

G_END_DECLS
