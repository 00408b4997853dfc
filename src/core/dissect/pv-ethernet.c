/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-ethernet.c: Ethernet, its tags, and what type fields name (IEEE 802.3, 802.1Q, 802.1AE). */
#include "pv-layer.h"
#include "pv-protocol.h"

/* Up to here a type field is a length (IEEE 802.3, clause 3.2.6). */
#define LENGTH_MAX 1500

#define TYPE_IPV4 0x0800
#define TYPE_IPV6 0x86dd
#define TYPE_MACSEC 0x88e5
#define TYPE_FABRICPATH 0x8903
#define TYPE_CENTRINO 0x2452
#define TYPE_TRILL 0x22f3
#define TYPE_ARISTA 0xd28b
#define TYPE_BATMAN 0x4305

#define SAP_IPX 0xe0

/* B.A.T.M.A.N. advanced (linux/batadv_packet.h): the compatibility version since 2014, and packet types. */
#define BATMAN_VERSION 15
#define BATMAN_BROADCAST 0x01
#define BATMAN_UNICAST 0x40
#define BATMAN_UNICAST_4ADDR 0x42
/* The one before, with headers of the same length. */
#define BATMAN_VERSION_14 14
#define BATMAN_14_UNICAST 0x03
#define BATMAN_14_BROADCAST 0x04
#define BATMAN_14_UNICAST_4ADDR 0x09

/* An EtherType that leads on: to a layer of its own, or over a tag of fixed length to another type. */
typedef struct
{
  guint16 type;
  guint8 length; /* of the tag */
  guint8 type_at; /* where the next type lies in it, if next needs one */
  guint8 next;
} EtherType;

static const EtherType ether_types[] = {
  { 0x6558, 0, 0, PV_LAYER_ETHERNET }, /* transparent Ethernet bridging (RFC 1701) */
  { 0x8100, 4, 2, PV_LAYER_LENGTH_OR_TYPE }, /* IEEE 802.1Q C-tag */
  { 0x8847, 0, 0, PV_LAYER_MPLS }, /* RFC 3032 */
  { 0x8848, 0, 0, PV_LAYER_MPLS }, /* RFC 5332 */
  { 0x8864, 0, 0, PV_LAYER_PPPOE }, /* RFC 2516 */
  { 0x8870, 0, 0, PV_LAYER_LLC }, /* LLC in frames too long for a length field */
  { 0x88a8, 4, 2, PV_LAYER_ETHERTYPE }, /* IEEE 802.1ad S-tag */
  { 0x88e5, 0, 0, PV_LAYER_MACSEC }, /* IEEE 802.1AE */
  { 0x88e7, 18, 16, PV_LAYER_ETHERTYPE }, /* IEEE 802.1ah I-tag, with the customer's addresses */
  { 0x8909, 8, 6, PV_LAYER_ETHERTYPE }, /* Cisco MetaData, with a security group tag */
  { 0x8926, 6, 4, PV_LAYER_LENGTH_OR_TYPE }, /* Cisco VN-Tag */
  { 0x892f, 6, 4, PV_LAYER_ETHERTYPE }, /* HSR (IEC 62439-3) */
  { 0x893f, 8, 6, PV_LAYER_ETHERTYPE }, /* IEEE 802.1BR E-tag */
  { 0x894f, 0, 0, PV_LAYER_NSH }, /* RFC 8300 */
  { 0x9100, 4, 2, PV_LAYER_LENGTH_OR_TYPE }, /* S-tag before IEEE 802.1ad */
  { 0xf1c1, 6, 4, PV_LAYER_ETHERTYPE }, /* IEEE 802.1CB R-tag */
};

static const EtherType *
find_ether_type (guint16 type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ether_types); i++)
    {
      if (ether_types[i].type == type)
        return &ether_types[i];
    }

  return NULL;
}

gboolean
pv_ether_type_is_known (guint16 type)
{
  switch (type)
    {
    case TYPE_IPV4:
    case TYPE_IPV6:
    case 0x0806: /* ARP */
    case 0x8035: /* RARP */
    case 0x80f3: /* AppleTalk ARP */
    case 0x809b: /* AppleTalk */
    case 0x8137: /* IPX */
    case 0x8863: /* PPPoE discovery */
    case 0x888e: /* IEEE 802.1X */
    case 0x88cc: /* LLDP */
    case 0x9000: /* loopback test */
      return TRUE;
    default:
      return find_ether_type (type) != NULL;
    }
}

/* Cisco FabricPath: an outer header of Ethernet's length, two bytes, the frame, and one frame check
 * sequence for all of it. */
