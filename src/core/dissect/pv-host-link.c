/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-host-link.c: headers that hosts make up for packets that they capture (https://www.tcpdump.org/linktypes.html). */
#include "pv-layer.h"

/* The address families of IPv6: BSD's, FreeBSD's, Darwin's. */
#define AF_IPV4 2
#define AF_IPV6_BSD 24
#define AF_IPV6_FREEBSD 28
#define AF_IPV6_DARWIN 30
#define AF_IPV6_SOLARIS 26
#define AF_IPV6_LINUX 10

/* Linux's names of what is no EtherType (linux/if_ether.h), and of hardware (linux/if_arp.h). */
#define LINUX_P_ETHERNET 0x0003
#define LINUX_P_802_2 0x0004
#define LINUX_P_PPP 0x0007
#define LINUX_P_MAX 1536
#define ARPHRD_FRAD 770
#define ARPHRD_IPGRE 778
#define ARPHRD_IEEE80211_RADIOTAP 803
#define ARPHRD_IP6GRE 823
#define ARPHRD_NETLINK 824

#define LINKTYPE_IEEE802_11_RADIOTAP 127

static PvLayer
find_family (guint32 family)
{
  switch (family)
    {
    case AF_IPV4:
      return PV_LAYER_IPV4;
    case AF_IPV6_BSD:
    case AF_IPV6_FREEBSD:
    case AF_IPV6_DARWIN:
      return PV_LAYER_IPV6;
    default:
      return PV_LAYER_END;
    }
}

/* LINKTYPE_RAW, and what old ISDN and PPP drivers put before the IP header. */
PvLayer
pv_raw_dissect (PvDissection *self)
{
  PvCursor *cursor = &self->cursor;
  const guint8 *data = cursor->data;

  if (!pv_dissection_has (self, 2))
    return PV_LAYER_END;

  if (pv_peek_u16 (data) == 0xff03)
    return PV_LAYER_HDLC;
  if (pv_cursor_has (cursor, 8) && pv_peek_u16 (data + 6) == 0xff03)
    {
      pv_cursor_skip (cursor, 6);
      return PV_LAYER_HDLC;
    }
  if (pv_cursor_has (cursor, 3) && pv_peek_u16 (data + 1) == 0xff03)
    {
      pv_cursor_skip (cursor, 1);
      return PV_LAYER_HDLC;
    }
  if (pv_cursor_has (cursor, 10) && pv_peek_u32 (data) == 0 && pv_peek_u32 (data + 4) == 0 &&
      pv_peek_u16 (data + 8) == 0)
    {
      pv_cursor_skip (cursor, 10);
      return PV_LAYER_IPV4;
    }

  return PV_LAYER_IP;
}

/* A family in the byte order of the host that captured; on some hosts, an EtherType. */
PvLayer
pv_null_dissect (PvDissection *self)
{
  const guint8 *header = self->cursor.data;
  guint32 family;

  if (!pv_dissection_has (self, 4))
    return PV_LAYER_END;
  if (pv_peek_u16 (header) == 0xff03)
    return PV_LAYER_HDLC;

  pv_cursor_skip (&self->cursor, 4);

  /* Families are small. IRIX and UNICOS hold them in the first two bytes only. */
  family = pv_peek_u32_le (header);
  if (family & 0xffff0000)
    {
      if ((family & 0xff000000) == 0 && (family & 0x00ff0000) < 0x00060000)
        family >>= 16;
      else
        family = pv_peek_u32 (header);
    }
  else if ((family & 0xff) == 0 && family < 0x0600)
    {
      family >>= 8;
    }

  if (family > G_MAXUINT16)
    return PV_LAYER_END;
  if (family > 1500)
    {
      self->type = (guint16) family;
      return PV_LAYER_ETHERTYPE;
    }

  return find_family (family);
}

PvLayer
pv_loop_dissect (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 4);

  return header != NULL ? find_family (pv_peek_u32 (header)) : PV_LAYER_END;
}

/* OpenBSD's encapsulating interface: family, security parameters index, flags. */
PvLayer
pv_enc_dissect (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 12);
  guint32 family;

  if (header == NULL)
    return PV_LAYER_END;

  family = pv_peek_u32_le (header);
  if (family & 0xffff0000)
    family = pv_peek_u32 (header);

  return find_family (family);
}

/* OpenBSD's packet filter log: the header's length is its first byte, before padding. */
PvLayer
pv_pflog_dissect (PvDissection *self)
{
  const guint8 *header = self->cursor.data;

  if (!pv_dissection_has (self, 2))
    return PV_LAYER_END;

  return pv_dissection_take (self, (header[0] + 3u) & ~3u) != NULL ? find_family (header[1]) : PV_LAYER_END;
}

