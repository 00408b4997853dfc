/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-standard-output.h: what a run prints. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether standard output is what the name of a file to be written means. */
gboolean pv_standard_output_is_meant   (const char    *target);
/* Writes all @n bytes, or sets @error. */
gboolean pv_standard_output_write      (const char    *bytes,
                                        gsize          n,
                                        GError       **error);
/* Prints the name of a file that was written: for scripts as it is, with a null byte after it where @with_null says so,
 * and nothing that commands a terminal to one. */
gboolean pv_standard_output_print_path (const char    *path,
                                        gboolean       with_null,
                                        GError       **error);
/* Says that writing there failed. @reason: what the system says of it */
void     pv_standard_output_set_error  (GError       **error,
                                        GIOErrorEnum   code,
                                        const char    *reason);

G_END_DECLS
