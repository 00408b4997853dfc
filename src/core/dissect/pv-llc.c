/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-llc.c: IEEE 802.2 LLC, SNAP and NLPIDs: what follows in LANs that are not Ethernet, and in some that
 * are. */
#include "pv-layer.h"
#include "pv-protocol.h"

#define SAP_IP 0x06
#define SAP_SNAP 0xaa
#define SAP_ISO 0xfe

#define OUI_ETHERTYPE 0x000000
#define OUI_CISCO 0x0000f8
#define OUI_BRIDGED 0x0080c2 /* RFC 2684, section 5.2 */

/* Whether a frame with this control field carries data: an I or a UI frame. */
static gboolean
is_information (guint16 control)
{
  return (control & 0x01) == 0 || control == 0x03;
}

PvLayer
pv_llc_dissect (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 3);
  guint8 control;

  if (header == NULL)
    return PV_LAYER_END;

  self->facts->link_protocol = PV_PROTOCOL_LLC + header[0];
  control = header[2];
  /* Control fields of numbered frames have a second byte. */
  if ((control & 0x03) != 0x03 && pv_dissection_take (self, 1) == NULL)
    return PV_LAYER_END;

  if (header[0] == SAP_SNAP && header[1] == SAP_SNAP)
    {
      self->type = control;
      return PV_LAYER_SNAP;
    }

  if (!is_information (control))
    return PV_LAYER_END;

  switch (header[0])
    {
    case SAP_IP:
      return PV_LAYER_IPV4;
    case SAP_ISO:
      return PV_LAYER_NLPID;
    default:
      return PV_LAYER_END;
    }
}

/* A frame of another LAN, carried over ATM or Frame Relay, after some padding. */
static PvLayer
dissect_bridged (PvDissection *self,
                 guint16       protocol)
{
  guint padding = (self->flags & PV_DISSECTION_UNPADDED) ? 0 : 2;

  self->flags &= ~PV_DISSECTION_UNPADDED;

  switch (protocol)
    {
    case 0x0001: /* IEEE 802.3 with and without frame check sequence */
      pv_dissection_drop_fcs (self);
      return pv_dissection_take (self, padding) != NULL ? PV_LAYER_ETHERNET : PV_LAYER_END;
    case 0x0007:
      return pv_dissection_take (self, padding) != NULL ? PV_LAYER_ETHERNET : PV_LAYER_END;
    case 0x0003: /* IEEE 802.5; the last byte of the padding stands for its access control byte */
    case 0x0009:
      return pv_dissection_take (self, padding) != NULL ? PV_LAYER_TOKEN_RING : PV_LAYER_END;
    case 0x0004: /* FDDI */
    case 0x000a:
      return pv_dissection_take (self, padding + 1) != NULL ? PV_LAYER_FDDI : PV_LAYER_END;
    default:
      return PV_LAYER_END;
    }
}

/* RFC 1042; the dissection's type is the LLC control field. */
PvLayer
pv_snap_dissect (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 5);
  guint16 control = self->type;

  if (header == NULL)
    return PV_LAYER_END;

  self->type = pv_peek_u16 (header + 3);
  switch (pv_peek_u24 (header))
    {
    case OUI_ETHERTYPE:
    case OUI_CISCO:
      return is_information (control) ? PV_LAYER_ETHERTYPE : PV_LAYER_END;
    case OUI_BRIDGED:
      return dissect_bridged (self, self->type);
    default:
      return PV_LAYER_END;
    }
}

/* ISO/IEC TR 9577 */
PvLayer
pv_nlpid_dissect (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, 1);

  if (header == NULL)
    return PV_LAYER_END;

  switch (header[0])
    {
    case 0x80:
      self->type = 0x03;
      return PV_LAYER_SNAP;
    case 0x8e:
      return PV_LAYER_IPV6;
    case 0xcc:
      return PV_LAYER_IPV4;
    case 0xcf:
      return PV_LAYER_PPP;
    default:
      return PV_LAYER_END;
    }
}
