/* SPDX-License-Identifier: GPL-3.0-or-later */
/* floor.c: the least that reading a savefile can cost: 1 MiB reads, from record header to record header. */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bench-stats.h"

#define READ_SIZE (1024 * 1024)
#define HEADER_MAX 24

/**
 * Walk:
 * @header_size: bytes of a record header that tell its length
 * @length_offset: where in them the length stands
 * @extra: bytes of the record that the length does not count
 * @packet_types: for pcapng, the bit mask of the block types that are packets; 0 for pcap
 */
typedef struct
{
  gsize header_size;
  gsize length_offset;
  gsize extra;
  guint32 packet_types;
} Walk;

static guint32
get_32 (const guint8 *from)
{
  guint32 value;

  memcpy (&value, from, sizeof value);
  return GUINT32_FROM_LE (value);
}

/* Little-endian files only: what tests/bench/generate-capture writes. */
static gboolean
recognise (const guint8 *start,
           Walk         *walk,
           gsize        *skip)
{
  switch (get_32 (start))
    {
    case 0xa1b2c3d4:
    case 0xa1b23c4d:
      *walk = (Walk) { 16, 8, 16, 0 };
      *skip = 24;
      return TRUE;

    case 0x0a0d0d0a:
      *walk = (Walk) { 8, 4, 0, 1 << 2 | 1 << 3 | 1 << 6 };
      *skip = 0;
      return TRUE;

    default:
      return FALSE;
    }
}

int
main (int    argc,
      char **argv)
{
  static guint8 buffer[HEADER_MAX + READ_SIZE];
  guint64 packets = 0;
  gsize kept = 0;
  gsize skip = 0;
  Walk walk = { 0 };
  double start;
  int fd;

  if (argc != 2)
    {
      fprintf (stderr, "usage: %s SAVEFILE\n", argv[0]);
      return 1;
    }

  start = bench_now ();
  fd = open (argv[1], O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    {
      fprintf (stderr, "%s: %s\n", argv[1], g_strerror (errno));
      return 1;
    }

  for (;;)
    {
      /* What is left of a header that two reads share stands right before the new bytes. */
      gssize n = read (fd, buffer + HEADER_MAX, READ_SIZE);
      guint8 *at = buffer + HEADER_MAX - kept;
      guint8 *end = buffer + HEADER_MAX + n;

      if (n <= 0)
        break;
      if (walk.header_size == 0 && (n < HEADER_MAX || !recognise (at, &walk, &skip)))
        {
          fprintf (stderr, "%s: no little-endian savefile\n", argv[1]);
          return 1;
        }

      while (skip + walk.header_size <= (gsize) (end - at))
        {
          guint32 type;

          at += skip;
          type = get_32 (at);
          packets += walk.packet_types == 0 || (type < 32 && (walk.packet_types >> type & 1) != 0);
          skip = get_32 (at + walk.length_offset) + walk.extra;
          if (skip < walk.header_size)
            {
              fprintf (stderr, "%s: damaged\n", argv[1]);
              return 1;
            }
        }

      kept = 0;
      if (skip < (gsize) (end - at))
        {
          kept = end - at - skip;
          memmove (buffer + HEADER_MAX - kept, end - kept, kept);
          skip = 0;
        }
      else
        {
          skip -= end - at;
        }
    }
  close (fd);

  bench_print_seconds ("seconds", bench_now () - start);
  bench_print_integer ("packets", packets);
  bench_print_process ();
  return 0;
}
