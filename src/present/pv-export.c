/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-export.c: charts become a file. */
#include "config.h"

#include "pv-export.h"
#include "pv-whole-file.h"

gboolean
pv_export_write (PvChartPicture *const  *pictures,
                 guint                   n_pictures,
                 const PvExportFormat   *format,
                 const PvPictureLook    *look,
                 GFile                  *file,
                 GCancellable           *cancellable,
                 GError                **error)
{
  g_autoptr (PvWholeFile) whole = NULL;

  g_return_val_if_fail (pictures != NULL && n_pictures > 0, FALSE);
  g_return_val_if_fail (format != NULL && (n_pictures == 1 || format->has_pages), FALSE);
  g_return_val_if_fail (look != NULL && G_IS_FILE (file), FALSE);

  whole = pv_whole_file_new (file, cancellable, error);

  return whole != NULL &&
         format->write (pictures, n_pictures, look, pv_whole_file_get_stream (whole), cancellable, error) &&
         pv_whole_file_close (whole, cancellable, error);
}
