/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-part.h: a local file that is being written, and has no name yet. */
#pragma once

#include "pv-place.h"

G_BEGIN_DECLS

/**
 * PvPart:
 *
 * Where the file system can (O_TMPFILE), it has no name at all before it takes its place, so that nothing is left
 * of a process that is killed. Elsewhere it has one of its own in the same folder (".pcapviz-….part"), which goes
 * with it, or with the next part in that folder.
 *
 * Nobody may read it, from the first byte on, who may not read what comes of it: a new file is as the umask has
 * it; one that replaces another has its mode, its group and, where that is allowed, its owner.
 */
typedef struct _PvPart PvPart;

/* @place: (transfer full): of a regular file, which may be missing. @path: what errors call it. */
PvPart  *pv_part_new               (PvPlace     *place,
                                    const char  *path,
                                    GError     **error);
/* Leaves the place as it was, unless it was taken. */
void     pv_part_free              (PvPart      *self);
/* Where to write: the part's. */
int      pv_part_get_fd            (PvPart      *self);
/* Gives it its name, now or never. */
gboolean pv_part_take_place        (PvPart      *self,
                                    GError     **error);
/* Removes all that have a name of their own. Async-signal-safe (POSIX.1-2017, 2.4.3). */
void     pv_part_remove_unfinished (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvPart, pv_part_free)

G_END_DECLS
