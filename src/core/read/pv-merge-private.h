/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-merge-private.h: a merge's state, and what is done with one of its files. */
#pragma once

#include "pv-merge.h"

G_BEGIN_DECLS

/* What is copied together of files that overlap: as much as one batch of one file. */
#define PV_MERGE_OUT_SIZE ((gsize) 512 * 1024)

/* To see a file's first record, so many bytes are read, and so many files stay open until their turn comes. */
#define PV_MERGE_PROBE_SIZE ((gsize) 16 * 1024)
#define PV_MERGE_MAX_KEPT 16

/* One file. Those whose turn has not come are closed, but for a few. */
typedef struct
{
  PvSavefile *savefile; /* NULL before, between and after */
  PvBatch batch;
  gsize at; /* the next of its records */
  gint64 key; /* the time of that */
  guint64 position;
  guint64 n_taken; /* where it is read again: records that were handed on */
  gboolean is_paused; /* it was read to its end, and is open to be read on */
  GBytes *mark; /* (nullable): where that was, as pv_savefile_dup_mark() says */
} PvMergeInput;

struct _PvMerge
{
  PvInputFiles *files;
  gboolean is_single; /* just that file */
  PvMergeCheck check; /* where the files are read again */
  PvInterfaces *interfaces; /* where they go, or NULL */
  PvMergeInput *inputs;
  guint n_inputs; /* there were as many files when it began */
  guint16 *heap; /* of those that have more, the one whose turn it is first */
  guint n_heap;
  guint n_open;
  guint64 n_packets;
  guint64 position;
  guint64 size;

  /* where the files are read again, runs are, instead of a heap */
  const PvVector *starts;
  const PvVector *owners;
  gsize run;
  guint64 n_left; /* of that */

  gboolean follows; /* files stay open at their end */
  gboolean catches_up; /* what came behind what was known is as if it had been there */
  gboolean can_lose; /* a single file that is replaced is no failure */
  guint paused[PV_MERGE_MAX_KEPT]; /* which do */
  guint n_paused;
};

/* A record without a time comes as soon as it can. */
static inline gint64
pv_merge_get_key (const PvRecord *record)
{
  return G_UNLIKELY (record->flags & PV_RECORD_NO_TIME) ? G_MININT64 : record->time_ns;
}

/* pv-merge.c */
/* Of files that nothing was read of yet. @files: (transfer full) */
PvMerge *pv_merge_new            (PvInputFiles   *files);
/* Puts the files that have more in the order of their turns. */
void     pv_merge_make_heap      (PvMerge        *self);

/* pv-merge-input.c */
gboolean pv_merge_open_input     (PvMerge        *self,
                                  guint           i,
                                  GCancellable   *cancellable,
                                  GError        **error);
void     pv_merge_close_input    (PvMerge        *self,
                                  guint           i);
/* Reads on, where all was taken, so that there is a next record; @has_more says whether there is. */
gboolean pv_merge_fill_input     (PvMerge        *self,
                                  guint           i,
                                  gsize           read_size,
                                  gboolean       *has_more,
                                  GCancellable   *cancellable,
                                  GError        **error);
/* Notes how far @input was read. */
void     pv_merge_note_position  (PvMerge        *self,
                                  PvMergeInput   *input,
                                  guint64         position);
/* Whether the other files can be read nevertheless. Takes @local_error, which becomes what is said of the file, or
 * @error. */
gboolean pv_merge_bear_problem   (PvMerge        *self,
                                  guint           i,
                                  GError         *local_error,
                                  GError        **error);
/* Whether it can be read on when there is more of it. */
gboolean pv_merge_can_input_grow (const PvMerge  *self,
                                  guint           i);
/* When all was read of it: FALSE where something else was written over it meanwhile, and nobody will look again. */
gboolean pv_merge_check_end      (PvMerge        *self,
                                  guint           i,
                                  GError        **error);
/* Notes where it ended. */
void     pv_merge_note_end       (PvMerge        *self,
                                  guint           i);
/* Of a file that is at its end. */
void     pv_merge_end_input      (PvMerge        *self,
                                  guint           i);
/* Leaves it open where it is; of too many that are, those that were not written to for longest are closed. */
void     pv_merge_pause_input    (PvMerge        *self,
                                  guint           i);
/* It is read on. */
void     pv_merge_forget_paused  (PvMerge        *self,
                                  guint           i);

G_END_DECLS
