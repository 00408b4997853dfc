/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-cursor.h: a place in a packet, bounded by what was captured. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PvCursor:
 * @data: the next byte
 * @captured: captured bytes from @data on
 * @wire: bytes from @data on that were on the wire; at least @captured
 *
 * Whoever reads asks pv_cursor_has() first. Numbers are big-endian unless the name says otherwise.
 */
typedef struct
{
  const guint8 *data;
  guint32 captured;
  guint32 wire;
} PvCursor;

static inline gboolean
pv_cursor_has (const PvCursor *self,
               guint32         n)
{
  return self->captured >= n;
}

/* Steps over @n bytes, which must be there. */
static inline void
pv_cursor_skip (PvCursor *self,
                guint32   n)
{
  self->data += n;
  self->captured -= n;
  self->wire -= n;
}

/* Forgets what lies more than @n bytes ahead. */
static inline void
pv_cursor_limit (PvCursor *self,
                 guint32   n)
{
  self->wire = MIN (self->wire, n);
  self->captured = MIN (self->captured, n);
}

static inline guint16
pv_peek_u16 (const guint8 *data)
{
  return (guint16) (data[0] << 8 | data[1]);
}

static inline guint32
pv_peek_u24 (const guint8 *data)
{
  return (guint32) data[0] << 16 | (guint32) data[1] << 8 | data[2];
}

static inline guint32
pv_peek_u32 (const guint8 *data)
{
  return (guint32) data[0] << 24 | (guint32) data[1] << 16 | (guint32) data[2] << 8 | data[3];
}

static inline guint16
pv_peek_u16_le (const guint8 *data)
{
  return (guint16) (data[1] << 8 | data[0]);
}

static inline guint32
pv_peek_u32_le (const guint8 *data)
{
  return (guint32) data[3] << 24 | (guint32) data[2] << 16 | (guint32) data[1] << 8 | data[0];
}

G_END_DECLS
