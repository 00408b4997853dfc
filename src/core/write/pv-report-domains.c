/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-report-domains.c: bytes of conversations by domain. */
#include "pv-report-domains.h"

#include "pv-capture-private.h"
#include "pv-error.h"
#include "pv-report-dns.h"

struct _PvReportDomains
{
  PvCapture *capture;
  PvRanking *named;
  guint32 n;
  guint32 *ranks; /* by domain, one more than its place in @named; 0 where it has none */
};

void
pv_report_domains_free (PvReportDomains *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->capture);
  g_clear_pointer (&self->named, pv_ranking_unref);
  g_free (self->ranks);
  g_free (self);
}

PvReportDomains *
pv_report_domains_new (PvCapture      *capture,
                       const PvQuery  *query,
                       GError        **error)
{
  g_autoptr (PvReportDomains) self = g_new0 (PvReportDomains, 1);
  PvQuery of_named = *query;

  of_named.dimension = PV_DIMENSION_NAMED_DOMAIN;
  of_named.measure = PV_MEASURE_IP_BYTES;
  self->capture = g_object_ref (capture);
  self->named = pv_query_run (capture, &of_named, NULL, error);
  if (self->named == NULL)
    return NULL;

  self->n = pv_label_table_get_n (pv_domain_index_get_all (capture->domains));
  self->ranks = g_try_new0 (guint32, MAX (self->n, 1));
  if (self->ranks == NULL)
    {
      pv_error_set_no_memory (error);
      return NULL;
    }
  for (guint i = 0; i < self->named->n_ranks; i++)
    if (self->named->ranks[i].id != PV_ID_NOT_NAMED)
      self->ranks[self->named->ranks[i].id - 1] = i + 1;

  return g_steal_pointer (&self);
}

guint64
pv_report_domains_get_bytes (PvReportDomains *self,
                             PvCapture       *owner,
                             guint32          domain)
{
  if (owner != self->capture)
    {
      g_autofree char *text = pv_capture_dup_label (owner, PV_DIMENSION_DOMAIN, domain);

      domain = pv_capture_find_label (self->capture, PV_DIMENSION_DOMAIN, text);
    }

  return domain < self->n && self->ranks[domain] > 0 ? self->named->ranks[self->ranks[domain] - 1].bytes : 0;
}

void
pv_report_domains_add_rest (PvReportDomains *self,
                            PvJsonStream    *json,
                            const PvRank    *ranks,
                            guint            n)
{
  for (guint i = 0; i < n; i++)
    if (ranks[i].id < self->n)
      self->ranks[ranks[i].id] = 0;

  for (guint i = 0; i < self->named->n_ranks; i++)
    {
      const PvRank *rank = &self->named->ranks[i];
      g_autofree char *label = NULL;

      if (rank->id == PV_ID_NOT_NAMED || self->ranks[rank->id - 1] == 0)
        continue;

      label = pv_capture_dup_label (self->capture, PV_DIMENSION_NAMED_DOMAIN, rank->id);
      pv_json_stream_open (json, NULL, '{');
      pv_json_stream_add_string (json, "domain", label);
      pv_json_stream_add_int (json, "lookups", 0);
      pv_json_stream_add_int (json, "bytes", (gint64) rank->bytes);
      pv_report_dns_add_split (json, PV_DIMENSION_DOMAIN, NULL);
      pv_report_dns_add_times (json, "response_ns", &(PvResponseTimes){ 0 });
      pv_json_stream_close (json, '{');
    }
}