static PvLayer
dissect_fabricpath (PvDissection *self)
{
  if (pv_dissection_take (self, 2) == NULL)
    return PV_LAYER_END;
  pv_dissection_drop_fcs (self);

  return PV_LAYER_ETHERNET;
}

/* RFC 6325, section 3. */
static PvLayer
dissect_trill (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 6);
  guint options;

  if (header == NULL)
    return PV_LAYER_END;

  options = (pv_peek_u16 (header) >> 6 & 0x1f) * 4;

  return pv_dissection_take (self, options) != NULL ? PV_LAYER_ETHERNET : PV_LAYER_END;
}

/* Arista's time stamps: TAI or UTC, in 64 or 48 bits, and the type that they were put before. */
static PvLayer
dissect_arista (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 4);
  guint length;

  if (header == NULL || pv_peek_u16 (header) != 1)
    return PV_LAYER_END;

  switch (pv_peek_u16 (header + 2))
    {
    case 0x0010:
    case 0x0110:
      length = 8;
      break;
    case 0x0020:
    case 0x0120:
      length = 6;
      break;
    default:
      return PV_LAYER_END;
    }

  header = pv_dissection_take (self, length + 2);
  if (header == NULL)
    return PV_LAYER_END;
  self->type = pv_peek_u16 (header + length);

  return PV_LAYER_ETHERTYPE;
}

/* Frames that a mesh carries from one of its nodes to another. */
static PvLayer
dissect_batman (PvDissection *self)
{
  guint length;

  if (!pv_dissection_has (self, 2))
    return PV_LAYER_END;

  switch (self->cursor.data[1] << 8 | self->cursor.data[0])
    {
    case BATMAN_VERSION << 8 | BATMAN_BROADCAST:
    case BATMAN_VERSION_14 << 8 | BATMAN_14_BROADCAST:
      length = 14;
      break;
    case BATMAN_VERSION << 8 | BATMAN_UNICAST:
    case BATMAN_VERSION_14 << 8 | BATMAN_14_UNICAST:
      length = 10;
      break;
    case BATMAN_VERSION << 8 | BATMAN_UNICAST_4ADDR:
    case BATMAN_VERSION_14 << 8 | BATMAN_14_UNICAST_4ADDR:
      length = 18;
      break;
    default:
      return PV_LAYER_END;
    }

  return pv_dissection_take (self, length) != NULL ? PV_LAYER_ETHERNET : PV_LAYER_END;
}

static inline PvLayer
dissect_ether_type (PvDissection *self,
                    guint16       type)
{
  const EtherType *row;
  const guint8 *tag;

  self->facts->link_protocol = type;
  if (G_LIKELY (type == TYPE_IPV4))
    return PV_LAYER_IPV4;
  /* what is called a type but is none would be taken for a protocol in IP */
  if (G_UNLIKELY (type < PV_PROTOCOL_ETHERTYPE))
    self->facts->link_protocol = PV_PROTOCOL_OTHER;
  if (type == TYPE_IPV6)
    return PV_LAYER_IPV6;

  row = find_ether_type (type);
  if (row != NULL)
    {
      tag = pv_dissection_take (self, row->length);
      if (tag == NULL)
        return PV_LAYER_END;
      if (row->type_at != 0)
        self->type = pv_peek_u16 (tag + row->type_at);
      return row->next;
    }

  switch (type)
    {
    case TYPE_FABRICPATH:
      return dissect_fabricpath (self);
    case TYPE_TRILL:
      return dissect_trill (self);
    case TYPE_ARISTA:
      return dissect_arista (self);
    case TYPE_BATMAN:
      return dissect_batman (self);
    case TYPE_CENTRINO:
      /* Whole IEEE 802.11 frames, decrypted, whatever their protected bit says. */
      self->flags = PV_DISSECTION_CLEAR;
      return PV_LAYER_IEEE80211;
    default:
      return PV_LAYER_END;
    }
}

static PvLayer
dissect_length (PvDissection *self,
                guint16       length)
{
  PvCursor *cursor = &self->cursor;

  pv_cursor_limit (cursor, length);
  /* Novell's IPX without LLC begins with its checksum, which is never used. */
  if (pv_cursor_has (cursor, 2) && pv_peek_u16 (cursor->data) == 0xffff)
    {
      self->facts->link_protocol = PV_PROTOCOL_LLC + SAP_IPX;
      return PV_LAYER_END;
    }

  return cursor->wire > 0 ? PV_LAYER_LLC : PV_LAYER_END;
}

