/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-command-line.c: what the command line can ask for. */
#include "config.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n.h>

#include "pv-bin-size.h"
#include "pv-command-line.h"
#include "pv-dimension-text.h"
#include "pv-error.h"
#include "pv-file-text.h"
#include "pv-geo.h"
#include "pv-headless.h"
#include "pv-date-text.h"
#include "pv-memory-out.h"
#include "pv-on-demand.h"
#include "pv-pick-argument.h"

/* The article that PcapViz follows bins by 2 s, and scripts want the same answer every time. */
#define REPORT_BIN_SIZE (2 * PV_NS_PER_SECOND)
#define MAX_PIXELS 16384
#define MAX_SCALE 8
#define MAX_AVERAGE 10000

/* Something was found of what --fail-on looks for. */
#define EXIT_FOUND 3

typedef struct
{
  gboolean version;
  gboolean report;
  char *export_target;
  char *save_target;
  gboolean anonymise;
  char *anonymise_key;
  gboolean anonymise_keep_vendors;
  char *hosts;
  char **geo;
  gboolean list_objects;
  char *objects_folder;
  gboolean overwrite_input;
  gboolean with_null;
  gboolean separate;
  gboolean recursive;
  gboolean no_index;
  char *chart;
  char *format;
  char *bin;
  char *from;
  char *to;
  char *filter;
  char **picks;
  char *with;
  char **exclusions;
  char *size;
  char *scale;
  char *background;
  char *top;
  char *rank_by;
  char *group_by;
  gboolean matrix;
  char *quantity;
  char *time;
  char *average;
  gboolean logarithmic;
  gboolean mean;
  gboolean percentile;
  char **compare;
  char *compare_from;
  char *compare_to;
  char *align;
  char *match;
  char *fail_on;
} PvOptions;

static PvOptions options;

