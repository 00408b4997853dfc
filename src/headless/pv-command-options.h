/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-command-options.h: the options of the command line, and what was given for them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PvCommandOptions:
 *
 * What was typed, as it was typed: %NULL or %FALSE where an option was not given.
 */
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
} PvCommandOptions;

/* Lasts as long as the program. */
const PvCommandOptions *pv_command_options_get      (void);
/* Takes the options out of @arguments, whose first is the program's name, and leaves what it does not know. */
gboolean                pv_command_options_parse    (char   ***arguments,
                                                     GError  **error);
/* The options as --help lists them, with the words that they take. Lasts as long as the program. */
const GOptionEntry     *pv_command_options_describe (void);

G_END_DECLS
