/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-juniper.c: the headers that Juniper's routers put before packets that they capture. */
#include "pv-layer.h"

#define MAGIC 0x4d4743

#define FLAG_INCOMING 0x01
#define FLAG_NO_L2 0x02
#define FLAG_EXTENSIONS 0x80

#define CONTROL_UI 0x03

/* Where no link-layer header was captured, a number tells the protocol instead. */
static PvLayer
find_protocol (PvDissection *self,
               guint32       protocol)
{
  switch (protocol)
    {
    case 0xa248: /* unknown; four bytes, then IP */
      return pv_dissection_take (self, 4) != NULL ? PV_LAYER_IPV4 : PV_LAYER_END;
    case 2:
    case 3:
      return PV_LAYER_IPV4;
    case 6:
    case 7:
      return PV_LAYER_IPV6;
    case 4:
    case 5:
    case 8:
    case 32:
      return PV_LAYER_MPLS;
    case 200:
      return PV_LAYER_PPP;
    case 201:
      return PV_LAYER_NLPID;
    case 202:
    case 203:
      return PV_LAYER_LLC;
    case 204:
      return PV_LAYER_ETHERNET;
    case 207:
      return PV_LAYER_FRAME_RELAY;
    case 208:
      return PV_LAYER_CHDLC;
    default:
      return PV_LAYER_END;
    }
}

/* Consumes the header that all have. Returns FALSE where @layer is already known. */
static gboolean
dissect_header (PvDissection *self,
                guint8       *flags,
                PvLayer      *layer)
{
  const guint8 *header = self->cursor.data;

  *layer = PV_LAYER_END;
  if (!pv_dissection_has (self, 4))
    return FALSE;

  /* Old systems write no magic number, and then no header. */
  *flags = header[3];
  if (pv_peek_u24 (header) != MAGIC)
    return TRUE;

  pv_cursor_skip (&self->cursor, 4);
  if (*flags & FLAG_EXTENSIONS)
    {
      header = pv_dissection_take (self, 2);
      if (header == NULL || pv_dissection_take (self, pv_peek_u16 (header)) == NULL)
        return FALSE;
    }

  if (*flags & FLAG_NO_L2)
    {
      header = pv_dissection_take (self, 4);
      if (header != NULL)
        *layer = find_protocol (self, header[0]);
      return FALSE;
    }

  return TRUE;
}

/* The header, @length more bytes, then @next. */
static PvLayer
dissect_fixed (PvDissection *self,
               guint         length,
               PvLayer       next)
{
  PvLayer layer;
  guint8 flags;

  if (!dissect_header (self, &flags, &layer))
    return layer;

  return pv_dissection_take (self, length) != NULL ? next : PV_LAYER_END;
}

PvLayer
pv_juniper_ethernet_dissect (PvDissection *self)
{
  return dissect_fixed (self, 0, PV_LAYER_ETHERNET);
}

PvLayer
pv_juniper_ppp_dissect (PvDissection *self)
{
  return dissect_fixed (self, 2, PV_LAYER_PPP);
}

PvLayer
pv_juniper_frame_relay_dissect (PvDissection *self)
{
  return dissect_fixed (self, 0, PV_LAYER_FRAME_RELAY);
}

PvLayer
pv_juniper_chdlc_dissect (PvDissection *self)
{
  return dissect_fixed (self, 0, PV_LAYER_CHDLC);
}

PvLayer
pv_juniper_voice_dissect (PvDissection *self)
{
  return dissect_fixed (self, 18, PV_LAYER_IPV4);
}

PvLayer
pv_juniper_ggsn_dissect (PvDissection *self)
{
  const guint8 *header;
  PvLayer layer;
  guint8 flags;

  if (!dissect_header (self, &flags, &layer))
    return layer;

  header = pv_dissection_take (self, 4);

  return header != NULL ? find_protocol (self, pv_peek_u16_le (header)) : PV_LAYER_END;
}

PvLayer
pv_juniper_services_dissect (PvDissection *self)
{
  PvLayer layer;
  guint8 flags;

  if (!dissect_header (self, &flags, &layer))
    return layer;

  return pv_dissection_take (self, (flags & FLAG_INCOMING) ? 16 : 12) != NULL ? PV_LAYER_IPV4 : PV_LAYER_END;
}

/* The bytes of the cookie that the service card put before the packet, and what it says comes next. */
static guint
read_cookie (const guint8 *cookie,
             gboolean      multilink_ppp,
             guint8        flags,
             PvLayer      *next)
{
  /* From the card to the routing engine */
  gboolean to_engine = (cookie[4] & 0x03) == 0x03;

  *next = PV_LAYER_END;
  switch (cookie[0])
    {
    case 0x54:
      *next = multilink_ppp ? PV_LAYER_PPP : PV_LAYER_NLPID;
      return 4;
    case 0x40:
    case 0x47:
      switch (cookie[5] >> 4)
        {
        case 0:
          if (multilink_ppp)
            *next = (flags & FLAG_INCOMING) && !to_engine ? PV_LAYER_PPP : PV_LAYER_IPV4;
          else if (!to_engine)
            *next = PV_LAYER_IPV4;
          break;
        case 1:
          *next = PV_LAYER_IPV6;
          break;
        case 2:
          *next = PV_LAYER_MPLS;
          break;
        case 3:
          *next = PV_LAYER_NLPID;
          break;
        default:
          break;
        }
      return 8;
    default:
      return 0;
    }
}

