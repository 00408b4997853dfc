/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-lookup-page.c: the tab with the names that were looked up. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-choices.h"
#include "pv-lookup-page.h"
#include "pv-segments.h"
#include "pv-settings.h"

struct _PvLookupPage
{
  AdwBin parent_instance;

  PvSegments *kind;
  PvValueDropDown *narrow_kind;
  PvValueDropDown *top_n;
  GtkToggleButton *search_button;
  GtkToggleButton *table_button;
  GtkLabel *count;
  PvBarView *bar_view;
  gboolean narrow;
  /* whether there is another kind than DNS to switch to */
  gboolean has_kinds;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

typedef struct
{
  PvDimension dimension;
  PvLookupKind lookup_kind;
  const char *name;
  const char *empty_title;
  const char *empty_description;
} PvKind;

static const PvKind kinds[] = {
  {
    PV_DIMENSION_LOOKUP, PV_LOOKUP_DNS, N_("DNS"),
    N_("No DNS Lookups"), N_("No readable DNS query is in this capture."),
  },
  {
    PV_DIMENSION_MDNS_LOOKUP, PV_LOOKUP_MDNS, N_("Multicast DNS"),
    N_("No Multicast DNS Lookups"), N_("No readable multicast DNS query is in this capture."),
  },
  {
    PV_DIMENSION_LLMNR_LOOKUP, PV_LOOKUP_LLMNR, N_("LLMNR"),
    N_("No LLMNR Lookups"), N_("No readable LLMNR query is in this capture."),
  },
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PvLookupPage, pv_lookup_page, ADW_TYPE_BIN)

static void
kind_cb (PvLookupPage *self)
{
  gint64 dimension = pv_segments_get_value (self->kind);

  pv_bar_view_set_dimension (self->bar_view, dimension);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].dimension == (PvDimension) dimension)
      pv_bar_view_set_empty (self->bar_view, _(kinds[i].empty_title),
                             _(kinds[i].empty_description));
}

static void
update_controls (PvLookupPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->kind), self->has_kinds && !self->narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->narrow_kind), self->has_kinds && self->narrow);
}

/* How many there are beside how many are shown. */
static void
count_cb (PvLookupPage *self)
{
  guint n = pv_bar_view_get_n_labels (self->bar_view);
  g_autofree char *number = pv_bar_view_dup_count (self->bar_view);
  g_autofree char *text = g_strdup_printf (ngettext ("%s name", "%s names", n), number);

  gtk_label_set_label (self->count, n > 0 && !self->narrow ? text : "");
}

static void
update_top_n (PvLookupPage *self)
{
  pv_choices_shorten_top_n (self->top_n, self->narrow);
}

static void
pv_lookup_page_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, PV_LOOKUP_PAGE (object)->narrow);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_lookup_page_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  PvLookupPage *self = PV_LOOKUP_PAGE (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      g_object_set (pv_bar_view_get_table (self->bar_view), "narrow", self->narrow, NULL);
      update_top_n (self);
      update_controls (self);
      count_cb (self);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_lookup_page_class_init (PvLookupPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pv_lookup_page_get_property;
  object_class->set_property = pv_lookup_page_set_property;

  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (PV_TYPE_SEGMENTS);
  g_type_ensure (PV_TYPE_VALUE_DROP_DOWN);
  g_type_ensure (PV_TYPE_BAR_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PV_RESOURCE_PREFIX "/ui/pv-lookup-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PvLookupPage, kind);
  gtk_widget_class_bind_template_child (widget_class, PvLookupPage, narrow_kind);
  gtk_widget_class_bind_template_child (widget_class, PvLookupPage, top_n);
  gtk_widget_class_bind_template_child (widget_class, PvLookupPage, search_button);
  gtk_widget_class_bind_template_child (widget_class, PvLookupPage, table_button);
  gtk_widget_class_bind_template_child (widget_class, PvLookupPage, bar_view);
  gtk_widget_class_bind_template_child (widget_class, PvLookupPage, count);
  gtk_widget_class_bind_template_callback (widget_class, count_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
}

static void
pv_lookup_page_init (PvLookupPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      pv_segments_add (self->kind, kinds[i].dimension, _(kinds[i].name));
      pv_value_drop_down_add (self->narrow_kind, kinds[i].dimension, _(kinds[i].name));
    }
  pv_choices_add_top_ns (self->top_n);
  g_signal_connect_object (self->top_n, "notify::value", G_CALLBACK (update_top_n), self, G_CONNECT_SWAPPED);

  g_object_bind_property (self->kind, "value", self->narrow_kind, "value",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->top_n, "value", self->bar_view, "n-max", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->table_button, "active", self->bar_view, "show-table", G_BINDING_SYNC_CREATE);
  g_object_bind_property (pv_bar_view_get_table (self->bar_view), "searching", self->search_button, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  kind_cb (self);
}

void
pv_lookup_page_set_capture (PvLookupPage *self,
                            PvCapture    *capture)
{
  g_return_if_fail (PV_IS_LOOKUP_PAGE (self));

  self->has_kinds = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gboolean shown = kinds[i].lookup_kind == PV_LOOKUP_DNS ||
                       (capture != NULL &&
                        pv_capture_get_n_lookups (capture, kinds[i].lookup_kind) > 0);

      pv_segments_set_shown (self->kind, kinds[i].dimension, shown);
      if (!shown && pv_segments_get_value (self->kind) == kinds[i].dimension)
        pv_segments_set_value (self->kind, PV_DIMENSION_LOOKUP);
      if (shown && kinds[i].lookup_kind != PV_LOOKUP_DNS)
        self->has_kinds = TRUE;
    }
  update_controls (self);

  pv_bar_view_set_capture (self->bar_view, capture);
}

PvBarView *
pv_lookup_page_get_bar_view (PvLookupPage *self)
{
  g_return_val_if_fail (PV_IS_LOOKUP_PAGE (self), NULL);

  return self->bar_view;
}

PvValueDropDown *
pv_lookup_page_get_top_n (PvLookupPage *self)
{
  g_return_val_if_fail (PV_IS_LOOKUP_PAGE (self), NULL);

  return self->top_n;
}

GtkToggleButton *
pv_lookup_page_get_table_button (PvLookupPage *self)
{
  g_return_val_if_fail (PV_IS_LOOKUP_PAGE (self), NULL);

  return self->table_button;
}
