/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-export.c: charts become a file. */
#include "config.h"

#include "pv-chart-export.h"
#include "pv-export.h"
#include "pv-whole-file.h"

/* How fine a line's details are where there are no pixels: parts of a logical pixel. */
#define VECTOR_DETAIL 2

static gboolean
write_pictures (PvChartPicture *const  *pictures,
                guint                   n_pictures,
                PvPictureFormat         format,
                const PvPictureLook    *look,
                GOutputStream          *stream,
                GCancellable           *cancellable,
                GError                **error)
{
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) pv_chart_sheet_free);
  PvPictureLook own_look = *look;

  if (format != PV_PICTURE_PNG)
    own_look.scale = VECTOR_DETAIL;
  for (guint i = 0; i < n_pictures; i++)
    g_ptr_array_add (sheets, pv_chart_picture_lay_out (pictures[i], &own_look));

  return pv_chart_export_write ((PvChartSheet *const *) sheets->pdata, sheets->len, format, stream,
                                cancellable, error);
}

gboolean
pv_export_write_to_stream (PvChartPicture *const  *pictures,
                           guint                   n_pictures,
                           PvExportFormat          format,
                           const PvPictureLook    *look,
                           GOutputStream          *stream,
                           GCancellable           *cancellable,
                           GError                **error)
{
  g_return_val_if_fail (pictures != NULL && n_pictures > 0, FALSE);
  g_return_val_if_fail (n_pictures == 1 || format == PV_EXPORT_PDF, FALSE);
  g_return_val_if_fail (look != NULL && G_IS_OUTPUT_STREAM (stream), FALSE);

  switch (format)
    {
    case PV_EXPORT_PNG:
      return write_pictures (pictures, n_pictures, PV_PICTURE_PNG, look, stream, cancellable, error);

    case PV_EXPORT_SVG:
      return write_pictures (pictures, n_pictures, PV_PICTURE_SVG, look, stream, cancellable, error);

    case PV_EXPORT_PDF:
      return write_pictures (pictures, n_pictures, PV_PICTURE_PDF, look, stream, cancellable, error);

    case PV_EXPORT_CSV:
      return pv_chart_picture_write_numbers (pictures[0], PV_TABLE_CSV, stream, cancellable, error);

    case PV_EXPORT_JSON:
      return pv_chart_picture_write_numbers (pictures[0], PV_TABLE_JSON, stream, cancellable, error);

    default:
      g_assert_not_reached ();
    }
}

gboolean
pv_export_write (PvChartPicture *const  *pictures,
                 guint                   n_pictures,
                 PvExportFormat          format,
                 const PvPictureLook    *look,
                 GFile                  *file,
                 GCancellable           *cancellable,
                 GError                **error)
{
  g_autoptr (PvWholeFile) whole = NULL;

  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  whole = pv_whole_file_new (file, cancellable, error);

  return whole != NULL &&
         pv_export_write_to_stream (pictures, n_pictures, format, look, pv_whole_file_get_stream (whole), cancellable,
                                    error) &&
         pv_whole_file_close (whole, cancellable, error);
}