static const GOptionEntry entries[] = {
  {
    "version", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &options.version,
    N_("Print the version and exit"), NULL,
  },
  {
    "report", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &options.report,
    N_("Print the figures of files as JSON; opens no window"), NULL,
  },
  {
    "export", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &options.export_target,
    N_("Write the charts of files into a folder, or one chart into a file whose name ends in .png, .svg, "
       ".pdf, .csv or .json; opens no window"), N_("TARGET"),
  },
  {
    "save", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &options.save_target,
    N_("Write the packets of files, or those that --from, --to and --filter leave, as pcapng; “-” is standard output; "
       "opens no window"), N_("TARGET"),
  },
  {
    "anonymise", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &options.anonymise,
    N_("Replace addresses and names in saved packets, and cut off what is not understood"), NULL,
  },
  {
    "anonymise-key", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &options.anonymise_key,
    N_("A file of secret bytes: with the same, what is replaced becomes the same in all captures"), N_("FILE"),
  },
  {
    "anonymise-keep-vendors", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &options.anonymise_keep_vendors,
    N_("Replace addresses and names, but not who made a piece of hardware"), NULL,
  },
  {
    "geo", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME_ARRAY, &options.geo,
    N_("Tell countries and networks of addresses by a database in MaxMind's format; may be repeated"), N_("FILE"),
  },
  {
    "hosts", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &options.hosts,
    N_("Give addresses in the report the nicknames that a file like /etc/hosts has for them"), N_("FILE"),
  },
  {
    "objects", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &options.objects_folder,
    N_("Save the files that went over HTTP, FTP, TFTP and mail in a capture into a folder, and list them as JSON; opens no "
       "window"), N_("FOLDER"),
  },
  {
    "list-objects", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &options.list_objects,
    N_("List the files that went over HTTP, FTP, TFTP and mail in a capture as JSON; opens no window"), NULL,
  },
  {
    "separate", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &options.separate,
    N_("Take each file, and each folder’s files, for a capture of its own, rather than all of them for one"), NULL,
  },
  {
    "recursive", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &options.recursive,
    N_("Look for captures in the folders of folders, too"), NULL,
  },
  {
    "no-index", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &options.no_index,
    N_("Read all packets anew, and keep no index of them for the next time"), NULL,
  },
  {
    "overwrite-input", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &options.overwrite_input,
    N_("Let what is written replace a file that is read"), NULL,
  },
  {
    "null", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &options.with_null,
    N_("End each file name that is printed with a null byte, rather than a line break"), NULL,
  },
  {
    "bin", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &options.bin,
    N_("Bin size, from 1us to 1d, as in 500ms, 2s or 1h"), N_("SIZE"),
  },
  {
    "from", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &options.from,
    N_("Leave out packets before a time, as in 2016-07-09T10:14, 2016-07-09T10:14:02Z or 1468059242.5; local where no "
       "zone is given"), N_("TIME"),
  },
  {
    "to", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &options.to,
    N_("Leave out packets at and after a time"), N_("TIME"),
  },
  {
    "filter", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &options.filter,
    N_("Count only packets that pass a filter in libpcap’s language, as in “udp port 53”"), N_("EXPRESSION"),
  },
  {
    "pick", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING_ARRAY, &options.picks,
    /* Translators: %s is a list of words */
    N_("Count only packets that have a label, as in services:443/tcp; lists are %s"), N_("LIST:LABEL"),
  },
  {
    "exclude", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING_ARRAY, &options.exclusions,
    N_("Leave out packets that have a label"), N_("LIST:LABEL"),
  },
  {
    "with", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &options.with,
    /* Translators: %s is a list of words */
    N_("Read also what takes another look at every packet: %s"), N_("PARTS"),
  },
  {
    "format", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &options.format,
    N_("Format of exported charts: png, svg or pdf; or csv or json for their numbers, graphml or dot for the map as a "
       "graph"), N_("FORMAT"),
  },
  {
    "chart", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &options.chart,
    /* Translators: %s is a list of words */
    N_("Which chart to export: %s"), N_("CHART"),
  },
  {
    "size", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &options.size,
    N_("Size of exported charts in pixels; bar charts follow their number of bars where no height "
       "is given"), N_("WIDTH[xHEIGHT]"),
  },
  {
    "scale", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &options.scale,
    N_("Device pixels for each pixel of exported charts, from 1 to 8"), N_("NUMBER"),
  },
  {
    "background", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &options.background,
    N_("Background of exported charts: light, dark or transparent"), N_("KIND"),
  },
  {
    "top", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &options.top,
    N_("Number of bars in exported charts, and of clients and servers on the map, 0 for all"), N_("NUMBER"),
  },
  {
    "rank-by", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &options.rank_by,
    N_("What bars of addresses are ranked by: packets or bytes"), N_("KIND"),
  },
  {
    "group-by", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &options.group_by,
    N_("What the map shows each of by itself: host, network, scope, name or domain"), N_("KIND"),
  },
  {
    "matrix", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &options.matrix,
    N_("Draw the map as a matrix of clients and servers"), NULL,
  },
  {
    "quantity", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &options.quantity,
    N_("What the line counts: bytes, wire-bytes, packets, or by the second bits or wire-bits"), N_("KIND"),
  },
  {
    "time", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &options.time,
    N_("What the line’s times are: local, utc or elapsed"), N_("KIND"),
  },
  {
    "average", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &options.average,
    N_("Smooth the line by a moving average of so many bins"), N_("NUMBER"),
  },
  {
    "logarithmic", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &options.logarithmic,
    N_("Give the line’s values a logarithmic scale"), NULL,
  },
  {
    "mean", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &options.mean,
    N_("Draw the mean of the bins across the line"), NULL,
  },
  {
    "percentile", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &options.percentile,
    N_("Draw the 95th percentile of the bins across the line"), NULL,
  },
  {
    "compare", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME_ARRAY, &options.compare,
    N_("Hold each file against another capture: add its figures to reports and charts; repeated, of several files"), N_("FILE"),
  },
  {
    "compare-from", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &options.compare_from,
    N_("Leave out packets before a time of what is compared with; without --compare, each file is compared with itself "
       "at another time"), N_("TIME"),
  },
  {
    "compare-to", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &options.compare_to,
    N_("Leave out packets at and after a time of what is compared with"), N_("TIME"),
  },
  {
    "fail-on", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &options.fail_on,
    N_("Print what is new or gone, as in new:server_names,gone:services, and exit with status 3 if anything is; opens "
       "no window"), N_("STATE:LIST"),
  },
  {
    "align", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &options.align,
    N_("Where what is compared with stands: at its own time, or from the same start: time or start"), N_("KIND"),
  },
  {
    "match", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, &options.match,
    N_("What tells hosts with private addresses from each other where captures are compared: labels or names"),
    N_("KIND"),
  },
  { NULL },
};

