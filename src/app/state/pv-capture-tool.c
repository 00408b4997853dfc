/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture-tool.c: the program that captures packets for whoever runs it. */
#include "config.h"

#include "pv-capture-tool.h"

#include <string.h>

#include "pv-file-text.h"
#include "pv-job.h"

/* Whose packets are not of a network, or not with IP. */
static const char *const others[] = { "bluetooth", "dbus-", "nflog", "nfqueue", "usbmon" };

static void
interface_free (gpointer data)
{
  PvCaptureInterface *self = data;

  g_free (self->name);
  g_free (self->description);
  g_free (self);
}

void
pv_capture_tool_free (PvCaptureTool *self)
{
  g_free (self->path);
  g_ptr_array_unref (self->interfaces);
  g_free (self);
}

gboolean
pv_capture_tool_is_possible (void)
{
  return !g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

static gboolean
is_network (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_has_prefix (name, others[i]))
      return FALSE;

  return TRUE;
}

GPtrArray *
pv_capture_tool_parse (const char *text)
{
  /* "1. eth0", "2.any (Pseudo-device that captures on all interfaces) [Up, Running]" */
  g_autoptr (GRegex) regex = g_regex_new ("^\\d+\\.\\s*(\\S+)(?: \\((.*?)\\))?", G_REGEX_OPTIMIZE, 0, NULL);
  g_auto (GStrv) lines = NULL;
  GPtrArray *interfaces = g_ptr_array_new_with_free_func (interface_free);

  g_return_val_if_fail (text != NULL, interfaces);

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (GMatchInfo) match = NULL;
      g_autofree char *name = NULL;
      g_autofree char *description = NULL;
      PvCaptureInterface *interface;

      if (!g_utf8_validate (lines[i], -1, NULL) || !g_regex_match (regex, lines[i], 0, &match))
        continue;
      name = g_match_info_fetch (match, 1);
      description = g_match_info_fetch (match, 2);
      /* what begins with a dash would be taken for something else */
      if (name[0] == '-' || !is_network (name))
        continue;

      interface = g_new (PvCaptureInterface, 1);
      interface->description = description != NULL && *description != '\0' ? pv_file_text_clean (description) : NULL;
      interface->name = g_steal_pointer (&name);
      g_ptr_array_add (interfaces, interface);
    }

  return interfaces;
}

/* Where administrators keep what they run, too. (transfer full) (nullable) */
static char *
find_program (const char *name)
{
  static const char *const folders[] = { "/usr/sbin", "/sbin", "/usr/local/sbin" };
  char *path = g_find_program_in_path (name);

  for (guint i = 0; i < G_N_ELEMENTS (folders) && path == NULL; i++)
    {
      g_autofree char *other = g_build_filename (folders[i], name, NULL);

      if (g_file_test (other, G_FILE_TEST_IS_EXECUTABLE))
        path = g_steal_pointer (&other);
    }

  return path;
}

/* Runs it to the end. NULL where it fails. (transfer full) */
static char *
run (const char *const *argv,
     GCancellable      *cancellable)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) output = NULL;
  gsize length;
  const char *text;

  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C.UTF-8", TRUE);
  process = g_subprocess_launcher_spawnv (launcher, argv, NULL);
  if (process == NULL)
    return NULL;
  if (!g_subprocess_communicate (process, NULL, cancellable, &output, NULL, NULL))
    {
      g_subprocess_force_exit (process);
      return NULL;
    }
  if (!g_subprocess_get_successful (process))
    return NULL;

  text = g_bytes_get_data (output, &length);

  return g_strndup (text != NULL ? text : "", length);
}

/* Whether the program may open any of the first few interfaces; one or another may be down. */
static gboolean
may_capture (const PvCaptureTool *self,
             GCancellable        *cancellable)
{
  for (guint i = 0; i < MIN (self->interfaces->len, 3); i++)
    {
      const PvCaptureInterface *interface = g_ptr_array_index (self->interfaces, i);
      const char *argv[] = { self->path, "-i", interface->name, "-L", NULL };
      g_autofree char *text = run (argv, cancellable);

      if (text != NULL)
        return TRUE;
    }

  return FALSE;
}

static gpointer
find (gpointer       source,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  static const char *const names[] = { "dumpcap", "tcpdump" };
  g_autoptr (PvCaptureTool) best = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (PvCaptureTool) tool = g_new0 (PvCaptureTool, 1);
      const char *argv[] = { NULL, "-D", NULL };
      g_autofree char *text = NULL;

      tool->path = find_program (names[i]);
      argv[0] = tool->path;
      text = tool->path != NULL ? run (argv, cancellable) : NULL;
      tool->interfaces = pv_capture_tool_parse (text != NULL ? text : "");
      tool->may_capture = tool->path != NULL && may_capture (tool, cancellable);
      if (tool->may_capture)
        return g_steal_pointer (&tool);
      if (best == NULL || best->interfaces->len == 0)
        {
          g_clear_pointer (&best, pv_capture_tool_free);
          best = g_steal_pointer (&tool);
        }
    }

  return g_steal_pointer (&best);
}

static const PvJob find_job = { find, (GDestroyNotify) pv_capture_tool_free, NULL };

void
pv_capture_tool_find_async (GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  pv_job_run_async (&find_job, NULL, NULL, cancellable, callback, user_data);
}

PvCaptureTool *
pv_capture_tool_find_finish (GAsyncResult *result)
{
  return pv_job_run_finish (&find_job, result, NULL);
}

char **
pv_capture_tool_dup_command (const PvCaptureTool *self,
                             const char          *interface)
{
  g_autofree char *name = NULL;
  g_autoptr (GStrvBuilder) command = g_strv_builder_new ();

  g_return_val_if_fail (self != NULL && interface != NULL, NULL);

  if (self->path == NULL)
    return NULL;

  name = g_path_get_basename (self->path);
  g_strv_builder_add_many (command, self->path, "-i", interface, "-w", "-", NULL);
  /* each packet at once, and no names asked for; dumpcap does so by itself */
  if (g_str_equal (name, "tcpdump"))
    g_strv_builder_add_many (command, "-U", "-n", NULL);
  else
    g_strv_builder_add (command, "-q");

  return g_strv_builder_end (command);
}

char *
pv_capture_tool_dup_command_line (const char *interface)
{
  g_autofree char *quoted = g_shell_quote (interface != NULL ? interface : "any");
  const gboolean is_plain = interface == NULL || strspn (interface, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_.") ==
                                                   strlen (interface);

  return g_strdup_printf ("sudo tcpdump -i %s -U -w - | pcapviz -", !is_plain ? quoted :
                                                                   interface != NULL ? interface : "any");
}
