/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-application.c: the application: its windows, and what opens in which. */
#include "config.h"

#include <glib/gi18n.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "pv-application-private.h"
#include "pv-click-guard.h"
#include "pv-command-line.h"
#include "pv-high-contrast.h"
#include "pv-settings.h"
#include "pv-whole-file.h"
#include "pv-window.h"

/* What an instance that runs is told of files, one behind the other. */
#define SEPARATE_HINT "separate"
#define NO_INDEX_HINT "no-index"

struct _PvApplication
{
  AdwApplication parent_instance;

  /* whether windows go with the application, and are remembered */
  gboolean is_quitting;
  gboolean is_without_index; /* what is being opened */
};

G_DEFINE_FINAL_TYPE (PvApplication, pv_application, ADW_TYPE_APPLICATION)

static PvWindow *
find_window_of (PvApplication      *self,
                const PvInputFiles *places)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (PV_IS_WINDOW (l->data))
      {
        const PvInputFiles *shown = pv_window_get_places (l->data);

        if (shown != NULL && pv_input_files_are_same (shown, places))
          return l->data;
      }

  return NULL;
}

static gboolean
has_windows (PvApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (PV_IS_WINDOW (l->data))
      return TRUE;

  return FALSE;
}

static PvWindow *
find_empty_window (PvApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (PV_IS_WINDOW (l->data) && pv_window_is_empty (l->data))
      return l->data;

  return NULL;
}

/* A session or a terminal that ends takes the program with it. What newer GLibs write later is written now. */
static void
remember_cb (gpointer data)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (data)); l != NULL; l = l->next)
    if (PV_IS_WINDOW (l->data))
      pv_window_remember (l->data);
  _pv_application_save_session (data);
  g_settings_sync ();
}

static void
pv_application_startup (GApplication *application)
{
  /* GTK would end the program as well, without a word of what works nevertheless */
  if (!gtk_init_check ())
    {
      g_printerr ("pcapviz: %s\n",
                  _("There is no display for a window. --report, --export and --save do without"));
      exit (EXIT_FAILURE);
    }

  G_APPLICATION_CLASS (pv_application_parent_class)->startup (application);

  pv_whole_file_clean_up_after (remember_cb, application);
  /* a pipe that nobody reads any more is an error, and not the end */
  signal (SIGPIPE, SIG_IGN);
  pv_high_contrast_follow ();
  /* where one cannot be opened, preferences say so */
  pv_settings_open_geo (NULL);
  _pv_application_add_actions (PV_APPLICATION (application));
}

static void
pv_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL && _pv_application_reopen_session (PV_APPLICATION (application)))
    return;

  if (window == NULL)
    window = GTK_WINDOW (pv_window_new (GTK_APPLICATION (application)));
  gtk_window_present (window);
}

static void
pv_application_open (GApplication  *application,
                     GFile        **files,
                     int            n_files,
                     const char    *hint)
{
  PvApplication *self = PV_APPLICATION (application);
  g_autoptr (PvInputFiles) places = NULL;
  gboolean is_separate = hint != NULL && strstr (hint, SEPARATE_HINT) != NULL;

  self->is_without_index = hint != NULL && strstr (hint, NO_INDEX_HINT) != NULL;
  if (!is_separate && n_files > 1 && (guint) n_files <= PV_INPUT_FILES_MAX)
    {
      places = pv_input_files_new (files, (guint) n_files);
      pv_application_open_places (self, places);
    }
  else
    {
      for (int i = 0; i < n_files; i++)
        pv_application_open_file (self, files[i]);
    }
  self->is_without_index = FALSE;
}

