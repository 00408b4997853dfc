/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture-builder-state.h: what a capture builder has, for what it does in several files. */
#pragma once

#include "pv-capture-builder-private.h"
#include "pv-capture-private.h"
#include "pv-event-reader.h"
#include "pv-time-order.h"

G_BEGIN_DECLS

struct _PvCaptureBuilder
{
  PvInputFiles *files;

  PvLabelTable *addresses;
  PvLabelTable *names;
  PvLabelTable *hardware; /* filled on demand; generations share it, so that ids mean the same */
  PvLabelTable *interfaces;
  PvLabelTable *agents; /* likewise */
  PvLabelTable *countries; /* likewise */
  PvLabelTable *networks; /* likewise */
  PvLabelTable *urls;
  PvDomainIndex *domains;
  PvFlowTable *flows;
  PvConversationIndex *conversations;
  PvLiveFilters *live_filters;
  PvEventReader *reader; /* for the batch whose turn it is */

  /* Filled in by reserve(), before workers that write into them are told. */
  PvChunk **chunks;
  guint64 n_reserved;

  /* All below is under the lock: what was committed without gaps. */
  GMutex lock;
  GCond committed; /* n_packets, failed, is_settling or is_turn changed */
  guint n_waiting; /* for that */
  gboolean failed; /* some batch will never be committed */
  gboolean is_settling; /* no batch gets its turn */
  gboolean is_turn; /* of some batch, which may be reading with the reader */
  guint64 n_packets; /* written atomically */
  guint64 n_ip_packets;
  guint64 ip_bytes;
  guint64 wire_bytes;
  gint64 first_time_ns;
  gint64 last_time_ns;
  gint64 newest_time_ns; /* of the last packet committed */
  gboolean sorted;
  gboolean out_of_memory;
  GArray *sums; /* of PvSums, before each chunk */
  PvSums chunk_sums; /* of the last chunk */
  PvEvents events[PV_N_EVENT_KINDS];
  guint64 n_without_time; /* of the first packets, those that have no time yet */
  PvOddities oddities;
  PvKinds kinds;

  PvTimeOrder order;
  GBytes *mapping; /* NULL, or the index that has the first of chunks, events and tables */
  PvVector first_packets; /* of guint32, by flow: its first in that order; empty where that is the file's */
  gboolean is_live; /* more may be committed while others look at what was */
  gboolean grows; /* more is committed behind what is final, while nobody settles */
  gboolean has_first_times; /* packets before the first that has a time have got it */
  guint n_generations;
  PvCapture *newest; /* generation of a capture that grows */
};

/* Whether values of events are about addresses. */
static inline gboolean
pv_event_kind_has_addresses (PvEventKind kind)
{
  return kind == PV_EVENT_ADDRESS || kind == PV_EVENT_HOST;
}

/* A capture of what was committed; under the lock. Where it is settled, in the order of time. (transfer full) */
PvCapture *pv_capture_builder_make           (PvCaptureBuilder *self,
                                              gboolean          is_settled);
/* A settled one, under the lock; it does not tell of its files yet. (transfer full) NULL where memory is out. */
PvCapture *pv_capture_builder_make_settled   (PvCaptureBuilder *self);
/* Tells of the files what is known of them. Those of a capture that may grow are its own. FALSE where memory is out. */
gboolean   pv_capture_builder_describe_files (PvCaptureBuilder *self,
                                              PvCapture        *capture,
                                              PvInputFiles     *files);

G_END_DECLS
