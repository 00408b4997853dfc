/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fake-line-data.h: line data from an array of values, for tests, demonstration and benchmarks. */
#pragma once

#include "pv-line-data.h"

G_BEGIN_DECLS

#define FAKE_TYPE_LINE_DATA (fake_line_data_get_type ())

G_DECLARE_FINAL_TYPE (FakeLineData, fake_line_data, FAKE, LINE_DATA, GObject)

/* Copies @values, of bins of @bin_ns from @start_ns. */
PvLineData *fake_line_data_new        (gint64         start_ns,
                                        gint64         bin_ns,
                                        const double  *values,
                                        guint          n);
/* Traffic as it may be, the same each time: hums, bursts and silence. */
PvLineData *fake_line_data_new_traffic (gint64        start_ns,
                                         gint64        bin_ns,
                                         guint         n);
/* Makes @part the only part of it, with mark 0. */
void        fake_line_data_set_part (FakeLineData *self,
                                     PvLineData   *part,
                                     const char   *name);
/* What it says that there is, as where the first and the last bin are not full. */
void        fake_line_data_set_extent (FakeLineData *self,
                                       gint64        start_ns,
                                       gint64        end_ns);
/* How often it was asked for bins and for columns. */
guint       fake_line_data_get_n_asked (FakeLineData *self);

G_END_DECLS
