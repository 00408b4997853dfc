/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-ip.c: the headers of IPv4 (RFC 791) and IPv6 (RFC 8200), extension headers included. */
#include "pv-layer.h"

#include <netinet/in.h>

#define IPV4_HEADER 20
#define IPV6_HEADER 40

#define PROTOCOL_SHIM6 140 /* RFC 5533, section 5 */

/* What may follow a packet in its frame: Ethernet's padding of an empty one, and a frame check sequence. */
#define MAX_PADDING 10

#define OPTION_PAD1 0
#define OPTION_JUMBO 0xc2

/* Notes the outermost IP header. */
static inline void
note_ip (PvFacts      *facts,
         const guint8 *source,
         const guint8 *destination,
         guint8        address_size,
         guint32       ip_bytes)
{
  if (facts->address_size != 0)
    return;

  facts->source = source;
  facts->destination = destination;
  facts->address_size = address_size;
  facts->ip_bytes = ip_bytes;
  facts->skip = PV_SKIP_NONE;
}

/* Whether all of a header of @length bytes was captured. */
static inline gboolean
has_header (PvDissection *self,
            guint32       length)
{
  if (G_LIKELY (pv_cursor_has (&self->cursor, length)))
    return TRUE;

  pv_dissection_stop (self, self->cursor.wire < length ? PV_SKIP_BAD_IP_HEADER : PV_SKIP_CUT_SHORT);

  return FALSE;
}

/* Later fragments hold no transport header, but the IP header says whose they would be. */
static void
note_transport (PvFacts      *facts,
                const guint8 *source,
                guint8        protocol)
{
  if (facts->source == source)
    facts->transport = protocol;
}

/* Notes a part of a packet, whose payload the cursor is at. */
static PvLayer
note_fragment (PvDissection *self,
               guint8        protocol,
               const guint8 *source,
               const guint8 *destination,
               guint8        address_size,
               guint32       identification,
               guint32       offset,
               gboolean      has_more)
{
  PvFacts *facts = self->facts;

  facts->has_fragment = TRUE;
  facts->fragment = (PvFragment){
    .source = source,
    .destination = destination,
    .address_size = address_size,
    .protocol = protocol,
    .has_more = has_more,
    .identification = identification,
    .offset = offset,
    .payload = self->cursor.data,
    .payload_length = self->cursor.captured,
    .wire_length = self->cursor.wire,
  };

  return PV_LAYER_END;
}

/* Follows extension headers (RFC 8200, section 4) to the transport header; IPv4 knows but the
 * authentication header (RFC 4302). */
static PvLayer
dissect_extensions (PvDissection *self,
                    guint8        protocol,
                    const guint8 *source,
                    const guint8 *destination,
                    guint8        address_size)
{
  PvCursor *cursor = &self->cursor;

  for (;;)
    {
      const guint8 *header = cursor->data;
      guint length;

      note_transport (self->facts, source, protocol);
      switch (protocol)
        {
        case IPPROTO_HOPOPTS:
        case IPPROTO_ROUTING:
        case IPPROTO_DSTOPTS:
        case PROTOCOL_SHIM6:
          if (!pv_cursor_has (cursor, 8))
            return PV_LAYER_END;
          length = (header[1] + 1) * 8;
          break;
        case IPPROTO_AH:
          if (!pv_cursor_has (cursor, 8))
            return PV_LAYER_END;
          length = (header[1] + 2) * 4;
          break;
        case IPPROTO_FRAGMENT:
          if (!pv_cursor_has (cursor, 8))
            return PV_LAYER_END;
          if (G_UNLIKELY (self->all_datagrams) && (pv_peek_u16 (header + 2) & 0xfff9) != 0)
            {
              note_transport (self->facts, source, header[0]);
              pv_cursor_skip (cursor, 8);
              return note_fragment (self, header[0], source, destination, address_size, pv_peek_u32 (header + 4),
                                    pv_peek_u16 (header + 2) & 0xfff8, (header[3] & 1) != 0);
            }
          if (pv_peek_u16 (header + 2) & 0xfff8)
            {
              note_transport (self->facts, source, header[0]);
              return PV_LAYER_END;
            }
          length = 8;
          break;
        default:
          return pv_transport_dissect (self, protocol, source, destination, address_size);
        }

      if (!pv_cursor_has (cursor, length))
        return PV_LAYER_END;
      pv_cursor_skip (cursor, length);
      protocol = header[0];
    }
}

PvLayer
pv_ip_dissect (PvDissection *self)
{
  if (!has_header (self, 1))
    return PV_LAYER_END;

  switch (self->cursor.data[0] >> 4)
    {
    case 4:
      return PV_LAYER_IPV4;
    case 6:
      return PV_LAYER_IPV6;
    default:
      return pv_dissection_stop (self, PV_SKIP_BAD_IP_HEADER);
    }
}

/* Whether an IPv6 header is where there should be one of IPv4: some give both the same number, so the version
 * tells. A damaged IPv4 header may say so too, but its length would not fit then. */
