/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-snoop-reader.c: what Solaris' snoop writes.
 *
 * Source: RFC 1761. All numbers are big-endian. */
#include "config.h"

#include "pv-reader.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "pv-error.h"

#define FILE_HEADER_SIZE 16
#define RECORD_HEADER_SIZE 24

/* Padding after a packet beyond this is damage. */
#define MAX_PADDING 4096

typedef struct
{
  PvReader parent;

  guint16 link_type;
} SnoopReader;

static inline guint32
read_be (const guint8 *data)
{
  return pv_read_u32 (data, G_BYTE_ORDER == G_LITTLE_ENDIAN);
}

static PvFrameResult
snoop_frame (PvReader *reader,
             PvFrame  *frame,
             PvBatch  *batch)
{
  SnoopReader *self = (SnoopReader *) reader;

  for (;;)
    {
      const guint8 *header = frame->data + frame->used;
      gsize left = frame->length - frame->used;
      guint32 captured;
      guint32 total;
      PvRecord *record;

      frame->need = RECORD_HEADER_SIZE;
      if (left < RECORD_HEADER_SIZE)
        return PV_FRAME_MORE;

      captured = read_be (header + 4);
      total = read_be (header + 8);
      if (captured > PV_RECORD_USUAL_MAX)
        {
          frame->reason = g_strdup_printf (_("the packet at byte %" PRIu64 " claims a captured length of "
                                             "%u bytes, which cannot be"),
                                           frame->offset + frame->used, captured);
          return PV_FRAME_STOP;
        }
      if (total < RECORD_HEADER_SIZE + captured || total - RECORD_HEADER_SIZE - captured > MAX_PADDING)
        {
          frame->reason = g_strdup_printf (_("the packet at byte %" PRIu64 " contradicts itself"),
                                           frame->offset + frame->used);
          return PV_FRAME_STOP;
        }

      frame->need = total;
      if (left < total)
        return PV_FRAME_MORE;

      record = pv_batch_append (batch);
      record->time_ns = read_be (header + 16) * PV_NS_PER_SECOND + read_be (header + 20) * PV_NS_PER_US;
      record->data = header + RECORD_HEADER_SIZE;
      record->captured_length = captured;
      record->original_length = read_be (header);
      record->link_type = self->link_type;
      record->fcs_length = 0;

      frame->used += total;
    }
}

/* The data link provider's types, as far as they have a LINKTYPE_ value. */
static gboolean
map_type (guint32  type,
          guint16 *link_type)
{
  switch (type)
    {
    case 0: /* IEEE 802.3 */
    case 4: /* Ethernet */
      *link_type = 1;
      return TRUE;
    case 2: /* IEEE 802.5 */
      *link_type = 6;
      return TRUE;
    case 8: /* FDDI */
      *link_type = 10;
      return TRUE;
    case 18: /* DL_IPATM of later versions, with SunATM's header */
      *link_type = 123;
      return TRUE;
    default:
      return FALSE;
    }
}

PvReader *
pv_snoop_reader_new (const guint8  *head,
                     gsize          length,
                     gsize         *header_length,
                     gsize         *wanted_length,
                     GError       **error)
{
  static const char magic[8] = "snoop\0\0";
  g_autofree SnoopReader *self = NULL;
  guint32 version;
  guint32 type;

  if (length < sizeof magic || memcmp (head, magic, sizeof magic) != 0)
    return NULL;

  if (length < FILE_HEADER_SIZE)
    {
      g_set_error_literal (error, PV_ERROR, PV_ERROR_DAMAGED, _("the file ends within its header"));
      return NULL;
    }

  /* Others than 2 are not RFC 1761's but Shomiti's, with other link-layer types. */
  version = read_be (head + 8);
  if (version != 2)
    {
      g_set_error (error, PV_ERROR, PV_ERROR_UNSUPPORTED, _("version %u of the snoop format is not supported"),
                   version);
      return NULL;
    }

  self = g_new0 (SnoopReader, 1);
  self->parent.frame = snoop_frame;
  self->parent.free = pv_reader_free;

  type = read_be (head + 12);
  if (!map_type (type, &self->link_type))
    {
      g_set_error (error, PV_ERROR, PV_ERROR_UNSUPPORTED, _("the snoop format's link-layer type %u is not supported"),
                   type);
      return NULL;
    }

  *header_length = FILE_HEADER_SIZE;

  return (PvReader *) g_steal_pointer (&self);
}
