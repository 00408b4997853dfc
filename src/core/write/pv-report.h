/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-report.h: a capture's answers as JSON, for scripts. */
#pragma once

#include "pv-binning.h"
#include "pv-numbers.h"
#include "pv-report-changes.h"
#include "pv-subset.h"

G_BEGIN_DECLS

/**
 * pv_report_write:
 * @capture: a settled capture
 * @binning: of what size bins are, from 1 µs to 1 day, and by which clock
 * @span: (nullable): only packets within this span
 * @subset: (nullable): only this part of the capture
 * @origin: (nullable): how @subset came to be, which is told
 * @other: (nullable): what it is compared with
 * @stream: where to; not closed
 * @error: place for a %PV_ERROR_NO_MEMORY, or a %G_IO_ERROR of @stream
 *
 * Where it is compared, rows of lists also have "other_packets", "change_packets" and so on, and "state"; what is gone
 * comes last in them. "comparison" says with what, "surprises" what changed most.
 *
 * Writes the JSON object that `pcapviz --report` prints, while it is made: what is written needs no memory.
 * After an error, part of it may have been.
 *
 * Returns: whether all of it was written
 */
gboolean pv_report_write   (PvCapture      *capture,
                            PvBinning       binning,
                            const PvSpan   *span,
                            const PvSubset *subset,
                            const PvNumbersOrigin *origin,
                            const PvReportOther *other,
                            GOutputStream  *stream,
                            GError        **error);
/* The same as a text, compared with nothing; the parameters as there. For reports that are short. (transfer full) */
char    *pv_report_to_json (PvCapture      *capture,
                            PvBinning       binning,
                            const PvSpan   *span,
                            const PvSubset *subset,
                            const PvNumbersOrigin *origin,
                            GError        **error);

G_END_DECLS
