/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-whole-file.h: a file that appears whole or not at all. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PvWholeFile:
 *
 * What is written goes to a temporary file of the same folder, which takes the file's place when all of it is on
 * disk; see pv-part.h. Where it is freed before, everything is as it was. Symbolic links are followed as
 * pv-place.h says; what is no regular file, say a pipe, is written to as it is. A file that may not be written
 * is not replaced either.
 *
 * Errors name the file.
 */
typedef struct _PvWholeFile PvWholeFile;

PvWholeFile   *pv_whole_file_new        (GFile         *file,
                                         GCancellable  *cancellable,
                                         GError       **error);
/* Discards what was not closed. */
void           pv_whole_file_free       (PvWholeFile   *self);
/* Where to write. (transfer none) */
GOutputStream *pv_whole_file_get_stream (PvWholeFile   *self);
/* The descriptor of a local file, which is the one's it belongs to; -1 for a file elsewhere. */
int            pv_whole_file_get_fd     (PvWholeFile   *self);
/* Lets it take its place. After a failure, only freeing is left. */
gboolean       pv_whole_file_close      (PvWholeFile   *self,
                                         GCancellable  *cancellable,
                                         GError       **error);

/* Whether both are one file, however they are called: by a link, or by another path. */
gboolean       pv_whole_file_is_same    (GFile         *file,
                                         GFile         *other);

/* Has the temporary files of all that is neither closed nor freed removed when a signal ends the process, which
 * then ends as it would have. */
void           pv_whole_file_clean_up_on_signals (void);
/* The same of a process with a main loop, which calls @remember with @data before. */
void           pv_whole_file_clean_up_after      (void (*remember) (gpointer data),
                                                  gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvWholeFile, pv_whole_file_free)

G_END_DECLS
