/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-command-anonymiser.h: how the options of the command line have packets anonymised. */
#pragma once

#include "pv-anonymiser.h"
#include "pv-command-options.h"

G_BEGIN_DECLS

gboolean      pv_command_anonymiser_is_wanted (const PvCommandOptions  *options);
/* With the key of a file, or one that nobody gets to know. Tells people what it cannot do. (transfer full) */
PvAnonymiser *pv_command_anonymiser_new       (const PvCommandOptions  *options,
                                               GError                 **error);

G_END_DECLS
