/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture-private.h: what the builder fills and query and series read. */
#pragma once

#include "pv-capture.h"
#include "pv-columns.h"
#include "pv-dissect.h"
#include "pv-label-table.h"

G_BEGIN_DECLS

/* Packets and bytes of one label, or of all. */
typedef struct
{
  guint64 packets;
  guint64 bytes;
} PvCount;

/* Counts of a whole capture, by label id. */
typedef struct
{
  guint n;
  PvCount *counts;
  PvCount total;
} PvCounts;

void pv_counts_free (PvCounts *self);

struct _PvCapture
{
  GObject parent_instance;

  GFile *file;
  const char *format;
  const char *compression;
  char *truncated_reason;
  const char *truncated_code;
  gboolean complete;

  guint64 n_packets;
  guint64 n_ip_packets;
  guint64 ip_bytes;
  guint64 wire_bytes;
  gint64 first_time_ns;
  gint64 last_time_ns;
  /* Whether times never fall. Always so in a complete capture. */
  gboolean sorted;

  /* Packets are numbered by time. Where that is not the order of the file: the numbers by place in the
   * file, else NULL. */
  guint32 *new_numbers;

  GPtrArray *segments; /* of PvSegment, one reference each */
  GArray *sums; /* of PvSums: what lies before each segment */
  PvLookups lookups[PV_N_LOOKUP_KINDS];
  PvLabelTable *addresses;
  PvLabelTable *names;

  GArray *link_types; /* of guint16 */
  GArray *skipped; /* of PvSkipped */
  GArray *warnings; /* of PvWarning */
  guint64 claimed_bytes;

  /* By dimension: made when first asked for, then kept. */
  GMutex counts_lock;
  PvCounts *counts[PV_N_DIMENSIONS];
};

static inline const PvSegment *
pv_capture_get_segment (const PvCapture *self,
                        guint64          packet)
{
  return g_ptr_array_index (self->segments, packet >> PV_SEGMENT_BITS);
}

static inline gint64
pv_capture_get_time (const PvCapture *self,
                     guint64          packet)
{
  return pv_capture_get_segment (self, packet)->time_ns[packet & PV_SEGMENT_MASK];
}

/* The number of the packet at @place in the file. */
static inline guint64
pv_capture_get_number (const PvCapture *self,
                       guint64          place)
{
  return self->new_numbers != NULL ? self->new_numbers[place] : place;
}

/* The first packet at @time_ns or later; n_packets where there is none. For sorted captures. */
guint64 pv_capture_find_time (const PvCapture *self,
                              gint64           time_ns);
/* The same, for a time that is likely to lie soon after packet @from, which is before it. */
guint64 pv_capture_find_time_from (const PvCapture *self,
                                   guint64          from,
                                   gint64           time_ns);
/* What lies before @packet, which may be n_packets. */
PvSums  pv_capture_sum_before (const PvCapture *self,
                               guint64          packet);
/* The packets within @span: [@first, @last). For sorted captures. */
void    pv_capture_find_span (const PvCapture *self,
                              PvSpan           span,
                              guint64         *first,
                              guint64         *last);
/* The labels of @dimension. */
PvLabelTable *pv_capture_get_labels (PvCapture   *self,
                                     PvDimension  dimension);

G_END_DECLS
