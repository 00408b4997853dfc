/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-pcapng-reader.c: the pcapng format.
 *
 * Source: draft-ietf-opsawg-pcapng; section numbers below are those of its revision 02.
 * https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcapng/ */
#include "config.h"

#include "pv-reader.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "pv-error.h"
#include "pv-pcapng-format.h"
#include "pv-vector.h"

/* Interfaces of a section beyond this are no network's but an attack's on our memory. */
#define MAX_INTERFACES (256 * 1024)

/* How an interface's timestamps become nanoseconds, and what its packets have in common. */
typedef struct
{
  guint16 link_type;
  guint8 fcs_length;
  guint32 place; /* where interfaces are kept: which of those it is */
  guint32 snapshot_length; /* 0 for none */
  guint32 max_length; /* of what is captured of a packet */
  /* For units of a nanosecond and its round multiples, else 0. */
  gint64 ns_per_unit;
  /* Units per second; 0 for more than a guint64 holds (finer than 10⁻¹⁹ s). */
  guint64 units_per_second;
  gint64 offset_seconds;
} Interface;

typedef struct
{
  PvReader parent;

  gboolean swapped;
  PvVector interfaces; /* of the current section */
  /* A simple packet block carries no time; it happened after the record before it, or before the one after it. */
  gint64 last_time_ns;
  gboolean has_time; /* of a record before */
} PcapngReader;

static void
set_resolution (Interface *interface,
                guint8     if_tsresol)
{
  guint exponent = if_tsresol & 0x7f;

  interface->units_per_second = 0;
  interface->ns_per_unit = 0;

  if ((if_tsresol & 0x80) != 0)
    {
      if (exponent < 64)
        interface->units_per_second = G_GUINT64_CONSTANT (1) << exponent;
    }
  else if (exponent <= 19)
    {
      guint64 units = 1;

      for (guint i = 0; i < exponent; i++)
        units *= 10;
      interface->units_per_second = units;
    }

  if (interface->units_per_second != 0 && PV_NS_PER_SECOND % interface->units_per_second == 0)
    interface->ns_per_unit = PV_NS_PER_SECOND / (gint64) interface->units_per_second;
}

static gint64
get_time (const Interface *interface,
          guint64          units)
{
  __int128 time_ns;

  if (interface->ns_per_unit != 0)
    time_ns = (__int128) units * interface->ns_per_unit;
  else if (interface->units_per_second == 0)
    time_ns = 0;
  else
    time_ns = (__int128) (units / interface->units_per_second) * PV_NS_PER_SECOND
              + (__int128) (units % interface->units_per_second) * PV_NS_PER_SECOND / interface->units_per_second;

  return pv_time_clamp (time_ns + (__int128) interface->offset_seconds * PV_NS_PER_SECOND);
}

/* Notes what the file says of an interface, where that is asked for. FALSE where memory is out. */
static gboolean
keep_interface (PcapngReader *self,
                Interface    *interface,
                const guint8 *name,
                gsize         name_length,
                const guint8 *description,
                gsize         description_length)
{
  PvInterfaces *interfaces = self->parent.interfaces;
  PvInterface kept = { .file = self->parent.file, .number = (guint32) self->interfaces.n,
                       .link_type = interface->link_type };

  interface->place = PV_NO_INTERFACE;
  if (interfaces == NULL)
    return TRUE;

  interface->place = (guint32) interfaces->list.n;

  return pv_interfaces_add (interfaces, &kept, name, name_length, description, description_length);
}

/* Section 4.2. Options that are cut short end the list; what came before them counts. Of options that may
 * be there but once, the first counts. FALSE where memory is out. */
