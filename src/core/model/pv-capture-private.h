/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture-private.h: what the builder fills and query and series read. */
#pragma once

#include "pv-capture.h"
#include "pv-columns.h"
#include "pv-conversation-index.h"
#include "pv-dissect.h"
#include "pv-events.h"
#include "pv-flow-names.h"
#include "pv-flow-table.h"
#include "pv-input-files.h"
#include "pv-label-table.h"
#include "pv-vector.h"

G_BEGIN_DECLS

/* Packets and bytes of one label, or of all. */
typedef struct
{
  guint64 packets;
  guint64 bytes;
} PvCount;

/**
 * PvCounts:
 * @n: how many are counted
 * @ids: (array length=n) (nullable): of which ids, rising; %NULL where they are 0 to @n - 1
 * @counts: (array length=n): of a flow, or of a label
 * @total: all that was counted, each packet or lookup once
 * @has_span: counts of flows: whether only packets within @span were counted
 * @span: which
 * @set_serial: counts of flows: which packet set they were restricted to, 0 for none
 *
 * Reference-counted, immutable once shared.
 */
typedef struct
{
  gatomicrefcount ref_count;
  guint n;
  guint32 *ids;
  PvCount *counts;
  PvCount total;
  gboolean has_span;
  PvSpan span;
  guint64 set_serial;
} PvCounts;

/* @counts: (transfer full) */
PvCounts *pv_counts_new_take (guint     n,
                              PvCount  *counts);
PvCounts *pv_counts_ref      (PvCounts *self);

/* The same to keep: with ids, of what occurs only, where that is shorter. Of some labels, there are as many as the
 * format allows, whatever the capture.
 *
 * Returns: (transfer full): @self itself where it is short or memory is out */
PvCounts *pv_counts_pack     (PvCounts *self);

static inline guint32
pv_counts_get_id (const PvCounts *self,
                  guint           i)
{
  return self->ids != NULL ? self->ids[i] : i;
}

void      pv_counts_unref    (PvCounts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvCounts, pv_counts_unref)

/* Counts of so many selections are kept, for as many charts to share. */
#define PV_N_RECENT_COUNTS 3

struct _PvCapture
{
  GObject parent_instance;

  PvInputFiles *files; /* of a complete capture, with all that is needed to read them again */
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
  PvEvents events[PV_N_EVENT_KINDS];
  PvLabelTable *addresses;
  PvLabelTable *names;
  PvLabelTable *urls;
  PvFlowTable *flows;
  PvConversationIndex *conversations;
  gboolean has_all_addresses; /* whether all rows of PV_EVENT_ADDRESS and PV_EVENT_HOST are kept */
  PvFlowNames *flow_names; /* NULL while the capture loads */

  PvVector link_types; /* of guint16 */
  PvVector skipped; /* of PvSkipped */
  GArray *warnings; /* of PvWarning */
  guint64 claimed_bytes;

  /* What was counted of a complete capture, to be used again: of all of it by flow and by the labels of each
   * dimension, of the last few selections by flow. */
  GMutex counts_lock;
  PvCounts *flow_counts;
  PvCounts *counts[PV_N_DIMENSIONS];
  PvCounts *recent_counts[PV_N_RECENT_COUNTS];
  guint next_recent;
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

static inline guint32
pv_capture_get_flow (const PvCapture *self,
                     guint64          packet)
{
  return pv_capture_get_segment (self, packet)->flow[packet & PV_SEGMENT_MASK];
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

G_END_DECLS
