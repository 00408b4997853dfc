/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-steady-label.c: a line of text that changes all the time. */
#include "config.h"

#include "pv-steady-label.h"

/* A text that is shorter keeps the room, unless it takes less than this part of it. */
#define NARROW_PART .92

struct _PvSteadyLabel
{
  GtkWidget parent_instance;

  PangoLayout *layout;
  char *label;
  char *widest;
  PangoEllipsizeMode ellipsize;
  int width_chars;
  int max_width_chars;
  float xalign;
  int room; /* for all of the text, in pixels */
};

enum
{
  PROP_0,
  PROP_LABEL,
  PROP_ELLIPSIZE,
  PROP_WIDTH_CHARS,
  PROP_MAX_WIDTH_CHARS,
  PROP_XALIGN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PvSteadyLabel, pv_steady_label, GTK_TYPE_WIDGET)

static PangoLayout *
get_layout (PvSteadyLabel *self)
{
  if (self->layout == NULL)
    {
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

      self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
      pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
      pango_layout_set_attributes (self->layout, attributes);
      pango_layout_set_single_paragraph_mode (self->layout, TRUE);
      pango_layout_set_text (self->layout, self->label != NULL ? self->label : "", -1);
    }

  return self->layout;
}

/* What all of the text takes, or what is to be kept for it. */
static int
get_text_width (PvSteadyLabel *self)
{
  PangoLayout *layout = get_layout (self);
  PangoRectangle logical;
  int width;

  pango_layout_set_width (layout, -1);
  pango_layout_get_extents (layout, NULL, &logical);
  width = logical.width;
  if (self->widest != NULL)
    {
      g_autoptr (PangoLayout) other = pango_layout_copy (layout);

      pango_layout_set_text (other, self->widest, -1);
      pango_layout_get_extents (other, NULL, &logical);
      width = MAX (width, logical.width);
    }

  return PANGO_PIXELS_CEIL (width);
}

static int
get_char_width (PvSteadyLabel *self,
                int            n)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = MAX (pango_font_metrics_get_approximate_char_width (metrics),
                   pango_font_metrics_get_approximate_digit_width (metrics));

  pango_font_metrics_unref (metrics);

  return PANGO_PIXELS_CEIL (n * width);
}

static void
update_room (PvSteadyLabel *self)
{
  int width = get_text_width (self);

  if (width <= self->room && width >= self->room * NARROW_PART)
    {
      gtk_widget_queue_draw (GTK_WIDGET (self));
      return;
    }

  self->room = width;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
pv_steady_label_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  PvSteadyLabel *self = PV_STEADY_LABEL (widget);
  PangoLayout *layout = get_layout (self);
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = PANGO_PIXELS_CEIL (logical.height);
      *minimum_baseline = *natural_baseline = PANGO_PIXELS (pango_layout_get_baseline (layout));
      return;
    }

  *natural = self->room;
  if (self->max_width_chars >= 0)
    *natural = MIN (*natural, get_char_width (self, self->max_width_chars));
  *minimum = *natural;
  if (self->ellipsize != PANGO_ELLIPSIZE_NONE)
    *minimum = MIN (*natural, get_char_width (self, MAX (self->width_chars, 3)));
}

