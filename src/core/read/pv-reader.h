/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-reader.h: what a reader of one file format is, and what such readers share. */
#pragma once

#include <string.h>

#include "pv-batch.h"
#include "pv-interfaces.h"
#include "pv-piece.h"
#include "pv-state.h"
#include "pv-types.h"

G_BEGIN_DECLS

/**
 * PvFrameResult:
 * @PV_FRAME_MORE: the next record needs more bytes than there are
 * @PV_FRAME_SKIP: so do @skip bytes that nobody needs
 * @PV_FRAME_STOP: nothing after this point can be read; the reason is set
 */
typedef enum
{
  PV_FRAME_MORE,
  PV_FRAME_SKIP,
  PV_FRAME_STOP,
} PvFrameResult;

/**
 * PvFrame:
 * @data: bytes from the savefile
 * @length: how many
 * @offset: where in the (uncompressed) file @data begins
 * @used: (out): bytes of whole records and blocks; records point into them
 * @need: (out): with %PV_FRAME_MORE, how many bytes after @used the next record takes, as far as known
 * @skip: (out): with %PV_FRAME_SKIP, how many bytes after @used to pass over
 * @reason: (out) (transfer full): with %PV_FRAME_STOP, what is wrong, in the user's language
 * @code: (out) (nullable): with %PV_FRAME_STOP, the same for scripts; by default "damaged"
 *
 * One call's worth of framing.
 */
typedef struct
{
  const guint8 *data;
  gsize length;
  guint64 offset;
  gsize used;
  gsize need;
  guint64 skip;
  char *reason;
  const char *code;
} PvFrame;

/**
 * PvReader:
 * @format: what the report calls it
 * @frame: steps over the whole records at the frame's data and appends them to the batch
 * @free: frees the reader
 * @save: (nullable): appends what it knows from the blocks that it has read, for @restore; %NULL where that is nothing
 * @restore: (nullable): takes that in, so that it can go on behind them. FALSE where it cannot be
 * @can_keep_blocks: whether the format has blocks, of which the batch can have them all
 * @keeps_blocks: whether it is to have them
 * @interfaces: (nullable): where interfaces go that the file describes, where it does
 * @file: of which file they are then
 *
 * Steps through a file of one format. Knows nothing of where its bytes come from.
 */
typedef struct _PvReader PvReader;
struct _PvReader
{
  const char *format;
  PvFrameResult (*frame) (PvReader *self,
                          PvFrame  *frame,
                          PvBatch  *batch);
  void (*free) (PvReader *self);
  void (*save) (PvReader      *self,
                PvStateWriter *state);
  gboolean (*restore) (PvReader     *self,
                       const guint8 *bytes,
                       gsize         length);
  gboolean can_keep_blocks;
  gboolean keeps_blocks;
  PvInterfaces *interfaces;
  guint32 file;
};

/* The most bytes of a file's beginning that are looked at to tell formats apart. */
#define PV_READER_HEAD_SIZE ((gsize) PV_PIECE (64 * 1024, 4096))

/**
 * PvReaderOpen:
 * @head: a file's first bytes
 * @length: how many
 * @header_length: (out): bytes before the first record or block
 * @wanted_length: (inout): raised to the bytes of the file that must be at hand to be sure of the answer;
 *   where they are more than @length, it is asked again with more, as long as the file has more
 * @error: place for a %PV_ERROR_UNSUPPORTED or %PV_ERROR_DAMAGED
 *
 * Makes the reader of a file.
 *
 * Returns: (transfer full): a reader; %NULL without @error where the file is of another format
 */
typedef PvReader *(*PvReaderOpen) (const guint8  *head,
                                   gsize          length,
                                   gsize         *header_length,
                                   gsize         *wanted_length,
                                   GError       **error);

/* The file formats, in the order in which they are asked: those with a magic first. Each is a row here, a file that
 * has the reader, and an entry in the manual page. */
#define PV_READERS(row) \
  row (pcap) \
  row (pcapng) \
  row (snoop) \
  row (erf)

#define PV_DECLARE_READER(name) \
  PvReader *pv_##name##_reader_new (const guint8 *head, gsize length, gsize *header_length, gsize *wanted_length, \
                                    GError **error);
PV_READERS (PV_DECLARE_READER)
#undef PV_DECLARE_READER

/* For readers with nothing of their own to free. */
static inline void
pv_reader_free (PvReader *self)
{
  g_free (self);
}

static inline guint32
pv_read_u32 (const guint8 *data,
             gboolean      swapped)
{
  guint32 value;

  memcpy (&value, data, sizeof value);

  return swapped ? GUINT32_SWAP_LE_BE (value) : value;
}

static inline guint16
pv_read_u16 (const guint8 *data,
             gboolean      swapped)
{
  guint16 value;

  memcpy (&value, data, sizeof value);

  return swapped ? GUINT16_SWAP_LE_BE (value) : value;
}

/* The bytes of a frame check sequence that a file says is @length long; 0 for what no network has. The pcapng draft
 * counts those of an interface in bits, some writers in bytes. */
static inline guint8
pv_fcs_length (guint length)
{
  if (length <= 4)
    return (guint8) length;

  return length == 16 || length == 24 || length == 32 ? (guint8) (length / 8) : 0;
}

/* Clamps to the range of gint64, but for its last value: just after every packet there is a time. */
static inline gint64
pv_time_clamp (__int128 time_ns)
{
  if (G_UNLIKELY (time_ns >= G_MAXINT64))
    return G_MAXINT64 - 1;
  if (G_UNLIKELY (time_ns < G_MININT64))
    return G_MININT64;

  return (gint64) time_ns;
}

G_END_DECLS
