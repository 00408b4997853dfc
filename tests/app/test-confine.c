/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-confine.c: what a confined process can do still, and what it cannot. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <utime.h>

#include "pv-confine.h"
#include "pv-file-argument.h"
#include "pv-outputs.h"

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
  static const char *const names[] = {
    "input", "other", "output/a-x.csv", "output/a-x-2.csv", "output/a-y.csv", "more", "link", "output",
  };

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
                       PvOutputs     *outputs,
                       PvConfinement  confinement,
                       gboolean      *failed);

typedef struct
{
  Check check;
  const Files *files;
  PvOutputs *outputs;
  PvConfinement confinement;
  gboolean failed;
} Run;

static gpointer
run_check (gpointer data)
{
  Run *run = data;

  run->check (run->files, run->outputs, run->confinement, &run->failed);

  return NULL;
}

/* Confines a process that reads the input and writes into the output folder, and checks there, also in a thread. */
static void
in_confined_process (const Files *files,
                     Check        check)
{
  static const char *const stems[] = { "a", "a", NULL };
  static const char *const kinds[] = { "x", "y", NULL };
  const char *inputs[] = { files->input, NULL };
  int status;
  pid_t pid;

  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      g_autoptr (GFile) folder = g_file_new_for_path (files->output);
      PvOutputs *outputs = pv_outputs_new_for_folder (folder, stems, kinds, "csv");
      Run run = { .check = check, .files = files, .outputs = outputs };

      pv_outputs_split (outputs);
      run.confinement = pv_confine (inputs, NULL, FALSE);
      g_thread_join (g_thread_new ("check", run_check, &run));
      run_check (&run);
      pv_outputs_free (outputs);
      _exit ((int) run.confinement | (run.failed ? FAILED : 0));
    }

  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status) & CONFINEMENT_MASK, ==, (int) get_possible ());
  g_assert_cmpint (WEXITSTATUS (status) & FAILED, ==, 0);
}

static void
check_files (const Files   *files,
             PvOutputs     *outputs,
             PvConfinement  confinement,
             gboolean      *failed)
{
  gboolean confined = (confinement & PV_CONFINEMENT_FILES) != 0;
  gboolean filtered = (confinement & PV_CONFINEMENT_SYSTEM_CALLS) != 0;
  g_autofree char *part = g_build_filename (files->output, "part", NULL);
  g_autofree char *more = g_build_filename (files->folder, "more", NULL);

  CHECK (can_open (files->input, O_RDONLY));
  CHECK (can_open ("/etc/passwd", O_RDONLY));
  CHECK (!confined || !can_open (files->other, O_RDONLY));
  CHECK (!confined || !can_open (files->output, O_RDONLY));

  if (!confined && !filtered)
    return;

  CHECK (!can_open (files->input, O_WRONLY));
  CHECK (!can_open (files->input, O_RDWR | O_TRUNC));
  CHECK (!can_open (more, O_WRONLY | O_CREAT));
  CHECK (!can_open (part, O_WRONLY | O_CREAT));
  CHECK (!can_open (files->output, O_TMPFILE | O_RDWR));
  CHECK (truncate (files->input, 0) != 0);
  CHECK (g_unlink (files->input) != 0);
  CHECK (g_rename (files->input, more) != 0);
  CHECK (link (files->input, more) != 0);
  CHECK (symlink (files->input, more) != 0);
  CHECK (g_mkdir (more, 0700) != 0);
}

static void
test_files (void)
{
  Files files;

  files_init (&files);
  in_confined_process (&files, check_files);
  files_clear (&files);
}

/* What it was started for still works; and nothing but that. */
static void
check_outputs (const Files   *files,
               PvOutputs     *outputs,
               PvConfinement  confinement,
               gboolean      *failed)
{
  GOutputStream *stream = pv_outputs_open (outputs, 0, "x", NULL);
  g_autofree char *path = NULL;

  CHECK (stream != NULL);
  CHECK (stream != NULL && g_output_stream_write_all (stream, "text", 4, NULL, NULL, NULL));
  CHECK (pv_outputs_close (outputs, &path, NULL));
  CHECK (path != NULL && g_str_has_prefix (path, files->output) && strstr (path, "/a-x") != NULL);

  /* opened, and never closed */
  CHECK (pv_outputs_open (outputs, 1, "y", NULL) != NULL);
  /* neither such a file nor such a chart was announced */
  CHECK (pv_outputs_open (outputs, 2, "x", NULL) == NULL);
  CHECK (pv_outputs_open (outputs, 0, "z", NULL) == NULL);
  CHECK (!pv_outputs_close (outputs, NULL, NULL));
}

