/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tunnel.c: packets in packets: GRE, and tunnels over UDP. */
#include "pv-layer.h"

#define GRE_CHECKSUM 0x8000
#define GRE_ROUTING 0x4000
#define GRE_KEY 0x2000
#define GRE_SEQUENCE 0x1000
#define GRE_ACKNOWLEDGMENT 0x0080
#define GRE_VERSION 0x0007
#define GRE_ERSPAN 0x88be

#define GTP_PLAIN 0x10 /* GTP, and not GTP' for charging */
#define GTP_OPTIONAL 0x07 /* extension header, sequence number, N-PDU number */
#define GTP_EXTENSION 0x04
#define GTP_G_PDU 255

#define L2TP_CONTROL 0x8000
#define L2TP_LENGTH 0x4000
#define L2TP_SEQUENCE 0x0800
#define L2TP_OFFSET 0x0200
#define L2TP_VERSION 0x000f

#define LINKTYPE_IEEE802_11_PRISM 119
#define LINKTYPE_IEEE802_11_RADIOTAP 127
#define LINKTYPE_IEEE802_11_AVS 163

/* ERSPAN: mirrored Ethernet frames. Type I has no header, II and III have one, of 8 bytes and of 12 or 20
 * (draft-foschiano-erspan-03, section 4). */
static PvLayer
dissect_erspan (PvDissection *self,
                gboolean      has_header)
{
  const guint8 *header;

  if (!has_header)
    return PV_LAYER_ETHERNET;
  if (!pv_dissection_has (self, 8))
    return PV_LAYER_END;

  header = self->cursor.data;
  switch (header[0] >> 4)
    {
    case 1:
      pv_cursor_skip (&self->cursor, 8);
      return PV_LAYER_ETHERNET;
    case 2:
      if (pv_dissection_take (self, 12) == NULL)
        return PV_LAYER_END;
      /* The frame's type, and whether there are eight bytes more. */
      if ((header[11] & 0x01) && pv_dissection_take (self, 8) == NULL)
        return PV_LAYER_END;
      return (pv_peek_u16 (header + 10) >> 10 & 0x1f) == 0 ? PV_LAYER_ETHERNET : PV_LAYER_END;
    default:
      return PV_LAYER_END;
    }
}

/* The header's sequence number would tell whether mirrored frames have a header: the frames themselves may. */
static PvLayer
guess_erspan (PvDissection *self)
{
  const guint8 *data = self->cursor.data;

  if (!pv_dissection_has (self, 14))
    return PV_LAYER_END;

  return dissect_erspan (self, data[0] >> 4 == 1 && !pv_ether_type_is_known (pv_peek_u16 (data + 12)));
}

/* Source routes (RFC 1701): address family, offset and length; an empty one ends the list. */
static gboolean
skip_gre_routes (PvDissection *self)
{
  const guint8 *route;

  do
    {
      route = pv_dissection_take (self, 4);
      if (route == NULL || pv_dissection_take (self, route[3]) == NULL)
        return FALSE;
    }
  while (pv_peek_u16 (route) != 0 || route[3] != 0);

  return TRUE;
}

/* RFC 2784, RFC 2890, RFC 2637, RFC 1701 */
PvLayer
pv_gre_dissect (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 4);
  guint16 flags;
  guint16 type;
  guint length = 0;

  if (header == NULL)
    return PV_LAYER_END;

  flags = pv_peek_u16 (header);
  type = pv_peek_u16 (header + 2);
  if (flags & (GRE_CHECKSUM | GRE_ROUTING))
    length += 4;
  if (flags & GRE_KEY)
    length += 4;
  if (flags & GRE_SEQUENCE)
    length += 4;
  if (type == 0x880b && (flags & GRE_VERSION) && (flags & GRE_ACKNOWLEDGMENT))
    length += 4;
  if (pv_dissection_take (self, length) == NULL)
    return PV_LAYER_END;
  if ((flags & GRE_ROUTING) && !skip_gre_routes (self))
    return PV_LAYER_END;

  if (type == GRE_ERSPAN)
    return dissect_erspan (self, (flags & GRE_SEQUENCE) != 0);

  return pv_gre_payload_dissect (self, type);
}

PvLayer
pv_gre_payload_dissect (PvDissection *self,
                        guint16       type)
{
  /* Cisco MetaData with a security group tag, here behind the type of what comes next. */
  if (type == 0x8909)
    {
      const guint8 *header = pv_dissection_take (self, 8);

      if (header == NULL)
        return PV_LAYER_END;
      type = pv_peek_u16 (header);
    }

  switch (type)
    {
    case 0x883e:
      /* WCCP, whose second version has a header of its own. */
      if (pv_cursor_has (&self->cursor, 4) && self->cursor.data[0] >> 4 != 4)
        pv_cursor_skip (&self->cursor, 4);
      return PV_LAYER_IPV4;
    case 0x880b:
      return PV_LAYER_HDLC;
    case GRE_ERSPAN:
      return guess_erspan (self);
    case 0x22eb:
      return dissect_erspan (self, TRUE);
    case 0x6400: /* MikroTik's EoIP */
      return PV_LAYER_ETHERNET;
    case 0x6559:
      return PV_LAYER_FRAME_RELAY;
    default:
      break;
    }
  /* Aruba's access points */
  if (type >= 0x8200 && type <= 0x8370 && (type & 0x0f) == 0)
    return PV_LAYER_IEEE80211;

  self->type = type;

  return PV_LAYER_ETHERTYPE;
}

