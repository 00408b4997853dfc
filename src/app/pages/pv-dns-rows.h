/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dns-rows.h: what came of DNS lookups, and how long that took, in rows. */
#pragma once

#include "pv-dns-figures.h"
#include "pv-figures.h"

G_BEGIN_DECLS

/* @capture: where they came from. Adds rows for outcomes, types of questions and response times, as far as there are any. */
void pv_dns_rows_add (PvFigures          *figures,
                      PvCapture          *capture,
                      const PvDnsFigures *dns);

G_END_DECLS
