/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-columns.h: where the model's numbers lie: columns, cut into chunks that never move. */
#pragma once

#include "pv-piece.h"
#include "pv-types.h"

G_BEGIN_DECLS

/* Packets a chunk. The model grows by whole chunks, so growth copies nothing. */
#define PV_CHUNK_BITS PV_PIECE (16, 8)
#define PV_CHUNK_SIZE (1u << PV_CHUNK_BITS)
#define PV_CHUNK_MASK (PV_CHUNK_SIZE - 1)

/* Running sums are kept once for so many packets. */
#define PV_BLOCK_BITS 6
#define PV_BLOCK_SIZE (1u << PV_BLOCK_BITS)
#define PV_N_BLOCKS (PV_CHUNK_SIZE / PV_BLOCK_SIZE)

/**
 * PvChunk:
 * @time_ns: timestamps
 * @ip_bytes: bytes of IP packets; 0 for others
 * @wire_bytes: original lengths
 * @flow: flows, by id in the capture's flow table
 * @ip_sum: bytes of IP packets in this chunk before each block
 * @wire_sum: original lengths in this chunk before each block
 *
 * 65,536 packets. 20 bytes a packet and a quarter for the sums.
 */
typedef struct
{
  gatomicrefcount ref_count;
  guint32 is_mapped; /* whether it is from pv_large_map() */
  gint64 time_ns[PV_CHUNK_SIZE];
  guint32 ip_bytes[PV_CHUNK_SIZE];
  guint32 wire_bytes[PV_CHUNK_SIZE];
  guint32 flow[PV_CHUNK_SIZE];
  guint64 ip_sum[PV_N_BLOCKS];
  guint64 wire_sum[PV_N_BLOCKS];
} PvChunk;

/* More bytes of columns than this do not lie in memory. */
#define PV_COLUMNS_IN_MEMORY G_GUINT64_CONSTANT (256000000)

/* What is more than %PV_COLUMNS_IN_MEMORY, of all captures together, or than %PV_LARGE_IN_MEMORY with what is in memory
 * already, lies in the temporary file of pv-large.h; unless there is no such file, or little room.
 *
 * Returns: NULL where memory is out. The contents are undefined */
PvChunk *pv_chunk_new   (void);
PvChunk *pv_chunk_copy  (const PvChunk *self);
PvChunk *pv_chunk_ref   (PvChunk *self);
void       pv_chunk_unref (PvChunk *self);

/* For tests: other bytes than %PV_COLUMNS_IN_MEMORY. */
void       pv_columns_set_in_memory (guint64 size);

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

/* Continues the sums of a chunk over its packets [@first, @last), of which those before @first are
 * already summed into @sums; @sums must be 0 where @first is 0. */
void       pv_chunk_sum     (PvChunk *self,
                             guint    first,
                             guint    last,
                             PvSums  *sums);

/**
 * PvNumberChunk:
 * @number: packets' numbers in the order of time, by their places in the file
 */
typedef struct
{
  gatomicrefcount ref_count;
  guint32 number[PV_CHUNK_SIZE];
} PvNumberChunk;

/* NULL where memory is out. The contents are undefined. */
PvNumberChunk *pv_number_chunk_new   (void);
PvNumberChunk *pv_number_chunk_ref   (PvNumberChunk *self);
void             pv_number_chunk_unref (PvNumberChunk *self);

G_END_DECLS
