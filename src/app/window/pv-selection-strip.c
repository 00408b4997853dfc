/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-selection-strip.c: what is selected, and what it comes to. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-chip-bar.h"
#include "pv-hand-over.h"
#include "pv-selection-strip.h"
#include "pv-span-text.h"
#include "pv-steady-label.h"
#include "pv-totals.h"

#define SEPARATOR " · "

struct _PvSelectionStrip
{
  AdwBin parent_instance;

  GtkBox *contents;
  PvChipBar *chips;
  PvSteadyLabel *sums;
  GtkWidget *save;
  GtkMenuButton *open;

  PvCrossfilterModel *crossfilter;
  PvCapture *capture;
  PvSpan home;
  gint64 step_ns;
  PvClock clock;
  PvLineOptions options;
  gboolean narrow;
  gboolean is_short;
};

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_SHORT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PvSelectionStrip, pv_selection_strip, ADW_TYPE_BIN)

static void
take_part (GString *text,
           char    *part)
{
  if (part != NULL)
    {
      if (text->len > 0)
        g_string_append (text, SEPARATOR);
      g_string_append (text, part);
    }
  g_free (part);
}

static guint64
get_bytes (PvSelectionStrip *self,
           const PvTotals   *totals)
{
  return self->options.on_wire ? totals->wire_bytes : totals->ip_bytes;
}

/* As long as the selected span, or from the first to the last packet of what is selected; -1 where that is
 * nothing. */
static gint64
get_duration (PvSelectionStrip *self,
              PvPacketSet      *set,
              const PvSpan     *span)
{
  gint64 first;
  gint64 last;
  gint64 duration;

  if (span != NULL)
    {
      first = span->start_ns;
      last = span->end_ns;
    }
  else if (set != NULL)
    {
      if (!pv_packet_set_get_times (set, &first, &last))
        return -1;
    }
  else if (pv_capture_has_times (self->capture))
    {
      first = pv_capture_get_first_time (self->capture);
      last = pv_capture_get_last_time (self->capture);
    }
  else
    {
      return -1;
    }

  return __builtin_sub_overflow (last, first, &duration) ? -1 : duration;
}

static char *
format_rate (PvSelectionStrip *self,
             guint64           packets,
             guint64           bytes,
             gint64            duration_ns)
{
  /* nor what would read as 0 a second */
  if (duration_ns <= 0 || (double) MAX (packets, bytes) * 1e9 / (double) duration_ns < .05)
    return NULL;

  switch (self->options.quantity)
    {
    case PV_QUANTITY_PACKETS:
      return pv_unit_format_rate (PV_UNIT_PACKETS, (double) packets, duration_ns);

    case PV_QUANTITY_BITS_PER_SECOND:
      return pv_unit_format (PV_UNIT_BITS_PER_SECOND, 8e9 * (double) bytes / (double) duration_ns);

    case PV_QUANTITY_BYTES:
    default:
      return pv_unit_format_rate (PV_UNIT_BYTES, (double) bytes, duration_ns);
    }
}

static char *
format_share (PvSelectionStrip *self,
              const PvTotals   *totals,
              const PvTotals   *whole)
{
  gboolean by_packets = self->options.quantity == PV_QUANTITY_PACKETS;
  guint64 part = by_packets ? totals->packets : get_bytes (self, totals);
  guint64 all = by_packets ? whole->packets : get_bytes (self, whole);
  g_autofree char *share = NULL;

  if (all == 0)
    return NULL;

  share = pv_unit_format_share ((double) part, (double) all);

  /* Translators: as in “9 % of the capture” */
  return g_strdup_printf (_("%s of the capture"), share);
}

/* "6.0 s · 36 packets · 85.2 kB · 9 % of the capture · 14.2 kB/s" */
static void
update_sums (PvSelectionStrip *self)
{
  PvSelection *selection = pv_crossfilter_model_get_selection (self->crossfilter);
  const PvSpan *span = pv_selection_get_span (selection);
  g_autoptr (GString) text = g_string_new (NULL);
  PvPacketSet *set;
  PvTotals totals;
  PvTotals whole;
  gint64 duration;

  if (self->capture == NULL)
    return;

  set = pv_crossfilter_model_get_selected (self->crossfilter, self->capture);
  if (pv_totals_get (self->capture, set, span, &totals) && pv_totals_get (self->capture, NULL, NULL, &whole))
    {
      duration = get_duration (self, set, span);
      if (pv_selection_is_empty (selection))
        /* Translators: before what it comes to, where nothing is selected */
        take_part (text, g_strdup (_("Whole capture")));
      if (duration > 0)
        take_part (text, pv_unit_format_duration (duration));
      take_part (text, pv_unit_format_long (PV_UNIT_PACKETS, (double) totals.packets));
      take_part (text, pv_unit_format_long (PV_UNIT_BYTES, (double) get_bytes (self, &totals)));
      if (!pv_selection_is_empty (selection))
        take_part (text, format_share (self, &totals, &whole));
      take_part (text, format_rate (self, totals.packets, get_bytes (self, &totals), duration));
    }

  pv_steady_label_set_label (self->sums, text->str);
}

