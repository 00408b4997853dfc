/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-savefile.h: bytes become packet records, whatever the format. */
#pragma once

#include "pv-batch.h"
#include "pv-interfaces.h"
#include "pv-source.h"

G_BEGIN_DECLS

/**
 * PvSavefile:
 *
 * Reads one savefile from front to back, a batch of records at a time.
 */
typedef struct _PvSavefile PvSavefile;

/**
 * PvTurn:
 * @PV_TURN_NOW: what was read ahead into a batch is next, or nothing is read ahead
 * @PV_TURN_LATER: others are before it
 * @PV_TURN_AGAIN: it was read otherwise meanwhile: something else is to be read ahead
 *
 * Whether it is a batch's turn to be read.
 */
typedef enum
{
  PV_TURN_NOW,
  PV_TURN_LATER,
  PV_TURN_AGAIN,
} PvTurn;

/**
 * pv_savefile_open:
 * @source: (transfer full): where the bytes come from
 * @cancellable: (nullable): to give up
 * @error: place for a %PV_ERROR_NOT_A_CAPTURE, %PV_ERROR_UNSUPPORTED, %PV_ERROR_DAMAGED or %G_IO_ERROR
 *
 * Recognises the format, one of the table in pv-reader.h, and reads the file header.
 *
 * Returns: (transfer full): a savefile, or %NULL with @error set
 */
PvSavefile *pv_savefile_open (PvSource      *source,
                              GCancellable  *cancellable,
                              GError       **error);
void        pv_savefile_free (PvSavefile    *self);

/**
 * pv_savefile_read:
 * @self: a savefile
 * @batch: (inout): gets the next records
 * @cancellable: (nullable): to give up
 * @error: place for a %G_IO_ERROR
 *
 * Reads the next batch: up to about a mebibyte of records; at least one, unless the file ends
 * here. A record that is cut short or damaged ends the file there, which is no error:
 * pv_savefile_get_truncated_reason() then says so.
 *
 * Returns: %FALSE at the end of the file, or with @error set
 */
gboolean    pv_savefile_read (PvSavefile    *self,
                              PvBatch       *batch,
                              GCancellable  *cancellable,
                              GError       **error);

/* Before its turn to call pv_savefile_read(), and while others do: reads into @batch what will most likely be next then, so
 * that threads read side by side. Does nothing of what cannot be read so. */
void        pv_savefile_read_ahead           (PvSavefile *self,
                                              PvBatch    *batch);
/* Whether it is the turn of what was read ahead into @batch. A later turn may come at any time, by who reads. */
PvTurn      pv_savefile_get_turn             (PvSavefile    *self,
                                              const PvBatch *batch);
/* Has batches list all blocks as they are in the file, where its format has such: what is about packets, too. Not those
 * that ask not to be copied, and none that is longer than a packet can be. FALSE where it has none. */
gboolean    pv_savefile_keep_blocks          (PvSavefile *self);
/* Has records name their interface by its place in @interfaces, which gets those that the file describes, as of @file, when
 * they come. Before the first record is read; @interfaces has to live as long, and is looked at between reads only. */
void        pv_savefile_keep_interfaces      (PvSavefile   *self,
                                              PvInterfaces *interfaces,
                                              guint32       file);
/* Reads about @size bytes for a batch, where the batch has no more room already: less than the usual half mebibyte, where
 * many files are open at a time. */
void        pv_savefile_set_read_size        (PvSavefile *self,
                                              gsize       size);
/* Lets the file end after @n more packets, and what blocks there are before the next. */
void        pv_savefile_set_limit            (PvSavefile *self,
                                              guint64     n);
/* The name of its format, as in "pcap". */
const char *pv_savefile_get_format           (PvSavefile *self);
/* The names of all formats that are read; NULL after the last. */
const char *pv_savefile_get_nth_format       (guint       n);
/* Lets it be read on where the file, which was at its end, may have grown: also within a record. FALSE where it is too
 * damaged for that. */
gboolean    pv_savefile_resume               (PvSavefile *self);
/* Where it is, when all was read: as bytes, from which pv_savefile_go_to() goes on behind the last whole packet another
 * time. (transfer full) (nullable): NULL where it is compressed, damaged, not a local file, or memory is out */
GBytes     *pv_savefile_dup_mark             (PvSavefile *self);
/* Goes on at @mark, of the same file in an earlier state, instead of at its beginning. Before anything was read. FALSE
 * where it is no mark of it. */
gboolean    pv_savefile_go_to                (PvSavefile *self,
                                              GBytes     *mark);
PvSource   *pv_savefile_get_source           (PvSavefile *self);
/* In the user's language why the file ended before its end, or NULL. */
const char *pv_savefile_get_truncated_reason (PvSavefile *self);
/* The same for scripts, as in "ends-in-packet"; or NULL. */
const char *pv_savefile_get_truncated_code   (PvSavefile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvSavefile, pv_savefile_free)

G_END_DECLS
