/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-headless-objects.c: saves the files that went over the wire, without a display. */
#include "config.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <unistd.h>

#include "pv-file-argument.h"
#include "pv-headless.h"
#include "pv-object-helper.h"
#include "pv-object-list.h"
#include "pv-run.h"
#include "pv-standard-output.h"

/* A folder that may be made, with a process that may write there. */
static PvObjectHelper *
make_object_helper (const char  *folder,
                    GError     **error)
{
  g_autoptr (GFile) file = pv_file_argument_to_file (folder);
  g_autofree char *path = g_file_get_path (file);
  PvObjectFolder *opened;

  if (path == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                   /* Translators: %s is the name of a folder. */
                   _("“%s” is not on this computer, where files can be saved"), folder);
      return NULL;
    }
  if (!pv_run_make_folder (file, error))
    return NULL;

  opened = pv_object_folder_open (path, error);

  return opened != NULL ? pv_object_helper_new (opened) : NULL;
}

gboolean
pv_headless_objects (const PvInputs            *inputs,
                     const char                *folder,
                     const PvSelectionOptions  *selection,
                     PvTellFunc                 tell,
                     GError                   **error)
{
  g_autoptr (PvCaptures) captures = NULL;
  g_auto (PvSubject) subject = { 0 };
  g_autoptr (GOutputStream) out = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (PvObjectHelper) helper = NULL;
  g_autoptr (GPtrArray) objects = NULL;
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GError) cause = NULL;
  PvObjectChoice choice = { NULL };
  gboolean ok = TRUE;

  g_return_val_if_fail (inputs != NULL && selection != NULL, FALSE);

  captures = pv_captures_new (inputs, NULL, folder);
  g_return_val_if_fail (pv_captures_get_n (captures) == 1, FALSE);
  if (folder != NULL)
    {
      helper = make_object_helper (folder, error);
      if (helper == NULL)
        return FALSE;
      pv_object_helper_split (helper);
    }
  pv_run_confine (captures, NULL, FALSE, TRUE);
  if (!pv_subject_load (&subject, pv_captures_get (captures, 0, error), selection, tell, &ok, error))
    return FALSE;

  choice.set = subject.set;
  choice.span = selection->span;
  objects = pv_object_save (subject.capture, &choice, helper != NULL ? &pv_object_helper_funcs : NULL, helper, &names,
                            NULL, NULL, error);
  if (objects == NULL)
    return FALSE;
  if (helper != NULL && objects->len > 0)
    g_printerr ("pcapviz: %s\n", pv_object_save_get_warning ());

  if (pv_object_list_write (objects, names, out, &cause))
    return ok;
  pv_standard_output_set_error (error, cause->code, cause->message);

  return FALSE;
}
