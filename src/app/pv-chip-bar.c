/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chip-bar.c: what is selected, as chips that can be taken away. */
#include "config.h"

#include "pv-chip-bar.h"
#include "pv-date-text.h"

struct _PvChipBar
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *span_label;

  PvSelection *selection;
};

G_DEFINE_FINAL_TYPE (PvChipBar, pv_chip_bar, ADW_TYPE_BIN)

static void
selection_changed_cb (PvChipBar *self)
{
  const PvSpan *span = pv_selection_get_span (self->selection);

  gtk_revealer_set_reveal_child (self->revealer, span != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), span != NULL);

  if (span != NULL)
    {
      g_autofree char *text = pv_date_text_format_range (span->start_ns, span->end_ns - 1);

      gtk_label_set_label (self->span_label, text);
    }
}

static void
remove_span_cb (PvChipBar *self)
{
  if (self->selection != NULL)
    pv_selection_set_span (self->selection, NULL);
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

  gtk_widget_class_set_template_from_resource (widget_class,
                                               PV_RESOURCE_PREFIX "/ui/pv-chip-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, PvChipBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, PvChipBar, span_label);
  gtk_widget_class_bind_template_callback (widget_class, remove_span_cb);
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

  if (!g_set_object (&self->selection, selection))
    return;

  g_signal_connect_object (selection, "changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  selection_changed_cb (self);
}
