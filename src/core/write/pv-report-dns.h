/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-report-dns.h: what came of DNS lookups, and how long that took, in rows of a report. */
#pragma once

#include "pv-dns-figures.h"
#include "pv-json-stream.h"

G_BEGIN_DECLS

/* Adds how many have each class of outcomes. @dimension: what the row is of; answers have no "unanswered". @split:
 * (nullable): 0 of each */
void pv_report_dns_add_split (PvJsonStream          *json,
                              PvDimension            dimension,
                              const PvOutcomeSplit  *split);
/* Adds response times as @key; null where there are none. */
void pv_report_dns_add_times (PvJsonStream          *json,
                              const char            *key,
                              const PvResponseTimes *times);

G_END_DECLS
