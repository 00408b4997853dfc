/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tcp-figures.h: how well TCP connections do, in rows. */
#pragma once

#include "pv-figures.h"
#include "pv-tcp-summary.h"

G_BEGIN_DECLS

/* Adds a row for how long handshakes took, and one for each kind of trouble that there is. Adds nothing, and returns
 * FALSE, where there is nothing to tell. */
gboolean pv_tcp_figures_add (PvFigures          *figures,
                             const PvTcpSummary *summary);

G_END_DECLS
