/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-on-demand-argument.h: what the command line wants read that does not come with a capture. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Adds the bits 1 << #PvOnDemand of @text, keys with commas between them or "all", to @on_demand. Where one is no key,
 * @error is a %PV_ERROR_BAD_VALUE that lists them. */
gboolean pv_on_demand_argument_parse (const char  *text,
                                      guint       *on_demand,
                                      GError     **error);
/* All keys, with commas between them. (transfer full) */
char    *pv_on_demand_argument_list  (void);

G_END_DECLS
