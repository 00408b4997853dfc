/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-empty-chart.c: why there is no bar chart, and what can be done about it. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-bidi.h"
#include "pv-dimension-text.h"
#include "pv-empty-chart.h"

struct _PvEmptyChart
{
  AdwBin parent_instance;

  AdwStatusPage *page;
  GtkWidget *on_wire_button;
  GtkButton *name_button;

  PvSelection *selection;
  /* the address that was looked up, and the name that it was looked up as */
  PvDimension address_dimension;
  guint32 address_id;
  guint32 name_id;
  char *name;
};

G_DEFINE_FINAL_TYPE (PvEmptyChart, pv_empty_chart, ADW_TYPE_BIN)

static void
name_cb (PvEmptyChart *self)
{
  if (self->selection != NULL && self->name != NULL)
    pv_selection_replace_pick (self->selection, self->address_dimension, self->address_id, PV_DIMENSION_LOOKUP,
                               self->name_id, self->name);
}

static void
pv_empty_chart_finalize (GObject *object)
{
  PvEmptyChart *self = PV_EMPTY_CHART (object);

  g_clear_object (&self->selection);
  g_free (self->name);

  G_OBJECT_CLASS (pv_empty_chart_parent_class)->finalize (object);
}

static void
pv_empty_chart_class_init (PvEmptyChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pv_empty_chart_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, PV_RESOURCE_PREFIX "/ui/pv-empty-chart.ui");
  gtk_widget_class_bind_template_child (widget_class, PvEmptyChart, page);
  gtk_widget_class_bind_template_child (widget_class, PvEmptyChart, on_wire_button);
  gtk_widget_class_bind_template_child (widget_class, PvEmptyChart, name_button);
  gtk_widget_class_bind_template_callback (widget_class, name_cb);
}

static void
pv_empty_chart_init (PvEmptyChart *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The only pick, where that is an address, or NULL. */
static const PvPick *
get_picked_address (PvCrossfilterModel *crossfilter)
{
  PvSelection *selection = crossfilter != NULL ? pv_crossfilter_model_get_selection (crossfilter) : NULL;
  const PvPick *pick;

  if (selection == NULL || pv_selection_get_n_picks (selection) != 1)
    return NULL;

  pick = pv_selection_get_pick (selection, 0);

  return pv_dimension_get_family (pick->dimension) == PV_FAMILY_ADDRESS && !pick->is_excluded ? pick : NULL;
}

/* Of a server that asks for nothing, others ask. FALSE where that is not so. */
static gboolean
take_name (PvEmptyChart       *self,
           PvCapture          *capture,
           PvDimension         dimension,
           PvCrossfilterModel *crossfilter,
           PvNameFinder       *finder)
{
  const PvPick *pick = get_picked_address (crossfilter);
  PvAddressNames *names = finder != NULL ? pv_name_finder_get_names (finder) : NULL;
  const char *name;

  g_clear_pointer (&self->name, g_free);
  if (pick == NULL || names == NULL || capture == NULL || !pv_capture_get_settled (capture) ||
      pv_dimension_get_tab (dimension) != pv_dimension_get_tab (PV_DIMENSION_LOOKUP))
    return FALSE;

  name = pv_address_names_get_first (names, pick->id);
  self->name_id = name != NULL ? pv_capture_find_label (capture, PV_DIMENSION_LOOKUP, name) : PV_NO_ID;
  if (self->name_id == PV_NO_ID)
    return FALSE;

  self->name = g_strdup (name);
  self->address_dimension = pick->dimension;
  self->address_id = pick->id;
  g_set_object (&self->selection, pv_crossfilter_model_get_selection (crossfilter));

  return TRUE;
}

/* Says it of the pick; the button picks the name in its place. */
static void
show_name (PvEmptyChart *self)
{
  const PvPick *pick = pv_selection_find_pick (self->selection, self->address_dimension, self->address_id);
  g_autofree char *address = pv_bidi_isolate (pick->label);
  g_autofree char *name = pv_bidi_isolate (self->name);
  /* Translators: %s are an address and a name that others looked up and that stands for it */
  g_autofree char *text =
    pv_bidi_take_sentence (g_strdup_printf (_("%s asked for no names itself. It was looked up as %s."), address, name));
  g_autofree char *markup = g_markup_escape_text (text, -1);
  /* Translators: %s is a name; picks it in place of the address that it stands for */
  g_autofree char *label = g_strdup_printf (_("Pick %s"), name);

  adw_status_page_set_title (self->page, _("No Lookups by This Address"));
  adw_status_page_set_description (self->page, markup);
  gtk_button_set_label (self->name_button, label);
}

void
pv_empty_chart_update (PvEmptyChart       *self,
                       PvCapture          *capture,
                       PvDimension         dimension,
                       PvRanking          *ranking,
                       PvCrossfilterModel *crossfilter,
                       PvNameFinder       *names)
{
  gboolean is_narrowed = ranking != NULL && ranking->packets < ranking->whole_packets;
  gboolean is_empty = capture != NULL && pv_capture_get_n_packets (capture) == 0;
  gboolean has_name = is_narrowed && take_name (self, capture, dimension, crossfilter, names);
  const char *title = pv_dimension_get_empty_text (dimension);
  const char *description = NULL;

  g_return_if_fail (PV_IS_EMPTY_CHART (self));

  if (is_narrowed)
    {
      title = _("No Results Found");
      description = _("Nothing of this kind is in what you have selected.");
    }
  else if (is_empty)
    {
      title = _("No Packets");
      description = _("There is nothing in this capture yet.");
    }
  else if (capture != NULL && !pv_dimension_counts_events (dimension) && pv_capture_get_n_ip_packets (capture) == 0)
    {
      description = _("None of the packets in this capture carry IPv4 or IPv6. Their bytes on the wire are in the "
                      "chart if you count those.");
    }

  adw_status_page_set_title (self->page, title);
  adw_status_page_set_description (self->page, description);
  gtk_widget_set_visible (self->on_wire_button, description != NULL && !is_narrowed && !is_empty);
  gtk_widget_set_visible (GTK_WIDGET (self->name_button), has_name);
  if (has_name)
    show_name (self);
}

void
pv_empty_chart_show_reading (PvEmptyChart *self)
{
  g_return_if_fail (PV_IS_EMPTY_CHART (self));

  adw_status_page_set_title (self->page, _("Looking at Every Packet Again…"));
  adw_status_page_set_description (self->page, NULL);
  gtk_widget_set_visible (self->on_wire_button, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->name_button), FALSE);
}
