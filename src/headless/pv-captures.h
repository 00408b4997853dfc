/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-captures.h: which captures a run reads: what arguments mean, before anything is read. */
#pragma once

#include "pv-headless.h"
#include "pv-input-files.h"

G_BEGIN_DECLS

/**
 * PvCaptures:
 *
 * The captures that the arguments of a run mean, and the files of each. Where all of them are here, GVfs is left out,
 * which is other programs and sockets; it would also start threads, which escape when the process is confined.
 */
typedef struct _PvCaptures PvCaptures;

/* @others: (nullable) (array zero-terminated=1): what is read to be compared with, as one capture; @output: (nullable):
 * what is written, a file or a folder */
PvCaptures         *pv_captures_new         (const PvInputs *inputs,
                                             char          **others,
                                             const char     *output);
void                pv_captures_free        (PvCaptures     *self);
guint               pv_captures_get_n       (PvCaptures     *self);
/* The files of capture @i; NULL with @error set where a folder could not be listed. (transfer none) */
const PvInputFiles *pv_captures_get         (PvCaptures     *self,
                                             guint           i,
                                             GError        **error);
/* The files of what is compared with; NULL with @error set where a folder could not be listed. (transfer none) */
const PvInputFiles *pv_captures_get_other   (PvCaptures     *self,
                                             GError        **error);
/* Has what comes out of pipes be kept while it is read, so that it can be read again. Makes files for it. */
void                pv_captures_keep_pipes  (PvCaptures     *self);
/* What names of files made from capture @i begin with. (transfer full) */
char               *pv_captures_dup_stem    (PvCaptures     *self,
                                             guint           i);
/* All files that are read, of whichever capture. (element-type GFile) (transfer container) */
GPtrArray          *pv_captures_list_files  (PvCaptures     *self);
/* The paths of all of them; NULL where one is not here. (transfer full) (nullable) */
GStrv               pv_captures_dup_paths   (PvCaptures     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvCaptures, pv_captures_free)

G_END_DECLS