static gboolean
read_interface (PcapngReader *self,
                const guint8 *body,
                gsize         length)
{
  Interface interface = { 0 };
  Interface *added;
  const guint8 *option = body + 8;
  gsize left = length - 8;
  gboolean has_resolution = FALSE;
  gboolean has_offset = FALSE;
  const guint8 *name = NULL;
  const guint8 *description = NULL;
  gsize name_length = 0;
  gsize description_length = 0;

  interface.link_type = pv_read_u16 (body, self->swapped);
  interface.snapshot_length = pv_read_u32 (body + 4, self->swapped);
  /* Section 4.2: 0 is no limit. */
  if (interface.snapshot_length == 0)
    interface.max_length = PV_RECORD_MAX;
  else
    interface.max_length = CLAMP (interface.snapshot_length, PV_RECORD_USUAL_MAX, PV_RECORD_MAX);
  set_resolution (&interface, 6);

  while (left >= 4)
    {
      guint16 code = pv_read_u16 (option, self->swapped);
      guint16 size = pv_read_u16 (option + 2, self->swapped);
      gsize padded = ((gsize) size + 3) & ~(gsize) 3;

      if (code == PV_PCAPNG_OPTION_END || left - 4 < size)
        break;

      if (code == PV_PCAPNG_OPTION_IF_TSRESOL && size == 1 && !has_resolution)
        {
          set_resolution (&interface, option[4]);
          has_resolution = TRUE;
        }
      else if (code == PV_PCAPNG_OPTION_IF_NAME && name == NULL)
        {
          name = option + 4;
          name_length = size;
        }
      else if (code == PV_PCAPNG_OPTION_IF_DESCRIPTION && description == NULL)
        {
          description = option + 4;
          description_length = size;
        }
      else if (code == PV_PCAPNG_OPTION_IF_FCSLEN && size == 1)
        interface.fcs_length = pv_fcs_length (option[4]);
      else if (code == PV_PCAPNG_OPTION_IF_TSOFFSET && size == 8 && !has_offset)
        {
          guint64 offset;

          memcpy (&offset, option + 4, sizeof offset);
          interface.offset_seconds = (gint64) (self->swapped ? GUINT64_SWAP_LE_BE (offset) : offset);
          has_offset = TRUE;
        }

      if (left - 4 < padded)
        break;
      option += 4 + padded;
      left -= 4 + padded;
    }

  if (!keep_interface (self, &interface, name, name_length, description, description_length))
    return FALSE;
  added = pv_vector_append (&self->interfaces, sizeof (Interface), 1);
  if (added == NULL)
    return FALSE;
  *added = interface;

  return TRUE;
}

/* The frame check sequence's bytes as the options of a packet say (section 4.3.1), else as its interface does. */
static guint8
get_fcs_length (const PcapngReader *self,
                const Interface    *interface,
                const guint8       *option,
                gsize               left)
{
  while (left >= 4)
    {
      guint16 code = pv_read_u16 (option, self->swapped);
      gsize size = pv_read_u16 (option + 2, self->swapped);
      gsize padded = (size + 3) & ~(gsize) 3;

      if (code == PV_PCAPNG_OPTION_END || left - 4 < padded)
        break;

      if (code == PV_PCAPNG_OPTION_FLAGS && size == 4)
        {
          guint length = pv_read_u32 (option + 4, self->swapped) >> 5 & 0x0f;

          return length != 0 ? pv_fcs_length (length) : interface->fcs_length;
        }

      option += 4 + padded;
      left -= 4 + padded;
    }

  return interface->fcs_length;
}

/* Records before the first that has a time get it, as far as they are still at hand. */
static void
set_first_time (PcapngReader *self,
                PvBatch      *batch)
{
  self->has_time = TRUE;
  for (gsize i = 0; i < batch->n_records; i++)
    {
      batch->records[i].time_ns = self->last_time_ns;
      batch->records[i].flags &= (guint8) ~PV_RECORD_NO_TIME_YET;
    }
}

