/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tab-label.c: a tab's title, and how much is in it. */
#include "config.h"

#include "pv-tab-label.h"

#include <glib/gi18n.h>

#include "pv-steady-label.h"
#include "pv-unit.h"

#define SPACING 9

struct _PvTabLabel
{
  GtkWidget parent_instance;

  GtkWidget *title;
  GtkWidget *short_title; /* empty where there is none */
  GtkWidget *counts[PV_TAB_TITLE]; /* by form */
  guint n_selected;
  guint n_all;
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_SHORT_TITLE,
  PROP_N_SELECTED,
  PROP_N_ALL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PvTabLabel, pv_tab_label, GTK_TYPE_WIDGET)

static char *
format_both (guint part,
             guint whole)
{
  g_autofree char *part_text = pv_unit_format (PV_UNIT_COUNT, part);
  g_autofree char *whole_text = pv_unit_format (PV_UNIT_COUNT, whole);

  /* Translators: how many of what is selected, of how many of the capture, as in “14/18” */
  return g_strdup_printf (C_("count", "%s/%s"), part_text, whole_text);
}

static void
update (PvTabLabel *self)
{
  g_autofree char *both = pv_tab_label_dup_count (self);
  g_autofree char *whole = self->n_all != PV_TAB_NO_COUNT ? pv_unit_format (PV_UNIT_COUNT, self->n_all) : g_strdup ("");
  g_autofree char *part = self->n_selected != PV_TAB_NO_COUNT ? pv_unit_format (PV_UNIT_COUNT, self->n_selected)
                                                              : g_strdup (whole);
  g_autofree char *most = self->n_all != PV_TAB_NO_COUNT ? format_both (self->n_all, self->n_all) : g_strdup ("");

  pv_steady_label_set_widest (PV_STEADY_LABEL (self->counts[PV_TAB_FULL]), most);
  pv_steady_label_set_label (PV_STEADY_LABEL (self->counts[PV_TAB_FULL]), both);
  pv_steady_label_set_widest (PV_STEADY_LABEL (self->counts[PV_TAB_BRIEF]), whole);
  pv_steady_label_set_label (PV_STEADY_LABEL (self->counts[PV_TAB_BRIEF]), part);
}

static int
get_natural_width (GtkWidget *widget)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);

  return natural;
}

/* With the room before it. */
static int
get_count_width (PvTabLabel *self,
                 PvTabForm   form)
{
  int width = form < PV_TAB_TITLE ? get_natural_width (self->counts[form]) : 0;

  return width > 0 ? SPACING + width : 0;
}

static GtkWidget *
get_title (PvTabLabel *self,
           PvTabForm   form)
{
  gboolean has_short = *gtk_label_get_label (GTK_LABEL (self->short_title)) != '\0';

  return form == PV_TAB_SHORT && has_short ? self->short_title : self->title;
}

static int
get_form_width (PvTabLabel *self,
                PvTabForm   form)
{
  return get_natural_width (get_title (self, form)) + get_count_width (self, form);
}

static void
pv_tab_label_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  PvTabLabel *self = PV_TAB_LABEL (widget);

  gtk_widget_measure (self->title, orientation, -1, minimum, natural, minimum_baseline, natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural += get_count_width (self, PV_TAB_FULL);
}

static void
allocate (PvTabLabel *self,
          GtkWidget  *child,
          int         x,
          int         child_width,
          int         width,
          int         height,
          int         baseline)
{
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  gtk_widget_size_allocate (child, &(GtkAllocation) { is_rtl ? width - x - child_width : x, 0, child_width, height },
                            baseline);
}