static gboolean
parse_number (const char  *option,
              const char  *text,
              guint        min,
              guint        max,
              guint       *number,
              GError     **error)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, min, max, &value, NULL))
    {
      g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE,
                   _("“%s” is not a number from %u to %u, which --%s needs"), text, min, max, option);
      return FALSE;
    }
  *number = value;

  return TRUE;
}

static gboolean
parse_size (const char     *text,
            PvPictureLook  *look,
            GError        **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "x", 2);
  guint width;
  guint height = 0;

  if (!parse_number ("size", parts[0] != NULL ? parts[0] : "", 100, MAX_PIXELS, &width, error) ||
      (parts[0] != NULL && parts[1] != NULL &&
       !parse_number ("size", parts[1], 100, MAX_PIXELS, &height, error)))
    return FALSE;

  look->width = width;
  look->height = height;

  return TRUE;
}

/* Sets @choice to the place of @text among @names, which end with NULL. */
static gboolean
parse_choice (const char         *option,
              const char         *text,
              const char *const  *names,
              guint              *choice,
              GError            **error)
{
  g_autofree char *all = NULL;

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (text, names[i]))
      {
        *choice = i;
        return TRUE;
      }

  all = g_strjoinv (", ", (char **) names);
  g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE,
               /* Translators: what was typed, the name of an option, and what can be typed, as in “light, dark” */
               _("“%s” is not what --%s takes: %s"), text, option, all);

  return FALSE;
}

static gboolean
parse_background (PvBackground  *background,
                  GError       **error)
{
  static const char *const names[] = { "light", "dark", "transparent", NULL };
  guint choice = PV_BACKGROUND_LIGHT;

  if (options.background != NULL && !parse_choice ("background", options.background, names, &choice, error))
    return FALSE;
  *background = choice;

  return TRUE;
}

static gboolean
parse_measure (PvMeasure  *measure,
               GError    **error)
{
  static const char *const names[] = { "packets", "bytes", NULL };
  static const PvMeasure measures[] = { PV_MEASURE_PACKETS, PV_MEASURE_IP_BYTES };
  guint choice = 0;

  if (options.rank_by != NULL && !parse_choice ("rank-by", options.rank_by, names, &choice, error))
    return FALSE;
  *measure = measures[choice];

  return TRUE;
}

static gboolean
parse_map (PvExportOptions  *export_options,
           GError          **error)
{
  const char *names[PV_N_MAP_GROUPINGS + 1] = { NULL };
  guint choice = PV_MAP_BY_HOST;

  for (guint i = 0; i < PV_N_MAP_GROUPINGS; i++)
    names[i] = pv_map_grouping_get_code ((PvMapGrouping) i);
  if (options.group_by != NULL && !parse_choice ("group-by", options.group_by, names, &choice, error))
    return FALSE;

  export_options->grouping = (PvMapGrouping) choice;
  export_options->form = options.matrix ? PV_MAP_MATRIX : PV_MAP_RIBBONS;
  export_options->map_measure = options.rank_by != NULL ? export_options->measure : PV_MEASURE_IP_BYTES;

  return TRUE;
}

static gboolean
parse_line (PvLineOptions  *line,
            GError        **error)
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

  if ((options.quantity != NULL && !parse_choice ("quantity", options.quantity, quantities, &quantity, error)) ||
      (options.time != NULL && !parse_choice ("time", options.time, times, &clock, error)) ||
      (options.average != NULL && !parse_number ("average", options.average, 1, MAX_AVERAGE, &smoothing, error)))
    return FALSE;

  *line = (PvLineOptions){
    .quantity = meanings[quantity].quantity,
    .on_wire = meanings[quantity].on_wire,
    .scale = options.logarithmic ? PV_SCALE_LOGARITHMIC : PV_SCALE_LINEAR,
    .clock = clock,
    .smoothing = smoothing,
    .has_mean = options.mean,
    .has_percentile = options.percentile,
  };

  return TRUE;
}

