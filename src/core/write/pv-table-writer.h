/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-table-writer.h: rows of numbers become CSV or JSON. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PvTableFormat:
 * @PV_TABLE_CSV: RFC 4180, in UTF-8 and with a header line
 * @PV_TABLE_JSON: RFC 8259: an object with facts about the table and its "rows", an array of objects
 */
typedef enum
{
  PV_TABLE_CSV,
  PV_TABLE_JSON,
} PvTableFormat;

/**
 * PvTableWriter:
 *
 * Writes as it goes, so that a table of millions of rows needs no memory. An error ends the writing and
 * is told at the end.
 *
 * In CSV, a text that a spreadsheet would take for a formula (one that begins with =, +, -, @, a tab or a
 * carriage return) gets an apostrophe before it: names in a capture come from strangers. So does what would be
 * a cell of its own, and a formula, in a spreadsheet that splits at semicolons, tabs or bars rather than commas.
 * Only in CSV; JSON has texts as they are.
 */
typedef struct _PvTableWriter PvTableWriter;

/* Appends @text, which is UTF-8, with those apostrophes. */
void           pv_table_writer_append_guarded (GString    *buffer,
                                               const char *text);
/* @columns: (array length=n_columns): their names; those of JSON's members too, so no two are the same */
PvTableWriter *pv_table_writer_new       (GOutputStream      *stream,
                                          PvTableFormat       format,
                                          const char *const  *columns,
                                          guint               n_columns,
                                          GCancellable       *cancellable);
void           pv_table_writer_free      (PvTableWriter      *self);
/* Facts, before the first row. CSV has no place for them. @value: (nullable) */
void           pv_table_writer_set_text  (PvTableWriter      *self,
                                          const char         *key,
                                          const char         *value);
void           pv_table_writer_set_texts (PvTableWriter      *self,
                                          const char         *key,
                                          const char *const  *values);
void           pv_table_writer_set_int   (PvTableWriter      *self,
                                          const char         *key,
                                          gint64              value);
/* The next value of the row, of which there must be as many as columns. @value: (nullable): none */
void           pv_table_writer_add_text  (PvTableWriter      *self,
                                          const char         *value);
void           pv_table_writer_add_int   (PvTableWriter      *self,
                                          gint64              value);
/* Ends a row; FALSE where no more are of use, because of an error. */
gboolean       pv_table_writer_end_row   (PvTableWriter      *self);
/* Ends the table. The stream stays open. */
gboolean       pv_table_writer_end       (PvTableWriter      *self,
                                          GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvTableWriter, pv_table_writer_free)

G_END_DECLS
