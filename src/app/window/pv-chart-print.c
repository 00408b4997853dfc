/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-print.c: charts on paper. */
#include "config.h"

#include "pv-chart-print.h"

/* Of screens, which charts are drawn for. */
#define PIXELS_PER_INCH 96.0
/* How fine a line's details are: parts of such a pixel. */
#define DETAIL 4

/* A page: a picture, or those of its bars that fit. */
typedef struct
{
  PvChartPicture *picture;
  guint first;
  guint n;
} PrintPage;

typedef struct
{
  GPtrArray *pictures; /* of PvChartPicture */
  GArray *pages;       /* of PrintPage */
} PrintJob;

static void
print_job_free (PrintJob *job)
{
  g_ptr_array_unref (job->pictures);
  g_array_unref (job->pages);
  g_free (job);
}

/* Units of the context for a pixel. */
static double
get_scale (GtkPrintContext *context)
{
  return gtk_print_context_get_dpi_x (context) / PIXELS_PER_INCH;
}

/* Ink on paper: nothing is printed behind it. */
static PvPictureLook
get_look (GtkPrintContext *context)
{
  return (PvPictureLook){
    .width = (int) (gtk_print_context_get_width (context) / get_scale (context)),
    .scale = DETAIL,
    .background = PV_BACKGROUND_TRANSPARENT,
  };
}

static void
begin_cb (PrintJob          *job,
          GtkPrintContext   *context,
          GtkPrintOperation *operation)
{
  PvPictureLook look = get_look (context);
  double height = gtk_print_context_get_height (context) / get_scale (context);

  g_array_set_size (job->pages, 0);
  for (guint i = 0; i < job->pictures->len; i++)
    {
      PvChartPicture *picture = g_ptr_array_index (job->pictures, i);
      guint n_rows = pv_chart_picture_get_n_rows (picture);
      guint n_fit = pv_chart_picture_count_rows (picture, &look, height);
      PrintPage page = { picture, 0, 0 };

      do
        {
          page.n = MIN (n_rows - page.first, n_fit);
          g_array_append_val (job->pages, page);
          page.first += page.n;
        }
      while (page.first < n_rows);
    }
  gtk_print_operation_set_n_pages (operation, (int) job->pages->len);
}

static void
draw_cb (PrintJob        *job,
         GtkPrintContext *context,
         int              number)
{
  const PrintPage *page = &g_array_index (job->pages, PrintPage, number);
  PvPictureLook look = get_look (context);
  g_autoptr (PvChartSheet) sheet = pv_chart_picture_lay_out_rows (page->picture, &look, page->first, page->n);
  cairo_t *cr = gtk_print_context_get_cairo_context (context);

  cairo_save (cr);
  cairo_scale (cr, get_scale (context), get_scale (context));
  pv_chart_sheet_draw (sheet, cr);
  cairo_restore (cr);
}

GtkPrintOperation *
pv_chart_print_new (GPtrArray *pictures)
{
  GtkPrintOperation *operation;
  PrintJob *job;
  g_autofree char *name = NULL;

  g_return_val_if_fail (pictures != NULL && pictures->len > 0, NULL);

  operation = gtk_print_operation_new ();
  name = pv_chart_picture_suggest_name (g_ptr_array_index (pictures, 0));
  gtk_print_operation_set_job_name (operation, name);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);

  job = g_new0 (PrintJob, 1);
  job->pictures = g_ptr_array_ref (pictures);
  job->pages = g_array_new (FALSE, FALSE, sizeof (PrintPage));
  g_object_set_data_full (G_OBJECT (operation), "pv-print-job", job, (GDestroyNotify) print_job_free);
  g_signal_connect_swapped (operation, "begin-print", G_CALLBACK (begin_cb), job);
  g_signal_connect_swapped (operation, "draw-page", G_CALLBACK (draw_cb), job);

  return operation;
}
