/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-export.c: a chart's page as an image, and as a file. */
#include "config.h"

#include "pv-chart-export.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
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

/* Of its picture. */
static void
get_pixels (PvChartSheet *sheet,
            double       *width,
            double       *height)
{
  const PvPage *page = pv_chart_sheet_get_page (sheet);

  *width = MAX (round (page->width * page->scale), 1);
  *height = MAX (round (pv_chart_sheet_get_height (sheet) * page->scale), 1);
}

cairo_surface_t *
pv_chart_export_draw (PvChartSheet *sheet)
{
  const PvPage *page;
  cairo_surface_t *surface;
  double width;
  double height;
  cairo_t *cr;

  g_return_val_if_fail (sheet != NULL, NULL);

  page = pv_chart_sheet_get_page (sheet);
  get_pixels (sheet, &width, &height);
  /* one that is too large is an error, and not part of a picture */
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) MIN (width, MAX_SIZE + 1),
                                        (int) MIN (height, MAX_SIZE + 1));
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

/* What came of it: of the stream first, of which Cairo only knows that something was wrong. */
static gboolean
finish (Sink            *sink,
        cairo_status_t   status,
        GError         **error)
{
  if (sink->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&sink->error));
      return FALSE;
    }
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, cairo_status_to_string (status));
      return FALSE;
    }

  return TRUE;
}

gboolean
pv_chart_export_write_png (PvChartSheet *const  *sheets,
                           guint                 n_sheets,
                           GOutputStream        *stream,
                           GCancellable         *cancellable,
                           GError              **error)
{
  Sink sink = { stream, cancellable, NULL };
  double width;
  double height;

  g_return_val_if_fail (sheets != NULL && n_sheets == 1, FALSE);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), FALSE);

  get_pixels (sheets[0], &width, &height);
  if (width > MAX_SIZE || height > MAX_SIZE)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   /* Translators: width and height of a picture, and the most that either may be */
                   _("A picture of %.0f × %.0f pixels is more than there can be, %d. Choose a smaller size or scale, "
                     "or fewer bars"),
                   width, height, MAX_SIZE);
      return FALSE;
    }

  return finish (&sink, write_png (sheets[0], &sink), error);
}

gboolean
pv_chart_export_write_svg (PvChartSheet *const  *sheets,
                           guint                 n_sheets,
                           GOutputStream        *stream,
                           GCancellable         *cancellable,
                           GError              **error)
{
  Sink sink = { stream, cancellable, NULL };

  g_return_val_if_fail (sheets != NULL && n_sheets == 1, FALSE);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), FALSE);

  return finish (&sink, write_svg (sheets[0], &sink), error);
}

gboolean
pv_chart_export_write_pdf (PvChartSheet *const  *sheets,
                           guint                 n_sheets,
                           GOutputStream        *stream,
                           GCancellable         *cancellable,
                           GError              **error)
{
  Sink sink = { stream, cancellable, NULL };

  g_return_val_if_fail (sheets != NULL && n_sheets > 0, FALSE);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), FALSE);

  return finish (&sink, write_pdf (sheets, n_sheets, &sink), error);
}
