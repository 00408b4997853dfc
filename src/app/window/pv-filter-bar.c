/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-filter-bar.c: where a capture filter is typed. */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "pv-filter-bar.h"
#include "pv-filter-hint.h"
#include "pv-filter-history.h"
#include "pv-job.h"
#include "pv-latest.h"

/* After the last key, before what was typed is checked. */
#define CHECK_DELAY_MS 200
#define PROGRESS_INTERVAL_MS 100
/* In pixels: where there is less, an example would take the height of what it is about. */
#define MIN_EXAMPLE_WIDTH 500
/* In libpcap's language. */
#define EXAMPLE "udp port 53 and host 10.0.0.7"

struct _PvFilterBar
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkEntry *entry;
  GtkButton *cancel;
  GtkMenuButton *recent;
  GtkLabel *message;

  PvCrossfilterModel *crossfilter;
  PvCapture *capture;
  /* the filter that the entry last followed */
  char *filter;

  PvLatest latest;
  /* the filter that left nothing, and what would have left packets, once it is known */
  char *hinted;
  char *hint;
  GCancellable *hint_cancellable;

  /* what the check under way checks */
  char *pending;
  guint check_id;
  guint progress_id;
  /* whether to filter by what is in the entry, once it is found to be right */
  gboolean is_activated;
  gboolean is_short;
};

enum
{
  PROP_0,
  PROP_REVEALED,
  PROP_SHORT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PvFilterBar, pv_filter_bar, ADW_TYPE_BIN)

static PvSelection *
get_selection (PvFilterBar *self)
{
  return pv_crossfilter_model_get_selection (self->crossfilter);
}

static char *
dup_text (PvFilterBar *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

/* Libpcap's messages begin small, for what programs put before them; here they stand alone. */
static char *
capitalize (const char *message)
{
  g_autofree char *first = g_utf8_substring (message, 0, MIN (g_utf8_strlen (message, -1), 1));
  g_autofree char *upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, message + strlen (first), NULL);
}

/* What can be said about a filter that is right, but leaves nothing. */
static char *
dup_hint (PvFilterBar *self)
{
  g_autofree char *text = dup_text (self);

  return self->hint != NULL && g_strcmp0 (text, self->hinted) == 0 ? capitalize (self->hint) : NULL;
}

static void
set_error (GtkWidget *widget,
           gboolean   is_error)
{
  if (is_error)
    gtk_widget_add_css_class (widget, "error");
  else
    gtk_widget_remove_css_class (widget, "error");
}

/* Where there is height, the message's line stays while one types, whether there is anything to say or not: what is
 * below would move at each letter. */
static void
update_room (PvFilterBar *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->message),
                          !self->is_short || *gtk_label_get_label (self->message) != '\0');
}

