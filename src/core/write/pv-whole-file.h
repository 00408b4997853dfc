/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-whole-file.h: a file that appears whole or not at all. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PvWholeFile:
 *
 * What is written goes to a temporary file in the same folder, which takes the file's place when all of
 * it is on disk. Where it is freed before, everything is as it was. Symbolic links are followed; what is
 * no regular file, say a pipe, is written to as it is.
 */
typedef struct _PvWholeFile PvWholeFile;

PvWholeFile   *pv_whole_file_new        (GFile         *file,
                                         GCancellable  *cancellable,
                                         GError       **error);
/* Discards what was not closed. */
void           pv_whole_file_free       (PvWholeFile   *self);
/* Where to write. (transfer none) */
GOutputStream *pv_whole_file_get_stream (PvWholeFile   *self);
/* Lets it take its place. After a failure, only freeing is left. */
gboolean       pv_whole_file_close      (PvWholeFile   *self,
                                         GCancellable  *cancellable,
                                         GError       **error);

/* Removes the temporary files of all that is neither closed nor freed. For a handler of signals that ends the
 * process: it is async-signal-safe (POSIX.1-2017, 2.4.3). */
void           pv_whole_file_remove_unfinished (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvWholeFile, pv_whole_file_free)

G_END_DECLS
