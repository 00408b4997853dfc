/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-find-popover.c: finds a label in any dimension, and goes there. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "pv-dimension-text.h"
#include "pv-find-popover.h"
#include "pv-label-search.h"
#include "pv-latest.h"

/* Of each dimension. */
#define N_FOUND 4
#define MARGIN 3
/* A row's data key for where it leads. */
#define TARGET "pv-target"

struct _PvFindPopover
{
  GtkPopover parent_instance;

  GtkSearchEntry *entry;
  GtkStack *stack;
  GtkLabel *hint;
  GtkWidget *scroller;
  GtkListBox *list;

  PvCapture *capture;
  PvLabelSearch *search;
  PvLatest latest;
};

G_DEFINE_FINAL_TYPE (PvFindPopover, pv_find_popover, GTK_TYPE_POPOVER)

static void
clear (PvFindPopover *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

static char *
dup_wanted (PvFindPopover *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

/* What was looked for stands out in @text. (transfer full) */
static PangoAttrList *
mark_found (const char *text,
            const char *wanted)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  const gsize length = strlen (wanted);

  for (const char *c = text; length > 0 && *c != '\0'; c++)
    if (g_ascii_strncasecmp (c, wanted, length) == 0)
      {
        PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

        bold->start_index = (guint) (c - text);
        bold->end_index = (guint) (c - text + length);
        pango_attr_list_insert (attributes, bold);
        break;
      }

  return attributes;
}

static GtkWidget *
make_row (const PvFoundLabel *found,
          const char         *wanted)
{
  g_autofree char *number =
    pv_unit_format_long (pv_dimension_get_unit (found->dimension, PV_MEASURE_PACKETS), (double) found->packets);
  /* Translators: in which tab a label is, what it is, and its packets, as in “Top IPs · Address · 1,234 packets” */
  g_autofree char *text = g_strdup_printf (_("%s · %s · %s"), pv_tab_get_title (pv_dimension_get_tab (found->dimension)),
                                           pv_dimension_get_noun (found->dimension), number);
  g_autoptr (PangoAttrList) attributes = mark_found (found->label, wanted);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new (found->label);
  GtkWidget *kind = gtk_label_new (text);
  GVariant *target = g_variant_new ("(sus)", pv_dimension_get_key (found->dimension), found->id, found->label);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  gtk_label_set_xalign (GTK_LABEL (kind), 0);
  gtk_label_set_ellipsize (GTK_LABEL (kind), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (kind, "caption");
  gtk_widget_add_css_class (kind, "dim-label");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), kind);
  gtk_widget_set_margin_top (box, MARGIN);
  gtk_widget_set_margin_bottom (box, MARGIN);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, found->label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, found->label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  g_object_set_data_full (G_OBJECT (row), TARGET, g_variant_ref_sink (target), (GDestroyNotify) g_variant_unref);

  return row;
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (PvFindPopover) self = user_data;
  g_autoptr (GPtrArray) found = pv_label_search_run_finish (PV_LABEL_SEARCH (source), result, NULL);

  if (found != NULL && PV_LABEL_SEARCH (source) == self->search)
    {
      g_autofree char *wanted = dup_wanted (self);

      clear (self);
      for (guint i = 0; i < found->len; i++)
        gtk_list_box_append (self->list, make_row (g_ptr_array_index (found, i), wanted));
      gtk_label_set_label (self->hint, _("No Results Found"));
      gtk_stack_set_visible_child (self->stack, found->len > 0 ? self->scroller : GTK_WIDGET (self->hint));
    }
  pv_latest_done (&self->latest);
}

static void
start (gpointer      owner,
       GCancellable *cancellable)
{
  PvFindPopover *self = owner;
  g_autofree char *text = dup_wanted (self);

  if (*text == '\0' || self->capture == NULL || !pv_capture_get_settled (self->capture))
    {
      clear (self);
      gtk_label_set_label (self->hint, _("Looks in all tabs."));
      gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->hint));
      pv_latest_done (&self->latest);
      return;
    }

  if (self->search == NULL)
    self->search = pv_label_search_new (self->capture);
  pv_label_search_run_async (self->search, text, N_FOUND, cancellable, found_cb, g_object_ref (self));
}

static void
search_cb (PvFindPopover *self)
{
  pv_latest_request (&self->latest, TRUE);
}

static void
row_activated_cb (PvFindPopover *self,
                  GtkListBoxRow *row)
{
  GVariant *target = g_object_get_data (G_OBJECT (row), TARGET);

  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_activate_action_variant (GTK_WIDGET (self), "win.go-to", target);
}

/* Enter takes the first. */
static void
activate_cb (PvFindPopover *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  if (row != NULL)
    row_activated_cb (self, row);
}

static void
pv_find_popover_show (GtkWidget *widget)
{
  PvFindPopover *self = PV_FIND_POPOVER (widget);

  GTK_WIDGET_CLASS (pv_find_popover_parent_class)->show (widget);

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
pv_find_popover_dispose (GObject *object)
{
  PvFindPopover *self = PV_FIND_POPOVER (object);

  pv_latest_stop (&self->latest);
  g_clear_object (&self->search);
  g_clear_object (&self->capture);

  G_OBJECT_CLASS (pv_find_popover_parent_class)->dispose (object);
}

static void
pv_find_popover_class_init (PvFindPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pv_find_popover_dispose;
  widget_class->show = pv_find_popover_show;

  gtk_widget_class_set_template_from_resource (widget_class, PV_RESOURCE_PREFIX "/ui/pv-find-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, PvFindPopover, entry);
  gtk_widget_class_bind_template_child (widget_class, PvFindPopover, stack);
  gtk_widget_class_bind_template_child (widget_class, PvFindPopover, hint);
  gtk_widget_class_bind_template_child (widget_class, PvFindPopover, scroller);
  gtk_widget_class_bind_template_child (widget_class, PvFindPopover, list);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, gtk_popover_popdown);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
pv_find_popover_init (PvFindPopover *self)
{
  pv_latest_init (&self->latest, start, self);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pv_find_popover_set_capture (PvFindPopover *self,
                             PvCapture     *capture)
{
  gboolean is_same_model;

  g_return_if_fail (PV_IS_FIND_POPOVER (self));
  g_return_if_fail (capture == NULL || PV_IS_CAPTURE (capture));

  /* what was found in less of it is found still */
  is_same_model = self->capture != NULL && capture != NULL && pv_capture_get_settled (self->capture) &&
                  pv_capture_is_same_model (self->capture, capture);
  if (!g_set_object (&self->capture, capture) || is_same_model)
    return;

  pv_latest_stop (&self->latest);
  g_clear_object (&self->search);
  clear (self);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->hint));
}
