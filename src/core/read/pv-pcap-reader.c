/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-pcap-reader.c: the classic pcap format and its variants.
 *
 * Source: draft-ietf-opsawg-pcap; for the variants, what tools of their time wrote: libpcap (µs and ns, both byte
 * orders), Kuznetzov's patches, Nokia, IXIA and AIX, as Wireshark reads them. */
#include "config.h"

#include "pv-reader.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "pv-error.h"

#define FILE_HEADER_SIZE 24
#define RECORD_HEADER_SIZE 16

/* How many records are looked at to tell variants apart. */
#define N_PROBED 16

typedef struct
{
  PvReader parent;

  gboolean swapped;
  /* Bytes of a record header; the first 16 are the same in all variants. */
  guint header_size;
  /* Before version 2.4 some tools wrote the two lengths in the other order. */
  gboolean lengths_may_be_swapped;
  gint64 ns_per_fraction;
  guint32 fractions_per_second;
  guint32 max_length;
  guint16 link_type;
  guint8 fcs_length;
} PcapReader;

typedef struct
{
  guint32 magic;
  gint64 ns_per_fraction;
  /* Bytes between the file header and the first record. */
  guint extra_header;
  /* The record headers that this magic may go with, the usual one first; 0 ends the list. */
  guint header_sizes[4];
} Magic;

static const Magic magics[] = {
  /* libpcap; also Kuznetzov's ss990417 patch (24) and Nokia's tcpdump (20) under the same magic */
  { 0xa1b2c3d4, 1000, 0, { 16, 24, 20 } },
  { 0xa1b23c4d, 1, 0, { 16 } },
  /* Kuznetzov's later patches: ss991029 (24) and ss990915 (28) */
  { 0xa1b2cd34, 1000, 0, { 24, 28 } },
  /* IXIA, hardware and software timestamps: the file's length follows the header */
  { 0x1c0001ac, 1, 4, { 16 } },
  { 0x1c0001ab, 1000, 4, { 16 } },
};

static inline void
order_lengths (const PcapReader *self,
               guint32          *captured,
               guint32          *original)
{
  if (G_UNLIKELY (self->lengths_may_be_swapped) && *captured > *original)
    {
      guint32 swap = *captured;

      *captured = *original;
      *original = swap;
    }
}

/* The framing loop, inlined once for each byte order. */
static inline PvFrameResult
frame_records (PcapReader *self,
               gboolean    swapped,
               guint       header_size,
               PvFrame    *frame,
               PvBatch    *batch)
{
  /* What stays the same, where the compiler sees that it does. */
  const gint64 ns_per_fraction = self->ns_per_fraction;
  const guint32 fractions_per_second = self->fractions_per_second;
  const guint32 max_length = self->max_length;
  const guint16 link_type = self->link_type;
  const guint8 fcs_length = self->fcs_length;
  PvBatchRoom room = pv_batch_enter_room (batch);
  const guint8 *data = frame->data;
  gsize left = frame->length;
  PvFrameResult result = PV_FRAME_MORE;

  frame->need = header_size;
  while (left >= header_size)
    {
      guint32 fraction = pv_read_u32 (data + 4, swapped);
      guint32 captured = pv_read_u32 (data + 8, swapped);
      guint32 original = pv_read_u32 (data + 12, swapped);

      order_lengths (self, &captured, &original);

      if (G_UNLIKELY (captured > max_length))
        {
          frame->code = "impossible-length";
          frame->reason = g_strdup_printf (_("the packet at byte %" PRIu64 " claims a captured length of "
                                             "%u bytes, which cannot be"),
                                           frame->offset + (gsize) (data - frame->data), captured);
          result = PV_FRAME_STOP;
          break;
        }

      if (left - header_size < captured)
        {
          frame->need = header_size + (gsize) captured;
          break;
        }

      *pv_batch_room_append (&room) = (PvRecord){
        /* Drivers write fractions of a second and more, or below 0, as libpcap takes them. */
        .time_ns = (gint64) pv_read_u32 (data, swapped) * PV_NS_PER_SECOND + (gint32) fraction * ns_per_fraction,
        .data = data + header_size,
        .captured_length = captured,
        .original_length = original,
        .link_type = link_type,
        .fcs_length = fcs_length,
        .flags = fraction >= fractions_per_second ? PV_RECORD_ODD_FRACTION : 0,
        .interface = PV_NO_INTERFACE,
      };

      data += header_size + captured;
      left -= header_size + captured;
    }

  frame->used = (gsize) (data - frame->data);
  pv_batch_room_leave (&room);

  return result;
}