/* RFC 7348, section 5 */
PvLayer
pv_vxlan_dissect (PvDissection *self)
{
  return pv_dissection_take (self, 8) != NULL ? PV_LAYER_ETHERNET : PV_LAYER_END;
}

/* draft-ietf-nvo3-vxlan-gpe, section 3 */
PvLayer
pv_vxlan_gpe_dissect (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 8);

  if (header == NULL)
    return PV_LAYER_END;

  switch (header[3])
    {
    case 1:
      return PV_LAYER_IPV4;
    case 2:
      return PV_LAYER_IPV6;
    case 3:
      return PV_LAYER_ETHERNET;
    case 4:
      return PV_LAYER_NSH;
    case 5:
      return PV_LAYER_MPLS;
    default:
      return PV_LAYER_END;
    }
}

/* The same on the port that Linux took before RFC 7348 had one, and flannel and Cilium still take: others may
 * be there, so it has to look right. */
PvLayer
pv_vxlan_linux_dissect (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 8);

  if (header == NULL)
    return PV_LAYER_END;

  return header[0] == 0x08 && header[7] == 0 ? PV_LAYER_ETHERNET : PV_LAYER_END;
}

/* RFC 7450, section 5.1: what is tunneled is multicast data, or a query or an update of its membership. */
PvLayer
pv_amt_dissect (PvDissection *self)
{
  guint length;

  if (!pv_dissection_has (self, 1))
    return PV_LAYER_END;

  switch (self->cursor.data[0])
    {
    case 4:
    case 5:
      length = 12;
      break;
    case 6:
      length = 2;
      break;
    default:
      return PV_LAYER_END;
    }

  return pv_dissection_take (self, length) != NULL ? PV_LAYER_IP : PV_LAYER_END;
}

/* RFC 3519, section 3.3: data of nodes behind a translator. */
PvLayer
pv_mobile_ip_dissect (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 4);

  if (header == NULL || header[0] != 4)
    return PV_LAYER_END;

  switch (header[1])
    {
    case 4:
    case 41:
      return PV_LAYER_IP;
    case 47:
      return PV_LAYER_GRE;
    default:
      return PV_LAYER_END;
    }
}

/* RFC 8926, section 3.4 */
PvLayer
pv_geneve_dissect (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 8);

  if (header == NULL || pv_dissection_take (self, (header[0] & 0x3f) * 4) == NULL)
    return PV_LAYER_END;

  self->type = pv_peek_u16 (header + 2);

  return PV_LAYER_ETHERTYPE;
}

/* What users send through a GTP tunnel is IP or, since 5G, Ethernet. */
static PvLayer
guess_user_data (PvDissection *self)
{
  const PvCursor *cursor = &self->cursor;

  if (!pv_dissection_has (self, 1))
    return PV_LAYER_END;

  switch (cursor->data[0] >> 4)
    {
    case 4:
      if ((cursor->data[0] & 0x0f) >= 5)
        return PV_LAYER_IPV4;
      break;
    case 6:
      return PV_LAYER_IPV6;
    default:
      break;
    }

  return pv_cursor_has (cursor, 15) && pv_ether_type_is_known (pv_peek_u16 (cursor->data + 12)) ? PV_LAYER_ETHERNET
                                                                                                : PV_LAYER_END;
}

/* GTPv1-U (3GPP TS 29.281, clause 5) and GTPv0 (TS 09.60, clause 6). */
PvLayer
pv_gtp_dissect (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 8);
  guint16 length;

  if (header == NULL)
    return PV_LAYER_END;
  if ((header[0] & GTP_PLAIN) == 0 || header[1] != GTP_G_PDU)
    return PV_LAYER_END;

  length = pv_peek_u16 (header + 2);
  switch (header[0] >> 5)
    {
    case 0:
      if (pv_dissection_take (self, 12) == NULL)
        return PV_LAYER_END;
      pv_cursor_limit (&self->cursor, length);
      break;
    case 1:
      pv_cursor_limit (&self->cursor, length);
      if (header[0] & GTP_OPTIONAL)
        {
          const guint8 *optional = pv_dissection_take (self, 4);
          guint8 extension;

          if (optional == NULL)
            return PV_LAYER_END;

          /* Extension headers count their length in words, and end in the type of the next. */
          extension = (header[0] & GTP_EXTENSION) ? optional[3] : 0;
          while (extension != 0)
            {
              guint extension_length;

              if (!pv_dissection_has (self, 1) || self->cursor.data[0] == 0)
                return PV_LAYER_END;
              extension_length = self->cursor.data[0] * 4;
              optional = pv_dissection_take (self, extension_length);
              if (optional == NULL)
                return PV_LAYER_END;
              extension = optional[extension_length - 1];
            }
        }
      break;
    default:
      return PV_LAYER_END;
    }

  return guess_user_data (self);
}

