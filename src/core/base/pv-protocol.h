/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-protocol.h: one number space for what packets hold: IP's protocols, EtherTypes, LLC's. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers of protocols, in 16 bits:
 *
 * - below PV_PROTOCOL_LLC: protocols in IP, by IANA's numbers
 * - PV_PROTOCOL_LLC and the 255 after it: by LLC's destination service access point (IEEE 802.2)
 * - PV_PROTOCOL_OTHER to PV_PROTOCOL_IEEE80211: what has neither of these numbers
 * - from PV_PROTOCOL_ETHERTYPE on: EtherTypes (IEEE 802.3, clause 3.2.6)
 */
#define PV_PROTOCOL_LLC 0x0100
#define PV_PROTOCOL_OTHER 0x0200
#define PV_PROTOCOL_PPP 0x0201
#define PV_PROTOCOL_IEEE80211 0x0202
#define PV_PROTOCOL_ETHERTYPE 0x0600
#define PV_N_PROTOCOLS 0x10000

/* Whether it is a protocol in IP. */
static inline gboolean
pv_protocol_is_ip (guint16 protocol)
{
  return protocol < PV_PROTOCOL_LLC;
}

/* Its name as its registry writes it, "TCP", "ARP"; NULL where it has none here. */
const char *pv_protocol_get_name   (guint16 protocol);
/* Its name, or what its number is: "Protocol 253", "EtherType 0x88b5". Not translated. (transfer full) */
char       *pv_protocol_dup_name   (guint16 protocol);
/* Whether packets of the protocol have ports: TCP, UDP, SCTP, DCCP, UDP-Lite. */
gboolean    pv_protocol_has_ports  (guint16 protocol);

G_END_DECLS
