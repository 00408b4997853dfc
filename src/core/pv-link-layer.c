/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-link-layer.c: the table of link-layer header types (https://www.tcpdump.org/linktypes.html). */
#include "pv-layer.h"
#include "pv-link-type.h"

#include <pcap/pcap.h>

static PvLayer
dissect_null (PvDissection *self)
{
  PvCursor *cursor = &self->cursor;
  guint32 family;

  if (!pv_cursor_has (cursor, 4))
    return pv_dissection_stop_short (self, 4);

  /* In the byte order of whoever captured: a family is a small number. */
  family = pv_peek_u32_le (cursor->data);
  if (family > 0xffff)
    family = pv_peek_u32 (cursor->data);
  pv_cursor_skip (cursor, 4);

  switch (family)
    {
    case 2:
      return PV_LAYER_IP;
    case 10:
    case 24:
    case 28:
    case 30:
      return PV_LAYER_IPV6;
    default:
      return PV_LAYER_END;
    }
}

static PvLayer
dissect_linux_sll (PvDissection *self)
{
  PvCursor *cursor = &self->cursor;

  if (!pv_cursor_has (cursor, 16))
    return pv_dissection_stop_short (self, 16);

  self->type = pv_peek_u16 (cursor->data + 14);
  pv_cursor_skip (cursor, 16);

  return PV_LAYER_ETHERTYPE;
}

static PvLayer
dissect_linux_sll2 (PvDissection *self)
{
  PvCursor *cursor = &self->cursor;

  if (!pv_cursor_has (cursor, 20))
    return pv_dissection_stop_short (self, 20);

  self->type = pv_peek_u16 (cursor->data);
  pv_cursor_skip (cursor, 20);

  return PV_LAYER_ETHERTYPE;
}

PvLayer
pv_link_layer_dissect (PvDissection *self,
                       guint16       link_type)
{
  switch (link_type)
    {
    case 1:
      return pv_ethernet_dissect (self);
    case 0:
    case 108:
      return dissect_null (self);
    case 9:
    case 50:
      return PV_LAYER_PPP;
    case 101:
    case 12:
    case 14:
      return PV_LAYER_IP;
    case 228:
      return PV_LAYER_IPV4;
    case 229:
      return PV_LAYER_IPV6;
    case 113:
      return dissect_linux_sll (self);
    case 276:
      return dissect_linux_sll2 (self);
    default:
      return pv_dissection_stop (self, PV_SKIP_LINK_TYPE);
    }
}

const char *
pv_link_type_get_name (guint16 link_type)
{
  return pcap_datalink_val_to_description (link_type);
}