/* RFC 4380, section 5.1.1: authentication, origin, IPv6. */
PvLayer
pv_teredo_dissect (PvDissection *self)
{
  const PvCursor *cursor = &self->cursor;

  if (pv_cursor_has (cursor, 4) && pv_peek_u16 (cursor->data) == 1 &&
      pv_dissection_take (self, 13 + cursor->data[2] + cursor->data[3]) == NULL)
    return PV_LAYER_END;
  if (pv_cursor_has (cursor, 2) && pv_peek_u16 (cursor->data) == 0 && pv_dissection_take (self, 8) == NULL)
    return PV_LAYER_END;

  return PV_LAYER_IPV6;
}

/* L2TPv2 (RFC 2661, section 3.1). What L2TPv3 carries was agreed upon when the session was set up. */
PvLayer
pv_l2tp_dissect (PvDissection *self)
{
  const guint8 *header = self->cursor.data;
  guint length = 6;
  guint16 flags;

  if (!pv_dissection_has (self, 6))
    return PV_LAYER_END;

  flags = pv_peek_u16 (header);
  if ((flags & L2TP_VERSION) != 2 || (flags & L2TP_CONTROL))
    return PV_LAYER_END;

  if (flags & L2TP_LENGTH)
    {
      pv_cursor_limit (&self->cursor, pv_peek_u16 (header + 2));
      length += 2;
    }
  if (flags & L2TP_SEQUENCE)
    length += 4;
  if (flags & L2TP_OFFSET)
    {
      if (!pv_dissection_has (self, length + 2))
        return PV_LAYER_END;
      length += 2 + pv_peek_u16 (header + length);
    }

  return pv_dissection_take (self, length) != NULL ? PV_LAYER_HDLC : PV_LAYER_END;
}

/* RFC 9300, section 5.1 */
PvLayer
pv_lisp_dissect (PvDissection *self)
{
  return pv_dissection_take (self, 8) != NULL ? PV_LAYER_IP : PV_LAYER_END;
}

/* TZSP: tagged fields, then a frame. */
PvLayer
pv_tzsp_dissect (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 4);
  const guint8 *tag;

  if (header == NULL)
    return PV_LAYER_END;
  /* Keep-alives and port openers */
  if (header[1] == 4 || header[1] == 5)
    return PV_LAYER_END;

  do
    {
      tag = pv_dissection_take (self, 1);
      if (tag == NULL)
        return PV_LAYER_END;
      /* All but padding and the end have a length. */
      if (tag[0] > 1)
        {
          const guint8 *length = pv_dissection_take (self, 1);

          if (length == NULL || pv_dissection_take (self, length[0]) == NULL)
            return PV_LAYER_END;
        }
    }
  while (tag[0] != 1);

  switch (pv_peek_u16 (header + 2))
    {
    case 1:
      return PV_LAYER_ETHERNET;
    case 2:
      return PV_LAYER_TOKEN_RING;
    case 4:
      return PV_LAYER_PPP;
    case 5:
      return PV_LAYER_FDDI;
    case 7:
      return PV_LAYER_IP;
    case 18:
      return PV_LAYER_IEEE80211;
    case 119:
      self->type = LINKTYPE_IEEE802_11_PRISM;
      return PV_LAYER_LINK;
    case 126:
      self->type = LINKTYPE_IEEE802_11_RADIOTAP;
      return PV_LAYER_LINK;
    case 127:
      self->type = LINKTYPE_IEEE802_11_AVS;
      return PV_LAYER_LINK;
    default:
      return PV_LAYER_END;
    }
}

/* RFC 5415, section 4: an access point's frames, IEEE 802.3 or 802.11. */
PvLayer
pv_capwap_dissect (PvDissection *self)
{
  const guint8 *header = self->cursor.data;
  guint length;
  guint binding;

  if (!pv_dissection_has (self, 8))
    return PV_LAYER_END;
  /* DTLS */
  if ((header[0] & 0x0f) != 0)
    return PV_LAYER_END;

  length = (header[1] >> 3) * 4;
  binding = header[2] >> 1 & 0x1f;
  if (length < 8 || pv_dissection_take (self, length) == NULL)
    return PV_LAYER_END;
  /* Keep-alives; fragments */
  if ((header[3] & 0x08) || (header[3] & 0x80))
    return PV_LAYER_END;
  if ((header[2] & 0x01) == 0)
    return PV_LAYER_ETHERNET;
  if (binding != 1)
    return PV_LAYER_END;

  self->flags = PV_DISSECTION_SWAPPED;

  return PV_LAYER_IEEE80211;
}
