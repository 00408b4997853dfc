/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture-filter.h: libpcap's filter language over a loaded capture. */
#pragma once

#include "pv-packet-set.h"
#include "pv-reopen.h"

G_BEGIN_DECLS

/**
 * pv_capture_filter_check:
 * @expression: in the language of pcap-filter(7)
 * @capture: what it is to filter
 * @error: place for a %PV_ERROR_BAD_VALUE with libpcap's message
 *
 * Compiles @expression for each link-layer header type in @capture. Where it means something for one
 * of them, it is valid, and packets of the others do not pass. Takes well under a millisecond.
 *
 * Returns: whether it is valid; an empty one is
 */
gboolean     pv_capture_filter_check      (const char           *expression,
                                           PvCapture            *capture,
                                           GError              **error);

/**
 * pv_capture_filter_run:
 * @capture: a settled capture, whose file is still what it was
 * @expression: in the language of pcap-filter(7)
 * @progress: (nullable): told of how far it is; must outlive the call
 * @cancellable: (nullable): to give up
 * @error: place for a %PV_ERROR_BAD_VALUE, %PV_ERROR_DAMAGED where the file is another by now, or %G_IO_ERROR
 *
 * Reads the file again on all cores and runs libpcap's filter on each packet.
 *
 * Returns: (transfer full): the packets that pass
 */
PvPacketSet *pv_capture_filter_run        (PvCapture            *capture,
                                           const char           *expression,
                                           PvProgress           *progress,
                                           GCancellable         *cancellable,
                                           GError              **error);

/**
 * pv_capture_filter_want:
 * @capture: a settled capture
 * @expression: (nullable): a filter
 *
 * Where @capture grows, has what comes filtered as it is read, so that pv_capture_filter_run_on() need not read it again.
 * One filter at a time, in place of the one before; %NULL for none.
 */
void         pv_capture_filter_want       (PvCapture            *capture,
                                           const char           *expression);
/* As pv_capture_filter_run(). @before: (nullable): what passed @expression in an earlier generation of @capture: then it
 * takes time linear in what came since, where that was filtered as it was read. */
PvPacketSet *pv_capture_filter_run_on     (PvCapture            *capture,
                                           const char           *expression,
                                           PvPacketSet          *before,
                                           PvProgress           *progress,
                                           GCancellable         *cancellable,
                                           GError              **error);
/* That in the background. */
void         pv_capture_filter_run_async  (PvCapture            *capture,
                                           const char           *expression,
                                           PvPacketSet          *before,
                                           PvProgress           *progress,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
PvPacketSet *pv_capture_filter_run_finish (GAsyncResult         *result,
                                           GError              **error);

G_END_DECLS
