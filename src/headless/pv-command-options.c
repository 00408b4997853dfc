/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-command-options.c: the options of the command line, and what was given for them. */
#include "config.h"

#include "pv-command-options.h"

#include <string.h>

#include <glib/gi18n.h>

#include "pv-chart-argument.h"
#include "pv-on-demand-argument.h"
#include "pv-pick-argument.h"

static PvCommandOptions options;

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
    N_("Give addresses the nicknames that a file like /etc/hosts has for them"), N_("FILE"),
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

const PvCommandOptions *
pv_command_options_get (void)
{
  return &options;
}

gboolean
pv_command_options_parse (char   ***arguments,
                          GError  **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  /* --help, and whatever else GApplication knows, is left to it */
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_ignore_unknown_options (context, TRUE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);

  return g_option_context_parse_strv (context, arguments, error);
}

const GOptionEntry *
pv_command_options_describe (void)
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

  charts = pv_chart_argument_list ();
  lists = pv_pick_argument_list ();
  parts = pv_on_demand_argument_list ();
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