/* @message: (nullable): what is wrong */
static void
show_message (PvFilterBar *self,
              const char  *message)
{
  g_autofree char *capital = message != NULL ? capitalize (message) : NULL;
  g_autofree char *text = NULL;

  if (message == NULL)
    text = dup_hint (self);
  else if (gtk_widget_get_width (GTK_WIDGET (self)) < MIN_EXAMPLE_WIDTH)
    text = g_steal_pointer (&capital);
  else
    /* Translators: why a filter is wrong, and an example in libpcap's language, which stays as it is */
    text = g_strdup_printf (_("%s · for example: %s"), capital, EXAMPLE);

  gtk_label_set_label (self->message, text != NULL ? text : "");
  update_room (self);
  set_error (GTK_WIDGET (self->entry), message != NULL);
  set_error (GTK_WIDGET (self->message), message != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

/* Says which filter would have left packets; that is no error. */
static void
hint_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (PvFilterBar) self = user_data;
  g_autofree char *hint = pv_filter_hint_find_finish (result);
  g_autofree char *text = NULL;

  if (hint == NULL || g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;

  self->hint = pv_filter_hint_describe (hint);
  text = dup_text (self);
  if (g_str_equal (text, self->hinted))
    show_message (self, NULL);
}

static void
stop_hint (PvFilterBar *self)
{
  if (self->hint_cancellable != NULL)
    g_cancellable_cancel (self->hint_cancellable);
  g_clear_object (&self->hint_cancellable);
  g_clear_pointer (&self->hinted, g_free);
  g_clear_pointer (&self->hint, g_free);
}

/* Looks for a filter that leaves packets, once for each that leaves none. */
static void
crossfilter_changed_cb (PvFilterBar *self)
{
  const char *filter = pv_crossfilter_model_get_filter (self->crossfilter);
  PvPacketSet *set = self->capture != NULL ? pv_crossfilter_model_get_passed (self->crossfilter, self->capture) : NULL;

  if (filter == NULL || set == NULL)
    {
      stop_hint (self);
      return;
    }
  if (g_strcmp0 (filter, self->hinted) == 0)
    return;

  stop_hint (self);
  self->hinted = g_strdup (filter);
  self->hint_cancellable = g_cancellable_new ();
  pv_filter_hint_find_async (set, filter, self->hint_cancellable, hint_cb, g_object_ref (self));
}

/* Before Enter is pressed, a sign says that it can be. */
static void
show_sign (PvFilterBar *self,
           gboolean     is_right)
{
  gtk_entry_set_icon_from_icon_name (self->entry, GTK_ENTRY_ICON_PRIMARY,
                                     is_right ? "emblem-ok-symbolic" : "pv-filter-symbolic");
  gtk_entry_set_icon_tooltip_text (self->entry, GTK_ENTRY_ICON_PRIMARY,
                                   is_right ? _("This is a filter. Press Enter to apply it") : NULL);
  if (is_right)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "success");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "success");
  /* in words, where they have room anyway */
  if (is_right && !self->is_short && *gtk_label_get_label (self->message) == '\0')
    gtk_label_set_label (self->message, _("This is a filter. Press Enter to apply it"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  is_right ? _("This is a filter. Press Enter to apply it") : "", -1);
}

static void
apply (PvFilterBar *self,
       const char  *filter)
{
  self->is_activated = FALSE;
  if (*filter != '\0')
    pv_filter_history_add (filter);
  pv_selection_set_filter (get_selection (self), filter);
  show_message (self, NULL);
  show_sign (self, FALSE);
}

typedef struct
{
  PvCapture *capture;
  char *text;
} CheckData;

static void
check_data_free (gpointer data)
{
  CheckData *self = data;

  g_object_unref (self->capture);
  g_free (self->text);
  g_free (self);
}

static gpointer
check_text (gpointer       source,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  const CheckData *check_data = data;

  return GINT_TO_POINTER (pv_capture_filter_check (check_data->text, check_data->capture, error));
}

static const PvJob check_job = { check_text, NULL, check_data_free };

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  PvFilterBar *self = PV_FILTER_BAR (source);
  g_autofree char *checked = g_steal_pointer (&self->pending);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_right = pv_job_run_finish (&check_job, result, &error) != NULL;

  if (self->capture != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      text = dup_text (self);
      if (g_str_equal (text, checked))
        {
          show_message (self, is_right ? NULL : error->message);
          show_sign (self, is_right && *checked != '\0' &&
                             g_strcmp0 (checked, pv_selection_get_filter (get_selection (self))) != 0);
          if (is_right && self->is_activated && pv_capture_get_settled (self->capture))
            apply (self, checked);
          self->is_activated = FALSE;
        }
    }

  pv_latest_done (&self->latest);
}

static void
start_check (gpointer      owner,
             GCancellable *cancellable)
{
  PvFilterBar *self = owner;
  CheckData *data = g_new (CheckData, 1);

  self->pending = dup_text (self);
  data->capture = g_object_ref (self->capture);
  data->text = g_strdup (self->pending);
  pv_job_run_async (&check_job, self, data, cancellable, checked_cb, NULL);
}

static gboolean
check_timeout_cb (gpointer user_data)
{
  PvFilterBar *self = user_data;

  self->check_id = 0;
  if (self->capture != NULL)
    pv_latest_request (&self->latest, FALSE);

  return G_SOURCE_REMOVE;
}

