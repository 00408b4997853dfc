/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tcp-track.c: what goes wrong on a TCP connection, told from its headers one after another. */
#include "pv-tcp-track.h"

#include <string.h>

#define TCP_FIN 0x01
#define TCP_SYN 0x02
#define TCP_RST 0x04
#define TCP_ACK 0x10

/* Bytes that come later than this after those behind them were sent again, where the round trip is not known. Reordering
 * on the way takes less. */
#define REORDERED_NS G_GUINT64_CONSTANT (3000000)
/* What is asked for by duplicate acknowledgements comes again within this time, before any timer of the sender. */
#define FAST_NS G_GUINT64_CONSTANT (20000000)
/* So many duplicates ask for it (RFC 5681, section 3.2, counts three; the capture may lack one). */
#define FAST_DUPLICATES 2

const char *
pv_tcp_trouble_get_name (PvTcpTrouble trouble)
{
  static const char *const names[PV_N_TCP_TROUBLES] = {
    [PV_TCP_RETRANSMISSION] = "retransmission", [PV_TCP_OUT_OF_ORDER] = "out of order",
    [PV_TCP_MISSING] = "missing before it",     [PV_TCP_DUPLICATE_ACK] = "duplicate ACK",
    [PV_TCP_ZERO_WINDOW] = "zero window",       [PV_TCP_RESET] = "reset",
  };

  g_return_val_if_fail (trouble < PV_N_TCP_TROUBLES, NULL);

  return names[trouble];
}

/* Whether sequence number @a comes before @b (RFC 9293, section 3.4). */
static inline gboolean
is_before (guint32 a,
           guint32 b)
{
  return (gint32) (a - b) < 0;
}

static inline guint64
get_age (gint64 now,
         gint64 then)
{
  return now > then ? (guint64) now - (guint64) then : 0;
}

/* A SYN with another sequence number is a connection anew between the same ports. */
static void
track_syn (PvTcpSide *sender,
           PvTcpSide *receiver,
           guint32    sequence,
           gboolean   is_answer,
           gint64     time_ns)
{
  if (sender->has_begun && sender->first != sequence)
    {
      memset (sender, 0, sizeof *sender);
      if (!is_answer)
        memset (receiver, 0, sizeof *receiver);
    }
  sender->syn_ns = time_ns;
  sender->has_syn = TRUE;

  if (is_answer && receiver->has_syn && receiver->handshake_ns == 0)
    receiver->handshake_ns = MAX (get_age (time_ns, receiver->syn_ns), 1);
}

/* Bytes that are not the next ones. */
static guint
judge_order (const PvTcpSide *sender,
             const PvTcpSide *receiver,
             guint32          sequence,
             guint32          end,
             gint64           time_ns)
{
  guint64 age = get_age (time_ns, sender->next_ns);
  guint64 limit = sender->round_trip_ns > 0     ? sender->round_trip_ns
                  : receiver->round_trip_ns > 0 ? receiver->round_trip_ns
                                                : REORDERED_NS;

  if (is_before (sender->next, sequence))
    return 1u << PV_TCP_MISSING;

  /* what the other side has, it was sent before */
  if (receiver->has_acknowledged && !is_before (receiver->acknowledgement, end))
    return 1u << PV_TCP_RETRANSMISSION;
  if (receiver->has_acknowledged && receiver->n_duplicates >= FAST_DUPLICATES &&
      receiver->acknowledgement == sequence && get_age (time_ns, receiver->acknowledgement_ns) < FAST_NS)
    return 1u << PV_TCP_RETRANSMISSION;

  return age < limit && end != sender->next ? 1u << PV_TCP_OUT_OF_ORDER : 1u << PV_TCP_RETRANSMISSION;
}

guint
pv_tcp_track (PvTcpSide          *sender,
              PvTcpSide          *receiver,
              const PvTcpSegment *segment,
              gint64              time_ns)
{
  guint8 flags = segment->flags;
  gboolean is_syn = (flags & TCP_SYN) != 0;
  gboolean is_control = (flags & (TCP_SYN | TCP_FIN | TCP_RST)) != 0;
  gboolean is_probe;
  guint32 sequence = segment->sequence - is_syn;
  guint32 length = segment->wire_length + is_syn + ((flags & TCP_FIN) != 0);
  guint32 end = sequence + length;
  guint troubles = 0;

  if (is_syn)
    track_syn (sender, receiver, sequence, (flags & TCP_ACK) != 0, time_ns);

  if (flags & TCP_RST)
    return 1u << PV_TCP_RESET;
  if (segment->window == 0 && !is_control)
    troubles |= 1u << PV_TCP_ZERO_WINDOW;

  /* a byte before the next asks whether the other side is still there (RFC 9293, section 3.8.4), the next one whether
   * it has room again (section 3.8.6.1) */
  is_probe = sender->has_begun && !is_control && segment->wire_length <= 1 &&
             (sequence == sender->next - 1 ||
              (segment->wire_length == 1 && sequence == sender->next && receiver->has_acknowledged &&
               receiver->window == 0));

  if (sender->has_begun && !is_probe && (length > 0 || is_before (sender->next, sequence)) && sequence != sender->next)
    troubles |= judge_order (sender, receiver, sequence, end, time_ns);

  if (flags & TCP_ACK)
    {
      if (receiver->has_syn && sender->has_syn && sender->handshake_ns > 0 && sender->round_trip_ns == 0)
        sender->round_trip_ns = MAX (get_age (time_ns, sender->syn_ns), 1);

      /* what answers a probe is no wish to get something again */
      if (sender->has_acknowledged && length == 0 && !is_control && !is_probe && !receiver->has_probed &&
          sequence == sender->next &&
          segment->acknowledged == sender->acknowledgement && segment->window == sender->window &&
          segment->window != 0)
        {
          troubles |= 1u << PV_TCP_DUPLICATE_ACK;
          sender->n_duplicates = MIN (sender->n_duplicates + 1, G_MAXUINT8);
        }
      else if (!sender->has_acknowledged || segment->acknowledged != sender->acknowledgement)
        {
          sender->n_duplicates = 0;
        }

      sender->acknowledgement = segment->acknowledged;
      sender->acknowledgement_ns = time_ns;
      sender->window = segment->window;
      sender->has_acknowledged = TRUE;
    }

  sender->has_probed = is_probe;
  if (!sender->has_begun)
    {
      sender->first = sequence;
      sender->next = end;
      sender->next_ns = time_ns;
      sender->has_begun = TRUE;
    }
  else if (!is_probe && is_before (sender->next, end))
    {
      sender->next = end;
      sender->next_ns = time_ns;
    }

  return troubles;
}
