/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-hand-over.c: opens packets in another application. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-capture-text.h"
#include "pv-hand-over.h"
#include "pv-job.h"
#include "pv-menu-entry.h"
#include "pv-packet-save.h"

#define FOLDER "handed-over"
#define FOLDER_MODE 0700
/* In seconds: of what was left behind, say by a crash. */
#define MAX_AGE (24 * 60 * 60)
/* What a window has handed over, which goes with it. */
#define FILES_KEY "pv-handed-over"
/* The application that the desktop opens captures in, or asks for. */
#define DEFAULT_APPLICATION ""
/* Of a label in a file name. */
#define MAX_LABEL_CHARS 40

static const char *const content_types[] = { "application/x-pcapng", "application/vnd.tcpdump.pcap" };

typedef struct
{
  PvCapture *capture;
  PvSubset subset;
  gboolean has_span;
  PvSpan span;
  gboolean has_label;
  PvDimension dimension;
  guint32 label_id;
  GFile *file;
  char *application_id;
} Job;

static void
job_free (Job *self)
{
  g_object_unref (self->capture);
  pv_subset_clear (&self->subset);
  g_object_unref (self->file);
  g_free (self->application_id);
  g_free (self);
}

/* Those that can open a capture, each once. (transfer full) (element-type GAppInfo) */
static GPtrArray *
list_applications (void)
{
  GPtrArray *applications = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (content_types); i++)
    {
      GList *list = g_app_info_get_all_for_type (content_types[i]);

      for (GList *l = list; l != NULL; l = l->next)
        {
          const char *id = g_app_info_get_id (l->data);
          gboolean is_wanted = id != NULL && !g_str_equal (id, PV_APP_ID ".desktop");

          for (guint j = 0; j < applications->len && is_wanted; j++)
            is_wanted = !g_app_info_equal (l->data, g_ptr_array_index (applications, j));
          if (is_wanted)
            g_ptr_array_add (applications, g_object_ref (l->data));
        }
      g_list_free_full (list, g_object_unref);
    }

  return applications;
}

/* In a sandbox, the portal knows the others, and asks for one. */
static gboolean
is_in_sandbox (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

GMenuModel *
pv_hand_over_make_menu (const char *action)
{
  g_autoptr (GPtrArray) applications = list_applications ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_return_val_if_fail (action != NULL, NULL);

  for (guint i = 0; i < applications->len; i++)
    {
      GAppInfo *application = g_ptr_array_index (applications, i);
      g_autoptr (GMenuItem) item = pv_menu_entry_new (g_app_info_get_display_name (application));

      g_menu_item_set_action_and_target (item, action, "s", g_app_info_get_id (application));
      g_menu_append_item (menu, item);
    }
  if (is_in_sandbox ())
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_("Another _Application…"), NULL);

      g_menu_item_set_action_and_target (item, action, "s", DEFAULT_APPLICATION);
      g_menu_append_item (menu, item);
    }

  return g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0 ? G_MENU_MODEL (g_steal_pointer (&menu)) : NULL;
}

/* What was left by former times. */
static void
remove_old_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (GFileInfo) info =
        g_file_query_info (file, G_FILE_ATTRIBUTE_TIME_MODIFIED, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);

      if (info != NULL &&
          now - (gint64) g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED) > MAX_AGE)
        g_file_delete (file, NULL, NULL);
    }
}

/* "capture-10.0.0.1-3f2a.pcapng": labels come from strangers. */
static GFile *
make_file (PvCapture  *capture,
           const char *label)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "pcapviz", FOLDER, NULL);
  g_autofree char *stem = pv_capture_text_stem_of_files (pv_capture_get_files (capture));
  g_autofree char *part = label != NULL ? g_utf8_substring (label, 0, MIN (g_utf8_strlen (label, -1), MAX_LABEL_CHARS))
                                        : g_strdup ("selection");
  g_autofree char *name = NULL;

  for (char *c = part; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '.' && *c != '-')
      *c = '_';
  name = g_strdup_printf ("%s-%s-%08x.pcapng", stem, part, g_random_int ());
  remove_old_files (folder);
  g_mkdir_with_parents (folder, FOLDER_MODE);

  return g_file_new_build_filename (folder, name, NULL);
}