static void
check (PvFilterBar *self,
       guint        delay_ms)
{
  g_clear_handle_id (&self->check_id, g_source_remove);
  self->check_id = g_timeout_add (delay_ms, check_timeout_cb, self);
}

static void
changed_cb (PvFilterBar *self)
{
  gboolean is_empty = *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0';

  gtk_entry_set_icon_from_icon_name (self->entry, GTK_ENTRY_ICON_SECONDARY,
                                     is_empty ? NULL : "edit-clear-symbolic");
  if (!is_empty)
    gtk_entry_set_icon_tooltip_text (self->entry, GTK_ENTRY_ICON_SECONDARY, _("Remove the Filter"));
  self->is_activated = FALSE;
  show_sign (self, FALSE);
  check (self, CHECK_DELAY_MS);
}

static void
activate_cb (PvFilterBar *self)
{
  self->is_activated = TRUE;
  check (self, 0);
}

static void
clear_cb (PvFilterBar          *self,
          GtkEntryIconPosition  position)
{
  if (position != GTK_ENTRY_ICON_SECONDARY)
    return;

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  pv_selection_set_filter (get_selection (self), NULL);
}

/* Goes back to the filter that packets pass by now. */
static void
cancel_cb (PvFilterBar *self)
{
  pv_selection_set_filter (get_selection (self), pv_crossfilter_model_get_filter (self->crossfilter));
}

static void
set_revealed (PvFilterBar *self,
              gboolean     is_revealed)
{
  if (gtk_revealer_get_reveal_child (self->revealer) == is_revealed)
    return;

  if (is_revealed)
    gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, is_revealed);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVEALED]);
}

/* What is folded away is not there for those who cannot see either. */
static void
child_revealed_cb (PvFilterBar *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_revealer_get_reveal_child (self->revealer) ||
                                               gtk_revealer_get_child_revealed (self->revealer));
}

static gboolean
key_pressed_cb (PvFilterBar *self,
                guint        keyval)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  gtk_editable_set_text (GTK_EDITABLE (self->entry), self->filter != NULL ? self->filter : "");
  set_revealed (self, FALSE);

  return GDK_EVENT_STOP;
}

static void
use_cb (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  PvFilterBar *self = PV_FILTER_BAR (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), g_variant_get_string (parameter, NULL));
  activate_cb (self);
}

static void
forget_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  pv_filter_history_clear ();
}

static void
history_changed_cb (PvFilterBar *self)
{
  g_autoptr (GMenuModel) menu = pv_filter_history_dup_menu ("filter.use", "filter.forget");

  gtk_menu_button_set_menu_model (self->recent, menu);
  gtk_widget_set_visible (GTK_WIDGET (self->recent), menu != NULL);
}

/* Undo, chips and failures change the filter too. */
static void
selection_changed_cb (PvFilterBar *self)
{
  const char *filter = pv_selection_get_filter (get_selection (self));

  if (g_strcmp0 (filter, self->filter) == 0)
    return;

  g_free (self->filter);
  self->filter = g_strdup (filter);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), filter != NULL ? filter : "");
}

static gboolean
progress_cb (gpointer user_data)
{
  PvFilterBar *self = user_data;
  PvProgress progress = pv_crossfilter_model_get_progress (self->crossfilter);

  if (progress.size > 0)
    gtk_entry_set_progress_fraction (self->entry,
                                     CLAMP ((double) progress.bytes_read / (double) progress.size, 0, 1));

  return G_SOURCE_CONTINUE;
}

static void
filtering_cb (PvFilterBar *self)
{
  gboolean is_filtering = pv_crossfilter_model_get_filtering (self->crossfilter);

  gtk_widget_set_visible (GTK_WIDGET (self->cancel), is_filtering);
  g_clear_handle_id (&self->progress_id, g_source_remove);
  gtk_entry_set_progress_fraction (self->entry, 0);
  if (is_filtering)
    {
      set_revealed (self, TRUE);
      self->progress_id = g_timeout_add (PROGRESS_INTERVAL_MS, progress_cb, self);
    }
}

