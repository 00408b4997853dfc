/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-stream-wanted.h: of which connections more segments are needed. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PvStreamWanted:
 * @n: streams of which more is needed than what begins as a protocol does
 * @groups: the groups of connections that they are of, see #PvTcpSegment: a bit each
 */
typedef struct
{
  guint n;
  guint64 groups[(G_MAXUINT16 + 1) / 64];
} PvStreamWanted;

/* Whether segments of a group may be needed. */
static inline gboolean
pv_stream_wanted_has (const PvStreamWanted *self,
                      guint16               group)
{
  return (self->groups[group / 64] >> group % 64 & 1) != 0;
}

G_END_DECLS