static PvFrameResult
pcap_frame (PvReader *reader,
            PvFrame  *frame,
            PvBatch  *batch)
{
  PcapReader *self = (PcapReader *) reader;

  if (G_LIKELY (self->header_size == RECORD_HEADER_SIZE))
    {
      return self->swapped ? frame_records (self, TRUE, RECORD_HEADER_SIZE, frame, batch)
                           : frame_records (self, FALSE, RECORD_HEADER_SIZE, frame, batch);
    }

  return frame_records (self, self->swapped, self->header_size, frame, batch);
}

/**
 * Probe:
 * @n: how many records can be stepped over
 * @n_odd: how many of them say what records of the kind should not: drivers do now and then
 * @failed: whether the one after those has an impossible length; else the bytes ran out
 * @wanted: bytes of the file to see the next header
 *
 * What becomes of a file's first records with record headers of one size.
 */
typedef struct
{
  guint n;
  guint n_odd;
  gboolean failed;
  gsize wanted;
} Probe;

static Probe
probe (const PcapReader *self,
       const guint8     *head,
       gsize             length,
       gsize             header_length,
       guint             record_header_size,
       gboolean          may_be_empty)
{
  Probe result = { .wanted = header_length + record_header_size };

  while (result.n < N_PROBED && length >= result.wanted)
    {
      const guint8 *header = head + result.wanted - record_header_size;
      guint32 fraction = pv_read_u32 (header + 4, self->swapped);
      guint32 captured = pv_read_u32 (header + 8, self->swapped);
      guint32 original = pv_read_u32 (header + 12, self->swapped);

      order_lengths (self, &captured, &original);

      if (captured > self->max_length || (captured == 0 && !may_be_empty))
        {
          result.failed = TRUE;
          break;
        }

      result.n++;
      result.n_odd += fraction >= self->fractions_per_second || original > PV_RECORD_MAX
                      || captured > original || original == 0;
      result.wanted += captured + (gsize) record_header_size;
    }

  return result;
}

/* How many records have to fit a variant where the file does not end before them. */
#define N_FITTING 3

/* Whether a variant's record headers fit all that was seen, up to the file's end or for some records. */
static gboolean
fits (const Probe *probed,
      guint        record_header_size,
      gsize        length)
{
  gboolean at_end = probed->n > 0 && probed->wanted - record_header_size == length;

  return !probed->failed && (probed->n >= N_FITTING || at_end) && 2 * probed->n_odd <= probed->n;
}

/* Sets header_size. Returns how many bytes of the file must be seen to be sure of it. */
static gsize
choose_header_size (PcapReader   *self,
                    const Magic  *magic,
                    const guint8 *head,
                    gsize         length,
                    gsize         header_length)
{
  Probe usual = probe (self, head, length, header_length, magic->header_sizes[0], TRUE);
  guint n_best = usual.n - usual.n_odd;
  gsize wanted = 0;

  self->header_size = magic->header_sizes[0];
  if (magic->header_sizes[1] == 0)
    return 0;

  /* With a wrong size, times are taken for lengths from the second record on. */
  if (!usual.failed && usual.n < 2)
    wanted = usual.wanted;

  for (guint i = 1; i < G_N_ELEMENTS (magic->header_sizes) && magic->header_sizes[i] != 0; i++)
    {
      guint size = magic->header_sizes[i];
      /* Padding is full of what looks like records of empty packets. */
      Probe other = probe (self, head, length, header_length, size, FALSE);
      gboolean fit = fits (&other, size, length);

      if (!usual.failed && usual.n_odd == 0)
        {
          /* Of a single record, the file's end tells. */
          if (usual.n == 1 && other.n == 1 && fit)
            self->header_size = size;
          continue;
        }

      if (!other.failed && other.n < N_FITTING)
        wanted = MAX (wanted, other.wanted);

      /* A damaged file of the usual kind, or one with odd records, must not pass for an unusual one, so a tie
       * goes to the usual. */
      if (fit && other.n - other.n_odd > n_best)
        {
          self->header_size = size;
          n_best = other.n - other.n_odd;
        }
    }

  return wanted;
}