static void
pv_filter_bar_dispose (GObject *object)
{
  PvFilterBar *self = PV_FILTER_BAR (object);

  pv_latest_stop (&self->latest);
  stop_hint (self);
  g_clear_handle_id (&self->check_id, g_source_remove);
  g_clear_handle_id (&self->progress_id, g_source_remove);
  g_clear_object (&self->capture);
  g_clear_object (&self->crossfilter);

  G_OBJECT_CLASS (pv_filter_bar_parent_class)->dispose (object);
}

static void
pv_filter_bar_finalize (GObject *object)
{
  PvFilterBar *self = PV_FILTER_BAR (object);

  g_free (self->filter);
  g_free (self->pending);

  G_OBJECT_CLASS (pv_filter_bar_parent_class)->finalize (object);
}

static void
pv_filter_bar_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_REVEALED:
      g_value_set_boolean (value, gtk_revealer_get_reveal_child (PV_FILTER_BAR (object)->revealer));
      break;

    case PROP_SHORT:
      g_value_set_boolean (value, PV_FILTER_BAR (object)->is_short);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_filter_bar_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_REVEALED:
      set_revealed (PV_FILTER_BAR (object), g_value_get_boolean (value));
      break;

    case PROP_SHORT:
      PV_FILTER_BAR (object)->is_short = g_value_get_boolean (value);
      update_room (PV_FILTER_BAR (object));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pv_filter_bar_class_init (PvFilterBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pv_filter_bar_dispose;
  object_class->finalize = pv_filter_bar_finalize;
  object_class->get_property = pv_filter_bar_get_property;
  object_class->set_property = pv_filter_bar_set_property;

  properties[PROP_REVEALED] =
    g_param_spec_boolean ("revealed", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHORT] =
    g_param_spec_boolean ("short", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "filter.use", "s", use_cb);
  gtk_widget_class_install_action (widget_class, "filter.forget", NULL, forget_cb);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               PV_RESOURCE_PREFIX "/ui/pv-filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, PvFilterBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, PvFilterBar, entry);
  gtk_widget_class_bind_template_child (widget_class, PvFilterBar, cancel);
  gtk_widget_class_bind_template_child (widget_class, PvFilterBar, recent);
  gtk_widget_class_bind_template_child (widget_class, PvFilterBar, message);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, child_revealed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
pv_filter_bar_init (PvFilterBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  update_room (self);
  pv_latest_init (&self->latest, start_check, self);
  pv_filter_history_watch (G_CALLBACK (history_changed_cb), G_OBJECT (self));
  history_changed_cb (self);
}

void
pv_filter_bar_set_crossfilter (PvFilterBar        *self,
                               PvCrossfilterModel *crossfilter)
{
  g_return_if_fail (PV_IS_FILTER_BAR (self));
  g_return_if_fail (PV_IS_CROSSFILTER_MODEL (crossfilter));
  g_return_if_fail (self->crossfilter == NULL);

  self->crossfilter = g_object_ref (crossfilter);
  g_signal_connect_object (crossfilter, "notify::filtering", G_CALLBACK (filtering_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (crossfilter, "changed", G_CALLBACK (crossfilter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pv_crossfilter_model_get_selection (crossfilter), "changed",
                           G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  selection_changed_cb (self);
}

void
pv_filter_bar_set_capture (PvFilterBar *self,
                           PvCapture   *capture)
{
  gboolean is_same_model;

  g_return_if_fail (PV_IS_FILTER_BAR (self));

  is_same_model = self->capture != NULL && capture != NULL && pv_capture_get_settled (self->capture) &&
                  pv_capture_is_same_model (self->capture, capture);
  if (!g_set_object (&self->capture, capture) || is_same_model)
    return;

  /* what is right depends on the link layer */
  if (capture != NULL && *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0')
    check (self, CHECK_DELAY_MS);
}

void
pv_filter_bar_start (PvFilterBar *self)
{
  g_return_if_fail (PV_IS_FILTER_BAR (self));

  set_revealed (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
