/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-report-domains.h: bytes of conversations by domain, beside the lookups that a report lists. */
#pragma once

#include "pv-json-stream.h"
#include "pv-query.h"

G_BEGIN_DECLS

typedef struct _PvReportDomains PvReportDomains;

/* @query: of the list of domains. NULL with @error set. */
PvReportDomains *pv_report_domains_new       (PvCapture        *capture,
                                              const PvQuery    *query,
                                              GError          **error);
void             pv_report_domains_free      (PvReportDomains  *self);

/* The bytes of conversations whose name is below the domain, which is one of @owner. */
guint64          pv_report_domains_get_bytes (PvReportDomains  *self,
                                              PvCapture        *owner,
                                              guint32           domain);
/* Adds rows of the domains that have bytes and are not among the @n @ranks: the most first, ties by domain. */
void             pv_report_domains_add_rest  (PvReportDomains  *self,
                                              PvJsonStream     *json,
                                              const PvRank     *ranks,
                                              guint             n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvReportDomains, pv_report_domains_free)

G_END_DECLS