/* Two ends of a span, of which either may be missing; @from_name and @to_name are the options that say them. */
static gboolean
parse_span (const char  *from,
            const char  *to,
            const char  *from_name,
            const char  *to_name,
            PvSpan      *span,
            GError     **error)
{
  span->start_ns = G_MININT64;
  span->end_ns = G_MAXINT64;
  if ((from != NULL && !pv_date_text_parse (from, &span->start_ns, error)) ||
      (to != NULL && !pv_date_text_parse (to, &span->end_ns, error)))
    return FALSE;

  if (span->start_ns < span->end_ns)
    return TRUE;

  g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE,
               /* Translators: two options, as in “--from must be a time before --to” */
               _("%s must be a time before %s"), from_name, to_name);

  return FALSE;
}

/* @span is where a span is kept. */
static gboolean
parse_comparison (PvCompare  *compare,
                  PvSpan     *span,
                  GError    **error)
{
  static const char *const names[] = { "time", "start", NULL };
  static const char *const matches[] = { "labels", "names", NULL };
  guint choice = 0;
  guint match = 0;

  if ((options.align != NULL && !parse_choice ("align", options.align, names, &choice, error)) ||
      (options.match != NULL && !parse_choice ("match", options.match, matches, &match, error)) ||
      !parse_span (options.compare_from, options.compare_to, "--compare-from", "--compare-to", span, error))
    return FALSE;

  *compare = (PvCompare){
    .paths = options.compare,
    .by_names = match == 1,
    .span = options.compare_from != NULL || options.compare_to != NULL ? span : NULL,
    .by_start = choice == 1,
  };

  return TRUE;
}

/* NULL for none, which is no error. */
static gboolean
parse_checks (const PvCompare  *compare,
              PvChangeChecks  **checks,
              GError          **error)
{
  *checks = NULL;
  if (options.fail_on == NULL)
    return TRUE;

  if (compare->paths == NULL && compare->span == NULL)
    {
      g_set_error_literal (error, PV_ERROR, PV_ERROR_BAD_VALUE,
                           _("--fail-on needs something to compare with: --compare, or --compare-from and "
                             "--compare-to"));
      return FALSE;
    }
  *checks = pv_change_checks_parse (options.fail_on, error);

  return *checks != NULL;
}

/* What a dimension needs that does not come with a capture. */
static void
want_dimension (PvSelectionOptions *selection,
                PvDimension         dimension)
{
  selection->on_demand |= 1u << pv_dimension_get_on_demand (dimension);
}

static gboolean
parse_picks (PvSelectionOptions  *selection,
             char               **picks,
             GError             **error)
{
  for (char **pick = picks; pick != NULL && *pick != NULL; pick++)
    {
      PvDimension dimension;

      if (!pv_pick_argument_check (*pick, &dimension, error))
        return FALSE;
      want_dimension (selection, dimension);
    }

  return TRUE;
}

/* What --with takes. (transfer full) */
static char *
list_parts (void)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (PvOnDemand what = PV_ON_DEMAND_NONE + 1; what < PV_N_ON_DEMAND; what++)
    g_string_append_printf (all, "%s, ", pv_on_demand_get_key (what));

  return g_strconcat (all->str, "all", NULL);
}

static gboolean
parse_with (PvSelectionOptions  *selection,
            GError             **error)
{
  g_auto (GStrv) keys = options.with != NULL ? g_strsplit (options.with, ",", -1) : NULL;

  for (char **key = keys; key != NULL && *key != NULL; key++)
    {
      PvOnDemand what;
      g_autofree char *all = list_parts ();

      if (g_str_equal (*key, "all"))
        {
          selection->on_demand = (1u << PV_N_ON_DEMAND) - 1;
        }
      else if (pv_on_demand_from_key (*key, &what))
        {
          selection->on_demand |= 1u << what;
        }
      else
        {
          g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE,
                       /* Translators: what was typed, and the words that can be */
                       _("“%s” is nothing that --with can read; there are %s"), *key, all);
          return FALSE;
        }
    }

  return TRUE;
}

/* Databases are mapped before rights are given up that it takes to open them. */
static gboolean
parse_geo (PvSelectionOptions  *selection,
           GError             **error)
{
  g_autoptr (PvGeo) geo = NULL;

  if (options.geo == NULL)
    return TRUE;

  geo = pv_geo_open ((const char *const *) options.geo, error);
  if (geo == NULL)
    return FALSE;

  pv_geo_set_default (geo);
  selection->on_demand |= 1u << PV_ON_DEMAND_GEO;

  return TRUE;
}

