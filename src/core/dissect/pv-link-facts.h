/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-link-facts.h: what a frame's own header says: which hardware it goes between, on which VLAN. */
#pragma once

#include "pv-record.h"

G_BEGIN_DECLS

#define PV_HARDWARE_ADDRESS_SIZE 6
/* VLAN identifiers are of 12 bits (IEEE 802.1Q, clause 9.6). */
#define PV_N_VLANS 4096
#define PV_NO_VLAN 0xffff

/**
 * PvLinkFacts:
 * @source: %PV_HARDWARE_ADDRESS_SIZE bytes in the record, or %NULL where the frame does not say them
 * @destination: likewise
 * @vlan: identifier in the outermost tag, below %PV_N_VLANS: 0 where it has but a priority; or %PV_NO_VLAN
 *
 * Of Ethernet, IEEE 802.11 and Linux cooked captures; of other link-layer header types nothing is told, and of frames
 * in tunnels neither.
 */
typedef struct
{
  const guint8 *source;
  const guint8 *destination;
  guint16 vlan;
} PvLinkFacts;

/* Allocates nothing, keeps no state, reads no byte past the captured length. */
void pv_link_facts_find (const PvRecord *record,
                         PvLinkFacts    *facts);

G_END_DECLS
