/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar.c: one row of a bar chart. */
#include "config.h"

#include "pv-bar.h"

#include "pv-chart-palette.h"

struct _PvBar
{
  GObject parent_instance;

  char *label;
  char *tooltip;
  char *second;
  GBytes *spark;
  double value;
  double whole;
  double total;
  double other;
  char *change;
  guint key;
  guint mark;
  double fills[PV_BAR_N_FILLS];
  gboolean has_fills;
};

enum
{
  PROP_0,
  PROP_LABEL,
  PROP_VALUE,
  PROP_WHOLE,
  PROP_TOTAL,
  PROP_TOOLTIP,
  PROP_KEY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PvBar, pv_bar, G_TYPE_OBJECT)

static void
pv_bar_finalize (GObject *object)
{
  PvBar *self = PV_BAR (object);

  g_free (self->label);
  g_free (self->tooltip);
  g_free (self->second);
  g_free (self->change);
  g_clear_pointer (&self->spark, g_bytes_unref);

  G_OBJECT_CLASS (pv_bar_parent_class)->finalize (object);
}

static void
pv_bar_get_property (GObject    *object,
                     guint       prop_id,
                     GValue     *value,
                     GParamSpec *pspec)
{
  PvBar *self = PV_BAR (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;

    case PROP_VALUE:
      g_value_set_double (value, self->value);
      break;

    case PROP_WHOLE:
      g_value_set_double (value, self->whole);
      break;

    case PROP_TOTAL:
      g_value_set_double (value, self->total);
      break;

    case PROP_TOOLTIP:
      g_value_set_string (value, self->tooltip);
      break;

    case PROP_KEY:
      g_value_set_uint (value, self->key);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static GParamSpec *
number_property (const char *name)
{
  return g_param_spec_double (name, NULL, NULL, 0, G_MAXDOUBLE, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
pv_bar_class_init (PvBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = pv_bar_finalize;
  object_class->get_property = pv_bar_get_property;

  properties[PROP_LABEL] =
      g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_VALUE] = number_property ("value");
  properties[PROP_WHOLE] = number_property ("whole");
  properties[PROP_TOTAL] = number_property ("total");
  properties[PROP_TOOLTIP] =
      g_param_spec_string ("tooltip", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_KEY] =
      g_param_spec_uint ("key", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pv_bar_init (PvBar *self)
{
  self->mark = PV_CHART_UNMARKED;
  self->other = -1;
}

/* Not by way of properties: a model of a million rows makes bars as one scrolls. */
PvBar *
pv_bar_new (const char *label,
            guint       key,
            double      value,
            double      whole,
            double      total,
            const char *tooltip)
{
  PvBar *self;

  g_return_val_if_fail (label != NULL, NULL);
  g_return_val_if_fail (value >= 0 && whole >= value, NULL);

  self = g_object_new (PV_TYPE_BAR, NULL);
  self->label = g_strdup (label);
  self->tooltip = g_strdup (tooltip);
  self->key = key;
  self->value = value;
  self->whole = whole;
  self->total = total;

  return self;
}

const char *
pv_bar_get_label (PvBar *self)
{
  g_return_val_if_fail (PV_IS_BAR (self), NULL);

  return self->label;
}

guint
pv_bar_get_key (PvBar *self)
{
  g_return_val_if_fail (PV_IS_BAR (self), 0);

  return self->key;
}

double
pv_bar_get_value (PvBar *self)
{
  g_return_val_if_fail (PV_IS_BAR (self), 0);

  return self->value;
}

double
pv_bar_get_whole (PvBar *self)
{
  g_return_val_if_fail (PV_IS_BAR (self), 0);

  return self->whole;
}

double
pv_bar_get_total (PvBar *self)
{
  g_return_val_if_fail (PV_IS_BAR (self), 0);

  return self->total;
}

const char *
pv_bar_get_tooltip (PvBar *self)
{
  g_return_val_if_fail (PV_IS_BAR (self), NULL);

  return self->tooltip;
}

guint
pv_bar_get_mark (PvBar *self)
{
  g_return_val_if_fail (PV_IS_BAR (self), PV_CHART_UNMARKED);

  return self->mark;
}

void
pv_bar_set_mark (PvBar *self,
                 guint  mark)
{
  g_return_if_fail (PV_IS_BAR (self));

  self->mark = mark;
}

const char *
pv_bar_get_second (PvBar *self)
{
  g_return_val_if_fail (PV_IS_BAR (self), NULL);

  return self->second;
}

void
pv_bar_set_second (PvBar      *self,
                   const char *second)
{
  g_return_if_fail (PV_IS_BAR (self));

  g_free (self->second);
  self->second = g_strdup (second);
}

double
pv_bar_get_other (PvBar *self)
{
  g_return_val_if_fail (PV_IS_BAR (self), -1);

  return self->other;
}

const char *
pv_bar_get_change (PvBar *self)
{
  g_return_val_if_fail (PV_IS_BAR (self), NULL);

  return self->change;
}

void
pv_bar_set_other (PvBar      *self,
                  double      other,
                  const char *change)
{
  g_return_if_fail (PV_IS_BAR (self));

  self->other = other;
  g_free (self->change);
  self->change = g_strdup (change);
}

const double *
pv_bar_get_fills (PvBar *self)
{
  g_return_val_if_fail (PV_IS_BAR (self), NULL);

  return self->has_fills ? self->fills : NULL;
}

void
pv_bar_set_fills (PvBar        *self,
                  const double  fills[PV_BAR_N_FILLS])
{
  g_return_if_fail (PV_IS_BAR (self));
  g_return_if_fail (fills != NULL);

  self->has_fills = TRUE;
  for (guint i = 0; i < PV_BAR_N_FILLS; i++)
    self->fills[i] = fills[i];
}

GBytes *
pv_bar_get_spark (PvBar *self)
{
  g_return_val_if_fail (PV_IS_BAR (self), NULL);

  return self->spark;
}

void
pv_bar_set_spark (PvBar  *self,
                  GBytes *levels)
{
  g_return_if_fail (PV_IS_BAR (self));

  if (levels != NULL)
    g_bytes_ref (levels);
  g_clear_pointer (&self->spark, g_bytes_unref);
  self->spark = levels;
}
