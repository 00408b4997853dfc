/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-merge.h: several savefiles become one sequence of packet records. */
#pragma once

#include "pv-input-files.h"
#include "pv-savefile.h"

G_BEGIN_DECLS

/**
 * PvMerge:
 *
 * Reads savefiles, of whatever formats, from front to back, and always goes on with the file whose next record is the
 * earliest, as mergecap does; of records of the same time, the one of the file that was given last comes first, again as
 * there. Records of one file stay in their order. What is one file is just that file.
 *
 * Where files follow each other in time, one or two are open at a time, and no packet is copied.
 */
typedef struct _PvMerge PvMerge;

/**
 * pv_merge_open:
 * @files: files to read; these are not changed
 * @cancellable: (nullable): to give up
 * @error: place for what pv_savefile_open() and pv_source_open() set, or a %PV_ERROR_TOO_LARGE
 *
 * Looks into all files for the first packets. One that cannot be read is left out, and pv_merge_get_files() says why;
 * where none can, that is an error: that of the first. What was found in a folder and is no capture is no file of it.
 *
 * Returns: (transfer full): what reads them, or %NULL with @error set
 */
PvMerge      *pv_merge_open          (const PvInputFiles *files,
                                      GCancellable       *cancellable,
                                      GError            **error);

/**
 * PvMergeCheck:
 *
 * Whether @source is the file still that is at @file; FALSE with @error set where it is not.
 */
typedef gboolean (*PvMergeCheck)     (const PvInputFile  *file,
                                      PvSource           *source,
                                      GError            **error);

/**
 * pv_merge_open_again:
 * @files: what pv_merge_get_files() told when all was read
 * @check: (scope call): asked of each file as it is opened; kept
 * @cancellable: (nullable): to give up
 * @error: place for an error
 *
 * To read the same records in the same order once more, and none of those that came behind them since. A file that
 * cannot be read is an error.
 */
PvMerge      *pv_merge_open_again    (PvInputFiles   *files,
                                      PvMergeCheck    check,
                                      GCancellable   *cancellable,
                                      GError        **error);
void          pv_merge_free          (PvMerge        *self);

/* As pv_savefile_read(). A file that cannot be read on ends there, and pv_merge_get_files() says why; unless there is
 * but one file. */
gboolean      pv_merge_read          (PvMerge        *self,
                                      PvBatch        *batch,
                                      GCancellable   *cancellable,
                                      GError        **error);

/* As pv_savefile_read_ahead() and pv_savefile_get_turn(), where there is but one file. */
void          pv_merge_read_ahead    (PvMerge        *self,
                                      PvBatch        *batch);
PvTurn        pv_merge_get_turn      (PvMerge        *self,
                                      const PvBatch  *batch);

/* As pv_savefile_keep_blocks(). FALSE where there are several files. */
gboolean      pv_merge_keep_blocks   (PvMerge        *self);

/* As pv_savefile_keep_interfaces(), of all files, before anything is read. */
void          pv_merge_keep_interfaces (PvMerge      *self,
                                        PvInterfaces *interfaces);

/* Bytes of the files consumed so far, and in all; 0 where one's is unknown. */
guint64       pv_merge_get_position  (PvMerge        *self);
guint64       pv_merge_get_size      (PvMerge        *self);

/**
 * pv_merge_open_at_end:
 * @files: files that were read to their ends, with all that pv_merge_get_files() told then, as they were then
 * @marks: (array) (element-type GBytes): what pv_merge_get_mark() told of each; %NULL of what cannot be read on
 * @catches_up: whether what is behind that, when it is looked at first, is as if it had been there
 *
 * To go on as after pv_merge_pause(), without reading them. Opens nothing.
 */
PvMerge      *pv_merge_open_at_end   (PvInputFiles   *files,
                                      GBytes *const  *marks,
                                      gboolean        catches_up);
/* When all was read: where file @i ended, see pv_savefile_dup_mark(). (transfer none) (nullable) */
GBytes       *pv_merge_get_mark      (PvMerge        *self,
                                      guint           i);

/* Before reading: what can be read on when there is more of it stays open at its end. @can_lose: whether a single file
 * that has gone, or another took its place, is but one that is past, as one of several is */
void          pv_merge_set_follows   (PvMerge        *self,
                                      gboolean        can_lose);
/* Whether what was read to its end can be read on when it grows: files that are local and not compressed. */
gboolean      pv_merge_can_grow      (PvMerge        *self);
/* When all was read of what can grow: as pv_merge_end(), but that it can be read on. */
void          pv_merge_pause         (PvMerge        *self);

/**
 * pv_merge_resume:
 * @self: what pv_merge_pause() was used on
 * @has_more: (out): whether there is more to be read
 * @cancellable: (nullable): to give up
 * @error: place for a %PV_ERROR_DAMAGED where a single file is another, or was changed otherwise than by growing
 *
 * Goes on where files ended. One that is gone just has no more; of several, one that is another is told of as past.
 */
gboolean      pv_merge_resume        (PvMerge        *self,
                                      gboolean       *has_more,
                                      GCancellable   *cancellable,
                                      GError        **error);

/* Of a single file, what is told of its packets is known to others: here it is, before another file joins. */
void          pv_merge_tell          (PvMerge            *self,
                                      const PvInputFile  *told);

/**
 * PvMergeAddition:
 * @PV_MERGE_NOTHING: it is no capture, at least not yet; or it has no packets yet, and it matters when they are from
 * @PV_MERGE_EARLIER: its first packet is too early
 * @PV_MERGE_ADDED_EMPTY: it is one of the files, but has no packets yet
 * @PV_MERGE_ADDED: it is one of the files, and has packets to be read
 */
typedef enum
{
  PV_MERGE_NOTHING,
  PV_MERGE_EARLIER,
  PV_MERGE_ADDED_EMPTY,
  PV_MERGE_ADDED,
} PvMergeAddition;

/**
 * pv_merge_add:
 * @self: what pv_merge_resume() was used on
 * @file: another file
 * @since_ns: when its first packet may be; %G_MININT64 for any time
 * @addition: (out): what came of it
 * @cancellable: (nullable): to give up
 * @error: place for an error: not of one that cannot be read, which is none of the files
 *
 * Lets another file join those that are there. Its packets are read behind theirs, whenever they are from.
 */
gboolean      pv_merge_add           (PvMerge            *self,
                                      GFile              *file,
                                      gint64              since_ns,
                                      PvMergeAddition    *addition,
                                      GCancellable       *cancellable,
                                      GError            **error);
/* Closes the files, when all was read. */
void          pv_merge_end           (PvMerge        *self);
/* What is known of the files so far. All that is told of packets is known after pv_merge_end(); of a single file, it is
 * left to who reads it. (transfer none) */
PvInputFiles *pv_merge_get_files     (PvMerge        *self);

/* Says that a file is another by now. Returns FALSE. */
gboolean      pv_merge_set_changed   (GFile              *file,
                                      GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvMerge, pv_merge_free)

G_END_DECLS
