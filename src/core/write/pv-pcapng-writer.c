/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-pcapng-writer.c: packet records become a pcapng file. */
#include "config.h"

#include "pv-pcapng-writer.h"

#include <string.h>

#include "pv-error.h"
#include "pv-pcapng-format.h"
#include "pv-piece.h"
#include "pv-time.h"
#include "pv-types.h"
#include "pv-vector.h"

/* Bytes are gathered up to this many, then written at once. */
#define BUFFER_SIZE ((gsize) PV_PIECE (256 * 1024, 4096))

/* More than any block takes beside a packet's bytes. */
#define ROOM 256

/* In the block of a section header. */
#define SECTION_LENGTH_OFFSET 16

#define NO_INTERFACE G_MAXUINT32
#define N_LINK_TYPES ((gsize) G_MAXUINT16 + 1)

/* Times are unsigned on file, so that those before 1970 count from an earlier second, on an interface of their
 * own: one offset for all would not do for times that lie further apart than 64 bits of nanoseconds. */
typedef struct
{
  guint16 link_type;
  guint8 fcs_length;
  gboolean is_early;
  guint32 next; /* of the same link type */
} Interface;

struct _PvPcapngWriter
{
  GOutputStream *stream;
  guint8 *buffer;
  gsize length;
  PvVector interfaces; /* of Interface */
  guint32 *newest; /* for each link type, the interface that was described last */
  gint64 first_second;
};

static void
add_bytes (PvPcapngWriter *self,
           const void     *bytes,
           gsize           length)
{
  g_assert (length <= BUFFER_SIZE - self->length);

  if (length > 0)
    memcpy (self->buffer + self->length, bytes, length);
  self->length += length;
}

static void
add_u16 (PvPcapngWriter *self,
         guint16         value)
{
  add_bytes (self, &value, sizeof value);
}

static void
add_u32 (PvPcapngWriter *self,
         guint32         value)
{
  add_bytes (self, &value, sizeof value);
}

static guint
get_padding (guint length)
{
  return (4 - length % 4) % 4;
}

static void
add_padding (PvPcapngWriter *self,
             guint           length)
{
  static const guint8 zeros[3];

  add_bytes (self, zeros, get_padding (length));
}

static void
add_option (PvPcapngWriter *self,
            guint16         code,
            const void     *value,
            guint16         length)
{
  add_u16 (self, code);
  add_u16 (self, length);
  add_bytes (self, value, length);
  add_padding (self, length);
}

/* Starts a block; its length is set when it ends. Returns where it starts. */
static gsize
begin_block (PvPcapngWriter *self,
             guint32         type)
{
  gsize start = self->length;

  add_u32 (self, type);
  add_u32 (self, 0);

  return start;
}

static void
end_block (PvPcapngWriter *self,
           gsize           start)
{
  guint32 total = (guint32) (self->length - start + 4);

  memcpy (self->buffer + start + 4, &total, sizeof total);
  add_u32 (self, total);
}

