/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-confine.c: what a confined process can do still, and what it cannot. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pv-confine.h"

/* The parts of a process's exit status; the rest is its confinement. */
#define CONFINEMENT_MASK 3
#define FAILED 4

typedef struct
{
  char *folder;
  char *input;
  char *other;
  char *output;
} Files;

static void
files_init (Files *files)
{
  files->folder = g_dir_make_tmp ("pcapviz-XXXXXX", NULL);
  files->input = g_build_filename (files->folder, "input", NULL);
  files->other = g_build_filename (files->folder, "other", NULL);
  files->output = g_build_filename (files->folder, "output", NULL);
  g_assert_true (g_file_set_contents (files->input, "x", 1, NULL));
  g_assert_true (g_file_set_contents (files->other, "x", 1, NULL));
  g_assert_cmpint (g_mkdir (files->output, 0700), ==, 0);
}

static void
files_clear (Files *files)
{
  static const char *const names[] = { "input", "other", "output/part", "output/whole", "more", "link", "output" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (files->folder, names[i], NULL);

      (void) g_remove (path);
    }
  g_assert_cmpint (g_rmdir (files->folder), ==, 0);
  g_free (files->folder);
  g_free (files->input);
  g_free (files->other);
  g_free (files->output);
}

static gboolean
can_open (const char *path,
          int         flags)
{
  int fd = open (path, flags | O_CLOEXEC, 0600);

  if (fd >= 0)
    close (fd);

  return fd >= 0;
}

/* What must be as said; else the process says so and fails. */
#define CHECK(condition) \
  G_STMT_START \
  { \
    if (!(condition)) \
      { \
        g_printerr ("# not so: %s (%s)\n", #condition, g_strerror (errno)); \
        *failed = TRUE; \
      } \
  } \
  G_STMT_END

/* What this kernel can do. */
static PvConfinement
get_possible (void)
{
  PvConfinement possible = PV_CONFINEMENT_NONE;

#if defined(__linux__)
  /* landlock_create_ruleset(), which tells its version so */
  if (syscall (444, NULL, 0, 1) > 0)
    possible |= PV_CONFINEMENT_FILES;
#if defined(__x86_64__) || defined(__aarch64__) || (defined(__riscv) && __riscv_xlen == 64)
  if (g_file_test ("/proc/sys/kernel/seccomp/actions_avail", G_FILE_TEST_EXISTS))
    possible |= PV_CONFINEMENT_SYSTEM_CALLS;
#endif
#endif

  return possible;
}

typedef void (*Check) (const Files   *files,
                       PvConfinement  confinement,
                       gboolean      *failed);

typedef struct
{
  Check check;
  const Files *files;
  PvConfinement confinement;
  gboolean failed;
} Run;

static gpointer
run_check (gpointer data)
{
  Run *run = data;

  run->check (run->files, run->confinement, &run->failed);

  return NULL;
}

/* Confines a process that reads the input and writes @output, and checks there, also in a thread. */
static void
in_confined_process (const Files *files,
                     const char  *output,
                     Check        check)
{
  const char *inputs[] = { files->input, NULL };
  int status;
  pid_t pid;

  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      Run run = { check, files, pv_confine (inputs, output, FALSE), FALSE };

      g_thread_join (g_thread_new ("check", run_check, &run));
      run_check (&run);
      _exit ((int) run.confinement | (run.failed ? FAILED : 0));
    }

  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status) & CONFINEMENT_MASK, ==, (int) get_possible ());
  g_assert_cmpint (WEXITSTATUS (status) & FAILED, ==, 0);
}

static void
check_folder (const Files   *files,
              PvConfinement  confinement,
              gboolean      *failed)
{
  gboolean confined = (confinement & PV_CONFINEMENT_FILES) != 0;
  g_autofree char *part = g_build_filename (files->output, "part", NULL);
  g_autofree char *whole = g_build_filename (files->output, "whole", NULL);
  g_autofree char *more = g_build_filename (files->folder, "more", NULL);

  CHECK (can_open (files->input, O_RDONLY));
  CHECK (can_open ("/etc/passwd", O_RDONLY));
  CHECK (can_open (part, O_WRONLY | O_CREAT));
  CHECK (g_rename (part, whole) == 0);
  CHECK (can_open (whole, O_RDWR | O_TRUNC));
  CHECK (!confined || !can_open (files->other, O_RDONLY));
  CHECK (!confined || !can_open (files->input, O_WRONLY));
  CHECK (!confined || !can_open (more, O_WRONLY | O_CREAT));
  CHECK (!confined || g_unlink (files->input) != 0);
  CHECK (!confined || g_rename (whole, more) != 0);
}

static void
test_folder (void)
{
  Files files;

  files_init (&files);
  in_confined_process (&files, files.output, check_folder);
  files_clear (&files);
}

/* The folder of an output that is a file, or will be one, through a link. */
static void
test_file (void)
{
  Files files;
  g_autofree char *link = NULL;

  files_init (&files);
  link = g_build_filename (files.folder, "link", NULL);
  g_assert_cmpint (symlink ("output/whole", link), ==, 0);
  in_confined_process (&files, link, check_folder);
  files_clear (&files);
}

static void
check_nothing (const Files   *files,
               PvConfinement  confinement,
               gboolean      *failed)
{
  gboolean confined = (confinement & PV_CONFINEMENT_FILES) != 0;
  g_autofree char *part = g_build_filename (files->output, "part", NULL);

  CHECK (can_open (files->input, O_RDONLY));
  CHECK (!confined || !can_open (part, O_WRONLY | O_CREAT));
}

static void
test_no_output (void)
{
  Files files;

  files_init (&files);
  in_confined_process (&files, NULL, check_nothing);
  files_clear (&files);
}

static void
check_system_calls (const Files   *files,
                    PvConfinement  confinement,
                    gboolean      *failed)
{
  gboolean confined = (confinement & PV_CONFINEMENT_SYSTEM_CALLS) != 0;
  char *const arguments[] = { (char *) "/bin/true", NULL };

  if (!confined)
    return;

  CHECK (socket (AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM);
  CHECK (socket (AF_UNIX, SOCK_STREAM, 0) < 0 && errno == EPERM);
  CHECK (execv (arguments[0], arguments) < 0 && errno == EPERM);
  CHECK (getpid () > 0 && write (STDOUT_FILENO, "", 0) == 0);
}

static void
test_system_calls (void)
{
  Files files;

  files_init (&files);
  in_confined_process (&files, NULL, check_system_calls);
  files_clear (&files);
}

static void
test_is_local (void)
{
  g_assert_true (pv_confine_is_local ("a.pcap"));
  g_assert_true (pv_confine_is_local ("/tmp/a b.pcap"));
  g_assert_false (pv_confine_is_local ("sftp://host/a.pcap"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/confine/folder", test_folder);
  g_test_add_func ("/confine/file", test_file);
  g_test_add_func ("/confine/no-output", test_no_output);
  g_test_add_func ("/confine/system-calls", test_system_calls);
  g_test_add_func ("/confine/is-local", test_is_local);

  return g_test_run ();
}