static gboolean
write_packets (Job           *job,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr (PvPacketSet) set = NULL;

  if (!pv_subset_make_packets (&job->subset, &set, error))
    return FALSE;

  if (job->has_label)
    {
      g_autoptr (PvPacketSet) counted = g_steal_pointer (&set);
      g_autoptr (PvPacketSet) of_label =
        pv_packet_set_new_for_labels (job->capture, job->dimension, &job->label_id, 1, error);

      if (of_label == NULL)
        return FALSE;
      set = counted != NULL ? pv_packet_set_intersect (counted, of_label, error) : g_steal_pointer (&of_label);
      if (set == NULL)
        return FALSE;
    }

  return pv_packet_save (job->capture, set, job->has_span ? &job->span : NULL, job->file, NULL, cancellable, error);
}

static gpointer
write_job_packets (gpointer       source,
                   gpointer       data,
                   GCancellable  *cancellable,
                   GError       **error)
{
  return GINT_TO_POINTER (write_packets (data, cancellable, error));
}

static const PvJob write_job = { write_job_packets, NULL, (GDestroyNotify) job_free };

static void
delete_files (gpointer data)
{
  GPtrArray *files = data;

  for (guint i = 0; i < files->len; i++)
    g_file_delete (g_ptr_array_index (files, i), NULL, NULL);
  g_ptr_array_unref (files);
}

static void
forget_files_cb (GtkWidget *window)
{
  g_object_set_data (G_OBJECT (window), FILES_KEY, NULL);
}

/* Has the file be removed when the window closes. */
static void
keep_with_window (GtkWidget *widget,
                  GFile     *file)
{
  GtkRoot *window = gtk_widget_get_root (widget);
  GPtrArray *files;

  /* it has closed meanwhile */
  if (window == NULL || gtk_widget_in_destruction (widget))
    {
      g_file_delete (file, NULL, NULL);
      return;
    }

  files = g_object_get_data (G_OBJECT (window), FILES_KEY);
  if (files == NULL)
    {
      files = g_ptr_array_new_with_free_func (g_object_unref);
      g_object_set_data_full (G_OBJECT (window), FILES_KEY, files, delete_files);
      g_signal_connect (window, "destroy", G_CALLBACK (forget_files_cb), NULL);
    }
  g_ptr_array_add (files, g_object_ref (file));
}

static gboolean
launch (Job        *job,
        GtkWidget  *widget,
        GError    **error)
{
  g_autoptr (GPtrArray) applications = list_applications ();
  g_autoptr (GdkAppLaunchContext) context = gdk_display_get_app_launch_context (gtk_widget_get_display (widget));
  g_autofree char *uri = g_file_get_uri (job->file);

  /* where there is a portal, GIO asks that, which gives the other application this file and no more */
  if (g_str_equal (job->application_id, DEFAULT_APPLICATION))
    return g_app_info_launch_default_for_uri (uri, G_APP_LAUNCH_CONTEXT (context), error);

  for (guint i = 0; i < applications->len; i++)
    if (g_strcmp0 (g_app_info_get_id (g_ptr_array_index (applications, i)), job->application_id) == 0)
      {
        GList list = { .data = job->file };

        return g_app_info_launch (g_ptr_array_index (applications, i), &list, G_APP_LAUNCH_CONTEXT (context), error);
      }

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("The application is not installed any more"));

  return FALSE;
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GtkWidget *widget = GTK_WIDGET (source);
  g_autoptr (GError) error = NULL;

  if (pv_job_run_finish (&write_job, result, &error) != NULL)
    {
      Job *job = pv_job_get_data (result);

      keep_with_window (widget, job->file);
      launch (job, widget, &error);
    }
  if (error != NULL)
    gtk_widget_activate_action (widget, "win.show-error", "(ss)", _("Could Not Open the Packets"), error->message);
}

void
pv_hand_over (GtkWidget      *widget,
              PvCapture      *capture,
              const PvSubset *subset,
              const PvSpan   *span,
              PvDimension     dimension,
              guint32         label_id,
              const char     *label,
              const char     *id)
{
  Job *job;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (PV_IS_CAPTURE (capture));
  g_return_if_fail (subset != NULL && id != NULL);

  job = g_new0 (Job, 1);
  job->capture = g_object_ref (capture);
  job->subset = pv_subset_copy (subset);
  job->has_span = span != NULL;
  if (span != NULL)
    job->span = *span;
  job->has_label = label != NULL;
  job->dimension = dimension;
  job->label_id = label_id;
  job->file = make_file (capture, label);
  job->application_id = g_strdup (id);

  pv_job_run_async (&write_job, widget, job, NULL, written_cb, NULL);
}
