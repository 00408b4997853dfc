/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chip-bar.c: what is selected, as chips that can be taken away. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-bidi.h"
#include "pv-chart-palette.h"
#include "pv-chip-bar.h"
#include "pv-chip.h"

/* A chip's data key for its place among the picks. */
#define PLACE "pv-place"

struct _PvChipBar
{
  AdwBin parent_instance;

  GtkBox *picks;
  GtkMenuButton *more;
  GtkBox *more_picks;
  PvChip *span;
  PvChip *filter;

  PvSelection *selection;
};

G_DEFINE_FINAL_TYPE (PvChipBar, pv_chip_bar, ADW_TYPE_BIN)

static void
selection_changed_cb (PvChipBar *self)
{
  const char *filter = pv_selection_get_filter (self->selection);

  gtk_widget_set_visible (GTK_WIDGET (self->span), pv_selection_get_span (self->selection) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->filter), filter != NULL);
  if (filter != NULL)
    pv_chip_set_label (self->filter, filter);
  gtk_widget_set_visible (GTK_WIDGET (self), !pv_selection_is_empty (self->selection));
}

static void
remove_pick_cb (PvChip    *chip,
                PvChipBar *self)
{
  guint place = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chip), PLACE));
  const PvPick *pick = pv_selection_get_pick (self->selection, place);
  g_autofree char *label = g_strdup (pick->label);

  if (pick->is_excluded)
    pv_selection_toggle_exclusion (self->selection, pick->dimension, pick->id, label);
  else
    pv_selection_toggle_pick (self->selection, pick->dimension, pick->id, label);
}

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
picks_changed_cb (PvChipBar *self)
{
  guint n = pv_selection_get_n_picks (self->selection);
  guint n_more = 0;

  clear_box (self->picks);
  clear_box (self->more_picks);
  for (guint i = 0; i < n; i++)
    {
      const PvPick *pick = pv_selection_get_pick (self->selection, i);
      g_autofree char *label = pv_bidi_isolate (pick->label);
      /* Translators: what a button does; %s is an address or a name */
      g_autofree char *remove = g_strdup_printf (C_("selection", "Remove %s"), label);
      /* Translators: of what is left out; %s is an address or a name */
      g_autofree char *excluded = g_strdup_printf (C_("selection", "not %s"), label);
      PvChip *chip = PV_CHIP (pv_chip_new (pick->is_excluded ? excluded : pick->label, remove));
      gboolean has_color = pick->is_excluded || pick->mark < PV_CHART_N_MARKS;

      if (!pick->is_excluded)
        pv_chip_set_mark (chip, pick->mark);
      g_object_set_data (G_OBJECT (chip), PLACE, GUINT_TO_POINTER (i));
      g_signal_connect_object (chip, "removed", G_CALLBACK (remove_pick_cb), self, 0);
      gtk_box_append (has_color ? self->picks : self->more_picks, GTK_WIDGET (chip));
      n_more += !has_color;
    }

  gtk_widget_set_visible (GTK_WIDGET (self->picks), n > n_more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n_more > 0);
  if (n_more > 0)
    {
      /* Translators: how many more are picked than there are colours for */
      g_autofree char *text = g_strdup_printf (C_("selection", "+%u more"), n_more);

      gtk_menu_button_set_label (self->more, text);
    }
  else
    {
      gtk_menu_button_popdown (self->more);
    }
}

static void
remove_span_cb (PvChipBar *self)
{
  pv_selection_set_span (self->selection, NULL, 0);
}

static void
remove_filter_cb (PvChipBar *self)
{
  pv_selection_set_filter (self->selection, NULL);
}

static void
pv_chip_bar_dispose (GObject *object)
{
  g_clear_object (&PV_CHIP_BAR (object)->selection);

  G_OBJECT_CLASS (pv_chip_bar_parent_class)->dispose (object);
}

static void
pv_chip_bar_class_init (PvChipBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pv_chip_bar_dispose;

  g_type_ensure (PV_TYPE_CHIP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PV_RESOURCE_PREFIX "/ui/pv-chip-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, PvChipBar, picks);
  gtk_widget_class_bind_template_child (widget_class, PvChipBar, more);
  gtk_widget_class_bind_template_child (widget_class, PvChipBar, more_picks);
  gtk_widget_class_bind_template_child (widget_class, PvChipBar, span);
  gtk_widget_class_bind_template_child (widget_class, PvChipBar, filter);
  gtk_widget_class_bind_template_callback (widget_class, remove_span_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_filter_cb);
}

static void
pv_chip_bar_init (PvChipBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pv_chip_bar_set_selection (PvChipBar   *self,
                           PvSelection *selection)
{
  g_return_if_fail (PV_IS_CHIP_BAR (self));
  g_return_if_fail (PV_IS_SELECTION (selection));
  g_return_if_fail (self->selection == NULL);

  self->selection = g_object_ref (selection);
  g_signal_connect_object (selection, "changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (selection, "picks-changed", G_CALLBACK (picks_changed_cb), self,
                           G_CONNECT_SWAPPED);
  picks_changed_cb (self);
  selection_changed_cb (self);
}

void
pv_chip_bar_set_span_text (PvChipBar  *self,
                           const char *text)
{
  g_return_if_fail (PV_IS_CHIP_BAR (self));

  pv_chip_set_label (self->span, text);
}
