/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-command-line.c: what the command line can ask for, and does. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n.h>

#include "pv-bin-size.h"
#include "pv-command-anonymiser.h"
#include "pv-command-comparison.h"
#include "pv-command-export.h"
#include "pv-command-line.h"
#include "pv-command-options.h"
#include "pv-command-selection.h"
#include "pv-error.h"
#include "pv-file-text.h"
#include "pv-headless.h"
#include "pv-memory-out.h"

/* The article that PcapViz follows bins by 2 s, and scripts want the same answer every time. */
#define REPORT_BIN_SIZE (2 * PV_NS_PER_SECOND)

/* Something was found of what --fail-on looks for. */
#define EXIT_FOUND 3

/* At least one file, and where there is room for one capture, one capture. */
static gboolean
get_inputs (const PvCommandOptions  *options,
            char                   **files,
            const char              *option,
            gboolean                 has_room,
            PvInputs                *inputs,
            GError                 **error)
{
  guint n = g_strv_length (files);

  *inputs = (PvInputs){ files, options->separate, options->recursive, options->no_index };
  if (n > 0 && (n == 1 || has_room || !options->separate))
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

static gboolean
run_report (const PvCommandOptions  *options,
            char                   **files,
            gboolean                *found,
            GError                 **error)
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

  return get_inputs (options, files, "--report", TRUE, &inputs, error) &&
         (options->bin == NULL || pv_bin_size_parse (options->bin, &bin_ns, error)) &&
         pv_command_export_parse_line (options, &line, error) &&
         pv_command_selection_parse (options, &selection, &span, error) &&
         pv_command_selection_load_hosts (options, &selection, &hosts, error) &&
         pv_command_comparison_parse (options, &compare, &other_span, error) &&
         pv_command_comparison_parse_checks (options, &compare, &checks, error) &&
         pv_headless_report (&inputs, pv_line_options_get_binning (&line, bin_ns), &selection, &compare, checks, found,
                             print_error, error);
}

static gboolean
run_check (const PvCommandOptions  *options,
           char                   **files,
           gboolean                *found,
           GError                 **error)
{
  g_autoptr (PvChangeChecks) checks = NULL;
  PvInputs inputs;
  PvSelectionOptions selection;
  PvCompare compare;
  PvSpan span;
  PvSpan other_span;

  return get_inputs (options, files, "--fail-on", FALSE, &inputs, error) &&
         pv_command_selection_parse (options, &selection, &span, error) &&
         pv_command_comparison_parse (options, &compare, &other_span, error) &&
         pv_command_comparison_parse_checks (options, &compare, &checks, error) &&
         pv_headless_check (&inputs, &selection, &compare, checks, found, print_error, error);
}

static gboolean
run_export (const PvCommandOptions  *options,
            char                   **files,
            GError                 **error)
{
  PvExportOptions export_options = { .may_replace = options->overwrite_input, .with_null = options->with_null };
  g_autoptr (PvHosts) hosts = NULL;
  PvInputs inputs;
  PvSpan span;
  PvSpan other_span;

  return pv_command_selection_parse (options, &export_options.selection, &span, error) &&
         pv_command_selection_load_hosts (options, &export_options.selection, &hosts, error) &&
         pv_command_comparison_parse (options, &export_options.compare, &other_span, error) &&
         pv_command_export_parse (options, &export_options, error) &&
         get_inputs (options, files, "--export", !export_options.is_file, &inputs, error) &&
         pv_headless_export (&inputs, &export_options, print_error, error);
}

static gboolean
run_save (const PvCommandOptions  *options,
          char                   **files,
          GError                 **error)
{
  g_autoptr (PvAnonymiser) anonymiser = NULL;
  PvInputs inputs;
  PvSelectionOptions selection;
  PvSpan span;

  if (pv_command_anonymiser_is_wanted (options))
    {
      anonymiser = pv_command_anonymiser_new (options, error);
      if (anonymiser == NULL)
        return FALSE;
    }

  return get_inputs (options, files, "--save", FALSE, &inputs, error) &&
         pv_command_selection_parse (options, &selection, &span, error) &&
         pv_headless_save (&inputs, options->save_target, &selection, anonymiser, options->overwrite_input,
                           options->with_null, print_error, error);
}

