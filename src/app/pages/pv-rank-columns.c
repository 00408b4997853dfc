/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-rank-columns.c: bars of one dimension, or of several side by side where there is room. */
#include "config.h"

#include "pv-rank-columns.h"

#include "pv-dimension-text.h"
#include "pv-text-scale.h"

/* In pixels of text that is not enlarged: what a column takes at least where there are several. */
#define MIN_WIDTH 820
#define MAX_COLUMNS 4

typedef struct
{
  GtkWidget *box;
  GtkLabel *heading;
  PvBarView *view;
} Column;

struct _PvRankColumns
{
  AdwBin parent_instance;

  GtkBox *box;
  Column columns[MAX_COLUMNS];
  guint n_columns; /* that were made */
  guint n_fitting;
  guint arrange_id;

  PvDimension dimensions[PV_N_DIMENSIONS];
  guint n_dimensions;
  guint chosen;

  PvCapture *capture;
  PvCrossfilterModel *crossfilter;
  PvNameFinder *names;
  PvComparison *comparison;
  PvMeasure measure;
  gint64 n_max;
  gboolean show_table;
  gboolean narrow;
};

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_N_MAX,
  PROP_SHOW_TABLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PvRankColumns, pv_rank_columns, ADW_TYPE_BIN)

static void
add_column (PvRankColumns *self)
{
  Column *column = &self->columns[self->n_columns++];

  column->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  column->heading = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (column->heading, 0);
  gtk_widget_add_css_class (GTK_WIDGET (column->heading), "column-heading");
  column->view = g_object_new (PV_TYPE_BAR_VIEW, "vexpand", TRUE, NULL);
  gtk_box_append (GTK_BOX (column->box), GTK_WIDGET (column->heading));
  gtk_box_append (GTK_BOX (column->box), GTK_WIDGET (column->view));
  gtk_box_append (self->box, column->box);

  g_object_bind_property (self, "n-max", column->view, "n-max", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "show-table", column->view, "show-table", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "narrow", pv_bar_view_get_table (column->view), "narrow", G_BINDING_SYNC_CREATE);
  /* labels stand above their bars then, and numbers speak for themselves */
  g_object_bind_property (self, "narrow", pv_bar_view_get_header (column->view), "visible",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  pv_bar_view_set_has_scale (column->view, self->n_columns == 1);
  pv_bar_view_set_measure (column->view, self->measure);
  if (self->comparison != NULL)
    pv_bar_view_set_comparison (column->view, self->comparison);
  if (self->crossfilter != NULL)
    {
      pv_bar_view_set_names (column->view, self->names);
      pv_bar_view_set_crossfilter (column->view, self->crossfilter);
    }
}

/* Gives each column its dimension. */
static void
arrange (PvRankColumns *self)
{
  guint n = CLAMP (self->n_fitting, 1, MIN (MAX (self->n_dimensions, 1), MAX_COLUMNS));

  while (self->n_columns < n)
    add_column (self);
  for (guint i = 0; i < self->n_columns; i++)
    {
      Column *column = &self->columns[i];
      gboolean is_shown = i < n && self->n_dimensions > 0;

      gtk_widget_set_visible (column->box, i < n);
      gtk_widget_set_visible (GTK_WIDGET (column->heading), n > 1);
      if (is_shown)
        {
          PvDimension dimension = self->dimensions[(self->chosen + i) % self->n_dimensions];

          gtk_label_set_label (column->heading, pv_dimension_get_toggle_title (dimension));
          pv_bar_view_set_dimension (column->view, dimension);
        }
      pv_bar_view_set_capture (column->view, is_shown ? self->capture : NULL);
    }
}

static gboolean
arrange_cb (gpointer user_data)
{
  PvRankColumns *self = user_data;

  self->arrange_id = 0;
  arrange (self);

  return G_SOURCE_REMOVE;
}

static void
pv_rank_columns_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  PvRankColumns *self = PV_RANK_COLUMNS (widget);
  guint n = MAX ((guint) (width / (MIN_WIDTH * pv_text_scale_get (widget))), 1);

  if (self->n_fitting != n)
    {
      self->n_fitting = n;
      /* not here, amid the layout */
      if (self->arrange_id == 0)
        self->arrange_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, arrange_cb, self, NULL);
    }

  gtk_widget_allocate (GTK_WIDGET (self->box), width, height, baseline, NULL);
}

static void
pv_rank_columns_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (PV_RANK_COLUMNS (widget)->box), orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static void
pv_rank_columns_dispose (GObject *object)
{
  PvRankColumns *self = PV_RANK_COLUMNS (object);

  g_clear_handle_id (&self->arrange_id, g_source_remove);
  g_clear_object (&self->capture);
  g_clear_object (&self->comparison);
  g_clear_object (&self->names);
  g_clear_object (&self->crossfilter);

  G_OBJECT_CLASS (pv_rank_columns_parent_class)->dispose (object);
}