static gboolean
is_ppp_protocol (guint16 protocol)
{
  switch (protocol)
    {
    case 0x0021: /* IP, OSI, multilink, IPv6, MPLS and their control protocols; PAP, CHAP, LCP */
    case 0x0023:
    case 0x003d:
    case 0x0057:
    case 0x0281:
    case 0x0283:
    case 0x8021:
    case 0x8023:
    case 0x8057:
    case 0x8281:
    case 0xc021:
    case 0xc023:
    case 0xc223:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Multilink PPP */
PvLayer
pv_juniper_mlppp_dissect (PvDissection *self)
{
  PvCursor *cursor = &self->cursor;
  PvLayer layer;
  guint8 flags;
  guint length;

  if (!dissect_header (self, &flags, &layer))
    return layer;
  if (!pv_dissection_has (self, 8))
    return PV_LAYER_END;

  length = read_cookie (cursor->data, TRUE, flags, &layer);
  if (length == 0)
    {
      if (pv_peek_u16 (cursor->data) == 0xff03 || is_ppp_protocol (pv_peek_u16 (cursor->data + 2)))
        {
          length = 2;
          layer = PV_LAYER_PPP;
        }
      else if (is_ppp_protocol (pv_peek_u16 (cursor->data)))
        {
          layer = PV_LAYER_PPP;
        }
    }
  pv_cursor_skip (cursor, length);

  return layer;
}

/* Multilink Frame Relay */
PvLayer
pv_juniper_mlfr_dissect (PvDissection *self)
{
  PvCursor *cursor = &self->cursor;
  PvLayer layer;
  guint8 flags;
  guint length;

  if (!dissect_header (self, &flags, &layer))
    return layer;
  if (!pv_dissection_has (self, 8))
    return PV_LAYER_END;

  length = read_cookie (cursor->data, FALSE, flags, &layer);
  if (length == 0)
    {
      guint16 control;

      /* A sequence number, a control field, an NLPID. */
      control = pv_peek_u16 (cursor->data + 2);
      if (control == CONTROL_UI || control == CONTROL_UI << 8)
        length = 4;
      else if (cursor->data[2] == CONTROL_UI)
        length = 3;
      layer = length > 0 ? PV_LAYER_NLPID : PV_LAYER_END;
      pv_cursor_skip (cursor, length);
      return layer;
    }
  pv_cursor_skip (cursor, length);

  if (length == 4)
    {
      if (pv_cursor_has (cursor, 2) &&
          (pv_peek_u16 (cursor->data) == CONTROL_UI || pv_peek_u16 (cursor->data) == CONTROL_UI << 8))
        pv_cursor_skip (cursor, 2);
      else if (pv_cursor_has (cursor, 1) && cursor->data[0] == CONTROL_UI)
        pv_cursor_skip (cursor, 1);
    }
  else if (layer == PV_LAYER_END && pv_cursor_has (cursor, 1) && cursor->data[0] == CONTROL_UI)
    {
      pv_cursor_skip (cursor, 1);
      layer = PV_LAYER_NLPID;
    }

  return layer;
}

static PvLayer
dissect_atm (PvDissection *self,
             guint         cookie_length)
{
  PvCursor *cursor = &self->cursor;
  gboolean second = cookie_length == 8;
  const guint8 *cookie;
  const guint8 *data;
  PvLayer layer;
  guint8 flags;

  if (!dissect_header (self, &flags, &layer))
    return layer;

  cookie = pv_dissection_take (self, cookie_length);
  if (cookie == NULL || !pv_dissection_has (self, 3))
    return PV_LAYER_END;
  /* Cells for operation and maintenance */
  if (second ? (cookie[7] & 0x70) != 0 : cookie[0] == 0x80)
    return PV_LAYER_END;

  data = cursor->data;
  if (pv_peek_u24 (data) == 0xfefe03 || pv_peek_u24 (data) == 0xaaaa03)
    return PV_LAYER_LLC;
  if (second && (flags & FLAG_INCOMING) == 0 && (pv_peek_u32 (cookie) & 0x0000003f) != 0)
    return PV_LAYER_ETHERNET;
  if (second && is_ppp_protocol (pv_peek_u16 (data)))
    return PV_LAYER_PPP;
  if (data[0] == CONTROL_UI)
    {
      pv_cursor_skip (cursor, 1);
      return PV_LAYER_NLPID;
    }

  return PV_LAYER_IP;
}

PvLayer
pv_juniper_atm1_dissect (PvDissection *self)
{
  return dissect_atm (self, 4);
}

PvLayer
pv_juniper_atm2_dissect (PvDissection *self)
{
  return dissect_atm (self, 8);
}
