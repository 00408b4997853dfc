/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-command-comparison.c: what the options of the command line compare with, and what they look for in it. */
#include "config.h"

#include "pv-command-comparison.h"

#include <glib/gi18n.h>

#include "pv-error.h"
#include "pv-option-value.h"

gboolean
pv_command_comparison_parse (const PvCommandOptions  *options,
                             PvCompare               *compare,
                             PvSpan                  *span,
                             GError                 **error)
{
  static const char *const alignments[] = { "time", "start", NULL };
  static const char *const matches[] = { "labels", "names", NULL };
  guint alignment = 0;
  guint match = 0;

  if (!pv_option_value_parse_choice ("align", options->align, alignments, &alignment, error) ||
      !pv_option_value_parse_choice ("match", options->match, matches, &match, error) ||
      !pv_option_value_parse_span ("--compare-from", "--compare-to", options->compare_from, options->compare_to, span,
                                   error))
    return FALSE;

  *compare = (PvCompare){
    .paths = options->compare,
    .by_names = match == 1,
    .span = options->compare_from != NULL || options->compare_to != NULL ? span : NULL,
    .by_start = alignment == 1,
  };

  return TRUE;
}

gboolean
pv_command_comparison_parse_checks (const PvCommandOptions  *options,
                                    const PvCompare         *compare,
                                    PvChangeChecks         **checks,
                                    GError                 **error)
{
  *checks = NULL;
  if (options->fail_on == NULL)
    return TRUE;

  if (compare->paths == NULL && compare->span == NULL)
    {
      g_set_error_literal (error, PV_ERROR, PV_ERROR_BAD_VALUE,
                           _("--fail-on needs something to compare with: --compare, or --compare-from and "
                             "--compare-to"));
      return FALSE;
    }
  *checks = pv_change_checks_parse (options->fail_on, error);

  return *checks != NULL;
}