/* Appends a record. Returns FALSE, with the reason set, where the block contradicts itself. */
static gboolean
append_record (PcapngReader *self,
               PvFrame      *frame,
               PvBatch      *batch,
               guint32       interface_id,
               gboolean      has_time,
               guint64       units,
               guint32       captured,
               guint32       original,
               const guint8 *data,
               gsize         room)
{
  const Interface *interface;
  PvRecord *record;

  if (G_UNLIKELY (interface_id >= self->interfaces.n))
    {
      frame->code = "unknown-interface";
      frame->reason = g_strdup_printf (_("the packet at byte %" PRIu64 " names interface %u, which "
                                         "the file does not describe"),
                                       frame->offset + frame->used, interface_id);
      return FALSE;
    }

  interface = &pv_vector_index (&self->interfaces, Interface, interface_id);

  if (G_UNLIKELY (captured > room || captured > interface->max_length))
    {
      frame->code = "impossible-length";
      frame->reason = g_strdup_printf (_("the packet at byte %" PRIu64 " claims a captured length of "
                                         "%u bytes, which cannot be"),
                                       frame->offset + frame->used, captured);
      return FALSE;
    }

  if (has_time)
    {
      self->last_time_ns = get_time (interface, units);
      if (G_UNLIKELY (!self->has_time))
        set_first_time (self, batch);
    }

  record = pv_batch_append (batch);
  record->time_ns = self->last_time_ns;
  record->data = data;
  record->captured_length = captured;
  record->original_length = original;
  record->interface = interface->place;
  record->link_type = interface->link_type;
  record->fcs_length = interface->fcs_length;
  if (has_time)
    {
      gsize padded = ((gsize) captured + 3) & ~(gsize) 3;

      if (G_UNLIKELY (room > padded))
        record->fcs_length = get_fcs_length (self, interface, data + padded, room - padded);
    }
  else
    {
      record->flags = self->has_time ? PV_RECORD_NO_TIME : PV_RECORD_NO_TIME | PV_RECORD_NO_TIME_YET;
    }

  return TRUE;
}

/* The fixed part of a block's body, in bytes. */
static gsize
get_fixed_size (guint32 type)
{
  switch (type)
    {
    case PV_PCAPNG_SECTION_HEADER:
      return 16;
    case PV_PCAPNG_INTERFACE:
      return 8;
    case PV_PCAPNG_PACKET:
    case PV_PCAPNG_ENHANCED_PACKET:
      return 20;
    case PV_PCAPNG_SIMPLE_PACKET:
      return 4;
    default:
      return 0;
    }
}

/* What is wrong with the version of a section (section 4.1), if anything, given its header's body. */
static char *
check_version (PcapngReader *self,
               const guint8 *body)
{
  guint16 major = pv_read_u16 (body + 4, self->swapped);
  guint16 minor = pv_read_u16 (body + 6, self->swapped);

  return major == 1 ? NULL : g_strdup_printf (_("version %u.%u of the pcapng format is not supported"), major, minor);
}

/* Reads a whole block. Returns FALSE with the reason set where it contradicts itself. */
static gboolean
read_block (PcapngReader *self,
            PvFrame      *frame,
            PvBatch      *batch,
            guint32       type,
            const guint8 *body,
            gsize         length)
{
  gboolean swapped = self->swapped;

  switch (type)
    {
    case PV_PCAPNG_ENHANCED_PACKET: /* section 4.3 */
      return append_record (self, frame, batch, pv_read_u32 (body, swapped), TRUE,
                            (guint64) pv_read_u32 (body + 4, swapped) << 32 | pv_read_u32 (body + 8, swapped),
                            pv_read_u32 (body + 12, swapped), pv_read_u32 (body + 16, swapped), body + 20,
                            length - 20);

    case PV_PCAPNG_PACKET: /* appendix A */
      return append_record (self, frame, batch, pv_read_u16 (body, swapped), TRUE,
                            (guint64) pv_read_u32 (body + 4, swapped) << 32 | pv_read_u32 (body + 8, swapped),
                            pv_read_u32 (body + 12, swapped), pv_read_u32 (body + 16, swapped), body + 20,
                            length - 20);

    case PV_PCAPNG_SIMPLE_PACKET: /* section 4.4: of the first interface, cut to its snapshot length */
      {
        guint32 original = pv_read_u32 (body, swapped);
        guint32 captured = original;

        if (self->interfaces.n > 0)
          {
            guint32 snapshot_length = pv_vector_index (&self->interfaces, Interface, 0).snapshot_length;

            if (snapshot_length != 0)
              captured = MIN (captured, snapshot_length);
          }

        return append_record (self, frame, batch, 0, FALSE, 0, captured, original, body + 4, length - 4);
      }

    case PV_PCAPNG_INTERFACE:
      if (self->interfaces.n >= MAX_INTERFACES)
        {
          frame->code = "too-many-interfaces";
          frame->reason = g_strdup_printf (_("the file describes more than %u interfaces"), MAX_INTERFACES);
          return FALSE;
        }
      batch->out_of_memory |= !read_interface (self, body, length);
      return !batch->out_of_memory;

    case PV_PCAPNG_SECTION_HEADER:
      self->interfaces.n = 0;
      frame->code = "unsupported-version";
      frame->reason = check_version (self, body);
      return frame->reason == NULL;

    default:
      return TRUE;
    }
}