/* What --from, --to and --filter leave. @span is where a span is kept. */
static gboolean
parse_selection (PvSelectionOptions  *selection,
                 PvSpan              *span,
                 GError             **error)
{
  selection->on_demand = 0;
  selection->hosts = NULL;
  selection->span = options.from != NULL || options.to != NULL ? span : NULL;
  selection->filter = options.filter;
  selection->picks = options.picks;
  selection->exclusions = options.exclusions;
  if (!parse_picks (selection, options.picks, error) || !parse_picks (selection, options.exclusions, error) ||
      !parse_with (selection, error) || !parse_geo (selection, error))
    return FALSE;

  return parse_span (options.from, options.to, "--from", "--to", span, error);
}

static gboolean
parse_look (PvPictureLook  *look,
            GError        **error)
{
  guint scale = 1;

  look->width = 1200;
  look->height = 0;
  if ((options.size != NULL && !parse_size (options.size, look, error)) ||
      (options.scale != NULL && !parse_number ("scale", options.scale, 1, MAX_SCALE, &scale, error)) ||
      !parse_background (&look->background, error))
    return FALSE;
  look->scale = scale;

  return TRUE;
}

/* What --chart takes. (transfer full) */
static char *
list_charts (void)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    g_string_append_printf (names, "%s, ", pv_dimension_get_slug (dimension));
  g_string_append (names, PV_MAP_SLUG ", " PV_TRAFFIC_SLUG ", all");

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static gboolean
parse_chart (const char  *text,
             int         *chart,
             GError     **error)
{
  g_autofree char *all = NULL;

  if (g_str_equal (text, PV_TRAFFIC_SLUG))
    {
      *chart = PV_CHART_TRAFFIC;
      return TRUE;
    }
  if (g_str_equal (text, PV_MAP_SLUG))
    {
      *chart = PV_CHART_MAP;
      return TRUE;
    }
  if (g_str_equal (text, "all"))
    {
      *chart = PV_CHART_ALL;
      return TRUE;
    }

  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    if (g_str_equal (text, pv_dimension_get_slug (dimension)))
      {
        *chart = dimension;
        return TRUE;
      }

  all = list_charts ();
  g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE,
               /* Translators: what was typed, and the words that can be */
               _("“%s” is no chart; there are %s"), text, all);

  return FALSE;
}

/* A name that ends in a format is a file, unless there is a folder of that name. */
static gboolean
parse_target (PvExportOptions  *export_options,
              GError          **error)
{
  gboolean is_standard_output = g_str_equal (options.export_target, "-");
  const PvExportFormat *format = NULL;
  g_autofree char *all = pv_export_format_list ();
  guint n;

  export_options->target = options.export_target;
  export_options->format = pv_export_format_guess (options.export_target);
  export_options->is_file = is_standard_output ||
                            (export_options->format != NULL && !g_file_test (options.export_target, G_FILE_TEST_IS_DIR));

  if (options.format != NULL)
    {
      format = pv_export_format_find (options.format);
      if (format == NULL)
        {
          g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE,
                       /* Translators: what was typed, and what can be typed, as in “png, svg, pdf” */
                       _("“%s” is no format that charts can be exported in; there are %s"), options.format, all);
          return FALSE;
        }
      if (export_options->is_file && !is_standard_output && format != export_options->format)
        {
          g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE, _("--format=%s is not what the name “%s” says"),
                       options.format, options.export_target);
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

static gboolean
parse_export_options (PvExportOptions  *export_options,
                      GError          **error)
{
  gboolean has_room;

  if (!parse_target (export_options, error) || !parse_look (&export_options->look, error) ||
      !parse_measure (&export_options->measure, error) || !parse_map (export_options, error) ||
      !parse_line (&export_options->line, error))
    return FALSE;

  /* all pages of a document; of the rest, the chart of which there is one */
  has_room = !export_options->is_file || export_options->format->has_pages;
  export_options->chart = has_room ? PV_CHART_ALL : PV_CHART_TRAFFIC;
  if (export_options->format->is_graph)
    export_options->chart = PV_CHART_MAP;
  export_options->n_max = 25;

  if (options.chart != NULL && !parse_chart (options.chart, &export_options->chart, error))
    return FALSE;
  if (export_options->chart >= 0)
    want_dimension (&export_options->selection, export_options->chart);
  if ((options.top != NULL && !parse_number ("top", options.top, 0, G_MAXUINT, &export_options->n_max, error)) ||
      (options.bin != NULL && !pv_bin_size_parse (options.bin, &export_options->bin_ns, error)))
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
                   options.export_target);
      return FALSE;
    }

  return TRUE;
}

