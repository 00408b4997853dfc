/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture-builder-private.h: what workers hand to the builder. */
#pragma once

#include "pv-capture-builder.h"
#include "pv-oddities.h"
#include "pv-vector.h"

G_BEGIN_DECLS

/* A lookup over UDP. */
typedef struct
{
  guint32 packet;
  guint32 name; /* its id; until that is known, where in the batch's bytes it is */
  guint32 kind;
} PvFoundLookup;

/* A TCP segment whose bytes were copied: client, server, payload from @bytes on. */
typedef struct
{
  guint32 packet;
  guint bytes;
  PvTcpSegment segment;
} PvFoundSegment;

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
  GHashTable *kinds; /* see pv_kinds_new() */
  PvVector lookups; /* of PvFoundLookup */
  PvVector tcp; /* of PvFoundSegment */
  PvVector bytes;
} PvFinds;

PvFinds      *pv_finds_new                     (void);
void          pv_finds_free                    (PvFinds *self);

/* Counts of packets by link-layer header type and #PvSkip. */
GHashTable   *pv_kinds_new                     (void);
void          pv_kinds_add                     (GHashTable *kinds,
                                                guint16     link_type,
                                                guint8      skip,
                                                guint64     packets);

PvLabelTable *pv_capture_builder_get_addresses (PvCaptureBuilder *self);
PvLabelTable *pv_capture_builder_get_names     (PvCaptureBuilder *self);
PvFlowTable  *pv_capture_builder_get_flows     (PvCaptureBuilder *self);
PvSegment    *pv_capture_builder_get_segment   (PvCaptureBuilder *self,
                                                guint64           packet);
/* @finds: (transfer full) */
gboolean      pv_capture_builder_commit        (PvCaptureBuilder  *self,
                                                PvFinds           *finds,
                                                GError           **error);

G_END_DECLS