static void
set_damaged_block (PvFrame *frame)
{
  frame->code = "damaged-block";
  frame->reason = g_strdup_printf (_("the block at byte %" PRIu64 " contradicts itself"),
                                   frame->offset + frame->used);
}

/* Each section has a byte order of its own (section 4.1). Returns FALSE where it has neither. */
static gboolean
read_byte_order (PcapngReader *self,
                 const guint8 *magic)
{
  if (pv_read_u32 (magic, FALSE) == PV_PCAPNG_BYTE_ORDER_MAGIC)
    self->swapped = FALSE;
  else if (pv_read_u32 (magic, TRUE) == PV_PCAPNG_BYTE_ORDER_MAGIC)
    self->swapped = TRUE;
  else
    return FALSE;

  return TRUE;
}

static PvFrameResult
pcapng_frame (PvReader *reader,
              PvFrame  *frame,
              PvBatch  *batch)
{
  PcapngReader *self = (PcapngReader *) reader;

  for (;;)
    {
      const guint8 *block = frame->data + frame->used;
      gsize left = frame->length - frame->used;
      gsize fixed;
      gsize n_records;
      guint32 type;
      guint32 total;
      gsize padded;

      frame->need = PV_PCAPNG_BLOCK_OVERHEAD;
      if (left < PV_PCAPNG_BLOCK_OVERHEAD)
        return PV_FRAME_MORE;

      type = pv_read_u32 (block, self->swapped);
      if (type == PV_PCAPNG_SECTION_HEADER && !read_byte_order (self, block + 8))
        {
          set_damaged_block (frame);
          return PV_FRAME_STOP;
        }

      total = pv_read_u32 (block + 4, self->swapped);
      /* Lengths are multiples of 4; some writers forget it in the field, none in the file. */
      padded = ((gsize) total + 3) & ~(gsize) 3;
      fixed = get_fixed_size (type);

      if (total < PV_PCAPNG_BLOCK_OVERHEAD + fixed)
        {
          set_damaged_block (frame);
          return PV_FRAME_STOP;
        }

      if (fixed == 0 && self->parent.keeps_blocks && type != PV_PCAPNG_CUSTOM_NO_COPY && padded <= PV_RECORD_MAX)
        {
          if (padded > left)
            {
              frame->need = padded;
              return PV_FRAME_MORE;
            }
          if (pv_read_u32 (block + padded - 4, self->swapped) == total)
            pv_batch_add_block (batch, block, padded, FALSE);
          frame->used += padded;
          continue;
        }

      if (fixed == 0)
        {
          /* Nobody needs this block, so it need not fit into memory. */
          if (padded > left)
            {
              frame->skip = padded;
              return PV_FRAME_SKIP;
            }
          frame->used += padded;
          continue;
        }

      if (total > PV_RECORD_MAX + 64 * 1024)
        {
          frame->code = "impossible-length";
          frame->reason = g_strdup_printf (_("the block at byte %" PRIu64 " claims a length of %u bytes, "
                                             "which cannot be"),
                                           frame->offset + frame->used, total);
          return PV_FRAME_STOP;
        }

      if (padded > left)
        {
          frame->need = padded;
          return PV_FRAME_MORE;
        }

      if (pv_read_u32 (block + padded - 4, self->swapped) != total)
        {
          set_damaged_block (frame);
          return PV_FRAME_STOP;
        }

      n_records = batch->n_records;
      if (!read_block (self, frame, batch, type, block + 8, padded - PV_PCAPNG_BLOCK_OVERHEAD))
        return PV_FRAME_STOP;
      if (self->parent.keeps_blocks)
        pv_batch_add_block (batch, block, padded, batch->n_records > n_records);

      frame->used += padded;
    }
}

