/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-window-live.c: captures packets in a window. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-capture-dialog.h"
#include "pv-file-text.h"
#include "pv-live-capture.h"
#include "pv-window-private.h"

/* The window's data key for what captures in it. */
#define LIVE "pv-live"

/* Who closed its output has so long to end, and to say why. */
#define FINISH_SECONDS 1

static gboolean
finish_cb (gpointer live)
{
  return G_SOURCE_REMOVE;
}

/* All was read, or nobody reads on. */
static void
loading_cb (PvWindow *self)
{
  PvLiveCapture *live;

  if (pv_document_get_loading (_pv_window_get_document (self)))
    return;

  live = g_object_steal_data (G_OBJECT (self), LIVE);
  if (live != NULL)
    g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, FINISH_SECONDS, finish_cb, live, g_object_unref);
}

static void
failed_cb (PvLiveCapture *live,
           const char    *message,
           PvWindow      *self)
{
  /* Translators: %s is the name of a network interface. */
  g_autofree char *title = g_strdup_printf (_("Could Not Capture on “%s”"), pv_live_capture_get_name (live));

  _pv_window_show_error (self, title, message);
}

static void
chosen_cb (PvWindow   *self,
           char      **command,
           const char *interface)
{
  g_autoptr (GError) error = NULL;
  PvLiveCapture *live = pv_live_capture_start ((const char *const *) command, interface, &error);

  if (live == NULL)
    {
      /* Translators: %s is the name of a network interface. */
      g_autofree char *title = g_strdup_printf (_("Could Not Capture on “%s”"), interface);

      _pv_window_show_error (self, title, error->message);
      return;
    }

  g_signal_connect_object (live, "failed", G_CALLBACK (failed_cb), self, 0);
  pv_window_open (self, pv_live_capture_get_file (live));
  /* whatever was captured before ends with this */
  g_object_set_data_full (G_OBJECT (self), LIVE, live, g_object_unref);
}

void
_pv_window_capture (PvWindow *self)
{
  GtkWidget *dialog = pv_capture_dialog_new (GTK_WINDOW (self));

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

gboolean
_pv_window_stop_capture (PvWindow *self)
{
  PvLiveCapture *live = g_object_get_data (G_OBJECT (self), LIVE);

  if (live != NULL)
    pv_live_capture_stop (live);

  return live != NULL;
}

void
_pv_window_end_capture (PvWindow *self)
{
  g_object_set_data (G_OBJECT (self), LIVE, NULL);
}

void
_pv_window_connect_live (PvWindow *self)
{
  g_signal_connect_object (_pv_window_get_document (self), "notify::loading", G_CALLBACK (loading_cb), self,
                           G_CONNECT_SWAPPED);
}
