/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-file-text.h: names of files as people can safely read them. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @text (any bytes) as valid UTF-8 in which every control character (C0, DEL, C1), line or paragraph
 * separator and explicit bidirectional formatting character (UAX #9, section 2) is a replacement
 * character, U+FFFD: nothing of it commands a terminal or shows the text in another order.
 * (transfer full) */
char *pv_file_text_clean (const char *text);

/* The last part of the file's name, cleaned; or what pv_file_text_set_name() said. (transfer full) */
char *pv_file_text_name  (GFile *file);

/* Gives @file, and those that refer to the same object, a name: for one that is in no folder, as a pipe. */
void  pv_file_text_set_name (GFile      *file,
                             const char *name);
/* Whether it has such a name: it is there for this process only, and once. */
gboolean pv_file_text_has_name (GFile   *file);

/* The whole name, as g_file_get_parse_name() has it, cleaned. (transfer full) */
char *pv_file_text_path  (GFile *file);

/* The path of a local file as it is, where that is UTF-8, whatever else is in it: for scripts. Else as
 * g_file_get_parse_name() has it. (transfer full) */
char *pv_file_text_exact (GFile *file);

G_END_DECLS
