/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-packet-size.h: classes of packet sizes. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Classes by length on the wire: powers of two, but that one ends with 1518 bytes, the longest untagged
 * Ethernet frame (IEEE 802.3; the classes of RFC 2819 likewise). */
#define PV_N_PACKET_SIZES 11

/* The classes, from 0, of @n packets of so many @bytes on the wire go to @classes. */
void pv_packet_sizes_classify (const guint32 *bytes,
                               gsize          n,
                               guint32       *classes);
/* The sizes in a class: from @first to @last bytes, G_MAXUINT32 for no end. */
void pv_packet_size_get       (guint          class_number,
                               guint32       *first,
                               guint32       *last);

G_END_DECLS
