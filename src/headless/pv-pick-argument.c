/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-pick-argument.c: labels that the command line picks. */
#include "config.h"

#include "pv-pick-argument.h"

#include <glib/gi18n.h>

#include "pv-error.h"

/* Splits "services:443/tcp". FALSE where it is nothing of the kind. */
static gboolean
split (const char   *text,
       PvDimension  *dimension,
       const char  **label)
{
  const char *colon = strchr (text, ':');
  g_autofree char *key = colon != NULL ? g_strndup (text, colon - text) : NULL;

  if (key == NULL || colon[1] == '\0' || !pv_dimension_from_key (key, dimension))
    return FALSE;

  *label = colon + 1;

  return TRUE;
}

char *
pv_pick_argument_list (void)
{
  g_autoptr (GString) keys = g_string_new (NULL);

  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    g_string_append_printf (keys, "%s%s", dimension > 0 ? ", " : "", pv_dimension_get_key (dimension));

  return g_string_free (g_steal_pointer (&keys), FALSE);
}

gboolean
pv_pick_argument_check (const char   *text,
                        PvDimension  *dimension,
                        GError      **error)
{
  const char *label;
  g_autofree char *keys = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  if (split (text, dimension, &label))
    return TRUE;

  keys = pv_pick_argument_list ();
  g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE,
               /* Translators: what was typed, and the words that can stand before the colon */
               _("“%s” picks nothing: it takes a list and a label, as in “services:443/tcp”; there are %s"), text, keys);

  return FALSE;
}

void
pv_pick_argument_resolve (const char *text,
                          gboolean    is_excluded,
                          PvCapture  *capture,
                          GArray     *picks)
{
  PvPickedLabel pick = { .is_excluded = is_excluded };
  const char *label;

  g_return_if_fail (split (text, &pick.dimension, &label));

  pick.id = pv_capture_find_label (capture, pick.dimension, label);
  g_array_append_val (picks, pick);
}
