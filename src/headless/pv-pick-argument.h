/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-pick-argument.h: labels that the command line picks, as in "services:443/tcp". */
#pragma once

#include "pv-crossfilter.h"

G_BEGIN_DECLS

/* Whether @text is a dimension's key, a colon and something; otherwise @error is a %PV_ERROR_BAD_VALUE that lists
 * the keys. @dimension: (out): which */
gboolean   pv_pick_argument_check   (const char         *text,
                                     PvDimension        *dimension,
                                     GError            **error);
/* Adds what @text, which passed the check, is in @capture to @picks, of PvPickedLabel. A label that the capture has
 * not is picked all the same: then nothing has it. */
void       pv_pick_argument_resolve (const char         *text,
                                     gboolean            is_excluded,
                                     PvCapture          *capture,
                                     GArray             *picks);
/* All keys, "sources, destinations …". (transfer full) */
char      *pv_pick_argument_list    (void);

G_END_DECLS
