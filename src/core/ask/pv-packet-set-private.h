/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-packet-set-private.h: what query and series read of a set. */
#pragma once

#include "pv-capture-private.h"
#include "pv-flow-set.h"
#include "pv-packet-set.h"

G_BEGIN_DECLS

/* Packets under one word of the bits, and under one entry of the running sums. */
#define PV_WORD_BITS 64

G_STATIC_ASSERT (PV_WORD_BITS == PV_BLOCK_SIZE);

/* What of the set lies before a word. */
typedef struct
{
  guint64 packets;
  PvSums sums;
} PvSetSums;

struct _PvPacketSet
{
  gatomicrefcount ref_count;
  PvCapture *capture;
  guint64 n_words;
  guint64 serial; /* no other set has it but those that go on with it */
  PvFlowSet *flows; /* that it was made of, or NULL */
  guint64 *words;
  gsize has_sums; /* for g_once_init_enter() */
  PvSetSums *before; /* one more than words: the last is of the whole set */
  guint64 n_before; /* so many are there from a set that it goes on with */
};

static inline gboolean
pv_packet_set_contains (const PvPacketSet *self,
                        guint64            packet)
{
  return (self->words[packet / PV_WORD_BITS] >> packet % PV_WORD_BITS & 1) != 0;
}

/* A set with no packets in it yet: who makes it fills in the words, and changes it no more once others have
 * it. NULL where memory is out. */
PvPacketSet *pv_packet_set_new_empty  (PvCapture   *capture,
                                       GError     **error);
/**
 * pv_packet_set_go_on:
 * @self: a set that nobody else has yet
 * @before: one of an earlier generation of the same capture
 *
 * Where @self is @before and packets that came since, lets it take what was worked out of that: sums, and, where packets
 * have kept their numbers, its serial, so that counts go on.
 *
 * Returns: whether it took the serial
 */
gboolean     pv_packet_set_go_on      (PvPacketSet *self,
                                       PvPacketSet *before);
/* What of the set lies before @packet, which may be the capture's n_packets. */
PvSetSums    pv_packet_set_sum_before (PvPacketSet *self,
                                       guint64      packet);
/* The first packet of the set at @packet or after it; n_packets where there is none. */
guint64      pv_packet_set_find       (const PvPacketSet *self,
                                       guint64            packet);

G_END_DECLS
