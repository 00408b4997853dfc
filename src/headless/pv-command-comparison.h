/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-command-comparison.h: what the options of the command line compare with, and what they look for in it. */
#pragma once

#include "pv-command-options.h"
#include "pv-headless.h"

G_BEGIN_DECLS

/* What --compare and the options beside it say. @span: where a span is kept, as long as @compare
 * lasts */
gboolean pv_command_comparison_parse        (const PvCommandOptions  *options,
                                             PvCompare               *compare,
                                             PvSpan                  *span,
                                             GError                 **error);
/* What --fail-on looks for. @checks: (out) (transfer full) (nullable): NULL for nothing, which is no error */
gboolean pv_command_comparison_parse_checks (const PvCommandOptions  *options,
                                             const PvCompare         *compare,
                                             PvChangeChecks         **checks,
                                             GError                 **error);

G_END_DECLS
