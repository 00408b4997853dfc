/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-savefile-private.h: what a reader of one format and the savefile share. */
#pragma once

#include <string.h>

#include "pv-savefile.h"
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
 * @reason: (out) (transfer full): with %PV_FRAME_STOP, what is wrong
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
} PvFrame;

/**
 * PvReader:
 * @format: what the report calls it
 * @frame: steps over the whole records at the frame's data and appends them to the batch
 * @free: frees the reader
 *
 * A file format. Each has a function that makes one from a file's first bytes.
 */
typedef struct _PvReader PvReader;
struct _PvReader
{
  const char *format;
  PvFrameResult (*frame) (PvReader *self,
                          PvFrame  *frame,
                          PvBatch  *batch);
  void (*free) (PvReader *self);
};

/* The most bytes of a file's beginning that are looked at to tell formats apart. */
#define PV_READER_HEAD_SIZE ((gsize) 64 * 1024)

/* Each returns NULL without an error where @head is not of its format; sets @header_length to the
 * bytes before the first record or block. The variants of pcap are told apart by the first records:
 * @wanted_length is how many bytes of the file must be at hand to be sure of it. */
PvReader *pv_pcap_reader_new   (const guint8  *head,
                                gsize          length,
                                gsize         *header_length,
                                gsize         *wanted_length,
                                GError       **error);
PvReader *pv_pcapng_reader_new (const guint8  *head,
                                gsize          length,
                                gsize         *header_length,
                                GError       **error);

/* Makes room for another record after n_records; FALSE where memory is out. */
gboolean  pv_batch_grow        (PvBatch *self);

static inline PvRecord *
pv_batch_append (PvBatch *self)
{
  if (G_UNLIKELY (self->n_records == self->records_size) && !pv_batch_grow (self))
    return &self->spare;

  return &self->records[self->n_records++];
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
