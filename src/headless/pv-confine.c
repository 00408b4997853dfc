/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-confine.c: giving up what reading a stranger's file does not need.
 *
 * Sources: https://docs.kernel.org/userspace-api/landlock.html and seccomp_filter.html. */
#include "config.h"

#include "pv-confine.h"

#ifdef __linux__

#include <errno.h>
#include <fcntl.h>
#include <fontconfig/fontconfig.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The kernel's headers may be older than the kernel. */
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

#define CREATE_RULESET_VERSION (1u << 0)
#define RULE_PATH_BENEATH 1

#define FS_EXECUTE (G_GUINT64_CONSTANT (1) << 0)
#define FS_WRITE_FILE (G_GUINT64_CONSTANT (1) << 1)
#define FS_READ_FILE (G_GUINT64_CONSTANT (1) << 2)
#define FS_READ_DIR (G_GUINT64_CONSTANT (1) << 3)
#define FS_REMOVE_FILE (G_GUINT64_CONSTANT (1) << 5)
#define FS_MAKE_REG (G_GUINT64_CONSTANT (1) << 8)
#define FS_TRUNCATE (G_GUINT64_CONSTANT (1) << 14)
#define FS_IOCTL_DEV (G_GUINT64_CONSTANT (1) << 15)

/* What a rule about a file, and no folder, may be about. */
#define FS_OF_FILES (FS_EXECUTE | FS_WRITE_FILE | FS_READ_FILE | FS_TRUNCATE | FS_IOCTL_DEV)

#define FS_READ (FS_READ_FILE | FS_READ_DIR)
/* A temporary file is made, written, and takes the place of another. */
#define FS_WRITE (FS_READ | FS_WRITE_FILE | FS_REMOVE_FILE | FS_MAKE_REG | FS_TRUNCATE)

#define NET_ALL 3 /* to bind and to connect TCP */
#define SCOPE_ALL 3 /* abstract sockets and signals */

typedef struct
{
  guint64 handled_access_fs;
  guint64 handled_access_net;
  guint64 scoped;
} RulesetAttributes;

typedef struct
{
  guint64 allowed_access;
  gint32 parent_fd;
} __attribute__ ((packed)) PathAttributes;

/* Where systems keep libraries, locales, time zones and the like. Nothing in them is anybody's own. */
static const char *const system_folders[] = {
  "/usr",
  "/etc",
  "/lib",
  "/lib64",
  "/opt",
  "/app", /* Flatpak */
  "/run/host", /* its fonts */
  "/nix/store",
  "/gnu/store",
  "/run/current-system",
  "/proc/self",
  "/proc/cpuinfo",
  "/proc/meminfo",
  "/sys/devices/system/cpu",
  "/sys/fs/cgroup",
  "/dev/null",
  "/dev/urandom",
  PV_LOCALE_DIR,
};

/* Variables that name more of them, with colons between. */
static const char *const system_variables[] = {
  "LOCPATH",
  "TZDIR",
  "XDG_DATA_DIRS",
};

/* What each version of Landlock can restrict. */
static guint64
get_handled (int version)
{
  guint n_rights = version >= 5 ? 16 : version >= 3 ? 15 : version == 2 ? 14 : 13;

  return (G_GUINT64_CONSTANT (1) << n_rights) - 1;
}

/* A path that cannot be opened now needs no rule; nor does what is on no file system, as a pipe. */
static void
allow (int         ruleset,
       guint64     handled,
       const char *path,
       guint64     access)
{
  PathAttributes attributes = { .allowed_access = access & handled };
  struct stat info;
  int fd = open (path, O_PATH | O_CLOEXEC);

  if (fd < 0)
    return;

  if (fstat (fd, &info) == 0 && !S_ISDIR (info.st_mode))
    attributes.allowed_access &= FS_OF_FILES;
  attributes.parent_fd = fd;
  (void) syscall (SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &attributes, 0);
  close (fd);
}

static void
allow_listed (int         ruleset,
              guint64     handled,
              const char *paths)
{
  g_auto (GStrv) list = g_strsplit (paths != NULL ? paths : "", ":", -1);

  for (guint i = 0; list[i] != NULL; i++)
    if (g_path_is_absolute (list[i]) && !g_str_equal (list[i], "/"))
      allow (ruleset, handled, list[i], FS_READ);
}

/* Fonts may be anywhere. Fontconfig reads its configuration here, while it still can write caches. */
static void
allow_fonts (int     ruleset,
             guint64 handled)
{
  FcStrList *lists[3];
  FcChar8 *path;

  if (!FcInit ())
    return;

  lists[0] = FcConfigGetFontDirs (NULL);
  lists[1] = FcConfigGetCacheDirs (NULL);
  lists[2] = FcConfigGetConfigFiles (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      if (lists[i] == NULL)
        continue;
      while ((path = FcStrListNext (lists[i])) != NULL)
        allow (ruleset, handled, (const char *) path, FS_READ);
      FcStrListDone (lists[i]);
    }
}

/* The path of what is written when @path is: a symbolic link is followed, though it may lead to nothing
 * yet. */