/* The same before OpenBSD 3.4. */
PvLayer
pv_old_pflog_dissect (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 28);

  return header != NULL ? find_family (pv_peek_u32 (header)) : PV_LAYER_END;
}

/* Linux's netfilter log: attributes in the byte order of the host that captured. */
PvLayer
pv_nflog_dissect (PvDissection *self)
{
  PvCursor *cursor = &self->cursor;
  PvCursor payload = { NULL, 0, 0 };
  const guint8 *header = pv_dissection_take (self, 4);
  guint16 protocol = 0;
  gboolean swapped;

  if (header == NULL || !pv_dissection_has (self, 4))
    return PV_LAYER_END;

  /* The first attribute is short, so its length tells the byte order. */
  swapped = pv_peek_u16_le (cursor->data) > pv_peek_u16 (cursor->data);
  while (pv_cursor_has (cursor, 4))
    {
      guint length = swapped ? pv_peek_u16 (cursor->data) : pv_peek_u16_le (cursor->data);
      guint type = (swapped ? pv_peek_u16 (cursor->data + 2) : pv_peek_u16_le (cursor->data + 2)) & 0x7fff;
      guint padded = (length + 3) & ~3u;

      if (length < 4)
        return pv_dissection_stop (self, PV_SKIP_BAD_LINK_HEADER);

      if (type == 1 && length == 8 && pv_cursor_has (cursor, 8))
        {
          protocol = pv_peek_u16 (cursor->data + 4);
        }
      else if (type == 9)
        {
          payload = *cursor;
          pv_cursor_skip (&payload, 4);
          pv_cursor_limit (&payload, length - 4);
        }

      if (!pv_cursor_has (cursor, padded))
        break;
      pv_cursor_skip (cursor, padded);
    }

  if (payload.data == NULL)
    return PV_LAYER_END;

  *cursor = payload;
  if (protocol != 0)
    {
      self->type = protocol;
      return PV_LAYER_ETHERTYPE;
    }

  switch (header[0])
    {
    case AF_IPV4:
      return PV_LAYER_IPV4;
    case AF_IPV6_LINUX:
      return PV_LAYER_IPV6;
    default:
      return PV_LAYER_END;
    }
}

/* Solaris: version, family, type, length, zones. */
PvLayer
pv_ipnet_dissect (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 24);

  if (header == NULL)
    return PV_LAYER_END;

  switch (header[1])
    {
    case AF_IPV4:
      return PV_LAYER_IPV4;
    case AF_IPV6_SOLARIS:
      return PV_LAYER_IPV6;
    default:
      return PV_LAYER_END;
    }
}

#define PKTAP_HEADER 108

/* Whether what may be a private header is one: its length, its kind, and a link-layer header type. */
gboolean
pv_pktap_is_likely (const PvCursor *cursor)
{
  guint32 length;

  if (!pv_cursor_has (cursor, 12))
    return FALSE;

  length = pv_peek_u32_le (cursor->data);

  return length >= PKTAP_HEADER && length < 1024 && pv_peek_u32_le (cursor->data + 4) <= 1
         && pv_peek_u32_le (cursor->data + 8) <= G_MAXUINT16;
}

/* Darwin: a header that names another link-layer header type. */
PvLayer
pv_pktap_dissect (PvDissection *self)
{
  const guint8 *header = self->cursor.data;
  guint32 length;

  if (!pv_dissection_has (self, 12))
    return PV_LAYER_END;

  length = pv_peek_u32_le (header);
  if (length < PKTAP_HEADER)
    return pv_dissection_stop (self, PV_SKIP_BAD_LINK_HEADER);
  if (pv_dissection_take (self, length) == NULL)
    return PV_LAYER_END;
  /* Records of other kinds hold no packet. */
  if (pv_peek_u32_le (header + 4) != 1)
    return PV_LAYER_END;

  self->type = (guint16) MIN (pv_peek_u32_le (header + 8), G_MAXUINT16);

  return PV_LAYER_LINK;
}

