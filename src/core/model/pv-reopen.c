/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-reopen.c: a loaded capture's file, read once more. */
#include "config.h"

#include "pv-reopen.h"

#include <glib/gi18n-lib.h>
#include <sys/stat.h>

#include "pv-capture-private.h"
#include "pv-error.h"

/* Whether there is nothing more to come from the file, or something else. */
static gboolean
can_be_read_once (GFile *file)
{
  const char *path = g_file_peek_path (file);
  struct stat info;

  return path != NULL && stat (path, &info) == 0 && (S_ISFIFO (info.st_mode) || S_ISCHR (info.st_mode)
                                                     || S_ISSOCK (info.st_mode));
}

PvSavefile *
pv_capture_open_again (PvCapture     *capture,
                       PvProgress    *progress,
                       GCancellable  *cancellable,
                       GError       **error)
{
  PvSource *source;

  if (can_be_read_once (capture->file))
    {
      g_set_error_literal (error, PV_ERROR, PV_ERROR_UNSUPPORTED,
                           _("a pipe can be read only once. Write what comes out of it to a file, and open that"));
      return NULL;
    }

  source = pv_source_open (capture->file, cancellable, error);
  if (source == NULL)
    return NULL;
  if (progress != NULL)
    __atomic_store_n (&progress->size, pv_source_get_size (source), __ATOMIC_RELAXED);

  return pv_savefile_open (source, cancellable, error);
}

gboolean
pv_capture_check_read (PvCapture  *capture,
                       guint64     n_read,
                       gboolean    all,
                       GError    **error)
{
  if (all ? n_read == capture->n_packets : n_read <= capture->n_packets)
    return TRUE;

  g_set_error_literal (error, PV_ERROR, PV_ERROR_DAMAGED,
                       _("the file is not what it was when it was opened. Open it again"));

  return FALSE;
}
