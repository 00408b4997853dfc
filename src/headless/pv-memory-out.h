/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-memory-out.h: an end in order where memory is out and nobody asked. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a file decides the size of is allocated so that it may fail, and becomes an error. What is small, and what
 * libraries ask for, ends the program where there is none: from now on with a line that says so and exit status 1,
 * instead of a signal. Where memory is left, everything ends as it did. */
void pv_memory_out_end_in_order (void);

G_END_DECLS
