/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-value-drop-down.c: a flat drop-down that chooses a number. */
#include "config.h"

#include "pv-value-drop-down.h"

struct _PvValueDropDown
{
  GtkWidget parent_instance;

  GtkDropDown *drop_down;
  /* of the entries that are offered */
  GtkStringList *texts;
  GArray *values;
  /* of Entry: all of them, in their order */
  GArray *entries;
  char *label;
  char *text;
  /* the button's label while there is one; not owned */
  GtkWidget *button_label;
};

typedef struct
{
  gint64 value;
  char *text;
  gboolean shown;
} Entry;

enum
{
  PROP_0,
  PROP_VALUE,
  PROP_LABEL,
  PROP_TEXT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PvValueDropDown, pv_value_drop_down, GTK_TYPE_WIDGET)

static void
entry_clear (gpointer data)
{
  g_free (((Entry *) data)->text);
}

static const char *
get_string (GtkListItem *item)
{
  return gtk_string_object_get_string (GTK_STRING_OBJECT (gtk_list_item_get_item (item)));
}

/* The focus is in the button within the drop-down, which has no name in GTK before 4.12. */
static void
update_accessible (PvValueDropDown *self)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (self->drop_down);
  const char *text = self->text;

  if (text == NULL && chosen != NULL)
    text = gtk_string_object_get_string (chosen);
  if (self->label == NULL || text == NULL)
    return;

  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->drop_down))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, self->label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
setup_button_cb (PvValueDropDown *self,
                 GtkListItem     *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_list_item_set_child (item, label);
}

static void
bind_button_cb (PvValueDropDown *self,
                GtkListItem     *item)
{
  g_set_weak_pointer (&self->button_label, gtk_list_item_get_child (item));
  gtk_label_set_label (GTK_LABEL (self->button_label),
                       self->text != NULL ? self->text : get_string (item));
}

static void
setup_row_cb (PvValueDropDown *self,
              GtkListItem     *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), check);
  gtk_list_item_set_child (item, box);
}

static void
update_check (GtkListItem *item,
              GtkDropDown *drop_down)
{
  GtkWidget *box = gtk_list_item_get_child (item);

  if (box != NULL)
    gtk_widget_set_opacity (gtk_widget_get_last_child (box),
                            gtk_drop_down_get_selected (drop_down) == gtk_list_item_get_position (item));
}

static void
selected_cb (GtkDropDown *drop_down,
             GParamSpec  *pspec,
             GtkListItem *item)
{
  update_check (item, drop_down);
}

static void
bind_row_cb (PvValueDropDown *self,
             GtkListItem     *item)
{
  GtkWidget *box = gtk_list_item_get_child (item);

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (box)), get_string (item));
  g_signal_connect_object (self->drop_down, "notify::selected", G_CALLBACK (selected_cb), item, 0);
  update_check (item, self->drop_down);
}

static void
unbind_row_cb (PvValueDropDown *self,
               GtkListItem     *item)
{
  if (self->drop_down != NULL)
    g_signal_handlers_disconnect_by_func (self->drop_down, selected_cb, item);
}

static void
pv_value_drop_down_selected_cb (PvValueDropDown *self)
{
  update_accessible (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}

static void
pv_value_drop_down_set_label (PvValueDropDown *self,
                              const char      *label)
{
  g_free (self->label);
  self->label = g_strdup (label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->drop_down), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drop_down),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  update_accessible (self);
}

static void
pv_value_drop_down_dispose (GObject *object)
{
  PvValueDropDown *self = PV_VALUE_DROP_DOWN (object);
  GtkWidget *drop_down = GTK_WIDGET (self->drop_down);

  g_clear_weak_pointer (&self->button_label);
  self->drop_down = NULL;
  g_clear_pointer (&drop_down, gtk_widget_unparent);
  g_clear_object (&self->texts);

  G_OBJECT_CLASS (pv_value_drop_down_parent_class)->dispose (object);
}

static void
pv_value_drop_down_finalize (GObject *object)
{
  PvValueDropDown *self = PV_VALUE_DROP_DOWN (object);

  g_array_unref (self->values);
  g_array_unref (self->entries);
  g_free (self->label);
  g_free (self->text);

  G_OBJECT_CLASS (pv_value_drop_down_parent_class)->finalize (object);
}