/* Cisco ISL: 26 bytes that look like an IEEE 802.3 header to a group address; the frame follows. */
static PvLayer
dissect_isl (PvDissection *self,
             const guint8 *header)
{
  guint16 length = pv_peek_u16 (header + 12);
  gboolean token_ring = header[5] >> 4 == 1;

  if (length != 0)
    pv_cursor_limit (&self->cursor, length);
  if (pv_dissection_take (self, token_ring ? 17 : 12) == NULL)
    return PV_LAYER_END;

  if (token_ring)
    return PV_LAYER_TOKEN_RING;
  if (header[5] >> 4 != 0)
    return PV_LAYER_END;
  pv_dissection_drop_fcs (self);

  return PV_LAYER_ETHERNET;
}

gboolean
pv_ethernet_is_isl (const guint8 *header)
{
  return pv_peek_u16 (header + 12) <= LENGTH_MAX && (header[0] == 0x01 || header[0] == 0x0c) && header[1] == 0x00 &&
         header[2] == 0x0c && header[3] == 0x00 && header[4] == 0x00;
}

PvLayer
pv_ethernet_dissect (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 14);
  guint16 type;

  if (header == NULL)
    return PV_LAYER_END;

  type = pv_peek_u16 (header + 12);
  if (G_LIKELY (type > LENGTH_MAX))
    return dissect_ether_type (self, type);
  if (pv_ethernet_is_isl (header))
    return dissect_isl (self, header);

  return dissect_length (self, type);
}

/* What comes after addresses and a tag of @length bytes. */
static PvLayer
dissect_tagged (PvDissection *self,
                guint         length)
{
  const guint8 *header = pv_dissection_take (self, 12 + length + 2);

  if (header == NULL)
    return PV_LAYER_END;
  self->type = pv_peek_u16 (header + 12 + length);

  return PV_LAYER_LENGTH_OR_TYPE;
}

PvLayer
pv_dsa_brcm_dissect (PvDissection *self)
{
  return dissect_tagged (self, 4);
}

PvLayer
pv_dsa_brcm_prepend_dissect (PvDissection *self)
{
  return pv_dissection_take (self, 4) != NULL ? PV_LAYER_ETHERNET : PV_LAYER_END;
}

PvLayer
pv_dsa_dissect (PvDissection *self)
{
  return dissect_tagged (self, 4);
}

/* Before the tag, a type of its own and two bytes of padding. */
PvLayer
pv_edsa_dissect (PvDissection *self)
{
  return dissect_tagged (self, 8);
}

PvLayer
pv_ether_type_dissect (PvDissection *self)
{
  return dissect_ether_type (self, self->type);
}

PvLayer
pv_length_or_type_dissect (PvDissection *self)
{
  return self->type > LENGTH_MAX ? dissect_ether_type (self, self->type) : dissect_length (self, self->type);
}

/* IEEE 802.1AE, clause 9. Frames may be signed without being encrypted. */
PvLayer
pv_macsec_dissect (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 6);

  if (header == NULL)
    return PV_LAYER_END;
  /* Version */
  if (header[0] & 0x80)
    return pv_dissection_stop (self, PV_SKIP_BAD_LINK_HEADER);
  /* Secure channel identifier */
  if ((header[0] & 0x20) && pv_dissection_take (self, 8) == NULL)
    return PV_LAYER_END;
  /* Encrypted or changed */
  if (header[0] & 0x0c)
    return pv_dissection_stop (self, PV_SKIP_PROTECTED);

  header = pv_dissection_take (self, 2);
  if (header == NULL)
    return PV_LAYER_END;
  self->type = pv_peek_u16 (header);

  return PV_LAYER_ETHERTYPE;
}

/* RFC 8300, section 2. */
PvLayer
pv_nsh_dissect (PvDissection *self)
{
  static const guint8 next[] = {
    PV_LAYER_END, PV_LAYER_IPV4, PV_LAYER_IPV6, PV_LAYER_ETHERNET, PV_LAYER_NSH, PV_LAYER_MPLS,
  };
  const guint8 *header = pv_dissection_take (self, 8);
  guint length;

  if (header == NULL)
    return PV_LAYER_END;

  length = (header[1] & 0x3f) * 4;
  if (length < 8)
    return pv_dissection_stop (self, PV_SKIP_BAD_LINK_HEADER);
  if (pv_dissection_take (self, length - 8) == NULL)
    return PV_LAYER_END;

  return header[3] < G_N_ELEMENTS (next) ? next[header[3]] : PV_LAYER_END;
}
