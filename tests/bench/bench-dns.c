/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-dns.c: DNS messages to fill packets with. */

#include "bench-dns.h"

#include <string.h>

#include "bench-packet.h"
#include "bench-random.h"

#define HEADER_SIZE 12
#define CLASS_IN 1

static guint
put_question (guint8       *message,
              guint16       id,
              guint16       flags,
              const guint8 *name,
              guint         name_length,
              guint16       type)
{
  guint8 *at = message + HEADER_SIZE;

  memset (message, 0, HEADER_SIZE);
  bench_put_16 (message, id);
  bench_put_16 (message + 2, flags);
  bench_put_16 (message + 4, 1);
  memcpy (at, name, name_length);
  at += name_length;
  bench_put_16 (at, type);
  bench_put_16 (at + 2, CLASS_IN);
  return at + 4 - message;
}

guint
bench_dns_put_query (guint8       *message,
                     guint16       id,
                     const guint8 *name,
                     guint         name_length,
                     guint16       type)
{
  return put_question (message, id, 0x0100, name, name_length, type);
}

guint
bench_dns_put_answer (guint8       *message,
                      guint16       id,
                      const guint8 *name,
                      guint         name_length,
                      guint16       type,
                      const guint8  (*addresses)[16],
                      guint         n_addresses)
{
  guint8 *at = message + put_question (message, id, 0x8180, name, name_length, type);
  guint64 bits = bench_random_mix (id);

  /* Others get "no data". */
  if (type != BENCH_DNS_A && type != BENCH_DNS_AAAA)
    n_addresses = 0;
  n_addresses = MIN (n_addresses, 8);
  bench_put_16 (message + 6, n_addresses);
  for (guint i = 0; i < n_addresses; i++)
    {
      guint size = type == BENCH_DNS_A ? 4 : 16;

      bench_put_16 (at, 0xc000 | HEADER_SIZE);
      bench_put_16 (at + 2, type);
      bench_put_16 (at + 4, CLASS_IN);
      bench_put_32 (at + 6, 60 + bits % 3600);
      bench_put_16 (at + 10, size);
      memcpy (at + 12, addresses[i], size);
      at += 12 + size;
    }
  return at - message;
}
