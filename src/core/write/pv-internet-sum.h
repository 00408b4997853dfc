/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-internet-sum.h: the Internet's checksum (RFC 1071). */
#pragma once

#include "pv-cursor.h"

G_BEGIN_DECLS

static inline void
pv_put_u16 (guint8  *data,
            guint16  value)
{
  data[0] = (guint8) (value >> 8);
  data[1] = (guint8) value;
}

/* Adds bytes to the sum that the checksum is made of. */
static inline guint64
pv_internet_sum_add (guint64       sum,
                     const guint8 *data,
                     guint32       n)
{
  for (guint32 i = 0; i + 1 < n; i += 2)
    sum += pv_peek_u16 (data + i);
  if (n % 2 != 0)
    sum += (guint64) data[n - 1] << 8;

  return sum;
}

/* The checksum. */
static inline guint16
pv_internet_sum_fold (guint64 sum)
{
  while (sum > 0xffff)
    sum = (sum >> 16) + (sum & 0xffff);

  return (guint16) ~sum;
}

G_END_DECLS
