/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tftp.h: packets of TFTP (RFC 1350) with its options (RFC 2347, 2348, 2349). */
#pragma once

#include "pv-http-text.h"

G_BEGIN_DECLS

/* Where requests go. */
#define PV_TFTP_PORT 69
/* The size of blocks where no option says another. */
#define PV_TFTP_BLOCK_SIZE 512

/* Opcodes (RFC 1350, section 5; RFC 2347). */
typedef enum
{
  PV_TFTP_READ = 1,
  PV_TFTP_WRITE = 2,
  PV_TFTP_DATA = 3,
  PV_TFTP_ACK = 4,
  PV_TFTP_ERROR = 5,
  PV_TFTP_OPTIONS = 6,
} PvTftpOpcode;

/**
 * PvTftpPacket:
 * @opcode: which kind
 * @block: of DATA and ACK: the number of the block
 * @file: of a request: the name of the file
 * @mode: of a request: "octet" or "netascii", in any case
 * @block_size: of requests and OACK: of the option blksize; 0 where there is none
 * @has_size: whether there is an option tsize
 * @size: its value
 * @data: of DATA: captured bytes of the block
 * @wire_length: of DATA: bytes that were on the wire; at least as many
 */
typedef struct
{
  PvTftpOpcode opcode;
  guint16 block;
  PvHttpText file;
  PvHttpText mode;
  guint32 block_size;
  gboolean has_size;
  guint64 size;
  PvHttpText data;
  guint32 wire_length;
} PvTftpPacket;

/* Reads a datagram's payload. FALSE where it is none. */
gboolean pv_tftp_read (const PvCursor *datagram,
                       PvTftpPacket   *packet);

G_END_DECLS
