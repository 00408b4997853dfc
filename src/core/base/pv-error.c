/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-error.c: the error domain. */
#include "config.h"

#include "pv-error.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (pv-error-quark, pv_error)

gboolean
pv_error_set_no_memory (GError **error)
{
  g_set_error_literal (error, PV_ERROR, PV_ERROR_NO_MEMORY,
                       _("there is not enough memory for its packets. Open a part of it, cut for example with editcap"));

  return FALSE;
}