static gboolean
run_objects (const PvCommandOptions  *options,
             char                   **files,
             GError                 **error)
{
  PvInputs inputs;
  PvSelectionOptions selection;
  PvSpan span;

  return get_inputs (options, files, options->list_objects ? "--list-objects" : "--objects", FALSE, &inputs, error) &&
         pv_command_selection_parse (options, &selection, &span, error) &&
         pv_headless_objects (&inputs, options->objects_folder, &selection, print_error, error);
}

/* Each is a run of its own: it prints something else, and gives up other rights before it reads a file. */
static gboolean
check_one_mode (const PvCommandOptions  *options,
                GError                 **error)
{
  guint n = options->report + (options->export_target != NULL) + (options->save_target != NULL) +
            options->list_objects + (options->objects_folder != NULL);

  if (pv_command_anonymiser_is_wanted (options) && options->save_target == NULL)
    {
      g_set_error_literal (error, PV_ERROR, PV_ERROR_BAD_VALUE, _("--anonymise goes with --save"));
      return FALSE;
    }

  if (options->hosts != NULL && !options->report && options->export_target == NULL)
    {
      g_set_error_literal (error, PV_ERROR, PV_ERROR_BAD_VALUE, _("--hosts goes with --report or --export"));
      return FALSE;
    }

  if (n == 1 || (n == 0 && options->fail_on != NULL))
    {
      if (options->fail_on == NULL || n == 0 || options->report)
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
check_names (const PvCommandOptions  *options,
             char                   **files,
             GError                 **error)
{
  gboolean is_empty = (options->export_target != NULL && options->export_target[0] == '\0') ||
                      (options->save_target != NULL && options->save_target[0] == '\0') ||
                      (options->objects_folder != NULL && options->objects_folder[0] == '\0');

  for (guint i = 0; files[i] != NULL; i++)
    is_empty = is_empty || files[i][0] == '\0';
  for (guint i = 0; options->compare != NULL && options->compare[i] != NULL; i++)
    is_empty = is_empty || options->compare[i][0] == '\0';
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
run (const PvCommandOptions  *options,
     char                   **files,
     gboolean                *found,
     GError                 **error)
{
  if (!check_one_mode (options, error) || !check_names (options, files, error))
    return FALSE;

  name_standard_input (files);
  if (options->compare != NULL)
    name_standard_input (options->compare);

  if (options->report)
    return run_report (options, files, found, error);
  if (options->fail_on != NULL)
    return run_check (options, files, found, error);
  if (options->list_objects || options->objects_folder != NULL)
    return run_objects (options, files, error);

  return options->export_target != NULL ? run_export (options, files, error) : run_save (options, files, error);
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

void
pv_command_line_add_options (GApplication *application)
{
  g_return_if_fail (G_IS_APPLICATION (application));

  g_application_add_main_option_entries (application, pv_command_options_describe ());
  g_application_set_option_context_parameter_string (application, _("[FILE…]"));
  g_application_set_option_context_summary (application,
                                            _("Shows who talks, what they look up, and when, in "
                                              "packet captures (pcap and pcapng)."));
}

gboolean
pv_command_line_is_separate (void)
{
  return pv_command_options_get ()->separate;
}

gboolean
pv_command_line_has_no_index (void)
{
  return pv_command_options_get ()->no_index;
}

gboolean
pv_command_line_run (int    argc,
                     char **argv,
                     int   *status)
{
  const PvCommandOptions *options = pv_command_options_get ();
  g_auto (GStrv) arguments = g_new0 (char *, argc + 1);
  g_autoptr (GError) error = NULL;
  gboolean found = FALSE;
  gboolean ok;

  for (int i = 0; i < argc; i++)
    arguments[i] = g_strdup (argv[i]);

  ok = pv_command_options_parse (&arguments, &error);

  if (ok && !options->version && !options->report && options->export_target == NULL &&
      options->save_target == NULL && !options->list_objects && options->objects_folder == NULL &&
      options->fail_on == NULL)
    return FALSE;

  pv_memory_out_end_in_order ();
  if (ok && options->version)
    g_print ("PcapViz %s\n", PV_VERSION);
  else if (ok)
    ok = check_files (arguments + 1, &error) && run (options, arguments + 1, &found, &error);

  /* what was not told yet */
  if (error != NULL)
    print_error (error);
  *status = !ok ? EXIT_FAILURE : found ? EXIT_FOUND : EXIT_SUCCESS;

  return TRUE;
}