static void
update_span (PvSelectionStrip *self)
{
  const PvSpan *span = pv_selection_get_span (pv_crossfilter_model_get_selection (self->crossfilter));

  if (span != NULL && self->home.start_ns < self->home.end_ns)
    {
      g_autofree char *text = pv_span_text_new (span, &self->home, self->step_ns, self->clock);

      pv_chip_bar_set_span_text (self->chips, text);
    }
}

static void
selection_changed_cb (PvSelectionStrip *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->open),
                            !pv_selection_is_empty (pv_crossfilter_model_get_selection (self->crossfilter)));
  if (pv_selection_is_empty (pv_crossfilter_model_get_selection (self->crossfilter)))
    gtk_widget_remove_css_class (GTK_WIDGET (self), "selected");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "selected");
  update_span (self);
  update_sums (self);
}

/* Where there is height but little width, chips have a line of their own, whether there are any or not. */
static void
arrange (PvSelectionStrip *self)
{
  gboolean is_stacked = self->narrow && !self->is_short;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->contents),
                                  is_stacked ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_visible (self->save, !self->narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->open), !self->narrow && gtk_menu_button_get_menu_model (self->open) != NULL);
  if (is_stacked)
    gtk_widget_add_css_class (GTK_WIDGET (self), "stacked");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "stacked");
}

static void
pv_selection_strip_dispose (GObject *object)
{
  PvSelectionStrip *self = PV_SELECTION_STRIP (object);

  g_clear_object (&self->capture);
  g_clear_object (&self->crossfilter);

  G_OBJECT_CLASS (pv_selection_strip_parent_class)->dispose (object);
}

static void
pv_selection_strip_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  PvSelectionStrip *self = PV_SELECTION_STRIP (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;

    case PROP_SHORT:
      g_value_set_boolean (value, self->is_short);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_selection_strip_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  PvSelectionStrip *self = PV_SELECTION_STRIP (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      arrange (self);
      break;

    case PROP_SHORT:
      self->is_short = g_value_get_boolean (value);
      arrange (self);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_selection_strip_class_init (PvSelectionStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pv_selection_strip_dispose;
  object_class->get_property = pv_selection_strip_get_property;
  object_class->set_property = pv_selection_strip_set_property;

  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHORT] =
    g_param_spec_boolean ("short", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (PV_TYPE_CHIP_BAR);
  g_type_ensure (PV_TYPE_STEADY_LABEL);
  gtk_widget_class_set_css_name (widget_class, "selectionstrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, PV_RESOURCE_PREFIX "/ui/pv-selection-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, PvSelectionStrip, contents);
  gtk_widget_class_bind_template_child (widget_class, PvSelectionStrip, chips);
  gtk_widget_class_bind_template_child (widget_class, PvSelectionStrip, sums);
  gtk_widget_class_bind_template_child (widget_class, PvSelectionStrip, save);
  gtk_widget_class_bind_template_child (widget_class, PvSelectionStrip, open);
}

static void
pv_selection_strip_init (PvSelectionStrip *self)
{
  g_autoptr (GMenuModel) applications = pv_hand_over_make_menu ("win.open-packets");

  gtk_widget_init_template (GTK_WIDGET (self));

  /* not there where there are no applications for captures */
  gtk_menu_button_set_menu_model (self->open, applications);
  gtk_widget_set_sensitive (GTK_WIDGET (self->open), FALSE);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_("accessibility", "Selection"), -1);
  arrange (self);
}

void
pv_selection_strip_set_crossfilter (PvSelectionStrip   *self,
                                    PvCrossfilterModel *crossfilter)
{
  g_return_if_fail (PV_IS_SELECTION_STRIP (self));
  g_return_if_fail (PV_IS_CROSSFILTER_MODEL (crossfilter));
  g_return_if_fail (self->crossfilter == NULL);

  self->crossfilter = g_object_ref (crossfilter);
  pv_chip_bar_set_selection (self->chips, pv_crossfilter_model_get_selection (crossfilter));
  g_signal_connect_object (pv_crossfilter_model_get_selection (crossfilter), "changed",
                           G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crossfilter, "changed", G_CALLBACK (update_sums), self, G_CONNECT_SWAPPED);
  selection_changed_cb (self);
}

void
pv_selection_strip_set_capture (PvSelectionStrip *self,
                                PvCapture        *capture)
{
  g_return_if_fail (PV_IS_SELECTION_STRIP (self));
  g_return_if_fail (capture == NULL || PV_IS_CAPTURE (capture));

  g_set_object (&self->capture, capture);
  update_sums (self);
}

void
pv_selection_strip_set_times (PvSelectionStrip *self,
                              const PvSpan     *home,
                              gint64            step_ns,
                              PvClock           clock)
{
  g_return_if_fail (PV_IS_SELECTION_STRIP (self));
  g_return_if_fail (home != NULL);

  self->home = *home;
  self->step_ns = step_ns;
  self->clock = clock;
  update_span (self);
}

void
pv_selection_strip_set_options (PvSelectionStrip    *self,
                                const PvLineOptions *options)
{
  g_return_if_fail (PV_IS_SELECTION_STRIP (self));
  g_return_if_fail (options != NULL);

  self->options = *options;
  update_sums (self);
}
