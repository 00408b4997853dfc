/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-command-export.c: which charts the options of the command line export, and how. */
#include "config.h"

#include "pv-command-export.h"

#include <glib/gi18n.h>

#include "pv-bin-size.h"
#include "pv-chart-argument.h"
#include "pv-command-selection.h"
#include "pv-error.h"
#include "pv-option-value.h"

#define MAX_PIXELS 16384
#define MAX_SCALE 8
#define MAX_AVERAGE 10000

static gboolean
parse_size (const char     *text,
            PvPictureLook  *look,
            GError        **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "x", 2);
  guint width;
  guint height = 0;

  if (!pv_option_value_parse_number ("size", parts[0] != NULL ? parts[0] : "", 100, MAX_PIXELS, &width, error) ||
      (parts[0] != NULL && parts[1] != NULL &&
       !pv_option_value_parse_number ("size", parts[1], 100, MAX_PIXELS, &height, error)))
    return FALSE;

  look->width = width;
  look->height = height;

  return TRUE;
}

static gboolean
parse_background (const PvCommandOptions  *options,
                  PvBackground            *background,
                  GError                 **error)
{
  static const char *const names[] = { "light", "dark", "transparent", NULL };
  guint choice = PV_BACKGROUND_LIGHT;

  if (!pv_option_value_parse_choice ("background", options->background, names, &choice, error))
    return FALSE;
  *background = choice;

  return TRUE;
}

static gboolean
parse_look (const PvCommandOptions  *options,
            PvPictureLook           *look,
            GError                 **error)
{
  guint scale = 1;

  look->width = 1200;
  look->height = 0;
  if ((options->size != NULL && !parse_size (options->size, look, error)) ||
      !pv_option_value_parse_number ("scale", options->scale, 1, MAX_SCALE, &scale, error) ||
      !parse_background (options, &look->background, error))
    return FALSE;
  look->scale = scale;

  return TRUE;
}

static gboolean
parse_measure (const PvCommandOptions  *options,
               PvMeasure               *measure,
               GError                 **error)
{
  static const char *const names[] = { "packets", "bytes", NULL };
  static const PvMeasure measures[] = { PV_MEASURE_PACKETS, PV_MEASURE_IP_BYTES };
  guint choice = 0;

  if (!pv_option_value_parse_choice ("rank-by", options->rank_by, names, &choice, error))
    return FALSE;
  *measure = measures[choice];

  return TRUE;
}

static gboolean
parse_map (const PvCommandOptions  *options,
           PvExportOptions         *export_options,
           GError                 **error)
{
  const char *names[PV_N_MAP_GROUPINGS + 1] = { NULL };
  guint choice = PV_MAP_BY_HOST;

  for (guint i = 0; i < PV_N_MAP_GROUPINGS; i++)
    names[i] = pv_map_grouping_get_code ((PvMapGrouping) i);
  if (!pv_option_value_parse_choice ("group-by", options->group_by, names, &choice, error))
    return FALSE;

  export_options->grouping = (PvMapGrouping) choice;
  export_options->form = options->matrix ? PV_MAP_MATRIX : PV_MAP_RIBBONS;
  export_options->map_measure = options->rank_by != NULL ? export_options->measure : PV_MEASURE_IP_BYTES;

  return TRUE;
}

gboolean
pv_command_export_parse_line (const PvCommandOptions  *options,
                              PvLineOptions           *line,
                              GError                 **error)
{
  static const char *const quantities[] = { "bytes", "wire-bytes", "packets", "bits", "wire-bits", NULL };
  static const char *const times[] = { "local", "utc", "elapsed", NULL };
  static const struct
  {
    PvQuantity quantity;
    gboolean on_wire;
  } meanings[] = {
    { PV_QUANTITY_BYTES, FALSE },
    { PV_QUANTITY_BYTES, TRUE },
    { PV_QUANTITY_PACKETS, FALSE },
    { PV_QUANTITY_BITS_PER_SECOND, FALSE },
    { PV_QUANTITY_BITS_PER_SECOND, TRUE },
  };
  guint quantity = 0;
  guint clock = PV_CLOCK_LOCAL;
  guint smoothing = 1;

  if (!pv_option_value_parse_choice ("quantity", options->quantity, quantities, &quantity, error) ||
      !pv_option_value_parse_choice ("time", options->time, times, &clock, error) ||
      !pv_option_value_parse_number ("average", options->average, 1, MAX_AVERAGE, &smoothing, error))
    return FALSE;

  *line = (PvLineOptions){
    .quantity = meanings[quantity].quantity,
    .on_wire = meanings[quantity].on_wire,
    .scale = options->logarithmic ? PV_SCALE_LOGARITHMIC : PV_SCALE_LINEAR,
    .clock = clock,
    .smoothing = smoothing,
    .has_mean = options->mean,
    .has_percentile = options->percentile,
  };

  return TRUE;
}

