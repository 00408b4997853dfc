/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dns-rows.c: what came of DNS lookups, and how long that took, in rows. */
#include "config.h"

#include "pv-dns-rows.h"

#include <glib/gi18n.h>

#include "pv-dns-message.h"
#include "pv-unit.h"

/* So many types have room in a row. */
#define MAX_TYPES 6

static void
append (GString    *text,
        const char *name,
        guint64     n)
{
  g_autofree char *number = pv_unit_format (PV_UNIT_COUNT, (double) n);

  /* Translators: an outcome or a type of DNS lookups, and how many there are, as in “NXDOMAIN 12” */
  g_autofree char *entry = g_strdup_printf (C_("dns", "%s %s"), name, number);

  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", entry);
}

static void
add_outcomes (PvFigures          *figures,
              const PvDnsFigures *dns)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint8 outcome = 0; outcome < PV_N_DNS_OUTCOMES; outcome++)
    if (dns->outcomes[outcome] > 0)
      append (text, pv_dns_outcome_get_name (outcome), dns->outcomes[outcome]);
  if (dns->outcomes[PV_DNS_UNANSWERED] > 0)
    /* Translators: before how many DNS lookups nobody answered */
    append (text, C_("dns", "unanswered"), dns->outcomes[PV_DNS_UNANSWERED]);

  pv_figures_take_row (figures, _("Outcomes"), g_string_free (g_steal_pointer (&text), FALSE));
}

static void
add_types (PvFigures          *figures,
           PvCapture          *capture,
           const PvDnsFigures *dns)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint64 others = 0;

  if (dns->n_types == 0)
    return;

  for (guint i = 0; i < dns->n_types; i++)
    {
      g_autofree char *name = pv_capture_dup_label (capture, PV_DIMENSION_DNS_TYPE, dns->types[i].type);

      if (i < MAX_TYPES)
        append (text, name, dns->types[i].n);
      else
        others += dns->types[i].n;
    }
  if (others > 0)
    /* Translators: before how many DNS answers are of types for which there is no room */
    append (text, C_("dns", "others"), others);

  pv_figures_take_row (figures, _("Types"), g_string_free (g_steal_pointer (&text), FALSE));
}

static void
add_times (PvFigures             *figures,
           const PvResponseTimes *times)
{
  g_autofree char *median = pv_unit_format_duration ((gint64) MIN (times->median_ns, G_MAXINT64));
  g_autofree char *p95 = pv_unit_format_duration ((gint64) MIN (times->p95_ns, G_MAXINT64));
  g_autofree char *worst = pv_unit_format_duration ((gint64) MIN (times->max_ns, G_MAXINT64));

  if (times->n == 0)
    return;

  if (times->n == 1)
    {
      pv_figures_take_row (figures, _("Response Time"), g_steal_pointer (&median));
      return;
    }
  pv_figures_take_row (figures, _("Response Times"),
                       /* Translators: three durations, the second of which 95 % of all are not above, as in
                        * “Median 12 ms, 95 % within 80 ms, longest 1.3 s” */
                       g_strdup_printf (_("Median %s, 95 %% within %s, longest %s"), median, p95, worst));
}

void
pv_dns_rows_add (PvFigures          *figures,
                 PvCapture          *capture,
                 const PvDnsFigures *dns)
{
  g_return_if_fail (figures != NULL && dns != NULL);

  add_outcomes (figures, dns);
  add_types (figures, capture, dns);
  add_times (figures, &dns->times);
}
