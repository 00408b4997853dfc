/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-command-line.h: what the command line can ask for. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Makes @application accept and describe the options. */
void     pv_command_line_add_options (GApplication  *application);
/* Does what needs no window: --report, --export, --version. Touches no display.
 *
 * Returns: whether there was such a thing to do; then @status is what to exit with */
gboolean pv_command_line_run         (int            argc,
                                      char         **argv,
                                      int           *status);

/* Whether each file is to be a capture of its own, once options were read. */
gboolean pv_command_line_is_separate (void);
/* Whether no index is used or made, likewise. */
gboolean pv_command_line_has_no_index (void);

G_END_DECLS
