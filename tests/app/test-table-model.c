/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-table-model.c: rows of a table, what stands in them, and which are selected. */
#include <gtk/gtk.h>

#include "capture-maker.h"
#include "pv-rank-table.h"
#include "pv-table-row.h"

#define T0 (G_GINT64_CONSTANT (1500000000) * PV_NS_PER_SECOND)

typedef struct
{
  PvCapture *capture;
  PvTableModel *model;
  /* of the last "items-changed" */
  guint position;
  guint removed;
  guint added;
  guint n_items_changed;
  guint n_changed;
  guint n_selection_changed;
} Fixture;

static void
items_changed_cb (Fixture *fixture,
                  guint    position,
                  guint    removed,
                  guint    added)
{
  fixture->position = position;
  fixture->removed = removed;
  fixture->added = added;
  fixture->n_items_changed++;
}

static void
changed_cb (Fixture *fixture)
{
  fixture->n_changed++;
}

static void
selection_changed_cb (Fixture *fixture)
{
  fixture->n_selection_changed++;
}

/* 10.0.0.1 sends 3 packets, 10.0.0.2 two, 10.0.0.30 one. */
static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  static const TestPacket packets[] = {
    { T0, 1, 9, 100 },     { T0 + 1, 1, 9, 100 }, { T0 + 2, 1, 9, 100 },
    { T0 + 3, 2, 9, 500 }, { T0 + 4, 2, 9, 500 }, { T0 + 5, 30, 9, 1400 },
  };

  fixture->capture = test_packets_load (packets, G_N_ELEMENTS (packets));
  fixture->model = pv_table_model_new (&pv_rank_table_kind);
  g_signal_connect_swapped (fixture->model, "items-changed", G_CALLBACK (items_changed_cb), fixture);
  g_signal_connect_swapped (fixture->model, "changed", G_CALLBACK (changed_cb), fixture);
  g_signal_connect_swapped (fixture->model, "selection-changed", G_CALLBACK (selection_changed_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_assert_finalize_object (fixture->model);
  g_object_unref (fixture->capture);
}

static void
show (Fixture     *fixture,
      PvDimension  dimension,
      PvRankKey    key,
      const char  *search)
{
  PvQuery query = { .dimension = dimension };
  g_autoptr (PvRanking) ranking = pv_query_run (fixture->capture, &query, NULL, NULL);
  g_autoptr (PvRankOrder) order = pv_rank_order_new (fixture->capture, ranking, (PvRankSort){ key, FALSE }, search, NULL,
                                                     NULL, NULL);

  pv_table_model_set_order (fixture->model, order);
}

static void
expect_row (Fixture    *fixture,
            guint       position,
            const char *expected)
{
  g_autoptr (PvTableRow) row = g_list_model_get_item (G_LIST_MODEL (fixture->model), position);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_true (pv_table_row_exists (row));
  for (PvRankColumn column = 0; column < PV_N_RANK_COLUMNS; column++)
    {
      g_autofree char *cell = pv_table_row_dup_text (row, column);

      /* what only lookups have, and what only comparisons have; and what addresses are called, which is nothing here */
      if (column == PV_RANK_COLUMN_SECOND)
        g_assert_cmpstr (cell, ==, "");
      else if (column != PV_RANK_COLUMN_CLIENTS && column < PV_RANK_COLUMN_OTHER)
        g_string_append_printf (text, "%s%s", column > 0 ? "|" : "", cell);
    }
  g_string_replace (text, "\u00a0", " ", 0);
  g_assert_cmpstr (text->str, ==, expected);
}

/* The labels that are selected, with blanks between. */
static void
expect_selected (Fixture    *fixture,
                 const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->model)); i++)
    if (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (fixture->model), i))
      {
        g_autoptr (PvTableRow) row = g_list_model_get_item (G_LIST_MODEL (fixture->model), i);
        g_autofree char *label = pv_table_row_dup_text (row, PV_RANK_COLUMN_LABEL);

        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", label);
      }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_rows (Fixture       *fixture,
           gconstpointer  user_data)
{
  show (fixture, PV_DIMENSION_SOURCE, PV_RANK_KEY_BYTES, NULL);
  expect_row (fixture, 0, "1|10.0.0.1|3|300|50 %");
  expect_row (fixture, 1, "2|10.0.0.2|2|1,000|33 %");
  expect_row (fixture, 2, "3|10.0.0.30|1|1,400|17 %");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->model), 3));
}

