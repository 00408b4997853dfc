/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-export.c: a chart's page as an image, and as a file. */
#include "config.h"

#include "pv-chart-export.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>

/* Cairo's limit for an image surface. */
#define MAX_SIZE 32767

/* A point is 1/72 inch, a pixel 1/96. */
#define POINTS_PER_PIXEL .75

/* Where Cairo's bytes go, and what came of it. */
typedef struct
{
  GOutputStream *stream;
  GCancellable *cancellable;
  GError *error;
} Sink;

cairo_surface_t *
pv_chart_export_draw (PvChartSheet *sheet)
{
  const PvPage *page;
  cairo_surface_t *surface;
  cairo_t *cr;

  g_return_val_if_fail (sheet != NULL, NULL);

  page = pv_chart_sheet_get_page (sheet);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32,
                                        (int) CLAMP (round (page->width * page->scale), 1, MAX_SIZE),
                                        (int) CLAMP (round (pv_chart_sheet_get_height (sheet) * page->scale), 1, MAX_SIZE));
  cairo_surface_set_device_scale (surface, page->scale, page->scale);
  cr = cairo_create (surface);
  pv_chart_sheet_draw (sheet, cr);
  cairo_destroy (cr);

  return surface;
}

static cairo_status_t
write_cb (void                *closure,
          const unsigned char *data,
          unsigned int         length)
{
  Sink *sink = closure;

  if (sink->error == NULL && !g_cancellable_set_error_if_cancelled (sink->cancellable, &sink->error) &&
      g_output_stream_write_all (sink->stream, data, length, NULL, sink->cancellable, &sink->error))
    return CAIRO_STATUS_SUCCESS;

  return CAIRO_STATUS_WRITE_ERROR;
}

static cairo_status_t
write_png (PvChartSheet *sheet,
           Sink         *sink)
{
  cairo_surface_t *surface = pv_chart_export_draw (sheet);
  cairo_status_t status = cairo_surface_write_to_png_stream (surface, write_cb, sink);

  cairo_surface_destroy (surface);

  return status;
}

static cairo_status_t
write_svg (PvChartSheet *sheet,
           Sink         *sink)
{
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (write_cb, sink,
                                                                  pv_chart_sheet_get_page (sheet)->width,
                                                                  pv_chart_sheet_get_height (sheet));
  cairo_status_t status;
  cairo_t *cr;

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  cr = cairo_create (surface);
  pv_chart_sheet_draw (sheet, cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  return status;
}

static void
draw_pdf_page (PvChartSheet    *sheet,
               cairo_surface_t *surface)
{
  cairo_t *cr;

  cairo_pdf_surface_set_size (surface, pv_chart_sheet_get_page (sheet)->width * POINTS_PER_PIXEL,
                              pv_chart_sheet_get_height (sheet) * POINTS_PER_PIXEL);
  cr = cairo_create (surface);
  cairo_scale (cr, POINTS_PER_PIXEL, POINTS_PER_PIXEL);
  pv_chart_sheet_draw (sheet, cr);
  cairo_show_page (cr);
  cairo_destroy (cr);
}

static cairo_status_t
write_pdf (PvChartSheet *const *sheets,
           guint                n_sheets,
           Sink                *sink)
{
  const PvPage *first = pv_chart_sheet_get_page (sheets[0]);
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (write_cb, sink, 1, 1);
  cairo_status_t status;

  /* So that all viewers can read it; there is nothing here that would take a newer one. */
  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
  if (first->title != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, first->title);
  if (first->subtitle != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, first->subtitle);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "PcapViz " PV_VERSION);
  for (guint i = 0; i < n_sheets; i++)
    draw_pdf_page (sheets[i], surface);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  return status;
}

gboolean
pv_chart_export_write (PvChartSheet *const  *sheets,
                       guint                 n_sheets,
                       PvPictureFormat       format,
                       GOutputStream        *stream,
                       GCancellable         *cancellable,
                       GError              **error)
{
  Sink sink = { stream, cancellable, NULL };
  cairo_status_t status = CAIRO_STATUS_SUCCESS;

  g_return_val_if_fail (sheets != NULL && n_sheets > 0, FALSE);
  g_return_val_if_fail (format == PV_PICTURE_PDF || n_sheets == 1, FALSE);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), FALSE);

  switch (format)
    {
    case PV_PICTURE_PNG:
      status = write_png (sheets[0], &sink);
      break;

    case PV_PICTURE_SVG:
      status = write_svg (sheets[0], &sink);
      break;

    case PV_PICTURE_PDF:
      status = write_pdf (sheets, n_sheets, &sink);
      break;

    default:
      g_assert_not_reached ();
    }

  if (sink.error != NULL)
    {
      g_propagate_error (error, sink.error);
      return FALSE;
    }
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, cairo_status_to_string (status));
      return FALSE;
    }

  return TRUE;
}
