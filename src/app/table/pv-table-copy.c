/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-table-copy.c: puts rows of a table on the clipboard. */
#include "config.h"

#include "pv-job.h"
#include "pv-table-copy.h"

typedef struct
{
  const PvTableKind *kind;
  gpointer order;
  guint *rows;
  guint n;
  char *heading;
} CopyData;

static void
copy_data_free (gpointer data)
{
  CopyData *self = data;

  g_object_unref (self->order);
  g_free (self->rows);
  g_free (self->heading);
  g_free (self);
}

static gpointer
make_text (gpointer       source,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const CopyData *copy = data;
  g_autofree char *text = copy->kind->dup_text (copy->order, copy->rows, copy->n);

  return g_strconcat (copy->heading, "\n", text, NULL);
}

static const PvJob copy_job = { make_text, g_free, copy_data_free };

static void
copied_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autofree char *text = pv_job_run_finish (&copy_job, result, NULL);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (source)), text);
}

/* What stands over the columns that are copied, also those for which there is no room. */
static char *
dup_heading (const PvTableKind *kind,
             gpointer           input)
{
  GString *heading = g_string_new (NULL);

  for (guint column = 0; column < kind->n_text_columns; column++)
    {
      PvTableColumnState state = { NULL, FALSE, 0 };

      kind->describe (input, FALSE, column, &state);
      if (!state.is_hidden)
        g_string_append_printf (heading, "%s%s", heading->len > 0 ? "\t" : "", state.title);
    }

  return g_string_free (heading, FALSE);
}

void
pv_table_copy (GtkWidget         *widget,
               const PvTableKind *kind,
               gpointer           input,
               gpointer           order,
               GtkBitset         *rows)
{
  CopyData *data;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (kind != NULL && order != NULL);

  data = g_new0 (CopyData, 1);
  data->kind = kind;
  data->order = g_object_ref (order);
  data->heading = dup_heading (kind, input);
  data->n = kind->get_n (order);
  if (rows != NULL)
    {
      GtkBitsetIter iter;
      guint row;

      data->n = 0;
      data->rows = g_new (guint, gtk_bitset_get_size (rows) + 1);
      for (gboolean is_valid = gtk_bitset_iter_init_first (&iter, rows, &row); is_valid;
           is_valid = gtk_bitset_iter_next (&iter, &row))
        data->rows[data->n++] = row;
    }
  pv_job_run_async (&copy_job, widget, data, NULL, copied_cb, NULL);
}
