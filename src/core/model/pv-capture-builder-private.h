/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture-builder-private.h: what workers hand to the builder. */
#pragma once

#include "pv-capture-builder.h"
#include "pv-dissect.h"
#include "pv-events.h"
#include "pv-kinds.h"
#include "pv-live-filter.h"
#include "pv-oddities.h"
#include "pv-vector.h"

G_BEGIN_DECLS

/* A lookup, or an answer to one over DNS. */
typedef struct
{
  guint32 packet;
  guint32 name; /* its id, or PV_NO_ID; until that is known, where in the batch's bytes it is */
  guint64 key; /* over DNS: what a query and its answer have in common */
  guint16 type;
  guint8 kind;
  guint8 outcome;
  gboolean is_answer;
} PvFoundLookup;

typedef struct
{
  PvEvent event;
  PvEventKind kind;
} PvFoundEvent;

/* A TCP segment that is of interest by itself. */
typedef struct
{
  PvTcpSegment segment; /* points into the batch's records */
  guint32 hash; /* of its stream */
} PvFoundSegment;

/* What a message says that an address is called. */
typedef struct
{
  guint32 packet;
  guint32 name; /* its id; until that is known, where in the batch's bytes it is */
  guint8 kind; /* of #PvEventKind */
  guint8 source; /* of #PvHostSource, for %PV_EVENT_HOST */
  guint8 address_size;
  guint8 client_size; /* 0: for all to hear */
  guint8 address[16];
  guint8 client[16];
  guint32 address_id; /* among the reader's hosts; PV_NO_ID where it is new to them */
  guint32 client_id;  /* likewise */
} PvFoundAddress;

/**
 * PvStepKind:
 * @PV_STEP_SEGMENT: a TCP segment that is of interest by itself: the place in the batch's segments
 * @PV_STEP_EVENT: an event that needs no other packet: the place in the batch's early ones
 * @PV_STEP_DNS: a DNS message over UDP: the place in the batch's lookups
 * @PV_STEP_ADDRESS: what an address is called: the place in the batch's addresses
 * @PV_STEP_QUIC_WHOLE: what a QUIC client says, with its event in the batch's early ones: the place in the batch's
 *   bytes
 * @PV_STEP_QUIC: a part of what a QUIC client says: the place in the batch's bytes
 * @PV_STEP_QUIC_OTHER: QUIC Initials that are protected by other keys: likewise
 *
 * What is to be read when it is the batch's turn.
 */
typedef enum
{
  PV_STEP_SEGMENT,
  PV_STEP_EVENT,
  PV_STEP_DNS,
  PV_STEP_ADDRESS,
  PV_STEP_QUIC_WHOLE,
  PV_STEP_QUIC,
  PV_STEP_QUIC_OTHER,
} PvStepKind;

typedef struct
{
  guint32 packet;
  guint32 at;
  PvStepKind kind;
} PvStep;

/**
 * PvFinds:
 *
 * What a worker found in one batch, besides what it wrote into the columns.
 */
typedef struct
{
  guint64 first;
  guint64 n;
  guint64 n_ip_packets;
  guint64 ip_bytes;
  guint64 wire_bytes;
  gint64 min_time_ns;
  gint64 max_time_ns;
  gint64 first_time_ns;
  gint64 newest_time_ns;
  gboolean sorted;
  guint64 n_without_time; /* of the first packets, those that have no time yet */
  PvOddities oddities;
  PvVector kinds; /* see pv_kind_list_add() */
  PvVector lookups; /* of PvFoundLookup: over UDP, and answers */
  PvVector tcp_lookups; /* of PvFoundLookup */
  PvVector addresses; /* of PvFoundAddress: over UDP */
  PvVector early; /* of PvFoundEvent: those that are known before it is the batch's turn */
  PvVector events; /* of PvFoundEvent: all, in packet order */
  PvVector segments; /* of PvFoundSegment */
  PvVector steps; /* of PvStep, in packet order */
  PvVector bytes;
  PvLiveFilter *filter; /* that was asked for, or NULL */
  PvVector passes; /* of guint8: whether each packet passes it */
} PvFinds;

typedef struct _PvEventReader PvEventReader;

PvLiveFilters *pv_capture_builder_get_filters  (PvCaptureBuilder *self);
PvLabelTable *pv_capture_builder_get_names     (PvCaptureBuilder *self);
PvFlowTable  *pv_capture_builder_get_flows     (PvCaptureBuilder *self);
PvChunk    *pv_capture_builder_get_chunk       (PvCaptureBuilder *self,
                                                guint64           packet);
PvLabelTable *pv_capture_builder_get_urls      (PvCaptureBuilder *self);
PvEventReader *pv_capture_builder_get_events   (PvCaptureBuilder *self);
/* Waits until all batches before packet @first are committed. From then on it is the turn of the batch that
 * begins there, until it is committed too. FALSE where that will never be, because another failed. */
gboolean      pv_capture_builder_wait          (PvCaptureBuilder *self,
                                                guint64           first);
/* The caller's batch will never be committed: nobody is to wait for it. */
void          pv_capture_builder_fail          (PvCaptureBuilder *self);
/* In the batch's turn. */
gboolean      pv_capture_builder_commit        (PvCaptureBuilder  *self,
                                                const PvFinds     *finds,
                                                GError           **error);

G_END_DECLS
