/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-dns-outcome.c: what came of DNS lookups, as labels. */
#include "pv-label-class-private.h"

static guint32
get_n_dns_outcomes (PvCapture *capture)
{
  return PV_DNS_UNANSWERED + 1;
}

static char *
dup_dns_outcome (PvCapture *capture,
                 guint32    id)
{
  return g_strdup (pv_dns_outcome_get_name ((guint8) id));
}

static gboolean
match_dns_outcome (PvCapture  *capture,
                   guint32     id,
                   const char *search,
                   gsize       search_length)
{
  return pv_label_text_match (dup_dns_outcome (capture, id), search);
}

static guint32
find_dns_outcome (PvCapture  *capture,
                  const char *text)
{
  for (guint8 id = 0; id <= PV_DNS_UNANSWERED; id++)
    if (g_ascii_strcasecmp (pv_dns_outcome_get_name (id), text) == 0)
      return id;

  return PV_NO_ID;
}

const PvLabelFuncs pv_label_dns_outcome = {
  .get_n = get_n_dns_outcomes,
  .dup_text = dup_dns_outcome,
  .compare = pv_label_numbers_compare,
  .get_prefix = pv_label_number_get_prefix,
  .match = match_dns_outcome,
  .find = find_dns_outcome,
  .append_key = pv_label_number_append,
};