/* What a Linux cooked header's protocol and hardware type say. */
static PvLayer
find_linux_type (PvDissection *self,
                 guint16       protocol,
                 guint16       hardware)
{
  if (hardware == ARPHRD_NETLINK)
    return PV_LAYER_END;

  /* The types of GRE, whose header was taken off. */
  if (hardware == ARPHRD_IPGRE || hardware == ARPHRD_IP6GRE)
    return pv_gre_payload_dissect (self, protocol);

  self->type = protocol;
  if (protocol > LINUX_P_MAX)
    return PV_LAYER_ETHERTYPE;

  switch (hardware)
    {
    case ARPHRD_FRAD:
      return PV_LAYER_FRAME_RELAY;
    case ARPHRD_IEEE80211_RADIOTAP:
      self->type = LINKTYPE_IEEE802_11_RADIOTAP;
      return PV_LAYER_LINK;
    default:
      break;
    }

  switch (protocol)
    {
    case LINUX_P_ETHERNET:
      return PV_LAYER_ETHERNET;
    case LINUX_P_802_2:
      return PV_LAYER_LLC;
    case LINUX_P_PPP:
      return PV_LAYER_HDLC;
    default:
      return PV_LAYER_END;
    }
}

PvLayer
pv_linux_sll_dissect (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 16);

  return header != NULL ? find_linux_type (self, pv_peek_u16 (header + 14), pv_peek_u16 (header + 2)) : PV_LAYER_END;
}

PvLayer
pv_linux_sll2_dissect (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 20);

  return header != NULL ? find_linux_type (self, pv_peek_u16 (header), pv_peek_u16 (header + 8)) : PV_LAYER_END;
}

/* Symantec's firewalls: two lengths of header, told apart by where the EtherType is. */
PvLayer
pv_symantec_dissect (PvDissection *self)
{
  const guint8 *header = self->cursor.data;
  guint16 old_type;
  guint16 new_type;

  if (!pv_dissection_has (self, 12))
    return PV_LAYER_END;

  old_type = pv_peek_u16 (header + 6);
  new_type = pv_peek_u16 (header + 10);
  if ((old_type == 0) == (new_type == 0))
    return pv_dissection_stop (self, PV_SKIP_BAD_LINK_HEADER);
  if (pv_dissection_take (self, new_type == 0 ? 44 : 56) == NULL)
    return PV_LAYER_END;

  self->type = new_type == 0 ? old_type : new_type;

  return PV_LAYER_ETHERTYPE;
}

/* Redback's SmartEdge: a protocol number, and where layers 2 and 3 begin. */
PvLayer
pv_redback_dissect (PvDissection *self)
{
  const guint8 *header = self->cursor.data;
  guint16 data_at;
  guint16 l3_at;

  if (!pv_dissection_has (self, 24))
    return PV_LAYER_END;

  data_at = pv_peek_u16 (header + 20);
  l3_at = pv_peek_u16 (header + 22);
  if (pv_dissection_take (self, data_at) == NULL)
    return PV_LAYER_END;

  switch (pv_peek_u16 (header + 18))
    {
    case 1:
      switch (l3_at - data_at)
        {
        case 0:
          return PV_LAYER_IPV4;
        case 2:
          return PV_LAYER_PPP;
        case 4:
          return PV_LAYER_HDLC;
        default:
          return PV_LAYER_ETHERNET;
        }
    case 2:
      return l3_at > data_at ? PV_LAYER_ETHERNET : PV_LAYER_NLPID;
    case 3:
    case 4:
    case 8:
      return PV_LAYER_ETHERNET;
    case 6:
      if ((header[4] & 0x04) == 0 && pv_dissection_take (self, 4) == NULL)
        return PV_LAYER_END;
      return l3_at == data_at ? PV_LAYER_PPP : PV_LAYER_ETHERNET;
    case 9:
      return l3_at == data_at ? PV_LAYER_IPV6 : PV_LAYER_ETHERNET;
    default:
      return PV_LAYER_END;
    }
}

/* Endace's extensible record format: a type, extension headers, then the frame. */
PvLayer
pv_erf_dissect (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 16);
  gboolean more;

  if (header == NULL)
    return PV_LAYER_END;

  for (more = (header[8] & 0x80) != 0; more;)
    {
      const guint8 *extension = pv_dissection_take (self, 8);

      if (extension == NULL)
        return PV_LAYER_END;
      more = (extension[0] & 0x80) != 0;
    }

  switch (header[8] & 0x7f)
    {
    case 1: /* HDLC, plain, with a colour, with a hash */
    case 10:
    case 15:
    case 19:
      return PV_LAYER_HDLC;
    case 2: /* Ethernet likewise, after an offset and a byte of padding */
    case 11:
    case 16:
    case 20:
      return pv_dissection_take (self, 2) != NULL ? PV_LAYER_ETHERNET : PV_LAYER_END;
    case 22:
      return PV_LAYER_IPV4;
    case 23:
      return PV_LAYER_IPV6;
    default:
      return PV_LAYER_END;
    }
}
