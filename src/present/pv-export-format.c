/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-export-format.c: what files a chart can become. */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "pv-export-format.h"

typedef struct
{
  const char *title;
  const char *extension;
  gboolean is_table;
  gboolean has_pixels;
} PvExportFormatInfo;

static const PvExportFormatInfo infos[PV_N_EXPORT_FORMATS] = {
  [PV_EXPORT_PNG] = { N_("PNG Image"), "png", FALSE, TRUE },
  [PV_EXPORT_SVG] = { N_("SVG Drawing"), "svg", FALSE, FALSE },
  [PV_EXPORT_PDF] = { N_("PDF Document"), "pdf", FALSE, FALSE },
  [PV_EXPORT_CSV] = { N_("CSV Table"), "csv", TRUE, FALSE },
  [PV_EXPORT_JSON] = { N_("JSON Table"), "json", TRUE, FALSE },
};

const char *
pv_export_format_get_title (PvExportFormat format)
{
  g_return_val_if_fail (format < PV_N_EXPORT_FORMATS, NULL);

  return _(infos[format].title);
}

const char *
pv_export_format_get_extension (PvExportFormat format)
{
  g_return_val_if_fail (format < PV_N_EXPORT_FORMATS, NULL);

  return infos[format].extension;
}

gboolean
pv_export_format_is_table (PvExportFormat format)
{
  g_return_val_if_fail (format < PV_N_EXPORT_FORMATS, FALSE);

  return infos[format].is_table;
}

gboolean
pv_export_format_has_pixels (PvExportFormat format)
{
  g_return_val_if_fail (format < PV_N_EXPORT_FORMATS, FALSE);

  return infos[format].has_pixels;
}

gboolean
pv_export_format_parse (const char     *name,
                        PvExportFormat *format)
{
  g_return_val_if_fail (name != NULL && format != NULL, FALSE);

  for (guint i = 0; i < PV_N_EXPORT_FORMATS; i++)
    if (g_ascii_strcasecmp (name, infos[i].extension) == 0)
      {
        *format = i;
        return TRUE;
      }

  return FALSE;
}

gboolean
pv_export_format_guess (const char     *path,
                        PvExportFormat *format)
{
  g_autofree char *base = NULL;
  const char *dot;

  g_return_val_if_fail (path != NULL && format != NULL, FALSE);

  base = g_path_get_basename (path);
  dot = strrchr (base, '.');

  /* ".csv" is a hidden file of no format */
  return dot != NULL && dot != base && pv_export_format_parse (dot + 1, format);
}
