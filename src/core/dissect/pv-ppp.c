/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-ppp.c: PPP (RFC 1661), HDLC framing of it and of Cisco's (RFC 1662, 1547), PPPoE (RFC 2516). */
#include "pv-layer.h"
#include "pv-protocol.h"

#define PROTOCOL_IPV4 0x0021
#define PROTOCOL_VJ_UNCOMPRESSED 0x002f
#define PROTOCOL_BRIDGING 0x0031
#define PROTOCOL_MULTILINK 0x003d
#define PROTOCOL_IPV6 0x0057
#define PROTOCOL_MPLS 0x0281
#define PROTOCOL_MPLS_MULTICAST 0x0283
/* Some send EtherTypes in place of PPP's own numbers. */
#define PROTOCOL_ETHER_IPV4 0x0800
#define PROTOCOL_ETHER_IPV6 0x86dd

/* RFC 3518, section 4.2 */
static PvLayer
dissect_bridged (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 2);

  if (header == NULL)
    return PV_LAYER_END;

  /* Bridge control frames; Ethernet */
  if ((header[0] & 0x10) || header[1] != 1)
    return PV_LAYER_END;

  pv_cursor_limit (&self->cursor, self->cursor.wire - MIN (self->cursor.wire, header[0] & 0x0fu));
  if (header[0] & 0x80)
    pv_dissection_drop_fcs (self);

  return PV_LAYER_ETHERNET;
}

/* RFC 1990, section 3: a fragment that is both the first and the last is a packet. */
static PvLayer
dissect_multilink (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 4);

  if (header == NULL)
    return PV_LAYER_END;

  return (header[0] & 0xc0) == 0xc0 ? PV_LAYER_PPP : PV_LAYER_END;
}

PvLayer
pv_ppp_dissect (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 1);
  guint16 protocol;

  if (header == NULL)
    return PV_LAYER_END;

  /* The first byte of two is even; where it is odd, the first was left out. */
  protocol = header[0];
  if ((protocol & 1) == 0)
    {
      if (pv_dissection_take (self, 1) == NULL)
        return PV_LAYER_END;
      protocol = pv_peek_u16 (header);
    }

  self->facts->link_protocol = PV_PROTOCOL_PPP;
  switch (protocol)
    {
    case PROTOCOL_IPV4:
    case PROTOCOL_ETHER_IPV4:
      return PV_LAYER_IPV4;
    case PROTOCOL_IPV6:
    case PROTOCOL_ETHER_IPV6:
      return PV_LAYER_IPV6;
    case PROTOCOL_VJ_UNCOMPRESSED:
      self->flags |= PV_DISSECTION_VJ;
      return PV_LAYER_IPV4;
    case PROTOCOL_MPLS:
    case PROTOCOL_MPLS_MULTICAST:
      return PV_LAYER_MPLS;
    case PROTOCOL_BRIDGING:
      return dissect_bridged (self);
    case PROTOCOL_MULTILINK:
      return dissect_multilink (self);
    default:
      return PV_LAYER_END;
    }
}

PvLayer
pv_hdlc_dissect (PvDissection *self)
{
  if (!pv_dissection_has (self, 1))
    return PV_LAYER_END;

  switch (self->cursor.data[0])
    {
    case 0x0f: /* Cisco's unicast and multicast address */
    case 0x8f:
      return PV_LAYER_CHDLC;
    case 0xff: /* all stations, then a control field */
      return pv_dissection_take (self, 2) != NULL ? PV_LAYER_PPP : PV_LAYER_END;
    default:
      return PV_LAYER_PPP;
    }
}

/* With a byte before it that tells sent from received frames. */
PvLayer
pv_hdlc_directed_dissect (PvDissection *self)
{
  return pv_dissection_take (self, 1) != NULL ? PV_LAYER_HDLC : PV_LAYER_END;
}

/* The same, but in place of the address. */
PvLayer
pv_hdlc_pppd_dissect (PvDissection *self)
{
  if (!pv_dissection_has (self, 2))
    return PV_LAYER_END;

  if (self->cursor.data[0] > 1 || self->cursor.data[1] != 0x03)
    return PV_LAYER_HDLC;
  pv_cursor_skip (&self->cursor, 2);

  return PV_LAYER_PPP;
}

/* RFC 1547, section 4.3.1 */
PvLayer
pv_chdlc_dissect (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 4);

  if (header == NULL)
    return PV_LAYER_END;

  switch (pv_peek_u16 (header + 2))
    {
    case 0x0800:
      return PV_LAYER_IPV4;
    case 0x86dd:
      return PV_LAYER_IPV6;
    case 0x8847:
    case 0x8848:
      return PV_LAYER_MPLS;
    case 0x6558:
      return PV_LAYER_ETHERNET;
    case 0xfefe:
      /* Mostly, a byte of padding comes before the NLPID. */
      if (pv_cursor_has (&self->cursor, 1) && (self->cursor.data[0] & 0xfc) != 0x80)
        pv_cursor_skip (&self->cursor, 1);
      return PV_LAYER_NLPID;
    default:
      return PV_LAYER_END;
    }
}

PvLayer
pv_pppoe_dissect (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 6);

  if (header == NULL)
    return PV_LAYER_END;

  pv_cursor_limit (&self->cursor, pv_peek_u16 (header + 4));
  /* Credits in front of the payload (RFC 5578, section 6) */
  if (pv_cursor_has (&self->cursor, 8) && pv_peek_u16 (self->cursor.data) == 0x0106)
    pv_cursor_skip (&self->cursor, 8);

  return PV_LAYER_PPP;
}
