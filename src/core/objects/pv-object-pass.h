/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object-pass.h: looks through a loaded capture for the files that went over the wire. */
#pragma once

#include "pv-object-finder.h"
#include "pv-reopen.h"

G_BEGIN_DECLS

/**
 * pv_object_pass_run:
 * @capture: a complete capture, whose file is still what it was
 * @sink: (nullable): who wants the bytes
 * @user_data: for @sink
 * @progress: (nullable): told of how much of the file was passed; must outlive the call
 * @cancellable: (nullable): to give up
 * @error: place for a %PV_ERROR_DAMAGED where the capture's file is another by now, or %G_IO_ERROR. Where the sink
 *   ended all, it is not set
 *
 * One pass over the file. Takes no memory for what objects are, but for what is said about each.
 *
 * Returns: (transfer full) (element-type PvObject) (nullable): what was found, in the order in which it began
 */
GPtrArray *pv_object_pass_run    (PvCapture            *capture,
                                  const PvObjectSink   *sink,
                                  gpointer              user_data,
                                  PvProgress           *progress,
                                  GCancellable         *cancellable,
                                  GError              **error);
/* The same in the background, without a sink. */
void       pv_object_pass_async  (PvCapture            *capture,
                                  PvProgress           *progress,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
GPtrArray *pv_object_pass_finish (GAsyncResult         *result,
                                  GError              **error);

G_END_DECLS
