/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-span-text.h: a span of time as people read it beside its chart. */
#pragma once

#include "pv-line-options.h"
#include "pv-span.h"
#include "pv-types.h"

G_BEGIN_DECLS

/* From when to when, by the @clock of the chart: without the date where @home, all that there is to see, lies
 * within one day, and with as many digits of a second as times need that are @step_ns apart. Of elapsed time,
 * 0 is where @home begins. @span is not empty. (transfer full) */
char *pv_span_text_new (const PvSpan *span,
                        const PvSpan *home,
                        gint64        step_ns,
                        PvClock       clock);

G_END_DECLS
