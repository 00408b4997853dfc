/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-change-text.h: how something has changed, in words. */
#pragma once

#include "pv-query.h"
#include "pv-surprises.h"

G_BEGIN_DECLS

/* "+3.1 MB", "−12", "+1.2 kB/s", "new", "gone", "±0". (transfer full) */
char  *pv_change_text_format     (const PvRanking *ranking,
                                  const PvRank    *rank);
/* "443/tcp https to update.example.com: 3.1 MB, not there before, from 10.0.0.7". (transfer full) */
char  *pv_change_text_tell       (PvLabelMatch       *match,
                                  const PvSurprises  *surprises,
                                  const PvSurprise   *surprise);

G_END_DECLS
