/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-stream-follower.h: follows the streams of TCP connections, for all that are looked through. */
#pragma once

#include "pv-dissect.h"
#include "pv-stream-parser.h"

G_BEGIN_DECLS

/**
 * PvStreamFollower:
 *
 * Follows the connections of one capture in file order, each direction by itself: segments that come late,
 * twice or overlap are put in their place, bytes that are missing or were not captured are passed by. Keeps
 * at most one unfinished unit a direction (64 KiB), as much behind bytes that are missing, and a bounded number
 * of directions and bytes in all; the longest idle are forgotten first.
 */
typedef struct _PvStreamFollower PvStreamFollower;

PvStreamFollower *pv_stream_follower_new   (void);
void              pv_stream_follower_free  (PvStreamFollower *self);

/**
 * pv_stream_follower_add:
 * @self: a follower
 * @segment: the next segment of the file
 * @funcs: called for what @segment completes
 * @user_data: for @funcs
 *
 * Segments to and from port 53 are read as DNS. Of all others, those are needed that begin as a protocol that
 * is looked for does, and, after pv_stream_follower_wants(), those that go on; more do no harm.
 */
void              pv_stream_follower_add   (PvStreamFollower    *self,
                                            const PvTcpSegment  *segment,
                                            const PvStreamFuncs *funcs,
                                            gpointer             user_data);

/**
 * pv_stream_follower_wants:
 * @self: a follower
 * @group: group of connections, see #PvTcpSegment
 *
 * Returns: whether segments of that group may be needed
 */
gboolean          pv_stream_follower_wants (const PvStreamFollower *self,
                                            guint16                 group);

/* Whether any group is wanted. */
gboolean          pv_stream_follower_wants_any (const PvStreamFollower *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvStreamFollower, pv_stream_follower_free)

G_END_DECLS
