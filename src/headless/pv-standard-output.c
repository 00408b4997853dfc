/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-standard-output.c: what a run prints. */
#include "config.h"

#include "pv-standard-output.h"

#include <errno.h>
#include <unistd.h>

#include <glib/gi18n.h>

#include "pv-file-text.h"

gboolean
pv_standard_output_is_meant (const char *target)
{
  return g_str_equal (target, "-");
}

void
pv_standard_output_set_error (GError       **error,
                              GIOErrorEnum   code,
                              const char    *reason)
{
  g_set_error (error, G_IO_ERROR, code,
               /* Translators: %s is what the system says of it. */
               _("Could not write to standard output: %s"), reason);
}

gboolean
pv_standard_output_write (const char  *bytes,
                          gsize        n,
                          GError     **error)
{
  while (n > 0)
    {
      gssize written = write (STDOUT_FILENO, bytes, n);
      int code = errno;

      if (written < 0 && code == EINTR)
        continue;
      if (written < 0)
        {
          pv_standard_output_set_error (error, g_io_error_from_errno (code), g_strerror (code));
          return FALSE;
        }
      bytes += written;
      n -= (gsize) written;
    }

  return TRUE;
}

gboolean
pv_standard_output_print_path (const char  *path,
                               gboolean     with_null,
                               GError     **error)
{
  g_autofree char *clean = NULL;
  g_autoptr (GString) line = NULL;

  if (!with_null && isatty (STDOUT_FILENO))
    clean = pv_file_text_clean (path);
  line = g_string_new (clean != NULL ? clean : path);
  g_string_append_c (line, with_null ? '\0' : '\n');

  return pv_standard_output_write (line->str, line->len, error);
}
