/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-record.h: one packet record, as the savefile room hands it to the dissect room. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Captured lengths above this are damage, unless the savefile's snapshot length is larger
 * (libpcap's MAXIMUM_SNAPLEN). */
#define PV_RECORD_USUAL_MAX (256 * 1024)
/* Captured lengths above this are damage, whatever the savefile says. */
#define PV_RECORD_MAX (64 * 1024 * 1024)

/**
 * PvRecord:
 * @time_ns: timestamp, nanoseconds since the epoch
 * @data: the captured bytes; valid as long as the batch they came in
 * @captured_length: number of bytes at @data
 * @original_length: the packet's length on the wire, in bytes
 * @link_type: LINKTYPE_ value (https://www.tcpdump.org/linktypes.html), never a platform's DLT_
 * @fcs_length: bytes of frame check sequence at the packet's end, where the savefile says so
 *
 * One packet record of a savefile.
 */
typedef struct
{
  gint64 time_ns;
  const guint8 *data;
  guint32 captured_length;
  guint32 original_length;
  guint16 link_type;
  guint8 fcs_length;
} PvRecord;

G_END_DECLS
