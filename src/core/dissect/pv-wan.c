/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-wan.c: Frame Relay, ATM and packet radio. */
#include "pv-layer.h"

#define CONTROL_UI 0x03
#define CONTROL_XID 0xaf

/* What Cisco's own encapsulation puts after the address, in place of a control field. */
static PvLayer
find_cisco_type (guint16 type)
{
  switch (type)
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
    default:
      return PV_LAYER_END;
    }
}

/* Whether an NLPID that leads on comes after a control field, which is not always that of a UI frame. */
static gboolean
has_nlpid (const PvCursor *cursor)
{
  const guint8 *data = cursor->data;
  guint at = data[0] == 0 && pv_cursor_has (cursor, 2) ? 1 : 0;

  /* Numbered frames have a second byte. */
  at += (data[at] & 0x03) == 0x03 ? 1 : 2;
  if (!pv_cursor_has (cursor, at + 1))
    return FALSE;

  return data[at] == 0x00 || data[at] == 0x80 || data[at] == 0x8e || data[at] == 0xcc || data[at] == 0xcf;
}

static PvLayer
dissect_nlpid (PvDissection *self)
{
  PvCursor *cursor = &self->cursor;

  if (pv_dissection_take (self, (cursor->data[0] & 0x03) == 0x03 ? 1 : 2) == NULL)
    return PV_LAYER_END;
  /* A byte of padding may come before the NLPID. */
  if (pv_cursor_has (cursor, 1) && cursor->data[0] == 0)
    pv_cursor_skip (cursor, 1);
  self->flags |= PV_DISSECTION_UNPADDED;

  return PV_LAYER_NLPID;
}

/* ITU-T Q.922, RFC 2427. */
PvLayer
pv_frame_relay_dissect (PvDissection *self)
{
  PvCursor *cursor = &self->cursor;
  const guint8 *address = cursor->data;
  guint length = 1;
  PvLayer layer;

  if (!pv_dissection_has (self, 1))
    return PV_LAYER_END;
  /* The lowest bit ends the address. */
  while ((address[length - 1] & 0x01) == 0)
    {
      length++;
      if (!pv_dissection_has (self, length))
        return PV_LAYER_END;
    }
  pv_cursor_skip (cursor, length);

  if (!pv_dissection_has (self, 1))
    return PV_LAYER_END;

  if (cursor->data[0] == CONTROL_UI)
    return dissect_nlpid (self);
  /* Circuit 0 is for signalling; an address has two bytes at least. */
  if (length == 1 || (length == 2 && (address[0] & 0xfc) == 0 && (address[1] & 0xf0) == 0))
    return PV_LAYER_END;
  if (cursor->data[0] == CONTROL_XID || !pv_cursor_has (cursor, 2))
    return PV_LAYER_END;

  layer = find_cisco_type (pv_peek_u16 (cursor->data));
  if (layer != PV_LAYER_END)
    {
      pv_cursor_skip (cursor, 2);
      return layer;
    }

  if (has_nlpid (cursor))
    return dissect_nlpid (self);

  /* Whole Ethernet frames, with their frame check sequence. */
  if (pv_cursor_has (cursor, 14) && pv_ether_type_is_known (pv_peek_u16 (cursor->data + 12)))
    {
      pv_dissection_drop_fcs (self);
      return PV_LAYER_ETHERNET;
    }

  return PV_LAYER_END;
}

/* What is on an ATM circuit whose kind nobody told. */
static PvLayer
guess_aal5 (PvDissection *self)
{
  PvCursor *cursor = &self->cursor;
  const guint8 *data = cursor->data;

  if (!pv_dissection_has (self, 8))
    return PV_LAYER_END;

  if (pv_peek_u24 (data) == 0xaaaa03)
    return PV_LAYER_LLC;
  if (data[1] == 0x21)
    return PV_LAYER_PPP;
  if (pv_peek_u16 (data) == 0)
    {
      /* RFC 2684, section 6.2 */
      pv_cursor_skip (cursor, 2);
      return PV_LAYER_ETHERNET;
    }
  if ((data[2] == CONTROL_UI && (data[3] == 0xcc || data[3] == 0x8e || pv_peek_u16 (data + 3) == 0x0080)) ||
      (data[4] == CONTROL_UI && (data[5] == 0xcc || data[5] == 0x8e || pv_peek_u16 (data + 5) == 0x0080)))
    return PV_LAYER_FRAME_RELAY;

  return PV_LAYER_IP;
}

/* SunATM: flags that say what kind of traffic it is, and the circuit. */
PvLayer
pv_sunatm_dissect (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 4);

  if (header == NULL)
    return PV_LAYER_END;

  switch (header[0] & 0x0f)
    {
    case 1:
      /* LAN emulation: control frames begin with 0xff00, others with a client's number. */
      if (!pv_dissection_has (self, 2) || pv_peek_u16 (self->cursor.data) == 0xff00)
        return PV_LAYER_END;
      pv_cursor_skip (&self->cursor, 2);
      return PV_LAYER_ETHERNET;
    case 2:
      return PV_LAYER_LLC;
    case 5: /* ILMI, signalling */
    case 6:
      return PV_LAYER_END;
    default:
      return guess_aal5 (self);
    }
}

/* AX.25, version 2.2, section 3: addresses, control, protocol. */
PvLayer
pv_ax25_dissect (PvDissection *self)
{
  PvCursor *cursor = &self->cursor;
  guint addresses = 0;
  const guint8 *header;

  /* Two addresses, and up to eight more; the lowest bit of the last byte of one ends the list. */
  do
    {
      header = pv_dissection_take (self, 7);
      if (header == NULL)
        return PV_LAYER_END;
      addresses++;
    }
  while (addresses < 2 || ((header[6] & 0x01) == 0 && addresses < 10));

  if (!pv_dissection_has (self, 2))
    return PV_LAYER_END;
  header = cursor->data;
  pv_cursor_skip (cursor, 2);
  /* I and UI frames */
  if ((header[0] & 0x01) != 0 && (header[0] & 0xef) != CONTROL_UI)
    return PV_LAYER_END;

  return header[1] == 0xcc ? PV_LAYER_IPV4 : PV_LAYER_END;
}

/* After a byte that says which port and command it is. */
PvLayer
pv_ax25_kiss_dissect (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 1);

  if (header == NULL)
    return PV_LAYER_END;

  return (header[0] & 0x0f) == 0 ? pv_ax25_dissect (self) : PV_LAYER_END;
}
