/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-file-argument.c: which file an argument of the command line means. */
#include "config.h"

#include "pv-file-argument.h"

#include <string.h>

static gboolean
is_uri (const char *argument)
{
  const char *scheme = g_uri_peek_scheme (argument);

  if (scheme == NULL || g_file_test (argument, G_FILE_TEST_EXISTS))
    return FALSE;

  return g_str_has_prefix (strchr (argument, ':'), "://") || g_str_equal (scheme, "file");
}

gboolean
pv_file_argument_is_elsewhere (const char *argument)
{
  const char *scheme;
  const char *const *schemes;

  g_return_val_if_fail (argument != NULL, FALSE);

  scheme = g_uri_peek_scheme (argument);
  if (!is_uri (argument) || g_str_equal (scheme, "file"))
    return FALSE;

  schemes = g_vfs_get_supported_uri_schemes (g_vfs_get_default ());

  return schemes != NULL && g_strv_contains (schemes, scheme);
}

GFile *
pv_file_argument_to_file (const char *argument)
{
  g_return_val_if_fail (argument != NULL, NULL);

  return is_uri (argument) ? g_file_new_for_uri (argument) : g_file_new_for_path (argument);
}

char *
pv_file_argument_to_safe (const char *argument)
{
  g_return_val_if_fail (argument != NULL, NULL);

  if (is_uri (argument) || g_uri_peek_scheme (argument) == NULL)
    return g_strdup (argument);

  /* no scheme begins with a dot */
  return g_strconcat ("." G_DIR_SEPARATOR_S, argument, NULL);
}
