/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-export-format.c: what files a chart can become. */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "pv-chart-export.h"
#include "pv-export-format.h"

/* How fine a line's details are where there are no pixels: parts of a logical pixel. */
#define VECTOR_DETAIL 2

static gboolean
write_sheets (PvChartPicture *const  *pictures,
              guint                   n_pictures,
              const PvPictureLook    *look,
              double                  scale,
              PvChartExportFunc       write,
              GOutputStream          *stream,
              GCancellable           *cancellable,
              GError                **error)
{
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) pv_chart_sheet_free);
  PvPictureLook own_look = *look;

  own_look.scale = scale;
  for (guint i = 0; i < n_pictures; i++)
    g_ptr_array_add (sheets, pv_chart_picture_lay_out (pictures[i], &own_look));

  return write ((PvChartSheet *const *) sheets->pdata, sheets->len, stream, cancellable, error);
}

static gboolean
write_png (PvChartPicture *const  *pictures,
           guint                   n_pictures,
           const PvPictureLook    *look,
           GOutputStream          *stream,
           GCancellable           *cancellable,
           GError                **error)
{
  return write_sheets (pictures, n_pictures, look, look->scale, pv_chart_export_write_png, stream, cancellable, error);
}

static gboolean
write_svg (PvChartPicture *const  *pictures,
           guint                   n_pictures,
           const PvPictureLook    *look,
           GOutputStream          *stream,
           GCancellable           *cancellable,
           GError                **error)
{
  return write_sheets (pictures, n_pictures, look, VECTOR_DETAIL, pv_chart_export_write_svg, stream, cancellable, error);
}

static gboolean
write_pdf (PvChartPicture *const  *pictures,
           guint                   n_pictures,
           const PvPictureLook    *look,
           GOutputStream          *stream,
           GCancellable           *cancellable,
           GError                **error)
{
  return write_sheets (pictures, n_pictures, look, VECTOR_DETAIL, pv_chart_export_write_pdf, stream, cancellable, error);
}

static gboolean
write_csv (PvChartPicture *const  *pictures,
           guint                   n_pictures,
           const PvPictureLook    *look,
           GOutputStream          *stream,
           GCancellable           *cancellable,
           GError                **error)
{
  return pv_chart_picture_write_numbers (pictures[0], PV_TABLE_CSV, stream, cancellable, error);
}

static gboolean
write_json (PvChartPicture *const  *pictures,
            guint                   n_pictures,
            const PvPictureLook    *look,
            GOutputStream          *stream,
            GCancellable           *cancellable,
            GError                **error)
{
  return pv_chart_picture_write_numbers (pictures[0], PV_TABLE_JSON, stream, cancellable, error);
}

static gboolean
write_graphml (PvChartPicture *const  *pictures,
               guint                   n_pictures,
               const PvPictureLook    *look,
               GOutputStream          *stream,
               GCancellable           *cancellable,
               GError                **error)
{
  return pv_chart_picture_write_graph (pictures[0], PV_GRAPH_GRAPHML, stream, cancellable, error);
}

static gboolean
write_dot (PvChartPicture *const  *pictures,
           guint                   n_pictures,
           const PvPictureLook    *look,
           GOutputStream          *stream,
           GCancellable           *cancellable,
           GError                **error)
{
  return pv_chart_picture_write_graph (pictures[0], PV_GRAPH_DOT, stream, cancellable, error);
}

static const PvExportFormat formats[] = {
  { "png", N_("PNG Image"), "image/png", FALSE, 0, FALSE, TRUE, FALSE, write_png },
  { "svg", N_("SVG Drawing"), "image/svg+xml", FALSE, 0, FALSE, FALSE, FALSE, write_svg },
  { "pdf", N_("PDF Document"), "application/pdf", FALSE, 0, FALSE, FALSE, TRUE, write_pdf },
  { "csv", N_("CSV Table"), "text/csv", TRUE, PV_TABLE_CSV, FALSE, FALSE, FALSE, write_csv },
  { "json", N_("JSON Table"), "application/json", TRUE, PV_TABLE_JSON, FALSE, FALSE, FALSE, write_json },
  { "graphml", N_("GraphML Graph"), "application/graphml+xml", FALSE, 0, TRUE, FALSE, FALSE, write_graphml },
  { "dot", N_("Graphviz Graph"), "text/vnd.graphviz", FALSE, 0, TRUE, FALSE, FALSE, write_dot },
};

gboolean
pv_export_format_can (const PvExportFormat *self,
                      PvChartPicture       *picture)
{
  g_return_val_if_fail (self != NULL && PV_IS_CHART_PICTURE (picture), FALSE);

  return !self->is_graph || pv_chart_picture_has_graph (picture);
}

const PvExportFormat *
pv_export_format_get_all (guint *n)
{
  g_return_val_if_fail (n != NULL, NULL);

  *n = G_N_ELEMENTS (formats);

  return formats;
}

const PvExportFormat *
pv_export_format_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_ascii_strcasecmp (name, formats[i].key) == 0)
      return &formats[i];

  return NULL;
}

const PvExportFormat *
pv_export_format_guess (const char *path)
{
  g_autofree char *base = NULL;
  const char *dot;

  g_return_val_if_fail (path != NULL, NULL);

  base = g_path_get_basename (path);
  dot = strrchr (base, '.');

  /* ".csv" is a hidden file of no format */
  return dot != NULL && dot != base ? pv_export_format_find (dot + 1) : NULL;
}

char *
pv_export_format_list (void)
{
  const char *keys[G_N_ELEMENTS (formats) + 1] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    keys[i] = formats[i].key;

  return g_strjoinv (", ", (char **) keys);
}
