/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-parse.h: what comes of looking for a message in a stream. */
#pragma once

#include "pv-cursor.h"

G_BEGIN_DECLS

/**
 * PvParse:
 * @PV_PARSE_NONE: these bytes are no such message, whatever follows
 * @PV_PARSE_MORE: they may be; more bytes must tell
 * @PV_PARSE_CUT: they are, but the rest was not captured: what was read counts, and there will be no more
 * @PV_PARSE_WHOLE: the message is whole
 *
 * A cursor whose wire bytes go beyond its captured bytes ends in bytes that nobody will ever see.
 */
typedef enum
{
  PV_PARSE_NONE,
  PV_PARSE_MORE,
  PV_PARSE_CUT,
  PV_PARSE_WHOLE,
} PvParse;

/* What a message is whose bytes end at the cursor's end. */
static inline PvParse
pv_parse_unfinished (const PvCursor *cursor)
{
  return cursor->captured < cursor->wire ? PV_PARSE_CUT : PV_PARSE_MORE;
}

G_END_DECLS
