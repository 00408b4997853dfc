/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-erf-reader.c: Endace's extensible record format, of which each record says what it is.
 *
 * Source: "EDM11-01: ERF Types Reference Guide". Numbers are big-endian, but for the time. */
#include "config.h"

#include "pv-reader.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#define HEADER_SIZE 16
#define EXTENSION_SIZE 8
/* Before the frame of an Ethernet record. */
#define ETHERNET_PADDING 2
#define ETHERNET_FCS 4

#define TYPE_META 27
#define TYPE_PADDING 48 /* the last type that there is */

/* LINKTYPE_ERF: the whole record, whatever is in it */
#define LINK_TYPE_RECORD 197

/* There is no magic, so that many records have to look right before a file is believed to be one. */
#define N_PROBED 3
#define ONE_YEAR (366 * 24 * 3600)

/* The frame check sequence of a record's frame is part of the frame. */
typedef struct
{
  guint16 link_type;
  guint padding;
  guint8 fcs_length;
} Kind;

static Kind
get_kind (guint type)
{
  switch (type)
    {
    case 1: /* HDLC: plain, with a colour, with a hash */
    case 10:
    case 15:
    case 19:
      return (Kind){ .link_type = 50 };
    case 2: /* Ethernet likewise */
    case 11:
    case 16:
    case 20:
      return (Kind){ .link_type = 1, .padding = ETHERNET_PADDING, .fcs_length = ETHERNET_FCS };
    case 22:
      return (Kind){ .link_type = 228 };
    case 23:
      return (Kind){ .link_type = 229 };
    default:
      return (Kind){ .link_type = LINK_TYPE_RECORD };
    }
}

static inline guint
read_be16 (const guint8 *data)
{
  return pv_read_u16 (data, G_BYTE_ORDER == G_LITTLE_ENDIAN);
}

static inline guint32
read_le (const guint8 *data)
{
  return pv_read_u32 (data, G_BYTE_ORDER == G_BIG_ENDIAN);
}

/* Seconds with 32 bits after the point. */
static gint64
read_time (const guint8 *data)
{
  guint64 fraction = read_le (data);

  return read_le (data + 4) * PV_NS_PER_SECOND + (gint64) ((fraction * PV_NS_PER_SECOND + (1u << 31)) >> 32);
}

/* Bytes of a record before its frame, or 0 where they do not fit into it. */
static gsize
get_header_size (const guint8 *header,
                 gsize         total,
                 gsize         padding)
{
  gsize size = HEADER_SIZE;

  for (gboolean more = (header[8] & 0x80) != 0; more;)
    {
      if (size + EXTENSION_SIZE > total)
        return 0;
      more = (header[size] & 0x80) != 0;
      size += EXTENSION_SIZE;
    }

  return size + padding <= total ? size + padding : 0;
}

static void
append_record (PvBatch      *batch,
               const guint8 *header,
               guint         total,
               guint         wire_length)
{
  Kind kind = get_kind (header[8] & 0x7f);
  gsize before = kind.link_type == LINK_TYPE_RECORD ? 0 : get_header_size (header, total, kind.padding);
  PvRecord *record = pv_batch_append (batch);

  record->time_ns = read_time (header);
  if (before > 0)
    {
      /* Records are padded. */
      record->link_type = kind.link_type;
      record->captured_length = (guint32) MIN (total - before, wire_length);
      record->original_length = wire_length;
      record->fcs_length = kind.fcs_length;
    }
  else
    {
      record->link_type = LINK_TYPE_RECORD;
      record->captured_length = total;
      record->original_length = MAX (total, HEADER_SIZE + wire_length);
      record->fcs_length = 0;
    }
  record->data = header + before;
}

static PvFrameResult
erf_frame (PvReader *reader,
           PvFrame  *frame,
           PvBatch  *batch)
{
  for (;;)
    {
      const guint8 *header = frame->data + frame->used;
      gsize left = frame->length - frame->used;
      guint type;
      guint total;

      frame->need = HEADER_SIZE;
      if (left < HEADER_SIZE)
        return PV_FRAME_MORE;

      type = header[8] & 0x7f;
      total = read_be16 (header + 10);
      if (total < HEADER_SIZE || type > TYPE_PADDING)
        {
          frame->reason = g_strdup_printf (_("the packet at byte %" PRIu64 " contradicts itself"),
                                           frame->offset + frame->used);
          return PV_FRAME_STOP;
        }

      frame->need = total;
      if (left < total)
        return PV_FRAME_MORE;

      if (type != TYPE_META && type != TYPE_PADDING)
        append_record (batch, header, total, read_be16 (header + 14));

      frame->used += total;
    }
}

PvReader *
pv_erf_reader_new (const guint8  *head,
                   gsize          length,
                   gsize         *header_length,
                   gsize         *wanted_length,
                   GError       **error)
{
  guint32 last_seconds = 0;
  guint n_timed = 0;
  gsize at = 0;
  PvReader *self;

  for (guint n = 0; n < N_PROBED; n++)
    {
      guint type;
      guint total;
      guint32 seconds;

      if (length - at < HEADER_SIZE)
        {
          *wanted_length = MAX (*wanted_length, at + HEADER_SIZE);
          if (at == length && n_timed > 0)
            break;
          return NULL;
        }

      seconds = read_le (head + at + 4);
      type = head[at + 8] & 0x7f;
      total = read_be16 (head + at + 10);
      if (type == 0 || type > TYPE_PADDING || total <= HEADER_SIZE)
        return NULL;

      /* What describes the capture need not have a time. Else interfaces' clocks are a second apart at most. */
      if (seconds != 0 || type != TYPE_META)
        {
          if (seconds == 0
              || (n_timed > 0
                  && ABS ((gint64) seconds - last_seconds) > (seconds < last_seconds ? 1 : ONE_YEAR)))
            return NULL;
          last_seconds = seconds;
          n_timed++;
        }

      if (length - at < total)
        {
          *wanted_length = MAX (*wanted_length, at + total);
          return NULL;
        }
      at += total;
    }

  if (n_timed == 0)
    return NULL;

  self = g_new0 (PvReader, 1);
  self->frame = erf_frame;
  self->free = pv_reader_free;
  *header_length = 0;

  return self;
}
