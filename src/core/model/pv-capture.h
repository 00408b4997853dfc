/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture.h: the model: what was read from savefiles, in columns. */
#pragma once

#include <gio/gio.h>

#include "pv-dimension.h"
#include "pv-input-files.h"
#include "pv-interfaces.h"
#include "pv-types.h"

G_BEGIN_DECLS

#define PV_TYPE_CAPTURE (pv_capture_get_type ())

/**
 * PvCapture:
 *
 * A loaded capture, or what of it was read so far. Immutable: any thread may read it without a lock. Where a capture
 * grows, what there is then is another #PvCapture, a later generation of the same model: ids mean the same in both.
 */
G_DECLARE_FINAL_TYPE (PvCapture, pv_capture, PV, CAPTURE, GObject)

/**
 * PvSkipped:
 * @code: for scripts: "link-type", "cut-short", "damaged-link-header", "damaged-ip-header", "encrypted" or "too-deep"
 * @link_type: with "link-type", the LINKTYPE_ value
 * @reason: in the user's language, "unknown link-layer header type 147 (USER0)"
 * @packets: how many packets
 */
typedef struct
{
  char *reason;
  guint64 packets;
  const char *code;
  guint16 link_type;
} PvSkipped;

/**
 * PvWarning:
 * @code: for scripts: "no-time", "fraction-of-second", "impossible-time", "impossible-length" or
 *   "captured-beyond-length"
 * @reason: in the user's language, "captured longer than they were"
 * @packets: how many packets
 *
 * What cannot be right about packets that were read nevertheless.
 */
typedef struct
{
  const char *code;
  const char *reason;
  guint64 packets;
} PvWarning;

/* The file; of several, the one that was given first. */
GFile           *pv_capture_get_file            (PvCapture *self);
/* All of them. What is told of their packets is known once the capture is complete. */
const PvInputFiles *pv_capture_get_files        (PvCapture *self);
guint            pv_capture_get_n_files         (PvCapture *self);
const PvInputFile *pv_capture_get_nth_file      (PvCapture *self,
                                                 guint      n);
/* "pcap", "pcapng"; machine-readable. NULL where there are files of several formats. */
const char      *pv_capture_get_format          (PvCapture *self);
/* The name of the compression, as in "gzip", or NULL where there is none, or not for all files the same */
const char      *pv_capture_get_compression     (PvCapture *self);
guint64          pv_capture_get_n_packets       (PvCapture *self);
guint64          pv_capture_get_wire_bytes      (PvCapture *self);
guint64          pv_capture_get_n_ip_packets    (PvCapture *self);
guint64          pv_capture_get_ip_bytes        (PvCapture *self);
guint64          pv_capture_get_n_events        (PvCapture   *self,
                                                 PvEventKind  kind);
/* FALSE where there is no packet: then the other times mean nothing. */
gboolean         pv_capture_has_times           (PvCapture *self);
gint64           pv_capture_get_first_time      (PvCapture *self);
gint64           pv_capture_get_last_time       (PvCapture *self);
/* From the first to just after the last packet, leaving out the few that lie absurdly far off. */
PvSpan           pv_capture_get_bulk_span       (PvCapture *self);
/* Whether a file ends in the middle of a record; NULL reason where they are whole. Of several files, the reason names
 * one that does. */
gboolean         pv_capture_get_truncated       (PvCapture *self);
const char      *pv_capture_get_truncated_reason (PvCapture *self);
/* The same for scripts: "ends-in-packet", "ends-in-block", "damaged-compression", "impossible-length",
 * "unknown-interface", "too-many-interfaces", "unsupported-version", "damaged-block" or "damaged"; or NULL */
const char      *pv_capture_get_truncated_code  (PvCapture *self);
/* FALSE for a part of a capture that is still loading: its packets may be out of order, and it cannot be picked from,
 * filtered or saved. */
gboolean         pv_capture_get_settled         (PvCapture *self);
/* Whether nothing more is expected; a file may grow nevertheless. */
gboolean         pv_capture_get_final           (PvCapture *self);
/* How many there were of this model before; rises as it grows. */
guint            pv_capture_get_generation      (PvCapture *self);
/* Whether both are generations of one model, so that ids of the one mean the same in the other. */
gboolean         pv_capture_is_same_model       (PvCapture *self,
                                                 PvCapture *other);
/* (array length=n): LINKTYPE_ values of the packets, most packets first */
const guint16   *pv_capture_get_link_types      (PvCapture *self,
                                                 guint     *n);
/* (array length=n): what was not understood, most packets first */
const PvSkipped *pv_capture_get_skipped         (PvCapture *self,
                                                 guint     *n);
/* (array length=n): what cannot be right about packets */
const PvWarning *pv_capture_get_warnings        (PvCapture *self,
                                                 guint     *n);
/* Bytes that packets with "impossible-length" claim to have had on the wire, beyond what was captured of them:
 * part of pv_capture_get_wire_bytes() */
guint64          pv_capture_get_claimed_bytes   (PvCapture *self);
/* Whether @dimension says nothing about the capture, whatever is in it: which of its files, where there is one. Without
 * a capture: whether there are captures that it says nothing about. */
gboolean         pv_dimension_stands_back       (PvDimension  dimension,
                                                 PvCapture   *capture);
/* The label of @id in @dimension: an address, a name, a port … UTF-8, not translated. (transfer full) */
char            *pv_capture_dup_label           (PvCapture   *self,
                                                 PvDimension  dimension,
                                                 guint32      id);
/* The id of the label in @dimension that @text means, or PV_NO_ID where the capture has none such. Takes what
 * pv_capture_dup_label() gives, and what people write, as "443/tcp". */
guint32          pv_capture_find_label          (PvCapture   *self,
                                                 PvDimension  dimension,
                                                 const char  *text);

/* What else the label is called: who made the hardware, how an interface is described. NULL where nothing is known.
 * (transfer full) */
char            *pv_capture_dup_second_label    (PvCapture   *self,
                                                 PvDimension  dimension,
                                                 guint32      id);
/* Whether some labels of @dimension are called something else. */
gboolean         pv_dimension_has_second_labels (PvDimension  dimension);

/* Who made the hardware of address @id, one of PV_DIMENSION_HARDWARE; NULL where that is not known. */
const char *pv_capture_get_vendor (PvCapture *self,
                                   guint32    id);
/* What is told of interface @id, one of PV_DIMENSION_INTERFACE; NULL before it was read. */
const PvInterface *pv_capture_find_interface (PvCapture *self,
                                              guint32    id);
/* Its name, as people can read it; NULL where it has none. (transfer full) */
char *pv_capture_dup_interface_name        (PvCapture *self,
                                            guint32    id);
char *pv_capture_dup_interface_description (PvCapture *self,
                                            guint32    id);
/* The file that interface @id is one of; NULL where it is one of all files. (transfer full) */
char *pv_capture_dup_interface_file        (PvCapture *self,
                                            guint32    id);

G_END_DECLS
