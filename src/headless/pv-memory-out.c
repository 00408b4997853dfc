/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-memory-out.c: an end in order where memory is out and nobody asked.
 *
 * GLib says that it got none, then breaks off; libraries that do not look at what they are given read from
 * nowhere. Both are told from other faults by asking the kernel for some memory. */
#include "config.h"

#include "pv-memory-out.h"

#include <glib/gi18n.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "pv-part.h"

/* With less than this left, memory is out: a thread's stack takes half of it. */
#define LITTLE ((gsize) 16 * 1024 * 1024)

/* For faults while the usual stack cannot grow. */
#define STACK_SIZE ((gsize) 64 * 1024)

/* Made beforehand: there is no memory for it then. */
static char *message;
static gsize message_length;

G_NORETURN static void
end (void)
{
  pv_part_remove_unfinished ();
  if (write (STDERR_FILENO, message, message_length) < 0)
    {
      /* there is nobody to tell */
    }
  _exit (EXIT_FAILURE);
}

/* GLib's own texts, which are not translated. */
static GLogWriterOutput
log_cb (GLogLevelFlags   level,
        const GLogField *fields,
        gsize            n_fields,
        gpointer         user_data)
{
  for (gsize i = 0; (level & G_LOG_LEVEL_ERROR) != 0 && i < n_fields; i++)
    {
      const char *text = fields[i].value;

      if (strcmp (fields[i].key, "MESSAGE") == 0 && fields[i].length < 0 &&
          (strstr (text, "failed to allocate") != NULL || strstr (text, "creating thread") != NULL))
        end ();
    }

  return g_log_writer_default (level, fields, n_fields, user_data);
}

static void
fault_cb (int signal_number)
{
  void *memory = mmap (NULL, LITTLE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (memory == MAP_FAILED)
    end ();

  /* Then it is something else: as it would have been. */
  munmap (memory, LITTLE);
  signal (signal_number, SIG_DFL);
  raise (signal_number);
}

void
pv_memory_out_end_in_order (void)
{
  /* GLib breaks off with SIGTRAP where it has been told to, and also from within breaking off. */
  static const int signals[] = { SIGABRT, SIGBUS, SIGSEGV, SIGTRAP };
  static guint8 stack[STACK_SIZE];
  const stack_t alternative = { .ss_sp = stack, .ss_size = sizeof stack };
  struct sigaction action = { .sa_handler = fault_cb, .sa_flags = SA_ONSTACK | SA_NODEFER };

  message = g_strdup_printf ("%s: %s\n", g_get_prgname () != NULL ? g_get_prgname () : "pcapviz",
                             _("there is not enough memory"));
  message_length = strlen (message);

  g_log_set_writer_func (log_cb, NULL, NULL);
  sigaltstack (&alternative, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      struct sigaction before;

      /* what others look for, a sanitizer say, is theirs */
      if (sigaction (signals[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL)
        sigaction (signals[i], &action, NULL);
    }
}