/* AIX's tcpdump writes version 2.2, SNMP interface types (RFC 1573) and nanoseconds. */
static gboolean
map_aix_type (guint32  if_type,
              guint16 *link_type)
{
  switch (if_type)
    {
    case 6: /* ethernetCsmacd */
      *link_type = 1;
      return TRUE;
    case 9: /* iso88025TokenRing */
      *link_type = 6;
      return TRUE;
    case 15: /* fddi */
      *link_type = 10;
      return TRUE;
    case 24: /* softwareLoopback */
      *link_type = 0;
      return TRUE;
    default:
      return FALSE;
    }
}

PvReader *
pv_pcap_reader_new (const guint8  *head,
                    gsize          length,
                    gsize         *header_length,
                    gsize         *wanted_length,
                    GError       **error)
{
  g_autofree PcapReader *self = NULL;
  const Magic *magic = NULL;
  guint16 major;
  guint16 minor;
  guint32 snapshot_length;
  guint32 network;

  if (length < 4)
    return NULL;

  self = g_new0 (PcapReader, 1);

  for (guint i = 0; i < G_N_ELEMENTS (magics) && magic == NULL; i++)
    for (guint swapped = 0; swapped < 2 && magic == NULL; swapped++)
      if (pv_read_u32 (head, swapped) == magics[i].magic)
        {
          magic = &magics[i];
          self->swapped = swapped;
        }

  if (magic == NULL)
    return NULL;

  *header_length = FILE_HEADER_SIZE + magic->extra_header;
  if (length < *header_length)
    {
      g_set_error_literal (error, PV_ERROR, PV_ERROR_DAMAGED, _("the file ends within its header"));
      return NULL;
    }

  major = pv_read_u16 (head + 4, self->swapped);
  minor = pv_read_u16 (head + 6, self->swapped);
  snapshot_length = pv_read_u32 (head + 16, self->swapped);
  network = pv_read_u32 (head + 20, self->swapped);

  /* 543.0 is what DG/UX wrote. */
  if (major != 2 && major != 543)
    {
      g_set_error (error, PV_ERROR, PV_ERROR_UNSUPPORTED, _("version %u.%u of the pcap format is not supported"),
                   major, minor);
      return NULL;
    }

  self->parent.frame = pcap_frame;
  self->parent.free = pv_reader_free;
  self->ns_per_fraction = magic->ns_per_fraction;
  self->max_length = CLAMP (snapshot_length, PV_RECORD_USUAL_MAX, PV_RECORD_MAX);
  self->lengths_may_be_swapped = major == 543 || minor < 4;

  /* The lower 26 bits are the type; above are the length of the frame check sequence in 16-bit
   * words and a bit that says whether it is known. Types are at most 16 bits wide so far. */
  self->link_type = (guint16) MIN (network & 0x03ffffff, G_MAXUINT16);
  if ((network & 0x04000000) != 0)
    self->fcs_length = pv_fcs_length (2 * (network >> 28));

  if (major == 2 && minor == 2 && map_aix_type (network, &self->link_type))
    {
      self->ns_per_fraction = 1;
      self->lengths_may_be_swapped = FALSE;
    }

  self->fractions_per_second = (guint32) (PV_NS_PER_SECOND / self->ns_per_fraction);
  *wanted_length = choose_header_size (self, magic, head, length, *header_length);

  return (PvReader *) g_steal_pointer (&self);
}
