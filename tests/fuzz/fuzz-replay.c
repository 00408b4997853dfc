/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-replay.c: runs a fuzz target on files, without libFuzzer: corpora and findings as tests. */

#include "fuzz.h"

static guint n_runs;

static void
run_file (const char *path)
{
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  if (!g_file_get_contents (path, &data, &size, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      exit (1);
    }
  /* Tells which file it was, should it crash. */
  fprintf (stderr, "%s\n", path);
  LLVMFuzzerTestOneInput ((const guint8 *) data, size);
  n_runs++;
}

static void
run_path (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  if (dir == NULL)
    {
      run_file (path);
      return;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      run_path (inner);
    }
}

int
main (int    argc,
      char **argv)
{
  LLVMFuzzerInitialize (&argc, &argv);
  for (int i = 1; i < argc; i++)
    run_path (argv[i]);
  if (n_runs == 0)
    {
      fprintf (stderr, "no input in any of the files and folders given\n");
      return 1;
    }
  printf ("%u inputs\n", n_runs);
  return 0;
}
