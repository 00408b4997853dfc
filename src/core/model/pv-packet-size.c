/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-packet-size.c: classes of packet sizes. */
#include "pv-packet-size.h"

/* The least size of each class. */
static const guint32 borders[] = { 0, 64, 128, 256, 512, 1024, 1519, 2048, 4096, 16384, 65536 };

G_STATIC_ASSERT (G_N_ELEMENTS (borders) == PV_N_PACKET_SIZES);

guint
pv_packet_size_classify (guint32 bytes)
{
  guint i = PV_N_PACKET_SIZES - 1;

  while (bytes < borders[i])
    i--;

  return i;
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
