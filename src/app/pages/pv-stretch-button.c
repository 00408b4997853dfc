/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-stretch-button.c: which of a capture's stretches between long silences is in sight, and the way to others. */
#include "config.h"

#include "pv-stretch-button.h"

#include <glib/gi18n.h>

#include "pv-span-text.h"
#include "pv-time.h"
#include "pv-traffic-extent.h"
#include "pv-unit.h"

struct _PvStretchButton
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkLabel *label;

  PvLineChart *chart;
  /* what the menu has */
  PvStretches stretches;
  PvClock clock;
};

G_DEFINE_FINAL_TYPE (PvStretchButton, pv_stretch_button, ADW_TYPE_BIN)

static void
show_cb (GSimpleAction   *action,
         GVariant        *parameter,
         PvStretchButton *self)
{
  guint i = g_variant_get_uint32 (parameter);
  PvSpan span;

  if (self->chart == NULL || i >= self->stretches.n)
    return;

  span = pv_traffic_extent_widen (self->stretches.spans[i]);
  pv_line_chart_show_span (self->chart, span.start_ns, span.end_ns);
}

static void
update_menu (PvStretchButton *self)
{
  const PvStretches *stretches = &self->stretches;
  const PvSpan all = { stretches->spans[0].start_ns, stretches->spans[stretches->n - 1].end_ns };
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < stretches->n; i++)
    {
      g_autofree char *when = pv_span_text_new (&stretches->spans[i], &all, PV_NS_PER_SECOND, self->clock);
      g_autofree char *packets = pv_unit_format_long (PV_UNIT_PACKETS, (double) stretches->packets[i]);
      /* Translators: when a part of a capture is, and its packets, as in “10:14:22 – 10:15:02 · 1,234 packets” */
      g_autofree char *text = g_strdup_printf (C_("stretch", "%s · %s"), when, packets);
      g_autoptr (GMenuItem) item = g_menu_item_new (text, NULL);

      g_menu_item_set_action_and_target (item, "stretch.show", "u", i);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->button, G_MENU_MODEL (menu));
}

/* The only one that is in sight, counted from 0; else their number. */
static guint
find_visible (PvStretchButton *self)
{
  const PvStretches *stretches = &self->stretches;
  guint found = stretches->n;
  guint n = 0;
  PvSpan view;

  if (!pv_line_chart_get_view (self->chart, &view.start_ns, &view.end_ns))
    return found;

  for (guint i = 0; i < stretches->n; i++)
    if (stretches->spans[i].start_ns < view.end_ns && stretches->spans[i].end_ns > view.start_ns)
      {
        found = i;
        n++;
      }

  return n == 1 ? found : stretches->n;
}

static void
update_label (PvStretchButton *self)
{
  guint n = self->stretches.n;
  guint visible = find_visible (self);
  g_autofree char *text = NULL;
  gboolean is_fitted;

  g_object_get (self->chart, "is-fitted", &is_fitted, NULL);
  if (is_fitted)
    text = g_strdup_printf (ngettext ("Busiest of %u stretch", "Busiest of %u stretches", n), n);
  else if (visible < n)
    /* Translators: which of a capture's parts between long silences is in sight, as in “Stretch 2 of 3” */
    text = g_strdup_printf (_("Stretch %u of %u"), visible + 1, n);
  else
    text = g_strdup_printf (ngettext ("%u stretch", "%u stretches", n), n);

  if (g_strcmp0 (gtk_label_get_label (self->label), text) != 0)
    {
      gtk_label_set_label (self->label, text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
    }
}

static void
pv_stretch_button_dispose (GObject *object)
{
  g_clear_object (&PV_STRETCH_BUTTON (object)->chart);

  G_OBJECT_CLASS (pv_stretch_button_parent_class)->dispose (object);
}

static void
pv_stretch_button_class_init (PvStretchButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pv_stretch_button_dispose;
}

static void
pv_stretch_button_init (PvStretchButton *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("show", G_VARIANT_TYPE_UINT32);

  g_signal_connect_object (action, "activate", G_CALLBACK (show_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "stretch", G_ACTION_GROUP (group));

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_menu_button_set_child (self->button, GTK_WIDGET (self->label));
  gtk_menu_button_set_always_show_arrow (self->button, TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _("Between them nothing was captured for a long time"));
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "pv-plain");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
pv_stretch_button_update (PvStretchButton *self,
                          PvLineChart     *chart,
                          PvTrafficData   *data,
                          PvClock          clock)
{
  const PvStretches *stretches;

  g_return_if_fail (PV_IS_STRETCH_BUTTON (self));
  g_return_if_fail (PV_IS_LINE_CHART (chart));

  stretches = data != NULL ? pv_traffic_data_get_stretches (data) : NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), stretches != NULL);
  g_set_object (&self->chart, chart);
  if (stretches == NULL)
    {
      self->stretches.n = 0;
      return;
    }

  if (memcmp (&self->stretches, stretches, sizeof *stretches) != 0 || self->clock != clock)
    {
      self->stretches = *stretches;
      self->clock = clock;
      update_menu (self);
    }
  update_label (self);
}