static void
test_outputs (void)
{
  static const char *const names[] = { "a-x.csv", "a-x-2.csv" };
  Files files;
  g_autofree char *other = NULL;

  files_init (&files);
  in_confined_process (&files, check_outputs);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (files.output, names[i], NULL);
      g_autofree char *text = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_cmpstr (text, ==, "text");
    }
  other = g_build_filename (files.output, "a-y.csv", NULL);
  g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
  files_clear (&files);
}

/* Nor may what is read be replaced, by whichever path. */
static void
test_outputs_protect (void)
{
  g_autoptr (GPtrArray) inputs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (PvOutputs) outputs = NULL;
  g_autoptr (GFile) file = NULL;
  g_autofree char *link = NULL;
  Files files;

  files_init (&files);
  link = g_build_filename (files.folder, "link", NULL);
  g_assert_cmpint (symlink ("input", link), ==, 0);
  g_ptr_array_add (inputs, g_file_new_for_path (files.input));
  file = g_file_new_for_path (link);
  outputs = pv_outputs_new_for_file (file);
  g_assert_nonnull (pv_outputs_open (outputs, 0, NULL, NULL));
  pv_outputs_protect (outputs, inputs);
  g_assert_null (pv_outputs_open (outputs, 0, NULL, NULL));
  files_clear (&files);
}

static void
check_system_calls (const Files   *files,
                    PvOutputs     *outputs,
                    PvConfinement  confinement,
                    gboolean      *failed)
{
  gboolean confined = (confinement & PV_CONFINEMENT_SYSTEM_CALLS) != 0;
  char *const arguments[] = { (char *) "/bin/true", NULL };
  struct utimbuf times = { 0, 0 };
  struct sockaddr_un address = { .sun_family = AF_UNIX, .sun_path = "/nowhere" };
  struct rlimit limit;
  cpu_set_t cpus;
  const char typed = '!';
  char terminal[64];
  int ends[2];
  int null;

  if (!confined)
    return;

  null = open ("/dev/null", O_RDONLY | O_CLOEXEC);
  CHECK (null >= 0);

  CHECK (socket (AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM);
  CHECK (socket (AF_UNIX, SOCK_STREAM, 0) < 0 && errno == EPERM);
  CHECK (socketpair (AF_UNIX, SOCK_DGRAM, 0, ends) < 0 && errno == EPERM);
  CHECK (sendto (null, &typed, 1, 0, (const struct sockaddr *) &address, sizeof address) < 0 && errno == EPERM);
  CHECK (execv (arguments[0], arguments) < 0 && errno == EPERM);
  CHECK (kill (getppid (), 0) < 0 && errno == EPERM);
  CHECK (shmget (IPC_PRIVATE, 4096, IPC_CREAT | 0600) < 0 && errno == EPERM);

  /* nor another one's limits, which can end it, nor when it runs; nor a signal that comes with what can be read */
  CHECK (prlimit (getppid (), RLIMIT_CPU, NULL, &limit) < 0 && errno == EPERM);
  CHECK (getrlimit (RLIMIT_NOFILE, &limit) == 0);
  CHECK (setpriority (PRIO_PROCESS, (id_t) getppid (), 0) < 0 && errno == EPERM);
  CHECK (sched_getaffinity (0, sizeof cpus, &cpus) == 0);
  CHECK (sched_setaffinity (getppid (), sizeof cpus, &cpus) < 0 && errno == EPERM);
  CHECK (sched_setaffinity (0, sizeof cpus, &cpus) == 0);
  CHECK (fcntl (null, F_SETOWN, getppid ()) < 0 && errno == EPERM);
  CHECK (fcntl (null, F_SETSIG, SIGKILL) < 0 && errno == EPERM);
  CHECK (fcntl (null, F_GETFL) >= 0);

  /* a user's namespace would make an administrator of it */
  CHECK (syscall (SYS_clone, CLONE_NEWUSER | SIGCHLD, NULL, NULL, NULL, NULL) < 0 && errno == EPERM);
  CHECK (syscall (435 /* clone3() */, NULL, 0) < 0 && errno == ENOSYS);

  /* types into a terminal; a file that is none would say so */
  CHECK (ioctl (null, TIOCSTI, &typed) < 0 && errno == EPERM);
  CHECK (ioctl (null, TIOCSETD, &ends[0]) < 0 && errno == EPERM);
  /* allowed; Landlock or the device itself says no */
  CHECK (ioctl (null, TCGETS, terminal) < 0 && errno != EPERM);
  CHECK (ioctl (null, TIOCGWINSZ, terminal) < 0 && errno != EPERM);

  CHECK (chmod (files->input, 0666) < 0 && errno == EPERM);
  CHECK (fchmod (null, 0666) < 0 && errno == EPERM);
  CHECK (chown (files->input, getuid (), getgid ()) < 0 && errno == EPERM);
  CHECK (utime (files->input, &times) < 0 && errno == EPERM);
  CHECK (futimens (null, NULL) < 0 && errno == EPERM);
  CHECK (setxattr (files->input, "user.x", "x", 1, 0) < 0 && errno == EPERM);
  CHECK (removexattr (files->input, "user.x") < 0 && errno == EPERM);

  CHECK (getpid () > 0 && write (STDOUT_FILENO, "", 0) == 0);
  close (null);
}

static void
test_system_calls (void)
{
  Files files;
  GStatBuf before;
  GStatBuf after;

  files_init (&files);
  g_assert_cmpint (g_stat (files.input, &before), ==, 0);
  in_confined_process (&files, check_system_calls);
  g_assert_cmpint (g_stat (files.input, &after), ==, 0);
  g_assert_cmphex (before.st_mode, ==, after.st_mode);
  g_assert_cmpint (before.st_mtime, ==, after.st_mtime);
  files_clear (&files);
}

/* It can fail as any process, which a signal to itself ends. */
static void
test_abort (void)
{
  int status;
  pid_t pid = fork ();

  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      const char *inputs[] = { NULL };

      pv_confine (inputs, NULL, FALSE);
      signal (SIGABRT, SIG_DFL);
      abort ();
    }

  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (WTERMSIG (status), ==, SIGABRT);
}

