/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-command-selection.h: which packets the options of the command line leave. */
#pragma once

#include "pv-command-options.h"
#include "pv-headless.h"

G_BEGIN_DECLS

/* What --from, --to, --filter, --pick and --exclude leave, and what --with and --geo add. Databases are opened here,
 * before rights are given up that it takes to do so. @span: where a span is kept, as long as @selection lasts */
gboolean pv_command_selection_parse      (const PvCommandOptions  *options,
                                          PvSelectionOptions      *selection,
                                          PvSpan                  *span,
                                          GError                 **error);
/* Reads the nicknames of --hosts, for the same reason. @hosts: (out): where they are kept, likewise; not set where
 * there are none */
gboolean pv_command_selection_load_hosts (const PvCommandOptions  *options,
                                          PvSelectionOptions      *selection,
                                          PvHosts                **hosts,
                                          GError                 **error);
/* Adds what @dimension needs that does not come with a capture. */
void     pv_command_selection_want       (PvSelectionOptions      *selection,
                                          PvDimension              dimension);

G_END_DECLS
