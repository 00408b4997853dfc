/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-report.h: a capture's answers as JSON, for scripts. */
#pragma once

#include "pv-capture.h"

G_BEGIN_DECLS

/* The JSON object that `pcapviz --report` prints, without a final newline. @bin_ns from 1 ms to
 * 1 day. @span, or NULL for the whole capture: only packets within
 * it are counted. For complete captures. (transfer full) */
char *pv_report_to_json (PvCapture    *capture,
                         gint64        bin_ns,
                         const PvSpan *span);

G_END_DECLS
