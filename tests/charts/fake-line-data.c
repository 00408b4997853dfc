/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fake-line-data.c: line data from an array of values. A pyramid of smallest and largest values, each
 * level a sixteenth of the one below, answers for any columns at once. */
#include "fake-line-data.h"

#include <math.h>

#define FAN_OUT 16

struct _FakeLineData
{
  GObject parent_instance;

  gint64 start_ns;
  gint64 bin_ns;
  guint n;
  GPtrArray *levels; /* of GArray of PvLineColumn; the first is the values */
  guint n_asked;
  PvLineData *part;
  char *part_name;
  gint64 extent_start_ns;
  gint64 extent_end_ns;
};

static void fake_line_data_iface_init (PvLineDataInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeLineData, fake_line_data, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PV_TYPE_LINE_DATA, fake_line_data_iface_init))

static PvLineColumn *
get_level (FakeLineData *self,
           guint          level)
{
  return (PvLineColumn *) (gpointer) ((GArray *) g_ptr_array_index (self->levels, level))->data;
}

static gint64
floor_divide (gint64 a,
              gint64 b)
{
  return a / b - (a % b < 0);
}

static gboolean
fake_line_data_get_extent (PvLineData *data,
                            gint64     *full_start_ns,
                            gint64     *full_end_ns,
                            gint64     *home_start_ns,
                            gint64     *home_end_ns)
{
  FakeLineData *self = FAKE_LINE_DATA (data);

  if (self->n == 0)
    return FALSE;

  if (full_start_ns != NULL)
    *full_start_ns = self->extent_start_ns;
  if (home_start_ns != NULL)
    *home_start_ns = self->extent_start_ns;
  if (full_end_ns != NULL)
    *full_end_ns = self->extent_end_ns;
  if (home_end_ns != NULL)
    *home_end_ns = self->extent_end_ns;

  return TRUE;
}

static gint64
fake_line_data_get_bin_size (PvLineData *data)
{
  return FAKE_LINE_DATA (data)->bin_ns;
}

static void
set_bin (FakeLineData *self,
         gint64         i,
         PvLineBin     *bin)
{
  bin->start_ns = self->start_ns + i * self->bin_ns;
  bin->end_ns = bin->start_ns + self->bin_ns;
  bin->value = i >= 0 && i < self->n ? get_level (self, 0)[i].max : 0;
  bin->count = (guint64) ceil (bin->value / 700);
}

static gboolean
fake_line_data_get_bin (PvLineData *data,
                         gint64      time_ns,
                         PvLineBin  *bin)
{
  FakeLineData *self = FAKE_LINE_DATA (data);

  set_bin (self, floor_divide (time_ns - self->start_ns, self->bin_ns), bin);

  return self->n > 0;
}

static guint
fake_line_data_get_bins (PvLineData *data,
                          gint64      start_ns,
                          gint64      end_ns,
                          PvLineBin  *bins,
                          guint       max)
{
  FakeLineData *self = FAKE_LINE_DATA (data);
  gint64 first = floor_divide (start_ns - self->start_ns, self->bin_ns);
  gint64 last = floor_divide (end_ns - 1 - self->start_ns, self->bin_ns);
  guint n = 0;

  self->n_asked++;
  for (gint64 i = first; i <= last && n < max; i++)
    set_bin (self, i, &bins[n++]);

  return n;
}

static PvLineColumn
get_range (FakeLineData *self,
           guint          level,
           gint64         first,
           gint64         end)
{
  const PvLineColumn *nodes = get_level (self, level);
  PvLineColumn range = { G_MAXDOUBLE, 0 };
  gint64 inner_first = (first + FAN_OUT - 1) / FAN_OUT;
  gint64 inner_end = end / FAN_OUT;

  if (level + 1 < self->levels->len && inner_first < inner_end)
    {
      PvLineColumn inner = get_range (self, level + 1, inner_first, inner_end);
      PvLineColumn left = get_range (self, level, first, inner_first * FAN_OUT);
      PvLineColumn right = get_range (self, level, inner_end * FAN_OUT, end);

      range.min = MIN (inner.min, MIN (left.min, right.min));
      range.max = MAX (inner.max, MAX (left.max, right.max));
      return range;
    }

  for (gint64 i = first; i < end; i++)
    {
      range.min = MIN (range.min, nodes[i].min);
      range.max = MAX (range.max, nodes[i].max);
    }

  return range;
}

static void
fake_line_data_get_columns (PvLineData   *data,
                             gint64        start_ns,
                             gint64        end_ns,
                             PvLineColumn *columns,
                             guint         n)
{
  FakeLineData *self = FAKE_LINE_DATA (data);
  double width = (double) (end_ns - start_ns) / n;

  self->n_asked++;
  for (guint i = 0; i < n; i++)
    {
      gint64 from_ns = start_ns + (gint64) (width * i);
      gint64 to_ns = start_ns + (gint64) (width * (i + 1));
      /* The bins that start in the column or, where there is none or it is the first, the one that covers it. */
      gint64 first = -floor_divide (self->start_ns - from_ns, self->bin_ns);
      gint64 end = -floor_divide (self->start_ns - to_ns, self->bin_ns);
      gint64 inner_first, inner_end;

      if (i == 0)
        first = floor_divide (from_ns - self->start_ns, self->bin_ns);
      if (first == end)
        first = end - 1;
      inner_first = CLAMP (first, 0, self->n);
      inner_end = CLAMP (end, inner_first, self->n);

      columns[i] = inner_first < inner_end ? get_range (self, 0, inner_first, inner_end) : (PvLineColumn){ 0, 0 };
      if (inner_first != first || inner_end != end)
        columns[i].min = 0;
    }
}

