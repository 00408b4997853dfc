/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-table.h: labels (addresses, names) become small numbers, on many threads at once. */
#pragma once

#include "pv-index-file.h"
#include "pv-types.h"

G_BEGIN_DECLS

/**
 * PvLabelTable:
 *
 * A growing set of byte strings, numbered from 0 in the order in which they come. Any thread may
 * add; ids and keys never change or move. Hashes are seeded anew for each table, so that nobody can
 * prepare a capture whose labels collide.
 */
typedef struct _PvLabelTable PvLabelTable;

PvLabelTable *pv_label_table_new   (void);
PvLabelTable *pv_label_table_ref   (PvLabelTable *self);
void          pv_label_table_unref (PvLabelTable *self);

/* The hash of @key in this table. Starts to fetch what adding it needs, which takes as long as a hundred
 * additions when the table is large: who asks some keys ahead does not wait for it. */
guint64       pv_label_table_hash  (PvLabelTable *self,
                                    const guint8 *key,
                                    gsize         length);
/* As many as pv_label_table_fetch() takes at a time. */
#define PV_LABEL_TABLE_FETCH_MAX 32

/* Fetches what finding or adding keys of those hashes looks at next, where many are looked for and most are there. */
void          pv_label_table_fetch (PvLabelTable  *self,
                                    const guint64 *hashes,
                                    guint          n);
/* The id of @key, which is added where it is new. @length at most 65,535 bytes; @hash from
 * pv_label_table_hash(). PV_NO_ID where all ids are taken or memory is out. */
guint32       pv_label_table_add_hashed
                                   (PvLabelTable *self,
                                    guint64       hash,
                                    const guint8 *key,
                                    gsize         length);
/* The same in one step. */
guint32       pv_label_table_add   (PvLabelTable *self,
                                    const guint8 *key,
                                    gsize         length);
/* The id of @key, or PV_NO_ID where there is none. */
guint32       pv_label_table_find_hashed
                                   (PvLabelTable *self,
                                    guint64       hash,
                                    const guint8 *key,
                                    gsize         length);
/* The same in one step. */
guint32       pv_label_table_find  (PvLabelTable *self,
                                    const guint8 *key,
                                    gsize         length);
/* How many ids were given out so far. */
guint32       pv_label_table_get_n (PvLabelTable *self);
/* The key of @id, and its length; followed by a NUL that is not counted. Valid as long as the table.
 * The id must have come to this thread from pv_label_table_add(), directly or through a capture. */
const guint8 *pv_label_table_get   (PvLabelTable *self,
                                    guint32       id,
                                    gsize        *length);

/* Writes the first @n keys, as a part of an index of its own; others may be added meanwhile. */
void          pv_label_table_write (PvLabelTable  *self,
                                    guint32        n,
                                    PvIndexWriter *writer,
                                    guint          part);
/* What was written as that. The shortest and longest that a key may be. (transfer full) (nullable): NULL where it is not
 * as it must be */
PvLabelTable *pv_label_table_read  (PvIndexReader *reader,
                                    guint          part,
                                    guint          min_length,
                                    guint          max_length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvLabelTable, pv_label_table_unref)

G_END_DECLS