/* GApplication has no way to say how files are to be opened. */
static gboolean
pv_application_local_command_line (GApplication   *application,
                                   char         ***arguments,
                                   int            *exit_status)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  if (!pv_command_line_is_separate () && !pv_command_line_has_no_index ())
    return G_APPLICATION_CLASS (pv_application_parent_class)->local_command_line (application, arguments, exit_status);

  for (char **argument = *arguments + 1; *argument != NULL; argument++)
    if ((*argument)[0] != '-')
      g_ptr_array_add (files, g_file_new_for_commandline_arg (*argument));

  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("pcapviz: %s\n", error->message);
      *exit_status = EXIT_FAILURE;
      return TRUE;
    }
  if (files->len > 0)
    {
      g_autofree char *hint = g_strconcat (pv_command_line_is_separate () ? SEPARATE_HINT : "", " ",
                                           pv_command_line_has_no_index () ? NO_INDEX_HINT : "", NULL);

      g_application_open (application, (GFile **) files->pdata, (int) files->len, hint);
    }
  else
    g_application_activate (application);
  *exit_status = EXIT_SUCCESS;

  return TRUE;
}

static void
pv_application_shutdown (GApplication *application)
{
  /* may take windows away */
  PV_APPLICATION (application)->is_quitting = TRUE;

  G_APPLICATION_CLASS (pv_application_parent_class)->shutdown (application);
}

static void
pv_application_window_added (GtkApplication *application,
                             GtkWindow      *window)
{
  PV_APPLICATION (application)->is_quitting = FALSE;
  pv_click_guard_add (GTK_WIDGET (window));

  GTK_APPLICATION_CLASS (pv_application_parent_class)->window_added (application, window);
}

/* Who closes all windows, one by one, is done with them. */
static void
pv_application_window_removed (GtkApplication *application,
                               GtkWindow      *window)
{
  PvApplication *self = PV_APPLICATION (application);

  GTK_APPLICATION_CLASS (pv_application_parent_class)->window_removed (application, window);

  if (!self->is_quitting && PV_IS_WINDOW (window) && !has_windows (self))
    _pv_application_forget_session (self);
}

static void
pv_application_class_init (PvApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);
  GtkApplicationClass *gtk_application_class = GTK_APPLICATION_CLASS (klass);

  application_class->startup = pv_application_startup;
  application_class->activate = pv_application_activate;
  application_class->open = pv_application_open;
  application_class->local_command_line = pv_application_local_command_line;
  application_class->shutdown = pv_application_shutdown;
  gtk_application_class->window_added = pv_application_window_added;
  gtk_application_class->window_removed = pv_application_window_removed;
}

static void
pv_application_init (PvApplication *self)
{
}

PvApplication *
pv_application_new (gboolean is_alone)
{
  PvApplication *self;

  self = g_object_new (PV_TYPE_APPLICATION,
                       "application-id", PV_APP_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN | (is_alone ? G_APPLICATION_NON_UNIQUE : 0),
                       "register-session", !is_alone,
                       "resource-base-path", PV_RESOURCE_PREFIX,
                       NULL);
  /* the user's session is about to end; it may go on after all */
  g_signal_connect (self, "query-end", G_CALLBACK (_pv_application_save_session), NULL);
  pv_command_line_add_options (G_APPLICATION (self));

  return self;
}

void
pv_application_open_file (PvApplication *self,
                          GFile         *file)
{
  g_autoptr (PvInputFiles) places = NULL;

  g_return_if_fail (G_IS_FILE (file));

  places = pv_input_files_new (&file, 1);
  pv_application_open_places (self, places);
}

void
pv_application_open_places (PvApplication      *self,
                            const PvInputFiles *places)
{
  PvWindow *window;

  g_return_if_fail (PV_IS_APPLICATION (self));
  g_return_if_fail (places != NULL);

  window = find_window_of (self, places);
  if (window == NULL)
    window = find_empty_window (self);
  if (window == NULL)
    window = pv_window_new (GTK_APPLICATION (self));

  if (self->is_without_index)
    pv_window_set_without_index (window);
  pv_window_open_places (window, places);
  gtk_window_present (GTK_WINDOW (window));
}

void
_pv_application_quit (PvApplication *self)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  _pv_application_save_session (self);
  self->is_quitting = TRUE;

  /* each window saves what it remembers when it closes; without windows, and when none has a file to tidy
   * up any more, the application ends */
  for (GList *l = windows; l != NULL; l = l->next)
    if (PV_IS_WINDOW (l->data))
      gtk_window_close (l->data);
}
