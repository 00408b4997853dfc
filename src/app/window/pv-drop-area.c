/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-drop-area.c: takes files that are dropped anywhere on it, and shows that it does. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-drop-area.h"

struct _PvDropArea
{
  GtkWidget parent_instance;

  GtkWidget *overlay;
  GtkWidget *hint;
};

enum
{
  PROP_0,
  PROP_CHILD,
  N_PROPS
};

enum
{
  DROPPED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PvDropArea, pv_drop_area, GTK_TYPE_WIDGET)

static GdkDragAction
enter_cb (PvDropArea *self)
{
  gtk_widget_set_visible (self->hint, TRUE);

  return GDK_ACTION_COPY;
}

static void
leave_cb (PvDropArea *self)
{
  gtk_widget_set_visible (self->hint, FALSE);
}

static gboolean
drop_cb (PvDropArea   *self,
         const GValue *value)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  GSList *list;

  leave_cb (self);

  list = gdk_file_list_get_files (g_value_get_boxed (value));
  for (GSList *l = list; l != NULL; l = l->next)
    g_list_store_append (files, l->data);
  g_slist_free (list);

  if (g_list_model_get_n_items (G_LIST_MODEL (files)) == 0)
    return FALSE;

  g_signal_emit (self, signals[DROPPED], 0, files);

  return TRUE;
}

static GtkWidget *
make_hint (void)
{
  GtkWidget *frame = gtk_center_box_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name ("document-open-symbolic");
  GtkWidget *label = gtk_label_new (_("Drop to Open"));

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 64);
  gtk_widget_add_css_class (label, "title-1");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);

  gtk_center_box_set_center_widget (GTK_CENTER_BOX (frame), box);
  gtk_widget_add_css_class (frame, "drop-hint");
  gtk_widget_set_can_target (frame, FALSE);
  gtk_widget_set_visible (frame, FALSE);

  return frame;
}

static void
pv_drop_area_dispose (GObject *object)
{
  PvDropArea *self = PV_DROP_AREA (object);

  g_clear_pointer (&self->overlay, gtk_widget_unparent);

  G_OBJECT_CLASS (pv_drop_area_parent_class)->dispose (object);
}

static void
pv_drop_area_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  PvDropArea *self = PV_DROP_AREA (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      g_value_set_object (value, gtk_overlay_get_child (GTK_OVERLAY (self->overlay)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_drop_area_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  PvDropArea *self = PV_DROP_AREA (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      gtk_overlay_set_child (GTK_OVERLAY (self->overlay), g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_drop_area_class_init (PvDropAreaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pv_drop_area_dispose;
  object_class->get_property = pv_drop_area_get_property;
  object_class->set_property = pv_drop_area_set_property;

  properties[PROP_CHILD] =
    g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[DROPPED] =
    g_signal_new ("dropped", PV_TYPE_DROP_AREA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_LIST_MODEL);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
pv_drop_area_init (PvDropArea *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->overlay = gtk_overlay_new ();
  self->hint = make_hint ();
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->hint);
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));

  g_signal_connect_swapped (target, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
