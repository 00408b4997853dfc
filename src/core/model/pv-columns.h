/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-columns.h: where the model's numbers lie: columns, cut into segments that never move. */
#pragma once

#include "pv-types.h"

G_BEGIN_DECLS

/* Packets a segment. The model grows by whole segments, so growth copies nothing. */
#define PV_SEGMENT_BITS 16
#define PV_SEGMENT_SIZE (1u << PV_SEGMENT_BITS)
#define PV_SEGMENT_MASK (PV_SEGMENT_SIZE - 1)

/* Running sums are kept once for so many packets. */
#define PV_BLOCK_BITS 6
#define PV_BLOCK_SIZE (1u << PV_BLOCK_BITS)
#define PV_N_BLOCKS (PV_SEGMENT_SIZE / PV_BLOCK_SIZE)

/**
 * PvSegment:
 * @time_ns: timestamps
 * @ip_bytes: bytes of IP packets; 0 for others
 * @wire_bytes: original lengths
 * @flow: flows, by id in the capture's flow table
 * @ip_sum: bytes of IP packets in this segment before each block
 * @wire_sum: original lengths in this segment before each block
 *
 * 65,536 packets. 20 bytes a packet and a quarter for the sums.
 */
typedef struct
{
  gatomicrefcount ref_count;
  gint64 time_ns[PV_SEGMENT_SIZE];
  guint32 ip_bytes[PV_SEGMENT_SIZE];
  guint32 wire_bytes[PV_SEGMENT_SIZE];
  guint32 flow[PV_SEGMENT_SIZE];
  guint64 ip_sum[PV_N_BLOCKS];
  guint64 wire_sum[PV_N_BLOCKS];
} PvSegment;

/* NULL where memory is out. The contents are undefined. */
PvSegment *pv_segment_new   (void);
PvSegment *pv_segment_copy  (const PvSegment *self);
PvSegment *pv_segment_ref   (PvSegment *self);
void       pv_segment_unref (PvSegment *self);

/**
 * PvSums:
 * @ip: bytes of IP packets
 * @wire: original lengths
 */
typedef struct
{
  guint64 ip;
  guint64 wire;
} PvSums;

/* Continues the sums of a segment over its packets [@first, @last), of which those before @first are
 * already summed into @sums; @sums must be 0 where @first is 0. */
void       pv_segment_sum   (PvSegment *self,
                             guint      first,
                             guint      last,
                             PvSums    *sums);

/**
 * PvNumberSegment:
 * @number: packets' numbers in the order of time, by their places in the file
 */
typedef struct
{
  gatomicrefcount ref_count;
  guint32 number[PV_SEGMENT_SIZE];
} PvNumberSegment;

/* NULL where memory is out. The contents are undefined. */
PvNumberSegment *pv_number_segment_new   (void);
PvNumberSegment *pv_number_segment_ref   (PvNumberSegment *self);
void             pv_number_segment_unref (PvNumberSegment *self);

G_END_DECLS
