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

/* Of a record whose interface is not told. */
#define PV_NO_INTERFACE G_MAXUINT32

/**
 * PvRecordFlags:
 * @PV_RECORD_NO_TIME: the file has no time for it: @time_ns is that of the record after or before it
 * @PV_RECORD_NO_TIME_YET: no record so far had a time: @time_ns is 0
 * @PV_RECORD_ODD_FRACTION: the fraction of a second of its time is a second or more, or below 0
 *
 * What cannot be told from a record's other fields.
 */
typedef enum
{
  PV_RECORD_NO_TIME = 1 << 0,
  PV_RECORD_NO_TIME_YET = 1 << 1,
  PV_RECORD_ODD_FRACTION = 1 << 2,
} PvRecordFlags;

/**
 * PvRecord:
 * @time_ns: timestamp, nanoseconds since the epoch
 * @data: the captured bytes; valid as long as the batch they came in
 * @captured_length: number of bytes at @data
 * @original_length: the packet's length on the wire, in bytes
 * @link_type: LINKTYPE_ value (https://www.tcpdump.org/linktypes.html), never a platform's DLT_
 * @fcs_length: bytes of frame check sequence at the packet's end, where the savefile says so
 * @flags: of #PvRecordFlags, 0 unless its reader says otherwise
 * @interface: place in the list that pv_savefile_keep_interfaces() was given, or %PV_NO_INTERFACE
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
  guint8 flags;
  guint32 interface;
} PvRecord;

G_END_DECLS