/* At least one file, and where there is room for one capture, one capture. */
static gboolean
get_inputs (char       **files,
            const char  *option,
            gboolean     has_room,
            PvInputs    *inputs,
            GError     **error)
{
  guint n = g_strv_length (files);

  *inputs = (PvInputs){ files, options.separate, options.recursive, options.no_index };
  if (n > 0 && (n == 1 || has_room || !options.separate))
    return TRUE;

  if (n == 0)
    g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE, _("%s needs at least one file"), option);
  else
    g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE, _("%s has room for one capture. Leave out --separate"), option);

  return FALSE;
}

static void
print_error (const GError *error)
{
  g_autofree char *message = pv_file_text_clean (error->message);

  g_printerr ("pcapviz: %s\n", message);
}

/* Before rights are given up that it takes to read the file. @hosts: where it is kept */
static gboolean
parse_hosts (PvSelectionOptions  *selection,
             PvHosts            **hosts,
             GError             **error)
{
  g_autoptr (GFile) file = NULL;

  if (options.hosts == NULL)
    return TRUE;

  file = g_file_new_for_path (options.hosts);
  selection->hosts = *hosts = pv_hosts_load (file, TRUE, error);

  return *hosts != NULL;
}

static gboolean
run_report (char     **files,
            gboolean  *found,
            GError   **error)
{
  gint64 bin_ns = REPORT_BIN_SIZE;
  g_autoptr (PvHosts) hosts = NULL;
  g_autoptr (PvChangeChecks) checks = NULL;
  PvLineOptions line;
  PvSelectionOptions selection;
  PvCompare compare;
  PvSpan span;
  PvInputs inputs;
  PvSpan other_span;

  return get_inputs (files, "--report", TRUE, &inputs, error) &&
         (options.bin == NULL || pv_bin_size_parse (options.bin, &bin_ns, error)) && parse_line (&line, error) &&
         parse_selection (&selection, &span, error) && parse_hosts (&selection, &hosts, error) &&
         parse_comparison (&compare, &other_span, error) && parse_checks (&compare, &checks, error) &&
         pv_headless_report (&inputs, pv_line_options_get_binning (&line, bin_ns), &selection, &compare, checks, found,
                             print_error, error);
}

static gboolean
run_check (char     **files,
           gboolean  *found,
           GError   **error)
{
  g_autoptr (PvChangeChecks) checks = NULL;
  PvInputs inputs;
  PvSelectionOptions selection;
  PvCompare compare;
  PvSpan span;
  PvSpan other_span;

  return get_inputs (files, "--fail-on", FALSE, &inputs, error) && parse_selection (&selection, &span, error) &&
         parse_comparison (&compare, &other_span, error) && parse_checks (&compare, &checks, error) &&
         pv_headless_check (&inputs, &selection, &compare, checks, found, print_error, error);
}

static gboolean
run_export (char     **files,
            GError   **error)
{
  PvExportOptions export_options = { .may_replace = options.overwrite_input, .with_null = options.with_null };
  PvInputs inputs;
  PvSpan span;
  PvSpan other_span;

  return parse_selection (&export_options.selection, &span, error) &&
         parse_comparison (&export_options.compare, &other_span, error) &&
         parse_export_options (&export_options, error) &&
         get_inputs (files, "--export", !export_options.is_file, &inputs, error) &&
         pv_headless_export (&inputs, &export_options, print_error, error);
}

static gboolean
anonymises (void)
{
  return options.anonymise || options.anonymise_key != NULL || options.anonymise_keep_vendors;
}

