/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-headless-save.c: saves packets without a display. */
#include "config.h"

#include <glib/gi18n.h>
#include <unistd.h>

#include "pv-error.h"
#include "pv-fd-stream.h"
#include "pv-file-argument.h"
#include "pv-file-text.h"
#include "pv-headless.h"
#include "pv-packet-save.h"
#include "pv-run.h"
#include "pv-standard-output.h"
#include "pv-whole-file.h"

/* Into standard output, which is no terminal, and does not go into the file that is read. */
static gboolean
save_to_standard_output (const PvSubject           *subject,
                         const PvSelectionOptions  *selection,
                         PvAnonymiser              *anonymiser,
                         GError                   **error)
{
  g_autoptr (GOutputStream) out = pv_fd_stream_new (STDOUT_FILENO, "-");

  return pv_packet_save_anonymised (subject->capture, subject->set, selection->span, anonymiser, out, NULL, NULL,
                                    error);
}

static gboolean
check_standard_output (PvCaptures  *captures,
                       GError     **error)
{
  g_autoptr (GPtrArray) files = pv_captures_list_files (captures);
  g_autoptr (GFile) out = g_file_new_for_path ("/dev/stdout");

  if (isatty (STDOUT_FILENO))
    {
      g_set_error_literal (error, PV_ERROR, PV_ERROR_BAD_VALUE,
                           _("packets are nothing for a terminal. Have a file or a program take them"));
      return FALSE;
    }

  for (guint i = 0; i < files->len; i++)
    if (pv_whole_file_is_same (g_ptr_array_index (files, i), out))
      {
        g_autofree char *name = pv_file_text_path (g_ptr_array_index (files, i));

        g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE, _("“%s” is read and written at once"), name);
        return FALSE;
      }

  return TRUE;
}

gboolean
pv_headless_save (const PvInputs            *inputs,
                  const char                *target,
                  const PvSelectionOptions  *selection,
                  PvAnonymiser              *anonymiser,
                  gboolean                   may_replace,
                  gboolean                   with_null,
                  PvTellFunc                 tell,
                  GError                   **error)
{
  g_autoptr (PvCaptures) captures = NULL;
  g_autoptr (PvOutputs) outputs = NULL;
  g_autoptr (GFile) file = NULL;
  g_auto (PvSubject) subject = { 0 };
  const PvInputFiles *files;
  GOutputStream *stream;
  gboolean ok = TRUE;

  g_return_val_if_fail (inputs != NULL && target != NULL && selection != NULL, FALSE);

  captures = pv_captures_new (inputs, NULL, pv_standard_output_is_meant (target) ? NULL : target);
  g_return_val_if_fail (pv_captures_get_n (captures) == 1, FALSE);
  files = pv_captures_get (captures, 0, error);
  if (files == NULL)
    return FALSE;

  if (pv_standard_output_is_meant (target))
    {
      if (!check_standard_output (captures, error))
        return FALSE;
      pv_run_confine (captures, NULL, FALSE, TRUE);

      return pv_subject_load (&subject, files, selection, tell, &ok, error) &&
             save_to_standard_output (&subject, selection, anonymiser, error) && ok;
    }

  file = pv_file_argument_to_file (target);
  outputs = pv_outputs_new_for_file (file);
  pv_run_protect (outputs, captures, may_replace);
  pv_run_confine (captures, outputs, FALSE, TRUE);

  /* what cannot be written need not be read */
  stream = pv_outputs_open (outputs, 0, NULL, error);

  return stream != NULL && pv_subject_load (&subject, files, selection, tell, &ok, error) &&
         pv_packet_save_anonymised (subject.capture, subject.set, selection->span, anonymiser, stream, NULL, NULL,
                                    error) &&
         pv_run_finish (outputs, with_null, error) && ok;
}