static gboolean
fake_line_data_get_part (PvLineData *data,
                         guint       i,
                         PvLinePart *part)
{
  FakeLineData *self = FAKE_LINE_DATA (data);

  if (i > 0 || self->part == NULL)
    return FALSE;

  *part = (PvLinePart){ self->part, self->part_name, 0 };

  return TRUE;
}

/* Of the bins that begin in the span. */
static gboolean
fake_line_data_get_sum (PvLineData *data,
                        gint64      start_ns,
                        gint64      end_ns,
                        PvLineBin  *sum)
{
  FakeLineData *self = FAKE_LINE_DATA (data);

  *sum = (PvLineBin){ .start_ns = start_ns, .end_ns = end_ns };
  for (gint64 i = -floor_divide (self->start_ns - start_ns, self->bin_ns);
       self->start_ns + i * self->bin_ns < end_ns; i++)
    {
      PvLineBin bin;

      set_bin (self, i, &bin);
      sum->value += bin.value;
      sum->count += bin.count;
    }

  return TRUE;
}

static void
fake_line_data_iface_init (PvLineDataInterface *iface)
{
  iface->get_sum = fake_line_data_get_sum;
  iface->get_part = fake_line_data_get_part;
  iface->get_extent = fake_line_data_get_extent;
  iface->get_bin_size = fake_line_data_get_bin_size;
  iface->get_bin = fake_line_data_get_bin;
  iface->get_bins = fake_line_data_get_bins;
  iface->get_columns = fake_line_data_get_columns;
}

static void
fake_line_data_finalize (GObject *object)
{
  FakeLineData *self = FAKE_LINE_DATA (object);

  g_ptr_array_unref (self->levels);
  g_clear_object (&self->part);
  g_clear_pointer (&self->part_name, g_free);

  G_OBJECT_CLASS (fake_line_data_parent_class)->finalize (object);
}

static void
fake_line_data_class_init (FakeLineDataClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_line_data_finalize;
}

static void
fake_line_data_init (FakeLineData *self)
{
  self->levels = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
}

PvLineData *
fake_line_data_new (gint64        start_ns,
                     gint64        bin_ns,
                     const double *values,
                     guint         n)
{
  FakeLineData *self = g_object_new (FAKE_TYPE_LINE_DATA, NULL);
  GArray *level = g_array_sized_new (FALSE, FALSE, sizeof (PvLineColumn), n);

  self->start_ns = start_ns;
  self->bin_ns = bin_ns;
  self->n = n;
  self->extent_start_ns = start_ns;
  self->extent_end_ns = start_ns + n * bin_ns;

  for (guint i = 0; i < n; i++)
    {
      PvLineColumn column = { values[i], values[i] };

      g_array_append_val (level, column);
    }
  g_ptr_array_add (self->levels, level);

  while (level->len > FAN_OUT)
    {
      const PvLineColumn *below = (PvLineColumn *) (gpointer) level->data;
      GArray *above = g_array_new (FALSE, FALSE, sizeof (PvLineColumn));

      for (guint i = 0; i < level->len; i += FAN_OUT)
        {
          PvLineColumn column = below[i];

          for (guint j = i + 1; j < MIN (i + FAN_OUT, level->len); j++)
            {
              column.min = MIN (column.min, below[j].min);
              column.max = MAX (column.max, below[j].max);
            }
          g_array_append_val (above, column);
        }
      g_ptr_array_add (self->levels, above);
      level = above;
    }

  return PV_LINE_DATA (self);
}

PvLineData *
fake_line_data_new_traffic (gint64 start_ns,
                             gint64 bin_ns,
                             guint  n)
{
  g_autofree double *values = g_new0 (double, n);
  g_autoptr (GRand) rand = g_rand_new_with_seed (2718);
  double burst = 0;
  double scale = 40000. * MIN (bin_ns / 2e8, 1e6);

  for (guint i = 0; i < n; i++)
    {
      double phase = (double) i / MAX (n, 1);
      double hum = .15 + .12 * sin (phase * 40) + .3 * MAX (sin (phase * 9 + 1), 0);

      if (g_rand_double (rand) < 8. / MAX (n, 200))
        burst = g_rand_double_range (rand, 2, 9);
      burst *= .93;
      values[i] = floor (scale * (hum + burst) * g_rand_double_range (rand, .35, 1));
      if (phase > .62 && phase < .68)
        values[i] = g_rand_double (rand) < .05 ? 66 : 0;
    }

  return fake_line_data_new (start_ns, bin_ns, values, n);
}

void
fake_line_data_set_extent (FakeLineData *self,
                           gint64        start_ns,
                           gint64        end_ns)
{
  self->extent_start_ns = start_ns;
  self->extent_end_ns = end_ns;
}

guint
fake_line_data_get_n_asked (FakeLineData *self)
{
  return self->n_asked;
}

void
fake_line_data_set_part (FakeLineData *self,
                         PvLineData   *part,
                         const char   *name)
{
  g_set_object (&self->part, part);
  g_free (self->part_name);
  self->part_name = g_strdup (name);
}
