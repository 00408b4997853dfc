/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bin-order.c: the bins of a series as rows, sorted and searched. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "pv-bin-order.h"
#include "pv-bin-size.h"
#include "pv-elapsed-axis.h"
#include "pv-error.h"
#include "pv-time-text.h"

#define FIRST_ROOM 1024
/* How many bins are looked at between two looks at the cancellable, less one. */
#define CANCEL_MASK 0xfff

struct _PvBinOrder
{
  GObject parent_instance;

  PvSeries *series;
  GTimeZone *zone;
  PvUnit unit;
  PvClock clock;
  gint64 origin_ns;
  /* the farthest from the origin, so that all rows are as precise */
  gint64 largest_ns;
  PvBin *bins;
  guint n;
};

G_DEFINE_FINAL_TYPE (PvBinOrder, pv_bin_order, G_TYPE_OBJECT)

static void
pv_bin_order_finalize (GObject *object)
{
  PvBinOrder *self = PV_BIN_ORDER (object);

  g_object_unref (self->series);
  g_time_zone_unref (self->zone);
  g_free (self->bins);

  G_OBJECT_CLASS (pv_bin_order_parent_class)->finalize (object);
}

static void
pv_bin_order_class_init (PvBinOrderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pv_bin_order_finalize;
}

static void
pv_bin_order_init (PvBinOrder *self)
{
}

static PvBinOrder *
bin_order_alloc (const PvBinRows *rows)
{
  PvBinOrder *self = g_object_new (PV_TYPE_BIN_ORDER, NULL);

  self->series = g_object_ref (rows->series);
  self->unit = rows->unit;
  self->clock = rows->clock;
  self->zone = rows->clock == PV_CLOCK_UTC ? g_time_zone_new_utc () : g_time_zone_new_local ();
  self->origin_ns = rows->origin_ns;

  return self;
}

static char *
dup_time (PvBinOrder *self,
          gint64      time_ns)
{
  gint64 bin_ns = pv_series_get_bin_size (self->series);
  g_autofree char *date = NULL;
  g_autofree char *clock = NULL;

  if (self->clock == PV_CLOCK_ELAPSED)
    return pv_elapsed_format (pv_elapsed_get (time_ns, self->origin_ns), bin_ns, self->largest_ns);

  /* ISO 8601, which spreadsheets know too */
  date = pv_time_format (time_ns, self->zone, "%Y-%m-%d");
  if (bin_ns >= PV_TIME_DAY)
    return g_steal_pointer (&date);

  clock = pv_time_format_clock (time_ns, self->zone, bin_ns);

  return g_strconcat (date, " ", clock, NULL);
}

static gboolean
append (PvBinOrder  *self,
        const PvBin *bin,
        guint       *room)
{
  if (self->n == *room)
    {
      guint more = *room > 0 ? *room * 2 : FIRST_ROOM;
      PvBin *bins = more > *room ? g_try_renew (PvBin, self->bins, more) : NULL;

      if (bins == NULL)
        return FALSE;
      self->bins = bins;
      *room = more;
    }
  self->bins[self->n++] = *bin;

  return TRUE;
}

static double
get_rate (const PvBin *bin)
{
  return (double) bin->value / ((double) bin->end_ns - (double) bin->start_ns);
}

static int
compare_numbers (double a,
                 double b)
{
  return (a > b) - (a < b);
}

static int
compare (const void *a,
         const void *b,
         void       *user_data)
{
  const PvBin *x = a;
  const PvBin *y = b;
  const PvBinRows *rows = user_data;
  int difference = 0;

  if (rows->key == PV_BIN_KEY_VALUE)
    difference = (x->value > y->value) - (x->value < y->value);
  else if (rows->key == PV_BIN_KEY_PACKETS)
    difference = (x->packets > y->packets) - (x->packets < y->packets);
  else if (rows->key == PV_BIN_KEY_RATE)
    difference = compare_numbers (get_rate (x), get_rate (y));

  /* what is alike stays in the order of time */
  if (difference == 0)
    return (x->start_ns < y->start_ns) == (rows->key != PV_BIN_KEY_TIME || !rows->descending) ? -1 : 1;

  return rows->descending ? -difference : difference;
}

PvBinOrder *
pv_bin_order_new (const PvBinRows  *rows,
                  GCancellable     *cancellable,
                  GError          **error)
{
  g_autoptr (PvBinOrder) self = NULL;
  gint64 time_ns;
  guint room = 0;
  guint n_seen = 0;
  PvBin bin;

  g_return_val_if_fail (rows != NULL && PV_IS_SERIES (rows->series) && rows->search != NULL, NULL);

  self = bin_order_alloc (rows);
  self->largest_ns = MAX (ABS (pv_elapsed_get (rows->span.start_ns, rows->origin_ns)),
                          ABS (pv_elapsed_get (rows->span.end_ns, rows->origin_ns)));
  time_ns = pv_binning_floor (pv_series_get_binning (rows->series), rows->span.start_ns);
  while (pv_series_get_next (rows->series, time_ns, &bin) && bin.start_ns < rows->span.end_ns)
    {
      g_autofree char *text = *rows->search != '\0' ? dup_time (self, bin.start_ns) : NULL;

      if ((n_seen++ & CANCEL_MASK) == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if ((text == NULL || strcasestr (text, rows->search) != NULL) && !append (self, &bin, &room))
        {
          pv_error_set_no_memory (error);
          return NULL;
        }
      if (bin.end_ns == G_MAXINT64)
        break;
      time_ns = bin.end_ns;
    }

  /* they come in the order of time */
  if (rows->key != PV_BIN_KEY_TIME || rows->descending)
    qsort_r (self->bins, self->n, sizeof (PvBin), compare, (gpointer) rows);

  return g_steal_pointer (&self);
}

PvSeries *
pv_bin_order_get_series (PvBinOrder *self)
{
  g_return_val_if_fail (PV_IS_BIN_ORDER (self), NULL);

  return self->series;
}

PvUnit
pv_bin_order_get_unit (PvBinOrder *self)
{
  g_return_val_if_fail (PV_IS_BIN_ORDER (self), PV_UNIT_BYTES);

  return self->unit;
}

guint
pv_bin_order_get_n (PvBinOrder *self)
{
  g_return_val_if_fail (PV_IS_BIN_ORDER (self), 0);

  return self->n;
}

const PvBin *
pv_bin_order_get_bin (PvBinOrder *self,
                      guint       row)
{
  g_return_val_if_fail (PV_IS_BIN_ORDER (self) && row < self->n, NULL);

  return &self->bins[row];
}

char *
pv_bin_order_dup_time (PvBinOrder *self,
                       guint       row)
{
  g_return_val_if_fail (PV_IS_BIN_ORDER (self) && row < self->n, NULL);

  return dup_time (self, self->bins[row].start_ns);
}

char *
pv_bin_order_dup_text (PvBinOrder  *self,
                       const guint *rows,
                       guint        n)
{
  gboolean has_packets;
  GString *text;

  g_return_val_if_fail (PV_IS_BIN_ORDER (self), NULL);

  has_packets = pv_series_get_measure (self->series) != PV_MEASURE_PACKETS;
  text = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    {
      guint row = rows != NULL ? rows[i] : i;
      const PvBin *bin = &self->bins[row];
      g_autofree char *time = dup_time (self, bin->start_ns);

      g_string_append_printf (text, "%s%s\t%" G_GUINT64_FORMAT, i > 0 ? "\n" : "", time, bin->value);
      if (has_packets)
        g_string_append_printf (text, "\t%" G_GUINT64_FORMAT, bin->packets);
    }

  return g_string_free (text, FALSE);
}