/* The key of a file, or one that nobody gets to know. */
static PvAnonymiser *
make_anonymiser (GError **error)
{
  g_autofree char *key = NULL;
  PvAnonymiser *anonymiser;
  gsize length;

  if (options.anonymise_key == NULL)
    {
      anonymiser = pv_anonymiser_new_random (error);
    }
  else if (!g_file_get_contents (options.anonymise_key, &key, &length, error))
    {
      return NULL;
    }
  else if (length < PV_PSEUDONYMS_KEY_MIN)
    {
      g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE, _("The key “%s” is too short: it needs %d bytes or more"),
                   options.anonymise_key, PV_PSEUDONYMS_KEY_MIN);
      return NULL;
    }
  else
    {
      anonymiser = pv_anonymiser_new (pv_pseudonyms_new ((const guint8 *) key, length));
      if (anonymiser == NULL)
        pv_error_set_no_memory (error);
    }

  if (anonymiser != NULL)
    pv_anonymiser_set_keep_vendors (anonymiser, options.anonymise_keep_vendors);
  if (anonymiser != NULL)
    g_printerr ("pcapviz: %s\n", pv_anonymiser_get_limits ());

  return anonymiser;
}

static gboolean
run_save (char     **files,
          GError   **error)
{
  g_autoptr (PvAnonymiser) anonymiser = NULL;
  PvInputs inputs;
  PvSelectionOptions selection;
  PvSpan span;

  if (anonymises ())
    {
      anonymiser = make_anonymiser (error);
      if (anonymiser == NULL)
        return FALSE;
    }

  return get_inputs (files, "--save", FALSE, &inputs, error) &&
         parse_selection (&selection, &span, error) &&
         pv_headless_save (&inputs, options.save_target, &selection, anonymiser, options.overwrite_input,
                           options.with_null, print_error, error);
}

static gboolean
run_objects (char     **files,
             GError   **error)
{
  PvInputs inputs;
  PvSelectionOptions selection;
  PvSpan span;

  return get_inputs (files, options.list_objects ? "--list-objects" : "--objects", FALSE, &inputs, error) &&
         parse_selection (&selection, &span, error) &&
         pv_headless_objects (&inputs, options.objects_folder, &selection, print_error, error);
}

/* Each is a run of its own: it prints something else, and gives up other rights before it reads a file. */
static gboolean
check_one_mode (GError **error)
{
  guint n = options.report + (options.export_target != NULL) + (options.save_target != NULL) +
            options.list_objects + (options.objects_folder != NULL);

  if (anonymises () && options.save_target == NULL)
    {
      g_set_error_literal (error, PV_ERROR, PV_ERROR_BAD_VALUE, _("--anonymise goes with --save"));
      return FALSE;
    }

  if (options.hosts != NULL && !options.report)
    {
      g_set_error_literal (error, PV_ERROR, PV_ERROR_BAD_VALUE, _("--hosts goes with --report"));
      return FALSE;
    }

  if (n == 1 || (n == 0 && options.fail_on != NULL))
    {
      if (options.fail_on == NULL || n == 0 || options.report)
        return TRUE;
      g_set_error_literal (error, PV_ERROR, PV_ERROR_BAD_VALUE,
                           _("--fail-on goes with --report or alone. Run one after the other"));
      return FALSE;
    }

  g_set_error_literal (error, PV_ERROR, PV_ERROR_BAD_VALUE,
                       _("--report, --export, --save, --objects and --list-objects cannot be combined. Run one after the "
                         "other"));

  return FALSE;
}

static gboolean
check_names (char   **files,
             GError **error)
{
  gboolean is_empty = (options.export_target != NULL && options.export_target[0] == '\0') ||
                      (options.save_target != NULL && options.save_target[0] == '\0') ||
                      (options.objects_folder != NULL && options.objects_folder[0] == '\0');

  for (guint i = 0; files[i] != NULL; i++)
    is_empty = is_empty || files[i][0] == '\0';
  for (guint i = 0; options.compare != NULL && options.compare[i] != NULL; i++)
    is_empty = is_empty || options.compare[i][0] == '\0';
  if (is_empty)
    g_set_error_literal (error, PV_ERROR, PV_ERROR_BAD_VALUE, _("The name of a file is empty"));

  return !is_empty;
}

static void
name_standard_input (char **files)
{
  for (guint i = 0; files[i] != NULL; i++)
    if (g_str_equal (files[i], "-"))
      {
        g_free (files[i]);
        files[i] = g_strdup ("/dev/stdin");
      }
}

