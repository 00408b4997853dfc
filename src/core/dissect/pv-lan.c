/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-lan.c: local networks other than Ethernet and IEEE 802.11, and frames around Ethernet frames. */
#include "pv-layer.h"

/* IEEE 802.5: access control, frame control, addresses, routing information. */
PvLayer
pv_token_ring_dissect (PvDissection *self)
{
  const PvCursor *cursor = &self->cursor;
  const guint8 *header = pv_dissection_take (self, 14);
  guint routing;

  if (header == NULL)
    return PV_LAYER_END;
  /* MAC frames belong to the ring. */
  if (header[1] >> 6 != 1)
    return PV_LAYER_END;

  if (header[8] & 0x80)
    {
      if (!pv_dissection_has (self, 1))
        return PV_LAYER_END;
      routing = cursor->data[0] & 0x1f;
      if (pv_dissection_take (self, routing) == NULL)
        return PV_LAYER_END;
    }

  return PV_LAYER_LLC;
}

/* ISO 9314-2: frame control, addresses. */
PvLayer
pv_fddi_dissect (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 13);

  if (header == NULL)
    return PV_LAYER_END;

  /* Asynchronous LLC frames */
  return (header[0] & 0xf0) == 0x50 ? PV_LAYER_LLC : PV_LAYER_END;
}

/* RFC 2625, section 3 */
PvLayer
pv_ip_over_fc_dissect (PvDissection *self)
{
  return pv_dissection_take (self, 16) != NULL ? PV_LAYER_LLC : PV_LAYER_END;
}

static PvLayer
dissect_arcnet (PvDissection *self,
                guint         protocol_at)
{
  const guint8 *header = pv_dissection_take (self, protocol_at + 1);
  guint8 protocol;

  if (header == NULL)
    return PV_LAYER_END;

  protocol = header[protocol_at];
  switch (protocol)
    {
    case 0xf0: /* RFC 1051 */
      return PV_LAYER_IPV4;
    case 0xd4: /* RFC 1201 */
    case 0xc4:
      /* Split flag and sequence number; after an exception, once more. */
      header = pv_dissection_take (self, 3);
      if (header == NULL)
        return PV_LAYER_END;
      if (protocol_at == 2 && header[0] == 0xff && pv_dissection_take (self, 4) == NULL)
        return PV_LAYER_END;
      return protocol == 0xd4 ? PV_LAYER_IPV4 : PV_LAYER_IPV6;
    default:
      return PV_LAYER_END;
    }
}

PvLayer
pv_arcnet_dissect (PvDissection *self)
{
  return dissect_arcnet (self, 2);
}

/* Linux puts two bytes before the protocol. */
PvLayer
pv_arcnet_linux_dissect (PvDissection *self)
{
  return dissect_arcnet (self, 4);
}

/* Skips a header of @length bytes that has an EtherType at @type_at. */
static PvLayer
dissect_typed (PvDissection *self,
               guint         length,
               guint         type_at)
{
  const guint8 *header = pv_dissection_take (self, length);

  if (header == NULL)
    return PV_LAYER_END;

  self->type = pv_peek_u16 (header + type_at);

  return PV_LAYER_ETHERTYPE;
}

/* Apple's IP over IEEE 1394 */
PvLayer
pv_ip1394_dissect (PvDissection *self)
{
  return dissect_typed (self, 18, 16);
}

/* RFC 4391, section 6, after a global route header */
PvLayer
pv_ipoib_dissect (PvDissection *self)
{
  return dissect_typed (self, 44, 40);
}

/* Whether an extended header of @length bytes says that the payload is encrypted by Baseline Privacy. */
static gboolean
docsis_is_encrypted (const guint8 *extended,
                     guint         length)
{
  for (guint i = 0; i < length;)
    {
      guint type = extended[i] >> 4;
      guint element_length = extended[i] & 0x0f;

      if ((type == 3 || type == 4) && element_length >= 3 && i + 2 < length)
        return (extended[i + 2] & 0x80) != 0;
      i += 1 + element_length;
    }

  return FALSE;
}

/* DOCSIS MAC frame (ITU-T J.222.2, clause 8.2). */
PvLayer
pv_docsis_dissect (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 4);
  const guint8 *extended;
  guint extended_length;

  if (header == NULL)
    return PV_LAYER_END;
  /* Others than packet and isolation PDUs are the network's own. */
  if ((header[0] & 0x40) != 0)
    return PV_LAYER_END;

  extended_length = (header[0] & 0x01) ? header[1] : 0;
  /* With the header check sequence after it. */
  extended = pv_dissection_take (self, extended_length + 2);
  if (extended == NULL)
    return PV_LAYER_END;
  if (docsis_is_encrypted (extended, extended_length))
    return pv_dissection_stop (self, PV_SKIP_PROTECTED);

  return PV_LAYER_ETHERNET;
}

/* IEEE 802.3, clause 65: a preamble, of which up to two bytes are lost, that says which of the network's
 * units it is for. */
PvLayer
pv_epon_dissect (PvDissection *self)
{
  const guint8 *header = self->cursor.data;
  guint start = 0;

  if (!pv_dissection_has (self, 4))
    return PV_LAYER_END;

  while (start < 2 && header[start] == 0x55)
    start++;
  if (pv_peek_u16 (header + start) != 0xd555)
    return pv_dissection_stop (self, PV_SKIP_BAD_LINK_HEADER);
  if (pv_dissection_take (self, start + 6) == NULL)
    return PV_LAYER_END;
  /* CableLabs' encryption */
  if (header[start + 2] != 0x55 && (header[start + 2] & 0x02))
    return pv_dissection_stop (self, PV_SKIP_PROTECTED);

  return PV_LAYER_ETHERNET;
}

/* IEEE 802.3br: a preamble whose delimiter tells whole frames from fragments. */
PvLayer
pv_mpacket_dissect (PvDissection *self)
{
  const guint8 *preamble = pv_dissection_take (self, 8);

  if (preamble == NULL)
    return PV_LAYER_END;

  /* Express and verify frames have the delimiter of old. */
  return preamble[7] == 0xd5 ? PV_LAYER_ETHERNET : PV_LAYER_END;
}

/* Hilscher's netANALYZER: status, port, length; then a frame with its frame check sequence. */
PvLayer
pv_netanalyzer_dissect (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 4);

  if (header == NULL)
    return PV_LAYER_END;
  /* Events at its other inputs; versions to come */
  if ((header[1] & 0x01) || ((header[1] >> 2 & 0x0f) != 1 && (header[1] >> 2 & 0x0f) != 2))
    return PV_LAYER_END;
  pv_dissection_drop_fcs (self);

  return PV_LAYER_ETHERNET;
}
