/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bin-table.c: tables of bins. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-bin-order.h"
#include "pv-bin-table.h"
#include "pv-unit.h"

typedef enum
{
  COLUMN_TIME,
  COLUMN_VALUE,
  COLUMN_PACKETS,
  COLUMN_RATE,
  N_COLUMNS
} Column;

/* What a table's rows are made of. */
typedef struct
{
  PvSeries *series;
  PvSpan span;
  PvUnit unit;
  PvClock clock;
  gint64 origin_ns;
  const char *title;
} Input;

static const PvTableColumnInfo columns[N_COLUMNS] = {
  [COLUMN_TIME] = { PV_BIN_KEY_TIME, 19, FALSE, FALSE, TRUE },
  [COLUMN_VALUE] = { PV_BIN_KEY_VALUE, 9, TRUE, FALSE },
  [COLUMN_PACKETS] = { PV_BIN_KEY_PACKETS, 9, TRUE, FALSE },
  [COLUMN_RATE] = { PV_BIN_KEY_RATE, 11, TRUE, TRUE },
};

static const char *
get_name (gconstpointer input)
{
  return ((const Input *) input)->title;
}

static gboolean
is_of_packets (PvSeries *series)
{
  return pv_series_get_measure (series) == PV_MEASURE_PACKETS;
}

static void
describe (gconstpointer       input,
          gboolean            narrow,
          guint               column,
          PvTableColumnState *state)
{
  const Input *self = input;

  switch ((Column) column)
    {
    case COLUMN_TIME:
      state->title = _("Time");
      break;

    case COLUMN_VALUE:
      state->title = _("Bytes");
      state->is_hidden = self != NULL && is_of_packets (self->series);
      state->max = self != NULL ? pv_series_get_peak (self->series) : 0;
      break;

    case COLUMN_PACKETS:
      state->title = _("Packets");
      state->is_hidden = narrow && self != NULL && !is_of_packets (self->series);
      break;

    case COLUMN_RATE:
      state->title = _("Rate");
      state->is_hidden = narrow;
      break;

    case N_COLUMNS:
    default:
      g_return_if_reached ();
    }
}

static void
clear_input (gpointer input)
{
  Input *self = input;

  g_object_unref (self->series);
}

static gpointer
order (gconstpointer       input,
       const PvTableSort  *sort,
       gpointer            previous,
       GCancellable       *cancellable,
       GError            **error)
{
  const Input *self = input;
  const PvBinRows rows = {
    .series = self->series,
    .span = self->span,
    .unit = self->unit,
    .clock = self->clock,
    .origin_ns = self->origin_ns,
    .key = sort->key,
    .descending = sort->descending,
    .search = sort->search,
  };

  return pv_bin_order_new (&rows, cancellable, error);
}

static guint
get_n (gpointer order)
{
  return pv_bin_order_get_n (order);
}

static guint64
get_id (gpointer order,
        guint    row)
{
  return (guint64) pv_bin_order_get_bin (order, row)->start_ns;
}

static gboolean
have_same_ids (gpointer a,
               gpointer b)
{
  PvSeries *x = pv_bin_order_get_series (a);
  PvSeries *y = pv_bin_order_get_series (b);

  return pv_binning_equal (pv_series_get_binning (x), pv_series_get_binning (y)) &&
         g_file_equal (pv_capture_get_file (pv_series_get_capture (x)),
                       pv_capture_get_file (pv_series_get_capture (y)));
}

/* As the line's readout says it. */
static char *
dup_rate (PvUnit       unit,
          const PvBin *bin)
{
  gint64 duration_ns = MAX (bin->end_ns - bin->start_ns, 1);

  if (unit == PV_UNIT_BITS_PER_SECOND)
    return pv_unit_format (unit, (double) bin->value * 8 * PV_NS_PER_SECOND / (double) duration_ns);

  return pv_unit_format_rate (unit, (double) bin->value, duration_ns);
}

static char *
dup_cell (gpointer order,
          guint    row,
          guint    column)
{
  const PvBin *bin = pv_bin_order_get_bin (order, row);

  switch ((Column) column)
    {
    case COLUMN_TIME:
      return pv_bin_order_dup_time (order, row);

    case COLUMN_VALUE:
      return pv_unit_format (PV_UNIT_COUNT, (double) bin->value);

    case COLUMN_PACKETS:
      return pv_unit_format (PV_UNIT_COUNT, (double) bin->packets);

    case COLUMN_RATE:
      return dup_rate (pv_bin_order_get_unit (order), bin);

    case N_COLUMNS:
    default:
      g_return_val_if_reached (NULL);
    }
}

static char *
dup_text (gpointer     order,
          const guint *rows,
          guint        n)
{
  return pv_bin_order_dup_text (order, rows, n);
}

const PvTableKind pv_bin_table_kind = {
  .columns = columns,
  .n_columns = N_COLUMNS,
  .n_text_columns = COLUMN_RATE,
  .text_column = COLUMN_TIME,
  .sort_column = COLUMN_TIME,
  .get_name = get_name,
  .describe = describe,
  .clear_input = clear_input,
  .order = order,
  .get_n = get_n,
  .get_id = get_id,
  .have_same_ids = have_same_ids,
  .dup_cell = dup_cell,
  .dup_text = dup_text,
};

void
pv_bin_table_show_traffic (PvTableView         *view,
                           PvTrafficData       *data,
                           const PvLineOptions *options,
                           const PvSpan        *selected)
{
  PvTraffic *traffic = data != NULL ? pv_traffic_data_get_traffic (data) : NULL;
  Input *input = NULL;
  PvSpan span;
  PvSpan home;

  g_return_if_fail (PV_IS_TABLE_VIEW (view));
  g_return_if_fail (options != NULL);

  if (traffic != NULL && pv_line_data_get_extent (PV_LINE_DATA (data), &span.start_ns, &span.end_ns, &home.start_ns,
                                                  &home.end_ns))
    {
      input = g_atomic_rc_box_new (Input);
      *input = (Input){
        .series = g_object_ref (traffic->series),
        .span = selected != NULL ? *selected : span,
        .unit = pv_line_options_get_unit (options),
        .clock = options->clock,
        .origin_ns = home.start_ns,
        .title = pv_line_options_get_title (options),
      };
    }
  pv_table_view_take_input (view, input);
}