/* Rows stay; only as many as there are more or fewer come or go. */
static void
test_rows_stay (Fixture       *fixture,
                gconstpointer  user_data)
{
  g_autoptr (PvTableRow) last = NULL;

  show (fixture, PV_DIMENSION_SOURCE, PV_RANK_KEY_RANK, NULL);
  g_assert_cmpuint (fixture->n_items_changed, ==, 1);
  g_assert_cmpuint (fixture->added, ==, 3);
  last = g_list_model_get_item (G_LIST_MODEL (fixture->model), 2);

  show (fixture, PV_DIMENSION_SOURCE, PV_RANK_KEY_LABEL, NULL);
  g_assert_cmpuint (fixture->n_items_changed, ==, 1);
  g_assert_cmpuint (fixture->n_changed, ==, 2);

  show (fixture, PV_DIMENSION_SOURCE, PV_RANK_KEY_RANK, "0.2");
  g_assert_cmpuint (fixture->n_items_changed, ==, 2);
  g_assert_cmpuint (fixture->position, ==, 1);
  g_assert_cmpuint (fixture->removed, ==, 2);
  g_assert_cmpuint (fixture->added, ==, 0);
  expect_row (fixture, 0, "2|10.0.0.2|2|1,000|33 %");
  g_assert_false (pv_table_row_exists (last));

  pv_table_model_set_order (fixture->model, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, 0);
}

static void
test_select (Fixture       *fixture,
             gconstpointer  user_data)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (fixture->model);
  g_autoptr (GtkBitset) selected = NULL;

  show (fixture, PV_DIMENSION_SOURCE, PV_RANK_KEY_RANK, NULL);
  g_assert_cmpuint (fixture->n_selection_changed, ==, 0);
  gtk_selection_model_select_item (model, 1, TRUE);
  g_assert_cmpuint (fixture->n_selection_changed, ==, 1);
  expect_selected (fixture, "10.0.0.2");
  gtk_selection_model_select_item (model, 2, FALSE);
  expect_selected (fixture, "10.0.0.2 10.0.0.30");
  gtk_selection_model_unselect_item (model, 1);
  expect_selected (fixture, "10.0.0.30");
  gtk_selection_model_select_range (model, 0, 2, TRUE);
  expect_selected (fixture, "10.0.0.1 10.0.0.2");
  gtk_selection_model_select_all (model);
  selected = gtk_selection_model_get_selection (model);
  g_assert_cmpuint (gtk_bitset_get_size (selected), ==, 3);
  gtk_selection_model_unselect_all (model);
  expect_selected (fixture, "");
}

/* Selected are labels, wherever they are. */
static void
test_selection_follows (Fixture       *fixture,
                        gconstpointer  user_data)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (fixture->model);

  show (fixture, PV_DIMENSION_SOURCE, PV_RANK_KEY_RANK, NULL);
  gtk_selection_model_select_item (model, 0, FALSE);
  gtk_selection_model_select_item (model, 2, FALSE);
  show (fixture, PV_DIMENSION_SOURCE, PV_RANK_KEY_BYTES, NULL);
  expect_selected (fixture, "10.0.0.1 10.0.0.30");
  show (fixture, PV_DIMENSION_SOURCE, PV_RANK_KEY_RANK, "0.3");
  expect_selected (fixture, "10.0.0.30");
  g_assert_true (gtk_selection_model_is_selected (model, 0));
  /* what a search hid is not selected when it is there again */
  show (fixture, PV_DIMENSION_SOURCE, PV_RANK_KEY_RANK, NULL);
  expect_selected (fixture, "10.0.0.30");
  show (fixture, PV_DIMENSION_DESTINATION, PV_RANK_KEY_RANK, NULL);
  expect_selected (fixture, "");
}

#define add(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/table-model/rows", test_rows);
  add ("/table-model/rows-stay", test_rows_stay);
  add ("/table-model/select", test_select);
  add ("/table-model/selection-follows", test_selection_follows);

  return g_test_run ();
}
