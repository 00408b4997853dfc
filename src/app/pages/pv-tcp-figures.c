/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tcp-figures.c: how well TCP connections do, in rows. */
#include "config.h"

#include "pv-tcp-figures.h"

#include <glib/gi18n.h>

#include "pv-unit.h"

static const char *const names[PV_N_TCP_TROUBLES] = {
  [PV_TCP_RETRANSMISSION] = N_("Sent Again"),     [PV_TCP_OUT_OF_ORDER] = N_("Out of Order"),
  [PV_TCP_MISSING] = N_("Missing Before"),        [PV_TCP_DUPLICATE_ACK] = N_("Duplicate ACKs"),
  [PV_TCP_ZERO_WINDOW] = N_("No Room to Take More"), [PV_TCP_RESET] = N_("Resets"),
};

static void
add_handshakes (PvFigures          *figures,
                const PvTcpSummary *summary)
{
  g_autofree char *median = pv_unit_format_duration ((gint64) MIN (summary->handshake_ns, G_MAXINT64));
  g_autofree char *worst = pv_unit_format_duration ((gint64) MIN (summary->worst_handshake_ns, G_MAXINT64));

  if (summary->n_handshakes == 1)
    pv_figures_take_row (figures, _("Handshake"), g_steal_pointer (&median));
  else
    pv_figures_take_row (figures, _("Handshakes"),
                         /* Translators: two durations, as in “Median 42 ms, longest 1.3 s” */
                         g_strdup_printf (_("Median %s, longest %s"), median, worst));
}

gboolean
pv_tcp_figures_add (PvFigures          *figures,
                    const PvTcpSummary *summary)
{
  gboolean any = summary->n_handshakes > 0;

  if (any)
    add_handshakes (figures, summary);

  for (PvTcpTrouble trouble = 0; trouble < PV_N_TCP_TROUBLES; trouble++)
    {
      const guint64 *n = summary->n[trouble];
      g_autofree char *to_server = pv_unit_format (PV_UNIT_COUNT, (double) n[0]);
      g_autofree char *to_client = pv_unit_format (PV_UNIT_COUNT, (double) n[1]);

      if (n[0] == 0 && n[1] == 0)
        continue;

      any = TRUE;
      pv_figures_take_row (figures, _(names[trouble]),
                           /* Translators: how many segments went either way, as in “3 to server · 12 to client” */
                           g_strdup_printf (_("%s to server · %s to client"), to_server, to_client));
    }

  return any;
}
