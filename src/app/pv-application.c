/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-application.c: the application: its windows, and what opens in which. */
#include "config.h"

#include "pv-application-private.h"
#include "pv-command-line.h"
#include "pv-window.h"

struct _PvApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (PvApplication, pv_application, ADW_TYPE_APPLICATION)

static PvWindow *
find_window_of_file (PvApplication *self,
                     GFile         *file)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (PV_IS_WINDOW (l->data))
      {
        GFile *shown = pv_window_get_file (l->data);

        if (shown != NULL && g_file_equal (shown, file))
          return l->data;
      }

  return NULL;
}

static PvWindow *
find_empty_window (PvApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (PV_IS_WINDOW (l->data) && pv_window_is_empty (l->data))
      return l->data;

  return NULL;
}

static void
pv_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (pv_application_parent_class)->startup (application);

  _pv_application_add_actions (PV_APPLICATION (application));
}

static void
pv_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (pv_window_new (PV_APPLICATION (application)));
  gtk_window_present (window);
}

static void
pv_application_open (GApplication  *application,
                     GFile        **files,
                     int            n_files,
                     const char    *hint)
{
  for (int i = 0; i < n_files; i++)
    pv_application_open_file (PV_APPLICATION (application), files[i]);
}

static void
pv_application_class_init (PvApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = pv_application_startup;
  application_class->activate = pv_application_activate;
  application_class->open = pv_application_open;
}

static void
pv_application_init (PvApplication *self)
{
}

PvApplication *
pv_application_new (void)
{
  PvApplication *self;

  self = g_object_new (PV_TYPE_APPLICATION,
                       "application-id", PV_APP_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", PV_RESOURCE_PREFIX,
                       NULL);
  pv_command_line_add_options (G_APPLICATION (self));

  return self;
}

void
pv_application_open_file (PvApplication *self,
                          GFile         *file)
{
  PvWindow *window;

  g_return_if_fail (PV_IS_APPLICATION (self));
  g_return_if_fail (G_IS_FILE (file));

  window = find_window_of_file (self, file);
  if (window == NULL)
    window = find_empty_window (self);
  if (window == NULL)
    window = pv_window_new (self);

  pv_window_open (window, file);
  gtk_window_present (GTK_WINDOW (window));
}
