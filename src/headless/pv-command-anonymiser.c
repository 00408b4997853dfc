/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-command-anonymiser.c: how the options of the command line have packets anonymised. */
#include "config.h"

#include "pv-command-anonymiser.h"

#include <glib/gi18n.h>

#include "pv-error.h"

gboolean
pv_command_anonymiser_is_wanted (const PvCommandOptions *options)
{
  return options->anonymise || options->anonymise_key != NULL || options->anonymise_keep_vendors;
}

PvAnonymiser *
pv_command_anonymiser_new (const PvCommandOptions  *options,
                           GError                 **error)
{
  g_autofree char *key = NULL;
  PvAnonymiser *anonymiser;
  gsize length;

  if (options->anonymise_key == NULL)
    {
      anonymiser = pv_anonymiser_new_random (error);
    }
  else if (!g_file_get_contents (options->anonymise_key, &key, &length, error))
    {
      return NULL;
    }
  else if (length < PV_PSEUDONYMS_KEY_MIN)
    {
      g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE, _("The key “%s” is too short: it needs %d bytes or more"),
                   options->anonymise_key, PV_PSEUDONYMS_KEY_MIN);
      return NULL;
    }
  else
    {
      anonymiser = pv_anonymiser_new (pv_pseudonyms_new ((const guint8 *) key, length));
      if (anonymiser == NULL)
        pv_error_set_no_memory (error);
    }

  if (anonymiser != NULL)
    pv_anonymiser_set_keep_vendors (anonymiser, options->anonymise_keep_vendors);
  if (anonymiser != NULL)
    g_printerr ("pcapviz: %s\n", pv_anonymiser_get_limits ());

  return anonymiser;
}
