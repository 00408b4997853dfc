/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-rank-second.h: what ranks are called besides their labels. */
#pragma once

#include "pv-address-names.h"
#include "pv-query.h"

G_BEGIN_DECLS

/* Whether any rank of @self may be called something else. @names: (nullable): of addresses */
gboolean pv_ranking_has_second (const PvRanking *self,
                                PvAddressNames  *names);
/* What @rank is called besides its label: an address by what it is known as, hardware by who made it, conversations by
 * their servers' names. @capture: that @self is of; @names: (nullable). (transfer full): NULL for nothing */
char    *pv_ranking_dup_second (const PvRanking *self,
                                PvCapture       *capture,
                                PvAddressNames  *names,
                                const PvRank    *rank);

G_END_DECLS