static void
add_section (PvPcapngWriter *self)
{
  gsize start = begin_block (self, PV_PCAPNG_SECTION_HEADER);
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

static void
add_interface (PvPcapngWriter  *self,
               const Interface *interface)
{
  static const guint8 nanoseconds = 9;
  gsize start = begin_block (self, PV_PCAPNG_INTERFACE);

  add_u16 (self, interface->link_type);
  add_u16 (self, 0);
  add_u32 (self, 0); /* no limit */
  add_option (self, PV_PCAPNG_OPTION_IF_TSRESOL, &nanoseconds, 1);
  if (interface->fcs_length > 0)
    add_option (self, PV_PCAPNG_OPTION_IF_FCSLEN, &interface->fcs_length, 1);
  if (interface->is_early)
    add_option (self, PV_PCAPNG_OPTION_IF_TSOFFSET, &self->first_second, 8);
  add_option (self, PV_PCAPNG_OPTION_END, NULL, 0);
  end_block (self, start);
}

/* The number of the record's interface, which is described first where it is new; NO_INTERFACE where memory is
 * out. How many there are of one link type is bounded by what an interface is made of. */
static guint32
get_interface (PvPcapngWriter *self,
               const PvRecord *record)
{
  Interface interface = { record->link_type, record->fcs_length, record->time_ns < 0, self->newest[record->link_type] };
  Interface *added;
  guint32 i;

  for (i = interface.next; i != NO_INTERFACE; i = pv_vector_index (&self->interfaces, Interface, i).next)
    {
      const Interface *known = &pv_vector_index (&self->interfaces, Interface, i);

      if (known->fcs_length == interface.fcs_length && known->is_early == interface.is_early)
        return i;
    }

  added = pv_vector_append (&self->interfaces, sizeof (Interface), 1);
  if (added == NULL)
    return NO_INTERFACE;

  *added = interface;
  add_interface (self, &interface);

  return self->newest[record->link_type] = (guint32) (self->interfaces.n - 1);
}

static gboolean
flush (PvPcapngWriter  *self,
       GCancellable    *cancellable,
       GError         **error)
{
  if (!g_output_stream_write_all (self->stream, self->buffer, self->length, NULL, cancellable, error))
    return FALSE;

  self->length = 0;

  return TRUE;
}

PvPcapngWriter *
pv_pcapng_writer_new_for_blocks (GOutputStream  *stream,
                                 GError        **error)
{
  g_autoptr (PvPcapngWriter) self = g_new0 (PvPcapngWriter, 1);

  self->stream = g_object_ref (stream);
  self->buffer = g_try_malloc (BUFFER_SIZE);
  if (self->buffer == NULL)
    {
      pv_error_set_no_memory (error);
      return NULL;
    }

  return g_steal_pointer (&self);
}

PvPcapngWriter *
pv_pcapng_writer_new (GOutputStream  *stream,
                      gint64          first_time_ns,
                      GError        **error)
{
  g_autoptr (PvPcapngWriter) self = pv_pcapng_writer_new_for_blocks (stream, error);

  if (self == NULL)
    return NULL;

  self->newest = g_try_new (guint32, N_LINK_TYPES);
  if (self->newest == NULL)
    {
      pv_error_set_no_memory (error);
      return NULL;
    }

  memset (self->newest, 0xff, N_LINK_TYPES * sizeof *self->newest);
  self->first_second = pv_time_get_second (first_time_ns);
  add_section (self);

  return g_steal_pointer (&self);
}

void
pv_pcapng_writer_free (PvPcapngWriter *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->stream);
  g_free (self->buffer);
  g_free (self->newest);
  pv_vector_clear (&self->interfaces);
  g_free (self);
}

gboolean
pv_pcapng_writer_add (PvPcapngWriter  *self,
                      const PvRecord  *record,
                      GCancellable    *cancellable,
                      GError         **error)
{
  guint32 length = record->captured_length;
  gint64 from_second = record->time_ns < 0 ? self->first_second : 0;
  /* The first second may begin before the first time that there is. */
  guint64 time_ns = (guint64) ((__int128) record->time_ns - (__int128) from_second * PV_NS_PER_SECOND);
  guint32 interface, total;

  if (BUFFER_SIZE - self->length < ROOM && !flush (self, cancellable, error))
    return FALSE;

  interface = get_interface (self, record);
  if (interface == NO_INTERFACE)
    return pv_error_set_no_memory (error);

  total = 32 + length + get_padding (length);
  add_u32 (self, PV_PCAPNG_ENHANCED_PACKET);
  add_u32 (self, total);
  add_u32 (self, interface);
  add_u32 (self, (guint32) (time_ns >> 32));
  add_u32 (self, (guint32) time_ns);
  add_u32 (self, length);
  add_u32 (self, record->original_length);

  /* What does not fit goes to the file as it is. */
  if (length > BUFFER_SIZE - self->length - ROOM / 2)
    {
      if (!flush (self, cancellable, error) ||
          !g_output_stream_write_all (self->stream, record->data, length, NULL, cancellable, error))
        return FALSE;
    }
  else
    {
      add_bytes (self, record->data, length);
    }
  add_padding (self, length);
  add_u32 (self, total);

  return TRUE;
}

gboolean
pv_pcapng_writer_add_block (PvPcapngWriter  *self,
                            const PvBlock   *block,
                            GCancellable    *cancellable,
                            GError         **error)
{
  const guint8 *data = block->data;
  gsize length = block->length;
  guint32 type;

  if (BUFFER_SIZE - self->length < ROOM && !flush (self, cancellable, error))
    return FALSE;

  /* -1 for unknown, which reads the same in both byte orders, as the type does */
  memcpy (&type, data, sizeof type);
  if (type == PV_PCAPNG_SECTION_HEADER)
    {
      const guint64 unknown = G_MAXUINT64;

      add_bytes (self, data, SECTION_LENGTH_OFFSET);
      add_bytes (self, &unknown, sizeof unknown);
      data += SECTION_LENGTH_OFFSET + sizeof unknown;
      length -= SECTION_LENGTH_OFFSET + sizeof unknown;
    }

  /* What does not fit goes to the file as it is. */
  if (length > BUFFER_SIZE - self->length)
    return flush (self, cancellable, error)
           && g_output_stream_write_all (self->stream, data, length, NULL, cancellable, error);

  add_bytes (self, data, length);

  return TRUE;
}

gboolean
pv_pcapng_writer_end (PvPcapngWriter  *self,
                      GCancellable    *cancellable,
                      GError         **error)
{
  return flush (self, cancellable, error);
}
