/* SPDX-License-Identifier: GPL-3.0-or-later */
/* main.c: where PcapViz starts. */
#include "config.h"

#include <locale.h>
#include <sys/resource.h>

#include <glib/gi18n.h>

#include "pv-application.h"
#include "pv-command-line.h"
#include "pv-file-argument.h"
#include "pv-heap.h"

/* Files that overlap in time are all open at once, and there may be more of them than programs usually open. */
#define MAX_OPEN_FILES 65536

static void
raise_open_files (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return;

  limit.rlim_cur = MAX (limit.rlim_cur, MIN (limit.rlim_max, MAX_OPEN_FILES));
  (void) setrlimit (RLIMIT_NOFILE, &limit);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (PvApplication) application = NULL;
  gboolean reads_input = FALSE;
  int status;

  pv_heap_init ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, PV_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name (_("PcapViz"));
  raise_open_files ();

  if (pv_command_line_run (argc, argv, &status))
    return status;

  /* what is left are names of files; standard input is that of this process, and of no other */
  for (int i = 1; i < argc; i++)
    if (g_str_equal (argv[i], "-"))
      {
        argv[i] = g_strdup ("/dev/stdin");
        reads_input = TRUE;
      }
    else if (argv[i][0] != '-')
      {
        argv[i] = pv_file_argument_to_safe (argv[i]);
      }

  gtk_window_set_default_icon_name (PV_APP_ID);
  application = pv_application_new (reads_input);

  return g_application_run (G_APPLICATION (application), argc, argv);
}