static inline gboolean
is_disguised_ipv6 (const PvCursor *cursor)
{
  guint32 length;

  if (G_LIKELY (!pv_cursor_has (cursor, IPV6_HEADER) || cursor->data[0] >> 4 != 6))
    return FALSE;

  length = IPV6_HEADER + pv_peek_u16 (cursor->data + 4);

  return length <= cursor->wire && cursor->wire - length <= MAX_PADDING;
}

PvLayer
pv_ipv4_dissect (PvDissection *self)
{
  PvCursor *cursor = &self->cursor;
  const guint8 *header = cursor->data;
  guint32 header_length;
  guint32 total_length;
  guint8 protocol;

  if (G_UNLIKELY (is_disguised_ipv6 (cursor)))
    return PV_LAYER_IPV6;
  if (!has_header (self, IPV4_HEADER))
    return PV_LAYER_END;

  header_length = (header[0] & 0x0f) * 4;
  total_length = pv_peek_u16 (header + 2);
  /* Network cards that cut segments themselves get them from the host without a length. */
  if (total_length == 0)
    total_length = cursor->wire;
  if (header[0] >> 4 != 4 || header_length < IPV4_HEADER || total_length < header_length)
    return pv_dissection_stop (self, PV_SKIP_BAD_IP_HEADER);
  if (!has_header (self, header_length))
    return PV_LAYER_END;

  note_ip (self->facts, header + 12, header + 16, 4, total_length);

  protocol = header[9];
  if (G_UNLIKELY (self->flags & PV_DISSECTION_VJ))
    {
      self->flags &= ~PV_DISSECTION_VJ;
      protocol = IPPROTO_TCP;
    }

  if (G_UNLIKELY (pv_peek_u16 (header + 6) & 0x3fff))
    {
      guint32 offset = (guint32) (pv_peek_u16 (header + 6) & 0x1fff) * 8;

      if (self->all_datagrams)
        {
          note_transport (self->facts, header + 12, protocol);
          pv_cursor_limit (cursor, total_length);
          pv_cursor_skip (cursor, header_length);
          return note_fragment (self, protocol, header + 12, header + 16, 4, pv_peek_u16 (header + 4), offset,
                                (header[6] & 0x20) != 0);
        }
      if (offset > 0)
        {
          note_transport (self->facts, header + 12, protocol);
          return PV_LAYER_END;
        }
    }

  pv_cursor_limit (cursor, total_length);
  pv_cursor_skip (cursor, header_length);

  if (G_LIKELY (protocol == IPPROTO_TCP || protocol == IPPROTO_UDP))
    return pv_transport_dissect (self, protocol, header + 12, header + 16, 4);

  return dissect_extensions (self, protocol, header + 12, header + 16, 4);
}

/* Whether the hop-by-hop options that follow an IPv6 header tell a length above 64 KiB (RFC 2675); or may,
 * because they were not captured. */
static gboolean
has_jumbo_option (const PvCursor *cursor)
{
  const guint8 *options = cursor->data + IPV6_HEADER;
  guint length;

  if (!pv_cursor_has (cursor, IPV6_HEADER + 8))
    return cursor->wire >= IPV6_HEADER + 8;

  length = (options[1] + 1u) * 8;
  if (!pv_cursor_has (cursor, IPV6_HEADER + length))
    return cursor->wire >= IPV6_HEADER + length;

  for (guint i = 2; i + 1 < length; i += options[i] == OPTION_PAD1 ? 1 : 2 + options[i + 1])
    {
      if (options[i] == OPTION_JUMBO && i + 6 <= length)
        return pv_peek_u32 (options + i + 2) > G_MAXUINT16;
    }

  return FALSE;
}

PvLayer
pv_ipv6_dissect (PvDissection *self)
{
  PvCursor *cursor = &self->cursor;
  const guint8 *header = cursor->data;
  guint32 payload_length;

  if (!has_header (self, IPV6_HEADER))
    return PV_LAYER_END;
  if (header[0] >> 4 != 6)
    return pv_dissection_stop (self, PV_SKIP_BAD_IP_HEADER);

  payload_length = pv_peek_u16 (header + 4);
  if (G_UNLIKELY (payload_length == 0) && header[6] != IPPROTO_NONE &&
      (header[6] != IPPROTO_HOPOPTS || has_jumbo_option (cursor)))
    payload_length = cursor->wire - IPV6_HEADER;

  note_ip (self->facts, header + 8, header + 24, 16, IPV6_HEADER + payload_length);

  pv_cursor_limit (cursor, IPV6_HEADER + payload_length);
  pv_cursor_skip (cursor, IPV6_HEADER);

  if (G_LIKELY (header[6] == IPPROTO_TCP || header[6] == IPPROTO_UDP))
    return pv_transport_dissect (self, header[6], header + 8, header + 24, 16);

  return dissect_extensions (self, header[6], header + 8, header + 24, 16);
}