static void
test_arguments (void)
{
  static const char *const expected[][3] = {
    /* the argument, its path where that is absolute, and what GApplication is given */
    { "a.pcap", NULL, "a.pcap" },
    { "/tmp/a b.pcap", "/tmp/a b.pcap", "/tmp/a b.pcap" },
    { "dump-10:00:00.pcap", NULL, "./dump-10:00:00.pcap" },
    { "file:///tmp/a%20b.pcap", "/tmp/a b.pcap", "file:///tmp/a%20b.pcap" },
    { "file:/tmp/a.pcap", "/tmp/a.pcap", "file:/tmp/a.pcap" },
    { "file:///tmp/a%2fb.pcap", NULL, "file:///tmp/a%2fb.pcap" },
    { "sftp://host/a.pcap", NULL, "sftp://host/a.pcap" },
    { "no-such-scheme://host/a.pcap", NULL, "no-such-scheme://host/a.pcap" },
  };
  const char *const *schemes = g_vfs_get_supported_uri_schemes (g_vfs_get_default ());

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *safe = pv_file_argument_to_safe (expected[i][0]);
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (safe);
      g_autoptr (GFile) same = pv_file_argument_to_file (expected[i][0]);

      if (expected[i][1] != NULL)
        g_assert_cmpstr (g_file_peek_path (same), ==, expected[i][1]);
      g_assert_cmpstr (safe, ==, expected[i][2]);
      g_assert_true (g_file_equal (file, same));
      g_assert_cmpint (pv_file_argument_is_elsewhere (expected[i][0]), ==,
                       g_str_has_prefix (expected[i][0], "sftp:") && g_strv_contains (schemes, "sftp"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/confine/files", test_files);
  g_test_add_func ("/confine/outputs", test_outputs);
  g_test_add_func ("/confine/outputs-protect", test_outputs_protect);
  g_test_add_func ("/confine/system-calls", test_system_calls);
  g_test_add_func ("/confine/abort", test_abort);
  g_test_add_func ("/confine/arguments", test_arguments);

  return g_test_run ();
}
