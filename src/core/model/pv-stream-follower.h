/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-stream-follower.h: follows the streams of TCP connections, for all that are looked through. */
#pragma once

#include "pv-dissect.h"
#include "pv-state.h"
#include "pv-stream-parser.h"
#include "pv-stream-wanted.h"

G_BEGIN_DECLS

/* FIN, SYN and RST (RFC 9293, section 3.1) */
#define PV_STREAM_FLAGS 0x07

/**
 * PvStreamFollower:
 *
 * Follows the connections of one capture in file order, each direction by itself: segments that come late,
 * twice or overlap are put in their place, bytes that are missing or were not captured are passed by. Keeps
 * at most one unfinished unit a direction (64 KiB), as much behind bytes that are missing, and a bounded number
 * of directions and bytes in all; those that have long been idle are forgotten first.
 */
typedef struct _PvStreamFollower PvStreamFollower;

/* NULL where memory is out. */
PvStreamFollower *pv_stream_follower_new   (void);
void              pv_stream_follower_free  (PvStreamFollower *self);

/* Whether a segment is worth to be added: acknowledgments say nothing. */
static inline gboolean
pv_stream_follower_says_something (const PvTcpSegment *segment)
{
  return segment->wire_length > 0 || (segment->flags & PV_STREAM_FLAGS) != 0;
}

/* A seeded hash of the stream that @segment is of. Any thread. */
guint32           pv_stream_follower_hash  (const PvStreamFollower *self,
                                            const PvTcpSegment     *segment);
/* Starts to fetch what adding a segment with @hash needs: who asks some segments ahead, and once more when what was
 * asked for is there, does not wait for it. */
void              pv_stream_follower_fetch       (const PvStreamFollower *self,
                                                  guint32                 hash);
void              pv_stream_follower_fetch_again (const PvStreamFollower *self,
                                                  guint32                 hash);

/**
 * pv_stream_follower_add:
 * @self: a follower
 * @segment: the next segment of the file
 * @hash: from pv_stream_follower_hash()
 * @funcs: called for what @segment completes
 * @user_data: for @funcs
 *
 * Segments to and from port 53 are read as DNS. Of all others, those are needed that begin as a protocol that
 * is looked for does, and, of groups that are wanted, those that go on; more do no harm.
 */
void              pv_stream_follower_add   (PvStreamFollower    *self,
                                            const PvTcpSegment  *segment,
                                            guint32              hash,
                                            const PvStreamFuncs *funcs,
                                            gpointer             user_data);

/* Valid as long as @self; each segment that is added may change it. */
const PvStreamWanted *pv_stream_follower_get_wanted (PvStreamFollower *self);

/* Appends what is known of streams to @state. */
void              pv_stream_follower_save    (const PvStreamFollower *self,
                                              PvStateWriter          *state);
/* The same again. (transfer full) (nullable): NULL where @state is not that, or memory is out */
PvStreamFollower *pv_stream_follower_restore (PvStateReader          *state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvStreamFollower, pv_stream_follower_free)

G_END_DECLS
