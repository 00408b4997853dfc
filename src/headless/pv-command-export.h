/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-command-export.h: which charts the options of the command line export, and how. */
#pragma once

#include "pv-command-options.h"
#include "pv-headless.h"

G_BEGIN_DECLS

/* All of @export_options but selection and comparison, which are there already: to the selection, what the chart needs is
 * added. --export was given. */
gboolean pv_command_export_parse      (const PvCommandOptions  *options,
                                       PvExportOptions         *export_options,
                                       GError                 **error);
/* How the line chart is shown, which also says what its bins are. */
gboolean pv_command_export_parse_line (const PvCommandOptions  *options,
                                       PvLineOptions           *line,
                                       GError                 **error);

G_END_DECLS
