/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-address-page.c: the tab with the top IP addresses. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-address-page.h"
#include "pv-choices.h"
#include "pv-segments.h"
#include "pv-settings.h"

struct _PvAddressPage
{
  AdwBin parent_instance;

  PvSegments *direction;
  PvValueDropDown *narrow_direction;
  PvValueDropDown *metric;
  PvValueDropDown *top_n;
  GtkToggleButton *search_button;
  GtkToggleButton *table_button;
  GtkLabel *count;
  PvBarView *bar_view;
  gboolean narrow;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PvAddressPage, pv_address_page, ADW_TYPE_BIN)

static void
direction_cb (PvAddressPage *self)
{
  pv_bar_view_set_dimension (self->bar_view, pv_segments_get_value (self->direction));
}

static void
metric_cb (PvAddressPage *self)
{
  pv_bar_view_set_metric (self->bar_view, pv_value_drop_down_get_value (self->metric));
}

/* How many there are beside how many are shown. */
static void
count_cb (PvAddressPage *self)
{
  guint n = pv_bar_view_get_n_labels (self->bar_view);
  g_autofree char *number = pv_bar_view_dup_count (self->bar_view);
  g_autofree char *text = g_strdup_printf (ngettext ("%s address", "%s addresses", n), number);

  gtk_label_set_label (self->count, n > 0 && !self->narrow ? text : "");
}

static void
update_top_n (PvAddressPage *self)
{
  pv_choices_shorten_top_n (self->top_n, self->narrow);
}

static void
pv_address_page_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, PV_ADDRESS_PAGE (object)->narrow);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_address_page_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  PvAddressPage *self = PV_ADDRESS_PAGE (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      g_object_set (pv_bar_view_get_table (self->bar_view), "narrow", self->narrow, NULL);
      gtk_widget_set_visible (GTK_WIDGET (self->direction), !self->narrow);
      gtk_widget_set_visible (GTK_WIDGET (self->narrow_direction), self->narrow);
      update_top_n (self);
      count_cb (self);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_address_page_class_init (PvAddressPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pv_address_page_get_property;
  object_class->set_property = pv_address_page_set_property;

  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (PV_TYPE_SEGMENTS);
  g_type_ensure (PV_TYPE_VALUE_DROP_DOWN);
  g_type_ensure (PV_TYPE_BAR_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PV_RESOURCE_PREFIX "/ui/pv-address-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PvAddressPage, direction);
  gtk_widget_class_bind_template_child (widget_class, PvAddressPage, narrow_direction);
  gtk_widget_class_bind_template_child (widget_class, PvAddressPage, metric);
  gtk_widget_class_bind_template_child (widget_class, PvAddressPage, top_n);
  gtk_widget_class_bind_template_child (widget_class, PvAddressPage, search_button);
  gtk_widget_class_bind_template_child (widget_class, PvAddressPage, table_button);
  gtk_widget_class_bind_template_child (widget_class, PvAddressPage, bar_view);
  gtk_widget_class_bind_template_child (widget_class, PvAddressPage, count);
  gtk_widget_class_bind_template_callback (widget_class, count_cb);
  gtk_widget_class_bind_template_callback (widget_class, direction_cb);
  gtk_widget_class_bind_template_callback (widget_class, metric_cb);
}

static void
pv_address_page_init (PvAddressPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  pv_segments_add (self->direction, PV_DIMENSION_SOURCE, _("Sources"));
  pv_segments_add (self->direction, PV_DIMENSION_DESTINATION, _("Destinations"));
  pv_segments_add (self->direction, PV_DIMENSION_ADDRESS, _("Both"));
  pv_choices_add_directions (self->narrow_direction);
  pv_choices_add_metrics (self->metric);
  pv_choices_add_top_ns (self->top_n);
  g_signal_connect_object (self->top_n, "notify::value", G_CALLBACK (update_top_n), self, G_CONNECT_SWAPPED);

  g_object_bind_property (self->direction, "value", self->narrow_direction, "value",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->top_n, "value", self->bar_view, "n-max", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->table_button, "active", self->bar_view, "show-table", G_BINDING_SYNC_CREATE);
  g_object_bind_property (pv_bar_view_get_table (self->bar_view), "searching", self->search_button, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  pv_settings_remember ("direction", G_OBJECT (self->direction), "value");
  pv_settings_remember ("metric", G_OBJECT (self->metric), "value");

  pv_bar_view_set_empty (self->bar_view, _("No IP Packets"),
                         _("None of the packets in this capture carry IPv4 or IPv6."));
}

void
pv_address_page_set_capture (PvAddressPage *self,
                             PvCapture     *capture)
{
  g_return_if_fail (PV_IS_ADDRESS_PAGE (self));

  pv_bar_view_set_capture (self->bar_view, capture);
}

PvBarView *
pv_address_page_get_bar_view (PvAddressPage *self)
{
  g_return_val_if_fail (PV_IS_ADDRESS_PAGE (self), NULL);

  return self->bar_view;
}

PvValueDropDown *
pv_address_page_get_top_n (PvAddressPage *self)
{
  g_return_val_if_fail (PV_IS_ADDRESS_PAGE (self), NULL);

  return self->top_n;
}

GtkToggleButton *
pv_address_page_get_table_button (PvAddressPage *self)
{
  g_return_val_if_fail (PV_IS_ADDRESS_PAGE (self), NULL);

  return self->table_button;
}
