/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-table-kind.h: what the rows of a table are. */
#pragma once

#include <gio/gio.h>

#include "pv-selection.h"

G_BEGIN_DECLS

#define PV_TABLE_MAX_COLUMNS 13
/* Of a column that cannot be sorted by. */
#define PV_TABLE_NO_KEY G_MAXUINT

/**
 * PvTableColumnInfo:
 * @key: what it is sorted by, or %PV_TABLE_NO_KEY
 * @min_width: characters that it takes at least
 * @is_number: whether it is set to the right
 * @is_dim: whether it is of less importance
 * @is_long: whether it takes some of the width that is left, and its text is shortened where there is none
 */
typedef struct
{
  guint key;
  int min_width;
  gboolean is_number;
  gboolean is_dim;
  gboolean is_long;
} PvTableColumnInfo;

/**
 * PvTableColumnState:
 * @title: what stands over it; not owned
 * @is_hidden: whether it is not shown now
 * @max: the largest number in it, from which it gets its width, so that it does not jump as one scrolls
 */
typedef struct
{
  const char *title;
  gboolean is_hidden;
  guint64 max;
} PvTableColumnState;

/**
 * PvTableSort:
 * @key: of a column
 * @descending: whether the largest comes first
 * @search: only rows with this text in them, whatever its case; "" for all
 */
typedef struct
{
  guint key;
  gboolean descending;
  const char *search;
} PvTableSort;

/**
 * PvTableKind:
 * @columns: (array length=n_columns): at most %PV_TABLE_MAX_COLUMNS
 * @n_columns: how many
 * @n_text_columns: how many of the first of these, hidden ones left out, @dup_text has
 * @text_column: the one that says what a row is of, which is long
 * @sort_column: the one that is sorted by at first
 * @get_name: what the table is of, for assistive technology
 * @describe: what a column is like for @input, %NULL while there is none
 * @clear_input: gives back what an input refers to
 * @order: sorts and searches @input, in a thread of its own: (transfer full): its rows, or %NULL with an error;
 *   @previous is the order before, or %NULL
 * @get_n: how many rows
 * @get_id: what stays selected when it moves to another row
 * @have_same_ids: whether ids mean the same in both
 * @dup_cell: the text of a cell
 * @dup_text: rows as tab-separated lines, those numbered @rows, or the first @n; from any thread
 * @find_pick: (nullable): the pick of what is in a row
 *
 * What a table has to know of its rows: how they are ordered out of an input, and what stands in them. An input
 * is a g_atomic_rc_box_new() that does not change; an order is a #GObject that does not change, and refers to what it
 * needs of its input.
 */
typedef struct
{
  const PvTableColumnInfo *columns;
  guint n_columns;
  guint n_text_columns;
  guint text_column;
  guint sort_column;

  const char   *(*get_name)      (gconstpointer        input);
  void          (*describe)      (gconstpointer        input,
                                  gboolean             narrow,
                                  guint                column,
                                  PvTableColumnState  *state);
  void          (*clear_input)   (gpointer             input);
  gpointer      (*order)         (gconstpointer        input,
                                  const PvTableSort   *sort,
                                  gpointer             previous,
                                  GCancellable        *cancellable,
                                  GError             **error);
  guint         (*get_n)         (gpointer             order);
  guint64       (*get_id)        (gpointer             order,
                                  guint                row);
  gboolean      (*have_same_ids) (gpointer             a,
                                  gpointer             b);
  char         *(*dup_cell)      (gpointer             order,
                                  guint                row,
                                  guint                column);
  char         *(*dup_text)      (gpointer             order,
                                  const guint         *rows,
                                  guint                n);
  const PvPick *(*find_pick)     (gpointer             order,
                                  guint                row,
                                  PvSelection         *selection);
} PvTableKind;

G_END_DECLS
