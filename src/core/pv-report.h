/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-report.h: a capture's answers as JSON, for scripts. */
#pragma once

#include "pv-packet-set.h"

G_BEGIN_DECLS

/**
 * pv_report_to_json:
 * @capture: a complete capture
 * @bin_ns: bin size, from 1 ms to 1 day
 * @span: (nullable): only packets within this span
 * @set: (nullable): only packets of this set
 * @error: place for a %PV_ERROR_NO_MEMORY
 *
 * Makes the JSON object that `pcapviz --report` prints, without a final newline.
 *
 * Returns: (transfer full): the text
 */
char *pv_report_to_json (PvCapture     *capture,
                         gint64         bin_ns,
                         const PvSpan  *span,
                         PvPacketSet   *set,
                         GError       **error);

G_END_DECLS