static void
pv_rank_columns_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  PvRankColumns *self = PV_RANK_COLUMNS (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;

    case PROP_N_MAX:
      g_value_set_int64 (value, self->n_max);
      break;

    case PROP_SHOW_TABLE:
      g_value_set_boolean (value, self->show_table);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_rank_columns_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  PvRankColumns *self = PV_RANK_COLUMNS (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      break;

    case PROP_N_MAX:
      self->n_max = g_value_get_int64 (value);
      break;

    case PROP_SHOW_TABLE:
      self->show_table = g_value_get_boolean (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_rank_columns_class_init (PvRankColumnsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = pv_rank_columns_dispose;
  object_class->get_property = pv_rank_columns_get_property;
  object_class->set_property = pv_rank_columns_set_property;
  widget_class->measure = pv_rank_columns_measure;
  widget_class->size_allocate = pv_rank_columns_size_allocate;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  properties[PROP_N_MAX] = g_param_spec_int64 ("n-max", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_SHOW_TABLE] = g_param_spec_boolean ("show-table", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pv_rank_columns_init (PvRankColumns *self)
{
  self->n_fitting = 1;
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  gtk_box_set_homogeneous (self->box, TRUE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  /* which would not ask this class */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  add_column (self);
}

void
pv_rank_columns_set_dimensions (PvRankColumns     *self,
                                const PvDimension *dimensions,
                                guint              n,
                                guint              chosen)
{
  g_return_if_fail (PV_IS_RANK_COLUMNS (self));
  g_return_if_fail (dimensions != NULL && n > 0 && n <= PV_N_DIMENSIONS && chosen < n);

  memcpy (self->dimensions, dimensions, n * sizeof *dimensions);
  self->n_dimensions = n;
  self->chosen = chosen;
  arrange (self);
}

void
pv_rank_columns_set_capture (PvRankColumns *self,
                             PvCapture     *capture)
{
  g_return_if_fail (PV_IS_RANK_COLUMNS (self));
  g_return_if_fail (capture == NULL || PV_IS_CAPTURE (capture));

  g_set_object (&self->capture, capture);
  arrange (self);
}

void
pv_rank_columns_set_measure (PvRankColumns *self,
                             PvMeasure      measure)
{
  g_return_if_fail (PV_IS_RANK_COLUMNS (self));

  self->measure = measure;
  for (guint i = 0; i < self->n_columns; i++)
    pv_bar_view_set_measure (self->columns[i].view, measure);
}

void
pv_rank_columns_set_context (PvRankColumns      *self,
                             PvCrossfilterModel *crossfilter,
                             PvNameFinder       *names)
{
  g_return_if_fail (PV_IS_RANK_COLUMNS (self));
  g_return_if_fail (PV_IS_CROSSFILTER_MODEL (crossfilter) && self->crossfilter == NULL);
  g_return_if_fail (PV_IS_NAME_FINDER (names));

  self->crossfilter = g_object_ref (crossfilter);
  self->names = g_object_ref (names);
  for (guint i = 0; i < self->n_columns; i++)
    {
      pv_bar_view_set_names (self->columns[i].view, names);
      pv_bar_view_set_crossfilter (self->columns[i].view, crossfilter);
    }
}

void
pv_rank_columns_set_comparison (PvRankColumns *self,
                                PvComparison  *comparison)
{
  g_return_if_fail (PV_IS_RANK_COLUMNS (self));
  g_return_if_fail (PV_IS_COMPARISON (comparison) && self->comparison == NULL);

  self->comparison = g_object_ref (comparison);
  for (guint i = 0; i < self->n_columns; i++)
    pv_bar_view_set_comparison (self->columns[i].view, comparison);
}

PvBarView *
pv_rank_columns_get_first (PvRankColumns *self)
{
  g_return_val_if_fail (PV_IS_RANK_COLUMNS (self), NULL);

  return self->columns[0].view;
}

void
pv_rank_columns_take_pictures (PvRankColumns *self,
                               GPtrArray     *pictures)
{
  g_return_if_fail (PV_IS_RANK_COLUMNS (self));
  g_return_if_fail (pictures != NULL);

  for (guint i = 0; i < self->n_columns; i++)
    if (gtk_widget_get_visible (self->columns[i].box))
      {
        PvChartPicture *picture = pv_bar_view_dup_picture (self->columns[i].view);

        if (picture != NULL)
          g_ptr_array_add (pictures, picture);
      }
}