static gboolean
run (char     **files,
     gboolean  *found,
     GError   **error)
{
  if (!check_one_mode (error) || !check_names (files, error))
    return FALSE;

  name_standard_input (files);
  if (options.compare != NULL)
    name_standard_input (options.compare);

  if (options.report)
    return run_report (files, found, error);
  if (options.fail_on != NULL)
    return run_check (files, found, error);
  if (options.list_objects || options.objects_folder != NULL)
    return run_objects (files, error);

  return options.export_target != NULL ? run_export (files, error) : run_save (files, error);
}

/* What is left of the command line once the options are taken out. */
static gboolean
check_files (char    **files,
             GError  **error)
{
  gboolean options_ended = FALSE;

  for (guint i = 0; files[i] != NULL; i++)
    {
      if (!options_ended && g_str_equal (files[i], "--"))
        {
          g_autofree char *separator = files[i];

          memmove (&files[i], &files[i + 1], g_strv_length (&files[i]) * sizeof *files);
          options_ended = TRUE;
          i -= 1;
        }
      else if (!options_ended && files[i][0] == '-' && files[i][1] != '\0')
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION,
                       _("Unknown option %s"), files[i]);
          return FALSE;
        }
    }

  return TRUE;
}

/* The options, with the words that they take from tables in their descriptions. Lasts as long as the program. */
static const GOptionEntry *
describe_entries (void)
{
  static GOptionEntry described[G_N_ELEMENTS (entries)];
  static char *chart_description;
  static char *pick_description;
  static char *with_description;
  g_autofree char *charts = NULL;
  g_autofree char *lists = NULL;
  g_autofree char *parts = NULL;

  if (chart_description != NULL)
    return described;

  charts = list_charts ();
  lists = pv_pick_argument_list ();
  parts = list_parts ();
  chart_description = g_strdup_printf (_("Which chart to export: %s"), charts);
  with_description = g_strdup_printf (_("Read also what takes another look at every packet: %s"), parts);
  pick_description = g_strdup_printf (_("Count only packets that have a label, as in services:443/tcp; lists are %s"),
                                      lists);
  memcpy (described, entries, sizeof entries);
  for (guint i = 0; described[i].long_name != NULL; i++)
    {
      if (g_str_equal (described[i].long_name, "chart"))
        described[i].description = chart_description;
      else if (g_str_equal (described[i].long_name, "pick"))
        described[i].description = pick_description;
      else if (g_str_equal (described[i].long_name, "with"))
        described[i].description = with_description;
    }

  return described;
}

void
pv_command_line_add_options (GApplication *application)
{
  g_return_if_fail (G_IS_APPLICATION (application));

  g_application_add_main_option_entries (application, describe_entries ());
  g_application_set_option_context_parameter_string (application, _("[FILE…]"));
  g_application_set_option_context_summary (application,
                                            _("Shows who talks, what they look up, and when, in "
                                              "packet captures (pcap and pcapng)."));
}

gboolean
pv_command_line_is_separate (void)
{
  return options.separate;
}

gboolean
pv_command_line_has_no_index (void)
{
  return options.no_index;
}

gboolean
pv_command_line_run (int    argc,
                     char **argv,
                     int   *status)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_auto (GStrv) arguments = g_new0 (char *, argc + 1);
  g_autoptr (GError) error = NULL;
  gboolean found = FALSE;
  gboolean ok;

  for (int i = 0; i < argc; i++)
    arguments[i] = g_strdup (argv[i]);

  /* --help, and whatever else GApplication knows, is left to it */
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_ignore_unknown_options (context, TRUE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  ok = g_option_context_parse_strv (context, &arguments, &error);

  if (ok && !options.version && !options.report && options.export_target == NULL &&
      options.save_target == NULL && !options.list_objects && options.objects_folder == NULL &&
      options.fail_on == NULL)
    return FALSE;

  pv_memory_out_end_in_order ();
  if (ok && options.version)
    g_print ("PcapViz %s\n", PV_VERSION);
  else if (ok)
    ok = check_files (arguments + 1, &error) && run (arguments + 1, &found, &error);

  /* what was not told yet */
  if (error != NULL)
    print_error (error);
  *status = !ok ? EXIT_FAILURE : found ? EXIT_FOUND : EXIT_SUCCESS;

  return TRUE;
}
