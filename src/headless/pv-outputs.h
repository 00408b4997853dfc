/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-outputs.h: the files that a run writes, and the process that puts them in place. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PvOutputs:
 *
 * Who reads a stranger's file should have no right to any folder, not even to the output's. So a process of its
 * own opens the files and puts them in place: of those that were named before it was split off, and no others. The
 * reader gets an open descriptor of each, one after the other. When it ends, however it ends, what it did not close
 * is removed.
 *
 * Without splitting, all is done here.
 */
typedef struct _PvOutputs PvOutputs;

/* One file. */
PvOutputs     *pv_outputs_new_for_file   (GFile              *file);
/* Files in @folder: of each of the @stems, and each of the @kinds, one that is called "stem-kind.extension"; or
 * "stem-kind-2.extension" where stems are the same. Both are arrays that end with NULL. */
PvOutputs     *pv_outputs_new_for_folder (GFile              *folder,
                                          const char *const  *stems,
                                          const char *const  *kinds,
                                          const char         *extension);
void           pv_outputs_free           (PvOutputs          *self);
/* What must not be replaced. @inputs: (element-type GFile) */
void           pv_outputs_protect        (PvOutputs          *self,
                                          GPtrArray          *inputs);
/* Splits off the process. Before there are threads. Where that cannot be, all goes on here. */
void           pv_outputs_split          (PvOutputs          *self);
/* Opens the file of the stem number @stem and of @kind; of the one file, 0 and NULL. There is one at a time: what was
 * not closed is discarded. (transfer none) (nullable) */
GOutputStream *pv_outputs_open           (PvOutputs          *self,
                                          guint               stem,
                                          const char         *kind,
                                          GError            **error);
/* Lets it take its place. @path: (out) (transfer full) (optional): which that is */
gboolean       pv_outputs_close          (PvOutputs          *self,
                                          char              **path,
                                          GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvOutputs, pv_outputs_free)

G_END_DECLS
