/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-mpls.c: MPLS label stacks (RFC 3032) and what lies below them, which no field names. */
#include "pv-layer.h"

#define LABEL_LENGTH 4
#define CONTROL_WORD 4

/* Labels with a meaning of their own (RFC 7274) whose payload is no packet. */
#define LABEL_GENERIC_ASSOCIATED_CHANNEL 13
#define LABEL_OAM_ALERT 14

/* RFC 5586, section 2.1: channel types are PPP protocol numbers or signalling. */
static PvLayer
dissect_associated_channel (PvDissection *self)
{
  const guint8 *header = pv_dissection_take (self, CONTROL_WORD);

  if (header == NULL)
    return PV_LAYER_END;

  switch (pv_peek_u16 (header + 2))
    {
    case 0x0021:
      return PV_LAYER_IPV4;
    case 0x0057:
      return PV_LAYER_IPV6;
    default:
      return PV_LAYER_END;
    }
}

/* An Ethernet pseudowire (RFC 4448), with or without the control word, which is mostly 0. Nothing tells
 * which, so look where a type field makes sense. */
static PvLayer
dissect_pseudowire (PvDissection *self)
{
  const PvCursor *cursor = &self->cursor;
  gboolean plain = pv_cursor_has (cursor, 14) && pv_ether_type_is_known (pv_peek_u16 (cursor->data + 12));
  gboolean after_word = pv_cursor_has (cursor, CONTROL_WORD + 14) &&
                        pv_ether_type_is_known (pv_peek_u16 (cursor->data + CONTROL_WORD + 12));

  if ((!plain || after_word) && pv_dissection_take (self, CONTROL_WORD) == NULL)
    return PV_LAYER_END;

  return PV_LAYER_ETHERNET;
}

PvLayer
pv_mpls_dissect (PvDissection *self)
{
  guint32 entry;

  do
    {
      const guint8 *header = pv_dissection_take (self, LABEL_LENGTH);

      if (header == NULL)
        return PV_LAYER_END;
      entry = pv_peek_u32 (header);
    }
  while ((entry & 0x100) == 0);

  switch (entry >> 12)
    {
    case LABEL_GENERIC_ASSOCIATED_CHANNEL:
      return dissect_associated_channel (self);
    case LABEL_OAM_ALERT:
      return PV_LAYER_END;
    default:
      break;
    }

  /* RFC 4928, section 3: the first nibble is IP's version, or that of a control word. */
  if (!pv_dissection_has (self, 1))
    return PV_LAYER_END;

  switch (self->cursor.data[0] >> 4)
    {
    case 0:
      return dissect_pseudowire (self);
    case 1:
      return dissect_associated_channel (self);
    case 4:
      return PV_LAYER_IPV4;
    case 6:
      return PV_LAYER_IPV6;
    default:
      return PV_LAYER_END;
    }
}
