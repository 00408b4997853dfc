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
#include <sched.h>
#include <stddef.h>
#include <sys/ioctl.h>
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
#define FS_TRUNCATE (G_GUINT64_CONSTANT (1) << 14)
#define FS_IOCTL_DEV (G_GUINT64_CONSTANT (1) << 15)

/* What a rule about a file, and no folder, may be about. */
#define FS_OF_FILES (FS_EXECUTE | FS_WRITE_FILE | FS_READ_FILE | FS_TRUNCATE | FS_IOCTL_DEV)

#define FS_READ (FS_READ_FILE | FS_READ_DIR)

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

static gboolean
confine_files (const char *const *inputs,
               const char        *folder,
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
  if (folder != NULL)
    allow (ruleset, attributes.handled_access_fs, folder, FS_READ);
  if (with_fonts)
    allow_fonts (ruleset, attributes.handled_access_fs);

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

/* Calls that the kernel's headers may not know yet; their numbers are the same everywhere. */
#ifndef SYS_pidfd_send_signal
#define SYS_pidfd_send_signal 424
#endif
#ifndef SYS_pidfd_getfd
#define SYS_pidfd_getfd 438
#endif
#ifndef SYS_open_tree
#define SYS_open_tree 428
#define SYS_move_mount 429
#define SYS_fsopen 430
#define SYS_fspick 433
#endif
#ifndef SYS_clone3
#define SYS_clone3 435
#endif
#ifndef SYS_process_madvise
#define SYS_process_madvise 440
#endif
#ifndef SYS_mount_setattr
#define SYS_mount_setattr 442
#endif
#ifndef SYS_openat2
#define SYS_openat2 437
#endif
#ifndef SYS_fchmodat2
#define SYS_fchmodat2 452
#endif
#ifndef SYS_setxattrat
#define SYS_setxattrat 463
#define SYS_removexattrat 466
#endif
#ifndef SYS_file_setattr
#define SYS_file_setattr 469
#endif

/* What no reader of a file does: talk to others, become or look into another program, change files, or reach parts
 * of the kernel that are for administrators and debuggers. What it writes was opened before, or comes through
 * recvmsg(). */
static const guint32 refused[] = {
  SYS_socket,
  SYS_socketpair,
  SYS_connect,
  SYS_bind,
  SYS_listen,
  SYS_accept,
  SYS_accept4,
  SYS_sendto,
  SYS_sendmsg,
  SYS_sendmmsg,
  SYS_execve,
  SYS_execveat,
  SYS_kill,
  SYS_tkill,
  SYS_rt_sigqueueinfo,
  SYS_rt_tgsigqueueinfo,
  SYS_pidfd_send_signal,
  SYS_pidfd_getfd,
#ifndef __SANITIZE_ADDRESS__ /* which looks for leaks so */
  SYS_ptrace,
#endif
  SYS_process_vm_readv,
  SYS_process_vm_writev,
  SYS_process_madvise,
  SYS_migrate_pages,
  SYS_move_pages,
  SYS_setpriority,
  SYS_ioprio_set,
  SYS_shmget,
  SYS_shmat,
  SYS_shmctl,
  SYS_msgget,
  SYS_msgsnd,
  SYS_semget,
  SYS_semctl,
  SYS_mq_open,
  SYS_mq_unlink,
#ifdef SYS_creat /* the older ones, which newer processors do without */
  SYS_creat,
  SYS_unlink,
  SYS_rmdir,
  SYS_mkdir,
  SYS_mknod,
  SYS_rename,
  SYS_link,
  SYS_symlink,
  SYS_chmod,
  SYS_chown,
  SYS_lchown,
  SYS_utime,
  SYS_utimes,
  SYS_futimesat,
#endif
#ifdef SYS_renameat
  SYS_renameat,
#endif
  SYS_unlinkat,
  SYS_mkdirat,
  SYS_mknodat,
  SYS_renameat2,
  SYS_linkat,
  SYS_symlinkat,
  SYS_truncate,
  SYS_fchmod,
  SYS_fchmodat,
  SYS_fchmodat2,
  SYS_fchown,
  SYS_fchownat,
  SYS_utimensat,
  SYS_setxattr,
  SYS_lsetxattr,
  SYS_fsetxattr,
  SYS_setxattrat,
  SYS_removexattr,
  SYS_lremovexattr,
  SYS_fremovexattr,
  SYS_removexattrat,
  SYS_file_setattr,
  SYS_io_uring_setup,
  SYS_bpf,
  SYS_userfaultfd,
  SYS_perf_event_open,
  SYS_keyctl,
  SYS_add_key,
  SYS_request_key,
  SYS_mount,
  SYS_umount2,
  SYS_open_tree,
  SYS_move_mount,
  SYS_fsopen,
  SYS_fspick,
  SYS_mount_setattr,
  SYS_pivot_root,
  SYS_chroot,
  SYS_setns,
  SYS_unshare,
  SYS_open_by_handle_at,
  SYS_init_module,
  SYS_finit_module,
  SYS_delete_module,
  SYS_kexec_load,
  SYS_reboot,
  SYS_swapon,
  SYS_swapoff,
  SYS_acct,
  SYS_settimeofday,
  SYS_clock_settime,
  SYS_sethostname,
  SYS_setdomainname,
};

/* What is about a process, 0 for the one that calls: limits could end another, others slow it down. */
static const guint32 only_about_itself[] = {
  SYS_prlimit64,
  SYS_sched_setaffinity,
  SYS_sched_setattr,
  SYS_sched_setparam,
  SYS_sched_setscheduler,
};

/* Of fcntl(): to have signals sent to whom one likes when something can be read, and to hear of what others do. */
static const guint32 refused_fcntls[] = {
  F_SETOWN,
  F_SETOWN_EX,
  F_SETSIG,
  F_SETLEASE,
  F_NOTIFY,
};

/* In namespaces of its own, a process is an administrator. */
#define NEW_NAMESPACES \
  (CLONE_NEWCGROUP | CLONE_NEWIPC | CLONE_NEWNET | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWUSER | CLONE_NEWUTS)

/* TCGETS2, whose header does not go with others. */
#define GET_TERMIOS2 0x802c542a

/* Of terminals, to see that something is one and how wide; else what the C library asks of descriptors. TIOCSTI
 * would type into the terminal that started us. */
static const guint32 allowed_ioctls[] = {
  TCGETS,
  GET_TERMIOS2,
  TIOCGWINSZ,
  FIONREAD,
  FIONBIO,
  FIOCLEX,
  FIONCLEX,
};

#define MAX_INSTRUCTIONS 220

/* A program that is put together, and where its jumps to the end start. */
typedef struct
{
  struct sock_filter code[MAX_INSTRUCTIONS];
  guint n;
  guint refusals[MAX_INSTRUCTIONS];
  guint n_refusals;
} Filter;

static void
add (Filter *self,
     guint16 code,
     guint32 value,
     guint8  if_true,
     guint8  if_false)
{
  g_assert (self->n < MAX_INSTRUCTIONS);
  self->code[self->n++] = (struct sock_filter){ code, if_true, if_false, value };
}

static void
add_load (Filter *self,
          gsize   offset)
{
  add (self, BPF_LD | BPF_W | BPF_ABS, (guint32) offset, 0, 0);
}

/* The word that the kernel looks at, where it takes an argument as 32 bits. */
static void
add_load_argument (Filter *self,
                   guint   i)
{
  add_load (self, offsetof (struct seccomp_data, args) + i * sizeof (guint64)
                    + (G_BYTE_ORDER == G_BIG_ENDIAN ? sizeof (guint32) : 0));
}

/* Refuses where the comparison by @code with @value comes out as @outcome. */
static void
add_refusal (Filter  *self,
             guint16  code,
             guint32  value,
             gboolean outcome)
{
  self->refusals[self->n_refusals++] = self->n;
  /* marks which of both jumps is set in the end */
  add (self, (guint16) (BPF_JMP | BPF_K | code), value, outcome, !outcome);
}

/* Refuses @call where the comparison of its argument number @i with any of @values comes out as @outcome. */
static void
add_refusals (Filter        *self,
              guint32        call,
              guint          i,
              guint16        code,
              const guint32 *values,
              guint          n,
              gboolean       outcome)
{
  add (self, BPF_JMP | BPF_JEQ | BPF_K, call, 0, (guint8) (n + 2));
  add_load_argument (self, i);
  for (guint j = 0; j < n; j++)
    add_refusal (self, code, values[j], outcome);
  add_load (self, offsetof (struct seccomp_data, nr));
}

static void
add_refusal_of (Filter   *self,
                guint32   call,
                guint     i,
                guint16   code,
                guint32   value,
                gboolean  outcome)
{
  add_refusals (self, call, i, code, &value, 1, outcome);
}

static gboolean
confine_system_calls (void)
{
  const guint32 writing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC;
  Filter filter = { .n = 0 };
  struct sock_fprog program = { 0, filter.code };

  add_load (&filter, offsetof (struct seccomp_data, arch));
  add_refusal (&filter, BPF_JEQ, ARCHITECTURE, FALSE);
  add_load (&filter, offsetof (struct seccomp_data, nr));
  add_refusal (&filter, BPF_JGE, FIRST_FOREIGN_CALL, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    add_refusal (&filter, BPF_JEQ, refused[i], TRUE);

  /* files are only read */
#ifdef SYS_open
  add_refusal_of (&filter, SYS_open, 1, BPF_JSET, writing, TRUE);
#endif
  add_refusal_of (&filter, SYS_openat, 2, BPF_JSET, writing, TRUE);

  /* signals to itself end it, when it fails */
  add_refusal_of (&filter, SYS_tgkill, 0, BPF_JEQ, (guint32) getpid (), FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (only_about_itself); i++)
    add_refusal_of (&filter, only_about_itself[i], 0, BPF_JEQ, 0, FALSE);
  add_refusals (&filter, SYS_fcntl, 1, BPF_JEQ, refused_fcntls, G_N_ELEMENTS (refused_fcntls), TRUE);
  add_refusal_of (&filter, SYS_clone, 0, BPF_JSET, NEW_NAMESPACES, TRUE);

  /* their structures cannot be looked into, and callers do without them */
  add (&filter, BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 1, 0);
  add (&filter, BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1);
  add (&filter, BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS, 0, 0);

  add (&filter, BPF_JMP | BPF_JEQ | BPF_K, SYS_ioctl, 0, G_N_ELEMENTS (allowed_ioctls) + 2);
  add_load_argument (&filter, 1);
  for (guint i = 0; i < G_N_ELEMENTS (allowed_ioctls); i++)
    add (&filter, BPF_JMP | BPF_JEQ | BPF_K, allowed_ioctls[i], (guint8) (G_N_ELEMENTS (allowed_ioctls) - i), 0);
  add (&filter, BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM, 0, 0);

  add (&filter, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
  for (guint i = 0; i < filter.n_refusals; i++)
    {
      struct sock_filter *jump = &filter.code[filter.refusals[i]];
      guint distance = filter.n - filter.refusals[i] - 1;

      g_assert (distance <= G_MAXUINT8);
      jump->jt = jump->jt ? (guint8) distance : 0;
      jump->jf = jump->jf ? (guint8) distance : 0;
    }
  add (&filter, BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM, 0, 0);
  program.len = (unsigned short) filter.n;

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
            const char        *folder,
            gboolean           with_fonts)
{
  PvConfinement confinement = PV_CONFINEMENT_NONE;

  g_return_val_if_fail (inputs != NULL, PV_CONFINEMENT_NONE);

  /* Else neither is for everybody. */
  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return PV_CONFINEMENT_NONE;

  if (confine_files (inputs, folder, with_fonts))
    confinement |= PV_CONFINEMENT_FILES;
  if (confine_system_calls ())
    confinement |= PV_CONFINEMENT_SYSTEM_CALLS;

  return confinement;
}

#else

PvConfinement
pv_confine (const char *const *inputs,
            const char        *folder,
            gboolean           with_fonts)
{
  return PV_CONFINEMENT_NONE;
}

#endif