static void
pv_steady_label_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  PvSteadyLabel *self = PV_STEADY_LABEL (widget);
  PangoLayout *layout = get_layout (self);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  double align = is_rtl ? 1 - (double) self->xalign : (double) self->xalign;
  int width = gtk_widget_get_width (widget);
  PangoRectangle logical;
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  pango_layout_set_ellipsize (layout, self->ellipsize);
  pango_layout_set_width (layout, self->ellipsize != PANGO_ELLIPSIZE_NONE ? width * PANGO_SCALE : -1);
  pango_layout_get_pixel_extents (layout, NULL, &logical);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) (int) ((width - logical.width) * align) - (float) logical.x,
                                                (float) ((gtk_widget_get_height (widget) - logical.height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static gboolean
pv_steady_label_query_tooltip (GtkWidget  *widget,
                               int         x,
                               int         y,
                               gboolean    is_keyboard,
                               GtkTooltip *tooltip)
{
  PvSteadyLabel *self = PV_STEADY_LABEL (widget);

  if (!pango_layout_is_ellipsized (get_layout (self)))
    return FALSE;

  gtk_tooltip_set_text (tooltip, self->label);

  return TRUE;
}

static void
forget_layout (PvSteadyLabel *self)
{
  g_clear_object (&self->layout);
  self->room = 0;
  update_room (self);
}

static void
pv_steady_label_css_changed (GtkWidget         *widget,
                             GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (pv_steady_label_parent_class)->css_changed (widget, change);
  forget_layout (PV_STEADY_LABEL (widget));
}

static void
pv_steady_label_system_setting_changed (GtkWidget        *widget,
                                        GtkSystemSetting  setting)
{
  GTK_WIDGET_CLASS (pv_steady_label_parent_class)->system_setting_changed (widget, setting);
  forget_layout (PV_STEADY_LABEL (widget));
}

static void
pv_steady_label_direction_changed (GtkWidget        *widget,
                                   GtkTextDirection  previous)
{
  GTK_WIDGET_CLASS (pv_steady_label_parent_class)->direction_changed (widget, previous);
  forget_layout (PV_STEADY_LABEL (widget));
}

static void
pv_steady_label_finalize (GObject *object)
{
  PvSteadyLabel *self = PV_STEADY_LABEL (object);

  g_clear_object (&self->layout);
  g_free (self->label);
  g_free (self->widest);

  G_OBJECT_CLASS (pv_steady_label_parent_class)->finalize (object);
}

static void
pv_steady_label_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  PvSteadyLabel *self = PV_STEADY_LABEL (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;

    case PROP_ELLIPSIZE:
      g_value_set_enum (value, self->ellipsize);
      break;

    case PROP_WIDTH_CHARS:
      g_value_set_int (value, self->width_chars);
      break;

    case PROP_MAX_WIDTH_CHARS:
      g_value_set_int (value, self->max_width_chars);
      break;

    case PROP_XALIGN:
      g_value_set_float (value, self->xalign);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_steady_label_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  PvSteadyLabel *self = PV_STEADY_LABEL (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      pv_steady_label_set_label (self, g_value_get_string (value));
      return;

    case PROP_ELLIPSIZE:
      self->ellipsize = g_value_get_enum (value);
      gtk_widget_set_has_tooltip (GTK_WIDGET (self), self->ellipsize != PANGO_ELLIPSIZE_NONE);
      break;

    case PROP_WIDTH_CHARS:
      self->width_chars = g_value_get_int (value);
      break;

    case PROP_MAX_WIDTH_CHARS:
      self->max_width_chars = g_value_get_int (value);
      break;

    case PROP_XALIGN:
      self->xalign = g_value_get_float (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }

  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
pv_steady_label_class_init (PvSteadyLabelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = pv_steady_label_finalize;
  object_class->get_property = pv_steady_label_get_property;
  object_class->set_property = pv_steady_label_set_property;
  widget_class->measure = pv_steady_label_measure;
  widget_class->snapshot = pv_steady_label_snapshot;
  widget_class->query_tooltip = pv_steady_label_query_tooltip;
  widget_class->css_changed = pv_steady_label_css_changed;
  widget_class->system_setting_changed = pv_steady_label_system_setting_changed;
  widget_class->direction_changed = pv_steady_label_direction_changed;

  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_ELLIPSIZE] = g_param_spec_enum ("ellipsize", NULL, NULL, PANGO_TYPE_ELLIPSIZE_MODE,
                                                  PANGO_ELLIPSIZE_NONE, flags);
  properties[PROP_WIDTH_CHARS] = g_param_spec_int ("width-chars", NULL, NULL, 0, G_MAXSHORT, 0, flags);
  properties[PROP_MAX_WIDTH_CHARS] = g_param_spec_int ("max-width-chars", NULL, NULL, -1, G_MAXSHORT, -1, flags);
  properties[PROP_XALIGN] = g_param_spec_float ("xalign", NULL, NULL, 0, 1, .5f, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
pv_steady_label_init (PvSteadyLabel *self)
{
  self->max_width_chars = -1;
  self->xalign = .5f;
}

GtkWidget *
pv_steady_label_new (void)
{
  return g_object_new (PV_TYPE_STEADY_LABEL, NULL);
}

void
pv_steady_label_set_label (PvSteadyLabel *self,
                           const char    *label)
{
  g_return_if_fail (PV_IS_STEADY_LABEL (self));

  if (g_strcmp0 (self->label, label) == 0)
    return;

  g_free (self->label);
  self->label = g_strdup (label);
  pango_layout_set_text (get_layout (self), label != NULL ? label : "", -1);
  update_room (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label != NULL ? label : "", -1);
}


void
pv_steady_label_set_widest (PvSteadyLabel *self,
                            const char    *text)
{
  g_return_if_fail (PV_IS_STEADY_LABEL (self));

  if (g_strcmp0 (self->widest, text) == 0)
    return;

  g_free (self->widest);
  self->widest = g_strdup (text);
  update_room (self);
}
