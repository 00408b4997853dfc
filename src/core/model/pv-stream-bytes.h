/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-stream-bytes.h: bytes of streams that are kept until more of them come, and how many these are. */
#pragma once

#include <glib.h>

#include "pv-state.h"

G_BEGIN_DECLS

/* No unit that is looked at is longer, nor what is kept behind bytes that are missing. */
#define PV_STREAM_BYTES_MAX ((guint32) 1024 * 1024)

/* Of all of these: @buffered counts the bytes that a follower keeps in all; @bytes may point to NULL, for none. */

static inline void
pv_stream_bytes_forget (gsize       *buffered,
                        GByteArray **bytes)
{
  if (*bytes == NULL)
    return;

  *buffered -= (*bytes)->len;
  g_clear_pointer (bytes, g_byte_array_unref);
}

static inline void
pv_stream_bytes_keep (gsize         *buffered,
                      GByteArray   **bytes,
                      const guint8  *data,
                      guint          length)
{
  if (*bytes == NULL)
    *bytes = g_byte_array_new ();
  g_byte_array_append (*bytes, data, length);
  *buffered += length;
}

/* Takes what pv_state_put_bytes() appended. */
static inline gboolean
pv_stream_bytes_restore (gsize          *buffered,
                         PvStateReader  *state,
                         GByteArray    **bytes)
{
  if (!pv_state_take_bytes (state, PV_STREAM_BYTES_MAX, bytes))
    return FALSE;
  if (*bytes != NULL)
    *buffered += (*bytes)->len;

  return TRUE;
}

G_END_DECLS
