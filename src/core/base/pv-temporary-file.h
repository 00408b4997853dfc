/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-temporary-file.h: a file without a name, which goes with who has it open. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes one where there is room for what is large, for its owner only: in $TMPDIR, else in the user's cache folder.
 *
 * Returns: a descriptor to read and write, or -1 with errno set */
int pv_temporary_file_open (void);

G_END_DECLS
