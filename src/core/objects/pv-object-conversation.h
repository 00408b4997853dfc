/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object-conversation.h: the conversation and the moment that a file went over the wire in. */
#pragma once

#include "pv-capture.h"
#include "pv-object.h"
#include "pv-span.h"

G_BEGIN_DECLS

/**
 * pv_object_find_conversation:
 * @object: a file
 * @capture: the capture that it was found in
 * @id: (out): a label of %PV_DIMENSION_FLOW: of what is around tunnels, as all of a capture is counted
 * @span: (out): from its first packet to its last
 *
 * Returns: whether there is one
 */
gboolean pv_object_find_conversation (const PvObject *object,
                                      PvCapture      *capture,
                                      guint32        *id,
                                      PvSpan         *span);

G_END_DECLS
