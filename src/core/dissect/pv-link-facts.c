/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-link-facts.c: what a frame's own header says: which hardware it goes between, on which VLAN. */
#include "pv-link-facts.h"

#include "pv-cursor.h"
#include "pv-layer.h"

#define LINKTYPE_ETHERNET 1
#define LINKTYPE_IEEE802_11 105
#define LINKTYPE_LINUX_SLL 113
#define LINKTYPE_IEEE802_11_RADIOTAP 127
#define LINKTYPE_LINUX_SLL2 276

/* IEEE 802.1Q C-tag, IEEE 802.1ad S-tag, and what S-tags were before. */
#define TYPE_C_TAG 0x8100
#define TYPE_S_TAG 0x88a8
#define TYPE_OLD_S_TAG 0x9100

#define ETHERNET_LENGTH 14
#define ISL_LENGTH 26

/* Frame control (IEEE 802.11, clause 9.2.4.1). */
#define TYPE_MANAGEMENT 0
#define TYPE_DATA 2
#define TO_DS 0x01
#define FROM_DS 0x02

/* The tag behind @type, a field whose end the cursor stands at. */
static void
find_tag (const PvCursor *cursor,
          guint16         type,
          PvLinkFacts    *facts)
{
  if ((type == TYPE_C_TAG || type == TYPE_S_TAG || type == TYPE_OLD_S_TAG) && pv_cursor_has (cursor, 2))
    facts->vlan = pv_peek_u16 (cursor->data) % PV_N_VLANS;
}

static void
find_ethernet (PvCursor    *cursor,
               PvLinkFacts *facts)
{
  const guint8 *header = cursor->data;
  guint16 isl_vlan = PV_NO_VLAN;

  if (!pv_cursor_has (cursor, ETHERNET_LENGTH))
    return;

  /* Cisco ISL: the addresses are those of the frame in it; the VLAN is above a bit for spanning trees. */
  if (pv_ethernet_is_isl (header))
    {
      if (!pv_cursor_has (cursor, ISL_LENGTH + ETHERNET_LENGTH))
        return;
      isl_vlan = (pv_peek_u16 (header + 20) >> 1) % PV_N_VLANS;
      pv_cursor_skip (cursor, ISL_LENGTH);
      header = cursor->data;
    }

  facts->destination = header;
  facts->source = header + PV_HARDWARE_ADDRESS_SIZE;
  pv_cursor_skip (cursor, ETHERNET_LENGTH);
  find_tag (cursor, pv_peek_u16 (header + 12), facts);
  if (isl_vlan != PV_NO_VLAN)
    facts->vlan = isl_vlan;
}

/* Frames of data and of management have three addresses or four (clause 9.3); which of them are the two ends' depends on
 * whether the frame comes from an access point or goes to one (table 9-30). */
static void
find_ieee80211 (const PvCursor *cursor,
                PvLinkFacts    *facts)
{
  const guint8 *header = cursor->data;
  guint type;

  if (!pv_cursor_has (cursor, 24) || (header[0] & 3) != 0)
    return;

  type = header[0] >> 2 & 3;
  if (type != TYPE_DATA && type != TYPE_MANAGEMENT)
    return;

  switch (type == TYPE_DATA ? header[1] & (TO_DS | FROM_DS) : 0)
    {
    case TO_DS | FROM_DS:
      if (!pv_cursor_has (cursor, 30))
        return;
      facts->destination = header + 16;
      facts->source = header + 24;
      break;

    case TO_DS:
      facts->destination = header + 16;
      facts->source = header + 10;
      break;

    case FROM_DS:
      facts->destination = header + 4;
      facts->source = header + 16;
      break;

    default:
      facts->destination = header + 4;
      facts->source = header + 10;
      break;
    }
}

/* The length of the header that the radio put before the frame is its third and fourth byte. */
static void
find_radiotap (PvCursor    *cursor,
               PvLinkFacts *facts)
{
  guint16 length;

  if (!pv_cursor_has (cursor, 8) || cursor->data[0] != 0)
    return;

  length = pv_peek_u16_le (cursor->data + 2);
  if (length < 8 || !pv_cursor_has (cursor, length))
    return;

  pv_cursor_skip (cursor, length);
  find_ieee80211 (cursor, facts);
}

/* Linux's cooked headers say who sent, where that has an address of Ethernet's length. */
static void
find_sll (PvCursor    *cursor,
          guint        length,
          guint        size_at,
          guint        size_of_size,
          guint        type_at,
          PvLinkFacts *facts)
{
  const guint8 *header = cursor->data;
  guint size;

  if (!pv_cursor_has (cursor, length))
    return;

  size = size_of_size == 1 ? header[size_at] : pv_peek_u16 (header + size_at);
  if (size == PV_HARDWARE_ADDRESS_SIZE)
    facts->source = header + size_at + size_of_size;
  pv_cursor_skip (cursor, length);
  find_tag (cursor, pv_peek_u16 (header + type_at), facts);
}

void
pv_link_facts_find (const PvRecord *record,
                    PvLinkFacts    *facts)
{
  PvCursor cursor = { record->data, record->captured_length, MAX (record->original_length, record->captured_length) };

  *facts = (PvLinkFacts){ .vlan = PV_NO_VLAN };
  switch (record->link_type)
    {
    case LINKTYPE_ETHERNET:
      find_ethernet (&cursor, facts);
      break;

    case LINKTYPE_IEEE802_11:
      find_ieee80211 (&cursor, facts);
      break;

    case LINKTYPE_IEEE802_11_RADIOTAP:
      find_radiotap (&cursor, facts);
      break;

    case LINKTYPE_LINUX_SLL:
      find_sll (&cursor, 16, 4, 2, 14, facts);
      break;

    case LINKTYPE_LINUX_SLL2:
      find_sll (&cursor, 20, 11, 1, 0, facts);
      break;

    default:
      break;
    }
}