static char *
follow_link (const char *path)
{
  g_autofree char *link = g_file_read_link (path, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  if (link == NULL)
    return g_strdup (path);

  return g_path_is_absolute (link) ? g_strdup (link) : g_build_filename (folder, link, NULL);
}

static void
allow_output (int         ruleset,
              guint64     handled,
              const char *output)
{
  char *real = realpath (output, NULL);
  g_autofree char *target = real != NULL ? g_strdup (real) : follow_link (output);
  g_autofree char *folder = g_path_get_dirname (target);
  struct stat info;
  gboolean exists = stat (target, &info) == 0;

  free (real);
  if (exists && !S_ISREG (info.st_mode))
    allow (ruleset, handled, target, FS_WRITE);
  else
    allow (ruleset, handled, folder, FS_WRITE);
}

static gboolean
confine_files (const char *const *inputs,
               const char        *output,
               gboolean           with_fonts)
{
  int version = (int) syscall (SYS_landlock_create_ruleset, NULL, 0, CREATE_RULESET_VERSION);
  RulesetAttributes attributes = { 0, NET_ALL, SCOPE_ALL };
  gsize size = version >= 6 ? sizeof attributes : version >= 4 ? 2 * sizeof (guint64) : sizeof (guint64);
  gboolean done;
  int ruleset;

  if (version < 1)
    return FALSE;

  attributes.handled_access_fs = get_handled (version);
  ruleset = (int) syscall (SYS_landlock_create_ruleset, &attributes, size, 0);
  if (ruleset < 0)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (system_folders); i++)
    allow (ruleset, attributes.handled_access_fs, system_folders[i], FS_READ);
  for (guint i = 0; i < G_N_ELEMENTS (system_variables); i++)
    allow_listed (ruleset, attributes.handled_access_fs, g_getenv (system_variables[i]));
  for (guint i = 0; inputs[i] != NULL; i++)
    /* of a folder, no more than to see that it is one */
    allow (ruleset, attributes.handled_access_fs, inputs[i],
           g_file_test (inputs[i], G_FILE_TEST_IS_DIR) ? FS_READ_DIR : FS_READ_FILE);
  if (with_fonts)
    allow_fonts (ruleset, attributes.handled_access_fs);
  if (output != NULL)
    allow_output (ruleset, attributes.handled_access_fs, output);

  done = syscall (SYS_landlock_restrict_self, ruleset, 0) == 0;
  close (ruleset);

  return done;
}

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#define FIRST_FOREIGN_CALL 0x40000000 /* of the x32 ABI, under other numbers */
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#define FIRST_FOREIGN_CALL 0x7fffffff
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCHITECTURE AUDIT_ARCH_RISCV64
#define FIRST_FOREIGN_CALL 0x7fffffff
#endif

#ifdef ARCHITECTURE

/* What no reader of a file does: talk to others, become or look into another program, or reach parts of
 * the kernel that are for administrators and debuggers. */
static const guint32 refused[] = {
  SYS_socket,
  SYS_connect,
  SYS_bind,
  SYS_listen,
  SYS_accept,
  SYS_accept4,
  SYS_execve,
  SYS_execveat,
#ifndef __SANITIZE_ADDRESS__ /* which looks for leaks so */
  SYS_ptrace,
#endif
  SYS_process_vm_readv,
  SYS_process_vm_writev,
  SYS_io_uring_setup,
  SYS_bpf,
  SYS_userfaultfd,
  SYS_perf_event_open,
  SYS_keyctl,
  SYS_add_key,
  SYS_request_key,
  SYS_mount,
  SYS_umount2,
  SYS_pivot_root,
  SYS_chroot,
  SYS_setns,
  SYS_unshare,
  SYS_open_by_handle_at,
  SYS_init_module,
  SYS_finit_module,
  SYS_kexec_load,
};

#define N_REFUSED G_N_ELEMENTS (refused)

static gboolean
confine_system_calls (void)
{
  struct sock_filter filter[N_REFUSED + 7];
  struct sock_fprog program = { 0, filter };
  guint refuse = N_REFUSED + 5; /* the instruction that refuses; the one before it allows */
  guint n = 0;

  filter[n++] = (struct sock_filter) BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, arch));
  filter[n++] = (struct sock_filter) BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 0, (guint8) (refuse - 2));
  filter[n++] = (struct sock_filter) BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, nr));
  filter[n++] = (struct sock_filter) BPF_JUMP (BPF_JMP | BPF_JGE | BPF_K, FIRST_FOREIGN_CALL, (guint8) (refuse - 4), 0);
  for (guint i = 0; i < N_REFUSED; i++)
    {
      filter[n] = (struct sock_filter) BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, refused[i], (guint8) (refuse - n - 1), 0);
      n++;
    }
  filter[n++] = (struct sock_filter) BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  g_assert (n == refuse);
  filter[n++] = (struct sock_filter) BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
  program.len = (unsigned short) n;

  return syscall (SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) == 0;
}

#else

static gboolean
confine_system_calls (void)
{
  return FALSE;
}

#endif

PvConfinement
pv_confine (const char *const *inputs,
            const char        *output,
            gboolean           with_fonts)
{
  PvConfinement confinement = PV_CONFINEMENT_NONE;

  g_return_val_if_fail (inputs != NULL, PV_CONFINEMENT_NONE);

  /* Else neither is for everybody. */
  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return PV_CONFINEMENT_NONE;

  if (confine_files (inputs, output, with_fonts))
    confinement |= PV_CONFINEMENT_FILES;
  if (confine_system_calls ())
    confinement |= PV_CONFINEMENT_SYSTEM_CALLS;

  return confinement;
}

#else

PvConfinement
pv_confine (const char *const *inputs,
            const char        *output,
            gboolean           with_fonts)
{
  return PV_CONFINEMENT_NONE;
}

#endif

gboolean
pv_confine_is_local (const char *argument)
{
  g_return_val_if_fail (argument != NULL, FALSE);

  return g_uri_peek_scheme (argument) == NULL || g_file_test (argument, G_FILE_TEST_EXISTS);
}
