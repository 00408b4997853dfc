/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-packet-save.h: some of a capture's packets as a savefile of their own. */
#pragma once

#include "pv-anonymiser.h"
#include "pv-packet-set.h"
#include "pv-reopen.h"

G_BEGIN_DECLS

/**
 * pv_packet_save:
 * @capture: a settled capture, whose file is still what it was
 * @set: (nullable): only packets of this set
 * @span: (nullable): only packets within this span
 * @file: where to
 * @progress: (nullable): told of how much of the capture's file was passed; must outlive the call
 * @cancellable: (nullable): to give up
 * @error: place for a %PV_ERROR_DAMAGED where the capture's file is another by now, or %G_IO_ERROR
 *
 * Writes a pcapng file (draft-ietf-opsawg-pcapng) with the packets as they were captured, in the order of the capture's
 * file. Of a pcapng file, blocks are copied as they are: packets with their comments, flags and other options,
 * interfaces with their names, and what is no packet: names, decryption secrets, statistics. What is left out are
 * blocks that ask not to be copied, and those longer than 64 MiB. Of other formats, which have no more, packets get
 * their bytes, both lengths, times to the nanosecond and link-layer header types.
 * One pass. @file is replaced only when all went well; after an error or cancelling, what was there
 * before is there still.
 *
 * Where @file is that of @capture, that is refused with %PV_ERROR_BAD_VALUE: what is not saved would be lost.
 *
 * Returns: whether it was written
 */
gboolean pv_packet_save        (PvCapture            *capture,
                                PvPacketSet          *set,
                                const PvSpan         *span,
                                GFile                *file,
                                PvProgress           *progress,
                                GCancellable         *cancellable,
                                GError              **error);
/* @anonymiser: (nullable) (transfer full): what packets go through, as for pv_packet_save_anonymised() */
void     pv_packet_save_async  (PvCapture            *capture,
                                PvPacketSet          *set,
                                const PvSpan         *span,
                                PvAnonymiser         *anonymiser,
                                GFile                *file,
                                PvProgress           *progress,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);
gboolean pv_packet_save_finish (GAsyncResult         *result,
                                GError              **error);
/* The same into @stream, which is not closed, whatever it leads to. */
gboolean pv_packet_save_to_stream (PvCapture         *capture,
                                PvPacketSet          *set,
                                const PvSpan         *span,
                                GOutputStream        *stream,
                                PvProgress           *progress,
                                GCancellable         *cancellable,
                                GError              **error);
/* The same with packets that went through @anonymiser, which is nullable; of a pcapng file, nothing else is copied then:
 * no comments, names or secrets. */
gboolean pv_packet_save_anonymised (PvCapture        *capture,
                                PvPacketSet          *set,
                                const PvSpan         *span,
                                PvAnonymiser         *anonymiser,
                                GOutputStream        *stream,
                                PvProgress           *progress,
                                GCancellable         *cancellable,
                                GError              **error);
/* How many packets that writes. */
guint64  pv_packet_save_count  (PvCapture            *capture,
                                PvPacketSet          *set,
                                const PvSpan         *span);

G_END_DECLS
