/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-pcapng-writer.c: packet records become a pcapng file. */
#include "config.h"

#include "pv-pcapng-writer.h"

#include <string.h>

#include "pv-pcapng-format.h"
#include "pv-types.h"
#include "pv-whole-file.h"

/* Bytes are gathered up to about this many, then written at once. */
#define BUFFER_SIZE ((gsize) 256 * 1024)

typedef struct
{
  guint16 link_type;
  guint8 fcs_length;
} Interface;

struct _PvPcapngWriter
{
  PvWholeFile *file;
  GOutputStream *stream; /* the file's */
  GByteArray *buffer;
  GArray *interfaces; /* of Interface */
  /* Times are unsigned on file, so those before 1970 count from an earlier second. */
  gint64 offset_seconds;
};

static void
add_u16 (PvPcapngWriter *self,
         guint16         value)
{
  g_byte_array_append (self->buffer, (const guint8 *) &value, sizeof value);
}

static void
add_u32 (PvPcapngWriter *self,
         guint32         value)
{
  g_byte_array_append (self->buffer, (const guint8 *) &value, sizeof value);
}

static void
add_padded (PvPcapngWriter *self,
            const void     *bytes,
            guint           length)
{
  static const guint8 zeros[3];

  if (length > 0)
    g_byte_array_append (self->buffer, bytes, length);
  if (length % 4 != 0)
    g_byte_array_append (self->buffer, zeros, 4 - length % 4);
}

static void
add_option (PvPcapngWriter *self,
            guint16         code,
            const void     *value,
            guint16         length)
{
  add_u16 (self, code);
  add_u16 (self, length);
  add_padded (self, value, length);
}

/* Starts a block; its length is set when it ends. Returns where it starts. */
static guint
begin_block (PvPcapngWriter *self,
             guint32         type)
{
  guint start = self->buffer->len;

  add_u32 (self, type);
  add_u32 (self, 0);

  return start;
}

static void
end_block (PvPcapngWriter *self,
           guint           start)
{
  guint32 total = self->buffer->len - start + 4;

  memcpy (self->buffer->data + start + 4, &total, sizeof total);
  add_u32 (self, total);
}

static void
add_section (PvPcapngWriter *self)
{
  guint start = begin_block (self, PV_PCAPNG_SECTION_HEADER);
  static const char program[] = "PcapViz " PV_VERSION;

  add_u32 (self, PV_PCAPNG_BYTE_ORDER_MAGIC);
  add_u16 (self, 1);
  add_u16 (self, 0);
  /* The section's length, -1 for unknown. */
  add_u32 (self, G_MAXUINT32);
  add_u32 (self, G_MAXUINT32);
  add_option (self, PV_PCAPNG_OPTION_SHB_USERAPPL, program, sizeof program - 1);
  add_option (self, PV_PCAPNG_OPTION_END, NULL, 0);
  end_block (self, start);
}

/* The number of the record's interface, which is described first where it is new. */
static guint32
get_interface (PvPcapngWriter *self,
               const PvRecord *record)
{
  static const guint8 nanoseconds = 9;
  Interface interface = { record->link_type, record->fcs_length };
  guint start;

  for (guint i = 0; i < self->interfaces->len; i++)
    {
      const Interface *known = &g_array_index (self->interfaces, Interface, i);

      if (known->link_type == interface.link_type && known->fcs_length == interface.fcs_length)
        return i;
    }

  start = begin_block (self, PV_PCAPNG_INTERFACE);
  add_u16 (self, interface.link_type);
  add_u16 (self, 0);
  add_u32 (self, 0); /* no limit */
  add_option (self, PV_PCAPNG_OPTION_IF_TSRESOL, &nanoseconds, 1);
  if (interface.fcs_length > 0)
    add_option (self, PV_PCAPNG_OPTION_IF_FCSLEN, &interface.fcs_length, 1);
  if (self->offset_seconds != 0)
    add_option (self, PV_PCAPNG_OPTION_IF_TSOFFSET, &self->offset_seconds, 8);
  add_option (self, PV_PCAPNG_OPTION_END, NULL, 0);
  end_block (self, start);

  g_array_append_val (self->interfaces, interface);

  return self->interfaces->len - 1;
}

static gboolean
flush (PvPcapngWriter  *self,
       GCancellable    *cancellable,
       GError         **error)
{
  if (!g_output_stream_write_all (self->stream, self->buffer->data, self->buffer->len, NULL,
                                  cancellable, error))
    return FALSE;

  g_byte_array_set_size (self->buffer, 0);

  return TRUE;
}

PvPcapngWriter *
pv_pcapng_writer_new (GFile         *file,
                      gint64         first_time_ns,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autoptr (PvPcapngWriter) self = g_new0 (PvPcapngWriter, 1);

  self->file = pv_whole_file_new (file, cancellable, error);
  if (self->file == NULL)
    return NULL;

  self->stream = pv_whole_file_get_stream (self->file);
  self->buffer = g_byte_array_sized_new (BUFFER_SIZE);
  self->interfaces = g_array_new (FALSE, FALSE, sizeof (Interface));
  if (first_time_ns < 0)
    self->offset_seconds = first_time_ns / PV_NS_PER_SECOND - 1;
  add_section (self);

  return g_steal_pointer (&self);
}

void
pv_pcapng_writer_free (PvPcapngWriter *self)
{
  if (self == NULL)
    return;

  pv_whole_file_free (self->file);
  g_clear_pointer (&self->buffer, g_byte_array_unref);
  g_clear_pointer (&self->interfaces, g_array_unref);
  g_free (self);
}

gboolean
pv_pcapng_writer_add (PvPcapngWriter  *self,
                      const PvRecord  *record,
                      GCancellable    *cancellable,
                      GError         **error)
{
  guint32 interface = get_interface (self, record);
  guint64 time_ns = (guint64) ((__int128) record->time_ns - (__int128) self->offset_seconds * PV_NS_PER_SECOND);
  guint start = begin_block (self, PV_PCAPNG_ENHANCED_PACKET);

  add_u32 (self, interface);
  add_u32 (self, (guint32) (time_ns >> 32));
  add_u32 (self, (guint32) time_ns);
  add_u32 (self, record->captured_length);
  add_u32 (self, record->original_length);
  add_padded (self, record->data, record->captured_length);
  end_block (self, start);

  return self->buffer->len < BUFFER_SIZE || flush (self, cancellable, error);
}

gboolean
pv_pcapng_writer_close (PvPcapngWriter  *self,
                        GCancellable    *cancellable,
                        GError         **error)
{
  return flush (self, cancellable, error)
         && pv_whole_file_close (self->file, cancellable, error);
}