/* A name that ends in a format is a file, unless there is a folder of that name. */
static gboolean
parse_target (const PvCommandOptions  *options,
              PvExportOptions         *export_options,
              GError                 **error)
{
  gboolean is_standard_output = g_str_equal (options->export_target, "-");
  const PvExportFormat *format = NULL;
  g_autofree char *all = pv_export_format_list ();
  guint n;

  export_options->target = options->export_target;
  export_options->format = pv_export_format_guess (options->export_target);
  export_options->is_file = is_standard_output || (export_options->format != NULL &&
                                                   !g_file_test (options->export_target, G_FILE_TEST_IS_DIR));

  if (options->format != NULL)
    {
      format = pv_export_format_find (options->format);
      if (format == NULL)
        {
          g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE,
                       /* Translators: what was typed, and what can be typed, as in “png, svg, pdf” */
                       _("“%s” is no format that charts can be exported in; there are %s"), options->format, all);
          return FALSE;
        }
      if (export_options->is_file && !is_standard_output && format != export_options->format)
        {
          g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE, _("--format=%s is not what the name “%s” says"),
                       options->format, options->export_target);
          return FALSE;
        }
    }
  else if (is_standard_output)
    {
      g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE,
                   /* Translators: %s is what can be typed, as in “png, svg, pdf” */
                   _("--export=- is standard output, and needs a --format: %s"), all);
      return FALSE;
    }

  if (format != NULL)
    export_options->format = format;
  else if (!export_options->is_file)
    export_options->format = pv_export_format_get_all (&n);

  return TRUE;
}

gboolean
pv_command_export_parse (const PvCommandOptions  *options,
                         PvExportOptions         *export_options,
                         GError                 **error)
{
  gboolean has_room;

  if (!parse_target (options, export_options, error) || !parse_look (options, &export_options->look, error) ||
      !parse_measure (options, &export_options->measure, error) || !parse_map (options, export_options, error) ||
      !pv_command_export_parse_line (options, &export_options->line, error))
    return FALSE;

  /* all pages of a document; of the rest, the chart of which there is one */
  has_room = !export_options->is_file || export_options->format->has_pages;
  export_options->chart = has_room ? PV_CHART_ALL : PV_CHART_TRAFFIC;
  if (export_options->format->is_graph)
    export_options->chart = PV_CHART_MAP;
  export_options->n_max = 25;

  if (options->chart != NULL && !pv_chart_argument_parse (options->chart, &export_options->chart, error))
    return FALSE;
  if (export_options->chart >= 0)
    pv_command_selection_want (&export_options->selection, export_options->chart);
  if (!pv_option_value_parse_number ("top", options->top, 0, G_MAXUINT, &export_options->n_max, error) ||
      (options->bin != NULL && !pv_bin_size_parse (options->bin, &export_options->bin_ns, error)))
    return FALSE;

  if (export_options->format->is_graph && export_options->chart != PV_CHART_MAP)
    {
      g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE,
                   /* Translators: %s is a format, as in “dot” */
                   _("“%s” is for graphs, which only --chart=map is"), export_options->format->key);
      return FALSE;
    }
  if (!has_room && export_options->chart == PV_CHART_ALL)
    {
      g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE, _("“%s” has room for one chart only"),
                   options->export_target);
      return FALSE;
    }

  return TRUE;
}
