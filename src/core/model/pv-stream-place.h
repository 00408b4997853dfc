/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-stream-place.h: the place in a stream where units are read. */
#pragma once

#include "pv-state.h"
#include "pv-stream-parser.h"

G_BEGIN_DECLS

/**
 * PvStreamListener:
 * @funcs: called for what is found
 * @user_data: for @funcs
 *
 * Who wants to know.
 */
typedef struct
{
  const PvStreamFuncs *funcs;
  gpointer user_data;
} PvStreamListener;

/**
 * PvStreamPlace:
 * @parser: (nullable): not known yet
 * @state: what it remembers
 * @unfinished: (nullable): the beginning of a unit
 * @guessed: bytes are missing before it: segments are looked at for one that begins with a unit
 * @ended: nothing of interest follows
 *
 * What is known of the units at a place in a stream.
 */
typedef struct
{
  const PvStreamParser *parser;
  PvStreamState state;
  GByteArray *unfinished;
  gboolean guessed;
  gboolean ended;
} PvStreamPlace;

/* Of all of these: @buffered counts the bytes that a follower keeps in all. */

/* What comes at the beginning of a stream between these ports. */
void     pv_stream_place_begin           (PvStreamPlace           *self,
                                          guint16                  source_port,
                                          guint16                  destination_port);
/* Reads what of a segment comes here: @length bytes, of which @captured were captured, at @data. */
void     pv_stream_place_read            (PvStreamPlace           *self,
                                          gsize                   *buffered,
                                          const guint8            *data,
                                          guint32                  captured,
                                          guint32                  length,
                                          const PvStreamListener  *listener);
/* Passes by @n bytes that are not there. A unit that began before them may tell where the next one begins. */
void     pv_stream_place_pass_by         (PvStreamPlace           *self,
                                          gsize                   *buffered,
                                          guint32                  n);
/* Tells what is known of a unit whose rest is not there, or not yet. */
void     pv_stream_place_tell_unfinished (PvStreamPlace           *self,
                                          const PvStreamListener  *listener);
/* Whether a unit begins with what is unfinished and @data, or else with @data alone. Otherwise, and while there is too
 * little to tell, @data is not to be read. @n_before: (out): how many bytes of what is unfinished it begins with */
gboolean pv_stream_place_find_begin      (PvStreamPlace           *self,
                                          gsize                   *buffered,
                                          const guint8            *data,
                                          guint32                  length,
                                          guint32                 *n_before);
/* Appends the place to @state. */
void     pv_stream_place_save            (const PvStreamPlace     *self,
                                          PvStateWriter           *state);
/* The same again. @self: all zeros before. FALSE where @state is not that; what was taken is to be forgotten then, too. */
gboolean pv_stream_place_restore         (PvStreamPlace           *self,
                                          gsize                   *buffered,
                                          PvStateReader           *state);

G_END_DECLS
