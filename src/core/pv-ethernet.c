/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-ethernet.c: Ethernet and what its type field names (IEEE 802.3, clause 3.2.6; 802.1Q). */
#include "pv-layer.h"

#define ETHERNET_HEADER 14
/* Smaller type fields are lengths. */
#define ETHERTYPE_MIN 1536

#define ETHERTYPE_IPV4 0x0800
#define ETHERTYPE_VLAN 0x8100
#define ETHERTYPE_IPV6 0x86dd
#define ETHERTYPE_PPPOE_SESSION 0x8864
#define ETHERTYPE_QINQ 0x88a8
#define ETHERTYPE_OLD_QINQ 0x9100

PvLayer
pv_ethernet_dissect (PvDissection *self)
{
  PvCursor *cursor = &self->cursor;
  guint16 type;

  if (!pv_cursor_has (cursor, ETHERNET_HEADER))
    return pv_dissection_stop_short (self, ETHERNET_HEADER);

  type = pv_peek_u16 (cursor->data + 12);
  pv_cursor_skip (cursor, ETHERNET_HEADER);

  if (type < ETHERTYPE_MIN)
    {
      pv_cursor_limit (cursor, type);
      return PV_LAYER_LLC;
    }

  self->type = type;
  return pv_ethertype_dissect (self);
}

static PvLayer
dissect_vlan (PvDissection *self)
{
  PvCursor *cursor = &self->cursor;
  guint16 type;

  if (!pv_cursor_has (cursor, 4))
    return pv_dissection_stop_short (self, 4);

  type = pv_peek_u16 (cursor->data + 2);
  pv_cursor_skip (cursor, 4);
  self->type = type;

  return type < ETHERTYPE_MIN ? PV_LAYER_LLC : PV_LAYER_ETHERTYPE;
}

static PvLayer
dissect_pppoe (PvDissection *self)
{
  PvCursor *cursor = &self->cursor;

  if (!pv_cursor_has (cursor, 6))
    return pv_dissection_stop_short (self, 6);

  pv_cursor_skip (cursor, 6);

  return PV_LAYER_PPP;
}

PvLayer
pv_ethertype_dissect (PvDissection *self)
{
  switch (self->type)
    {
    case ETHERTYPE_IPV4:
      return PV_LAYER_IPV4;
    case ETHERTYPE_IPV6:
      return PV_LAYER_IPV6;
    case ETHERTYPE_VLAN:
    case ETHERTYPE_QINQ:
    case ETHERTYPE_OLD_QINQ:
      return dissect_vlan (self);
    case ETHERTYPE_PPPOE_SESSION:
      return dissect_pppoe (self);
    default:
      return PV_LAYER_END;
    }
}

PvLayer
pv_llc_dissect (PvDissection *self)
{
  PvCursor *cursor = &self->cursor;

  /* SNAP with the EtherType numbers (RFC 1042). */
  if (!pv_cursor_has (cursor, 8))
    return pv_dissection_stop_short (self, 8);
  if (cursor->data[0] != 0xaa || cursor->data[1] != 0xaa || cursor->data[2] != 3 ||
      pv_peek_u24 (cursor->data + 3) != 0)
    return PV_LAYER_END;

  self->type = pv_peek_u16 (cursor->data + 6);
  pv_cursor_skip (cursor, 8);

  return PV_LAYER_ETHERTYPE;
}

PvLayer
pv_ppp_dissect (PvDissection *self)
{
  PvCursor *cursor = &self->cursor;
  guint32 protocol;

  if (pv_cursor_has (cursor, 2) && cursor->data[0] == 0xff && cursor->data[1] == 0x03)
    pv_cursor_skip (cursor, 2);
  if (!pv_cursor_has (cursor, 1))
    return pv_dissection_stop_short (self, 1);

  protocol = cursor->data[0];
  if (protocol & 1)
    {
      pv_cursor_skip (cursor, 1);
    }
  else
    {
      if (!pv_cursor_has (cursor, 2))
        return pv_dissection_stop_short (self, 2);
      protocol = pv_peek_u16 (cursor->data);
      pv_cursor_skip (cursor, 2);
    }

  switch (protocol)
    {
    case 0x21:
      return PV_LAYER_IP;
    case 0x57:
      return PV_LAYER_IPV6;
    default:
      return PV_LAYER_END;
    }
}
