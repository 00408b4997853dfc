/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-totals.c: what a part of a capture comes to. */
#include "config.h"

#include "pv-totals.h"

#include "pv-packet-set-private.h"

gboolean
pv_totals_get (PvCapture    *capture,
               PvPacketSet  *set,
               const PvSpan *span,
               PvTotals     *totals)
{
  guint64 first = 0;
  guint64 last;

  g_return_val_if_fail (PV_IS_CAPTURE (capture), FALSE);
  g_return_val_if_fail (set == NULL || pv_packet_set_get_capture (set) == capture, FALSE);
  g_return_val_if_fail (totals != NULL, FALSE);

  last = pv_capture_get_n_packets (capture);
  if (span != NULL)
    {
      if (!capture->sorted)
        return FALSE;
      pv_capture_find_span (capture, *span, &first, &last);
    }

  if (set != NULL)
    {
      PvSetSums before = pv_packet_set_sum_before (set, first);
      PvSetSums after = pv_packet_set_sum_before (set, last);

      totals->packets = after.packets - before.packets;
      totals->ip_bytes = after.sums.ip - before.sums.ip;
      totals->wire_bytes = after.sums.wire - before.sums.wire;
    }
  else
    {
      PvSums before = pv_capture_sum_before (capture, first);
      PvSums after = pv_capture_sum_before (capture, last);

      totals->packets = last - first;
      totals->ip_bytes = after.ip - before.ip;
      totals->wire_bytes = after.wire - before.wire;
    }

  return TRUE;
}
