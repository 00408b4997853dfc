/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-reopen.c: a loaded capture's file, read once more. */
#include "config.h"

#include "pv-reopen.h"

#include <glib/gi18n-lib.h>
#include <sys/stat.h>

#include "pv-capture-private.h"
#include "pv-error.h"
#include "pv-file-text.h"

/* Whether there is nothing more to come from the file, or something else. */
static gboolean
can_be_read_once (GFile *file)
{
  const char *path = g_file_peek_path (file);
  struct stat info;

  return path != NULL && stat (path, &info) == 0 && (S_ISFIFO (info.st_mode) || S_ISCHR (info.st_mode)
                                                     || S_ISSOCK (info.st_mode));
}

/* Returns FALSE. */
static gboolean
set_changed (PvCapture  *capture,
             GError    **error)
{
  g_autofree char *name = pv_file_text_path (capture->file);

  g_set_error (error, PV_ERROR, PV_ERROR_DAMAGED,
               /* Translators: %s is the name of a file. */
               _("“%s” was changed since it was opened, other than by growing. Open it again"), name);

  return FALSE;
}

PvSavefile *
pv_capture_open_again (PvCapture     *capture,
                       PvProgress    *progress,
                       GCancellable  *cancellable,
                       GError       **error)
{
  PvSavefile *savefile;
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
  if (!pv_source_is_still (source, &capture->identity))
    {
      pv_source_free (source);
      set_changed (capture, error);
      return NULL;
    }
  if (progress != NULL)
    __atomic_store_n (&progress->size, pv_source_get_size (source), __ATOMIC_RELAXED);

  savefile = pv_savefile_open (source, cancellable, error);
  /* what came after is no part of the capture */
  if (savefile != NULL)
    pv_savefile_set_limit (savefile, capture->n_packets);

  return savefile;
}

gboolean
pv_capture_check_batch (PvCapture      *capture,
                        const PvBatch  *batch,
                        guint64         first,
                        GError        **error)
{
  for (gsize i = 0; i < batch->n_records; i++)
    {
      const PvRecord *record = &batch->records[i];
      guint64 packet;

      if (first + i >= capture->n_packets)
        return set_changed (capture, error);

      packet = pv_capture_get_number (capture, first + i);
      if ((record->flags & PV_RECORD_NO_TIME) == 0 && record->time_ns != pv_capture_get_time (capture, packet))
        return set_changed (capture, error);
    }

  return TRUE;
}

gboolean
pv_capture_check_end (PvCapture  *capture,
                      guint64     n_read,
                      GError    **error)
{
  return n_read == capture->n_packets || set_changed (capture, error);
}
