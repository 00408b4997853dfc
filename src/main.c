/* SPDX-License-Identifier: GPL-3.0-or-later */
/* main.c: where PcapViz starts. */
#include "config.h"

#include <locale.h>

#include <glib/gi18n.h>

#include "pv-application.h"
#include "pv-command-line.h"
#include "pv-file-argument.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr (PvApplication) application = NULL;
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, PV_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name (_("PcapViz"));

  if (pv_command_line_run (argc, argv, &status))
    return status;

  /* what is left are names of files */
  for (int i = 1; i < argc; i++)
    if (argv[i][0] != '-')
      argv[i] = pv_file_argument_to_safe (argv[i]);

  gtk_window_set_default_icon_name (PV_APP_ID);
  application = pv_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
