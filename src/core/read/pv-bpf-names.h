/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bpf-names.h: names of hosts in filters, which are asked of nobody. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the last filter that this thread compiled was refused for: the name of a host or network, or NULL.
 * Forgets it. (transfer full) (nullable) */
char *pv_bpf_names_take_refused (void);

G_END_DECLS
