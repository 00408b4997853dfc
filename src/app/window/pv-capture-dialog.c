/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture-dialog.c: asks where to capture packets. */
#include "config.h"

#include "pv-capture-dialog.h"

#include <glib/gi18n.h>

#include "pv-text-scale.h"

#define INTERFACE "pv-interface"

struct _PvCaptureDialog
{
  AdwWindow parent_instance;

  GtkStack *stack;
  GtkWidget *list_page;
  GtkListBox *list;
  GtkWidget *other_page;
  GtkLabel *command;
  GtkWidget *copy_button;

  PvCaptureTool *tool;
  GCancellable *cancellable;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PvCaptureDialog, pv_capture_dialog, ADW_TYPE_WINDOW)

static void
row_activated_cb (PvCaptureDialog *self,
                  GtkListBoxRow   *row)
{
  const char *interface = g_object_get_data (G_OBJECT (row), INTERFACE);
  g_auto (GStrv) command = pv_capture_tool_dup_command (self->tool, interface);

  g_signal_emit (self, signals[CHOSEN], 0, command, interface);
  gtk_window_close (GTK_WINDOW (self));
}

static void
copy_cb (PvCaptureDialog *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_label (self->command));
}

static const char *
get_description (const PvCaptureInterface *interface)
{
  if (g_str_equal (interface->name, "any"))
    return _("All interfaces together");
  if (g_str_equal (interface->name, "lo"))
    return _("What programs here send each other");

  return interface->description;
}

static void
add_row (PvCaptureDialog   *self,
         const PvCaptureInterface *interface)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), interface->name);
  if (get_description (interface) != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), get_description (interface));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  g_object_set_data_full (G_OBJECT (row), INTERFACE, g_strdup (interface->name), g_free);
  gtk_list_box_append (self->list, row);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (PvCaptureDialog) self = user_data;
  GtkWidget *first;

  self->tool = pv_capture_tool_find_finish (result);
  if (self->tool == NULL)
    return;

  if (!self->tool->may_capture)
    {
      gtk_stack_set_visible_child (self->stack, self->other_page);
      gtk_widget_grab_focus (self->copy_button);
      return;
    }

  for (guint i = 0; i < self->tool->interfaces->len; i++)
    add_row (self, g_ptr_array_index (self->tool->interfaces, i));
  gtk_stack_set_visible_child (self->stack, self->list_page);
  first = gtk_widget_get_first_child (GTK_WIDGET (self->list));
  if (first != NULL)
    gtk_widget_grab_focus (first);
}

static void
pv_capture_dialog_dispose (GObject *object)
{
  PvCaptureDialog *self = PV_CAPTURE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->tool, pv_capture_tool_free);

  G_OBJECT_CLASS (pv_capture_dialog_parent_class)->dispose (object);
}

static void
pv_capture_dialog_class_init (PvCaptureDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pv_capture_dialog_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", PV_TYPE_CAPTURE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  G_TYPE_STRV, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, PV_RESOURCE_PREFIX "/ui/pv-capture-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PvCaptureDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, PvCaptureDialog, list_page);
  gtk_widget_class_bind_template_child (widget_class, PvCaptureDialog, list);
  gtk_widget_class_bind_template_child (widget_class, PvCaptureDialog, other_page);
  gtk_widget_class_bind_template_child (widget_class, PvCaptureDialog, command);
  gtk_widget_class_bind_template_child (widget_class, PvCaptureDialog, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
pv_capture_dialog_init (PvCaptureDialog *self)
{
  g_autofree char *command = pv_capture_tool_dup_command_line (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  pv_text_scale_widen (GTK_WINDOW (self));
  gtk_label_set_label (self->command, command);

  self->cancellable = g_cancellable_new ();
  pv_capture_tool_find_async (self->cancellable, found_cb, g_object_ref (self));
}

GtkWidget *
pv_capture_dialog_new (GtkWindow *parent)
{
  return g_object_new (PV_TYPE_CAPTURE_DIALOG, "transient-for", parent, NULL);
}
