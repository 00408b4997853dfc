/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-headless.h: reports, exports and saved packets without a display. */
#pragma once

#include "pv-anonymiser.h"
#include "pv-change-check.h"
#include "pv-chart-picture.h"
#include "pv-dimension.h"
#include "pv-export-format.h"
#include "pv-hosts.h"
#include "pv-types.h"

G_BEGIN_DECLS

/**
 * PvSelectionOptions:
 * @span: the packets that count, %NULL for all
 * @filter: a capture filter that they must pass, %NULL for none
 * @picks: (nullable) (array zero-terminated=1): labels that they must have, see pv-pick-argument.h: one of each
 *   family
 * @exclusions: (nullable) (array zero-terminated=1): labels that they must not have
 * @hosts: (nullable): nicknames of addresses
 * @on_demand: bits 1 << #PvOnDemand: what is read of each capture that does not come with it
 */
typedef struct
{
  const PvSpan *span;
  const char *filter;
  char **picks;
  char **exclusions;
  PvHosts *hosts;
  guint on_demand;
} PvSelectionOptions;

/**
 * PvCompare:
 * @paths: (nullable) (array zero-terminated=1): the capture, of one file or several, that another is held against; %NULL
 *   for none, or where @span is set for the same one
 * @span: (nullable): which of its packets count; %NULL for those of the other's span, moved as @by_start says
 * @by_names: whether hosts are told by name: see pv_label_match_new_by_names()
 * @by_start: whether both begin at once, rather than each at its time
 *
 * What is compared with. { NULL } for nothing.
 */
typedef struct
{
  char **paths;
  gboolean by_names;
  const PvSpan *span;
  gboolean by_start;
} PvCompare;

/**
 * PvInputs:
 * @paths: (array zero-terminated=1): files, folders and URIs; at least one
 * @separate: whether each is a capture of its own, rather than all of them one
 * @recursive: whether folders in folders count, too
 * @no_index: whether no index of them is used or made (see #PvIndexCache)
 *
 * What is read.
 */
typedef struct
{
  char **paths;
  gboolean separate;
  gboolean recursive;
  gboolean no_index;
} PvInputs;

/* Stands for the line chart among the dimensions of bar charts, and for all charts. */
#define PV_CHART_TRAFFIC (-1)
#define PV_CHART_ALL (-2)
/* And for the map of conversations. */
#define PV_CHART_MAP (-3)

/**
 * PvExportOptions:
 * @target: a folder, made where it is missing; or a file, for one chart of one capture; or "-", standard output
 * @is_file: which of them
 * @format: what the charts become
 * @chart: a #PvDimension, %PV_CHART_TRAFFIC, %PV_CHART_MAP or %PV_CHART_ALL, which of files only a PDF has room for
 * @selection: what counts
 * @bin_ns: bin size of the line chart, 0 for one that suits its width
 * @look: of pictures
 * @measure: what bars of addresses are ranked by
 * @line: how the line chart is shown
 * @compare: what charts are compared with
 * @may_replace: whether a file that is written may be one that is read
 * @with_null: whether printed names end with a null byte rather than a line
 * @n_max: bars of a bar chart, or clients and servers of a map, 0 for as many as a picture can hold
 * @map_measure: what ends and ribbons of a map are as thick as
 * @grouping: what belongs together on a map
 * @form: how a map is drawn
 */
typedef struct
{
  const char *target;
  gboolean is_file;
  const PvExportFormat *format;
  int chart;
  PvSelectionOptions selection;
  gint64 bin_ns;
  PvPictureLook look;
  PvMeasure measure;
  PvLineOptions line;
  PvCompare compare;
  gboolean may_replace;
  gboolean with_null;
  guint n_max;
  PvMeasure map_measure;
  PvMapGrouping grouping;
  PvMapForm form;
} PvExportOptions;

/* Tells people of an error. */
typedef void (*PvTellFunc) (const GError *error);

/* All of these: where a file or a capture cannot be read, @tell is called, and the others are; @error is that of the
 * last capture, if it was one of them. They return %FALSE then, too. */

/* Prints the report of each capture, or of what of it counts, as a JSON object. @checks: (nullable): what is looked for
 * in the comparison; @found: (inout): made TRUE where there is any of it, which the report then lists */
gboolean pv_headless_report (const PvInputs           *inputs,
                             PvBinning                 binning,
                             const PvSelectionOptions *selection,
                             const PvCompare          *compare,
                             PvChangeChecks           *checks,
                             gboolean                 *found,
                             PvTellFunc                tell,
                             GError                  **error);
/* Prints what @checks find in the one capture, a line for each: whether it is new or gone, the list, the label, and how
 * often it is there and in the other, with tabs between them. */
gboolean pv_headless_check  (const PvInputs           *inputs,
                             const PvSelectionOptions *selection,
                             const PvCompare          *compare,
                             PvChangeChecks           *checks,
                             gboolean                 *found,
                             PvTellFunc                tell,
                             GError                  **error);
/* Writes the charts of the captures and prints the name of each file. */
gboolean pv_headless_export (const PvInputs         *inputs,
                             const PvExportOptions  *options,
                             PvTellFunc              tell,
                             GError                **error);
/* Writes the packets of the one capture that count into the pcapng file @target and prints its name; or into
 * standard output, where it is "-". @anonymiser: (nullable): what they go
 * through. @may_replace, @with_null: as in #PvExportOptions */
gboolean pv_headless_save   (const PvInputs           *inputs,
                             const char               *target,
                             const PvSelectionOptions *selection,
                             PvAnonymiser             *anonymiser,
                             gboolean                  may_replace,
                             gboolean                  with_null,
                             PvTellFunc                tell,
                             GError                  **error);
/* Saves the files that went over the wire in the one capture, of which those are meant whose first packet counts, into
 * the folder @folder, which is made where it is missing; or none where that is NULL. Prints a list of them as one JSON
 * object. */
gboolean pv_headless_objects (const PvInputs           *inputs,
                              const char               *folder,
                              const PvSelectionOptions *selection,
                              PvTellFunc                tell,
                              GError                  **error);

G_END_DECLS
