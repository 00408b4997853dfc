/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-packet-size.c: classes of packet sizes. */
#include "pv-packet-size.h"

/* The least size of each class. */
static const guint32 borders[] = { 0, 64, 128, 256, 512, 1024, 1519, 2048, 4096, 16384, 65536 };

G_STATIC_ASSERT (G_N_ELEMENTS (borders) == PV_N_PACKET_SIZES);

void
pv_packet_sizes_classify (const guint32 *bytes,
                          gsize          n,
                          guint32       *classes)
{
  /* without branches, so that compilers make it compare several at once */
  for (gsize i = 0; i < n; i++)
    {
      guint32 number = 0;

      for (guint border = 1; border < PV_N_PACKET_SIZES; border++)
        number += bytes[i] >= borders[border];
      classes[i] = number;
    }
}

void
pv_packet_size_get (guint    class_number,
                    guint32 *first,
                    guint32 *last)
{
  g_return_if_fail (class_number < PV_N_PACKET_SIZES);

  *first = borders[class_number];
  *last = class_number + 1 < PV_N_PACKET_SIZES ? borders[class_number + 1] - 1 : G_MAXUINT32;
}