static void
pv_value_drop_down_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  PvValueDropDown *self = PV_VALUE_DROP_DOWN (object);

  switch (prop_id)
    {
    case PROP_VALUE:
      g_value_set_int64 (value, pv_value_drop_down_get_value (self));
      break;

    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;

    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_value_drop_down_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  PvValueDropDown *self = PV_VALUE_DROP_DOWN (object);

  switch (prop_id)
    {
    case PROP_VALUE:
      pv_value_drop_down_set_value (self, g_value_get_int64 (value));
      break;

    case PROP_LABEL:
      pv_value_drop_down_set_label (self, g_value_get_string (value));
      break;

    case PROP_TEXT:
      pv_value_drop_down_set_text (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_value_drop_down_class_init (PvValueDropDownClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pv_value_drop_down_dispose;
  object_class->finalize = pv_value_drop_down_finalize;
  object_class->get_property = pv_value_drop_down_get_property;
  object_class->set_property = pv_value_drop_down_set_property;

  properties[PROP_VALUE] =
    g_param_spec_int64 ("value", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LABEL] =
    g_param_spec_string ("label", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TEXT] =
    g_param_spec_string ("text", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "valuedropdown");
}

static GtkListItemFactory *
make_factory (PvValueDropDown *self,
              GCallback        setup,
              GCallback        bind,
              GCallback        unbind)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", setup, self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", bind, self, G_CONNECT_SWAPPED);
  if (unbind != NULL)
    g_signal_connect_object (factory, "unbind", unbind, self, G_CONNECT_SWAPPED);

  return factory;
}

static void
pv_value_drop_down_init (PvValueDropDown *self)
{
  g_autoptr (GtkListItemFactory) button = NULL;
  g_autoptr (GtkListItemFactory) row = NULL;

  self->values = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->entries, entry_clear);
  self->texts = gtk_string_list_new (NULL);
  button = make_factory (self, G_CALLBACK (setup_button_cb), G_CALLBACK (bind_button_cb), NULL);
  row = make_factory (self, G_CALLBACK (setup_row_cb), G_CALLBACK (bind_row_cb),
                      G_CALLBACK (unbind_row_cb));

  self->drop_down = GTK_DROP_DOWN (gtk_drop_down_new (g_object_ref (G_LIST_MODEL (self->texts)), NULL));
  gtk_drop_down_set_factory (self->drop_down, button);
  gtk_drop_down_set_list_factory (self->drop_down, row);
  gtk_widget_set_parent (GTK_WIDGET (self->drop_down), GTK_WIDGET (self));
  g_signal_connect_object (self->drop_down, "notify::selected",
                           G_CALLBACK (pv_value_drop_down_selected_cb), self, G_CONNECT_SWAPPED);
}

void
pv_value_drop_down_add (PvValueDropDown *self,
                        gint64           value,
                        const char      *text)
{
  Entry entry = { value, NULL, TRUE };

  g_return_if_fail (PV_IS_VALUE_DROP_DOWN (self));
  g_return_if_fail (text != NULL);

  entry.text = g_strdup (text);
  g_array_append_val (self->entries, entry);
  /* first, because the list tells the drop-down at once */
  g_array_append_val (self->values, value);
  gtk_string_list_append (self->texts, text);
}

void
pv_value_drop_down_set_shown (PvValueDropDown *self,
                              gint64           value,
                              gboolean         shown)
{
  guint position = 0;

  g_return_if_fail (PV_IS_VALUE_DROP_DOWN (self));

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = &g_array_index (self->entries, Entry, i);
      const char *const added[] = { entry->text, NULL };

      if (entry->value == value && entry->shown != shown)
        {
          entry->shown = shown;
          if (shown)
            g_array_insert_val (self->values, position, value);
          else
            g_array_remove_index (self->values, position);
          gtk_string_list_splice (self->texts, position, shown ? 0 : 1, shown ? added : NULL);
          return;
        }
      position += entry->shown;
    }
}

gint64
pv_value_drop_down_get_value (PvValueDropDown *self)
{
  guint selected;

  g_return_val_if_fail (PV_IS_VALUE_DROP_DOWN (self), 0);

  if (self->drop_down == NULL)
    return 0;

  selected = gtk_drop_down_get_selected (self->drop_down);

  return selected < self->values->len ? g_array_index (self->values, gint64, selected) : 0;
}

void
pv_value_drop_down_set_value (PvValueDropDown *self,
                              gint64           value)
{
  g_return_if_fail (PV_IS_VALUE_DROP_DOWN (self));

  for (guint i = 0; i < self->values->len; i++)
    if (g_array_index (self->values, gint64, i) == value)
      {
        gtk_drop_down_set_selected (self->drop_down, i);
        return;
      }
}

void
pv_value_drop_down_set_text (PvValueDropDown *self,
                             const char      *text)
{
  GtkStringObject *chosen;

  g_return_if_fail (PV_IS_VALUE_DROP_DOWN (self));

  if (g_strcmp0 (self->text, text) == 0)
    return;

  g_free (self->text);
  self->text = g_strdup (text);
  chosen = gtk_drop_down_get_selected_item (self->drop_down);
  if (text == NULL && chosen != NULL)
    text = gtk_string_object_get_string (chosen);
  if (self->button_label != NULL && text != NULL)
    gtk_label_set_label (GTK_LABEL (self->button_label), text);
  update_accessible (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}
