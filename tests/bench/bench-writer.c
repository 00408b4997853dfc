/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-writer.c: packet records become a savefile, fast. */

#include "bench-writer.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define BUFFER_SIZE (1024 * 1024)
#define LINKTYPE_ETHERNET 1
#define PCAP_RECORD_HEADER 16
/* https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcapng/, section 4.3 */
#define PCAPNG_PACKET_HEADER 28
#define NS_PER_S 1000000000

struct _BenchWriter
{
  int fd;
  BenchFormat format;
  guint32 snapshot_length;
  guint64 written;
  gsize fill;
  guint8 buffer[BUFFER_SIZE + BENCH_PACKET_MAX + 2 * BENCH_PACKET_SLACK];
};

static void
put_16 (BenchWriter *self,
        guint16      value)
{
  guint16 bytes = GUINT16_TO_LE (value);

  memcpy (self->buffer + self->fill, &bytes, sizeof bytes);
  self->fill += sizeof bytes;
}

static void
put_32 (BenchWriter *self,
        guint32      value)
{
  guint32 bytes = GUINT32_TO_LE (value);

  memcpy (self->buffer + self->fill, &bytes, sizeof bytes);
  self->fill += sizeof bytes;
}

static gboolean
flush (BenchWriter *self)
{
  gsize done = 0;

  while (done < self->fill)
    {
      gssize n = write (self->fd, self->buffer + done, self->fill - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      done += n;
    }
  self->written += self->fill;
  self->fill = 0;
  return TRUE;
}

static void
put_pcap_header (BenchWriter *self)
{
  put_32 (self, self->format == BENCH_FORMAT_PCAP_NS ? 0xa1b23c4d : 0xa1b2c3d4);
  put_16 (self, 2);
  put_16 (self, 4);
  put_32 (self, 0);
  put_32 (self, 0);
  put_32 (self, self->snapshot_length);
  put_32 (self, LINKTYPE_ETHERNET);
}

static void
put_pcapng_header (BenchWriter *self)
{
  /* section header block of unknown length */
  put_32 (self, 0x0a0d0d0a);
  put_32 (self, 28);
  put_32 (self, 0x1a2b3c4d);
  put_16 (self, 1);
  put_16 (self, 0);
  put_32 (self, G_MAXUINT32);
  put_32 (self, G_MAXUINT32);
  put_32 (self, 28);
  /* interface description block with if_tsresol 9 */
  put_32 (self, 1);
  put_32 (self, 32);
  put_16 (self, LINKTYPE_ETHERNET);
  put_16 (self, 0);
  put_32 (self, self->snapshot_length);
  put_16 (self, 9);
  put_16 (self, 1);
  put_32 (self, 9);
  put_32 (self, 0);
  put_32 (self, 32);
}

BenchWriter *
bench_writer_new (int         fd,
                  BenchFormat format,
                  guint32     snapshot_length)
{
  BenchWriter *self = g_malloc (sizeof *self);

  self->fd = fd;
  self->format = format;
  self->snapshot_length = snapshot_length;
  self->written = 0;
  self->fill = 0;
  if (format == BENCH_FORMAT_PCAPNG)
    put_pcapng_header (self);
  else
    put_pcap_header (self);
  return self;
}

guint8 *
bench_writer_begin (BenchWriter *self)
{
  return self->buffer + self->fill
         + (self->format == BENCH_FORMAT_PCAPNG ? PCAPNG_PACKET_HEADER : PCAP_RECORD_HEADER);
}

gboolean
bench_writer_end (BenchWriter *self,
                  guint64      time_ns,
                  guint32      length)
{
  guint32 captured = MIN (length, self->snapshot_length);

  if (self->format == BENCH_FORMAT_PCAPNG)
    {
      guint32 padding = -captured & 3;
      guint32 total = PCAPNG_PACKET_HEADER + captured + padding + 4;

      put_32 (self, 6);
      put_32 (self, total);
      put_32 (self, 0);
      put_32 (self, time_ns >> 32);
      put_32 (self, (guint32) time_ns);
      put_32 (self, captured);
      put_32 (self, length);
      self->fill += captured;
      memset (self->buffer + self->fill, 0, padding);
      self->fill += padding;
      put_32 (self, total);
    }
  else
    {
      put_32 (self, time_ns / NS_PER_S);
      put_32 (self, self->format == BENCH_FORMAT_PCAP_NS ? time_ns % NS_PER_S : time_ns % NS_PER_S / 1000);
      put_32 (self, captured);
      put_32 (self, length);
      self->fill += captured;
    }

  return self->fill < BUFFER_SIZE || flush (self);
}

guint64
bench_writer_get_bytes (BenchWriter *self)
{
  return self->written + self->fill;
}

gboolean
bench_writer_close (BenchWriter *self)
{
  gboolean done = flush (self);

  done = close (self->fd) == 0 && done;
  g_free (self);
  return done;
}
