/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-ieee80211.c: wireless LAN data frames (IEEE 802.11, clause 9). */
#include "pv-layer.h"
#include "pv-protocol.h"

#include <string.h>

/* Frame control, as two bytes: version, type, subtype; flags. */
#define VERSION(control) ((control)[0] & 0x03)
#define TYPE(control) ((control)[0] >> 2 & 0x03)
#define TYPE_DATA 2
#define SUBTYPE_NO_DATA 0x40
#define SUBTYPE_QOS 0x80
#define FLAG_TO_DS 0x01
#define FLAG_FROM_DS 0x02
#define FLAG_MORE_FRAGMENTS 0x04
#define FLAG_PROTECTED 0x40
#define FLAG_ORDER 0x80

#define QOS_AMSDU 0x80

#define LLC_SNAP 0xaaaa

/* Whether a mesh control field comes first (9.2.4.7.3): its flags are sane, and LLC follows it. The QoS
 * field would tell, but not all who capture keep it. */
static guint
find_mesh_control (const PvCursor *cursor,
                   guint8          flags)
{
  guint length;

  /* Only frames of two or four addresses on the distribution system. */
  if ((flags & FLAG_FROM_DS) == 0 || !pv_cursor_has (cursor, 1))
    return 0;
  if (cursor->data[0] > 2)
    return 0;

  length = 6 + 6 * cursor->data[0];

  return pv_cursor_has (cursor, length + 2) && pv_peek_u16 (cursor->data + length) == LLC_SNAP ? length : 0;
}

/* Each part of an A-MSDU (9.3.2.2) is a packet. The first with an IP header counts. */
static PvLayer
dissect_amsdu (PvDissection *self)
{
  for (;;)
    {
      PvCursor rest = self->cursor;
      const guint8 *header;
      guint length;

      if (rest.wire <= 14)
        return PV_LAYER_END;
      header = pv_dissection_take (self, 14);
      if (header == NULL)
        return PV_LAYER_END;

      length = pv_peek_u16 (header + 12);
      pv_cursor_limit (&self->cursor, length);
      pv_dissection_run (self, PV_LAYER_LLC);
      if (self->facts->address_size != 0)
        return PV_LAYER_END;

      /* All but the last are padded. */
      self->cursor = rest;
      length = (14 + length + 3) & ~3u;
      if (self->cursor.wire <= length || pv_dissection_take (self, length) == NULL)
        return PV_LAYER_END;
    }
}

/* Not all frames hold what the standard says. */
static PvLayer
guess_payload (PvDissection *self,
               const guint8 *source,
               const guint8 *destination,
               guint16       sequence)
{
  PvCursor *cursor = &self->cursor;
  const guint8 *data = cursor->data;
  guint16 first;

  if (!pv_dissection_has (self, 2))
    return PV_LAYER_END;

  first = pv_peek_u16 (data);
  if (first == LLC_SNAP)
    return PV_LAYER_LLC;

  /* A whole Ethernet frame */
  if (pv_cursor_has (cursor, 12) && (memcmp (data + 6, source, 6) == 0 || memcmp (data, destination, 6) == 0))
    return PV_LAYER_ETHERNET;
  /* IPX without LLC */
  if (first == 0xffff)
    return PV_LAYER_END;
  if (first == 0 && pv_cursor_has (cursor, 18) && memcmp (data + 6, destination, 6) == 0 &&
      memcmp (data + 12, source, 6) == 0)
    {
      pv_cursor_skip (cursor, 6);
      return PV_LAYER_ETHERNET;
    }
  /* Padding, or the sequence control field once more */
  if (first == 0 || pv_peek_u16_le (data) == sequence)
    {
      pv_cursor_skip (cursor, 2);
      return PV_LAYER_LLC;
    }
  /* An EtherType and nothing else, as outside of a BSS */
  if (pv_ether_type_is_known (first))
    {
      pv_cursor_skip (cursor, 2);
      self->type = first;
      return PV_LAYER_ETHERTYPE;
    }

  return PV_LAYER_LLC;
}

PvLayer
pv_ieee80211_dissect (PvDissection *self)
{
  PvCursor *cursor = &self->cursor;
  const guint8 *header = cursor->data;
  guint8 options = self->flags;
  guint8 control[2];
  guint length;
  guint qos_at = 0;

  self->flags = 0;
  self->facts->link_protocol = PV_PROTOCOL_IEEE80211;
  if (!pv_dissection_has (self, 2))
    return PV_LAYER_END;

  control[0] = header[(options & PV_DISSECTION_SWAPPED) ? 1 : 0];
  control[1] = header[(options & PV_DISSECTION_SWAPPED) ? 0 : 1];
  if (VERSION (control) != 0 || TYPE (control) != TYPE_DATA || (control[0] & SUBTYPE_NO_DATA))
    return PV_LAYER_END;

  length = (control[1] & (FLAG_TO_DS | FLAG_FROM_DS)) == (FLAG_TO_DS | FLAG_FROM_DS) ? 30 : 24;
  if (control[0] & SUBTYPE_QOS)
    {
      qos_at = length;
      length += 2;
      /* HT Control */
      if ((control[1] & FLAG_ORDER) && (options & PV_DISSECTION_DMG) == 0)
        length += 4;
    }
  if (options & PV_DISSECTION_PADDED)
    length = (length + 3) & ~3u;
  if (pv_dissection_take (self, length) == NULL)
    return PV_LAYER_END;

  if (options & PV_DISSECTION_HAS_FCS)
    pv_dissection_drop_fcs (self);
  pv_cursor_skip (cursor, find_mesh_control (cursor, control[1]));

  if (control[1] & FLAG_PROTECTED)
    {
      if ((options & PV_DISSECTION_CLEAR) == 0)
        return pv_dissection_stop (self, PV_SKIP_PROTECTED);
      /* Of what protected it, the initialisation vector is left; an extended one is twice as long. */
      if (!pv_dissection_has (self, 4) ||
          pv_dissection_take (self, (cursor->data[3] & 0x20) ? 8 : 4) == NULL)
        return PV_LAYER_END;
    }
  /* Later fragments begin anywhere in the packet. */
  if (header[22] & 0x0f)
    return PV_LAYER_END;
  if (qos_at != 0 && (header[qos_at] & QOS_AMSDU))
    return dissect_amsdu (self);

  {
    /* Which of the addresses is whose (9.3.2.1). */
    gboolean to_ds = (control[1] & FLAG_TO_DS) != 0;
    gboolean from_ds = (control[1] & FLAG_FROM_DS) != 0;
    const guint8 *destination = header + (to_ds ? 16 : 4);
    const guint8 *source = header + (from_ds ? (to_ds ? 24 : 16) : 10);

    return guess_payload (self, source, destination, pv_peek_u16_le (header + 22));
  }
}
