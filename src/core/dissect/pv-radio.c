/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-radio.c: headers that tell how an IEEE 802.11 frame was received: radiotap, PPI, Prism, AVS. */
#include "pv-layer.h"

#define LINKTYPE_IEEE802_11 105

#define RADIOTAP_TSFT (1u << 0)
#define RADIOTAP_FLAGS (1u << 1)
#define RADIOTAP_RATE (1u << 2)
#define RADIOTAP_CHANNEL (1u << 3)
#define RADIOTAP_EXT (1u << 31)

#define RADIOTAP_FLAG_FCS 0x10
#define RADIOTAP_FLAG_PADDED 0x20

#define PPI_FLAG_ALIGNED 0x01
#define PPI_802_11_COMMON 2
#define PPI_COMMON_FLAG_FCS 0x01

#define PRISM_HEADER 144
#define PRISM_MESSAGE_1 0x00000044
#define PRISM_MESSAGE_2 0x00000041

#define AVS_MAGIC_1 0x80211001
#define AVS_MAGIC_2 0x80211002

/* The fields up to the channel (https://www.radiotap.org/fields/), which come in the order of their bits,
 * each aligned to its size. */
static void
read_radiotap (PvDissection *self,
               const guint8 *header,
               guint         length)
{
  guint32 present = pv_peek_u32_le (header + 4);
  guint at = 4;

  do
    {
      at += 4;
    }
  while (at + 4 <= length && (pv_peek_u32_le (header + at - 4) & RADIOTAP_EXT));

  if (present & RADIOTAP_TSFT)
    at = ((at + 7) & ~7u) + 8;
  if ((present & RADIOTAP_FLAGS) && at < length)
    {
      if (header[at] & RADIOTAP_FLAG_FCS)
        self->flags |= PV_DISSECTION_HAS_FCS;
      if (header[at] & RADIOTAP_FLAG_PADDED)
        self->flags |= PV_DISSECTION_PADDED;
      at++;
    }
  if (present & RADIOTAP_RATE)
    at++;
  if (present & RADIOTAP_CHANNEL)
    {
      at = (at + 1) & ~1u;
      if (at + 2 <= length && pv_peek_u16_le (header + at) >= 57240)
        self->flags |= PV_DISSECTION_DMG;
    }
}

PvLayer
pv_radiotap_dissect (PvDissection *self)
{
  const guint8 *header = self->cursor.data;
  guint length;

  if (!pv_dissection_has (self, 8))
    return PV_LAYER_END;

  length = pv_peek_u16_le (header + 2);
  if (length < 8)
    return pv_dissection_stop (self, PV_SKIP_BAD_LINK_HEADER);
  if (pv_dissection_take (self, length) == NULL)
    return PV_LAYER_END;

  self->flags = 0;
  /* There is but one version. */
  if (header[0] == 0)
    read_radiotap (self, header, length);

  return PV_LAYER_IEEE80211;
}

/* Per-packet information, version 1.0.10: fields, then a frame of the link-layer header type that the
 * header names. */
PvLayer
pv_ppi_dissect (PvDissection *self)
{
  const guint8 *header = self->cursor.data;
  guint length;
  guint at = 8;
  guint8 flags = 0;
  guint32 link_type;

  if (!pv_dissection_has (self, 8))
    return PV_LAYER_END;

  length = pv_peek_u16_le (header + 2);
  link_type = pv_peek_u32_le (header + 4);
  if (length < 8)
    return pv_dissection_stop (self, PV_SKIP_BAD_LINK_HEADER);
  if (pv_dissection_take (self, length) == NULL)
    return PV_LAYER_END;

  while (at + 4 <= length)
    {
      guint type = pv_peek_u16_le (header + at);
      guint field_length = pv_peek_u16_le (header + at + 2);

      if (type == PPI_802_11_COMMON && field_length == 20 && at + 24 <= length &&
          (pv_peek_u16_le (header + at + 12) & PPI_COMMON_FLAG_FCS))
        flags = PV_DISSECTION_HAS_FCS;

      at += 4 + field_length;
      if (header[1] & PPI_FLAG_ALIGNED)
        at = (at + 3) & ~3u;
    }

  if (link_type == LINKTYPE_IEEE802_11)
    {
      self->flags = flags;
      return PV_LAYER_IEEE80211;
    }

  self->type = (guint16) MIN (link_type, G_MAXUINT16);

  return PV_LAYER_LINK;
}

PvLayer
pv_avs_dissect (PvDissection *self)
{
  const guint8 *header = self->cursor.data;
  guint32 length;

  if (!pv_dissection_has (self, 8))
    return PV_LAYER_END;

  length = pv_peek_u32 (header + 4);
  if (length < 8)
    return pv_dissection_stop (self, PV_SKIP_BAD_LINK_HEADER);

  self->flags = 0;

  return pv_dissection_take (self, length) != NULL ? PV_LAYER_IEEE80211 : PV_LAYER_END;
}

/* Some drivers put AVS's header, or none, in its place. */
PvLayer
pv_prism_dissect (PvDissection *self)
{
  guint32 message;
  guint32 swapped;

  if (!pv_dissection_has (self, 4))
    return PV_LAYER_END;

  message = pv_peek_u32 (self->cursor.data);
  swapped = pv_peek_u32_le (self->cursor.data);
  if (message == AVS_MAGIC_1 || message == AVS_MAGIC_2)
    return pv_avs_dissect (self);

  self->flags = 0;
  if (message == PRISM_MESSAGE_1 || message == PRISM_MESSAGE_2 ||
      swapped == PRISM_MESSAGE_1 || swapped == PRISM_MESSAGE_2)
    return pv_dissection_take (self, PRISM_HEADER) != NULL ? PV_LAYER_IEEE80211 : PV_LAYER_END;

  return PV_LAYER_IEEE80211;
}
