/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-index-file.h: a file of arrays, written once, that is mapped into memory and checked before it is used. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* For tests: what is as long as this at most is copied, and is what it was when it was opened, whatever becomes of the
 * file. So is what lies on another machine. */
void pv_index_file_set_copied (guint64 max);

/* A file is a page with a header, sections, and a trailer that says where they are and what hash each piece of them has.
 * All numbers are as the machine has them: what another kind of machine, or another build of the program, wrote is no
 * index. Sections are arrays without pointers. */

#define PV_INDEX_KEY_SIZE 32

/**
 * PvIndexKey:
 *
 * What tells which files an index is of: see pv-input-key.h.
 */
typedef struct
{
  guint8 bytes[PV_INDEX_KEY_SIZE];
} PvIndexKey;

/* Sections are of a part of the model, and one of several of it. */
#define PV_INDEX_SECTION(part, number) ((guint32) (part) << 8 | (number))

/**
 * PvIndexWriter:
 *
 * Writes sections one after the other. What goes wrong is kept, and told in the end.
 */
typedef struct _PvIndexWriter PvIndexWriter;

/* @fd: of an empty file, to be written; stays the caller's. @base: (nullable): by what it is found where the files have
 * grown. @cancellable: (nullable) */
PvIndexWriter *pv_index_writer_new    (int                fd,
                                       const PvIndexKey  *key,
                                       const PvIndexKey  *base,
                                       GCancellable      *cancellable);
void           pv_index_writer_free   (PvIndexWriter     *self);
/* What is appended from now on is of @section. Each once. */
void           pv_index_writer_begin  (PvIndexWriter     *self,
                                       guint32            section);
void           pv_index_writer_append (PvIndexWriter     *self,
                                       gconstpointer      data,
                                       gsize              size);
/* Both at once. */
void           pv_index_writer_add    (PvIndexWriter     *self,
                                       guint32            section,
                                       gconstpointer      data,
                                       gsize              size);
/* What cannot be written for another reason than the file's: nothing comes of it. */
void           pv_index_writer_fail   (PvIndexWriter     *self);
/* Whether all is well so far. */
gboolean       pv_index_writer_is_ok  (PvIndexWriter     *self);
/* Writes the trailer and, last of all, the header. */
gboolean       pv_index_writer_finish (PvIndexWriter     *self,
                                       GError           **error);

/**
 * PvIndexCheck:
 * @PV_INDEX_CHECK_ALL: what was written is what is there, and of these files
 * @PV_INDEX_CHECK_FORM: that it can be read at all, for who damages files on purpose
 *
 * How much is checked when a file is opened.
 */
typedef enum
{
  PV_INDEX_CHECK_ALL,
  PV_INDEX_CHECK_FORM,
} PvIndexCheck;

/**
 * PvIndexReader:
 *
 * An index in memory, mapped or copied. Whoever writes to it has pages of its own, and the file stays as it is.
 */
typedef struct _PvIndexReader PvIndexReader;

/* @fd: stays the caller's. NULL where it is not an index with that key, or not a whole one, or of another build.
 * @key: (nullable): with %PV_INDEX_CHECK_FORM */
PvIndexReader *pv_index_reader_new     (int                fd,
                                        const PvIndexKey  *key,
                                        PvIndexCheck       check);
void           pv_index_reader_free    (PvIndexReader     *self);
/* The memory, to be kept as long as something in it is used. (transfer none) */
GBytes        *pv_index_reader_get_all (PvIndexReader     *self);
/* The section, which has to be an array of elements of @size bytes each; aligned for whatever they are. @n: (out): how
 * many. NULL where it is missing or is not that. */
gpointer       pv_index_reader_get     (PvIndexReader     *self,
                                        guint32            section,
                                        gsize              size,
                                        gsize             *n);
/* The same where it must have @n elements. */
gpointer       pv_index_reader_get_n   (PvIndexReader     *self,
                                        guint32            section,
                                        gsize              size,
                                        guint64            n);

/* Whether the file that is open as @fd looks like an index of this build that is found by @base. @key: (out) (nullable):
 * its key */
gboolean       pv_index_file_is_of     (int                fd,
                                        const PvIndexKey  *base,
                                        PvIndexKey        *key);
/* Of the file that is open as @fd; FALSE where it is found by none. */
gboolean       pv_index_file_get_base  (int                fd,
                                        PvIndexKey        *base);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvIndexWriter, pv_index_writer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvIndexReader, pv_index_reader_free)

G_END_DECLS