static void
pv_tab_label_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  PvTabLabel *self = PV_TAB_LABEL (widget);
  PvTabForm form = PV_TAB_FULL;
  GtkWidget *title;
  int title_width;

  while (form < PV_TAB_SHORT && get_form_width (self, form) > width)
    form++;

  title = get_title (self, form);
  title_width = get_natural_width (title);
  gtk_widget_set_child_visible (self->title, title == self->title);
  gtk_widget_set_child_visible (self->short_title, title == self->short_title);
  allocate (self, title, 0, MIN (title_width, width), width, height, baseline);
  for (PvTabForm i = 0; i < PV_TAB_TITLE; i++)
    {
      int count_width = get_natural_width (self->counts[i]);

      gtk_widget_set_child_visible (self->counts[i], i == form);
      if (i == form)
        allocate (self, self->counts[i], title_width + SPACING, count_width, width, height, baseline);
    }
}

static void
pv_tab_label_dispose (GObject *object)
{
  PvTabLabel *self = PV_TAB_LABEL (object);

  g_clear_pointer (&self->title, gtk_widget_unparent);
  g_clear_pointer (&self->short_title, gtk_widget_unparent);
  for (PvTabForm i = 0; i < PV_TAB_TITLE; i++)
    g_clear_pointer (&self->counts[i], gtk_widget_unparent);

  G_OBJECT_CLASS (pv_tab_label_parent_class)->dispose (object);
}

static void
pv_tab_label_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  PvTabLabel *self = PV_TAB_LABEL (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      gtk_label_set_label (GTK_LABEL (self->title), g_value_get_string (value));
      break;

    case PROP_SHORT_TITLE:
      gtk_label_set_label (GTK_LABEL (self->short_title), g_value_get_string (value));
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;

    case PROP_N_SELECTED:
      self->n_selected = g_value_get_uint (value);
      update (self);
      break;

    case PROP_N_ALL:
      self->n_all = g_value_get_uint (value);
      update (self);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_tab_label_class_init (PvTabLabelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = pv_tab_label_dispose;
  object_class->set_property = pv_tab_label_set_property;
  widget_class->measure = pv_tab_label_measure;
  widget_class->size_allocate = pv_tab_label_size_allocate;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_SHORT_TITLE] = g_param_spec_string ("short-title", NULL, NULL, NULL, flags);
  properties[PROP_N_SELECTED] =
    g_param_spec_uint ("n-selected", NULL, NULL, 0, G_MAXUINT, PV_TAB_NO_COUNT, flags);
  properties[PROP_N_ALL] = g_param_spec_uint ("n-all", NULL, NULL, 0, G_MAXUINT, PV_TAB_NO_COUNT, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "tablabel");
}

static GtkWidget *
add_title (PvTabLabel *self)
{
  GtkWidget *title = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_set_parent (title, GTK_WIDGET (self));

  return title;
}

static void
pv_tab_label_init (PvTabLabel *self)
{
  self->n_selected = PV_TAB_NO_COUNT;
  self->n_all = PV_TAB_NO_COUNT;

  self->title = add_title (self);
  self->short_title = add_title (self);
  for (PvTabForm i = 0; i < PV_TAB_TITLE; i++)
    {
      self->counts[i] = pv_steady_label_new ();
      g_object_set (self->counts[i], "xalign", 0.f, NULL);
      gtk_widget_add_css_class (self->counts[i], "dim-label");
      gtk_widget_add_css_class (self->counts[i], "caption");
      gtk_widget_set_parent (self->counts[i], GTK_WIDGET (self));
    }
}

GtkWidget *
pv_tab_label_new (void)
{
  return g_object_new (PV_TYPE_TAB_LABEL, NULL);
}

int
pv_tab_label_get_saving (PvTabLabel *self,
                         PvTabForm   form)
{
  g_return_val_if_fail (PV_IS_TAB_LABEL (self), 0);
  g_return_val_if_fail (form < PV_N_TAB_FORMS, 0);

  return get_form_width (self, PV_TAB_FULL) - get_form_width (self, form);
}

char *
pv_tab_label_dup_count (PvTabLabel *self)
{
  g_return_val_if_fail (PV_IS_TAB_LABEL (self), NULL);

  if (self->n_all == PV_TAB_NO_COUNT)
    return g_strdup ("");

  return self->n_selected != PV_TAB_NO_COUNT ? format_both (self->n_selected, self->n_all)
                                             : pv_unit_format (PV_UNIT_COUNT, self->n_all);
}