/* Where there are more interfaces, all is read anew. */
#define MAX_SAVED 1024

/* What a section says before its packets, beside its interfaces. No padding. */
typedef struct
{
  gint64 last_time_ns;
  guint32 has_time;
  guint32 swapped;
} SavedSection;

static void
pcapng_save (PvReader      *reader,
             PvStateWriter *state)
{
  PcapngReader *self = (PcapngReader *) reader;
  const SavedSection saved = { self->last_time_ns, self->has_time != FALSE, self->swapped != FALSE };

  pv_state_put (state, &saved, sizeof saved);
  if (self->interfaces.n <= MAX_SAVED)
    pv_state_put (state, self->interfaces.data, self->interfaces.n * sizeof (Interface));
  else
    state->full = TRUE;
}

static gboolean
pcapng_restore (PvReader     *reader,
                const guint8 *bytes,
                gsize         length)
{
  PcapngReader *self = (PcapngReader *) reader;
  SavedSection saved;
  Interface *interfaces;
  gsize n;

  if (length < sizeof saved || (length - sizeof saved) % sizeof *interfaces != 0)
    return FALSE;
  n = (length - sizeof saved) / sizeof *interfaces;
  memcpy (&saved, bytes, sizeof saved);
  pv_vector_clear (&self->interfaces);
  interfaces = n <= MAX_SAVED ? pv_vector_append (&self->interfaces, sizeof *interfaces, n) : NULL;
  if (interfaces == NULL && n > 0)
    return FALSE;

  if (n > 0)
    memcpy (interfaces, bytes + sizeof saved, n * sizeof *interfaces);
  for (gsize i = 0; i < n; i++)
    {
      interfaces[i].place = PV_NO_INTERFACE;
      interfaces[i].max_length = MIN (interfaces[i].max_length, PV_RECORD_MAX);
    }
  self->last_time_ns = saved.last_time_ns;
  self->has_time = saved.has_time != 0;
  self->swapped = saved.swapped != 0;

  return TRUE;
}

static void
pcapng_free (PvReader *reader)
{
  PcapngReader *self = (PcapngReader *) reader;

  pv_vector_clear (&self->interfaces);
  g_free (self);
}

PvReader *
pv_pcapng_reader_new (const guint8  *head,
                      gsize          length,
                      gsize         *header_length,
                      gsize         *wanted_length,
                      GError       **error)
{
  PcapngReader *self;
  g_autofree char *wrong = NULL;

  /* The section header's type reads the same in both byte orders. */
  if (length < 4 || pv_read_u32 (head, FALSE) != PV_PCAPNG_SECTION_HEADER)
    return NULL;

  if (length < PV_PCAPNG_BLOCK_OVERHEAD + 16)
    {
      g_set_error_literal (error, PV_ERROR, PV_ERROR_DAMAGED, _("the file ends within its header"));
      return NULL;
    }

  self = g_new0 (PcapngReader, 1);
  self->parent.frame = pcapng_frame;
  self->parent.free = pcapng_free;
  self->parent.save = pcapng_save;
  self->parent.restore = pcapng_restore;
  self->parent.can_keep_blocks = TRUE;

  if (!read_byte_order (self, head + 8))
    {
      pcapng_free (&self->parent);
      return NULL;
    }

  wrong = check_version (self, head + 8);
  if (wrong != NULL)
    {
      g_set_error_literal (error, PV_ERROR, PV_ERROR_UNSUPPORTED, wrong);
      pcapng_free (&self->parent);
      return NULL;
    }

  /* The first section header is a block like any other, so that framing starts with it. */
  *header_length = 0;

  return &self->parent;
}
