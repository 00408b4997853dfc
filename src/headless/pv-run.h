/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-run.h: what runs without a display have in common. */
#pragma once

#include "pv-outputs.h"
#include "pv-subject.h"

G_BEGIN_DECLS

/**
 * PvRun:
 * @captures: what is read
 * @selection: what of each counts
 * @compare: what each is held against
 * @tell: told of what does not keep the rest from being read
 * @other: what each is held against, once pv_run_each() has loaded it
 * @all_read: whether all could be read, and done, until now
 *
 * One thing that is done with each of some captures, whatever else is wrong with one. Begins with
 * { captures, selection, compare, tell, .all_read = TRUE }.
 */
typedef struct
{
  PvCaptures *captures;
  const PvSelectionOptions *selection;
  const PvCompare *compare;
  PvTellFunc tell;
  PvOther other;
  gboolean all_read;
} PvRun;

/* What is done with the capture @i. */
typedef gboolean (*PvRunFunc) (PvRun     *run,
                               guint      i,
                               gpointer   user_data,
                               GError   **error);

/* Calls @func for each capture. Where it fails, @error is that of the last capture, and others are told of. Returns
 * whether all could be read, and done. */
gboolean pv_run_each        (PvRun                    *self,
                             PvRunFunc                 func,
                             gpointer                  user_data,
                             GError                  **error);
/* Loads the capture @i, and puts the other beside it. @subject: (out): empty before */
gboolean pv_run_load        (PvRun                    *self,
                             guint                     i,
                             PvSubject                *subject,
                             GError                  **error);
void     pv_run_clear       (PvRun                    *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PvRun, pv_run_clear)

/* Whether packets are read once more to see which of them count. */
gboolean pv_run_reads_twice (const PvSelectionOptions *selection);
/* Captures come from strangers: before one is opened, everything goes that is not needed for it. @outputs: (nullable).
 * @keeps_pipes: whether captures are read more than once */
void     pv_run_confine     (PvCaptures               *captures,
                             PvOutputs                *outputs,
                             gboolean                  with_fonts,
                             gboolean                  keeps_pipes);
/* What must not be replaced, unless that is asked for. */
void     pv_run_protect     (PvOutputs                *outputs,
                             PvCaptures               *captures,
                             gboolean                  may_replace);
/* Closes what was written and prints its name; but where it went to standard output by another name, that has no room
 * for names. */
gboolean pv_run_finish      (PvOutputs                *outputs,
                             gboolean                  with_null,
                             GError                  **error);
/* Makes a folder, unless it is there already. */
gboolean pv_run_make_folder (GFile                    *folder,
                             GError                  **error);

G_END_DECLS
