/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-stream-order.h: puts the bytes of one direction in order, each of them once. */
#pragma once

#include "pv-vector.h"

G_BEGIN_DECLS

/**
 * PvStreamStamp:
 * @packet: number of the packet in the file, from 0
 * @time_ns: its time, nanoseconds since the epoch
 * @acknowledged: what its sender had got
 *
 * What is known of the segment that bytes came in.
 */
typedef struct
{
  guint64 packet;
  gint64 time_ns;
  guint32 acknowledged;
} PvStreamStamp;

/**
 * PvStreamOrderFuncs:
 * @bytes: the next bytes; @sequence is the first one's number, @begins says whether a segment begins with it, and
 *   @stamp which
 * @gap: the next bytes are missing: @n of them. They were lost, or not captured; @stamp is of the segment behind or
 *   around them
 *
 * Who is told of bytes in order.
 */
typedef struct
{
  void (*bytes) (const guint8        *data,
                 guint32              n,
                 guint32              sequence,
                 gboolean             begins,
                 const PvStreamStamp *stamp,
                 gpointer             user_data);
  void (*gap)   (guint32              n,
                 const PvStreamStamp *stamp,
                 gpointer             user_data);
} PvStreamOrderFuncs;

/**
 * PvStreamOrder:
 * @is_known: whether @next is known
 * @next: the number of the next byte
 * @pieces: what comes after bytes that are not there yet, in order
 * @first: of @pieces, the first one that is still held
 * @held: bytes that are held
 * @total: (nullable): where what is held is counted, too
 *
 * Sequence numbers are those of TCP (RFC 9293, section 3.4): modulo 2^32. What comes early is held: at most a
 * large window, then the bytes before it are given up. What comes late or twice is passed by: the
 * first copy counts, and of what was held, the one whose segment begins first. Begins as { 0 }, with @total.
 */
typedef struct
{
  gboolean is_known;
  guint32 next;
  PvVector pieces;
  gsize first;
  gsize held;
  gsize *total;
} PvStreamOrder;

/* Without a word to anybody. */
void pv_stream_order_clear   (PvStreamOrder            *self);
/* Bytes from @sequence on: @wire of them, of which @captured were captured. @hold: whether what comes early is held;
 * otherwise nothing is waited for */
void pv_stream_order_add     (PvStreamOrder            *self,
                              guint32                   sequence,
                              const guint8             *data,
                              guint32                   captured,
                              guint32                   wire,
                              gboolean                  hold,
                              const PvStreamStamp      *stamp,
                              const PvStreamOrderFuncs *funcs,
                              gpointer                  user_data);
/* Gives up on all that is missing. */
void pv_stream_order_flush   (PvStreamOrder            *self,
                              const PvStreamOrderFuncs *funcs,
                              gpointer                  user_data);
/* Gives up on what is missing before @acknowledged, which who should have got it has, when much came since. */
void pv_stream_order_acknowledge (PvStreamOrder            *self,
                                  guint32                   acknowledged,
                                  const PvStreamOrderFuncs *funcs,
                                  gpointer                  user_data);

G_END_DECLS
