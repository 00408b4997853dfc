/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-writer.h: packet records become a savefile, fast. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The largest packet that a writer takes, in bytes. */
#define BENCH_PACKET_MAX 262144
/* Bytes after the largest packet that may be scribbled upon. */
#define BENCH_PACKET_SLACK 64

typedef enum
{
  BENCH_FORMAT_PCAP,
  BENCH_FORMAT_PCAP_NS,
  BENCH_FORMAT_PCAPNG,
} BenchFormat;

/**
 * BenchWriter:
 *
 * Writes a little-endian savefile of Ethernet frames, whatever the machine's byte order.
 */
typedef struct _BenchWriter BenchWriter;

/* Takes over @fd. */
BenchWriter *bench_writer_new       (int          fd,
                                     BenchFormat  format,
                                     guint32      snapshot_length);
/* Place for the next packet: BENCH_PACKET_MAX + BENCH_PACKET_SLACK bytes. */
guint8      *bench_writer_begin     (BenchWriter *self);
/* Writes the packet that was put there, @length bytes long on the wire. FALSE with errno set. */
gboolean     bench_writer_end       (BenchWriter *self,
                                     guint64      time_ns,
                                     guint32      length);
/* Bytes of the savefile so far. */
guint64      bench_writer_get_bytes (BenchWriter *self);
/* Writes what is left and frees @self. FALSE with errno set. */
gboolean     bench_writer_close     (BenchWriter *self);

G_END_DECLS
