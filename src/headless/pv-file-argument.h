/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-file-argument.h: which file an argument of the command line means. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Names of files come first: "dump-2024-01-01T10:00:00.pcap" is one, though it begins as a URI does (RFC 3986,
 * section 3). A URI is what has "://" after its scheme, or is one of a local file, and is no name of a file that
 * is there. */

/* Whether it is a URI of what is no local file, but can be opened: by GVfs, which is asked where it may be. */
gboolean pv_file_argument_is_elsewhere (const char *argument);
/* (transfer full) */
GFile   *pv_file_argument_to_file      (const char *argument);
/* What GApplication, which takes each colon for a URI's, understands rightly. (transfer full) */
char    *pv_file_argument_to_safe      (const char *argument);

G_END_DECLS
