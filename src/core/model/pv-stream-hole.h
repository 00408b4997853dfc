/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-stream-hole.h: bytes of a stream that are missing and may come late. */
#pragma once

#include "pv-dissect.h"
#include "pv-stream-place.h"

G_BEGIN_DECLS

/* Bytes that are missing may come late, if they are no more than a large window. So much of what came before them is
 * kept. */
#define PV_STREAM_HOLE_MAX (64 * 1024)

/**
 * PvStreamHole:
 * @sequence: of the first that is missing
 * @end: after the last, and what of the pieces is after that
 * @place: where they begin
 * @passing: the next unit after them is still looked for: all is kept until there is one
 * @pieces: what came before others that belong in front of it, in order: what there is between @sequence and @end
 * @n_kept: bytes in them
 *
 * Bytes that are missing and may come late.
 */
typedef struct
{
  guint32 sequence;
  guint32 end;
  PvStreamPlace place;
  gboolean passing;
  GArray *pieces;
  guint32 n_kept;
} PvStreamHole;

/**
 * PvStreamFill:
 * @PV_STREAM_FILL_SOME: bytes are still missing
 * @PV_STREAM_FILL_ALL: nothing is missing any more, and the place has read all that there is
 * @PV_STREAM_FILL_LOST: there is nothing to go on with, or too much of it
 */
typedef enum
{
  PV_STREAM_FILL_SOME,
  PV_STREAM_FILL_ALL,
  PV_STREAM_FILL_LOST,
} PvStreamFill;

/* Of all of these: @buffered counts the bytes that a follower keeps in all. */

/* @n bytes are missing from @sequence on, where @place is; its unfinished bytes are the hole's from now on. */
PvStreamHole *pv_stream_hole_new       (const PvStreamPlace    *place,
                                        guint32                 sequence,
                                        guint32                 n);
void          pv_stream_hole_free      (PvStreamHole           *self,
                                        gsize                  *buffered);
/* Keeps @length bytes that come at the end. FALSE where it would be too much. */
gboolean      pv_stream_hole_append    (PvStreamHole           *self,
                                        gsize                  *buffered,
                                        const guint8           *data,
                                        guint32                 length);
/* Takes the last @n bytes away that are kept: they are read already. */
void          pv_stream_hole_take_back (PvStreamHole           *self,
                                        gsize                  *buffered,
                                        guint32                 n);
/* Reads what of @segment was missing and comes late, and what came before it; or keeps it, where bytes before it are
 * still missing. */
PvStreamFill  pv_stream_hole_fill      (PvStreamHole           *self,
                                        gsize                  *buffered,
                                        const PvTcpSegment     *segment,
                                        const PvStreamListener *listener);
/* Appends the hole to @state. */
void          pv_stream_hole_save      (const PvStreamHole     *self,
                                        PvStateWriter          *state);
/* The same again, before the place @next. (transfer full) (nullable): NULL where @state is not that */
PvStreamHole *pv_stream_hole_restore   (PvStateReader          *state,
                                        gsize                  *buffered,
                                        const PvStreamPlace    *next);

G_END_DECLS
