/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-anonymiser.h: packets without what tells whose they are. */
#pragma once

#include "pv-pseudonyms.h"
#include "pv-record.h"

G_BEGIN_DECLS

/**
 * PvAnonymiser:
 *
 * Keeps of a packet what it knows how to anonymise, and cuts off the rest as a snapshot length would: its length on the
 * wire and its time stay. What it keeps:
 *
 * - headers of Ethernet, with VLAN tags and PPPoE, of Linux's cooked captures, of loopback interfaces, or none;
 *   hardware addresses are replaced, all of them or all but their vendors
 * - ARP for IPv4; addresses are replaced
 * - headers of IPv4, with options blanked, and of IPv6, with extension headers blanked but for fragments'; addresses are
 *   replaced
 * - headers of TCP, with options that tell nothing of a host, of UDP and SCTP; and the first bytes of ICMP
 * - DNS over UDP, also multicast; names and addresses are replaced, records of other kinds blanked
 * - the TLS ClientHello at the beginning of a segment; the server name is replaced, what is random or not known is
 *   blanked
 *
 * Nothing is kept of other link-layer header types, and nothing behind tunnels' headers. Checksums are right for what is
 * written, where bytes that were cut off are zeros; those of SCTP are 0.
 *
 * What it does not hide: times, lengths, ports, who talks to whom under another name, which addresses are of one network,
 * how long names are, VLAN and PPPoE numbers, sequence numbers, and what else headers tell of a host's system.
 */
typedef struct _PvAnonymiser PvAnonymiser;

/* @pseudonyms: (transfer full). NULL where memory is out. */
PvAnonymiser *pv_anonymiser_new     (PvPseudonyms   *pseudonyms);
/* With a key that nobody gets to know: no two have the same pseudonyms. @error: place for a %G_IO_ERROR where the system
 * has no random bytes, or %PV_ERROR_NO_MEMORY. */
PvAnonymiser *pv_anonymiser_new_random (GError     **error);
void          pv_anonymiser_free    (PvAnonymiser   *self);
/* Whether vendors of hardware addresses stay: as pv_pseudonyms_set_keep_vendors(). */
void          pv_anonymiser_set_keep_vendors (PvAnonymiser *self,
                                              gboolean      keep_vendors);
/* @rewritten: (out): the packet; its bytes are valid until the next one. */
void          pv_anonymiser_rewrite (PvAnonymiser   *self,
                                     const PvRecord *record,
                                     PvRecord       *rewritten);

/* What users should know before they hand on such a file. (transfer none) */
const char   *pv_anonymiser_get_limits (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvAnonymiser, pv_anonymiser_free)

G_END_DECLS
